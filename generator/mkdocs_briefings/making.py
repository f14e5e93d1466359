"""Making pages by the fast path: from a page to its file in the cache, in several processes where it pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .filetree import same
from .outputs.beside import Beside
from .outputs.packs import Packs
from .pages import Page, Parts, build
from .render import Renderer
from .state import Output
from .workers import PARALLEL, chunks_of, in_parallel

CHUNK = 200

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
    chunks = chunks_of(tasks, CHUNK)
    for chunk, files in zip(
        chunks, in_parallel(work, chunks, processes if len(tasks) >= PARALLEL else 1), strict=True
    ):
        found.update(files)
        done += len(chunk)
        progress(done, len(tasks))
    return found


def output_of(kind: str, path: Path) -> Output:
    """A file as the state notes it."""
    stat = path.stat()
    return Output(kind, stat.st_size, stat.st_mtime_ns)
