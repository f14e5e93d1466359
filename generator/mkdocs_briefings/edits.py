"""Edits of a file's text at the places of its YAML nodes: all else stays as it was written.

Edits name character offsets, are made from one text and applied at once. They never overlap, so that their order does
not matter and none can undo another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from .document import Mapping, Node, Scalar, Sequence
from .problem import Span

_BREAK = re.compile(r"\r\n|\r|\n")
_BETWEEN = re.compile(r"(?:[\s,]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t\n]+")
_COLON = re.compile(r"[ \t]*:")
_SINGLE_QUOTED = re.compile("'(?:[^']|'')*'")
_DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BLOCK_HEADER = re.compile(r"[|>]([-+]?)([1-9]?)([-+]?)")


class Edit(NamedTuple):
    """The characters from `start` to before `end` become `text`; an insertion where both are equal."""

    start: int
    end: int
    text: str


def insert(at: int, text: str) -> Edit:
    """Put text before the character at an offset."""
    return Edit(at, at, text)


def delete(start: int, end: int) -> Edit:
    """Take characters away."""
    return Edit(start, end, "")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Insertions at one place keep their order.

    Raises ValueError where two edits overlap or one is outside of the text.
    """
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} overlaps another edit or leaves the text")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def with_line_feeds(text: str) -> str:
    """Every line break as a line feed: the text that the places of nodes count in."""
    return _BREAK.sub("\n", text)


def line_offset(text: str, line: int) -> int:
    """Where a line (from 1) begins in a text with any line breaks; its length where it has fewer lines."""
    if line <= 1:
        return 0
    for number, match in enumerate(_BREAK.finditer(text), 2):
        if number == line:
            return match.end()
    return len(text)


class Source:
    """A file's text with line feeds, and where the nodes that were read from it begin and end, as offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def start(self, node: Node) -> int:
        """The offset of a node's first character."""
        return self.offset(node.span)

    def offset(self, span: Span) -> int:
        """The offset of a place."""
        return self.lines[span.line - 1] + span.column - 1

    def line_start(self, offset: int) -> int:
        """Where the line of a character begins."""
        return self.lines[bisect_right(self.lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of a character ends, before its line feed."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def indent(self, offset: int) -> int:
        """How many blanks the line of a character begins with."""
        begin = self.line_start(offset)
        line = self.text[begin : self.line_end(begin)]
        return len(line) - len(line.lstrip(" "))

    def end(self, node: Node, parent: int = 0) -> int:
        """The offset behind a node's last character.

        `parent` is the column, from 0, of the key or hyphen that it is the value of; it matters to block scalars whose
        header gives their indentation.
        """
        at = self.start(node)
        if isinstance(node, Scalar):
            return self._scalar_end(at, node, parent)
        if isinstance(node, Mapping):
            last = max(
                (self._value_end(key, value) for key, value in node.entries.values()),
                default=at + 1 if self.text.startswith("{", at) else at,
            )
        else:
            column = node.span.column - 1
            last = max((self.end(item, column) for item in node.items), default=at + 1)
        return self._closing(last) if self.is_flow(node) else last

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping stands in brackets or braces."""
        opening = "{" if isinstance(node, Mapping) else "["
        return not isinstance(node, Scalar) and self.text.startswith(opening, self.start(node))

    def slice(self, node: Node, parent: int = 0) -> str:
        """A node as it was written."""
        return self.text[self.start(node) : self.end(node, parent)]

    def key_end(self, key: Scalar) -> int:
        """The offset behind a key, before its colon."""
        return self._scalar_end(self.start(key), key, 0)

    def entry_end(self, key: Scalar, value: Node) -> int:
        """The offset behind an entry of a mapping; where its value is empty, behind its colon."""
        return self._value_end(key, value)

    def _value_end(self, key: Scalar, value: Node) -> int:
        behind = self.key_end(key)
        found = _COLON.match(self.text, behind)
        return max(found.end() if found else behind, self.end(value, key.span.column - 1))

    def _closing(self, at: int) -> int:
        """Behind the bracket or brace that comes next; the YAML was read, so there is one."""
        return _BETWEEN.match(self.text, at).end() + 1

    def _scalar_end(self, at: int, node: Scalar, parent: int) -> int:
        if node.plain:
            return self._plain_end(at, node.text)
        mark = self.text[at]
        if mark == "'":
            return _SINGLE_QUOTED.match(self.text, at).end()
        if mark == '"':
            return _DOUBLE_QUOTED.match(self.text, at).end()
        return self._block_end(at, parent)

    def _plain_end(self, at: int, value: str) -> int:
        """Walk along source and value: a break is a blank there, of several breaks one is lost (YAML 1.2.2, 6.5)."""
        if self.text.startswith(value, at):
            return at + len(value)
        done = 0
        while done < len(value):
            blank = _BLANKS.match(self.text, at)
            if not blank:
                at, done = at + 1, done + 1
                continue
            breaks = blank[0].count("\n")
            done += max(breaks - 1, 1) if breaks else len(blank[0])
            at = blank.end()
        return at

    def _block_end(self, at: int, parent: int) -> int:
        """Behind the last line of a literal or folded scalar; with `+` its blank lines count (YAML 1.2.2, 8.1)."""
        header = _BLOCK_HEADER.match(self.text, at)
        line = end = self.line_end(at)
        indentation = parent + int(header[2]) if header[2] else 0
        while line < len(self.text):
            begin, line = line + 1, self.line_end(line + 1)
            words = self.text[begin:line]
            if not words.strip(" "):
                if "+" in header[0] and begin < len(self.text):
                    end = line
                continue
            depth = len(words) - len(words.lstrip(" "))
            indentation = indentation or max(depth, parent + 1)
            if depth < indentation:
                break
            end = line
        return end


class Entry(NamedTuple):
    """An entry of a block mapping with what belongs to it, as offsets into the text.

    `lead` is where the blank lines and comments above its key begin, `start` the key's first character, `end` the end
    of the entry's last line, without its line feed: a comment behind the value, and comments below it that are indented
    deeper than the key, are the entry's own.
    """

    name: str
    lead: int
    start: int
    end: int


def block_entries(source: Source, mapping: Mapping) -> list[Entry] | None:
    """The entries of a block mapping; None where they do not stand on lines of their own (braces, `? key`)."""
    if not mapping.entries or source.is_flow(mapping):
        return None
    column = mapping.span.column - 1
    found: list[Entry] = []
    for number, (name, (key, value)) in enumerate(mapping.entries.items()):
        start = source.start(key)
        before = source.text[source.line_start(start) : start]
        if key.span.column - 1 != column or "?" in before or (number and before.strip()):
            return None
        end = source.line_end(source.entry_end(key, value))
        end = _own_comments(source, end, column)
        lead = _lead(source, start) if not number else found[-1].end + 1
        found.append(Entry(name, lead, start, end))
    return found


def _own_comments(source: Source, end: int, column: int) -> int:
    """Behind the last of the comments below an entry that are indented deeper than its key."""
    line = end
    while line < len(source.text):
        begin, line = line + 1, source.line_end(line + 1)
        words = source.text[begin:line].strip()
        if words and not words.startswith("#"):
            break
        if words and source.indent(begin) > column:
            end = line
    return end


def _lead(source: Source, start: int) -> int:
    """Where the comments directly above a mapping's first key begin; a blank line ends them."""
    begin = source.line_start(start)
    if source.text[begin:start].strip():  # `- key`: what is above belongs to the item
        return begin
    while begin and source.text[source.line_start(begin - 1) : begin].strip().startswith("#"):
        begin = source.line_start(begin - 1)
    return begin


def children(node: Node) -> list[Node]:
    """The values directly below a node."""
    if isinstance(node, Mapping):
        return [value for _, value in node.entries.values()]
    return list(node.items) if isinstance(node, Sequence) else []
