"""What is made of Pagefind's bundles: the same words in smaller files, in order, the same bytes each time."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path

import cbor2
import pytest

from mkdocs_briefings.search_bundle import ENTRY, PIECE, _read, put_in_order
from mkdocs_briefings.search_index import Shard, index_shard

RECORDS = [
    "<!doctype html><html><body><div data-pagefind-body><h1>Record</h1><p>"
    + " ".join(f"word{number * 7919 % 20_011:05}x{at}" for number in range(at * 300, at * 300 + 300))
    + f' everywhere Ærø پیام</p><p data-pagefind-filter="kind:{at % 3}">k</p></div></body></html>'
    for at in range(12)
]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shard")
    assert index_shard(Shard(2024, RECORDS), folder, "en", "1")
    return folder / "bundle"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def head(bundle: Path) -> list:
    (language,) = json.loads((bundle / ENTRY).read_text("utf-8"))["languages"].values()
    return _read(bundle / f"pagefind.{language['hash']}.pf_meta")


def test_words_are_in_small_files_each_once_and_in_order(bundle):
    pieces = [(first, last, _read(bundle / "index" / f"{name}.pf_index")[0]) for first, last, name in head(bundle)[2]]
    words = [word for _, _, piece in pieces for word, *_ in piece]
    assert words == sorted(words, key=str.encode)
    assert len(set(words)) == len(words)
    assert len([word for word in words if word.startswith("word")]) == 12 * 300
    assert len(pieces) > 5
    assert all(len(cbor2.dumps(piece)) <= PIECE + 10 or len(piece) == 1 for _, _, piece in pieces)
    assert {f"{name}.pf_index" for _, _, name in head(bundle)[2]} == {p.name for p in (bundle / "index").iterdir()}


def test_a_file_says_where_it_begins_and_ends_as_pagefind_does(bundle):
    """By as much of a word as tells it from its neighbour: what a word begins with leads to all files it may be in."""
    pieces = [(first, last, _read(bundle / "index" / f"{name}.pf_index")[0]) for first, last, name in head(bundle)[2]]
    for first, last, piece in pieces:
        assert piece[0][0].startswith(first)
        assert piece[-1][0].startswith(last)
    for (_, last, one), (first, _, other) in pairwise(pieces):
        assert last.encode() < first.encode()
        assert not other[0][0].startswith(last) or last == one[-1][0]


def test_the_same_records_give_the_same_bytes(bundle, tmp_path):
    index_shard(Shard(2024, RECORDS), tmp_path, "en", "1")
    assert bytes_of(bundle) == bytes_of(tmp_path / "bundle")


def test_a_bundle_of_another_form_is_refused(tmp_path):
    index_shard(Shard(2024, RECORDS[:2]), tmp_path, "en", "1")
    bundle = tmp_path / "bundle"
    name = head(bundle)[2][0][2]
    path = bundle / "index" / f"{name}.pf_index"
    path.write_bytes(gzip.compress(b"pagefind_dcd" + cbor2.dumps([[["zzz", []]]])))
    with pytest.raises(ValueError, match="has the words 'zzz'"):
        put_in_order(bundle)
