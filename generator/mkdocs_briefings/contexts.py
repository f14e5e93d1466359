"""What templates see: one documented dataclass for each page kind, and the parts they are made of.

Texts here are plain and escaped where they are put out; `Markup` fields hold safe HTML. URIs are relative to the
site's root (`urls`); templates turn them into links with the filter `url`. Nothing is left for a template to sort,
group or count. `tests/test_contexts.py` holds each class against its template.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .dates import PartialDate

# --- parts


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere; without `uri` it is only a name."""

    name: str
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a number and its share of the largest in the list, in per cent (for a bar)."""

    link: Link
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a section is about: `about` is the primary country (or None), `also` the others."""

    about: Link | None
    also: tuple[Link, ...]
    topics: tuple[Link, ...]
    people: tuple[Link, ...]
    organisations: tuple[Link, ...]
    spoken_for: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chronology: a section, or for a lead its briefing.

    `briefing` is None where the entry is the lead itself; `roles` say how the page's term stands in it
    ("about", "also about", "speaking for it", "speaking", "mentioned").
    """

    link: Link
    date: PartialDate
    excerpt: str
    briefing: Link | None
    format: str
    sources: int
    terms: Terms
    roles: tuple[str, ...]
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month under its label."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """A dated list, newest first: its newest entries by month, and links to all its periods where there are more."""

    months: tuple[Month, ...]
    periods: tuple[Counted, ...]
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts over time for a small chart: `bars` are (label, count, height in per cent), oldest first."""

    bars: tuple[tuple[str, int, int], ...]
    first: str
    last: str
    unit: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who speaks: a link where they have a page, and the role held on the day."""

    link: Link
    role: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A position: who, on what, in which words, where from, and what the same actor said on it before."""

    actor: Link
    role: str
    topic: Link
    mode: str
    says: str
    original: str
    original_language: str
    original_direction: str
    date: PartialDate
    source: Link | None
    place: Link
    before: Link | None
    shift: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as the list at the end of a briefing shows it; `number` counts from 1."""

    number: int
    title: str
    url: str
    host: str
    outlet: Link
    country: str
    affiliation: str
    via: Link | None
    published: PartialDate | None
    accessed: PartialDate | None
    archived: str
    language: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A change of a briefing, with the briefing where the list is of many."""

    date: PartialDate
    kind: str
    note: str
    briefing: Link


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section on its briefing's page."""

    id: str
    heading: str
    html: Markup
    old_ids: tuple[str, ...]
    date: PartialDate | None
    terms: Terms
    speakers: tuple[SpeakerView, ...]
    sources: tuple[int, ...]
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """An office with its dates as text ("June 2022 – August 2024")."""

    title: str
    organisation: Link | None
    country: Link | None
    dates: str


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing in a list of briefings."""

    link: Link
    date: PartialDate
    summary: str
    format: str
    sections: int
    countries: tuple[Link, ...]
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic in the tree with its number of sections and the topics below it."""

    link: Link
    description: str
    count: int
    children: tuple[TopicNode, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A titled list: countries of a region, terms under a letter."""

    name: str
    id: str
    items: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What comes before and after in time; either may be None."""

    previous: Link | None
    next: Link | None


# --- pages


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home below the site's own words: the latest digest, activity and ways in."""

    latest: tuple[BriefingLine, ...]
    digest: Link | None
    digest_sections: int
    digest_topics: tuple[Counted, ...]
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    people: tuple[Counted, ...]
    relations: tuple[Counted, ...]
    activity: Activity
    corrections: tuple[UpdateView, ...]
    briefings_total: int
    sections_total: int
    sources_total: int


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """One briefing whole."""

    title: str
    summary: str
    format: str
    date: PartialDate
    published: PartialDate
    place: str
    language: str
    direction: str
    speakers: tuple[SpeakerView, ...]
    authors: tuple[str, ...]
    series: Link | None
    series_neighbours: Neighbours
    terms: Terms
    withdrawn: bool
    updates: tuple[UpdateView, ...]
    translations: tuple[tuple[Link, str], ...]
    sections: tuple[SectionView, ...]
    sources: tuple[SourceView, ...]
    sources_note: str
    related: tuple[BriefingLine, ...]
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class BriefingsPage:
    """A list of briefings: the newest of all, a year, a month. `back` leads to the wider list."""

    title: str
    back: Link | None
    neighbours: Neighbours
    lines: tuple[BriefingLine, ...]
    periods: tuple[Counted, ...]
    activity: Activity
    total: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """The topic tree."""

    tree: tuple[TopicNode, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: its place in the tree, its chronology from sections, and what it goes with."""

    title: str
    description: str
    aliases: tuple[str, ...]
    iptc: str
    parents: tuple[Link, ...]
    children: tuple[Counted, ...]
    chronology: Chronology
    activity: Activity
    countries: tuple[Counted, ...]
    related: tuple[Counted, ...]
    speakers: tuple[Counted, ...]
    positions: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class CountriesPage:
    """Countries by region."""

    regions: tuple[Group, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountryPage:
    """A country: what is about it, also about it, and what was said in its name."""

    title: str
    code: str
    native: tuple[str, ...]
    note: str
    region: Link | None
    facts: tuple[tuple[str, str], ...]
    about_total: int
    also_total: int
    speaking_total: int
    chronology: Chronology
    statements: tuple[StatementView, ...]
    activity: Activity
    topics: tuple[Counted, ...]
    relations: tuple[Counted, ...]
    people: tuple[Counted, ...]
    organisations: tuple[Link, ...]
    outlets: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicCountryPage:
    """Where a topic meets a country."""

    title: str
    topic: Link
    country: Link
    chronology: Chronology
    activity: Activity
    countries: tuple[Counted, ...]
    positions: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class RelationPage:
    """Two countries."""

    title: str
    countries: tuple[Link, Link]
    chronology: Chronology
    activity: Activity
    topics: tuple[Counted, ...]
    speakers: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class RelationsPage:
    """All relations that have a page."""

    relations: tuple[Counted, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person: dated roles, what they said, where they are spoken of."""

    title: str
    native: str
    aliases: tuple[str, ...]
    country: Link | None
    roles: tuple[RoleView, ...]
    statements: tuple[StatementView, ...]
    statements_total: int
    chronology: Chronology
    activity: Activity
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation: its place among others, its people, its positions."""

    title: str
    acronym: str
    aliases: tuple[str, ...]
    country: Link | None
    parent: Link | None
    children: tuple[Link, ...]
    people: tuple[tuple[Link, RoleView], ...]
    series: tuple[Link, ...]
    positions: tuple[StatementView, ...]
    chronology: Chronology
    activity: Activity
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class OutletPage:
    """An outlet as the register has it, and what rests on it."""

    title: str
    url: str
    host: str
    country: Link | None
    language: str
    affiliation: str
    affiliation_meaning: str
    note: str
    chronology: Chronology
    activity: Activity
    topics: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """A recurring event and its briefings."""

    title: str
    description: str
    organisation: Link | None
    lines: tuple[BriefingLine, ...]
    periods: tuple[Counted, ...]
    activity: Activity
    topics: tuple[Counted, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term in the list of its kind: a few words beside its name (role, place, affiliation)."""

    link: Link
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms under a heading: a country's people, an affiliation's outlets."""

    name: str
    id: str
    lines: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class TermsPage:
    """All people, organisations, outlets or series."""

    title: str
    intro: str
    groups: tuple[TermGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """Who holds which position: a table of the most active actors and topics, and the newest statements.

    `rows` are (actor, cells), a cell being the latest statement of the actor on the column's topic or None.
    """

    title: str
    back: Link | None
    topics: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[StatementView | None, ...]], ...]
    statements: tuple[StatementView, ...]
    periods: tuple[Counted, ...]
    total: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class DigestYear:
    """The digests of a year, newest first."""

    year: int
    months: tuple[Counted, ...]
    weeks: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """All weekly and monthly digests."""

    years: tuple[DigestYear, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A week or a month rolled up. `before` are counts of the period before, for comparison."""

    title: str
    kind: str
    span: str
    lines: tuple[BriefingLine, ...]
    lines_total: int
    sections_total: int
    before_total: int
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    statements: tuple[StatementView, ...]
    corrections: tuple[UpdateView, ...]
    parts: tuple[Counted, ...]
    back: Link
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The corrections log."""

    title: str
    back: Link | None
    changes: tuple[UpdateView, ...]
    periods: tuple[Counted, ...]
    total: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """A year or month of a chronology. `back` leads to the wider page; `total` counts the entries of the period."""

    title: str
    back: Link
    chronology: Chronology
    total: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the A–Z: where it is not the displayed one, `of` is that one; `kind` tells topic from person."""

    name: str
    uri: str
    of: str
    kind: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with a letter."""

    letter: str
    id: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class AlphabetPage:
    """Every term under each of its names, by letter: the way in that needs no search."""

    letters: tuple[Letter, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page: its facets as (id, label). What there is to find is in the index, newest year first."""

    facets: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    alphabet: Link
