"""Feeds from a library: which there are, what is in them, in what order, and that readers can read them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import GOLDEN, NOW, basic, briefing, library_of
from feed_checks import check_both, check_content, read_by_feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mkdocs_briefings import site
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.hidden import without
from mkdocs_briefings.outputs.atom import atom
from mkdocs_briefings.outputs.feed_content import absolute
from mkdocs_briefings.outputs.feed_entries import Entries
from mkdocs_briefings.outputs.feed_model import Feed, instant
from mkdocs_briefings.outputs.feeds import MOST, feed_for, newest
from mkdocs_briefings.outputs.json_feed import json_feed
from mkdocs_briefings.outputs.opml import opml
from mkdocs_briefings.outputs.xml_text import legible
from mkdocs_briefings.pages import Parts, plan
from mkdocs_briefings.pages.feed_places import KINDS, feed_of, feed_uris
from mkdocs_briefings.project import read_project
from mkdocs_briefings.sources import read_inputs

SITE = "https://site.example/base/"
ROOT = Path(__file__).parents[1]
CASES = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "feeds").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}


def entries_of(files: dict[str, object], now=NOW, **keys) -> Entries:
    return Entries(Parts(library_of(files, now)), SITE, **keys)


def all_feeds(entries: Entries) -> dict[tuple[str, ...], Feed]:
    return {(place.kind, *place.ids): feed_for(entries, place.kind, *place.ids) for place in feed_uris(entries.parts)}


def seen(entry) -> dict[str, object]:
    """An entry as cases write it."""
    fields = ("id", "url", "title", "summary", "content", "happened", "language")
    return {name: getattr(entry, name) for name in fields} | {
        "published": instant(entry.published),
        "updated": instant(entry.updated),
        "authors": list(entry.authors),
        "categories": [one.key for one in entry.categories],
    }


def as_text(value: object) -> object:
    """A case's values, with dates and times as the text they were written as."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, date) else value


@pytest.mark.parametrize("name", CASES)
def test_feeds_are_exactly_these(name):
    case = CASES[name]
    assert set(case) <= {"use", "files", "now", "feeds", "absent"}
    now = parse_now(as_text({"now": case["now"]})["now"]) if "now" in case else NOW
    entries = entries_of((basic() if case.get("use") == "basic" else {}) | case["files"], now)
    for wanted in case["feeds"]:
        found = feed_for(entries, *wanted["feed"])
        if wanted.get("none"):
            assert found is None
            continue
        assert found.title == wanted["title"]
        assert found.url == wanted.get("url", found.url)
        assert instant(found.updated) == as_text(wanted)["updated"]
        shown = [seen(entry) for entry in found.entries]
        chosen = [{key: one[key] for key in want} for one, want in zip(shown, wanted["entries"], strict=False)]
        assert chosen == [as_text(want) for want in wanted["entries"]]
        assert len(shown) == len(wanted["entries"])
    written = {key: (atom(feed), json_feed(feed)) for key, feed in all_feeds(entries).items()}
    for one, other in written.values():
        check_both(one, other)
    everything = b"".join(part for pair in written.values() for part in pair) + opml(entries)
    assert [words for words in case.get("absent", ()) if words.encode() in everything] == []


@pytest.fixture(scope="module")
def real() -> Entries:
    """The feeds of this project's own site."""
    project = read_project(ROOT / "mkdocs.yml")
    library = site.check(read_inputs(project), parse_now("2026-06-01")).library(
        project.settings, parse_now("2026-06-01")
    )
    return Entries(Parts(library), "https://briefings.example.org/")


def test_all_feeds_of_a_real_site_are_valid_and_readable(real):
    feeds = all_feeds(real)
    assert {kind for kind, *_ in feeds} == set(KINDS)
    for key, feed in feeds.items():
        data = atom(feed)
        items = check_both(data, json_feed(feed))
        assert [item["id"] for item in items] == [entry.id for entry in feed.entries]
        if key[0] in ("site", "positions", "relation", "series"):
            assert read_by_feedparser(data) == [entry.id for entry in feed.entries]


def test_a_feed_made_alone_is_the_one_made_among_all(real):
    """Whatever is remembered, and however little."""
    together = {key: (atom(feed), json_feed(feed)) for key, feed in all_feeds(real).items()}
    little = Entries(real.parts, real.home, kept=2)
    for key in sorted(together, reverse=True)[::7]:
        assert together[key] == (atom(feed_for(little, *key)), json_feed(feed_for(little, *key)))


EDITS = {
    "its words": ("Words", "Other words"),
    "its title": ("title: A title", "title: Another title"),
    "a minor change": ("topics:", "updates: [{date: 2023-12-01, kind: minor, note: x}]\ntopics:"),
    "a correction": ("topics:", "updates: [{date: 2023-12-01, kind: correction, note: x}]\ntopics:"),
    "withdrawn": ("topics:", "status: withdrawn\ntopics:"),
    "another topic": ("[talks]", "[nuclear-talks]"),
    "another country": ("[IRN, EGY]", "[EGY, OMN]"),
    "another heading": ("## A", "## New"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_feeds_that_take_over_entries_are_those_of_a_clean_build(edit):
    text = briefing("topics: [talks]\ncountries: [IRN, EGY]\n", "Words.\n\n## A\n\nWords.\n")
    ids = [f"2023-10-02-n{number}" for number in range(60)]
    files = basic() | {f"briefings/2023/{one}.md": text for one in ids}
    old = {key: (atom(feed), json_feed(feed)) for key, feed in all_feeds(entries_of(files)).items()}
    files[f"briefings/2023/{ids[10]}.md"] = text.replace(*EDITS[edit])
    assert files[f"briefings/2023/{ids[10]}.md"] != text
    clean = entries_of(files)
    library, read = clean.library, []

    def texts(briefing_id):
        read.append(briefing_id)
        return library.texts(briefing_id)

    entries = Entries(Parts(replace(library, texts=texts)), SITE, changed={ids[10]})
    wanted = {key: (atom(feed), json_feed(feed)) for key, feed in all_feeds(clean).items()}
    for key in wanted.keys() & old.keys():
        entries.reuse(*old[key])
    found = {key: (atom(feed), json_feed(feed)) for key, feed in all_feeds(entries).items()}
    assert found == wanted
    # Of the sixty that are as they were, only what moves up into the feeds is written anew.
    assert len(set(read)) < 10


def test_every_feed_stands_beside_a_page_and_every_such_page_has_one(real):
    places = {(place.kind, *place.ids): place.uri for place in feed_uris(real.parts)}
    assert places == {key: page.uri for page in plan(real.parts) if (key := feed_of(page))}
    assert all(feed_for(real, *key).url == real.home + uri for key, uri in places.items())
    assert places["country", "IRN"] == "countries/iran/"


def test_the_list_has_every_feed_once_under_its_kind(real):
    root = etree.fromstring(opml(real))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    found = [one.get("xmlUrl") for one in root.iter("outline") if one.get("type") == "rss"]
    assert found == [f"{real.home}{place.uri}feed.xml" for place in feed_uris(real.parts)]
    groups = [one.get("text") for one in root.find("body") if one.get("type") is None]
    assert groups == [name for kind, name in KINDS.items() if kind not in ("site", "positions", "corrections")]


def test_without_an_address_there_are_no_feeds(real):
    entries = Entries(real.parts, "")
    assert (feed_for(entries, "site"), feed_for(entries, "topic", "talks"), opml(entries)) == (None, None, None)


def test_an_address_with_and_without_a_slash_is_one(real):
    one, other = (Entries(real.parts, url) for url in ("https://a.example/b", "https://a.example/b/"))
    assert atom(feed_for(one, "site")) == atom(feed_for(other, "site"))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers()), unique_by=lambda one: one[1], max_size=200))
def test_the_newest_are_those_of_a_full_sort(things):
    def identity(thing) -> str:
        return str(thing[1])

    wanted = sorted(things, key=lambda thing: (-thing[0], identity(thing)))[:MOST]
    assert newest(things, [day for day, _ in things], identity) == wanted


def test_a_topic_of_3000_sections_reads_the_words_of_fifty():
    body = "".join(f"## Heading {n}\n\nWords.\n\n" for n in range(100))
    files = basic() | {
        f"briefings/2023/2023-10-02-n{n}.md": briefing("topics: [talks]\n", body, published=f"2023-11-{n % 28 + 1:02}")
        for n in range(30)
    }
    library = library_of(files)
    read = []

    def texts(briefing_id):
        read.append(briefing_id)
        return library.texts(briefing_id)

    entries = Entries(Parts(replace(library, texts=texts)), SITE)
    feed = feed_for(entries, "topic", "talks")
    assert len(entries.library.of("topic", "talks")) == 3001
    check_both(atom(feed), json_feed(feed))
    assert len(feed.entries) == len(read) == 50
    assert {str(entry.updated) for entry in feed.entries} == {"2023-11-28"}


def test_a_long_title_of_wide_characters_is_whole():
    title = "漢" * 140
    files = basic() | {"briefings/2023/2023-10-02-a.md": briefing("topics: [talks]\n", "Words.\n", title=title)}
    feed = feed_for(entries_of(files), "site")
    assert check_both(atom(feed), json_feed(feed))[0]["title"] == title


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "]]>",
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onmouseover='x",
            "&#60;b&#62; &lt;i&gt; &amp;",
            "javascript:alert(1)",
            "{{ 7 * 7 }} {% x %}",
            "*a* _b_ [c](d) `e` #f |g| ~~h~~",
            "شرح",
            "💥\U0001fffd",
        ]
    ),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).map(without).filter(bool),
)


@settings(max_examples=40)
@given(*[HOSTILE] * 7)
def test_no_text_of_strangers_breaks_out_of_its_place(title, summary, note, says, author, name, source):
    def quoted(words: str) -> str:
        return "'" + words.replace("'", "''") + "'"

    front = (
        f"authors: [{quoted(author)}]\n"
        "sections:\n  a:\n    countries: [IRN]\n    statements:\n"
        f"      - {{speaker: {{name: {quoted(name)}, role: {quoted(note)}}}, topic: talks, mode: quote, "
        f"says: {quoted(says)}, original: {{text: {quoted(source)}, language: fa}}}}\n"
        f"updates: [{{date: 2023-10-03, kind: correction, note: {quoted(note)}}}]\n"
    )
    text = briefing(
        front,
        "## A\n\nWords.\n",
        title=quoted(title),
        summary=quoted(summary),
        sources=f"[{{outlet: daily-news, url: https://news.example/1, title: {quoted(source)}}}]",
    )
    names = f"nuclear-talks: {{name: Nuclear talks, parents: [talks]}}\ntalks: {{name: {quoted(name)}}}\n"
    entries = entries_of(basic() | {"vocabulary/topics.yml": names, "briefings/2023/2023-10-02-a.md": text})
    for key in (("site",), ("topic", "talks"), ("positions",), ("corrections",)):
        feed = feed_for(entries, *key)
        items = check_both(atom(feed), json_feed(feed))
        texts = {"site": summary, "positions": says, "corrections": note}
        if key[0] in texts:
            assert items[0]["summary"] == legible(texts[key[0]])
        words = etree.fromstring(f"<a>{items[0]['content_html']}</a>", etree.HTMLParser()).itertext()
        wanted = {"site": says, "topic": says, "positions": name, "corrections": note}[key[0]]
        assert "".join(wanted.split()) in "".join("".join(words).split())


@given(st.text("<>\"'= &;#ahrefsrcid/:.x", max_size=60))
def test_text_that_looks_like_a_tag_stays_text(words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert absolute(f"<p>{escaped}</p>", SITE) == f"<p>{escaped}</p>"


@given(
    st.from_regex(re.compile(r"(\.\./){0,4}[a-z%0-9-]{1,8}(/[a-z0-9-]{0,5}){0,3}(#[a-z_%0-9-]{0,5})?"), fullmatch=True)
)
def test_relative_addresses_become_absolute(link):
    made = absolute(f'<p><a href="{link}" title="a &amp; b">x</a><img src="{link}" alt=""></p>', f"{SITE}a/b/")
    check_content(made)
    assert 'title="a &amp; b"' in made
    assert made.count("https://site.example/") == 2
