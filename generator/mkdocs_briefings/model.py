"""What a checked briefing and a checked vocabulary are: frozen data, references by id.

Country ids are ISO 3166-1 alpha-3 codes; all other ids are the keys and file stems that contributors write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from .dates import PartialDate
from .problem import Span

LEAD = "lead"
"""The id of the text before the first heading."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject; `parents` are ids of broader topics, `aliases` other names, `iptc` an IPTC Media Topic code."""

    id: str
    name: str
    description: str = ""
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    iptc: str = ""
    redirects_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A country: built-in data with what the house changes. `names` maps languages to CLDR's names."""

    id: str
    alpha2: str
    slug: str
    name: str
    names: dict[str, str] = field(hash=False)
    numeric: str = ""
    native: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    region: str = ""
    note: str = ""
    redirects_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A UN M49 region; `parent` is the code of the wider one, `names` maps languages to CLDR's names."""

    code: str
    slug: str
    name: str
    parent: str = ""
    names: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person held; `start` and `end` may be partial and are None where open or unknown."""

    title: str
    organisation: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None

    def held_on(self, day: date) -> bool:
        """Whether the role was held on a day; a partial start or end is read in the role's favour."""
        return (self.start is None or self.start.first <= day) and (self.end is None or day <= self.end.last)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a page. `native` is the name in its own script; `country` where they are from."""

    id: str
    name: str
    native: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    roles: tuple[Role, ...] = ()
    redirects_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that speaks or is spoken of; without `country` it is international."""

    id: str
    name: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    parent: str = ""
    redirects_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a source; `affiliation` says who stands behind it."""

    id: str
    name: str
    url: str = ""
    country: str = ""
    language: str = ""
    affiliation: str = ""
    note: str = ""
    redirects_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """An event that recurs, as a weekly press conference."""

    id: str
    name: str
    organisation: str = ""
    description: str = ""
    redirects_from: tuple[str, ...] = ()


class Speaker(NamedTuple):
    """Who speaks: `person` is an id, or "" for someone without a page, whose `name` and `role` stand here."""

    person: str = ""
    name: str = ""
    role: str = ""


class Source(NamedTuple):
    """One publication by an outlet; `via` is the outlet that reposted it."""

    outlet: str
    url: str
    via: str = ""
    title: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archived: str = ""
    language: str = ""


class Statement(NamedTuple):
    """One actor's position on one topic; exactly one of speaker, organisation and country is given.

    `speaker` is a `Speaker`; `source` a number from 1 into the briefing's sources, 0 where none is named;
    `shift` is the editor's word that it is a turn in position.
    """

    topic: str
    mode: str
    says: str
    speaker: Speaker | None = None
    organisation: str = ""
    country: str = ""
    original: str = ""
    original_language: str = ""
    source: int = 0
    date: PartialDate | None = None
    shift: bool = False


class Update(NamedTuple):
    """A change of a published briefing: kind `update`, `correction` or `minor`."""

    date: PartialDate
    kind: str
    note: str


class Text(NamedTuple):
    """The words of a section: `html` is safe, without the heading; `text` is all of it as plain text."""

    html: str
    text: str


class Section(NamedTuple):
    """One heading with all below it, or the lead, with the terms that route it.

    `topics` … `organisations` are the effective ones: own or inherited, then those of its statements.
    `excerpt` is its first paragraph as plain text, at most 240 characters; all its words are a `Text` apart. `date` is
    its own or the briefing's; `sources` numbers from 1, own ones only; `spoken_for` countries by role held.
    """

    id: str
    heading: str
    excerpt: str
    date: PartialDate
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    spoken_for: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    statements: tuple[Statement, ...] = ()
    redirects_from: tuple[str, ...] = ()
    own_date: bool = False


class Briefing(NamedTuple):
    """One event and our file about it. `path` is relative to mkdocs.yml; terms here are the front matter's own."""

    id: str
    path: str
    title: str
    date: PartialDate
    published: PartialDate
    format: str
    summary: str
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    speakers: tuple[Speaker, ...] = ()
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    place: str = ""
    authors: tuple[str, ...] = ()
    series: str = ""
    language: str = ""
    translations: tuple[str, ...] = ()
    status: str = "published"
    embargo: datetime | None = None
    updates: tuple[Update, ...] = ()
    redirects_from: tuple[str, ...] = ()

    def section(self, section_id: str) -> Section | None:
        """The section with an id, if there is one."""
        return next((section for section in self.sections if section.id == section_id), None)

    def is_public(self, now: datetime) -> bool:
        """Whether readers may see it at a moment: neither a draft nor under embargo."""
        return self.status != "draft" and (self.embargo is None or self.embargo <= now)


class Reference(NamedTuple):
    """An internal link, or the place of a picture, in a body: `target` is what was written.

    `nth` counts those of the same target from 0; where it stands is looked up (`locate`) when something is wrong.
    """

    target: str
    nth: int
    image: bool = False


class Link(NamedTuple):
    """An id or address in the front matter: `target` is what was written, `span` where."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site sets in mkdocs.yml. `licence` is the content's, with its address in `licence_url`.

    `site_url` is the site's address, needed wherever addresses have to be absolute: feeds, sitemap, citations.
    `tools` tells whether there are the pages that need the scripts of our own theme: the kit, the form. `guide` is the
    address of the site's guide for contributors, "" where it has none. `packs` asks for files to be read offline.
    `years` are those to build, where an archive is built in parts (see `selection`).
    `policy` is what pages may load and run (see `content_policy`), "" where the theme is not ours.
    """

    site_name: str = "Briefings"
    language: str = "en"
    licence: str = ""
    licence_url: str = ""
    search: bool = True
    tools: bool = True
    years: str = ""
    site_url: str = ""
    guide: str = ""
    packs: bool = False
    policy: str = ""


@lru_cache(maxsize=10_000)
def term_key(kind: str, term_id: str) -> tuple[str, str]:
    """A term as (kind, id): the same object each time, so that what is kept of all briefings is small."""
    return kind, term_id
