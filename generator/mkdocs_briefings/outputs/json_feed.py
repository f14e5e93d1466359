"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1).

What the format has no key for stands in an object `_briefings`, as its section on extensions has it: for the feed the
licence, for an entry the date of the event and the ids of its topics and countries.
"""

from __future__ import annotations

import json

from .feed_model import JSON, Feed, FeedEntry, instant, language_tag
from .xml_text import legible

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_BEGIN = b'{"id":"'


def json_feed(feed: Feed) -> bytes:
    """The document, UTF-8."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legible(feed.title),
        "description": legible(feed.description),
        "home_page_url": legible(feed.url),
        "feed_url": legible(feed.url + JSON),
        "language": language_tag(feed.language),
        "authors": [{"name": legible(feed.site_name), "url": legible(feed.home)}],
        "_briefings": _given(
            {
                "about": legible(feed.home),
                "licence": legible(feed.licence),
                "licence_url": legible(feed.licence_url),
            }
        ),
    }
    return b"".join(
        (
            _JSON.encode(_given(head))[:-1].encode(),
            b',"items":[',
            b",".join(entry.written("json", feed.language, _item) for entry in feed.entries),
            b"\n]}\n",
        )
    )


def entries_in(data: bytes) -> dict[bytes, bytes]:
    """The items of a document that `json_feed` made, by their ids as they are written there.

    Each stands on a line of its own; in a string a line feed is escaped.
    """
    found = {}
    for line in data.split(b"\n")[1:-2]:
        item = line.removesuffix(b",")
        found[item.removeprefix(_BEGIN).partition(b'"')[0]] = b"\n" + item
    return found


def written_id(entry_id: str) -> bytes:
    """An id as it stands in a document."""
    return _JSON.encode(legible(entry_id))[1:-1].encode()


def _item(entry: FeedEntry, feed_language: str) -> str:
    item = {
        "id": legible(entry.id),
        "url": legible(entry.url),
        "title": legible(entry.title),
        "content_html": legible(entry.content),
        "summary": legible(entry.summary),
        "date_published": instant(entry.published),
        "date_modified": instant(entry.updated),
        "authors": [{"name": legible(name)} for name in entry.authors],
        "tags": list(dict.fromkeys(legible(one.label) for one in entry.categories)),
        "language": language_tag(entry.language) if entry.language != feed_language else "",
        "_briefings": {
            "date": entry.happened,
            "topics": [one.key for one in entry.categories if one.kind == "topic"],
            "countries": [one.key for one in entry.categories if one.kind == "country"],
        },
    }
    return "\n" + _JSON.encode(_given(item))


def _given(mapping: dict) -> dict:
    """Without what is empty; `content_html` stays, since an item must have it."""
    return {key: value for key, value in mapping.items() if value or key == "content_html"}
