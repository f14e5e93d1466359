"""When hosts may be asked: in invented time, so that nothing here waits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.links.politeness import PATIENCE, Schedule, retry_after

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_pause_between_two_requests_to_one_host():
    schedule = Schedule(pause=2)
    assert schedule.wait("a", 100) == 0
    schedule.asked("a", 100)
    assert [schedule.wait("a", now) for now in (100, 101, 102, 103)] == [2, 1, 0, 0]
    assert schedule.wait("b", 100) == 0


def test_what_a_host_asks_for_is_kept_even_when_a_request_ends_later():
    schedule = Schedule(pause=2)
    schedule.refused("a", 100, 30)
    schedule.asked("a", 101)
    assert schedule.wait("a", 101) == 29
    assert not schedule.gives_up("a", 101)
    schedule.refused("a", 101, 3600)
    assert schedule.gives_up("a", 101)
    assert not schedule.gives_up("b", 101)
    assert not schedule.gives_up("a", 3701)


def test_a_retry_after_of_nothing_is_still_a_pause():
    schedule = Schedule(pause=2)
    schedule.refused("a", 100, 0)
    assert schedule.wait("a", 100) == 2


def test_a_host_that_does_not_say_how_long_is_left_alone_longer_each_time():
    schedule = Schedule(pause=2)
    waits = []
    now = 0.0
    while not schedule.gives_up("a", now):
        now += schedule.wait("a", now)
        schedule.refused("a", now, None)
        waits.append(schedule.wait("a", now))
    assert waits == [10, 20, 40, 80]
    assert waits[-1] > PATIENCE


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 100), st.none() | st.floats(0, 1e6)), max_size=30))
def test_nothing_shortens_a_wait(steps):
    schedule, now, free = Schedule(pause=1), 0.0, {"a": 0.0, "b": 0.0}
    for host, passed, seconds in steps:
        now += passed
        schedule.refused(host, now, seconds) if seconds else schedule.asked(host, now)
        assert now + schedule.wait(host, now) >= max(free[host], now + 1) - 1e-6
        free[host] = now + schedule.wait(host, now)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 13:01:00 +0100", 60),
        ("Tuesday, 24-Nov-26 12:01:00 GMT", 60),
        ("Mon, 23 Nov 2026 12:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 5000, None),
        ("Tue, 99 Nov 2026 12:01:00 GMT", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_read_or_not(value):
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0
