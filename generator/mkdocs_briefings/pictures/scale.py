"""Counts → at most five steps with limits that stay while counts grow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

STEPS = 5
"""How many shades there are: more cannot be told apart."""

_SPREAD = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Which of the five shades a scale of fewer steps uses."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps of counts: `limits` are the smallest count of each, `shades` numbers from 1 to 5, `open` whether more than
    one count falls into the last."""

    limits: tuple[int, ...]
    shades: tuple[int, ...]
    open: bool

    def shade(self, count: int) -> int:
        """The shade of a count, from 1 to 5; 0 for a count below 1."""
        place = bisect_right(self.limits, count)
        return self.shades[place - 1] if place else 0

    @property
    def labels(self) -> tuple[str, ...]:
        """Each step in figures: `1`, `2–3`, `4+`."""
        return self.labels_in(str)

    def labels_in(self, number: Callable[[int], str]) -> tuple[str, ...]:
        """The same in the digits that `number` gives."""
        names = []
        for first, after in zip(self.limits, self.limits[1:], strict=False):
            names.append(number(first) if after == first + 1 else f"{number(first)}–{number(after - 1)}")
        return (*names, f"{number(self.limits[-1])}{'+' if self.open else ''}") if self.limits else ()


def scale_of(most: int) -> Scale:
    """The scale for counts from 1 to `most`.

    Up to five, each number has a step. Beyond, the limits are the powers of the smallest whole number from 2 on that
    needs no more than five of them (1, 2, 4, 8, 16 up to 31; 1, 3, 9, 27, 81 up to 242). Counts of briefings spread
    over orders of magnitude, so equal steps would put all but one country into the first; quantiles would move
    with every briefing, powers move when the largest count passes one.
    """
    if most <= STEPS:
        limits = tuple(range(1, most + 1))
        return Scale(limits, _SPREAD[len(limits)], open=False)
    base = 2
    while base**STEPS <= most:
        base += 1
    limits = tuple(limit for power in range(STEPS) if (limit := base**power) <= most)
    return Scale(limits, _SPREAD[len(limits)], open=most > limits[-1])
