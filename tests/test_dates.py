"""Dates: full and partial, their order, ISO weeks at the ends of years, and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.dates import (
    MONTHS,
    PartialDate,
    month_label,
    parse_instant,
    parse_now,
    span_label,
    week_days,
    week_id,
)

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
PARTIAL = st.builds(
    lambda day, precision: PartialDate(day.year, day.month * (precision > 0), day.day * (precision > 1)),
    DAYS,
    st.integers(0, 2),
)


@given(PARTIAL)
def test_what_is_written_is_read_as_the_same_date(value):
    assert PartialDate.parse(value.iso) == value
    assert value.first <= value.last
    assert value.full == (value.first == value.last)


@given(PARTIAL)
def test_a_partial_date_means_all_of_its_days(value):
    before, after = value.first - timedelta(days=value.first > date.min), value.last
    for day in (value.first, value.last):
        assert day.isoformat().startswith(value.iso)
    assert not before.isoformat().startswith(value.iso)
    if after < date.max:
        assert not (after + timedelta(days=1)).isoformat().startswith(value.iso)


@pytest.mark.parametrize(
    "text",
    [
        "", "23", "123", "0999", "2023-1", "2023-13", "2023-00", "2023-00-01", "2023-10-00", "2023-02-29", "2023-10-32",
        "2023-10-2", "2023/10/02", "20231002", "2023-10-02T00:00", " 2023", "2023\n", "2023-", "２０２３", "-2023",
    ],
)  # fmt: skip
def test_no_dates(text):
    with pytest.raises(ValueError, match="."):
        PartialDate.parse(text)


def test_leap_days():
    assert PartialDate.parse("2024-02").last == date(2024, 2, 29)
    assert PartialDate.parse("2023-02").last == date(2023, 2, 28)
    assert PartialDate.parse("2024-02-29").full


@given(PARTIAL, PARTIAL)
def test_newest_first_goes_by_first_day_then_full_before_partial(one, other):
    if one.first != other.first:
        assert (one.newest_first < other.newest_first) == (one.first > other.first)
    elif one.full != other.full:
        assert (one.newest_first < other.newest_first) == one.full
    else:
        assert one.newest_first == other.newest_first


def test_newest_first_in_one_list():
    written = ["2023-02-01", "2023-01-02", "2023-01-01", "2023-01", "2022-12-31", "2022-12", "2022"]
    assert [d.iso for d in sorted(map(PartialDate.parse, reversed(written)), key=lambda d: d.newest_first)] == written


@pytest.mark.parametrize(
    ("text", "label", "long_label", "day_label"),
    [
        ("2023-10-02", "2 October 2023", "Monday 2 October 2023", "2 Oct"),
        ("2023-10", "October 2023", "October 2023", ""),
        ("2023", "2023", "2023", ""),
    ],
)
def test_labels(text, label, long_label, day_label):
    value = PartialDate.parse(text)
    assert (value.label, value.long_label, value.day_label) == (label, long_label, day_label)


def test_months_are_named_in_order():
    assert [month_label(2023, n) for n in (1, 12)] == ["January 2023", "December 2023"]
    assert [datetime.strptime(name, "%B").month for name in MONTHS] == list(range(1, 13))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2024-12-29", "2024-W52"),
        ("2024-12-30", "2025-W01"),
        ("2025-01-01", "2025-W01"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2023-01-01", "2022-W52"),
        ("2023-10-02", "2023-W40"),
        ("2026-12-31", "2026-W53"),
    ],
)
def test_iso_weeks_at_the_ends_of_years(day, week):
    assert week_id(date.fromisoformat(day)) == week


@given(st.dates(date(1000, 1, 8), date(9999, 12, 20)))
def test_a_week_has_the_days_that_belong_to_it(day):
    monday, sunday = week_days(week_id(day))
    assert monday <= day <= sunday == monday + timedelta(days=6)
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
    assert week_id(monday) == week_id(sunday) == week_id(day)
    assert week_id(sunday + timedelta(days=1)) > week_id(day)


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2023-10-02", "2023-10-08", "2–8 October 2023"),
        ("2023-10-30", "2023-11-05", "30 October – 5 November 2023"),
        ("2024-12-30", "2025-01-05", "30 December 2024 – 5 January 2025"),
        ("2022-10-02", "2023-10-08", "2 October 2022 – 8 October 2023"),
    ],
)
def test_span_labels(first, last, label):
    assert span_label(date.fromisoformat(first), date.fromisoformat(last)) == label


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-01", "2024-01-01T00:00+00:00"),
        ("2024-01-01T12:30Z", "2024-01-01T12:30+00:00"),
        ("2024-01-01T12:30:15+02:00", "2024-01-01T10:30:15+00:00"),
        ("2024-01-01T00:00-05:30", "2024-01-01T05:30+00:00"),
    ],
)
def test_now_is_a_moment_in_utc(text, moment):
    assert parse_now(text) == datetime.fromisoformat(moment)
    assert parse_now(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "now", "2024-01-01T12:30", "2024", "2024-01", "2024-02-30", "12:30Z"])
def test_now_needs_a_date_or_a_zone(text):
    with pytest.raises(ValueError, match="."):
        parse_now(text)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_moment_in_any_zone(moment, minutes):
    local = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_instant(local.isoformat()) == local
    with pytest.raises(ValueError, match="no time zone"):
        parse_instant(moment.isoformat())
