"""The search index: Pagefind over the records of each year, kept where a year's records stay the same.

Pagefind runs as a command over files, for its Python API sleeps between answers. The only module that runs a program.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .filetree import keep_files_alone
from .search_bundle import ENTRY, put_in_order

NEEDED = ("pagefind.js", "pagefind-worker.js", ENTRY)
"""What the browser loads of a bundle beside its data; the ready-made interfaces stay out."""

STAMP = "records.sha256"


class SearchIndexError(Exception):
    """Pagefind could not be run; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A year's records, in order."""

    year: int
    records: list[str]


def index_shard(shard: Shard, folder: Path, language: str, version: str) -> bool:
    """Make the index of a year in `folder`, unless it is there already; tells whether anything was done.

    `version` is part of what an index is known by: Pagefind's and ours. Raises SearchIndexError.
    """
    digest = hashlib.sha256(f"{version}\n{language}\n".encode())
    for record in shard.records:
        digest.update(record.encode())
        digest.update(b"\0")
    stamp = folder / STAMP
    staged, bundle = folder / "records", folder / "bundle"
    if stamp.is_file() and stamp.read_bytes() == f"{digest.hexdigest()}\n{_contents(bundle)}".encode():
        return False
    keep_files_alone(folder, [STAMP])
    stamp.unlink(missing_ok=True)  # first, so that nobody believes in what is left of the old one
    for old in (staged, bundle):
        shutil.rmtree(old, ignore_errors=True)
        keep_files_alone(folder, [old.name])
        old.unlink(missing_ok=True)
    staged.mkdir(parents=True)
    for number, record in enumerate(shard.records):
        with open(f"{staged}/{number:06}.html", "wb") as file:
            file.write(record.encode())
    command = [sys.executable, "-m", "pagefind", "--site", "records", "--output-path", "bundle"]
    done = subprocess.run(
        [*command, "--force-language", language, "--silent"], cwd=folder, capture_output=True, check=False, text=True
    )
    if done.returncode or not (bundle / NEEDED[-1]).is_file():
        raise SearchIndexError((done.stderr or done.stdout).strip() or f"pagefind ended with {done.returncode}")
    try:
        put_in_order(bundle)
    except (ValueError, KeyError, TypeError, IndexError, EOFError) as error:
        raise SearchIndexError(f"the index is of a form not known here: {error}") from error
    shutil.rmtree(staged)
    stamp.write_text(f"{digest.hexdigest()}\n{_contents(bundle)}")
    return True


def _contents(bundle: Path) -> str:
    """What stands for all bytes of a bundle: a damaged one is made again."""
    digest = hashlib.sha256()
    for path in sorted(bundle.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(bundle).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def bundle_files(folder: Path) -> Iterable[tuple[str, Path]]:
    """The files of an index that a site needs, as (path within the bundle, file)."""
    bundle = folder / "bundle"
    for path in sorted(bundle.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.is_file() and ("/" in name or name in NEEDED or name.endswith((".pagefind", ".pf_meta"))):
            yield name, path
