"""The pictures of the site as a whole, from the indexes of the library: what `pictures` draws, and how much of it.

Each is "" where there is nothing to show. They stand on pages that every change of a section makes again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from .. import urls
from ..pictures import drawing, matrix, network, speakers, worldmap
from ..views import Link
from ..words import NP_
from .parts import Parts, most_frequent
from .positions import most_active

WORLD = "001"
"""The code of the world in the United Nations' list of regions (M49)."""

MATRIX_TOPICS, MATRIX_COUNTRIES = 12, 20
SPEAKERS_ACTORS, SPEAKERS_TOPICS = 12, 12
HOME_ROWS = 40
"""How many countries the table under the home's map has; the page of countries has all of them."""


def countries(parts: Parts, uri: str, rows: int = 0) -> Markup:
    """The world map on the page at `uri`; with `rows` its table has so many countries and a link to all of them."""
    counts = {code: len(items) for code, items in parts.library.of_country.items()}
    if not counts:
        return Markup()
    rest = None
    if 0 < rows < len(counts):
        name = parts.words.ngettext("All %(num)s countries", "All %(num)s countries", len(counts))
        rest = Link(name, urls.collection("country"))
    words = _words(parts, worldmap.WORDS)
    return worldmap.world_map(counts, partial(parts.link, "country"), _from(uri), words, rows=rows, rest=rest)


def topics_by_countries(parts: Parts) -> Markup:
    """The most frequent topics by the most frequent countries; broader topics count what is below them."""
    library = parts.library
    topics = most_frequent((t for item in library.items for t in item.section.topics), MATRIX_TOPICS)
    found = most_frequent((c for item in library.items for c in item.section.countries), MATRIX_COUNTRIES)
    if not (topics and found):
        return Markup()

    def meeting(topic: str, country: str) -> str:
        if (topic, country) not in library.topic_countries:
            return ""
        return urls.topic_country(topic, parts.vocabulary.get("country", country).slug)

    rows = {topic: parts.link("topic", topic) for topic, _ in topics}
    columns = {country: parts.link("country", country) for country, _ in found}
    pairs = ((topic, country) for topic in rows for country in columns)
    counts = {pair: len(library.meetings.get(pair, ())) for pair in pairs}
    words = _words(parts, matrix.WORDS)
    return matrix.matrix(rows, columns, counts, meeting, _from(urls.collection("topic")), words, rtl=_rtl(parts))


def relations(parts: Parts) -> Markup:
    """The strongest relations, countries under their continents."""
    found = network.strongest({pair: len(items) for pair, items in parts.library.relations.items()})
    if not found:
        return Markup()
    return network.network(
        found,
        partial(parts.link, "country"),
        partial(continent, parts),
        lambda one, other: parts.relation((one, other)),
        _from(urls.collection("relation")),
        _words(parts, network.WORDS),
        rtl=_rtl(parts),
    )


def continent(parts: Parts, country: str) -> str:
    """The name of the widest region below the world that a country is in; "" for one without a region."""
    regions = parts.vocabulary.regions
    found = regions.get(parts.vocabulary.get("country", country).region)
    while found is not None and found.parent not in ("", WORLD):
        found = regions[found.parent]
    return found.name if found else ""


def who_spoke(parts: Parts, uri: str) -> Markup:
    """The most active actors by the topics spoken of most, on the page at `uri`."""
    actors, topics = most_active(parts.library.said, SPEAKERS_ACTORS, SPEAKERS_TOPICS)
    if not actors:
        return Markup()
    cells = {}
    for actor in actors:
        for topic in topics:
            if history := parts.library.positions.get((actor, topic)):
                last = Link(parts.words.label(history[0].date), parts.place(history[0].item).uri)
                turns = sum(one.statement.shift for one in history)
                cells[_key(actor), topic] = speakers.Spoken(len(history), turns, last)
    rows = {_key(actor): parts.actor(actor) for actor in actors}
    columns = {topic: parts.link("topic", topic) for topic in topics}
    words, turn = _words(parts, speakers.WORDS), parts.words.gettext("turn in position")
    return speakers.speakers(rows, columns, cells, _from(uri), words, turn, rtl=_rtl(parts))


def _key(actor: tuple[str, str]) -> str:
    return ":".join(actor)


def _from(uri: str) -> Callable[[str], str]:
    return partial(urls.relative, start=uri)


def _rtl(parts: Parts) -> bool:
    return parts.words.direction == "rtl"


_COUNTS = {
    drawing.sections: NP_("%(num)s section", "%(num)s sections"),
    drawing.statements: NP_("%(num)s statement", "%(num)s statements"),
}
"""What the pictures count, by the function that puts it into English."""


def _words(parts: Parts, english: drawing.Words) -> drawing.Words:
    """A picture's words in the site's language."""
    words = parts.words
    singular, plural = _COUNTS[english.count]
    return drawing.Words(
        title=words.gettext(english.title),
        description=words.gettext(english.description),
        heads=tuple(words.gettext(head) for head in english.heads),
        legend=words.gettext(english.legend),
        table=words.gettext(english.table),
        pair=words.gettext(english.pair),
        count=partial(words.ngettext, singular, plural),
        number=words.number,
    )
