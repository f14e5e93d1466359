"""Problems as annotations on the lines of a pull request, from whichever command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .. import report
from ..problem import Problem
from ..project import Project


def report_to_github(project: Project, problems: list[Problem], table: str) -> None:
    """Annotations name files from the repository's root; `table`, Markdown, goes to the step's summary."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    prefix = ""
    if workspace and project.root.resolve().is_relative_to(Path(workspace).resolve()):
        relative = project.root.resolve().relative_to(Path(workspace).resolve()).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
    sys.stdout.write(report.github(problems, prefix))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(table)
