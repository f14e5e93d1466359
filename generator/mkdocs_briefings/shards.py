"""How the search index is cut into shards: one for each year, and for shorter times where a year has very much.

A change has its shard made again, which takes time and memory as the shard has sections; a reader loads them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate, pairwise

from .dates import PartialDate
from .library import Item

SECTIONS = 2_500
"""A year of more sections is cut in two; where a half has more, in quarters, and then in months, but no further."""

_FORMS = {1: "{year}", 2: "{year}-h{part}", 4: "{year}-q{part}", 12: "{year}-{part:02}"}
"""The names of shards, by the number of those of a year."""


class Shards:
    """The shards of some sections, and which of them a date belongs to."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Cut up sections that are newest first."""
        items = list(items)
        months: dict[int, Counter[int]] = defaultdict(Counter)
        for item in items:
            months[item.date.year][item.date.first.month] += 1
        self._parts = {year: next((n for n in _FORMS if _most(of, n) <= SECTIONS), 12) for year, of in months.items()}
        self.items: dict[str, list[Item]] = {}
        found = defaultdict(list)
        for item in items:
            found[self.of(item.date)].append(item)
        for name in sorted(found, reverse=True):
            self.items[name] = found[name][::-1]

    def of(self, date: PartialDate) -> str | None:
        """The name of the shard that sections of a date are in; None where the year has no section."""
        parts = self._parts.get(date.year)
        if parts is None:
            return None
        return _FORMS[parts].format(year=date.year, part=(date.first.month - 1) * parts // 12 + 1)


def year_of(name: str) -> int:
    """The year of a shard."""
    return int(name.partition("-")[0])


def is_shard(name: str) -> bool:
    """Whether a folder of the search page is a shard's."""
    return name.partition("-")[0].isdigit()


def _most(months: Counter[int], parts: int) -> int:
    """How many sections the largest of so many parts of a year has."""
    ends = [*accumulate((months[month] for month in range(1, 13)), initial=0)][:: 12 // parts]
    return max(end - begin for begin, end in pairwise(ends))
