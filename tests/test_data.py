"""The data files: they satisfy their schemas, every field is described, no cell is a formula, one change costs one."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import contextmanager

import duckdb
import pytest
import yaml
from conftest import GOLDEN, basic, briefing, library_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mkdocs_briefings.outputs import data_csv, data_docs, data_json
from mkdocs_briefings.outputs.data import (
    briefing_record,
    data_paths,
    fragment,
    schemas,
    section_rows,
    statement_rows,
    write_data,
)
from mkdocs_briefings.outputs.data_catalogue import FILES, NOTES, RECORD_NAMES
from mkdocs_briefings.outputs.data_csv import CELL_LENGTH, address_cell, cell, list_cell
from mkdocs_briefings.outputs.data_fields import SECTION_COLUMNS, STATEMENT_COLUMNS
from mkdocs_briefings.outputs.data_form import Form, StaleFile

URL = "https://site.example/"
FULL = library_of(yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8")))
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def files_of(library, site_url=URL, **how) -> dict[str, bytes]:
    """All data files in memory."""
    written: dict[str, bytes] = {}

    @contextmanager
    def open_file(path):
        pieces: list[bytes] = []
        yield pieces.append
        assert path not in written
        written[path] = b"".join(pieces)

    write_data(library, open_file, site_url, **how)
    return written


def rows_of(data: bytes, delimiter: str = ",", quote: str = '"') -> list[list[str]]:
    """A CSV file's rows as a program with these settings takes them."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote))


FILES_OF_FULL = files_of(FULL)


def test_there_are_the_files_that_the_list_names():
    assert sorted(FILES_OF_FULL) == data_paths(FULL)
    assert {"data/briefings-2023.json", "data/sections-2023.csv", "data/statements.csv", "data/index.json",
            "data/vocabulary.json", "data/briefing.schema.json"} <= set(FILES_OF_FULL)  # fmt: skip


@pytest.mark.parametrize("path", [path for path in sorted(FILES_OF_FULL) if path.endswith(".json")])
def test_every_json_file_satisfies_its_schema(path):
    value = json.loads(FILES_OF_FULL[path])
    if path.endswith(".schema.json"):
        Draft202012Validator.check_schema(value)
        assert value["$id"] == URL + path
    else:
        schema = json.loads(FILES_OF_FULL[value["$schema"].removeprefix(URL)])
        assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []


def test_a_schema_refuses_what_the_files_never_hold():
    schema = Draft202012Validator(json.loads(FILES_OF_FULL["data/briefings.schema.json"]))
    whole = json.loads(FILES_OF_FULL["data/briefings.json"])
    for path, bad in ((("title",), None), (("date",), "2023-13-01"), (("sections", 0, "text"), None),
                      (("sources", 0, "number"), 0), (("countries", 0), "IRN"), (("more",), 1)):  # fmt: skip
        changed = json.loads(json.dumps(whole))
        target = changed["briefings"][0]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = bad
        assert not schema.is_valid(changed), path


def test_a_record_holds_everything_there_is_to_say():
    record = json.loads(briefing_record(FULL, FULL.briefings["2023-10-02-weekly"], URL))
    place = f"{URL}briefings/2023-10-02-weekly/"
    assert record["url"] == place
    assert (record["date"], record["published"], record["place"]) == ("2023-10-02", "2023-10-03", "Tehran, Persia")
    assert record["speakers"] == [
        {"id": "jane-doe", "name": "Jane Doe", "role": "spokeswoman"},
        {"id": None, "name": "A Guest", "role": "envoy"},
    ]
    assert [c["id"] for c in record["countries"]] == ["IRN", "ARM", "AZE", "EGY"]
    assert record["countries"][0]["name"] == "Persia"
    assert record["sources"][0]["via"] == {"id": "mirror", "name": "Mirror"}
    assert record["sources"][0]["published"] == "2023-10"
    assert record["translations"] == [
        {"id": "2023-10-02-weekly-fa", "url": f"{URL}briefings/2023-10-02-weekly-fa/", "language": "fa"}
    ]
    lead, karabakh, egypt = record["sections"]
    assert (lead["id"], lead["heading"], lead["url"]) == ("lead", None, place)
    assert (karabakh["url"], karabakh["date"], karabakh["sources"]) == (f"{place}#karabakh", "2023-09", [2])
    assert (egypt["sources"], egypt["topics"]) == ([1, 2], [])
    assert lead["text"].startswith("The lead, with a note.")
    first, second, third = karabakh["statements"]
    assert first["actor"] == {"kind": "person", "id": "jane-doe", "name": "Jane Doe", "role": "spokeswoman"}
    assert (first["original"], first["original_language"], first["source"]) == ("مرز تازه نه", "fa", 1)
    assert [c["id"] for c in first["speaking_for"]] == ["IRN"]
    assert (second["actor"]["kind"], second["actor"]["id"], second["date"]) == ("country", "ARM", "2023-09")
    assert (third["shift"], second["shift"]) == (True, False)
    assert [update["kind"] for update in record["updates"]] == ["correction", "minor"]


def test_what_is_not_listed_is_in_no_file():
    everything = b"".join(FILES_OF_FULL.values()).decode()
    for words in ("Secret draft words", "Embargoed words", "Withdrawn words", "2023-10-10-gone", "نشست هفتگی"):
        assert words not in everything
    assert [b["id"] for b in json.loads(FILES_OF_FULL["data/briefings.json"])["briefings"]] == [
        "2023-10-02-weekly", "2023-10-09-next",
    ]  # fmt: skip


def test_a_briefing_is_a_line_and_the_years_are_parts_of_the_whole():
    lines = FILES_OF_FULL["data/briefings.json"].decode().splitlines()
    records = [line.removesuffix(",") for line in lines if line.startswith('{"id":')]
    assert [json.loads(record)["id"] for record in records] == sorted(b.id for b in FULL.listed)
    assert records == [briefing_record(FULL, FULL.briefings[json.loads(record)["id"]], URL) for record in records]
    assert FILES_OF_FULL["data/briefings-2023.json"] == FILES_OF_FULL["data/briefings.json"]  # the only year there is
    head = json.loads(FILES_OF_FULL["data/briefings.json"])
    assert list(head) == ["$schema", "site", "licence", "documentation", "briefings"]
    assert b"".join(data_json.briefings_json(FULL.settings, records, URL)) == FILES_OF_FULL["data/briefings.json"]


def test_without_a_site_url_addresses_are_relative_to_the_root():
    record = json.loads(files_of(FULL, "")["data/briefings.json"])
    assert record["$schema"] == "briefings.schema.json"
    assert record["briefings"][0]["url"] == "briefings/2023-10-02-weekly/"
    assert "$id" not in json.loads(schemas()["briefings.schema.json"])


def test_the_index_counts_what_the_years_hold():
    (year,) = json.loads(FILES_OF_FULL["data/index.json"])["years"]
    sections = rows_of(FILES_OF_FULL["data/sections-2023.csv"])
    statements = rows_of(FILES_OF_FULL["data/statements-2023.csv"])
    assert year == {
        "year": 2023, "briefings": 2, "sections": len(sections) - 1, "statements": len(statements) - 1,
        "changed": "2023-10-09", "briefings_json": f"{URL}data/briefings-2023.json",
        "sections_csv": f"{URL}data/sections-2023.csv", "statements_csv": f"{URL}data/statements-2023.csv",
    }  # fmt: skip


def test_the_vocabulary_has_every_term_with_its_names():
    value = json.loads(FILES_OF_FULL["data/vocabulary.json"])
    assert {kind: [term["id"] for term in value[key]] for kind, key in
            (("topic", "topics"), ("person", "people"), ("outlet", "outlets"))} == {
        "topic": ["diplomacy", "karabakh"], "person": ["jane-doe", "john-roe"], "outlet": ["daily-news", "mirror"],
    }  # fmt: skip
    countries = {country["id"]: country for country in value["countries"]}
    assert (countries["IRN"]["name"], countries["IRN"]["alpha2"]) == ("Persia", "IR")
    assert {"language": "fa", "name": "ایران"} in countries["IRN"]["names"]
    assert (countries["IRN"]["page"], countries["TUV"]["page"]) == (f"{URL}countries/iran/", None)
    (role,) = value["people"][0]["roles"]
    assert role == {"title": "spokeswoman", "organisation": "mfa", "from": "2022-06", "to": "2024"}


@pytest.mark.parametrize(("name", "record"), [("sections", SECTION_COLUMNS), ("statements", STATEMENT_COLUMNS)])
def test_csv_has_the_described_columns_and_one_line_a_row(name, record):
    data = FILES_OF_FULL[f"data/{name}.csv"]
    rows = rows_of(data)
    assert rows[0] == [field.name for field in record.fields]
    assert {len(row) for row in rows} == {len(record.fields)}
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == len(rows)


def test_csv_says_the_same_as_json():
    rows = rows_of(FILES_OF_FULL["data/sections.csv"])
    row = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[1] == "karabakh")
    assert row["countries"] == "ARM|AZE|IRN"
    assert row["country_names"] == "Armenia|Azerbaijan|Persia"
    assert (row["outlets"], row["source_urls"]) == ("mirror", "https://mirror.example/2")
    assert (row["speaker_names"], row["speaking_for"]) == ("Jane Doe|A Guest", "IRN|ARM")
    said = rows_of(FILES_OF_FULL["data/statements.csv"])
    first = dict(zip(said[0], said[1], strict=True))
    assert (first["number"], first["shift"], first["source_outlet"]) == ("1", "false", "daily-news")


def test_the_page_describes_every_field_of_every_file():
    docs = data_docs.documentation(FULL)
    assert [doc.name for doc in docs] == [file.name for file in FILES]
    described = {(table.name, row.name) for doc in docs for table in doc.tables for row in table.rows}
    for record, name in RECORD_NAMES.items():
        assert {(name, field.name) for field in record.fields} <= described
    for doc, file in zip(docs, FILES, strict=True):
        assert [row.name for row in doc.tables[0].rows] == [field.name for field in file.record.fields]
        assert all(row.doc.endswith((".", "`")) and row.type for table in doc.tables for row in table.rows)
    assert docs[0].years == (("2023", "data/briefings-2023.json"),)
    assert all(note.endswith(".") for note in NOTES)


# Cells


HOSTILE = st.text(st.sampled_from(list("=+-@＝＋－＠,;|\t\r\n\"' aé-0\u200b\ufeff\u2028\x00\x0bک")), max_size=12)


@given(st.lists(HOSTILE | st.text(max_size=20), min_size=1, max_size=4))
@example(["=1+1"])
@example([" \t@SUM(1)"])
@example(["a;=1"])
@example(['a";"=cmd'])
@example(["a,\"'-1"])
@example(["a|\u200b=1"])
def test_no_cell_starts_a_formula_however_a_program_parts_them(texts):
    line = ",".join(map(cell, texts)) + "\r\n"
    for delimiter in ",;|\t":
        for row in csv.reader(io.StringIO(line, newline=""), delimiter=delimiter):
            assert not any(found.strip().startswith(STARTS_FORMULA) for found in row)
    assert len(list(csv.reader(io.StringIO(line, newline="")))) == 1


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1))
def test_a_cell_says_what_was_given_but_for_the_apostrophes(texts):
    line = ",".join(map(cell, texts))
    (found,) = csv.reader(io.StringIO(line, newline="")) if line else ([""],)
    plain = [" ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split()) for text in texts]
    for got, wanted in zip(found, plain, strict=True):
        assert got.replace("'", "") == wanted.replace("'", "")
        if not any(mark in wanted for mark in STARTS_FORMULA):
            assert got == wanted


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", '"\'=1+1"'),
        ("+49 30", '"\'+49 30"'),
        ("a, -b", '"a, \'-b"'),
        ("Tehran–Cairo: 5-4 = 1", '"Tehran–Cairo: 5-4 = 1"'),
        ('"quoted"', '"""quoted"""'),
        ("two\nlines\x00", '"two lines"'),
        (" \n ", ""),
        ("ناصر کنعانی", '"ناصر کنعانی"'),
    ],
)
def test_cells(text, written):
    assert cell(text) == written


def test_addresses_in_cells_stay_addresses():
    assert address_cell("https://x.example/a,-1;=2?q=a+b") == '"https://x.example/a%2C-1%3B=2?q=a+b"'
    assert list_cell(["a|b", "=c"]) == '"a/b|\'=c"'


def test_a_cell_is_no_longer_than_a_spreadsheet_takes():
    for text in ("word " * 20_000, "😀" * 20_000, "=" * 40_000):
        found = next(csv.reader([cell(text)]))[0]
        assert len(found.encode("utf-16-le")) // 2 <= CELL_LENGTH
        assert found.endswith("…")
    assert next(csv.reader([cell("a" * CELL_LENGTH)]))[0] == "a" * CELL_LENGTH


@settings(max_examples=30)
@given(st.lists(HOSTILE.filter(lambda text: text.strip()), min_size=4, max_size=4))
def test_no_cell_of_a_file_starts_a_formula(texts):
    clean = [" ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", " ", text).split()) or "x" for text in texts]
    title, summary, says, name = (json.dumps(text) for text in clean)
    front = (
        f"speakers: [{{name: {name}, role: {name}}}]\nsections:\n  talks:\n    statements:\n"
        f"    - {{speaker: {{name: {name}, role: r}}, topic: talks, mode: quote, says: {says}}}\n"
    )
    text = briefing(front, f"## Talks\n\n    {clean[1]}\n", title=title, summary=summary)
    library = library_of(basic() | {"briefings/2023/2023-10-02-a.md": text})
    for path, data in files_of(library, kinds=frozenset({"csv"})).items():
        for delimiter in ",;|\t":
            for row in rows_of(data, delimiter):
                assert not any(found.strip().startswith(STARTS_FORMULA) for found in row), path


# One change


def site_of(state: dict[str, int]) -> dict:
    """A site of briefings by id: the number is the version of their title; 9 is withdrawn."""
    files = basic()
    for key, version in state.items():
        front = "status: withdrawn\n" if version == 9 else ""
        front += "sections:\n  talks:\n    statements:\n"
        front += "    - {country: IRN, topic: talks, mode: quote, says: So be it.}\n"
        front = front if version % 2 else front.split("sections")[0] + "topics: [talks]\n"
        text = briefing(front, "## Talks\n\nWords.\n", title=f"Version {version}", date=key[:10])
        files[f"briefings/{key[:4]}/{key}.md"] = text
    return files


IDS = st.sampled_from(
    [f"{year}-0{month}-01-{name}" for year in (2021, 2022, 2023) for month in (1, 2) for name in "ab"]
)
STATES = st.dictionaries(IDS, st.sampled_from([1, 2, 3, 9]), max_size=6)


@settings(max_examples=20)
@given(STATES, STATES)
def test_a_changed_briefing_gives_the_files_that_a_whole_build_gives(before, after):
    old = files_of(library_of(site_of(before)))
    library = library_of(site_of(after))
    whole = files_of(library)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    found = files_of(library, changed=changed, old=old.get)
    kept = {path: data for path, data in old.items() if path in data_paths(library)}
    assert kept | found == whole
    years = {key[:4] for key in changed}
    assert all(year in years for path in found if (year := path.partition("-")[2][:4]))


def test_an_old_file_of_another_form_is_refused():
    library = library_of(site_of({"2022-01-01-a": 1, "2022-02-01-b": 1}))
    good = files_of(library)["data/briefings.json"]
    form, new = data_json.briefings_form(library.settings, URL), {"2022-01-01-b": b'{"id":"2022-01-01-b"}'}
    assert b"".join(form.patched(good, {})) == good
    lines = good.splitlines(keepends=True)
    no_records = b"".join(line.replace(b'{"id":', b'{"no":') for line in lines)
    for bad in (b"", good[:-2], good + b"x", b"{}\n", b"".join(lines[1:]), no_records):
        with pytest.raises(StaleFile):
            b"".join(form.patched(bad, new))
    for bad in (b"", b"a,b\r\n", data_csv.header(SECTION_COLUMNS) + b"x\n"):
        with pytest.raises(StaleFile):
            b"".join(data_csv.csv_form(SECTION_COLUMNS).patched(bad, new))


FORMS = (
    Form(b"[", b"\n", b",\n", b"\n]\n", lambda line: line.rstrip(b",\n").decode()[:12]),
    Form(b"head\n", b"", b"", b"", lambda line: line.decode()[:12]),
)


@given(st.dictionaries(IDS, st.just(b"old")), st.dictionaries(IDS, st.just(b"new")), st.frozensets(IDS))
@pytest.mark.parametrize("form", FORMS)
def test_patching_gives_what_joining_gives(form, old, new, gone):
    def pieces(found):
        return [b"\n".join([key.encode() + data] * (len(data) + ord(key[-1]) % 2)) + b"\n" * (not form.first)
                for key, data in sorted(found.items())]  # fmt: skip

    before = b"".join(form.joined(pieces(old)))
    wanted = {key: data for key, data in old.items() if key not in gone} | new
    changed = dict(zip(sorted(new), pieces(new), strict=True))
    after = b"".join(form.patched(before, changed, gone - new.keys()))
    assert after == b"".join(form.joined(pieces(wanted)))


def test_a_fragment_is_the_line_and_the_rows():
    one = FULL.briefings["2023-10-02-weekly"]
    assert fragment(FULL, one, URL) == (
        briefing_record(FULL, one, URL), section_rows(FULL, one, URL), statement_rows(FULL, one, URL),
    )  # fmt: skip


# What reads it


def test_duckdb_reads_the_files(tmp_path):
    for path, data in FILES_OF_FULL.items():
        (tmp_path / path.removeprefix("data/")).write_bytes(data)
    with duckdb.connect() as database:

        def ask(query: str) -> list[tuple]:
            return database.execute(query.replace("@", f"{tmp_path}/")).fetchall()

        assert ask("SELECT section, date, statements FROM '@sections.csv' ORDER BY section LIMIT 2") == [
            ("borders", "2023-10-09", 1), ("egypt", "2023-10-02", 0),
        ]  # fmt: skip
        assert ask("SELECT list_contains(string_split(countries, '|'), 'AZE') FROM '@sections.csv'"
                   " WHERE section = 'karabakh'") == [(True,)]  # fmt: skip
        assert ask("SELECT says FROM '@statements.csv' WHERE original LIKE '%مرز%'") == [("No {{ new }} borders.",)]
        assert ask("SELECT b.id, len(b.sections) FROM (SELECT unnest(briefings) AS b FROM '@briefings.json')"
                   " ORDER BY 1") == [("2023-10-02-weekly", 3), ("2023-10-09-next", 1)]  # fmt: skip
        assert ask("SELECT count(*) FROM (SELECT unnest(countries) FROM '@vocabulary.json')")[0][0] > 240
