"""What language a text is in, by its script and its commonest little words: enough to choose names, no more."""

from __future__ import annotations

import re

from .lexicon import ENGLISH

_LITTLE = {
    "en": "the of and to in that is was for on with said by it has",
    "fr": "le la les des et une du est dans que pour sur avec qui au",
    "es": "el la los las de que y en del una por con para se ha",
    "de": "der die das und den von ist mit dem des nicht ein eine auf zu",
    "pt": "o os as da do dos que e em uma para com não se foi",
    "tr": "ve bir bu ile için da de olan olarak gibi daha çok en ise",
    "az": "və bir bu ilə üçün də da olan kimi daha çox ki isə edib",
}
_SCRIPTS = (
    (re.compile("[پچژگکی]"), "fa"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
    (re.compile("[іїєґ]"), "uk"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LITTLE_SETS = {language: frozenset(words.split()) for language, words in _LITTLE.items()}


def language_of(text: str) -> str:
    """The tag of a text's language: one of CLDR's languages that the country names have; English where unclear."""
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        latin = len(_LATIN.findall(text))
        if letters and latin < letters / 2:
            for script, language in _SCRIPTS:
                if len(script.findall(text)) > letters / 40:
                    return language
    words = text.lower().split()
    scores = {language: sum(map(little.__contains__, words)) for language, little in _LITTLE_SETS.items()}
    best = max(scores, key=lambda language: (scores[language], language == ENGLISH, language))
    return best if scores[best] > 2 else ENGLISH
