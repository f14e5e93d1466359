"""Characters that nobody sees, or that show text in another order than it is written, where nothing needs them.

Three kinds are told apart:

- What hides or turns text is an error: embeddings, overrides and isolates of the bidirectional algorithm, tags, fillers
  and selectors where they select nothing. With these a sentence reads otherwise on the page, or in the review of a
  change, than what search, feeds and a program see (Boucher and Anderson, "Trojan Source", 2021; Unicode Technical
  Reports 36 and 39). Prose needs none: a page gives its direction by `dir`.
- What comes along when text is copied from a page or a word processor is a warning: zero width spaces, soft hyphens,
  joiners and direction marks outside the scripts that write with them. It misleads nobody, but words with it are not
  found.
- A word with letters of two alphabets of which some look like the other's is a warning too (UTS 39, section 5).

Joiners are letters of a kind in Persian, Urdu, Hindi and others, and stay unmentioned there (UAX 31, section 2.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_TURNS = "\u202a-\u202e\u2066-\u2069"
_HIDES = "\u115f\u1160\u180b-\u180f\u2061-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb"
_HIDES += "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
_COMES_ALONG = "\xad\u034f\u061c\u17b4\u17b5\u200b-\u200f\u2060"

SUSPECT = re.compile(f"[{_TURNS}{_HIDES}{_COMES_ALONG}]")
"""Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and the interlinear annotations; but U+FEFF, which
`document` refuses everywhere."""

_TURNING, _HIDING = re.compile(f"[{_TURNS}]"), re.compile(f"[{_HIDES}]")

# The first words of the names of characters, which tell their script.
_JOINING = frozenset(
    [
        *("ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "MANICHAEAN", "ADLAM", "ROHINGYA", "THAANA"),
        *("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM"),
        *("SINHALA", "KHMER", "MYANMAR", "TIBETAN", "BALINESE", "JAVANESE", "CHAKMA", "BRAHMI", "GRANTHA", "NEWA"),
        *("TIRHUTA", "SIDDHAM", "MODI", "TAKRI", "KAITHI", "SHARADA", "KHOJKI", "BATAK", "BUGINESE", "LIMBU"),
        *("LEPCHA", "TAI"),
    ]
)
_UNSPACED = frozenset(
    ["THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "TAI", "NEW", "CJK", "HIRAGANA", "KATAKANA"]
)
_FLAG = "\U0001f3f4"
_FLAGS = re.compile(
    _FLAG + "(?:" + "|".join("".join(chr(0xE0000 + ord(c)) for c in one) for one in ("gbeng", "gbsct", "gbwls")) + ")"
    "\U000e007f"
)
"""The flags of England, Scotland and Wales: the only tags that the emoji standard has (UTS 51, RGI sequences)."""


class Finding(NamedTuple):
    """A character that should not be there: its place in the text, a problem's code, message and hint."""

    at: int
    code: str
    message: str
    hint: str


def findings(text: str) -> Iterator[Finding]:
    """All such characters of a text, in no order across kinds. What this costs grows with the text alone."""
    if text.isascii():
        return
    flags = {place for match in _FLAGS.finditer(text) for place in range(*match.span())} if _FLAG in text else ()
    for match in SUSPECT.finditer(text):
        at, character = match.start(), match[0]
        if at in flags or _belongs(text, at, character):
            continue
        name = named(character)
        if _TURNING.match(character):
            message = f"{name} shows text in another order than it is written"
            yield Finding(at, "hidden-character", message, "delete it; text from right to left needs none")
        elif _HIDING.match(character):
            yield Finding(at, "hidden-character", f"{name} cannot be seen", "delete it")
        else:
            message = f"{name} cannot be seen, and search does not find a word with it"
            yield Finding(at, "invisible-character", message, "delete it, or type the words around it anew")
    yield from _mixed_words(text)


def without(text: str) -> str:
    """A text without the characters that hide or turn text, for what is taken over from elsewhere."""
    while places := {one.at for one in findings(text) if one.code == "hidden-character"}:
        text = "".join(character for at, character in enumerate(text) if at not in places)
    return text


def hides(character: str) -> bool:
    """Whether a character hides or turns text wherever it stands: no selector, joiner or mark that may belong."""
    selects = "\u180b" <= character <= "\u180f" or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100"
    return bool(_TURNING.match(character) or _HIDING.match(character)) and not selects


def named(character: str) -> str:
    """A character by code and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '(no name)')}"


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ", 1)[0].removesuffix("-IDEOGRAPH")


def _belongs(text: str, at: int, character: str) -> bool:
    """Whether a character stands where its script, or an emoji, is written with it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character in "\u200c\u200d":
        if _script_before(text, at) in _JOINING or (after and _script(after) in _JOINING and not SUSPECT.match(before)):
            return True
        return character == "\u200d" and _is_picture(before) and _is_picture(after)
    if character in "\u200e\u200f\u061c":
        return _has_right_to_left(text, at)
    if character == "\u200b":
        return bool({_script(one) for one in (before, after) if one} & _UNSPACED)
    if character == "\u034f":
        return _script(before) == "HEBREW" if before else False
    if character in "\u17b4\u17b5":
        return _script(before) == "KHMER" if before else False
    if "\u180b" <= character <= "\u180f":
        return _script(before) == "MONGOLIAN" if before else False
    if character in "\ufe0e\ufe0f":
        return bool(before) and (unicodedata.category(before) in ("So", "Sm", "Sk") or before in "0123456789#*‼⁉〰〽")
    if "\ufe00" <= character <= "\ufe0d" or character >= "\U000e0100":
        varied = before and (_script(before) in ("CJK", "MYANMAR", "PHAGS-PA") or unicodedata.category(before) == "Sm")
        return bool(varied)
    return False


def _script_before(text: str, at: int) -> str:
    """The script of the letter before a place, behind at most four of its marks."""
    for one in reversed(text[max(at - 5, 0) : at]):
        if SUSPECT.match(one):
            return ""
        if unicodedata.category(one)[0] != "M" or _script(one) in _JOINING:
            return _script(one)
    return ""


def _is_picture(character: str) -> bool:
    """Whether emoji may be joined at a character: a symbol, the selector or the skin colour behind one."""
    return bool(character) and (unicodedata.category(character) in ("So", "Sk", "Sm") or character == "\ufe0f")


def _has_right_to_left(text: str, at: int) -> bool:
    """Whether there is a letter from right to left within a hundred characters."""
    near = text[max(at - 100, 0) : at + 100]
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in near if not SUSPECT.match(one))


# Letters that look like those of the Latin alphabet (Unicode's confusables.txt, those that a reader cannot tell apart).
_CYRILLIC = frozenset("аеорсухіјѕһԁԛԝґьАВЕЗКМНОРСТУХІЈЅҮԌԚԜ")
_GREEK = frozenset("οναρυικτχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_ALPHABETS = re.compile("[\u0370-\u052f]")


def _mixed_words(text: str) -> Iterator[Finding]:
    """Words in which letters of another alphabet pass for Latin ones, or Latin ones for those."""
    if not _OTHER_ALPHABETS.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not _OTHER_ALPHABETS.search(word):
            continue
        scripts = {_script(letter) for letter in set(word)} & {"LATIN", "CYRILLIC", "GREEK"}
        if len(scripts) < 2:
            continue
        odd = [at for at, letter in enumerate(word) if letter in _CYRILLIC or letter in _GREEK]
        foreign = [at for at, letter in enumerate(word) if _OTHER_ALPHABETS.match(letter)]
        latin = [at for at, letter in enumerate(word) if _script(letter) == "LATIN"]
        # Either all foreign letters pass for Latin ones, or a few Latin ones stand among foreign ones.
        if len(odd) == len(foreign):
            first = foreign[0] if len(foreign) <= len(latin) else latin[0]
        elif len(latin) < len(foreign) and all(word[at] in _LIKE_OTHERS for at in latin):
            first = latin[0]
        else:
            continue
        shown = word if len(word) <= 40 else word[:39] + "…"
        alphabets = " and ".join(one.capitalize() for one in sorted(scripts, key=("LATIN", "CYRILLIC", "GREEK").index))
        message = f"`{shown}` mixes {alphabets} letters: {named(word[first])}"
        yield Finding(match.start() + first, "mixed-scripts", message, "type the word anew on one keyboard")


_LIKE_OTHERS = frozenset("aeopcyxijshABEKMHOPCTYXIJSvuknrtwZN")
