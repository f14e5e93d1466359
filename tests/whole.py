"""The whole way of a text through the program, in memory: for tests and fuzzing that feed it anything.

What `check` refuses has to be refused in messages that are whole; what it accepts has to become pages and files that
are well-formed. Anything else is a fault of the program and raises.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from conftest import NOW, basic, inputs_of

from mkdocs_briefings import report, site
from mkdocs_briefings.direct import content_of
from mkdocs_briefings.document import MAX_FRONT_MATTER
from mkdocs_briefings.library import Library
from mkdocs_briefings.model import Settings
from mkdocs_briefings.outputs.beside import Beside
from mkdocs_briefings.outputs.data import data_paths, write_data
from mkdocs_briefings.outputs.records import Records
from mkdocs_briefings.outputs.redirects import redirects, stub
from mkdocs_briefings.outputs.sitemap import sitemaps
from mkdocs_briefings.packaged import packaged_templates
from mkdocs_briefings.pages import Parts, build, plan
from mkdocs_briefings.problem import CODES, Problem, has_errors
from mkdocs_briefings.render import Renderer
from mkdocs_briefings.shards import Shards

FILE = "briefings/2023/2023-10-02-a.md"
SITE = "https://site.example/"
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_FOREIGN = {"script", "style", "iframe", "object", "embed", "base", "link", "meta"}
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal or a workflow would obey, or what turns the direction of a line."""


class Balanced(HTMLParser):
    """Fails on HTML that is not balanced, that runs something or loads something from elsewhere."""

    def __init__(self, text: str, where: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.where = where
        self.feed(text)
        self.close()
        assert self.open == [], where

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _FOREIGN, (self.where, tag)
        for name, value in attrs:
            assert not name.startswith("on"), (self.where, name)
            assert name not in ("style", "srcdoc"), (self.where, name)
            if name in ("href", "src", "action"):
                scheme = (value or "").split("/")[0].partition(":")
                assert not scheme[1] or scheme[0].lower() in ("https", "http", "mailto"), (self.where, value)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert tag not in _VOID, (self.where, tag)
        assert self.open[-1:] == [tag], (self.where, self.open[-3:], tag)
        self.open.pop()


@cache
def _compiled() -> Path:
    return Path(tempfile.mkdtemp(prefix="templates-"))


def with_briefing(text: str | bytes) -> dict[str, object]:
    """The files of a small site with one more briefing."""
    return basic() | {FILE: text}


def examine(files: dict[str, object], languages: tuple[str, ...] = ("en",)) -> list[Problem]:
    """Check files, by their path under content/, and make everything of them if they are accepted."""
    checked = site.check(inputs_of(files), NOW)
    _look_at(checked.problems, files)
    if not has_errors(checked.problems):
        for language in languages:
            settings = Settings(site_name="Test <&>", language=language, site_url=SITE, licence="A & B")
            make_all(checked.library(settings, NOW))
    return checked.problems


def _look_at(problems: list[Problem], files: dict[str, object]) -> None:
    """Problems name a place that is there, and a terminal shows each on a line of its own."""
    lines = {f"content/{path}": _lines(data) for path, data in files.items()}
    for problem in problems:
        assert problem.code in CODES
        assert problem.message
        assert 1 <= problem.span.line <= lines.get(problem.span.path, 1), problem
        assert problem.span.column >= 1
    for name in ("text", "github"):
        shown = report.RENDERINGS[name](problems)
        assert not _CONTROLS.search(shown), shown
    assert report.text(problems).count("\n") == len(problems) + 1
    assert len(json.loads(report.as_json(problems))) == len(problems)
    for rendering in report.RENDERINGS.values():
        rendering(problems).encode("utf-8")


def _lines(data: object) -> int:
    text = data if isinstance(data, bytes) else str(data).encode()
    return len(text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")) + 1


def make_all(library: Library) -> None:
    """Make every page and every file of a library, and read them again."""
    parts = Parts(library)
    renderer = Renderer([packaged_templates()], _compiled(), library.settings.language)
    beside = Beside(parts)
    pages = list(plan(parts))
    uris = [page.uri for page in pages]
    assert len(uris) == len(set(uris))
    for page in pages:
        built = build(parts, page)
        for value in renderer.front(page, built).values():
            value.encode("utf-8")
        content = content_of(renderer.blocks(page, built))
        Balanced(content, page.uri)
        content.encode("utf-8")
        for name, data in beside.files(page):
            well_formed(name, data)
    for old, target in redirects(library, sorted(uris)):
        Balanced(stub(old, target, "en").partition("<body>")[2].partition("</body>")[0], old)
    for name, text in sitemaps(SITE, [(uri, "") for uri in sorted(uris)]):
        well_formed(name, text.encode())
    records = Records(library)
    for items in Shards(library.items).items.values():
        for item in items:
            records.record(item).encode("utf-8")
    _data(library)


def _data(library: Library) -> None:
    written: dict[str, list[bytes]] = {}

    @contextmanager
    def open_file(path: str) -> Iterator:
        yield written.setdefault(path, []).append

    write_data(library, open_file, SITE)
    assert set(written) == set(data_paths(library))
    for name, pieces in written.items():
        well_formed(name, b"".join(pieces))


def well_formed(name: str, data: bytes) -> None:
    """A file is of the form that its name says."""
    text = data.decode("utf-8")
    match name.rpartition(".")[2]:
        case "json":
            json.loads(text)
        case "xml" | "opml":
            ElementTree.fromstring(text)  # noqa: S314 - our own
        case "csv":
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, name
        case "bib" | "ris":
            assert text.endswith("\n")


def briefing_of(front: str, body: str) -> str:
    """A file of front matter and body, for examination; long front matter is cut at its limit."""
    return f"---\n{front[:MAX_FRONT_MATTER]}\n---\n{body}"
