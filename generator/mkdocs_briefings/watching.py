"""How `mkdocs serve` is told of saved files: by the system where it can, instead of looking for them twice a second.

MkDocs looks itself, since not every system tells: not of what happens on the other side of a network, or of a folder
that is shared with a container. Here the system is asked only on Linux, for folders on disks of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

LOCAL = frozenset(["bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"])
"""The file systems on which nothing happens without this kernel's knowledge."""

MOUNTS = Path("/proc/self/mountinfo")

CHANGES = frozenset(["created", "modified", "deleted", "moved", "closed"])
"""The events that stand for a change; a file that is only read is opened, too."""


def watch_through_system(server: LiveReloadServer, paths: list[str]) -> None:
    """Have a server told by the system of what changes under those of the `paths` that it watches, if that can be."""
    if not sys.platform.startswith("linux"):
        return
    watched = []
    for path in dict.fromkeys(map(os.path.abspath, paths)):
        try:
            server.unwatch(path)
        except KeyError:
            continue
        watched.append(path)
    server.observer = Observers(server.observer)
    for path in watched:
        server.watch(path)


class Observers:
    """Two observers as one: the system for folders that it tells everything of, for others the one there was.

    It has of an observer of watchdog what MkDocs uses.
    """

    def __init__(self, looking: Any) -> None:
        from watchdog.observers.inotify import InotifyObserver

        self.looking, self.told = looking, InotifyObserver()
        self.told.start()  # else it would say only later that there are too many folders

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> object:
        """Watch a path; gives what `unschedule` wants."""
        if is_told_of(path):
            with suppress(OSError):  # more folders than one may watch
                return self.told, self.told.schedule(_OnlyChanges(handler.dispatch), path, recursive=recursive)
        return self.looking, self.looking.schedule(handler, path, recursive=recursive)

    def unschedule(self, watch: object) -> None:
        """Watch a path no more."""
        observer, one = watch
        observer.unschedule(one)

    def start(self) -> None:
        """Begin to look."""
        self.looking.start()

    def stop(self) -> None:
        """End; `join` waits for it."""
        self.told.stop()
        self.looking.stop()

    def join(self) -> None:
        """Wait for the end."""
        self.told.join()
        self.looking.join()


class _OnlyChanges(FileSystemEventHandler):
    """Passes on what stands for a change."""

    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self.tell = tell

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.event_type in CHANGES:
            self.tell(event)


def is_told_of(path: str) -> bool:
    """Whether the system tells of all that changes under a path: a folder on a disk of its own, no links below."""
    try:
        mounts = [line.split(" ") for line in MOUNTS.read_text("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return False
    real = os.path.realpath(path)
    if not os.path.isdir(real) or _has_links(real):
        return False
    # The fields stand in proc(5): the mount point is the fifth, the type the first behind a hyphen.
    types = {fields[4].replace("\\040", " "): fields[fields.index("-") + 1] for fields in mounts if "-" in fields}
    above = [real, *map(str, Path(real).parents)]
    inside = [types[point] for point in types if point.startswith(f"{real}/")]
    nearest = next((types[folder] for folder in above if folder in types), "")
    return all(kind in LOCAL for kind in (nearest, *inside))


def _has_links(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return any(
            entry.is_symlink() or (entry.is_dir(follow_symlinks=False) and _has_links(entry.path)) for entry in entries
        )
