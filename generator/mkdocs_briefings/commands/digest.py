"""`briefings digest`: a digest as it can be sent, as HTML, text, Markdown or a whole message."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import click
from click.core import ParameterSource

from .. import report, site
from ..contexts import DigestPage
from ..dates import PartialDate
from ..filetree import write_file
from ..library import Library
from ..outputs.digest_blocks import Sender, blocks_of, subject
from ..outputs.digest_html import MissingInliner, html_of
from ..outputs.digest_markdown import markdown_of
from ..outputs.digest_message import addresses, host_of, message
from ..outputs.digest_text import text_of
from ..pages import digests
from ..pages.digests import Scope
from ..pages.parts import Parts
from ..problem import has_errors
from ..project import Project
from ..sources import read_inputs
from ..spans import DAYS, Span, days, month, week
from .options import folder_of, now_option, project_of, site_url_of

_FORMATS = ("html", "text", "md", "eml")


class _Checked(click.ParamType):
    """What a function makes of the text; its ValueError is the message."""

    def __init__(self, name: str, read) -> None:
        self.name, self._read = name, read

    def convert(self, value, param, ctx):
        """What is meant."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _day(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2023-10-02") from None


_DATE = _Checked("date", _day)
_ADDRESSES = _Checked("addresses", addresses)


@click.command()
@click.option("--week", type=_Checked("week", week), help="An ISO week, as 2023-W40.")
@click.option("--month", type=_Checked("month", month), help="A month, as 2023-10.")
@click.option("--since", type=_DATE, help="The first day, as 2023-10-02.")
@click.option("--until", type=_DATE, help="With --since: the last day; default: the newest that has a section.")
@click.option("--topic", help="Only sections about this topic, given by its id, and about narrower ones.")
@click.option("--country", help="Only sections about this country or spoken in its name: a code, or a name it has.")
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; default: standard output.")
@click.option("--to", type=_ADDRESSES, default=(), help="With --format eml: who it goes to.")
@click.option("--from", "sender", type=_ADDRESSES, default=(), help="With --format eml: who it comes from.")
@click.option("--site-url", help="The site's address, which links begin with; default: site_url of mkdocs.yml.")
@now_option
@click.pass_context
def digest(
    context: click.Context,
    week: Span | None,
    month: Span | None,
    since: PartialDate | None,
    until: PartialDate | None,
    topic: str | None,
    country: str | None,
    wanted: str,
    output: Path | None,
    to: tuple,
    sender: tuple,
    site_url: str | None,
    now: datetime,
) -> None:
    """Write a digest that can be sent: of a week, a month or any days; by default of the newest week with a section.

    A digest of days in which nothing happened says so, here and in its text, and is no error.
    """
    if sum(one is not None for one in (week, month, since)) > 1:
        raise click.UsageError("give one of --week, --month and --since")
    if until and not since:
        raise click.UsageError("--until needs --since")
    if (to or sender) and wanted != "eml":
        raise click.UsageError("--to and --from are for --format eml")
    if len(sender) > 1:
        raise click.UsageError("--from takes one address")
    project = project_of(context)
    target = folder_of(context) / output if output else None
    if target and target.resolve().is_relative_to(project.content.resolve()):
        raise click.UsageError(f"{output} is among the site's own texts; choose another place")
    home = _home(project, site_url, wanted)
    checked = site.check(read_inputs(project), now)
    if has_errors(checked.problems):
        sys.stderr.write(report.text(checked.problems))
        context.exit(1)
    library = checked.library(project.settings, now)
    parts = Parts(library)
    scope = _scope(library, topic, country)
    span = week or month or (_since(library, since, until) if since else None) or digests.newest_week(parts, scope)
    if span is None:
        click.echo("There is no week with a section like this: no digest.", err=True)
        return
    page = digests.roll_up(parts, span, scope)
    if not page.days:
        click.echo(f"{span.title}: no section of this time; the digest says so.", err=True)
    given = context.get_parameter_source("now") is not ParameterSource.DEFAULT
    date = now if given else _date(page, span)
    letter = Sender(project.settings, home)
    try:
        data = _made(page, span, letter, wanted, date, to, sender, _uri(library, span, scope))
    except MissingInliner as error:
        raise click.UsageError(str(error)) from error
    _write(data, target)


def _home(project: Project, site_url: str | None, wanted: str) -> str:
    """The site's address with `/` at its end; "" where there is none and the format can do without."""
    address = site_url if site_url is not None else site_url_of(project)
    if address and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        raise click.UsageError(f"the site's address {address!r} is none: write it as https://briefings.example.org/")
    if address:
        return f"{address.rstrip('/')}/"
    if wanted in ("html", "eml"):
        raise click.UsageError(
            f"--format {wanted} needs the site's address, since links in mail begin with it: "
            "set `site_url` in mkdocs.yml, or give --site-url"
        )
    click.echo("mkdocs.yml has no `site_url`: links begin at the site's root.", err=True)
    return ""


def _scope(library: Library, topic: str | None, country: str | None) -> Scope:
    found = []
    for kind, written in (("topic", topic), ("country", country)):
        term_id = library.vocabulary.resolve(kind, written) if written else ""
        if term_id is None:
            near = library.vocabulary.suggest(kind, written)
            hint = f"; did you mean {near}?" if near else ""
            raise click.UsageError(f"--{kind}: there is no {kind} {written!r}{hint}")
        found.append(term_id)
    return Scope(*found)


def _since(library: Library, since: PartialDate, until: PartialDate | None) -> Span:
    newest = max((item.date.first for item in library.items if item.date.full), default=since.first)
    try:
        return days(since.first, until.last if until else max(newest, since.first))
    except ValueError as error:
        raise click.UsageError(f"--until {error}") from error


def _uri(library: Library, span: Span, scope: Scope) -> str:
    """The page of the same digest on the site, where there is one."""
    there = span.kind != DAYS and scope == Scope() and (span.id in library.weeks or span.id in library.months)
    return digests.link(span.id).uri if there else ""


def _date(page: DigestPage, span: Span) -> datetime:
    """When a message is dated without --now: on the day up to which it tells, never on that of the program's run."""
    return datetime.combine(page.cut_off.last if page.cut_off else span.last, time(), UTC)


def _made(
    page: DigestPage, span: Span, letter: Sender, wanted: str, date: datetime, to: tuple, sender: tuple, uri: str
) -> bytes:
    blocks = tuple(blocks_of(page, letter, uri))
    title = subject(page, letter)
    if wanted == "md":
        return markdown_of(blocks, letter).encode()
    if wanted == "text":
        return text_of(blocks, letter).encode()
    html = html_of(blocks, letter, title)
    if wanted == "html":
        return html.encode()
    return message(
        title,
        text_of(blocks, letter, flowed=True),
        html,
        date,
        language=letter.settings.language,
        host=host_of(letter.home),
        name=f"digest.{span.id.lower()}",
        to=to,
        sender=sender,
    )


def _write(data: bytes, target: Path | None) -> None:
    if target is None:
        sys.stdout.buffer.write(data)
        return
    try:
        write_file(target, data)
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written: {error.strerror or error}") from error
