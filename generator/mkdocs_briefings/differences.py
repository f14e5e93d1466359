"""Which briefings a change is about: those that differ themselves, and those that name a term that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .briefing import BriefingFile
from .dates import PartialDate
from .library import Library
from .vocabulary import Vocabulary
from .web_address import without_fragment

Term = tuple[str, str]
"""A term: its kind and id."""


def changed_briefings(old: Library, new: Library) -> set[str]:
    """The briefings that readers see otherwise than before, in lists or anywhere; their words apart."""
    ids = {*old.briefings, *new.briefings}
    changed = {one for one in ids if old.briefings.get(one) != new.briefings.get(one)}
    changed |= old.position_of.keys() ^ new.position_of.keys()
    groups = {*old.translations, *new.translations}
    return changed | {one for one in groups if old.translations.get(one) != new.translations.get(one)}


def naming(terms: Collection[Term], vocabularies: Iterable[Vocabulary], files: Iterable[BriefingFile]) -> set[str]:
    """The ids of the briefings that name one of the terms, or a topic that is narrower in one of the vocabularies."""
    if not terms:
        return set()
    wanted = with_narrower(terms, vocabularies)
    return {file.id for file in files if not wanted.isdisjoint(file.terms)}


def with_narrower(terms: Collection[Term], vocabularies: Iterable[Vocabulary]) -> set[Term]:
    """The terms, and topics that are narrower than one of them in one of the vocabularies."""
    return {*terms} | {
        ("topic", topic)
        for vocabulary in vocabularies
        for topic, above in vocabulary.ancestors.items()
        if any(("topic", one) in terms for one in above)
    }


def namesakes(terms: Collection[Term], vocabularies: Iterable[Vocabulary]) -> set[Term]:
    """The terms, and others of a name that one of them has or had: search tells them apart by their ids."""
    shelves = [vocabulary.terms for vocabulary in vocabularies]
    names = {(kind, shelf[kind][one].name) for kind, one in terms for shelf in shelves if one in shelf[kind]}
    return {*terms} | {
        (kind, term.id)
        for shelf in shelves
        for kind in {kind for kind, _ in names}
        for term in shelf[kind].values()
        if (kind, term.name) in names
    }


def marked_otherwise(old: Mapping[str, PartialDate], new: Mapping[str, PartialDate], library: Library) -> set[str]:
    """The briefings with a source that is marked as dead since another day than before: only their own pages show it.

    `old` and `new` say since when an address is dead.
    """
    other = {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
    if not other:
        return set()
    briefings = library.briefings.values()
    return {one.id for one in briefings if any(without_fragment(source.url) in other for source in one.sources)}
