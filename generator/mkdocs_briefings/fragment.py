"""Fragments of safe HTML as text: what is in a section, its first paragraph, how deep it nests."""

from __future__ import annotations

import re
from html import unescape

from . import escape

EXCERPT_LENGTH = 240
"""How much of a section a list shows, in characters."""

NOTES = '<ol class="footnotes">'
"""How the footnotes of a section begin."""

_NESTING = re.compile(r"<(/?)(?:li|blockquote|em|strong|del)\b")
_ANY_TAG = re.compile(r"<[^>]*>")
_INLINE_TAG = re.compile(r"</?(?:a|em|strong|del|code)(?:\s[^>]*)?>")
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote">.*?</sup>', re.DOTALL)


def plain(html: str) -> str:
    """The text of safe HTML, white space folded, footnote marks left out."""
    return " ".join(unescape(_ANY_TAG.sub(" ", _INLINE_TAG.sub("", _FOOTNOTE_MARK.sub("", html)))).split())


def inline_text(html: str) -> str:
    """As `plain`, for the inside of one paragraph or heading: tags vanish instead of parting words."""
    return " ".join(unescape(_ANY_TAG.sub("", _FOOTNOTE_MARK.sub("", html))).split())


def cut(text: str, length: int = EXCERPT_LENGTH) -> str:
    """At most `length` characters, ended with an ellipsis after the last whole word that fits."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    at = head.rfind(" ")
    return (head[:at] if at > length // 2 else head).rstrip(" ,;:–—-") + "…"


def depth(html: str, limit: int) -> int:
    """How deep lists, quotations and emphasis nest in cmark's output; stops counting soon after the limit."""
    level = deepest = 0
    for match in _NESTING.finditer(html):
        if match[1]:
            level -= 1
        else:
            level += 1
            if level > deepest:
                deepest = level
                if deepest > limit:
                    break
    return deepest


def between(text: str, pre: int) -> str:
    """Text between tags, made safe for a generated page: no blank line, or a Markdown engine ends its HTML block."""
    if not text:
        return text
    if pre:
        return escape.page_html(text)
    if text.isspace():
        return "\n"
    parts = [escape.page_html(part) for part in text.split("\n") if part.strip()]
    lead = "\n" if text[0] == "\n" else ""
    tail = "\n" if text[-1] == "\n" else ""
    return lead + "\n".join(parts) + tail


def excerpt(html: str) -> str:
    """The first paragraph as plain text, cut; else the beginning of all the text. Footnotes are no part of either."""
    html = html.partition(NOTES)[0]
    begin = html.find("<p>")
    first = inline_text(html[begin + 3 : html.find("</p>", begin)]) if begin >= 0 else ""
    return cut(first or plain(html))
