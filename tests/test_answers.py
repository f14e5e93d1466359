"""Typed answers: understood as people write them, by the rules of files, with a hint where they are not."""

from __future__ import annotations

import pytest
from conftest import basic, inputs_of
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.answers import explain, field_of, find_term, host_of, outlet_of, read_answer
from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.model import Speaker
from mkdocs_briefings.schema import BRIEFING
from mkdocs_briefings.vocabulary import read_vocabulary

FILES = {kind: (kind, file.data) for kind, file in inputs_of(basic()).vocabulary.items()}
FILES["outlet"] = (
    "outlet",
    b"daily-news: {name: Daily News, url: 'https://www.news.example/'}\n"
    b"persian: {name: In Persian, url: 'https://fa.news.example/'}\n"
    b"bare: {name: Bare}\n",
)
FILES["topic"] = ("topic", FILES["topic"][1] + b"trade: {name: 'Trade, tariffs'}\n")
VOCABULARY, _ = read_vocabulary(FILES)


@pytest.mark.parametrize(
    ("key", "text", "value", "problems"),
    [
        ("title", "  Iran:\n no ", "Iran: no", []),
        ("title", " ", None, []),
        ("date", "2023-10-02", PartialDate(2023, 10, 2), []),
        ("date", "2023/10/2", None, ["`2023/10/2` is no date; write `2023-10-02`"]),
        ("format", "Press conference", "press-conference", []),
        ("format", "Communiqué", "communique", []),
        ("format", "meating", None, ["`format` cannot be `meating`; did you mean `meeting`?"]),
        ("countries", "Iran, OM; no\n- Egypt", ["IRN", "OMN", "NOR", "EGY"], []),
        ("countries", "[IRN, 'ARM'] , IRN,,", ["IRN", "ARM"], []),
        ("countries", "Iran، عمان", ["IRN", "OMN"], []),
        ("countries", "Omann, Iran", ["IRN"], ["unknown country `Omann`; did you mean `Oman`?"]),
        ("topics", "nuclear talks, TALKS", ["nuclear-talks", "talks"], []),
        ("topics", "talks, nuclear talks\nTrade, tariffs", ["talks", "nuclear-talks", "trade"], []),
        ("topics", "tolks", [], ["unknown topic `tolks`; did you mean `talks`?"]),
        ("speakers", "Jane Doe, A. B. (envoy)", [Speaker("jane-doe"), Speaker("", "A. B.", "envoy")], []),
        ("language", "pt-BR", "pt-BR", []),
        (
            "language",
            "Portuguese!",
            None,
            ["`Portuguese!` is no language tag; write a language tag, as `en` or `pt-BR`"],
        ),
    ],
)
def test_answers(key, text, value, problems):
    answer = read_answer(field_of(key), text, VOCABULARY)
    assert (answer.value, [explain(problem) for problem in answer.problems]) == (value, problems)


@given(
    st.sampled_from([field for field in BRIEFING.fields if field.name not in ("sections", "updates", "sources")]),
    st.text(),
)
def test_any_answer_is_a_value_or_a_problem(field, text):
    answer = read_answer(field, text, VOCABULARY)
    assert answer.value or answer.problems or not [c for c in text if c.isalnum()] or answer.value in (None, [])


def test_outlets_are_known_by_their_host():
    urls = [
        "https://news.example/1",
        "https://FA.news.example:80/x",
        "https://m.news.example/",
        "https://xnews.example/",
        "x",
    ]
    assert [outlet_of(VOCABULARY, url) for url in urls] == ["daily-news", "persian", "daily-news", None, None]
    assert host_of("https://[::1") == ""
    assert find_term(VOCABULARY, "outlet", "daily NEWS") == "daily-news"
