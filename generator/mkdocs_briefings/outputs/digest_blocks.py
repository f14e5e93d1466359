"""A digest as blocks of plain text with links: what all its forms for mail are made from.

The page has a template of its own. Here the same data becomes headings, paragraphs and lists; what each form makes of
them (`digest_text`, `digest_markdown`, `digest_html`) knows nothing of digests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .. import urls
from ..contexts import DigestPage
from ..model import Settings
from ..views import Compared, Counted, Day, DayLine, Link, StatementView


class Run(NamedTuple):
    """Some words of one kind. `uri` is a page of the site or an address elsewhere; `language` a text's own, if known.

    `ours` are the interface's own words, which are in the site's language and never have to be set apart.
    """

    text: str
    uri: str = ""
    language: str = ""
    strong: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `kind` is "", `lede`, `meta` (what is said of a text) or `quote` (another's words)."""

    runs: tuple[Run, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list; `bars` are two lengths in per cent, now and before, where it has a number."""

    paragraphs: tuple[Paragraph, ...]
    bars: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    entries: tuple[Entry, ...]


Block = Heading | Paragraph | Entries


@dataclass(frozen=True, slots=True)
class Sender:
    """The site that a digest is of. `home` is its address with `/` at the end, "" where it has none."""

    settings: Settings
    home: str = ""

    def address(self, uri: str) -> str:
        """The address of a page of the site, from the host's root where the site has no address; others as they are."""
        if uri.startswith(("https:", "http:")):
            return uri
        return f"{self.home or '/'}{urls.quoted(uri)}"


def blocks_of(page: DigestPage, sender: Sender, uri: str = "") -> Iterator[Block]:
    """A digest's blocks in their order; `uri` is its page on the site, "" where it has none."""
    yield Paragraph(tuple(_kicker(page)), "meta")
    yield Heading(1, (Run(page.title, ours=True),))
    yield Paragraph((Run(page.lede, ours=True),), "lede")
    if page.cut_off:
        yield Paragraph((Run(f"Information cut-off: {page.cut_off.label}", ours=True),), "meta")
    yield from _highlights(page)
    for title, compared in (("Topics", page.topics), ("Countries", page.countries)):
        if compared:
            yield Heading(2, (Run(title, ours=True),))
            yield Paragraph((Run(page.compared, ours=True),), "meta")
            yield Entries(tuple(_compared(one) for one in compared))
    if page.days:
        yield Heading(2, (Run("Day by day", ours=True),))
        for day in page.days:
            yield Heading(3, (Run(day.label, ours=True),))
            yield from _day(day)
    if page.statements:
        yield Heading(2, (Run("Other positions", ours=True),))
        yield _statements(page.statements)
    if page.corrections:
        yield Heading(2, (Run("Corrections", ours=True),))
        yield Entries(
            tuple(
                Entry(
                    (
                        Paragraph((Run(f"{one.date.label}: ", ours=True), Run(one.note))),
                        Paragraph((Run("in ", ours=True), _run(one.briefing)), "meta"),
                    )
                )
                for one in page.corrections
            )
        )
    yield from _foot(sender, uri)


def subject(page: DigestPage, sender: Sender) -> str:
    """What the digest is called in a list of messages: on one line."""
    scope = "".join(f", {link.name}" for link in page.scope)
    return " ".join(f"{sender.settings.site_name}: {page.kind}, {page.title}{scope}".split())


def _kicker(page: DigestPage) -> Iterator[Run]:
    yield Run(page.kind, ours=True)
    if page.span:
        yield Run(f" · {page.span}", ours=True)
    for link in page.scope:
        yield from (Run(" · ", ours=True), _run(link))


def _highlights(page: DigestPage) -> Iterator[Block]:
    found = page.highlights
    parts: Sequence[tuple[str, Entries | None]] = (
        ("Turns in position", _statements(found.turns)),
        ("Topics that are new here", _counted(found.topics)),
        ("Relations that are new here", _counted(found.relations)),
        ("On the most active topics", _statements(found.statements)),
    )
    if any(entries for _, entries in parts):
        yield Heading(2, (Run("Highlights", ours=True),))
    for title, entries in parts:
        if entries:
            yield Heading(3, (Run(title, ours=True),))
            yield entries


def _counted(counted: Iterable[Counted]) -> Entries | None:
    entries = (Entry((Paragraph((_run(one.link), Run(f" ({one.count})", ours=True))),)) for one in counted)
    return Entries(found) if (found := tuple(entries)) else None


def _compared(one: Compared) -> Entry:
    words = Run(f": {one.count} ({one.difference})", ours=True)
    return Entry((Paragraph((_run(one.link), words)),), (one.share, one.before_share))


def _day(day: Day) -> Iterator[Block]:
    yield Entries(tuple(_line(line) for line in day.lines))
    if day.more:
        words = Run(f"More briefings of this day: {day.more}, in ", ours=True)
        yield Paragraph((words, _run(day.all, ours=True)), "meta")


def _line(line: DayLine) -> Entry:
    paragraphs = [Paragraph((Run(line.link.name, line.link.uri, line.language, strong=True),))]
    if line.summary:
        paragraphs.append(Paragraph((Run(line.summary, language=line.language),)))
    runs = [Run(line.format, ours=True)]
    for link in line.sections:
        runs += [Run(" · ", ours=True), _run(link, line.language)]
    return Entry((*paragraphs, Paragraph(tuple(runs), "meta")))


def _statements(statements: Iterable[StatementView]) -> Entries | None:
    entries = tuple(_statement(one) for one in statements)
    return Entries(entries) if entries else None


def _statement(one: StatementView) -> Entry:
    who = [Run(one.actor.name, one.actor.uri, strong=True)]
    if one.role:
        who += [Run(", ", ours=True), Run(one.role)]
    who += [Run(" · on ", ours=True), _run(one.topic)]
    if one.shift:
        who.append(Run(" · turn in position", ours=True, strong=True))
    says = Run(f"“{one.says}”" if one.mode == "quote" else one.says)
    paragraphs = [Paragraph(tuple(who)), Paragraph((says,), "quote")]
    if one.original:
        paragraphs.append(Paragraph((Run(one.original, language=one.original_language),), "quote"))
    meta = [Run("Quoted" if one.mode == "quote" else "Paraphrased", ours=True)]
    if one.source:
        meta += [Run(" from ", ours=True), _run(one.source)]
    meta += [Run(" · ", ours=True), Run(one.date.label, one.place.uri, ours=True)]
    if one.before:
        meta += [Run(" · before: ", ours=True), _run(one.before.link, ours=True)]
    return Entry((*paragraphs, Paragraph(tuple(meta), "meta")))


def _foot(sender: Sender, uri: str) -> Iterator[Block]:
    settings = sender.settings
    runs = [Run(settings.site_name, "" if not sender.home else sender.home)]
    if uri:
        runs += [Run(" · ", ours=True), Run("This digest on the site", uri, ours=True)]
    if settings.licence:
        runs += [Run(" · Content: ", ours=True), Run(settings.licence, settings.licence_url)]
    yield Paragraph(tuple(runs), "meta")


def _run(link: Link, language: str = "", ours: bool = False) -> Run:
    return Run(link.name, link.uri, language, ours=ours)
