"""The guide's reference tables, made from the schema, so that they are never out of date.

A guide page holds a marker on a line of its own, `<!-- briefings:briefing -->`, and the table takes its place.
"""

from __future__ import annotations

import re

from . import escape, schema
from .content_policy import headers_file, page_policy
from .problem import CODES

_MARKER = re.compile(r"^<!-- briefings:([a-z-]+) -->$", re.MULTILINE)

_RECORDS = {
    "briefing": schema.BRIEFING,
    "section": schema.SECTION,
    "source": schema.SOURCE,
    "statement": schema.STATEMENT,
    "update": schema.UPDATE,
    **schema.VOCABULARY,
}
_WORDS = {
    "formats": schema.FORMATS,
    "modes": schema.MODES,
    "statuses": schema.STATUSES,
    "update-kinds": schema.UPDATE_KINDS,
    "affiliations": schema.AFFILIATIONS,
}


def fill(markdown: str) -> str:
    """Put the tables into a page. A marker that names none stays, as the comment that it is."""
    return _MARKER.sub(lambda match: table(match[1]) or match[0], markdown)


def table(name: str) -> str:
    """A table as HTML: of a record's keys, of the words a key may have, or of the problem codes; "" for none.

    `policy` and `headers` give what pages may load, as a block of code.
    """
    if name in _RECORDS:
        rows = [_key(field) for field in _RECORDS[name].fields]
        return _table(("Key", "Takes", "What it is for", "Example"), rows)
    if name in _WORDS:
        return _table(("Word", "Meaning"), [(_code(word), escape.page(text)) for word, text in _WORDS[name].items()])
    if name == "problems":
        rows = [(_code(code), severity, escape.page(text)) for code, (severity, text) in CODES.items()]
        return _table(("Code", "Severity", "Meaning"), rows)
    if name == "policy":
        return _block(page_policy().replace("; ", ";\n"))
    if name == "headers":
        return _block(headers_file(page_policy()))
    return ""


def _block(text: str) -> str:
    return f"<pre><code>{escape.page(text)}</code></pre>"


def describe(kind: object) -> str:
    """A type of the schema in words."""
    match kind:
        case schema.Items():
            return f"list of {_PLURALS.get(type(kind.of)) or _plural_term(kind.of)}"
        case schema.Record():
            return "keys with values"
        case schema.Keyed():
            return "a mapping from headings’ ids to sections"
        case schema.Choice():
            return "one of " + ", ".join(option for option, _ in kind.options)
        case schema.Term():
            return "a country’s code or name" if kind.kind == "country" else f"id in {schema.KINDS[kind.kind]}.yml"
        case schema.Day():
            return "date, day or month may be missing" if kind.partial else "date"
    return _NAMES[type(kind)]


_NAMES = {
    schema.Text: "text",
    schema.Moment: "date, time and zone",
    schema.Who: "id of a person, or {name, role}",
    schema.Url: "web address",
    schema.Language: "language tag",
    schema.Number: "number from 1",
    schema.Flag: "true or false",
    schema.BriefingId: "id of a briefing",
}


_PLURALS = {
    schema.Text: "texts",
    schema.Who: "ids of people, or {name, role}",
    schema.Number: "numbers from 1",
    schema.BriefingId: "ids of briefings",
    schema.Record: "mappings",
}


def _plural_term(kind: object) -> str:
    assert isinstance(kind, schema.Term), f"no words for a list of {kind!r}"
    return "countries’ codes or names" if kind.kind == "country" else f"ids in {schema.KINDS[kind.kind]}.yml"


def _key(field: schema.Field) -> tuple[str, str, str, str]:
    name = _code(field.name) + (" <strong>required</strong>" if field.required else "")
    return (
        name,
        escape.page(describe(field.type)),
        escape.page(field.doc),
        _code(field.example) if field.example else "",
    )


def _code(text: str) -> str:
    return f"<code>{escape.page(text)}</code>"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{heads[0]} table"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
