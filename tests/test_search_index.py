"""The index of a year: made anew only where it has to be, and what is said when Pagefind does not do its part."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import pytest

from mkdocs_briefings.search_index import SearchIndexError, bundle_files, index_shard

RECORDS = [f"<!doctype html><html><body data-pagefind-body><h1>Record {at}</h1>unrest</body></html>" for at in range(3)]


def test_an_index_is_made_again_only_for_other_records_language_or_version(tmp_path):
    made = [
        index_shard(records, tmp_path, language, version)
        for records, language, version in [
            (RECORDS, "en", "1"),
            (RECORDS, "en", "1"),
            (RECORDS[::-1], "en", "1"),
            (RECORDS[::-1], "fr", "1"),
            (RECORDS[::-1], "fr", "2"),
            (RECORDS[::-1], "fr", "2"),
        ]
    ]
    assert made == [True, False, True, True, True, False]


def test_a_damaged_index_is_made_again(tmp_path):
    index_shard(RECORDS, tmp_path, "en", "1")
    before = {name: path.read_bytes() for name, path in bundle_files(tmp_path)}
    next(tmp_path.glob("bundle/index/*")).write_bytes(b"")
    assert index_shard(RECORDS, tmp_path, "en", "1")
    assert {name: path.read_bytes() for name, path in bundle_files(tmp_path)} == before


def test_only_what_a_site_needs_is_kept(tmp_path):
    index_shard(RECORDS, tmp_path, "en", "1")
    kinds = {name.partition("/")[0] if "/" in name else Path(name).suffix for name, _ in bundle_files(tmp_path)}
    assert kinds == {".js", ".json", ".pagefind", ".pf_meta", "fragment", "index"}
    assert {path for _, path in bundle_files(tmp_path)} == {p for p in tmp_path.rglob("bundle/**/*") if p.is_file()}


def answer(payload: object) -> str:
    return base64.b64encode(json.dumps({"payload": payload}).encode()).decode() + ","


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("import sys; sys.exit('no memory left')", "no memory left"),
        ("pass", "pagefind ended early"),
        (f"print({answer({'type': 'Error', 'message': 'no such language'})!r})", "no such language"),
        ("print('!,')", "in a way not known here"),
        (f"print({answer(7)!r})", "in a way not known here"),
        (f"print({answer({'type': 'GetFiles'})!r})", "in a way not known here"),
        (f"print({answer({'type': 'GetFiles', 'files': []})!r})", "of a form not known here"),
    ],
)
def test_what_pagefind_says_is_told_when_it_fails(tmp_path, monkeypatch, does, said):
    """A program that fails stands for Pagefind: the real one has no way to be made to."""
    program = tmp_path / "python"
    program.write_text(f"#!{sys.executable}\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setattr("mkdocs_briefings.search_index.sys.executable", str(program))
    with pytest.raises(SearchIndexError, match=said):
        index_shard(RECORDS, tmp_path / "shard", "en", "1")
    monkeypatch.undo()
    assert index_shard(RECORDS, tmp_path / "shard", "en", "1")
