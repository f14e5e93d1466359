"""Addresses: slugs as GitHub makes them, relative links, and what files and old ids are called on the site."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings import urls

SEGMENT = st.text("abcxyz019-_.:~ é%&?'ک", min_size=1, max_size=8).filter(lambda text: text.strip(".") != "")
FOLDER = st.lists(SEGMENT, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILE = st.tuples(FOLDER, st.one_of(st.just(""), SEGMENT)).map("".join)
FRAGMENT = st.text("abc-_é#?/ %", max_size=6)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Nuclear deal", "nuclear-deal"),
        ("  Nuclear deal ", "nuclear-deal"),
        ("What's next? (II)", "whats-next-ii"),
        ("A & B", "a--b"),
        ("A – B — C", "a--b--c"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("10.5 %", "105-"),
        ("Élysée", "élysée"),
        ("ÜBER", "über"),
        ("برنامه هسته‌ای", "برنامه-هستهای"),
        ("核問題", "核問題"),
        ("«Переговоры»", "переговоры"),
        ("!?", ""),
    ],
)
def test_slug_is_githubs(heading, expected):
    assert urls.slug(heading) == expected


@given(st.text())
def test_slug_of_a_slug_is_itself_and_can_stand_in_an_address(text):
    slug = urls.slug(text)
    assert urls.slug(slug) == slug
    assert not set(slug) & set(" \t\n/#?%&<>\"'.:")


def test_an_old_address_is_no_longer_than_any_system_takes():
    assert urls.is_old_address("/".join(["abcd"] * 100))
    assert not urls.is_old_address("/".join(["abcd"] * 101))
    assert urls.is_old_address("a" * 200)
    assert not urls.is_old_address("a" * 201)


def test_a_file_may_have_any_mark_in_its_name():
    link = urls.relative_file("images/a #1?%.png", "b", "briefings/x/")
    assert link == "../../images/a%20%231%3F%25.png#b"
    assert urls.relative("images/a b.png#c#d", "briefings/x/") == "../../images/a%20b.png#c%23d"


@given(FILE, FRAGMENT, FOLDER)
def test_relative_link_resolves_to_its_target(path, fragment, start):
    target = f"{path}#{fragment}" if fragment else path
    base = "https://example.org/some/base/"
    link = urls.relative(target, start)
    here = urljoin(base, "".join(f"{urls.quote(part)}/" for part in start.split("/")[:-1]))
    resolved = urljoin(here, link)
    assert unquote(resolved.partition("#")[0]) == base + path
    assert unquote(resolved.partition("#")[2]) == fragment
    assert not link.startswith("/")
    assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%/#-._~")


@pytest.mark.parametrize(
    ("target", "start", "link"),
    [
        ("", "", "./"),
        ("", "topics/", "../"),
        ("topics/", "topics/karabakh/", "../"),
        ("topics/karabakh/", "topics/karabakh/", "./"),
        ("topics/karabakh/#_x", "topics/karabakh/", "#_x"),
        ("people/a/", "topics/karabakh/iran/", "../../../people/a/"),
        ("feed.xml", "", "feed.xml"),
        ("topics/ab/", "topics/a/", "../ab/"),
        ("topics/karabakh/feed.xml", "topics/karabakh/", "feed.xml"),
    ],
)
def test_relative_link_is_the_shortest(target, start, link):
    assert urls.relative(target, start) == link


@pytest.mark.parametrize(
    ("start", "target", "expected"),
    [
        ("briefings/2023/a.md", "b.md", "briefings/2023/b.md"),
        ("briefings/2023/a.md", "../2022/b.md#x", "briefings/2022/b.md"),
        ("briefings/2023/a.md", "../2022/b.md?y#x", "briefings/2022/b.md"),
        ("briefings/2023/a.md", "#x", "briefings/2023/a.md"),
        ("briefings/2023/a.md", "../../my%20file.png", "my file.png"),
        ("briefings/2023/a.md", "../../../secret", None),
        ("briefings/2023/a.md", "%2e%2e/%2e%2e/%2e%2e/secret", None),
        ("briefings/2023/a.md", "b/../../../../../secret", None),
        ("briefings/2023/a.md", "/etc/passwd", None),
        ("briefings/2023/a.md", "%2Fetc/passwd", None),
        ("briefings/2023/a.md", "..\\b.md", None),
        ("about.md", "..", None),
        ("about.md", "..b.md", "..b.md"),
    ],
)
def test_content_path_stays_under_content(start, target, expected):
    assert urls.content_path(start, target) == expected


@given(FILE, st.text("ab./%2eE\\#?", max_size=20))
def test_content_path_never_leaves_content(start, target):
    path = urls.content_path(start, target)
    assert path is None or ".." not in path.split("/") or path == start


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("guide/index.md", "guide/"),
        ("guide/README.md", "guide/"),
        ("guide/write.md", "guide/write/"),
        ("briefings/2023/2023-10-02-a.md", "briefings/2023-10-02-a/"),
        ("images/map.png", "images/map.png"),
        ("a.b/c.d.md", "a.b/c.d/"),
        ("LICENSE", "LICENSE"),
    ],
)
def test_content_uri(path, uri):
    assert urls.content_uri(path) == uri


@pytest.mark.parametrize("text", ["iran", "a", "a-1", "1-2", "group-of-77", "console"])
def test_term_ids(text):
    assert urls.is_term_id(text)


@pytest.mark.parametrize(
    "text", ["", "Iran", "2023", "0", "a_b", "a b", "a.b", "é", "con", "nul", "com1", "lpt9", "a\n", "../a", "٣a"]
)
def test_no_term_ids(text):
    assert not urls.is_term_id(text)


@pytest.mark.parametrize(
    ("old", "uri"),
    [
        ("2023-10-02-old", "briefings/2023-10-02-old/"),
        ("2023-10-02-old/", "briefings/2023-10-02-old/"),
        ("2023/10/old", "2023/10/old/"),
        ("2023/10/old/", "2023/10/old/"),
        ("2023/10/old/index.html", "2023/10/old/"),
        ("old-page", "old-page/"),
        ("briefings/2023-10-02-old/", "briefings/2023-10-02-old/"),
    ],
)
def test_old_briefing(old, uri):
    assert urls.old_briefing(old) == uri


@pytest.mark.parametrize("old", ["old", "2019/x.html", "Old_Page", "é", "news/2019.10/x~y"])
def test_old_addresses(old):
    assert urls.is_old_address(old)


@pytest.mark.parametrize(
    "old",
    ["", ".", "../x", "/x", "a//b", "topics/x", "Topics/x", "TOPICS", "ﬁ/../x", "index.html", "Index.HTML", "404.html",
     "style.css", "a/Style.CSS", "con", "x/CON.html", "Briefings/2023", "briefings/2023/1", "a b", "a.", "%2e%2e/x"],
)  # fmt: skip
def test_no_old_addresses(old):
    assert not urls.is_old_address(old)


@pytest.mark.parametrize(("one", "other"), [("A/b", "a/B"), ("é", "e\u0301"), ("É", "e\u0301"), ("straße", "STRASSE")])
def test_what_some_file_systems_take_for_one(one, other):
    assert urls.as_seen_without_case(one) == urls.as_seen_without_case(other)


@given(st.text())
def test_seeing_twice_without_case_is_seeing_once(text):
    once = urls.as_seen_without_case(text)
    assert urls.as_seen_without_case(once) == once


@given(st.from_regex(r"[a-z]{3}", fullmatch=True), st.from_regex(r"[A-Z]{3}", fullmatch=True))
def test_relation_has_one_address_in_either_order(one, other):
    assert urls.relation(one, other) == urls.relation(other.lower(), one.upper())
    assert urls.relation("IRN", "EGY") == "relations/egy-irn/"


def test_sections_periods_and_pages():
    assert urls.section("2023-10-02-a", "lead") == "briefings/2023-10-02-a/"
    assert urls.section("2023-10-02-a", "x") == "briefings/2023-10-02-a/#x"
    assert urls.period("topics/a/", 2023) == "topics/a/2023/"
    assert urls.period("topics/a/", 2023, 4) == "topics/a/2023/04/"
    assert urls.year(2023) == "briefings/2023/"
    assert urls.topic_country("a", "iran") == "topics/a/iran/"
    assert urls.page("country", "iran") == "countries/iran/"
    assert len(set(urls.COLLECTIONS.values())) == len(urls.COLLECTIONS)
