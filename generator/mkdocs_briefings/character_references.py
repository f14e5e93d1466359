"""Character references in a body (`&#7;`, `&rlm;`) that bring in what the text itself may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from . import hidden
from .problem import MAX_ALIKE, Problem, Span

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that HTML cannot hold, or no reader can see."""

_CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_ANY_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[A-Za-z]{2,40});")


def unseen(path: str, text: str, line: int) -> Iterator[Problem]:
    """Character references that mean a character nobody can see; the file itself has none (see `document`)."""
    row = at = told = 0
    for match in _CHARACTER_REFERENCE.finditer(text):
        code = int(match[1] or match[2], 16 if match[1] else 10)
        if code <= 0xFFFF and UNSEEN.match(chr(code)):
            row, at, told = row + text.count("\n", at, match.start()), match.start(), told + 1
            if told > MAX_ALIKE + 1:
                return
            span = Span(path, line + row, match.start() - text.rfind("\n", 0, match.start()))
            yield Problem(span, "control-character", f"`{match[0]}` is a character that cannot be seen", "delete it")


def hiding(path: str, text: str, line: int, shown: str) -> Iterator[Problem]:
    """Character references, by number or name, to what hides or turns text, and is in the HTML that is `shown`."""
    there, told = set(hidden.SUSPECT.findall(shown)), 0
    for match in _ANY_REFERENCE.finditer(text):
        character = unescape(match[0])
        if character in there and hidden.hides(character) and (told := told + 1) <= MAX_ALIKE + 1:
            row, begin = text.count("\n", 0, match.start()), text.rfind("\n", 0, match.start())
            message = f"`{match[0]}` is {hidden.named(character)}, which hides text or turns it around"
            yield Problem(Span(path, line + row, match.start() - begin), "hidden-character", message, "delete it")
