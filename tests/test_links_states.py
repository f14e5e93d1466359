"""What looks at an address make of its state: cases over several days, and what holds for any."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import yaml
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.links.record import link_states, record_bytes
from mkdocs_briefings.links.states import (
    ALIVE,
    DEAD,
    GONE,
    OK,
    STATES,
    TYPE,
    Finding,
    LinkState,
    after,
    is_due,
    of_answer,
    of_error,
)  # fmt: skip
from mkdocs_briefings.web_answer import FetchError, Hop, Response

CASES = yaml.safe_load((GOLDEN / "links" / "states.yml").read_text("utf-8"))
ADDRESS = "https://a.example/old"
KINDS = ["address", "private", "dns", "tls", "slow", "unreachable", "malformed", "too-large", "loop"]


def finding_of(text: str) -> Finding:
    """A finding as the cases write it."""
    if text in KINDS:
        return of_error(FetchError(text, "why"))
    *way, status = re.findall(r"[^(), ][^(),]*", text)
    hops, here = [], ADDRESS
    for step in way:
        code, there = step.split(" ")
        hops.append(Hop(here, int(code)))
        here = there
    return of_answer(ADDRESS, Response(here, int(status), {}, hops=tuple(hops)))


@pytest.mark.parametrize("name", CASES)
def test_days_after_days(name):
    state = None
    for line in CASES[name]:
        [(day, words)] = line.items()
        found, _, expected = words.partition(" → ")
        state = after(state, finding_of(found), day)
        to = f" to {state.to}" if state.to else ""
        assert f"{state.state} since {state.since}{to}" == expected, line
        assert state.checked == day


@pytest.mark.parametrize(
    ("address", "kind", "state"),
    [
        ("https://a.example/x", "text/html; charset=utf-8", OK),
        ("https://a.example/x", "", OK),
        ("https://a.example/x.pdf", "application/pdf", OK),
        ("https://a.example/x.PDF?y", "application/octet-stream", OK),
        ("https://a.example/x.pdf", "text/html", TYPE),
        ("https://a.example/x", "application/octet-stream", TYPE),
        ("https://a.example/x", "application/x-msdownload", TYPE),
        ("https://a.example/x", "image/png", OK),
        ("https://a.example/x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OK),
        ("https://a.example/x", "application/atom+xml", OK),
        ("https://a.example/x", "nonsense", TYPE),
    ],
)
def test_what_readers_can_read(address, kind, state):
    assert of_answer(address, Response(address, 200, {"content-type": kind})).state == state


def test_a_304_keeps_what_was_odd_and_the_validators():
    first = of_answer(ADDRESS, Response(ADDRESS, 200, {"content-type": "x/y", "etag": '"1"', "last-modified": "then"}))
    state = after(None, first, date(2026, 1, 1))
    assert state.validators == {"If-None-Match": '"1"', "If-Modified-Since": "then"}
    again = after(state, of_answer(ADDRESS, Response(ADDRESS, 304, {})), date(2026, 2, 1))
    assert (again.state, again.since, again.status, again.validators) == (TYPE, state.since, 200, state.validators)


def test_validators_that_cannot_be_sent_back_are_not_kept():
    for bad in ("a\r\nX: y", "é", "x" * 201):
        assert of_answer(ADDRESS, Response(ADDRESS, 200, {"etag": bad, "last-modified": bad})).etag == ""


def test_when_addresses_are_due():
    days = [date(2026, 1, 1) + timedelta(n) for n in range(70)]

    def looks(finding: Finding) -> list[int]:
        state, found = None, []
        for number, day in enumerate(days):
            if is_due(state, day, 30):
                state = after(state, finding, day)
                found.append(number)
        return found

    assert looks(Finding(OK, 200)) == [0, 30, 60]
    assert looks(Finding("refused", 403)) == [0, 30, 60]
    assert looks(Finding("slow")) == [0, 1, 2, 4, 8, 16, 32, 62]  # ever more rarely
    assert looks(Finding(GONE, 404)) == [0, 1, 31, 61]  # dead after two looks


ANSWERS = st.builds(
    Response,
    st.sampled_from(["https://a.example/", ADDRESS, "http://b.example/c?d"]),
    st.integers(100, 999),
    st.dictionaries(st.sampled_from(["etag", "last-modified", "content-type"]), st.text(max_size=20)),
    hops=st.lists(
        st.builds(Hop, st.sampled_from([ADDRESS, "https://b.example/c"]), st.sampled_from([301, 302, 307, 308])),
        max_size=3,
    ).map(tuple),
)
FINDINGS = st.one_of(
    ANSWERS.map(lambda answer: of_answer(ADDRESS, answer)),
    st.builds(lambda kind, words: of_error(FetchError(kind, words)), st.sampled_from(KINDS), st.text(max_size=20)),
    st.sampled_from([Finding(GONE, 404), Finding(OK, 200)]),
)


@given(st.lists(st.tuples(FINDINGS, st.integers(0, 20)), min_size=1, max_size=12))
def test_nothing_is_dead_that_was_not_gone_on_two_days_and_all_can_be_recorded(looks):
    state: LinkState | None = None
    today = date(2026, 1, 1)
    history: list[tuple[date, str]] = []
    for finding, days in looks:
        today += timedelta(days)
        before, state = state, after(state, finding, today)
        history.append((today, finding.state))
        assert state.state in STATES
        assert state.since <= state.checked == today
        if state.state == DEAD and (before is None or before.state != DEAD):
            lost = {day for day, found in history if found == finding.state}
            assert len(lost) > 1
            assert finding.state in ("gone", "dns")
        if finding.state in ALIVE:
            assert state.state not in (DEAD, GONE)
        states, problems = link_states(record_bytes({ADDRESS: state}))
        assert (states, problems) == ({ADDRESS: state}, [])
