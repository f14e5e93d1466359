"""`briefings export`: the same bytes as the site, and a database that SQLite and Datasette search."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import GOLDEN, basic, briefing, library_of
from datasette.app import Datasette
from sites import write_site

from mkdocs_briefings.commands.export import export
from mkdocs_briefings.export import ExportError, write_folder, write_sqlite
from mkdocs_briefings.names import fold
from mkdocs_briefings.outputs.data_tables import ROLES, TABLES

URL = "https://site.example/"
FILES = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
FULL = library_of(FILES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a database of the full site and Datasette's metadata."""
    place = tmp_path_factory.mktemp("export")
    write_sqlite(FULL, place / "briefings.db", URL)
    return place


@pytest.fixture
def database(folder):
    with closing(sqlite3.connect(f"file:{folder}/briefings.db?mode=ro", uri=True)) as found:
        yield found


def run(site: Path, *arguments: str):
    return CliRunner().invoke(export, [*arguments, "--now", "2024-01-01"], obj=str(site))


def test_the_command_writes_the_data_files_of_the_site_and_a_database(tmp_path):
    site = write_site(tmp_path / "site", FILES)
    result = run(site, str(tmp_path / "all"))
    assert (result.exit_code, result.output) == (0, f"2 briefings, 4 sections written to {tmp_path}/all\n")
    expected = tmp_path / "expected"
    library = library_of(FILES)
    write_folder(library, expected, URL)
    found = {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}
    assert found.keys() - {"briefings.db", "metadata.json"} == {path.name for path in expected.iterdir()}
    assert json.loads(found["briefings.json"])["briefings"][0]["url"].startswith(URL)
    for name in ("sections.csv", "statements-2023.csv", "vocabulary.json", "briefings.schema.json"):
        assert found[name] == (expected / name).read_bytes()


@pytest.mark.parametrize(("wanted", "ending"), [("json", ".json"), ("csv", ".csv")])
def test_one_format_alone(tmp_path, wanted, ending):
    assert run(write_site(tmp_path / "site", FILES), "--format", wanted, "../out").exit_code == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {ending}


def test_a_database_alone_and_another_address(tmp_path):
    site = write_site(tmp_path / "site", FILES)
    assert run(site, "--format", "sqlite", "--site-url", "https://other.example/x/", "../out/b.sqlite").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b.sqlite", "metadata.json"]
    with closing(sqlite3.connect(tmp_path / "out" / "b.sqlite")) as found:
        (url,) = found.execute("SELECT url FROM briefings ORDER BY id").fetchone()
    assert url == "https://other.example/x/briefings/2023-10-02-weekly/"


def test_wrong_use_says_what_to_do(tmp_path):
    site = write_site(tmp_path / "site", FILES)
    (tmp_path / "file").write_text("x")
    for arguments, words in (
        (["../file"], "is a file; name a folder"),
        (["--format", "sqlite", ".."], "is a folder; name the database's file"),
        (["content/data"], "among the site's own texts"),
        (["../file/below"], "cannot be written"),
        (["--format", "sqlite", "../file/b.db"], "cannot be written"),
    ):
        result = run(site, *arguments)
        assert (result.exit_code, words in result.output) == (2, True), result.output
    assert (tmp_path / "file").read_text() == "x"


def test_errors_in_the_content_end_it_before_anything_is_written(tmp_path):
    bad = briefing(title="", format="nonsense")
    site = write_site(tmp_path / "site", basic() | {"briefings/2023/2023-10-02-a.md": bad})
    result = run(site, "../out")
    assert result.exit_code == 1
    assert "`format` cannot be `nonsense`" in result.output
    assert not (tmp_path / "out").exists()


def test_years_that_have_gone_leave_and_other_files_stay(tmp_path):
    for name in ("briefings-1999.json", "sections-1999.csv", "briefings-of-mine.json", "notes.csv"):
        (tmp_path / name).write_text("x")
    write_folder(FULL, tmp_path, URL, frozenset({"json"}))
    names = {path.name for path in tmp_path.iterdir()}
    assert "briefings-1999.json" not in names
    assert {"sections-1999.csv", "briefings-of-mine.json", "notes.csv"} <= names


def test_another_programs_metadata_is_not_overwritten(tmp_path):
    (tmp_path / "metadata.json").write_text('{"title": "mine"}')
    with pytest.raises(ExportError, match="another program's"):
        write_sqlite(FULL, tmp_path / "b.db")
    assert [path.name for path in tmp_path.iterdir()] == ["metadata.json"]


def test_the_same_content_gives_the_same_bytes(tmp_path, folder):
    write_sqlite(FULL, tmp_path / "briefings.db", URL)
    for name in ("briefings.db", "metadata.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    write_sqlite(FULL, tmp_path / "briefings.db", URL)  # and again over the old one
    assert (tmp_path / "briefings.db").read_bytes() == (folder / "briefings.db").read_bytes()


def test_the_database_is_sound(database):
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    names = {
        name
        for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')")
        if not name.startswith(("sqlite_", "sections_fts"))
    }
    assert names == set(TABLES)
    assert {role for (role,) in database.execute("SELECT DISTINCT role FROM section_terms")} == set(ROLES)
    assert database.execute("SELECT value FROM about WHERE key = 'site_url'").fetchone() == (URL,)
    for table in TABLES.keys() - {"updates", "translations", "about"}:
        assert database.execute(f"SELECT count(*) > 1 FROM {table}").fetchone() == (1,), table  # noqa: S608 - our own names


def test_the_full_text_index_fits_its_table(folder):
    with closing(sqlite3.connect(folder / "briefings.db")) as found:
        found.execute("INSERT INTO sections_fts (sections_fts, rank) VALUES ('integrity-check', 1)")
        found.rollback()


def search(database, query: str) -> set[str]:
    return {
        section
        for (section,) in database.execute(
            "SELECT section FROM sections_fts JOIN sections ON sections.id = sections_fts.rowid"
            " WHERE sections_fts MATCH ?",
            (query,),
        )
    }


@pytest.mark.parametrize(
    "query",
    ["جین", "جين", "doe", "DÖE", '"Dö\'e"', fold("Dö'e"), "spokeswoman OR jane", "eran", "armenian OR Armenia", "مرز"],
)
def test_a_name_is_found_however_it_is_written(database, query):
    assert "karabakh" in search(database, query)


def test_search_does_not_find_everything(database):
    assert search(database, "egypt") == {"egypt", "borders"}
    assert search(database, "nowhere") == set()


def test_views_answer_the_usual_questions(database):
    assert database.execute(
        "SELECT day, heading, is_primary FROM country_chronology WHERE country = 'IRN' AND role = 'about'"
        " ORDER BY day DESC, section"
    ).fetchall() == [
        ("2023-10-09", "Borders", 1),
        ("2023-10-02", None, 1),
        ("2023-10-02", "Egypt", 0),
        ("2023-09-01", "Armenia and Azerbaijan", 0),
    ]
    topics = "SELECT topic, count(*) FROM topic_chronology GROUP BY topic ORDER BY topic"
    listed = [(topic, len(FULL.of("topic", topic))) for topic in ("diplomacy", "karabakh")]
    assert database.execute(topics).fetchall() == listed
    turns = database.execute("SELECT actor_name, topic FROM positions WHERE shift ORDER BY actor_name").fetchall()
    assert [actor for actor, _ in turns] == ["Foreign Ministry", "Jane Doe"]
    assert turns[0] == ("Foreign Ministry", "Diplomacy")
    assert database.execute("SELECT countries FROM entries WHERE heading = 'Egypt'").fetchone() == ("Egypt, Persia",)


def test_datasette_opens_it_with_its_metadata(folder):
    async def ask(*paths: str) -> list:
        datasette = Datasette(
            [str(folder / "briefings.db")], metadata=json.loads((folder / "metadata.json").read_bytes())
        )
        await datasette.invoke_startup()
        return [await datasette.client.get(path) for path in paths]

    found, page, home = asyncio.run(
        ask(
            "/briefings/sections.json?_shape=array&_search=جین",
            "/briefings/sections",
            "/-/metadata.json",
        )
    )
    assert {row["section"] for row in found.json()} == {"lead", "karabakh", "borders"}
    assert page.status_code == 200
    assert "the primary one first" not in page.text  # a list of the JSON file is no column here
    assert TABLES["sections"] in page.text.replace("&#39;", "'")
    assert home.json()["databases"]["briefings"]["tables"]["statements"]["columns"]["says"]


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "briefings.db"
    write_sqlite(FULL, path)
    before = path.read_bytes()
    monkeypatch.setattr("mkdocs_briefings.export.INDEXES", "CREATE INDEX broken ON nothing (x);")
    with pytest.raises(ExportError, match="nothing"):
        write_sqlite(FULL, path, URL)
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["briefings.db", "metadata.json"]


def test_an_empty_site_has_files_too(tmp_path):
    empty = library_of({})
    write_folder(empty, tmp_path, URL)
    write_sqlite(empty, tmp_path / "briefings.db", URL)
    assert json.loads((tmp_path / "briefings.json").read_bytes())["briefings"] == []
    assert len(io.BytesIO((tmp_path / "sections.csv").read_bytes()).readlines()) == 1
