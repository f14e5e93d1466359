"""What a corpus is made of: briefings with their sections, and the terms of its vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; `parents` are ids of broader ones."""

    name: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a page; `offices` are (organisation, from, to), `to` None while it lasts."""

    name: str
    alias: str
    country: str
    offices: tuple[tuple[str, date, date | None], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An outlet, an organisation or a series; `of` is a country's code, for a series an organisation's id."""

    name: str
    of: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A position, held by a person of the vocabulary."""

    speaker: str
    topic: str
    mode: str
    says: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication by an outlet; `via` reposted it. The other keys may be empty."""

    outlet: str
    url: str
    via: str = ""
    title: str = ""
    published: str = ""
    archived: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section, or the lead, whose heading is empty and which has no terms of its own.

    `blocks` are Markdown; a link to another briefing is written `@id@`. `date` is a day or a month, "" for the
    briefing's day; `speakers` and `sources` (numbers from 1) are empty for the briefing's.
    """

    heading: str
    blocks: tuple[str, ...]
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    statements: tuple[Statement, ...] = ()
    date: str = ""

    @property
    def id(self) -> str:
        """The heading's id: its words are letters only."""
        return self.heading.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing; `sections` begin with the lead. `translates` is the id of the one it is a translation of."""

    number: int
    id: str
    date: date
    title: str
    summary: str
    format: str
    speakers: tuple[str, ...]
    countries: tuple[str, ...]
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    guest: str = ""
    series: str = ""
    place: str = ""
    author: str = ""
    language: str = ""
    translates: str = ""
    withdrawn: bool = False
    updates: tuple[tuple[date, str, str], ...] = ()

    @property
    def listed(self) -> bool:
        """Whether lists show it: translations and withdrawn ones have a page and are in no list."""
        return not self.withdrawn and not self.translates

    def body(self, link) -> str:
        """The text in Markdown; `link` gives the address of another briefing by its id."""
        parts = []
        for section in self.sections:
            parts += [f"## {section.heading}"] if section.heading else []
            parts += section.blocks
        pieces = "\n\n".join(parts).split("@")
        pieces[1::2] = [link(target) for target in pieces[1::2]]
        return "".join(pieces) + "\n"
