"""Dates, digits and plural categories of a language, by CLDR.

English, as an English site shows it everywhere, is written here: loading CLDR's data costs every build a tenth of a
second. All else comes from Babel: https://babel.pocoo.org/en/stable/dates.html. The calendar is the Gregorian one in
every language, since a source's date and a page's address are: a Persian site shows `۲ اکتبر ۲۰۲۳`, with the names
and digits that CLDR's `fa` has for it.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from . import dates
from .dates import PartialDate

_ZEROS = {"arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6", "deva": "\u0966", "mymr": "\u1040", "tibt": "\u0f20"}
"""The digit nought of the numbering systems that CLDR has as some language's default; the others follow it."""


class DateWords(Protocol):
    """How a language writes dates and numbers."""

    def number(self, value: int) -> str:
        """A number in the language's digits, without separators."""

    def label(self, day: PartialDate) -> str:
        """`2 October 2023`, `October 2023` or `2023`."""

    def long_label(self, day: PartialDate) -> str:
        """As `label`, with the weekday where the day is known."""

    def day_label(self, day: PartialDate) -> str:
        """`2 Oct`; empty where the day is not known."""

    def month_label(self, year: int, month: int) -> str:
        """`October 2023`."""

    def short_month_label(self, year: int, month: int) -> str:
        """`Oct 2023`."""

    def quarter_label(self, year: int, quarter: int) -> str:
        """`Q4 2023`."""

    def span_label(self, first: date, last: date) -> str:
        """`2–8 October 2023`."""

    def language_name(self, tag: str) -> str:
        """What a language (a BCP 47 tag) is called; the tag where that is not known."""

    def plural_categories(self) -> dict[str, int]:
        """CLDR's plural categories, each with a number that is of it."""


class English:
    """British English, the language of the sources."""

    number = staticmethod(str)
    month_label = staticmethod(dates.month_label)
    span_label = staticmethod(dates.span_label)

    def label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        return day.label

    def long_label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        return day.long_label

    def day_label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        return day.day_label

    def short_month_label(self, year: int, month: int) -> str:
        """See `DateWords`."""
        return f"{dates.MONTHS[month - 1][:3]} {year}"

    def quarter_label(self, year: int, quarter: int) -> str:
        """See `DateWords`."""
        return f"Q{quarter} {year}"

    def language_name(self, tag: str) -> str:
        """The tag itself."""
        return tag

    def plural_categories(self) -> dict[str, int]:
        """See `DateWords`."""
        return {"one": 1, "other": 2}


class Cldr:
    """Any language that Babel knows."""

    def __init__(self, locale) -> None:
        self._locale = locale
        zero = _ZEROS.get(locale.default_numbering_system)
        self._digits = {ord("0") + n: chr(ord(zero) + n) for n in range(10)} if zero else {}

    def number(self, value: int) -> str:
        """See `DateWords`."""
        return self._own(str(value))

    def label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        if not day.month:
            return self.number(day.year)
        return self._date(day.first, "long") if day.day else self.month_label(day.year, day.month)

    def long_label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        return self._date(day.first, "full") if day.day else self.label(day)

    def day_label(self, day: PartialDate) -> str:
        """See `DateWords`."""
        return self._skeleton("MMMd", day.first) if day.day else ""

    def month_label(self, year: int, month: int) -> str:
        """See `DateWords`."""
        return self._skeleton("yMMMM", date(year, month, 1))

    def short_month_label(self, year: int, month: int) -> str:
        """See `DateWords`."""
        return self._skeleton("yMMM", date(year, month, 1))

    def quarter_label(self, year: int, quarter: int) -> str:
        """See `DateWords`."""
        return self._skeleton("yQQQ", date(year, 3 * quarter, 1))

    def span_label(self, first: date, last: date) -> str:
        """See `DateWords`. CLDR's intervals have short months; a longer field may take a shorter one's place there
        (UTS 35, part 4, "Missing Skeleton Fields")."""
        from babel.dates import parse_pattern

        field = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        patterns = self._locale.interval_formats["yMMMd"][field]
        shown = (
            parse_pattern(pattern.replace("MMM", "MMMM")).apply(day, self._locale)
            for pattern, day in zip(patterns, (first, last), strict=True)
        )
        return self._own("".join(shown))

    def language_name(self, tag: str) -> str:
        """See `DateWords`."""
        names = self._locale.languages
        return names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0].lower()) or tag

    def plural_categories(self) -> dict[str, int]:
        """See `DateWords`."""
        found: dict[str, int] = {}
        for n in (*range(201), 1_000_000):
            found.setdefault(self._locale.plural_form(n), n)
        return found

    def _date(self, day: date, length: str) -> str:
        from babel.dates import format_date

        return self._own(format_date(day, length, locale=self._locale))

    def _skeleton(self, skeleton: str, day: date) -> str:
        from babel.dates import format_skeleton

        return self._own(format_skeleton(skeleton, day, locale=self._locale))

    def _own(self, text: str) -> str:
        return text.translate(self._digits) if self._digits else text


def date_words(tag: str) -> DateWords:
    """How the language of a BCP 47 tag writes dates; of a region that CLDR does not know, as the language alone."""
    if tag.lower() in ("en", "en-gb", "en-001"):
        return English()
    from babel import Locale, UnknownLocaleError

    try:
        return Cldr(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return Cldr(Locale.parse(tag.split("-")[0]))
