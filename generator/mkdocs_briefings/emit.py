"""Writing what a built site has beside its pages: the search index, redirects, the sitemap."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from . import __version__
from .library import Library
from .outputs.records import Records
from .outputs.redirects import SCRIPT, redirects, stub
from .outputs.sitemap import sitemaps
from .pages import Page
from .render import packaged_templates
from .search_index import SearchIndexError, Shard, bundle_files, index_shard


class EmitError(Exception):
    """Something beside the pages could not be made; the message says what."""


def write_outputs(library: Library, pages: Iterable[Page], staging: Path, cache: Path, site_url: str) -> None:
    """Write everything into the staging folder. Raises EmitError."""
    ordered = sorted(pages, key=lambda page: page.uri)
    _redirects(library, [page.uri for page in ordered], staging, site_url)
    dated = [(page.uri, _changed(library, page)) for page in ordered if not _withdrawn(library, page)]
    for name, text in sitemaps(site_url, dated):
        (staging / name).write_text(text, encoding="utf-8")
    if library.settings.search:
        _search(library, staging, cache)


def _redirects(library: Library, pages: list[str], staging: Path, site_url: str) -> None:
    for old, target in redirects(library, pages):
        path = staging / (old if old.endswith(".html") else f"{old}index.html")
        if path.exists():
            raise EmitError(f"`redirects_from` names /{old}, where a page is")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stub(old, target, library.settings.language, site_url), encoding="utf-8")
    script = staging / SCRIPT
    if not script.exists():  # under a theme that is not ours
        shutil.copyfile(packaged_templates() / "theme" / SCRIPT, script)


def _withdrawn(library: Library, page: Page) -> bool:
    return page.kind == "briefing" and library.briefings[page.key[0]].status == "withdrawn"


def _changed(library: Library, page: Page) -> str:
    """When a briefing last changed, as far as its front matter says; other pages are not dated."""
    if page.kind != "briefing":
        return ""
    briefing = library.briefings[page.key[0]]
    return max([briefing.published.iso, *(update.date.iso for update in briefing.updates)])


def _search(library: Library, staging: Path, cache: Path) -> None:
    records = Records(library)
    shards = records.shards()
    kept = cache / "search"
    versions = f"briefings {__version__}, pagefind {version('pagefind')}"
    try:
        for year, items in shards.items():
            shard = Shard(year, [records.record(item) for item in items])
            index_shard(shard, kept / str(year), library.settings.language.split("-")[0], versions)
    except (SearchIndexError, OSError) as error:
        raise EmitError(f"the search index could not be made: {error}") from error
    for old in kept.iterdir() if kept.is_dir() else ():
        if old.name not in {str(year) for year in shards}:
            shutil.rmtree(old)
    for year in shards:
        for name, path in bundle_files(kept / str(year)):
            target = staging / "search" / str(year) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
