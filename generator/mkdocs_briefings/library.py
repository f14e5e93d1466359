"""All briefings together: what is public, sort orders, indexes by term and by period.

Every chronology is newest first; ties are broken by id, so the order never hangs on that of the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import combinations, groupby, pairwise, product
from typing import NamedTuple, TypeVar

from .briefing import BriefingFile
from .dates import PartialDate, week_id
from .model import Briefing, Section, Settings, Speaker, Statement, Text, Update
from .translations import canonical, translation_groups
from .vocabulary import Vocabulary, in_language

T, K = TypeVar("T"), TypeVar("K")

RELATION_COUNTRIES = 4
"""In a section of more countries than this only the primary one is paired with each other."""


class Item(NamedTuple):
    """A section in its briefing: what chronologies list."""

    briefing: Briefing
    section: Section

    @property
    def date(self) -> PartialDate:
        """When it happened: the section's own date, else the briefing's."""
        return self.section.date


class Said(NamedTuple):
    """A statement with the section it stands in and its own date."""

    item: Item
    statement: Statement
    date: PartialDate

    @property
    def key(self) -> tuple:
        """What tells it from every other statement."""
        return (self.item.briefing.id, self.item.section.id, self.statement)

    @property
    def actor(self) -> tuple[str, str]:
        """Kind and id of who holds the position; for someone without a page the kind is "name"."""
        speaker = self.statement.speaker
        if speaker is not None:
            return ("person", speaker.person) if speaker.person else ("name", speaker.name)
        if self.statement.organisation:
            return ("organisation", self.statement.organisation)
        return ("country", self.statement.country)


class Change(NamedTuple):
    """An update of a briefing."""

    briefing: Briefing
    update: Update


@dataclass(frozen=True)
class Library:
    """The public briefings and every index that pages are built from.

    `briefings` holds every page there is, by id, withdrawn ones and translations too; `listed`, newest first, those
    that lists show: neither withdrawn nor a translation of one that is listed. `texts` gives the words of a
    briefing's sections by their ids, `dead` since when addresses of sources are known to be dead.
    """

    vocabulary: Vocabulary
    settings: Settings
    now: datetime
    briefings: dict[str, Briefing]
    listed: tuple[Briefing, ...]
    texts: Callable[[str], dict[str, Text]]
    translations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dead: Mapping[str, PartialDate] = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All sections of listed briefings."""
        keyed = [
            ((*section.date.newest_first, briefing.id, number), Item(briefing, section))
            for briefing in self.listed
            for number, section in enumerate(briefing.sections)
        ]
        keyed.sort(key=lambda pair: pair[0])
        return tuple(item for _, item in keyed)

    @cached_property
    def by_term(self) -> dict[tuple[str, str], list[Item]]:
        """Sections by (kind, id) of the terms they are about; a topic has its descendants' too.

        A person has the sections that are about them and those they speak in; an outlet those that rest on it.
        """
        return _index(self.items, self.terms_of)

    def terms_of(self, item: Item) -> Iterator[tuple[str, str]]:
        """The terms that list a section, as (kind, id)."""
        section = item.section
        yield from product(["topic"], self.vocabulary.with_ancestors(section.topics))
        yield from product(["country"], section.countries)
        speakers = (speaker.person for speaker in section.speakers if speaker.person)
        yield from product(["person"], dict.fromkeys((*section.people, *speakers)))
        yield from product(["organisation"], section.organisations)
        yield from product(["outlet"], outlets_of(item))
        if item.briefing.series:
            yield "series", item.briefing.series

    def of(self, kind: str, term_id: str) -> list[Item]:
        """The sections about a term, newest first."""
        return self.by_term.get((kind, term_id), [])

    def places(self, kind: str, term_id: str) -> tuple[dict[tuple[str, str], int], list[Item]]:
        """Where each (briefing id, section id) stands in a term's chronology, and the chronology."""
        cached = self._places.get((kind, term_id))
        if cached is None:
            items = self.of(kind, term_id)
            cached = ({(item.briefing.id, item.section.id): n for n, item in enumerate(items)}, items)
            self._places[kind, term_id] = cached
        return cached

    @cached_property
    def _places(self) -> dict:
        return {}

    @cached_property
    def spoken_for(self) -> dict[str, list[Item]]:
        """Sections by the countries whose officials speak in them."""
        return _index(self.items, lambda item: item.section.spoken_for)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that any section is about, or in whose name somebody speaks."""
        return frozenset(code for item in self.items for code in (*item.section.countries, *item.section.spoken_for))

    @cached_property
    def of_country(self) -> dict[str, list[Item]]:
        """A country's chronology: sections about it, also about it, or in which its officials speak."""
        order = {id(item.section): number for number, item in enumerate(self.items)}
        index: dict[str, list[Item]] = {}
        for country in sorted(self.countries):
            both = {id(i.section): i for i in (*self.of("country", country), *self.spoken_for.get(country, ()))}
            index[country] = sorted(both.values(), key=lambda item: order[id(item.section)])
        return index

    @cached_property
    def relations(self) -> dict[tuple[str, str], list[Item]]:
        """Sections by pair of countries (sorted codes); only pairs that have a page."""
        return _with_page(_index(self.items, lambda item: pairs_of(item.section.countries)))

    @cached_property
    def relations_of(self) -> dict[str, list[tuple[str, str]]]:
        """The relations of each country that have a page."""
        return _index(sorted(self.relations), lambda pair: pair)

    @cached_property
    def meetings(self) -> dict[tuple[str, str], list[Item]]:
        """Sections by topic and country, broader topics too."""
        broader = self.vocabulary.with_ancestors
        return _index(self.items, lambda item: product(broader(item.section.topics), item.section.countries))

    @cached_property
    def topic_countries(self) -> dict[tuple[str, str], list[Item]]:
        """Sections by topic and country; only those that have a page."""
        return _with_page(self.meetings)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """All statements, newest first; those of one day in the order of their sections."""
        found = [
            Said(item, statement, statement.date or item.section.date)
            for item in self.items
            for statement in item.section.statements
        ]
        return tuple(sorted(found, key=lambda said: (*said.date.newest_first, said.item.briefing.id)))

    @cached_property
    def said_by(self) -> dict[tuple[str, str], list[Said]]:
        """Statements by (kind, id) of actor, and by ("topic", id) of what they are on, broader topics too."""
        broader = self.vocabulary.with_ancestors
        return _index(self.said, lambda said: (said.actor, *product(["topic"], broader((said.statement.topic,)))))

    def said_in(self, topic: str) -> dict[str, list[Said]]:
        """Statements on a topic by the countries that their sections are about; newest first."""
        found = self._said_in.get(topic)
        if found is None:
            index: dict[str, list[Said]] = defaultdict(list)
            for said in self.said_by.get(("topic", topic), ()):
                for country in said.item.section.countries:
                    index[country].append(said)
            found = self._said_in[topic] = dict(index)
        return found

    @cached_property
    def _said_in(self) -> dict:
        return {}

    @cached_property
    def said_for(self) -> dict[str, list[Said]]:
        """Statements by country: its own, its bodies', and its officials' by the roles held that day; newest first."""
        return _index(self.said, lambda said: dict.fromkeys(self.speaks_for(said)))

    def speaks_for(self, said: Said) -> Iterable[str]:
        """The countries in whose name something was said."""
        kind, key = said.actor
        if kind == "country":
            return [key]
        if kind == "organisation":
            country = self.vocabulary.get("organisation", key).country
            return [country] if country else []
        if kind == "name":
            return []
        person = self.vocabulary.get("person", key)
        held = (role for role in person.roles if role.held_on(said.date.first))
        return [c for role in held if (c := self.country_of_role(person.country, role.organisation))]

    @cached_property
    def positions(self) -> dict[tuple[tuple[str, str], str], list[Said]]:
        """Statements by actor and topic, newest first: the history of each position."""
        return _index(self.said, lambda said: [(said.actor, said.statement.topic)])

    @cached_property
    def earlier(self) -> dict[tuple, Said]:
        """For a statement's key: what the same actor said on the topic the last day before."""
        found: dict[tuple, Said] = {}
        for history in self.positions.values():
            days = [list(said) for _, said in groupby(history, key=lambda said: said.date.newest_first)]
            for day, before in pairwise(days):
                found.update((said.key, before[0]) for said in day)
        return found

    @cached_property
    def weeks(self) -> dict[str, list[Item]]:
        """Sections by ISO week, newest week first; only full dates belong to a week."""
        index = _index(self.items, lambda item: [week_id(item.date.first)] if item.date.full else [])
        return dict(sorted(index.items(), reverse=True))

    @cached_property
    def months(self) -> dict[str, list[Item]]:
        """Sections by month (`2023-10`), newest first; a date that is only a year belongs to none."""
        index = _index(self.items, lambda item: [item.date.iso[:7]] if item.date.month else [])
        return dict(sorted(index.items(), reverse=True))

    @cached_property
    def corrections(self) -> tuple[Change, ...]:
        """All corrections of listed briefings, newest first."""
        found = [
            Change(briefing, update)
            for briefing in self.listed
            for update in briefing.updates
            if update.kind == "correction"
        ]
        return tuple(sorted(found, key=lambda c: (*c.update.date.newest_first, c.briefing.id, c.update.note)))

    @cached_property
    def position_of(self) -> dict[str, int]:
        """Where each listed briefing stands in `listed`."""
        return {briefing.id: index for index, briefing in enumerate(self.listed)}

    @cached_property
    def in_series(self) -> dict[str, list[Briefing]]:
        """Listed briefings by series, newest first."""
        return _index(self.listed, lambda briefing: [briefing.series] if briefing.series else [])

    @cached_property
    def place_in_series(self) -> dict[str, int]:
        """Where each listed briefing stands in its series."""
        return {briefing.id: place for listed in self.in_series.values() for place, briefing in enumerate(listed)}

    def with_indexes_of(self, other: Library | None) -> Library:
        """This library; where another one differs from it in words alone, with the indexes that one has made.

        The vocabularies of both have to be the same.
        """
        if other is None or other.settings != self.settings or other.translations != self.translations:
            return self
        if other.briefings != self.briefings or other.position_of != self.position_of:
            return self
        found = replace(other, now=self.now, texts=self.texts, dead=self.dead)
        made = dict(other.__dict__)  # at once: the search index may be made from it in a thread
        found.__dict__.update((name, index) for name, index in made.items() if name not in found.__dict__)
        return found

    def country_of_role(self, own: str, organisation: str) -> str:
        """Whose office a role is: its organisation's country; without organisation the person's own."""
        if not organisation:
            return own
        found = self.vocabulary.terms["organisation"].get(organisation)
        return found.country if found else ""

    def role_on(self, speaker: Speaker, date: PartialDate) -> str:
        """What to write beside a speaker's name: their role on a date."""
        person = self.vocabulary.terms["person"].get(speaker.person)
        if person is None:
            return speaker.role
        return next((role.title for role in person.roles if role.held_on(date.first)), "")


def outlets_of(item: Item) -> tuple[str, ...]:
    """The outlets a section rests on: by its own source numbers, else all of the briefing's."""
    sources = item.briefing.sources
    chosen = [sources[n - 1] for n in item.section.sources if n <= len(sources)] or sources
    return tuple(dict.fromkeys(outlet for s in chosen for outlet in (s.outlet, s.via) if outlet))


def pairs_of(countries: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """The relations a section counts for: every pair of at most four countries, else the primary with each other."""
    if len(countries) <= RELATION_COUNTRIES:
        pairs = combinations(countries, 2)
    else:
        pairs = ((countries[0], other) for other in countries[1:])
    return (tuple(sorted(pair)) for pair in pairs)


def _index(things: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[T]]:
    """Things by each of their keys, in the order in which they come."""
    index: dict[K, list[T]] = defaultdict(list)
    for thing in things:
        for key in keys(thing):
            index[key].append(thing)
    return dict(index)


def _with_page(index: dict) -> dict:
    """What has a page: at least two sections of two briefings."""
    return {key: items for key, items in index.items() if len({item.briefing.id for item in items}) > 1}


def build_library(files: Iterable[BriefingFile], vocabulary: Vocabulary, settings: Settings, now: datetime) -> Library:
    """Gather what is public at `now`. Whether the files are free of errors is `crosscheck`'s to say."""
    public = {
        file.id: file.briefing
        for file in sorted(files, key=lambda file: file.id)
        if file.briefing is not None and file.briefing.is_public(now)
    }
    groups = translation_groups(public)
    hidden = {other for group in groups for other in group if other != canonical(group, public, settings.language)}
    listed = [b for b in public.values() if b.status == "published" and b.id not in hidden]
    listed.sort(key=lambda briefing: (*briefing.date.newest_first, briefing.id))
    translations = {member: tuple(o for o in group if o != member) for group in groups for member in group}
    texts = {file.id: file.texts for file in files}
    vocabulary = in_language(vocabulary, settings.language)
    return Library(vocabulary, settings, now, public, tuple(listed), texts.__getitem__, translations)
