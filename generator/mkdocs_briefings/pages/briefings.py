"""The pages of briefings themselves: one for each, and lists by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from markupsafe import Markup

from .. import labels, urls
from ..contexts import BriefingPage, BriefingsPage
from ..library import Change, Item, Said
from ..markup import relabelled
from ..model import LEAD, Briefing, Section, Source
from ..names import direction
from ..outputs.citations import Citation, section_records
from ..outputs.head import alternate_links
from ..related import related
from ..views import CitationPart, CitationView, SectionView
from .parts import Built, Page, Parts
from .timeline import DETAILED, EVER, Period, Timeline

LIST = urls.collection("briefing")


def plan(parts: Parts) -> Iterator[Page]:
    """The list, its periods, and a page for every public briefing."""
    yield period_page(LIST, EVER)
    for period in timeline_of(parts).pages():
        yield period_page(urls.period(LIST, *period), period)
    for briefing_id in sorted(parts.library.briefings):
        yield Page(urls.page("briefing", briefing_id), "briefing", (briefing_id,))


def timeline_of(parts: Parts) -> Timeline:
    """All listed briefings by years, which always have pages."""
    return parts.timeline(LIST, parts.words.gettext("Briefings"), parts.library.listed, attrgetter("date"), always=True)


def period_page(uri: str, period: Period) -> Page:
    """The briefings of a period; of all time the newest."""
    return Page(uri, "briefings", (period,))


def briefings(parts: Parts, period: Period) -> Built:
    """The newest briefings, or those of a period."""
    words = parts.words
    if period:
        title = words.gettext("Briefings of %(period)s", period=words.period_label(*period))
    else:
        title = words.gettext("Briefings")
    context = list_of(parts, timeline_of(parts), period, title)
    description = words.gettext("%(title)s: %(num)s in all, newest first.", title=title, num=context.total)
    return Built(title, description, context)


def list_of(parts: Parts, timeline: Timeline, period: Period, title: str) -> BriefingsPage:
    """The briefings of a timeline in a period, or the newest."""
    within, shown = timeline.of(period), timeline.shown(period)
    return BriefingsPage(
        title=title,
        back=timeline.back(period),
        neighbours=timeline.neighbours(period),
        lines=tuple(parts.line(briefing) for briefing in shown),
        brief=len(shown) > DETAILED,
        periods=timeline.periods(period),
        activity=parts.activity((briefing.date for briefing in within), "briefings"),
        total=len(within),
    )


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
        language=language,
        summary=one.summary,
        format=labels.format_label(parts.words, one.format),
        date=one.date,
        published=one.published,
        place=one.place,
        speakers=tuple(parts.speaker(speaker, one.date) for speaker in one.speakers),
        authors=one.authors,
        series=parts.link("series", one.series) if one.series else None,
        series_neighbours=parts.around(series, library.place_in_series.get(one.id)),
        terms=parts.terms(_union(one), one.language),
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
        sources_note=_sources_note(parts, one.sources),
        related=tuple(parts.line(other) for other in related(library, one)),
        neighbours=parts.around(library.listed, library.position_of.get(one.id)),
        citation=_citation(citations[""]),
    )
    more = {"language": language, "direction": direction(language), "date": one.date.iso}
    others = [library.briefings[other] for other in library.translations.get(one.id, ())]
    if links := alternate_links(one, others, parts.language, library.settings.site_url):
        more["head"] = links
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
        html=Markup(relabelled(parts.library.texts(item.briefing.id)[section.id].html, parts.words)),  # safe: `markup`
        old_ids=section.redirects_from,
        date=section.date if section.own_date else None,
        terms=parts.terms(section, item.briefing.language),
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


def _sources_note(parts: Parts, sources: Sequence[Source]) -> str:
    """How many sources and outlets, and how many of the outlets speak for a state or party."""
    words = parts.words
    outlets = {parts.vocabulary.get("outlet", source.outlet) for source in sources}
    bound = sum(outlet.affiliation in ("state", "government", "party") for outlet in outlets)
    notes = [words.ngettext("%(num)s source", "%(num)s sources", len(sources))]
    if len(outlets) != len(sources):
        notes.append(words.ngettext("%(num)s outlet", "%(num)s outlets", len(outlets)))
    if bound and len(outlets) > 1:
        notes.append(words.ngettext("%(num)s of a state or party", "%(num)s of a state or party", bound))
    elif bound:
        notes.append(words.gettext("an outlet of a state or party"))
    return words.joined(notes)
