"""The pages of briefings themselves: one for each, and lists by year and month."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from markupsafe import Markup

from .. import schema, urls
from ..contexts import BriefingPage, BriefingsPage
from ..library import Change, Item, Said
from ..model import LEAD, Briefing, Section
from ..names import direction
from ..outputs.citations import Citation, section_records
from ..related import related
from ..views import CitationPart, CitationView, Neighbours, SectionView
from .parts import Built, Page, Parts
from .timeline import NEWEST, Timeline, activity, period_label

LIST = urls.collection("briefing")


def plan(parts: Parts) -> Iterator[Page]:
    """The list, its years and months, and a page for every public briefing."""
    yield period_page(LIST, 0, 0)
    for year, month in timeline_of(parts).pages():
        yield period_page(urls.period(LIST, year, month), year, month)
    for briefing_id in sorted(parts.library.briefings):
        yield Page(urls.page("briefing", briefing_id), "briefing", (briefing_id,))


def timeline_of(parts: Parts) -> Timeline:
    """All listed briefings by years, which always have pages."""
    return parts.timeline(LIST, "Briefings", parts.library.listed, attrgetter("date"), always=True)


def period_page(uri: str, year: int, month: int) -> Page:
    """The briefings of a period, or the newest (year 0)."""
    return Page(uri, "briefings", (year, month))


def briefings(parts: Parts, year: int, month: int) -> Built:
    """The newest briefings (year 0), or those of a year or month."""
    timeline = timeline_of(parts)
    if not year:
        within = parts.library.listed
        shown, title, back, neighbours = within[:NEWEST], "Briefings", None, Neighbours(None, None)
        periods = timeline.years()
    else:
        within = timeline.of(year, month)
        shown = timeline.shown(year, month)
        title = f"Briefings of {period_label(year, month)}"
        back, neighbours = timeline.back(year, month), timeline.neighbours(year, month)
        periods = () if month else timeline.months(year)
    context = BriefingsPage(
        title=title,
        back=back,
        neighbours=neighbours,
        lines=tuple(parts.line(briefing) for briefing in shown),
        periods=periods,
        activity=activity(briefing.date for briefing in within),
        total=len(within),
    )
    return Built(title, f"{title}: {len(within)} in all, newest first.", context)


def briefing(parts: Parts, briefing_id: str) -> Built:
    """One briefing whole."""
    library = parts.library
    one = library.briefings[briefing_id]
    language = one.language or parts.language
    sources = tuple(parts.source(number, source) for number, source in enumerate(one.sources, 1))
    series = library.in_series.get(one.series, ()) if one.series else ()
    citations = section_records(library, one.id, library.settings.site_url)
    context = BriefingPage(
        title=one.title,
        summary=one.summary,
        format=schema.FORMATS[one.format],
        date=one.date,
        published=one.published,
        place=one.place,
        speakers=tuple(parts.speaker(speaker, one.date) for speaker in one.speakers),
        authors=one.authors,
        series=parts.link("series", one.series) if one.series else None,
        series_neighbours=parts.around(series, library.place_in_series.get(one.id)),
        terms=parts.terms(_union(one)),
        withdrawn=one.status == "withdrawn",
        updates=tuple(
            parts.change(Change(one, update))
            for update in sorted(one.updates, key=lambda u: (*u.date.newest_first, u.kind, u.note))
        ),
        translations=tuple(
            (parts.briefing(other), other.language or parts.language)
            for other in (library.briefings[i] for i in library.translations.get(one.id, ()))
        ),
        sections=tuple(_section(parts, Item(one, section), citations.get(section.id)) for section in one.sections),
        sources=sources,
        sources_note=_sources_note(sources),
        related=tuple(parts.line(other) for other in related(library, one)),
        neighbours=parts.around(library.listed, library.position_of.get(one.id)),
        citation=_citation(citations[""]),
    )
    more = {"language": language, "direction": direction(language), "date": one.date.iso}
    if one.status == "withdrawn":
        more["robots"] = "noindex"
    return Built(one.title, one.summary, context, more)


def _citation(citation: Citation) -> CitationView:
    return CitationView(citation.key, tuple(CitationPart(*part) for part in citation.parts))


def _section(parts: Parts, item: Item, citation: Citation | None) -> SectionView:
    section = item.section
    # The speakers of the whole briefing stand at its head; a section names only others.
    speakers = () if section.speakers == item.briefing.speakers else section.speakers
    return SectionView(
        id=section.id,
        heading="" if section.id == LEAD else section.heading,
        html=Markup(parts.library.texts(item.briefing.id)[section.id].html),  # made safe by `markup`
        old_ids=section.redirects_from,
        date=section.date if section.own_date else None,
        terms=parts.terms(section),
        speakers=tuple(parts.speaker(speaker, section.date) for speaker in speakers),
        sources=section.sources,
        statements=parts.statements(
            Said(item, statement, statement.date or section.date) for statement in section.statements
        ),
        citation=_citation(citation) if citation else None,
    )


def _union(one: Briefing) -> Section:
    """The ordered union of all terms, front matter first: for the briefing's own page alone."""
    keys = ("topics", "countries", "people", "organisations", "spoken_for")
    union = {
        key: tuple(dict.fromkeys(term for part in (one, *one.sections) for term in getattr(part, key, ())))
        for key in keys
    }
    return Section(id="", heading="", excerpt="", date=one.date, **union)


def _sources_note(sources) -> str:
    """How many sources and outlets, and how many of the outlets speak for a state or party."""
    outlets = {source.outlet.name: source.affiliation for source in sources}
    bound = sum(affiliation in ("state", "government", "party") for affiliation in outlets.values())
    text = "1 source" if len(sources) == 1 else f"{len(sources)} sources"
    if len(outlets) != len(sources):
        text += f", {len(outlets)} outlets" if len(outlets) > 1 else ", 1 outlet"
    if bound:
        whose = "of a state or party" if len(outlets) > 1 else "an outlet of a state or party"
        text += f", {bound} {whose}" if len(outlets) > 1 else f", {whose}"
    return text
