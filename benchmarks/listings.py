"""Which briefings each list of a site has: worked out from a corpus, and read back from built HTML.

A list is known by what it is of and its term: `("topics", "topic-3")`, `("relations", "egy-irn")`. The first way knows
nothing of this program or of another, so that comparing the two is a check of both.
"""

from __future__ import annotations

import html
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path

from corpus import Corpus
from records import Briefing, Section

LEAN = ("topics", "countries", "relations", "people", "years", "digests")
"""What every program builds."""

FULL = (*LEAN, "outlets", "organisations", "series", "topic-countries")
"""All that this program lists briefings or their sections by."""

AT_LEAST_TWO = ("relations", "topic-countries")
"""These have a page from two briefings on."""

RELATION_COUNTRIES = 4
"""In a section of more countries only the first is paired with each other."""

Lists = dict[tuple[str, str], set[str]]


class NotEquivalentError(Exception):
    """Two sites do not list the same; the message names the first list that differs."""


def terms_of(corpus: Corpus, briefing: Briefing) -> dict[str, list[str]]:
    """The lists that a briefing is in, by what they are of. Those of `AT_LEAST_TWO` may prove too short."""
    found: dict[str, dict[str, None]] = {dimension: {} for dimension in FULL}
    if not briefing.listed:
        return {dimension: [] for dimension in FULL}
    for section in briefing.sections:
        for dimension, terms in _section_terms(corpus, briefing, section):
            found[dimension].update(dict.fromkeys(terms))
    found["years"] = {str(briefing.date.year): None}
    found["series"] = {briefing.series: None} if briefing.series else {}
    return {dimension: list(terms) for dimension, terms in found.items()}


def _section_terms(corpus: Corpus, briefing: Briefing, section: Section) -> Iterable[tuple[str, Iterable[str]]]:
    is_lead = not section.heading
    countries = briefing.countries if is_lead else section.countries
    speakers = section.speakers or briefing.speakers
    # A statement's actor speaks too.
    speakers = (*speakers, *(statement.speaker for statement in section.statements))
    day = section.date or briefing.date.isoformat()
    topics = [broad for topic in section.topics for broad in (topic, *corpus.terms["topics"][topic].parents)]
    yield "topics", topics
    yield "countries", [code.lower() for code in (*countries, *_spoken_for(corpus, speakers, day))]
    yield "relations", pairs(countries)
    yield "people", (*section.people, *speakers)
    yield "organisations", section.organisations
    chosen = [briefing.sources[number - 1] for number in section.sources] or briefing.sources
    yield "outlets", [outlet for source in chosen for outlet in (source.outlet, source.via) if outlet]
    yield "topic-countries", [f"{topic}-{code.lower()}" for topic in topics for code in countries]
    yield "digests", [day[:7], *([week(day)] if len(day) == 10 else [])]


def _spoken_for(corpus: Corpus, speakers: Iterable[str], day: str) -> list[str]:
    """The countries whose offices the speakers held; a month counts by its first day."""
    found = []
    for speaker in speakers:
        for organisation, start, end in corpus.terms["people"][speaker].offices:
            if start.isoformat() <= f"{day}-01"[:10] <= (end.isoformat() if end else "9999"):
                found.append(corpus.terms["organisations"][organisation].of)
    return found


def week(day: str) -> str:
    """The ISO week of a day, as addresses have it in lower case."""
    from datetime import date

    return date.fromisoformat(day).strftime("%G-w%V")


def pairs(countries: tuple[str, ...]) -> list[str]:
    """The relations of a section."""
    many = len(countries) > RELATION_COUNTRIES
    found = [(countries[0], other) for other in countries[1:]] if many else combinations(countries, 2)
    return ["-".join(sorted(pair)).lower() for pair in found]


def terms_by_briefing(corpus: Corpus) -> dict[str, dict[str, list[str]]]:
    """For each briefing the lists it is in that have a page."""
    found = {briefing.id: terms_of(corpus, briefing) for briefing in corpus}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for terms in found.values():
        for dimension in AT_LEAST_TWO:
            for term in terms[dimension]:
                counts[dimension, term] += 1
    for terms in found.values():
        for dimension in AT_LEAST_TWO:
            terms[dimension] = [term for term in terms[dimension] if counts[dimension, term] > 1]
    return found


def expected(terms: dict[str, dict[str, list[str]]]) -> Lists:
    """All lists with what is in them, from `terms_by_briefing`."""
    lists: Lists = defaultdict(set)
    for briefing_id, dimensions in terms.items():
        for dimension, names in dimensions.items():
            for name in names:
                lists[dimension, name].add(briefing_id)
    return dict(lists)


_ENTRY = re.compile(r"<li class=[\"']?entry\b")
_LINE = re.compile(r'<p class="title"[^>]*>\s*<a\b[^>]*?\bhref="([^"]+)')
"""A briefing of a day, in a digest."""
_MORE = re.compile(r"More briefings of this day: ([0-9,]+)")
_HEADING_LINK = re.compile(r"<h[2-6]\b[^>]*>\s*<a\b[^>]*?\bhref=[\"']?([^\"'\s>]+)")
_BRIEFING = re.compile(r"(?:^|/)([0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]+)/?(?:#.*)?$")
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def entries(text: str) -> set[str]:
    """The ids of the briefings that a page lists: each entry's heading links to one, or to a section of it."""
    lines = (_BRIEFING.search(address) for address in _LINE.findall(text))
    found = {line.group(1) for line in lines if line}
    for part in _ENTRY.split(text)[1:]:
        link = _HEADING_LINK.search(part.partition("</li>")[0])
        briefing = _BRIEFING.search(link.group(1)) if link else None
        if briefing:
            found.add(briefing.group(1))
    return found


def listed(folder: Path) -> set[str]:
    """The briefings on a list's page and on the pages that continue it: years, months, `page/2`."""
    found: set[str] = set()
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name == "page" or name.isdigit()]
        if "index.html" in files:
            found |= entries((Path(place) / "index.html").read_text("utf-8"))
    return found


def read_lists(site: Path, dimensions: Iterable[str]) -> Lists:
    """The lists of a site that has each at `<dimension>/<term>/`, empty ones left out."""
    lists: Lists = {}
    for dimension in dimensions:
        for folder in sorted(path for path in (site / dimension).glob("*") if path.is_dir() and path.name != "page"):
            lists[dimension, folder.name.lower()] = listed(folder)
    return {name: ids for name, ids in lists.items() if ids}


def title_on(page: Path) -> str | None:
    """The words of a page's first heading; None where there is no such page."""
    try:
        found = _TITLE.search(page.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return " ".join(html.unescape(_TAG.sub("", found.group(1))).split()) if found else ""


def not_listed(page: Path) -> int:
    """How many briefings a digest's page says it has and does not list."""
    return sum(int(number.replace(",", "")) for number in _MORE.findall(page.read_text("utf-8")))


def compare(
    one: str,
    ones: Lists,
    other: str,
    others: Lists,
    dimensions: Iterable[str],
    missing: Mapping[tuple[str, str], int] | None = None,
) -> None:
    """Raise NotEquivalentError unless both sites have the same lists of these kinds with the same briefings.

    `missing` has the lists of the other that say themselves how many they leave out: so many may not be there.
    """
    wanted = set(dimensions)
    missing = missing or {}
    for key in sorted({name for name in (*ones, *others) if name[0] in wanted}):
        left, right = ones.get(key, set()), others.get(key, set())
        if left != right and not (right < left and len(left - right) <= missing.get(key, 0)):
            only = [
                f"; only in {name}: {', '.join(sorted(ids)[:3])}"
                for name, ids in ((one, left - right), (other, right - left))
                if ids
            ]
            sizes = f"{one} lists {len(left)} briefings, {other} {len(right)}"
            raise NotEquivalentError(f"{key[0]}/{key[1]}: {sizes}{''.join(only)}")


def compare_titles(name: str, corpus: Corpus, page: Callable[[str], Path]) -> None:
    """Raise NotEquivalentError unless each briefing has its page, under its title; `page` finds it by id."""
    for briefing in corpus:
        found, wanted = title_on(page(briefing.id)), " ".join(briefing.title.split())
        if found != wanted:
            what = "no page" if found is None else f"the title “{found}” instead of “{wanted}”"
            raise NotEquivalentError(f"briefings/{briefing.id}: {name} has {what}")
