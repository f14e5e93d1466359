"""The lists of terms: the topic tree, countries by region, people, organisations, outlets, series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .. import labels, urls
from ..contexts import CountriesPage, TermsPage, TopicsPage
from ..model import Role
from ..views import Group, TermGroup, TermLine, TopicNode
from ..words import N_
from . import figures
from .parts import Built, Page, Parts
from .timeline import counted

_INTROS = {
    "person": N_("Who spoke and who was spoken of, under the country whose office they hold."),
    "organisation": N_("Ministries, international bodies and others, under their country."),
    "outlet": N_("Who published what the briefings were written from, by who stands behind them."),
    "series": N_("Events that come again and again."),
}


def lists() -> Iterator[Page]:
    """The list of each kind of term."""
    yield Page(urls.collection("topic"), "topics")
    yield Page(urls.collection("country"), "countries")
    for kind in ("person", "organisation", "outlet", "series"):
        yield Page(urls.collection(kind), "terms", (kind,))


def topics(parts: Parts) -> Built:
    """The topic tree; a topic with several parents stands under each."""
    tops = [topic.id for topic in parts.vocabulary.terms["topic"].values() if not topic.parents]
    tree = tuple(_node(parts, topic_id) for topic_id in sorted(tops, key=lambda t: name_key(parts, "topic", t)))
    total = len(parts.vocabulary.terms["topic"])
    description = parts.words.ngettext(
        "All %(num)s topics, from broad to narrow.", "All %(num)s topics, from broad to narrow.", total
    )
    context = TopicsPage(tree, figures.topics_by_countries(parts), total)
    return Built(parts.words.gettext("Topics"), description, context)


def _node(parts: Parts, topic_id: str) -> TopicNode:
    topic = parts.vocabulary.get("topic", topic_id)
    below = sorted(parts.vocabulary.children.get(topic_id, ()), key=lambda child: name_key(parts, "topic", child))
    children = tuple(_node(parts, child) for child in below)
    count = len(parts.library.of("topic", topic_id))
    return TopicNode(parts.link("topic", topic_id), topic.description, count, children)


def countries(parts: Parts) -> Built:
    """Countries under their regions."""
    regions = parts.vocabulary.regions
    groups: dict[str, list[str]] = defaultdict(list)
    for code in parts.countries:
        groups[parts.vocabulary.get("country", code).region].append(code)
    named = sorted(groups, key=lambda code: (not code, parts.sort_key(regions[code].name) if code else ""))
    result = tuple(
        Group(
            name=regions[code].name if code else parts.words.gettext("No region"),
            id=regions[code].slug if code else "no-region",
            items=counted(
                [
                    (parts.link("country", c), len(parts.library.of_country.get(c, ())))
                    for c in sorted(groups[code], key=lambda c: name_key(parts, "country", c))
                ]
            ),
        )
        for code in named
    )
    total = len(parts.countries)
    description = parts.words.ngettext("%(num)s country by region.", "%(num)s countries by region.", total)
    context = CountriesPage(figures.countries(parts, urls.collection("country")), result, total)
    return Built(parts.words.gettext("Countries"), description, context)


def terms(parts: Parts, kind: str) -> Built:
    """All people, organisations, outlets or series, in groups."""
    groups: dict[str, list[TermLine]] = defaultdict(list)
    for term in sorted(parts.vocabulary.terms[kind].values(), key=lambda term: (parts.sort_key(term.name), term.id)):
        group, note = _group(parts, kind, term)
        count = len(parts.library.of(kind, term.id))
        if kind == "series":
            count = len(parts.library.in_series.get(term.id, ()))
        groups[group].append(TermLine(parts.link(kind, term.id), note, count))
    title, intro = labels.list_label(parts.words, kind), parts.words.gettext(_INTROS[kind])
    total = sum(len(lines) for lines in groups.values())
    ordered = sorted(groups, key=lambda name: (not name, parts.sort_key(name), name))
    named = tuple(TermGroup(name, one, tuple(groups[name])) for name, one in _with_ids(ordered))
    return Built(title, intro, TermsPage(title, intro, named, total))


def _with_ids(names: list[str]) -> Iterator[tuple[str, str]]:
    """Headings with their ids, from the words where these have letters; a group without a name has no heading."""
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        slug = f"_{urls.slug(name).strip('_')}" if name else ""
        if slug == "_" or slug in taken:
            slug = f"{slug if slug != '_' else '_group'}-{number}"
        taken.add(slug)
        yield name, slug


def _group(parts: Parts, kind: str, term) -> tuple[str, str]:
    """The heading a term stands under, and the words beside its name."""
    if kind == "outlet":
        country = parts.link("country", term.country).name if term.country else ""
        if not term.affiliation:
            return parts.words.gettext("Affiliation not recorded"), country
        meaning = labels.affiliation_meaning(parts.words, term.affiliation)
        return meaning[:1].upper() + meaning[1:], country
    if kind == "series":
        return "", term.description
    if kind == "person":
        newest = max(term.roles, key=lambda role: role.start.first.toordinal() if role.start else 0, default=None)
        country = parts.library.country_of_role(term.country, newest.organisation) if newest else term.country
        name = parts.link("country", country).name if country else parts.words.gettext("International")
        return name, _role_phrase(parts, newest) if newest else ""
    country = parts.link("country", term.country).name if term.country else parts.words.gettext("International")
    return country, term.acronym


def _role_phrase(parts: Parts, role: Role) -> str:
    """ "spokesman, Ministry of Foreign Affairs"."""
    bodies = [parts.link("organisation", role.organisation).name] if role.organisation else []
    return parts.words.joined([role.title, *bodies])


def name_key(parts: Parts, kind: str, term_id: str) -> tuple[str, str]:
    """Where a term stands in a list by names, ties by id."""
    return (parts.sort_key(parts.link(kind, term_id).name), term_id)
