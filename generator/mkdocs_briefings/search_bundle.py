"""Puts a Pagefind bundle into a fixed order, so that the same records always give the same bytes, and into small files.

Pagefind writes the values of a filter, and the filters, in an order that changes from run to run, and names files by
what is in them. It keeps words some 25 kB to a file, and a query loads one such file of every year: they are cut into
smaller ones. The files are gzip over a mark and CBOR (RFC 8949); their form is that of Pagefind 1.5.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping

import cbor2

_MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
FORM = 4
"""The number of what this makes of a bundle; to be raised when it changes, so that older ones are made again."""
PIECE = 4_000
"""Bytes of words in a file, before they are packed; a word that needs more has its own file."""


def pack(data: bytes) -> bytes:
    """A file of a bundle, of CBOR."""
    return gzip.compress(_MARK + data, 9, mtime=0)


def unpack(data: bytes) -> bytes:
    """What `pack` packed. Raises ValueError, EOFError or zlib.error where it is something else."""
    data = gzip.decompress(data)
    if not data.startswith(_MARK):
        raise ValueError("a file is not as Pagefind writes them")
    return data.removeprefix(_MARK)


def in_order(files: Mapping[str, bytes], pack: Callable[[str, bytes], bytes]) -> dict[str, bytes]:
    """The files of a bundle, by path, with filters and words rewritten, and what names them.

    `pack` is given the path and the CBOR of each that is rewritten. Raises ValueError where it is of another form.
    """
    new = dict(files)

    def put(path: str, data: bytes) -> None:
        new[path] = pack(path, data)

    entry = json.loads(new[ENTRY])
    for language in entry["languages"].values():
        meta = cbor2.loads(unpack(new.pop(f"pagefind.{language['hash']}.pf_meta")))
        prefix = language["hash"].rpartition("_")[0]
        filters, words = sorted(meta[3]), meta[2]
        meta[2], meta[3] = [], []
        for name, old in filters:
            data = _filter(unpack(new.pop(f"filter/{old}.pf_filter")), name)
            meta[3].append([name, f"{prefix}_{_digest(data)}"])
            put(f"filter/{meta[3][-1][-1]}.pf_filter", data)
        for first, last, old in words:
            for begins, ends, data in _pieces(unpack(new.pop(f"index/{old}.pf_index")), first, last):
                meta[2].append([begins, ends, f"{prefix}_{_digest(data)}"])
                put(f"index/{meta[2][-1][-1]}.pf_index", data)
        data = cbor2.dumps(meta)
        language["hash"] = f"{prefix}_{_digest(data)}"
        put(f"pagefind.{language['hash']}.pf_meta", data)
    new[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return new


def _filter(data: bytes, name: str) -> bytes:
    """A filter with its values sorted."""
    own_name, values = cbor2.loads(data)
    if own_name != name:
        raise ValueError(f"the filter {name!r} is that of {own_name!r}")
    return cbor2.dumps([name, sorted(values)])


def _pieces(data: bytes, first: str, last: str) -> Iterator[tuple[str, str, bytes]]:
    """Cut a file of words, which are in order; gives where each new one begins and ends, and its CBOR.

    As with Pagefind itself, that is as much of its first and last word as tells them from their neighbours.
    """
    words = _words(data)
    if not (words[0][0].startswith(first) and words[-1][0].startswith(last)):
        raise ValueError(f"a file has the words {words[0][0]!r} to {words[-1][0]!r}, not {first!r} to {last!r}")
    pieces: list[list[tuple[str, bytes]]] = [[]]
    size = 0
    for word, own in words:
        if size and size + len(own) > PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append((word, own))
        size += len(own)
    begins = first
    for at, piece in enumerate(pieces):
        ends, begins_next = _apart(piece[-1][0], pieces[at + 1][0][0]) if at + 1 < len(pieces) else (last, "")
        yield begins, ends, _head(1) + _head(len(piece)) + b"".join(own for _, own in piece)
        begins = begins_next


def _words(data: bytes) -> list[tuple[str, bytes]]:
    """The words of a file, which is a list of one list of them, each with its bytes: they are moved, not made anew."""
    size = data[1] & 0x1F
    begins = 2 + {24: 1, 25: 2, 26: 4}.get(size, 0)
    count = int.from_bytes(data[2:begins], "big") if begins > 2 else size
    if not data.startswith(_head(1) + _head(count)):
        raise ValueError("a file of words is no list of them")
    file = io.BytesIO(data)
    file.seek(begins)
    decoder = cbor2.CBORDecoder(file, read_size=1)
    words = []
    for _ in range(count):
        word = decoder.decode()
        words.append((word[0], data[begins : file.tell()]))
        begins = file.tell()
    return words


def _head(length: int) -> bytes:
    """How an array of so many items begins (RFC 8949, section 3.1)."""
    if length < 24:
        return bytes([0x80 | length])
    size = 1 if length < 1 << 8 else 2 if length < 1 << 16 else 4
    return bytes([0x98 + size // 2]) + length.to_bytes(size, "big")


def _apart(one: str, other: str) -> tuple[str, str]:
    """The beginnings of two words, up to where they differ."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[: same + 1], other[: same + 1]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]
