"""Organisations of the vocabulary in a text: by name, acronym, alias, and as their country's ministry or council."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Country, Organisation
from ..vocabulary import names_of
from .matching import Matcher
from .people import Hit
from .words import Words, key

_SAME_BODY = (
    ("foreign ministry", "ministry of foreign affairs", "foreign office", "ministry for foreign affairs",
     "foreign affairs ministry"),
    ("interior ministry", "ministry of interior", "ministry of the interior"),
    ("defence ministry", "defense ministry", "ministry of defence", "ministry of defense"),
    ("ministry of external affairs", "external affairs ministry"),
)  # fmt: skip
"""What one body is called in English press."""


class _Body(NamedTuple):
    """What a pattern means; `bare` says that it tells a kind of body and not whose it is."""

    id: str
    acronym: bool = False
    bare: bool = False


class Organisations:
    """Looks for the organisations of a vocabulary."""

    def __init__(self, organisations: Iterable[Organisation], countries: dict[str, Country]) -> None:
        """Build the patterns of all names; `countries` by code give demonyms and capitals."""
        entries = []
        self.country = {}
        for organisation in organisations:
            self.country[organisation.id] = organisation.country
            for name in names_of(organisation):
                acronym = len(name) <= 6 and any(c.isupper() for c in name[1:])
                for form in (name, re.sub(r"^UN\b", "United Nations", name), re.sub(r"^United Nations\b", "UN", name)):
                    entries.append((key(form), _Body(organisation.id, acronym or len(form) < 3)))
            if organisation.country in countries:
                entries += _of_country(organisation, countries[organisation.country])
        self._matcher = Matcher(entries)

    def find(self, words: Words) -> list[tuple[int, int, tuple[_Body, ...]]]:
        """All places where an organisation may be named."""
        return [
            (first, last, bodies)
            for first, last, bodies in self._matcher.find(words.row)
            if _fits(words, first, last, bodies[0])
        ]

    def hits(self, words: Words, found: list, countries: Iterable[str] = ()) -> list[Hit]:
        """Decide on what `find` found, none inside another.

        `countries` are those of the article, the first in it first: a body without an owner (`the Foreign Ministry`)
        is the first one's that has such a body.
        """
        hits, end = [], -1
        for first, last, bodies in sorted(found, key=lambda place: (place[0], -place[1])):
            if first <= end:
                continue
            body = bodies[0].id
            if bodies[0].bare:
                owned = {self.country[one.id]: one.id for one in reversed(bodies)}
                body = next((owned[code] for code in countries if code in owned), "")
            if body:
                hits.append(Hit(body, first, last, words.shown(first, last)))
                end = last
        return hits


def _fits(words: Words, first: int, last: int, body: _Body) -> bool:
    if body.acronym:
        return sum(letter.isupper() for letter in words.raw[first]) > 1 or len(words.raw[first]) == 1
    return body.bare or words.capital(first)


def _of_country(organisation: Organisation, country: Country) -> Iterator[tuple[str, _Body]]:
    """`Omani Foreign Ministry` is also Oman's, Muscat's, the Ministry of Foreign Affairs of Oman."""
    body = _Body(organisation.id)
    short = (alias for alias in country.aliases if len(alias) < 20)
    owners = [country.name, *country.demonyms, *short, *country.capitals]
    bases = dict.fromkeys(base for name in names_of(organisation) if (base := _base(name, owners)))
    for base in list(bases):
        for group in _SAME_BODY:
            if base in group:
                bases.update(dict.fromkeys(group))
    for base in bases:
        if any(base in group for group in _SAME_BODY):
            yield f" {base} ", _Body(organisation.id, bare=True)
        for owner in owners:
            yield f"{key(owner)}{base} ", body
            yield f" {base} of{key(owner)}", body
            yield f" {base} of the{key(owner)}", body


def _base(name: str, owners: list[str]) -> str:
    """A body's name without whose it is: `Omani Foreign Ministry` → `foreign ministry`; "" where that is not said."""
    pattern = key(name)
    for owner in map(key, owners):
        if pattern.startswith(owner) and len(pattern) > len(owner):
            return pattern.removeprefix(owner).strip()
        for tail in (f" of{owner}", f" of the{owner}"):
            if pattern.endswith(tail):
                return pattern.removesuffix(tail).strip()
    return ""
