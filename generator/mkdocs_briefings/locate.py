"""The second look at a body, taken only when there is something to report: where exactly it stands.

cmark-gfm gives no positions of inline elements and hides what it refuses; markdown-it-py gives both.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .problem import Problem, Span

_SCHEMES = ("https:", "http:", "mailto:")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_NOTE = re.compile(r"^( {0,3})(\[\^[^\]\s]+\]:)", re.MULTILINE)


def _tokens(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # what may stand in a link is decided below, with a message
    # markdown-it knows no footnotes and would take a note for a link definition: let it be a paragraph.
    return parser.parse(_NOTE.sub(lambda m: m[1] + "x" * len(m[2]), text))


def headings(text: str, line: int) -> list[tuple[int, int]]:
    """Line and column of every heading in order; `line` is the body's first line in its file."""
    rows = text.split("\n")
    found = []
    for token in _tokens(text):
        if token.type == "heading_open" and token.map:
            row = rows[token.map[0]] if token.map[0] < len(rows) else ""
            at = row.find("#") if token.markup.startswith("#") else len(row) - len(row.lstrip())
            found.append((line + token.map[0], max(at, 0) + 1))
    return found


def forbidden(path: str, text: str, line: int) -> list[Problem]:
    """Problems for raw HTML, links and images that are not allowed, each where it stands."""
    rows = text.split("\n")
    problems = []
    for token in _tokens(text):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "html_block":
            row = rows[first] if first < len(rows) else ""
            span = Span(path, line + first, row.find("<") + 1)
            problems.append(_raw_html(span, token.content.strip().split("\n")[0]))
        elif token.type == "inline":
            finder, opened = _Finder(rows, first, last), False
            for child in token.children or ():
                # The closing tag of an element that is reported already has the same cause.
                if child.type == "html_inline" and child.content.startswith("</") and opened:
                    continue
                opened = opened or child.type == "html_inline"
                problems += _inline(path, line, finder, child)
    return problems


class _Finder:
    """Finds the next place of a text within the lines of a block, never going back."""

    def __init__(self, rows: list[str], first: int, last: int) -> None:
        self.rows, self.row, self.last, self.column = rows, first, last, 0

    def next(self, needle: str) -> tuple[int, int]:
        """Row and column, from 0, of the needle's next occurrence; the present place where there is none."""
        row, column = self.row, self.column
        while row < min(self.last, len(self.rows)):
            at = self.rows[row].find(needle, column)
            if at >= 0:
                self.row, self.column = row, at + max(len(needle), 1)
                return row, at
            row, column = row + 1, 0
        return self.row, self.column


def _inline(path: str, line: int, finder: _Finder, token: Token) -> list[Problem]:
    if token.type == "html_inline":
        row, column = finder.next(token.content.split("\n")[0])
        return [_raw_html(Span(path, line + row, column + 1), token.content)]
    if token.type == "link_open":
        return _address(path, line, finder, str(token.attrGet("href") or ""), token.meta or {})
    if token.type == "image":
        src = str(token.attrGet("src") or "")
        if not src or _SCHEME.match(src) or src.startswith(("//", "\\", "%5C")):
            row, column = finder.next(src)
            hint = "put the picture under content/ and link to it with a relative path"
            return [Problem(Span(path, line + row, column + 1), "bad-image", f"`{src}` is no file of this site", hint)]
    return []


def _address(path: str, line: int, finder: _Finder, href: str, meta: dict) -> list[Problem]:
    row, column = finder.next(href)
    span = Span(path, line + row, column + 1)
    if not href:
        return [Problem(span, "bad-link", "a link without an address", "write `[words](https://…)`")]
    if href.startswith(("//", "\\", "%5C")):
        return [Problem(span, "bad-link", f"`{href}` names no scheme", "begin the address with https://")]
    if _SCHEME.match(href) and not href.lower().startswith(_SCHEMES):
        scheme = href.split(":", 1)[0]
        return [Problem(span, "bad-link", f"links with `{scheme}:` are not allowed", "use https, http or mailto")]
    return []


def _raw_html(span: Span, written: str) -> Problem:
    shown = written if len(written) <= 40 else written[:39] + "…"
    hint = "use Markdown; for a `<` that is meant, write `&lt;`"
    return Problem(span, "raw-html", f"raw HTML: `{' '.join(shown.split())}`", hint)
