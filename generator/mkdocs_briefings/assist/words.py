"""A text as words: where each stands, and the form under which spellings of it meet.

Country names, people and topics are looked for in the row of these forms, so that case, accents, apostrophes and
hyphens never matter to the search itself; what stood in the text is at hand for rules that ask for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, repeat

from ..names import fold

# Marks that writing may leave out (Arabic vowel points and tatweel), joiners, and what steers direction.
_UNSEEN = re.compile(
    "[\u00ad\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# A Chinese or Japanese character is a word of its own; `l'`, `d'`, `qu'` part from the word they lean on.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    r"|\b(?:[cdjlmnstCDJLMNST]|[Qq]u)(?=['’]\w{2})"
    r"|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+(?:['’‘ʼʻ`´ʿʾ][^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)*"
)
_POSSESSIVE = re.compile("['’ʼ][sS]$")
_BREAK = re.compile(r"[.!?…؟۔।][\"'”’»)\]]*\s+|[。！？]|\n\s*\n|:\n")
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "sgt", "sen", "rep", "gov", "st", "jr", "sr", "jan"}
    | {"feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "etc", "inc", "ltd"}
    | {"co", "corp", "u.s", "u.k", "u.n", "u.a.e", "e.u", "d.c", "a.m", "p.m", "m", "mme", "mlle", "sra", "dott"}
)
# Behind `U.S.` these words begin a new sentence; other capitalised ones may be a name that goes on.
_OPENERS = frozenset(
    ["The", "In", "On", "He", "She", "It", "They", "We", "This", "That", "These", "A", "An", "But", "And", "At", "As"]
)

MAX_HEADLINE = 30
"""Words of a headline at most."""
MAX_CACHED = 200_000
"""Words whose form is remembered; a text made to fill the memory starts it anew."""


class _Forms(dict):
    """Remembers the form of each word as it is written."""

    def __missing__(self, raw: str) -> str:
        if len(self) >= MAX_CACHED:
            self.clear()
        form = fold(bare(raw)).replace(" ", "") or "·"
        self[raw] = form
        return form


_FORMS = _Forms()


class Words:
    """The words of a text.

    `text` is it as it is searched (NFC, without unseen characters); `raw` the words as written, `forms`
    their folded forms, `row` these as a matcher reads them.
    """

    def __init__(self, text: str) -> None:
        """Take a text apart."""
        self.text = text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFC", text))
        found = list(_WORD.finditer(self.text))
        self.raw = [match[0] for match in found]
        self._spans = [match.span() for match in found]
        self.forms = list(map(_FORMS.__getitem__, self.raw))
        self.row = Row(self.forms)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in `text`."""
        return [start for start, _ in self._spans]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends in `text`."""
        return [end for _, end in self._spans]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.raw)

    def shown(self, first: int, last: int) -> str:
        """What is written from one word to another, on one line."""
        return " ".join(bare(self.text[self._spans[first][0] : self._spans[last][1]]).split())

    def between(self, left: int) -> str:
        """What stands between a word and the next; "" behind the last."""
        if left < 0 or left + 1 >= len(self.raw):
            return ""
        return self.text[self._spans[left][1] : self._spans[left + 1][0]]

    def capital(self, word: int) -> bool:
        """Whether a word begins with a capital, or with a letter of a script that has none."""
        first = self.raw[word][0]
        return first != first.lower() or first == first.upper()

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The numbers of the words that begin a sentence, the first word included."""
        found = [0]
        for match in _BREAK.finditer(self.text):
            word = bisect_right(self.starts, match.start()) - 1
            nxt = bisect_right(self.starts, match.end() - 1)
            if nxt >= len(self.raw) or nxt == found[-1]:
                continue
            if match.group()[0] == "." and word >= 0 and "\n\n" not in match.group():
                begin = self.text.rfind(" ", 0, match.start()) + 1
                before = self.text[begin : match.start()].strip("(\"'“‘").lower()
                if before in _ABBREVIATIONS and not ("." in before and self.raw[nxt] in _OPENERS):
                    continue
                if len(self.raw[word]) == 1 and self.raw[word].isupper() and "." not in before:
                    continue  # an initial
            if self.capital(nxt):
                found.append(nxt)
        return found

    def sentence_of(self, word: int) -> int:
        """The number of the sentence that a word stands in, from 0."""
        return bisect_right(self.sentence_starts, word) - 1

    def begins_sentence(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return self.sentence_starts[self.sentence_of(word)] == word

    @cached_property
    def title_case(self) -> bool:
        """Whether nearly all its words begin with a capital, as in an English headline."""
        if len(self) > MAX_HEADLINE or self.text.rstrip("\"'”’» ").endswith((".", "!")):
            return False
        long = [i for i, word in enumerate(self.raw) if len(word) > 3]
        return len(long) > 2 and sum(map(self.capital, long)) > 0.8 * len(long)


def bare(word: str) -> str:
    """A word without the `'s` of possession."""
    return _POSSESSIVE.sub("", word)


class Row:
    """Forms of words in one string, ` a b c `, in which patterns that begin and end with a blank are found."""

    def __init__(self, forms: list[str]) -> None:
        """Join the forms."""
        self._forms = forms
        self.joined = f" {' '.join(forms)} " if forms else " "

    @cached_property
    def _blanks(self) -> list[int]:
        """Where the blank before each word is, and the last one."""
        return list(accumulate(map(int.__add__, map(len, self._forms), repeat(1)), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word of a find from `start` to before `end`."""
        return bisect_left(self._blanks, start), bisect_left(self._blanks, end - 1) - 1


def key(name: str) -> str:
    """A name as a pattern over `Row.joined`; "" where it has no word."""
    forms = [_FORMS[word] for word in _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFC", name)))]
    return f" {' '.join(forms)} " if forms else ""
