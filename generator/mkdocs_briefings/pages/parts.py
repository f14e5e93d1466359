"""From the library to the parts that page contexts are made of: links, entries, chronologies, charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import TypeVar
from urllib.parse import urlsplit

from .. import labels, urls
from ..dates import PartialDate
from ..library import Change, Item, Library, Said
from ..model import LEAD, Briefing, Person, Role, Section, Source, Speaker
from ..names import direction, sort_key
from ..outputs.schema_org import Describer
from ..shards import Shards
from ..views import (
    About,
    Activity,
    Before,
    BriefingLine,
    Chronology,
    Counted,
    Entry,
    Link,
    Listed,
    Month,
    Neighbours,
    RoleView,
    SourceView,
    SpeakerView,
    StatementView,
    Terms,
    UpdateView,
)
from ..vocabulary import name_in
from ..web_address import without_fragment
from ..words import words_of
from .timeline import MOST_ENTRIES, NEWEST, Timeline, activity, counted

T = TypeVar("T")

TOP = 10
"""How many names a list beside a chronology shows."""


Roles = Callable[[Item], tuple[str, ...]]
"""How the term of a page stands in a section, in words for the reader."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: its address, its kind (a key of `PAGE_KINDS`), and what tells it from others of the kind."""

    uri: str
    kind: str
    key: tuple = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A page's title and description as plain text, its context, and what more its front matter says."""

    title: str
    description: str
    context: object
    more: dict[str, str] = field(default_factory=dict)


class Parts:
    """Makes the parts of contexts from one library; remembers links, since every entry needs many."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.vocabulary = library.vocabulary
        self.language = library.settings.language
        self.words = words_of(self.language)
        self._links: dict[tuple[str, str], Link] = {}
        # One view for each thing, however many pages show it: the renderer renders it once.
        self._views: dict[tuple, object] = {}
        self._timelines: dict[str, Timeline] = {}
        self._once: dict[str, object] = {}
        self.describer = Describer(library, library.settings.site_url, lambda *term: self.link(*term).uri)

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What several pages need, made the first time."""
        found = self._once.get(key)
        if found is None:
            found = self._once[key] = make()
        return found

    # links

    def link(self, kind: str, term_id: str) -> Link:
        """A term's name and page."""
        found = self._links.get((kind, term_id))
        if found is None:
            term = self.vocabulary.get(kind, term_id)
            uri = urls.page(kind, getattr(term, "slug", term_id))
            if kind == "country" and term_id not in self.countries:
                uri = ""
            found = self._links[kind, term_id] = Link(term.name, uri)
        return found

    def links(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links of several terms of a kind, in the order given."""
        return tuple(self.link(kind, term_id) for term_id in ids)

    @property
    def countries(self) -> frozenset[str]:
        """The countries that have a page: sections, or a person, outlet or organisation of the vocabulary."""
        cached = self.__dict__.get("_countries")
        if cached is None:
            terms = self.vocabulary.terms
            named = {t.country for kind in ("person", "organisation", "outlet") for t in terms[kind].values()}
            changed = {term_id for kind, term_id in self.vocabulary.spans if kind == "country"}
            cached = frozenset({*self.library.countries, *named, *changed} & set(terms["country"]))
            self.__dict__["_countries"] = cached
        return cached

    @property
    def shards(self) -> Shards:
        """The shards of the search index."""
        return self.once("shards", lambda: Shards(self.library.items))

    def briefing(self, briefing: Briefing) -> Link:
        """A briefing's title and page."""
        return Link(briefing.title, urls.page("briefing", briefing.id), self.foreign(briefing.language))

    def place(self, item: Item) -> Link:
        """A section's heading (a lead's briefing's title) and its place."""
        name = item.section.heading if item.section.id != LEAD else item.briefing.title
        return Link(name, urls.section(item.briefing.id, item.section.id), self.foreign(item.briefing.language))

    def actor(self, actor: tuple[str, str]) -> Link:
        """Who holds a position, as a link where they have a page."""
        kind, key = actor
        return Link(key) if kind == "name" else self.link(kind, key)

    def activity(self, dates: Iterable[PartialDate], what: str = "sections") -> Activity:
        """Counts over time of sections, or of briefings."""
        return activity(dates, self.words, what)

    def foreign(self, language: str) -> str:
        """A briefing's language where it is another than that of the site's words, else nothing."""
        language = language or self.language
        return "" if language == self.words.language else language

    def sort_key(self, name: str) -> str:
        """Where a name stands in an alphabetical list of this site."""
        return sort_key(name, self.words.language)

    # sections

    def about(self, section: Section | Briefing, language: str = "") -> About:
        """What a section is about; countries by their names in a language, if given."""
        countries = self._countries_in(section.countries, language)
        return About(countries[0] if countries else None, countries[1:], self.links("topic", section.topics))

    def terms(self, section: Section | Briefing, language: str = "") -> Terms:
        """All terms of a section; countries by their names in a language, if given."""
        about = self.about(section, language)
        return Terms(
            about=about.about,
            also=about.also,
            topics=about.topics,
            people=self.links("person", section.people),
            organisations=self.links("organisation", section.organisations),
            spoken_for=self._countries_in(getattr(section, "spoken_for", ()), language),
        )

    def _countries_in(self, codes: Iterable[str], language: str) -> tuple[Link, ...]:
        links, foreign = self.links("country", codes), self.foreign(language)
        if not foreign:
            return links
        names = (name_in(self.vocabulary.get("country", code), foreign) for code in codes)
        return tuple(Link(n, link.uri, foreign) if n else link for link, n in zip(links, names, strict=True))

    def entry(self, item: Item) -> Entry:
        """A section as chronologies show it."""
        briefing, section = item
        language = briefing.language or self.language
        return Entry(
            link=self.place(item),
            date=section.date,
            excerpt=section.excerpt if section.id != LEAD else (section.excerpt or briefing.summary),
            briefing=None if section.id == LEAD else self.briefing(briefing),
            format=labels.format_label(self.words, briefing.format),
            sources=len(section.sources) or len(briefing.sources),
            terms=self.about(section),
            language=language,
            direction=direction(language),
            published=briefing.published,
            changed=changed_on(briefing),
        )

    def line(self, briefing: Briefing) -> BriefingLine:
        """A briefing as lists of briefings show it."""
        key = ("line", briefing.id)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = self._line(briefing)
        return found

    def _line(self, briefing: Briefing) -> BriefingLine:
        language = briefing.language or self.language
        primary = dict.fromkeys(s.countries[0] for s in briefing.sections if s.countries)
        return BriefingLine(
            link=self.briefing(briefing),
            date=briefing.date,
            summary=briefing.summary,
            format=labels.format_label(self.words, briefing.format),
            sections=len(briefing.sections),
            countries=self.links("country", primary),
            language=language,
            direction=direction(language),
            published=briefing.published,
            changed=changed_on(briefing),
        )

    def speaker(self, speaker: Speaker, date) -> SpeakerView:
        """Who speaks, with the role held on a date."""
        link = self.link("person", speaker.person) if speaker.person else Link(speaker.name)
        return SpeakerView(link, self.library.role_on(speaker, date))

    def statement(self, said: Said) -> StatementView:
        """A position with its source and the one before it."""
        key = ("statement", *said.key)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = self._statement(said)
        return found

    def _statement(self, said: Said) -> StatementView:
        statement, briefing = said.statement, said.item.briefing
        earlier = self.library.earlier.get(said.key)
        source = briefing.sources[statement.source - 1] if statement.source else None
        return StatementView(
            actor=self.actor(said.actor),
            role=self.library.role_on(statement.speaker, said.date) if statement.speaker else "",
            topic=self.link("topic", statement.topic),
            mode=statement.mode,
            says=statement.says,
            original=statement.original,
            original_language=statement.original_language,
            original_direction=direction(statement.original_language),
            date=said.date,
            source=Link(self.vocabulary.get("outlet", source.outlet).name, source.url) if source else None,
            place=self.place(said.item),
            before=self._before(earlier) if earlier else None,
            shift=statement.shift,
            language=briefing.language or self.language,
        )

    def _before(self, earlier: Said) -> Before:
        link, said = Link(self.words.label(earlier.date), self.place(earlier.item).uri), earlier.statement
        return Before(link, said.mode, said.says, earlier.item.briefing.language or self.language)

    def statements(self, said: Iterable[Said]) -> tuple[StatementView, ...]:
        """Several positions, in the order given."""
        return tuple(self.statement(one) for one in said)

    def source(self, number: int, source: Source) -> SourceView:
        """A source with what the register says of its outlet."""
        outlet = self.vocabulary.get("outlet", source.outlet)
        host = urlsplit(source.url).hostname or ""
        return SourceView(
            number=number,
            title=source.title,
            url=source.url,
            host=host.removeprefix("www."),
            outlet=self.link("outlet", source.outlet),
            country=self.vocabulary.get("country", outlet.country).name if outlet.country else "",
            affiliation=labels.affiliation_label(self.words, outlet.affiliation),
            via=self.link("outlet", source.via) if source.via else None,
            published=source.published,
            accessed=source.accessed,
            archived=source.archived,
            language=source.language or outlet.language,
            dead=self.library.dead.get(without_fragment(source.url)),
        )

    def change(self, change: Change) -> UpdateView:
        """An update with its briefing."""
        key = ("change", change.briefing.id, change.update)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = self._change(change)
        return found

    def _change(self, change: Change) -> UpdateView:
        update, briefing = change.update, change.briefing
        name = labels.change_label(self.words, update.kind)
        language = briefing.language or self.language
        return UpdateView(update.date, update.kind, name, update.note, language, self.briefing(briefing))

    def role(self, person: Person, role: Role) -> RoleView:
        """An office with its dates."""
        country = self.library.country_of_role(person.country, role.organisation)
        return RoleView(
            title=role.title,
            organisation=self.link("organisation", role.organisation) if role.organisation else None,
            country=self.link("country", country) if country else None,
            dates=labels.role_dates(self.words, role),
        )

    # lists

    def chronology(self, uri: str, items: Sequence[Item], roles: Roles | None = None) -> Chronology:
        """A term's chronology: the newest entries, and its years where there are more."""
        shown = items[:NEWEST]
        years = self.timeline(uri, "", items, attrgetter("date")).periods()
        return Chronology(self.months(shown, roles), years, len(items), len(shown))

    def timeline(
        self,
        uri: str,
        name: str,
        things: Sequence,
        date_of: Callable[[object], PartialDate],
        always: bool = False,
        most: int = MOST_ENTRIES,
    ) -> Timeline:
        """The periods of a list; that of an address is made once."""
        found = self._timelines.get(uri)
        if found is None or found.things is not things or (name and found.name != name):
            found = self._timelines[uri] = Timeline(uri, name, things, date_of, self.words, always, most)
        return found

    def months(self, items: Sequence[Item], roles: Roles | None = None, brief: bool = False) -> tuple[Month, ...]:
        """Entries under their months, in the order given (newest first); `brief` ones have a title and no text."""
        groups: dict[tuple[int, int], list[Listed]] = {}
        for item in items:
            briefing, section = item
            listed = Listed((briefing.id, section.id), roles(item) if roles else (), partial(self.entry, item), brief)
            groups.setdefault(section.date[:2], []).append(listed)
        return tuple(
            Month(self.words.period_label(year, month), tuple(listed))
            for (year, month), listed in groups.items()
        )

    def ranked(self, kind: str, ids: Iterable[str], most: int = TOP) -> tuple[Counted, ...]:
        """The most frequent terms of a kind, ties by id, each with its share of the first."""
        return counted([(self.link(kind, term_id), count) for term_id, count in most_frequent(ids, most)])

    def meeting(self, topic: str, country: str, named: str) -> Link:
        """Where a topic meets a country, `named` after one of the two; that one's own page where they do not meet."""
        own = self.link(named, topic if named == "topic" else country)
        if (topic, country) not in self.library.topic_countries:
            return own
        return Link(own.name, urls.topic_country(topic, self.vocabulary.get("country", country).slug))

    def ranked_speakers(self, items: Iterable[Item]) -> tuple[Counted, ...]:
        """Who spoke most in some sections."""
        return self.ranked("person", (s.person for item in items for s in item.section.speakers if s.person))

    def ranked_relations(self, pairs: Iterable[tuple[str, str]], most: int = TOP) -> tuple[Counted, ...]:
        """Relations by number of sections, of those that have a page."""
        relations = self.library.relations
        best = sorted((pair for pair in pairs if pair in relations), key=lambda p: (-len(relations[p]), p))[:most]
        return counted([(self.relation(pair), len(relations[pair])) for pair in best])

    def relation(self, pair: tuple[str, str]) -> Link:
        """Two countries' names, in the order of the codes, and their page."""
        names = (self.vocabulary.get("country", code).name for code in pair)
        return Link("–".join(names), urls.relation(*pair))

    def around(self, briefings: Sequence[Briefing], at: int | None) -> Neighbours:
        """What stands before and after a place in a list that is newest first; None is a place that is not in it."""
        if at is None:
            return Neighbours(None, None)
        previous = self.briefing(briefings[at + 1]) if at + 1 < len(briefings) else None
        following = self.briefing(briefings[at - 1]) if at > 0 else None
        return Neighbours(previous, following)


def most_frequent(ids: Iterable[str], most: int = TOP) -> list[tuple[str, int]]:
    """The most frequent ids with their counts, ties by id."""
    counts = Counter(ids)
    return [(one, counts[one]) for one in sorted(counts, key=lambda one: (-counts[one], one))[:most]]


def changed_on(briefing: Briefing) -> PartialDate | None:
    """The day of the newest addition or correction; None where there is none. Spelling is no news."""
    return max((update.date for update in briefing.updates if update.kind != "minor"), default=None)
