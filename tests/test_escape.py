"""Escaping: text goes through Python-Markdown, HTML and YAML and arrives as the same text, never as markup."""

from __future__ import annotations

import html as stdlib_html
from html.parser import HTMLParser

import frontmatter
import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_briefings import escape

# What briefings may hold: no control characters (they are refused), no half surrogate pairs (no UTF-8 has them).
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
MARKUP = st.text("<>&\"'`*_{}[]()#|~^$!:=.-+\\/\n\t 1ab;%", max_size=60)
SAMPLES = [
    "*a* _b_ `c` **d**", "<script>alert(1)</script>", "[a](javascript:x)", "![a](b)", "{{ x }} {% y %}",
    "{: onclick=x }", "{#id}", "[^1]", "[TOC]", "a | b", "~~a~~ ^b^ $c$", "&amp; &#60; &lt;", "\\*a\\*",
    "https://a.example", "a@b.example",
    "# a", "> a", "- a", "1. a", ":::", "--8<-- x", "[[a]]", "    a", "a\n\nb", "a\n===", '"\'', "*[A]: b", "[a]: b",
]  # fmt: skip


def rendered(text: str) -> str:
    """What a site's Markdown engine makes of a page, with the extensions that sites use most."""
    extensions = ["attr_list", "tables", "footnotes", "toc", "abbr", "def_list", "md_in_html"]
    return markdown.markdown(text, extensions=extensions)


class Outline(HTMLParser):
    """The tags and the text of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def words(text: str) -> list[str]:
    return text.split()


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP, st.sampled_from(SAMPLES)))
def test_page_text_passes_markdown_unchanged(text):
    outline = Outline(rendered(f"<p>{escape.page(text)}</p>\n"))
    assert outline.tags == [("p", {})]
    assert words(outline.words) == words(text)


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP, st.sampled_from(SAMPLES)))
def test_page_attribute_passes_markdown_unchanged(text):
    outline = Outline(rendered(f'<p title="{escape.page(text)}">x</p>\n'))
    assert outline.tags == [("p", {"title": text})]


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP, st.sampled_from(SAMPLES)).filter(lambda text: words(text)))
@example("1. a")
def test_heading_words_pass_markdown_unchanged(text):
    one_line = " ".join(words(text))  # headings are words on one line
    outline = Outline(rendered(f"## {escape.heading(one_line)} {{#x}}\n"))
    assert outline.tags == [("h2", {"id": "x"})]
    assert words(outline.words) == words(one_line)


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP, st.sampled_from(SAMPLES)))
def test_page_html_keeps_what_html_means(text):
    safe = f"<b>{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</b>"  # as nh3 writes it
    outline = Outline(rendered(f"<p>{escape.page_html(safe)}</p>\n"))
    assert [tag for tag, _ in outline.tags] == ["p", "b"]
    assert words(outline.words) == words(text)


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP))
def test_html_reads_back_as_the_text_and_holds_no_delimiter(text):
    escaped = escape.html(text)
    assert stdlib_html.unescape(escaped) == text
    assert not set(escaped) & set("<>\"'")


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP))
def test_page_holds_no_character_that_markdown_or_jinja_reads(text):
    bare = escape.page(text).replace("&#", "").replace("&amp;", "")
    assert not set(bare) & set("\\`*_{}[]#|~^$<>\"'\n\t")


@settings(deadline=None)
@given(st.one_of(TEXT, MARKUP))
def test_plain_references_mean_the_same_in_finished_html(text):
    html = f'<p title="{escape.page(text)}">{escape.page(text)}</p>'
    bare = escape.plain_references(html)
    before, after = Outline(html), Outline(bare)
    assert (after.tags, after.words) == (before.tags, before.words)
    assert "&#42;" not in bare


VALUES = st.recursive(
    st.one_of(TEXT, MARKUP, st.booleans(), st.integers(-(10**12), 10**12), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abc_-:é<=", min_size=1, max_size=8), VALUES, max_size=4))
@example({"title": "a\u2028b\u2029c\x85d\ufeffe\xa0f\x7f", "on": "no", "<<": "x", "n": "a \u2028 b", "e": "1e3"})
def test_json_front_matter_loads_back_equal(data):
    line = escape.json_front_matter(data)
    assert "\n" not in line
    assert yaml.safe_load(line) == data
    page = frontmatter.loads(f"---\n{line}\n---\n\nbody\n")
    assert page.metadata == data
    assert page.content == "body"


@pytest.mark.parametrize("text", ["---", "...", "a\n---\nb", "#x", "!!python/object x", "*a", "&a", "\\", '"'])
def test_front_matter_does_not_end_or_change_at_special_words(text):
    page = frontmatter.loads(f"---\n{escape.json_front_matter({'title': text})}\n---\n")
    assert page.metadata == {"title": text}
