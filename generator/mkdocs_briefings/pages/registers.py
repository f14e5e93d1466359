"""The lists of terms: the topic tree, countries by region, people, organisations, outlets, series."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

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


MOST_TERMS = 400
"""How many terms a list has. The rest are in the A–Z, under their countries or organisations, and found by search."""

MOST_TOPICS = 300
"""How many topics the tree has; those below are on the pages of the broader ones."""


def lists() -> Iterator[Page]:
    """The list of each kind of term."""
    yield Page(urls.collection("topic"), "topics")
    yield Page(urls.collection("country"), "countries")
    for kind in ("person", "organisation", "outlet", "series"):
        yield Page(urls.collection(kind), "terms", (kind,))


def topics(parts: Parts) -> Built:
    """The topic tree; a topic with several parents stands under each. One that is too large ends at some depth."""
    tops = [topic.id for topic in parts.vocabulary.terms["topic"].values() if not topic.parents]
    depth, whole = _depth(parts, tops)
    shown = most_active(parts, "topic", tops, MOST_TOPICS)
    tree = _nodes(parts, shown, depth)
    total = len(parts.vocabulary.terms["topic"])
    description = parts.words.ngettext(
        "All %(num)s topics, from broad to narrow.", "All %(num)s topics, from broad to narrow.", total
    )
    context = TopicsPage(tree, whole, figures.topics_by_countries(parts), total)
    return Built(parts.words.gettext("Topics"), description, context)


def _depth(parts: Parts, tops: Sequence[str]) -> tuple[int, bool]:
    """To which depth the tree fits on a page (at least 1), and whether that is all of it."""
    depth, number, level = 0, 0, Counter(tops)
    while level:
        number += level.total()
        if number > MOST_TOPICS:
            return max(1, depth), False
        depth += 1
        below: Counter[str] = Counter()
        for topic_id, times in level.items():
            below.update(dict.fromkeys(parts.vocabulary.children.get(topic_id, ()), times))
        level = below
    return depth, True


def _nodes(parts: Parts, ids: Iterable[str], depth: int) -> tuple[TopicNode, ...]:
    """Some topics by name, with what is below them to a depth."""
    if not depth:
        return ()
    return tuple(_node(parts, one, depth) for one in sorted(ids, key=lambda one: name_key(parts, "topic", one)))


def _node(parts: Parts, topic_id: str, depth: int) -> TopicNode:
    topic = parts.vocabulary.get("topic", topic_id)
    children = _nodes(parts, parts.vocabulary.children.get(topic_id, ()), depth - 1)
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
    """All people, organisations, outlets or series, in groups; where they are too many the most active."""
    groups: dict[str, list[TermLine]] = defaultdict(list)
    found = parts.vocabulary.terms[kind]
    chosen = [found[one] for one in most_active(parts, kind, found, MOST_TERMS)]
    for term in sorted(chosen, key=lambda term: (parts.sort_key(term.name), term.id)):
        group, note = _group(parts, kind, term)
        groups[group].append(TermLine(parts.link(kind, term.id), note, _count(parts, kind, term.id)))
    title, intro = labels.list_label(parts.words, kind), parts.words.gettext(_INTROS[kind])
    ordered = sorted(groups, key=lambda name: (not name, parts.sort_key(name), name))
    named = tuple(TermGroup(name, _group_id(name, ordered), tuple(groups[name])) for name in ordered)
    return Built(title, intro, TermsPage(title, intro, named, len(chosen), len(found)))


def _group_id(name: str, names: list[str]) -> str:
    """The id of a group's heading. The house may call a country anything, by signs alone or nearly as another."""
    alike = [other for other in names if _words_of_id(other) == _words_of_id(name)]
    ending = f"-{alike.index(name)}" if alike.index(name) else ""
    return f"_{_words_of_id(name)}{ending}" if name else ""


def _words_of_id(name: str) -> str:
    return urls.slug(name).strip("_-") or "group"


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


def most_active(parts: Parts, kind: str, ids: Collection[str], most: int) -> list[str]:
    """At most so many terms of a kind, those with the most sections (of series briefings), ties by id."""
    if len(ids) <= most:
        return list(ids)
    return sorted(ids, key=lambda one: (-_count(parts, kind, one), one))[:most]


def _count(parts: Parts, kind: str, term_id: str) -> int:
    if kind == "series":
        return len(parts.library.in_series.get(term_id, ()))
    return len(parts.library.of(kind, term_id))


def name_key(parts: Parts, kind: str, term_id: str) -> tuple[str, str]:
    """Where a term stands in a list by names, ties by id."""
    return (parts.sort_key(parts.link(kind, term_id).name), term_id)
