"""`briefings new`: a new briefing's file from a few answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from .. import report, schema, urls
from ..answers import explain, field_of, host_of, outlet_of, read_answer
from ..briefing import home_of
from ..crosscheck import DAYS_AHEAD
from ..dates import PartialDate
from ..filetree import write_file
from ..new_files import errors_with, shown_from, write_new
from ..problem import Problem, Span
from ..project import Project
from ..site import Inputs
from ..sources import read_inputs
from ..vocabulary import Vocabulary, read_vocabulary
from ..writing import briefing_id, briefing_text, slug_of, term_id, with_term
from .options import folder_of, now_option, project_of

ASKED = ("title", "date", "format", "summary", "countries", "topics", "speakers")
"""Keys that are asked for in this order; the source comes after them."""
NOT_ASKED = ("language", "place", "series")
"""Keys that have an option alone."""
HINTS = ("place", "people", "organisations", "series", "sections")
"""Keys that a new file shows as comments, where they have no value."""

SUMMARY = f"{schema.PLACEHOLDER}."
BODY = """\
Write the lead here: what happened, in a few sentences and in your own words.

## The first subject

Write about it here. Name its topics and countries in the front matter, under `sections:` and `the-first-subject:`.
"""
_OUTLETS = f"vocabulary/{schema.KINDS['outlet']}.yml"


def _options(function: Callable) -> Callable:
    """An option for each key, with the schema's sentence as its help."""
    for name in reversed((*ASKED, *NOT_ASKED)):
        field = field_of(name)
        many = " Separated by commas." if isinstance(field.type, schema.Items) else ""
        function = click.option(f"--{name}", metavar="TEXT", help=field.doc + many)(function)
    return function


@click.command()
@_options
@click.option("--url", metavar="URL", help="The address of the source.")
@click.option("--outlet", metavar="ID", help="The outlet that published it; default: the one of that host.")
@click.option("--new-outlet", metavar="NAME", help="The name of an outlet that is not in the vocabulary: it is added.")
@click.option("--id", "words", metavar="WORDS", help="The words of the file's name; default: those of the title.")
@now_option
@click.pass_context
def new(
    context: click.Context,
    url: str | None,
    outlet: str | None,
    new_outlet: str | None,
    words: str | None,
    now: datetime,
    **given: str | None,
) -> None:
    """Write the file of a new briefing, as a draft. Asks for what no option gives; `date` may be `today`."""
    project, here = project_of(context), folder_of(context)
    inputs = read_inputs(project)
    vocabulary, _ = read_vocabulary({kind: (file.path, file.data) for kind, file in inputs.vocabulary.items()})
    dialogue = _Dialogue(vocabulary, now, _is_terminal())
    dialogue.say("Answer with Enter where there is nothing to say. Lists are separated by commas.\n")
    values = {name: dialogue.key(name, given[name], ask=name in ASKED) for name in (*ASKED, *NOT_ASKED)}
    values = {name: value for name, value in values.items() if value not in (None, [])}
    values["published"] = PartialDate(now.year, now.month, now.day)
    source, added = dialogue.source(url, outlet, new_outlet)
    written = dialogue.id(values["date"], values["title"], words, project.content)
    above = {} if "summary" in values else {("summary",): [field_of("summary").doc]}
    values |= {"summary": values.get("summary", SUMMARY), "status": "draft", "sources": [source]}
    beside = {("status",): "delete this line when the briefing is ready"}
    text = briefing_text(values, BODY, above=above, beside=beside, hints=HINTS)
    files = {urls.briefing_file(written): text} | _vocabulary_file(inputs, added)
    wrong = errors_with(project, files, now, inputs)
    if wrong:
        sys.stderr.write(report.text(wrong))
        context.exit(1)
    path = project.content / urls.briefing_file(written)
    try:
        write_new(path, text)
    except FileExistsError as error:
        raise click.UsageError(f"{shown_from(here, path)} is there already; give other words by --id") from error
    _report(project, here, path, files, added)


def _vocabulary_file(inputs: Inputs, added: dict) -> dict[str, str]:
    """The outlets' file with a new one, by its path; nothing where none is new."""
    if not added:
        return {}
    file = inputs.vocabulary.get("outlet")
    before = file.data.decode("utf-8", "replace") if file else ""
    try:
        return {_OUTLETS: with_term(before, "outlet", added["id"], {key: added[key] for key in ("name", "url")})}
    except ValueError as error:
        raise click.UsageError(f"the outlet cannot be added to content/{_OUTLETS}: {error}") from error


def _report(project: Project, here: Path, path: Path, files: dict[str, str], added: dict) -> None:
    click.echo(f"Wrote {shown_from(here, path)}")
    if added:
        write_file((project.content / _OUTLETS).resolve(), files[_OUTLETS].encode())
        click.echo(f"Added {added['id']} to {shown_from(here, project.content / _OUTLETS)}")
    shown = shown_from(here, path)
    click.echo(
        "\nWhat to do next:\n"
        f"  1. Open {shown} and write the text, with a `## heading` for each subject.\n"
        "  2. Say for each heading what it is about, under `sections:`.\n"
        "  3. Delete the line `status: draft` when it is ready.\n"
        f"  4. Run `briefings check {shown}`, and propose the file as a pull request."
    )


def _is_terminal() -> bool:
    return sys.stdin.isatty()


class _Dialogue:
    """Asks on a terminal until an answer can be used; elsewhere an answer that cannot be used ends the command."""

    def __init__(self, vocabulary: Vocabulary, now: datetime, terminal: bool) -> None:
        self.vocabulary, self.now, self.terminal = vocabulary, now, terminal

    def say(self, text: str) -> None:
        """Something to read, for people only."""
        if self.terminal:
            click.echo(text, err=True)

    def key(self, name: str, given: str | None, ask: bool = True) -> object:
        """The value of a key of the front matter."""
        field = field_of(name)
        required = field.required and name != "summary"
        if given is None and not (ask and self.terminal):
            if required:
                raise click.UsageError(f'give --{name}: {field.doc} For example `--{name} "{field.example}"`')
            return None
        if isinstance(field.type, schema.Choice) and given is None:
            self.say(f"  ({', '.join(word for word, _ in field.type.options)})")

        def understand(text: str) -> tuple[object, list[Problem]]:
            if name == "date" and text.strip().lower() == "today":
                text = self.now.date().isoformat()
            value, problems = read_answer(field, text, self.vocabulary)
            if isinstance(value, PartialDate) and value.first.toordinal() > self.now.toordinal() + DAYS_AHEAD:
                hint = "write what has happened; an embargo can be added to the file later"
                problems = [Problem(Span("answer"), "future-date", f"{value.iso} is in the future", hint)]
            if required and value is None and not problems:
                problems = [Problem(Span("answer"), "missing-key", f"`{name}` is needed", field.doc)]
            return value, problems

        example = f", e.g. {field.example.strip('[]')}" if field.example else ""
        return self._until(f"{name.capitalize()} ({field.doc.rstrip('.')}{example})", f"--{name}", given, understand)

    def source(self, url: str | None, outlet: str | None, new_outlet: str | None) -> tuple[dict, dict]:
        """The source, and the outlet that is to be added: a mapping with id, name and url, empty for none."""
        fields = {field.name: field for field in schema.SOURCE.fields}
        if url is None and not self.terminal:
            raise click.UsageError("give --url: the address of the source")

        def understand_url(text: str) -> tuple[object, list[Problem]]:
            value, problems = read_answer(fields["url"], text, self.vocabulary)
            missing = [Problem(Span("answer"), "missing-key", "a briefing needs a source", "give its address")]
            return value, problems or ([] if value else missing)

        address = self._until("Source (its web address)", "--url", url, understand_url)
        near = outlet_of(self.vocabulary, address)
        if new_outlet is None and outlet is None and near is None and not self.terminal:
            raise click.UsageError(f"no outlet is on {host_of(address)}; give --outlet, or --new-outlet with its name")
        if new_outlet is None and (outlet is not None or near is None or self.terminal):

            def understand(text: str) -> tuple[object, list[Problem]]:
                return read_answer(fields["outlet"], text, self.vocabulary)

            question = "Outlet (who published it; Enter to add a new one)" if near is None else "Outlet"
            found = self._until(question, "--outlet", outlet, understand, default=near or "")
            if found is not None:
                return {"outlet": found, "url": address}, {}
            new_outlet = click.prompt("Name of the new outlet", err=True)
        elif new_outlet is None:
            return {"outlet": near, "url": address}, {}
        new_id = term_id(new_outlet, self.vocabulary.terms["outlet"])
        if not new_id:
            raise click.UsageError(f"{new_outlet!r} gives no id; add the outlet to content/{_OUTLETS} by hand")
        home = f"https://{host_of(address)}/"
        return {"outlet": new_id, "url": address}, {"id": new_id, "name": new_outlet, "url": home}

    def id(self, date: PartialDate, title: str, words: str | None, content: Path) -> str:
        """The briefing's id, of which there is no file yet."""
        proposed = briefing_id(date, title)

        def understand(text: str) -> tuple[object, list[Problem]]:
            given = text.strip().removesuffix(".md").removeprefix(f"{date.iso}-")
            wanted = f"{date.iso}-{given}"
            if not home_of(wanted):
                near = slug_of(given)
                hint = f"did you mean `{near}`?" if near else "use a-z, 0-9 and hyphens"
                return None, [Problem(Span("answer"), "bad-id", f"`{given}` cannot be part of a file's name", hint)]
            if os.path.lexists(content / urls.briefing_file(wanted)):
                message = f"content/{urls.briefing_file(wanted)} is there already"
                return None, [Problem(Span("answer"), "duplicate-id", message, "choose other words")]
            return wanted, []

        default = proposed.removeprefix(f"{date.iso}-")
        if words is None and not self.terminal:
            if not default:
                raise click.UsageError("the title gives no words for the file's name; give them by --id")
            words = default
        return self._until("Words of the file's name, after the date", "--id", words, understand, default)

    def _until(
        self,
        question: str,
        option: str,
        given: str | None,
        understand: Callable[[str], tuple[object, list[Problem]]],
        default: str = "",
    ) -> object:
        """The value of an answer; on a terminal the question comes again until there is nothing wrong with it."""
        while True:
            text = given
            if text is None:
                text = click.prompt(question, default=default, show_default=bool(default), err=True)
            value, problems = understand(text)
            if not problems:
                return value
            if given is not None:
                raise click.UsageError(f"{option}: {explain(problems[0])}")
            for problem in problems:
                click.echo(f"  {explain(problem)}", err=True)
