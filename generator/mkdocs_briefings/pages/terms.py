"""The pages of terms: topics, countries, people, organisations, outlets and series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from urllib.parse import urlsplit

from .. import labels, urls
from ..contexts import (
    CountryPage,
    OrganisationPage,
    OutletPage,
    PersonPage,
    SeriesPage,
    TopicPage,
)
from ..countries import built_in
from ..library import Item
from ..model import Country, Organisation, Outlet
from ..views import Counted, Link, Some
from ..words import Words
from . import packed, pairs, periods, registers
from .briefings import list_of
from .parts import Built, Page, Parts, most_frequent
from .positions import positions
from .registers import name_key
from .timeline import EVER, Period, Timeline, counted

PERSON_POSITIONS = 12
"""How many positions a person's page shows, each with what was said before."""

POSITIONS = 8
"""How many positions another term's page shows."""

NAMED = 60
"""How many of the terms that belong to one its page names."""

_WITH_CHRONOLOGY = ("topic", "person", "organisation", "outlet")


def plan(parts: Parts) -> Iterator[Page]:
    """Every term of the vocabulary has a page; of the world's countries those that something is about."""
    terms_of = parts.vocabulary.terms
    yield from registers.lists()
    for kind in _WITH_CHRONOLOGY:
        for term_id in sorted(terms_of[kind]):
            yield Page(urls.page(kind, term_id), kind, (term_id,))
            yield from periods.plan(parts, kind, term_id)
    for code in sorted(parts.countries):
        yield Page(parts.link("country", code).uri, "country", (code,))
        yield from periods.plan(parts, "country", code)
    for term_id in sorted(terms_of["series"]):
        uri = urls.page("series", term_id)
        yield Page(uri, "series", (term_id,))
        for period in series_timeline(parts, term_id).pages():
            yield Page(urls.period(uri, *period), "series-period", (term_id, period))


def owners(parts: Parts) -> Iterator[Page]:
    """The page of every term, without those of its periods."""
    terms_of = parts.vocabulary.terms
    for kind in (*_WITH_CHRONOLOGY, "series"):
        for term_id in sorted(terms_of[kind]):
            yield Page(urls.page(kind, term_id), kind, (term_id,))
    for code in sorted(parts.countries):
        yield Page(parts.link("country", code).uri, "country", (code,))


def topic(parts: Parts, topic_id: str) -> Built:
    """A topic with its descendants' sections."""
    library, vocabulary = parts.library, parts.vocabulary
    term = vocabulary.get("topic", topic_id)
    items = library.of("topic", topic_id)
    family = {topic_id, *vocabulary.ancestors.get(topic_id, ())}
    others = (t for item in items for t in item.section.topics if t not in family)
    children = sorted(vocabulary.children.get(topic_id, ()), key=lambda child: name_key(parts, "topic", child))
    context = TopicPage(
        title=term.name,
        description=term.description,
        aliases=term.aliases,
        iptc=term.iptc,
        parents=parts.links("topic", term.parents),
        children=counted([(parts.link("topic", child), len(library.of("topic", child))) for child in children[:NAMED]]),
        children_more=max(0, len(children) - NAMED),
        chronology=parts.chronology(urls.page("topic", topic_id), items),
        activity=parts.activity(item.date for item in items),
        countries=_topic_countries(parts, topic_id, items),
        related=parts.ranked("topic", others),
        speakers=parts.ranked_speakers(items),
        positions=positions(parts, library.said_by.get(("topic", topic_id), ()), POSITIONS)[0],
        packs=packed.links(parts, "topic", topic_id, urls.page("topic", topic_id)),
    )
    return Built(term.name, term.description or _about(parts.words, term.name, items), context)


def _topic_countries(parts: Parts, topic_id: str, items: Sequence[Item]) -> tuple[Counted, ...]:
    """The countries of a topic; each leads to the page where the two meet, or to its own where there is none."""
    found = most_frequent(country for item in items for country in item.section.countries)
    return counted([(parts.meeting(topic_id, code, "country"), count) for code, count in found])


def country(parts: Parts, code: str) -> Built:
    """A country: about it, also about it, speaking for it."""
    library, vocabulary = parts.library, parts.vocabulary
    term = vocabulary.get("country", code)
    items = library.of_country.get(code, [])
    about = library.of("country", code)
    first = sum(item.section.countries[0] == code for item in about)
    region = vocabulary.regions.get(term.region)
    context = CountryPage(
        title=term.name,
        code=code,
        native=tuple(name for name in term.native if name != term.name),
        note=term.note,
        region=Link(region.name, f"{urls.collection('country')}#{region.slug}") if region else None,
        facts=_facts(parts.words, term),
        about_total=first,
        also_total=len(about) - first,
        speaking_total=len(library.spoken_for.get(code, ())),
        chronology=parts.chronology(parts.link("country", code).uri, items, periods.roles_of(parts, "country", code)),
        positions=positions(parts, library.said_for.get(code, ()), POSITIONS)[0],
        activity=parts.activity(item.date for item in items),
        topics=_country_topics(parts, code, about),
        relations=parts.ranked_relations(library.relations_of.get(code, ())),
        all_relations=_all_relations(parts, code),
        people=parts.ranked("person", (p for item in items for p in _people(item))),
        organisations=_of_country(parts, "organisation", code),
        outlets=_of_country(parts, "outlet", code),
        packs=packed.links(parts, "country", code, parts.link("country", code).uri),
    )
    return Built(term.name, _about(parts.words, term.name, items), context)


def _facts(words: Words, term: Country) -> tuple[tuple[str, str], ...]:
    """What the country is called in lists and codes, as (label, value).

    The built-in other names, capitals and demonyms are English: a site in another language has its English name alone.
    """
    codes = (words.gettext("Codes"), " · ".join(part for part in (term.alpha2, term.id, term.numeric) if part))
    if words.english:
        rows = (
            codes,
            (words.ngettext("Capital", "Capitals", len(term.capitals) or 1), words.joined(term.capitals)),
            (words.pgettext("of a country", "People"), words.joined(term.demonyms)),
            (words.gettext("Also called"), words.joined(alias for alias in term.aliases if alias != term.name)),
        )
    else:
        base = built_in()[0][term.id]
        own = (alias for alias in term.aliases if alias not in (term.name, base.name, *base.aliases))
        rows = (codes, (words.gettext("In English"), base.name), (words.gettext("Also called"), words.joined(own)))
    return tuple(row for row in rows if row[1])


def _country_topics(parts: Parts, code: str, items: Sequence[Item]) -> tuple[Counted, ...]:
    found = most_frequent(topic_id for item in items for topic_id in item.section.topics)
    return counted([(parts.meeting(topic_id, code, "topic"), count) for topic_id, count in found])


def _people(item: Item) -> list[str]:
    section = item.section
    return list(dict.fromkeys((*(s.person for s in section.speakers if s.person), *section.people)))


def _all_relations(parts: Parts, code: str) -> Link | None:
    """Where all relations of a country are; None where its own page has them."""
    page = pairs.of_country(parts, code)
    if page is None:
        return None
    total = len(parts.library.relations_of[code])
    return Link(parts.words.ngettext("All %(num)s relations", "All %(num)s relations", total), page.uri)


def _of_country(parts: Parts, kind: str, code: str) -> Some:
    return _some(parts, kind, [term for term in parts.vocabulary.terms[kind].values() if term.country == code])


def _some(parts: Parts, kind: str, terms: Sequence[Organisation | Outlet]) -> Some:
    """The terms by name; where they are many, first those that are part of no other.

    Not those with the most sections: that would be another page to make again for each briefing.
    """
    ids = [term.id for term in sorted(terms, key=lambda term: (bool(getattr(term, "parent", "")), term.id))]
    named = sorted(ids[:NAMED], key=lambda term_id: name_key(parts, kind, term_id))
    return Some(parts.links(kind, named), len(ids) - len(named))


def person(parts: Parts, person_id: str) -> Built:
    """A person: roles, what they said, where they are spoken of."""
    library = parts.library
    term = parts.vocabulary.get("person", person_id)
    items = library.of("person", person_id)
    shown, total = positions(parts, library.said_by.get(("person", person_id), ()), PERSON_POSITIONS)
    roles = sorted(term.roles, key=lambda role: (role.start.newest_first if role.start else (1, False), role.title))
    context = PersonPage(
        title=term.name,
        native=term.native,
        aliases=term.aliases,
        country=parts.link("country", term.country) if term.country else None,
        roles=tuple(parts.role(term, role) for role in roles),
        positions=shown,
        positions_total=total,
        chronology=parts.chronology(
            urls.page("person", person_id), items, periods.roles_of(parts, "person", person_id)
        ),
        activity=parts.activity(item.date for item in items),
        topics=parts.ranked("topic", (t for item in items for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in items for c in item.section.countries)),
    )
    role = term.roles[-1].title if term.roles else ""
    name = parts.words.joined([term.name, role] if role else [term.name])
    return Built(term.name, parts.words.gettext("%(name)s: roles, statements, chronology.", name=name), context)


def organisation(parts: Parts, organisation_id: str) -> Built:
    """An organisation: what it belongs to, who holds its offices, what it said."""
    library, vocabulary = parts.library, parts.vocabulary
    term = vocabulary.get("organisation", organisation_id)
    items = library.of("organisation", organisation_id)
    people = vocabulary.terms["person"].values()
    office = [(p, role) for p in people for role in p.roles if role.organisation == organisation_id]
    office.sort(key=lambda one: one[1].start.newest_first if one[1].start else (1, False))
    named = sorted(office[:NAMED], key=lambda one: (parts.sort_key(one[0].name), one[0].id))
    below = [other for other in vocabulary.terms["organisation"].values() if other.parent == organisation_id]
    series_ids = sorted(s.id for s in vocabulary.terms["series"].values() if s.organisation == organisation_id)
    context = OrganisationPage(
        title=term.name,
        acronym=term.acronym,
        aliases=term.aliases,
        country=parts.link("country", term.country) if term.country else None,
        parent=parts.link("organisation", term.parent) if term.parent else None,
        children=_some(parts, "organisation", below),
        people=tuple((parts.link("person", p.id), parts.role(p, role)) for p, role in named),
        people_more=len(office) - len(named),
        series=parts.links("series", series_ids),
        positions=positions(parts, library.said_by.get(("organisation", organisation_id), ()), POSITIONS)[0],
        chronology=parts.chronology(urls.page("organisation", organisation_id), items),
        activity=parts.activity(item.date for item in items),
        topics=parts.ranked("topic", (t for item in items for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in items for c in item.section.countries)),
    )
    return Built(term.name, _about(parts.words, term.name, items), context)


def outlet(parts: Parts, outlet_id: str) -> Built:
    """An outlet as the register has it, and the sections that rest on it."""
    term = parts.vocabulary.get("outlet", outlet_id)
    items = parts.library.of("outlet", outlet_id)
    context = OutletPage(
        title=term.name,
        url=term.url,
        host=(urlsplit(term.url).hostname or "").removeprefix("www."),
        country=parts.link("country", term.country) if term.country else None,
        language=term.language,
        affiliation=labels.affiliation_label(parts.words, term.affiliation),
        affiliation_meaning=labels.affiliation_meaning(parts.words, term.affiliation),
        note=term.note,
        chronology=parts.chronology(urls.page("outlet", outlet_id), items),
        activity=parts.activity(item.date for item in items),
        topics=parts.ranked("topic", (t for item in items for t in item.section.topics)),
    )
    description = parts.words.gettext(
        "%(name)s as a source: who stands behind it, and what relies on it.", name=term.name
    )
    return Built(term.name, description, context)


def series(parts: Parts, series_id: str) -> Built:
    """A recurring event and its briefings."""
    term = parts.vocabulary.get("series", series_id)
    timeline = series_timeline(parts, series_id)
    listed = timeline.things
    dates = [briefing.date for briefing in listed]
    sections = [section for briefing in listed for section in briefing.sections]
    context = SeriesPage(
        title=term.name,
        description=term.description,
        organisation=parts.link("organisation", term.organisation) if term.organisation else None,
        lines=tuple(parts.line(briefing) for briefing in timeline.shown(EVER)),
        periods=timeline.periods(),
        activity=parts.activity(dates, "briefings"),
        topics=parts.ranked("topic", (t for section in sections for t in section.topics)),
        total=len(listed),
    )
    return Built(term.name, term.description or _briefings(parts.words, term.name, len(listed)), context)


def series_timeline(parts: Parts, series_id: str) -> Timeline:
    """A series' periods."""
    listed = parts.library.in_series.get(series_id, ())
    link = parts.link("series", series_id)
    return parts.timeline(link.uri, link.name, listed, attrgetter("date"))


def series_period(parts: Parts, series_id: str, period: Period) -> Built:
    """A period of a series."""
    term, words = parts.vocabulary.get("series", series_id), parts.words
    title = words.gettext("%(name)s, %(period)s", name=term.name, period=words.period_label(*period))
    context = list_of(parts, series_timeline(parts, series_id), period, title)
    return Built(title, _briefings(words, title, context.total), context)


def _briefings(words: Words, name: str, total: int) -> str:
    return words.ngettext("%(name)s: %(num)s briefing.", "%(name)s: %(num)s briefings.", total, name=name)


def _about(words: Words, name: str, items: Sequence[Item]) -> str:
    """A sentence for search engines."""
    if not items:
        return words.gettext("%(name)s in our briefings.", name=name)
    return words.ngettext(
        "%(name)s in our briefings: %(num)s section since %(date)s.",
        "%(name)s in our briefings: %(num)s sections since %(date)s.",
        len(items),
        name=name,
        date=words.label(items[-1].date),
    )
