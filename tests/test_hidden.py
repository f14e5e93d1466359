"""Hidden characters are found exactly where they stand, and left alone where a script or an emoji needs them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.hidden import SUSPECT, findings, hides, without

BELONG = {
    "Persian with joiners": "می‌خواهم نمی‌شود علاقه‌مند",
    "Persian with a joiner behind a vowel sign": "کِ‌تاب",
    "Urdu with a direction mark": "اردو\u200e (Urdu)",
    "Hebrew with a direction mark": "שלום\u200f!",
    "Hindi with joiners": "क्‍ष क्‌ष",
    "Sinhala": "ශ්‍රී",
    "Malayalam": "അവന്‍",
    "Bengali": "র‍্যাব",
    "Mongolian with a selector": "ᠠ᠋",
    "Thai with zero width spaces": "ประเทศ\u200bไทย",
    "Khmer": "ភាសា\u200bខ្មែរ",
    "Hebrew with a joiner of marks": "יִ\u034fם",
    "a family": "👩‍👩‍👧‍👦",
    "a heart with its selector": "❤️ ☎︎ ©️",
    "a keycap": "1️⃣ #️⃣",
    "skin colours and joiners": "👩🏽‍🚀 🏳️‍🌈",
    "the flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a variant of a Chinese character": "葛\U000e0100",
    "words in one alphabet each": "Сергей Lavrov Κύπρος",
    "a Greek letter among Latin ones": "Δt λmax πr Ωm",
    "Cyrillic letters that look like no Latin ones": "Lжab",
    "Latin in ASCII": "plain words",
    "Latin letters of other languages": "Çelik Łódź Đorđević ʻOkina İstanbul",
}


@pytest.mark.parametrize("text", BELONG.values(), ids=BELONG)
def test_what_a_script_needs_is_no_fault(text):
    assert list(findings(text)) == []


FAULTS = {
    "ab\u202ecd": [(2, "hidden-character", "U+202E RIGHT-TO-LEFT OVERRIDE shows text in another order")],
    "سلام\u2067": [(4, "hidden-character", "U+2067 RIGHT-TO-LEFT ISOLATE shows")],
    "a\U000e0041\U000e007f": [(1, "hidden-character", "U+E0041 TAG LATIN CAPITAL LETTER A cannot be seen"), (2,)],
    "🏴\U000e0075\U000e0073\U000e007f": [(1, "hidden-character"), (2,), (3,)],
    "a\ufe0f": [(1, "hidden-character", "U+FE0F VARIATION SELECTOR-16")],
    "❤\ufe0f\ufe0f": [(2, "hidden-character")],
    "a\U000e01ef": [(1, "hidden-character", "U+E01EF VARIATION SELECTOR-256")],
    "a\u3164b": [(1, "hidden-character", "U+3164 HANGUL FILLER")],
    "a\u2062b": [(1, "hidden-character", "U+2062 INVISIBLE TIMES")],
    "a\U000e0fffb": [(1, "hidden-character", "U+E0FFF (no name)")],
    "nuclear\u200bdeal": [(7, "invisible-character", "U+200B ZERO WIDTH SPACE cannot be seen")],
    "co\xadoperation": [(2, "invisible-character", "U+00AD SOFT HYPHEN")],
    "a\u200cb": [(1, "invisible-character", "U+200C ZERO WIDTH NON-JOINER")],
    "می\u200c\u200cخواهم": [(3, "invisible-character")],
    "a\u200d👩": [(1, "invisible-character")],
    "a\u200fb": [(1, "invisible-character", "U+200F RIGHT-TO-LEFT MARK")],
    "a\u2060b": [(1, "invisible-character", "U+2060 WORD JOINER")],
    "pаypal é": [(1, "mixed-scripts", "`pаypal` mixes Latin and Cyrillic letters: U+0430 CYRILLIC SMALL LETTER A")],
    "οne": [(0, "mixed-scripts", "`οne` mixes Latin and Greek letters: U+03BF GREEK SMALL LETTER OMICRON")],
    "Лaвров": [(1, "mixed-scripts", "`Лaвров` mixes Latin and Cyrillic letters: U+0061 LATIN SMALL LETTER A")],
}


@pytest.mark.parametrize("text", FAULTS, ids=[ascii(text) for text in FAULTS])
def test_what_misleads_is_named_with_its_place(text):
    found = sorted(findings(text))
    assert [one.at for one in found] == [wanted[0] for wanted in FAULTS[text]]
    for one, wanted in zip(found, FAULTS[text], strict=True):
        assert one[1 : len(wanted)][:1] == wanted[1:2]
        assert one.message.startswith(wanted[2] if len(wanted) > 2 else "")
        assert one.hint


ODD = "\u202e\u200d\u200c\ufe0f\U000e0041аоa👩می"


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODD)), max_size=40))
def test_any_text_has_places_within_it_and_no_turning_character_goes_unmentioned(text):
    found = list(findings(text))
    assert all(0 <= one.at < len(text) for one in found)
    told = {one.at for one in found}
    turning = {at for at, c in enumerate(text) if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF")}
    isolating = {at for at, c in enumerate(text) if unicodedata.bidirectional(c) in ("LRI", "RLI", "FSI", "PDI")}
    assert turning | isolating <= told


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODD)), max_size=40))
def test_a_text_may_be_freed_of_what_hides_and_of_nothing_else(text):
    free = without(text)
    assert not any(one.code == "hidden-character" for one in findings(free))
    assert "".join(c for c in text if not SUSPECT.match(c)) == "".join(c for c in free if not SUSPECT.match(c))


def test_all_that_unicode_calls_format_characters_is_suspect_but_what_shows():
    shown = set("\ufeff")  # refused everywhere, by `decoding`
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) == "Cf" and character not in shown and not SUSPECT.match(character):
            # Signs that are seen around the digits after them, and hieroglyphs' and shorthand's own.
            name = unicodedata.name(character)
            assert any(word in name for word in ("ARABIC", "SYRIAC", "KAITHI", "HIEROGLYPH", "SHORTHAND")), name


@pytest.mark.parametrize("character", "\u202e\u2066\u3164\U000e0041")
def test_what_hides_or_turns_does_so_wherever_it_stands(character):
    assert hides(character)


@pytest.mark.parametrize("character", "\u200c\u200d\u200f\xad\ufe0f\U000e0100a ")
def test_what_may_belong_somewhere_is_not_said_to_hide(character):
    assert not hides(character)
