"""What people type in answer to a question, or into a form → values that a briefing may have.

The rules are those of files: an answer becomes the nodes that a file would give, and `reading` reads them. On top of
that a term may be named as people name it, and a list may be separated by commas, semicolons or line breaks.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from . import schema
from .document import Mapping, Node, Scalar
from .model import Outlet
from .names import fold
from .problem import Problem, Span
from .reading import Reader, Values
from .vocabulary import Vocabulary, names_of
from .yaml_text import one_line

MAX_ITEMS = 50
"""The most items that an answer may list: more are no answer."""

_SEPARATOR = re.compile(r"[,;\n،؛、]+")
_LINES = re.compile(r"\n+")
_NAME_AND_ROLE = re.compile(r"(.+?)\s*\(([^()]+)\)")
_HERE = Span("answer")


class Answer(NamedTuple):
    """What was understood: `value` (None for nothing), and what was not, a problem for each part."""

    value: object
    problems: list[Problem]


def field_of(name: str) -> schema.Field:
    """A key of a briefing's front matter. Raises KeyError."""
    return {field.name: field for field in schema.BRIEFING.fields}[name]


def read_answer(field: schema.Field, text: str, vocabulary: Vocabulary) -> Answer:
    """Read an answer for a key. Of a list the items that can be used are kept; each other one is a problem."""
    if isinstance(field.type, schema.Items):
        parts = _parts(field.type.of, text, vocabulary)
        found, problems = [], []
        for part in parts[:MAX_ITEMS]:
            value, wrong = _read(field.type.of, part, field.name, vocabulary)
            problems += wrong
            found += [value] if value is not None and value not in found else []
        if len(parts) > MAX_ITEMS:
            hint = "name those that it is really about"
            problems.append(Problem(_HERE, "over-tagged", f"`{field.name}` has {len(parts)} items", hint))
        return Answer(found, problems)
    text = one_line(text)
    if not text:
        return Answer(None, [])
    return Answer(*_read(field.type, text, field.name, vocabulary))


def explain(problem: Problem) -> str:
    """A problem of an answer as one sentence: what is wrong, and how to mend it."""
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def find_term(vocabulary: Vocabulary, kind: str, written: str) -> str | None:
    """The id that is meant: an id, for a country also a code, or any name in any spelling that folds alike."""
    found = vocabulary.resolve(kind, written)
    if found is not None:
        return found
    folded = fold(written)
    if not folded:
        return None
    for term_id in sorted(vocabulary.terms[kind]):
        term = vocabulary.terms[kind][term_id]
        if folded == term_id.replace("-", " ") or folded in map(fold, names_of(term)):
            return term_id
    return None


def host_of(url: str) -> str:
    """The host of an address, in lower case and without `www.`; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""


def outlet_of(vocabulary: Vocabulary, url: str) -> str | None:
    """The outlet whose home page is on the host of an address, or on one above it; the longest host wins."""
    host = host_of(url)
    found = [
        (len(home), outlet.id)
        for outlet in vocabulary.terms["outlet"].values()
        if isinstance(outlet, Outlet) and (home := host_of(outlet.url)) and f".{host}".endswith(f".{home}")
    ]
    return max(found, key=lambda pair: (pair[0], pair[1]))[1] if host and found else None


def _parts(kind: object, text: str, vocabulary: Vocabulary) -> list[str]:
    """The items of a list. A name may hold a comma, so a line that is one name as a whole is one item."""
    parts: list[str] = []
    for line in _LINES.split(text.replace("\r", "\n")):
        line = one_line(line).lstrip("-*• ")
        whole = isinstance(kind, schema.Term) and find_term(vocabulary, kind.kind, line)
        pieces = [line] if whole else _SEPARATOR.split(line)
        parts += [piece.strip(" []\"'") for piece in pieces]
    return list(dict.fromkeys(part for part in parts if part))


def _read(kind: object, text: str, name: str, vocabulary: Vocabulary) -> tuple[object, list[Problem]]:
    reader = Reader(vocabulary)
    node = _node(kind, text, vocabulary)
    value = reader.value(kind, node, name, Values(_HERE))
    return (None, reader.problems) if reader.problems else (value, [])


def _node(kind: object, text: str, vocabulary: Vocabulary) -> Node:
    """The node that a file would give for it."""
    if isinstance(kind, schema.Term):
        return Scalar(_HERE, find_term(vocabulary, kind.kind, text) or text, False)
    if isinstance(kind, schema.Who):
        person = find_term(vocabulary, "person", text)
        named = None if person else _NAME_AND_ROLE.fullmatch(text)
        if named:
            parts = {"name": named[1], "role": named[2]}
            return Mapping(
                _HERE, {key: (Scalar(_HERE, key, True), Scalar(_HERE, part, False)) for key, part in parts.items()}
            )
        return Scalar(_HERE, person or text, False)
    if isinstance(kind, schema.Choice):
        by_meaning = {fold(meaning): option for option, meaning in kind.options}
        return Scalar(_HERE, by_meaning.get(fold(text), text), False)
    return Scalar(_HERE, text, False)
