"""What every peer must be able to do, and how programs are installed from the package registries."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus import Corpus
from listings import LEAN
from records import Briefing

from mkdocs_briefings.countries import built_in

PER_PAGE = 100
"""How many briefings a peer's list shows on a page."""

MARKS = {"topics": "Topics", "countries": "Countries", "people": "People", "digests": "Digests"}
"""The lists that every page's head leads to."""


class CannotInstallError(Exception):
    """A program cannot be had here; the message says why."""


class Peer:
    """A static site generator with our corpus in its own dialect.

    Its output has a briefing at `briefings/<id>/`, and each list at `<dimension>/<term>/` with further pages below.
    """

    name = ""
    title = ""
    package = ""
    """What is installed, with its version."""

    dimensions: tuple[str, ...] = LEAN
    remark = ""
    """What must be known to compare fairly, for the table."""

    def __init__(self, cache: Path) -> None:
        self.home = cache / self.name

    def install(self) -> None:
        """Install it below `home`, unless it is there. Raises CannotInstallError."""
        raise NotImplementedError

    def write(self, folder: Path, corpus: Corpus, terms: dict[str, dict[str, list[str]]]) -> None:
        """Write the corpus, its templates and settings into a new folder; `terms` say which lists a briefing is in."""
        raise NotImplementedError

    def command(self, folder: Path, output: Path) -> list[str]:
        """What builds the site in `folder` into `output`."""
        raise NotImplementedError

    def source(self, folder: Path, briefing_id: str) -> Path:
        """The file of a briefing."""
        raise NotImplementedError

    def settings(self, folder: Path) -> dict[str, str]:
        """What its environment needs."""
        return {}

    def forget(self, folder: Path) -> None:
        """Delete what it remembers of earlier builds, so that the next one is cold."""

    def page(self, output: Path, briefing_id: str) -> Path:
        """The page of a briefing in its output."""
        return output / "briefings" / briefing_id / "index.html"

    def change(self, folder: Path, briefing_id: str, mark: str) -> None:
        """Add a sentence to a briefing's text."""
        path = self.source(folder, briefing_id)
        path.write_text(f"{path.read_text('utf-8')}\n{mark}\n", encoding="utf-8")


def install_python(home: Path, package: str) -> Path:
    """A Python environment of its own with a package; gives the path of its interpreter. Raises CannotInstallError."""
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if _is_there(home, package):
        return python
    shutil.rmtree(home, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(home)], package)
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package], package)
    (home / "installed").write_text(package, encoding="utf-8")
    return python


def install_node(home: Path, package: str) -> str:
    """A Node package in a folder of its own; gives the path of Node. Raises CannotInstallError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise CannotInstallError("there is no Node with npm")
    if not _is_there(home, package):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        _run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), package], package)
        (home / "installed").write_text(package, encoding="utf-8")
    return node


def _is_there(home: Path, package: str) -> bool:
    marker = home / "installed"
    return marker.is_file() and marker.read_text("utf-8") == package


def _run(command: list[str], package: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotInstallError(f"{package}: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CannotInstallError(f"{package}: {said[-1] if said else f'ended with {done.returncode}'}")


def front_matter(values: dict[str, object]) -> str:
    """YAML front matter, each key on a line and its value as JSON, which YAML includes."""
    return (
        "---\n"
        + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
        + "---\n"
    )


def values_of(briefing: Briefing, terms: dict[str, list[str]], dimensions: Iterable[str]) -> dict[str, object]:
    """What a peer's templates show of a briefing, and the lists that it is in."""
    return {
        "title": briefing.title,
        "date": briefing.date.isoformat(),
        "summary": briefing.summary,
        "format": briefing.format,
        "speakers": list(briefing.speakers),
        "sources": [{"outlet": source.outlet, "url": source.url} for source in briefing.sources],
        "says": [statement.says for section in briefing.sections for statement in section.statements],
        **{dimension: terms[dimension] for dimension in dimensions},
    }


def link(target: str) -> str:
    """How the text of a briefing links to another, in every peer's dialect."""
    return f"/briefings/{target}/"


def names(corpus: Corpus, terms: Mapping[str, dict[str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    """The terms that occur and have names: (dimension, term, name)."""
    used = {(dimension, term) for lists in terms.values() for dimension, found in lists.items() for term in found}
    named = {
        (dimension, term): value.name for dimension, group in corpus.terms.items() for term, value in group.items()
    }
    named |= {("countries", code.lower()): country.name for code, country in built_in()[0].items()}
    return ((*key, name) for key, name in named.items() if key in used)


def put(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
