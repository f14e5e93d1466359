"""The years, months and days of chronologies: one page kind for every list of sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from .. import urls
from ..contexts import PeriodPage
from ..library import Item
from ..views import Chronology, Link
from ..words import P_
from .parts import Built, Page, Parts, Roles
from .timeline import DETAILED, Timeline


def items_of(parts: Parts, kind: str, *ids: str) -> Sequence[Item]:
    """The sections of a chronology, newest first, by the kind of page that has it."""
    library = parts.library
    if kind == "country":
        return library.of_country.get(ids[0], ())
    if kind == "relation":
        return library.relations.get(ids, ())
    if kind == "topic-country":
        return library.topic_countries.get(ids, ())
    return library.of(kind, ids[0])


def owner(parts: Parts, kind: str, *ids: str) -> Link:
    """The page that a chronology belongs to."""
    if kind == "relation":
        return parts.relation(ids)
    if kind == "topic-country":
        topic, country = ids
        names = {"topic": parts.link("topic", topic).name, "country": parts.link("country", country).name}
        name = parts.words.gettext("%(topic)s: %(country)s", **names)
        return Link(name, urls.topic_country(topic, parts.vocabulary.get("country", country).slug))
    return parts.link(kind, ids[0])


def uri_of(parts: Parts, kind: str, *ids: str) -> str:
    """Where a chronology's page is, or would be."""
    if kind == "relation":
        return urls.relation(*ids)
    if kind == "topic-country":
        return urls.topic_country(ids[0], parts.vocabulary.get("country", ids[1]).slug)
    term = parts.vocabulary.get(kind, ids[0])
    return urls.page(kind, getattr(term, "slug", term.id))


def owner_page(parts: Parts, kind: str, *ids: str) -> Page | None:
    """The page that a chronology belongs to; None where there is too little for one."""
    library = parts.library
    has_page = (
        ids in library.relations
        if kind == "relation"
        else ids in library.topic_countries
        if kind == "topic-country"
        else kind != "country" or ids[0] in parts.countries
    )
    return Page(uri_of(parts, kind, *ids), kind, ids) if has_page else None


def roles_of(parts: Parts, kind: str, *ids: str) -> Roles | None:
    """How to say what the page's term is to a section; None where it is always the same."""
    if kind == "country":
        return lambda item: _said(parts, country_roles(item, ids[0]))
    if kind == "person":
        return lambda item: _said(parts, person_roles(item, ids[0]))
    return None


def _said(parts: Parts, roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(parts.words.pgettext("role in a section", role) for role in roles)


def country_roles(item: Item, country: str) -> tuple[str, ...]:
    """ "about" for the primary country, "also about" for the others; "speaking for it" by a speaker's role."""
    section = item.section
    found = []
    if country in section.countries:
        first = section.countries[0] == country
        found.append(P_("role in a section", "about") if first else P_("role in a section", "also about"))
    if country in section.spoken_for:
        found.append(P_("role in a section", "speaking for it"))
    return tuple(found)


def person_roles(item: Item, person: str) -> tuple[str, ...]:
    """Whether a person speaks in a section or is spoken of."""
    speaks = any(speaker.person == person for speaker in item.section.speakers)
    found = [P_("role in a section", "speaking")] if speaks else []
    if person in item.section.people:
        found.append(P_("role in a section", "spoken of"))
    return tuple(found)


def plan(parts: Parts, kind: str, *ids: str) -> Iterator[Page]:
    """The pages of a chronology's periods."""
    timeline = timeline_of(parts, kind, *ids)
    for period in timeline.pages():
        yield Page(urls.period(timeline.uri, *period), "period", (kind, *ids, period))


def timeline_of(parts: Parts, kind: str, *ids: str) -> Timeline:
    """A chronology's periods."""
    link = owner(parts, kind, *ids)
    return parts.timeline(link.uri, link.name, items_of(parts, kind, *ids), attrgetter("date"))


def period(parts: Parts, kind: str, *key) -> Built:
    """A year, a month or a day of a chronology."""
    *ids, when = key
    timeline = timeline_of(parts, kind, *ids)
    shown = timeline.shown(when)
    total = len(timeline.of(when))
    words = parts.words
    label = words.period_label(*when)
    chronology = Chronology(
        months=parts.months(shown, roles_of(parts, kind, *ids), brief=len(shown) > DETAILED),
        periods=timeline.periods(when),
        total=total,
        shown=len(shown),
    )
    title = words.gettext("%(name)s, %(period)s", name=timeline.name, period=label)
    context = PeriodPage(
        title=title,
        back=timeline.back(when),
        chronology=chronology,
        total=total,
        neighbours=timeline.neighbours(when),
    )
    description = words.ngettext(
        "%(name)s in briefings of %(period)s: %(num)s section.",
        "%(name)s in briefings of %(period)s: %(num)s sections.",
        total,
        name=timeline.name,
        period=label,
    )
    return Built(title, description, context)
