"""Text that somebody sent → Markdown that the check accepts, as little changed as it needs.

Three ways, the first that passes: the text as it is; its words without any mark but `##` headings; its words as a block
of code, in which nothing has a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .edits import with_line_feeds
from .markup import read_body
from .yaml_text import visible

MAX_TEXT = 100_000
"""Characters that are kept: far below the size that a file may have, in any script."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,2}[ \t]+(.+)")
_TICKS = re.compile("`+")


class AcceptedBody(NamedTuple):
    """Markdown without a problem; `notes` say what was done to the text."""

    text: str
    notes: list[str]


def accepted_body(text: str) -> AcceptedBody:
    """The text as a briefing's body. Links within the site and pictures do not pass, since nobody has checked them."""
    lines = [visible(line).rstrip() for line in with_line_feeds(text[:MAX_TEXT]).replace("\t", "    ").split("\n")]
    kept = "\n".join(lines).strip("\n")
    notes = [f"the text was cut after {MAX_TEXT} characters"] if len(text) > MAX_TEXT else []
    return next(found for found in _ways(kept, notes) if _passes(found.text))


def _ways(text: str, notes: list[str]) -> Iterator[AcceptedBody]:
    yield AcceptedBody(text, notes)
    yield AcceptedBody(re.sub(r"(?m)^#(?=[ \t])", "##", text), [*notes, "headings of level 1 became level 2"])
    marks = [*notes, "marks of Markdown or HTML that a briefing may not have were made plain text"]
    yield AcceptedBody("\n".join(_plain(line) for line in text.split("\n")), marks)
    yield AcceptedBody("\n".join(_PUNCTUATION.sub(r"\\\1", line.lstrip()) for line in text.split("\n")), marks)
    fence = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(text))])
    yield AcceptedBody(f"{fence}text\n{text}\n{fence}", [*notes, "the text could only be kept as a block of code"])
    yield AcceptedBody("", ["the text could not be kept"])


def _plain(line: str) -> str:
    heading = _HEADING.fullmatch(line.strip())
    words = _PUNCTUATION.sub(r"\\\1", (heading[1] if heading else line).strip())
    return f"## {words}" if heading else words


def _passes(text: str) -> bool:
    body = read_body("", text, 1)
    return body.read and not body.problems and not body.references
