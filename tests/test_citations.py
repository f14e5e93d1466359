"""Citations: the golden files, and what must hold for any text, as real parsers of each format read it."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path

import bibtexparser
import pytest
import rispy
import yaml
from bibtexparser.middlewares import MergeNameParts, SeparateCoAuthors, SplitNameParts
from citeproc import (
    DATES,
    NAMES,
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from conftest import GOLDEN, basic, briefing, library_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalker
from pylatexenc.latexwalker import get_default_latex_context_db as walker_context
from pylatexenc.macrospec import MacroSpec

from mkdocs_briefings.dates import PartialDate, parse_now
from mkdocs_briefings.outputs import bibtex, csl, ris
from mkdocs_briefings.outputs.bibliography import Record, bibliography, one_line, section_keys
from mkdocs_briefings.outputs.citations import FILES, all_cite_files, citation_text, cite_files, section_records

CASES = [
    case for path in sorted((GOLDEN / "citations").glob("*.yml")) for case in yaml.safe_load(path.read_text("utf-8"))
]
SITE = "https://digest.example/"


def library_of_case(case):
    files = (basic() if case.get("use") == "basic" else {}) | case["files"]
    return library_of(files)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case):
    library = library_of_case(case)
    files = cite_files(library, case["briefing"], case["site_url"])
    texts = {key: one.text for key, one in section_records(library, case["briefing"], case["site_url"]).items()}
    assert texts == case["texts"]
    assert files["cite.bib"].decode() == case["bib"]
    # YAML keeps no white space at the ends of lines; that of `ER` has a test of its own.
    assert [line.rstrip() for line in files["cite.ris"].decode().splitlines()] == case["ris"].splitlines()
    assert json.loads(files["cite.json"]) == case["csl"]


# what any text must survive

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=40)
NASTY = st.lists(
    st.one_of(
        st.sampled_from("\\{}%#&$_^~<>|\"'`-,;@=!?\n\r\t \u2028\x85فé\u0301"),
        st.sampled_from(
            ["TY  - BOOK", "ER  - ", "\n@book{x,", "{{", "}}", " and ", "others", "\\input{x}", "</script>"]
        ),
    ),
    min_size=1,
    max_size=12,
).map("".join)
ANY = st.one_of(TEXT, NASTY).filter(str.strip)
YEARS, MONTHS, DAYS = st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 28)
_PARTS = st.one_of(st.none(), st.tuples(YEARS), st.tuples(YEARS, MONTHS), st.tuples(YEARS, MONTHS, DAYS))
ISSUED = _PARTS.map(lambda parts: PartialDate(*parts) if parts else None)


def record_of(texts: list[str], date: PartialDate | None) -> Record:
    """A record whose every field holds some of the texts."""
    one, two, three = texts
    return Record(
        key="2023-10-02-x",
        title=one,
        authors=(two, one),
        website=three,
        publisher=two,
        issued=date,
        event=date,
        place=three,
        accessed=date,
        url="https://x.example/a_b%20?c=1&d=~e#f",
        language="fa",
        abstract=two,
        keywords=(three, two),
        notes=(one, three),
        annotation=three,
        rights=one,
    )


RECORDS = st.builds(record_of, st.lists(ANY, min_size=3, max_size=3), ISSUED)


def spaced(text: str) -> str:
    """A text with any white space as one space: what BibTeX itself makes of it."""
    return " ".join(text.split())


@cache
def _latex():
    """A reader of LaTeX that knows the commands which pylatexenc lacks."""
    plain = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^", "vphantom": ""}
    texts, macros = get_default_latex_context_db(), walker_context()
    texts.add_context_category("more", [MacroTextSpec(*pair) for pair in plain.items()], prepend=True)
    macros.add_context_category("more", macros=[MacroSpec("vphantom", "{")], prepend=True)
    return LatexNodes2Text(latex_context=texts, strict_latex_spaces=True), macros


def from_latex(value: str) -> str:
    """What LaTeX sets for a field's value."""
    reader, macros = _latex()
    nodes, _, _ = LatexWalker(value, latex_context=macros, tolerant_parsing=False).get_latex_nodes()
    return spaced(reader.nodelist_to_text(nodes))


@settings(max_examples=60)
@given(RECORDS, RECORDS)
def test_bibtex_is_read_as_it_was_meant(one, other):
    other = other._replace(key="2023-10-02-y")
    library = bibtexparser.parse_string(bibtex.bibtex([one, other]))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [one.key, other.key]
    assert library.comments == library.preambles == library.strings == []
    for record, entry in zip((one, other), library.entries, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        for name, value in (("title", record.title), ("abstract", record.abstract), ("annote", record.annotation)):
            assert from_latex(fields[name]) == spaced(value)
        assert from_latex(fields.get("note", "")) == ". ".join(spaced(note) for note in record.notes)
        assert fields["url"] == record.url
        assert fields.get("year", "") == (str(record.issued.year) if record.issued else "")
        assert fields.get("month", "") == (
            bibtex._MONTHS[record.issued.month - 1] if record.issued and record.issued.month else ""
        )
        assert len(fields) == len(entry.fields)


@settings(max_examples=60)
@given(st.lists(ANY, min_size=1, max_size=3))
def test_bibtex_takes_each_author_for_one_name(authors):
    text = bibtex.bibtex([Record("k", authors=tuple(authors))])
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    names = library.entries[0]["author"]
    assert [name.first + name.von + name.jr for name in names] == [[]] * len(authors)
    assert [from_latex(" ".join(name.last)) for name in names] == [spaced(author) for author in authors]
    merged = MergeNameParts().transform(library)
    assert len(merged.entries[0]["author"]) == len(authors)


@settings(max_examples=60)
@given(RECORDS, RECORDS)
def test_ris_is_read_as_it_was_meant(one, other):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # an unknown tag, or a line that is none
        read = rispy.loads(ris.ris([one, other]))
    assert len(read) == 2
    for record, found in zip((one, other), read, strict=True):
        assert found["type_of_reference"] == "ELEC"
        assert spaced(found["title"]) == spaced(record.title)
        assert [spaced(author) for author in found.get("authors", [])] == [spaced(a) for a in record.authors]
        assert [spaced(word) for word in found.get("keywords", [])] == [spaced(word) for word in record.keywords]
        assert [spaced(note) for note in found["notes"]] == [spaced(n) for n in (*record.notes, record.annotation)]
        assert found["urls"] == [record.url]
        assert "unknown_tag" not in found


@cache
def _style():
    return CitationStylesStyle("harvard-cite-them-right", validate=False)


def rendered(items: list[dict]) -> list[str]:
    """A bibliography of the items by citeproc-py in a Harvard style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of `URL` it says that the style does not use it
        made = CitationStylesBibliography(_style(), CiteProcJSON(items), formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        return [str(entry) for entry in made.bibliography()]


CSL_VARIABLES = {name.replace("_", "-") for name in (*NAMES, *DATES, *VARIABLES)} | {"id", "type", "language"}


@settings(max_examples=60)
@given(RECORDS)
def test_csl_items_are_rendered(record):
    (item,) = json.loads(csl.csl_json([record]))
    assert set(item) <= CSL_VARIABLES
    assert item["title"] == one_line(record.title)
    assert [set(name) for name in item.get("author", [])] == [{"literal"}] * len(record.authors)
    (line,) = rendered([item])
    assert line
    for name, date in (("issued", record.issued), ("accessed", record.accessed), ("event-date", record.event)):
        assert item.get(name) == ({"date-parts": [[part for part in date if part]]} if date else None)


# values and lines of each format


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50% & #1_a $", r"50\% \& \#1\_a \$"),
        ("a\\b", r"a{\textbackslash}b"),
        ("}{", r"\vphantom{\{}\}\{\vphantom{\}}"),
        ("a--b --- ''c'' ?`", r"a-{}-b -{}-{}- '{}'c'{}' ?{}`"),
        ("one\n\u2028two\t", "one two"),
        ("نام “é”", "نام “é”"),
    ],
)
def test_bibtex_text(text, written):
    assert bibtex.text(text) == written


def test_bibtex_addresses_are_verbatim_and_cannot_end_the_field():
    assert bibtex.address("https://x.example/a_b%20?c=1&d=~#e") == "https://x.example/a_b%20?c=1&d=~#e"
    assert bibtex.address('https://x.example/{}\\"<> \n^`|') == "https://x.example/%7B%7D%5C%22%3C%3E%20%0A%5E%60%7C"


def test_a_name_that_begins_with_a_command_is_no_accented_letter_to_bibtex():
    assert "title = {{{}\\#Rising}}" in bibtex.bibtex([Record("k", "#Rising")])


def test_ris_lines_end_as_the_format_says():
    text = ris.ris([Record("k", "A title", issued=PartialDate(2023, 10))])
    assert text == "TY  - ELEC\r\nID  - k\r\nTI  - A title\r\nPY  - 2023\r\nDA  - 2023/10//\r\nER  - \r\n\r\n"


# whole files


@cache
def _content():
    """The library of the site's own briefings."""
    root = Path(__file__).parents[1] / "content"
    paths = [path for folder in ("briefings", "vocabulary") for path in sorted((root / folder).rglob("*.*"))]
    return library_of({path.relative_to(root).as_posix(): path.read_bytes() for path in paths}, parse_now("2026-01-01"))


def test_the_sites_own_briefings_are_read_by_all_parsers():
    library = _content()
    keys = []
    for briefing_id in library.briefings:
        files = cite_files(library, briefing_id, SITE)
        assert list(files) == list(FILES)
        records = bibliography(library, briefing_id, SITE)
        parsed = bibtexparser.parse_string(files["cite.bib"].decode())
        items = json.loads(files["cite.json"])
        assert parsed.failed_blocks == []
        assert [entry.key for entry in parsed.entries] == [r.key for r in records] == [item["id"] for item in items]
        assert len(rispy.loads(files["cite.ris"].decode())) == len(records)
        assert len(rendered(items)) == len(items)
        keys += [record.key for record in records]
    assert len({key.casefold() for key in keys}) == len(keys)


def test_all_files_lie_beside_their_pages():
    library = _content()
    paths = [path for path, _ in all_cite_files(library, SITE)]
    assert paths == [f"briefings/{one}/{name}" for one in sorted(library.briefings) for name in FILES]


def test_what_is_not_public_cannot_be_cited():
    library = library_of(basic() | {"briefings/2023/2023-10-02-x.md": briefing("status: draft\n", "## One\n")})
    with pytest.raises(KeyError):
        cite_files(library, "2023-10-02-x", SITE)
    with pytest.raises(KeyError):
        section_records(library, "2023-10-02-x", SITE)


def test_the_lead_is_cited_as_the_briefing():
    library = library_of(basic() | {"briefings/2023/2023-10-02-x.md": briefing("", "The lead.\n\n## One\n")})
    whole = citation_text(library, "2023-10-02-x", None, SITE)
    assert citation_text(library, "2023-10-02-x", "lead", SITE) == whole
    assert citation_text(library, "2023-10-02-x", "one", SITE) != whole
    assert list(section_keys(library.briefings["2023-10-02-x"])) == ["", "one"]
    with pytest.raises(KeyError):
        citation_text(library, "2023-10-02-x", "two", SITE)


@settings(max_examples=60)
@given(title=ANY, author=ANY, outlet=ANY, heading=ANY)
def test_a_citation_is_one_line_with_all_names(title, author, outlet, heading):
    library = library_of(basic() | {"briefings/2023/2023-10-02-x.md": briefing("", "## One\n")})
    one = library.briefings["2023-10-02-x"]
    section = one.sections[0]._replace(heading=heading)
    changed = one._replace(title=title, authors=(author,), sections=(section,))
    vocabulary = library.vocabulary
    outlets = {"daily-news": replace(vocabulary.terms["outlet"]["daily-news"], name=outlet)}
    vocabulary = replace(vocabulary, terms=vocabulary.terms | {"outlet": outlets})
    library = replace(library, briefings=library.briefings | {one.id: changed}, vocabulary=vocabulary)
    text = citation_text(library, one.id, "one", SITE)
    assert len(text.splitlines()) == 1
    for name in (title, author, outlet, heading):
        assert spaced(one_line(name)) in spaced(text)
    parts = section_records(library, one.id, SITE)["one"].parts
    assert {part.text for part in parts if part.isolated} == {title, author, outlet, heading, "Test"}
