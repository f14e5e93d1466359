"""The parts that page contexts are made of: links, entries, chronologies, positions.

Texts are plain and escaped where they are put out; `Markup` fields hold safe HTML. URIs are relative to the site's root
(`urls`); templates turn them into links with the filters `url` and `link`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from .dates import PartialDate


class Link(NamedTuple):
    """A name that leads somewhere; without `uri` it is only a name.

    `language` is a BCP 47 tag where the name is in another language than the site's.
    """

    name: str
    uri: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a number and its share of the largest in the list, in per cent (for a bar)."""

    link: Link
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Some:
    """Links to some things of a list, and how many `more` there are."""

    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class About:
    """What a section is about: `about` is the primary country (or None), `also` the others."""

    about: Link | None
    also: tuple[Link, ...]
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Terms(About):
    """All terms of a section: those that it is about, and others, which lists do not show."""

    people: tuple[Link, ...]
    organisations: tuple[Link, ...]
    spoken_for: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chronology: a section, or for a lead its briefing.

    `briefing` is None where the entry is the lead itself. `published` is the day it was put here, `changed` that of the
    briefing's newest addition or correction, None where there is none.
    """

    link: Link
    date: PartialDate
    excerpt: str
    briefing: Link | None
    format: str
    sources: int
    terms: About
    language: str
    direction: str
    published: PartialDate
    changed: PartialDate | None


class Listed(NamedTuple):
    """An entry on a page: `key` tells it from all others, `roles` say how the page's term stands in it.

    Roles are "about", "also about", "speaking for it", "speaking", "mentioned". `view` makes the `Entry`, which most
    pages need not do: it looks the same wherever it is listed, and is rendered once. A `brief` one shows no
    excerpt and no terms.
    """

    key: tuple[str, str]
    roles: tuple[str, ...]
    view: Callable[[], Entry]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month under its label."""

    label: str
    entries: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """A dated list, newest first: its newest entries by month, and links to all its periods where there are more."""

    months: tuple[Month, ...]
    periods: tuple[Counted, ...]
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts over time for a small chart, oldest first.

    `title` says what is counted, and per what; `what` and `unit` say each alone. `bars` are SVG rectangles of a width
    of 8 in steps of 10 and at most 100 high, each with its title; `slots` is how many steps there are. `rows` are the
    same figures as (period, count); periods without any are in neither. `most` is the largest count, `most_in` its
    first period; `first` and `last` are periods too.
    """

    title: str
    what: str
    unit: str
    bars: Markup
    slots: int
    rows: tuple[tuple[str, int], ...]
    most: int
    most_in: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who speaks: a link where they have a page, and the role held on the day."""

    link: Link
    role: str


class Before(NamedTuple):
    """What the same actor said on the topic on the last day before: `link` is named by the date and leads there.

    `language` is that of the words, a BCP 47 tag.
    """

    link: Link
    mode: str
    says: str
    language: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement: who, on what, in which words, where from, and what the same actor said on it before.

    `shift` is the editor's word that it is a turn in position; only then are the words of `before` shown. `language` is
    that of the words, a BCP 47 tag.
    """

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
    before: Before | None
    shift: bool
    language: str


@dataclass(frozen=True, slots=True)
class Position:
    """What one actor said on one topic: the latest statement, and those before it, newest first.

    `earlier` are the newest of these and further turns in position, of `earlier_total`; `turns` counts all turns among
    them.
    """

    latest: StatementView
    earlier: tuple[StatementView, ...]
    earlier_total: int
    turns: int


@dataclass(frozen=True, slots=True)
class PositionCell:
    """An actor's latest statement on a topic in a table: `says`, and `before` where it is a turn, are cut short."""

    topic: Link
    latest: StatementView
    says: str
    before: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """An actor's row in the table of positions, a cell for each topic, None where nothing was said.

    `history` are the newest of the actor's `total` statements on any topic, and none where the cells have them all.
    `more` leads to the place on the actor's page where positions are.
    """

    actor: Link
    cells: tuple[PositionCell | None, ...]
    history: tuple[StatementView, ...]
    total: int
    more: Link | None


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
    dead: PartialDate | None


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A change of a briefing, with the briefing where the list is of many; `name` is what its kind is called."""

    date: PartialDate
    kind: str
    name: str
    note: str
    language: str
    briefing: Link


@dataclass(frozen=True, slots=True)
class CitationPart:
    """A piece of a citation; an `isolated` one is of any script, so what stands around it keeps its direction."""

    text: str
    isolated: bool


@dataclass(frozen=True, slots=True)
class CitationView:
    """How to cite a briefing or a section: its `key` in the files beside the page, and the words."""

    key: str
    parts: tuple[CitationPart, ...]


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
    citation: CitationView | None


@dataclass(frozen=True, slots=True)
class RoleView:
    """An office with its dates as text ("June 2022 – August 2024")."""

    title: str
    organisation: Link | None
    country: Link | None
    dates: str


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing in a list of briefings; `published` and `changed` as an entry has them."""

    link: Link
    date: PartialDate
    summary: str
    format: str
    sections: int
    countries: tuple[Link, ...]
    language: str
    direction: str
    published: PartialDate
    changed: PartialDate | None


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
class DigestYear:
    """The digests of a year, newest first."""

    year: int
    months: tuple[Counted, ...]
    weeks: tuple[Counted, ...]


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
class FieldRow:
    """A field on the page of the data: `always` tells that it has a value in every record."""

    name: str
    type: str
    doc: str
    always: bool


@dataclass(frozen=True, slots=True)
class FieldTable:
    """A record on the page: `name` is "" for what a file begins with."""

    name: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class FileDoc:
    """A file on the page: its address, what it is, the parts by year as addresses, the fields of its records.

    `schema` is the address of its JSON Schema, "" for CSV. Tables that an earlier file has already are not repeated.
    """

    name: str
    uri: str
    title: str
    doc: str
    schema: str
    years: tuple[tuple[str, str], ...]
    tables: tuple[FieldTable, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """The feeds of a kind on the page of feeds; `links` lead to their pages, left out where they are too many."""

    name: str
    id: str
    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A link with its number and that of the period before, and the difference in words.

    `share` and `before_share` are per cent of the largest number in the list, for two bars.
    """

    link: Link
    count: int
    share: int
    before_share: int
    difference: str


@dataclass(frozen=True, slots=True)
class Highlights:
    """What a digest puts first: turns in position, terms that are new to the site, words on what was most active."""

    turns: tuple[StatementView, ...]
    topics: tuple[Counted, ...]
    relations: tuple[Counted, ...]
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """A briefing on a day of a digest, with its sections of that day; the summary stands where it comes first."""

    link: Link
    format: str
    summary: str
    sections: tuple[Link, ...]
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a digest; `more` briefings that are not shown are on the page `all`."""

    date: PartialDate
    label: str
    lines: tuple[DayLine, ...]
    more: int
    all: Link
