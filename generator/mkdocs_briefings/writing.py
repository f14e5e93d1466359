"""Text of new briefings and new vocabulary terms, from plain values; laid out as `formatting` would.

Values are those that the schema names: texts, whole numbers, truth values, `PartialDate`, dates and moments with a
zone, `Speaker`, lists of them, and mappings for records. Nobody has to escape anything before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from anyascii import anyascii

from . import schema
from .dates import PartialDate
from .document import read_yaml_file
from .edits import Source, apply, block_entries, insert, with_line_feeds
from .layout import TYPED, keys_of, moment, type_of
from .model import Speaker
from .urls import BRIEFING_ID, RESERVED_NAMES, is_term_id
from .yaml_text import WIDTH, comment, flow_list, flow_mapping, is_plain, one_line, scalar

Path = tuple[str | int, ...]
"""Where a value stands: keys, and positions in lists from 0: `("sources", 0, "url")`."""
Comments = Mapping[Path, Sequence[str]]
"""Comments, a text for each line, by the place of the value that they are about."""

SLUG_LENGTH = 60
"""The most characters of an id's words: addresses are read aloud and typed."""

_WORD = re.compile(r"[a-z0-9]+")


class TermExistsError(ValueError):
    """The vocabulary has a term with that id already."""


def slug_of(title: str) -> str:
    """A title's words for an id: a-z, 0-9 and hyphens, cut at a whole word; "" where it has no letter or digit.

    Other scripts are transliterated letter by letter (AnyAscii), so that every title gets an id that can be typed;
    vowels that a script does not write are not guessed.
    """
    words = _WORD.findall(anyascii(one_line(title)).replace("'", "").lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug


def briefing_id(day: PartialDate | date, title: str) -> str:
    """The id of a briefing of a day: `2023-10-02-iran-calls-for-talks`; "" where the title gives no words."""
    words = slug_of(title)
    found = f"{day.iso if isinstance(day, PartialDate) else day.isoformat()}-{words}"
    return found if words and BRIEFING_ID.fullmatch(found) else ""


def term_id(name: str, taken: Sequence[str] | Mapping = ()) -> str:
    """An id for a new term of the vocabulary by its name, with a number where it is taken; "" where it has no words."""
    words = slug_of(name)
    if words in RESERVED_NAMES or words.isdigit():
        words = f"the-{words}"
    number, found = 1, words
    while found in taken:
        number += 1
        found = f"{words}-{number}"
    return found if is_term_id(found) else ""


def briefing_text(
    values: Mapping[str, object],
    body: str = "",
    above: Comments | None = None,
    beside: Mapping[Path, str] | None = None,
    hints: Sequence[str] = (),
) -> str:
    """A briefing's file. Keys come in the order of the schema, sections in the order given (that of the headings).

    `values` are those of the front matter; None is left out, an empty list is written. `above` are comments over a key
    or an item of a list of records, `beside` comments behind a value on one line. `hints` name keys of the front
    matter that have no value: each is written as a comment with the schema's example and sentence. `body` is Markdown.
    Raises KeyError for a key that the schema does not have.
    """
    writer = _Writer(above or {}, beside or {}, hints)
    lines = writer.record(schema.BRIEFING, values, (), 0)
    ending = "" if not body or body.endswith("\n") else "\n"
    return "\n".join(["---", *lines, "---", f"{body}{ending}"])


def vocabulary_entry(kind: str, new_id: str, values: Mapping[str, object]) -> str:
    """A term as it stands in its vocabulary file, with its line feed. `kind` is one of `schema.KINDS`."""
    lines = _Writer({}, {}, (), compact=True).record(schema.VOCABULARY[kind], values, (new_id,), 2)
    return "\n".join([f"{_key(new_id)}:", *lines, ""])


def with_term(text: str, kind: str, new_id: str, values: Mapping[str, object]) -> str:
    """A vocabulary file's text with one more term, put in by id; nothing else changes.

    Raises TermExistsError where the id is taken, ValueError where the file cannot be read.
    """
    feed = "\r\n" if "\r\n" in text else "\n"
    text = with_line_feeds(text.removeprefix("\ufeff"))
    if text and not text.endswith("\n"):
        text += "\n"
    front, problems = read_yaml_file("", text.encode())
    if front is None or problems:
        raise ValueError("; ".join(problem.message for problem in problems))
    if new_id in front.entries:
        raise TermExistsError(f"`{new_id}` is there already")
    entry = vocabulary_entry(kind, new_id, values)
    entries = block_entries(Source(text), front) if front.entries else []
    if entries is None:
        raise ValueError("the terms do not stand on lines of their own")
    later = next((found.lead for found in entries if found.name > new_id), None)
    at = min(entries[-1].end + 1, len(text)) if entries and later is None else len(text) if later is None else later
    return apply(text, [insert(at, entry)]).replace("\n", feed)


class _Writer:
    """Writes records as lines; comments and hints are looked up by path. `compact`: records in lists are in braces."""

    def __init__(
        self, above: Comments, beside: Mapping[Path, str], hints: Sequence[str], compact: bool = False
    ) -> None:
        self.above, self.beside, self.hints, self.compact = above, beside, hints, compact

    def record(self, kind: object, values: Mapping, path: Path, indent: int) -> list[str]:
        """A mapping with each key on a line of its own."""
        names = list(values) if isinstance(kind, schema.Keyed) else keys_of(kind)
        unknown = [name for name in values if name not in names]
        if unknown:
            raise KeyError(f"the schema has no key {unknown[0]!r} here")
        lines: list[str] = []
        for name in names:
            if values.get(name) is not None:
                lines += self.entry(type_of(kind, name), name, values[name], (*path, name), indent)
            elif not path and name in self.hints:
                lines += [*self.comments((name,), 0), _hint(kind, name)]
        return lines

    def comments(self, path: Path, indent: int) -> list[str]:
        """The comment lines above a place."""
        return [" " * indent + comment(text) for text in self.above.get(path, ())]

    def entry(self, kind: object, name: str, value: object, path: Path, indent: int) -> list[str]:
        """A key and its value."""
        start = " " * indent + _key(name) + ":"
        behind = f"  {comment(self.beside[path])}" if path in self.beside else ""
        lines = self.comments(path, indent)
        if isinstance(kind, schema.Record | schema.Keyed) and isinstance(value, Mapping):
            short = f"{start} {_flow(kind, value)}{behind}"
            if not value:
                return [*lines, start + behind]
            if isinstance(kind, schema.Record) and kind is not schema.SECTION and len(short) <= WIDTH:
                return [*lines, short]
            return [*lines, start + behind, *self.record(kind, value, path, indent + 2)]
        if isinstance(kind, schema.Items):
            return lines + self.items(kind, start, value, behind, path, indent)
        return [*lines, f"{start} {_flow(kind, value, flow=False)}{behind}"]

    def items(self, kind: schema.Items, start: str, value: Sequence, behind: str, path: Path, indent: int) -> list[str]:
        """A list: in brackets where it fits, records and long ones an item a line."""
        if not value or not isinstance(kind.of, schema.Record):
            short = f"{start} {flow_list(_flow(kind.of, item) for item in value)}"
            if len(short) <= WIDTH:
                return [short + behind]
            return [start + behind, *(" " * indent + f"  - {_flow(kind.of, item, flow=False)}" for item in value)]
        lines = [start + behind]
        for number, item in enumerate(value):
            short = f"{' ' * (indent + 2)}- {_flow(kind.of, item)}"
            if self.compact and len(short) <= WIDTH:
                lines.append(short)
                continue
            inner = self.record(kind.of, item, (*path, number), indent + 4)
            first = next(n for n, line in enumerate(inner) if not line.lstrip().startswith("#"))
            # A comment above the first key of an item stands above its hyphen.
            lines += self.comments((*path, number), indent + 2) + [line[2:] for line in inner[:first]]
            lines += [f"{' ' * (indent + 2)}- {inner[first].lstrip()}", *inner[first + 1 :]]
        return lines


def _key(name: str) -> str:
    return name if is_plain(name, flow=True) else scalar(name)


def _hint(kind: schema.Record, name: str) -> str:
    """A key that has no value, as a comment: take the first mark away to use it."""
    field = next(field for field in kind.fields if field.name == name)
    return f"{comment(f'{name}: {field.example}')}  {comment(field.doc)}"


def _flow(kind: object, value: object, flow: bool = True) -> str:
    """A value on one line, as it stands within brackets or, without `flow`, behind a key."""
    if isinstance(value, Speaker):
        value = value.person or {"name": value.name, "role": value.role}
    if isinstance(value, Mapping):
        names = [name for name in keys_of(kind) or value if value.get(name) is not None]
        return flow_mapping((_key(name), _flow(type_of(kind, name), value[name])) for name in names)
    if isinstance(value, list | tuple) and not isinstance(value, PartialDate):
        return flow_list(_flow(kind.of if isinstance(kind, schema.Items) else None, item) for item in value)
    return scalar(_text(value), flow=flow, typed=isinstance(kind, TYPED))


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case PartialDate():
            return value.iso
        case datetime():
            return moment(value.isoformat())
        case date():
            return value.isoformat()
    return str(value)
