"""The contribution form as data, from the schema: what the page /contribute/ builds its fields from.

A key that is added to the schema is asked for without a change here. The page's scripts (`contribute-*.js`) know the
kinds of values, not the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import schema
from .crosscheck import DAYS_AHEAD
from .json_schema import ACTORS, SOMEONE
from .schema import KINDS, Field, Record
from .words import Words

FIRST = ("title", "date", "format", "summary", "place", "speakers", "countries", "topics", "sources", "sections")
"""The keys that are asked for at once; all others stand folded under "More"."""

LABELS = {"url": "Web address"}
"""What to call a key whose name is no word."""

LANGUAGE = "en"
"""What the schema's names and meanings are written in; a site's language may have words of its own for them."""

LABEL = "label of a field"
"""The context of the names of keys as messages."""

_TYPED = (schema.Text, schema.Moment, schema.Url, schema.Language, schema.Number, schema.BriefingId)
"""Kinds whose values are typed as they stand in the file, so that an example helps."""

LONG = frozenset(["summary", "says", "note", "text"])
"""Texts of a sentence or two: their fields have several lines, though the value has one."""


def contribution_form(words: Words) -> dict[str, object]:
    """The form: the fields of a briefing in order, those to show at once, and the numbers that the check goes by."""
    return {
        "fields": Form(words).fields(schema.BRIEFING),
        "first": list(FIRST),
        "actors": list(ACTORS),
        "limits": {
            "summary": schema.SUMMARY_LENGTH,
            "countries": schema.SECTION_COUNTRIES,
            "topics": schema.SECTION_TOPICS,
            "days-ahead": DAYS_AHEAD,
        },
    }


def form_messages() -> Iterator[tuple[str | None, str]]:
    """What of the schema the form shows, as messages with their contexts, for the catalogues of other languages."""
    queue: list[object] = [schema.BRIEFING, SOMEONE]
    while queue:
        match queue.pop():
            case schema.Record() as record:
                for field in record.fields:
                    yield LABEL, label_of(field)
                    yield None, field.doc
                    queue.append(field.type)
            case schema.Items() | schema.Keyed() as kind:
                queue.append(kind.of)


def label_of(field: Field) -> str:
    """What to call a key, in the schema's language."""
    return LABELS.get(field.name) or field.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Form:
    """The schema as fields, in a language's words."""

    words: Words

    def fields(self, record: Record) -> list[dict[str, object]]:
        """The fields of a record, in order."""
        return [self.field(field) for field in record.fields]

    def field(self, field: Field) -> dict[str, object]:
        """A key: its name, what to call it, a hint, an example, whether it is needed, and its kind."""
        found: dict[str, object] = {
            "name": field.name,
            "label": self.words.pgettext(LABEL, label_of(field)),
            "hint": self.words.gettext(field.doc),
            **self.kind(field.type),
        }
        if found["hint"] == field.doc:  # an English site's, or one whose language has no words for it yet
            found["lang"] = LANGUAGE
        if field.required:
            found["required"] = True
        if field.name in LONG:
            found["long"] = True
        typed = isinstance(field.type, _TYPED) or field.type == schema.Day(partial=True)
        if typed and field.example and "…" not in field.example:
            found["example"] = field.example
        return found

    def kind(self, kind: object) -> dict[str, object]:
        """What a script has to know of a type. Raises TypeError for one that has no field yet."""
        match kind:
            case schema.Items():
                return {"kind": "list", "of": self.kind(kind.of), "least": kind.least}
            case schema.Record():
                return {"kind": "record", "fields": self.fields(kind)}
            case schema.Keyed():
                return {"kind": "sections", "fields": self.fields(kind.of)}
            case schema.Choice():
                word = self.words.pgettext
                return {"kind": "choice", "options": [[value, word(kind.context, doc)] for value, doc in kind.options]}
            case schema.Term():
                return {"kind": "term", "terms": KINDS[kind.kind]}
            case schema.Who():
                return {"kind": "who", "terms": KINDS["person"], "fields": self.fields(SOMEONE)}
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
