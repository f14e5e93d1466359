"""Records as CSL-JSON: an array of items of the type `webpage`.

Sources: the CSL 1.0.2 specification, appendix IV "Variables", and its JSON schema `csl-data.json`. Names are `literal`,
so no style takes them apart. Processors read a few HTML tags in values (citeproc-js manual, "HTML-like formatting
tags"), for which the format has no escape.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..dates import PartialDate
from .bibliography import Record, one_line

_JSON = json.JSONEncoder(ensure_ascii=False)


def csl_json(records: Iterable[Record]) -> str:
    """The text of a file with all items, one on a line."""
    lines = map(_JSON.encode, csl_items(records))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def csl_items(records: Iterable[Record]) -> list[dict]:
    """An item for each record, with the variables that are known."""
    return [_item(record) for record in records]


def _item(record: Record) -> dict:
    website, publisher = record.container
    item = {
        "id": record.key,
        "type": "webpage",
        "author": [{"literal": name} for author in record.authors if (name := one_line(author))],
        "title": one_line(record.title),
        "container-title": one_line(website),
        "publisher": one_line(publisher),
        "issued": _date(record.issued),
        "event-date": _date(record.event),
        "event-place": one_line(record.place),
        "accessed": _date(record.accessed),
        "URL": record.url,
        "language": record.language,
        "keyword": one_line(", ".join(record.keywords)),
        "note": one_line(". ".join(note for note in (*record.notes, record.annotation) if note)),
        "abstract": one_line(record.abstract),
    }
    return {variable: value for variable, value in item.items() if value}


def _date(date: PartialDate | None) -> dict | None:
    """A date to the precision that is known."""
    return {"date-parts": [[part for part in date if part]]} if date else None
