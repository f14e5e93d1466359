"""The record of checks: the same states give the same bytes, one line each; what is no record is said to be none."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.links.record import dead_since, link_states, record_bytes
from mkdocs_briefings.links.states import STATES, LinkState

DAY = date(2026, 11, 24)
ONE = LinkState("ok", DAY, DAY, 200, etag='W/"1"')
DEAD = LinkState("dead", DAY, DAY, 404, copy="https://web.archive.org/web/2023/https://b.example/", asked=DAY)

PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)
ADDRESSES = st.one_of(st.just(""), st.just("https://a.example/x?y=z&w"))
STATE = st.builds(
    lambda days, **more: LinkState(since=min(days), checked=max(days), **more),
    days=st.tuples(st.dates(), st.dates()),
    state=st.sampled_from(sorted(STATES)),
    status=st.integers(0, 999),
    to=ADDRESSES,
    detail=PRINTABLE,
    etag=PRINTABLE,
    modified=PRINTABLE,
    copy=ADDRESSES,
    asked=st.none() | st.dates(),
)


def test_a_line_an_address_in_order():
    assert record_bytes({"https://b.example/ایران": DEAD, "https://a.example/": ONE}).decode() == (
        '{\n "format": 1,\n "links": {\n'
        '  "https://a.example/": {"state": "ok", "since": "2026-11-24", "checked": "2026-11-24", "status": 200,'
        ' "etag": "W/\\"1\\""},\n'
        '  "https://b.example/\\u0627\\u06cc\\u0631\\u0627\\u0646": {"state": "dead", "since": "2026-11-24",'
        ' "checked": "2026-11-24", "status": 404, "copy": "https://web.archive.org/web/2023/https://b.example/",'
        ' "asked": "2026-11-24"}\n'
        " }\n}\n"
    )
    assert record_bytes({}) == b'{\n "format": 1,\n "links": {}\n}\n'


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), STATE, max_size=5))
def test_what_is_written_is_read_again(states):
    data = record_bytes(states)
    assert link_states(data) == (states, [])
    assert record_bytes(dict(reversed(states.items()))) == data
    assert data.count(b"\n") == (len(states) + 5 if states else 4)
    assert data.isascii()


def test_pages_need_only_what_is_dead():
    assert dead_since({"https://a.example/": ONE, "https://b.example/": DEAD}) == {
        "https://b.example/": PartialDate(2026, 11, 24)
    }


def one(**changes: object) -> bytes:
    """A record of one address with some of its values changed; None takes one away."""
    values = {"state": "ok", "since": "2026-01-01", "checked": "2026-01-02"} | changes
    values = {key: value for key, value in values.items() if value is not None}
    return json.dumps({"format": 1, "links": {"https://a.example/": values}}).encode()


def test_the_least_a_state_may_be():
    assert link_states(one()) == ({"https://a.example/": LinkState("ok", date(2026, 1, 1), date(2026, 1, 2))}, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1:1: this is no JSON"),
        (b'{\n "format": 1,\n<<<<<<< HEAD\n', "3:1: this is no JSON"),
        (b"\xff", "1:1: it is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "no record of format 1"),
        (b'{"format": 2, "links": {}}', "no record of format 1"),
        (b'{"format": 1, "links": []}', "no record of format 1"),
        (b'{"format": 1, "links": {"https://a.example/": []}}', "https://a.example/ has other keys"),
        (one(unknown=1), "has other keys"),
        (one(state="fine"), "no state"),
        (one(state=["ok"]), "no state"),
        (one(state=None), "no state"),
        (one(since="2026-02-30"), "no state"),
        (one(since="2026-01-03"), "no state"),
        (one(since=20260101), "no state"),
        (one(checked=None), "no state"),
        (one(status="200"), "no state"),
        (one(status=True), "no state"),
        (one(to="javascript:alert(1)"), "no state"),
        (one(to="https://a.example/ b"), "no state"),
        (one(copy="https://a.example/`x`"), "no state"),
        (one(copy=1), "no state"),
        (one(etag="a\r\nX: y"), "no state"),
        (one(detail="\x1b[31m"), "no state"),
        (one(detail=3), "no state"),
        (one(asked="never"), "no state"),
    ],
)
def test_what_is_no_record_says_where_and_what_to_do(data, said):
    states, [problem] = link_states(data)
    assert states == {}
    assert said in f"{problem.span.line}:{problem.span.column}: {problem.message}"
    assert (problem.span.path, problem.code) == ("links.json", "unreadable")
    assert "`briefings links` makes it anew" in problem.hint


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_are_a_traceback(data):
    _, problems = link_states(data)
    assert all(problem.severity == "error" for problem in problems)
