"""Many names looked for at once: a thin cover over the Aho-Corasick automaton of `ahocorasick_rs`.

The time for a text does not grow with the number of names, so the whole vocabulary is looked for in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from .words import Row


class Matcher:
    """Finds patterns in the words of a text; a pattern (see `words.key`) may stand for several values."""

    def __init__(self, entries: Iterable[tuple[str, object]], combine: Callable[[list], object] = tuple) -> None:
        """Take (pattern, value) pairs without empty patterns; `combine` makes one value of a pattern's several."""
        values: dict[str, dict] = {}
        for pattern, value in entries:
            if pattern:
                values.setdefault(pattern, {})[value] = None
        self._patterns = list(values)
        self._values = [combine(list(found)) for found in values.values()]
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard) if self._patterns else None

    def find(self, row: Row) -> Iterator[tuple[int, int, object]]:
        """Every place of every pattern in a row, as (first word, last word, value); overlapping ones too."""
        if self._automaton is None:
            return
        for number, start, end in self._automaton.find_matches_as_indexes(row.joined, overlapping=True):
            first, last = row.span(start, end)
            yield first, last, self._values[number]
