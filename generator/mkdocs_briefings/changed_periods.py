"""Which pages of a list's years, months and days a change touches, and which of them there were."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from .dates import PartialDate
from .pages.timeline import Period

T = TypeVar("T")


def below(addresses: Sequence[str], uri: str) -> list[str]:
    """The addresses, of all in order, that begin with one."""
    first = bisect_left(addresses, uri)
    return list(addresses[first : bisect_left(addresses, uri[:-1] + "0", first)])  # "0" comes next after "/"


def periods_at(addresses: Iterable[str], uri: str) -> set[Period]:
    """The periods of the list at `uri` whose pages are among the addresses below it."""
    parts = (address[len(uri) :].split("/")[:-1] for address in addresses)
    return {tuple(map(int, names)) for names in parts if names and all(name.isdigit() for name in names)}


def changed_periods(old: set[Period], now: Sequence[Period], dates: Iterable[PartialDate]) -> list[Period]:
    """Of a list's periods that have pages those to make again.

    They are those of the dates that changed; where some come or go, also those that lead to them: the wider one, and
    those before and after.
    """
    different = old.symmetric_difference(now)
    chosen = {date[:length] for date in dates for length in (1, 2, 3)}
    chosen |= different | {period[:-1] for period in different}
    for length in {len(period) for period in different}:
        of_length = [period for period in different if len(period) == length]
        chosen.update(beside(of_length, [period for period in now if len(period) == length]))
    return [period for period in now if period in chosen]


def beside(things: Iterable[T], now: Iterable[T]) -> Iterator[T]:
    """Of those there are now the ones where others come or go, and those before and after: their pages name them.

    They sort as their dates do.
    """
    ordered = sorted(now)
    for one in things:
        at = bisect_left(ordered, one)
        yield from ordered[max(0, at - 1) : at + 2]
