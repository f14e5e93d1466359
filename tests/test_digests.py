"""Digests: what is counted against what, what is a highlight, up to when they tell, and when they are made again."""

from __future__ import annotations

import random
from datetime import date

import pytest
from conftest import basic, briefing, library_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings import changes, touched
from mkdocs_briefings.library import Library
from mkdocs_briefings.pages import Parts, digests, plan
from mkdocs_briefings.pages.digests import Scope, digest, newest_week, roll_up
from mkdocs_briefings.spans import days, digest_span, month, week

VOCABULARY = {name: text for name, text in basic().items() if name.startswith("vocabulary/")}


def site(**briefings: str) -> Library:
    """A library of briefings, each given as `d20231002_slug`, and one of 2022 before them all."""
    files = dict(basic())
    files["briefings/2022/2022-01-01-first.md"] = briefing("countries: [FJI]", "Text.", date="2022-01-01")
    for name, text in briefings.items():
        day, _, slug = name.partition("_")
        path = f"{day[1:5]}-{day[5:7]}-{day[7:9]}-{slug}"
        files[f"briefings/{day[1:5]}/{path}.md"] = text.replace("2023-10-02", path[:10], 1)
    return library_of(files)


def rolled(library: Library, span: str, **scope: str):
    return roll_up(Parts(library), digest_span(span), Scope(**scope))


def names_of(links) -> list[str]:
    return [link.name for link in links]


def said(says: str, mode: str = "paraphrase", more: str = "", topic: str = "talks") -> str:
    return f"{{speaker: jane-doe, topic: {topic}, mode: {mode}, says: {says}{more}}}"


def with_statements(*statements: str, topics: str = "[talks]", **given_: str) -> str:
    return briefing(
        f"topics: {topics}\nsections:\n  a:\n    statements: [{', '.join(statements)}]", "## A\n\nText.", **given_
    )


def test_topics_and_countries_are_compared_with_the_period_before():
    page = rolled(
        site(
            d20230926_before=briefing("topics: [talks]\ncountries: [IRN]", "A.\n\n## B\n\nB."),
            d20231002_one=briefing("topics: [talks]\ncountries: [IRN, ARM]", "A.\n\n## B\n\nB.\n\n## C\n\nC."),
            d20231003_two=briefing("topics: [nuclear-talks]\ncountries: [ARM]", "A."),
            d20231009_after=briefing("topics: [talks]", "A."),
        ),
        "2023-W40",
    )
    assert page.lede == "2 briefings · 4 sections · 2 sections the week before"
    assert page.compared == "Sections, against the week before"
    assert [(c.link.name, c.count, c.difference, c.share, c.before_share) for c in page.topics] == [
        ("Talks", 3, "1 more", 100, 67),
        ("Nuclear talks", 1, "none before", 33, 0),
    ]
    assert [(c.link.name, c.count, c.difference) for c in page.countries] == [
        ("Armenia", 4, "none before"),
        ("Iran", 3, "1 more"),
    ]


def test_a_difference_has_words_for_every_case():
    library = site(
        d20230925_a=briefing("topics: [talks]", "A.\n\n## B\n\nB."),
        d20231002_b=briefing("topics: [talks]", "A."),
        d20231009_c=briefing("topics: [talks]", "A."),
    )
    found = [rolled(library, w).topics[0].difference for w in ("2023-W39", "2023-W40", "2023-W41")]
    assert found == ["none before", "1 fewer", "as many as before"]
    assert rolled(library, "2023-W41").lede == "1 briefing · 1 section · 1 section the week before"


def test_the_chronology_goes_by_day_with_the_first_day_first():
    library = site(
        d20231003_b=briefing("sections: {c: {date: 2023-10-05}}", "Lead.\n\n## A\n\nA.\n\n## C\n\nC."),
        d20231002_a=briefing(language="fa", body="متن.", title="عنوان"),
        d20231004_m=briefing("sections: {vague: {date: 2023-10}}", "## Vague\n\nText."),
    )
    page = rolled(library, "2023-10")
    found = [(d.label, [(one.link.name, one.summary, names_of(one.sections)) for one in d.lines]) for d in page.days]
    assert found == [
        ("Monday 2 October 2023", [("عنوان", "A summary.", [])]),
        ("Tuesday 3 October 2023", [("A title", "A summary.", ["A"])]),
        ("Thursday 5 October 2023", [("A title", "", ["C"])]),
        ("October 2023", [("A title", "A summary.", ["Vague"])]),
    ]
    assert (page.days[0].lines[0].language, page.days[0].lines[0].direction) == ("fa", "rtl")
    assert [day.label for day in rolled(library, "2023-W40").days] == [label for label, _ in found[:3]]


def test_a_digest_of_many_briefings_gives_titles_and_a_day_has_an_end(monkeypatch):
    monkeypatch.setattr(digests, "DETAILED", 2)
    monkeypatch.setattr(digests, "MOST_A_DAY", 2)
    library = site(**{f"d20231002_b{n}": briefing("", "A.\n\n## B\n\nB.") for n in range(4)})
    (day,) = rolled(library, "2023-W40").days
    assert [(line.summary, line.sections) for line in day.lines] == [("", ()), ("", ())]
    assert (day.more, day.all.uri) == (2, "briefings/2023/")


def test_turns_come_first_and_stand_in_no_other_list():
    library = site(
        d20231002_a=with_statements(
            said("Old."), said("New.", more=", shift: true"), said("Word.", "quote"), said("More.")
        )
    )
    page = rolled(library, "2023-W40")
    assert [one.says for one in page.highlights.turns] == ["New."]
    assert [one.says for one in page.highlights.statements] == ["Word."]  # a quotation before a paraphrase
    assert [one.says for one in page.statements] == ["Old.", "More."]


def test_without_a_quotation_the_newest_paraphrase_stands_for_a_topic():
    library = site(
        d20231002_a=with_statements(said("Early.")),
        d20231004_b=with_statements(said("Late.")),
        d20231005_c=with_statements(said("Other.", topic="nuclear-talks"), topics="[talks]"),
    )
    page = rolled(library, "2023-W40")
    assert [one.says for one in page.highlights.statements] == ["Late.", "Other."]


def test_what_is_new_to_the_site_is_named_where_its_oldest_section_is():
    pair = briefing("countries: [ARM, EGY]\ntopics: [nuclear-talks]", "A.")
    library = site(d20231002_a=pair, d20231003_b=pair, d20231010_c=pair)
    names = [link.link.name for link in rolled(library, "2023-W40").highlights.relations]
    assert (names, rolled(library, "2023-W41").highlights.relations) == (["Armenia–Egypt"], ())
    # The topic was there in January, by the briefing of the shared vocabulary.
    assert rolled(library, "2023-W40").highlights.topics == ()
    assert [one.link.name for one in rolled(library, "2023-01").highlights.topics] == ["Nuclear talks"]


def test_in_the_period_that_the_site_begins_in_nothing_is_new():
    files = {"briefings/2023/2023-10-02-a.md": briefing("topics: [nuclear-talks]", "A."), **VOCABULARY}
    page = rolled(library_of(files), "2023-W40")
    assert (page.highlights.topics, page.highlights.relations) == ((), ())


@pytest.mark.parametrize(
    ("front", "given_", "expected"),
    [
        ("", {}, "2023-10-02"),
        ("", {"published": "2023-10-07"}, "2023-10-07"),
        ("updates: [{date: 2023-10-20, kind: correction, note: Wrong.}]", {}, "2023-10-20"),
        ("updates: [{date: 2023-10-20, kind: update, note: More.}]", {}, "2023-10-20"),
        ("updates: [{date: 2023-10-20, kind: minor, note: Comma.}]", {}, "2023-10-02"),
    ],
)
def test_a_digest_tells_up_to_its_newest_publication_or_correction(front, given_, expected):
    library = site(d20231002_a=briefing(front, "A.", **given_))
    assert rolled(library, "2023-W40").cut_off.iso == expected


def test_the_corrections_of_the_period_are_in_it_whatever_they_correct():
    updates = "[{date: 2023-10-04, kind: correction, note: Wrong.}, {date: 2023-11-04, kind: correction, note: X.}]"
    old = briefing(f"countries: [IRN]\nupdates: {updates}", "A.")
    library = site(d20230501_old=old, d20231002_a=briefing("", "A."))
    page = rolled(library, "2023-W40")
    assert [(one.date.iso, one.note) for one in page.corrections] == [("2023-10-04", "Wrong.")]
    assert page.cut_off.iso == "2023-10-04"
    assert len(rolled(library, "2023-W40", country="IRN").corrections) == 1
    assert rolled(library, "2023-W40", country="ARM").corrections == ()


def test_a_scope_takes_narrower_topics_and_what_is_spoken_for_a_country():
    library = site(
        d20231002_a=briefing("topics: [nuclear-talks]\ncountries: [EGY]\nspeakers: [jane-doe]", "A."),
        d20231003_b=briefing("topics: [talks]\ncountries: [ARM]", "A."),
    )
    page = rolled(library, "2023-W40", topic="talks", country="IRN")
    assert page.lede == "1 briefing · 1 section · 0 sections the week before"
    assert [(one.name, one.uri) for one in page.scope] == [("Talks", "topics/talks/"), ("Iran", "countries/iran/")]
    assert rolled(library, "2023-W40", topic="nuclear-talks", country="ARM").days == ()
    assert newest_week(Parts(library), Scope(country="ARM")).id == "2023-W40"
    assert newest_week(Parts(library), Scope(country="FRA")) is None


def test_any_days_are_a_digest_and_so_are_days_without_anything():
    library = site(d20231002_a=briefing("", "A."), d20230930_b=briefing("", "A."))
    page = roll_up(Parts(library), days(date(2023, 10, 1), date(2023, 10, 3)))
    assert (page.kind, page.title, page.lede) == (
        "Digest",
        "1–3 October 2023",
        "1 briefing · 1 section · 1 section in as many days before",
    )
    empty = roll_up(Parts(library), week("2023-W45"))
    assert (empty.lede, empty.cut_off, empty.days) == ("No section of this time · 0 sections the week before", None, ())
    assert roll_up(Parts(library_of(VOCABULARY)), month("2023-10")).days == ()


def test_neighbours_and_weeks_are_those_that_have_a_page():
    library = site(d20231002_a=briefing("", "A."), d20231023_b=briefing("", "A."))
    context = digest(Parts(library), "2023-W40").context
    assert (context.neighbours.previous.name, context.neighbours.next.name) == ("Week 52, 2022", "Week 43, 2023")
    assert [part.link.name for part in digest(Parts(library), "2023-10").context.parts] == [
        "Week 43, 2023",
        "Week 40, 2023",
    ]


# when they are made again

DATES = ["2022-12-28", "2023-01-05", "2023-03-01", "2023-05-08", "2023-07-31"]


def anything(chance: random.Random, day: str) -> str:
    """A briefing of a day with anything that digests hang on."""
    front = f"topics: [{chance.choice(['talks', 'nuclear-talks', ''])}]\n"
    front += f"countries: {chance.sample(['IRN', 'ARM', 'EGY'], chance.choice((0, 2)))}\n"
    front += chance.choice(["", "", "", "status: withdrawn\n"])
    kind = chance.choice(["", "", "correction", "minor"])
    front += f"updates: [{{date: 2023-03-09, kind: {kind}, note: N.}}]\n" if kind else ""
    own = chance.choice(["", "", "", "date: 2023-03, ", "date: 2023-01-05, ", "date: 2021, "])
    more = chance.choice(["", ", shift: true", ", date: 2023-03-02"])
    statement = chance.choice(["", "", said("Word.", more=more)])
    front += f"sections: {{x: {{{own}statements: [{statement}]}}}}\n"
    return briefing(front, "Lead.\n\n## X\n\nText.", date=day, title=chance.choice(["One", "Two"]))


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_a_digest_that_looks_otherwise_is_made_again(seed):
    """A briefing comes, changes or goes, four times one after another."""
    chance = random.Random(seed)
    files = dict(basic()) if chance.random() < 0.3 else dict(VOCABULARY)
    names = [f"briefings/{day[:4]}/{day}-{slug}.md" for day in DATES for slug in "ab"]
    files |= {name: anything(chance, name[15:25]) for name in chance.sample(names, 4)}
    new = library_of(files)
    for name in chance.sample(names, 4):
        old = new
        if name in files and chance.random() < 0.5:
            del files[name]
        else:
            files[name] = anything(chance, name[15:25])
        new = library_of(files)
        ids = {*old.briefings, *new.briefings}
        changed = {one for one in ids if old.briefings.get(one) != new.briefings.get(one)}
        parts, was = Parts(new), Parts(old)
        known = sorted(page.uri for page in plan(was))
        found = changes.plan(parts, touched.touched(new, old, changed), known)
        here, there = ({*one.library.weeks, *one.library.months} for one in (parts, was))
        for name in here:
            if name not in there or digest(parts, name) != digest(was, name):
                assert f"digests/{name}/" in found.pages
        assert {f"digests/{name}/" for name in there - here} <= found.gone


def test_an_older_section_takes_the_news_from_a_later_digest():
    files = VOCABULARY | {
        "briefings/2022/2022-12-28-a.md": briefing("topics: []", "Text.", date="2022-12-28"),
        "briefings/2023/2023-05-08-b.md": briefing("topics: [talks]", "Text.", date="2023-05-08"),
    }
    older = {"briefings/2023/2023-03-01-c.md": briefing("topics: [talks]", "Text.", date="2023-03-01")}
    old, new = library_of(files), library_of(files | older)
    topics = [rolled(one, "2023-W19").highlights.topics for one in (old, new)]
    assert [[one.link.name for one in of] for of in topics] == [["Talks"], []]
    for now, was in ((new, old), (old, new)):
        what = touched.touched(now, was, {"2023-03-01-c"})
        assert {"2023-W09", "2023-W19"} <= what.weeks
        assert {"2023-03", "2023-05"} <= what.months
