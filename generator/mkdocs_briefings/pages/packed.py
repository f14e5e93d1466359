"""Which pages have a pack beside them, to be read offline: topics, countries and digests that have a section."""

from __future__ import annotations

from ..library import Item, Library
from ..views import Link
from ..words import N_
from .parts import Parts

HTML = "pack.html"
EPUB = "pack.epub"

KINDS = {"topic": (HTML, EPUB), "country": (HTML, EPUB), "digest": (EPUB,)}
"""The kinds of pages that have packs, and which. A digest is sent as mail; alone it needs no HTML file."""

_NAMES = {HTML: N_("One HTML file"), EPUB: N_("EPUB book")}


def sections_of(library: Library, kind: str, key: str) -> list[Item]:
    """The sections of a page's pack: newest first for a term, oldest first for a digest; none without packs."""
    if not library.settings.packs or kind not in KINDS:
        return []
    if kind == "digest":
        found = library.weeks.get(key) or library.months.get(key, [])
        return sorted(found, key=lambda item: (not item.date.full, item.date))
    return library.of("topic", key) if kind == "topic" else library.of_country.get(key, [])


def links(parts: Parts, kind: str, key: str, uri: str) -> tuple[Link, ...]:
    """The packs of a page, as it links to them."""
    names = KINDS[kind] if sections_of(parts.library, kind, key) else ()
    return tuple(Link(parts.words.gettext(_NAMES[name]), uri + name) for name in names)
