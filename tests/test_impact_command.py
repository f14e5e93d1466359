"""`briefings impact` in real repositories: what is compared with what, from which folder; what it cannot compare."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from sites import copy_of_project

from mkdocs_briefings.cli import main

WHO = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
WHO |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}

GIT = shutil.which("git")


def git(folder, *words):
    environment = {**os.environ, **WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run([GIT, *words], cwd=folder, env=environment, check=True, capture_output=True).stdout.decode()


@pytest.fixture(params=["", "a site/of ours"], ids=["the repository itself", "a folder of it"])
def project(request, tmp_path):
    """A repository whose site is the real one, in a branch `main` of one commit."""
    folder = tmp_path / request.param
    copy_of_project(folder)
    (tmp_path / ".gitignore").write_text(".cache/\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "All")
    return folder


def run(folder, *options):
    return CliRunner().invoke(main, ["-C", str(folder), "impact", *options])


def retitle(folder, name, title):
    path = folder / "content" / "briefings" / name[:4] / f"{name}.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(f"title: {title}\n" if line.startswith("title:") else line for line in lines), "utf-8")


ONE, OTHER = "2023-03-10-iran-saudi-beijing", "2025-04-12-iran-us-muscat"


def diverge(project):
    """A commit on a branch `mine`, and another on the main branch, which is then the current one."""
    git(project, "checkout", "-qb", "mine")
    retitle(project, ONE, "Mine")
    git(project, "commit", "-qam", "Mine")
    git(project, "checkout", "-q", "main")
    retitle(project, OTHER, "Theirs")
    git(project, "commit", "-qam", "Theirs")


def test_what_is_not_committed_counts(project):
    assert "Nothing on the site changes." in run(project).output
    retitle(project, ONE, "Beijing, once more")
    found = run(project)
    assert found.exit_code == 0
    assert f"- Changed: `{ONE}` “Beijing, once more”; front matter: `title`" in found.output
    assert "the last commit in common with `main`" in found.output
    assert git(project, "diff", "--name-only").strip().strip('"').endswith(f"{ONE}.md")
    assert git(project, "ls-files", "--others", "--exclude-standard") == ""


def test_a_branch_is_compared_with_where_it_left_the_main_one(project):
    diverge(project)
    git(project, "checkout", "-q", "mine")
    found = run(project)
    assert "“Mine”" in found.output
    assert "Theirs" not in found.output
    assert "the last commit in common with `main`" in found.output


def test_a_merge_is_compared_with_any_commit_and_given_as_json(project):
    diverge(project)
    git(project, "merge", "-q", "--no-edit", "mine")
    found = json.loads(run(project, "--base", "HEAD^1", "--format", "json").stdout)
    assert [one["id"] for one in found["briefings"]] == [ONE]
    changed = {page["uri"] for page in found["pages"]["change"]}
    assert f"briefings/{ONE}/" in changed
    assert "countries/saudi-arabia/" in changed


def test_a_briefing_under_another_id_has_lost_its_address(project):
    folder = project / "content" / "briefings" / "2023"
    names = [path.stem for path in sorted(folder.glob("*.md"))]
    content = [path.read_text("utf-8") for path in (project / "content").rglob("*.md")]
    name = next(one for one in names if not any(f"{one}.md" in text for text in content))
    git(project, "mv", str(folder / f"{name}.md"), str(folder / f"{name}-again.md"))
    found = run(project).output
    assert f"- `/briefings/{name}/`: it seems to be `{name}-again` now." in found
    assert f"`redirects_from: [{name}]`" in found


def test_with_errors_there_are_numbers_alone_and_exit_code_1(project):
    path = project / "content" / "briefings" / "2023" / f"{ONE}.md"
    path.write_text(path.read_text("utf-8").replace("topics:", "topicz:", 1), "utf-8")
    found = run(project)
    assert found.exit_code == 1
    assert "With errors no site is built" in found.output


def test_what_git_cannot_give_is_said(project, tmp_path_factory):
    found = run(project, "--base", "nosuch")
    assert found.exit_code == 2
    assert "there is no commit 'nosuch' here" in found.output
    assert run(project, "--base", "--upload-pack=touch x").exit_code == 2
    bare = tmp_path_factory.mktemp("bare")
    found = run(copy_of_project(bare))
    assert found.exit_code == 2
    assert "Traceback" not in found.output
    assert "git" in found.output
