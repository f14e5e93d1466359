"""Where two terms meet: topic × country, and the relations of two countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from .. import urls
from ..contexts import RelationPage, RelationsPage, TopicCountryPage
from ..library import Item
from . import figures, periods
from .parts import Built, Page, Parts

POSITIONS = 8


def plan(parts: Parts) -> Iterator[Page]:
    """The pairs that have a page: two sections of two briefings or more."""
    yield from lists()
    for pair in sorted(parts.library.relations):
        yield Page(urls.relation(*pair), "relation", pair)
        yield from periods.plan(parts, "relation", *pair)
    for pair in sorted(parts.library.topic_countries):
        yield Page(periods.owner(parts, "topic-country", *pair).uri, "topic-country", pair)
        yield from periods.plan(parts, "topic-country", *pair)


def lists() -> Iterator[Page]:
    """The list of relations."""
    yield Page(urls.collection("relation"), "relations")


def topic_country(parts: Parts, topic: str, country: str) -> Built:
    """What the briefings say of a country on a topic."""
    library = parts.library
    items = library.topic_countries[topic, country]
    owner = periods.owner(parts, "topic-country", topic, country)
    said = (s for s in library.said_by.get(("topic", topic), ()) if country in s.item.section.countries)
    context = TopicCountryPage(
        title=owner.name,
        topic=parts.link("topic", topic),
        country=parts.link("country", country),
        chronology=parts.chronology(owner.uri, items),
        activity=parts.activity(item.date for item in items),
        countries=parts.ranked("country", (c for item in items for c in item.section.countries if c != country)),
        positions=parts.statements(islice(said, POSITIONS)),
    )
    names = parts.words.gettext("%(country)s and %(topic)s", country=context.country.name, topic=context.topic.name)
    return Built(owner.name, _since(parts, names, items), context)


def relation(parts: Parts, one: str, other: str) -> Built:
    """Two countries: the sections that are about both."""
    items = parts.library.relations[one, other]
    link = parts.relation((one, other))
    context = RelationPage(
        title=link.name,
        countries=(parts.link("country", one), parts.link("country", other)),
        chronology=parts.chronology(link.uri, items),
        activity=parts.activity(item.date for item in items),
        topics=parts.ranked("topic", (t for item in items for t in item.section.topics)),
        speakers=parts.ranked_speakers(items),
    )
    return Built(link.name, _since(parts, link.name, items), context)


def _since(parts: Parts, names: str, items: Sequence[Item]) -> str:
    """A sentence for search engines."""
    words = parts.words
    return words.ngettext(
        "%(name)s: %(num)s section since %(date)s.",
        "%(name)s: %(num)s sections since %(date)s.",
        len(items),
        name=names,
        date=words.label(items[-1].date),
    )


def relations(parts: Parts) -> Built:
    """All relations, the most active first."""
    found = parts.ranked_relations(parts.library.relations, most=len(parts.library.relations))
    description = parts.words.ngettext(
        "%(num)s pair of countries that briefings speak of together.",
        "%(num)s pairs of countries that briefings speak of together.",
        len(found),
    )
    context = RelationsPage(figures.relations(parts), found, len(found))
    return Built(parts.words.gettext("Relations"), description, context)
