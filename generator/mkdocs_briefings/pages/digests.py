"""Digests: some days on one page that could be sent as it is. The same data serves `briefings digest`.

A digest holds the sections that happened in its days, whole terms and all, so what it shows hangs on them and on the
period before, but for two things that `changes` knows of: highlights name what is new to the site, and a statement
names the one before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import labels, urls
from ..contexts import DigestPage, DigestsPage
from ..dates import PartialDate, week_id
from ..library import Change, Item, Library, Said
from ..model import LEAD, Briefing
from ..names import direction
from ..spans import DAYS, MONTH, WEEK, Span, digest_span
from ..views import Compared, Day, DayLine, DigestYear, Link, Neighbours
from ..words import N_, NP_, Words
from . import packed
from .highlights import highlights
from .parts import TOP, Built, Page, Parts, most_frequent
from .timeline import NEWEST, counted

LIST = urls.collection("digest")

DETAILED = 60
"""A digest of more briefings than this gives their titles alone."""

MOST_A_DAY = 40
"""How many briefings of a day a digest names."""

MOST = 240
"""How many it names in all, where it has this many or more: as many of each day."""

WEEKS_OF = 5
"""Of how many years the list of digests has the weeks."""

KINDS = {WEEK: N_("Weekly digest"), MONTH: N_("Monthly digest"), DAYS: N_("Digest")}


class Scope(NamedTuple):
    """What a digest is limited to: a topic's id with what is narrower, a country's code; "" for no limit."""

    topic: str = ""
    country: str = ""

    def takes(self, parts: Parts, item: Item) -> bool:
        """Whether a section is about the topic, and about the country or spoken in its name."""
        section = item.section
        if self.topic and self.topic not in parts.vocabulary.with_ancestors(section.topics):
            return False
        return not self.country or self.country in (*section.countries, *section.spoken_for)

    def links(self, parts: Parts) -> tuple[Link, ...]:
        """The terms it names."""
        terms = (("topic", self.topic), ("country", self.country))
        return tuple(parts.link(kind, term_id) for kind, term_id in terms if term_id)


def plan(parts: Parts) -> Iterator[Page]:
    """The page of every week and month that has a section."""
    for digest_id in (*parts.library.weeks, *parts.library.months):
        yield Page(urls.page("digest", digest_id), "digest", (digest_id,))


def pages_of(library: Library, date: PartialDate) -> Iterator[Page]:
    """The digests that a section of a date is in."""
    ids = ([week_id(date.first)] if date.full else []) + ([date.iso[:7]] if date.month else [])
    there = (one for one in ids if one in library.weeks or one in library.months)
    yield from (Page(urls.page("digest", one), "digest", (one,)) for one in there)


def link(parts: Parts, digest_id: str) -> Link:
    """A digest's name and page."""
    return Link(labels.span_title(parts.words, digest_span(digest_id)), urls.page("digest", digest_id))


def digests(parts: Parts) -> Built:
    """All digests by year; the weeks of years long past are on the pages of their months."""
    months: dict[int, list] = defaultdict(list)
    weeks: dict[int, list] = defaultdict(list)
    for index, groups in ((months, parts.library.months), (weeks, parts.library.weeks)):
        for digest_id, items in groups.items():
            index[int(digest_id[:4])].append((link(parts, digest_id), len(items)))
    all_years = sorted({*months, *weeks}, reverse=True)
    years = tuple(
        DigestYear(year, counted(months[year]), counted(weeks[year]) if place < WEEKS_OF else ())
        for place, year in enumerate(all_years)
    )
    whole = all(len(one.weeks) == len(weeks[one.year]) for one in years)
    total = len(parts.library.weeks) + len(parts.library.months)
    description = parts.words.gettext("Every week and every month on one page.")
    return Built(labels.list_label(parts.words, "digest"), description, DigestsPage(years, whole, total))


def digest(parts: Parts, digest_id: str) -> Built:
    """The page of a week or a month."""
    context = roll_up(parts, digest_span(digest_id))
    words = parts.words
    title = words.gettext("%(kind)s: %(period)s", kind=context.kind, period=context.title)
    return Built(title, words.gettext("%(sum)s: what was said and by whom.", sum=context.lede), context)


def roll_up(parts: Parts, span: Span, scope: Scope = Scope()) -> DigestPage:  # noqa: B008 - it is immutable
    """A digest's data: of any days, of all sections or those about some terms; there may be none."""
    library, words = parts.library, parts.words
    items = sections_of(parts, span, scope)
    before = sections_of(parts, span.before, scope) if span.before else []
    briefings = list({item.briefing.id: item.briefing for item in items}.values())
    said = [Said(item, s, s.date or item.section.date) for item in items for s in item.section.statements]
    first, others = highlights(parts, span, items, said)
    corrections = [
        change
        for change in library.corrections
        if span.holds(change.update.date)
        and (scope == Scope() or any(scope.takes(parts, Item(change.briefing, s)) for s in change.briefing.sections))
    ]
    return DigestPage(
        title=labels.span_title(words, span),
        kind=words.gettext(KINDS[span.kind]),
        span=labels.span_days(words, span) if span.kind == WEEK else "",
        scope=scope.links(parts),
        lede=_lede(words, span, len(briefings), len(items), len(before)),
        cut_off=_cut_off(briefings, corrections),
        highlights=first,
        days=_days(parts, items, len(briefings) <= DETAILED),
        topics=_compared(parts, "topic", [t for i in items for t in i.section.topics], before),
        countries=_compared(parts, "country", [c for i in items for c in i.section.countries], before),
        compared=words.gettext(_COMPARED_WITH[span.kind]),
        statements=parts.statements(others[:NEWEST]),
        corrections=tuple(parts.change(change) for change in corrections),
        parts=_weeks_of(parts, items) if span.kind == MONTH and scope == Scope() else (),
        back=Link(labels.list_label(words, "digest"), LIST),
        neighbours=_neighbours(parts, span),
        packs=packed.links(parts, "digest", span.id, urls.page("digest", span.id)) if scope == Scope() else (),
    )


def sections_of(parts: Parts, span: Span, scope: Scope = Scope()) -> list[Item]:  # noqa: B008
    """The sections of some days, newest first."""
    library = parts.library
    groups = {WEEK: library.weeks, MONTH: library.months}.get(span.kind)
    found = groups.get(span.id, []) if groups is not None else [i for i in library.items if span.holds(i.date)]
    return found if scope == Scope() else [item for item in found if scope.takes(parts, item)]


def newest_week(parts: Parts, scope: Scope) -> Span | None:
    """The newest week that has a section about some terms; None where there is none."""
    weeks = parts.library.weeks
    return next((w for name in weeks if sections_of(parts, w := digest_span(name), scope)), None)


# words: each a whole phrase or sentence


_BEFORE = {
    WEEK: NP_("%(num)s section the week before", "%(num)s sections the week before"),
    MONTH: NP_("%(num)s section the month before", "%(num)s sections the month before"),
    DAYS: NP_("%(num)s section in as many days before", "%(num)s sections in as many days before"),
}

_COMPARED_WITH = {
    WEEK: N_("Sections, against the week before"),
    MONTH: N_("Sections, against the month before"),
    DAYS: N_("Sections, against as many days before"),
}


def _lede(words: Words, span: Span, briefings: int, sections: int, before: int) -> str:
    """How much there is, in phrases that stand side by side."""
    now = [words.ngettext("%(num)s briefing", "%(num)s briefings", briefings)]
    now.append(words.ngettext("%(num)s section", "%(num)s sections", sections))
    phrases = now if sections else [words.gettext("No section of this time")]
    return " · ".join([*phrases, words.ngettext(*_BEFORE[span.kind], before)])


def _difference(words: Words, count: int, before: int) -> str:
    if not before:
        return words.gettext("none before")
    if count == before:
        return words.gettext("as many as before")
    if count > before:
        return words.npgettext("than before", "%(num)s more", "%(num)s more", count - before)
    return words.npgettext("than before", "%(num)s fewer", "%(num)s fewer", before - count)


# parts


def _cut_off(briefings: Sequence[Briefing], corrections: Sequence[Change]) -> PartialDate | None:
    """Up to when a digest tells: the newest publication, update or correction of what it holds; None where empty."""
    dates = [briefing.published for briefing in briefings]
    dates += [update.date for briefing in briefings for update in briefing.updates if update.kind != "minor"]
    dates += [change.update.date for change in corrections]
    return max(dates, key=lambda date: (date.last, date.full), default=None)


def _compared(parts: Parts, kind: str, ids: Sequence[str], before: Sequence[Item]) -> tuple[Compared, ...]:
    """The most frequent terms with their numbers now and before."""
    then = Counter(i for item in before for i in (item.section.topics if kind == "topic" else item.section.countries))
    best = most_frequent(ids, TOP)
    most = max((max(count, then[term_id]) for term_id, count in best), default=1)
    return tuple(
        Compared(
            link=parts.link(kind, term_id),
            count=count,
            share=_share(count, most),
            before_share=_share(then[term_id], most),
            difference=_difference(parts.words, count, then[term_id]),
        )
        for term_id, count in best
    )


def _share(count: int, most: int) -> int:
    return max(1, round(100 * count / most)) if count else 0


def _days(parts: Parts, items: Sequence[Item], detailed: bool) -> tuple[Day, ...]:
    """The sections by day, the first day first, under their briefings; those whose day is not known come last."""
    groups: dict[PartialDate, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        groups[item.date][item.briefing.id].append(item)
    days, told = [], set()
    most = max(1, min(MOST_A_DAY, MOST // len(groups))) if groups else 0
    for date in sorted(groups, key=lambda date: (not date.full, date)):
        of_day = list(groups[date].values())
        shown, hidden = of_day[:most], of_day[most:]
        lines = []
        for of_briefing in shown:
            briefing = of_briefing[0].briefing
            lines.append(_line(parts, of_briefing, detailed, briefing.id not in told))
            told.add(briefing.id)
        year = (hidden or shown)[0][0].briefing.date.year  # a year that has a page
        every = Link(parts.words.gettext("Briefings of %(period)s", period=year), urls.year(year))
        days.append(Day(date, parts.words.long_label(date), tuple(lines), len(hidden), every))
    return tuple(days)


def _line(parts: Parts, items: Sequence[Item], detailed: bool, first: bool) -> DayLine:
    briefing = items[0].briefing
    language = briefing.language or parts.language
    return DayLine(
        link=parts.briefing(briefing),
        format=labels.format_label(parts.words, briefing.format),
        summary=briefing.summary if detailed and first else "",
        sections=tuple(parts.place(item) for item in items if item.section.id != LEAD) if detailed else (),
        language=language,
        direction=direction(language),
    )


def _neighbours(parts: Parts, span: Span) -> Neighbours:
    """The digests before and after one that has a page, of those that have one."""
    ids = list({WEEK: parts.library.weeks, MONTH: parts.library.months}.get(span.kind, ()))
    if span.id not in ids:
        return Neighbours(None, None)
    at = ids.index(span.id)
    return Neighbours(link(parts, ids[at + 1]) if at + 1 < len(ids) else None, link(parts, ids[at - 1]) if at else None)


def _weeks_of(parts: Parts, items: Sequence[Item]) -> tuple:
    """The weeks that a month's sections fall into, with their own counts."""
    ids = {week_id(item.date.first) for item in items if item.date.full}
    return counted([(link(parts, week), len(parts.library.weeks[week])) for week in sorted(ids, reverse=True)])
