"""What stands in the data files: every field with its type and meaning, once.

The JSON files, the headers of the CSV files, the JSON Schemas and the page that documents them are all made from the
descriptions here. The types are those of `schema`, and `Count`. In a data file every key is always there: a `required`
one has a value, any other is null (an empty cell in CSV) where nothing is known, and a list may be empty.
"""

from __future__ import annotations

from .. import schema
from ..json_schema import Count
from ..schema import Choice, Day, Field, Flag, Items, Language, Number, Record, Text, Url

SEPARATOR = "|"
"""What parts the items of a list in a CSV cell (a `|` inside an item is written `/`)."""

CELL_LENGTH = 32_000
"""How long a CSV cell may be, in UTF-16 code units: Excel holds 32,767 ("Excel specifications and limits")."""


def _choice(options: dict[str, str]) -> Choice:
    return Choice(tuple(options.items()))


def _must(name: str, kind: object, doc: str) -> Field:
    return Field(name, kind, doc, required=True)


def _may(name: str, kind: object, doc: str) -> Field:
    return Field(name, kind, doc)


TERM = Record(
    (
        _must("id", Text(), "Its id in vocabulary.json; a country's is its ISO 3166-1 alpha-3 code."),
        _must("name", Text(), "The name readers see."),
    )
)

SPEAKER = Record(
    (
        _may("id", Text(), "The person's id in vocabulary.json; null for someone without a page."),
        _must("name", Text(), "The person's name."),
        _may("role", Text(), "The office held on the day, as far as it is known."),
    )
)

ACTORS = {
    "person": "a person of the vocabulary",
    "name": "a person without a page",
    "organisation": "an organisation",
    "country": "a country",
}

ACTOR = Record(
    (
        _must("kind", _choice(ACTORS), "Who holds the position."),
        _may("id", Text(), "The actor's id in vocabulary.json; null for a person without a page."),
        _must("name", Text(), "The actor's name."),
        _may("role", Text(), "A person's office on the day."),
    )
)

SOURCE = Record(
    (
        _must("number", Number(), "Its number in the briefing, from 1; sections and statements name it by this."),
        _must("outlet", TERM, "Who published it."),
        _must("url", Url(), "Where it stands."),
        _may("via", TERM, "The outlet that reposted it, where the address is that one's."),
        _may("title", Text(), "Its title as published."),
        _may("published", Day(partial=True), "The date it carries."),
        _may("accessed", Day(), "When it was read."),
        _may("archived", Url(), "The address of an archived copy."),
        _may("language", Language(), "Its language: its own, else the outlet's."),
    )
)

STATEMENT = Record(
    (
        _must("number", Number(), "Its number in the section, from 1."),
        _must("actor", ACTOR, "Whose position it is."),
        _must("speaking_for", Items(TERM), "The countries in whose name it was said, by the office held that day."),
        _must("topic", TERM, "What it is on."),
        _must("mode", _choice(schema.MODES), "Whether `says` quotes or paraphrases."),
        _must("says", Text(), "The position in one sentence."),
        _may("original", Text(), "The words as they were said."),
        _may("original_language", Language(), "The language of these words."),
        _must("date", Day(partial=True), "When it was said."),
        _may("source", Number(), "The number of the source it rests on."),
        _must("shift", Flag(), "Whether the editor calls it a turn in position."),
    )
)

SECTION = Record(
    (
        _must("id", Text(), "The heading's id in its briefing; `lead` for the text before the first heading."),
        _must("url", Text(), "Its address on the site."),
        _may("heading", Text(), "Its heading; null for the lead."),
        _must("date", Day(partial=True), "When it happened: its own date, else the briefing's."),
        _must("topics", Items(TERM), "What it is about, as the site lists it: its own terms, else the briefing's."),
        _must("countries", Items(TERM), "The countries it is about, the primary one first."),
        _must("people", Items(TERM), "The people it is about, beside those who speak."),
        _must("organisations", Items(TERM), "The organisations it is about."),
        _must("speakers", Items(SPEAKER), "Who speaks in it."),
        _must("speaking_for", Items(TERM), "The countries whose officials speak in it, by the office held that day."),
        _must("sources", Items(Number()), "The numbers of the sources it rests on."),
        _must("excerpt", Text(), "Its first paragraph, at most 240 characters; may be empty."),
        _must("text", Text(), "All its words as plain text; may be empty."),
        _must("statements", Items(STATEMENT), "The positions taken in it."),
    )
)

UPDATE = Record(
    (
        _must("date", Day(), "The day of the change."),
        _must("kind", _choice(schema.UPDATE_KINDS), "What kind of change it is."),
        _must("note", Text(), "What changed."),
    )
)

TRANSLATION = Record(
    (
        _must("id", Text(), "The id of the same briefing in another language."),
        _must("url", Text(), "Its address on the site."),
        _must("language", Language(), "Its language."),
    )
)

BRIEFING = Record(
    (
        _must("id", Text(), "The briefing's id; it never changes and the list is sorted by it."),
        _must("url", Text(), "Its address on the site."),
        _must("title", Text(), "Its headline."),
        _must("date", Day(), "When it happened."),
        _must("published", Day(), "When it was first put on the site."),
        _must("format", _choice(schema.FORMATS), "What kind of event it is."),
        _must("summary", Text(), "One or two sentences."),
        _may("place", Text(), "Where it happened."),
        _must("language", Language(), "The language it is written in."),
        _may("series", TERM, "The recurring event it belongs to."),
        _must("authors", Items(Text()), "Who wrote the briefing."),
        _must("speakers", Items(SPEAKER), "Who speaks, as its head names them."),
        _must("topics", Items(TERM), "All topics of the briefing and its sections, each once, in order."),
        _must("countries", Items(TERM), "All countries, as with topics."),
        _must("people", Items(TERM), "All people it is about, as with topics."),
        _must("organisations", Items(TERM), "All organisations, as with topics."),
        _must("sources", Items(SOURCE), "What it was written from."),
        _must("sections", Items(SECTION), "Its sections in order."),
        _must("updates", Items(UPDATE), "What changed since it was first published."),
        _must("translations", Items(TRANSLATION), "The same briefing in other languages; these are not listed again."),
    )
)

SITE = Record(
    (
        _must("name", Text(), "The site's name."),
        _may("url", Url(), "Its address; null where none is set, and addresses are then relative to the site's root."),
    )
)

LICENCE = Record(
    (
        _must("name", Text(), "The licence of the texts."),
        _may("url", Url(), "Where it can be read."),
    )
)

_HEAD = (
    _must("$schema", Text(), "The JSON Schema that the file satisfies."),
    _must("site", SITE, "Where the data come from."),
    _may("licence", LICENCE, "What may be done with the texts."),
    _must("documentation", Text(), "The page that documents the fields."),
)

BRIEFINGS_FILE = Record((*_HEAD, _must("briefings", Items(BRIEFING), "The briefings, sorted by id, one on a line.")))


def _vocabulary_record(kind: str) -> Record:
    """A term's fields: id, address, and the keys that contributors write, with what is built in for countries."""
    given = tuple(Field(f.name, _as_read(f.type), f.doc, required=f.required) for f in schema.VOCABULARY[kind].fields)
    if kind == "country":
        given = tuple(_must(f.name, f.type, f.doc) if f.name == "name" else f for f in given) + _BUILT_IN
    return Record(
        (
            _must("id", Text(), "The term's id; a country's is its ISO 3166-1 alpha-3 code."),
            _may("page", Text(), "The address of its page on the site; null where it has none yet."),
            *given,
        )
    )


def _as_read(kind: object) -> object:
    """A type as data files have it: a term by its id alone."""
    match kind:
        case schema.Term():
            return Text()
        case Items():
            return Items(_as_read(kind.of))
        case Record():
            return Record(tuple(Field(f.name, _as_read(f.type), f.doc, required=f.required) for f in kind.fields))
    return kind


_BUILT_IN = (
    _must("alpha2", Text(), "The two-letter code: ISO 3166-1 alpha-2."),
    _must("slug", Text(), "The country's part of addresses."),
    _may("numeric", Text(), "The UN M49 code, three digits."),
    _must("native", Items(Text()), "Its names in its own languages."),
    _must("demonyms", Items(Text()), "What its people and things are called."),
    _must("capitals", Items(Text()), "Its capitals."),
    _must(
        "names",
        Items(Record((_must("language", Language(), "A language."), _must("name", Text(), "The name in it.")))),
        "Its names in many languages, as Unicode CLDR gives them.",
    ),
)

VOCABULARY = {kind: _vocabulary_record(kind) for kind in schema.KINDS}
"""A term's fields, by kind."""

VOCABULARY_FILE = Record(
    (*_HEAD, *(_must(key, Items(VOCABULARY[kind]), f"The {key}, sorted by id.") for kind, key in schema.KINDS.items()))
)


YEAR = Record(
    (
        _must("year", Number(), "The year of the briefings' ids."),
        _must("briefings", Count(), "How many briefings it has."),
        _must("sections", Count(), "How many sections these have."),
        _must("statements", Count(), "How many statements these have."),
        _must("changed", Day(), "The newest day on which one of them was published or updated."),
        _must("briefings_json", Text(), "The address of its briefings as JSON."),
        _must("sections_csv", Text(), "The address of its sections as CSV."),
        _must("statements_csv", Text(), "The address of its statements as CSV."),
    )
)

INDEX_FILE = Record((*_HEAD, _must("years", Items(YEAR), "The files of each year, oldest first.")))


def _listed(name: str, doc: str) -> Field:
    return _must(name, Items(Text()), doc)


_PLACE = (
    _must("briefing", Text(), "The briefing's id."),
    _must("section", Text(), "The section's id; `lead` for the text before the first heading."),
)

SECTION_COLUMNS = Record(
    (
        *_PLACE,
        _must("url", Text(), "The section's address on the site."),
        _must("date", Day(partial=True), "When it happened; may be a month or a year."),
        _must("published", Day(), "When the briefing was first put on the site."),
        _must("format", _choice(schema.FORMATS), "What kind of event it is."),
        _must("language", Language(), "The language it is written in."),
        _may("series", Text(), "The id of the recurring event."),
        _must("title", Text(), "The briefing's headline."),
        _may("heading", Text(), "The section's heading; empty for the lead."),
        _listed("topics", "Ids of its topics."),
        _listed("topic_names", "The topics' names."),
        _listed("countries", "ISO 3166-1 alpha-3 codes of the countries it is about, the primary one first."),
        _listed("country_names", "The countries' names."),
        _listed("people", "Ids of the people it is about."),
        _listed("people_names", "Their names."),
        _listed("organisations", "Ids of the organisations it is about."),
        _listed("organisation_names", "Their names."),
        _listed("speakers", "Ids of those who speak and have a page."),
        _listed("speaker_names", "Names of all who speak."),
        _listed("speaking_for", "Codes of the countries whose officials speak."),
        _listed("outlets", "Ids of the outlets it rests on."),
        _listed("outlet_names", "The outlets' names."),
        _must("source_urls", Items(Url()), "The addresses of the sources it rests on."),
        _must("statements", Count(), "How many statements it has."),
        _may("excerpt", Text(), "Its first paragraph, at most 240 characters."),
        _may("text", Text(), "All its words as plain text."),
        _may("licence", Text(), "The licence of the text."),
    )
)

STATEMENT_COLUMNS = Record(
    (
        *_PLACE,
        _must("number", Number(), "The statement's number in its section, from 1."),
        _must("url", Text(), "The section's address on the site."),
        _must("date", Day(partial=True), "When it was said; may be a month or a year."),
        _must("actor_kind", _choice(ACTORS), "Who holds the position."),
        _may("actor", Text(), "The actor's id; empty for a person without a page."),
        _must("actor_name", Text(), "The actor's name."),
        _may("actor_role", Text(), "A person's office on the day."),
        _listed("speaking_for", "Codes of the countries in whose name it was said."),
        _must("topic", Text(), "The id of what it is on."),
        _must("topic_name", Text(), "That topic's name."),
        _must("mode", _choice(schema.MODES), "Whether `says` quotes or paraphrases."),
        _must("says", Text(), "The position in one sentence."),
        _may("original", Text(), "The words as they were said."),
        _may("original_language", Language(), "Their language."),
        _must("shift", Flag(), "Whether the editor calls it a turn in position."),
        _may("source_outlet", Text(), "The id of the outlet of the source it rests on."),
        _may("source_url", Url(), "The address of that source."),
        _may("licence", Text(), "The licence of the text."),
    )
)
