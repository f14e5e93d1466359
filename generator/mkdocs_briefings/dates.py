"""Dates as people write them: full or partial, compared and named in one place."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

# A year of three digits or fewer is a slip of the pen here.
_PARTIAL = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(NamedTuple):
    """A year, a month of a year, or a day. `month` and `day` are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2023`, `2023-10` or `2023-10-02`; raises ValueError on anything else and on days that are none."""
        match = _PARTIAL.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a date")
        year, month, day = (int(part or 0) for part in match.groups())
        date(year, month or 1, day or 1)
        if (match[2] and not month) or (match[3] and not day):
            raise ValueError(f"{text!r} is not a date")
        return cls(year, month, day)

    @property
    def full(self) -> bool:
        """Whether the day is known."""
        return self.day > 0

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ISO 8601, at the precision that is known: also the value of HTML's `datetime`."""
        year, month, day = self
        if day:
            return f"{year:04}-{month:02}-{day:02}"
        return f"{year:04}-{month:02}" if month else f"{year:04}"

    @property
    def newest_first(self) -> tuple[int, bool]:
        """Sort key of chronologies: later days first; a partial date after the full dates of its first day."""
        return _newest_first(self)

    @property
    def label(self) -> str:
        """`2 October 2023`, `October 2023` or `2023`."""
        month = f"{MONTHS[self.month - 1]} " if self.month else ""
        return f"{self.day} {month}{self.year}" if self.day else f"{month}{self.year}"

    @property
    def long_label(self) -> str:
        """As `label`, with the weekday where the day is known."""
        return f"{WEEKDAYS[self.first.weekday()]} {self.label}" if self.day else self.label

    @property
    def day_label(self) -> str:
        """`2 Oct` for lists that stand under their month; empty where the day is not known."""
        return f"{self.day} {MONTHS[self.month - 1][:3]}" if self.day else ""


@lru_cache(maxsize=100_000)
def _newest_first(day: PartialDate) -> tuple[int, bool]:
    return (-day.first.toordinal(), not day.full)


def month_label(year: int, month: int) -> str:
    """`October 2023`."""
    return f"{MONTHS[month - 1]} {year}"


def week_id(day: date) -> str:
    """The ISO 8601 week a day belongs to: `2023-W40`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def week_days(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO week id."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return monday, monday + timedelta(days=6)


def span_label(first: date, last: date) -> str:
    """`2–8 October 2023`, `30 October – 5 November 2023`."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} – {end}"


def parse_instant(text: str) -> datetime:
    """A moment with a time zone, as RFC 3339 writes it; raises ValueError where the zone is missing."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is outside the calendar") from error


def parse_now(text: str) -> datetime:
    """The value of `--now`: a moment with zone, or a date, which means its midnight in UTC."""
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        return parse_instant(text)
