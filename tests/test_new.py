"""`briefings new`: by options, by questions on a terminal, and never a file that the check refuses."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import basic
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import tree, write_site

from mkdocs_briefings.commands.new import new
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.problem import has_errors
from mkdocs_briefings.project import find_project
from mkdocs_briefings.site import check
from mkdocs_briefings.sources import read_inputs

GIVEN = {
    "title": "Iran: no new deal", "date": "2023-10-02", "format": "Press conference", "countries": "Iran, Oman",
    "topics": "Nuclear talks", "speakers": "Jane Doe, A. B. (envoy)", "url": "https://news.example/1",
    "outlet": "daily-news", "summary": "He says no.", "language": "en", "now": "2023-10-03",
}  # fmt: skip
PATH = "content/briefings/2023/2023-10-02-iran-no-new-deal.md"


@pytest.fixture
def folder(tmp_path):
    return write_site(tmp_path, basic())


def call(folder: Path, **options: str):
    arguments = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
    return CliRunner().invoke(new, arguments, obj=str(folder))


def test_a_file_from_options(folder):
    result = call(folder, **GIVEN)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Wrote {PATH}\n") or result.output.startswith("Wrote /")
    assert (
        (folder / PATH).read_text("utf-8")
        == """\
---
title: "Iran: no new deal"
date: 2023-10-02
published: 2023-10-03
format: press-conference
summary: He says no.
# place: Tehran  # Where it happened.
speakers: [jane-doe, {name: A. B., role: envoy}]
topics: [nuclear-talks]
countries: [IRN, OMN]
# people: [armen-grigoryan]  # People of the lead, and of sections that give none.
# organisations: [iaea]  # Organisations of the lead, and of sections that give none.
# series: iran-foreign-ministry-briefing  # The recurring event it belongs to.
language: en
status: draft  # delete this line when the briefing is ready
sources:
  - outlet: daily-news
    url: https://news.example/1
# sections:  # What each section is about; keys are the headings' ids.
---
Write the lead here: what happened, in a few sentences and in your own words.

## The first subject

Write about it here. Name its topics and countries in the front matter, under `sections:` and `the-first-subject:`.
"""
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"countries": "Omann"}, "--countries: unknown country `Omann`; did you mean `Oman`?"),
        ({"date": "2.10.2023"}, "--date: `2.10.2023` is no date; write the date as YYYY-MM-DD"),
        ({"date": "2023-10-09"}, "--date: 2023-10-09 is in the future;"),
        ({"title": " "}, "--title: `title` is needed;"),
        ({"outlet": "daily-nws"}, "--outlet: unknown outlet `daily-nws`; did you mean `daily-news`?"),
        ({"url": "news.example"}, "--url: `news.example` is no web address; write the full address"),
        ({"id": "A b"}, "--id: `A b` cannot be part of a file's name; did you mean `a-b`?"),
        ({"title": "—"}, "the title gives no words for the file's name; give them by --id"),
        ({"format": None}, "give --format: What kind of event it is."),
        ({"url": None}, "give --url:"),
        ({"outlet": None}, "no outlet is on news.example; give --outlet, or --new-outlet with its name"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(folder, changed, message):
    before = tree(folder)
    options = {name: value for name, value in (GIVEN | changed).items() if value is not None}
    result = call(folder, **options)
    assert result.exit_code == 2
    assert message in result.output
    assert tree(folder) == before


def test_never_over_a_file_or_a_link_that_leads_nowhere(folder):
    (folder / PATH).parent.mkdir(parents=True, exist_ok=True)
    (folder / PATH).symlink_to(folder / "nowhere")
    result = call(folder, **GIVEN)
    assert (result.exit_code, (folder / PATH).is_symlink(), (folder / "nowhere").exists()) == (2, True, False)
    (folder / PATH).unlink()
    assert call(folder, **GIVEN).exit_code == 0
    before = tree(folder)
    assert "is there already" in call(folder, **GIVEN).output
    assert tree(folder) == before
    assert call(folder, **GIVEN, id="2023-10-02-again.md").exit_code == 0


def test_a_new_outlet_goes_into_the_vocabulary(folder):
    options = GIVEN | {"new_outlet": "The «Gazette»: no. 1", "url": "https://www.gazette.example/x"}
    del options["outlet"]
    assert call(folder, **options).exit_code == 0
    assert (folder / "content/vocabulary/outlets.yml").read_text("utf-8") == basic()["vocabulary/outlets.yml"] + (
        'the-gazette-no-1:\n  name: "The «Gazette»: no. 1"\n  url: https://gazette.example/\n'
    )


ANY = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=15)
@given(title=ANY, summary=ANY, place=ANY, speakers=ANY, outlet=ANY, words=st.none() | ANY, topics=ANY)
def test_a_file_that_is_written_passes_the_check(title, summary, place, speakers, outlet, words, topics):
    with tempfile.TemporaryDirectory() as name:
        folder = write_site(Path(name), basic())
        before = tree(folder)
        options = GIVEN | {"title": title, "summary": summary, "place": place, "speakers": f"{speakers} (x)"}
        options |= {"new_outlet": outlet, "id": words or "words", "topics": topics if len(topics) % 3 == 0 else "talks"}
        del options["outlet"]
        result = call(folder, **options)
        assert result.exit_code in (0, 2), result.output
        written = tree(folder)
        assert (written != before) == (result.exit_code == 0)
        problems = check(read_inputs(find_project(folder)), parse_now("2023-10-03")).problems
        assert not has_errors(problems), problems


def test_questions_on_a_terminal_come_again_until_the_answer_can_be_used(folder):
    """A real pseudo-terminal, as a person has it."""
    code = f"from mkdocs_briefings.commands.new import new; new(['--now', '2023-10-03'], obj={str(folder)!r})"
    main, child = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", code], stdin=child, stdout=child, stderr=child, close_fds=True)
    os.close(child)
    answers = [
        "", "ایران: نه", "2.10.2023", "2023-10-02", "meating", "meeting", "", "Omann", "Oman", "", "", "nowhere",
        "https://gazette.example/1", "daily-nws", "", "Gazette", "", "",
    ]  # fmt: skip
    shown = b""
    for answer in answers:
        os.write(main, f"{answer}\n".encode())
    while select.select([main], [], [], 20)[0]:
        try:
            shown += os.read(main, 65536)
        except OSError:  # the other end was closed
            break
    assert process.wait(timeout=20) == 0, shown.decode()
    text = shown.decode()
    for message in (
        "`title` is needed", "`2.10.2023` is no date", "did you mean `meeting`?", "did you mean `Oman`?",
        "`nowhere` is no web address", "did you mean `daily-news`?", "Wrote ", "Added gazette to ",
    ):  # fmt: skip
        assert message in text, text
    written = next((folder / "content/briefings/2023").glob("2023-10-02-*.md")).read_text("utf-8")
    assert 'title: "ایران: نه"\n' in written
    assert "countries: [OMN]" in written
    assert "summary: To be written." in written


def test_outside_of_a_site(tmp_path):
    shutil.rmtree(tmp_path / "x", ignore_errors=True)
    result = call(tmp_path, **GIVEN)
    assert (result.exit_code, "no mkdocs.yml here" in result.output) == (2, True)
