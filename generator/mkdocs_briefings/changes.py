"""Which pages a change can touch: those of what is `touched`, and lists of everything. More than it does, never fewer.

What turns out the same is not written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from . import urls
from .briefing import BriefingFile
from .changed_periods import below, beside, changed_periods, periods_at
from .dates import PartialDate
from .differences import Term, changed_briefings, naming, with_narrower
from .library import Item
from .pages import (
    Page,
    Parts,
    alphabet,
    briefings,
    digests,
    downloads,
    overview,
    pairs,
    periods,
    reader_tools,
    registers,
    terms,
)
from .pages.timeline import EVER, Period, Timeline
from .touched import Key, Touched, keys_of, touched
from .vocabulary_changes import VocabularyChange

_TERMS_OF = {"relation": ("country", "country"), "topic-country": ("topic", "country")}
"""The kinds of the ids of a chronology that is of two terms."""


@dataclass
class Plan:
    """The pages to make, and the addresses below which no other page is: what stands there besides is gone."""

    pages: dict[str, Page] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a change makes necessary: the briefings that readers see otherwise, what that touches, and the pages."""

    changed: frozenset[str]
    touched: Touched
    plan: Plan


def decide(
    old: Parts,
    new: Parts,
    files: Collection[BriefingFile],
    change: VocabularyChange,
    words: Collection[str],
    before: Iterable[str],
) -> Decision:
    """Find out which pages a change from one library to the next can touch.

    `files` are those of both, `words` the briefings whose own pages differ at least, by id, `before` the addresses of
    all pages there were.
    """
    vocabularies = (old.vocabulary, new.vocabulary)

    def named(terms: Collection[Term]) -> set[str]:
        return naming(terms, vocabularies, files) & new.library.briefings.keys()

    otherwise, marked = changed_briefings(old.library, new.library) | named(change.moved), named(change.shown)
    changed = frozenset(otherwise | marked)
    if not (changed or change.terms):
        there = (one for one in sorted(words) if one in new.library.briefings)
        pages = (Page(urls.page("briefing", one), "briefing", (one,)) for one in there)
        return Decision(changed, Touched(), Plan({page.uri: page for page in pages}))
    what = touched(new.library, old.library, otherwise, marked, with_narrower(change.shown, vocabularies))
    # A briefing that no list has, as a withdrawn one, links to the countries that have a page, all the same.
    what.briefings |= {*words} | named({("country", code) for code in old.countries ^ new.countries})
    known = sorted(before)
    found = plan(new, what, known)
    if change.terms:
        add_terms(found, new, change, known)
    return Decision(changed, what, found)


def with_words(parts: Parts, ids: Collection[str]) -> Iterator[Page]:
    """The pages whose feeds or packs hold the words of some briefings, where the words alone have changed."""
    library = parts.library
    if not ids:
        return
    yield from (Page("", "home"), overview.positions_page(overview.POSITIONS, EVER))
    yield overview.corrections_page(overview.CORRECTIONS, EVER)
    keys: set[Key] = set()
    dates: set[PartialDate] = set()
    for briefing in (library.briefings[one] for one in ids if one in library.position_of):
        keys |= {key for section in briefing.sections for key in keys_of(library, Item(briefing, section))}
        dates |= {section.date for section in briefing.sections}
    for key in sorted(keys):
        page = periods.owner_page(parts, *key)
        if page is not None:
            yield page
    if library.settings.packs:
        yield from (page for date in sorted(dates) for page in digests.pages_of(library, date))


def is_packed(page: Page, what: Touched) -> bool:
    """Whether the packs beside a page may be others than before: they hold its sections, and nothing that is theirs."""
    return page.kind == "digest" or (page.kind, *page.key) in what.chronologies


def plan(parts: Parts, what: Touched, before: Sequence[str]) -> Plan:
    """The pages that are touched; `before` are the addresses of all pages there were, in order."""
    result = Plan()
    library = parts.library
    for page in (
        *overview.lists(parts),
        *reader_tools.plan(parts),
        *registers.lists(),
        *pairs.lists(),
        *downloads.plan(parts),
        briefings.period_page(briefings.LIST, EVER),
    ):
        result.pages[page.uri] = page
    for briefing_id in what.briefings:
        uri = urls.page("briefing", briefing_id)
        if briefing_id in library.briefings:
            result.pages[uri] = Page(uri, "briefing", (briefing_id,))
        else:
            result.gone.add(uri)
    for key in {*what.chronologies, *what.owners, *what.named}:
        _chronology(result, parts, key, what.chronologies.get(key, set()), before)
    _periods(result, briefings.timeline_of(parts), briefings.period_page, what.listed, before)
    _periods(result, overview.positions_timeline(parts), overview.positions_page, what.said, before)
    _periods(result, overview.corrections_timeline(parts), overview.corrections_page, what.corrected, before)
    _digest_pages(result, library.weeks, what.weeks, before)
    _digest_pages(result, library.months, what.months, before)
    if what.countries:
        _alphabet(result, parts, before)
    return result


def _alphabet(result: Plan, parts: Parts, before: Sequence[str]) -> None:
    """The pages of the A–Z: it has all terms, and of the countries those that have a page."""
    result.pages |= {page.uri: page for page in alphabet.plan(parts)}
    result.gone.update(below(before, alphabet.ALPHABET))


def add_terms(result: Plan, parts: Parts, change: VocabularyChange, before: Sequence[str]) -> None:
    """Add what a change of some terms touches beside the briefings that name them: the pages of terms themselves.

    They name each other (parents, offices, outlets of a country), so those that can are made again, or all where more
    than a name has changed, but for their periods. What is below a term that is no more is gone, and so is the page of
    a country that nothing names any more.
    """
    _alphabet(result, parts, before)
    if not change.moved:
        pages = (page for page in terms.owners(parts) if (page.kind, *page.key) in change.near)
        result.pages |= {page.uri: page for page in pages}
        return
    for page in (*terms.owners(parts), *pairs.of_countries(parts)):
        result.pages[page.uri] = page
    for kind, term_id in change.terms:
        there = term_id in parts.countries if kind == "country" else term_id in parts.vocabulary.terms[kind]
        if not there:
            slug = parts.vocabulary.get(kind, term_id).slug if kind == "country" else term_id
            result.gone.update(below(before, urls.page(kind, slug)))
    now = {page.uri for page in terms.owners(parts)}
    countries = {uri for uri in below(before, urls.collection("country")) if uri.count("/") == 2}
    result.gone |= {old for uri in countries - now for old in below(before, uri)}


def _chronology(result: Plan, parts: Parts, key: Key, dates: set[PartialDate], before: Sequence[str]) -> None:
    kind, *ids = key
    of_kinds = zip(_TERMS_OF.get(kind, (kind,)), ids, strict=True)
    if kind == "country" and dates:
        _relations_of(result, parts, ids[0], before)
    if any(term_id not in parts.vocabulary.terms[of] for of, term_id in of_kinds):
        return  # of a term that is no more: see `add_terms`
    owner = periods.owner_page(parts, kind, *ids)
    if owner is None:
        uri = periods.uri_of(parts, kind, *ids)
        result.gone |= {old for old in below(before, uri) if old == uri or periods_at([old], uri)}
        return
    result.pages[owner.uri] = owner
    if kind == "series":
        timeline, page_kind, start = terms.series_timeline(parts, *ids), "series-period", ids
    else:
        timeline, page_kind, start = periods.timeline_of(parts, kind, *ids), "period", key

    def page(uri: str, period: Period) -> Page:
        return Page(uri, page_kind, (*start, period))

    _periods(result, timeline, page, dates, before)


def _relations_of(result: Plan, parts: Parts, code: str, before: Sequence[str]) -> None:
    """The list of a country's relations, or its end."""
    page = pairs.of_country(parts, code)
    if page:
        result.pages[page.uri] = page
    else:
        result.gone.update(below(before, urls.relations_of(code)))


def _periods(result: Plan, timeline: Timeline, page, dates: set[PartialDate], before: Sequence[str]) -> None:
    """The pages of a list's periods."""
    now = timeline.pages()
    old = periods_at(below(before, timeline.uri), timeline.uri)
    result.gone |= {urls.period(timeline.uri, *period) for period in old.difference(now)}
    for period in changed_periods(old, now, dates):
        uri = urls.period(timeline.uri, *period)
        result.pages[uri] = page(uri, period)


def _digest_pages(result: Plan, groups: Mapping[str, list], wanted: set[str], before: Sequence[str]) -> None:
    """The digests that changed; where some come or go, their neighbours too."""
    ids = list(groups)
    weekly = any("W" in one for one in (*ids, *wanted))
    uri = urls.collection("digest")
    old = {u.removeprefix(uri).rstrip("/") for u in below(before, uri)} - {""}
    old = {one for one in old if ("W" in one) == weekly}
    result.gone |= {urls.page("digest", one) for one in old - groups.keys()}
    for one in (wanted | set(beside(old ^ groups.keys(), ids))) & groups.keys():
        result.pages[urls.page("digest", one)] = Page(urls.page("digest", one), "digest", (one,))
