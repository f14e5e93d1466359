"""Which pages appear, change, move and vanish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .. import urls
from ..changes import decide
from ..differences import changed_briefings, marked_otherwise
from ..outputs.redirects import redirects
from ..pages import Page
from ..vocabulary_changes import VocabularyChange, compare
from .facts import PageFact, Pages
from .sides import PUBLISHED, Side, is_hidden

MOST_COMPARED = 2_000
"""How many pages are made twice and compared, the most important first: some ten a second of each process, at worst."""

PARALLEL = 60
"""From so many pages on, the two sides are made at the same time."""

OF_THINGS = ("briefing", "topic", "country", "person", "organisation", "outlet", "series", "ordinary")
"""The kinds of pages that are of one thing: their addresses are cited, and are not to be lost."""

IMPORTANCE = (
    *OF_THINGS,
    "topic-country", "relation", "home", "positions", "corrections", "briefings", "digest", "topics", "countries",
    "terms", "relations", "country-relations", "digests", "a-z", "feeds", "data", "search", "kit", "contribute",
    "series-period", "period",
)  # fmt: skip
"""The kinds of pages in the order in which they are shown."""

One = TypeVar("One")
Result = TypeVar("Result")
InParallel = Callable[[Callable[[One], Result], Sequence[One]], Iterable[Result]]
"""`map`, or what does the same in several processes."""


@dataclass(frozen=True)
class Difference:
    """Which briefings differ: in what lists show of them (`listed`), or in their words alone (`words`), by id."""

    listed: frozenset[str]
    words: frozenset[str]
    terms: VocabularyChange

    @classmethod
    def between(cls, old: Side, new: Side) -> Difference:
        """What differs between two sides."""
        change = compare(old.library.vocabulary, new.library.vocabulary)
        listed = changed_briefings(old.library, new.library)
        both = new.library.briefings.keys() & old.library.briefings.keys()
        written = {one for one in both if old.digests[one] != new.digests[one]}
        return cls(frozenset(listed), frozenset(written - listed), change)


def compare_pages(old: Side, new: Side, touched: Iterable[Page], in_parallel: InParallel = map) -> Pages:
    """The pages that differ, of those that can, but for those of briefings that are not named."""
    before, now = old.pages.keys() | old.ordinary.keys(), new.pages.keys() | new.ordinary.keys()
    targets = dict(redirects(new.library, sorted(now)))
    gone = [fact for uri in before - now if (fact := _fact(old, new, old, uri))]
    both = [page for page in touched if page.uri in old.pages and page.uri in new.pages]
    both.sort(key=lambda page: (_rank(page.kind), page.uri))
    compared = both[:MOST_COMPARED]
    uris = [page.uri for page in compared]
    spread = in_parallel if len(uris) >= PARALLEL else map
    sides = (old, new)  # inherited by other processes, not sent to them
    texts = spread(lambda at: [_digest(sides[at].markdown(uri)) for uri in uris], (0, 1))
    changed = {uri for uri, one, other in zip(uris, *texts, strict=True) if one != other}
    changed |= {uri for uri in old.ordinary.keys() & new.ordinary.keys() if old.ordinary[uri] != new.ordinary[uri]}
    return Pages(
        appear=_in_order(fact for uri in now - before if (fact := _fact(old, new, new, uri))),
        change=_in_order(fact for uri in changed if (fact := _fact(old, new, new, uri))),
        move=_in_order(_moved(old, new, fact, targets[fact.uri]) for fact in gone if fact.uri in targets),
        vanish=_in_order(fact for fact in gone if fact.uri not in targets),
        uncompared=len(both) - len(compared),
    )


def touched_pages(old: Side, new: Side, difference: Difference) -> list[Page]:
    """The pages of the new side that the change can touch: more than it does, never fewer."""
    change, words = difference.terms, set(difference.words)
    words |= marked_otherwise(old.library.dead, new.library.dead, new.library)
    files = (*old.files.values(), *new.files.values())
    return list(decide(old.parts, new.parts, files, change, words, old.pages).plan.pages.values())


def _fact(old: Side, new: Side, side: Side, uri: str) -> PageFact | None:
    """What is said of a page of one of the sides; None where it is the page of a briefing that is not named."""
    page = side.pages.get(uri)
    if page is None:
        return PageFact(uri, "ordinary")
    if page.kind == "briefing" and is_hidden(old, new, page.key[0]):
        return None
    return PageFact(uri, page.kind, side.title(page))


def _moved(old: Side, new: Side, fact: PageFact, target: str) -> PageFact:
    """A page that leads on, and where to; that is not said where it leads to a briefing that is not named."""
    briefing = urls.briefing_of(target)
    return PageFact(fact.uri, fact.kind, fact.title, "" if briefing and is_hidden(old, new, briefing) else target)


def _in_order(facts: Iterable[PageFact]) -> tuple[PageFact, ...]:
    return tuple(sorted(facts, key=lambda fact: (_rank(fact.kind), fact.uri)))


_RANKS: Mapping[str, int] = {kind: rank for rank, kind in enumerate(IMPORTANCE)}


def _rank(kind: str) -> int:
    return _RANKS.get(kind, len(IMPORTANCE))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def published(old: Side, new: Side) -> list[str]:
    """The briefings that are published on both sides, in order."""
    return sorted(one for one in new.files if new.state(one) == PUBLISHED == old.state(one))
