"""Countries in texts: each rule by small cases, and all together against labelled texts."""

from __future__ import annotations

from functools import cache

import pytest
import yaml
from conftest import GOLDEN, NOW, inputs_of
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings import site
from mkdocs_briefings.assist.article import Article, Part
from mkdocs_briefings.assist.lexicon import reviewed
from mkdocs_briefings.assist.suggest import Assistant

CASES = yaml.safe_load((GOLDEN / "assist" / "mentions.yml").read_text("utf-8"))
LABELLED = yaml.safe_load((GOLDEN / "assist" / "labelled.yml").read_text("utf-8"))


@cache
def assistant() -> Assistant:
    files = yaml.safe_load((GOLDEN / "assist" / "vocabulary.yml").read_text("utf-8"))
    checked = site.check(inputs_of(files), NOW)
    assert [problem for problem in checked.problems if problem.severity == "error"] == []
    return Assistant(checked.vocabulary)


def codes(suggestions, passing: bool) -> set[str]:
    return {one.id for one in suggestions if one.passing == passing}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("title", case["text"][:50]))
def test_mentions(case):
    article = Article(title=case.get("title", ""), parts=(Part(case.get("heading", ""), case["text"]),))
    found = assistant().suggest(article)
    terms = found.sections[0][1]
    assert codes(terms.countries, passing=False) == set(case.get("about", ()))
    assert codes(terms.countries, passing=True) == set(case.get("passing", ()))
    if "article" in case:
        assert codes(found.article.countries, passing=False) == set(case["article"])


def f1(pairs: list[tuple[set[str], set[str]]]) -> float:
    right = sum(len(given & wanted) for given, wanted in pairs)
    return 2 * right / sum(len(given) + len(wanted) for given, wanted in pairs)


def test_labelled_texts():
    articles, sections, people = [], [], []
    for case in LABELLED:
        labelled = case.get("sections") or [{"heading": "", "text": case["text"], "countries": case["countries"]}]
        parts = tuple(Part(section["heading"], section["text"]) for section in labelled)
        found = assistant().suggest(Article(title=case["title"], parts=parts))
        articles.append((codes(found.article.countries, passing=False), set(case["countries"])))
        for section, (_, terms) in zip(labelled, found.sections, strict=True):
            sections.append((codes(terms.countries, passing=False), set(section["countries"])))
        people.append(({one.id for one in found.article.people if one.id}, set(case.get("people", ()))))
    assert f1(articles) >= 0.93
    assert f1(sections) >= 0.92
    assert f1(people) == 1


def test_every_reviewed_code_is_a_country():
    known = set(assistant()._countries)
    for name in ("metonyms", "weak"):
        assert set(reviewed()[name]) <= known
    for name in ("shared", "together"):
        assert {code for codes in reviewed()[name].values() for code in codes} <= known


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_taken(text, heading):
    article = Article(title=heading, parts=(Part(heading, text), Part("", text)))
    first = assistant().suggest(article)
    assert first == assistant().suggest(article)
    for one in first.article.countries:
        assert one.evidence


WORDS = [
    "Iran",
    "Jordan",
    "Georgia",
    "Vienna",
    "talks",
    "in",
    "and",
    ",",
    ".",
    "Michael",
    "US",
    "Niger",
    "–",
    "\n\n",
    "the",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_company_of_names_is_taken(words):
    found = assistant().suggest(Article(parts=(Part("", " ".join(words)),)))
    assert all(one.weight > 0 for one in found.article.countries)
