"""Made-up prose in several scripts for benchmarks: words as unevenly frequent as in life, the same for the same seed."""

from __future__ import annotations

from itertools import accumulate
from random import Random

SYLLABLES = {
    "en": ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we",
           "xi", "yo", "zu"],
    "fr": ["bé", "ça", "di", "fô", "gu", "hè", "je", "ki", "loi", "mu", "na", "pê", "ri", "sœ", "tu", "vœu"],
    "ru": ["ба", "че", "ди", "фо", "гу", "жа", "ей", "ки", "ло", "мю", "на", "пе", "ри", "со", "ту", "вы"],
    "fa": ["با", "چی", "دا", "فو", "گل", "هم", "ژی", "کا", "لو", "می", "نا", "په", "ری", "سو", "تا", "وی"],
    "ar": ["با", "تي", "دا", "فو", "قل", "هم", "جي", "كا", "لو", "مي", "نا", "بة", "ري", "سو", "طا", "وي"],
}  # fmt: skip
"""What the words of a language are made of. `en` stands for all that is plain ASCII."""

WORDS = 6000
"""How many different words a language has."""


class Prose:
    """Sentences of one language. The n-th most frequent word comes 1 / (n + 2.7) times as often as the first:
    Zipf's law with Mandelbrot's offset, as texts have it.
    """

    def __init__(self, language: str, seed: int) -> None:
        chance = Random(f"{seed}/words/{language}")
        words: dict[str, None] = {}
        while len(words) < WORDS:
            words["".join(chance.choices(SYLLABLES[language], k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        ordered = list(words)
        self.words = sorted(ordered[:300], key=len) + ordered[300:]  # the frequent words of a language are short
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))

    def some(self, chance: Random, count: int) -> str:
        """That many words."""
        return " ".join(chance.choices(self.words, cum_weights=self._weights, k=count))

    def rare(self, chance: Random, count: int) -> str:
        """Different words as names have them: each as likely as the other."""
        return " ".join(chance.sample(self.words[300:], count)).title()

    def sentences(self, chance: Random, count: int) -> str:
        """Sentences of 8 to 20 words, `count` words in all."""
        found = []
        while count > 0:
            size = min(count, chance.randint(8, 20))
            text = self.some(chance, size)
            found.append(f"{text[0].upper()}{text[1:]}.")
            count -= size
        return " ".join(found)
