"""Reports: every rendering says all there is to say, and what a file's author wrote stays inert in each."""

from __future__ import annotations

import json
import re
from html import unescape

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings import report
from mkdocs_briefings.problem import CODES, Problem, Span

ATTACKS = [
    "a\n::error file=x::y", "a\r::set-output name=x::y", "a%0A::warning::x", "::add-mask::x", "a | b | c",
    "`x` **y** <b>z</b>", "[a](javascript:x)", "![a](https://evil.example/x.png)", "\x1b[31mred", "a\u202eb\u2066c", 
    "@octocat #1", "a\x00b\x07c",
    "$(x) $x$", "a\u2028b\x85c", "https://evil.example", "-->", "'\"", "\\", ":emoji:",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(ATTACKS), st.text(max_size=40), st.text("ab:%|`\n\r\\<>[]()*_!@#\u202e\x1b,", max_size=40)
).map(lambda text: text.encode("utf-8", "replace").decode())
PROBLEMS = st.builds(
    Problem,
    st.builds(Span, TEXT, st.integers(1, 99), st.integers(1, 99)),
    st.sampled_from(sorted(CODES)),
    TEXT,
    TEXT,
)
ONE = Problem(Span("content/a.md", 3, 7), "unknown-term", "unknown topic `x`", "did you mean `y`?")
WARN = Problem(Span("content/a.md", 1), "long-summary", "too long")


def test_text_is_a_line_a_problem_and_a_count():
    assert report.text([ONE, WARN]).splitlines() == [
        "content/a.md:3:7: error: unknown topic `x` [unknown-term]; did you mean `y`?",
        "content/a.md:1:1: warning: too long [long-summary]",
        "1 error, 1 warning.",
    ]


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "No problems found."),
        ([ONE], "1 error."),
        ([ONE, ONE], "2 errors."),
        ([WARN], "1 warning."),
        ([WARN, WARN, ONE], "1 error, 2 warnings."),
    ],
)
def test_summary_counts(problems, said):
    assert report.summary(problems) == said


@settings(deadline=None)
@given(st.lists(PROBLEMS, max_size=4))
def test_text_shows_what_a_terminal_would_obey_as_an_escape(problems):
    lines = report.text(problems).splitlines()
    assert len(lines) == len(problems) + 1
    assert all(line.isprintable() for line in lines)


@settings(deadline=None)
@given(st.lists(PROBLEMS, max_size=4))
def test_github_gets_no_command_but_ours(problems):
    out = report.github(problems, "sub/")
    assert not set(out) & set("\r\x00\x1b\x85\u2028\u202e")
    lines = out.splitlines()
    assert len(lines) == len(problems) + 1
    for line, problem in zip(lines, problems, strict=False):
        _, head, data = line.split("::", 2)
        assert head.startswith(f"{problem.severity} file=sub/")
        properties = head.partition(" ")[2].split(",")
        assert [part.partition("=")[0] for part in properties] == ["file", "line", "col", "title"]
        assert properties[1:] == [f"line={problem.span.line}", f"col={problem.span.column}", f"title={problem.code}"]
        assert re.fullmatch(r"(?:[^%]|%25)*", data)
        assert re.fullmatch(r"(?:[^%:,]|%25|%3A|%2C)*", properties[0])


def test_github_escapes_and_undoes_to_what_was_said():
    line = report.github([Problem(Span("a,b:c%.md"), "raw-html", "50% of a\nb::c")]).splitlines()[0]
    assert line == r"::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=raw-html::50%25 of a\nb::c"


@pytest.mark.parametrize(
    ("errors", "warnings", "shown", "note"),
    [(10, 10, 20, None), (11, 0, 10, "1 problem more"), (12, 11, 20, "3 problems more"), (0, 0, 0, None)],
)
def test_github_shows_ten_of_each_severity_and_says_how_many_more(errors, warnings, shown, note):
    lines = report.github([ONE] * errors + [WARN] * warnings).splitlines()
    assert sum(line.startswith("::") for line in lines) == shown
    assert [line.startswith(note) for line in lines[shown:-1]] == ([True] if note else [])


@settings(deadline=None)
@given(st.lists(PROBLEMS, max_size=4))
def test_json_holds_every_field_as_it_is(problems):
    assert json.loads(report.as_json(problems)) == [
        {
            "path": p.span.path,
            "line": p.span.line,
            "column": p.span.column,
            "severity": CODES[p.code][0],
            "code": p.code,
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]


@settings(deadline=None)
@given(st.lists(PROBLEMS, max_size=4))
def test_sarif_is_a_log_of_version_2_1_0(problems):
    log = json.loads(report.sarif(problems))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [result["ruleId"] for result in run["results"]] == [problem.code for problem in problems]
    for result, problem in zip(run["results"], problems, strict=True):
        assert result["level"] == problem.severity
        assert result["message"]["text"].startswith(problem.message)
        place = result["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": problem.span.line, "startColumn": problem.span.column}
        assert re.fullmatch(r"[A-Za-z0-9/%._~-]*", place["artifactLocation"]["uri"])


@settings(deadline=None)
@given(st.lists(PROBLEMS, min_size=1, max_size=4))
def test_table_has_a_row_a_problem_and_no_markup_of_theirs(problems):
    out = cmarkgfm.github_flavored_markdown_to_html(report.github_table(problems))
    # GitHub makes links of bare e-mail addresses in any text; nothing else may come of what they wrote.
    out = re.sub(r'<a href="mailto:[^"]*">(.*?)</a>', r"\1", out)
    assert set(re.findall(r"</?([a-z0-9]+)", out)) == {"h3", "table", "thead", "tbody", "tr", "th", "td"}
    assert out.count("<tr>") == len(problems) + 1
    cells = [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", out, re.DOTALL)]
    for line, *row in zip(report.text(problems).splitlines(), cells[::3], cells[1::3], cells[2::3], strict=False):
        said = f"{row[0]}: {row[1]}{row[2] and '; '}{row[2]}"
        assert said.split() == line.removesuffix("; ").split()
    assert not set(out) & set("\x1b\u202e\u2066")


def test_table_says_what_text_says():
    out = report.github_table([ONE])
    assert out.splitlines()[0] == "### Briefings check: 1 error."
    assert re.findall(r"<td>(.*?)</td>", cmarkgfm.github_flavored_markdown_to_html(out)) == [
        "content/a.md:3:7", "error: unknown topic `x` [unknown-term]", "did you mean `y`?",
    ]  # fmt: skip
    assert report.github_table([]) == "### Briefings check: No problems found.\n\n"


def test_every_rendering_takes_an_empty_list():
    assert all(render([]).endswith("\n") for render in report.RENDERINGS.values())
