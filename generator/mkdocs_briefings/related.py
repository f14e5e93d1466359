"""Which briefings go together: those whose sections share terms with this one's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .model import Briefing, Section

if TYPE_CHECKING:
    from .library import Item, Library

WEIGHTS = {"topics": 3, "people": 2, "organisations": 2, "countries": 1}
"""A shared topic says more than a shared country, which half of all sections may have."""

NEAREST = 12
"""How many sections before and after one in a topic's chronology are looked at: keeps the work linear, and the
lists of old briefings the same when new ones come."""

LOOKED_AT = ("topic", "person", "organisation")
"""The kinds of terms whose chronologies are looked at; that of a person has the sections they speak in, too."""

LIMIT = 5


def shared(one: Section, other: Section) -> int:
    """How much two sections have in common: weighted shared terms; 0 where they share no topic, person or body."""
    return _score(_terms(one), other)


def _terms(section: Section) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(getattr(section, key)) for key in WEIGHTS)


def _score(terms: tuple[frozenset[str], ...], other: Section) -> int:
    topics, people, organisations, countries = terms
    score = WEIGHTS["topics"] * len(topics.intersection(other.topics))
    if people:
        score += WEIGHTS["people"] * len(people.intersection(other.people))
    if organisations:
        score += WEIGHTS["organisations"] * len(organisations.intersection(other.organisations))
    return score and score + WEIGHTS["countries"] * len(countries.intersection(other.countries))


def related(library: Library, briefing: Briefing) -> list[Briefing]:
    """At most five listed briefings, best first: for each of its sections the best match counts; ties by id."""
    scores: dict[str, int] = defaultdict(int)
    for section in briefing.sections:
        best: dict[str, int] = {}
        terms = _terms(section)
        for other, others in _near(library, briefing, section):
            score = _score(terms, others)
            if score > best.get(other.id, 0):
                best[other.id] = score
        for briefing_id, score in best.items():
            scores[briefing_id] += score
    ranked = sorted(scores, key=lambda briefing_id: (-scores[briefing_id], briefing_id))
    return [library.briefings[briefing_id] for briefing_id in ranked[:LIMIT]]


def _near(library: Library, briefing: Briefing, section: Section) -> Iterable[Item]:
    """Sections of other briefings close in time that share a topic, person or organisation, each once."""
    found: dict[int, Item] = {}
    place = (briefing.id, section.id)
    for kind, ids in zip(LOOKED_AT, (section.topics, section.people, section.organisations), strict=True):
        for term_id in ids:
            places, items = library.places(kind, term_id)
            at = places.get(place)
            if at is not None:
                near = items[max(0, at - NEAREST) : at + NEAREST + 1]
                found.update(zip(map(id, near), near, strict=True))  # every list has the same object for a section
    return (item for item in found.values() if item[0].id != briefing.id)
