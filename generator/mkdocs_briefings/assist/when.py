"""Dates as articles write them, in words or figures, with or without the year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..dates import MONTHS, PartialDate

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "May" else month for month in MONTHS).replace(
    "Sep(?:tember)?", "Sept?(?:ember)?"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)?\s+({_MONTH})\.?,?(?:\s+((?:19|20)\d\d))?(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s+(\d\d?)(?:st|nd|rd|th)?(?!\d)(?:,?\s+((?:19|20)\d\d))?(?!\d)", re.IGNORECASE
)


def date_in(text: str, today: date) -> PartialDate | None:
    """The first date in a text. One without a year is the last such day that is not after `today`."""
    found = []
    if match := _ISO.search(text):
        found.append((match.start(), _day(match[1], match[2], match[3], today)))
    if match := _DAY_FIRST.search(text):
        found.append((match.start(), _day(match[3], match[2], match[1], today)))
    if match := _MONTH_FIRST.search(text):
        found.append((match.start(), _day(match[3], match[1], match[2], today)))
    return next((day for _, day in sorted(found, key=lambda pair: pair[0]) if day), None)


def full_date(text: str) -> PartialDate | None:
    """A date that begins a machine-readable value: `2023-10-02T09:30:00+03:30`, `20231002`; None where it is none."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text)
    if not match:
        return None
    try:
        day = PartialDate.parse("-".join(match.groups()))
    except ValueError:
        return None
    return day if 1900 < day.year < 2200 else None


def _day(year: str | None, month: str, day: str, today: date) -> PartialDate | None:
    number = int(month) if month.isdigit() else [name[:3].lower() for name in MONTHS].index(month[:3].lower()) + 1
    try:
        if year:
            return PartialDate.parse(date(int(year), number, int(day)).isoformat())
        this = date(today.year, number, int(day))
        if this > today + timedelta(2):  # a day or two ahead is a time zone, not last year
            this = this.replace(year=today.year - 1)
        return PartialDate(this.year, this.month, this.day)
    except ValueError:
        return None
