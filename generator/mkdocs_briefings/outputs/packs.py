"""Packs: all sections of a topic, a country or a digest in one file, to be read without a network.

A pack holds the words of its sections with their statements and sources, as feeds have them, and what leads through
them. Pictures are left out but for their words; all other links lead to the site or to the sources. Everything comes
from the content, so the same content gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from .. import escape
from ..labels import list_label
from ..library import Item
from ..names import direction
from ..pages import Page, Parts, build
from ..pages.packed import EPUB, HTML, KINDS, sections_of
from .digest_blocks import Sender, blocks_of
from .digest_html import body_of
from .feed_content import Contents
from .pack_epub import epub_of
from .pack_html import html_of
from .pack_model import Chapter, Entry, Pack
from .web_links import uri_text

KEPT = 2_000
"""How many sections a process keeps at hand: most stand in several packs."""

_MAKERS = {HTML: html_of, EPUB: epub_of}

_PICTURE = re.compile(r"<img( [^<>]*)>")
_WORDS = re.compile(r' alt="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')


class Packs:
    """Makes the packs of one library, which needs a `site_url`: a downloaded file has no other way back."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.home = f"{parts.library.settings.site_url.rstrip('/')}/"
        self._contents = Contents(parts, self.home)
        self._html = lru_cache(KEPT)(self._made)

    def files(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """The packs beside a page, as (path under the site's folder, bytes). Raises MissingBookMaker."""
        pack = self.pack(page)
        if pack is not None:
            yield from ((page.uri + name, _MAKERS[name](pack)) for name in KINDS[page.kind])

    def pack(self, page: Page) -> Pack | None:
        """What the packs beside a page hold; None where it has none."""
        if page.kind not in KINDS:
            return None
        items = sections_of(self.parts.library, page.kind, page.key[0])
        if not items:
            return None
        built = build(self.parts, page)
        briefings = {item.briefing.id: item.briefing for item in items}.values()
        dates = [briefing.published for briefing in briefings]
        dates += [update.date for briefing in briefings for update in briefing.updates if update.kind != "minor"]
        return Pack(
            label=list_label(self.parts.words, page.kind),
            title=built.title,
            description=built.description,
            address=self.home + page.uri,
            settings=self.parts.library.settings,
            words=self.parts.words,
            cut_off=max(dates, key=lambda date: (date.last, date.full)),
            briefings=len(briefings),
            chapters=tuple(self._chapters(items, page.kind == "digest")),
            opening=self._opening(page, built.context) if page.kind == "digest" else "",
        )

    def _opening(self, page: Page, context: object) -> str:
        sender = Sender(self.parts.library.settings, self.home)
        return body_of(blocks_of(context, sender, page.uri), sender)

    def _chapters(self, items: Iterable[Item], by_day: bool) -> Iterator[Chapter]:
        words = self.parts.words
        groups: dict[str, list[Entry]] = {}
        titles: dict[str, str] = {}
        for number, item in enumerate(items, 1):
            date = item.date
            key = date.iso if by_day else str(date.year)
            titles[key] = words.long_label(date) if by_day else words.number(date.year)
            groups.setdefault(key, []).append(self._entry(f"s{number}", item))
        for key, entries in groups.items():
            yield Chapter(f"c{key}", titles[key], tuple(entries))

    def _entry(self, entry_id: str, item: Item) -> Entry:
        language = item.briefing.language or self.parts.language
        heading = self.parts.place(item).name
        html = self._html(item.briefing.id, item.section.id)
        return Entry(entry_id, heading, item.date, html, language, direction(language))

    def _made(self, briefing_id: str, section_id: str) -> str:
        briefing = self.parts.library.briefings[briefing_id]
        return portable(self._contents.section(Item(briefing, briefing.section(section_id))))


def portable(html: str) -> str:
    """Safe HTML with its pictures as words, and its addresses as any reading program takes them."""
    html = _PICTURE.sub(_in_words, html)
    return _HREF.sub(lambda match: f' href="{escape.html(uri_text(unescape(match[1])))}"', html)


def _in_words(match: re.Match) -> str:
    words = _WORDS.search(match[1])
    return f"<i>[{words[1]}]</i>" if words and words[1] else ""
