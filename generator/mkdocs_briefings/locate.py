"""The second look at a body, taken only when there is something to report: where exactly it stands.

cmark-gfm says where blocks begin and hides what it refuses; markdown-it-py gives inline elements in their order, and
where each stands is found by going through the source with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cmarkgfm import cmark

from .model import Reference
from .problem import MAX_ALIKE, Problem, Span

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_SECOND_LOOK = 64 * 1024
"""Characters that a second look goes through; in a longer body what lies beyond is placed by its words alone."""

MAX_PARAGRAPH = 4 * 1024
"""The same for a single paragraph, heading or cell: in those markdown-it can take the square of their length."""

MAX_BRACKETS = 200
"""So many opening brackets may be in one, or it is passed over too."""

MAX_CELLS = 20_000
"""Tables are read as such where they cannot have more cells: markdown-it fills up short rows."""

START = Span("")

_SCHEMES = ("https:", "http:", "mailto:")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_NOTE = re.compile(r"^( {0,3})(\[\^[^\]\s]+\]:)", re.MULTILINE)
_BLOCK = re.compile(r'<(/?)(h[1-6]|li|blockquote)(?: data-sourcepos="([0-9]+):([0-9]+)-)?')


@dataclass(slots=True)
class _Element:
    """Raw HTML, a link or an image as written, with its row and column from 0."""

    kind: str
    target: str
    row: int
    column: int


@dataclass
class Places:
    """Where things stand in a body whose first line is `line` of the file `path`."""

    path: str
    text: str
    line: int
    _told: int = field(default=0, init=False)

    def heading(self, number: int) -> Span:
        """Where a heading begins, counted from 0 in the order of the page."""
        found = self._headings
        return self._span(*found[number]) if 0 <= number < len(found) else Span(self.path, self.line)

    def reference(self, reference: Reference) -> Span:
        """Where an internal link's or picture's address stands."""
        kind = "image" if reference.image else "link"
        same = self._by_target.get((kind, unquote(reference.target)))
        if same:
            element = same[min(reference.nth, len(same) - 1)]
            return self._span(element.row, element.column)
        return self._by_words(reference.target)

    def forbidden(self, addresses: list[str]) -> list[Problem]:
        """Problems for raw HTML, links and images that are not allowed, each where it stands.

        `addresses` are those that cmark made links of and that may not be: some it finds where nobody marked one.
        """
        problems = [problem for element in self._elements for problem in self._refusal(element)]
        known = {unquote(element.target) for element in self._elements}
        for address in dict.fromkeys(addresses):
            # What safe mode took away is found by its words above.
            if address and unquote(address) not in known and (refused := self._address(address, START)):
                problems += [problem._replace(span=self._by_words(address)) for problem in refused]
            if len(problems) > 3 * MAX_ALIKE:
                break
        return problems or [Problem(Span(self.path, self.line), "raw-html", "raw HTML or a link that is not allowed")]

    def deeper_than(self, limit: int) -> Span:
        """Where the first list or quotation stands that nests deeper than allowed."""
        depth = 0
        for match in _BLOCK.finditer(self._blocks):
            if match[2][0] != "h":
                depth += -1 if match[1] else 1
                if depth > limit and match[3]:
                    return self._span(int(match[3]) - 1, int(match[4]) - 1)
        return Span(self.path, self.line)

    def _span(self, row: int, column: int) -> Span:
        return Span(self.path, self.line + row, column + 1)

    @cached_property
    def _blocks(self) -> str:
        options = cmark.Options.CMARK_OPT_FOOTNOTES | cmark.Options.CMARK_OPT_SOURCEPOS
        return cmark.markdown_to_html_with_extensions(self.text, options, ["table", "strikethrough"])

    @cached_property
    def _headings(self) -> list[tuple[int, int]]:
        rows = self.text.split("\n")
        found = []
        for match in _BLOCK.finditer(self._blocks):
            if match[3] and match[2][0] == "h":
                row, column = int(match[3]) - 1, int(match[4]) - 1
                # cmark counts bytes, and messages code points.
                before = rows[row].encode()[:column].decode("utf-8", "replace") if row < len(rows) else ""
                found.append((row, len(before)))
        return found

    @cached_property
    def _by_target(self) -> dict[tuple[str, str], list[_Element]]:
        found: dict[tuple[str, str], list[_Element]] = defaultdict(list)
        for element in self._elements:
            found[element.kind, unquote(element.target)].append(element)
        return found

    @cached_property
    def _elements(self) -> list[_Element]:
        text = self.text[:MAX_SECOND_LOOK]
        from markdown_it import MarkdownIt  # takes a while to load, and is hardly ever needed

        parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["strikethrough"])
        pipes = [row.count("|") for row in text.split("\n") if "|" in row]
        if len(pipes) * max(pipes, default=0) <= MAX_CELLS:
            parser.enable(["table"])
        parser.core.ruler.at("inline", _read_short_paragraphs)
        parser.validateLink = lambda url: True  # what may stand in a link is decided below, with a message
        # markdown-it knows no footnotes and would take a note for a link definition: let it be a paragraph.
        tokens = parser.parse(_NOTE.sub(lambda m: m[1] + "x" * len(m[2]), text))
        rows, found = text.split("\n"), []
        for token in tokens:
            if token.map is None:
                continue
            first, last = token.map
            if token.type == "html_block":
                row = rows[first] if first < len(rows) else ""
                found.append(_Element("html", token.content.strip().split("\n")[0], first, max(row.find("<"), 0)))
            elif token.type == "inline":
                found += _inline(token.children or [], _Finder(rows, first, min(last, len(rows))), text)
        return found

    def _by_words(self, target: str) -> Span:
        """Where an address first occurs in the text at all."""
        at = next((at for form in _forms(target) if form and (at := self.text.find(form)) >= 0), -1)
        if at < 0:
            return Span(self.path, self.line)
        return self._span(self.text.count("\n", 0, at), at - self.text.rfind("\n", 0, at) - 1)

    def _refusal(self, element: _Element) -> list[Problem]:
        span = self._span(element.row, element.column)
        if element.kind == "html":
            shown = " ".join((element.target if len(element.target) <= 40 else element.target[:39] + "…").split())
            hint = "use Markdown; for a `<` that is meant, write `&lt;`"
            return [Problem(span, "raw-html", f"raw HTML: `{shown}`", hint)]
        if element.kind == "link":
            return self._address(element.target, span)
        hint = "put the picture under content/ and link to it with a relative path"
        if not element.target:
            return [Problem(span, "bad-image", "an image without an address", hint)]
        if _SCHEME.match(element.target) or element.target.startswith(("//", "\\", "%5C")):
            return [Problem(span, "bad-image", f"`{element.target}` is no file of this site", hint)]
        return []

    def _address(self, href: str, span: Span) -> list[Problem]:
        if not href:
            return [Problem(span, "bad-link", "a link without an address", "write `[words](https://…)`")]
        if href.startswith(("//", "\\", "%5C")):
            return [Problem(span, "bad-link", f"`{href}` names no scheme", "begin the address with https://")]
        if _SCHEME.match(href) and not href.lower().startswith(_SCHEMES):
            scheme = href.split(":", 1)[0]
            hint = "use https, http or mailto"
            return [Problem(span, "bad-link", f"links with `{scheme}:` are not allowed", hint)]
        return []


def _read_short_paragraphs(state: StateCore) -> None:
    """markdown-it's own rule for what stands in paragraphs, but for long ones."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) <= MAX_PARAGRAPH and token.content.count("[") <= MAX_BRACKETS:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


class _Finder:
    """Goes through the lines of a block with its elements, never back."""

    def __init__(self, rows: list[str], first: int, last: int) -> None:
        self.rows, self.row, self.last, self.column = rows, first, last, 0

    def next(self, *needles: str) -> tuple[int, int] | None:
        """Row and column, from 0, of the next occurrence of one of the needles; goes behind it."""
        best = None
        for needle in filter(None, needles):
            row, column = self.row, self.column
            while row < self.last and (best is None or row <= best[0]):
                at = self.rows[row].find(needle, column)
                if at >= 0:
                    if best is None or (row, at) < best[:2]:
                        best = (row, at, len(needle))
                    break
                row, column = row + 1, 0
        if best is None:
            return None
        self.row, self.column = best[0], best[1] + best[2]
        return best[:2]


def _inline(tokens: list[Token], finder: _Finder, text: str) -> list[_Element]:
    """The elements of a block. An address stands behind its words, so a link is placed where it closes."""
    found: list[_Element] = []
    links: list[tuple[str, int, int]] = []
    inside_html = False
    for token in tokens:
        if token.type in ("text", "code_inline"):
            finder.next(token.content.split("\n")[0])
        elif token.type == "html_inline":
            place = finder.next(token.content.split("\n")[0]) or (finder.row, finder.column)
            # The closing tag of an element that is reported already has the same cause.
            if not (token.content.startswith("</") and inside_html):
                found.append(_Element("html", token.content, *place))
            inside_html = True
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if token.markup == "autolink":
                place = finder.next(*_forms(href), *_forms(href.removeprefix("mailto:"))) or (finder.row, finder.column)
                found.append(_Element("link", href, *place))
                links.append(("", -1, -1))
            else:
                links.append((href, *(finder.next("[") or (finder.row, finder.column))))
        elif token.type == "link_close":
            href, row, column = links.pop() if links else ("", -1, -1)
            if row >= 0:
                found.append(_Element("link", href, *_destination(href, (row, column), finder, text)))
        elif token.type == "image":
            place = finder.next("![") or (finder.row, finder.column)
            finder.next(token.content)
            src = str(token.attrGet("src") or "")
            found.append(_Element("image", src, *_destination(src, place, finder, text)))
    return found


def _destination(href: str, begin: tuple[int, int], finder: _Finder, text: str) -> tuple[int, int]:
    """Where a link's address stands: behind its words, else in the definition that it refers to."""
    if not href:
        return begin
    forms = _forms(href)
    place = finder.next(*(f"({form}" for form in forms), *(f"(<{form}" for form in forms))
    if place is not None:
        row, column = place
        return row, column + (2 if finder.rows[row].startswith("(<", column) else 1)
    for form in forms:
        match = re.search(rf"^ {{0,3}}\[[^\]]+\]:\s*<?({re.escape(form)})", text, re.MULTILINE)
        if match:
            return text.count("\n", 0, match.start(1)), match.start(1) - text.rfind("\n", 0, match.start(1)) - 1
    return begin


def _forms(address: str) -> list[str]:
    """How an address may have been written, the likeliest first."""
    plain = unquote(address)
    return list(dict.fromkeys([address, plain, plain.replace("&", "&amp;"), unescape(plain)]))
