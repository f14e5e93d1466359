"""Dates of a list → its years and months that have pages, and counts over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from .. import urls
from ..dates import MONTHS, PartialDate, month_label
from ..views import Activity, Counted, Link, Neighbours

NEWEST = 30
"""How many entries a chronology shows before it leads to its years."""

YEAR_ENTRIES = 200
"""A year of more entries than this lists its months instead."""


def counted(pairs: Sequence[tuple[Link, int]]) -> tuple[Counted, ...]:
    """Links with counts, each with its share of the largest in per cent (at least 1)."""
    most = max((count for _, count in pairs), default=1) or 1
    return tuple(Counted(link, count, max(1, round(100 * count / most))) for link, count in pairs)


def years_of(uri: str, dates: Sequence[PartialDate]) -> tuple[Counted, ...]:
    """The years of a list with their counts, newest first; none where the newest entries are all there are."""
    return year_counts(uri, dates) if len(dates) > NEWEST else ()


def year_counts(uri: str, dates: Sequence[PartialDate]) -> tuple[Counted, ...]:
    """As `years_of`, for a list whose years always have pages."""
    counts = Counter(date.year for date in dates)
    return counted([(Link(str(year), urls.period(uri, year)), counts[year]) for year in sorted(counts, reverse=True)])


def months_of(uri: str, year: int, dates: Sequence[PartialDate]) -> tuple[Counted, ...]:
    """The months of a year with their counts, newest first; none where the year fits on one page."""
    months = Counter(date.month for date in dates if date.year == year)
    if sum(months.values()) <= YEAR_ENTRIES:
        return ()
    return counted(
        [
            (Link(month_label(year, month), urls.period(uri, year, month)), months[month])
            for month in sorted(months, reverse=True)
            if month
        ]
    )


def periods_of(dates: Sequence[PartialDate], always: bool = False) -> list[tuple[int, int]]:
    """The (year, month) of every period page of a list, month 0 for a whole year; newest first.

    A list that shows everything has none, unless its years are `always` there.
    """
    if len(dates) <= NEWEST and not always:
        return []
    years: dict[int, Counter] = defaultdict(Counter)
    for date in dates:
        years[date.year][date.month] += 1
    found = []
    for year in sorted(years, reverse=True):
        found.append((year, 0))
        if years[year].total() > YEAR_ENTRIES:
            found += [(year, month) for month in sorted(years[year], reverse=True) if month]
    return found


def in_period(things: Sequence, date_of: Callable[[object], PartialDate], year: int, month: int) -> list:
    """What the page of a period lists itself: a year that lists its months keeps what is dated by the year alone."""
    of_year = [thing for thing in things if date_of(thing).year == year]
    if month:
        return [thing for thing in of_year if date_of(thing).month == month]
    if len(of_year) > YEAR_ENTRIES:
        return [thing for thing in of_year if not date_of(thing).month]
    return of_year


def period_label(year: int, month: int) -> str:
    """`2023` or `October 2023`."""
    return month_label(year, month) if month else str(year)


def period_back(uri: str, name: str, year: int, month: int) -> Link:
    """From a year to the list it is of, from a month to its year."""
    return Link(str(year), urls.period(uri, year)) if month else Link(name, uri)


def period_neighbours(
    uri: str, dates: Sequence[PartialDate], year: int, month: int, always: bool = False
) -> Neighbours:
    """The years (or months) before and after one, of those that have a page."""
    same = [(y, m) for y, m in periods_of(dates, always) if bool(m) == bool(month)]
    at = same.index((year, month)) if (year, month) in same else None
    if at is None:
        return Neighbours(None, None)

    def link(place: int) -> Link | None:
        if not 0 <= place < len(same):
            return None
        return Link(period_label(*same[place]), urls.period(uri, *same[place]))

    return Neighbours(link(at + 1), link(at - 1))


def activity(dates: Iterable) -> Activity:
    """Counts per month, quarter or year, whichever keeps the chart to some forty bars."""
    firsts = [date.first for date in dates]
    if not firsts:
        return Activity((), "", "", "")
    low, high = min(firsts), max(firsts)
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    unit, size = ("month", 1) if months <= 36 else ("quarter", 3) if months <= 120 else ("year", 12)
    counts = Counter((day.year * 12 + day.month - 1) // size for day in firsts)
    slots = range(min(counts), max(counts) + 1)
    most = max(counts.values())
    bars = tuple((_slot_label(slot * size, unit), counts[slot], round(100 * counts[slot] / most)) for slot in slots)
    return Activity(bars, bars[0][0], bars[-1][0], unit)


def _slot_label(month: int, unit: str) -> str:
    year, index = divmod(month, 12)
    if unit == "year":
        return str(year)
    return f"{MONTHS[index][:3]} {year}" if unit == "month" else f"Q{index // 3 + 1} {year}"
