"""What a feed is before it is written as Atom or JSON: its entries and what is said of all of them.

Both formats say the same, so both are written from this. Addresses are absolute, texts plain, `content` safe HTML whose
links are absolute too. A day stands for its first moment in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

ATOM = "feed.xml"
JSON = "feed.json"
"""What the feeds of a page are called; they stand beside it: `topics/karabakh/feed.xml`."""

ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
"""Media types: RFC 4287, section 7; JSON Feed 1.1, "MIME Type"."""

# BCP 47 in the broad form that RFC 4287 asks of `xml:lang`.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Category:
    """A topic or country: `scheme` is the address of the list of its kind, which with `term` gives its page.

    `key` is the id that files use: for a country its alpha-3 code, while `term` is its slug.
    """

    kind: str
    key: str
    term: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `happened` is the event's date in ISO 8601, maybe partial; `language` a BCP 47 tag.

    `compose` makes its content, which takes most of the time: it is called only where a format has to be written anew.
    `made` remembers the content, and by format how it is written, since an entry stands in many feeds.
    """

    id: str
    url: str
    title: str
    summary: str
    compose: Callable[[], str] = field(compare=False, repr=False)
    published: date
    updated: date
    happened: str
    language: str
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    made: dict[str, str | bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def content(self) -> str:
        """Safe HTML with absolute addresses."""
        found = self.made.get("content")
        if found is None:
            found = self.made["content"] = self.compose()
        return found

    def written(self, form: str, feed_language: str, write: Callable[[FeedEntry, str], str]) -> bytes:
        """The entry in a format, for feeds of a language; written the first time that it is asked for."""
        key = f"{form} {feed_language}"
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = write(self, feed_language).encode()
        return found

    def remember(self, form: str, feed_language: str, data: bytes | None) -> None:
        """Take over how it was written before; to be called only where nothing of it has changed."""
        if data is not None:
            self.made.setdefault(f"{form} {feed_language}", data)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the page at `url`; `home` is the site's address, with `/` at its end.

    `updated` is the newest of its entries'; for a feed without any it is the beginning of Unix time, since Atom wants
    one and it must not hang on when the site is built.
    """

    title: str
    url: str
    home: str
    site_name: str
    language: str
    entries: tuple[FeedEntry, ...] = ()
    description: str = ""
    licence: str = ""
    licence_url: str = ""

    @property
    def updated(self) -> date:
        """When its newest entry was published or changed."""
        return max((entry.updated for entry in self.entries), default=date(1970, 1, 1))


def instant(day: date) -> str:
    """The first moment of a day as RFC 3339 writes it: `2023-10-02T00:00:00Z`."""
    return f"{day.isoformat()}T00:00:00Z"


def language_tag(text: str) -> str:
    """A language as feeds may name it; "" where a site's setting is none."""
    return text if _LANGUAGE.fullmatch(text) else ""
