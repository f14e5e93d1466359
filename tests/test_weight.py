"""No page grows without end: in an archive of the worst shape each kind's heaviest page is below a bound.

The archive is made of objects, not of files: 40,000 sections in 6,000 briefings, every pair of 200 countries, 3,000
sections of one topic in each of some months, 10,000 people, 3,000 organisations and topics.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, islice
from pathlib import Path

import pytest
from conftest import NOW

from mkdocs_briefings import urls
from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.library import Library
from mkdocs_briefings.model import (
    Briefing,
    Organisation,
    Outlet,
    Person,
    Role,
    Section,
    Series,
    Settings,
    Source,
    Speaker,
    Statement,
    Topic,
    Update,
)
from mkdocs_briefings.pages import PAGE_KINDS, Page, Parts, build, plan
from mkdocs_briefings.render import Renderer
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.vocabulary import Vocabulary, read_vocabulary

BOUND = 150_000
"""Bytes of HTML."""

FRAME = 8_000
"""Bytes of what is around a page's content: the head without what it says of itself, the menu, the foot."""

COUNTRIES, PEOPLE, BODIES, TOPICS, OUTLETS, SERIES, YEARS = 200, 10_000, 3_000, 3_000, 600, 120, 40
WORDS = "what was said of the talks on the border and of the prisoners who were to be exchanged there in this week"


@cache
def vocabulary() -> Vocabulary:
    """As the issue has it, and each term with the neighbours that are worst for its page."""
    found = read_vocabulary({kind: (name, b"") for kind, name in KINDS.items()})[0]
    codes = sorted(found.terms["country"])[:COUNTRIES]
    found.terms["topic"] = {
        f"topic-{n}": Topic(f"topic-{n}", f"A topic of some words {n}", WORDS, () if n < 3 else (f"topic-{n % 3}",))
        for n in range(TOPICS)
    }
    found.ancestors.update({topic.id: topic.parents for topic in found.terms["topic"].values()})
    found.children.update({f"topic-{n}": tuple(f"topic-{m}" for m in range(3 + n, TOPICS, 3)) for n in range(3)})
    # Half of all bodies are of one country and part of one of them; all people held an office there.
    found.terms["organisation"] = {
        f"body-{n}": Organisation(
            f"body-{n}", f"A ministry of the interior {n}", f"MOI{n % 20}", (), codes[n % 2 * n % COUNTRIES], "body-0"
        )
        for n in range(BODIES)
    }
    role = Role("Minister of Foreign Affairs and deputy prime minister", "body-0", PartialDate(2020))
    found.terms["person"] = {
        f"person-{n}": Person(
            f"person-{n}", f"Mohammad Somebody {n}", f"محمد کسی {n}", (f"Mr Somebody-{n}",), codes[0], (role,)
        )
        for n in range(PEOPLE)
    }
    found.terms["outlet"] = {
        f"outlet-{n}": Outlet(f"outlet-{n}", f"The daily news {n}", "https://news.example/", codes[0], "en", "state")
        for n in range(OUTLETS)
    }
    found.terms["series"] = {
        f"series-{n}": Series(f"series-{n}", f"Weekly press conference {n}", "body-0", WORDS) for n in range(SERIES)
    }
    return found


def sections(codes: list[str]):
    """Sections without end: for each pair of countries two, then others of four countries."""
    pairs = list(combinations(codes, 2))
    yield from (*pairs, *pairs)
    for number in range(10**9):
        yield (codes[0], *(codes[1 + (number + n) % (COUNTRIES - 1)] for n in range(3)))


@cache
def library() -> Library:
    """Briefings of forty years, a sixth of them in one month; each of seven sections."""
    terms, briefings = vocabulary(), {}
    countries = sections(sorted(terms.terms["country"])[:COUNTRIES])
    for number in range(6_000):
        busy = number % 6 == 0
        year, month = (2023, 10) if busy else (2023 - number % YEARS, number // YEARS % 12 + 1)
        date = PartialDate(year, month, number // 6 % 28 + 1)
        speaker = Speaker(f"person-{number % 300 and number % 40}")
        parts = tuple(
            Section(
                f"section-{at}", f"{WORDS[:60]} {at}", f"{WORDS * 3}"[:240], date,
                (f"topic-{3 + (number + at) % 600 * 3}", f"topic-{number % 12}", "topic-1"), pair,
                (f"person-{at}",), ("body-0",), (speaker,), (pair[0],), (),
                (Statement(f"topic-{number % 12}", "quote", WORDS * 2, speaker, original=WORDS * 2,
                           original_language="fa", source=1, shift=number % 5 == 0),) if at == 1 else (),
            )
            for at, pair in enumerate(islice(countries, 7))
        )  # fmt: skip
        briefing_id = f"{date.iso}-what-was-said-{number}"
        briefings[briefing_id] = Briefing(
            id=briefing_id,
            path=urls.briefing_file(briefing_id),
            title=f"{WORDS[:80]} {number}",
            date=date,
            published=date,
            format="press-conference",
            summary=WORDS * 2,
            sources=(Source(f"outlet-{number % 3}", f"https://news.example/{number}"),),
            sections=parts,
            speakers=(speaker,),
            series=f"series-{number % 2}",
            updates=(Update(date, "correction", WORDS),) if number % 2 else (),
        )
    listed = sorted(briefings.values(), key=lambda one: (*one.date.newest_first, one.id))
    settings = Settings(site_name="Test", site_url="https://site.example/")
    return Library(terms, settings, NOW, briefings, tuple(listed), lambda one: {})


@cache
def made() -> tuple[Parts, Renderer]:
    return Parts(library()), Renderer([Path(__file__).parents[1] / "templates"])


def size(page: Page) -> int:
    """A page's bytes of HTML."""
    parts, renderer = made()
    built = build(parts, page)
    own = (built.more.get("head", ""), built.title, built.description, renderer.blocks(page, built))
    return FRAME + sum(len(text.encode()) for text in own)


HEAVY = {
    "topic": {"topic-0", "topic-1"},
    "person": {"person-1"},
    "organisation": {"body-0"},
    "outlet": {"outlet-0"},
    "series": {"series-0"},
}
"""The terms that most is about; of other kinds of pages the first few stand for all."""


@cache
def pages() -> dict[str, list[Page]]:
    """The pages of each kind that may be the heaviest."""
    heavy = {("country", sorted(vocabulary().terms["country"])[0])}
    heavy |= {(kind, one) for kind, ids in HEAVY.items() for one in ids}
    found: dict[str, list[Page]] = {kind: [] for kind in PAGE_KINDS}
    for page in plan(made()[0]):
        kind, key = page.kind, page.key
        of_term = key[:2] if kind == "period" else ("series", key[0]) if kind == "series-period" else (kind, *key[:1])
        if kind in (*HEAVY, "country", "period", "series-period"):
            if of_term in heavy:
                found[kind].append(page)
        elif kind == "briefing" or len(found[kind]) < 400:
            found[kind].append(page)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in PAGE_KINDS if kind != "briefing"])
def test_the_heaviest_page_of_a_kind(kind):
    sample = pages()[kind]
    assert sample or kind == "search"
    step = max(1, len(sample) // 40)
    assert {page.uri: bytes_ for page in sample[::step] if (bytes_ := size(page)) > BOUND} == {}
