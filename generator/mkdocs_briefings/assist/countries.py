"""From places in a text to mentions of countries, by the rules an editor goes by without thinking of them.

Every mention has a weight: 1 for a plain one, more where the country acts or something is done to it, less where it is
only where something took place or was reported, 0 where the name means a person, an American state or a venue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from .finds import Find, is_pair
from .lexicon import CAPITAL, DEMONYM, NAME, Place, words_of
from .words import Words

PLAIN, SLIGHT = 1.0, 0.4
"""The weight of a plain mention, and of one that only tells place, language or origin of a report."""
PARTY = 0.5
"""Added where the country acts, is addressed, or is a party to relations."""
LONG_LIST = 5
"""A row of so many countries is a list of members or the like, none of which is a subject by that."""
REACH = 10
"""How many words back a word for relations still reaches."""

_GEORGIA, _JERSEY = "GEO", "JEY"


class Mention(NamedTuple):
    """A country meant in a text: the words that say so, where they stand, and how much they weigh."""

    code: str
    evidence: str
    first: int
    last: int
    weight: float


@dataclass(slots=True)
class Context:
    """What all of an article says, for readings that one passage does not decide.

    `named` are countries named beyond doubt; `forms` all folded words; `people` folded words that are a person's name
    here although they are a country's too.
    """

    named: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    joined: str = ""
    people: set[str] = field(default_factory=set)

    def has(self, word_list: str) -> bool:
        """Whether one of the words or phrases of a reviewed list stands in the article."""
        return any(
            (word in self.forms) if " " not in word else f" {word} " in self.joined for word in words_of(word_list)
        )


def context_of(passages: Iterable[tuple[Words, list[Find]]]) -> Context:
    """Read what the passages of an article say together."""
    context = Context()
    for words, found in passages:
        context.forms.update(words.forms)
        context.joined += words.row.joined
        for find in found:
            place = find.place
            if place.kind != CAPITAL and not place.weak and not place.shared and not _may_be_person(words, find):
                context.named.update(place.codes)
            if _is_person(words, find):
                context.people.add(words.forms[find.last])
    return context


def mentions(words: Words, found: list[Find], context: Context) -> list[Mention]:
    """The mentions of countries in a passage, in its order; those of no weight are left out."""
    result: list[Mention] = []
    parties: dict[int, bool] = {}
    for number, find in enumerate(found):
        weight = _weight(words, found, number, context)
        if not weight:
            continue
        if weight == PLAIN:
            party = _is_party(words, found, number, parties)
            parties[number] = party
            weight = weight + PARTY if party else SLIGHT if _in_long_list(words, found, number) else weight
        evidence = words.shown(find.first, find.last)
        for code in _codes(find.place, context):
            result.append(Mention(code, evidence, find.first, find.last, weight))
    return result


def _codes(place: Place, context: Context) -> tuple[str, ...]:
    """The countries meant; of a shared name those that the text names otherwise, else the first."""
    if not place.shared:
        return place.codes
    named = [code for code in place.codes if code in context.named]
    return tuple(named[:1] or place.codes[:1])


def _weight(words: Words, found: list[Find], number: int, context: Context) -> float:
    find = found[number]
    place = find.place
    if place.weak and not set(place.codes) & context.named:
        return 0
    form = words.forms[find.first]
    if find.first == find.last and form in words_of("given_or_family_names"):
        if _is_person(words, find) or (form in context.people and not _has_office(words, find)):
            return 0
        if place.codes == (_GEORGIA,) and not _is_georgia(words, found, number, context):
            return 0
        if place.codes == (_JERSEY,) and not context.has("jersey_place"):
            return 0
    if place.kind == CAPITAL:
        return _weight_of_capital(words, found, number)
    if place.kind == DEMONYM:
        return _weight_of_demonym(words, find)
    if _is_venue(words, found, number) or _is_report(words, find) or _next(words, find) in words_of("city_words"):
        return SLIGHT
    return PLAIN


def _weight_of_capital(words: Words, found: list[Find], number: int) -> float:
    """A capital is its government, unless it is where something happens or what something is called after."""
    find = found[number]
    paired = (number > 0 and is_pair(words, found[number - 1], find)) or (
        number + 1 < len(found) and is_pair(words, find, found[number + 1])
    )
    if paired:
        return PLAIN
    if _next(words, find) in words_of("venue_words"):
        return 0
    first = _list_start(words, found, number)
    before, earlier = _before(words, first)
    if before in words_of("where_words") or before in words_of("town_words"):
        return 0
    if before == "to" and earlier in words_of("motion_words"):
        return 0
    if before == "from" and earlier in words_of("departure_words"):
        return 0
    return PLAIN


def _weight_of_demonym(words: Words, find: Find) -> float:
    after = _next(words, find)
    if after in words_of("city_words") or after in words_of("language_words") or _is_report(words, find):
        return SLIGHT
    if words.forms[find.first - 1 : find.first] == ["in"] and not _next_is_noun(words, find):
        return 0  # "said in French,"
    return PLAIN


def _next_is_noun(words: Words, find: Find) -> bool:
    after = find.last + 1
    return (
        after < len(words)
        and words.between(find.last).isspace()
        and words.forms[after] not in words_of("after_language_words")
    )


def _is_venue(words: Words, found: list[Find], number: int) -> bool:
    """`talks in Switzerland`, `in Doha, Qatar`: the country is where, not what."""
    find = found[number]
    first = _list_start(words, found, number)
    if words.between(find.first - 1) == ", " and words.capital(find.first - 1):
        city = find.first - 1
        while city and words.capital(city - 1) and words.between(city - 1) == " ":
            city -= 1
        if city and words.forms[city - 1] in words_of("where_words") and city + 2 >= find.first - 1:
            return True
    if not first or words.forms[first - 1] not in ("in", "at"):
        return False
    return any(form in words_of("event_words") for form in words.forms[max(first - 4, 0) : first - 1])


def _is_report(words: Words, find: Find) -> bool:
    """`Syrian state media`, `Kuwait's newspaper`: where a report comes from."""
    for word in range(find.last + 1, min(find.last + 4, len(words))):
        if words.between(word - 1) != " " or words.forms[word] in words_of("break_words"):
            return False
        if words.forms[word] in words_of("media_words"):
            further = words.forms[word + 1] if word + 1 < len(words) else ""
            return further not in ("conference", "briefing", "freedom")
    return False


def _list_start(words: Words, found: list[Find], number: int) -> int:
    """The first word of the list of places that one stands in: `Baku` in `Baku, Yerevan and Tbilisi`."""
    first = found[number].first
    for earlier in reversed(found[:number]):
        gap = words.forms[earlier.last + 1 : first]
        between = words.text[words.ends[earlier.last] : words.starts[first]]
        if (not gap and between.strip() in (",", "/")) or (gap in (["and"], ["or"]) and len(between) <= 7):
            first = earlier.first
        else:
            break
    return first


def _before(words: Words, first: int) -> tuple[str, str]:
    """The two words before a place, articles and what only says that it is a capital left out."""
    at = first - 1
    while at >= 0 and words.forms[at] in ("the", "capital", "city", "of") and words.between(at).strip() in ("", ","):
        at -= 1
    if at < 0 or words.between(at).strip() not in ("", ","):
        return "", ""
    return words.forms[at], words.forms[at - 1] if at else ""


def _next(words: Words, find: Find) -> str:
    """The word right behind a place, if nothing but a blank or hyphen parts them."""
    after = find.last + 1
    return words.forms[after] if after < len(words) and words.between(find.last) in (" ", "-", "\n") else ""


def _is_party(words: Words, found: list[Find], number: int, parties: dict[int, bool]) -> bool:
    """Whether a country acts, is addressed, or is a party to relations of the sentence."""
    find = found[number]
    if _list_start(words, found, number) != find.first and parties.get(number - 1):
        return True
    sentence = words.sentence_starts[words.sentence_of(find.first)]
    if any(form in words_of("speech_words") for form in words.forms[max(find.first - 3, sentence) : find.first]):
        return True
    if find.place.kind == DEMONYM and _next(words, find) in words_of("actor_words"):
        return True
    for word in range(max(find.first - REACH, sentence), find.first):
        if words.forms[word] in words_of("relation_words") and not words_of("with_words").isdisjoint(
            words.forms[word + 1 : word + 3]
        ):
            return True  # `ties with`, `agreement between`
    return False


def _in_long_list(words: Words, found: list[Find], number: int) -> bool:
    """Whether a place stands in a row of five or more."""
    first = last = number
    while first and _list_start(words, found, first) != found[first].first:
        first -= 1
    while last + 1 < len(found) and _list_start(words, found, last + 1) != found[last + 1].first:
        last += 1
    return last - first >= LONG_LIST - 1


def _may_be_person(words: Words, find: Find) -> bool:
    return find.first == find.last and words.forms[find.first] in words_of("given_or_family_names")


def _is_person(words: Words, find: Find) -> bool:
    """Whether a country's name is part of a person's here: another name stands right before or behind it."""
    if not _may_be_person(words, find) or find.place.kind not in (NAME, CAPITAL) or words.title_case:
        return False
    return _is_name(words, find.first - 1, find.first - 1) or (
        not words.raw[find.last].endswith(("'s", "’s")) and _is_name(words, find.last + 1, find.last)
    )


def _is_name(words: Words, word: int, gap: int) -> bool:
    """Whether a word may be the other half of a person's name; `gap` is the word that the blank between follows."""
    if not 0 <= word < len(words):
        return False
    if words.forms[word] in ("mr", "mrs", "ms", "dr") and words.between(gap).strip() in ("", "."):
        return word == gap
    if words.between(gap) not in (" ", "\n"):
        return False
    raw = words.raw[word]
    if not (raw[0].isupper() and raw[1:].islower()) or raw.endswith(("'s", "’s")):
        return False
    if words.begins_sentence(word) and raw.endswith(("ing", "ed", "ly")):
        return False  # `Visiting Jordan`
    return words.forms[word] not in words_of("not_a_given_name")


def _has_office(words: Words, find: Find) -> bool:
    """`Jordan's king`, `the king of Jordan`: then the country is meant, whoever else is called so."""
    after = _next(words, find)
    before, earlier = _before(words, find.first)
    return after in words_of("actor_words") or earlier in words_of("actor_words") or before in words_of("actor_words")


def _is_georgia(words: Words, found: list[Find], number: int, context: Context) -> bool:
    """The country, not the American state: by the company it keeps."""
    if context.has("georgia_country") or _has_office(words, found[number]):
        return True
    near = [other for other in found if other is not found[number] and abs(other.first - found[number].first) <= 4]
    if any(other.place.kind == NAME and other.place.codes != ("USA",) for other in near):
        return True
    return not context.has("georgia_state")
