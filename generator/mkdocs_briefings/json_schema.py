"""JSON Schemas (draft 2020-12) of front matter, vocabulary files and data files, from the same data as the check.

Front matter is YAML, so a schema sees a value after a YAML parser has: `2023` is a number, `true` a boolean. `as_json`
says what a parser of YAML 1.2 (core schema, section 10.3.2), as editors have it, makes of a node; the schemas of
written files take what `reading` takes of that. Keywords are those that draft 7 has too, so that older editors
understand them; `enumDescriptions`, which the language servers of VS Code show beside a completion, is no keyword of
the standard and is ignored elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import schema
from .countries import built_in
from .document import Mapping, Node, Scalar, Sequence, read_yaml_file
from .schema import Field, Record
from .urls import BRIEFING_ID, RESERVED_NAMES, TERM_ID
from .vocabulary import Vocabulary

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
"""For validators that know no newer one: the same keywords under another name (see `as_draft_7`)."""

ACTORS = ("speaker", "organisation", "country")
"""The keys of a statement of which exactly one is given."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from 0; only data files have it."""


SOMEONE = Record(
    (
        Field("name", schema.Text(), "The name.", "A. Speaker", required=True),
        Field("role", schema.Text(), "The office held.", "spokesperson", required=True),
    )
)
"""How someone without a page is written."""

# ECMA-262 regular expressions, which JSON Schema takes, that Python reads the same way.
_YEAR = "[1-9][0-9]{3}"
_MONTH = "(?:0[1-9]|1[0-2])"
_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
DAY = f"^{_YEAR}-{_MONTH_AND_DAY}$"
PARTIAL_DAY = f"^{_YEAR}(?:-(?:{_MONTH}|{_MONTH_AND_DAY}))?$"
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?"
MOMENT = f"^[0-9]{{4}}-{_MONTH_AND_DAY}[Tt ]{_CLOCK}(?:Z|[+-]{_CLOCK})$"
LANGUAGE = "^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$"
# No escape that ECMA-262 does not know in Unicode mode, which validators use: a quotation mark takes none.
_REST = r"""[^\s<>"\\^`{}|]"""
_HOST = r"""[^\s<>"\\^`{}|/?#@:\[\]]"""
_LOOSE_HOST = r"""[^\s<>"\\^`{}|/?#@]"""  # with the brackets of IPv6
URL = rf"^[Hh][Tt][Tt][Pp][Ss]?://(?:{_HOST}+(?::[0-9]*)?|{_LOOSE_HOST}*\[{_LOOSE_HOST}*)(?:[/?#]{_REST}*)?$"
_WORDS = r"\S"
_FLAG = "^(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$"


def _whole(pattern: re.Pattern) -> str:
    return f"^{pattern.pattern}$".replace(r"\Z", "$")


_TERM_PATTERN = _whole(TERM_ID)
_NAMES = {
    schema.SECTION: "section",
    schema.STATEMENT: "statement",
    schema.SOURCE: "source",
    schema.UPDATE: "update",
    SOMEONE: "someone",
}


@dataclass(slots=True)
class Writer:
    """Writes types of `schema` as JSON Schema and gathers the `$defs` that they refer to.

    Without `exact` it is for files that people write, else for files that the program writes: there a key that is not
    required is null, every key is there, and terms are plain ids. `vocabulary` gives the ids that exist; of the kind
    `growing`, whose file is being written, others are right too.
    """

    vocabulary: Vocabulary | None = None
    exact: bool = False
    growing: str = ""
    names: dict[Record, str] = field(default_factory=lambda: dict(_NAMES))
    defs: dict[str, dict] = field(default_factory=dict)

    def record(self, record: Record) -> dict:
        """A mapping with known keys."""
        required = [f.name for f in record.fields if f.required or self.exact]
        found = {
            "type": "object",
            "properties": {f.name: self.field(f) for f in record.fields},
            "required": required,
            "additionalProperties": False,
        }
        if not required:
            del found["required"]
        if record == schema.STATEMENT:
            found["oneOf"] = [{"required": [actor]} for actor in ACTORS]
        return found

    def field(self, given: Field) -> dict:
        """A key's value, with its meaning and example."""
        found = self.value(given.type)
        if self.exact and not given.required and not isinstance(given.type, schema.Items):
            found = _or_null(found)
        found = {"description": given.doc, **found}
        examples = _examples(given)
        return found | {"examples": examples} if examples else found

    def value(self, kind: object) -> dict:
        """A value of a type. Raises TypeError for one that is none of the schema's."""
        match kind:
            case schema.Items():
                least = {"minItems": kind.least} if kind.least else {}
                return {"type": "array", "items": self.value(kind.of), **least} | (
                    {} if self.exact else {"maxItems": kind.most}
                )
            case schema.Record():
                name = self.names.get(kind)
                return self.record(kind) if name is None else self._ref(name, lambda: self.record(kind))
            case schema.Keyed():
                return {"type": "object", "additionalProperties": _or_null(self.value(kind.of))}
            case schema.Term():
                return self._term(kind.kind)
            case schema.Who():
                return {"anyOf": [self._term("person"), self.value(SOMEONE)]}
            case schema.Choice():
                words, meanings = zip(*kind.options, strict=True)
                return {"type": "string", "enum": list(words), "enumDescriptions": list(meanings)}
            case Count():
                return {"type": "integer", "minimum": 0}
        return self._scalar(kind)

    def _scalar(self, kind: object) -> dict:
        exact = self.exact
        match kind:
            case schema.Text():
                return {"type": "string"} if exact else {"type": ["string", "number", "boolean"], "pattern": _WORDS}
            case schema.Day(partial=True):
                number = {} if exact else {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
                return {"type": "string", "pattern": PARTIAL_DAY} | number
            case schema.Day():
                return {"type": "string", "pattern": DAY}
            case schema.Moment():
                return {"type": "string", "pattern": MOMENT}
            case schema.Url():
                return {"type": "string", "pattern": URL}
            case schema.Language():
                return {"type": "string", "pattern": LANGUAGE}
            case schema.Number():
                whole = {"type": "integer", "minimum": 1}
                quoted = {"type": ["integer", "string"], "maximum": 99999, "pattern": "^[1-9][0-9]{0,4}$"}
                return whole if exact else whole | quoted
            case schema.Flag():
                return {"type": "boolean"} if exact else {"type": ["boolean", "string"], "pattern": _FLAG}
            case schema.BriefingId():
                return {"type": "string", "pattern": _whole(BRIEFING_ID)}
        raise TypeError(f"no JSON Schema for {kind!r}")

    def _term(self, kind: str) -> dict:
        return self._ref(kind, lambda: self._of_term(kind))

    def _of_term(self, kind: str) -> dict:
        if kind == "country":
            terms = self.vocabulary.terms["country"] if self.vocabulary else built_in()[0]
            free = {"type": "string", "pattern": _WORDS, "description": "Or a two-letter code, or a known name."}
            return {"anyOf": [_enum((code, terms[code].name) for code in sorted(terms)), free]}
        free = {"type": "string", "pattern": _TERM_PATTERN}
        if self.vocabulary is None:
            return free
        terms = self.vocabulary.terms[kind]
        known = _enum((term_id, terms[term_id].name) for term_id in sorted(terms))
        return {"anyOf": [known, free]} if kind == self.growing else known

    def _ref(self, name: str, make) -> dict:
        if name not in self.defs:
            self.defs[name] = {}  # in case it refers to itself
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _enum(options: Iterable[tuple[str, str]]) -> dict:
    """A choice; where there is nothing to choose from no value is right."""
    pairs = list(options)
    if not pairs:
        return {"type": "string", "not": {}}
    return {"type": "string", "enum": [word for word, _ in pairs], "enumDescriptions": [text for _, text in pairs]}


def _or_null(found: dict) -> dict:
    if isinstance(found.get("type"), str) and "enum" not in found:
        return found | {"type": [found["type"], "null"]}
    return {"anyOf": [found, {"type": "null"}]}


def _examples(given: Field) -> list:
    """A field's example as a value; none where it is only hinted at with an ellipsis."""
    if not given.example or "…" in given.example:
        return []
    front, _ = read_yaml_file("", f"example: {given.example}".encode())
    return [as_json(front.entries["example"][1])] if front else []


def document(writer: Writer, body: dict, title: str, description: str, address: str = "") -> dict:
    """A whole schema around what the writer has written. `address` is where it can be read, "" for nowhere."""
    head = {"$schema": DRAFT} | ({"$id": address} if address else {}) | {"title": title, "description": description}
    return head | body | ({"$defs": dict(sorted(writer.defs.items()))} if writer.defs else {})


def as_draft_7(found: dict) -> dict:
    """A schema of a written file as draft 7 has it: only what it says it is differs, since references are pointers."""
    return found | {"$schema": DRAFT_7}


def front_matter_schema(vocabulary: Vocabulary | None = None, address: str = "") -> dict:
    """The schema of a briefing's front matter; with a vocabulary its terms are the ones that can be chosen."""
    writer = Writer(vocabulary)
    title = "Front matter of a briefing"
    return document(
        writer, writer.record(schema.BRIEFING), title, "The keys at the head of a briefing's file.", address
    )


def vocabulary_file_schema(kind: str, vocabulary: Vocabulary | None = None, address: str = "") -> dict:
    """The schema of a file of the vocabulary, as `topics.yml` for the kind `topic`."""
    writer = Writer(vocabulary, growing=kind, names=_NAMES | {schema.VOCABULARY[kind]: "entry"})
    entry = writer.value(schema.VOCABULARY[kind])
    if kind == "country":
        countries = built_in()[0]
        keys = {code: entry | {"description": countries[code].name} for code in sorted(countries)}
        body = {"type": ["object", "null"], "properties": keys, "additionalProperties": False}
    else:
        name = {"pattern": _TERM_PATTERN, "not": {"enum": sorted(RESERVED_NAMES)}}
        body = {"type": ["object", "null"], "propertyNames": name, "additionalProperties": entry}
    file = schema.KINDS[kind]
    return document(writer, body, f"Vocabulary: {file}", f"The {file} of a site, by id.", address)


def data_schema(record: Record, names: dict[Record, str], title: str, description: str, address: str = "") -> dict:
    """The schema of a data file; `names` says which of its records are written once, as a `$def`."""
    writer = Writer(exact=True, names=names)
    return document(writer, writer.record(record), title, description, address)


_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
_LONGEST_INTEGER = 4000
"""Python reads no longer ones (`sys.int_info.default_max_str_digits`)."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def as_json(node: Node) -> object:
    """A located YAML value as a parser of YAML 1.2 reads it; white space in texts is folded, as `reading` does it."""
    if isinstance(node, Mapping):
        return {key: as_json(child) for key, (_, child) in node.entries.items()}
    if isinstance(node, Sequence):
        return [as_json(item) for item in node.items]
    assert isinstance(node, Scalar)  # noqa: S101 - there is no fourth kind of node
    text = node.text
    if not node.plain:
        return " ".join(text.split())
    if node.empty:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < _LONGEST_INTEGER else float(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NO_NUMBER.fullmatch(text):
        return float(text.replace(".", "", 1))
    return " ".join(text.split())
