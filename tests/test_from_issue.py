"""The issue form and what becomes of its answers, hostile ones too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import basic, inputs_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import ROOT, tree, write_site

from mkdocs_briefings.accepted_body import accepted_body
from mkdocs_briefings.briefing import read_briefing
from mkdocs_briefings.commands.from_issue import from_issue
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.issue_draft import draft_of
from mkdocs_briefings.issue_form import FIELDS, form, read_answers, rendered
from mkdocs_briefings.markup import read_body
from mkdocs_briefings.schema import FORMATS
from mkdocs_briefings.urls import briefing_file
from mkdocs_briefings.vocabulary import read_vocabulary
from mkdocs_briefings.writing import with_term

NOW = parse_now("2023-10-03")
FILES = {kind: (kind, file.data) for kind, file in inputs_of(basic()).vocabulary.items()}
VOCABULARY, _ = read_vocabulary(FILES)
ANSWERS = {
    "title": "Iran: no new deal", "date": "2023-10-02", "format": "press-conference", "summary": "He says no.",
    "url": "https://news.example/1", "outlet": "Daily News", "more-sources": "https://unknown.example/2",
    "countries": "Iran, Omann", "topics": "Nuclear talks, fish", "speakers": "Jane Doe, Nobody",
    "text": "The lead.\n\n## Talks\n\nMore.",
    "own-words": "- [X] The text is my own.",
}  # fmt: skip
PATH = "content/briefings/2023/2023-10-02-iran-no-new-deal.md"
HOSTILE = st.text(max_size=60) | st.text(
    st.sampled_from("#`<>[]()!*_~|\\-=+ \n\t:/@.ax1{}%&;\"'\x00\x07\u202e"), max_size=80
)


def test_the_committed_form_is_the_one_that_the_schema_gives():
    committed = (ROOT / ".github" / "ISSUE_TEMPLATE" / "propose-a-briefing.yml").read_text("utf-8")
    assert committed == form(), "run `python tools/write_issue_form.py`"


def test_the_form_is_one_that_github_takes():
    """GitHub Docs, "Syntax for GitHub's form schema": required keys, unique ids and labels, known types."""
    read = yaml.safe_load(form())
    assert {"name", "description", "body"} <= set(read)
    elements = [element for element in read["body"] if element["type"] != "markdown"]
    assert (
        len({element["id"] for element in elements}) == len({e["attributes"]["label"] for e in elements}) == len(FIELDS)
    )
    for element in elements:
        assert element["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert all(isinstance(value, str | list) for value in element["attributes"].values())
    options = next(element["attributes"]["options"] for element in elements if element["id"] == "format")
    assert options == list(FORMATS)


def test_answers_are_read_back_as_github_writes_them():
    body = rendered(ANSWERS | {"place": ""})
    assert "### Place\n\n_No response_\n\n### Speakers" in body
    assert read_answers(body.replace("\n", "\r\n")) == ANSWERS
    assert read_answers("### Nothing\n\nof ours") == {}


def test_a_draft_says_what_was_not_understood():
    draft = draft_of(rendered(ANSWERS), VOCABULARY, NOW)
    assert draft.problems == []
    assert draft.id == "2023-10-02-iran-no-new-deal"
    assert (
        draft.text
        == """\
---
title: "Iran: no new deal"
date: 2023-10-02
published: 2023-10-03
format: press-conference
summary: He says no.
# unknown person `Nobody`; add it to content/vocabulary/people.yml
speakers: [jane-doe]
# unknown topic `fish`; add it to content/vocabulary/topics.yml
topics: [nuclear-talks]
# unknown country `Omann`; did you mean `Oman`?
countries: [IRN]
status: draft  # delete this line when the briefing is ready
# not taken: https://unknown.example/2 (the outlet is not in the vocabulary, or it is no address)
sources:
  - outlet: daily-news
    url: https://news.example/1
# sections:  # What each section is about; keys are the headings' ids.
---
The lead.

## Talks

More.
"""
    )


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"date": "yesterday"}, ["Date: `yesterday` is no date; write the date as YYYY-MM-DD"]),
        ({"date": "2024-01-01"}, ["Date: 2024-01-01 is in the future"]),
        ({"date": "", "url": ""}, ["Date: there is no answer", "Source: there is no answer"]),
        ({"url": "javascript:alert(1)"}, ["Source: `javascript:alert(1)` is no web address; "
                                          "write the full address, beginning with https://"]),
        ({"title": "\u202a\x07"}, ["Title: there is no answer"]),
    ],
)  # fmt: skip
def test_without_title_date_or_source_there_is_no_draft(changed, problems):
    draft = draft_of(rendered(ANSWERS | changed), VOCABULARY, NOW)
    assert draft.problems == problems
    assert bool(draft.text) == (not problems)


def test_other_text_is_no_proposal():
    assert draft_of("Hello", VOCABULARY, NOW).problems == [
        "this is no text of the form «Propose a briefing»: it has none of its headings"
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The *lead*.\n\n## A\n\n- <https://a.example>\n", "The *lead*.\n\n## A\n\n- <https://a.example>"),
        ("# A\n\nWords.", "## A\n\nWords."),
        ("<script>x</script>\n\n## A & b\n\n[x](javascript:y)", None),
        ("## Lead\n\n## A\n\n## A", None),
        ("A\n===\n", None),
        ("![x](https://a.example/x.png) [y](../../../x.md)", None),
        ("> " * 60 + "deep", None),
        ("xmpp:a@b.example <b>", None),
        ("```\n<b>\n", "```\n<b>"),
    ],
)
def test_texts_that_a_briefing_may_not_have_become_plain(text, kept):
    found = accepted_body(text)
    if kept is not None:
        assert found.text == kept
    else:
        assert found.notes
        words = "".join(section.heading + section.text for section in read_body("", found.text, 1).sections)
        assert "".join(c for c in text if c.isalpha()) in "".join(c for c in words if c.isalpha())


@settings(max_examples=120)
@given(HOSTILE | st.lists(HOSTILE, max_size=4).map("\n\n## A\n".join))
def test_any_text_becomes_one_that_the_check_accepts(text):
    body = read_body("", accepted_body(text).text, 1)
    assert (body.read, body.problems, body.references) == (True, [], [])


@settings(max_examples=80)
@given(st.fixed_dictionaries({}, optional={field.id: HOSTILE for field in FIELDS}))
def test_any_answers_give_a_file_without_errors_or_say_why_not(answers):
    draft = draft_of(
        rendered({"title": "x", "date": "2023-10-02", "url": "https://a.example/1"} | answers), VOCABULARY, NOW
    )
    if draft.problems:
        assert not draft.text
        return
    outlets = FILES["outlet"][1].decode()
    for new_id, values in draft.outlets.items():
        outlets = with_term(outlets, "outlet", new_id, values)
    vocabulary, problems = read_vocabulary(FILES | {"outlet": ("outlet", outlets.encode())})
    path = briefing_file(draft.id)
    file = read_briefing(path, path, draft.text.encode(), vocabulary)
    assert [problem for problem in [*problems, *file.problems] if problem.severity == "error"] == []
    assert file.status == "draft"
    assert file.home == path


@settings(max_examples=100)
@given(HOSTILE)
def test_any_issue_is_read(body):
    assert draft_of(f"### Title\n\n{body}", VOCABULARY, NOW).problems


# the command


@pytest.fixture
def folder(tmp_path):
    return write_site(tmp_path / "site", basic())


def call(folder: Path, body: str, **environment: str):
    arguments = ["--now", "2023-10-03", *(["--from-env", "BODY"] if environment else [])]
    return CliRunner().invoke(from_issue, arguments, obj=str(folder), input=body, env=environment)


def test_a_draft_is_written_once(folder):
    result = call(folder, rendered(ANSWERS))
    assert result.exit_code == 0, result.output
    assert PATH in result.output
    assert "- countries: unknown country `Omann`; did you mean `Oman`?\n" in result.output
    before = tree(folder)
    again = call(folder, "", BODY=rendered(ANSWERS))
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    assert tree(folder) == before


def test_a_new_outlet_is_proposed_for_the_vocabulary(folder):
    answers = ANSWERS | {"outlet": "The <b>Gazette</b>", "url": "https://www.gazette.example/1"}
    result = call(folder, rendered(answers))
    assert result.exit_code == 0, result.output
    assert yaml.safe_load((folder / "content/vocabulary/outlets.yml").read_text("utf-8"))["the-b-gazette-b"] == {
        "name": "The <b>Gazette</b>", "url": "https://gazette.example/",
    }  # fmt: skip


def test_no_draft_is_said_on_one_line_each_and_nothing_is_written(folder):
    before = tree(folder)
    result = call(folder, rendered(ANSWERS | {"date": "x\x1b[31m\u202ey", "url": ""}))
    assert result.exit_code == 1
    assert result.output == (
        "No draft could be made:\n- Date: `x [31my` is no date; write the date as YYYY-MM-DD\n"
        "- Source: there is no answer\n"
    )
    assert tree(folder) == before
    assert call(folder, "", OTHER="x").exit_code == 2


def test_bytes_that_are_no_text_and_a_shell_do_no_harm(folder):
    """As a workflow hands it over: a file whose content a shell never sees."""
    body = rendered(ANSWERS | {"title": "$(touch hacked) `touch hacked` ; touch hacked", "place": "\ufffd"}).encode()
    (folder / "issue.md").write_bytes(body.replace("\ufffd".encode(), b"\xff\xfe"))
    run = f"from_issue(['--now=2023-10-03', 'issue.md'], obj={str(folder)!r})"
    code = f"from mkdocs_briefings.commands.from_issue import from_issue; {run}"
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert not (folder / "hacked").exists()
    written = next((folder / "content/briefings/2023").glob("2023-10-02-*"))
    assert "$(touch hacked) `touch hacked` ; touch hacked" in written.read_text("utf-8")
