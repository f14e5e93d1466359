"""The files that stand beside a page: its feed in two formats, a briefing's citations, the list of all feeds."""

from __future__ import annotations

from collections.abc import Iterator

from ..pages import Page, Parts
from ..pages.feed_places import OPML, feed_of
from .atom import atom
from .citations import FILES, cite_files
from .feed_entries import Entries
from .feed_model import ATOM, JSON
from .feeds import feed_for
from .json_feed import json_feed
from .opml import opml

NAMES = (ATOM, JSON, *FILES, OPML.rpartition("/")[2])
"""What files beside a page may be called."""

KEPT = 5_000
"""How many feed entries a process remembers: more cost memory, fewer time."""


class Beside:
    """Makes the files beside pages from one library."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.site_url = parts.library.settings.site_url
        self._entries = Entries(parts, self.site_url, kept=KEPT)

    def files(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """The files beside a page, as (path under the site's folder, bytes)."""
        if page.kind == "briefing":
            for name, data in cite_files(self.parts.library, page.key[0], self.site_url).items():
                yield page.uri + name, data
        if page.kind == "feeds" and (text := opml(self._entries)) is not None:
            yield OPML, text
        key = feed_of(page)
        feed = feed_for(self._entries, *key) if key else None
        if feed is not None:
            yield page.uri + ATOM, atom(feed)
            yield page.uri + JSON, json_feed(feed)
