"""The search index of a site that is served, brought up to date behind its pages: they need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from pathlib import Path

from .emit import indexer
from .filetree import write_tree
from .pages import Parts
from .search_index import SearchIndexError, bundle_files

PATIENCE = 1.0
"""Seconds after which a failure is told: Ctrl-C ends Pagefind before it ends this process."""


class LateSearch:
    """Makes shards again, one after the other in a thread, and puts them into the site."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """`say` is told when an index cannot be made."""
        self.say = say
        self._turn = threading.Condition()
        self._wanted: set[str] = set()
        self._thread: threading.Thread | None = None
        self._closed = False

    def begin(self, parts: Parts, names: Collection[str], cache: Path, site: Path) -> None:
        """Make some shards again, newest first, and those that still wait, from now on of these `parts`."""
        with self._turn:
            self._wanted.update(names)
            self._parts, self._cache, self._site = parts, cache, site
            if self._wanted and self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def end(self) -> set[str]:
        """Wait for the shard that is being made; gives the names of those that still have to be."""
        with self._turn:
            left, self._wanted = self._wanted, set()
            thread = self._thread
        if thread is not None:
            thread.join()
        return left

    def close(self) -> None:
        """Write nothing more into the site, which is about to be deleted."""
        with self._turn:
            self._closed = True
            self._wanted.clear()
            self._turn.notify_all()

    def _work(self) -> None:
        while True:
            with self._turn:
                if not self._wanted:
                    self._thread = None
                    return
                name = max(self._wanted)
                self._wanted.remove(name)
                parts, cache, site = self._parts, self._cache, self._site
            if name not in parts.shards.items:
                continue
            try:
                indexer(parts, cache)(name)
                files = [(path, file.read_bytes()) for path, file in bundle_files(cache / "search" / name)]
                with self._turn:
                    if not self._closed:
                        write_tree(site / "search" / name, files)
            except (SearchIndexError, OSError) as error:
                with self._turn:
                    closed = self._turn.wait_for(lambda: self._closed, PATIENCE)
                    if not closed and name in self._parts.shards.items:  # else a build has swept it away
                        self.say(f"the search index of {name} could not be made: {error}")
