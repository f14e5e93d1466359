"""The pages on what readers can take away: feeds and data files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..contexts import DataPage, FeedsPage
from ..outputs import data_catalogue as catalogue
from ..outputs.data_docs import documentation
from ..views import FeedGroup, Link
from .feed_places import FEEDS, KINDS, OPML, feed_uris
from .parts import Built, Page, Parts

MANY = 60
"""A kind of more feeds than this is not listed one by one: each is linked from its page, and all are in the OPML."""


def plan(parts: Parts) -> Iterator[Page]:
    """The page of feeds, and that of the data files."""
    yield Page(FEEDS, "feeds")
    yield Page(catalogue.FOLDER, "data")


def feeds(parts: Parts) -> Built:
    """Every feed, by kind."""
    words, groups = parts.words, []
    for kind, places in groupby(feed_uris(parts) if parts.library.settings.site_url else (), key=lambda one: one.kind):
        links = tuple(Link(place.title, place.uri) for place in places)
        name = words.gettext(KINDS[kind])
        groups.append(FeedGroup(name, f"_{kind}", links if len(links) <= MANY else (), len(links)))
    total = sum(group.total for group in groups)
    context = FeedsPage(tuple(groups), Link("OPML", OPML), total)
    description = words.gettext("Follow the site, a topic, a country or a person with a feed reader.")
    return Built(words.gettext("Feeds"), description, context)


def data(parts: Parts) -> Built:
    """Every data file, with every field."""
    settings = parts.library.settings
    context = DataPage(
        files=documentation(parts.library),
        notes=catalogue.NOTES,
        schema=Link(catalogue.FRONT_MATTER_SCHEMA, catalogue.FOLDER + catalogue.FRONT_MATTER_SCHEMA),
        licence=Link(settings.licence, settings.licence_url) if settings.licence else None,
    )
    words = parts.words
    description = words.gettext("All briefings, sections and statements as JSON and CSV, with every field explained.")
    return Built(words.gettext("Data"), description, context)
