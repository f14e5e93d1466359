"""`briefings init`: the new site is clean, formatted, builds under --strict, and nothing that was there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import run, tree

from mkdocs_briefings.commands.format import format as format_command
from mkdocs_briefings.commands.init import init
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.project import find_project
from mkdocs_briefings.site import check
from mkdocs_briefings.sources import read_inputs


def call(folder: Path, *arguments: str):
    return CliRunner().invoke(init, arguments, obj=str(folder))


def test_a_new_site_is_clean_and_builds_under_strict(tmp_path):
    result = call(tmp_path, "site", "--name", "A «site»: ours")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "site"
    project = find_project(folder)
    assert project.settings.site_name == "A «site»: ours"
    assert check(read_inputs(project), parse_now("2024-02-01")).problems == []
    laid_out = CliRunner().invoke(format_command, ["--check"], obj=str(folder))
    assert (laid_out.exit_code, laid_out.output) == (0, "0 files to be formatted.\n")
    built = run(folder, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert (folder / "site/briefings/2024-01-15-example/index.html").is_file()
    assert (folder / ".github/workflows/check.yml").is_file()
    assert not any(path.name == "audit.yml" for path in folder.rglob("*.yml"))


def test_what_is_there_stays(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").symlink_to(tmp_path / "nowhere")
    result = call(tmp_path)
    assert result.exit_code == 0, result.output
    assert "Kept .gitignore, which was there already." in result.output
    assert "Add to .gitignore what it lacks of: /site/ /.cache/" in result.output
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert not (tmp_path / "nowhere").exists()
    before = tree(tmp_path)
    again = call(tmp_path)
    assert (again.exit_code, "this is a site" in again.output) == (2, True)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["content", ".github"])
def test_a_file_in_the_way_is_said(tmp_path, name):
    (tmp_path / name).write_text("a file", encoding="utf-8")
    result = call(tmp_path)
    assert (result.exit_code, "cannot be written" in result.output) == (2, True)
