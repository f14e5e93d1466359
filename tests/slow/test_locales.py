"""Every command speaks of Persian titles, and writes them, wherever the machine's encoding is another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conditions import EPOCH
from conftest import basic, briefing
from sites import tree, write_site

pytestmark = pytest.mark.slow

TITLE = "سخنگو: «گفت‌وگو ادامه دارد»"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENCODINGS = {
    "ASCII by the locale": ASCII,
    "Latin-1 by the user": {"PYTHONIOENCODING": "latin-1"},
    "ASCII by both": ASCII | {"PYTHONIOENCODING": "ascii"},
    "Latin-1, strictly": ASCII | {"PYTHONIOENCODING": "latin-1:strict"},
    "UTF-16": {"PYTHONIOENCODING": "utf-16-le"},
}
COMMANDS = {
    "check": "check",
    "check as JSON": "check --format json",
    "check for GitHub": "check --format github",
    "check as SARIF": "check --format sarif",
    "check a file": "check content/briefings/2023/2023-10-02-سخن.md",
    "digest": "digest --week 2023-W40",
    "digest as Markdown": "digest --week 2023-W40 --format markdown",
    "digest as HTML": "digest --week 2023-W40 --format html",
    "export": "export پوشه",
    "format": "format --diff",
    "render": "render پوشه",
    "schema": "schema",
    "suggest": "suggest content/briefings/2023/2023-10-02-a.md",
    "impact": "impact",
    "new": "new --help",
    "build": "mkdocs build",
    "strict build": "mkdocs build --strict",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    text = briefing(
        "countries: [IRN, ایران‌شهر]\nplace: تهران\nlanguage: fa\nsections: {سخن: {topics: [talks]}}\n",
        f"متن.\n\n## سخن\n\n{TITLE}\n",
        title=f'"{TITLE}"',
        summary=f'"{TITLE}"',
    )
    good = text.replace(", ایران‌شهر", "").replace("fa\n", "fa\ntopics:   [ talks ]\n")
    folder = tmp_path_factory.mktemp("locales") / "پوشه با فاصله"
    write_site(folder, basic() | {"briefings/2023/2023-10-02-a.md": good, "index.md": f"# {TITLE}\n"})
    shutil.copytree(folder, folder.parent / "faulty")
    for name in ("2023-10-02-b.md", "2023-10-02-سخن.md"):
        (folder.parent / "faulty" / "content/briefings/2023" / name).write_text(text, encoding="utf-8")
    return folder.parent


def run(folder: Path, command: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    words = command.split()
    words = ["-m", *words] if words[0] == "mkdocs" else ["-m", "mkdocs_briefings", *words]
    unwanted = ("CI", "GITHUB_STEP_SUMMARY", "PYTHONIOENCODING", "LC_ALL", "LANG")
    env = {key: value for key, value in os.environ.items() if key not in unwanted}
    # Arguments as bytes: this process may have another encoding for them.
    arguments = [os.fsencode(sys.executable), *(word.encode() for word in words)]
    return subprocess.run(arguments, cwd=folder, env=env | EPOCH | environment, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("state", ["پوشه با فاصله", "faulty"])
def test_commands_bear_any_encoding(tmp_path, kept, state, name, encoding):
    codes = []
    for number, environment in enumerate(({"PYTHONUTF8": "1"}, ENCODINGS[encoding])):
        folder = tmp_path / str(number) / state
        shutil.copytree(kept / state, folder)
        done = run(folder, COMMANDS[name], environment)
        assert b"Traceback" not in done.stderr, done.stderr.decode("utf-8", "replace")[-900:]
        assert "Error: '".encode("utf-16-le") not in done.stderr
        codes.append(done.returncode)
        if "PYTHONIOENCODING" not in environment:
            (done.stdout + done.stderr).decode("utf-8")
    assert codes[0] == codes[1]
    written = [
        {path: data for path, data in tree(tmp_path / number / state).items() if not path.startswith(".cache")}
        for number in ("0", "1")
    ]
    assert written[0] == written[1]
