"""The disk: which files of a site count, and that whatever else lies there is a problem and never an exception."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from mkdocs_briefings.project import Project, ProjectError, find_project, read_project, settings_of
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.sources import read_inputs


@pytest.fixture
def site(tmp_path) -> Path:
    """A site's folder in a path with a space and letters beyond ASCII."""
    root = tmp_path / "mein Projekt é"
    for name in ("content/briefings/2023", "content/vocabulary", "content/guide"):
        (root / name).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: A site\ndocs_dir: content\nplugins: [briefings]\n", encoding="utf-8")
    return root


def put(root: Path, name: str, data: bytes = b"x") -> Path:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def problems(inputs) -> list[tuple[str, str]]:
    return [(problem.span.path, problem.code) for problem in inputs.problems]


def read(root: Path):
    return read_inputs(find_project(root))


def test_files_are_sorted_into_briefings_vocabulary_and_others(site):
    names = ["briefings/2023/b.md", "briefings/2023/a b é.md", "briefings/2024/05/c.md", "briefings/d.md"]
    terms = [f"vocabulary/{name}.yml" for name in KINDS.values()]
    for name in (*names, *terms, "index.md", "guide/a.md", "guide/p i.png"):
        put(site, name, name.encode())
    put(site, "briefings/2023/.DS_Store")  # what an operating system leaves is nobody's file
    inputs = read(site)
    assert [(file.path, file.content_path, file.data.decode()) for file in inputs.briefings] == [
        (f"content/{name}", name, name) for name in sorted(names)
    ]
    assert {kind: file.content_path for kind, file in inputs.vocabulary.items()} == {
        kind: f"vocabulary/{name}.yml" for kind, name in KINDS.items()
    }
    assert inputs.others == {"index.md", "guide/a.md", "guide/p i.png"}
    assert inputs.problems == []


@pytest.mark.parametrize(
    "name",
    [
        "briefings/2023/a.txt", "briefings/2023/map.png", "briefings/notes", "briefings/2023/a.md.bak",
        "briefings/2023/.hidden", "briefings/2023/a.MD", "vocabulary/topic.yml", "vocabulary/topics.yaml",
        "vocabulary/old/topics.yml",
    ],
)  # fmt: skip
def test_what_is_no_briefing_and_no_vocabulary_file_is_refused_where_those_stand(site, name):
    put(site, name)
    inputs = read(site)
    assert problems(inputs) == [(f"content/{name}", "stray-file")]
    assert (inputs.briefings, inputs.vocabulary, inputs.others) == ([], {}, set())


def test_special_files_are_refused_and_not_opened(site):
    os.mkfifo(site / "content/briefings/2023/a.md")
    os.mkfifo(site / "content/guide/b.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(site / "content")  # a socket's path is short
        try:
            server.bind("s.md")
        finally:
            os.chdir(here)
        inputs = read(site)
    names = ["content/briefings/2023/a.md", "content/guide/b.md", "content/s.md"]
    assert problems(inputs) == [(name, "stray-file") for name in names]
    assert (inputs.briefings, inputs.others) == ([], set())


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("briefings/2023/a.md", "../../../secret.md"),
        ("briefings/2023/a.md", "/etc/hostname"),
        ("briefings/2023/a.md", "nowhere.md"),
        ("briefings/2023/a.md", "a.md"),
        ("guide/a.md", "../../secret.md"),
        ("guide/more", "../../folder"),
        ("guide/more", "/"),
        ("guide/more", "../briefings"),
        ("guide/more", ".."),
        ("guide/more", "hop"),  # a link inside that leads to a link that leaves
        ("vocabulary/topics.yml", "../../mkdocs.yml"),
    ],
)
def test_symbolic_links_out_of_content_to_folders_and_to_nowhere_are_refused(site, name, target):
    (site / "secret.md").write_text("secret")
    (site / "folder").mkdir()
    (site / "folder/secret.md").write_text("secret")
    (site / "content" / name).symlink_to(target)
    hop = site / "content/guide/hop"
    hop.symlink_to("../../secret.md")
    inputs = read(site)
    expected = {(f"content/{name}", "symlink"), ("content/guide/hop", "symlink")}
    assert set(problems(inputs)) == expected
    assert (inputs.briefings, inputs.vocabulary, inputs.others) == ([], {}, set())


def test_a_symbolic_link_to_a_file_within_content_is_that_file(site):
    put(site, "guide/a.md", b"text")
    (site / "content/briefings/2023/b.md").symlink_to("../../guide/a.md")
    inputs = read(site)
    assert [(file.content_path, file.data) for file in inputs.briefings] == [("briefings/2023/b.md", b"text")]
    assert inputs.problems == []


def test_content_may_itself_be_reached_by_a_link(site, tmp_path):
    put(site, "guide/a.md")
    (tmp_path / "link").symlink_to(site)
    inputs = read(tmp_path / "link")
    assert (inputs.others, inputs.problems) == ({"guide/a.md"}, [])


def test_what_cannot_be_read_is_a_problem(site):
    path = put(site, "briefings/2023/a.md")
    path.chmod(0)
    readable = os.access(path, os.R_OK)  # the superuser reads everything
    assert problems(read(site)) == ([] if readable else [("content/briefings/2023/a.md", "unreadable")])
    for content in (site / "missing", site / "mkdocs.yml"):
        project = Project(site, content, settings_of("", {}))
        assert problems(read_inputs(project)) == [(content.name, "unreadable")]


def test_a_folder_named_as_a_briefing_is_a_folder(site):
    (site / "content/briefings/2023/a.md").mkdir()
    put(site, "briefings/2023/a.md/b.md")
    inputs = read(site)
    assert [file.content_path for file in inputs.briefings] == ["briefings/2023/a.md/b.md"]
    assert inputs.problems == []


def test_deeply_nested_folders_are_read(site):
    name = "guide/" + "d/" * 60 + "a.md"
    put(site, name)
    assert read(site).others == {name}


def test_the_nearest_site_upwards_is_found(site, monkeypatch):
    inner = site / "content/guide"
    assert find_project(inner).root == find_project(site).root == site
    (inner / "mkdocs.yml").write_text("site_name: Inner\n")
    assert find_project(inner).settings.site_name == "Inner"
    assert find_project(inner).content == inner / "docs"
    monkeypatch.chdir(site / "content")
    assert find_project(Path(".")).root == site
    assert find_project(Path(".")).shown(site / "content/a b.md") == "content/a b.md"


def test_without_a_site_there_is_a_message(tmp_path):
    (tmp_path / "mkdocs.yml").mkdir()
    with pytest.raises(ProjectError, match=r"no mkdocs\.yml here"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    "text", [b"a: [\n", b"a: b: c\n", b"\xff\xfe\xff", b"a: \x00\n", b"\t- x\n", b"a: 2023-99-99\n", b"a: *b\n"]
)
def test_a_broken_configuration_is_a_message(site, text):
    (site / "mkdocs.yml").write_bytes(text)
    with pytest.raises(ProjectError, match=r"mkdocs\.yml cannot be read: "):
        find_project(site)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", ("Briefings", "en", "")),
        ("- a\n", ("Briefings", "en", "")),
        ("site_name: 2023\n", ("2023", "en", "")),
        ("site_name: A\nplugins: [search, briefings]\n", ("A", "en", "")),
        ("plugins:\n  - search\n  - briefings: {language: fa, licence: CC0}\n", ("Briefings", "fa", "CC0")),
        ("plugins:\n  briefings: {language: de}\n", ("Briefings", "de", "")),
        ("plugins:\n  - briefings:\n", ("Briefings", "en", "")),
        ("site_name: !ENV NAME\nhooks: !!python/name:os.system ''\n", ("None", "en", "")),
    ],
)
def test_settings_are_those_of_the_plugin(site, text, settings):
    (site / "mkdocs.yml").write_text(text)
    found = read_project(site / "mkdocs.yml").settings
    assert (found.site_name, found.language, found.licence) == settings
