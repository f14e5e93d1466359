"""Terms suggested for an article and each of its sections: ranked, with the words that led to each.

What weighs enough (in a heading or the title, in what a text says first, twice or more, or as a party to what is
told) is what a section is about; the rest is a passing mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..dates import PartialDate
from ..model import Person
from ..vocabulary import Vocabulary
from .article import Article, Part
from .countries import PLAIN, Context, Mention, context_of, mentions
from .finds import Find, finds
from .language import language_of
from .lexicon import ENGLISH, TRAP, Place, one_place, places
from .matching import Matcher
from .organisations import Organisations
from .people import Hit, People
from .strangers import strangers
from .topics import Example, Topics
from .words import Words, key

SUBSTANTIVE = 1.5
"""From this weight on a section is about a term."""
HEADING = 2.0
"""Added for a mention in a heading or the title."""
FIRST = 0.5
"""Added for a mention in the first sentence of a section; twice that in the article's."""
LEADER = 1.0
"""What a mention of a country's official or body adds to the country, at most three times."""
LIKELY = 0.24
"""A topic that earlier sections are so much alike is no passing one, even if nothing names it."""
MAIN = 2.5
"""From this weight on an article's weightiest country is its main one, which one plain mention makes a section's."""
SHORT, LONG = 40, 90
"""Words of a text in which one plain mention is enough, and of one from which on it is not."""
MAX_EVIDENCE = 6


class Suggestion(NamedTuple):
    """A term and why. `id` is "" for somebody without an entry, who then has a `name`."""

    id: str
    passing: bool
    evidence: tuple[str, ...]
    weight: float
    name: str = ""


class Terms(NamedTuple):
    """Suggestions of each kind, the weightiest first; ties by what comes first in the text."""

    countries: tuple[Suggestion, ...] = ()
    topics: tuple[Suggestion, ...] = ()
    people: tuple[Suggestion, ...] = ()
    organisations: tuple[Suggestion, ...] = ()


class Suggestions(NamedTuple):
    """The terms of the whole article, and of each part in its order."""

    article: Terms
    sections: tuple[tuple[Part, Terms], ...]


@dataclass(slots=True)
class _Passage:
    """A title, a heading or a text, with what was found in it."""

    words: Words
    found: list[Find]
    people: list = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    bodies: list[Hit] = field(default_factory=list)
    topics: list[Hit] = field(default_factory=list)
    strangers: list[Hit] = field(default_factory=list)


class _Tally(dict):
    """Weights and evidence by id, in the order in which the ids came."""

    def add(self, term: str, weight: float, evidence: Iterable[str]) -> None:
        """Add to a term's weight."""
        old, words = self.get(term, (0.0, {}))
        words.update(dict.fromkeys(evidence))
        self[term] = (old + weight, words)

    def merge(self, other: _Tally) -> None:
        """Add all of another tally."""
        for term, (weight, words) in other.items():
            self.add(term, weight, words)

    def ranked(self, least: float = SUBSTANTIVE, own: dict[str, float] | None = None) -> tuple[Suggestion, ...]:
        """Suggestions by weight: passing below `least`, or below what `own` says for a term."""
        own = own or {}
        found = [
            Suggestion(term, weight < min(least, own.get(term, least)), _shortest(words), round(weight, 3))
            for term, (weight, words) in self.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.passing, -one.weight)))


class _Tallies(NamedTuple):
    """A tally for each kind, in the order of `Terms`."""

    countries: _Tally
    topics: _Tally
    people: _Tally
    organisations: _Tally
    strangers: _Tally

    def terms(self, countries_least: float, own: tuple[dict[str, float], ...]) -> Terms:
        """The suggestions of all kinds; `own` says for terms of each kind what they must weigh."""
        known = self.people.ranked(SUBSTANTIVE, own[2])
        unknown = (one._replace(id="", name=one.id) for one in self.strangers.ranked())
        return Terms(
            self.countries.ranked(countries_least, own[0]),
            self.topics.ranked(SUBSTANTIVE, own[1]),
            (*known, *unknown),
            self.organisations.ranked(SUBSTANTIVE, own[3]),
        )


def _tallies() -> _Tallies:
    return _Tallies(*(_Tally() for _ in _Tallies._fields))


def _shortest(words: dict[str, None]) -> tuple[str, ...]:
    """Evidence without repetition in other letters, in its order."""
    seen = {}
    for word in words:
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())[:MAX_EVIDENCE]


class Assistant:
    """Suggests terms of a vocabulary, with what earlier sections teach about topics."""

    def __init__(self, vocabulary: Vocabulary, examples: Iterable[Example] = ()) -> None:
        """Build all patterns once; then `suggest` as often as wanted."""
        self._countries = vocabulary.terms["country"]
        self._people = People(vocabulary.terms["person"].values())
        self._persons: dict[str, Person] = vocabulary.terms["person"]
        self._organisations = Organisations(vocabulary.terms["organisation"].values(), self._countries)
        self._topics = Topics(vocabulary.terms["topic"].values(), examples)
        self._traps = list(_traps(vocabulary))
        self._places: dict[str, Matcher] = {}

    def suggest(self, article: Article) -> Suggestions:
        """The terms of an article and of each of its parts."""
        places_of = self._matcher(article.language or language_of(_sample(article)))
        title = self._passage(article.title, places_of)
        parts = [tuple(self._passage(text, places_of) for text in (part.heading, part.text)) for part in article.parts]
        passages = [title, *(passage for pair in parts for passage in pair)]
        context = context_of((passage.words, passage.found) for passage in passages)
        self._decide(passages, context, article.date)
        whole = _tallies()
        _count(whole, title, HEADING, 0)
        self._leaders(whole, (title,), article.date)
        by_part = []
        for number, (heading, text) in enumerate(parts):
            tallies = _tallies()
            _count(tallies, heading, HEADING, 0)
            _count(tallies, text, 0, FIRST if number else 2 * FIRST)
            self._leaders(tallies, (heading, text), article.date)
            for likeness in self._topics.like(heading.words.forms + text.words.forms):
                tallies.topics.add(likeness.id, SUBSTANTIVE * likeness.cosine / LIKELY, likeness.evidence)
            by_part.append(tallies)
            for all_of_it, tally in zip(whole, tallies, strict=True):
                all_of_it.merge(tally)
        main = max(whole.countries, key=lambda code: whole.countries[code][0], default="")
        main = main if main and whole.countries[main][0] >= MAIN else ""
        sections = [
            (part, tallies.terms(_least(text.words), ({main: PLAIN}, {}, {}, {})))
            for part, tallies, (_, text) in zip(article.parts, by_part, parts, strict=True)
        ]
        about = tuple(
            {one.id: 0.0 for _, terms in sections for one in terms[kind] if not one.passing}
            for kind in range(len(Terms._fields))
        )
        return Suggestions(whole.terms(SUBSTANTIVE, about), tuple(sections))

    def _matcher(self, language: str) -> Matcher:
        tag = language.split("-")[0].lower() or ENGLISH
        if tag not in self._places:
            entries = [*places(self._countries.values(), tag), *self._traps]
            self._places[tag] = Matcher(entries, one_place)
        return self._places[tag]

    def _passage(self, text: str, places_of: Matcher) -> _Passage:
        words = Words(text)
        people = self._people.find(words)
        full = [(a, b) for a, b, named in people if b > a and any(one.part == "full" for one in named)]
        # Somebody's name hides a country in it, but not in a title that says whose sultan he is.
        hidden = [(a, b) for a, b in full if "of" not in words.forms[a:b]]
        return _Passage(words, finds(words, places_of, hidden), people)

    def _decide(self, passages: list[_Passage], context: Context, day: PartialDate | None) -> None:
        given: set[str] = set()
        bodies: set[str] = set()
        for passage in passages:
            given |= self._people.given(passage.people)
            passage.topics = self._topics.hits(passage.words)
            passage.mentions = mentions(passage.words, passage.found, context)
        named = context.named | {mention.code for passage in passages for mention in passage.mentions}
        counts = Counter(mention.code for passage in passages for mention in passage.mentions)
        ranked = [code for code, _ in counts.most_common()]
        for passage in passages:
            found = self._organisations.find(passage.words)
            passage.bodies = self._organisations.hits(passage.words, found, ranked)
            bodies.update(hit.id for hit in passage.bodies)
        near = {
            person.id
            for person in self._persons.values()
            if person.country in named or any(role.organisation in bodies for role in person.roles)
        }
        for passage in passages:
            passage.hits = self._people.hits(passage.words, passage.people, given, near)
            taken = {word for hit in passage.hits for word in range(hit.first, hit.last + 1)}
            covered = {word for find in passage.found for word in range(find.first, find.last + 1)}
            passage.strangers = strangers(passage.words, taken, covered)

    def _leaders(self, tallies: _Tallies, passages: Iterable[_Passage], day: PartialDate | None) -> None:
        """Officials and bodies count for their country."""
        found: dict[str, dict[str, None]] = {}
        counts: dict[str, int] = {}
        for passage in passages:
            for hit in passage.hits:
                code = self._stands_for(self._persons[hit.id], day)
                found.setdefault(code, {})[hit.evidence] = None
                counts[code] = counts.get(code, 0) + 1
            for hit in passage.bodies:
                code = self._organisations.country.get(hit.id, "")
                if not any(m.code == code and hit.first <= m.first <= hit.last for m in passage.mentions):
                    found.setdefault(code, {})[hit.evidence] = None
                    counts[code] = counts.get(code, 0) + 1
        for code in sorted(counts):
            if code:
                tallies.countries.add(code, LEADER * min(counts[code], 3), found[code])

    def _stands_for(self, person: Person, day: PartialDate | None) -> str:
        """The country that a person speaks for by the roles of the day or the last one; "" if international."""
        held = [role for role in person.roles if day and role.held_on(day.first)] or list(person.roles[-1:])
        for role in held:
            if role.organisation:
                return self._organisations.country.get(role.organisation, "")
        return person.country


def _count(tallies: _Tallies, passage: _Passage, heading: float, first: float) -> None:
    """Add a passage's finds to the tallies of countries, topics, people and organisations."""
    words = passage.words

    def bonus(word: int) -> float:
        return heading or (first if first and words.sentence_of(word) == 0 else 0)

    counted: set[str] = set()
    for mention in passage.mentions:
        extra = bonus(mention.first) if mention.code not in counted and mention.weight >= 1 else 0
        counted.add(mention.code)
        tallies.countries.add(mention.code, mention.weight + extra, [mention.evidence])
    for kind, hits in ((1, passage.topics), (2, passage.hits), (3, passage.bodies)):
        seen: set[str] = set()
        for hit in hits:
            extra = bonus(hit.first) if hit.id not in seen else 0
            seen.add(hit.id)
            tallies[kind].add(hit.id, 1 + extra, [hit.evidence])
    for hit in passage.strangers:
        tallies.strangers.add(hit.evidence, 1, [hit.evidence])


def _sample(article: Article) -> str:
    """Enough of an article to tell its language."""
    return " ".join((article.title, *(part.text[:600] for part in article.parts[:3])))


def _least(words: Words) -> float:
    """What a term must weigh in a text of this length: in a few sentences one plain mention is enough."""
    return min(max(1.0, 1.0 + 0.5 * (len(words) - SHORT) / (LONG - SHORT)), SUBSTANTIVE)


def _traps(vocabulary: Vocabulary) -> Iterable[tuple[str, Place]]:
    """Names of the vocabulary that hold a country's name and mean none: outlets, international bodies."""
    outlets = (o.name for o in vocabulary.terms["outlet"].values() if o.affiliation != "government")
    bodies = (o.name for o in vocabulary.terms["organisation"].values() if not o.country)
    for name in (*outlets, *bodies):
        if len(key(name).split()) > 1:
            yield key(name), Place(TRAP)
