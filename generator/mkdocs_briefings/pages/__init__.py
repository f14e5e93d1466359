"""Every page there is: `plan` lists them from the library's indexes, `build` makes the context of one.

A `Page` is light (address, kind, key), so that a plan of a hundred thousand is nothing, and a context can be made
anywhere from the same library: in another process, or not at all where nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..outputs.metadata import head_html
from . import alphabet, briefings, digests, downloads, overview, pairs, periods, reader_tools, registers, terms
from .feed_places import feed_of
from .parts import Built, Page, Parts

__all__ = ["PAGE_KINDS", "Built", "Page", "PageKind", "Parts", "build", "plan", "year_of"]


@dataclass(frozen=True, slots=True)
class PageKind:
    """How pages of a kind come about: their template and what makes their context from (parts, *key)."""

    template: str
    builder: Callable[..., Built]


PAGE_KINDS: dict[str, PageKind] = {
    "home": PageKind("home.md.j2", overview.home),
    "briefing": PageKind("briefing.md.j2", briefings.briefing),
    "briefings": PageKind("briefings.md.j2", briefings.briefings),
    "topics": PageKind("topics.md.j2", registers.topics),
    "topic": PageKind("topic.md.j2", terms.topic),
    "countries": PageKind("countries.md.j2", registers.countries),
    "country": PageKind("country.md.j2", terms.country),
    "terms": PageKind("terms.md.j2", registers.terms),
    "person": PageKind("person.md.j2", terms.person),
    "organisation": PageKind("organisation.md.j2", terms.organisation),
    "outlet": PageKind("outlet.md.j2", terms.outlet),
    "series": PageKind("series.md.j2", terms.series),
    "series-period": PageKind("briefings.md.j2", terms.series_period),
    "topic-country": PageKind("topic-country.md.j2", pairs.topic_country),
    "relations": PageKind("relations.md.j2", pairs.relations),
    "country-relations": PageKind("country-relations.md.j2", pairs.country_relations),
    "relation": PageKind("relation.md.j2", pairs.relation),
    "period": PageKind("period.md.j2", periods.period),
    "positions": PageKind("positions.md.j2", overview.positions),
    "digests": PageKind("digests.md.j2", digests.digests),
    "digest": PageKind("digest.md.j2", digests.digest),
    "corrections": PageKind("corrections.md.j2", overview.corrections),
    "a-z": PageKind("a-z.md.j2", alphabet.alphabet),
    "search": PageKind("search.md.j2", overview.search),
    "feeds": PageKind("feeds.md.j2", downloads.feeds),
    "data": PageKind("data.md.j2", downloads.data),
    "kit": PageKind("kit.md.j2", reader_tools.kit),
    "contribute": PageKind("contribute.md.j2", reader_tools.contribute),
}

_OF_PERIODS = frozenset(["period", "series-period"])
"""Pages that are parts of a list say no more of themselves to machines than the list does."""


def plan(parts: Parts) -> Iterator[Page]:
    """All pages of a library, in a fixed order; no two have one address."""
    yield from overview.plan(parts)
    yield from downloads.plan(parts)
    yield from reader_tools.plan(parts)
    yield from briefings.plan(parts)
    yield from terms.plan(parts)
    yield from pairs.plan(parts)


def year_of(page: Page) -> int | None:
    """The year that a page is of: a briefing's, a digest's, a period's; None for one that tells of all years."""
    match page.kind, page.key:
        case ("briefing" | "digest", (name,)):
            return int(name[:4])
        case ("period" | "series-period" | "briefings" | "positions" | "corrections", (*_, period)):
            return period[0] if period else None
    return None


def build(parts: Parts, page: Page) -> Built:
    """Title, description and context of a page, and what it says of itself to machines."""
    built = PAGE_KINDS[page.kind].builder(parts, *page.key)
    more = dict(built.more)
    if page.kind not in _OF_PERIODS:
        own = more.get("head")
        described = head_html(parts.describer, page.kind, page.key, page.uri, built.title)
        more["head"] = f"{own}\n{described}" if own else described
    if parts.library.settings.site_url and feed_of(page):
        more["feed"] = "yes"
    return replace(built, more=more)
