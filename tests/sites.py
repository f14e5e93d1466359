"""Real sites on disk for tests: a copy of this project's content, or a few files, and `mkdocs` run on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import bytes_of

from mkdocs_briefings import site
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.pages import Parts, plan
from mkdocs_briefings.project import find_project
from mkdocs_briefings.sources import read_inputs

ROOT = Path(__file__).parents[1]

CONFIG = """\
site_name: Test
site_url: https://site.example/
repo_url: https://github.com/example/briefings
edit_uri: edit/main/content/
docs_dir: content
theme: {name: briefings}
plugins:
  - briefings: {search: false}
"""


def copy_of_project(folder: Path) -> Path:
    """This project's own site (content, templates, mkdocs.yml) in a folder of its own."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def write_site(folder: Path, files: dict[str, object], config: str = CONFIG) -> Path:
    """A small site from files by their path under content/."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, value in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(value))
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a module's command (`mkdocs`, `mkdocs_briefings`) in a folder, as a user would."""
    env = {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_STEP_SUMMARY")}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=env | environment, capture_output=True, text=True, check=False
    )


FINELY_CUT = {"PYTHONPATH": str(Path(__file__).parent)}
"""What `run` needs to know for the command `finely_cut`."""


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def one_of_each_kind(folder: Path, now: str = "2026-01-01") -> dict[str, str]:
    """The page with the longest address of each kind that the site in a folder has at a moment."""
    project = find_project(folder)
    moment = parse_now(now)
    library = site.check(read_inputs(project), moment).library(project.settings, moment)
    found = {}
    for page in sorted(plan(Parts(library)), key=lambda page: (len(page.uri), page.uri)):
        found[page.kind] = page.uri
    return found
