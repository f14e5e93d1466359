"""Puts a Pagefind bundle into a fixed order, so that the same records always give the same bytes, and into small files.

Pagefind writes the values of a filter, and the filters, in an order that changes from run to run, and names files by
what is in them. It keeps words some 25 kB to a file, and a query loads one such file of every year: they are cut into
smaller ones. The files are gzip over a mark and CBOR (RFC 8949); their form is that of Pagefind 1.5.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import cbor2

_MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
FORM = 3
"""The number of what this makes of a bundle; to be raised when it changes, so that older ones are made again."""
PIECE = 10_000
"""Bytes of words in a file, before they are packed into some six thousand; a word that needs more has its own file."""


def put_in_order(bundle: Path) -> None:
    """Rewrite a bundle's filters and words, and what names them. Raises ValueError where it is of another form."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    for language in entry["languages"].values():
        meta_path = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(meta_path)
        prefix = language["hash"].rpartition("_")[0]
        meta[3] = [_filter(bundle / "filter", name, old, prefix) for name, old in sorted(meta[3])]
        meta[2] = [piece for chunk in meta[2] for piece in _pieces(bundle / "index", *chunk, prefix)]
        data = cbor2.dumps(meta)
        language["hash"] = f"{prefix}_{_digest(data)[:10]}"
        meta_path.unlink()
        _write(bundle / f"pagefind.{language['hash']}.pf_meta", data)
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (bundle / ENTRY).write_text(text, encoding="utf-8")


def _filter(folder: Path, name: str, old: str, prefix: str) -> list[str]:
    """Sort the values of a filter; gives its name and that of its new file, as the bundle's head lists them."""
    path = folder / f"{old}.pf_filter"
    own_name, values = _read(path)
    if own_name != name:
        raise ValueError(f"{path.name} is the filter of {own_name!r}, not of {name!r}")
    data = cbor2.dumps([name, sorted(values)])
    new = f"{prefix}_{_digest(data)[:10]}"
    path.unlink()
    _write(folder / f"{new}.pf_filter", data)
    return [name, new]


def _pieces(folder: Path, first: str, last: str, old: str, prefix: str) -> Iterator[list[str]]:
    """Cut a file of words, which are in order; gives where each new one begins and ends, and its name.

    As with Pagefind itself, that is as much of its first and last word as tells them from their neighbours.
    """
    path = folder / f"{old}.pf_index"
    (words,) = _read(path)
    if not (words[0][0].startswith(first) and words[-1][0].startswith(last)):
        raise ValueError(f"{path.name} has the words {words[0][0]!r} to {words[-1][0]!r}, not {first!r} to {last!r}")
    path.unlink()
    pieces: list[list] = [[]]
    size = 0
    for word in words:
        length = len(cbor2.dumps(word))
        if size and size + length > PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append(word)
        size += length
    begins = first
    for at, piece in enumerate(pieces):
        ends, begins_next = _apart(piece[-1][0], pieces[at + 1][0][0]) if at + 1 < len(pieces) else (last, "")
        data = cbor2.dumps([piece])
        name = f"{prefix}_{_digest(data)[:10]}"
        _write(folder / f"{name}.pf_index", data)
        yield [begins, ends, name]
        begins = begins_next


def _apart(one: str, other: str) -> tuple[str, str]:
    """The beginnings of two words, up to where they differ."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[: same + 1], other[: same + 1]


def _read(path: Path) -> list:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(f"{path.name} is no Pagefind file of a form known here")
    return cbor2.loads(data.removeprefix(_MARK))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(_MARK + data, 9, mtime=0))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
