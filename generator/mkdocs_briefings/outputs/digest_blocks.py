"""A digest as blocks of plain text with links: what all its forms for mail are made from.

The page has a template of its own. Here the same data becomes headings, paragraphs and lists; what each form makes of
them (`digest_text`, `digest_markdown`, `digest_html`) knows nothing of digests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .. import urls
from ..contexts import DigestPage
from ..model import Settings
from ..views import Compared, Counted, Day, DayLine, Link, StatementView, UpdateView
from ..words import N_, Words, words_of


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
    yield from _Blocks(words_of(sender.settings.language)).blocks(page, sender, uri)


def subject(page: DigestPage, sender: Sender) -> str:
    """What the digest is called in a list of messages: on one line."""
    words = words_of(sender.settings.language)
    about = words.joined([page.kind, page.title, *(link.name for link in page.scope)])
    return " ".join(words.gettext("%(site)s: %(digest)s", site=sender.settings.site_name, digest=about).split())


_PLACE = re.compile(r"%\(([a-z]+)\)s")


class _Blocks:
    """Makes the blocks in a site's language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def blocks(self, page: DigestPage, sender: Sender, uri: str) -> Iterator[Block]:
        gettext, label = self._words.gettext, self._words.label
        yield Paragraph(tuple(self._kicker(page)), "meta")
        yield self._heading(1, page.title)
        yield Paragraph((Run(page.lede, ours=True),), "lede")
        if page.cut_off:
            cut_off = gettext("Information cut-off: %(date)s", date=label(page.cut_off))
            yield Paragraph((Run(cut_off, ours=True),), "meta")
        yield from self._highlights(page)
        for title, compared in ((gettext("Topics"), page.topics), (gettext("Countries"), page.countries)):
            if compared:
                yield self._heading(2, title)
                yield Paragraph((Run(page.compared, ours=True),), "meta")
                yield Entries(tuple(self._compared(one) for one in compared))
        if page.days:
            yield self._heading(2, gettext("Day by day"))
            for day in page.days:
                yield self._heading(3, day.label)
                yield from self._day(day)
        if page.statements:
            yield self._heading(2, gettext("Other positions"))
            yield self._statements(page.statements)
        if page.corrections:
            yield self._heading(2, gettext("Corrections"))
            yield Entries(tuple(self._correction(one) for one in page.corrections))
        yield from self._foot(sender, uri)

    def _heading(self, level: int, text: str) -> Heading:
        return Heading(level, (Run(text, ours=True),))

    def _phrase(self, message: str, **given: Run) -> Iterator[Run]:
        """A message as runs: the words between its places, and in each place the run that is given for it.

        The interface's own words stand together in one run as far as they go.
        """
        plain = ""
        for number, piece in enumerate(_PLACE.split(self._words.gettext(message))):
            run = given[piece] if number % 2 else Run(piece, ours=True)
            if run == Run(run.text, ours=True):
                plain += run.text
                continue
            if plain:
                yield Run(plain, ours=True)
            plain = ""
            yield run
        if plain:
            yield Run(plain, ours=True)

    def _kicker(self, page: DigestPage) -> Iterator[Run]:
        yield Run(page.kind, ours=True)
        if page.span:
            yield Run(f" · {page.span}", ours=True)
        for link in page.scope:
            yield from (_DOT, _run(link))

    def _highlights(self, page: DigestPage) -> Iterator[Block]:
        found, gettext = page.highlights, self._words.gettext
        parts: Sequence[tuple[str, Entries | None]] = (
            (gettext("Turns in position"), self._statements(found.turns)),
            (gettext("Topics that are new here"), self._counted(found.topics)),
            (gettext("Relations that are new here"), self._counted(found.relations)),
            (gettext("On the most active topics"), self._statements(found.statements)),
        )
        if any(entries for _, entries in parts):
            yield self._heading(2, gettext("Highlights"))
        for title, entries in parts:
            if entries:
                yield self._heading(3, title)
                yield entries

    def _counted(self, counted: Iterable[Counted]) -> Entries | None:
        number = self._words.number
        runs = ((_run(one.link), Run(f" ({number(one.count)})", ours=True)) for one in counted)
        found = tuple(Entry((Paragraph(one),)) for one in runs)
        return Entries(found) if found else None

    def _compared(self, one: Compared) -> Entry:
        count = Run(self._words.number(one.count), ours=True)
        difference = Run(one.difference, ours=True)
        runs = self._phrase(
            N_("%(term)s: %(count)s (%(difference)s)"), term=_run(one.link), count=count, difference=difference
        )
        return Entry((Paragraph(tuple(runs)),), (one.share, one.before_share))

    def _day(self, day: Day) -> Iterator[Block]:
        yield Entries(tuple(self._line(line) for line in day.lines))
        if day.more:
            num = Run(self._words.number(day.more), ours=True)
            message = N_("More briefings of this day: %(num)s, in %(list)s")
            yield Paragraph(tuple(self._phrase(message, num=num, list=_run(day.all, ours=True))), "meta")

    def _line(self, line: DayLine) -> Entry:
        paragraphs = [Paragraph((Run(line.link.name, line.link.uri, line.language, strong=True),))]
        if line.summary:
            paragraphs.append(Paragraph((Run(line.summary, language=line.language),)))
        runs = [Run(line.format, ours=True)]
        for link in line.sections:
            runs += [_DOT, _run(link, line.language)]
        return Entry((*paragraphs, Paragraph(tuple(runs), "meta")))

    def _correction(self, one: UpdateView) -> Entry:
        date = Run(self._words.label(one.date), ours=True)
        note = self._phrase(N_("%(date)s: %(note)s"), date=date, note=Run(one.note))
        where = self._phrase(N_("in %(briefing)s"), briefing=_run(one.briefing))
        return Entry((Paragraph(tuple(note)), Paragraph(tuple(where), "meta")))

    def _statements(self, statements: Iterable[StatementView]) -> Entries | None:
        entries = tuple(self._statement(one) for one in statements)
        return Entries(entries) if entries else None

    def _statement(self, one: StatementView) -> Entry:
        words = self._words
        who = [Run(one.actor.name, one.actor.uri, strong=True)]
        if one.role:
            who += [Run(words.comma, ours=True), Run(one.role)]
        who += [_DOT, *self._phrase(N_("on %(topic)s"), topic=_run(one.topic))]
        if one.shift:
            who.append(Run(f" · {words.gettext('turn in position')}", ours=True, strong=True))
        quoted = one.mode == "quote"
        says = Run(words.gettext("“%(words)s”", words=one.says) if quoted else one.says)
        paragraphs = [Paragraph(tuple(who)), Paragraph((says,), "quote")]
        if one.original:
            paragraphs.append(Paragraph((Run(one.original, language=one.original_language),), "quote"))
        if one.source:
            how = N_("Quoted from %(source)s") if quoted else N_("Paraphrased from %(source)s")
            meta = list(self._phrase(how, source=_run(one.source)))
        else:
            meta = [Run(words.gettext("Quoted") if quoted else words.gettext("Paraphrased"), ours=True)]
        meta += [_DOT, Run(words.label(one.date), one.place.uri, ours=True)]
        if one.before:
            meta += [_DOT, *self._phrase(N_("before: %(date)s"), date=_run(one.before.link, ours=True))]
        return Entry((*paragraphs, Paragraph(tuple(meta), "meta")))

    def _foot(self, sender: Sender, uri: str) -> Iterator[Block]:
        settings = sender.settings
        runs = [Run(settings.site_name, "" if not sender.home else sender.home)]
        if uri:
            runs += [_DOT, Run(self._words.gettext("This digest on the site"), uri, ours=True)]
        if settings.licence:
            licence = Run(settings.licence, settings.licence_url)
            runs += [_DOT, *self._phrase(N_("Content: %(licence)s"), licence=licence)]
        yield Paragraph(tuple(runs), "meta")


_DOT = Run(" · ", ours=True)


def _run(link: Link, language: str = "", ours: bool = False) -> Run:
    return Run(link.name, link.uri, language, ours=ours)
