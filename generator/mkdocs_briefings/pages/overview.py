"""The pages over everything: home, positions, corrections, A–Z, search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from markupsafe import Markup

from .. import urls
from ..contexts import AlphabetPage, CorrectionsPage, HomePage, PositionsPage, SearchPage
from ..names import initial, sort_key
from ..schema import KINDS
from ..views import Letter, Link, Name, Neighbours
from ..vocabulary import names_of
from . import digests, figures
from .parts import Built, Page, Parts
from .positions import table
from .timeline import NEWEST, Timeline, activity, period_label

POSITIONS = "positions/"
CORRECTIONS = "corrections/"
SEARCH = "search/"
ALPHABET = "a-z/"

LATEST = 6
"""How many briefings and corrections the home shows."""

FACETS = (
    ("topic", "Topic"),
    ("country", "Country"),
    ("speaking-for", "Speaking for"),
    ("person", "Person"),
    ("organisation", "Organisation"),
    ("outlet", "Outlet"),
    ("format", "Format"),
    ("year", "Year"),
)
"""What a search can be narrowed by."""


def plan(parts: Parts) -> Iterator[Page]:
    """The lists, the years of positions and corrections, and every digest."""
    yield from lists(parts)
    for timeline, page in (
        (positions_timeline(parts), positions_page),
        (corrections_timeline(parts), corrections_page),
    ):
        for year, month in timeline.pages():
            yield page(urls.period(timeline.uri, year, month), year, month)
    yield from digests.plan(parts)


def lists(parts: Parts) -> Iterator[Page]:
    """The pages over everything, each once."""
    yield Page("", "home")
    yield positions_page(POSITIONS, 0, 0)
    yield corrections_page(CORRECTIONS, 0, 0)
    yield Page(digests.LIST, "digests")
    yield Page(ALPHABET, "a-z")
    if parts.library.settings.search:
        yield Page(SEARCH, "search")


def positions_page(uri: str, year: int, month: int) -> Page:
    """The positions of a period, or the newest (year 0)."""
    return Page(uri, "positions", (year, month))


def corrections_page(uri: str, year: int, month: int) -> Page:
    """The corrections of a period, or the newest (year 0)."""
    return Page(uri, "corrections", (year, month))


def home(parts: Parts) -> Built:
    """The ways in. Counts of the last weeks come from the newest digest, so that old news does not crowd the page."""
    library = parts.library
    week = next(iter(library.weeks), "")
    items = library.weeks.get(week, [])
    sections = library.items
    context = HomePage(
        latest=tuple(parts.line(briefing) for briefing in library.listed[:LATEST]),
        digest=digests.link(week) if week else None,
        digest_sections=len(items),
        digest_topics=parts.ranked("topic", (t for item in items for t in item.section.topics), 5),
        topics=parts.ranked("topic", (t for item in sections for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in sections for c in item.section.countries)),
        people=parts.ranked_speakers(sections),
        relations=parts.ranked_relations(library.relations),
        activity=activity(item.date for item in sections),
        picture=figures.countries(parts, "", figures.HOME_ROWS),
        corrections=tuple(parts.change(change) for change in library.corrections[:LATEST]),
        briefings_total=len(library.listed),
        sections_total=len(sections),
        sources_total=sum(len(briefing.sources) for briefing in library.listed),
    )
    return Built(library.settings.site_name, "", context)


def positions_timeline(parts: Parts) -> Timeline:
    """All statements by years and months."""
    return parts.timeline(POSITIONS, "Positions", parts.library.said, attrgetter("date"))


def corrections_timeline(parts: Parts) -> Timeline:
    """All corrections by years and months."""
    return parts.timeline(CORRECTIONS, "Corrections", parts.library.corrections, attrgetter("update.date"))


def positions(parts: Parts, year: int, month: int) -> Built:
    """Who holds which position: a table of the latest, and the newest statements; or those of a year."""
    said, timeline = parts.library.said, positions_timeline(parts)
    if year:
        shown = timeline.shown(year, month)
        title = f"Positions of {period_label(year, month)}"
        back, neighbours = timeline.back(year, month), timeline.neighbours(year, month)
        periods = () if month else timeline.months(year)
        topics, rows, picture, total = (), (), Markup(), len(timeline.of(year, month))
    else:
        shown, title, back, neighbours = said[:NEWEST], "Positions", None, Neighbours(None, None)
        periods, total = timeline.years(), len(said)
        topics, rows = table(parts)
        picture = figures.who_spoke(parts, POSITIONS)
    context = PositionsPage(title, back, topics, rows, picture, parts.statements(shown), periods, total, neighbours)
    return Built(title, "Who said what on which topic, dated, with the source beside it.", context)


def corrections(parts: Parts, year: int, month: int) -> Built:
    """The corrections log, or a year of it."""
    changes, timeline = parts.library.corrections, corrections_timeline(parts)
    if year:
        shown = timeline.shown(year, month)
        title = f"Corrections of {period_label(year, month)}"
        back, neighbours = timeline.back(year, month), timeline.neighbours(year, month)
        periods = () if month else timeline.months(year)
    else:
        shown, title, back, neighbours = changes[:NEWEST], "Corrections", None, Neighbours(None, None)
        periods = timeline.years()
    views = tuple(parts.change(change) for change in shown)
    context = CorrectionsPage(title, back, views, periods, len(changes), neighbours)
    return Built(title, "What was wrong in a briefing, and when it was put right.", context)


def alphabet(parts: Parts) -> Built:
    """Every term under each of its names."""
    letters: dict[str, dict[tuple, Name]] = defaultdict(dict)
    for kind in KINDS:
        for term_id, term in sorted(parts.vocabulary.terms[kind].items()):
            if kind == "country" and term_id not in parts.countries:
                continue
            link = parts.link(kind, term_id)
            names = names_of(term) if kind != "country" else (term.name, *term.native, *term.aliases)
            for name in dict.fromkeys(names):
                key = (sort_key(name), name, kind, term_id)
                letters[initial(name)][key] = Name(name, link.uri, "" if name == link.name else link.name, kind)
    ordered = sorted(letters, key=lambda letter: (letter == "#", letter))
    result = tuple(
        Letter(letter, f"_{ord(letter):x}", tuple(letters[letter][key] for key in sorted(letters[letter])))
        for letter in ordered
    )
    total = sum(len(letter.names) for letter in result)
    return Built(
        "A–Z", "Every topic, country, person, organisation and outlet, under all names.", AlphabetPage(result, total)
    )


def search(parts: Parts) -> Built:
    """The search page."""
    years = sorted({item.date.year for item in parts.library.items}, reverse=True)
    context = SearchPage(FACETS, tuple(years), Link("A–Z", ALPHABET))
    return Built("Search", "Search sections by words, names in any spelling, and what they are about.", context)
