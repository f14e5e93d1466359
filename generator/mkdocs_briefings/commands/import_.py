"""`briefings import`: an article becomes a draft, with suggested terms and the reasons for them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from .. import report, site
from ..assist.draft import Draft, draft_of
from ..assist.examples import examples_of
from ..assist.outlets import Source, source_of
from ..assist.suggest import Assistant
from ..copies import ARTICLE
from ..dates import PartialDate
from ..filetree import write_file
from ..project import Project
from ..schema import KINDS
from ..sources import VOCABULARY, read_inputs
from ..urls import briefing_file
from ..writing import vocabulary_entry, with_term
from .articles import article_of, is_address, read_given
from .options import folder_of, now_option, project_of


@click.command("import")
@click.argument("article", metavar="ARTICLE")
@click.option("--url", default="", help="The article's own address, where ARTICLE is a file.")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="When it happened, if the article does not say.")
@click.option("--write-vocabulary", is_flag=True, help="Add the outlet to the vocabulary, if it is not there.")
@click.option("--allow-private", is_flag=True, hidden=True, help="Fetch from hosts that are not public (for tests).")
@now_option
@click.pass_context
def import_(
    context: click.Context, article: str, url: str, day: str, write_vocabulary: bool, allow_private: bool, now: datetime
) -> None:
    """Make a draft from ARTICLE: a text file, an HTML file, an address, or `-` for the standard input.

    The draft has a section for each heading, suggested terms with the words that led to them, and the source. The
    article's text is kept in .drafts, which git ignores: write the briefing in your own words.
    """
    project = project_of(context)
    base = folder_of(context)
    _refuse_content(project, base, article)
    if url and not is_address(url):
        raise click.UsageError(f"--url: {url} is no http or https address")
    read = article_of(read_given(article, base, allow_private), article, now.date(), url)
    read = replace(read, url=url or read.url, date=_day(day) or read.date)
    inputs = read_inputs(project)
    checked = site.check(inputs, now)
    known = _same_source(checked, read.url)
    if known:
        raise click.UsageError(f"{known} has this address among its sources already; nothing was written")
    suggestions = Assistant(checked.vocabulary, examples_of(checked.files)).suggest(read)
    source = source_of(read, checked.vocabulary)
    draft = draft_of(read, suggestions, source, checked.vocabulary, now.date(), fetched=is_address(article))
    kept = _write(project, draft, read.text)
    click.echo(f"{project.shown(project.content / briefing_file(draft.id))}: a draft with {len(read.parts)} sections")
    click.echo(f"{project.shown(kept)}: the article's text, for you alone")
    _tell_outlets(project, source, write_vocabulary)
    for question in draft.open_questions:
        click.echo(f"to do: {question}")
    _tell_problems(project, draft, now)


def _refuse_content(project: Project, base: Path, argument: str) -> None:
    if argument == "-" or is_address(argument):
        return
    path = base / argument
    if path.is_file() and path.resolve().is_relative_to(project.content.resolve()):
        hint = f"`briefings suggest {argument}` proposes terms for it"
        raise click.UsageError(f"{argument} is a file of the site; {hint}")


def _day(text: str) -> PartialDate | None:
    if not text:
        return None
    try:
        day = PartialDate.parse(text)
    except ValueError:
        day = None
    if day is None or not day.full:
        raise click.UsageError(f"--date: `{text}` is no date; write it as YYYY-MM-DD")
    return day


def _same_source(checked: site.Checked, url: str) -> str:
    """The file of a briefing that rests on an address already."""
    if not url:
        return ""
    return next(
        (
            file.path
            for file in checked.files
            if file.briefing and any(source.url.rstrip("/") == url.rstrip("/") for source in file.briefing.sources)
        ),
        "",
    )


def _write(project: Project, draft: Draft, text: str) -> Path:
    """Write the draft and the article's text; never over anything. Gives where the text is kept."""
    path = project.content / briefing_file(draft.id)
    kept = project.drafts / draft.id / ARTICLE
    for target in (path, kept):
        if os.path.lexists(target):
            raise click.UsageError(f"{project.shown(target)} is there already; nothing was written")
    try:
        write_file(kept, text.encode())
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as stream:
            stream.write(draft.text.encode())
    except FileExistsError as error:
        raise click.UsageError(f"{project.shown(path)} is there already; nothing was written") from error
    except OSError as error:
        raise click.UsageError(f"{project.shown(path)} cannot be written: {error.strerror or error}") from error
    return kept


def _tell_outlets(project: Project, source: Source, write: bool) -> None:
    """Print new outlets ready to paste, or add them to the vocabulary."""
    path = project.content / VOCABULARY / f"{KINDS['outlet']}.yml"
    for new_id, values in source.new:
        if write:
            text = path.read_text("utf-8") if path.is_file() else ""
            try:
                write_file(path, with_term(text, "outlet", new_id, values).encode())
            except (ValueError, OSError) as error:
                raise click.UsageError(f"{project.shown(path)} cannot be extended: {error}") from error
            click.echo(f"{project.shown(path)}: `{new_id}` was added; complete its entry")
        else:
            click.echo(f"to do: a new outlet; add to {project.shown(path)} (or use --write-vocabulary):")
            click.echo(vocabulary_entry("outlet", new_id, values).rstrip("\n"))


def _tell_problems(project: Project, draft: Draft, now: datetime) -> None:
    """What `briefings check` says of the new draft."""
    shown = project.shown(project.content / briefing_file(draft.id))
    problems = [p for p in site.check(read_inputs(project), now).problems if p.span.path == shown]
    if problems:
        click.echo(report.text(problems), nl=False)
