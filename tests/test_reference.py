"""The guide's reference: every key, word and problem code stands in its table, and every marker is filled."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from mkdocs_briefings import schema
from mkdocs_briefings.content_policy import headers_file, page_policy
from mkdocs_briefings.problem import CODES
from mkdocs_briefings.reference import fill, table

RECORDS = {
    "briefing": schema.BRIEFING,
    "section": schema.SECTION,
    "source": schema.SOURCE,
    "statement": schema.STATEMENT,
    "update": schema.UPDATE,
    **schema.VOCABULARY,
}
WORDS = {
    "formats": schema.FORMATS,
    "modes": schema.MODES,
    "statuses": schema.STATUSES,
    "update-kinds": schema.UPDATE_KINDS,
    "affiliations": schema.AFFILIATIONS,
}
NAMES = [*RECORDS, *WORDS, "problems"]
BLOCKS = {"policy": page_policy().replace("; ", ";\n"), "headers": headers_file(page_policy())}
CONTENT = Path(__file__).parents[1] / "content"


class Rows(HTMLParser):
    """The cells of a table's rows as plain text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def rows(name: str) -> list[list[str]]:
    """A table's rows after Python-Markdown has read the page that holds it."""
    return Rows(markdown.markdown(f"Text.\n\n{table(name)}\n\nMore.\n", extensions=["attr_list", "tables"])).rows[1:]


@pytest.mark.parametrize("name", RECORDS)
def test_every_key_of_a_record_stands_in_its_table_in_order(name):
    found = rows(name)
    assert [row[0].removesuffix(" required") for row in found] == [field.name for field in RECORDS[name].fields]
    for row, field in zip(found, RECORDS[name].fields, strict=True):
        assert row[0].endswith(" required") == field.required
        assert row[1] != ""
        assert row[2:] == [field.doc, field.example]


@pytest.mark.parametrize("name", WORDS)
def test_every_word_stands_in_its_table_with_its_meaning(name):
    assert rows(name) == [[word, meaning] for word, meaning in WORDS[name].items()]


def test_every_problem_code_stands_in_its_table():
    assert rows("problems") == [[code, severity, meaning] for code, (severity, meaning) in CODES.items()]


def test_types_are_said_in_words():
    said = {(name, row[0].removesuffix(" required")): row[1] for name in RECORDS for row in rows(name)}
    assert [key for key, words in said.items() if "schema" in words or "(" in words or words != words.strip()] == []
    assert said["briefing", "date"] != said["section", "date"]  # only the latter may be partial
    assert said["section", "topics"] != said["section", "countries"]
    assert all(word in said["briefing", "format"] for word in schema.FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_every_marker_is_filled_and_all_around_it_stays(name):
    filled = fill(f"# Title\n\n<!-- briefings:{name} -->\n\nText.\n")
    assert filled == f"# Title\n\n{table(name)}\n\nText.\n"
    assert "\n\n" not in table(name)  # a blank line would end the HTML block
    assert table(name).count("<tr>") > 1


@pytest.mark.parametrize(("name", "text"), BLOCKS.items())
def test_what_pages_may_load_is_shown_as_code(name, text):
    filled = markdown.markdown(fill(f"Text.\n\n<!-- briefings:{name} -->\n\nText.\n"))
    assert html.unescape(re.search("<pre><code>(.*?)</code></pre>", filled, re.DOTALL)[1]) == text


@pytest.mark.parametrize(
    "marker",
    ["<!-- briefings:nothing -->", "<!-- briefings -->", "<!--briefings:source-->", "x <!-- briefings:source -->"],
)
def test_what_is_no_marker_stays_as_it_is(marker):
    assert fill(f"a\n\n{marker}\n") == f"a\n\n{marker}\n"


def test_every_marker_of_the_sites_own_pages_names_a_table():
    markers = {
        (path.name, name)
        for path in CONTENT.rglob("*.md")
        for name in re.findall(r"<!-- *briefings:(\S*) *-->", path.read_text("utf-8"))
    }
    assert {(path, name) for path, name in markers if name not in [*NAMES, *BLOCKS]} == set()
