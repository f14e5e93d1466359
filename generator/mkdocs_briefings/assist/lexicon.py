"""What countries are called in running text: names, demonyms, capitals, metonyms, and what only looks like one.

Built from the vocabulary's countries and the reviewed words in `data/metonyms_and_traps.yml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ..document import Mapping, Node, Scalar, Sequence, read_yaml_file
from ..model import Country
from .words import key

NAME, DEMONYM, CAPITAL, METONYM, TRAP = "name", "demonym", "capital", "metonym", "trap"
"""What a find is; a trap is no country and hides what it covers."""

ENGLISH = "en"
LATIN_LANGUAGES = frozenset(["az", "de", "es", "fr", "pt", "tr"])
"""Languages of CLDR's names whose letters English shares; their names count only in texts of that language."""

_UNCASED_WORDS = frozenset(["مالي", "مالی", "بنين", "بنین", "پرو", "چاد", "مصر علیا"])
"""Names in scripts without capitals that are common words, or parts of them, too."""


class Place(NamedTuple):
    """What a pattern means: a kind, the countries it may stand for, and what must hold for it.

    `acronym` wants capitals throughout; `capital` a capital letter first; `weak` the country named elsewhere in the
    text; `shared` says that only one of `codes` is meant.
    """

    kind: str
    codes: tuple[str, ...] = ()
    acronym: bool = False
    capital: bool = True
    weak: bool = False
    shared: bool = False


@cache
def reviewed() -> dict[str, object]:
    """The reviewed words: lists, and mappings of lists, as the file has them."""
    data = (files("mkdocs_briefings.data") / "metonyms_and_traps.yml").read_bytes()
    root, problems = read_yaml_file("metonyms_and_traps.yml", data)
    if root is None or problems:
        raise ValueError(f"the package's own data is faulty: {problems}")
    return {name: _plain(node) for name, (_, node) in root.entries.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the reviewed lists as folded forms."""
    return frozenset(key(word).strip() for word in reviewed()[name])


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {name: _plain(child) for name, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return tuple(_plain(child) for child in node.items)
    return node.text if isinstance(node, Scalar) else ""


def places(countries: Iterable[Country], language: str = ENGLISH) -> Iterator[tuple[str, Place]]:
    """(pattern, place) of everything countries are called in texts of a language."""
    weak_capitals = words_of("weak_capitals")
    weak = reviewed()["weak"]
    shared = {key(name): tuple(codes) for name, codes in reviewed()["shared"].items()}
    for country in countries:
        code = country.id
        hidden = {key(name) for name in weak.get(code, ())}
        for name in _names(country, language):
            pattern = key(name)
            if pattern and pattern not in shared:
                yield pattern, _named(name, code, pattern in hidden)
        for name in weak.get(code, ()):
            yield key(name), _named(name, code, True)
        for name in reviewed()["metonyms"].get(code, ()):
            yield key(name), Place(METONYM, (code,), acronym=_is_acronym(name))
        for name in (*country.capitals, *reviewed()["seats"].get(code, ())):
            if not any(key(name) == key(own) for own in _names(country, language)):
                yield key(name), Place(CAPITAL, (code,), weak=key(name).strip() in weak_capitals)
        if language == ENGLISH:
            for name in country.demonyms:
                for form in (name, _plural(name)):
                    if key(form) not in shared:
                        yield key(form), Place(DEMONYM, (code,))
    for pattern, codes in shared.items():
        yield pattern, Place(NAME if pattern.strip() in ("congo", "korea", "koreas") else DEMONYM, codes, shared=True)
        yield f" {pattern.strip()}s ", Place(DEMONYM, codes, shared=True)
    for name, codes in reviewed()["together"].items():
        yield key(name), Place(NAME, tuple(codes), capital=False)
    for name in reviewed()["traps"]:
        yield key(name), Place(TRAP, capital=False)


_RANK = {TRAP: 0, NAME: 1, METONYM: 2, DEMONYM: 3, CAPITAL: 4}


def one_place(found: list[Place]) -> Place:
    """The one meaning of a pattern that stands for several: the plainest kind; of several countries a shared one."""
    kind = min((place.kind for place in found), key=_RANK.__getitem__)
    same = [place for place in found if place.kind == kind]
    shared = [place for place in same if place.shared]
    if shared or kind == TRAP or len(same) == 1:
        return shared[0] if shared else same[0]
    codes = tuple(dict.fromkeys(code for place in same for code in place.codes))
    strong = [place for place in same if not place.weak]
    best = (strong or same)[0]
    return best if len(codes) == 1 else best._replace(codes=codes, shared=True, weak=True)


def _names(country: Country, language: str) -> Iterator[str]:
    yield country.name
    yield from country.aliases
    yield from (name for name in country.native if len(name) > 3)
    for tag, name in country.names.items():
        if tag in (ENGLISH, language) or tag not in LATIN_LANGUAGES:
            # CLDR adds to some names what tells two apart, or an older name.
            yield name
            yield name.partition(" (")[0]
            if tag in ("ru", "uk"):
                yield from _slavonic_cases(name)
            elif tag == "ar":
                yield from _with_arabic_prefixes(name)


def _named(name: str, code: str, weak: bool) -> Place:
    cased = name[:1].lower() != name[:1].upper()
    risky = not cased and name in _UNCASED_WORDS
    return Place(NAME, (code,), acronym=_is_acronym(name), capital=cased, weak=weak or risky)


def _is_acronym(name: str) -> bool:
    return len(name) <= 5 and name.isupper() and name.isascii()


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(("s", "sh", "ch", "ese")) else f"{demonym}s"


_ENDINGS = {
    "ия": ("ии", "ию", "ией"),
    "я": ("и", "ю", "ей"),
    "ка": ("ки", "ке", "ку", "кой"),
    "а": ("ы", "е", "у", "ой"),
    "ь": ("и", "ю", "ём"),
    "й": ("я", "ю", "ем", "е"),
}


def _slavonic_cases(name: str) -> Iterator[str]:
    """The usual case forms of a Russian or Ukrainian name of one word; rules for endings, no dictionary."""
    if " " in name or "-" in name or name.endswith(("и", "о", "у", "е", "ы")):
        return
    for ending, others in _ENDINGS.items():
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)
            return
    yield from (name + ending for ending in ("а", "у", "ом", "е"))


def _with_arabic_prefixes(name: str) -> Iterator[str]:
    """An Arabic name with the words written together with it: and, in, for, so."""
    yield from (prefix + name for prefix in ("و", "ب", "ف", "ل", "ول", "وب"))
    if name.startswith("ال"):
        yield f"لل{name[2:]}"
