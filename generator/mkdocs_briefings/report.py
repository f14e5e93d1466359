"""One list of problems, several renderings: for a terminal, for GitHub, as JSON, as SARIF."""

from __future__ import annotations

import json
from urllib.parse import quote

from . import __version__
from .problem import CODES, ERROR, WARNING, Problem

GITHUB_ANNOTATIONS = 10
"""GitHub shows at most ten errors and ten warnings of one step (documentation of workflow commands)."""


def text(problems: list[Problem]) -> str:
    """One line a problem: `path:line:col: error: message [code]; hint`, and a last line that counts."""
    lines = [_line(problem) for problem in problems]
    return "\n".join([*lines, summary(problems)]) + "\n"


def summary(problems: list[Problem]) -> str:
    """A sentence that counts: `2 errors, 1 warning`."""
    errors = sum(problem.severity == ERROR for problem in problems)
    return in_numbers(errors, len(problems) - errors)


def in_numbers(errors: int, warnings: int) -> str:
    """The sentence of `summary`, from numbers."""
    if not errors and not warnings:
        return "No problems found."
    parts = [_count(errors, "error")] if errors else []
    parts += [_count(warnings, "warning")] if warnings else []
    return ", ".join(parts) + "."


def as_json(problems: list[Problem]) -> str:
    """A JSON list of objects with path, line, column, severity, code, message and hint."""
    rows = [
        {
            "path": problem.span.path,
            "line": problem.span.line,
            "column": problem.span.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def github(problems: list[Problem], prefix: str = "") -> str:
    """GitHub workflow commands, at most ten of a severity; `prefix` leads from the repository to mkdocs.yml.

    The form is the one of GitHub's "Workflow commands": values escape `%`, CR, LF, and in properties `:` and `,`.
    """
    lines, shown = [], {ERROR: 0, WARNING: 0}
    for problem in problems:
        if shown[problem.severity] == GITHUB_ANNOTATIONS:
            continue
        shown[problem.severity] += 1
        span = problem.span
        lines.append(
            f"::{problem.severity} file={annotation_property(prefix + span.path)},line={span.line},col={span.column},"
            f"title={annotation_property(problem.code)}::{annotation_text(_sentence(problem))}"
        )
    hidden = len(problems) - len(lines)
    if hidden:
        lines.append(f"{_count(hidden, 'problem')} more in the step summary.")
    return "\n".join([*lines, summary(problems)]) + "\n"


def github_table(problems: list[Problem]) -> str:
    """All problems as a Markdown table for `$GITHUB_STEP_SUMMARY`; every cell is escaped."""
    lines = [f"### Briefings check: {summary(problems)}", ""]
    if problems:
        lines += ["| Where | What | Mend |", "|---|---|---|"]
    for problem in problems:
        span = problem.span
        where = f"{span.path}:{span.line}:{span.column}"
        what = f"{problem.severity}: {problem.message} [{problem.code}]"
        lines.append(f"| {_cell(where)} | {_cell(what)} | {_cell(problem.hint)} |")
    return "\n".join(lines) + "\n"


def sarif(problems: list[Problem]) -> str:
    """SARIF 2.1.0 (OASIS standard); columns are counted in code points, as its `columnKind` says."""
    rules = [
        {"id": code, "shortDescription": {"text": meaning}, "defaultConfiguration": {"level": severity}}
        for code, (severity, meaning) in CODES.items()
    ]
    results = [
        {
            "ruleId": problem.code,
            "level": problem.severity,
            "message": {"text": _sentence(problem)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(problem.span.path)},
                        "region": {"startLine": problem.span.line, "startColumn": problem.span.column},
                    }
                }
            ],
        }
        for problem in problems
    ]
    driver = {"name": "briefings", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _line(problem: Problem) -> str:
    span = problem.span
    hint = f"; {problem.hint}" if problem.hint else ""
    return printable(
        f"{span.path}:{span.line}:{span.column}: {problem.severity}: {problem.message} [{problem.code}]{hint}"
    )


def _sentence(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def printable(line: str) -> str:
    """Show what a terminal would obey or hide (controls, bidi marks) as an escape instead."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)


def annotation_text(value: str) -> str:
    """For the message of a workflow command: it stays on its line, and `%` is no escape of its own."""
    return printable(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def annotation_property(value: str) -> str:
    """For a property of a workflow command: it ends neither itself nor the properties."""
    return annotation_text(value).replace(":", "%3A").replace(",", "%2C")


def _cell(value: str) -> str:
    escaped = "".join(f"&#{ord(c)};" if c in "\\`*_{}[]<>#|!~&@$:." else c for c in printable(value))
    return escaped or " "


def _uri(path: str) -> str:
    return quote(path)


RENDERINGS = {"text": text, "github": github, "json": as_json, "sarif": sarif}
