"""Archived copies: what is asked, what is believed, and what adding one does to a briefing's file."""

from __future__ import annotations

import json

import pytest
import yaml
from conftest import GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.document import read_briefing_file
from mkdocs_briefings.links.archives import SERVICE, copy_in, question, with_copy

CASES = yaml.safe_load((GOLDEN / "links" / "copies.yml").read_text("utf-8"))
COPY = "https://web.archive.org/web/2023/https://a.example/"


def test_the_question_names_address_and_day():
    address = "https://a.example/x?y=1&url=z#p"
    asked = f"{SERVICE}?url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1%26url%3Dz%23p"
    assert question(SERVICE, address, PartialDate(2023, 10, 2)) == f"{asked}&timestamp=20231002"
    assert question(SERVICE, address, PartialDate(2023)) == f"{asked}&timestamp=2023"
    assert question(SERVICE, address, None) == asked


def closest(**changes: object) -> bytes:
    """An answer as the Wayback Machine gives it, with some of it changed."""
    snapshot = {
        "status": "200",
        "available": True,
        "url": "http://web.archive.org/web/20231002101112/https://a.example/x?y=1",
        "timestamp": "20231002101112",
    } | changes
    return json.dumps({"url": "a.example/x", "archived_snapshots": {"closest": snapshot}}).encode()


def test_a_copy_is_taken_as_https():
    assert copy_in(closest()) == "https://web.archive.org/web/20231002101112/https://a.example/x?y=1"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"url": "a.example", "archived_snapshots": {}}',
        closest(available=False),
        closest(status="404"),
        closest(status=None),
        closest(url=None),
        closest(url="javascript:alert(1)"),
        closest(url="http://evil.example/web/20231002101112/https://a.example/"),
        closest(url="http://web.archive.org.evil.example/web/20231002101112/https://a.example/"),
        closest(url="http://web.archive.org@evil.example/web/20231002101112/https://a.example/"),
        closest(url="http://user@web.archive.org/web/20231002101112/https://a.example/"),
        closest(url="http://web.archive.org:22/web/20231002101112/https://a.example/"),
        closest(url="http://web.archive.org/save/https://a.example/"),
        closest(url="http://web.archive.org/web/2023/javascript:alert(1)"),
        closest(url='http://web.archive.org/web/20231002101112/https://a.example/"'),
        closest(url="http://web.archive.org/web/20231002101112/https://a.example/\nx: y"),
        closest(url="http://web.archive.org/web/20231002101112/https://a.example/`"),
        closest(url="http://[::1/web/2023/https://a.example/"),
    ],
)
def test_what_is_no_copy_is_not_taken(answer):
    assert copy_in(answer) == ""


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["archived_snapshots", "closest", "url", "available", "status"]), inner)))  # fmt: skip
def test_any_json_is_an_answer(value):
    assert copy_in(json.dumps(value).encode()) == ""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", CASES)
def test_adding_a_copy_changes_nothing_else(name, ends):
    case = CASES[name]
    assert set(case) <= {"source", "copy", "before", "after"}
    body = "\nThe words.  \n\n## A heading\n\nétat\n"

    def file(front: str) -> bytes:
        return f"---\n{front}---\n{body}".replace("\n", ends).encode()

    edited = with_copy(file(case["before"]), case["source"], case.get("copy", COPY))
    assert edited == (None if case["after"] is None else file(case["after"]))


def test_a_byte_order_mark_stays():
    data = b"\xef\xbb\xbf---\nsources: [{outlet: a, url: https://a.example/1}]\n---\n"
    assert with_copy(data, 1, COPY) == data.replace(b"/1}", f"/1, archived: {COPY}}}".encode())


def test_a_file_that_is_no_briefing_is_left_alone():
    assert with_copy(b"", 1, COPY) is None
    assert with_copy(b"no front matter", 1, COPY) is None
    assert with_copy(b"---\nsources: [{outlet: a, url: https://a.example/\xff}]\n---\n", 1, COPY) is None


KEYS = st.sampled_from(["outlet: a", "title: 'It''s: so'", "language: fa", "# a comment", "published: 2023"])
URLS = st.sampled_from(
    ["https://a.example/1", "'https://a.example/1'", '"https://a.example/1"', ">-\n      https://a.example/1"]
)
COPIES = st.text("abz019/._~%+&=:;@!$*'()?#[]{},-", max_size=20).map(
    lambda rest: f"https://web.archive.org/web/2023/https://{rest}"
)


@settings(max_examples=50)
@given(st.lists(KEYS, unique=True), st.lists(KEYS, unique=True), URLS, COPIES)
def test_a_copy_is_read_back_from_any_block(before, after, url, copy):
    before = [line for line in before if line[0] != "#"]
    lines = [*before, f"url: {url}", *(line for line in after if line not in before)]
    data = ("---\nsources:\n  - " + "\n    ".join(lines) + "\n---\n").encode()
    edited = with_copy(data, 1, copy)
    assert edited is not None
    document, problems = read_briefing_file("", edited)
    source = document.front.entries["sources"][1].items[0]
    assert (source.entries["archived"][1].text, problems) == (copy, [])
    assert set(data.decode().split("\n")) - set(edited.decode().split("\n")) <= {f"  - {lines[0].splitlines()[0]}"}
