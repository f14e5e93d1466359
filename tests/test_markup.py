"""Bodies: sections, ids, notes, links and excerpts; and whatever is written, safe and balanced HTML comes out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_briefings import fragment
from mkdocs_briefings.markup import read_body

VOID = {"br", "hr", "img"}
TAGS = VOID | {
    "a",
    "li",
    "ol",
    "ul",
    "p",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "blockquote",
    "sup",
    "div",
}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"href", "title", "id", "class", "src", "alt", "start", "value", "loading"}
ATTRIBUTES |= {"role", "tabindex", "aria-label"}


def body(text: str, resolve=lambda target: target):
    return read_body("a.md", text, 1, resolve)


def codes(read) -> list[str]:
    return [problem.code for problem in read.problems]


class Balance(HTMLParser):
    """Fails on a closing tag that closes nothing, on one left open, on tags and attributes that may not be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        given = dict(attrs)
        assert set(given) <= ATTRIBUTES
        address = given.get("src", "").strip().lower()
        assert not address.startswith(("javascript:", "data:", "//", "http:", "https:"))
        href = given.get("href", "").strip().lower()
        assert not href.startswith(("javascript:", "vbscript:", "data:", "file:"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_body_is_split_at_headings_of_level_two():
    read = body(
        "Lead.\n\n## Nuclear deal\n\nOne.\n\n### Detail\n\nTwo.\n\n"
        "Armenia & co. {#no}\n---\n\nThree.\n\n## B {#karabakh}\n"
    )
    assert [(s.id, s.heading, s.number) for s in read.sections] == [
        ("lead", "", -1),
        ("nuclear-deal", "Nuclear deal", 0),
        ("no", "Armenia & co.", 2),
        ("karabakh", "B", 3),
    ]
    assert [s.text for s in read.sections] == ["Lead.", "One. Detail Two.", "Three.", ""]
    assert '<h3 id="detail">Detail</h3>' in read.sections[1].html
    assert {"nuclear-deal", "detail", "no", "karabakh"} <= read.anchors
    assert read.problems == []


@pytest.mark.parametrize("text", ["", "\n\n", "## A\n\nx", "<!-- -->\n\n## A"])
def test_without_text_there_is_no_lead(text):
    assert "lead" not in [section.id for section in body(text).sections]


@pytest.mark.parametrize(
    "text",
    ["```\n## no\n```", "    ## no", "~~~\n# no\n~~~", "x `## no`", "\\## no", "##no", "> ## quoted", "- ## in a list"],
)
def test_what_only_looks_like_a_heading_begins_no_section(text):
    assert [section.id for section in body(text).sections] == ["lead"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x\n\n# Title\n", "bad-heading", 3),
        ("Title\n===\n", "bad-heading", 1),
        ("## !!!\n", "bad-heading", 1),
        ("##\n", "bad-heading", 1),
        ("## A {#_x}\n", "bad-heading", 1),
        ("## A {#a b}\n", "bad-heading", 1),
        ("## Lead\n", "bad-heading", 1),
        ("## A\n\n## A\n", "duplicate-heading", 3),
        ("## A\n\n### B {#a}\n", "duplicate-heading", 3),
        ("x\n\n<b>y</b>\n", "raw-html", 3),
        ("x\n\n<script>\n", "raw-html", 3),
        ("x [y](javascript:z)\n", "bad-link", 1),
        ("x\n[y](//host/z)\n", "bad-link", 2),
        ("[y](data:text/html,z)\n", "bad-link", 1),
        ("[y](file:///etc/passwd)\n", "bad-link", 1),
        ("![y](https://x.example/z.png)\n", "bad-image", 1),
        ("![y](//x.example/z.png)\n", "bad-image", 1),
        ("> " * 60 + "x\n", "markdown-depth", 1),
        ("x\n\n" + "- " * 60 + "x\n", "markdown-depth", 3),
    ],
)
def test_what_is_refused_is_reported_where_it_stands(text, code, line):
    assert {(problem.code, problem.span.line) for problem in body(text).problems} == {(code, line)}


@pytest.mark.parametrize(
    "link", ["https://x.example/", "HTTP://x.example/", "mailto:a@b.example", "#a", "../a.md", "a%20b.md?c#d"]
)
def test_what_is_allowed_is_not_reported(link):
    assert body(f"## A\n\n[x]({link})").problems == []


def test_internal_links_and_images_are_gathered_and_rewritten():
    text = "[a](../x.md#y) and [b][ref]\n![c](p.png) [d](https://x.example)\n\n[ref]: z.md 'T'\n"
    read = body(text, lambda target: f"new/{target}")
    html = read.sections[0].html
    spans = [(reference, read.places.reference(reference)) for reference in read.references]
    assert [(reference.target, reference.image, span.line, span.column) for reference, span in spans] == [
        ("../x.md#y", False, 1, 5),
        ("z.md", False, 4, 8),
        ("p.png", True, 2, 6),
    ]
    for written in ('"new/../x.md&#35;y"', '"new/z.md" title="T"', '"new/p.png" alt="c"', '"https://x.example"'):
        assert f"={written}" in html


def test_notes_stand_under_the_first_section_that_refers_to_them():
    read = body("L[^b].\n\n## A\n\nx[^a] and[^b]\n\n## B\n\ny\n\n[^a]: Note *a*.\n[^b]: Note b.\n")
    lead, one, two = (section.html for section in read.sections)
    assert ("Note b." in lead, "Note b." in one, "Note" in two) == (True, False, False)
    assert "Note <em>a</em>." in one
    # Numbers go on through the briefing, and each mark leads to its note and back.
    assert 'id="_fn-b" value="1"' in lead
    assert 'id="_fn-a" value="2"' in one
    assert 'href="#_fn-a" id="_fnref-a"' in one
    assert 'href="#_fnref-a"' in one
    assert [section.text for section in read.sections] == ["L.", "x and", "y"]


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("short", 10, "short"),
        ("exactly 10", 10, "exactly 10"),
        ("eleven long", 10, "eleven…"),
        ("one, two, three", 11, "one, two…"),
        ("x" * 20, 10, "x" * 9 + "…"),
    ],
)
def test_cut(text, length, expected):
    assert fragment.cut(text, length) == expected


@given(st.text("ab ,.é–", max_size=400))
def test_cut_keeps_whole_words_within_the_length(text):
    text = " ".join(text.split())
    shown = fragment.cut(text)
    assert len(shown) <= 240
    if len(text) > 240:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])
    else:
        assert shown == text


def test_excerpt_is_the_first_paragraph_as_plain_text():
    read = body("> *Some* `code` &amp; [link](https://x.example)\n> on two lines[^1].\n\nMore.\n\n[^1]: N.\n")
    assert read.sections[0].excerpt == "Some code & link on two lines."
    assert body("word " * 100).sections[0].excerpt == ("word " * 47).strip() + "…"


ALPHABET = st.text("#>-*_`[]()!|:~<\\&=+1.^{} \n\tabé\"'/", max_size=120)
PIECES = st.sampled_from(
    [
        "## A", "### B", "A\n---", "> ", "- ", "1. ", "```\n", "    code", "[^1]", "[^1]: note", "**",
        "| a | b |\n|:--|--:|\n| 1 | 2 |", "[x](javascript:alert(1))", "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "![x](data:text/html,a)", "[x](JaVaScRiPt&#58;a)", "<!--", "[x]: //h",
        "[x]", "- [ ] t", "- [x] t", "https://a.example/?b=c&d", "~~d~~", "&lt;b&gt;", '[x](y "t\' onclick=a")',
        '[x](a"onclick="b)', "{#id}", '{#" onclick=x}', "<https://a.example>", "</section>", "\n", "\n\n", " ", "a",
    ]
)  # fmt: skip
# Control characters do not come here: they are refused before.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80)
LINES = st.lists(PIECES, max_size=12)
BODIES = st.one_of(TEXT, ALPHABET, LINES.map("".join), LINES.map("\n".join))


@settings(max_examples=300, deadline=None)
@given(BODIES)
@example("a\n\n<div></div></div></section>\n")
@example("[^1]\n\n[^1]: a\n    > b\n\n    c\n")
def test_any_text_gives_safe_balanced_html(text):
    read = body(text)
    for section in read.sections:
        Balance(section.html)
        assert "\n\n" not in section.html  # a Markdown engine would end its HTML block there
        text_alone = re.sub(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>|&#', "", section.html)
        assert not set(text_alone) & set("\\`*_{}[]#|~^$")
        assert len(section.excerpt) <= 240
        assert section.text == " ".join(section.text.split())
    for problem in read.problems:
        assert 1 <= problem.span.line <= text.count("\n") + 1


class Tokens(HTMLParser):
    """Tags and words in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    def handle_endtag(self, tag):
        self.found.append(tag)

    def handle_data(self, data):
        self.found += data.split()


@settings(max_examples=150, deadline=None)
@given(BODIES)
@example("\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) {{ f }} &lt;g&gt; ~h ^i $j |k {: #l }\n")
@example("```\n*a*\n\n# b\n\n    c\n```\n")
def test_a_markdown_engine_leaves_the_html_of_a_section_as_it_is(text):
    for section in body(text).sections:
        page = f'<div class="body">\n{section.html}\n</div>'
        again = markdown.markdown(f"## A\n\n{page}\n\n## B\n", extensions=["attr_list", "tables", "footnotes", "toc"])
        assert Tokens(again).found[3:-3] == Tokens(page).found


@settings(max_examples=100, deadline=None)
@given(BODIES)
def test_a_body_that_is_not_reported_has_unique_ids(text):
    read = body(text)
    ids = [section.id for section in read.sections]
    if not read.problems:
        assert len(ids) == len(set(ids))
        assert set(ids) <= read.anchors | {"lead"}
