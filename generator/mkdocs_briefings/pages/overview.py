"""The pages over everything: home, positions, corrections, search."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from markupsafe import Markup

from .. import urls
from ..contexts import CorrectionsPage, HomePage, PositionsPage, SearchPage
from ..views import Link
from ..words import N_
from . import alphabet, digests, figures
from .parts import Built, Page, Parts
from .positions import table
from .timeline import EVER, Period, Timeline

POSITIONS = "positions/"
CORRECTIONS = "corrections/"
SEARCH = "search/"

MOST_STATEMENTS = 100
"""A period of more statements than this lists what it is made of instead: each is as long as two entries."""

LATEST = 6
"""How many briefings and corrections the home shows."""

FACETS = (
    ("topic", N_("Topic")),
    ("country", N_("Country")),
    ("speaking-for", N_("Speaking for")),
    ("person", N_("Person")),
    ("organisation", N_("Organisation")),
    ("outlet", N_("Outlet")),
    ("format", N_("Format")),
    ("year", N_("Year")),
)
"""What a search can be narrowed by."""


def plan(parts: Parts) -> Iterator[Page]:
    """The lists, the periods of positions and corrections, and every digest."""
    yield from lists(parts)
    yield from alphabet.plan(parts)
    for timeline, page in (
        (positions_timeline(parts), positions_page),
        (corrections_timeline(parts), corrections_page),
    ):
        for period in timeline.pages():
            yield page(urls.period(timeline.uri, *period), period)
    yield from digests.plan(parts)


def lists(parts: Parts) -> Iterator[Page]:
    """The pages over everything, each once."""
    yield Page("", "home")
    yield positions_page(POSITIONS, EVER)
    yield corrections_page(CORRECTIONS, EVER)
    yield Page(digests.LIST, "digests")
    if parts.library.settings.search:
        yield Page(SEARCH, "search")


def positions_page(uri: str, period: Period) -> Page:
    """The positions of a period; of all time the newest."""
    return Page(uri, "positions", (period,))


def corrections_page(uri: str, period: Period) -> Page:
    """The corrections of a period; of all time the newest."""
    return Page(uri, "corrections", (period,))


def home(parts: Parts) -> Built:
    """The ways in. Counts of the last weeks come from the newest digest, so that old news does not crowd the page."""
    library = parts.library
    week = next(iter(library.weeks), "")
    items = library.weeks.get(week, [])
    sections = library.items
    context = HomePage(
        latest=tuple(parts.line(briefing) for briefing in library.listed[:LATEST]),
        digest=digests.link(parts, week) if week else None,
        digest_sections=len(items),
        digest_topics=parts.ranked("topic", (t for item in items for t in item.section.topics), 5),
        topics=parts.ranked("topic", (t for item in sections for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in sections for c in item.section.countries)),
        people=parts.ranked_speakers(sections),
        relations=parts.ranked_relations(library.relations),
        activity=parts.activity(item.date for item in sections),
        picture=figures.countries(parts, "", figures.HOME_ROWS),
        corrections=tuple(parts.change(change) for change in library.corrections[:LATEST]),
        briefings_total=len(library.listed),
        sections_total=len(sections),
        sources_total=sum(len(briefing.sources) for briefing in library.listed),
    )
    return Built(library.settings.site_name, "", context)


def positions_timeline(parts: Parts) -> Timeline:
    """All statements by periods."""
    name, said = parts.words.gettext("Positions"), parts.library.said
    return parts.timeline(POSITIONS, name, said, attrgetter("date"), most=MOST_STATEMENTS)


def corrections_timeline(parts: Parts) -> Timeline:
    """All corrections by periods."""
    name = parts.words.gettext("Corrections")
    return parts.timeline(CORRECTIONS, name, parts.library.corrections, attrgetter("update.date"))


def positions(parts: Parts, period: Period) -> Built:
    """Who holds which position: a table of the latest, and the newest statements; or those of a period."""
    timeline, words = positions_timeline(parts), parts.words
    topics, rows, picture = (), (), Markup()
    if period:
        title = words.gettext("Positions of %(period)s", period=words.period_label(*period))
    else:
        title = words.gettext("Positions")
        topics, rows = table(parts)
        picture = figures.who_spoke(parts, POSITIONS)
    context = PositionsPage(
        title=title,
        back=timeline.back(period),
        topics=topics,
        rows=rows,
        picture=picture,
        statements=parts.statements(timeline.shown(period)),
        periods=timeline.periods(period),
        total=len(timeline.of(period)),
        neighbours=timeline.neighbours(period),
    )
    description = words.gettext("Who said what on which topic, dated, with the source beside it.")
    return Built(title, description, context)


def corrections(parts: Parts, period: Period) -> Built:
    """The corrections log, or a period of it."""
    timeline, words = corrections_timeline(parts), parts.words
    if period:
        title = words.gettext("Corrections of %(period)s", period=words.period_label(*period))
    else:
        title = words.gettext("Corrections")
    context = CorrectionsPage(
        title=title,
        back=timeline.back(period),
        changes=tuple(parts.change(change) for change in timeline.shown(period)),
        periods=timeline.periods(period),
        total=len(timeline.of(period)),
        neighbours=timeline.neighbours(period),
    )
    description = words.gettext("What was wrong in a briefing, and when it was put right.")
    return Built(title, description, context)


def search(parts: Parts) -> Built:
    """The search page."""
    facets = tuple((key, parts.words.gettext(label)) for key, label in FACETS)
    context = SearchPage(facets, tuple(parts.shards.items), Link(parts.words.gettext("A–Z"), alphabet.ALPHABET))
    description = parts.words.gettext("Search sections by words, names in any spelling, and what they are about.")
    return Built(parts.words.gettext("Search"), description, context)
