"""Which outside addresses a site has, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from ..dates import PartialDate
from ..document import Document, Mapping, Sequence
from ..library import Library
from ..locate import Places
from ..model import Briefing, Reference
from ..problem import Span
from ..web_address import without_fragment

SOURCE, ARCHIVED, LINK, OUTLET = "source", "archived", "link", "outlet"
"""What an address is to its place: a source, its archived copy, a link in a body, an outlet's home."""

_HREF = re.compile(r'<a href="([^"]*)"')


class Place(NamedTuple):
    """Where an address stands: what it is there, the id of the briefing or outlet, and the address as written.

    `number` is the source's, from 1. `day` is when a source was read, or is from, as far as that is known: the day
    whose archived copy is wanted. `archived` tells that the source has one.
    """

    kind: str
    owner: str
    written: str
    number: int = 0
    day: PartialDate | None = None
    archived: bool = False


def addresses(library: Library) -> dict[str, tuple[Place, ...]]:
    """The outside addresses of all that is public, without fragments, each with its places; in order.

    What is a draft or under embargo is no part of it: the record is committed, and asking an address tells its owner
    that somebody knows it.
    """
    found: dict[str, dict[Place, None]] = {}
    for place in _places(library):
        found.setdefault(without_fragment(place.written), {})[place] = None
    return {address: tuple(found[address]) for address in sorted(found)}


def _places(library: Library) -> Iterator[Place]:
    for briefing_id in sorted(library.briefings):
        one = library.briefings[briefing_id]
        yield from _of_sources(one)
        for section in library.texts(briefing_id).values():
            for href in _HREF.findall(section.html):
                address = unescape(href)
                if address.lower().startswith(("https:", "http:")):
                    yield Place(LINK, briefing_id, address)
    for outlet_id, outlet in sorted(library.vocabulary.terms["outlet"].items()):
        if outlet.url:
            yield Place(OUTLET, outlet_id, outlet.url)


def _of_sources(one: Briefing) -> Iterator[Place]:
    for number, source in enumerate(one.sources, 1):
        day = source.accessed or source.published or one.date
        yield Place(SOURCE, one.id, source.url, number, day, bool(source.archived))
        if source.archived:
            yield Place(ARCHIVED, one.id, source.archived, number)


def spans_in_briefing(document: Document, places: Iterable[Place]) -> dict[Place, Span]:
    """Where in a briefing's file places stand; the file's beginning for what is not found."""
    body = Places(document.path, document.body, document.body_line)
    found = {}
    for place in places:
        if place.kind == LINK:
            found[place] = body.reference(Reference(place.written, 0))
        else:
            found[place] = _source_span(document, place.number, "url" if place.kind == SOURCE else "archived")
    return found


def spans_in_outlets(path: str, front: Mapping | None, places: Iterable[Place]) -> dict[Place, Span]:
    """As `spans_in_briefing`, in the vocabulary's file of outlets."""
    found = {}
    for place in places:
        entry = front.entries.get(place.owner) if front is not None else None
        url = entry[1].entries.get("url") if entry and isinstance(entry[1], Mapping) else None
        found[place] = url[1].span if url else Span(path)
    return found


def source_entry(document: Document, number: int) -> Mapping | None:
    """The YAML of a source, counted from 1, as it stands in a briefing's front matter."""
    entry = document.front.entries.get("sources") if document.front is not None else None
    items = entry[1].items if entry and isinstance(entry[1], Sequence) else []
    node = items[number - 1] if 0 < number <= len(items) else None
    return node if isinstance(node, Mapping) else None


def _source_span(document: Document, number: int, key: str) -> Span:
    node = source_entry(document, number)
    return node.entries[key][1].span if node is not None and key in node.entries else Span(document.path)
