"""Files that are made of one piece for each briefing, and how some pieces are replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from mmap import mmap
from typing import NamedTuple

AT_ONCE = 1 << 20
"""So many bytes of an older file are copied at a time."""


class StaleFile(ValueError):
    """An older file has another form, so it cannot be brought up to date: it has to be written whole."""


class Form(NamedTuple):
    """What stands around the pieces: `first` before the first of them, `between` before each other.

    A piece is one or several lines, which all name their briefing; `id_of` finds its id in one of them.
    """

    head: bytes
    first: bytes
    between: bytes
    tail: bytes
    id_of: Callable[[bytes], str]

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
        self, old: bytes | mmap, changed: Mapping[str, bytes], gone: frozenset[str] = frozenset()
    ) -> Iterator[bytes]:
        """The file from an older one: only the pieces of `changed` (by id) are new, and `gone` leave.

        The places of these are found by halving, as pieces stand in the order of their ids, so that it costs what
        copying costs. Raises StaleFile where the older file has another form; it is not read whole to tell.
        """
        end = len(old) - len(self.tail)
        start = min(len(self.head) + len(self.first), max(end, 0))  # the same where there are no pieces
        if start < len(self.head) or old[:start] != (self.head + self.first)[:start] or old[end:] != self.tail:
            raise StaleFile("the file begins or ends otherwise")
        yield self.head
        mark, at = self.first, start
        for key in [*sorted(changed.keys() | gone), None]:
            begin = end if key is None else self._line(old, at, end, key)
            # Between two pieces the mark is their own, and stays where it is; not so before what is cut out.
            if at < begin:
                yield mark
                yield from _slices(old, at, begin if begin == end else begin - len(self.between))
                mark = self.between
            if changed.get(key):
                yield mark + changed[key]
                mark = self.between
            at = begin if key is None else self._line(old, begin, end, key, behind=True)
        yield self.tail

    def _line(self, old: bytes | mmap, low: int, high: int, key: str, behind: bool = False) -> int:
        """Where the first line begins that is of a briefing not before `key`, or of one `behind` it."""
        while low < high:
            middle = (low + high) // 2
            begin = max(low, old.rfind(b"\n", low, middle) + 1)
            end = old.find(b"\n", middle, high) + 1 or high
            found = self.id_of(old[begin:end])
            if found < key or (behind and found == key):
                low = end
            else:
                high = begin
        return low


def _slices(old: bytes | mmap, at: int, end: int) -> Iterator[bytes]:
    for begin in range(at, end, AT_ONCE):
        yield old[begin : min(begin + AT_ONCE, end)]
