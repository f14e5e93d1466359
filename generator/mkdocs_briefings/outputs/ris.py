"""Records as RIS, of the type `ELEC` (web page).

A line is a tag of two characters, two spaces, a hyphen, a space and the value; lines end with CR LF; a record begins
with `TY` and ends with `ER`. Dates are `YYYY/MM/DD/other`, with the slashes kept where a part is not known. Source:
Research Information Systems, "RIS Format Specifications"; for the tags of web pages Zotero's translator "RIS".
"""

from __future__ import annotations

from collections.abc import Iterable

from ..dates import PartialDate
from .bibliography import Record, one_line


def value(text: str) -> str:
    """For the value of a line: without line breaks it cannot begin another, whatever it looks like."""
    return one_line(text)


def ris(records: Iterable[Record]) -> str:
    """A file with all records."""
    return "".join(_record(record) for record in records)


def _record(record: Record) -> str:
    website, publisher = record.container
    lines = [
        ("TY", "ELEC"),
        ("ID", record.key),
        *(("AU", author) for author in record.authors),
        ("TI", record.title),
        ("T2", website),
        ("PB", publisher),
        ("PY", f"{record.issued.year:04}" if record.issued else ""),
        ("DA", _date(record.issued)),
        ("Y2", _date(record.accessed)),
        ("UR", record.url),
        ("LA", record.language),
        ("AB", record.abstract),
        *(("KW", keyword) for keyword in record.keywords),
        *(("N1", note) for note in (*record.notes, record.annotation)),
    ]
    written = [(tag, value(text)) for tag, text in lines]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in written if text) + "ER  - \r\n\r\n"


def _date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/"
