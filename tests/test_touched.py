"""A change touches every page that it makes look otherwise: random libraries, changed at random."""

from __future__ import annotations

import random

import pytest
from conftest import NOW, basic, briefing, inputs_of, some_at_once

from mkdocs_briefings import changes, site
from mkdocs_briefings.model import Settings
from mkdocs_briefings.outputs.beside import Beside
from mkdocs_briefings.outputs.packs import Packs
from mkdocs_briefings.packaged import packaged_templates
from mkdocs_briefings.pages import Page, Parts, build, plan
from mkdocs_briefings.render import Renderer
from mkdocs_briefings.vocabulary_changes import compare

TOPICS = {"talks": [], "nuclear": ["talks"], "safeguards": ["nuclear"], "trade": []}
PEOPLE = {"jane": "body", "john": "", "ann": "office"}
CODES = ["IRN", "ARM", "EGY", "FJI", "TUV"]


def vocabulary(chance: random.Random) -> dict[str, str]:
    """Terms that name each other, some of them under another name or in another place than usual."""

    def name(usual: str) -> str:
        return usual if chance.random() < 0.8 else f"{usual} {chance.randrange(100)}"

    parents = TOPICS if chance.random() < 0.8 else TOPICS | {"trade": ["talks"], "safeguards": []}
    topics = "".join(f"{one}: {{name: {name(one)}, parents: {above}}}\n" for one, above in parents.items())
    bodies = f"body: {{name: {name('Body')}, country: IRN}}\noffice: {{name: {name('Office')}, parent: body}}\n"
    roles = {one: f", roles: [{{title: T, organisation: {body}}}]" if body else "" for one, body in PEOPLE.items()}
    people = "".join(f"{one}: {{name: {name(one.title())}{roles[one]}}}\n" for one in PEOPLE)
    return {
        "vocabulary/topics.yml": topics,
        "vocabulary/organisations.yml": bodies,
        "vocabulary/people.yml": people,
        "vocabulary/series.yml": f"weekly: {{name: {name('Weekly')}, organisation: body}}\n",
        "vocabulary/outlets.yml": f"daily-news: {{name: {name('Daily')}, url: https://news.example/, country: EGY}}\n",
    } | {key: text for key, text in basic().items() if key == "vocabulary/countries.yml"}


def anything(chance: random.Random, day: str, others: list[str]) -> str:
    """A briefing of a day with anything that pages show."""

    def some(ids, most: int) -> str:
        return f"[{', '.join(chance.sample(list(ids), chance.randrange(most + 1)))}]"

    def terms() -> str:
        return f"topics: {some(TOPICS, 2)}, countries: {some(CODES, 3)}, people: {some(PEOPLE, 1)}"

    mode = chance.choice(["", ", shift: true", ", date: 2023-03-02"])
    who, what = chance.choice(list(PEOPLE)), chance.choice(list(TOPICS))
    said = f"{{speaker: {who}, topic: {what}, mode: paraphrase, says: S{mode}}}"
    front = f"topics: {some(TOPICS, 1)}\ncountries: {some(CODES, 2)}\nspeakers: {some(PEOPLE, 1)}\n"
    front += chance.choice(["", "", "series: weekly\n"]) + chance.choice(["", "", "", "", "status: withdrawn\n"])
    kind = chance.choice(["", "", "", "correction", "minor", "update"])
    front += f"updates: [{{date: 2023-03-09, kind: {kind}, note: N.}}]\n" if kind else ""
    front += f"language: fa\ntranslations: [{chance.choice(others)}]\n" if others and chance.random() < 0.1 else ""
    own = chance.choice(["", "", "", "date: 2023-03, ", "date: 2023-01-05, "])
    front += f"sections:\n  x: {{{own}{terms()}, statements: [{chance.choice(['', said])}]}}\n  y: {{{terms()}}}\n"
    title = chance.choice(["One", "Two", "Three"])
    return briefing(front, "Lead.\n\n## X\n\nText.\n\n## Y\n\nText.", date=day, title=title)


def changed(chance: random.Random, files: dict[str, str]) -> dict[str, str]:
    """The files after one change: a briefing that comes, goes or is another, or another vocabulary."""
    names = [f"briefings/2023/2023-{month:02}-{day:02}-a.md" for month in range(1, 7) for day in (1, 3, 8, 15, 16, 27)]
    files = dict(files)
    if chance.random() < 0.3:
        terms = vocabulary(chance)
        kind = chance.choice([None, *terms])  # often, one kind of terms alone
        return files | (terms if kind is None else {kind: terms[kind]})
    name = chance.choice(names)
    if name in files and chance.random() < 0.3:
        del files[name]
        return files
    stem = name[15:-3]
    others = [other[15:-3] for other in files if other.startswith("briefings/") and other != name]
    return files | {name: anything(chance, stem[:10], others)}


def checked(files: dict[str, str]):
    found = site.check(inputs_of(files), NOW)
    return None if any(problem.severity == "error" for problem in found.problems) else found


SETTINGS = Settings(site_name="Test", site_url="https://site.example/", packs=True)
RENDERER = Renderer([packaged_templates()])


class Shown:
    """All that the pages of a library show, what they say of themselves to machines, and what is beside them."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.beside, self.packs = parts, Beside(parts), Packs(parts)

    def on(self, page: Page) -> tuple:
        built = build(self.parts, page)
        return RENDERER.front(page, built), RENDERER.blocks(page, built), list(self.beside.files(page))

    def packed_of(self, page: Page) -> list:
        return list(self.packs.files(page))


@pytest.mark.parametrize("seed", some_at_once(range(24), 12))
def test_what_looks_otherwise_is_touched(seed):
    chance = random.Random(seed)
    files = vocabulary(random.Random(0))
    while sum(name.startswith("briefings/") for name in files) < 30:
        more = changed(chance, files)
        files = more if checked(more) else files
    after, compared = checked(files), 0
    while compared < 6:
        before, more = after, changed(chance, files)
        if more == files or not checked(more):
            continue
        files, after, compared = more, checked(more), compared + 1
        old, new = (one.library(SETTINGS, NOW) for one in (before, after))
        parts, was = Parts(new), Parts(old)
        here, there = Shown(parts), Shown(was)
        pages = {page.uri: page for page in plan(parts)}
        known = {page.uri: page for page in plan(was)}
        change = compare(old.vocabulary, new.vocabulary)
        decision = changes.decide(was, parts, (*before.files, *after.files), change, (), known)
        found = decision.plan
        other = {uri for uri, page in pages.items() if uri not in known or here.on(page) != there.on(known[uri])}
        assert sorted(other - found.pages.keys()) == []
        packed = {uri for uri, page in found.pages.items() if change.terms or changes.is_packed(page, decision.touched)}
        kept = [uri for uri in pages.keys() & known.keys() if uri not in packed]
        assert [uri for uri in kept if here.packed_of(pages[uri]) != there.packed_of(known[uri])] == []
        assert sorted(known.keys() - pages.keys() - found.gone) == []
