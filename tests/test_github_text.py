"""Text for GitHub's Markdown: whatever content says, it is read as plain text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.github_text import GAP, code, words

HOSTILE = st.lists(
    st.sampled_from(
        [
            *"\\`*_{}[]<>#|~!&$@:.-+=()^'\"/ \t\u202e\u200fab1é漢ن",
            "@user", "#12", "GH-7", "www.evil.example", "https://evil.example", "mailto:a@b.example", "a@b.example",
            "![x](https://evil.example/x.png)", "[x](javascript:x)", "<script>", "<!--", "&lt;", "&#64;", "`", "```",
            "| a | b |", "org/repo#1", ":tada:", "0123456789abcdef0123456789abcdef01234567", "[^1]", "$x$",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def text_of(html: str) -> str:
    """What a reader sees of a fragment of HTML, without the invisible character."""
    return unescape(re.sub(r"<[^>]*>", "", html)).replace(GAP, "")


def seen(text: str) -> str:
    """A text as it may be shown: on one line, with controls made visible."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in " ".join(text.split()))


@given(HOSTILE)
def test_words_are_read_as_plain_text_in_a_line_and_in_a_table(text):
    line = words(text, 1000)
    html = github_flavored_markdown_to_html(f"Say “{line}” here.\n\n| one | two |\n| --- | --- |\n| “{line}” | x |\n")
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "table", "thead", "tbody", "tr", "th", "td"}
    paragraph, table = html.split("<table>")
    assert text_of(paragraph).strip() == f"Say “{seen(text)}” here."
    assert text_of(re.findall(r"<td>(.*?)</td>", table, re.DOTALL)[0]) == f"“{seen(text)}”"


@given(HOSTILE)
def test_nothing_is_left_that_github_makes_a_link_of_after_markdown(text):
    rendered = unescape(re.sub(r"<[^>]*>", "", github_flavored_markdown_to_html(f"x {words(text, 1000)} x")))
    assert not re.search(r"@\w|#[0-9]|\bGH-[0-9]|www\.|[a-z]:/|:[a-z+-]+:|\b[0-9a-f]{7,40}\b", rendered, re.IGNORECASE)


@given(HOSTILE)
def test_code_is_one_span_of_code_or_words(text):
    html = github_flavored_markdown_to_html(f"x {code(text, 1000)} x")
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "code"}
    assert text_of(html).strip() == f"x {seen(text)} x" or not text.strip()


def test_long_texts_are_cut_and_persian_words_keep_their_joiners():
    assert words("z" * 200, 10) == "z" * 9 + "…"
    assert words("می\u200cخواهیم") == "می\u200cخواهیم"
    assert code("2023-10-02-talks") == "`2023-10-02-talks`"
    assert code("/briefings/x/#" + "a" * 200).startswith("/briefings/x/")


@pytest.mark.parametrize("text", ["@user", "#1", "GH-1", "a@b.example", "www.x.example", "https://x.example", ":tada:"])
def test_the_gap_stands_where_a_link_would_begin(text):
    assert GAP in words(text)
