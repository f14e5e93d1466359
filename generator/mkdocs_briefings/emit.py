"""Writing what a built site has beside its pages: the search index, redirects, the sitemap."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from . import __version__, urls
from .library import Library
from .outputs.records import Records
from .outputs.redirects import SCRIPT, redirects, stub
from .outputs.sitemap import sitemaps
from .packaged import packaged_templates
from .search_index import SearchIndexError, Shard, bundle_files, index_shard


class EmitError(Exception):
    """Something beside the pages could not be made; the message says what."""


def write_outputs(
    library: Library, uris: Sequence[str] | None, staging: Path, cache: Path, site_url: str, years: set[int] | None
) -> None:
    """Write everything into the staging folder. Raises EmitError.

    `uris` are the addresses of all pages, in order, None where redirects and sitemap are as they were; `years`
    those whose search index may have changed, None for all.
    """
    script = staging / SCRIPT
    if not script.exists():  # under a theme that is not ours
        shutil.copyfile(packaged_templates() / "theme" / SCRIPT, script)
    if uris is not None:
        _redirects(library, uris, staging, site_url)
        dated = [(uri, changed) for uri in uris if (changed := _changed(library, uri)) is not None]
        for name, text in sitemaps(site_url, dated):
            (staging / name).write_text(text, encoding="utf-8")
    if library.settings.search and (years is None or years):
        _search(library, staging, cache, years)


def _redirects(library: Library, pages: Sequence[str], staging: Path, site_url: str) -> None:
    for old, target in redirects(library, pages):
        path = staging / (old if old.endswith(".html") else f"{old}index.html")
        if path.exists():
            raise EmitError(f"`redirects_from` names /{old}, where a page is")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stub(old, target, library.settings.language, site_url), encoding="utf-8")


def _changed(library: Library, uri: str) -> str | None:
    """When a briefing last changed, as far as its front matter says; "" for other pages, None for withdrawn ones."""
    briefing = library.briefings.get(urls.briefing_of(uri))
    if briefing is None:
        return ""
    if briefing.status == "withdrawn":
        return None
    return max([briefing.published.iso, *(update.date.iso for update in briefing.updates)])


def _search(library: Library, staging: Path, cache: Path, years: set[int] | None) -> None:
    records = Records(library)
    shards = records.shards()
    kept = cache / "search"
    versions = f"briefings {__version__}, pagefind {version('pagefind')}"
    try:
        for year, items in shards.items():
            if years is not None and year not in years:
                continue
            shard = Shard(year, [records.record(item) for item in items])
            index_shard(shard, kept / str(year), library.settings.language.split("-")[0], versions)
    except (SearchIndexError, OSError) as error:
        raise EmitError(f"the search index could not be made: {error}") from error
    for old in kept.iterdir() if kept.is_dir() else ():
        if old.name not in {str(year) for year in shards}:
            shutil.rmtree(old)
    for year in shards if years is None else shards.keys() & years:
        for name, path in bundle_files(kept / str(year)):
            target = staging / "search" / str(year) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
