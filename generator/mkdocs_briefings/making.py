"""Making pages by the fast path: from a page to its file in the staging folder, in several processes where it pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .filetree import same
from .pages import Page, Parts, build
from .render import Renderer
from .state import Output
from .workers import chunks_of, in_parallel

PARALLEL = 500
"""From so many briefings or pages on, the work goes to other processes; for fewer they are not worth their start."""

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
        target = self.site / path if self.site else None
        if target is None or not same(target, data):
            target = self.staging / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return path, output_of("page", target)


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
