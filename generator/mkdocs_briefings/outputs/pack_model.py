"""What a pack holds, whatever its form: a head, and chapters of sections."""

from __future__ import annotations

from dataclasses import dataclass

from ..dates import PartialDate
from ..model import Settings
from ..words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in a pack: `id` is its place there, `html` its words with statements and sources, safe."""

    id: str
    heading: str
    date: PartialDate
    html: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections under a title: a year of a term, a day of a digest."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds, whatever its form. `address` is that of its page; `opening` safe HTML that stands first."""

    label: str
    title: str
    description: str
    address: str
    settings: Settings
    words: Words
    cut_off: PartialDate
    briefings: int
    chapters: tuple[Chapter, ...]
    opening: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All sections, in order."""
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)
