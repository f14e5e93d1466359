"""The list of all feeds as OPML 2.0 (opml.org/spec2.opml), which feed readers import."""

from __future__ import annotations

from itertools import groupby

from ..pages.feed_places import KINDS, FeedPlace, feed_uris
from .feed_entries import Entries
from .feed_model import ATOM, language_tag
from .xml_text import attribute, text


def opml(entries: Entries) -> bytes | None:
    """The document, UTF-8, feeds grouped by kind; None where the site has no address.

    Kinds with one feed stand on the first level. `type` is `rss` for Atom too: the specification has no other word
    for a subscription.
    """
    if not entries.home:
        return None
    settings = entries.library.settings
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{text(settings.site_name)}</title><docs>http://opml.org/spec2.opml</docs></head>",
        "<body>",
    ]
    for kind, group in groupby(feed_uris(entries.parts), key=lambda place: place.kind):
        outlines = [_outline(entries, place) for place in group]
        if kind in ("site", "positions", "corrections"):
            lines += outlines
        else:
            name = entries.parts.words.gettext(KINDS[kind])
            lines += [f'<outline text="{attribute(name)}">', *outlines, "</outline>"]
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _outline(entries: Entries, place: FeedPlace) -> str:
    page = entries.address(place.uri)
    language = language_tag(entries.library.settings.language)
    return (
        f'<outline type="rss" text="{attribute(place.title)}" xmlUrl="{attribute(page + ATOM)}" '
        f'htmlUrl="{attribute(page)}"{f" language={chr(34)}{language}{chr(34)}" if language else ""}/>'
    )
