"""People whom an article names with a title and the vocabulary does not know: worth an entry, perhaps."""

from __future__ import annotations

from .lexicon import words_of
from .people import Hit
from .words import Words

MOST = 3
"""Words of a name behind a title."""


def strangers(words: Words, taken: set[int], places: set[int]) -> list[Hit]:
    """Two or three capitalised words right behind a title: `Ambassador Ana Lopez`. The hits' ids are "".

    `taken` are words that belong to people of the vocabulary, `places` words that are countries.
    """
    titles = words_of("titles")
    if titles.isdisjoint(words.forms) or words.title_case:
        return []
    found, at = [], 0
    while at < len(words) - 2:
        if words.forms[at] not in titles or not words.capital(at):
            at += 1
            continue
        first, last = at + 1, at
        while last + 1 < len(words) and last - first < MOST - 1 and _belongs(words, last, taken, places):
            last += 1
        if last - first >= 1:
            found.append(Hit("", first, last, words.shown(first, last)))
        at = max(last, at) + 1
    return found


def _belongs(words: Words, last: int, taken: set[int], places: set[int]) -> bool:
    word = last + 1
    raw = words.raw[word]
    return (
        words.between(last) in (" ", "\n", "-")
        and raw[0].isupper()
        and not raw.isupper()
        and word not in taken
        and word not in places
        and not any(words.forms[word] in words_of(name) for name in ("titles", "not_a_given_name"))
    )
