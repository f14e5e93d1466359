"""Dates and numbers in a language, held against CLDR."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.date_words import Cldr, English, date_words
from mkdocs_briefings.dates import PartialDate

FULL, MONTH, YEAR = PartialDate(2023, 10, 2), PartialDate(2023, 10), PartialDate(2023)


LABELS = """
en    | 2 October 2023  | October 2023 | 2023 | Monday 2 October 2023   | 2 Oct    | Oct 2023     | Q4 2023
en-US | October 2, 2023 | October 2023 | 2023 | Monday, October 2, 2023 | Oct 2    | Oct 2023     | Q4 2023
fr    | 2 octobre 2023  | octobre 2023 | 2023 | lundi 2 octobre 2023    | 2 oct.   | oct. 2023    | T4 2023
ar    | 2 أكتوبر 2023   | أكتوبر 2023  | 2023 | الاثنين، 2 أكتوبر 2023  | 2 أكتوبر | أكتوبر 2023  | الربع الرابع 2023
ar-EG | ٢ أكتوبر ٢٠٢٣   | أكتوبر ٢٠٢٣  | ٢٠٢٣ | الاثنين، ٢ أكتوبر ٢٠٢٣  | ٢ أكتوبر | أكتوبر ٢٠٢٣  | الربع الرابع ٢٠٢٣
fa    | ۲ اکتبر ۲۰۲۳    | اکتبر ۲۰۲۳   | ۲۰۲۳ | دوشنبه ۲ اکتبر ۲۰۲۳     | ۲ اکتبر  | اکتبر ۲۰۲۳   | سه‌ماههٔ چهارم ۲۰۲۳
"""


@pytest.mark.parametrize("line", LABELS.strip().splitlines(), ids=lambda line: line.split()[0])
def test_dates_are_written_as_the_language_does(line):
    tag, *labels = (part.strip() for part in line.split("|"))
    words = date_words(tag)
    made = [words.label(day) for day in (FULL, MONTH, YEAR)]
    made += [words.long_label(FULL), words.day_label(FULL), words.short_month_label(2023, 10)]
    # Spaces that do not break are CLDR's; here it is about the words.
    made = [text.replace("\u200f", "").replace("\u00a0", " ") for text in [*made, words.quarter_label(2023, 4)]]
    assert made == labels


@pytest.mark.parametrize("tag", ["en", "fr", "ar", "fa"])
def test_a_day_that_is_not_known_is_not_named(tag):
    words = date_words(tag)
    assert [words.day_label(day) for day in (MONTH, YEAR)] == ["", ""]
    assert [words.long_label(day) for day in (MONTH, YEAR)] == [words.label(day) for day in (MONTH, YEAR)]


@pytest.mark.parametrize(
    ("tag", "spans"),
    {
        "en": ["2–8 October 2023", "30 October – 5 November 2023", "25 December 2023 – 1 January 2024"],
        "fr": ["2–8 octobre 2023", "30 octobre – 5 novembre 2023", "25 décembre 2023 – 1 janvier 2024"],
        "fa": ["۲ تا ۸ اکتبر ۲۰۲۳", "۳۰ اکتبر تا ۵ نوامبر ۲۰۲۳", "۲۵ دسامبر ۲۰۲۳ تا ۱ ژانویهٔ ۲۰۲۴"],
    }.items(),
)
def test_a_span_says_what_is_common_once(tag, spans):
    words = date_words(tag)
    days = [("2023-10-02", "2023-10-08"), ("2023-10-30", "2023-11-05"), ("2023-12-25", "2024-01-01")]
    made = [words.span_label(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]
    assert [" ".join(text.split()) for text in made] == spans


@given(st.dates(date(1000, 1, 1)))
def test_our_own_english_is_that_of_cldr(day):
    here, british = PartialDate(day.year, day.month, day.day), Locale("en", "GB")
    assert English().label(here) == format_date(day, "long", locale=british)
    assert English().long_label(here) == format_date(day, "full", locale=british).replace(",", "")
    assert English().month_label(day.year, day.month) == Cldr(british).month_label(day.year, day.month)
    quarter = (day.year, (day.month + 2) // 3)
    assert English().quarter_label(*quarter) == Cldr(british).quarter_label(*quarter)


@given(st.dates(date(1000, 1, 1)), st.integers(0, 10**9))
def test_persian_has_no_digit_of_another_script(day, number):
    words = date_words("fa")
    here = PartialDate(day.year, day.month, day.day)
    for text in (words.label(here), words.long_label(here), words.day_label(here), words.number(number)):
        assert not any("0" <= character <= "9" for character in text)
        assert str(day.day) in text.translate({ord("۰") + n: str(n) for n in range(10)}) or text == words.number(number)
    assert int(words.number(number)) == number


@pytest.mark.parametrize(("tag", "zero"), [("ar", "0"), ("ar-EG", "٠"), ("fa", "۰"), ("fr", "0"), ("en", "0")])
def test_digits_are_those_of_the_region(tag, zero):
    assert date_words(tag).number(0) == zero


def test_a_region_that_cldr_does_not_know_is_read_as_its_language():
    assert date_words("fr-XX").label(FULL) == date_words("fr").label(FULL)
    assert date_words("fa-<b>").label(FULL) == date_words("fa").label(FULL)


def test_languages_are_named_in_the_language():
    assert [date_words("fr").language_name(tag) for tag in ("fa", "pt-BR", "fa-AF", "xx")] == [
        "persan", "portugais brésilien", "dari", "xx",
    ]  # fmt: skip
    assert date_words("en").language_name("fa") == "fa"
