"""The one way to lay out front matter and vocabulary files: the order of keys, the style of lists, quotes, blanks.

All of it is done by span edits on the source (`layout`), so comments and every choice that is not ours stay. The
meaning never changes: a result that would be read otherwise is refused. The body of a briefing is left alone but for a
missing last line feed, since blanks mean something in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from . import layout, schema
from .document import Mapping, Node, Scalar, Sequence, read_briefing_file, read_yaml_file
from .edits import Source, apply, line_offset, with_line_feeds
from .layout import Order
from .markup import read_body
from .problem import ERROR, Problem
from .yaml_text import one_line

ROUNDS = 100
"""More rounds of edits than a file needs: each level of nesting (20 at most) takes one or two."""

_BOM = b"\xef\xbb\xbf"


class MeaningChangedError(Exception):
    """What was laid out would be read otherwise than before: a fault of this program, and the file stays as it is."""


class Formatted(NamedTuple):
    """A file's bytes as they should be. `problems` are the errors for which it was left as it is."""

    data: bytes
    problems: list[Problem]


def format_briefing(path: str, data: bytes) -> Formatted:
    """A briefing's file with its front matter laid out. `path` is for the problems. Raises MeaningChangedError."""
    document, problems = read_briefing_file(path, data)
    problems = [problem for problem in problems if problem.severity == ERROR]
    if document is None or document.front is None or problems:
        return Formatted(data, problems)
    text = data.removeprefix(_BOM).decode("utf-8")
    cut = line_offset(text, document.body_line)
    head, body, feed = with_line_feeds(text[:cut]), text[cut:], _line_feed(text)
    sections = [section.id for section in read_body(path, document.body, document.body_line).sections]

    def read(head: str) -> Mapping | None:
        document, _ = read_briefing_file(path, head.encode())
        return document and document.front

    if not head.endswith("\n"):
        head += "\n"
    if body and not body.endswith(("\n", "\r")):
        body += feed
    head = _format(head, document.front, read, schema.BRIEFING, lambda kind, keys: _in_order(kind, keys, sections))
    return Formatted((head.replace("\n", feed) + body).encode(), [])


def format_vocabulary(kind: str, path: str, data: bytes) -> Formatted:
    """A vocabulary file laid out, its terms sorted by id. `kind` is one of `KINDS`. Raises MeaningChangedError."""
    front, problems = read_yaml_file(path, data)
    if front is None or problems:
        return Formatted(data, problems)
    text = data.removeprefix(_BOM).decode("utf-8")
    whole = with_line_feeds(text)
    if whole and not whole.endswith("\n"):
        whole += "\n"

    def read(text: str) -> Mapping | None:
        return read_yaml_file(path, text.encode())[0]

    whole = _format(whole, front, read, schema.Keyed(schema.VOCABULARY[kind]), _by_id)
    return Formatted(whole.replace("\n", _line_feed(text)).encode(), [])


def _line_feed(text: str) -> str:
    """What the file's first line ends with."""
    return "\r\n" if re.match(r"[^\r\n]*\r\n", text) else "\n"


def _by_id(kind: object, keys: list[str]) -> list[str]:
    return sorted(keys) if isinstance(kind, schema.Keyed) else _in_order(kind, keys, [])


def _in_order(kind: object, keys: list[str], sections: list[str]) -> list[str]:
    """Known keys in the order of the schema, sections in that of their headings; what is unknown stays last."""
    known = sections if isinstance(kind, schema.Keyed) else layout.keys_of(kind)
    places = {key: number for number, key in enumerate(known)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def _format(text: str, front: Mapping, read: Callable[[str], Mapping | None], kind: object, order: Order) -> str:
    """Edit in rounds until nothing is left to do; each round reads anew, so that no edit has to know another.

    `front` was read from the text.
    """
    now: Mapping | None = front
    for _ in range(ROUNDS):
        edits = layout.next_edits(Source(text), now, kind, order)
        if not edits:
            break
        text = apply(text, edits)
        now = read(text)
        if now is None:
            raise MeaningChangedError
    if now is not front and _meaning(front, kind) != _meaning(now, kind):
        raise MeaningChangedError
    return text


def _meaning(node: Node | None, kind: object) -> object:
    """What a file says, apart from how it is laid out: the order of keys means nothing, that of lists does."""
    if isinstance(node, Mapping):
        return {name: _meaning(value, layout.type_of(kind, name)) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        of = kind.of if isinstance(kind, schema.Items) else None
        return [_meaning(item, of) for item in node.items]
    if isinstance(node, Scalar):
        text = layout.moment(node.text) if isinstance(kind, schema.Moment) else node.text
        return (one_line(text), node.empty)
    return None
