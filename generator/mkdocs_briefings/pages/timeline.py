"""Dates of a list → its years and months that have pages, and counts over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from .. import urls
from ..dates import PartialDate
from ..views import Activity, Counted, Link, Neighbours
from ..words import N_, Words

NEWEST = 30
"""How many entries a chronology shows before it leads to its years."""

YEAR_ENTRIES = 200
"""A year of more entries than this lists its months instead."""


def counted(pairs: Sequence[tuple[Link, int]]) -> tuple[Counted, ...]:
    """Links with counts, each with its share of the largest in per cent (at least 1)."""
    most = max((count for _, count in pairs), default=1) or 1
    return tuple(Counted(link, count, max(1, round(100 * count / most))) for link, count in pairs)


class Timeline:
    """A dated list with an address, newest first, and its years and months that have pages of their own.

    Things whose dates are equally ordered as the list; the years of a list that shows everything have no pages, unless
    they `always` have. Months are known by 0 where the date is a year alone.
    """

    def __init__(
        self,
        uri: str,
        name: str,
        things: Sequence,
        date_of: Callable[[object], PartialDate],
        words: Words,
        always: bool = False,
    ) -> None:
        self.uri, self.name, self.things, self._date_of, self._words = uri, name, things, date_of, words
        self.paged = always or len(things) > NEWEST
        self._years: dict[int, Sequence] = {}
        start, current = 0, None
        for at, thing in enumerate(things):
            year = date_of(thing).year
            if year != current:
                if current is not None:
                    self._years[current] = things[start:at]
                start, current = at, year
        if current is not None:
            self._years[current] = things[start:]
        self._months: dict[int, dict[int, list]] = {}

    def pages(self) -> list[tuple[int, int]]:
        """The (year, month) of every page, month 0 for a whole year; newest first."""
        found = []
        for year, of_year in self._years.items() if self.paged else ():
            found.append((year, 0))
            if len(of_year) > YEAR_ENTRIES:
                found += [(year, month) for month in self._by_month(year) if month]
        return found

    def of(self, year: int, month: int = 0) -> Sequence:
        """All things of a year or a month of it."""
        return self._by_month(year).get(month, ()) if month else self._years.get(year, ())

    def shown(self, year: int, month: int) -> Sequence:
        """What a page lists itself: a year that lists its months keeps what is dated by the year alone."""
        of_year = self._years.get(year, ())
        if not month and len(of_year) > YEAR_ENTRIES:
            return self._by_month(year).get(0, ())
        return self.of(year, month)

    def years(self) -> tuple[Counted, ...]:
        """The years with their counts, newest first; none where they have no pages."""
        if not self.paged:
            return ()
        return counted([(self._link(year, 0), len(of_year)) for year, of_year in self._years.items()])

    def months(self, year: int) -> tuple[Counted, ...]:
        """The months of a year with their counts, newest first; none where the year fits on one page."""
        if len(self._years.get(year, ())) <= YEAR_ENTRIES:
            return ()
        return counted([(self._link(year, month), len(of)) for month, of in self._by_month(year).items() if month])

    def back(self, year: int, month: int) -> Link:
        """From a year to the list it is of, from a month to its year."""
        return self._link(year, 0) if month else Link(self.name, self.uri)

    def neighbours(self, year: int, month: int) -> Neighbours:
        """The years (or months) before and after one, of those that have a page."""
        same = [page for page in self.pages() if bool(page[1]) == bool(month)]
        at = same.index((year, month))
        older = self._link(*same[at + 1]) if at + 1 < len(same) else None
        newer = self._link(*same[at - 1]) if at else None
        return Neighbours(older, newer)

    def _link(self, year: int, month: int) -> Link:
        return Link(self._words.period_label(year, month), urls.period(self.uri, year, month))

    def _by_month(self, year: int) -> dict[int, list]:
        """A year's things by month, newest month first, the year alone last."""
        found = self._months.get(year)
        if found is None:
            groups: dict[int, list] = defaultdict(list)
            for thing in self._years.get(year, ()):
                groups[self._date_of(thing).month].append(thing)
            found = self._months[year] = {month: groups[month] for month in sorted(groups, reverse=True)}
        return found


ACTIVITY_TITLES = {
    ("sections", "month"): N_("Sections per month"),
    ("sections", "quarter"): N_("Sections per quarter"),
    ("sections", "year"): N_("Sections per year"),
    ("briefings", "month"): N_("Briefings per month"),
    ("briefings", "quarter"): N_("Briefings per quarter"),
    ("briefings", "year"): N_("Briefings per year"),
}
"""What a chart is of, by what is counted and per what."""

COUNTED = {"sections": N_("Sections"), "briefings": N_("Briefings")}
UNITS = {"month": N_("Month"), "quarter": N_("Quarter"), "year": N_("Year")}
"""The heads of its table."""


def activity(dates: Iterable[PartialDate], words: Words, what: str = "sections") -> Activity:
    """Counts per month, quarter or year, whichever keeps the chart to some forty bars; `what` is counted."""
    firsts = [date.first for date in dates]
    if not firsts:
        return Activity("", "", "", Markup(), 0, (), 0, "", "", "")
    low, high = min(firsts), max(firsts)
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    unit, size = ("month", 1) if months <= 36 else ("quarter", 3) if months <= 120 else ("year", 12)
    counts = Counter((day.year * 12 + day.month - 1) // size for day in firsts)
    slots = range(min(counts), max(counts) + 1)
    most = max(counts.values())
    bars, rows = [], []
    title = words.gettext("%(period)s: %(count)s")
    for place, slot in enumerate(slots):
        if count := counts[slot]:
            label, height = _slot_label(slot * size, unit, words), max(1, round(100 * count / most))
            rows.append((label, count))
            # Numbers and names of months only: safe.
            bars.append(
                f'<rect x="{place * 10 + 1}" y="{100 - height}" width="8" height="{height}">'
                f"<title>{words.filled(title, {'period': label, 'count': count})}</title></rect>"
            )
    most_in = next(label for label, count in rows if count == most)
    return Activity(
        words.gettext(ACTIVITY_TITLES[what, unit]),
        words.gettext(COUNTED[what]),
        words.gettext(UNITS[unit]),
        Markup("".join(bars)),
        len(slots),
        tuple(rows),
        most,
        most_in,
        rows[0][0],
        rows[-1][0],
    )


def _slot_label(month: int, unit: str, words: Words) -> str:
    year, index = divmod(month, 12)
    if unit == "year":
        return words.number(year)
    return words.short_month_label(year, index + 1) if unit == "month" else words.quarter_label(year, index // 3 + 1)
