"""The same input gives the same bytes whatever the machine is like: whole trees are compared, search index included."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from conditions import CONDITIONS, Condition, run_under, site_under
from sites import ROOT, copy_of_project, tree

from mkdocs_briefings.workers import PARALLEL

sys.path.insert(0, str(ROOT / "benchmarks"))
from corpus import write_corpus  # made-up briefings stand beside the package

pytestmark = pytest.mark.slow

SITES = {
    "this project's own site": copy_of_project,
    "sixty briefings in five languages": lambda folder: write_corpus(folder, 60),
}
COMMANDS = {
    "render": ("mkdocs_briefings", "render", "out"),
    "export": ("mkdocs_briefings", "export", "out"),
}


def build(condition: Condition, parent: Path, make, command=("mkdocs", "build"), out="site") -> dict[str, bytes]:
    folder = site_under(condition, parent / "at", make)
    done = run_under(condition, folder, parent / "hooks", *command)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    found = tree(folder / out)
    assert found
    return found


def same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    assert [name for name in found if found[name] != expected[name]] == []


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """What each command gives for each site under no condition in particular; made once."""
    made: dict[tuple, dict[str, bytes]] = {}

    def get(site: str, command=("mkdocs", "build"), out: str = "site") -> dict[str, bytes]:
        if (site, command) not in made:
            folder = tmp_path_factory.mktemp("plain")
            made[site, command] = build(Condition(), folder, SITES[site], command, out)
            shutil.rmtree(folder)
        return made[site, command]

    return get


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("site", SITES)
def test_a_site_is_the_same_under_all_conditions(tmp_path, plain, site, name):
    expected = plain(site)
    assert any(path.startswith("search/2") for path in expected)
    same(build(CONDITIONS[name], tmp_path, SITES[site]), expected)


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_commands_write_is_the_same_under_all_conditions(tmp_path, plain, command, name):
    site = "this project's own site"
    expected = plain(site, COMMANDS[command], "out")
    same(build(CONDITIONS[name], tmp_path, SITES[site], COMMANDS[command], "out"), expected)


@pytest.mark.parametrize(
    "command", ["check --format json", "check --format sarif", "check", "digest --month 2023-10", "schema"]
)
def test_what_commands_print_is_the_same_under_all_conditions(tmp_path, command):
    def make(folder: Path) -> None:
        copy_of_project(folder)
        for name in ("topics", "people"):  # messages in plenty
            (folder / "content" / "vocabulary" / f"{name}.yml").write_text("x-y: {name: مهدی}\n", encoding="utf-8")

    printed = {}
    for name, condition in CONDITIONS.items():
        folder = site_under(condition, tmp_path / "at", make if command.startswith("check") else copy_of_project)
        done = run_under(condition, folder, tmp_path / "hooks", "mkdocs_briefings", *command.split())
        assert (done.returncode, b"Traceback" in done.stderr) == (int(command.startswith("check")), False), done.stderr
        encoding = condition.environment.get("PYTHONIOENCODING", "utf-8")
        printed[name] = done.stdout if encoding == "utf-8" else b""
    expected = printed["the same again"]
    assert expected
    assert {name for name, found in printed.items() if found not in (expected, b"")} == set()


@pytest.mark.parametrize("name", ["one core", "files in another order", "hash seed 1", "all at once"])
def test_a_site_that_is_made_in_several_processes_is_the_same(tmp_path, tmp_path_factory, name):
    def make(folder: Path) -> None:
        write_corpus(folder, PARALLEL + 20)

    many = tmp_path_factory.getbasetemp() / "several processes"
    expected = tree(many / "at" / "site" / "site") if many.is_dir() else build(Condition(), many, make)
    same(build(CONDITIONS[name], tmp_path, make), expected)
