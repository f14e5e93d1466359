"""Which pages a change of some briefings can touch: more than it does, never fewer.

Every page shows briefings that some index of the library lists: a term's chronology, a period, a digest. So the pages
to make again are those of the indexes that the old or the new version of a changed briefing is in, with what stands
beside it in time (the one before, the next, related ones, later statements that name it as the earlier one). Lists of
everything are always made again. What turns out the same is not written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from . import urls
from .changed_periods import below, beside, changed_periods, periods_at
from .dates import PartialDate, week_days, week_id
from .library import Item, Library, Said, outlets_of, pairs_of
from .model import Briefing
from .pages import (
    Page,
    Parts,
    alphabet,
    briefings,
    digests,
    downloads,
    overview,
    pairs,
    periods,
    reader_tools,
    registers,
    terms,
)
from .pages.timeline import EVER, Period, Timeline
from .related import NEAREST
from .vocabulary_changes import VocabularyChange

Key = tuple[str, ...]
"""A chronology: the kind of page that has it and its ids."""


@dataclass
class Touched:
    """What a change touches: chronologies with the dates of what changed in them, and single pages."""

    chronologies: dict[Key, set[PartialDate]] = field(default_factory=lambda: defaultdict(set))
    owners: set[Key] = field(default_factory=set)
    briefings: set[str] = field(default_factory=set)
    listed: set[PartialDate] = field(default_factory=set)
    said: set[PartialDate] = field(default_factory=set)
    corrected: set[PartialDate] = field(default_factory=set)
    weeks: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


def touched(
    library: Library,
    old: Library,
    changed: Iterable[str],
    marked: Iterable[str] = (),
    terms: Collection[tuple[str, str]] = (),
) -> Touched:
    """What the change of some briefings, by id, from the old library to the new one touches.

    `marked` are others that are as they were, but for the names of some `terms`: what lists their sections of these
    shows them, and what stands beside them in time does not.
    """
    result = Touched()
    changed, terms = set(changed), frozenset(terms)
    for one in (library.briefings[briefing_id] for briefing_id in set(marked) - changed):
        result.briefings.add(one.id)
        if one.id in library.position_of:
            naming = (s for s in one.sections if not terms.isdisjoint(library.terms_of(Item(one, s))))
            part = one._replace(sections=tuple(naming))
            _of_briefing(result, library, part, followed=False)
            _statements_after(result, library, part)
    for briefing_id in changed:
        result.briefings.add(briefing_id)
        for shelf in (old, library):
            if briefing_id in shelf.position_of:
                _of_briefing(result, shelf, shelf.briefings[briefing_id])
                _around(result, library, shelf.briefings[briefing_id])
    _beginnings(result, library, changed)
    result.countries = set(library.countries ^ old.countries)
    return result


def _of_briefing(result: Touched, shelf: Library, one: Briefing, followed: bool = True) -> None:
    """The indexes that a listed briefing is in; `followed` by the digests that compare with its own."""
    result.listed.add(one.date)
    if one.series:
        result.chronologies["series", one.series].add(one.date)
    result.corrected |= {update.date for update in one.updates if update.kind == "correction"}
    for update in one.updates:
        _digests(result, update.date, followed)
    for section in one.sections:
        item = Item(one, section)
        for key in keys_of(shelf, item):
            result.chronologies[key].add(section.date)
        _digests(result, section.date, followed)
        for statement in section.statements:
            _of_statement(result, shelf, Said(item, statement, statement.date or section.date))


def keys_of(shelf: Library, item: Item) -> Iterator[Key]:
    """The chronologies that list a section."""
    section = item.section
    topics = shelf.vocabulary.with_ancestors(section.topics)
    yield from (("topic", topic) for topic in topics)
    yield from (("country", country) for country in (*section.countries, *section.spoken_for))
    people = (*section.people, *(speaker.person for speaker in section.speakers if speaker.person))
    yield from (("person", person) for person in people)
    yield from (("organisation", organisation) for organisation in section.organisations)
    yield from (("outlet", outlet) for outlet in outlets_of(item))
    yield from (("relation", *pair) for pair in pairs_of(section.countries))
    yield from (("topic-country", topic, country) for topic in topics for country in section.countries)


def _of_statement(result: Touched, shelf: Library, said: Said) -> None:
    """The pages that show a statement beside the chronologies of its section."""
    result.said.add(said.date)
    kind, key = said.actor
    if kind != "name":
        result.owners.add((kind, key))
    result.owners |= {("country", country) for country in shelf.speaks_for(said)}
    topics = shelf.vocabulary.with_ancestors((said.statement.topic,))
    result.owners |= {("topic", topic) for topic in topics}
    countries = said.item.section.countries
    result.owners |= {("topic-country", topic, country) for topic in topics for country in countries}


def _digests(result: Touched, date: PartialDate, followed: bool = True) -> None:
    """A period's digest, the next one's (which compares with it), and the months that a week is part of."""
    if date.full:
        week = week_id(date.first)
        result.weeks.add(week)
        if followed:
            monday, sunday = week_days(week)
            result.weeks.add(week_id(sunday + timedelta(days=1)))
            result.months |= {monday.isoformat()[:7], sunday.isoformat()[:7]}
    if date.month:
        result.months.add(date.iso[:7])
        if followed:
            end = PartialDate(date.year, date.month).last
            result.months.add((end + timedelta(days=1)).isoformat()[:7])


def _beginnings(result: Touched, library: Library, changed: Collection[str]) -> None:
    """The digests that name a topic or a relation as new to the site, or did: those of its oldest sections.

    What was the oldest before is changed itself, or is the oldest of those that are as they were. The same goes for the
    oldest section of all, since the period that the site begins in names nothing as new.
    """
    for kind, *ids in result.chronologies:
        if kind == "topic":
            _oldest(result, library.of("topic", *ids), changed)
        elif kind == "relation":
            pair = tuple(ids)
            of_one = min((library.of("country", country) for country in pair), key=len)
            both = library.relations.get(pair) or [i for i in of_one if pair in pairs_of(i.section.countries)]
            _oldest(result, both, changed)
    _oldest(result, library.items, changed, whole=True)


def _oldest(result: Touched, items: Sequence[Item], changed: Collection[str], whole: bool = False) -> None:
    """The digests of a list's oldest sections, up to the first that has not changed; `whole` counts a year as a day."""
    for item in reversed(items):
        date = item.date
        _digests(result, PartialDate(*date.first.timetuple()[:3]) if whole else date)
        if item.briefing.id not in changed:
            break


def _around(result: Touched, library: Library, one: Briefing) -> None:
    """The briefings that name this one: its neighbours, related ones, those with a later statement of its actors."""
    result.briefings |= _near(library.listed, one, 1)
    result.briefings |= _near(library.in_series.get(one.series, ()), one, 1)
    for section in one.sections:
        of = (("topic", section.topics), ("person", section.people), ("organisation", section.organisations))
        for kind, ids in of:
            for term_id in ids:
                items = library.of(kind, term_id)
                # One more than is looked at: what stood there before has moved by the sections of this briefing.
                at = bisect_left(
                    items, _order(section.date, one.id), key=lambda item: _order(item.date, item.briefing.id)
                )
                reach = NEAREST + len(one.sections) + 1
                result.briefings |= {item.briefing.id for item in items[max(0, at - reach) : at + reach]}
    _statements_after(result, library, one)


def _statements_after(result: Touched, library: Library, one: Briefing) -> None:
    """The briefings with the next statement of an actor of this one."""
    for section in one.sections:
        for statement in section.statements:
            said = Said(Item(one, section), statement, statement.date or section.date)
            _later(result, library, said)


def _later(result: Touched, library: Library, said: Said) -> None:
    """Statements of the same actor on the topic, of the next day that has one: they name this one as the one before."""
    history = library.positions.get((said.actor, said.statement.topic), ())
    at = bisect_left(history, said.date.newest_first, key=lambda other: other.date.newest_first)
    if not at:
        return
    day = history[at - 1].date.newest_first
    for later in reversed(history[:at]):
        if later.date.newest_first != day:
            break
        result.briefings.add(later.item.briefing.id)
        _of_statement(result, library, later)
        _digests(result, later.item.date)


def _order(date, briefing_id: str) -> tuple:
    return (*date.newest_first, briefing_id)


def _near(listed: Sequence[Briefing], one: Briefing, reach: int) -> set[str]:
    at = bisect_left(listed, _order(one.date, one.id), key=lambda other: _order(other.date, other.id))
    return {other.id for other in listed[max(0, at - reach) : at + reach + 1]}


_TERMS_OF = {"relation": ("country", "country"), "topic-country": ("topic", "country")}
"""The kinds of the ids of a chronology that is of two terms."""


@dataclass
class Plan:
    """The pages to make, and the addresses below which no other page is: what stands there besides is gone."""

    pages: dict[str, Page] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def with_words(parts: Parts, ids: Collection[str]) -> Iterator[Page]:
    """The pages whose feeds or packs hold the words of some briefings, where the words alone have changed."""
    library = parts.library
    if not ids:
        return
    yield from (Page("", "home"), overview.positions_page(overview.POSITIONS, EVER))
    yield overview.corrections_page(overview.CORRECTIONS, EVER)
    keys: set[Key] = set()
    dates: set[PartialDate] = set()
    for briefing in (library.briefings[one] for one in ids if one in library.position_of):
        keys |= {key for section in briefing.sections for key in keys_of(library, Item(briefing, section))}
        dates |= {section.date for section in briefing.sections}
        if briefing.series:
            keys.add(("series", briefing.series))
    for key in sorted(keys):
        page = periods.owner_page(parts, *key)
        if page is not None:
            yield page
    if library.settings.packs:
        yield from (page for date in sorted(dates) for page in digests.pages_of(library, date))


def is_packed(page: Page, what: Touched) -> bool:
    """Whether the packs beside a page may be others than before: they hold its sections, and nothing that is theirs."""
    return page.kind == "digest" or (page.kind, *page.key) in what.chronologies


def plan(parts: Parts, what: Touched, before: Sequence[str]) -> Plan:
    """The pages that are touched; `before` are the addresses of all pages there were, in order."""
    result = Plan()
    library = parts.library
    for page in (
        *overview.lists(parts),
        *reader_tools.plan(parts),
        *registers.lists(),
        *pairs.lists(),
        *downloads.plan(parts),
        briefings.period_page(briefings.LIST, EVER),
    ):
        result.pages[page.uri] = page
    for briefing_id in what.briefings:
        uri = urls.page("briefing", briefing_id)
        if briefing_id in library.briefings:
            result.pages[uri] = Page(uri, "briefing", (briefing_id,))
        else:
            result.gone.add(uri)
    for key in {*what.chronologies, *what.owners}:
        _chronology(result, parts, key, what.chronologies.get(key, set()), before)
    _periods(result, briefings.timeline_of(parts), briefings.period_page, what.listed, before)
    _periods(result, overview.positions_timeline(parts), overview.positions_page, what.said, before)
    _periods(result, overview.corrections_timeline(parts), overview.corrections_page, what.corrected, before)
    _digest_pages(result, library.weeks, what.weeks, before)
    _digest_pages(result, library.months, what.months, before)
    if what.countries:
        _alphabet(result, parts, before)
    return result


def _alphabet(result: Plan, parts: Parts, before: Sequence[str]) -> None:
    """The pages of the A–Z: it has all terms, and of the countries those that have a page."""
    result.pages |= {page.uri: page for page in alphabet.plan(parts)}
    result.gone.update(below(before, alphabet.ALPHABET))


def add_terms(result: Plan, parts: Parts, change: VocabularyChange, before: Sequence[str]) -> None:
    """Add what a change of some terms touches beside the briefings that name them: the pages of terms themselves.

    They name each other (parents, offices, outlets of a country), so those that can are made again, or all where more
    than a name has changed, but for their periods. What is below a term that is no more is gone, and so is the page of
    a country that nothing names any more.
    """
    _alphabet(result, parts, before)
    if not change.moved:
        pages = (page for page in terms.owners(parts) if (page.kind, *page.key) in change.near)
        result.pages |= {page.uri: page for page in pages}
        return
    for page in (*terms.owners(parts), *pairs.of_countries(parts)):
        result.pages[page.uri] = page
    for kind, term_id in change.terms:
        there = term_id in parts.countries if kind == "country" else term_id in parts.vocabulary.terms[kind]
        if not there:
            slug = parts.vocabulary.get(kind, term_id).slug if kind == "country" else term_id
            result.gone.update(below(before, urls.page(kind, slug)))
    now = {page.uri for page in terms.owners(parts)}
    countries = {uri for uri in below(before, urls.collection("country")) if uri.count("/") == 2}
    result.gone |= {old for uri in countries - now for old in below(before, uri)}


def _chronology(result: Plan, parts: Parts, key: Key, dates: set[PartialDate], before: Sequence[str]) -> None:
    kind, *ids = key
    of_kinds = zip(_TERMS_OF.get(kind, (kind,)), ids, strict=True)
    if kind == "country":
        _relations_of(result, parts, ids[0], before)
    if any(term_id not in parts.vocabulary.terms[of] for of, term_id in of_kinds):
        return  # of a term that is no more: see `add_terms`
    owner = periods.owner_page(parts, kind, *ids)
    if owner is None:
        uri = periods.uri_of(parts, kind, *ids)
        result.gone |= {old for old in below(before, uri) if old == uri or periods_at([old], uri)}
        return
    result.pages[owner.uri] = owner
    if kind == "series":
        timeline, page_kind, start = terms.series_timeline(parts, *ids), "series-period", ids
    else:
        timeline, page_kind, start = periods.timeline_of(parts, kind, *ids), "period", key

    def page(uri: str, period: Period) -> Page:
        return Page(uri, page_kind, (*start, period))

    _periods(result, timeline, page, dates, before)


def _relations_of(result: Plan, parts: Parts, code: str, before: Sequence[str]) -> None:
    """The list of a country's relations, or its end."""
    page = pairs.of_country(parts, code)
    if page:
        result.pages[page.uri] = page
    else:
        result.gone.update(below(before, urls.relations_of(code)))


def _periods(result: Plan, timeline: Timeline, page, dates: set[PartialDate], before: Sequence[str]) -> None:
    """The pages of a list's periods."""
    now = timeline.pages()
    old = periods_at(below(before, timeline.uri), timeline.uri)
    result.gone |= {urls.period(timeline.uri, *period) for period in old.difference(now)}
    for period in changed_periods(old, now, dates):
        uri = urls.period(timeline.uri, *period)
        result.pages[uri] = page(uri, period)


def _digest_pages(result: Plan, groups: Mapping[str, list], wanted: set[str], before: Sequence[str]) -> None:
    """The digests that changed; where some come or go, their neighbours too."""
    ids = list(groups)
    weekly = any("W" in one for one in (*ids, *wanted))
    uri = urls.collection("digest")
    old = {u.removeprefix(uri).rstrip("/") for u in below(before, uri)} - {""}
    old = {one for one in old if ("W" in one) == weekly}
    result.gone |= {urls.page("digest", one) for one in old - groups.keys()}
    for one in (wanted | set(beside(old ^ groups.keys(), ids))) & groups.keys():
        result.pages[urls.page("digest", one)] = Page(urls.page("digest", one), "digest", (one,))
