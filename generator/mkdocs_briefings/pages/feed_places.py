"""Which pages have a feed beside them: home, positions, corrections, every term and every relation.

A page of a topic and a country has none: at ten thousand briefings they would be half of all feeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..labels import LISTS
from ..words import N_
from . import overview, periods
from .parts import Page, Parts
from .timeline import EVER

FEEDS = "feeds/"
OPML = f"{FEEDS}feeds.opml"
"""The page that lists all feeds, and the list as a file for feed readers."""

Key = tuple[str, ...]
"""A feed: its kind and the ids of its page, as `("relation", "EGY", "IRN")`."""

TERMS = ("topic", "country", "person", "organisation", "outlet", "series")
PAIRS = ("relation",)

KINDS = {
    "site": N_("The whole site"),
    "positions": N_("Positions"),
    "corrections": N_("Corrections"),
    **{kind: LISTS[kind] for kind in (*TERMS, "relation")},
}
"""The kinds of feeds, in the order of lists, and what a list calls each, to be translated."""


class FeedPlace(NamedTuple):
    """A feed in a list: the name and address of its page, its kind and the ids of its page."""

    title: str
    uri: str
    kind: str
    ids: tuple[str, ...] = ()


def feed_of(page: Page) -> Key | None:
    """The feed that stands beside a page; None for a page without one, as a year of a chronology."""
    if page.kind == "home":
        return ("site",)
    if page.kind in ("positions", "corrections"):
        return (page.kind,) if page.key == (EVER,) else None
    return (page.kind, *page.key) if page.kind in TERMS or page.kind in PAIRS else None


def feed_uris(parts: Parts) -> Iterator[FeedPlace]:
    """All feeds, kind by kind in the order of `KINDS`; terms by name, ties by id."""
    library, vocabulary = parts.library, parts.vocabulary
    yield FeedPlace(library.settings.site_name, "", "site")
    yield FeedPlace(parts.words.gettext("Positions"), overview.POSITIONS, "positions")
    yield FeedPlace(parts.words.gettext("Corrections"), overview.CORRECTIONS, "corrections")
    for kind in TERMS:
        ids = parts.countries if kind == "country" else vocabulary.terms[kind]
        for _, term_id in sorted((parts.sort_key(vocabulary.get(kind, one).name), one) for one in ids):
            yield FeedPlace(*parts.link(kind, term_id)[:2], kind, (term_id,))
    named = [(periods.owner(parts, "relation", *pair), pair) for pair in library.relations]
    for link, pair in sorted(named, key=lambda one: (parts.sort_key(one[0].name), one[1])):
        yield FeedPlace(*link[:2], "relation", pair)
