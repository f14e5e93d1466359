"""Making pages by the fast path: from a page to its file in the staging folder, in several processes where it pays."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .filetree import same
from .pages import Page, Parts, build
from .render import Renderer
from .state import Output
from .workers import PARALLEL, chunks_of, in_parallel

CHUNK = 200

Maker = Callable[[Page, dict[str, str], str], bytes]
"""Makes the bytes of a page from its front matter and its blocks."""


@dataclass(frozen=True)
class Making:
    """What it takes to make pages. `site` is None where nothing is published yet."""

    parts: Parts
    renderer: Renderer
    maker: Maker
    staging: Path
    site: Path | None

    def page(self, page: Page) -> tuple[str, Output]:
        """Make a page; what the site has already is not written again. Raises RenderError."""
        built = build(self.parts, page)
        data = self.maker(page, self.renderer.front(page, built), self.renderer.blocks(page, built))
        path = f"{page.uri}index.html"
        if self.site is None or not same(target := self.site / path, data):
            return path, self._write(f"{self.staging}/{path}", data)
        return path, output_of("page", target)

    def _write(self, path: str, data: bytes) -> Output:
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
        return Output("page", stat.st_size, stat.st_mtime_ns)


def make_pages(
    making: Making, pages: list[Page], processes: int, progress: Callable[[int, int], None]
) -> dict[str, Output]:
    """Make pages, in several processes where there are many; gives each by its path in the site."""

    def work(chunk: list[Page]) -> list[tuple[str, Output]]:
        return [making.page(page) for page in chunk]

    found: dict[str, Output] = {}
    for chunk in in_parallel(work, chunks_of(pages, CHUNK), processes if len(pages) >= PARALLEL else 1):
        found.update(chunk)
        progress(len(found), len(pages))
    return found


def output_of(kind: str, path: Path) -> Output:
    """A file as the state notes it."""
    stat = path.stat()
    return Output(kind, stat.st_size, stat.st_mtime_ns)
