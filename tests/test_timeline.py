"""Activity over time: bars, and the same figures as rows."""

from __future__ import annotations

import re

import pytest
from conftest import basic, briefing, library_of
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.pages import Page, Parts, build
from mkdocs_briefings.pages.timeline import activity
from mkdocs_briefings.views import Activity
from mkdocs_briefings.words import words_of

BAR = re.compile(r'<rect x="(\d+)" y="(\d+)" width="8" height="(\d+)"><title>([^<]+): (\d+)</title></rect>')


def of(*dates: str) -> Activity:
    return activity((PartialDate.parse(date) for date in dates), words_of("en"))


def bars(one: Activity) -> list[tuple[str, ...]]:
    return BAR.findall(one.bars)


def test_a_bar_and_a_row_for_each_month_that_has_any():
    one = of("2023-03-01", "2023-01-20", "2023-03-31", "2023-03")
    assert one.rows == (("Jan 2023", 1), ("Mar 2023", 3))
    assert bars(one) == [("1", "67", "33", "Jan 2023", "1"), ("21", "0", "100", "Mar 2023", "3")]
    assert (one.slots, one.unit, one.first, one.last) == (3, "Month", "Jan 2023", "Mar 2023")
    assert (one.most, one.most_in) == (3, "Mar 2023")


@pytest.mark.parametrize(
    ("last", "unit", "rows"),
    [
        ("2022-12-31", "Month", (("Jan 2020", 1), ("Dec 2022", 1))),
        ("2023-01-01", "Quarter", (("Q1 2020", 1), ("Q1 2023", 1))),
        ("2029-12-31", "Quarter", (("Q1 2020", 1), ("Q4 2029", 1))),
        ("2030-01-01", "Year", (("2020", 1), ("2030", 1))),
    ],
)
def test_the_unit_grows_with_the_time(last, unit, rows):
    one = of("2020-01-01", last)
    assert (one.unit, one.rows) == (unit, rows)


def test_nothing_without_dates():
    assert of() == Activity("", "", "", "", 0, (), 0, "", "", "")


def test_of_equal_counts_the_first_is_named():
    assert of("2023-05-01", "2023-02-01").most_in == "Feb 2023"


def test_the_smallest_count_can_be_seen():
    one = of(*["2023-01-01"] * 500, "2023-02-01")
    assert bars(one)[1][1:3] == ("99", "1")


@given(st.lists(st.dates(), min_size=1, max_size=60))
def test_bars_and_rows_have_the_same_figures_and_lose_none(days):
    one = activity((PartialDate(day.year, day.month, day.day) for day in days), words_of("en"))
    assert [(label, int(count)) for *_, label, count in bars(one)] == list(one.rows)
    assert sum(count for _, count in one.rows) == len(days)
    assert max(count for _, count in one.rows) == one.most
    assert one.first == one.rows[0][0]
    assert one.last == one.rows[-1][0]
    assert all(int(x) < one.slots * 10 and int(y) + int(height) == 100 for x, y, height, *_ in bars(one))


@pytest.mark.parametrize(
    "page",
    [
        ("topic", "talks"),
        ("country", "IRN"),
        ("person", "jane-doe"),
        ("organisation", "iran-mfa"),
        ("outlet", "daily-news"),
        ("series", "weekly-briefing"),
        ("relation", "IRN", "OMN"),
        ("topic-country", "talks", "IRN"),
    ],
    ids=lambda page: page[0],
)
def test_every_term_page_has_activity(page):
    files = basic()
    front = "topics: [talks]\ncountries: [IRN, OMN]\nspeakers: [jane-doe]\norganisations: [iran-mfa]\n"
    for month in (3, 5):
        text = briefing(front + "series: weekly-briefing\n", "## One\n\nText.\n", date=f"2023-0{month}-01")
        files[f"briefings/2023/2023-0{month}-01-b.md"] = text
    kind, *key = page
    context = build(Parts(library_of(files)), Page("", kind, tuple(key))).context
    assert {"Mar 2023", "May 2023"} <= {label for label, _ in context.activity.rows}
