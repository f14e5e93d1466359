"""Which data files there are, and what a reader of them should know."""

from __future__ import annotations

from dataclasses import dataclass

from ..schema import Record
from ..words import N_
from . import data_fields as fields

FOLDER = "data/"
"""The address of the page about the data, and of the folder of the files."""


def year_of(briefing_id: str) -> str:
    """The year whose files hold a briefing: the one its id begins with, so that the order of ids parts the years."""
    return briefing_id[:4]


RECORD_NAMES = {
    fields.TERM: "term",
    fields.SPEAKER: "speaker",
    fields.ACTOR: "actor",
    fields.SOURCE: "source",
    fields.STATEMENT: "statement",
    fields.SECTION: "section",
    fields.UPDATE: "update",
    fields.TRANSLATION: "translation",
    fields.BRIEFING: "briefing",
    fields.SITE: "site",
    fields.LICENCE: "licence",
    fields.YEAR: "year",
    **{record: kind for kind, record in fields.VOCABULARY.items()},
}
"""The records that have a name, in schemas and on the page."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A kind of data file: its name in /data/, the name of a year's part (with `{year}`, "" for none), what it is.

    `record` describes the whole of a JSON file or a row of a CSV file, `schema` is the name of its JSON Schema.
    """

    name: str
    yearly: str
    title: str
    doc: str
    record: Record
    schema: str = ""


FILES = (
    DataFile(
        "briefings.json",
        "briefings-{year}.json",
        N_("Briefings"),
        N_("Every listed briefing with all there is in it. One briefing stands on one line."),
        fields.BRIEFINGS_FILE,
        "briefings.schema.json",
    ),
    DataFile(
        "sections.csv",
        "sections-{year}.csv",
        N_("Sections"),
        N_("A row for each section: the table to begin with."),
        fields.SECTION_COLUMNS,
    ),
    DataFile(
        "statements.csv",
        "statements-{year}.csv",
        N_("Statements"),
        N_("A row for each position that somebody took."),
        fields.STATEMENT_COLUMNS,
    ),
    DataFile(
        "vocabulary.json",
        "",
        N_("Vocabulary"),
        N_("Every topic, country, person, organisation, outlet and series with its names."),
        fields.VOCABULARY_FILE,
        "vocabulary.schema.json",
    ),
    DataFile(
        "index.json",
        "",
        N_("Years"),
        N_("Which years there are, and their files."),
        fields.INDEX_FILE,
        "index.schema.json",
    ),
)
BRIEFINGS, SECTIONS, STATEMENTS, VOCABULARY_JSON, INDEX = FILES

FRONT_MATTER_SCHEMA = "briefing.schema.json"
"""The JSON Schema of what contributors write at the head of a briefing's file."""

NOTES = (
    "Drafts, briefings under embargo and withdrawn ones are left out. A briefing in several languages is listed once, "
    "as in the site's lists; its `translations` name the others.",
    "Briefings are sorted by id, so the oldest come first and a new one changes few lines. Sections and statements "
    "keep the order of their briefing.",
    "Dates follow ISO 8601. Where only a month or a year is known the date is `2023-10` or `2023`.",
    "The files of a year are parts of the whole ones: the lines are the same. A briefing belongs to the year its id "
    "begins with.",
    "CSV files follow RFC 4180: commas, double quotes, lines ended by CR LF. They are UTF-8 and begin with a byte "
    "order mark, without which Excel takes them for another encoding; LibreOffice, DuckDB, pandas, R and SQLite "
    "read it too. In Python's `csv` module open them with `encoding='utf-8-sig'`.",
    "No cell has a line break: white space is folded, so that one row is one line.",
    f"Lists in a cell are parted by `{fields.SEPARATOR}`; where an item itself has that character it is written `/`.",
    "No cell can start a formula in a spreadsheet. Where a cell begins with `=`, `+`, `-` or `@`, or has one of these "
    "after a comma, semicolon or `|`, an apostrophe stands before that character. In addresses the comma or semicolon "
    "is percent-encoded instead. The JSON files have everything as it is.",
    f"A cell has at most {fields.CELL_LENGTH:,} characters, because Excel takes no more; a longer one ends with `…`. "
    "The JSON files have the whole text.",
)
"""What a reader of the files should know beside the fields; in backquotes stands code."""
