"""Related briefings: those that share topics and people, at most five, the best first, never the briefing itself."""

from __future__ import annotations

import pytest
from conftest import basic, briefing, library_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.related import LIMIT, related, shared
from mkdocs_briefings.touched import touched

VOCABULARY = {
    "vocabulary/topics.yml": "talks: {name: Talks}\nnuclear: {name: Nuclear, parents: [talks]}\ntrade: {name: Trade}\n",
    "vocabulary/people.yml": "jane: {name: Jane}\njohn: {name: John}\n",
    "vocabulary/outlets.yml": basic()["vocabulary/outlets.yml"],
}
FRONT = "topics: [{}]\npeople: [{}]\ncountries: [{}]\n"


def library(fronts: dict[str, str]):
    texts = {f"briefings/2023/{id}.md": briefing(front, "x\n", date=id[:10]) for id, front in fronts.items()}
    return library_of(VOCABULARY | texts)


def ids(shelf, id: str) -> list[str]:
    return [found.id for found in related(shelf, shelf.briefings[id])]


def test_more_in_common_comes_first_and_ties_go_by_id():
    shelf = library(
        {
            "2023-10-02-a": FRONT.format("nuclear", "jane", "IRN, OMN"),
            "2023-10-02-z": FRONT.format("nuclear", "jane", "IRN, OMN"),
            "2023-10-02-c": FRONT.format("nuclear", "jane", "IRN"),
            "2023-10-02-b": FRONT.format("nuclear", "jane", "IRN"),
            "2023-10-02-d": FRONT.format("nuclear", "", "EGY"),
            "2023-10-02-e": FRONT.format("trade", "jane", ""),
            "2023-10-02-f": FRONT.format("trade", "", "IRN, OMN"),  # countries alone are not enough
            "2023-10-02-g": FRONT.format("trade", "john", "EGY"),
        }
    )
    assert ids(shelf, "2023-10-02-a") == [f"2023-10-02-{letter}" for letter in "zbcde"]


@pytest.mark.parametrize("front", ["status: withdrawn\n", "status: draft\n", "embargo: 2025-01-01T00:00Z\n"])
def test_what_is_in_no_list_is_related_to_nothing(front):
    terms = FRONT.format("nuclear", "jane", "IRN")
    assert ids(library({"2023-10-02-a": terms, "2023-10-02-b": terms + front}), "2023-10-02-a") == []


def test_the_best_match_of_each_section_counts():
    text = "## A\n\nx\n\n## B\n\ny\n"
    files = {
        "2023-10-02-a": briefing("sections: {a: {topics: [nuclear]}, b: {topics: [trade]}}\n", text),
        "2023-10-02-b": briefing("topics: [nuclear]\n", text),  # two sections that match the same one
        "2023-10-02-c": briefing("sections: {a: {topics: [nuclear]}, b: {topics: [trade]}}\n", text),
    }
    shelf = library_of(VOCABULARY | {f"briefings/2023/{id}.md": text for id, text in files.items()})
    assert ids(shelf, "2023-10-02-a") == ["2023-10-02-c", "2023-10-02-b"]
    assert ids(shelf, "2023-10-02-b") == ["2023-10-02-a", "2023-10-02-c"]


FRONTS = st.builds(
    lambda *terms: FRONT.format(*(", ".join(sorted(some)) for some in terms)),
    st.sets(st.sampled_from(["talks", "nuclear", "trade"]), min_size=1),
    st.sets(st.sampled_from(["jane", "john"])),
    st.sets(st.sampled_from(["IRN", "OMN", "EGY"])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(FRONTS, min_size=1, max_size=9))
def test_related_briefings_are_others_that_share_something_each_once(fronts):
    shelf = library({f"2023-10-{day:02}-a": front for day, front in enumerate(fronts, 1)})
    score = {}
    for one in shelf.listed:
        found = ids(shelf, one.id)
        assert one.id not in found
        assert len(set(found)) == len(found) <= LIMIT
        score = {other.id: shared(one.sections[0], other.sections[0]) for other in shelf.listed if other is not one}
        # With so few briefings all are near, so the list is the best of all of them.
        best = sorted((id for id in score if score[id]), key=lambda id: (-score[id], id))
        assert found == best[:LIMIT]


@settings(max_examples=40, deadline=None)
@given(FRONTS, FRONTS)
def test_of_two_briefings_each_is_related_to_the_other_or_neither_is(one, other):
    shelf = library({"2023-10-02-a": one, "2023-10-03-b": other})
    assert bool(ids(shelf, "2023-10-02-a")) == bool(ids(shelf, "2023-10-03-b"))
    sections = [b.sections[0] for b in shelf.listed]
    assert shared(*sections) == shared(*reversed(sections))


NAMES = st.sampled_from(["jane", "john", ""])
FRONTS = st.tuples(st.sampled_from(["talks", "nuclear", "trade", ""]), NAMES, NAMES)
SPOKEN = "topics: [{}]\npeople: [{}]\nspeakers: [{}]\ncountries: [IRN]\n"


@settings(deadline=None, max_examples=40)
@given(st.lists(FRONTS, min_size=30, max_size=45), st.data())
def test_a_change_touches_every_briefing_whose_related_ones_are_others(fronts, data):
    days = [f"2023-{1 + number // 28:02}-{1 + number % 28:02}-x" for number in range(len(fronts))]
    texts = {day: SPOKEN.format(*front) for day, front in zip(days, fronts, strict=True)}
    changed = data.draw(st.sampled_from(days))
    old = library(texts)
    new = library(texts | {changed: SPOKEN.format(*data.draw(FRONTS))})
    others = {one for one in days if ids(old, one) != ids(new, one)}
    assert others <= touched(new, old, {changed}).briefings
