"""A feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from functools import lru_cache

from .feed_model import ATOM, ATOM_TYPE, JSON, JSON_TYPE, Category, Feed, FeedEntry, instant, language_tag
from .xml_text import attribute, text


def atom(feed: Feed) -> bytes:
    """The document, UTF-8."""
    return b"".join(
        (
            _head(feed).encode(),
            *(entry.written("atom", feed.language, _entry) for entry in feed.entries),
            b"</feed>\n",
        )
    )


def entries_in(data: bytes) -> dict[bytes, bytes]:
    """The entries of a document that `atom` made, by their ids as they are written there.

    In text `<` is always escaped, so what looks like a tag is one.
    """
    found = {}
    for part in data.partition(b"</feed>")[0].split(b"<entry")[1:]:
        found[part.partition(b"<id>")[2].partition(b"</id>")[0]] = b"<entry" + part
    return found


def written_id(entry_id: str) -> bytes:
    """An id as it stands in a document."""
    return text(entry_id).encode()


def _head(feed: Feed) -> str:
    """Everything before the entries.

    The licence is given in words (`rights`, 4.2.10; it holds for entries without their own) and as a link (RFC 4946).
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{_lang(feed.language)}>',
        f"<title>{text(feed.title)}</title>",
        f"<subtitle>{text(feed.description)}</subtitle>" if feed.description else "",
        f"<id>{text(feed.url)}</id>",
        f"<updated>{instant(feed.updated)}</updated>",
        f"<author><name>{text(feed.site_name)}</name><uri>{text(feed.home)}</uri></author>",
        _link("alternate", feed.url, "text/html"),
        _link("alternate", feed.url + JSON, JSON_TYPE),
        _link("self", feed.url + ATOM, ATOM_TYPE),
        _link("license", feed.licence_url) if feed.licence_url else "",
        f"<rights>{text(feed.licence)}</rights>" if feed.licence else "",
        "<generator>Briefings</generator>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _entry(entry: FeedEntry, feed_language: str) -> str:
    authors = "".join(f"<author><name>{text(name)}</name></author>" for name in entry.authors)
    categories = "".join(map(_category, entry.categories))
    summary = f"<summary>{text(entry.summary)}</summary>\n" if entry.summary else ""
    lang = _lang(entry.language) if entry.language != feed_language else ""
    return (
        f"<entry{lang}>\n<title>{text(entry.title)}</title>\n<id>{text(entry.id)}</id>\n"
        f"{_link('alternate', entry.url, 'text/html')}\n"
        f"<published>{instant(entry.published)}</published><updated>{instant(entry.updated)}</updated>\n"
        f"{authors}{categories}\n{summary}"
        f'<content type="html">{text(entry.content)}</content>\n</entry>\n'
    )


@lru_cache(maxsize=20_000)
def _category(one: Category) -> str:
    return f'<category term="{attribute(one.term)}" scheme="{attribute(one.scheme)}" label="{attribute(one.label)}"/>'


def _link(rel: str, href: str, media_type: str = "") -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{rel}"{kind} href="{attribute(href)}"/>'


def _lang(language: str) -> str:
    tag = language_tag(language)
    return f' xml:lang="{tag}"' if tag else ""
