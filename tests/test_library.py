"""The library: which sections each list holds and in what order, and who is left out of all of them."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import pytest
from conftest import NOW, basic, briefing, library_of, places
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.library import Library, pairs_of

BASE = {path: text for path, text in basic().items() if path.startswith("vocabulary/")}
PEOPLE = """\
jane-doe:
  name: Jane Doe
  country: IRN
  roles:
    - {title: spokeswoman, organisation: iran-mfa, from: 2020, to: 2022-06}
    - {title: envoy, organisation: un, from: 2022-07}
minister: {name: A Minister, country: TUR, roles: [{title: minister, from: 2023-10}]}
private: {name: A Private, country: EGY}
"""
ORGANISATIONS = "iran-mfa: {name: Ministry of Foreign Affairs, country: IRN}\nun: {name: United Nations}\n"
TWO = "Lead.\n\n## A\n\nx\n\n## B\n\ny\n"
FILES = BASE | {"vocabulary/people.yml": PEOPLE, "vocabulary/organisations.yml": ORGANISATIONS}


def library(briefings: dict[str, str], now=NOW, language: str = "en"):
    return library_of(FILES | {f"briefings/{id[:4]}/{id}.md": text for id, text in briefings.items()}, now, language)


def one(front: str, body: str, **given: str):
    return library({"2023-10-02-a": briefing(front, body, **given)})


def sections(front: str, body: str = TWO) -> dict:
    return {section.id: section for section in one(front, body).briefings["2023-10-02-a"].sections}


def test_a_section_inherits_what_the_front_matter_gives_and_replaces_it_with_its_own():
    found = sections(
        "topics: [talks]\ncountries: [IRN, OMN]\npeople: [private]\n"
        "sections: {a: {countries: [EGY], topics: []}, b: {people: [minister]}}\n"
    )
    assert {id: (s.topics, s.countries, s.people) for id, s in found.items()} == {
        "lead": (("talks",), ("IRN", "OMN"), ("private",)),
        "a": ((), ("EGY",), ("private",)),
        "b": (("talks",), ("IRN", "OMN"), ("minister",)),
    }


def test_what_a_section_gives_reaches_no_other_and_not_the_lead():
    shelf = one("sections: {a: {topics: [talks], countries: [IRN]}, b: {topics: [nuclear-talks]}}\n", TWO)
    assert places(shelf.of("country", "IRN")) == ["2023-10-02-a#a"]
    assert shelf.briefings["2023-10-02-a"].countries == ()


def test_a_lead_is_a_section_where_it_has_text():
    front = "topics: [talks]\nsections: {lead: {countries: [EGY]}}\n"
    assert sections(front)["lead"].countries == ("EGY",)
    assert list(sections("topics: [talks]\n", "\n\n## A\n\nx\n")) == ["a"]


def test_actors_and_topics_of_statements_count_as_the_sections():
    statements = ", ".join(
        f"{{topic: nuclear-talks, mode: quote, says: x, {actor}}}"
        for actor in ("country: EGY", "organisation: un", "speaker: minister")
    )
    found = sections(f"topics: [talks]\nsections: {{a: {{statements: [{statements}]}}}}\n")["a"]
    assert (found.topics, found.countries, found.organisations) == (("talks", "nuclear-talks"), ("EGY",), ("un",))
    assert [speaker.person for speaker in found.speakers] == ["minister"]


def test_a_topic_has_its_descendants_sections_too():
    shelf = one("sections: {a: {topics: [nuclear-talks]}, b: {topics: [talks, nuclear-talks]}}\n", TWO)
    assert places(shelf.of("topic", "talks")) == ["2023-10-02-a#a", "2023-10-02-a#b"]
    assert places(shelf.of("topic", "nuclear-talks")) == ["2023-10-02-a#a", "2023-10-02-a#b"]


def test_an_outlet_has_the_sections_that_rest_on_it():
    outlets = {"vocabulary/outlets.yml": "daily-news: {name: Daily}\nother: {name: Other}\nrepost: {name: Repost}\n"}
    sources = "[{outlet: daily-news, url: https://a.example/}, {outlet: other, via: repost, url: https://b.example/}]"
    front = "topics: [talks]\nsections: {a: {sources: [1]}, b: {sources: [2]}}\n"
    text = briefing(front, "## A\n\n## B\n\n## C\n", sources=sources)
    shelf = library_of(FILES | outlets | {"briefings/2023/2023-10-02-a.md": text})
    for outlet, expected in {"daily-news": ["a", "c"], "other": ["b", "c"], "repost": ["b", "c"]}.items():
        assert [item.section.id for item in shelf.of("outlet", outlet)] == expected


def test_chronologies_go_by_date_newest_first_partial_after_full_then_by_id():
    shelf = library(
        {
            "2023-10-02-b": briefing("topics: [talks]\nsections: {a: {date: 2023-10}, b: {date: 2023-10-01}}\n", TWO),
            "2023-10-02-a": briefing("topics: [talks]\nsections: {a: {date: 2023}, b: {date: 2023-10-03}}\n", TWO),
            "2023-10-01-c": briefing("topics: [talks]\n", TWO, date="2023-10-01"),
            "2023-01-01-d": briefing("topics: [talks]\n", "Lead.\n", date="2023-01-01"),
        }
    )
    for items in (shelf.items, shelf.of("topic", "talks")):
        assert " ".join(place[11:] for place in places(items)) == "a#b a#lead b#lead c#lead c#a c#b b#b b#a d#lead a#a"
    assert [b.id[11:] for b in shelf.listed] == ["a", "b", "c", "d"]


@given(st.lists(st.sampled_from("ABCDEFGHI"), unique=True, max_size=9).map(tuple))
def test_a_relation_counts_all_pairs_of_at_most_four_countries_else_those_with_the_primary_one(countries):
    pairs = list(pairs_of(countries))
    expected = combinations(countries, 2) if len(countries) <= 4 else ((countries[0], c) for c in countries[1:])
    assert sorted(pairs) == sorted(tuple(sorted(pair)) for pair in expected)
    assert len(set(pairs)) == len(pairs)


def test_relations_and_topics_by_country_have_a_page_from_two_sections_of_two_briefings_on():
    twice = briefing("topics: [nuclear-talks]\ncountries: [OMN, IRN]\n", "## A\n\nx\n\n## B\n\ny\n")
    assert library({"2023-10-02-a": twice}).relations == {}
    other = briefing("topics: [talks]\ncountries: [IRN, EGY, OMN]\n", "Lead.\n", date="2023-10-03")
    shelf = library({"2023-10-02-a": twice, "2023-10-03-b": other})
    assert {pair: places(items) for pair, items in shelf.relations.items()} == {
        ("IRN", "OMN"): ["2023-10-03-b#lead", "2023-10-02-a#a", "2023-10-02-a#b"]
    }
    assert shelf.relations_of == {"IRN": [("IRN", "OMN")], "OMN": [("IRN", "OMN")]}
    assert set(shelf.topic_countries) == {("talks", "IRN"), ("talks", "OMN")}


@pytest.mark.parametrize("front", ["status: draft\n", "status: withdrawn\n", "embargo: 2024-01-01T00:01Z\n"])
def test_drafts_withdrawn_and_embargoed_briefings_are_in_no_list(front):
    said = "sections: {lead: {statements: [{country: IRN, topic: talks, mode: quote, says: x}]}}\n"
    terms = f"topics: [talks]\ncountries: [IRN, OMN]\nspeakers: [jane-doe]\nseries: weekly-briefing\n{said}"
    shelf = library({"2023-10-02-a": briefing(terms + front, "Lead.\n"), "2023-10-02-b": briefing(terms, "Lead.\n")})
    assert [b.id for b in shelf.listed] == ["2023-10-02-b"]
    assert ("2023-10-02-a" in shelf.briefings) == ("withdrawn" in front)
    for index in (shelf.by_term, shelf.spoken_for, shelf.of_country, shelf.weeks, shelf.months, {"": shelf.items}):
        assert {item.briefing.id for items in index.values() for item in items} == {"2023-10-02-b"}
    for index in (shelf.said_by, shelf.said_for, shelf.positions, {"": shelf.said}):
        assert {said.item.briefing.id for all_of in index.values() for said in all_of} == {"2023-10-02-b"}
    assert (shelf.relations, shelf.topic_countries) == ({}, {})
    assert [b.id for b in shelf.in_series["weekly-briefing"]] == ["2023-10-02-b"]


@pytest.mark.parametrize(("now", "public"), [("2023-10-05T11:59Z", False), ("2023-10-05T12:00Z", True)])
def test_an_embargo_ends_at_its_moment(now, public):
    text = briefing("topics: [talks]\nembargo: 2023-10-05T14:00+02:00\n", "Lead.\n")
    shelf = library({"2023-10-02-a": text}, parse_now(now))
    assert bool(shelf.listed) == bool(shelf.briefings) == public


@pytest.mark.parametrize(("language", "listed"), [("en", "en"), ("fa", "fa"), ("de", "ar")])
def test_translations_are_listed_once_in_the_sites_language_where_there_is_one(language, listed):
    shelf = library(
        {
            "2023-10-02-ar": briefing("topics: [talks]\nlanguage: ar\n", "x\n"),
            "2023-10-02-en": briefing("topics: [talks]\nlanguage: en-GB\ntranslations: [2023-10-02-ar]\n", "x\n"),
            "2023-10-02-fa": briefing("topics: [talks]\nlanguage: fa\ntranslations: [2023-10-02-ar]\n", "x\n"),
        },
        language=language,
    )
    assert [b.id for b in shelf.listed] == [f"2023-10-02-{listed}"]
    assert places(shelf.of("topic", "talks")) == [f"2023-10-02-{listed}#lead"]
    # Each knows the others, whichever of them named it.
    everyone = {"2023-10-02-ar", "2023-10-02-en", "2023-10-02-fa"}
    assert {id: {id, *others} for id, others in shelf.translations.items()} == dict.fromkeys(everyone, everyone)


def test_a_withdrawn_translation_does_not_take_the_others_with_it():
    gone = briefing("topics: [talks]\nstatus: withdrawn\ntranslations: [2023-10-02-fa]\n", "x\n")
    shelf = library({"2023-10-02-en": gone, "2023-10-02-fa": briefing("topics: [talks]\nlanguage: fa\n", "x\n")})
    assert [b.id for b in shelf.listed] == ["2023-10-02-fa"]


def test_statements_count_for_the_country_whose_office_the_speaker_held_that_day():
    said = "mode: quote, topic: talks, says"
    shelf = one(
        "sections:\n  a:\n    statements:\n"
        + "".join(
            f"      - {{{said}: {n}, {actor}}}\n"
            for n, actor in enumerate(
                [
                    "speaker: jane-doe, date: 2019-12-31",  # no office yet
                    "speaker: jane-doe, date: 2020-05-01",  # for Iran
                    "speaker: jane-doe, date: 2022-06-30",  # for Iran: the month counts to its end
                    "speaker: jane-doe, date: 2022-07-01",  # for the United Nations: no country
                    "speaker: minister, date: 2023-09-30",  # no office yet
                    "speaker: minister, date: 2023-10-01",  # an office without a body: the own country's
                    "speaker: private",  # no office at all
                    "speaker: {name: A. Guest, role: guest}",
                    "organisation: iran-mfa",
                    "organisation: un",
                    "country: EGY",
                ]
            )
        ),
        "## A\n\nx\n",
    )
    found = {country: sorted(int(s.statement.says) for s in all_of) for country, all_of in shelf.said_for.items()}
    assert found == {"IRN": [1, 2, 8], "TUR": [5], "EGY": [10]}
    assert [int(said.statement.says) for said in shelf.said_by["person", "jane-doe"]] == [3, 2, 1, 0]
    assert len(shelf.said_by["topic", "talks"]) == 11
    assert shelf.said_by["name", "A. Guest"][0].actor == ("name", "A. Guest")


def test_a_section_speaks_for_the_countries_whose_offices_its_speakers_held_that_day():
    front = "speakers: [jane-doe, minister, private]\ntopics: [talks]\nsections: {a: {date: 2021}, b: {speakers: []}}\n"
    assert {id: s.spoken_for for id, s in sections(front).items()} == {"lead": ("TUR",), "a": ("IRN",), "b": ()}
    shelf = one(front, TWO)
    spoken = {country: places(items) for country, items in shelf.spoken_for.items()}
    assert spoken == {"IRN": ["2023-10-02-a#a"], "TUR": ["2023-10-02-a#lead"]}


def test_digests_take_sections_by_their_own_date_as_far_as_it_is_known():
    dates = "{a: {date: 2024-01-01}, b: {date: 2023-12}, c: {date: 2023}, d: {date: 2022-01-01}}"
    body = "Lead.\n\n## A\n\n## B\n\n## C\n\n## D\n"
    text = briefing(f"topics: [talks]\nsections: {dates}\n", body, date="2023-12-31")
    shelf = library({"2023-12-31-a": text})
    weeks = {week: [item.section.id for item in items] for week, items in shelf.weeks.items()}
    months = {month: [item.section.id for item in items] for month, items in shelf.months.items()}
    assert weeks == {"2024-W01": ["a"], "2023-W52": ["lead"], "2021-W52": ["d"]}
    assert months == {"2024-01": ["a"], "2023-12": ["lead", "b"], "2022-01": ["d"]}
    assert list(shelf.weeks) == sorted(shelf.weeks, reverse=True)


def test_a_series_goes_newest_first_and_knows_the_place_of_each():
    ids = ["2023-10-16-c", "2023-10-09-a", "2023-10-09-b", "2023-10-02-d"]
    front = "topics: [talks]\nseries: weekly-briefing\n"
    shelf = library({id: briefing(front, "x\n", date=id[:10]) for id in reversed(ids)})
    assert [b.id for b in shelf.in_series["weekly-briefing"]] == ids
    assert shelf.place_in_series == {id: place for place, id in enumerate(ids)} == shelf.position_of


def test_corrections_are_listed_newest_first_and_nothing_else_is():
    updates = "updates: [{{date: {}, kind: correction, note: x}}, {{date: 2023-12-31, kind: minor, note: y}}]\n"
    days = {"2023-10-02-b": "2023-11-01", "2023-10-02-a": "2023-11-01", "2023-10-02-c": "2023-11-02"}
    shelf = library({id: briefing("topics: [talks]\n" + updates.format(day), "x\n") for id, day in days.items()})
    assert [change.briefing.id[-1] + change.update.note for change in shelf.corrections] == ["cx", "ax", "bx"]


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(["2023-10-02-a", "2023-10-02-b", "2023-10-01-c"]),
    st.sets(st.sampled_from(["IRN", "OMN", "EGY", "TUR", "USA"])),
)
def test_the_order_of_files_changes_nothing(order, countries):
    front = f"topics: [talks]\ncountries: [{', '.join(sorted(countries))}]\n"
    text = {id: briefing(front, "x\n", date=id[:10]) for id in order}
    shelf, other = library(text), library(dict(sorted(text.items())))
    assert places(shelf.items) == places(other.items)
    assert list(shelf.by_term) == list(other.by_term)
    pairs = {pair for item in shelf.items for pair in pairs_of(item.section.countries)}
    assert shelf.relations.keys() == other.relations.keys() == pairs


INDEXES = [name for name, value in vars(Library).items() if isinstance(value, cached_property)]


def test_indexes_serve_again_where_the_words_alone_are_others():
    long = TWO + "Many words. " * 200
    last = library({"2023-10-02-a": briefing("topics: [talks]", long), "2023-10-03-b": briefing(body=TWO)})
    made = {name: getattr(last, name) for name in INDEXES}
    text = f"{long}\n\nOne more."
    new = library({"2023-10-02-a": briefing("topics: [talks]", text), "2023-10-03-b": briefing(body=TWO)})
    words = new.texts("2023-10-02-a")
    found = new.with_indexes_of(last)
    assert all(found.__dict__[name] is made[name] for name in INDEXES)
    assert all(made[name] == getattr(new, name) for name in INDEXES if not name.startswith("_"))
    assert found.texts("2023-10-02-a") == words != last.texts("2023-10-02-a")


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"2023-10-03-b": briefing(body=TWO, title="Another")},
        {"2023-10-03-b": briefing("status: withdrawn", TWO)},
        {"2023-10-03-b": briefing(body="Lead.\n\n## C\n\nx\n")},
        {"2023-10-03-b": briefing("translations: [2023-10-02-a]", TWO)},
    ],
)
def test_indexes_of_other_briefings_do_not_serve(other):
    other = {"2023-10-02-a": briefing("topics: [talks]", TWO)} | other
    last = library({"2023-10-02-a": briefing("topics: [talks]", TWO), "2023-10-03-b": briefing(body=TWO)})
    new = library(other)
    assert new.with_indexes_of(last) is new
    assert new.with_indexes_of(None) is new
