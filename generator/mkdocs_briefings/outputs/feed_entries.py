"""Entries of feeds: briefings, sections, statements and corrections, with their ids and dates.

When an entry is `updated`: with its briefing's `published`, and with each dated `update` or `correction` of it; a
`minor` one leaves it as it was. Ids are addresses with a `#fragment`, a public contract: they stay when words change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple
from urllib.parse import quote

from .. import urls
from ..library import Item, Said
from ..model import LEAD, Briefing, Section, Update
from ..pages import overview
from ..pages.parts import Parts
from . import atom, json_feed
from .feed_content import Contents
from .feed_model import Category, FeedEntry
from .xml_text import legible

KEPT = 12_000
"""How many entries are remembered, some 7 kB each."""

MOVING = frozenset(["update", "correction"])
"""The kinds of updates that make an entry new again for its readers."""


_FORMATS = {"atom": atom, "json": json_feed}


class Position(NamedTuple):
    """A statement; `nth` counts from 1 those of one actor on one topic in one section."""

    said: Said
    nth: int


class Correction(NamedTuple):
    """A correction of a briefing; `nth` counts from 1 those of one day."""

    briefing: Briefing
    update: Update
    nth: int


class Entries:
    """Makes entries from one library and remembers them, since a section stands in many feeds.

    `site_url` is the site's address; without one there are no feeds, for addresses in feeds are absolute. `changed`
    are the ids of the briefings that are not as they were when the feeds were made that are given to `reuse`.
    """

    def __init__(self, parts: Parts, site_url: str, changed: Collection[str] = frozenset(), kept: int = KEPT) -> None:
        self.parts, self.library = parts, parts.library
        self.home = f"{site_url.rstrip('/')}/" if site_url else ""
        self._contents = Contents(parts, self.home)
        self._changed = changed
        self._kept = kept
        self._old: dict[str, dict[bytes, bytes]] = {"atom": {}, "json": {}}
        self._entries: dict[tuple[str, ...], FeedEntry] = {}  # the one that was used last stands last
        self._categories: dict[tuple[str, str], Category] = {}

    def address(self, uri: str) -> str:
        """The absolute address of a page of the site."""
        return self._contents.address(uri)

    @cached_property
    def days(self) -> dict[str, int]:
        """For each listed briefing the day, as an ordinal, on which it last became new for readers."""
        return {briefing.id: _updated(briefing).toordinal() for briefing in self.library.listed}

    def reuse(self, old_atom: bytes, old_json: bytes) -> None:
        """Take entries from feeds of an earlier build, made with the same vocabulary and settings by this version.

        An entry comes from its briefing and these alone, so those of other briefings than `changed` are as they were.
        """
        self._old["atom"].update(atom.entries_in(old_atom))
        self._old["json"].update(json_feed.entries_in(old_json))

    # ids

    def briefing_id(self, briefing: Briefing) -> str:
        """The page of a briefing."""
        return self.address(urls.page("briefing", briefing.id))

    def section_id(self, item: Item) -> str:
        """The place of a section. A lead has `#lead`: the page's own address is the id of the whole briefing."""
        return f"{self.briefing_id(item.briefing)}#{_fragment(item.section.id)}"

    def position_id(self, position: Position) -> str:
        """A statement, by what does not change when its words do: section, actor, topic."""
        said, nth = position
        names = (said.item.briefing.id, said.item.section.id, *said.actor, said.statement.topic)
        return f"{self.address(overview.POSITIONS)}#{_fragment(*names, *_number(nth))}"

    def correction_id(self, correction: Correction) -> str:
        """A correction, by its briefing and day."""
        briefing, update, nth = correction
        return f"{self.address(overview.CORRECTIONS)}#{_fragment(briefing.id, update.date.iso, *_number(nth))}"

    # entries

    def briefing(self, briefing: Briefing) -> FeedEntry:
        """A whole briefing."""
        return self._once(("briefing", briefing.id), lambda: self._briefing(briefing))

    def section(self, item: Item) -> FeedEntry:
        """A section."""
        return self._once(("section", item.briefing.id, item.section.id), lambda: self._section(item))

    def _once(self, key: tuple[str, ...], make: Callable[[], FeedEntry]) -> FeedEntry:
        found = self._entries.pop(key, None) or make()
        self._entries[key] = found
        if len(self._entries) > self._kept:
            del self._entries[next(iter(self._entries))]
        return found

    def _briefing(self, briefing: Briefing) -> FeedEntry:
        about = self._about(briefing.sections)
        address = self.briefing_id(briefing)
        compose = partial(self._contents.briefing, briefing)
        return self._entry(briefing, address, address, briefing.title, briefing.summary, compose, about)

    def _section(self, item: Item) -> FeedEntry:
        briefing, section = item
        lead = section.id == LEAD
        return self._entry(
            briefing,
            self.section_id(item),
            self.address(urls.section(briefing.id, section.id)),
            briefing.title if lead else f"{section.heading} · {briefing.title}",
            section.excerpt or (briefing.summary if lead else ""),
            partial(self._contents.section, item),
            self._about([section]),
            section.date.iso,
        )

    def position(self, position: Position) -> FeedEntry:
        """A statement."""
        said = position.said
        briefing, section = said.item
        topic = said.statement.topic
        return self._entry(
            briefing,
            self.position_id(position),
            self.address(urls.section(briefing.id, section.id)),
            f"{self.parts.actor(said.actor).name} · {self.parts.link('topic', topic).name}",
            said.statement.says,
            partial(self._contents.statement, said),
            self._about([section._replace(topics=(topic,))]),
            said.date.iso,
        )

    def correction(self, correction: Correction) -> FeedEntry:
        """A correction, new on its own day."""
        briefing, update, _ = correction
        return self._entry(
            briefing,
            self.correction_id(correction),
            self.address(f"{urls.page('briefing', briefing.id)}#_updates"),
            self.parts.words.gettext("Correction · %(briefing)s", briefing=briefing.title),
            update.note,
            partial(self._contents.correction, briefing, update.note),
            self._about(briefing.sections),
            briefing.date.iso,
            update.date.first,
        )

    def _entry(
        self,
        briefing: Briefing,
        entry_id: str,
        url: str,
        title: str,
        summary: str,
        compose: Callable[[], str],
        about: tuple[Category, ...],
        happened: str = "",
        day: date | None = None,
    ) -> FeedEntry:
        entry = FeedEntry(
            id=entry_id,
            url=url,
            title=title,
            summary=summary,
            compose=compose,
            published=day or briefing.published.first,
            updated=day or _updated(briefing),
            happened=happened or briefing.date.iso,
            language=briefing.language or self.parts.language,
            authors=briefing.authors,
            categories=about,
        )
        if briefing.id not in self._changed:
            language = self.library.settings.language
            for form, module in _FORMATS.items():
                if known := self._old[form]:
                    entry.remember(form, language, known.get(module.written_id(entry_id)))
        return entry

    def _about(self, sections: Iterable[Section]) -> tuple[Category, ...]:
        """The topics and countries of sections, each once."""
        sections = tuple(sections)
        topics = dict.fromkeys(topic for section in sections for topic in section.topics)
        countries = dict.fromkeys(country for section in sections for country in section.countries)
        return (*(self._category("topic", t) for t in topics), *(self._category("country", c) for c in countries))

    def _category(self, kind: str, term_id: str) -> Category:
        found = self._categories.get((kind, term_id))
        if found is None:
            term = self.parts.vocabulary.get(kind, term_id)
            scheme = self.address(urls.collection(kind))
            found = Category(kind, term_id, getattr(term, "slug", term_id), term.name, scheme)
            self._categories[kind, term_id] = found
        return found


def _updated(briefing: Briefing) -> date:
    """When it was published, or last changed in a way that readers should know of."""
    changes = [update.date.first for update in briefing.updates if update.kind in MOVING]
    return max([briefing.published.first, *changes])


def _fragment(*names: str) -> str:
    """Names as one fragment of an address, parted by `/` (RFC 3986, 3.5)."""
    return "/".join(name if _PLAIN.fullmatch(name) else quote(legible(name), safe="-._~") for name in names)


_PLAIN = re.compile(r"[\w.~-]*", re.ASCII)


def _number(nth: int) -> tuple[str, ...]:
    return (str(nth),) if nth > 1 else ()


def positions(items: Iterable[Item]) -> list[Position]:
    """All statements of some sections, numbered in the order of the file."""
    found = []
    for item in items:
        seen: Counter = Counter()
        for statement in item.section.statements:
            said = Said(item, statement, statement.date or item.section.date)
            key = (said.actor, statement.topic)
            seen[key] += 1
            found.append(Position(said, seen[key]))
    return found


def corrections(briefings: Iterable[Briefing]) -> list[Correction]:
    """All corrections of some briefings, numbered in the order of the file."""
    found = []
    for briefing in briefings:
        seen: Counter = Counter()
        for update in briefing.updates:
            if update.kind == "correction":
                seen[update.date] += 1
                found.append(Correction(briefing, update, seen[update.date]))
    return found
