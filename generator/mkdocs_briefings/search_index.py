"""The search index: Pagefind over the records of each shard, kept where these stay the same.

Pagefind is asked through its pipe, record by record: over a folder of files it numbers them in the order in which the
file system happens to list them. Its Python API does the same, and sleeps between answers. The only module that runs a
program, with `revision`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from .filetree import keep_files_alone, list_tree, write_tree
from .search_bundle import ENTRY, in_order, pack, unpack

NEEDED = ("pagefind.js", "pagefind-worker.js", ENTRY)
"""What the browser loads of a bundle beside its data; the ready-made interfaces stay out."""

STAMP = "records.sha256"


class SearchIndexError(Exception):
    """Pagefind could not be run; the message holds what it said."""


def index_shard(records: Sequence[str], folder: Path, language: str, version: str) -> bool:
    """Make the index of some records in `folder`, unless it is there already; tells whether anything was done.

    `version` is part of what an index is known by: Pagefind's and ours. Raises SearchIndexError.
    """
    digest = hashlib.sha256(f"{version}\n{language}\n".encode())
    for record in records:
        digest.update(record.encode())
        digest.update(b"\0")
    stamp, bundle = folder / STAMP, folder / "bundle"
    known, _, files = _stamped(stamp).partition("\n")
    intact = bool(files) and files == _files(bundle)
    if intact and known == digest.hexdigest():
        return False
    keep_files_alone(folder, [STAMP])
    stamp.unlink(missing_ok=True)  # first, so that nobody believes in what is left of the old one
    if not intact:
        shutil.rmtree(bundle, ignore_errors=True)
        keep_files_alone(folder, [bundle.name])
        bundle.unlink(missing_ok=True)
    try:
        answer = _ask(list(_requests(records, language)))
        files = {one["path"]: base64.b64decode(one["content"]) for one in answer if _is_needed(one["path"])}
        write_tree(bundle, in_order(files, partial(_pack, bundle)).items())
    except (ValueError, KeyError, TypeError, IndexError, EOFError, zlib.error) as error:
        raise SearchIndexError(f"the index is of a form not known here: {error}") from error
    stamp.write_text(f"{digest.hexdigest()}\n{_files(bundle)}")
    return True


def _pack(bundle: Path, path: str, data: bytes) -> bytes:
    """Pack a file as it is there already: packing is dear, and a change leaves most of a year's words alone."""
    with suppress(OSError, ValueError, EOFError, zlib.error):
        there = (bundle / path).read_bytes()
        if unpack(there) == data:
            return there
    return pack(data)


def _requests(records: Sequence[str], language: str) -> Iterator[dict[str, object]]:
    """What Pagefind is asked, in its own words (its packages for Python and Node say the same)."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for number, record in enumerate(records):
        yield {"type": "AddFile", "index_id": 0, "file_path": f"{number:06}.html", "file_contents": record}
    yield {"type": "GetFiles", "index_id": 0}


def _ask(requests: list[dict[str, object]]) -> list[dict[str, str]]:
    """Put requests to a Pagefind, one after the other; gives the files it answers with. Raises SearchIndexError."""

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
                    return payload["files"]
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


def _stamped(stamp: Path) -> str:
    try:
        return stamp.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _files(bundle: Path) -> str:
    """What stands for all files of a bundle, which are only ever replaced: a damaged one is made again."""
    digest = hashlib.sha256()
    for name in sorted(list_tree(bundle)):
        found = os.stat(f"{bundle}/{name}")
        digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _is_needed(name: str) -> bool:
    return "/" in name or name in NEEDED or name.endswith((".pagefind", ".pf_meta"))


def bundle_files(folder: Path) -> Iterable[tuple[str, Path]]:
    """The files of an index, as (path within the bundle, file)."""
    bundle = folder / "bundle"
    return [(name, bundle / name) for name in sorted(list_tree(bundle))]
