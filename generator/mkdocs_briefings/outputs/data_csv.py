"""Sections and statements as CSV: a row each, for spreadsheets and data frames.

RFC 4180, in UTF-8 with a byte order mark: Excel takes a file without one for the system's own encoding, and what else
reads CSV knows the mark. Every text stands in quotes and on one line. `cell` keeps formulas out (OWASP, "CSV
Injection"; CWE-1236).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ..schema import Items, Record, Url
from . import data_fields as fields
from .data_fields import CELL_LENGTH, SEPARATOR
from .data_form import Form, StaleFile

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# What makes a spreadsheet read a cell as a formula (OWASP), also in the full width forms of East Asian keyboards.
_FORMULA = "=+\\-@＝＋－＠"
# A cell begins where the text does, and after what a program may take for a separator; blanks and quotes may be eaten.
_BEGINS_FORMULA = re.compile(rf"((?:^|[,;{re.escape(SEPARATOR)}])[\s\"'\u200b-\u200f\u2060\ufeff]*)([{_FORMULA}])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_IN_ADDRESS = re.compile(f"[,;](?=[{_FORMULA}])")


@lru_cache(maxsize=50_000)
def _short_cell(text: str) -> str:
    return _cell(text)


def cell(text: str) -> str:
    """A text as a quoted cell: white space folded, nothing that a spreadsheet takes for a formula.

    The apostrophe stands right before the character that would begin the formula, wherever a program that parts cells
    by comma, semicolon or `|` may see a cell begin. An empty text is an empty cell without quotes.
    """
    return _short_cell(text) if len(text) <= _SHORT else _cell(text)


_SHORT = 100
"""Texts up to this length are mostly names, ids and titles, which come again and again."""


def _cell(text: str) -> str:
    plain = " ".join(_CONTROL.sub(" ", text).split())
    if not plain:
        return ""
    return _quoted(_cut(_BEGINS_FORMULA.sub(r"\1'\2", plain)))


def address_cell(url: str) -> str:
    """An address as a quoted cell: it begins with no formula, and within it a separator before one is encoded."""
    return _quoted(_without_separators(url)) if url else ""


def list_cell(items: Iterable[str]) -> str:
    """Texts as one cell."""
    return cell(SEPARATOR.join(item.replace(SEPARATOR, "/") for item in items))


def address_list_cell(addresses: Iterable[str]) -> str:
    """Addresses as one cell; none of them can have the separator in it (`reading` refuses it)."""
    return _quoted(SEPARATOR.join(map(_without_separators, addresses)))


def _without_separators(url: str) -> str:
    return _IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", url)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def _cut(text: str) -> str:
    """At most as long as a spreadsheet's cell: Excel counts UTF-16 code units."""
    if len(text) * 2 <= CELL_LENGTH:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= CELL_LENGTH * 2:
        return text
    return units[: (CELL_LENGTH - 1) * 2].decode("utf-16-le", "ignore").rstrip() + "…"


def _writer(record: Record):
    """A function from a row's values to its line, by the description: KeyError where one is missing."""
    columns = tuple((field.name, _kind_of(field.type)) for field in record.fields)

    def line(values: Mapping) -> str:
        return ",".join(write(values[name]) for name, write in columns) + "\r\n"

    return line


def _kind_of(kind: object):
    if isinstance(kind, Items):
        return address_list_cell if isinstance(kind.of, Url) else list_cell
    return _single_address if isinstance(kind, Url) else _single


def _single_address(value: str | None) -> str:
    return address_cell(value or "")


def _single(value: str | int | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(value) if isinstance(value, str) else str(value)


_section_line = _writer(fields.SECTION_COLUMNS)
_statement_line = _writer(fields.STATEMENT_COLUMNS)


def header(record: Record) -> bytes:
    """The byte order mark and the first line."""
    return BYTE_ORDER_MARK + ",".join(field.name for field in record.fields).encode() + b"\r\n"


def section_rows(briefing: Mapping, licence: str = "") -> str:
    """The lines of a briefing's sections, from its `briefing_values`."""
    return "".join(_section_line(_section_values(briefing, section, licence)) for section in briefing["sections"])


def statement_rows(briefing: Mapping, licence: str = "") -> str:
    """The lines of a briefing's statements, from its `briefing_values`."""
    return "".join(
        _statement_line(_statement_values(briefing, section, statement, licence))
        for section in briefing["sections"]
        for statement in section["statements"]
    )


def _ids(terms: Iterable[Mapping]) -> list[str]:
    return [term["id"] for term in terms]


def _names(terms: Iterable[Mapping]) -> list[str]:
    return [term["name"] for term in terms]


def _section_values(briefing: Mapping, section: Mapping, licence: str) -> dict:
    sources = [briefing["sources"][number - 1] for number in section["sources"]]
    outlets = {o["id"]: o for source in sources for o in (source["outlet"], source["via"]) if o}.values()
    return {
        "briefing": briefing["id"],
        "section": section["id"],
        "url": section["url"],
        "date": section["date"],
        "published": briefing["published"],
        "format": briefing["format"],
        "language": briefing["language"],
        "series": briefing["series"]["id"] if briefing["series"] else None,
        "title": briefing["title"],
        "heading": section["heading"],
        "topics": _ids(section["topics"]),
        "topic_names": _names(section["topics"]),
        "countries": _ids(section["countries"]),
        "country_names": _names(section["countries"]),
        "people": _ids(section["people"]),
        "people_names": _names(section["people"]),
        "organisations": _ids(section["organisations"]),
        "organisation_names": _names(section["organisations"]),
        "speakers": [speaker["id"] for speaker in section["speakers"] if speaker["id"]],
        "speaker_names": _names(section["speakers"]),
        "speaking_for": _ids(section["speaking_for"]),
        "outlets": _ids(outlets),
        "outlet_names": _names(outlets),
        "source_urls": [source["url"] for source in sources],
        "statements": len(section["statements"]),
        "excerpt": section["excerpt"],
        "text": section["text"],
        "licence": licence,
    }


def _statement_values(briefing: Mapping, section: Mapping, statement: Mapping, licence: str) -> dict:
    source = briefing["sources"][statement["source"] - 1] if statement["source"] else None
    actor = statement["actor"]
    return {
        "briefing": briefing["id"],
        "section": section["id"],
        "number": statement["number"],
        "url": section["url"],
        "date": statement["date"],
        "actor_kind": actor["kind"],
        "actor": actor["id"],
        "actor_name": actor["name"],
        "actor_role": actor["role"],
        "speaking_for": _ids(statement["speaking_for"]),
        "topic": statement["topic"]["id"],
        "topic_name": statement["topic"]["name"],
        "mode": statement["mode"],
        "says": statement["says"],
        "original": statement["original"],
        "original_language": statement["original_language"],
        "shift": statement["shift"],
        "source_outlet": source["outlet"]["id"] if source else None,
        "source_url": source["url"] if source else None,
        "licence": licence,
    }


def csv_form(record: Record) -> Form:
    """How a CSV file is made of the lines of each briefing."""
    return Form(header(record), b"", b"", b"", _id_of)


def csv_file(record: Record, rows: Iterable[str]) -> Iterator[bytes]:
    """A CSV file in pieces; `rows` are the lines of each briefing, in the order of their ids."""
    return csv_form(record).joined(lines.encode() for lines in rows)


def _id_of(line: bytes) -> str:
    """The id of the briefing in a row's line, which is its first cell."""
    if line[:1] != b'"' or line[-2:] != b"\r\n":
        raise StaleFile("a line that is no row")
    return line[1 : line.index(b'"', 1)].decode()
