"""The search index: Pagefind over the records of each year, kept where a year's records stay the same.

Pagefind is asked through its pipe, record by record: over a folder of files it numbers them in the order in which the
file system happens to list them. Its Python API does the same, and sleeps between answers. The only module that runs a
program, with `revision`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

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
    bundle = folder / "bundle"
    if stamp.is_file() and stamp.read_bytes() == f"{digest.hexdigest()}\n{_contents(bundle)}".encode():
        return False
    keep_files_alone(folder, [STAMP])
    stamp.unlink(missing_ok=True)  # first, so that nobody believes in what is left of the old one
    shutil.rmtree(bundle, ignore_errors=True)
    keep_files_alone(folder, [bundle.name])
    bundle.unlink(missing_ok=True)
    try:
        for file in _ask(list(_requests(shard, language)))["files"]:
            if _is_needed(file["path"]):
                path = bundle / file["path"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(base64.b64decode(file["content"]))
        put_in_order(bundle)
    except (ValueError, KeyError, TypeError, IndexError, EOFError, FileNotFoundError) as error:
        raise SearchIndexError(f"the index is of a form not known here: {error}") from error
    stamp.write_text(f"{digest.hexdigest()}\n{_contents(bundle)}")
    return True


def _requests(shard: Shard, language: str) -> Iterator[dict[str, object]]:
    """What Pagefind is asked, in its own words (its packages for Python and Node say the same)."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for number, record in enumerate(shard.records):
        yield {"type": "AddFile", "index_id": 0, "file_path": f"{number:06}.html", "file_contents": record}
    yield {"type": "GetFiles", "index_id": 0}


def _ask(requests: list[dict[str, object]]) -> dict:
    """Put requests to a Pagefind, one after the other; gives its last answer. Raises SearchIndexError."""

    def send() -> None:
        with suppress(OSError):  # it has ended; its answers say why
            for number, request in enumerate(requests):
                message = json.dumps({"message_id": number, "payload": request}).encode()
                process.stdin.write(base64.b64encode(message) + b",")
            process.stdin.flush()

    with tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-m", "pagefind", "--service"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        sender = threading.Thread(target=send, daemon=True)
        try:
            sender.start()
            for payload in islice(_answers(process.stdout), len(requests)):
                if payload["type"] == "Error":
                    raise SearchIndexError(str(payload.get("message", payload)))
                if payload["type"] == "GetFiles":
                    return payload
            errors.seek(0)
            raise SearchIndexError(errors.read().decode(errors="replace").strip() or "pagefind ended early")
        except (ValueError, KeyError, TypeError) as error:
            raise SearchIndexError(f"pagefind answers in a way not known here: {error}") from error
        finally:
            process.kill()  # all is answered, or nothing more is wanted
            process.wait()
            sender.join()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()


def _answers(pipe: BinaryIO) -> Iterator[dict]:
    """Pagefind's answers: base64 of JSON, each with a comma behind it."""
    pieces: list[bytes] = []
    while data := pipe.read1(1 << 20):
        first, *others = data.split(b",")
        pieces.append(first)
        for other in others:
            yield json.loads(base64.b64decode(b"".join(pieces)))["payload"]
            pieces = [other]


def _contents(bundle: Path) -> str:
    """What stands for all bytes of a bundle: a damaged one is made again."""
    digest = hashlib.sha256()
    for path in sorted(bundle.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(bundle).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_needed(name: str) -> bool:
    return "/" in name or name in NEEDED or name.endswith((".pagefind", ".pf_meta"))


def bundle_files(folder: Path) -> Iterable[tuple[str, Path]]:
    """The files of an index that a site needs, as (path within the bundle, file)."""
    bundle = folder / "bundle"
    for path in sorted(bundle.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.is_file() and _is_needed(name):
            yield name, path
