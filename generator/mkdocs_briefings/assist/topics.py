"""Topics for a text: by the vocabulary's names, and by likeness to sections that were tagged before.

Likeness is the cosine between a text's TF-IDF vector and the mean vector of a topic's sections (Rocchio's classifier;
Manning, Raghavan and Schütze, "Introduction to Information Retrieval", chapter 14): small, deterministic, and able to
say which words led to it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..model import Topic
from ..vocabulary import names_of
from .lexicon import words_of
from .matching import Matcher
from .people import Hit
from .words import Words, key

LIKE = 0.16
"""From this cosine on an earlier topic is suggested."""
MAX_LEARNT = 5000
"""Sections that are learnt from, the first ones given."""
MAX_LIKE = 3
"""Topics suggested by likeness."""

_NOTHING: dict[str, float] = {}


class Example(NamedTuple):
    """An earlier section: its words, heading included, and its topics."""

    text: str
    topics: tuple[str, ...]


class Likeness(NamedTuple):
    """A topic that a text is like: how much, and the words that make it so."""

    id: str
    cosine: float
    evidence: tuple[str, ...]


class Topics:
    """Looks for the topics of a vocabulary, and learns from examples."""

    def __init__(self, topics: Iterable[Topic], examples: Iterable[Example] = ()) -> None:
        """Build the patterns of all names and the mean vectors."""
        topics = list(topics)
        self._matcher = Matcher((key(name), topic.id) for topic in topics for name in names_of(topic))
        self._learn([example for example in examples if example.topics][:MAX_LEARNT])

    def hits(self, words: Words) -> list[Hit]:
        """Every topic named in a text."""
        return [
            Hit(topic, first, last, words.shown(first, last))
            for first, last, topics in self._matcher.find(words.row)
            for topic in topics
        ]

    def like(self, forms: list[str]) -> list[Likeness]:
        """Topics whose earlier sections a text resembles, given its folded words; most alike first, ties by id."""
        vector = self._vector(Counter(forms))
        if not vector:
            return []
        cosines: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for topic, mean in self._means.get(word, _NOTHING).items():
                cosines[topic] += weight * mean
        best = sorted(((-cosine, topic) for topic, cosine in cosines.items() if cosine >= LIKE))[:MAX_LIKE]
        return [Likeness(topic, -cosine, self._evidence(vector, topic)) for cosine, topic in best]

    def _evidence(self, vector: dict[str, float], topic: str) -> tuple[str, ...]:
        means = self._means
        shares = {word: weight * means[word][topic] for word, weight in vector.items() if topic in means[word]}
        return tuple(sorted(shares, key=lambda word: (-shares[word], word))[:4])

    def _learn(self, examples: list[Example]) -> None:
        counted = [Counter(Words(example.text).forms) for example in examples]
        seen = Counter(word for counts in counted for word in counts)
        common = words_of("common_words")
        # A word of a single section tells of that section, not of its topic.
        self._idf = {
            word: math.log(len(examples) / number)
            for word, number in seen.items()
            if 1 < number < len(examples) and len(word) > 2 and word.isalpha() and word not in common
        }
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for example, counts in zip(examples, counted, strict=True):
            for word, weight in self._vector(counts).items():
                for topic in example.topics:
                    sums[topic][word] += weight
        self._means: dict[str, dict[str, float]] = defaultdict(dict)
        for topic in sorted(sums):
            norm = math.sqrt(sum(weight * weight for weight in sums[topic].values()))
            for word, weight in sums[topic].items():
                self._means[word][topic] = weight / norm

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        idf = self._idf
        weights = {word: (1 + math.log(count)) * idf[word] for word, count in counts.items() if word in idf}
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / norm for word, weight in weights.items()} if norm else {}
