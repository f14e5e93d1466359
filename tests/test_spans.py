"""The days of a digest: named, refused where there are none, followed by each other without a gap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.dates import PartialDate, week_id
from mkdocs_briefings.spans import days, digest_span, month, week

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    ("span", "title", "label", "first", "last", "before"),
    [
        (week("2023-W40"), "Week 40, 2023", "2–8 October 2023", "2023-10-02", "2023-10-08", "2023-W39"),
        (week("2020-W01"), "Week 1, 2020", "30 December 2019 – 5 January 2020", "2019-12-30", "2020-01-05", "2019-W52"),
        (week("2021-W01"), "Week 1, 2021", "4–10 January 2021", "2021-01-04", "2021-01-10", "2020-W53"),
        (month("2024-02"), "February 2024", "1–29 February 2024", "2024-02-01", "2024-02-29", "2024-01"),
        (month("2024-01"), "January 2024", "1–31 January 2024", "2024-01-01", "2024-01-31", "2023-12"),
        (
            days(date(2023, 10, 2), date(2023, 10, 4)),
            "2–4 October 2023",
            "2–4 October 2023",
            "2023-10-02",
            "2023-10-04",
            "2023-09-29..2023-10-01",
        ),
        (
            days(date(2023, 10, 2), date(2023, 10, 2)),
            "2 October 2023",
            "2 October 2023",
            "2023-10-02",
            "2023-10-02",
            "2023-10-01..2023-10-01",
        ),
    ],
)
def test_a_span_has_days_and_names(span, title, label, first, last, before):
    assert (span.title, span.label, span.first.isoformat(), span.last.isoformat()) == (title, label, first, last)
    assert span.before.id == before


@pytest.mark.parametrize("text", ["2023-W00", "2023-W53", "2023-40", "2023-w40", "W40", "0001-W01", "9999-W53", ""])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match="week"):
        week(text)


@pytest.mark.parametrize("text", ["2023", "2023-13", "2023-10-02", "2023-W40", "October", ""])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="write 2023-10"):
        month(text)


def test_days_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="2023-10-01 is before 2023-10-02"):
        days(date(2023, 10, 2), date(2023, 10, 1))


def test_the_calendar_has_an_end():
    assert days(date(1, 1, 1), date(1, 1, 1)).before is None
    assert month("1000-01").before is None  # a year of three digits is none here


@given(DAYS, st.integers(0, 400))
def test_the_span_before_ends_the_day_before_and_is_of_the_same_kind(first, more):
    for span in (digest_span(week_id(first)), month(first.isoformat()[:7]), days(first, first + timedelta(more))):
        before = span.before
        assert before.last + timedelta(days=1) == span.first
        assert before.kind == span.kind
        assert span.kind == "month" or before.last - before.first == span.last - span.first
        assert span.holds(PartialDate(*span.first.timetuple()[:3]))
        assert not before.holds(PartialDate(*span.first.timetuple()[:3]))


@given(DAYS)
def test_a_date_without_its_day_belongs_to_its_month_alone(day):
    assert month(day.isoformat()[:7]).holds(PartialDate(day.year, day.month))
    assert not digest_span(week_id(day)).holds(PartialDate(day.year, day.month))
    assert not days(date(day.year, 1, 1), date(day.year, 12, 31)).holds(PartialDate(day.year, day.month))
    assert not month(day.isoformat()[:7]).holds(PartialDate(day.year))
