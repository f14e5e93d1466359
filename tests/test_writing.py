"""New text: whatever the values are, it is read back as them, and `format` has nothing to do on it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml
from conftest import basic, faults, inputs_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import ROOT

from mkdocs_briefings.briefing import read_briefing
from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.document import read_yaml_file
from mkdocs_briefings.formatting import format_briefing, format_vocabulary
from mkdocs_briefings.model import Speaker, Statement
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.urls import BRIEFING_ID, is_term_id
from mkdocs_briefings.vocabulary import read_vocabulary
from mkdocs_briefings.writing import (
    TermExistsError,
    briefing_id,
    briefing_text,
    slug_of,
    term_id,
    vocabulary_entry,
    with_term,
)
from mkdocs_briefings.yaml_text import comment, one_line, scalar

PATH = "briefings/2023/2023-10-02-x.md"
VOCABULARY, _ = read_vocabulary({kind: (kind, file.data) for kind, file in inputs_of(basic()).vocabulary.items()})
ANY = st.text(max_size=40) | st.sampled_from(
    [
        "NO",
        "~",
        "null",
        "2023",
        "12:30",
        "1e3",
        "0x1",
        "2023-10-02",
        "- a",
        "a: b",
        "a #b",
        "? x",
        "'",
        '"',
        "\\",
        "...",
        "@x",
    ]
)
TEXT = ANY.filter(lambda text: one_line(text))


def line(text: str) -> str:
    return " ".join(one_line(text).split())


@settings(max_examples=200)
@given(ANY, st.booleans())
def test_a_text_is_read_back_by_us_and_by_others(text, flow):
    written = scalar(text, flow)
    source = f"k: [{written}]" if flow else f"k: {written}"
    front, problems = read_yaml_file("x", source.encode())
    assert faults(problems) == []
    node = front.entries["k"][1]
    assert (node.items[0] if flow else node).text == one_line(text)
    value = yaml.safe_load(source)["k"]
    assert (value[0] if flow else value) == one_line(text)


@given(ANY)
def test_a_comment_stays_on_its_line(text):
    front, problems = read_yaml_file("x", f"{comment(text)}\na: b\n".encode())
    assert faults(problems) == []
    assert list(front.entries) == ["a"]


@settings(max_examples=80)
@given(
    title=TEXT, says=TEXT, name=TEXT, role=TEXT, authors=st.lists(TEXT, max_size=6, unique_by=line), note=ANY,
    topics=st.lists(st.sampled_from(["talks", "nuclear-talks"]), unique=True),
    hints=st.lists(st.sampled_from(["place", "series", "people", "updates", "sections"])),
)  # fmt: skip
def test_a_briefing_is_read_back_and_is_laid_out_as_it_should_be(title, says, name, role, authors, note, topics, hints):
    speaker = Speaker("", line(name), line(role))
    statement = {
        "says": says, "mode": "quote", "topic": "talks", "speaker": speaker, "source": 1, "shift": True,
        "date": PartialDate(2023), "original": {"language": "fa", "text": title},
    }  # fmt: skip
    values = {
        "title": title, "date": PartialDate(2023, 10, 2), "format": "statement", "summary": "A summary.",
        "authors": authors, "topics": topics, "embargo": datetime(2023, 10, 2, 12, 30, tzinfo=UTC),
        "sources": [{"outlet": "daily-news", "url": "https://news.example/1", "title": says}],
        "sections": {"lead": {"countries": ["NO"]}, "a": {"topics": [], "statements": [statement, statement]}},
    }  # fmt: skip
    above = {("title",): [note, note], ("sections", "a"): [note], ("sections", "a", "statements", 1): [note],
             ("sections", "a", "statements", 0, "speaker"): [note], ("sources", 0, "outlet"): [note]}  # fmt: skip
    text = briefing_text(values, "Lead.\n\n## A", above, {("topics",): note, ("sections", "lead"): note}, hints)
    file = read_briefing(PATH, PATH, text.encode(), VOCABULARY)
    assert [problem for problem in faults(file.problems) if problem.severity == "error"] == []
    read = file.briefing
    assert (read.title, read.topics, read.authors) == (line(title), tuple(topics), tuple(map(line, authors)))
    assert read.sections[0].countries == ("NOR",)
    assert read.sections[1].statements[0] == Statement(
        "talks", "quote", line(says), speaker, original=line(title), original_language="fa", source=1,
        date=PartialDate(2023), shift=True,
    )  # fmt: skip
    assert format_briefing(PATH, text.encode()).data == text.encode()


def test_a_file_looks_like_this():
    values = {
        "sources": [{"url": "https://news.example/1", "outlet": "daily-news"}], "title": "Iran: no", "format": "other",
        "date": PartialDate(2023, 10, 2), "status": "draft", "summary": None,
        "speakers": [Speaker("jane-doe"), Speaker("", "A. B.", "envoy")], "topics": ["talks"],
        "sections": {"a": {"countries": ["IRN"]}},
    }  # fmt: skip
    above = {("sections", "a", "countries"): ["because of:\n«Tehran»"]}
    text = briefing_text(values, "## A", above, {("status",): "for now"}, hints=["place", "topics"])
    assert (
        text
        == """\
---
title: "Iran: no"
date: 2023-10-02
format: other
# place: Tehran  # Where it happened.
speakers: [jane-doe, {name: A. B., role: envoy}]
topics: [talks]
status: draft  # for now
sources:
  - outlet: daily-news
    url: https://news.example/1
sections:
  a:
    # because of: «Tehran»
    countries: [IRN]
---
## A
"""
    )


def test_a_key_that_the_schema_does_not_have_is_a_fault_of_the_caller():
    with pytest.raises(KeyError, match="nope"):
        briefing_text({"nope": 1})


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Iran’s “no”: 100% Ça va", "irans-no-100-ca-va"),
        ("中国外交部", "zhongguowaijiaobu"),
        ("Հայաստան", "hayastan"),
        ("Заява МЗС", "zayava-mzs"),
        ("!!! — …", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 100, "x" * 60),
    ],
)
def test_slugs(title, slug):
    assert slug_of(title) == slug


@given(st.text(max_size=80))
def test_ids_are_ids(text):
    found = briefing_id(PartialDate(2023, 10, 2), text)
    assert not found or BRIEFING_ID.fullmatch(found)
    new = term_id(text, ["a", "b"])
    assert not new or (is_term_id(new) and new not in ["a", "b"])


def test_ids_of_terms_avoid_what_is_taken_and_what_cannot_be():
    assert [term_id("Daily News", ["daily-news"]), term_id("2024"), term_id("CON"), term_id("—")] == [
        "daily-news-2", "the-2024", "the-con", "",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"country"}))
@pytest.mark.parametrize("new_id", ["a-first", "middle", "zz-last"])
def test_a_term_is_put_in_by_id_and_nothing_else_changes(kind, new_id):
    path = ROOT / "content" / "vocabulary" / f"{KINDS[kind]}.yml"
    before = path.read_text("utf-8")
    after = with_term(before, kind, new_id, {"name": "New: “one”"})
    entry = vocabulary_entry(kind, new_id, {"name": "New: “one”"})
    assert after.replace(entry, "", 1) == before
    assert list(read_yaml_file("x", after.encode())[0].entries) == sorted(
        [*read_yaml_file("x", before.encode())[0].entries, new_id]
    )
    assert format_vocabulary(kind, "x", after.encode()).data == after.encode()


def test_a_term_in_odd_files():
    values = {"name": "B", "url": "https://b.example/"}
    entry = "b:\n  name: B\n  url: https://b.example/\n"
    assert with_term("", "outlet", "b", values) == entry
    assert with_term("# Outlets", "outlet", "b", values) == f"# Outlets\n{entry}"
    assert with_term("a: {name: A}", "outlet", "b", values) == f"a: {{name: A}}\n{entry}"
    assert with_term("c: {name: C}\r\n", "outlet", "b", values) == entry.replace("\n", "\r\n") + "c: {name: C}\r\n"
    with pytest.raises(TermExistsError):
        with_term("b: {name: B}", "outlet", "b", values)
    with pytest.raises(ValueError, match="lines of their own"):
        with_term("{a: {name: A}}", "outlet", "b", values)
    with pytest.raises(ValueError, match="quote"):
        with_term("a: 'x", "outlet", "b", values)


def test_records_in_lists_of_terms_are_in_braces():
    roles = [{"from": PartialDate(2020, 6), "title": "envoy", "organisation": "iran-mfa"}]
    assert vocabulary_entry("person", "x-y", {"roles": roles, "name": "X Y"}) == (
        "x-y:\n  name: X Y\n  roles:\n    - {title: envoy, organisation: iran-mfa, from: 2020-06}\n"
    )
