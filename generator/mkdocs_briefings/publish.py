"""From the staging folder to the site's: whole files, new before old, and finished by the next build if interrupted."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from threading import Lock

from .filetree import HALF_WRITTEN, keep_files_alone, list_tree, same_files
from .workers import chunks_of

JOURNAL = "publish.json"
MANY = 400
"""From so many files on, two are moved or deleted at once: what a file held is freed then, and one waits for that.
Measured on ext4 that discards freed blocks: 12,000 files replaced in 1.6 s by two threads, in 3 to 30 s by one."""

MADE = "made"
"""Where, in the cache, what was made for a site that is there already waits: all in one folder, for where each page has
its own, making and deleting the folders costs more than all else that is done with the files."""


def waiting(cache: Path, path: str) -> str:
    """Where a file waits that has been made for the site, by its path there."""
    return f"{cache}/{MADE}/{hashlib.blake2b(path.encode(errors='surrogateescape'), digest_size=16).hexdigest()}"


def make_room(cache: Path) -> None:
    """Make the folder for what is to wait, empty."""
    shutil.rmtree(cache / MADE, ignore_errors=True)
    keep_files_alone(cache, [MADE])
    (cache / MADE).unlink(missing_ok=True)
    (cache / MADE).mkdir()


def publish(
    staging: Path, site: Path, cache: Path, gone: Collection[str] | None = None, made: Collection[str] = ()
) -> tuple[int, int]:
    """Bring `site` up to date with what is in `staging`; gives the numbers of files written and deleted.

    `gone` are the files to delete; without it all that `staging` does not hold. Those of `made` that are other than the
    site's may be `waiting` in the cache. As with MkDocs itself, what begins with a dot in the site's folder (`.git`) is
    not ours and stays. Each file is moved into place in one step, in an order (`_order`) in which a reader never meets
    a page whose parts, or the pages that it links to, are not there yet. A journal in `cache` tells that it is under
    way.
    """
    there = list_tree(cache / MADE)
    if not there and not site.exists() and staging.is_dir():
        return _all_at_once(staging, site, cache)
    changed = [name for name in made if os.path.basename(waiting(cache, name)) in there]
    wanted = list_tree(staging)
    for name in wanted.difference(changed):
        if same_files(site / name, staging / name):
            (staging / name).unlink()
        else:
            changed.append(name)
    changed.sort(key=lambda name: _order(name, not (site / name).is_file()))
    if gone is None:
        old = list_tree(site).difference(wanted, made)
        gone = [name for name in old if not name.startswith(".") or name.endswith(HALF_WRITTEN)]
    gone = sorted(gone, key=lambda name: (not name.endswith(".html"), name))  # pages before what they lead to
    if not changed and not gone:
        return 0, 0
    site.mkdir(parents=True, exist_ok=True)
    _begin(cache, site, changed=changed, gone=gone)
    _finish(staging, site, cache, changed, gone)
    return len(changed), len(gone)


def _begin(cache: Path, site: Path, **plan: object) -> None:
    """Write the journal: from here on the publication is finished, by this build or the next."""
    text = json.dumps({"site": _seen_from(cache, site), **plan})
    (cache / JOURNAL).write_text(text, encoding="utf-8")


def _seen_from(cache: Path, site: Path) -> str:
    """The site's folder as the journal names it: both may be moved together before the publication is finished."""
    try:
        return os.path.relpath(site, cache)
    except ValueError:  # on another drive
        return str(site.absolute())


def _all_at_once(staging: Path, site: Path, cache: Path) -> tuple[int, int]:
    """Where there is no site yet, the staging folder becomes it in one step; from another file system, by a copy."""
    count = len(list_tree(staging))
    site.parent.mkdir(parents=True, exist_ok=True)
    _begin(cache, site, changed=[], gone=[], whole=True)
    _move_folder(staging, site)
    return count, 0


def _move_folder(staging: Path, site: Path) -> None:
    try:
        os.rename(staging, site)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        temporary = site.with_name(f".{site.name}{HALF_WRITTEN}")
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.copytree(staging, temporary)
        os.rename(temporary, site)
        shutil.rmtree(staging)


def is_under_way(cache: Path) -> bool:
    """Whether a publication has begun and is not over."""
    return (cache / JOURNAL).is_file()


def end(cache: Path) -> None:
    """The publication is over, and all that hangs on it is done."""
    shutil.rmtree(cache / MADE, ignore_errors=True)
    (cache / JOURNAL).unlink(missing_ok=True)


def resume(staging: Path, cache: Path, say: Callable[[str], None]) -> bool:
    """Finish a publication that was interrupted: staging still holds what was not moved yet. Tells if there was one."""
    journal = cache / JOURNAL
    keep_files_alone(cache, [JOURNAL])
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
        changed, gone = [str(name) for name in plan["changed"]], [str(name) for name in plan["gone"]]
        site, whole = Path(os.path.normpath(cache / plan["site"])), bool(plan.get("whole"))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        journal.unlink(missing_ok=True)
        return False
    say("finishing the publication that was interrupted")
    if whole and not site.exists() and staging.is_dir():
        _move_folder(staging, site)
        return True
    _finish(staging, site, cache, changed, gone)
    return True


def _finish(staging: Path, site: Path, cache: Path, changed: list[str], gone: list[str]) -> None:
    """Move what has changed and is not moved yet, and delete what is gone."""
    there, ready, lock = list_tree(cache / MADE), set(), Lock()

    def move(name: str) -> None:
        source = waiting(cache, name)
        if os.path.basename(source) not in there:
            source = f"{staging}/{name}"
            if not os.path.isfile(source):
                return  # moved before an interruption
        folder = name.rpartition("/")[0]
        with lock:
            if folder not in ready:
                _make_folder(site / folder, site)
                ready.add(folder)
        _move(source, f"{site}/{name}")

    def delete(name: str) -> None:
        # A folder has taken the place of a file, or a file that of its folder: then it is gone already.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (site / name).unlink()

    for _, names in groupby(changed, key=lambda name: _order(name, not (site / name).is_file())[0]):
        _each(move, list(names))
    for _, names in groupby(gone, key=lambda name: name.endswith(".html")):
        _each(delete, list(names))
    for folder in sorted({(site / name).parent for name in gone}, reverse=True):
        _remove_if_empty(folder, site)


def _each(work: Callable[[str], None], names: list[str]) -> None:
    """Work on each name; where there are many, in two threads and in no order."""
    if len(names) < MANY:
        for name in names:
            work(name)
        return

    def on_all(chunk: list[str]) -> None:
        for name in chunk:
            work(name)

    pool = ThreadPoolExecutor(2)
    try:
        for _ in pool.map(on_all, chunks_of(names, MANY // 4)):
            pass
    finally:
        pool.shutdown(cancel_futures=True)


def _remove_if_empty(folder: Path, site: Path) -> None:
    """Delete a folder that holds nothing more, and those above it that held nothing else."""
    while folder != site:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            if folder.exists():
                return
        folder = folder.parent


def _move(source: str, target: str) -> None:
    """Put a file in its place in one step, from another file system by a copy beside it."""
    try:
        os.replace(source, target)
    except OSError as error:
        if os.path.isdir(target) and not os.path.islink(target):
            shutil.rmtree(target)
            os.replace(source, target)
        elif error.errno == errno.EXDEV:
            folder, name = os.path.split(target)
            temporary = os.path.join(folder, f".{name}{HALF_WRITTEN}")
            shutil.copy2(source, temporary)
            os.replace(temporary, target)
            os.unlink(source)
        else:
            raise


def _make_folder(folder: Path, site: Path) -> None:
    """Make a folder; a file that stands in its way was a page of the old site."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        at = folder
        while at != site and not at.is_file():
            at = at.parent
        at.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _order(name: str, new: bool) -> tuple[int, str]:
    """What leads somewhere comes after what it leads to; deletions come after all of these.

    First what pages load, and what nothing leads to yet; then pages that are new, which only each other lead to; pages
    that are there already; what leads to pages from outside of them, as feeds, the sitemap and the heads of the search
    indexes; last the home, which leads to what is newest.
    """
    if name == "index.html":
        return (4, name)
    if name.endswith(".html"):
        return (1 if new else 2, name)
    return (3 if name.endswith((".xml", ".json", ".csv")) and not new else 0, name)
