"""Words that a briefing shares with the article it was written from: runs of twelve and more are somebody else's text.

Case, punctuation, accents and kinds of quotation marks do not matter. Quotations are no copies: a run that stands
within quotation marks, or in a quotation block (`>`), in our own text is left out as long as the quotation has at most
`LONGEST_QUOTE` words; so is what a statement of mode `quote` says. The titles of sources are the articles' by nature
and are not looked at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..document import Mapping, Node, Scalar, Sequence, read_briefing_file
from ..problem import Problem, Span
from .words import Words

WORDS = 12
"""So many words in a row are no coincidence."""
LONGEST_QUOTE = 60
"""Words of a quotation; what is longer is a reprint."""
CODE = "copied-text"
"""The code of the problems."""

_QUOTED = re.compile(r"“[^“”]{2,}”|„[^„“”]{2,}[“”]|«[^«»]{2,}»|\"[^\"]{2,}\"|‘[^‘’]{20,}’(?!\w)")
_BLOCK = re.compile(r"(?m)(?:^ {0,3}>.*(?:\n|\Z))+")


class Run(NamedTuple):
    """Words shared: the offsets in both texts, and how many they are."""

    start: int
    end: int
    article_start: int
    article_end: int
    words: int


def shared_runs(own_text: str, article_text: str, words: int = WORDS) -> list[Run]:
    """Every longest run of at least `words` words that stands in both texts, in the order of our own.

    Where a run stands in the article several times the first place is told. Runs do not overlap in our own text.
    """
    own, article = Words(own_text), Words(article_text)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(article) - words + 1):
        places.setdefault(tuple(article.forms[at : at + words]), []).append(at)
    runs, at = [], 0
    while at <= len(own) - words:
        found = places.get(tuple(own.forms[at : at + words]))
        if not found:
            at += 1
            continue
        length, there = max((_length(own, article, at, start), -start) for start in found[:50])
        there = -there
        runs.append(
            Run(
                own.starts[at],
                own.ends[at + length - 1],
                article.starts[there],
                article.ends[there + length - 1],
                length,
            )
        )
        at += length
    return runs


def _length(own: Words, article: Words, at: int, there: int) -> int:
    """How many words are the same from two places on."""
    length = 0
    most = min(len(own) - at, len(article) - there)
    while length < most and own.forms[at + length] == article.forms[there + length]:
        length += 1
    return length


def copied(path: str, data: bytes, article_text: str) -> list[Problem]:
    """The runs that a briefing's file shares with an article, as problems at their places."""
    document, _ = read_briefing_file(path, data)
    if document is None:
        return []
    problems = []
    for node in _own_words(document.front):
        for run in _unquoted(node.text, shared_runs(node.text, article_text)):
            problems.append(_problem(node.span, node.text, run))
    for run in _unquoted(document.body, shared_runs(document.body, article_text)):
        line = document.body.count("\n", 0, run.start)
        column = run.start - (document.body.rfind("\n", 0, run.start) + 1) + 1
        problems.append(_problem(Span(path, document.body_line + line, column), document.body, run))
    return problems


def _own_words(front: Mapping | None) -> list[Scalar]:
    """The values of the front matter that are ours to write: title, summary, and what statements say in our words."""
    if front is None:
        return []
    found = [front.entries[key][1] for key in ("title", "summary") if key in front.entries]
    sections = front.entries.get("sections", (None, None))[1]
    for _, section in sections.entries.values() if isinstance(sections, Mapping) else ():
        statements = section.entries.get("statements", (None, None))[1] if isinstance(section, Mapping) else None
        for statement in statements.items if isinstance(statements, Sequence) else ():
            if isinstance(statement, Mapping) and _text(statement, "mode") != "quote" and "says" in statement.entries:
                found.append(statement.entries["says"][1])
    return [node for node in found if isinstance(node, Scalar)]


def _text(mapping: Mapping, key: str) -> str:
    node: Node | None = mapping.entries.get(key, (None, None))[1]
    return node.text.strip() if isinstance(node, Scalar) else ""


def _unquoted(text: str, runs: list[Run]) -> list[Run]:
    if not runs:
        return runs
    quotes = [
        match.span()
        for pattern in (_QUOTED, _BLOCK)
        for match in pattern.finditer(text)
        if len(match[0].split()) <= LONGEST_QUOTE
    ]
    return [run for run in runs if not any(begin <= run.start and run.end <= end for begin, end in quotes)]


def _problem(span: Span, text: str, run: Run) -> Problem:
    words = text[run.start : run.end].split()
    shown = f"{' '.join(words[:4])} … {' '.join(words[-3:])}"
    message = f"{run.words} words in a row are the article's: “{shown}”"
    return Problem(span, CODE, message, "say it in your own words, or put a short quotation into quotation marks")
