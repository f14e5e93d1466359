"""`briefings schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import report
from ..filetree import same, write_file
from ..json_schema import as_draft_7, front_matter_schema, vocabulary_file_schema
from ..problem import has_errors
from ..project import CACHE, Project
from ..schema import KINDS
from ..vocabulary import Vocabulary, read_vocabulary
from .options import folder_of, project_of

FOLDER = f"{CACHE}/schema"
"""Where the settings of the editor look for them, in the site's folder."""

_OF_FILES = {name: kind for kind, name in KINDS.items()}


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["briefing", *_OF_FILES]), help="Print one schema instead of writing all.")
@click.option(
    "--vocabulary/--no-vocabulary",
    "with_terms",
    default=True,
    help="With the site's terms as the values to choose from.",
)
@click.option("--draft", type=click.Choice(["2020-12", "7"]), default="2020-12", show_default=True)
@click.pass_context
def schema(context: click.Context, folder: Path | None, kind: str | None, with_terms: bool, draft: str) -> None:
    """Write JSON Schemas of front matter and vocabulary files to FOLDER, for editors.

    Without FOLDER they go to .cache/briefings/schema/ in the site's folder, where .vscode/settings.json expects them.
    """
    project = project_of(context)
    if kind and folder:
        raise click.UsageError("--kind prints; give either it or a folder")
    vocabulary = _vocabulary(context, project) if with_terms else None
    if kind:
        click.echo(_text(kind, vocabulary, draft), nl=False)
        return
    target = folder_of(context) / folder if folder else project.root / FOLDER
    shown = folder or FOLDER
    try:
        for name in ("briefing", *_OF_FILES):
            path = target / f"{name}.schema.json"
            data = _text(name, vocabulary, draft).encode()
            if not same(path, data):  # so that an editor need not read it again
                write_file(path, data)
    except OSError as error:
        raise click.UsageError(f"{shown} cannot be written: {error.strerror or error}") from error
    click.echo(f"{len(_OF_FILES) + 1} schemas in {shown}")


def _text(name: str, vocabulary: Vocabulary | None, draft: str) -> str:
    kind = _OF_FILES.get(name)
    found = vocabulary_file_schema(kind, vocabulary) if kind else front_matter_schema(vocabulary)
    found = as_draft_7(found) if draft == "7" else found
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _vocabulary(context: click.Context, project: Project) -> Vocabulary:
    """The site's terms, read without the briefings. Ends the command where they cannot be read."""
    files: dict[str, tuple[str, bytes]] = {}
    for kind, name in KINDS.items():
        path = project.content / "vocabulary" / f"{name}.yml"
        if not path.exists():
            continue
        try:
            files[kind] = (project.shown(path), path.read_bytes())
        except OSError as error:
            raise click.UsageError(f"{project.shown(path)} cannot be read: {error.strerror or error}") from error
    vocabulary, problems = read_vocabulary(files)
    if has_errors(problems):
        sys.stderr.write(report.text(problems))
    if vocabulary.unread:  # a schema that knows none of its terms would refuse what is right
        context.exit(1)
    return vocabulary
