"""Writing directions inside plain text, by the Unicode Bidirectional Algorithm (UAX #9).

HTML says the direction of a text by `dir`. Plain text has only characters for it. A foreign text among our words stands
in an isolate, so that commas and numbers beside it stay where they are. The algorithm ends every isolate with the line
(rule P1: a line break is a paragraph's end), so each line opens and closes its own.
"""

from __future__ import annotations

import re
import unicodedata

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
"""Left-to-right isolate, right-to-left isolate, pop directional isolate (UAX #9, section 2.4)."""

# Embeddings, overrides and isolates (2.1–2.5): they reach beyond the text they stand in. Marks (2.6) do not.
_REACHING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """A text without the characters that would turn what stands after it."""
    return _REACHING.sub("", text)


def first_strong(text: str) -> str:
    """`ltr` or `rtl` by the first letter that has a direction (rules P2 and P3); "" where none has."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return ""


def is_mixed(text: str, base: str) -> bool:
    """Whether a text has letters that run against a base direction."""
    against = ("R", "AL") if base == "ltr" else ("L",)
    return any(unicodedata.bidirectional(character) in against for character in text)


def isolated(text: str, direction: str) -> str:
    """A piece of one line, set apart from what stands around it."""
    return f"{RLI if direction == 'rtl' else LRI}{text}{PDI}"
