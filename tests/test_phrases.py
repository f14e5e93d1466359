"""Words in templates: what is put into them is escaped for its place."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_briefings import escape
from mkdocs_briefings.phrases import Phrases
from mkdocs_briefings.words import words_of

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def phrases(language: str = "en", place=escape.page) -> Phrases:
    """The words of a language for a place."""
    return Phrases(words_of(language), place)


def test_a_message_without_values_is_text():
    made = phrases().gettext("Sources & <b>")
    assert made == "Sources & <b>"
    assert not isinstance(made, Markup)


def test_a_message_with_values_is_html():
    made = phrases().gettext("in %(briefing)s & more", briefing=Markup('<a href="x">A_b</a>'))
    assert made == Markup('in <a href="x">A_b</a> &amp; more')
    assert isinstance(made, Markup)


@pytest.mark.parametrize("place", [escape.page, escape.html])
@given(TEXT)
def test_values_are_escaped(place, value):
    made = phrases(place=place).gettext("in %(briefing)s", briefing=value)
    assert not re.search("[<>\"']", made)
    assert unescape(made) == f"in {value}"


def test_numbers_have_the_digits_of_the_language():
    made = phrases("fa").gettext("The newest %(shown)s of %(total)s.", shown=30, total=1205)
    assert "۳۰" in made
    assert "۱۲۰۵" in made
    assert phrases("fa").ngettext("%(num)s section", "%(num)s sections", 3) == "۳ بخش"


def test_a_number_and_a_link_go_together():
    name = Markup("<b>A</b>")
    made = phrases("fr").ngettext("%(name)s: %(num)s briefing.", "%(name)s: %(num)s briefings.", 2, name=name)
    assert made == Markup("<b>A</b>\u00a0: 2 notes.")


def test_what_is_in_another_language_says_so_and_what_is_ours_amid_it():
    here = phrases("fr")
    assert here.tongue("fa") == Markup(' lang="fa" dir="rtl"')
    assert here.ours("fa") == Markup(' lang="fr" dir="ltr"')
    assert [here.tongue("fr"), here.ours("fr"), here.tongue(""), here.ours("")] == [""] * 4


def test_arrows_point_forwards():
    assert (phrases("en").globals()["arrow"], phrases("ar").globals()["arrow"]) == ("→", "←")
