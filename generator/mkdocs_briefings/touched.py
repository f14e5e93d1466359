"""What a change of some briefings touches: more than it does, never fewer.

Every page shows briefings that some index of the library lists: a term's chronology, a period, a digest. So what is
touched are the indexes that the old or the new version of a changed briefing is in, with what stands beside it in time
(the one before, the next, related ones, later statements that name it as the earlier one).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from .dates import PartialDate, week_days, week_id
from .library import Item, Library, Said, pairs_of
from .model import Briefing
from .related import LOOKED_AT, NEAREST

Key = tuple[str, ...]
"""A chronology: the kind of page that has it and its ids."""

IN_LISTS = ("topic", "country")
"""The kinds of the terms that lists name beside a section or a briefing (`views.About`, `views.BriefingLine`)."""


@dataclass
class Touched:
    """What a change touches: chronologies with the dates of what changed in them, and single pages.

    `named` are chronologies whose sections name a term that looks otherwise, where their lists do not.
    """

    chronologies: dict[Key, set[PartialDate]] = field(default_factory=lambda: defaultdict(set))
    named: set[Key] = field(default_factory=set)
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
            if any(kind in IN_LISTS for kind, _ in terms):
                _of_briefing(result, library, part, followed=False)
            else:
                _of_naming(result, library, part, terms)
            _statements_after(result, library, part)
    for briefing_id in changed:
        result.briefings.add(briefing_id)
        for shelf in (old, library):
            result.briefings.update(shelf.translations.get(briefing_id, ()))  # which name it
            if briefing_id in shelf.position_of:
                _of_briefing(result, shelf, shelf.briefings[briefing_id])
                _around(result, library, shelf.briefings[briefing_id], shelf)
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


def _of_naming(result: Touched, shelf: Library, one: Briefing, terms: Collection[Key]) -> None:
    """The indexes that sections are in which name terms that no list does: in the first page of each, and beside it.

    All pages of the terms' own chronologies have their names.
    """
    if one.series:
        result.named.add(("series", one.series))
    if ("series", one.series) in terms:
        result.chronologies["series", one.series].add(one.date)
    for section in one.sections:
        item = Item(one, section)
        for key in keys_of(shelf, item):
            if key in terms:
                result.chronologies[key].add(section.date)
            elif key[0] != "topic-country":  # which has none but those that made a statement
                result.named.add(key)
        if section.statements or shelf.settings.packs:  # which have a section with all its terms
            _digests(result, section.date, followed=False)
        for statement in section.statements:
            _of_statement(result, shelf, Said(item, statement, statement.date or section.date))


def keys_of(shelf: Library, item: Item) -> Iterator[Key]:
    """The chronologies that list a section."""
    section = item.section
    topics = shelf.vocabulary.with_ancestors(section.topics)
    yield from shelf.terms_of(item)
    yield from (("country", country) for country in section.spoken_for)
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


def _around(result: Touched, library: Library, one: Briefing, shelf: Library) -> None:
    """The briefings that name this one: its neighbours, related ones, those with a later statement of its actors.

    `shelf` is the library of the briefing's time: it knows the lists that had its sections, as those of broader topics
    and of speakers.
    """
    result.briefings |= _near(library.listed, one, 1)
    result.briefings |= _near(library.in_series.get(one.series, ()), one, 1)
    for section in one.sections:
        for kind, term_id in shelf.terms_of(Item(one, section)):
            if kind in LOOKED_AT:
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
