"""What the impact of a change must always be: true, complete, short, and silent about what readers do not see."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from functools import partial

import pytest
import yaml
from cmarkgfm import github_flavored_markdown_to_html
from conftest import GOLDEN, basic, briefing
from hypothesis import given, settings
from hypothesis import strategies as st
from impacts import BASE, NOW, changed, impact, side
from test_github_text import HOSTILE

from mkdocs_briefings.impact import pages as impact_pages
from mkdocs_briefings.impact.compare import impact_of
from mkdocs_briefings.impact.pages import Difference, touched_pages
from mkdocs_briefings.impact.report import LIMIT, as_json, faulty, faulty_json, markdown
from mkdocs_briefings.pages import PAGE_KINDS
from mkdocs_briefings.workers import in_parallel

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
STATES = ("absent", "draft", "embargo", "withdrawn", "published")
UNSEEN = "zzsecret"


def secret(state: str, number: int) -> tuple[str, str | None]:
    """A briefing whose every word has the secret in it, in a state."""
    path = f"briefings/2023/2023-05-0{number}-{UNSEEN}-{number}.md"
    more = {"draft": "status: draft\n", "embargo": "embargo: 2030-01-01T00:00Z\n", "withdrawn": "status: withdrawn\n"}
    text = briefing(
        more.get(state, "") + f"place: {UNSEEN}\ntopics: [talks]\nredirects_from: [{UNSEEN}/{number}]\n"
        f"speakers: [{{name: {UNSEEN}, role: {UNSEEN}}}]\nauthors: [{UNSEEN}]\n"
        f"updates: [{{date: 2023-06-01, kind: correction, note: {UNSEEN} {state}}}]\nsections:\n  {UNSEEN}-heading:\n"
        f"    countries: [OMN, QAT, SAU, ARE, KWT, BHR, IRQ, TUR, IRN]\n    redirects_from: [{UNSEEN}-{state}]\n"
        f"    statements: [{{speaker: jane-doe, topic: talks, mode: quote, says: {UNSEEN}, shift: true}}]\n",
        f"{UNSEEN} {state}\n\n## {UNSEEN} heading\n\n{UNSEEN}\n",
        title=UNSEEN,
        summary=UNSEEN,
        date=f"2023-05-0{number}",
        sources=f"[{{outlet: daily-news, url: https://news.example/{UNSEEN}, title: {UNSEEN}}}]",
    )
    return path, None if state == "absent" else text


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), min_size=1, max_size=3))
def test_nothing_of_what_is_not_published_is_named(states):
    before = changed(basic(), dict(secret(was, n) for n, (was, _) in enumerate(states, 1)))
    after = changed(basic(), dict(secret(now, n) for n, (_, now) in enumerate(states, 1)))
    found = impact(before, after)
    named = {n for n, (was, now) in enumerate(states, 1) if "published" in (now, now == "absent" and was)}
    text = markdown(found) + as_json(found)
    assert {int(number) for number in re.findall(rf"2023-05-0[0-9]-{UNSEEN}-([0-9])", text)} <= named
    if not named:
        assert UNSEEN not in text
    counted = sum(hidden.count for hidden in found.hidden)
    moved = [one for one in states if one[0] != one[1]]
    assert counted == len(moved) - sum(states[n - 1] in moved for n in named)


EDITS = {
    **{f"without {path.rpartition('/')[2]}": {path: None} for path in FULL if path.startswith("briefings/")},
    "a draft more": {"briefings/2023/2023-05-05-x.md": briefing("status: draft", "Words.")},
    "one more": {
        "briefings/2023/2023-05-05-x.md": briefing(
            "countries: [IRN, ARM]\ntopics: [karabakh]\nspeakers: [jane-doe]\nseries: weekly\n"
            "sections: {a: {statements: [{speaker: jane-doe, topic: karabakh, mode: quote, says: Yes.}]}}",
            "Lead.\n\n## A\n\nWords.\n",
        )
    },
    "a topic has another name": {
        "vocabulary/topics.yml": "diplomacy: {name: Talking}\nkarabakh: {name: Karabakh, parents: [diplomacy]}\n"
    },
    "a topic has no parent": {"vocabulary/topics.yml": "diplomacy: {name: Diplomacy}\nkarabakh: {name: Karabakh}\n"},
    "a country has its own name": {"vocabulary/countries.yml": "ARM: {name: Hayastan}\n"},
    "an outlet is another's": {
        "vocabulary/outlets.yml": "daily-news: {name: Daily News, country: EGY}\nmirror: {name: Mirror}\n"
    },
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_pages_that_change_are_exactly_those_that_differ(edit):
    before = side(FULL)
    after = side(changed(FULL, EDITS[edit]))
    found = impact_of(before, after, BASE)
    withdrawn = {"briefings/2023-10-10-gone/"}  # it is not named
    both = before.pages.keys() & after.pages.keys() - withdrawn
    differ = {uri for uri in both if before.markdown(uri) != after.markdown(uri)}
    assert {fact.uri for fact in found.pages.change} == differ
    assert {fact.uri for fact in found.pages.appear} == after.pages.keys() - before.pages.keys()
    gone = {fact.uri for fact in (*found.pages.move, *found.pages.vanish)}
    assert gone == before.pages.keys() - after.pages.keys() - withdrawn


def test_words_alone_change_one_page():
    path = "briefings/2023/2023-01-01-base.md"
    before = changed(basic(), {path: f"{basic()[path]}\n\nOne paragraph.\n\nAnother.\n"})
    after = changed(basic(), {path: f"{basic()[path]}\n\nOne paragraph.\n\nA third.\n"})
    difference = Difference.between(side(before), side(after))
    assert (difference.listed, difference.words) == (set(), {"2023-01-01-base"})
    assert [fact.uri for fact in impact(before, after).pages.change] == ["briefings/2023-01-01-base/"]
    assert [page.uri for page in touched_pages(side(before), side(after), difference)] == ["briefings/2023-01-01-base/"]


def quoted(text: str) -> str:
    """A text as YAML in double quotes, which JSON is; without what a briefing is refused for."""
    return json.dumps("".join(c for c in text if c.isprintable() or c == " ") or "x", ensure_ascii=False)


@settings(max_examples=15)
@given(HOSTILE, HOSTILE)
def test_what_strangers_write_is_only_read(title, says):
    actor = f"speaker: {{name: {quoted(title)}, role: x}}"
    statement = f"{{{actor}, topic: talks, mode: quote, says: {quoted(says)}, shift: true}}"
    text = briefing(f"sections: {{a: {{statements: [{statement}]}}}}", "## A\n", title=quoted(title))
    topics = f"talks: {{name: {quoted(says)}}}\nnuclear-talks: {{name: {quoted(title)}, parents: [talks]}}\n"
    change = {"briefings/2023/2023-10-02-x.md": text, "vocabulary/topics.yml": topics}
    report = markdown(impact(basic(), basic() | change))
    html = github_flavored_markdown_to_html(report)
    ours = {"h2", "h3", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= ours
    words = re.sub(r"(?s)<code>.*?</code>", "", html)
    assert not re.search(r"@\w|#[0-9]|\bGH-[0-9]|www\.|[a-z]:/", words)


def many(count: int, title: str) -> dict[str, str]:
    """Briefings with one title, each on a topic of its own."""
    files = {
        f"briefings/2023/2023-03-{n % 28 + 1:02}-{n}-x.md": briefing(
            f"topics: [t-{n}]", "## A\n", title=quoted(title), date=f"2023-03-{n % 28 + 1:02}"
        )
        for n in range(count)
    }
    topics = "".join(f"t-{n}: {{name: {quoted(title)}}}\n" for n in range(count))
    return files | {"vocabulary/topics.yml": basic()["vocabulary/topics.yml"] + topics}


def test_a_report_of_much_is_cut_and_says_so():
    found = impact(basic(), basic() | many(60, "|@#*" * 100))
    text = markdown(found)
    assert len(text) <= LIMIT
    assert "- and 40 more" in text
    assert len(markdown(found, 20_000)) <= 20_000
    assert "- and 59 more" in markdown(found, 1)
    assert len(json.loads(as_json(found))["briefings"]) == 60


def test_of_too_many_pages_the_most_important_are_compared(monkeypatch):
    monkeypatch.setattr(impact_pages, "MOST_COMPARED", 3)
    found = impact(basic(), basic() | many(2, "x")).pages
    assert [fact.kind for fact in found.change] == ["briefing"]  # two topics turn out to be the same
    assert found.uncompared > 3


def test_the_two_sides_may_be_made_apart(monkeypatch):
    monkeypatch.setattr(impact_pages, "PARALLEL", 1)
    before, after = side(basic()), side(basic() | many(2, "x"))
    apart = impact_of(before, after, BASE, in_parallel=partial(in_parallel, processes=2))
    assert apart == impact_of(before, after, BASE)


def test_a_base_with_errors_is_compared_as_far_as_it_can_be_read():
    good = many(2, "x")
    bad = basic() | good | {
        "briefings/2023/2023-05-05-bad.md": "no front matter",
        "briefings/2023/2023-05-06-bad.md": briefing("topics: [nothing-such]", "Words."),
        "briefings/2023/2023-05-07-<b>.md": briefing("", "Words."),
        "briefings/2022/2023-05-08-bad.md": briefing("", "Words."),
    }  # fmt: skip
    old = side(bad)
    assert old.left_out == 4
    found = impact_of(old, side(basic() | good), replace(BASE, errors=5, left_out=old.left_out))
    assert found.nothing
    assert "The content there has errors (5). Briefings that are left out" in markdown(found)
    mended = {"briefings/2023/2023-05-06-bad.md": briefing("", "Words.")}
    again = impact_of(old, side(basic() | good | mended), BASE)
    assert [(fact.id, fact.was) for fact in again.briefings] == [("2023-05-06-bad", "")]


def test_json_has_the_same_facts():
    path, text = secret("published", 1)
    found = impact(basic(), basic() | {path: text})
    assert json.loads(as_json(found)) == json.loads(json.dumps(asdict(found)))


def test_with_errors_there_are_numbers_alone():
    assert faulty(2, 1).splitlines()[2].startswith("The check says: 2 errors, 1 warning. With errors no site is built")
    assert json.loads(faulty_json(2, 1)) == {"errors": 2, "warnings": 1}


def test_a_briefing_older_than_what_feeds_hold_is_announced_by_none():
    files = basic() | many(52, "x")
    old = {"briefings/2020/2020-01-01-old.md": briefing("topics: [t-1]", "Words.", date="2020-01-01")}
    feeds = impact(files, files | old).feeds
    assert feeds.site == ()
    assert feeds.late == ()  # the topic's own feed has room
    assert [fact.uri for fact in feeds.feeds] == ["topics/t-1/"]
    untold = {"briefings/2020/2020-01-01-old.md": briefing("", "Words.", date="2020-01-01")}
    assert impact(files, files | untold).feeds.late == ("2020-01-01-old",)


def test_an_embargo_is_lifted_on_both_sides_at_once():
    files = basic() | {"briefings/2023/2023-05-05-x.md": briefing("embargo: 2023-06-01T00:00Z", "Words.")}
    assert impact(files, files, NOW).nothing
    assert impact(basic(), files, NOW).briefings[0].id == "2023-05-05-x"


def test_every_kind_of_page_has_its_place_in_the_order():
    assert {*PAGE_KINDS, "ordinary"} == set(impact_pages.IMPORTANCE)
