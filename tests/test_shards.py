"""How the search index is cut: by years, and finer only where a year has very many sections."""

from __future__ import annotations

from collections import namedtuple
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.shards import SECTIONS, Shards, is_shard, year_of

Item = namedtuple("Item", ["date"])


def shards_of(**months: int) -> Shards:
    """Shards of so many sections in each month, as `m2024_05=3`."""
    dates = [(name[1:].replace("_", "-"), count) for name, count in months.items()]
    items = [Item(PartialDate.parse(f"{month}-{1 + at % 28:02}")) for month, count in dates for at in range(count)]
    return Shards(sorted(items, key=lambda item: item.date.first, reverse=True))


@pytest.mark.parametrize(
    ("months", "names"),
    [
        ({}, []),
        ({"m2024_01": 1, "m2022_12": 1}, ["2024", "2022"]),
        ({"m2024_01": SECTIONS}, ["2024"]),
        ({"m2024_01": SECTIONS, "m2024_12": 1, "m2023_05": 1}, ["2024-h2", "2024-h1", "2023"]),
        ({"m2024_01": SECTIONS, "m2024_12": SECTIONS}, ["2024-h2", "2024-h1"]),
        ({"m2024_01": SECTIONS, "m2024_04": 1, "m2024_12": 1}, ["2024-q4", "2024-q2", "2024-q1"]),
        ({"m2024_01": SECTIONS, "m2024_02": 1, "m2024_10": 1}, ["2024-10", "2024-02", "2024-01"]),
        ({"m2024_07": 4 * SECTIONS}, ["2024-07"]),
    ],
)
def test_a_year_is_cut_as_far_as_it_has_to_be(months, names):
    assert list(shards_of(**months).items) == names


def test_a_date_without_a_month_is_in_the_first_part_of_its_year():
    shards = Shards([Item(PartialDate.parse("2024"))] * (SECTIONS + 1))
    assert list(shards.items) == ["2024-01"]
    assert shards.of(PartialDate.parse("2024")) == "2024-01"
    assert shards.of(PartialDate.parse("2023-01-01")) is None


MONTHS = st.dates(min_value=date(1000, 1, 1)).map(lambda day: day.replace(day=1))


@given(st.dictionaries(MONTHS, st.integers(1, 2000), max_size=14))
def test_every_section_is_in_one_shard_oldest_first(months):
    items = [Item(PartialDate.parse(month.isoformat())) for month, count in months.items() for _ in range(count)]
    items.sort(key=lambda item: item.date.first, reverse=True)
    shards = Shards(items)
    found = [item for name in shards.items for item in reversed(shards.items[name])]
    assert found == items
    for name, own in shards.items.items():
        assert is_shard(name)
        assert {item.date.year for item in own} == {year_of(name)}
        assert {shards.of(item.date) for item in own} == {name}
        assert len(own) <= SECTIONS or len({item.date.first.month for item in own}) == 1
    assert not is_shard("assets")
