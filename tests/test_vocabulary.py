"""Vocabulary: terms are found by id, countries by any name; near misses are named; trees and old ids are sound."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.vocabulary import names_of, read_vocabulary

FILES = {
    "topic": """\
diplomacy: {name: Diplomacy}
iran-nuclear-deal:
  {name: Iran nuclear deal, parents: [talks, nuclear], aliases: [JCPOA, Joint Comprehensive Plan of Action]}
nuclear: {name: Nuclear}
snapback: {name: Snapback, parents: [iran-nuclear-deal]}
talks: {name: Talks, parents: [diplomacy], redirects_from: [negotiations]}
""",
    "country": "TUR: {name: Turkey, aliases: [Anatolia], redirects_from: [turkiye]}\n",
    "person": "nasser-kanaani: {name: Nasser Kanaani, native: ناصر کنعانی, aliases: [Naser Kan'ani], country: Iran}\n",
    "organisation": """\
iaea: {name: International Atomic Energy Agency, acronym: IAEA, parent: united-nations}
united-nations: {name: United Nations, aliases: [UNO]}
""",
    "outlet": "mehr-news: {name: Mehr News, url: 'https://en.mehrnews.com/', country: IRN, affiliation: state}\n",
    "series": "weekly: {name: Weekly briefing, organisation: iaea}\n",
}


def read(**files: str):
    vocabulary, problems = read_vocabulary(
        {kind: (f"content/vocabulary/{KINDS[kind]}.yml", text.encode()) for kind, text in files.items()}
    )
    return vocabulary, [(p.span.path.rpartition("/")[2], p.span.line, p.span.column, p.code) for p in problems]


VOCABULARY, PROBLEMS = read(**FILES)


def test_the_files_of_these_tests_are_sound():
    assert PROBLEMS == []
    assert {kind: VOCABULARY.spans[kind, key].line for kind, key in VOCABULARY.spans if key in ("talks", "iaea")} == {
        "topic": 6,
        "organisation": 1,
    }


@pytest.mark.parametrize(
    ("kind", "written", "term_id"),
    [
        ("topic", "talks", "talks"),
        ("topic", "Talks", None),
        ("topic", "JCPOA", None),
        ("topic", "negotiations", None),
        ("person", "nasser-kanaani", "nasser-kanaani"),
        ("organisation", "iaea", "iaea"),
        ("outlet", "iaea", None),
        ("country", "TUR", "TUR"),
        ("country", "tr", "TUR"),
        ("country", "Turkey", "TUR"),
        ("country", "Türkiye", "TUR"),
        ("country", "anatolia", "TUR"),
        ("country", "nowhere", None),
    ],
)
def test_terms_are_written_as_ids_and_countries_also_as_codes_and_names(kind, written, term_id):
    assert VOCABULARY.resolve(kind, written) == term_id


@pytest.mark.parametrize(
    ("kind", "written", "near"),
    [
        ("topic", "talk", "talks"),
        ("topic", "JCPOA", "iran-nuclear-deal"),
        ("topic", "Iran nuclear deal", "iran-nuclear-deal"),
        ("topic", "joint comprehensive plan of actions", "iran-nuclear-deal"),
        ("topic", "iran_nuclear_deal", "iran-nuclear-deal"),
        ("topic", "gardening", None),
        ("person", "naser kanani", "nasser-kanaani"),
        ("person", "ناصر كنعاني", "nasser-kanaani"),
        ("organisation", "IAEA", "iaea"),
        ("organisation", "UNO", "united-nations"),
        ("outlet", "mehrnews", "mehr-news"),
        ("country", "Irann", "Iran"),
        ("country", "Turky", "Turkey"),
        ("country", "qqqq", None),
        ("series", "wekly", "weekly"),
    ],
)
def test_near_misses_are_named_by_what_to_write(kind, written, near):
    assert VOCABULARY.suggest(kind, written) == near
    assert near is None or VOCABULARY.resolve(kind, near) is not None


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.text(max_size=20))
def test_a_suggestion_can_always_be_written(kind, written):
    near = VOCABULARY.suggest(kind, written)
    assert near is None or VOCABULARY.resolve(kind, near) is not None


def test_a_house_name_does_not_hide_the_usual_ones():
    names = names_of(VOCABULARY.get("country", "TUR"))
    assert names[0] == "Turkey"
    assert {"Türkiye", "Anatolia"} <= set(names)
    assert len(names) == len(set(names))
    built_in = read()[0].get("country", "TUR")
    assert VOCABULARY.get("country", "TUR").slug == built_in.slug
    assert built_in.aliases
    assert set(names_of(built_in)) <= set(names)


def test_a_code_and_a_displayed_name_win_over_an_alias():
    vocabulary, problems = read(country="AGO: {aliases: ['no', Iran, XKX]}\n")
    assert problems == []
    assert [vocabulary.resolve("country", name) for name in ("NO", "Iran", "XKX")] == ["NOR", "IRN", "XKX"]


def test_names_of_a_person_have_every_script():
    assert names_of(VOCABULARY.get("person", "nasser-kanaani")) == ("Nasser Kanaani", "ناصر کنعانی", "Naser Kan'ani")
    assert VOCABULARY.get("person", "nasser-kanaani").country == "IRN"


@pytest.mark.parametrize(
    ("topics", "all_of_them"),
    [
        ((), ()),
        (("diplomacy",), ("diplomacy",)),
        (("snapback",), ("snapback", "iran-nuclear-deal", "talks", "nuclear", "diplomacy")),
        (("talks", "iran-nuclear-deal"), ("talks", "diplomacy", "iran-nuclear-deal", "nuclear")),
    ],
)
def test_a_topic_counts_for_all_that_are_broader_each_once(topics, all_of_them):
    assert VOCABULARY.with_ancestors(topics) == all_of_them


def test_children_are_the_parents_seen_from_above():
    assert VOCABULARY.children == {
        "diplomacy": ("talks",),
        "iran-nuclear-deal": ("snapback",),
        "nuclear": ("iran-nuclear-deal",),
        "talks": ("iran-nuclear-deal",),
    }


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3, unique=True)))
def test_any_graph_of_topics_is_made_a_tree_and_every_circle_reported(parents):
    known = {topic: [parent for parent in above if parent in parents] for topic, above in parents.items()}
    text = "".join(f"{topic}: {{name: {topic}, parents: [{', '.join(above)}]}}\n" for topic, above in known.items())
    vocabulary, problems = read(topic=text)

    def reaches(start: str, goal: str, seen: tuple = ()) -> bool:
        return any(p == goal or (p not in seen and reaches(p, goal, (*seen, p))) for p in known[start])

    assert bool(problems) == any(reaches(topic, topic) for topic in known)
    assert {code for *_, code in problems} <= {"cycle"}
    for topic, above in vocabulary.ancestors.items():
        assert topic not in above
        assert all(reaches(topic, other) for other in above)
        if not problems:
            assert {other for other in known if reaches(topic, other)} == set(above)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"topic": "a: {name: A, parents: [b]}\n"}, [("topics.yml", 1, 24, "unknown-term")]),
        ({"topic": "a: {name: A, parents: [a]}\n"}, [("topics.yml", 1, 23, "cycle")]),
        ({"topic": "a: {}\n"}, [("topics.yml", 1, 4, "missing-key")]),
        ({"topic": "a:\n"}, [("topics.yml", 1, 3, "wrong-type")]),
        ({"topic": "a: {name: A}\na: {name: B}\n"}, [("topics.yml", 2, 1, "duplicate-key")]),
        ({"topic": "'12': {name: A}\n"}, [("topics.yml", 1, 1, "bad-id")]),
        ({"topic": "A b: {name: A}\n"}, [("topics.yml", 1, 1, "bad-id")]),
        ({"topic": "con: {name: A}\n"}, [("topics.yml", 1, 1, "bad-id")]),
        ({"country": "IR: {name: Iran}\n"}, [("countries.yml", 1, 1, "unknown-term")]),
        ({"country": "IRN: {region: '999'}\n"}, [("countries.yml", 1, 15, "bad-value")]),
        (
            {"organisation": "a: {name: A, parent: b}\nb: {name: B, parent: a}\n"},
            [("organisations.yml", 2, 22, "cycle")],
        ),
        (
            {"person": "a: {name: A, roles: [{title: t, from: 2022, to: 2021-05}]}\n"},
            [("people.yml", 1, 49, "bad-date")],
        ),
        ({"outlet": "a: {name: A, affiliation: stat}\n"}, [("outlets.yml", 1, 27, "bad-value")]),
        ({"series": "- a\n"}, [("series.yml", 1, 1, "wrong-type")]),
        ({"series": ""}, []),
        # old ids: free of any term's present id, and each of one term
        ({"topic": "a: {name: A, redirects_from: [b]}\nb: {name: B}\n"}, [("topics.yml", 1, 31, "duplicate-id")]),
        (
            {"topic": "a: {name: A, redirects_from: [x]}\nb: {name: B, redirects_from: [x]}\n"},
            [("topics.yml", 2, 31, "duplicate-id")],
        ),
        ({"topic": "a: {name: A, redirects_from: [X]}\n"}, [("topics.yml", 1, 31, "bad-id")]),
        ({"country": "TUR: {redirects_from: [iran]}\n"}, [("countries.yml", 1, 24, "duplicate-id")]),
        ({"topic": "a: {name: A, redirects_from: [x]}\n", "series": "x: {name: X}\n"}, []),
    ],
)
def test_what_is_wrong_is_reported_where_it_stands(files, found):
    assert read(**files)[1] == found
