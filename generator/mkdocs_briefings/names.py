"""Names as people type them: folding that makes spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata

# Arabic letters that Persian writes otherwise, and forms that one keyboard has and another has not.
_LETTERS = str.maketrans(
    {
        "ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
        "ـ": None, "\u200c": None, "\u200d": None,
        "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    }
)  # fmt: skip
# Accents, and the vowel points of Cyrillic, Hebrew and Arabic. Not all marks: the vowel signs of Indic scripts are
# letters of a kind, and without them Togo is Tonga in Hindi.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_APOSTROPHES = re.compile("['’‘ʼʻ`´ʿʾ]")
_OTHER = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and punctuation; Arabic and Persian letter forms as one.

    `Kan'ani` → `kanani`, `Türkiye` → `turkiye`, `كنعاني` → `کنعانی`. The search page folds queries the same way.
    """
    lowered = text.casefold()
    if lowered.isascii():
        if lowered.isalnum():  # as most words are
            return lowered
    else:
        lowered = lowered.translate(_LETTERS)
    if lowered.isascii():
        return _OTHER.sub(" ", lowered.replace("'", "").replace("`", "")).strip()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered).casefold())
    bare = _APOSTROPHES.sub("", bare.translate(_LETTERS))
    if bare.isascii():
        return _OTHER.sub(" ", bare).strip()
    return " ".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in bare).split())


# The alphabets of the Arabic script as `fold` writes their letters. Code points put the letters that Persian has beside
# the Arabic ones last; and the two languages order waw and ha each in its own way.
_ARABIC = "ءابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی"
_ALPHABETS = {"ar": _ARABIC, "fa": _ARABIC.replace("هو", "وه")}
_PLACES = {tag: str.maketrans({c: chr(at) for at, c in enumerate(letters, 1)}) for tag, letters in _ALPHABETS.items()}


def sort_key(name: str, language: str = "en") -> str:
    """Where a name stands in an alphabetical list of a site in a language, given as a BCP 47 tag.

    Letters without accents, by code point; in Arabic and Persian their own letters come first, in their own order.
    Good enough for names in lists, without the weight of the Unicode Collation Algorithm.
    """
    folded = fold(name).removeprefix("the ")
    places = _PLACES.get(language.split("-")[0].lower())
    return folded.translate(places) if places else folded


def initial(name: str) -> str:
    """The heading of an A–Z list that a name stands under; `#` for what begins with no letter."""
    return beginning(name)[0].upper()


def beginning(name: str) -> str:
    """A name as the letters that it begins with, to be taken from the left; `#` first where that is no letter."""
    folded = sort_key(name)
    return folded if folded[:1].upper().isalpha() else f"#{folded}"


_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)


def direction(language: str) -> str:
    """`rtl` or `ltr` by a BCP 47 tag's language or script."""
    tag = language.lower()
    right = tag.split("-")[0] in _RIGHT_TO_LEFT or any(s in tag for s in ("-arab", "-hebr", "-thaa"))
    return "rtl" if right and "-latn" not in tag and "-cyrl" not in tag else "ltr"
