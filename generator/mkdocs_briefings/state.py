"""What the last build knew, kept in the cache folder: so that the next one does only what has changed.

A snapshot, and a log of changes since; both are checked before they are believed, and a state that is damaged, of
another version or of other settings is no state at all. The words of the briefings, which only their own pages and the
search records need, stand in a file apart and are read one by one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .briefing import BriefingFile
from .dates import PartialDate
from .filetree import keep_files_alone, remove_half_written, write_file
from .model import Text
from .site import Stamp

FORMAT = b"briefings state 3\n"
CHANGE = b"briefings change 3\n"
SNAPSHOT, LOG, NEXT, WORDS, LOCK = "state", "state.log", "state.next", "words", "lock"
LOG_LIMIT = 0.1
"""A log longer than this share of its snapshot is taken into a new snapshot."""


class Place(NamedTuple):
    """Where a briefing's words stand in the file of words, and their checksum."""

    offset: int
    length: int
    checksum: int


class Known(NamedTuple):
    """A briefing's file as it was read: its stamp (None where it must be read again), digest, and what was in it."""

    stamp: Stamp | None
    digest: bytes
    file: BriefingFile
    words: Place


class Output(NamedTuple):
    """A file of the site: its kind, size and time of change in nanoseconds.

    Kinds are `page`, `beside` and `pack` (of a page), `search`, `data`, `list` (of all pages) and `other`.
    """

    kind: str
    size: int
    modified: int


@dataclass
class State:
    """Everything of a build that the next one may take over.

    `fingerprint` stands for all that pages hang on beside the briefings and the vocabulary, whose files are kept as
    (path, bytes) by kind. `outputs` are the files of the site, by their path in it.
    """

    fingerprint: str
    now: datetime
    around: str = ""
    site: str = ""
    home: str = ""
    vocabulary: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    files: dict[str, Known] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    dead: dict[str, PartialDate] = field(default_factory=dict)


class Change(NamedTuple):
    """From one state to the next: what is new, and None for what is gone."""

    now: datetime
    around: str
    home: str
    vocabulary: dict[str, tuple[str, bytes]]
    files: dict[str, Known | None]
    outputs: dict[str, Output | None]
    dead: dict[str, PartialDate]

    def apply(self, state: State) -> None:
        """Bring a state up to date."""
        state.now, state.around, state.home, state.vocabulary = self.now, self.around, self.home, self.vocabulary
        state.dead = self.dead
        for table, changes in ((state.files, self.files), (state.outputs, self.outputs)):
            for key, value in changes.items():
                if value is None:
                    table.pop(key, None)
                else:
                    table[key] = value


class Damaged(Exception):
    """What is in the cache cannot be believed."""


class Store:
    """The state of one kind of build in its folder. Only one process may use it at a time.

    One that is `lasting`, for a process of many builds, has the state at hand as well, and reads it again only where
    the files are not as it left them.
    """

    def __init__(self, folder: Path, lasting: bool = False) -> None:
        self.folder, self.lasting = folder, lasting
        self._prepared: State | Change | None = None
        self._at_hand: tuple[State, tuple] | None = None
        self._lock: BinaryIO | None = None
        self._words: BinaryIO | None = None

    def take(self) -> bool:
        """Be the only process that uses the folder, until it ends or lets go; False where another one does."""
        if self._lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            keep_files_alone(self.folder, (LOCK, SNAPSHOT, LOG, NEXT, WORDS))
            lock = (self.folder / LOCK).open("ab")
            if not _locked(lock):
                lock.close()
                return False
            self._lock = lock
            remove_half_written(self.folder)
        return True

    def let_go(self) -> None:
        """Let others use the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def load(self, fingerprint: str) -> State | None:
        """The state, if it is one of this version and these settings. Raises Damaged."""
        if self._at_hand is not None and self._at_hand[1] == self._stamps():
            state = self._at_hand[0]
            return state if state.fingerprint == fingerprint else None
        state = self._read(fingerprint)
        self._at_hand = (state, self._stamps()) if state and self.lasting else None
        return state

    def _read(self, fingerprint: str) -> State | None:
        try:
            data = (self.folder / SNAPSHOT).read_bytes()
        except OSError:
            return None
        state = _unpack(data, FORMAT)
        if not isinstance(state, State):
            raise Damaged("the snapshot holds something else")
        if state.fingerprint != fingerprint:
            return None
        for change in _records(self.folder / LOG):
            change.apply(state)
        return state

    def prepare(self, result: State | Change) -> None:
        """Write down what will be known when the site is published, for `commit`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._prepared = result
        write_file(self.folder / NEXT, _pack(result, FORMAT if isinstance(result, State) else CHANGE))

    def commit(self) -> None:
        """Take over what was prepared: as the snapshot, or behind the log. To be done again where it was cut off."""
        path = self.folder / NEXT
        prepared, self._prepared = self._prepared, None
        at_hand, self._at_hand = self._at_hand, None
        intact = at_hand is not None and at_hand[1] == self._stamps()
        try:
            data = path.read_bytes()
        except OSError:
            return
        if data.startswith(FORMAT):
            (self.folder / LOG).unlink(missing_ok=True)
            os.replace(path, self.folder / SNAPSHOT)
        else:
            record = data.removeprefix(CHANGE)
            with (self.folder / LOG).open("ab") as stream:
                stream.write(len(record).to_bytes(8, "big") + record)
            path.unlink()
        if self.lasting and isinstance(prepared, State):
            self._at_hand = prepared, self._stamps()
        elif isinstance(prepared, Change) and intact:
            prepared.apply(at_hand[0])
            self._at_hand = at_hand[0], self._stamps()

    def _stamps(self) -> tuple:
        """What tells whether snapshot and log are as they were left; this process alone may change them."""
        found = []
        for name in (SNAPSHOT, LOG):
            try:
                stat = os.stat(self.folder / name)
            except OSError:
                found.append(None)
            else:
                found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
        return tuple(found)

    def forget(self) -> None:
        """Drop what was prepared."""
        self._prepared = None
        (self.folder / NEXT).unlink(missing_ok=True)

    def shorten(self, fingerprint: str) -> None:
        """Take a log that has grown long into a new snapshot."""
        log, snapshot = self.folder / LOG, self.folder / SNAPSHOT
        if not log.is_file() or log.stat().st_size <= LOG_LIMIT * snapshot.stat().st_size:
            return
        with contextlib.suppress(Damaged):
            state = self.load(fingerprint)
            if state is not None:
                self.prepare(state)
                self.commit()

    def clear(self) -> None:
        """Forget everything."""
        self._words = self._prepared = self._at_hand = None
        for name in (SNAPSHOT, LOG, NEXT, WORDS):
            (self.folder / name).unlink(missing_ok=True)

    def write_words(self, blobs: list[bytes], anew: bool) -> list[Place]:
        """Keep packed words, behind those that are there or `anew`; gives where each stands."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._words = None
        places = []
        with (self.folder / WORDS).open("wb" if anew else "ab") as stream:
            for blob in blobs:
                places.append(Place(stream.tell(), len(blob), zlib.crc32(blob)))
                stream.write(blob)
        return places

    def read_words(self, place: Place) -> dict[str, Text]:
        """A briefing's words by section. Raises Damaged."""
        try:
            if self._words is None:
                self._words = (self.folder / WORDS).open("rb", buffering=0)
            # Forked workers share the file's position, so it must not be used.
            blob = os.pread(self._words.fileno(), place.length, place.offset)
        except OSError as error:
            raise Damaged("the words cannot be read") from error
        if len(blob) != place.length or zlib.crc32(blob) != place.checksum:
            raise Damaged("the words are not those that were written")
        return pickle.loads(blob)  # noqa: S301 - our own, and its checksum is that of the state


def _locked(stream: BinaryIO) -> bool:
    """Lock a file that no other process has locked; where there are no such locks it is taken for granted."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)  # else a file system without locks
    return True


def pack_words(words: dict[str, Text]) -> bytes:
    """A briefing's words as they are kept."""
    return pickle.dumps(words, 5)


def _pack(thing: object, head: bytes) -> bytes:
    data = pickle.dumps(thing, 5)
    return head + zlib.crc32(data).to_bytes(4, "big") + data


def _unpack(data: bytes, head: bytes) -> object:
    """Take apart what `_pack` made. A cache is this machine's own, and not content: pickle is no risk beyond it."""
    body = data[len(head) + 4 :]
    if not data.startswith(head):
        raise Damaged("it is of another version")
    if zlib.crc32(body).to_bytes(4, "big") != data[len(head) : len(head) + 4]:
        raise Damaged("its checksum is wrong")
    try:
        return pickle.loads(body)  # noqa: S301 - see above
    except Exception as error:  # whatever a class of another version may raise
        raise Damaged("it cannot be read") from error


def _records(path: Path) -> list[Change]:
    try:
        data = path.read_bytes()
    except OSError:
        return []
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 8], "big")
        record = data[at + 8 : at + 8 + length]
        if len(record) != length:
            raise Damaged("its log is cut off")
        found.append(_unpack(record, b""))
        at += 8 + length
    return found
