"""People of the vocabulary in a text: under every alias, in other transliterations, by surname once the name was given.

Transliterations meet in a skeleton: vowels in classes, doubled letters once, and the letter pairs that schemes for
Arabic, Persian, Russian and their neighbours write differently as one (kh/k, gh/q/g, ou/u, ee/i, -iy/-y/-i).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Person
from ..vocabulary import names_of
from .lexicon import words_of
from .matching import Matcher
from .words import Row, Words, key

FULL, SURNAME = "full", "surname"

LONG_SURNAME = 5
"""A surname's skeleton of so many letters is told apart by itself; a shorter one must be spelt as in the vocabulary."""

_FAMILY_FIRST = frozenset(["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "JPN"])
_PARTICLES = frozenset(["al", "el", "ul", "ad", "as", "ash", "ar"])
_NO_SURNAME = frozenset(["bin", "ibn", "of", "the", "bint"])
_PAIRS = (
    ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("zh", "j"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("q", "g"), ("w", "v"), ("x", "ks"), ("tz", "ts"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_C = re.compile("c(?!h)")


class Hit(NamedTuple):
    """A person from one word to another: their id and what was written."""

    id: str
    first: int
    last: int
    evidence: str


class Named(NamedTuple):
    """What a pattern means: somebody's full name or surname; `spelling` is how the vocabulary writes it, folded."""

    id: str
    part: str
    spelling: str


class _Skeletons(dict):
    def __missing__(self, form: str) -> str:
        if len(self) > 200_000:
            self.clear()
        self[form] = made = _skeleton(form)
        return made


_SKELETONS = _Skeletons()


def skeleton(form: str) -> str:
    """What transliterations of a folded word have in common; other scripts stay as they are."""
    return _SKELETONS[form]


def _skeleton(form: str) -> str:
    if not form.isascii() or form.isdigit():
        return form
    for pair, one in _PAIRS:
        form = form.replace(pair, one)
    form = _C.sub("k", form)
    if form.startswith("e"):
        form = f"i{form[1:]}"  # Ebrahim, Ibrahim
    if form[0] == "y" and form[1:2] in ("a", "e", "i", "o", "u"):
        form = f"j{form[1:]}"  # a consonant
    form = _VOWELS.sub(_vowel, form)
    form = _DOUBLED.sub(r"\1", form)
    return form.removesuffix("h") if len(form) > 3 and form[-2] in "aiu" else form


def _vowel(match: re.Match) -> str:
    vowels = match[0]
    if "i" in vowels or "y" in vowels or "ee" in vowels:
        return "i"
    return "u" if "u" in vowels or "o" in vowels else "a"


class People:
    """Looks for the people of a vocabulary."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Build the patterns of all names."""
        entries: dict[str, dict[Named, None]] = defaultdict(dict)
        self.country = {}
        for person in people:
            self.country[person.id] = person.country
            for name in names_of(person):
                for pattern, named in _patterns(person, name):
                    entries[pattern][named] = None
        self._matcher = Matcher((pattern, named) for pattern, found in entries.items() for named in found)

    def find(self, words: Words) -> list[tuple[int, int, tuple[Named, ...]]]:
        """All places where somebody's name or surname may stand."""
        row = Row(list(map(_SKELETONS.__getitem__, words.forms)))
        return [(a, b, named) for a, b, named in self._matcher.find(row) if words.capital(a) and words.capital(b)]

    def hits(self, words: Words, found: list, given: set[str], near: set[str]) -> list[Hit]:
        """Decide on what `find` found, given who is named in full in the article and which people are near its subject.

        `given` and `near` are ids; somebody is near who belongs to a country or body that the article names.
        """
        hits: dict[int, Hit] = {}
        for first, last, named in sorted(found, key=lambda place: (place[0], -place[1])):
            if any(hit.first <= last and first <= hit.last for hit in hits.values()):
                continue
            person = self._decide(words, first, last, named, given, near)
            if person:
                hits[first] = Hit(person, first, last, words.shown(first, last))
        return list(hits.values())

    def given(self, found: list) -> set[str]:
        """Who is named in full in what `find` found."""
        return {one.id for _, _, named in found for one in named if one.part == FULL}

    def _decide(self, words: Words, first: int, last: int, named: tuple, given: set[str], near: set[str]) -> str:
        full = dict.fromkeys(one.id for one in named if one.part == FULL)
        if full:
            # Two of one name: the one whose country the text names.
            return next((person for person in full if person in near), next(iter(full)))
        if _other_given_name(words, first):
            return ""
        known = dict.fromkeys(one.id for one in named if one.id in given)
        if len(known) == 1:
            return next(iter(known))
        written = " ".join(words.forms[first : last + 1])
        alone = dict.fromkeys(
            one.id
            for one in named
            if one.id in near and (one.spelling == written or len(skeleton(one.spelling)) >= LONG_SURNAME)
        )
        return next(iter(alone)) if len(alone) == 1 and not known and len({one.id for one in named}) == 1 else ""


def _other_given_name(words: Words, first: int) -> bool:
    """Whether a capitalised word that is no title stands right before a surname: it is somebody else's, then."""
    before = first - 1
    if before < 0 or words.title_case or words.between(before) not in (" ", "\n", "-"):
        return False
    raw = words.raw[before]
    if raw.endswith(("'s", "’s")) or not raw[0].isupper() or words.forms[before] in words_of("titles"):
        return False
    if words.forms[before] in words_of("not_a_given_name"):
        return False
    return not (words.begins_sentence(before) and words.between(before) == " " and _is_opener(raw))


_OPENERS = frozenset(["Later", "Then", "Earlier", "Yesterday", "Today", "Also", "Here"])


def _is_opener(raw: str) -> bool:
    return raw.endswith(("ing", "ed", "ly")) or raw in _OPENERS


def _patterns(person: Person, name: str) -> Iterator[tuple[str, Named]]:
    forms = key(name).split()
    if not forms:
        return
    if len(forms) == 1 and len(forms[0]) > 1:
        yield _pattern(forms), Named(person.id, FULL, forms[0])  # an alias of one word says so itself
        return
    for variant in _variants(person, forms):
        yield _pattern(variant), Named(person.id, FULL, " ".join(variant))
    for surname in _surnames(person, name, forms):
        yield _pattern(surname), Named(person.id, SURNAME, " ".join(surname))


def _pattern(forms: list[str]) -> str:
    return f" {' '.join(skeleton(form) for form in forms)} "


def _variants(person: Person, forms: list[str]) -> Iterator[list[str]]:
    yield forms
    for at in range(len(forms) - 1):  # Amir Abdollahian, Amirabdollahian
        if len(forms) > 2 or forms[0] in _PARTICLES:
            yield [*forms[:at], forms[at] + forms[at + 1], *forms[at + 2 :]]
    bare = [form for form in forms if form not in _PARTICLES]
    if len(forms) > len(bare) > 1:
        yield bare
    if len(bare) > 2 and not set(forms) & _NO_SURNAME:
        yield [bare[0], bare[-1]]
    if person.country in _FAMILY_FIRST and len(forms) in (2, 3):
        yield [*forms[1:], forms[0]]


def _surnames(person: Person, name: str, forms: list[str]) -> Iterator[list[str]]:
    if set(forms) & _NO_SURNAME or not name[0].isalpha() or name[0].lower() == name[0].upper():
        return
    if person.country in _FAMILY_FIRST:
        if len(forms[0]) > 1:
            yield forms[:1]
        return
    last = key(name.split()[-1]).split()
    if len(last) > 1:  # Amir-Abdollahian is called Abdollahian, too
        yield last
        yield ["".join(last)]
    if last and len(last[-1]) > 2:
        yield last[-1:]
    if len(forms) > len(last) + 1 and forms[-len(last) - 1] in _PARTICLES:
        yield [*forms[-len(last) - 1 :]]
