"""Where two terms meet: topic × country, and the relations of two countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from .. import urls
from ..contexts import CountryRelationsPage, RelationPage, RelationsPage, TopicCountryPage
from ..library import Item
from ..views import Counted, Link
from . import figures, periods
from .parts import TOP, Built, Page, Parts
from .registers import name_key
from .timeline import counted

POSITIONS = 8

MOST_RELATIONS = 100
"""How many relations the list of all has; where there are more, each country has a list of its own."""


def plan(parts: Parts) -> Iterator[Page]:
    """The pairs that have a page: two sections of two briefings or more."""
    yield from lists()
    yield from of_countries(parts)
    for pair in sorted(parts.library.relations):
        yield Page(urls.relation(*pair), "relation", pair)
        yield from periods.plan(parts, "relation", *pair)
    for pair in sorted(parts.library.topic_countries):
        yield Page(periods.owner(parts, "topic-country", *pair).uri, "topic-country", pair)
        yield from periods.plan(parts, "topic-country", *pair)


def lists() -> Iterator[Page]:
    """The list of relations."""
    yield Page(urls.collection("relation"), "relations")


def of_countries(parts: Parts) -> Iterator[Page]:
    """The lists of relations of single countries."""
    for code in sorted(parts.library.relations_of):
        if page := of_country(parts, code):
            yield page


def of_country(parts: Parts, code: str) -> Page | None:
    """The list of a country's relations; None where its own page has them all."""
    if len(parts.library.relations_of.get(code, ())) <= TOP:
        return None
    return Page(urls.relations_of(code), "country-relations", (code,))


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
    """The most active relations; where there are more, the countries whose pages have them all."""
    words, total = parts.words, len(parts.library.relations)
    context = RelationsPage(
        picture=figures.relations(parts),
        relations=parts.ranked_relations(parts.library.relations, MOST_RELATIONS),
        countries=_countries(parts) if total > MOST_RELATIONS else (),
        total=total,
    )
    description = words.ngettext(
        "%(num)s pair of countries that briefings speak of together.",
        "%(num)s pairs of countries that briefings speak of together.",
        total,
    )
    return Built(words.gettext("Relations"), description, context)


def _countries(parts: Parts) -> tuple[Counted, ...]:
    """The countries that have relations, by name, each leading to where all of them are."""
    found = parts.library.relations_of
    links = []
    for code in sorted(found, key=lambda code: name_key(parts, "country", code)):
        own, page = parts.link("country", code), of_country(parts, code)
        links.append((Link(own.name, page.uri) if page else own, len(found[code])))
    return counted(links)


def country_relations(parts: Parts, code: str) -> Built:
    """All relations of a country, the most active first."""
    words, country, all_of = parts.words, parts.link("country", code), parts.library.relations
    pairs = sorted(parts.library.relations_of[code], key=lambda pair: (-len(all_of[pair]), pair))
    others = (parts.link("country", pair[pair[0] == code]).name for pair in pairs)
    links = [(Link(name, urls.relation(*pair)), len(all_of[pair])) for name, pair in zip(others, pairs, strict=True)]
    title = words.gettext("Relations of %(country)s", country=country.name)
    description = words.ngettext(
        "%(num)s country that briefings speak of together with %(country)s.",
        "%(num)s countries that briefings speak of together with %(country)s.",
        len(pairs),
        country=country.name,
    )
    return Built(title, description, CountryRelationsPage(title, country, counted(links)))
