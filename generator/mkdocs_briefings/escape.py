"""Escaping by place: one function for each kind of output that text is put into.

A generated page is read again by Python-Markdown and by whatever plugins a site has. So in text for such pages every
character that Markdown, Jinja or a common extension gives a meaning is a numeric character reference: it reaches the
browser as itself and nothing in between sees it (Python-Markdown leaves references as they are).
"""

from __future__ import annotations

import json
import re
from html import escape as _html_escape

_MARKDOWN = "\\`*_{}[]#|~^$\t\r\n"
_PAGE = str.maketrans(
    {c: f"&#{ord(c)};" for c in _MARKDOWN} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
)
_IN_PAGE = re.compile(f"[{re.escape(''.join(map(chr, _PAGE)))}]")
_HEADING = {c: f"&#{ord(c)};" for c in "\t\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
_SAFE_HTML = str.maketrans({c: f"&#{ord(c)};" for c in _MARKDOWN})
# Line breaks that YAML knows and JSON does not, and characters that YAML does not allow unescaped.
_YAML_BREAKS = {c: f"\\u{ord(c):04x}" for c in (*map(chr, range(0x7F, 0xA1)), *"\u2028\u2029\ufeff\ufffe\uffff")}


def html(text: str) -> str:
    """For HTML text and for attributes in quotes."""
    return _html_escape(text, quote=True)


def page(text: str) -> str:
    """For text, headings and quoted attributes of a generated Markdown page."""
    return text.translate(_PAGE) if _IN_PAGE.search(text) else text  # most texts have nothing to translate


def heading(text: str) -> str:
    """For the words of a Markdown heading: all ASCII punctuation is a reference, since it is read as Markdown."""
    return "".join(_HEADING.get(character, character) for character in text)


def plain_references(html: str) -> str:
    """Undo in finished HTML what kept Markdown away: references to characters that mean nothing in HTML."""
    return _REFERENCE.sub(_plain, html)


def _plain(match: re.Match) -> str:
    character = chr(int(match[1]))
    return character if character in _PLAIN_IN_HTML else match[0]


_REFERENCE = re.compile(r"&#([0-9]{2,3});")
_PLAIN_IN_HTML = frozenset("\\`*_{}[]#|~^$!%()+,-./:;=?@")


def page_html(text: str) -> str:
    """For text that is safe HTML already (entities done) and goes into a generated Markdown page."""
    return text.translate(_SAFE_HTML).replace("&&#35;", "&#")  # numeric references stay what they are


def json_front_matter(data: dict) -> str:
    """A mapping as JSON that YAML 1.1 reads as the same mapping, on one line: front matter of a generated page."""
    line = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for character, written in _YAML_BREAKS.items():
        line = line.replace(character, written)
    return line


def markdown(text: str) -> str:
    """For text in a Markdown file that people read as it is: on one line, with a backslash only where it is needed.

    CommonMark 0.31, section 2.4: a backslash before ASCII punctuation makes it a plain character. Of GFM's extensions
    this covers strikethrough, tables and automatic links, but for those of mail addresses, which no backslash prevents.
    """
    line = _AS_MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
    line = _AUTOMATIC_LINK.sub(lambda match: match[0].replace(".", "\\.").replace(":", "\\:"), line)
    return _BLOCK_START.sub(r"\1\\\2", line)


_AS_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~!&$]")
_AUTOMATIC_LINK = re.compile(r"(?i)www\.|\b(?:https?|ftp|mailto|xmpp):")
_BLOCK_START = re.compile(r"^([0-9]*)([-+=.)])")
