"""Dates of a list → its years, months and days that have pages, and counts over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from markupsafe import Markup

from .. import urls
from ..dates import PartialDate
from ..views import Activity, Counted, Link, Neighbours
from ..words import N_, Words

NEWEST = 30
"""How many entries a chronology shows before it leads to its years."""

MOST_ENTRIES = 200
"""A year of more entries than this lists its months instead, and such a month its days."""

DETAILED = 100
"""A page of more entries than this gives their titles alone."""

Period = tuple[int, ...]
"""A year, a month or a day: `(2023,)`, `(2023, 10)`, `(2023, 10, 2)`; `()` for all time."""

EVER: Period = ()


def counted(pairs: Sequence[tuple[Link, int]]) -> tuple[Counted, ...]:
    """Links with counts, each with its share of the largest in per cent (at least 1)."""
    most = max((count for _, count in pairs), default=1) or 1
    return tuple(Counted(link, count, max(1, round(100 * count / most))) for link, count in pairs)


class Timeline:
    """A dated list with an address, newest first, and its periods that have pages of their own.

    Things whose dates are equally ordered as the list; the years of a list that shows everything have no pages, unless
    they `always` have. A year or month of more than `most` things leads on to what it is made of, and keeps what is
    dated by it alone.
    """

    def __init__(
        self,
        uri: str,
        name: str,
        things: Sequence,
        date_of: Callable[[object], PartialDate],
        words: Words,
        always: bool = False,
        most: int = MOST_ENTRIES,
    ) -> None:
        self.uri, self.name, self.things, self._date_of, self._words = uri, name, things, date_of, words
        self._paged, self._most = always or len(things) > NEWEST, most
        self._within: dict[Period, dict[int, Sequence]] = {EVER: self._years()}

    def _years(self) -> dict[int, Sequence]:
        """The things by year: runs of the list, since it is long."""
        found: dict[int, Sequence] = {}
        start, current = 0, None
        for at, thing in enumerate(self.things):
            year = self._date_of(thing).year
            if year != current:
                if current is not None:
                    found[current] = self.things[start:at]
                start, current = at, year
        if current is not None:
            found[current] = self.things[start:]
        return found

    def pages(self) -> list[Period]:
        """Every period that has a page, each before those it is made of; newest first."""
        return self._below(EVER)

    def _below(self, period: Period) -> list[Period]:
        found = []
        for part in self._parts(period) if self._leads_on(period) else ():
            found += [part, *self._below(part)]
        return found

    def of(self, period: Period) -> Sequence:
        """All things of a period."""
        return self._by_part(period[:-1]).get(period[-1], ()) if period else self.things

    def shown(self, period: Period) -> Sequence:
        """What a page lists itself: the newest of all time, and what leads on keeps what is dated by it alone."""
        if not period:
            return self.things[:NEWEST]
        return self._by_part(period).get(0, ()) if self._leads_on(period) else self.of(period)

    def periods(self, period: Period = EVER) -> tuple[Counted, ...]:
        """The periods that one leads on to, with their counts, newest first; none where it lists everything."""
        if not self._leads_on(period):
            return ()
        return counted([(self._link(part), len(self.of(part))) for part in self._parts(period)])

    def back(self, period: Period) -> Link | None:
        """From a day to its month, from a month to its year, from a year to the list; None for the list itself."""
        if not period:
            return None
        return self._link(period[:-1]) if len(period) > 1 else Link(self.name, self.uri)

    def neighbours(self, period: Period) -> Neighbours:
        """The periods of the same length before and after one, of those that have a page."""
        if not period:
            return Neighbours(None, None)
        same, places = self._alike[len(period)]
        at = places[period]
        older = self._link(same[at + 1]) if at + 1 < len(same) else None
        newer = self._link(same[at - 1]) if at else None
        return Neighbours(older, newer)

    @cached_property
    def _alike(self) -> dict[int, tuple[list[Period], dict[Period, int]]]:
        """The pages of years, of months and of days, newest first, and where each stands."""
        groups: dict[int, list[Period]] = defaultdict(list)
        for period in self.pages():
            groups[len(period)].append(period)
        return {length: (same, {one: at for at, one in enumerate(same)}) for length, same in groups.items()}

    def _link(self, period: Period) -> Link:
        return Link(self._words.period_label(*period), urls.period(self.uri, *period))

    def _leads_on(self, period: Period) -> bool:
        return len(self.of(period)) > self._most and len(period) < 3 if period else self._paged

    def _parts(self, period: Period) -> list[Period]:
        return [(*period, number) for number in self._by_part(period) if number]

    def _by_part(self, period: Period) -> dict[int, Sequence]:
        """A period's things by what it is made of, newest first; under 0, last, those dated by the period alone."""
        found = self._within.get(period)
        if found is None:
            groups: dict[int, list] = defaultdict(list)
            for thing in self.of(period):
                groups[self._date_of(thing)[len(period)]].append(thing)
            found = self._within[period] = {number: groups[number] for number in sorted(groups, reverse=True)}
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
