"""Writing what a built site has beside its pages: the search index, redirects, the sitemap."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path

from . import __version__, urls
from .content_policy import headers_file
from .library import Library
from .outputs.data import write_data
from .outputs.data_form import StaleFile
from .outputs.pack_html import STYLE
from .outputs.records import Records
from .outputs.redirects import SCRIPT, redirects, stub
from .outputs.sitemap import sitemaps
from .packaged import packaged_templates
from .pages import Parts
from .search_bundle import FORM
from .search_index import SearchIndexError, bundle_files, index_shard
from .workers import cores, in_parallel, over_all

HEADERS = "_headers"
"""What the host is to say with every file, in the format of Cloudflare Pages and Netlify."""


INDEXERS = 4
"""So many shards at most are indexed at once: Pagefind works on one core, and takes some 350 MB for the largest."""


class EmitError(Exception):
    """Something beside the pages could not be made; the message says what."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What has to be written anew beside the pages.

    `uris` are the addresses of all pages, in order, None where redirects and sitemap are as they were. `changed_shards`
    are those of the search index that may have changed. `data` are the briefings whose
    lines in the data files may have changed, None for all, `vocabulary` whether its file may have; `with_data` tells
    whether there are data files at all.
    """

    uris: Sequence[str] | None
    changed_shards: set[str]
    data: set[str] | None
    vocabulary: bool
    with_data: bool


def write_outputs(parts: Parts, wanted: Wanted, staging: Path, site: Path, cache: Path) -> None:
    """Write everything into the staging folder; `site` has what the last build published. Raises EmitError."""
    library = parts.library
    site_url = library.settings.site_url
    script = staging / SCRIPT
    if not script.exists():  # under a theme that is not ours
        shutil.copyfile(packaged_templates() / "theme" / SCRIPT, script)
    headers = staging / HEADERS
    if not headers.exists():  # a site's own, under content/, comes before ours
        styles = [STYLE] if library.settings.packs else []
        headers.write_text(headers_file(library.settings.policy, styles), encoding="utf-8")
    if wanted.uris is not None:
        _redirects(library, wanted.uris, staging, site_url)
        dated = [(uri, changed) for uri in wanted.uris if (changed := _changed(library, uri)) is not None]
        for name, text in sitemaps(site_url, dated):
            (staging / name).write_text(text, encoding="utf-8")
    if wanted.with_data:
        _data(library, wanted, staging, site)
    if library.settings.search:
        _search(parts, wanted.changed_shards, staging, cache)


def _data(library: Library, wanted: Wanted, staging: Path, site: Path) -> None:
    """Write the data files, or from those of the last build the ones that a change touches."""

    @contextmanager
    def open_file(path: str) -> Iterator[Callable[[bytes], object]]:
        target = staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            yield stream.write

    with ExitStack() as opened:

        def old(path: str) -> mmap | None:
            try:
                stream = opened.enter_context((site / path).open("rb"))
                return opened.enter_context(mmap(stream.fileno(), 0, access=ACCESS_READ))
            except (OSError, ValueError):  # an empty file has no map
                return None

        try:
            url, other = library.settings.site_url, wanted.vocabulary
            write_data(library, open_file, url, wanted.data, old, vocabulary_changed=other, over=over_all)
        except StaleFile:
            write_data(library, open_file, library.settings.site_url, over=over_all)


def _redirects(library: Library, pages: Sequence[str], staging: Path, site_url: str) -> None:
    settings = library.settings
    for old, target in redirects(library, pages):
        path = staging / (old if old.endswith(".html") else f"{old}index.html")
        if path.exists():
            raise EmitError(f"`redirects_from` names /{old}, where a page is")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise EmitError(f"`redirects_from` names /{old}, and a part of it is a file of the site") from error
        path.write_text(stub(old, target, settings.language, site_url, settings.policy), encoding="utf-8")


def _changed(library: Library, uri: str) -> str | None:
    """When a briefing last changed, as far as its front matter says; "" for other pages, None for withdrawn ones."""
    briefing = library.briefings.get(urls.briefing_of(uri))
    if briefing is None:
        return ""
    if briefing.status == "withdrawn":
        return None
    return max([briefing.published.iso, *(update.date.iso for update in briefing.updates)])


def indexer(parts: Parts, cache: Path) -> Callable[[str], bool]:
    """What makes the index of a shard in the cache, by its name, where that is not there already.

    Raises SearchIndexError and OSError.
    """
    records = Records(parts.library)
    versions = f"briefings {__version__}, form {FORM}, pagefind {version('pagefind')}"
    language = parts.library.settings.language.split("-")[0]

    def index(name: str) -> bool:
        found = [records.record(item) for item in parts.shards.items[name]]
        return index_shard(found, cache / "search" / name, language, versions)

    return index


def _search(parts: Parts, wanted: set[str], staging: Path, cache: Path) -> None:
    kept, items = cache / "search", parts.shards.items
    largest_first = sorted(wanted, key=lambda name: -len(items[name]))
    try:
        for _ in in_parallel(indexer(parts, cache), largest_first, min(cores(), INDEXERS)):
            pass
    except (SearchIndexError, OSError) as error:
        raise EmitError(f"the search index could not be made: {error}") from error
    for old in kept.iterdir() if kept.is_dir() else ():
        if old.name not in items:
            shutil.rmtree(old)
    for name in sorted(wanted):
        for path, file in bundle_files(kept / name):
            target = staging / "search" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(file, target)


def _link_or_copy(path: Path, target: Path) -> None:
    """Make a file there is stand in a second place; it is never written to again, only replaced."""
    try:
        os.link(path, target)
    except OSError:  # a file system without links, or another one
        shutil.copyfile(path, target)
