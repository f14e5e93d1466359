"""Writing the data to places of a reader's choice: a folder of files, or an SQLite file that Datasette opens."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from itertools import islice
from pathlib import Path

from .filetree import HALF_WRITTEN
from .library import Library
from .outputs.data import BY_BRIEFING, KINDS, Write, data_paths, write_data
from .outputs.data_catalogue import FOLDER
from .outputs.data_fields import BRIEFING, SECTION, SOURCE, STATEMENT
from .outputs.data_json import briefing_values, head_values
from .outputs.data_tables import INDEXES, ROLES, SQL, TABLES, Numbers, Row, about_rows, briefing_rows, term_rows
from .workers import over_all

DATABASE = "briefings.db"
METADATA = "metadata.json"
"""What Datasette reads of itself where it is given a folder."""

_MADE_BY = "mkdocs-briefings"
_BATCH = 1000


class ExportError(Exception):
    """Something cannot be written; the message says what and what to do."""


def write_folder(library: Library, folder: Path, site_url: str = "", kinds: frozenset[str] = KINDS) -> list[str]:
    """Write the site's data files (`kinds` of them) into a folder, and delete those of years that have gone.

    Other files in the folder stay. Returns the names written. Raises ExportError.
    """
    names = [path.removeprefix(FOLDER) for path in data_paths(library, kinds)]

    def open_file(path: str) -> AbstractContextManager[Write]:
        return _replacing(folder / path.removeprefix(FOLDER))

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_data(library, open_file, site_url, kinds=kinds, over=over_all)
        for path in folder.iterdir():
            if path.name not in names and _is_of_year(path.name, kinds):
                path.unlink()
    except OSError as error:
        raise ExportError(_said(error, folder)) from error
    return names


def _is_of_year(name: str, kinds: frozenset[str]) -> bool:
    patterns = (re.escape(file.yearly).replace(r"\{year\}", "[0-9]{4}") for file in BY_BRIEFING)
    return name.rpartition(".")[2] in kinds and any(re.fullmatch(pattern, name) for pattern in patterns)


def _said(error: OSError, path: Path) -> str:
    return f"{error.filename or path} cannot be written: {error.strerror or error}"


@contextmanager
def _replacing(path: Path) -> Iterator[Write]:
    """Opens a file to be written whole beside its place; it is moved there only when all went well."""
    temporary = _beside(path)
    try:
        with temporary.open("wb") as stream:
            yield stream.write
        os.replace(temporary, path)
    except BaseException:
        _forget(temporary)
        raise


def _forget(temporary: Path) -> None:
    with suppress(OSError):  # it may be where no file can be
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{HALF_WRITTEN}")


def write_sqlite(library: Library, path: Path, site_url: str = "") -> None:
    """Write the database, and `metadata.json` for Datasette beside it. Raises ExportError.

    The same library gives the same bytes under one version of SQLite: rows come in a fixed order and carry no time.
    """
    metadata = path.with_name(METADATA)
    if metadata.exists() and not _is_ours(metadata):
        raise ExportError(f"{metadata} is another program's: choose another folder, or move it away")
    temporary = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as database:
            _fill(database, library, site_url)
            columns = {table: _columns(database, table) for table in TABLES}
        os.replace(temporary, path)
        with _replacing(metadata) as write:
            text = json.dumps(datasette_metadata(library, path.stem, columns, site_url), ensure_ascii=False, indent=2)
            write(f"{text}\n".encode())
    except OSError as error:
        raise ExportError(_said(error, path)) from error
    except sqlite3.Error as error:
        raise ExportError(f"{path} cannot be written: {error}") from error
    finally:
        _forget(temporary)


def _is_ours(metadata: Path) -> bool:
    try:
        return json.loads(metadata.read_bytes()).get("generator") == _MADE_BY
    except (OSError, ValueError, AttributeError):
        return False


def _fill(database: sqlite3.Connection, library: Library, site_url: str) -> None:
    # The file is thrown away where something fails, so nothing need be kept for going back.
    for setting in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
        database.execute(f"PRAGMA {setting}")
    database.execute("PRAGMA foreign_keys = ON")
    database.executescript(f"BEGIN; PRAGMA defer_foreign_keys = ON;{SQL}")
    writer = _Writer(database)
    rows = _rows(library, site_url)
    while batch := list(islice(rows, _BATCH)):
        writer.write(batch)
    database.execute("COMMIT")
    database.executescript(f"BEGIN;{INDEXES}COMMIT;")
    database.execute("ANALYZE")
    database.execute("VACUUM")


def _rows(library: Library, site_url: str) -> Iterator[Row]:
    yield from about_rows(library, site_url)
    yield from term_rows(library, site_url)
    numbers = Numbers()
    for briefing in sorted(library.listed, key=lambda briefing: briefing.id):
        yield from briefing_rows(library, briefing_values(library, briefing, site_url), numbers)


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


class _Writer:
    """Writes rows, those of one table together, by statements made from the tables' own columns."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.statements: dict[str, str] = {}

    def write(self, rows: list[Row]) -> None:
        tables: dict[str, list[tuple]] = {}
        for table, values in rows:
            tables.setdefault(table, []).append(values)
        for table, values in tables.items():
            self.database.executemany(self._insert(table), values)

    def _insert(self, table: str) -> str:
        if table not in self.statements:
            columns = _columns(self.database, table)
            if table.endswith("_fts"):
                columns.insert(0, "rowid")
            marks = ", ".join("?" * len(columns))
            self.statements[table] = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
        return self.statements[table]


def datasette_metadata(library: Library, database: str, columns: dict[str, list[str]], site_url: str = "") -> dict:
    """What Datasette shows of a database (its `metadata.json`): the licence, what tables and their `columns` are."""
    head = head_values(library.settings, site_url, "")
    licence = head["licence"] or {}
    tables: dict[str, dict] = {name: {"description": doc} for name, doc in TABLES.items()}
    for table, record in (
        ("briefings", BRIEFING),
        ("sections", SECTION),
        ("sources", SOURCE),
        ("statements", STATEMENT),
    ):
        docs = {field.name: field.doc for field in record.fields if field.name in columns[table]}
        tables[table] |= {"columns": docs}
    tables["briefings"] |= {"label_column": "title", "sort_desc": "date"}
    tables["sections"] |= {"sort_desc": "day", "fts_table": "sections_fts", "fts_pk": "id", "label_column": "heading"}
    tables["entries"] |= {"sort_desc": "day", "fts_table": "sections_fts", "fts_pk": "id"}
    tables["sources"] |= {"label_column": "url"}
    tables["statements"] |= {"sort_desc": "day", "label_column": "says"}
    tables["terms"] |= {"label_column": "name", "facets": ["kind"]}
    tables["section_terms"] |= {"columns": {"role": "; ".join(f"{role}: {doc}" for role, doc in ROLES.items())}}
    tables["section_words"] |= {"hidden": True}
    tables["searched"] |= {"hidden": True}
    found = {
        "title": head["site"]["name"],
        "license": licence.get("name"),
        "license_url": licence.get("url"),
        "source": head["site"]["name"],
        "source_url": head["site"]["url"],
        "about": "What the fields mean" if site_url else None,
        "about_url": head["documentation"] if site_url else None,
        "generator": _MADE_BY,
        "databases": {database: {"tables": tables}},
    }
    return {key: value for key, value in found.items() if value}
