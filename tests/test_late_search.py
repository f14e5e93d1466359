"""The search index behind the pages: it comes to what a build makes, and stops when it is told."""

from __future__ import annotations

import threading

import pytest
from conftest import basic, briefing, library_of
from sites import tree

from mkdocs_briefings import late_search
from mkdocs_briefings.emit import indexer
from mkdocs_briefings.late_search import LateSearch
from mkdocs_briefings.pages import Parts
from mkdocs_briefings.search_index import SearchIndexError

YEARS = {f"briefings/{year}/{year}-10-02-a.md": briefing(body="Lead.\n", date=f"{year}-10-02") for year in (2021, 2022)}


@pytest.fixture
def parts() -> Parts:
    return Parts(library_of(basic() | YEARS))


def test_shards_come_into_the_site_newest_first_as_a_build_makes_them(parts, tmp_path):
    said = []
    late = LateSearch(said.append)
    late.begin(parts, ["2021", "2022", "2023", "1999"], tmp_path / "cache", tmp_path / "site")
    while late._thread is not None:
        threading.Event().wait(0.05)
    assert (said, late.end()) == ([], set())
    for name in ("2021", "2022", "2023"):
        indexer(parts, tmp_path / "other")(name)
        assert tree(tmp_path / "site" / "search" / name) == tree(tmp_path / "other" / "search" / name / "bundle")
    assert sorted(path.name for path in (tmp_path / "site" / "search").iterdir()) == ["2021", "2022", "2023"]


def held(monkeypatch, error: Exception | None = None) -> tuple[threading.Event, threading.Event, list[str]]:
    """Have an index made only when the second event comes; the first says that it is waited for."""
    begun, go, made = threading.Event(), threading.Event(), []

    def index(name: str) -> None:
        begun.set()
        assert go.wait(30)
        made.append(name)
        if error:
            raise error

    monkeypatch.setattr(late_search, "indexer", lambda parts, cache: index)
    return begun, go, made


def test_whoever_ends_it_gets_what_is_left(parts, tmp_path, monkeypatch):
    begun, go, made = held(monkeypatch)
    late = LateSearch(print)
    late.begin(parts, ["2021", "2022", "2023"], tmp_path, tmp_path)
    assert begun.wait(30)
    threading.Timer(0.1, go.set).start()
    assert late.end() == {"2021", "2022"}
    assert made == ["2023"]
    late.begin(parts, ["2021"], tmp_path, tmp_path)  # and it can begin again
    assert late.end() <= {"2021"}


def test_nothing_is_written_and_nothing_said_after_the_end(parts, tmp_path, monkeypatch):
    said = []
    begun, go, _ = held(monkeypatch, SearchIndexError("killed"))
    late = LateSearch(said.append)
    late.begin(parts, ["2022"], tmp_path, tmp_path / "site")
    assert begun.wait(30)
    go.set()
    late.close()
    late.end()
    assert said == []
    assert not (tmp_path / "site").exists()


def test_a_failure_is_told(parts, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(late_search, "PATIENCE", 0.01)
    _, go, _ = held(monkeypatch, SearchIndexError("no memory"))
    go.set()
    late = LateSearch(said.append)
    late.begin(parts, ["2022"], tmp_path, tmp_path / "site")
    while late._thread is not None:
        threading.Event().wait(0.05)
    assert said == ["the search index of 2022 could not be made: no memory"]
