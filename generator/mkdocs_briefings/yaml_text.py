"""How values are written in YAML: escaping by place, for text that we put into front matter and vocabulary files.

What is written here is read back by `document` and `reading` as the same text, and by other YAML tools (editors, the
JSON Schema) as text too: what YAML 1.1 or 1.2 takes for a number, a date, a truth value or nothing stands in quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WIDTH = 120
"""A list stands on one line where the line has at most this many characters; else each item has its own."""

# The words of YAML 1.1 (yaml.org/type/bool.html, null.html, merge.html, value.html); those of YAML 1.2 are among them.
_WORDS = frozenset(["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="])
# Whatever begins like a number or a date: more than YAML's own forms, which differ between its versions.
_NUMBER = re.compile(r"[-+.]?[0-9][0-9a-fox_.,:eE+-]*(?:[Tt ][0-9:.]*.*)?|[-+]?\.(?:inf|nan)", re.IGNORECASE)
# YAML 1.2.2, section 7.3.3: characters that have a meaning where a plain value begins; `-`, `?` and `:` have one before
# a blank only, but are put in quotes wherever they come first.
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_IN_FLOW = frozenset(",[]{}:?")


def visible(text: str) -> str:
    """The text with a blank for each character that no editor shows, and that `document` refuses; tabs are blanks.

    These are the categories Cc, Cs, Zl and Zp, the byte order mark and non-characters. Line breaks are among them.
    """
    return "".join(" " if _is_hidden(character) else character for character in text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\ufeff\ufffe\uffff"


def one_line(text: str) -> str:
    """The text as readers of a briefing get it: on one line, single blanks, nothing hidden."""
    return " ".join(visible(text).split())


def is_plain(text: str, flow: bool = False, typed: bool = False) -> bool:
    """Whether a text may stand without quotes; `flow`: within brackets or braces.

    `typed` values (dates, numbers, true and false) are meant as what YAML takes them for.
    """
    if not typed and (text.casefold() in _WORDS or _NUMBER.fullmatch(text)):
        return False
    if not text or text[0] in _FIRST or text != one_line(text) or text.startswith("..."):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not flow or (typed and "," not in text) or not _IN_FLOW.intersection(text)


def may_move_into_brackets(plain: str) -> bool:
    """Whether a value that stands without quotes elsewhere may do so within brackets or braces."""
    return not _IN_FLOW.intersection(plain) and not plain.startswith("-")


def scalar(text: str, flow: bool = False, typed: bool = False) -> str:
    """A text of one line as YAML: plain where it may be, else in quotes. `flow` and `typed` as in `is_plain`."""
    text = one_line(text)
    if is_plain(text, flow, typed):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def flow_list(items: Iterable[str]) -> str:
    """A list in brackets, of items that are YAML for within brackets."""
    return f"[{', '.join(items)}]"


def flow_mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """A mapping in braces, of keys and values that are YAML for within braces."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def comment(text: str) -> str:
    """A comment of one line, whatever the text holds."""
    return f"# {one_line(text)}".rstrip()
