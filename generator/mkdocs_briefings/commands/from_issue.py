"""`briefings from-issue`: the text of an issue from the form "Propose a briefing" becomes a draft."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from .. import report, schema, urls
from ..filetree import write_file
from ..issue_draft import Draft, draft_of
from ..issue_form import MAX_BODY
from ..new_files import errors_with, shown_from, write_new
from ..report import printable as printable
from ..sources import read_inputs
from ..vocabulary import read_vocabulary
from ..writing import with_term
from .options import folder_of, now_option, project_of

_OUTLETS = f"vocabulary/{schema.KINDS['outlet']}.yml"


@click.command("from-issue")
@click.argument("file", default="-", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--from-env", "variable", metavar="NAME", help="Read the environment variable NAME instead of FILE.")
@now_option
@click.pass_context
def from_issue(context: click.Context, file: str, variable: str | None, now: datetime) -> None:
    """Write a draft from the text of an issue in FILE, or on standard input. Never over a file that is there.

    The text is a stranger's: in a workflow hand it over as an environment variable or a file, never in a command line.
    """
    project, here = project_of(context), folder_of(context)
    body = _body(here, file, variable)
    inputs = read_inputs(project)
    vocabulary, _ = read_vocabulary({kind: (read.path, read.data) for kind, read in inputs.vocabulary.items()})
    draft = draft_of(body, vocabulary, now)
    if draft.problems:
        click.echo("No draft could be made:", err=True)
        for problem in draft.problems:
            click.echo(f"- {printable(problem)}", err=True)
        context.exit(1)
    path = urls.briefing_file(draft.id)
    target = project.content / path
    if os.path.lexists(target):
        click.echo(f"No draft was made: {shown_from(here, target)} is there already.", err=True)
        context.exit(1)
    files = {path: draft.text} | _vocabulary(inputs, draft)
    wrong = errors_with(project, files, now, inputs)
    if wrong:
        sys.stderr.write(report.text(wrong))
        context.exit(1)
    write_new(target, draft.text)
    click.echo(f"Wrote {shown_from(here, target)}")
    if draft.outlets:
        write_file((project.content / _OUTLETS).resolve(), files[_OUTLETS].encode())
        click.echo(f"Changed {shown_from(here, project.content / _OUTLETS)}")
    for note in draft.notes:
        click.echo(f"- {printable(note)}")


def _body(here: Path, file: str, variable: str | None) -> str:
    """The issue's text; bytes that are not UTF-8 become U+FFFD."""
    if variable is not None:
        if variable not in os.environ:
            raise click.UsageError(f"the environment variable {variable} is not set")
        data = os.fsencode(os.environ[variable])
    elif file == "-":
        data = sys.stdin.buffer.read(4 * MAX_BODY)
    else:
        try:
            with open(here / file, "rb") as stream:
                data = stream.read(4 * MAX_BODY)
        except OSError as error:
            raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    return data.decode("utf-8", "replace")


def _vocabulary(inputs, draft: Draft) -> dict[str, str]:
    """The outlets' file with the new ones, by its path; nothing where none is new."""
    if not draft.outlets:
        return {}
    file = inputs.vocabulary.get("outlet")
    text = file.data.decode("utf-8", "replace") if file else ""
    try:
        for new_id, values in draft.outlets.items():
            text = with_term(text, "outlet", new_id, values)
    except ValueError as error:
        raise click.UsageError(f"the outlet cannot be added to content/{_OUTLETS}: {error}") from error
    return {_OUTLETS: text}
