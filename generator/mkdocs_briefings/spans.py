"""The days that a digest is of: an ISO week, a month, or any days; and the days to compare them with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .dates import PartialDate, month_label, span_label, week_days, week_id

WEEK, MONTH, DAYS = "week", "month", "days"
_WEEK = re.compile(r"[1-9][0-9]{3}-W[0-9]{2}")


class Span(NamedTuple):
    """Days in a row. `kind` is `week`, `month` or `days`; `id` names them, as `2023-W40`, `2023-10`, or two days.

    `first` and `last` are the days it begins and ends with.
    """

    kind: str
    id: str
    first: date
    last: date

    def holds(self, day: PartialDate) -> bool:
        """Whether a date belongs to it. A month without a day belongs to that month alone, a year to no span."""
        if day.full:
            return self.first <= day.first <= self.last
        return self.kind == MONTH and bool(day.month) and day.iso == self.id

    @property
    def before(self) -> Span | None:
        """The week, month or as many days before, whether or not anything happened in it; None where none is left."""
        try:
            if self.kind == WEEK:
                return week(week_id(self.first - timedelta(days=7)))
            if self.kind == MONTH:
                return month((self.first - timedelta(days=1)).isoformat()[:7])
            return days(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))
        except (OverflowError, ValueError):
            return None

    @property
    def title(self) -> str:
        """`Week 40, 2023`, `October 2023`, `2–8 October 2023`."""
        if self.kind == WEEK:
            return f"Week {int(self.id[6:])}, {self.id[:4]}"
        return month_label(self.first.year, self.first.month) if self.kind == MONTH else self.label

    @property
    def label(self) -> str:
        """Its days: `2–8 October 2023`."""
        if self.first == self.last:
            return PartialDate(*self.first.timetuple()[:3]).label
        return span_label(self.first, self.last)


def week(text: str) -> Span:
    """The ISO 8601 week `2023-W40`; raises ValueError on what is none."""
    if not _WEEK.fullmatch(text):
        raise ValueError(f"{text!r} is no week; write 2023-W40")
    try:
        return Span(WEEK, text, *week_days(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:4]} has no week {int(text[6:])}") from None


def month(text: str) -> Span:
    """The month `2023-10`; raises ValueError on what is none."""
    try:
        found = PartialDate.parse(text)
    except ValueError:
        found = None
    if found is None or found.full or not found.month:
        raise ValueError(f"{text!r} is no month; write 2023-10")
    return Span(MONTH, text, found.first, found.last)


def days(first: date, last: date) -> Span:
    """The days from one to another, both of them in; raises ValueError where the last is before the first."""
    if last < first:
        raise ValueError(f"{last.isoformat()} is before {first.isoformat()}")
    return Span(DAYS, f"{first.isoformat()}..{last.isoformat()}", first, last)


def digest_span(digest_id: str) -> Span:
    """The week or month that the id of a digest's page names."""
    return week(digest_id) if "W" in digest_id else month(digest_id)
