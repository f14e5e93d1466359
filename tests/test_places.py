"""Escaping by place: for each kind of output one function, held against a reader of that kind which is not ours.

The law is the same everywhere: whatever text goes in, the reader gets that text, and nothing beside it. Control
characters, which are refused when files are read, are left out. What more has to hold of a place stands in the tests of
its module.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import bibtexparser
import cmarkgfm
import pytest
import rispy
import yaml
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from mkdocs_briefings import escape, github_text, report, urls, writing, yaml_text
from mkdocs_briefings.outputs import bibtex, data_csv, metadata, ris, web_links, xml_text
from mkdocs_briefings.outputs.digest_message import one_line as header_line

SAMPLES = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "<!--<script>",
    "]]>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "<%= 7 %>",
    "#{7*7}",
    "[a](javascript:alert(1))",
    "![a](//evil.example/x)",
    "<javascript:alert(1)>",
    "https://evil.example",
    "www.evil.example",
    "[a]: javascript:x",
    "a\nb\r\nc\u2028d\u2029e",
    "\\",
    "\\\\",
    "\\n",
    "a\\",
    "%0A::error::x",
    "::error file=a::x",
    "::set-output name=a::b",
    "%25",
    "a,b:c",
    "=1+1",
    '=HYPERLINK("https://evil.example","a")',
    "@SUM(1)",
    "-1+1",
    "+1",
    "\t=1",
    "a;=1",
    "'=1",
    '"a"',
    '""',
    "},\n@article{x,",
    "\\input{/etc/passwd}",
    "TY  - JOUR",
    "ER  - ",
    "a\r\nER  - \r\n",
    "--",
    "``x''",
    "on",
    "no",
    "~",
    "1e3",
    "0o7",
    "12:30",
    "2023-10-02",
    "!!python/object/apply:os.system [id]",
    "&a",
    "*a",
    "? a",
    "- a",
    "a: b",
    "a #b",
    "---",
    "...",
    "@user",
    "#1",
    "GH-1",
    "deadbeef",
    "\u202eabc",
    "\u2066a",
    "\u200b",
    "\u0301",
    "\U0001f469\u200d\U0001f4bb",
    "\ud7ff",
    "../../etc/passwd",
    "C:\\con",
    "con",
    "aux",
    "nul",
    "com1",
    "a.",
    "a ",
    ".",
    "..",
    "/",
    "//evil.example/",
    "a" * 400,
    "Subject: x\r\nBcc: a@evil.example",
    "=?utf-8?q?a?=",
    "`id`",
    "$(id)",
    "| a | b |",
    "آب",
    "é",
]
ANY = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60),
    st.text("<>&\"'`*_{}[]()#|~^$!:=.-+\\/%@,; \n\t\r1ab", max_size=60),
    st.sampled_from(SAMPLES),
    st.lists(st.sampled_from(SAMPLES), min_size=2, max_size=3).map(" ".join),
)


class Markup(HTMLParser):
    """The tags, with their attributes, and the text of HTML; scripts apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = self.comments = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        self.comments += data


def spaced(text: str) -> str:
    return " ".join(text.split())


def of_markdown(source: str) -> Markup:
    """What GitHub's Markdown makes of a text; links of mail addresses, which nothing prevents, are text."""
    html = cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE)
    return Markup(re.sub(r'<a href="mailto:[^"]*">(.*?)</a>', r"\1", html))


def visible(text: str) -> str:
    """Without what Markdown cannot hold, NUL, and with its white space as one blank."""
    return spaced(text)


def read_markdown(text: str) -> str:
    read = of_markdown(f"{escape.markdown(text)}\n")
    assert [tag for tag, _ in read.tags] == ["p"] * bool(spaced(text))
    return spaced(read.words)


def read_markdown_link(text: str) -> str:
    words = escape.markdown(text) or "x"
    read = of_markdown(f"{web_links.markdown_link(words, 'https://a.example/' + text)}\n")
    assert [tag for tag, _ in read.tags] == ["p", "a"]
    href = urlsplit(read.tags[1][1]["href"])
    assert (href.scheme, href.netloc) == ("https", "a.example")
    return spaced(read.words) if spaced(text) else ""


def read_html(text: str) -> str:
    read = Markup(f"<p>{escape.html(text)}</p>")
    assert (read.tags, read.comments) == ([("p", {})], "")
    return read.words


def read_attribute(text: str) -> str:
    [(tag, attributes)] = Markup(f'<p title="{escape.html(text)}">').tags
    assert (tag, [*attributes]) == ("p", ["title"])
    return attributes["title"]


def read_page(text: str) -> str:
    read = Markup(f'<p title="{escape.page(text)}">{escape.page(text)}</p>')
    assert read.tags == [("p", {"title": read.words})]
    return read.words


def read_url(text: str) -> str:
    """A part of a path within a page's address, and a fragment."""
    part = as_part(text)
    found = urljoin("https://site.example/sub/topics/x/", urls.relative(f"{part}/#{text}", "topics/x/"))
    assert re.fullmatch(r"[!-~]+", found)  # RFC 3986: printable ASCII
    split = urlsplit(found)
    assert (split.scheme, split.netloc, split.query) == ("https", "site.example", "")
    assert unquote(split.fragment) == text
    return unquote(split.path.removeprefix("/sub/")).removesuffix("/")


def as_part(text: str) -> str:
    """A part of a path, as ids and names of files may be: no slash, no `#`, neither `.` nor `..`."""
    return "a" + re.sub("[/#]", "", text)


def read_script(text: str) -> str:
    read = Markup(f'<script type="application/ld+json">{metadata.script_text({"a": text})}</script><b>')
    assert [tag for tag, _ in read.tags] == ["script", "b"]
    return json.loads(read.words)["a"]


def read_xml(text: str) -> str:
    document = f'<?xml version="1.0"?><a b="{xml_text.attribute(text)}">{xml_text.text(text)}</a>'
    root = etree.fromstring(document.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    assert len(root) == 0
    assert root.get("b") == (root.text or "")
    return root.text or ""


def read_csv(text: str) -> str:
    [row] = csv.reader(io.StringIO(f"{data_csv.cell(text)},x\r\n"), strict=True)
    assert row[1:] == ["x"]
    assert not re.match(r"[\s\"']*(?<!')[=+\-@]", row[0])
    return row[0].replace("'", "")


def read_bibtex(text: str) -> str:
    library = bibtexparser.parse_string(f"@online{{k,\n  title = {{{bibtex.text(text)}}},\n  year = {{2023}}\n}}\n")
    assert library.failed_blocks == []
    assert len(library.blocks) == 1
    assert [field.key for field in library.entries[0].fields] == ["title", "year"]
    value = library.entries[0]["title"]
    for written, meant in LATEX:
        value = value.replace(written, meant)
    return spaced(value)


# What the commands mean; the first has to go before the backslashes of the others are gone.
LATEX = [
    ("\\{\\vphantom{\\}}", "\1"),
    ("\\vphantom{\\{}\\}", "\2"),
    ("{\\textbackslash}", "\3"),
    ("{\\textasciicircum}", "^"),
    ("{\\textasciitilde}", "~"),
    ("{\\textless}", "<"),
    ("{\\textgreater}", ">"),
    ("{\\textbar}", "|"),
    *((f"\\{c}", c) for c in "%#&$_"),
    ("{}", ""),
    ("\1", "{"),
    ("\2", "}"),
    ("\3", "\\"),
]


def read_ris(text: str) -> str:
    lines = f"TY  - ELEC\r\nTI  - a {ris.value(text)}\r\nER  - \r\n\r\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        [record] = rispy.loads(lines)
    assert record.keys() == {"type_of_reference", "title"}
    return spaced(record["title"])[2:]


def read_yaml(text: str) -> str:
    block, flow = yaml_text.scalar(text), yaml_text.scalar(text, flow=True)
    read = yaml.safe_load(f"a: {block}\nb: [{flow}, {{c: {flow}}}]\nd: 1\n")
    assert read == {"a": read["a"], "b": [read["a"], {"c": read["a"]}], "d": 1}
    return read["a"]


def read_annotation(text: str) -> str:
    """As GitHub's runner takes a command apart (actions/runner, ActionCommand)."""
    line = f"::error file={report.annotation_property(text)},line=1::{report.annotation_text(text)}"
    assert len(line.splitlines()) == 1
    properties, data = re.fullmatch(r"::error (.*?)::(.*)", line).groups()
    pairs = [pair.split("=", 1) for pair in properties.split(",")]
    assert [name for name, _ in pairs] == ["file", "line"]
    undone = data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert undone == pairs[0][1].replace("%2C", ",").replace("%3A", ":").replace("%0D", "\r").replace("%25", "%")
    return undone


def read_github(text: str) -> str:
    read = of_markdown(f"a {github_text.words(text, 10_000)}\n")
    assert [tag for tag, _ in read.tags] == ["p"]
    return spaced(read.words.replace(github_text.GAP, ""))[2:]


def read_header(text: str) -> str:
    line = header_line(text)
    mail = message_from_bytes(f"Subject: a {line}\nX-Next: b\n\nbody\n".encode(), policy=default)
    assert mail.keys() == ["Subject", "X-Next"]
    return line


def printable(text: str) -> str:
    """As on a terminal: what it would obey or hide is shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class Place(NamedTuple):
    """How a text is read back from a place, and what is then expected of a text."""

    read: Callable[[str], str]
    expected: Callable[[str], str]


PLACES = {
    "Markdown text": Place(read_markdown, visible),
    "Markdown link": Place(read_markdown_link, visible),
    "generated page": Place(read_page, lambda text: text),
    "HTML text": Place(read_html, str),
    "HTML attribute": Place(read_attribute, str),
    "URL": Place(read_url, as_part),
    "JSON in a script": Place(read_script, str),
    "XML": Place(read_xml, xml_text.legible),
    "CSV cell": Place(read_csv, lambda text: spaced(data_csv._CONTROL.sub(" ", text)).replace("'", "")),
    "BibTeX": Place(read_bibtex, lambda text: spaced(bibtex.one_line(text))),
    "RIS": Place(read_ris, lambda text: spaced(ris.value(text))),
    "YAML scalar": Place(read_yaml, yaml_text.one_line),
    "GitHub annotation": Place(read_annotation, printable),
    "GitHub comment": Place(read_github, lambda text: spaced(printable_joined(text))),
    "mail header": Place(read_header, header_line),
}


def printable_joined(text: str) -> str:
    """As `printable`, but for the joiners that Persian and Indic words need."""
    return "".join(c if c in "\u200c\u200d" else printable(c) for c in spaced(text)).replace("\u200b", "")


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=150)
@given(text=ANY)
@example(text="")
def test_a_text_comes_out_as_it_went_in_and_nothing_else_does(place, text):
    assert PLACES[place].read(text) == PLACES[place].expected(text)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", SAMPLES)
def test_each_sample_does(place, text):
    assert PLACES[place].read(text) == PLACES[place].expected(text)


@settings(max_examples=300)
@given(ANY, ANY)
def test_a_file_name_made_of_a_text_is_one_everywhere(title, name):
    """Of Windows, of macOS and of Linux: ASCII, lower case, no dot or blank at its ends, none that is reserved."""
    made = [writing.briefing_id(date(2023, 10, 2), title), writing.term_id(name)]
    for found in filter(None, made):
        assert re.fullmatch(r"[a-z0-9-]+", found)
        assert found not in urls.RESERVED_NAMES
        assert len(found) <= 100
