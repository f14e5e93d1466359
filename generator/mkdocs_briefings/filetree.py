"""Folders of files: listing them, and writing so that nobody ever sees half of a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

HALF_WRITTEN = ".new"
"""How the name of a file ends that is not whole yet; it begins with a dot."""


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> set[str]:
    """Make a folder hold these files and no others; files that are the same already are not touched.

    `files` are (path relative to the folder, bytes). Returns the paths that were written or deleted.
    """
    changed, wanted = set(), set()
    for name, data in files:
        wanted.add(name)
        path = folder / name
        if not same(path, data):
            write_file(path, data)
            changed.add(name)
    for path in list_tree(folder) - wanted:
        (folder / path).unlink()
        changed.add(path)
    remove_empty_folders(folder)
    return changed


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{HALF_WRITTEN}")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def remove_half_written(folder: Path) -> None:
    """Delete what `write_file` left in a folder where it was interrupted. Nobody else may be writing there."""
    for path in folder.glob(f".*{HALF_WRITTEN}"):
        path.unlink(missing_ok=True)


def keep_files_alone(folder: Path, names: Iterable[str]) -> None:
    """Delete what stands in a file's place in a folder of ours: a folder, a link, a pipe, which one would wait for."""
    for name in names:
        path = folder / name
        with contextlib.suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                shutil.rmtree(path)
            elif not stat.S_ISREG(mode):
                path.unlink()


def list_tree(folder: Path) -> set[str]:
    """All files below a folder, as paths relative to it."""
    found, folders = set(), [(str(folder), "")]
    while folders:
        path, inside = folders.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, f"{inside}{entry.name}/"))
                    else:
                        found.add(inside + entry.name)
        except OSError:  # not there, or gone meanwhile
            continue
    return found


def remove_empty_folders(folder: Path) -> None:
    """Delete folders that hold nothing, from the bottom up; the folder itself stays."""
    for parent, folders, _ in os.walk(folder, topdown=False):
        for name in folders:
            with contextlib.suppress(OSError):  # not empty
                os.rmdir(os.path.join(parent, name))


def same(path: Path, data: bytes) -> bool:
    """Whether a path is a regular file with these bytes."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def same_files(one: Path, other: Path) -> bool:
    """Whether two paths are regular files with the same bytes; where they are one file, nothing is read."""
    try:
        found, others = one.lstat(), other.lstat()
    except OSError:
        return False
    if not (stat.S_ISREG(found.st_mode) and stat.S_ISREG(others.st_mode) and found.st_size == others.st_size):
        return False
    return os.path.samestat(found, others) or same(one, other.read_bytes())
