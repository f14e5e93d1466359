"""`briefings import` and `briefings suggest` as people run them, on a copy of the project's site and with bad input."""

from __future__ import annotations

import json
import re
from functools import partial

import pytest
import yaml
from click.testing import CliRunner
from conftest import GOLDEN, briefing
from misbehaving_server import answer, server
from sites import copy_of_project, tree, write_site

from mkdocs_briefings import site
from mkdocs_briefings.assist.overlap import copied
from mkdocs_briefings.commands.import_ import import_
from mkdocs_briefings.commands.suggest import suggest
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.problem import has_errors
from mkdocs_briefings.project import find_project
from mkdocs_briefings.sources import read_inputs

NOW = "2025-12-10"
LONG = (
    "The minister answered questions of reporters for an hour and said that Ghana had received the proposal of Sweden, "
    "that it would study the text, and that an answer would be given in due time through the usual channel in Accra."
)
TEXT = f"""\
Ministry comments on proposal by Sweden

ACCRA, Mar. 03 (GNA) – Osei Mensah spoke to reporters at his weekly press conference. {LONG}

On relations with Egypt

Ghana and Egypt are in touch, Mensah said. Cairo and Accra have agreed to go on. The Egyptian foreign minister has been
invited, and a date will be found.

Source » Accra Daily Graph
"""


FILES = yaml.safe_load((GOLDEN / "assist" / "vocabulary.yml").read_text("utf-8"))
KNOWN = "https://www.accra-daily.example/known"
SOURCES = f"[{{outlet: accra-daily, url: {KNOWN}}}]"
FRONT = "sections:\n  one: {countries: [GHA]}  # mine\n"
BODY = "Osei Mensah spoke of sanctions and of Sweden.\n\n## One\n\nGhana and Sweden will talk, Osei Mensah said.\n"
BRIEFING = "briefings/2024/2024-01-02-known.md"


@pytest.fixture
def folder(tmp_path):
    files = {**FILES, BRIEFING: briefing(FRONT, BODY, date="2024-01-02", sources=SOURCES)}
    return write_site(tmp_path / "site", files)


def run(command, folder, *arguments: str, stdin: bytes = b""):
    return CliRunner().invoke(command, [*arguments, "--now", NOW], obj=str(folder), input=stdin)


def problems(folder) -> list:
    found = site.check(read_inputs(find_project(folder)), parse_now(NOW)).problems
    return [problem for problem in found if problem.code != "unused-term"]


def only_draft(folder, before: set[str]) -> str:
    (new,) = [path for path in tree(folder) if path.startswith("content/") and path not in before]
    return new


def test_a_text_becomes_a_draft_that_check_accepts(folder):
    before, was = set(tree(folder)), problems(folder)
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    result = run(import_, folder, "article.txt", "--url", "https://www.accra-daily.example/1")
    assert result.exit_code == 0, result.output
    path = only_draft(folder, before)
    assert re.fullmatch(r"content/briefings/2025/2025-03-03-ministry-comments-on-proposal-by-sweden\.md", path)
    assert problems(folder) == was
    text = (folder / path).read_text("utf-8")
    for line in (
        "status: draft",
        "format: press-conference",
        "place: Accra",
        "  - outlet: accra-daily",
        "    url: https://www.accra-daily.example/1",
        "    countries: [EGY, GHA]",
        "## On relations with Egypt {#relations-egypt}",
    ):
        assert f"{line}\n" in text
    assert re.search(r"# EGY: “Egypt”, “Cairo”", text)
    kept = folder / ".drafts" / path.split("/")[-1].removesuffix(".md") / "article.txt"
    assert LONG in " ".join(kept.read_text("utf-8").split())
    assert copied(path, (folder / path).read_bytes(), TEXT) == []


def test_nothing_is_overwritten(folder):
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    assert run(import_, folder, "article.txt").exit_code == 0
    before = tree(folder)
    result = run(import_, folder, "article.txt")
    assert result.exit_code == 2
    assert "is there already; nothing was written" in result.output
    assert tree(folder) == before


def test_an_article_that_a_briefing_rests_on_is_not_imported_again(folder):
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    result = run(import_, folder, "article.txt", "--url", KNOWN)
    assert result.exit_code == 2
    assert "among its sources already" in result.output
    assert run(import_, folder, "article.txt", "--url", f"{KNOWN}-not").exit_code == 0


def test_a_new_outlet_is_printed_or_written(folder):
    (folder / "a.txt").write_text(TEXT.replace("Accra Daily Graph", "Coast Radio"), encoding="utf-8")
    printed = run(import_, folder, "a.txt")
    assert printed.exit_code == 0
    assert "coast-radio:\n  name: Coast Radio" in printed.output
    assert "unknown-term" in printed.output
    assert "coast-radio" not in (folder / "content/vocabulary/outlets.yml").read_text("utf-8")
    (folder / "b.txt").write_text(
        TEXT.replace("Accra Daily Graph", "Coast Radio").replace("Ministry", "Office"), encoding="utf-8"
    )
    written = run(import_, folder, "b.txt", "--write-vocabulary")
    assert "`coast-radio` was added" in written.output
    assert not has_errors(problems(folder))


BAD = {
    "missing.txt": (None, "is not there"),
    "empty.txt": (b"", "it is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n", "it is a picture"),
    "binary.bin": (b"\x01\x02\x00\x03", "it is no text"),
    "login.html": (b"<html><body><form><input type=password></form></body></html>", "asks for a login"),
    "nothing.html": (b"<html><body><nav>Home</nav></body></html>", "no article was found"),
    "huge.html": (b"<html><body>" + b"<p>a</p>" * (7 * 1024 * 1024), "more than the 5 MiB that an article may have"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", [import_, suggest], ids=["import", "suggest"])
def test_bad_input_gets_a_message(folder, command, name):
    data, message = BAD[name]
    if data is not None:
        (folder / name).write_bytes(data)
    before = set(tree(folder))
    result = run(command, folder, name)
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert set(tree(folder)) == before


def test_folders_and_files_of_the_site_are_no_articles(folder):
    assert "is a folder" in run(import_, folder, "content").output
    assert "is a file of the site" in run(import_, folder, f"content/{BRIEFING}").output
    assert "is no http or https address" in run(import_, folder, "-", "--url", "ftp://x", stdin=TEXT.encode()).output
    assert "is no date" in run(import_, folder, "-", "--date", "today", stdin=TEXT.encode()).output


ODD = {
    "right to left": ("سخنگوی وزارت خارجه\n\n" + "ایران و مصر گفتگو می‌کنند. " * 8).encode(),
    "broken encoding": (TEXT.replace("Oman", "Omán")).encode("latin-1", "replace"),
    "forty countries": ("Members of the club\n\n" + "The members are " + ", ".join(
        ["Angola", "Benin", "Chad", "Egypt", "Fiji", "Gabon", "Haiti", "India", "Japan", "Kenya", "Laos", "Mali"] * 4
    ) + ". They met.").encode(),
    "hostile": b"{{ 7*7 }} <!-- ${x} \"'\n\n# not: [yaml\n\n" + b"<script>alert(1)</script> \x07 text of Iran. " * 9,
    "markdown": b"---\ntitle: x\n---\n\n## [a](javascript:x) `b` *c*\n\nIran said a lot of things about it today.\n",
    "one word": b"Iran",
    "long words": b"Iran " + b"x" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_odd_articles_get_a_sensible_draft(folder, what):
    was, before = problems(folder), set(tree(folder))
    result = run(import_, folder, "-", "--url", "https://www.accra-daily.example/x", stdin=ODD[what])
    assert result.exit_code == 0, result.output
    assert problems(folder) == was, result.output
    assert only_draft(folder, before)


def test_an_article_from_an_address(folder):
    before = set(tree(folder))
    body = f"<html><title>Fish | Post</title><body><article><h1>Fish</h1><p>{LONG}</p></article></body></html>"
    with server() as web:
        web.paths["/a"] = answer(body=body.encode())
        result = run(import_, folder, web.url("/a"), "--allow-private", "--date", "2025-03-01")
        assert result.exit_code == 0, result.output
        assert f"url: {web.url('/a')}" in (folder / only_draft(folder, before)).read_text("utf-8")
        gone = run(import_, folder, web.url("/gone"), "--allow-private")
    assert (gone.exit_code, "there is no such page" in gone.output) == (2, True)
    assert "not on the public internet" in run(import_, folder, "http://127.0.0.1:9999/").output


def test_suggest_tells_what_is_tagged_and_what_is_new(folder):
    before = tree(folder)
    result = run(suggest, folder, f"content/{BRIEFING}")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"content/{BRIEFING}",
        " The lead (lead)",
        "  countries, suggested: SWE (Sweden), GHA (Osei Mensah)",
        "  topics, suggested: sanctions (sanctions)",
        "  people, suggested: osei-mensah (Osei Mensah)",
        " One (one)",
        "  countries, tagged: GHA",
        "  countries, suggested: SWE (Sweden)",
        "  people, suggested: osei-mensah (Osei Mensah)",
    ]
    assert tree(folder) == before


@pytest.mark.parametrize("arguments", [(f"content/{BRIEFING}",), ("a.txt",), ("-",)])
def test_suggest_prints_json(folder, arguments):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    result = run(suggest, folder, *arguments, "--format", "json", stdin=TEXT.encode())
    data = json.loads(result.stdout)
    assert list(data) == ["article", "sections"]
    assert {"id", "passing", "evidence"} == set(data["article"]["countries"][0])
    assert {"GHA", "SWE"} <= {one["id"] for one in data["article"]["countries"]}


def test_suggest_writes_what_it_suggests(folder):
    result = run(suggest, folder, f"content/{BRIEFING}", "--write")
    assert result.output.splitlines()[-1] == f"content/{BRIEFING}: 6 terms added"
    assert (
        (folder / "content" / BRIEFING)
        .read_text("utf-8")
        .endswith(
            "sections:\n"
            "  lead:\n    countries: [SWE, GHA]\n    topics: [sanctions]\n    people: [osei-mensah]\n"
            "  one: {countries: [GHA, SWE], people: [osei-mensah]}  # mine\n"
            f"---\n{BODY}"
        )
    )


def test_suggest_writes_and_a_real_site_stays_sound(tmp_path):
    folder = copy_of_project(tmp_path / "site")
    briefings = [path for path in sorted(tree(folder)) if path.startswith("content/briefings/")][::5]
    errors = partial(has_errors, problems(folder))
    before = tree(folder)
    for path in briefings:
        assert run(suggest, folder, path, "--write").exit_code in (0, 1)
    after = tree(folder)
    changed = [path for path in before if before[path] != after[path]]
    assert set(changed) <= set(briefings)
    assert len(changed) > 2
    for path in changed:
        assert before[path].split(b"\n---\n", 1)[1] == after[path].split(b"\n---\n", 1)[1]
    assert not errors()
    assert not has_errors(problems(folder))
    assert [p for p in problems(folder) if p.code == "over-tagged"] == []
    for path in changed[:1]:
        assert "nothing to add" in run(suggest, folder, path, "--write").output


def test_nothing_is_suggested_for_what_is_to_be_written(folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    before = set(tree(folder))
    run(import_, folder, "a.txt", "--url", "https://www.accra-daily.example/1")
    path = only_draft(folder, before)
    draft = (folder / path).read_text("utf-8")
    result = run(suggest, folder, path, "--write")
    assert result.output.splitlines()[-1] == f"{path}: nothing to add"
    assert (folder / path).read_text("utf-8") == draft
    lines = [line.split(": ", 1)[1].split(", ") for line in result.output.splitlines() if "not in the text" in line]
    assert all(len(ids) == len(set(ids)) for ids in lines)


def test_suggest_without_a_path_takes_the_drafts(folder):
    assert run(suggest, folder).output == "There are no drafts.\n"
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    run(import_, folder, "a.txt")
    result = run(suggest, folder)
    assert "ministry-comments-on-proposal-by-sweden.md\n The lead (lead)" in result.output
    assert json.loads(run(suggest, folder, "--format", "json").stdout)[0]["path"].endswith("-sweden.md")
    assert "is no briefing of this site" in run(suggest, folder, "a.txt", "--write").output
