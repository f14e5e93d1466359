"""Making pages by the fast path: from a page to its file in the cache, in several processes where it pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .filetree import same
from .outputs.beside import Beside
from .outputs.data_catalogue import FOLDER as DATA
from .outputs.packs import Packs
from .outputs.redirects import is_stub
from .pages import Page, Parts, build
from .render import Renderer
from .shards import is_shard
from .state import Output
from .workers import chunks_of, in_parallel

CHUNK = 200
"""So many pages at most are given to a process at a time; fewer where there are few, that all may end together."""

PARALLEL = 150
"""From so many pages on they are made in several processes. Measured: 250 pages take a quarter less time so."""

Maker = Callable[[Page, dict[str, str], str], bytes]
"""Makes the bytes of a page from its front matter and its blocks."""


class Task(NamedTuple):
    """A page to be made: its HTML too, or only the files beside it; with its packs, or not."""

    page: Page
    html: bool = True
    packs: bool = True


@dataclass(frozen=True)
class Making:
    """What it takes to make pages.

    `place` tells where to write a file, by its path in the site. `site` is None where nothing is published yet,
    `maker` where MkDocs makes the HTML, `packs` where none are wanted.
    """

    parts: Parts
    renderer: Renderer
    beside: Beside
    packs: Packs | None
    maker: Maker | None
    place: Callable[[str], str]
    site: Path | None

    def files(self, task: Task) -> Iterator[tuple[str, Output]]:
        """Make a page and what is beside it; what the site has already is not written again. Raises RenderError."""
        page = task.page
        if task.html and self.maker and page.kind != "home":
            built = build(self.parts, page)
            data = self.maker(page, self.renderer.front(page, built), self.renderer.blocks(page, built))
            yield self._put("page", f"{page.uri}index.html", data)
        for path, data in self.beside.files(page):
            yield self._put("beside", path, data)
        for path, data in self.packs.files(page) if self.packs and task.packs else ():
            yield self._put("pack", path, data)

    def _put(self, kind: str, path: str, data: bytes) -> tuple[str, Output]:
        if self.site is None or not same(target := self.site / path, data):
            return path, self._write(kind, self.place(path), data)
        return path, output_of(kind, target)

    def _write(self, kind: str, path: str, data: bytes) -> Output:
        """Write a file with few system calls: there are tens of thousands of them."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            handle = os.open(path, flags, 0o666)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            handle = os.open(path, flags, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            stat = os.fstat(handle)
        finally:
            os.close(handle)
        return Output(kind, stat.st_size, stat.st_mtime_ns)


def make_pages(
    making: Making, tasks: list[Task], processes: int, progress: Callable[[int, int], None]
) -> dict[str, Output]:
    """Make pages, in several processes where there are many; gives each file by its path in the site."""

    def work(chunk: list[Task]) -> list[tuple[str, Output]]:
        return [file for task in chunk for file in making.files(task)]

    found: dict[str, Output] = {}
    done = 0
    used = processes if len(tasks) >= PARALLEL else 1
    chunks = chunks_of(tasks, min(CHUNK, len(tasks) // (6 * used) + 1))
    for chunk, files in zip(chunks, in_parallel(work, chunks, used), strict=True):
        found.update(files)
        done += len(chunk)
        progress(done, len(tasks))
    return found


def output_of(kind: str, path: Path) -> Output:
    """A file as the state notes it."""
    stat = path.stat()
    return Output(kind, stat.st_size, stat.st_mtime_ns)


def is_as_noted(site: Path, outputs: Mapping[str, Output]) -> bool:
    """Whether every file of a site is there, and as it was noted."""
    folder = str(site)
    for path, (_, size, modified) in outputs.items():
        try:
            found = os.stat(f"{folder}/{path}")
        except OSError:
            return False
        if found.st_size != size or found.st_mtime_ns != modified:
            return False
    return True


def kind_of(path: str, staging: Path) -> str:
    """What a file beside the pages is: of a search index, a list of all pages (sitemap, redirects), or another."""
    parts = path.split("/")
    if parts[0] == DATA.rstrip("/") and path != f"{DATA}index.html":
        return "data"
    if parts[0] == "search" and len(parts) > 2 and is_shard(parts[1]):
        return "search"
    if path.startswith("sitemap") and path.endswith(".xml"):
        return "list"
    return "list" if path.endswith(".html") and is_stub((staging / path).read_bytes()) else "other"
