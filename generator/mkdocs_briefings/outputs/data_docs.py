"""What the page /data/ says of the files: each with every field, from the descriptions in `data_fields`."""

from __future__ import annotations

from collections.abc import Iterator

from .. import reference, schema
from ..json_schema import Count
from ..library import Library
from ..schema import Record
from ..views import FieldRow, FieldTable, FileDoc
from . import data_catalogue as catalogue
from .data_catalogue import FOLDER, RECORD_NAMES, year_of


def documentation(library: Library) -> tuple[FileDoc, ...]:
    """Every file with every field, for the page /data/; addresses are URIs of the site. `NOTES` belongs beside it."""
    years = sorted({year_of(briefing.id) for briefing in library.listed}, reverse=True)
    seen: set[Record] = set()
    return tuple(
        FileDoc(
            name=file.name,
            uri=FOLDER + file.name,
            title=file.title,
            doc=file.doc,
            schema=FOLDER + file.schema if file.schema else "",
            years=tuple((y, FOLDER + file.yearly.format(year=y)) for y in years) if file.yearly else (),
            tables=tuple(_tables(file.record, seen)),
        )
        for file in catalogue.FILES
    )


def _tables(record: Record, seen: set[Record]) -> Iterator[FieldTable]:
    seen.add(record)
    rows = tuple(
        FieldRow(f.name, describe(f.type), f.doc, f.required or isinstance(f.type, schema.Items)) for f in record.fields
    )
    yield FieldTable(RECORD_NAMES.get(record, ""), rows)
    for f in record.fields:
        inner = f.type.of if isinstance(f.type, schema.Items) else f.type
        if isinstance(inner, Record) and inner not in seen:
            yield from _tables(inner, seen)


def describe(kind: object) -> str:
    """A type in words."""
    match kind:
        case Count():
            return "number from 0"
        case Record():
            return RECORD_NAMES.get(kind) or "; ".join(f"{f.name}: {describe(f.type)}" for f in kind.fields)
        case schema.Items():
            return f"list of: {describe(kind.of)}"
    return reference.describe(kind)
