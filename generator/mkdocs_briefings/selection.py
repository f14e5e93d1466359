"""Which pages a build makes, where a large archive is built in parts: those of some years, or those of none."""

from __future__ import annotations

import re
from dataclasses import dataclass

REST = "rest"
"""The word for pages that belong to no year: the home, lists, pages of terms."""

_PART = re.compile(r"([0-9]{4})(?:\s*-\s*([0-9]{4}))?")


@dataclass(frozen=True, slots=True)
class Selection:
    """Some years, and whether the pages of no year are among it; without `years` everything is."""

    years: frozenset[int] | None = None
    rest: bool = True

    @classmethod
    def parse(cls, text: str) -> Selection:
        """Read `2019-2021`, `2019, 2021`, `rest` or several of these with commas; "" means everything.

        Raises ValueError with what is wrong.
        """
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            return cls()
        years: set[int] = set()
        for part in parts:
            match = _PART.fullmatch(part)
            if part != REST and (not match or (match[2] and match[2] < match[1])):
                raise ValueError(f"{part!r} is no year, no span of years as 2019-2021, and not {REST!r}")
            if match:
                years.update(range(int(match[1]), int(match[2] or match[1]) + 1))
        return cls(frozenset(years), REST in parts)

    @property
    def partial(self) -> bool:
        """Whether anything is left out."""
        return self.years is not None

    def takes(self, year: int | None) -> bool:
        """Whether what belongs to a year, or to none, is in it."""
        if self.years is None:
            return True
        return self.rest if year is None else year in self.years
