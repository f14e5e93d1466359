"""`briefings suggest`: terms for the sections of a briefing, of all drafts, or of an article that is none yet."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from .. import site
from ..assist.article import Article, Part
from ..assist.draft import section_ids
from ..assist.examples import examples_of
from ..assist.insertion import CannotInsertError, More, with_terms
from ..assist.listing import KINDS, as_data, as_text
from ..assist.suggest import Assistant, Suggestions
from ..briefing import UNWRITTEN, BriefingFile
from ..filetree import write_file
from ..model import Section
from ..project import Project
from ..schema import SECTION_COUNTRIES, SECTION_TOPICS
from ..site import Checked, Inputs
from ..sources import BRIEFINGS, read_inputs
from .articles import article_of, is_address, read_given
from .options import folder_of, now_option, project_of

_MOST = {"countries": SECTION_COUNTRIES, "topics": SECTION_TOPICS}


@click.command()
@click.argument("path", required=False)
@click.option("--write", is_flag=True, help="Put what is suggested, and not only named in passing, into the files.")
@click.option("--format", "rendering", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--allow-private", is_flag=True, hidden=True, help="Fetch from hosts that are not public (for tests).")
@now_option
@click.pass_context
def suggest(
    context: click.Context, path: str | None, write: bool, rendering: str, allow_private: bool, now: datetime
) -> None:
    """Suggest terms for each section of PATH: a briefing, or an article as `import` takes it. Without PATH: all drafts.

    What only stands in the text by the way is told apart. A term that a section has but its text does not name is no
    fault; it is shown so that you can look.
    """
    project = project_of(context)
    inputs = read_inputs(project)
    checked = site.check(inputs, now)
    wanted = _briefings(project, checked, folder_of(context), path)
    if wanted is None:
        if write:
            raise click.UsageError(f"{path} is no briefing of this site; --write is for files in content/{BRIEFINGS}")
        article = article_of(read_given(path, folder_of(context), allow_private), path, now.date())
        suggestions = Assistant(checked.vocabulary, examples_of(checked.files)).suggest(article)
        _print_article(article, suggestions, rendering)
        return
    if not wanted:
        click.echo("[]" if rendering == "json" else "There are no drafts.")
        return
    results = [(file, _suggest(file, checked)) for file in wanted]
    if rendering == "json":
        data = [as_data(found, [section.id for section in file.briefing.sections]) for file, found in results]
        one = data[0] if path else [{"path": f.path, **d} for (f, _), d in zip(results, data, strict=True)]
        click.echo(json.dumps(one, ensure_ascii=False, indent=1))
    else:
        for file, found in results:
            _print_briefing(file, found)
    if write:
        failed = [not _write(project, inputs, file, found, rendering) for file, found in results]
        context.exit(1 if any(failed) else 0)


def _briefings(project: Project, checked: Checked, base: Path, path: str | None) -> list[BriefingFile] | None:
    """The briefings that are meant; None where PATH is none of the site's. Raises UsageError."""
    if path is None:
        return [file for file in checked.files if file.briefing and file.status == "draft"]
    if path == "-" or is_address(path):
        return None
    given = base / path
    if given.is_dir():
        raise click.UsageError(f"{path} is a folder; give one file, or no path for all drafts")
    shown = project.shown(given)
    file = next((file for file in checked.files if file.path == shown), None)
    if file is None:
        return None
    if file.briefing is None:
        raise click.UsageError(f"{path} has errors; `briefings check {path}` lists them")
    return [file]


def _suggest(file: BriefingFile, checked: Checked) -> Suggestions:
    """What is suggested for a briefing, learnt from the others."""
    briefing = file.briefing
    texts = {section.id: file.texts[section.id].text for section in briefing.sections}
    # What a draft has in place of a text says nothing of its subject.
    texts = {section_id: "" if UNWRITTEN.match(text) else text for section_id, text in texts.items()}
    parts = tuple(Part(section.heading, texts[section.id], section.id) for section in briefing.sections)
    article = Article(title=briefing.title, parts=parts, date=briefing.date, language=briefing.language)
    return Assistant(checked.vocabulary, examples_of(checked.files, without=file.id)).suggest(article)


def _tagged(section: Section) -> dict[str, list[str]]:
    tagged = {kind: list(getattr(section, kind)) for kind in KINDS}
    tagged["people"] += [speaker.person for speaker in section.speakers if speaker.person]
    return {kind: list(dict.fromkeys(ids)) for kind, ids in tagged.items()}


def _print_briefing(file: BriefingFile, found: Suggestions) -> None:
    click.echo(file.path)
    for section, (_, terms) in zip(file.briefing.sections, found.sections, strict=True):
        click.echo(f" {section.heading or 'The lead'} ({section.id})")
        for line in as_text(terms, _tagged(section)) or ["  nothing"]:
            click.echo(line)


def _print_article(article: Article, found: Suggestions, rendering: str) -> None:
    ids = section_ids(article)
    if rendering == "json":
        click.echo(json.dumps(as_data(found, ids), ensure_ascii=False, indent=1))
        return
    click.echo("The whole article")
    for line in as_text(found.article) or ["  nothing"]:
        click.echo(line)
    for section_id, (part, terms) in zip(ids, found.sections, strict=True):
        click.echo(f" {part.heading or 'The lead'} ({section_id})")
        for line in as_text(terms) or ["  nothing"]:
            click.echo(line)


def _write(project: Project, inputs: Inputs, file: BriefingFile, found: Suggestions, rendering: str) -> bool:
    """Put suggestions into a file; whether that could be done."""
    data = next(one.data for one in inputs.briefings if one.path == file.path)
    sections = file.briefing.sections
    more = {}
    for section, (_, terms) in zip(sections, found.sections, strict=True):
        tagged = _tagged(section)
        keys = {}
        for kind in KINDS:
            new = [one.id for one in getattr(terms, kind) if one.id and not one.passing and one.id not in tagged[kind]]
            room = max(_MOST.get(kind, 99) - len(tagged[kind]), 0)
            if new[:room]:
                keys[kind] = More(tuple(new[:room]), getattr(file.briefing, kind))
        if keys:
            more[section.id] = keys
    quiet = rendering == "json"
    if not more:
        click.echo(f"{file.path}: nothing to add", err=quiet)
        return True
    try:
        made = with_terms(file.path, data, more, [section.id for section in sections])
        write_file(project.root / file.path, made)
    except CannotInsertError as error:
        click.echo(f"{file.path}: nothing was written: {error}", err=True)
        return False
    except OSError as error:
        click.echo(f"{file.path} cannot be written: {error.strerror or error}", err=True)
        return False
    count = sum(len(terms.add) for keys in more.values() for terms in keys.values())
    click.echo(f"{file.path}: {count} terms added", err=quiet)
    return True
