"""Folding: spellings of one name meet, those of different names do not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_briefings.countries import built_in
from mkdocs_briefings.names import direction, fold, initial, sort_key

LETTERS = st.text(
    st.characters(
        codec="utf-8",
        max_codepoint=0x0FFF,
        categories=["L", "Mn", "Mc", "Nd", "P", "Zs"],
        exclude_characters="ϒϓϔϲϹ",  # signs of mathematics and print, in no name
    )
)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["Kan'ani", "Kanʿani", "Kan’ani", "KAN‘ANI", "Kan`ani", "Kanʾani", "kanani"], "kanani"),
        (["Türkiye", "TÜRKİYE", "Turkiye", "Tu\u0308rkiye"], "turkiye"),
        (["كنعاني", "کنعانی", "كنعانى", "کـنعانی"], "کنعانی"),
        (["آذربایجان", "اذربایجان", "أذربايجان"], "اذربایجان"),
        (["هسته‌ای", "هستهای"], "هستهای"),
        (["Əliyev", "Eliyev"], "eliyev"),
        (["Lech Wałęsa", "Lech Walesa"], "lech walesa"),
        (["Straße", "STRASSE", "Strasse"], "strasse"),
        (["Måløy", "Maloy"], "maloy"),
        (["Guinea-Bissau", "guinea  bissau", "Guinea–Bissau"], "guinea bissau"),
        (["Côte d’Ivoire", "Cote d'Ivoire", "COTE DIVOIRE"], "cote divoire"),
        (["U.S.", "u s"], "u s"),
        (["１２３", "123"], "123"),
        (["", "!?", " - ", "_"], ""),
    ],
)
def test_spellings_of_one_name_meet(spellings, folded):
    assert {spelling: fold(spelling) for spelling in spellings} == dict.fromkeys(spellings, folded)


@pytest.mark.parametrize(
    ("one", "other"),
    [("टोगो", "टोंगा"), ("Niger", "Nigeria"), ("Мали", "Мале"), ("中国", "中國"), ("کنعانی", "کنعان")],
)
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_names_of_the_built_in_countries_do_not_fold_to_nothing():
    names = [name for country in built_in()[0].values() for name in (*country.names.values(), *country.native)]
    assert len(names) > 4000
    assert [name for name in names if not fold(name)] == []


@given(LETTERS)
@example("İ")
@example("ﻙ")
@example("ẞ")
@example("ǅ")
def test_fold_is_idempotent_and_one_line_of_words(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert "_" not in folded


@given(st.text("abcxyzäéñçğışÀÉÎÕÜ 09", max_size=30))
def test_fold_disregards_case_and_accents_of_latin_text(text):
    assert fold(text.lower()) == fold(text) == fold(text.upper())
    assert fold(text).isascii()


@given(LETTERS, LETTERS)
def test_fold_goes_word_by_word(one, other):
    assert fold(f"{one} - {other}").split() == [*fold(one).split(), *fold(other).split()]


@pytest.mark.parametrize(
    ("name", "key", "letter"),
    [
        ("The Gambia", "gambia", "G"),
        ("Élysée", "elysee", "E"),
        ("Theresa May", "theresa may", "T"),
        ("38 North", "38 north", "#"),
        ("Ødegaard", "odegaard", "O"),
        ("Иран", "иран", "И"),
        ("…", "", "#"),
    ],
)
def test_places_in_an_alphabetical_list(name, key, letter):
    assert (sort_key(name), initial(name)) == (key, letter)


def test_arabic_and_persian_have_their_own_order():
    persian = ["آلمان", "بلژیک", "پاکستان", "چین", "ژاپن", "عراق", "کانادا", "گرجستان", "ویتنام", "هند", "یمن", "Iran"]
    assert sorted(set(persian), key=lambda name: sort_key(name, "fa-AF")) == persian
    arabic = ["ألمانيا", "إيران", "بلجيكا", "كندا", "لبنان", "هولندا", "وادي", "يونان", "Iran"]
    assert sorted(set(arabic), key=lambda name: sort_key(name, "ar")) == arabic
    assert sort_key("Élysée", "fr") == sort_key("Élysée") == "elysee"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fa", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("FA", "rtl"), ("pa-Arab", "rtl"),
        ("en", "ltr"), ("tr", "ltr"), ("uz-Latn", "ltr"), ("ar-Latn", "ltr"), ("fr", "ltr"), ("arn", "ltr"),
    ],
)  # fmt: skip
def test_direction(language, expected):
    assert direction(language) == expected
