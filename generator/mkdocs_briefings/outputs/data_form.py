"""Files that are made of one piece for each briefing, and how some pieces are replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple


class StaleFile(ValueError):
    """An older file has another form, so it cannot be brought up to date: it has to be written whole."""


class Form(NamedTuple):
    """What stands around the pieces: `first` before the first of them, `between` before each other.

    `split` takes a file's lines after `head` and `first` apart again, into pieces with the ids of their briefings.
    """

    head: bytes
    first: bytes
    between: bytes
    tail: bytes
    split: Callable[[Iterator[bytes]], Iterator[tuple[str, bytes]]]

    def joined(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The file, a piece at a time; empty ones are left out."""
        yield self.head
        mark = self.first
        for piece in pieces:
            if piece:
                yield mark + piece
                mark = self.between
        yield self.tail

    def patched(
        self, old: Iterable[bytes], changed: Mapping[str, bytes], gone: frozenset[str] = frozenset()
    ) -> Iterator[bytes]:
        """The file from the lines of an older one: only the pieces of `changed` (by id) are new, and `gone` leave.

        Costs little more than copying. Raises StaleFile where the older file has another form.
        """
        lines = iter(old)
        for expected in (self.head + self.first).splitlines(keepends=True):
            if next(lines, None) != expected:
                raise StaleFile("the file begins otherwise")
        yield from self.joined(merged(self.split(lines), changed, gone))


def merged(
    old: Iterable[tuple[str, bytes]], changed: Mapping[str, bytes], gone: frozenset[str] = frozenset()
) -> Iterator[bytes]:
    """Old pieces and changed ones in the order of their ids; of one id the changed piece, of `gone` none.

    Raises StaleFile where the old ones are in no order.
    """
    waiting = sorted(changed)
    at, last = 0, ""
    for key, piece in old:
        if key < last:
            raise StaleFile("pieces out of order")
        last = key
        while at < len(waiting) and waiting[at] <= key:
            yield changed[waiting[at]]
            at += 1
        if key not in changed and key not in gone:
            yield piece
    for key in waiting[at:]:
        yield changed[key]
