"""What templates see: one documented dataclass for each page kind; what they are made of is in `views`.

Nothing is left for a template to sort, group or count. `tests/test_contexts.py` holds each class against its template.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .dates import PartialDate
from .views import (
    Activity,
    BriefingLine,
    Chronology,
    CitationView,
    Compared,
    Counted,
    Day,
    DigestYear,
    FeedGroup,
    FileDoc,
    Group,
    Highlights,
    Letter,
    Link,
    Neighbours,
    Position,
    PositionRow,
    RoleView,
    SectionView,
    Some,
    SourceView,
    SpeakerView,
    StatementView,
    TermGroup,
    Terms,
    TopicNode,
    UpdateView,
)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home below the site's own words: the latest digest, activity and ways in. `picture` is the world map."""

    latest: tuple[BriefingLine, ...]
    digest: Link | None
    digest_sections: int
    digest_topics: tuple[Counted, ...]
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    people: tuple[Counted, ...]
    relations: tuple[Counted, ...]
    activity: Activity
    picture: Markup
    corrections: tuple[UpdateView, ...]
    briefings_total: int
    sections_total: int
    sources_total: int


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """One briefing whole. `language` is that of its words, a BCP 47 tag."""

    title: str
    language: str
    summary: str
    format: str
    date: PartialDate
    published: PartialDate
    place: str
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
    citation: CitationView


@dataclass(frozen=True, slots=True)
class BriefingsPage:
    """A list of briefings: the newest of all, or those of a period. `back` leads to the wider list.

    Lines of a `brief` list have no summary.
    """

    title: str
    back: Link | None
    neighbours: Neighbours
    lines: tuple[BriefingLine, ...]
    brief: bool
    periods: tuple[Counted, ...]
    activity: Activity
    total: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """The topic tree, `whole` or so far as it fits on a page. `picture` is the matrix of topics and countries."""

    tree: tuple[TopicNode, ...]
    whole: bool
    picture: Markup
    total: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: its place in the tree, its chronology from sections, and what it goes with.

    `children_more` narrower topics are not named. `packs` are the files to be read offline, where the site has them; so
    on other pages.
    """

    title: str
    description: str
    aliases: tuple[str, ...]
    iptc: str
    parents: tuple[Link, ...]
    children: tuple[Counted, ...]
    children_more: int
    chronology: Chronology
    activity: Activity
    countries: tuple[Counted, ...]
    related: tuple[Counted, ...]
    speakers: tuple[Counted, ...]
    positions: tuple[Position, ...]
    packs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CountriesPage:
    """Countries by region. `picture` is the world map."""

    picture: Markup
    regions: tuple[Group, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountryPage:
    """A country: what is about it, also about it, and what was said in its name.

    `all_relations` leads to those that are not among `relations`, where there are more.
    """

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
    positions: tuple[Position, ...]
    activity: Activity
    topics: tuple[Counted, ...]
    relations: tuple[Counted, ...]
    all_relations: Link | None
    people: tuple[Counted, ...]
    organisations: Some
    outlets: Some
    packs: tuple[Link, ...]


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
    """The most active relations, of `total` that have a page. `picture` is the network of the strongest.

    `countries` lead to where all of a country's are; there are none where all relations are on the page.
    """

    picture: Markup
    relations: tuple[Counted, ...]
    countries: tuple[Counted, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountryRelationsPage:
    """All relations of a country that have a page, each named by the other country."""

    title: str
    country: Link
    relations: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person: dated roles, what they said, where they are spoken of. `positions_total` counts topics."""

    title: str
    native: str
    aliases: tuple[str, ...]
    country: Link | None
    roles: tuple[RoleView, ...]
    positions: tuple[Position, ...]
    positions_total: int
    chronology: Chronology
    activity: Activity
    topics: tuple[Counted, ...]
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation: its place among others, its people, its positions.

    `people` are those who came to office last; `people_more` are not named.
    """

    title: str
    acronym: str
    aliases: tuple[str, ...]
    country: Link | None
    parent: Link | None
    children: Some
    people: tuple[tuple[Link, RoleView], ...]
    people_more: int
    series: tuple[Link, ...]
    positions: tuple[Position, ...]
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
class TermsPage:
    """All people, organisations, outlets or series, of `total`; where they are too many the most active."""

    title: str
    intro: str
    groups: tuple[TermGroup, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """Who holds which position: a table of the most active actors and topics, and the newest statements.

    `picture` shows who spoke on what. Pages of a period have neither table nor picture.
    """

    title: str
    back: Link | None
    topics: tuple[Link, ...]
    rows: tuple[PositionRow, ...]
    picture: Markup
    statements: tuple[StatementView, ...]
    periods: tuple[Counted, ...]
    total: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class DigestsPage:
    """All monthly digests, and the weekly ones of the newest years; `whole` where these are all."""

    years: tuple[DigestYear, ...]
    whole: bool
    total: int


@dataclass(frozen=True, slots=True)
class DigestPage:
    """Some days rolled up: a week, a month, or what `briefings digest` was asked for.

    `scope` are the terms that it is limited to. `lede` says how much there is, `cut_off` up to which day it tells (None
    where it holds nothing), `compared` what topics and countries are compared with. `statements` are those that no
    highlight shows.
    """

    title: str
    kind: str
    span: str
    scope: tuple[Link, ...]
    lede: str
    cut_off: PartialDate | None
    highlights: Highlights
    days: tuple[Day, ...]
    topics: tuple[Compared, ...]
    countries: tuple[Compared, ...]
    compared: str
    statements: tuple[StatementView, ...]
    corrections: tuple[UpdateView, ...]
    parts: tuple[Counted, ...]
    back: Link
    neighbours: Neighbours
    packs: tuple[Link, ...]


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
    """A period of a chronology. `back` leads to the wider page; `total` counts the entries of the period."""

    title: str
    back: Link
    chronology: Chronology
    total: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class AlphabetPage:
    """Every term under each of its names, by letter: the way in that needs no search.

    Where there are many names, those that begin alike are on pages of their own, which `beginnings` lead to and `back`
    leads from.
    """

    title: str
    back: Link | None
    beginnings: tuple[Counted, ...]
    letters: tuple[Letter, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page: its facets as (id, label). What there is to find is in the index, newest shard first."""

    facets: tuple[tuple[str, str], ...]
    shards: tuple[str, ...]
    alphabet: Link


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """All feeds by kind, and the list of them as OPML; `total` is 0 where the site has no address."""

    groups: tuple[FeedGroup, ...]
    opml: Link
    total: int


@dataclass(frozen=True, slots=True)
class DataPage:
    """The files of the data with every field, notes for their readers in paragraphs, and the licence."""

    files: tuple[FileDoc, ...]
    notes: tuple[str, ...]
    schema: Link
    licence: Link | None


@dataclass(frozen=True, slots=True)
class KitPage:
    """The page of the briefing kit: where there are sections to collect. `search` is None where there is none."""

    briefings: Link
    search: Link | None


@dataclass(frozen=True, slots=True)
class ContributePage:
    """The page of the contribution form. What stands in the HTML is the way by hand.

    `path` is where an example's file would be, `example` the least of its text; `schema` describes all keys, `guide`
    is the site's own guide for contributors, None where it has none.
    """

    path: str
    example: str
    schema: Link
    guide: Link | None
