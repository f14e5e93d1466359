"""New files of a site: checked with all the others before they are written, and never over one that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from . import site
from .problem import ERROR, Problem
from .project import Project
from .schema import KINDS
from .site import InputFile, Inputs
from .sources import read_inputs

_KIND_OF = {f"vocabulary/{name}.yml": kind for kind, name in KINDS.items()}


def errors_with(
    project: Project, files: Mapping[str, str], now: datetime, inputs: Inputs | None = None
) -> list[Problem]:
    """The errors that a site would have in these files, given as text by path under content/.

    `inputs` are the site's files, read already or read now; they are not changed.
    """
    inputs = inputs or read_inputs(project)
    shown = project.shown(project.content)
    added = {path: InputFile(f"{shown}/{path}", path, text.encode()) for path, text in files.items()}
    terms = {_KIND_OF[path]: file for path, file in added.items() if path in _KIND_OF}
    briefings = [file for path, file in added.items() if path not in _KIND_OF]
    kept = [file for file in inputs.briefings if file.content_path not in added]
    problems = site.check(
        replace(inputs, briefings=[*kept, *briefings], vocabulary=inputs.vocabulary | terms), now
    ).problems
    named = {file.path for file in added.values()}
    return [problem for problem in problems if problem.severity == ERROR and problem.span.path in named]


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises FileExistsError where something is, a link that leads nowhere too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode())


def shown_from(here: Path, path: Path) -> str:
    """A path as a person in the folder `here` would type it."""
    relative = os.path.relpath(path, here)
    return str(path) if relative.startswith("..") else relative
