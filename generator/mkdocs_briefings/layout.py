"""What the layout of front matter should be, as edits: the next ones that a source needs, none where it is right.

The rules: quotes only where they are needed; dates and moments in one form; a list of words stands in brackets where
that fits the line, else each item on a line of its own; keys in the order of the schema; no blanks at the ends of
lines. A list with comments inside keeps its style. A comment goes with the key below it; one that is indented deeper
than that key, with the key above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from . import schema
from .dates import parse_instant
from .document import Mapping, Node, Scalar, Sequence
from .edits import Edit, Entry, Source, block_entries, children, delete
from .yaml_text import WIDTH, flow_list, is_plain, may_move_into_brackets, scalar

Order = Callable[[object, list[str]], list[str]]
"""Puts the keys of a mapping of a schema type into their order."""

TYPED = (schema.Day, schema.Moment, schema.Number, schema.Flag)
"""Types whose values are no texts, and stand without quotes."""
_RECORDS = (schema.Record, schema.Keyed)


class _Value(NamedTuple):
    """A value, its type (None where the schema has none) and the key it stands behind.

    `column`, from 0, is that of the key or of the item's hyphen; `flow` says that it is inside brackets or braces.
    """

    node: Node
    kind: object
    key: Scalar | None
    column: int
    flow: bool


def next_edits(source: Source, front: Mapping, kind: object, order: Order) -> list[Edit]:
    """The edits of one kind that are needed next, in no order; empty where the layout is right."""
    values = list(_walk(source, _Value(front, kind, None, 0, False)))
    return (
        [edit for value in values for edit in _scalar_edits(source, value)]
        or _outermost([edit for value in values for edit in _list_edits(source, value)])
        or _outermost([edit for value in values for edit in _order_edits(source, value, order)])
        or _blank_edits(source, values)
    )


def type_of(kind: object, name: str) -> object:
    """The schema type of a key in a mapping of a type; None where there is none."""
    if isinstance(kind, schema.Keyed):
        return kind.of
    if isinstance(kind, schema.Record):
        return next((field.type for field in kind.fields if field.name == name), None)
    return schema.Text() if isinstance(kind, schema.Who) else None


def keys_of(kind: object) -> list[str]:
    """The keys of a record in the order of the schema; of someone without a page `name` and `role`."""
    if isinstance(kind, schema.Record):
        return [field.name for field in kind.fields]
    return ["name", "role"] if isinstance(kind, schema.Who) else []


def moment(text: str) -> str:
    """A moment as RFC 3339 writes it: in the zone that was given, to the minute where there are no seconds."""
    try:
        parse_instant(text)
    except ValueError:
        return text
    given = datetime.fromisoformat(text)
    precision = "auto" if given.second or given.microsecond else "minutes"
    return given.isoformat(timespec=precision).replace("+00:00", "Z")


def _walk(source: Source, value: _Value) -> Iterator[_Value]:
    yield value
    node, kind = value.node, value.kind
    flow = value.flow or source.is_flow(node)
    if isinstance(node, Mapping):
        for name, (key, child) in node.entries.items():
            yield from _walk(source, _Value(child, type_of(kind, name), key, key.span.column - 1, flow))
    elif isinstance(node, Sequence):
        of = kind.of if isinstance(kind, schema.Items) else None
        for item in node.items:
            yield from _walk(source, _Value(item, of, None, node.span.column - 1, flow))


def _outermost(edits: list[Edit]) -> list[Edit]:
    """The edits that lie in no other: those within are made in a later round."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


# quotes and dates


def _scalar_edits(source: Source, value: _Value) -> Iterator[Edit]:
    node = value.node
    if isinstance(node, Mapping):
        for name, (key, _) in node.entries.items():
            if not key.plain and is_plain(name, value.flow or source.is_flow(node)):
                yield Edit(source.start(key), source.key_end(key), name)
    if not isinstance(node, Scalar) or node.empty or source.text[source.start(node)] in "|>":
        return
    start, end = source.start(node), source.end(node)
    if "\n" in source.text[start:end] or source.text.startswith("#", end):
        return  # its line breaks were chosen; a comment may touch a quote, but no plain value
    wanted = moment(node.text) if isinstance(value.kind, schema.Moment) else node.text
    if (not node.plain or wanted != node.text) and is_plain(wanted, value.flow, isinstance(value.kind, TYPED)):
        yield Edit(start, end, wanted)


# lists


def _list_edits(source: Source, value: _Value) -> Iterator[Edit]:
    """A list of words: in brackets where that fits, else an item a line. Lists of records keep their style."""
    node, key = value.node, value.key
    if not (isinstance(node, Sequence) and isinstance(value.kind, schema.Items)) or not node.items:
        return
    if isinstance(value.kind.of, _RECORDS):
        return
    start, end = source.start(node), source.end(node)
    items = [_item(source, item, value.kind.of, node) for item in node.items]
    behind = source.text[end : source.line_end(end)]
    if None in items or not _is_bare(source, node):
        return
    brackets = flow_list(items)
    if value.flow or key is None:
        if source.is_flow(node) and source.text[start:end] != brackets and "\n" not in source.text[start:end]:
            yield Edit(start, end, brackets)
        return
    colon = source.entry_end(key, Scalar(key.span, "", True))
    before = source.text[source.line_start(colon) : colon]
    if source.text[colon:start].strip() or (not source.is_flow(node) and behind.strip()):
        return  # a comment between key and list, or behind its last item
    if len(f"{before} {brackets}") <= WIDTH:
        if source.text[colon:end] != f" {brackets}":
            yield Edit(colon, end, f" {brackets}")
    elif source.is_flow(node) and not behind.strip():
        indent = " " * (value.column + 2)
        yield Edit(colon, end, "".join(f"\n{indent}- {source.slice(item)}" for item in node.items))


def _item(source: Source, item: Node, kind: object, within: Sequence) -> str | None:
    """An item of a list as it stands in brackets; None for one that should not be moved there."""
    written = source.slice(item, within.span.column - 1)
    if "\n" in written or not written or written[0] in "|>" or isinstance(item, Sequence):
        return None
    if isinstance(item, Mapping):
        return written if source.is_flow(item) else None
    if source.is_flow(within) or not item.plain or may_move_into_brackets(written):
        return written
    return scalar(item.text, flow=True, typed=isinstance(kind, TYPED))


def _is_bare(source: Source, node: Node) -> bool:
    """Whether nothing but marks and blanks stands between the items: no comment."""
    at, between = source.start(node), ""
    for item in children(node):
        between += source.text[at : source.start(item)]
        at = source.end(item, node.span.column - 1)
    return "#" not in between + source.text[at : source.end(node)]


# order


def _order_edits(source: Source, value: _Value, order: Order) -> Iterator[Edit]:
    """Mappings whose keys stand in another order than they should."""
    node = value.node
    if not isinstance(node, Mapping) or not isinstance(value.kind, (*_RECORDS, schema.Who)):
        return
    names = list(node.entries)
    wanted = order(value.kind, names)
    if wanted == names:
        return
    if source.is_flow(node):
        yield from _flow_order(source, node, wanted)
        return
    entries = block_entries(source, node)
    if entries is not None:
        yield _block_order(source, entries, wanted, node.span.column - 1)


def _flow_order(source: Source, node: Mapping, wanted: list[str]) -> Iterator[Edit]:
    """Within braces the entries change places, and what is between them stays."""
    places = [(source.start(key), source.entry_end(key, child)) for key, child in node.entries.values()]
    entries = {name: source.text[start:end] for name, (start, end) in zip(node.entries, places, strict=True)}
    begin, end = source.start(node), source.end(node)
    edges = [begin, *(edge for place in places for edge in place), end]
    gaps = [source.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if "#" in "".join(gaps) or any("#" in text and "\n" in text for text in entries.values()):
        return
    parts = [part for gap, name in zip(gaps, wanted, strict=False) for part in (gap, entries[name])]
    yield Edit(begin, end, "".join([*parts, gaps[-1]]))


def _block_order(source: Source, entries: list[Entry], wanted: list[str], column: int) -> Edit:
    """Entries of a block mapping with what belongs to them, in another order: one edit for the whole mapping."""
    first = entries[0]
    opening = source.text[source.line_start(first.start) : first.start]  # blanks, or the `- ` of an item
    by_name = {entry.name: entry for entry in entries}
    lines: list[str] = []
    for number, name in enumerate(wanted):
        entry = by_name[name]
        above = [line.strip() for line in source.text[entry.lead : source.line_start(entry.start)].splitlines()]
        if not number:  # no blank line before the first; comments stand above an item's hyphen
            above = [line for line in above if line]
        depth = column if number else len(opening) - len(opening.lstrip(" "))
        lines += [" " * depth + line if line else "" for line in above]
        lines.append((" " * column if number else opening) + source.text[entry.start : entry.end])
    return Edit(min(first.lead, source.line_start(first.start)), entries[-1].end, "\n".join(lines))


# blanks


def _blank_edits(source: Source, values: list[_Value]) -> list[Edit]:
    """Blanks at the ends of lines, but for those within a value of several lines, where they may count."""
    kept: list[tuple[int, int]] = []
    for value in values:
        if isinstance(value.node, Scalar):
            start, end = source.start(value.node), source.end(value.node, value.column)
            if "\n" in source.text[start:end]:
                kept.append((source.text.index("\n", start) if source.text[start] in "|>" else start, end))
    blanks = [match.span() for match in re.finditer(r"[ \t]+(?=\n|\Z)", source.text)]
    return [delete(a, b) for a, b in blanks if not any(start <= a < end for start, end in kept)]
