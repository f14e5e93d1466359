"""Where countries, or what only looks like one, stand in a text: the longest reading of every place wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .lexicon import TRAP, Place, words_of
from .matching import Matcher
from .words import Words, bare

_DASH = re.compile(r"\s*[-–—−/]\s*$")
# `TEHRAN, Oct. 2 (MNA) –`, `PARIS —`, `Geneva (AFP) -` at the beginning of a paragraph.
_DATELINE = re.compile(
    r"(?:\A|\n)[ \t]*(?P<place>[^\W\d_][^\n–—()\-:;!?\"“”]{1,40}?)"
    r"(?P<agency>[ \t]*\([^)\n]{2,40}\)|,[^–—\n]{3,30}?)?[ \t]*(?:[–—]|--?(?=\s))",
)


class Find(NamedTuple):
    """A place from one word to another, both included."""

    first: int
    last: int
    place: Place


def finds(words: Words, matcher: Matcher, hidden: Iterable[tuple[int, int]] = ()) -> list[Find]:
    """The places of a text in its order, none inside another; traps hide what they cover and are left out.

    `hidden` are further stretches of words, first and last, in which nothing counts.
    """
    found = [Find(*find) for find in matcher.find(words.row) if _fits(words, *find)]
    if not found:
        return []
    trap = Place(TRAP)
    found += [Find(first, last, trap) for first, last in hidden]
    found.sort(key=lambda find: (find.first, -find.last, find.place.kind != TRAP))
    kept: list[Find] = []
    end = -1
    for find in found:
        if find.last <= end or (find.first <= end and find.place.kind != TRAP):
            continue
        kept.append(find)
        end = max(end, find.last)
    datelines = _datelines(words)
    return [
        find
        for find in kept
        if find.place.kind != TRAP
        and not _is_outlet(words, find)
        and not any(begin <= words.starts[find.first] < stop for begin, stop in datelines)
    ]


def is_pair(words: Words, left: Find, right: Find) -> bool:
    """Whether two places are written as one pair: `Tehran–Cairo`."""
    return right.first == left.last + 1 and bool(_DASH.match(words.between(left.last)))


def _fits(words: Words, first: int, last: int, place: Place) -> bool:
    """Whether what was found is written as a name."""
    if place.acronym:
        return all(bare(word).isupper() for word in words.raw[first : last + 1])
    return not place.capital or words.capital(first)


def _is_outlet(words: Words, find: Find) -> bool:
    """Whether an outlet's word follows directly: `Russia Today`."""
    after = find.last + 1
    if after >= len(words) or words.between(find.last) != " " or words.forms[after] not in words_of("outlet_words"):
        return False
    if not words.capital(after) or words.raw[after].isupper() or words.title_case:
        return False
    further = words.forms[after + 1] if after + 1 < len(words) and words.between(after) == " " else ""
    return not (words.forms[after] in ("press", "news") and further in _NO_OUTLET)


_NO_OUTLET = frozenset(["conference", "briefing", "secretary", "release", "freedom", "law", "statement"])


def _datelines(words: Words) -> list[tuple[int, int]]:
    return list(_dateline_spans(words.text)) if "-" in words.text or "–" in words.text or "—" in words.text else []


def _dateline_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _DATELINE.finditer(text):
        place = match["place"].split(",")[0].strip()
        # In other letters and without an agency or a date it is a sentence: `Iran – the country …`.
        if place.isupper() or match["agency"]:
            yield match.span()
