"""Did you mean …: the word of many that is nearest to what was written, at a cost that no input can drive up.

Few words are compared one by one (Ratcliff and Obershelp's measure, `difflib`). Of many only those are compared that
share most pairs of letters with what was written, which an index of the pairs finds without looking at the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 200
"""No word, id, name or path that somebody misspelt is longer, in characters."""

FEW, SHORT = 300, 40
"""So many words are compared one by one with what was written, if that is as short as this."""

COMPARED = 40
"""So many of those that share most pairs of letters are compared."""

_COMMON = 2000
"""A pair of letters that so many words have tells nothing."""


class Nearest:
    """The words that may have been meant, in an order that decides between equally near ones."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(dict.fromkeys(word for word in words if len(word) <= LONGEST))
        self._by_pair: dict[str, list[int]] = {}

    def find(self, written: str, cutoff: float, but: str = "") -> str | None:
        """The nearest word, if it is as near as `cutoff`: 1 is the same, 0 nothing in common; never the word `but`."""
        if not written or len(written) > LONGEST:
            return None
        few = len(self.words) <= FEW and len(written) <= SHORT
        words = self.words if few else self._sharing(written)
        return next(iter(get_close_matches(written, [word for word in words if word != but], 1, cutoff)), None)

    def _sharing(self, written: str) -> list[str]:
        """The words that share most pairs of letters with what was written."""
        if not self._by_pair:
            found: dict[str, list[int]] = defaultdict(list)
            for number, word in enumerate(self.words):
                for pair in _pairs(word):
                    if len(numbers := found[pair]) < _COMMON:
                        numbers.append(number)
            self._by_pair = dict(found)
        shared: Counter[int] = Counter()
        for pair in _pairs(written):
            numbers = self._by_pair.get(pair, ())
            if len(numbers) < _COMMON:
                shared.update(numbers)
        best = sorted(shared.items(), key=lambda one: (-one[1], abs(len(self.words[one[0]]) - len(written)), one[0]))
        return [self.words[number] for number, _ in best[:COMPARED]]


def _pairs(word: str) -> set[str]:
    """Pairs of neighbouring letters, with a mark for both ends."""
    marked = f"\x02{word}\x03"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}
