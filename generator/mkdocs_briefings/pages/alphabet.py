"""The A–Z: every term under each of its names, on one page or, where there are many, on a page for each beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .. import urls
from ..contexts import AlphabetPage
from ..labels import kind_label
from ..names import beginning, initial
from ..schema import KINDS
from ..views import Letter, Link, Name
from ..vocabulary import names_of
from .parts import Built, Page, Parts
from .timeline import counted

ALPHABET = "a-z/"

MOST_NAMES = 500
"""A page of more names than this leads on to pages of those that begin alike, by letters more."""

Listed = tuple[str, Name]
"""A name as its letters go, and what is shown of it."""


def plan(parts: Parts) -> Iterator[Page]:
    """The A–Z, and the pages it leads on to."""
    yield from _pages("", _names(parts))


def _pages(start: str, names: Sequence[Listed]) -> Iterator[Page]:
    yield Page(urls.beginning(ALPHABET, start), "a-z", (start,))
    if len(names) > MOST_NAMES:
        for longer, among in _longer(start, names).items():
            if len(longer) > len(start):
                yield from _pages(longer, among)


def _longer(start: str, names: Sequence[Listed]) -> dict[str, list[Listed]]:
    """Names by their beginnings, as much longer as it takes to tell them apart; under `start` what is no longer."""
    length, groups = len(start), {start: names}
    while len(groups) == 1 and any(len(letters) > length for letters, _ in names):
        length += 1
        groups = defaultdict(list)
        for letters, name in names:
            groups[letters[:length]].append((letters, name))
    return dict(sorted(groups.items(), key=lambda one: one[0][:1] == "#"))


def _names(parts: Parts) -> list[Listed]:
    """All names in their order."""
    return parts.once(ALPHABET, lambda: _all_names(parts))


def _all_names(parts: Parts) -> list[Listed]:
    found: dict[tuple, Listed] = {}
    for kind in KINDS:
        shown = kind_label(parts.words, kind)
        for term_id, term in parts.vocabulary.terms[kind].items():
            if kind == "country" and term_id not in parts.countries:
                continue
            link = parts.link(kind, term_id)
            names = names_of(term) if kind != "country" else (term.name, *term.native, *term.aliases)
            for name in dict.fromkeys(names):
                of = "" if name == link.name else link.name
                key = (parts.sort_key(name), name, kind, term_id)
                found[key] = (beginning(name), Name(name, link.uri, of, shown))
    return [found[key] for key in sorted(found)]


def alphabet(parts: Parts, start: str) -> Built:
    """The names that begin in a way: all of them, or links to longer beginnings."""
    words = parts.words
    names = [one for one in _names(parts) if one[0].startswith(start)]
    title = words.gettext("A–Z: %(letters)s", letters=_shown(start)) if start else words.gettext("A–Z")
    groups = _longer(start, names) if len(names) > MOST_NAMES else {}
    here = [name for one, among in groups.items() if len(one) <= len(start) for name in among] if groups else names
    context = AlphabetPage(
        title=title,
        back=Link(_shown(start[:-1]) or words.gettext("A–Z"), urls.beginning(ALPHABET, start[:-1])) if start else None,
        beginnings=counted(
            [(Link(_shown(one), urls.beginning(ALPHABET, one)), len(among)) for one, among in groups.items()]
        ),
        letters=_letters(parts, here),
        total=len(names),
    )
    description = words.gettext("Every topic, country, person, organisation and outlet, under all names.")
    return Built(title, description, context)


def _shown(start: str) -> str:
    return start[:1].upper() + start[1:]


def _letters(parts: Parts, names: Sequence[Listed]) -> tuple[Letter, ...]:
    """Names under their first letters."""
    letters: dict[str, list[Name]] = defaultdict(list)
    for _, name in names:
        letters[initial(name.name)].append(name)
    ordered = sorted(letters, key=lambda letter: (letter == "#", parts.sort_key(letter), letter))
    return tuple(Letter(letter, f"_{ord(letter):x}", tuple(letters[letter])) for letter in ordered)
