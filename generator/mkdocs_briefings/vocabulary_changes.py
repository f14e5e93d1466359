"""What a change of the vocabulary means: which terms look otherwise, and which briefings have to be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .briefing import BriefingFile
from .schema import KINDS
from .vocabulary import Term, Vocabulary

Key = tuple[str, str]
"""A term: its kind and id."""

_OWN_PAGES_ONLY = {
    "topic": ("description", "aliases", "iptc", "redirects_from"),
    "country": ("aliases", "note", "region", "redirects_from"),
    "person": ("native", "aliases", "redirects_from"),
    "organisation": ("acronym", "aliases", "parent", "redirects_from"),
    "outlet": ("url", "note", "redirects_from"),
    "series": ("description", "redirects_from"),
}
"""What of a term only pages of terms and search show; all else may stand on any page that names the term."""


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """From one vocabulary to the next.

    `terms` are all that differ, come or go; `shown` those of them that pages of briefings and chronologies show
    otherwise; `read` those whose briefings have to be read again, since what they say hangs on the term. `moved` are
    those of which more than the look is new: other pages may list what names them. `near` are the terms whose pages
    may name one of `terms` by the vocabulary alone, where none has moved.
    """

    terms: frozenset[Key] = frozenset()
    shown: frozenset[Key] = frozenset()
    read: frozenset[Key] = frozenset()
    moved: frozenset[Key] = frozenset()
    near: frozenset[Key] = frozenset()

    def reread(self, files: Iterable[BriefingFile]) -> set[str]:
        """The paths under content/ of the briefings to read again; what was at fault may be so no more."""
        return {file.content_path for file in files if file.problems or not self.read.isdisjoint(file.terms)}


def compare(old: Vocabulary, new: Vocabulary) -> VocabularyChange:
    """What differs between two vocabularies."""
    terms: set[Key] = set()
    shown: set[Key] = set()
    read: set[Key] = set()
    moved: set[Key] = set()
    for kind in KINDS:
        before, after = old.terms[kind], new.terms[kind]
        for term_id in before.keys() | after.keys():
            one, other = before.get(term_id), after.get(term_id)
            if one == other:
                continue
            terms.add((kind, term_id))
            if one is None or other is None:
                read.add((kind, term_id))
                moved.add((kind, term_id))
            if one is None or other is None or _core(kind, one) != _core(kind, other):
                shown.add((kind, term_id))
            if kind in ("person", "organisation"):
                read.add((kind, term_id))
    broader = (old.ancestors, new.ancestors)
    below = {topic for topic in {*old.ancestors, *new.ancestors} if broader[0].get(topic) != broader[1].get(topic)}
    shown |= {("topic", topic) for topic in below}
    # An organisation's country is that of its officials.
    bodies = {term_id for kind, term_id in read if kind == "organisation"}
    for vocabulary in (old, new):
        people = vocabulary.terms["person"].values()
        read |= {("person", p.id) for p in people if any(role.organisation in bodies for role in p.roles)}
    read |= {("country", code) for code in _renamed(old.country_names, new.country_names)}
    shown |= read
    # A source names the country of its outlet.
    outlets = (outlet for vocabulary in (old, new) for outlet in vocabulary.terms["outlet"].values())
    shown |= {("outlet", outlet.id) for outlet in outlets if ("country", outlet.country) in shown}
    terms |= shown
    # A country's name is in the addresses and the order of much else.
    moved |= {key for key in terms if key[0] == "country"} | {("topic", topic) for topic in below}
    near = set() if moved else terms | _linked(terms, old) | _linked(terms, new)
    return VocabularyChange(*map(frozenset, (terms, shown, read, moved, near)))


def _linked(terms: set[Key], vocabulary: Vocabulary) -> set[Key]:
    """The terms that name one of some terms, or that one of them names."""
    found: set[Key] = set()
    for kind, shelf in vocabulary.terms.items():
        for term_id, term in shelf.items():
            named = _named(kind, term, vocabulary)
            if (kind, term_id) in terms:
                found |= named
            elif not named.isdisjoint(terms):
                found.add((kind, term_id))
    return found


def _named(kind: str, term: Term, vocabulary: Vocabulary) -> set[Key]:
    """The terms that a term names."""
    if kind == "topic":
        return {("topic", one) for one in vocabulary.ancestors.get(term.id, ())}
    named = [("country", getattr(term, "country", ""))]
    if kind == "person":
        bodies = {role.organisation for role in term.roles} & vocabulary.terms["organisation"].keys()
        named += [("organisation", body) for body in bodies]
        named += [("country", vocabulary.get("organisation", body).country) for body in bodies]
    if kind == "organisation":
        named.append(("organisation", term.parent))
    if kind == "series":
        named.append(("organisation", term.organisation))
    return {key for key in named if key[1]}


def _core(kind: str, term: Term) -> Term:
    """A term without what only its own pages show."""
    return replace(term, **dict.fromkeys(_OWN_PAGES_ONLY[kind], None))


def _renamed(old: dict[str, str], new: dict[str, str]) -> set[str]:
    """The countries that a name led to and leads to no more."""
    return {code for name, code in old.items() if new.get(name) != code}
