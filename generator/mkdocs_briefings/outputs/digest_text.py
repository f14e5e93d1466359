"""Blocks as plain text for mail: lines of at most 72 columns, links numbered and listed at the end.

Two forms: with plain line breaks, and as `format=flowed; delsp=yes` (RFC 3676), whose readers join the lines of a
paragraph again. Words that run against the text's direction stand in isolates (see `bidi`) that end with each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from .. import bidi
from ..names import direction
from .digest_blocks import Block, Entries, Heading, Paragraph, Run, Sender
from .web_links import uri_text

WIDTH = 72
"""Columns of a line; RFC 3676, section 4.2, asks for 78 at most, and answers put `> ` before it."""


class _Word(NamedTuple):
    """What no line break comes into: pieces of text, each with the isolate (number, direction) it belongs to."""

    pieces: tuple[tuple[str, tuple[int, str] | None], ...]
    spaced: bool
    width: int


def text_of(blocks: Iterable[Block], sender: Sender, flowed: bool = False) -> str:
    """The blocks as text, its lines ended by `\\n`; `flowed` in the form that is declared in the message's head."""
    writer = _Writer(sender, flowed)
    for block in blocks:
        writer.block(block)
    return writer.finished()


class _Writer:
    def __init__(self, sender: Sender, flowed: bool) -> None:
        self._sender, self._flowed = sender, flowed
        self._base = direction(sender.settings.language)
        self._lines: list[str] = []
        self._links: dict[str, int] = {}
        self._isolates = 0

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._gap()
            start = len(self._lines)
            self._paragraph(block.runs)
            if block.level < 3:
                width = min(WIDTH, max(_width(line) for line in self._lines[start:]))
                self._line(("=" if block.level == 1 else "-") * max(width, 3))
        elif isinstance(block, Paragraph):
            self._gap()
            self._paragraph(block.runs)
        else:
            self._entries(block)

    def finished(self) -> str:
        """All of it, with the list of links."""
        if self._links:
            self._gap()
            for address, number in self._links.items():
                self._line(f"[{number}] {address}")
        return "\n".join(self._lines) + "\n"

    def _entries(self, block: Entries) -> None:
        tight = all(len(entry.paragraphs) == 1 for entry in block.entries)
        for number, entry in enumerate(block.entries):
            if not tight or not number:
                self._gap()
            for at, paragraph in enumerate(entry.paragraphs):
                self._paragraph(paragraph.runs, "  " if at else "* ", "  ")

    def _gap(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def _line(self, line: str, goes_on: bool = False, spaced: bool = True) -> None:
        """Put down a line; one that goes on ends in the space that readers of flowed text take away."""
        line = line.rstrip(" ")
        if self._flowed:
            # Space-stuffing, RFC 3676, section 4.4.
            line = f" {line}" if line.startswith((" ", ">", "From ")) else line
            line += (" " if spaced else "") + " " if goes_on else ""
        self._lines.append(line)

    def _paragraph(self, runs: Iterable[Run], first: str = "", rest: str = "") -> None:
        """Put down a paragraph; `first` stands before its first line, `rest` before the others."""
        lines: list[list[_Word]] = [[]]
        room = WIDTH - _width(first)
        for word in self._words(runs):
            need = word.width + (word.spaced and bool(lines[-1]))
            if lines[-1] and need > room:
                lines.append([])
                room, need = WIDTH - _width(rest), word.width
            lines[-1].append(word)
            room -= need
        for number, line in enumerate(lines):
            # A line that goes on is joined to the next, where an indent would stand in the middle of the words.
            indent = first if not number else "" if self._flowed else rest
            following = lines[number + 1] if number + 1 < len(lines) else None
            self._line(indent + _joined(line), following is not None, bool(following) and following[0].spaced)

    def _words(self, runs: Iterable[Run]) -> list[_Word]:
        """The words of some runs, each link's number behind it."""
        found: list[_Word] = []
        glued: list[tuple[str, tuple[int, str] | None]] = []
        spaced = False

        def end() -> None:
            nonlocal glued
            if glued:
                found.append(_Word(tuple(glued), spaced, sum(_width(text) for text, _ in glued)))
            glued = []

        for run in runs:
            text = bidi.without_controls(run.text)
            isolate = self._isolate(run, text)
            for part, before in _parts(text):
                if before is not None:
                    end()
                    spaced = before
                if part:
                    glued.append((part, isolate))
            if run.uri:
                end()
                spaced = True
                glued.append((f"[{self._number(run.uri)}]", None))
        end()
        return found

    def _isolate(self, run: Run, text: str) -> tuple[int, str] | None:
        if run.ours or not bidi.is_mixed(text, self._base):
            return None
        self._isolates += 1
        return (self._isolates, bidi.first_strong(text))

    def _number(self, uri: str) -> int:
        return self._links.setdefault(uri_text(self._sender.address(uri)), len(self._links) + 1)


def _parts(text: str) -> Iterable[tuple[str, bool | None]]:
    """The pieces of a text between which a line may end, each with whether a space goes before it; None: no break.

    Between letters of full width (Chinese, Japanese, Korean) a line may end without one; so too in a word that is
    longer than a line.
    """
    piece, before, width = "", None, 0
    for character in text:
        if character.isspace():
            if piece or before is None:
                yield piece, before
            piece, before, width = "", True, 0
            continue
        columns = _columns(character)
        wide = columns == 2 and piece and unicodedata.category(character)[0] in "LN"
        if wide or (columns and width + columns > WIDTH // 2):
            yield piece, before
            piece, before, width = "", False, 0
        piece += character
        width += columns
    yield piece, before


def _joined(words: Iterable[_Word]) -> str:
    """A line of words, each isolate opened and closed in it."""
    pieces: list[tuple[str, tuple[int, str] | None]] = []
    for word in words:
        if pieces and word.spaced:
            last, first = pieces[-1][1], word.pieces[0][1]
            pieces.append((" ", last if last == first else None))
        pieces += word.pieces
    line = ""
    for isolate, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(piece for piece, _ in group)
        line += bidi.isolated(text, isolate[1]) if isolate else text
    return line


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    """The columns a character takes: UAX #11 for letters of full width; none for what stands on another."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
