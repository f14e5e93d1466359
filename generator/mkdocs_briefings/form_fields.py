"""The contribution form as data, from the schema: what the page /contribute/ builds its fields from.

A key that is added to the schema is asked for without a change here. The page's scripts (`contribute-*.js`) know the
kinds of values, not the keys.
"""

from __future__ import annotations

from . import schema
from .crosscheck import DAYS_AHEAD
from .json_schema import ACTORS, SOMEONE
from .schema import KINDS, Field, Record

FIRST = ("title", "date", "format", "summary", "place", "speakers", "countries", "topics", "sources", "sections")
"""The keys that are asked for at once; all others stand folded under "More"."""

LABELS = {"url": "Web address"}
"""What to call a key whose name is no word."""

LANGUAGE = "en"
"""What the schema's names and meanings are written in."""

_TYPED = (schema.Text, schema.Moment, schema.Url, schema.Language, schema.Number, schema.BriefingId)
"""Kinds whose values are typed as they stand in the file, so that an example helps."""

LONG = frozenset(["summary", "says", "note", "text"])
"""Texts of a sentence or two: their fields have several lines, though the value has one."""


def contribution_form() -> dict[str, object]:
    """The form: the fields of a briefing in order, those to show at once, and the numbers that the check goes by."""
    return {
        "fields": _fields(schema.BRIEFING),
        "first": list(FIRST),
        "actors": list(ACTORS),
        "limits": {
            "summary": schema.SUMMARY_LENGTH,
            "countries": schema.SECTION_COUNTRIES,
            "topics": schema.SECTION_TOPICS,
            "days-ahead": DAYS_AHEAD,
        },
    }


def _fields(record: Record) -> list[dict[str, object]]:
    return [_field(field) for field in record.fields]


def _field(field: Field) -> dict[str, object]:
    """A key: its name, what to call it, a hint, an example, whether it is needed, and its kind."""
    found: dict[str, object] = {
        "name": field.name,
        "label": LABELS.get(field.name) or field.name.replace("_", " ").capitalize(),
        "hint": field.doc,
        "lang": LANGUAGE,
        **kind_of(field.type),
    }
    if field.required:
        found["required"] = True
    if field.name in LONG:
        found["long"] = True
    typed = isinstance(field.type, _TYPED) or field.type == schema.Day(partial=True)
    if typed and field.example and "…" not in field.example:
        found["example"] = field.example
    return found


def kind_of(kind: object) -> dict[str, object]:
    """What a script has to know of a type. Raises TypeError for one that has no field yet."""
    match kind:
        case schema.Items():
            return {"kind": "list", "of": kind_of(kind.of), "least": kind.least}
        case schema.Record():
            return {"kind": "record", "fields": _fields(kind)}
        case schema.Keyed():
            return {"kind": "sections", "fields": _fields(kind.of)}
        case schema.Choice():
            return {"kind": "choice", "options": [list(option) for option in kind.options]}
        case schema.Term():
            return {"kind": "term", "terms": KINDS[kind.kind]}
        case schema.Who():
            return {"kind": "who", "terms": KINDS["person"], "fields": _fields(SOMEONE)}
        case schema.Day():
            return {"kind": "partial-day" if kind.partial else "day"}
    plain = _PLAIN.get(type(kind))
    if plain is None:
        raise TypeError(f"the contribution form has no field for {kind!r}")
    return {"kind": plain}


_PLAIN = {
    schema.Text: "text",
    schema.Moment: "moment",
    schema.Url: "url",
    schema.Language: "language",
    schema.Number: "number",
    schema.Flag: "flag",
    schema.BriefingId: "briefing",
}
