"""Puts a Pagefind bundle into a fixed order, so that the same records always give the same bytes.

Pagefind writes the values of a filter, and the filters, in an order that changes from run to run, and names files by
what is in them. The files are gzip over a mark and CBOR (RFC 8949); their form is that of Pagefind 1.5.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import cbor2

_MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"


def put_in_order(bundle: Path) -> None:
    """Rewrite a bundle's filters, and what names them. Raises ValueError where the bundle is of another form."""
    entry = json.loads((bundle / ENTRY).read_text("utf-8"))
    for language in entry["languages"].values():
        meta_path = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(meta_path)
        prefix = language["hash"].rpartition("_")[0]
        meta[3] = [_filter(bundle / "filter", name, old, prefix) for name, old in sorted(meta[3])]
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


def _read(path: Path) -> list:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(f"{path.name} is no Pagefind file of a form known here")
    return cbor2.loads(data.removeprefix(_MARK))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(_MARK + data, 9, mtime=0))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
