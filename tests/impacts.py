"""The impact of a change between two sets of files in memory, as `comparison` makes it of files and a revision."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import NOW, inputs_of

from mkdocs_briefings import site, urls
from mkdocs_briefings.impact.compare import impact_of
from mkdocs_briefings.impact.facts import Base, Impact
from mkdocs_briefings.impact.sides import Side, side_of
from mkdocs_briefings.model import Settings
from mkdocs_briefings.readings import digest_of
from mkdocs_briefings.render import Renderer

TEMPLATES = Path(__file__).parents[1] / "templates"
SETTINGS = Settings(site_name="Test", site_url="https://site.example/")
_COMPILED = TemporaryDirectory()
BASE = Base("0123456789abcdef0123456789abcdef01234567", "branch", "main")


def side(files: dict[str, object], now: datetime = NOW, settings: Settings = SETTINGS) -> Side:
    """One side, from files by their path under content/."""
    inputs = inputs_of(files)
    checked = site.check(inputs, now)
    pages = {path: file for path, file in files.items() if path in inputs.others and path.endswith(".md")}
    return side_of(
        checked,
        settings,
        now,
        {file.id: file.texts for file in checked.files}.__getitem__,
        {file.content_path: digest_of(file.data) for file in inputs.briefings},
        Renderer([TEMPLATES], Path(_COMPILED.name)),
        {urls.content_uri(path): digest_of(str(text).encode()) for path, text in pages.items()},
    )


def changed(files: dict[str, object], change: dict[str, object]) -> dict[str, object]:
    """Files after a change, in which None deletes one."""
    return {path: text for path, text in (files | change).items() if text is not None}


def impact(
    before: dict[str, object], after: dict[str, object], now: datetime = NOW, settings: Settings = SETTINGS
) -> Impact:
    """What the change from some files to others does; the latter have no errors."""
    problems = site.check(inputs_of(after), now).problems
    assert [problem for problem in problems if problem.severity == "error"] == []
    return impact_of(side(before, now, settings), side(after, now, settings), BASE, problems)
