"""Atom, JSON Feed and XML text alone: what always holds, whatever is put into a feed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from feed_checks import ATOM, GRAMMAR, check_atom, check_json, read_by_feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mkdocs_briefings.outputs import atom as atom_module
from mkdocs_briefings.outputs import json_feed as json_module
from mkdocs_briefings.outputs.atom import atom
from mkdocs_briefings.outputs.feed_model import Category, Feed, FeedEntry, instant, language_tag
from mkdocs_briefings.outputs.json_feed import json_feed
from mkdocs_briefings.outputs.xml_text import attribute, legible, text

ANY = st.text(st.characters(exclude_categories=()))  # control characters, lone surrogates and all
WORDS = ANY.filter(lambda words: words.strip() != "")
DAYS = st.dates(date(1000, 1, 1))
HOME = "https://site.example/"
CATEGORIES = st.builds(
    Category,
    kind=st.sampled_from(["topic", "country"]),
    key=st.sampled_from(["talks", "IRN"]),
    term=ANY,
    label=WORDS,
    scheme=st.just(f"{HOME}topics/"),
)
ENTRIES = st.builds(
    FeedEntry,
    id=st.uuids().map(lambda one: f"{HOME}{one}"),
    url=st.just(f"{HOME}a/"),
    title=ANY,
    summary=ANY,
    compose=ANY.map(lambda words: lambda: words),
    published=DAYS,
    updated=DAYS,
    happened=st.just("2023-10"),
    language=st.sampled_from(["en", "fa", "zh-Hant-TW", "no language", ""]),
    authors=st.lists(WORDS, max_size=2).map(tuple),
    categories=st.lists(CATEGORIES, max_size=2).map(tuple),
)
FEEDS = st.builds(
    Feed,
    title=WORDS,
    url=st.just(f"{HOME}topics/talks/"),
    home=st.just(HOME),
    site_name=WORDS,
    language=st.sampled_from(["en", "fa", "en_GB", ""]),
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    description=ANY,
    licence=ANY,
    licence_url=st.sampled_from(["", "https://licence.example/?a=1&b=2"]),
)


@given(ANY)
def test_text_and_attributes_come_out_of_a_parser_as_they_went_in(words):
    root = etree.fromstring(f'<a b="{attribute(words)}">{text(words)}</a>'.encode())
    assert (root.get("b"), root.text or "") == (legible(words), legible(words))


def test_what_xml_forbids_is_replaced_and_nothing_else():
    """Against the parser's own word, for every character but those that most planes have alike."""
    for code in (*range(0x3000), *range(0xD000, 0x10500), 0x1FFFE, 0x1FFFF, 0x10FFFE, 0x10FFFF):
        try:
            etree.fromstring(f"<a>&#{code};</a>")
            allowed = True
        except etree.XMLSyntaxError:
            allowed = False
        assert legible(chr(code)) == (chr(code) if allowed else "\ufffd"), hex(code)


@settings(max_examples=60)
@given(FEEDS)
def test_any_feed_is_valid_atom_that_says_what_it_was_given(feed):
    data = atom(feed)
    root = check_atom(data)
    assert root.findtext(f"{ATOM}title") == legible(feed.title)
    assert root.findtext(f"{ATOM}rights", "") == legible(feed.licence)
    for found, entry in zip(root.findall(f"{ATOM}entry"), feed.entries, strict=True):
        assert found.findtext(f"{ATOM}title") == legible(entry.title)
        assert found.findtext(f"{ATOM}summary", "") == legible(entry.summary)
        assert found.findtext(f"{ATOM}content") == legible(entry.content)
        assert [one.findtext(f"{ATOM}name") for one in found.findall(f"{ATOM}author")] == [
            legible(name) for name in entry.authors
        ]
        assert [(one.get("term"), one.get("label")) for one in found.findall(f"{ATOM}category")] == [
            (legible(one.term), legible(one.label)) for one in entry.categories
        ]
    assert read_by_feedparser(data) == [entry.id for entry in feed.entries]


@settings(max_examples=60)
@given(FEEDS)
def test_any_feed_is_a_valid_json_feed_that_says_what_it_was_given(feed):
    document = check_json(json_feed(feed))
    assert document["title"] == legible(feed.title)
    assert document["_briefings"].get("licence", "") == legible(feed.licence)
    for found, entry in zip(document["items"], feed.entries, strict=True):
        assert found["title" if entry.title else "id"] == legible(entry.title or entry.id)
        assert found["content_html"] == legible(entry.content)
        assert [one["name"] for one in found.get("authors", [])] == [legible(name) for name in entry.authors]


def entry(**given) -> FeedEntry:
    day = date(2023, 10, 2)
    keys = {"id": f"{HOME}#a", "url": HOME, "title": "A", "summary": "", "happened": "2023-10-02"}
    return FeedEntry(**({"published": day, "updated": day, "language": "en", "compose": str} | keys | given))


def feed(*entries: FeedEntry, language: str = "en") -> Feed:
    return Feed("Test", HOME, HOME, "Test", language, entries)


@settings(max_examples=60)
@given(FEEDS)
def test_a_documents_entries_can_be_taken_out_of_it_again(feed):
    for write, module in ((atom, atom_module), (json_feed, json_module)):
        data = write(feed)
        found = module.entries_in(data)
        assert list(found) == [module.written_id(entry.id) for entry in feed.entries]
        fresh = [replace(entry, compose=unwanted, made={}) for entry in feed.entries]
        for entry in fresh:
            form = "atom" if module is atom_module else "json"
            entry.remember(form, feed.language, found[module.written_id(entry.id)])
        assert write(replace(feed, entries=tuple(fresh))) == data


def unwanted() -> str:
    raise AssertionError("nothing had to be written anew")


def test_what_is_no_feed_gives_no_entries_that_anything_asks_for():
    for data in (b"", b"<html>\n<entry\n", b"{}\n\n", b"\n\n\n\n"):
        assert atom_module.written_id(HOME) not in atom_module.entries_in(data)
        assert json_module.written_id(HOME) not in json_module.entries_in(data)


def test_one_entry_in_feeds_of_two_languages_names_its_own_only_where_it_differs():
    one = entry(language="fa")
    assert b"<entry>" in atom(feed(one, language="fa"))
    assert b'<entry xml:lang="fa">' in atom(feed(one))
    assert "language" not in json.loads(json_feed(feed(one, language="fa")))["items"][0]
    assert json.loads(json_feed(feed(one)))["items"][0]["language"] == "fa"


def test_a_feed_is_as_new_as_its_newest_entry():
    days = [date(2023, 1, 2), date(2023, 3, 4), date(2023, 2, 3)]
    assert feed(*(entry(updated=day) for day in days)).updated == date(2023, 3, 4)
    assert feed().updated == date(1970, 1, 1)
    assert instant(date(2023, 3, 4)) == "2023-03-04T00:00:00Z"


def test_a_setting_that_is_no_language_is_not_named():
    assert [language_tag(one) for one in ("en", "pt-BR", "en_GB", "", "a b")] == ["en", "pt-BR", "", "", ""]


@pytest.mark.parametrize("missing", ["id", "title", "updated"])
def test_the_grammar_finds_what_is_missing(missing):
    root = etree.fromstring(atom(feed(entry())))
    one = root.find(f"{ATOM}entry")
    one.remove(one.find(f"{ATOM}{missing}"))
    assert not GRAMMAR.validate(root)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"titel": "x"},
        {"items": [{"id": "1"}]},
        {"items": [{"id": "1", "content_html": "", "date_modified": "2023-10-02"}]},
        {"feed_url": "feed.json"},
    ],
)
def test_the_rules_find_what_is_wrong(change):
    with pytest.raises(AssertionError):
        check_json(json.dumps(json.loads(json_feed(feed(entry()))) | change).encode())
