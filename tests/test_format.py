"""`briefings format`: what it writes, says and returns."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner
from conftest import basic, briefing
from sites import copy_of_project, run, tree, write_site

from mkdocs_briefings.commands.format import format as format_command

GOOD = "briefings/2023/2023-10-02-good.md"
UGLY = "briefings/2023/2023-10-03-ugly.md"
BAD = "briefings/2023/2023-10-04-bad.md"


def site(tmp_path: Path) -> Path:
    vocabulary = {path: text for path, text in basic().items() if path.startswith("vocabulary/")}
    ugly = briefing("topics: ['talks']\n", "Text.  \n").replace("2023-10-02", "2023-10-03")
    bad = briefing("topics: ['fish']\n", "Text.  \n").replace("2023-10-02", "2023-10-04")
    good = briefing("", "Text.").replace("summary: A summary.\n", "summary: A summary.\ncountries: [IRN]\n")
    return write_site(tmp_path / "site", vocabulary | {GOOD: f"{good}\n", UGLY: ugly, BAD: bad})


def call(folder: Path, *arguments: str):
    return CliRunner().invoke(format_command, ["--now", "2024-01-01", *arguments], obj=str(folder))


def test_files_are_formatted_and_those_with_errors_left_alone(tmp_path):
    folder = site(tmp_path)
    before = tree(folder)
    os.chmod(folder / "content" / UGLY, 0o640)
    result = call(folder, "--check")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"content/{UGLY}: to be formatted",
        f"content/{BAD}: left alone, it has errors; see `briefings check`",
        "1 file to be formatted, 1 left alone.",
    ]
    result = call(folder, "--diff", f"content/{UGLY}")
    assert result.exit_code == 1
    assert "-topics: ['talks']\n" in result.output
    assert "+topics: [talks]\n" in result.output
    assert tree(folder) == before
    result = call(folder)
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "1 file formatted, 1 left alone.")
    changed = {path for path, data in tree(folder).items() if before[path] != data}
    assert changed == {f"content/{UGLY}"}
    assert (folder / "content" / UGLY).stat().st_mode & 0o777 == 0o640
    result = call(folder, "content/vocabulary", f"content/{UGLY}", f"content/{GOOD}")
    assert (result.exit_code, result.output) == (0, "0 files formatted.\n")


def test_wrong_use(tmp_path):
    folder = site(tmp_path)
    assert "nowhere is not there" in call(folder, "nowhere").output
    assert "is not in the site" in call(folder, str(tmp_path)).output


def test_this_site_is_checked_as_before_when_it_is_formatted(tmp_path):
    folder = copy_of_project(tmp_path / "site")
    before = run(folder, "mkdocs_briefings", "render", "../before", SOURCE_DATE_EPOCH="1760000000")
    assert before.returncode == 0, before.stderr
    result = CliRunner().invoke(format_command, ["--now", "2026-01-01"], obj=str(folder))
    assert result.exit_code == 0, result.output
    again = CliRunner().invoke(format_command, ["--now", "2026-01-01", "--check"], obj=str(folder))
    assert (again.exit_code, again.output) == (0, "0 files to be formatted.\n")
    assert run(folder, "mkdocs_briefings", "render", "../after", SOURCE_DATE_EPOCH="1760000000").returncode == 0
    assert tree(tmp_path / "before") == tree(tmp_path / "after")
