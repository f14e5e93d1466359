"""Runs of words that a briefing shares with its article are found; quotations and coincidences are not."""

from __future__ import annotations

from conftest import briefing
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.assist.overlap import copied, shared_runs

SENTENCE = "the harbour master said that no ship may leave before the tide has turned twice"
ARTICLE = f"On Monday {SENTENCE}, which took everybody by surprise. Nobody had asked him."


def places(front: str = "", body: str = "", **given_keys: str) -> list[tuple[int, int, str]]:
    data = briefing(front, body, **given_keys).encode()
    return [(p.span.line, p.span.column, p.message) for p in copied("x.md", data, ARTICLE)]


def test_a_run_has_its_place_in_both_texts():
    own = "He wrote: “The HARBOUR master said, that no ship may leave — before the tide has turned twice”. And so on."
    (run,) = shared_runs(own, ARTICLE)
    assert run.words == 15
    assert own[run.start : run.end].startswith("The HARBOUR")
    assert own[run.start : run.end].endswith("twice")
    assert ARTICLE[run.article_start : run.article_end] == SENTENCE


def test_eleven_words_are_no_run_and_twelve_are():
    words = SENTENCE.split()
    assert shared_runs(" ".join(words[:11]), ARTICLE) == []
    assert [run.words for run in shared_runs(" ".join(words[:12]), ARTICLE)] == [12]


def test_the_longest_place_counts():
    text = f"{' '.join(SENTENCE.split()[:13])} at all. {ARTICLE}"
    assert [run.words for run in shared_runs(SENTENCE, text)] == [15]


def test_problems_stand_where_the_words_do():
    found = places(body=f"\n## One\n\nIt is said that {SENTENCE}.\n", summary=f"So {SENTENCE}.")
    assert [(line, column) for line, column, _ in found] == [(5, 10), (11, 17)]
    assert found[1][2] == "15 words in a row are the article's: “the harbour master said … has turned twice”"


def test_quotations_are_no_copies():
    assert places(body=f"He said “{SENTENCE}”.\n\n> {SENTENCE}\n\nOr «{SENTENCE}».\n") == []
    assert len(places(body=f"He said “{SENTENCE}”. Indeed {SENTENCE}.\n")) == 1
    long = " ".join(["so"] * 60)
    assert len(places(body=f"He said “{long} {SENTENCE}”.\n")) == 1


def test_statements_by_their_mode():
    def front(mode: str) -> str:
        statement = f'{{country: IRN, topic: sanctions, mode: {mode}, says: "{SENTENCE}"}}'
        return f"sections:\n  lead:\n    statements:\n      - {statement}\n"

    assert places(front("quote")) == []
    assert len(places(front("paraphrase"))) == 1


def test_the_title_of_a_source_is_the_articles():
    sources = f'[{{outlet: daily-news, url: https://news.example/1, title: "{SENTENCE}"}}]'
    assert places(sources=sources) == []
    assert len(places(title=SENTENCE)) == 1


@given(st.lists(st.sampled_from("abc"), max_size=60), st.lists(st.sampled_from("abc"), max_size=60))
def test_runs_are_really_shared(own, article):
    mine, theirs = " ".join(own), " ".join(article)
    end = 0
    for run in shared_runs(mine, theirs, words=4):
        assert run.start >= end
        assert mine[run.start : run.end] == theirs[run.article_start : run.article_end]
        assert len(mine[run.start : run.end].split()) == run.words >= 4
        end = run.end
    grams = {tuple(article[at : at + 4]) for at in range(len(article) - 3)}
    covered = [(run.start // 2, run.end // 2) for run in shared_runs(mine, theirs, words=4)]
    for at in range(len(own) - 3):
        if tuple(own[at : at + 4]) in grams:
            assert any(start <= at + 3 and at <= end for start, end in covered)
