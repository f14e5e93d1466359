"""What is made of Pagefind's bundles: the same words in smaller files, in order, the same bytes each time."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path

import cbor2
import pytest

from mkdocs_briefings.search_bundle import ENTRY, PIECE, in_order, pack, unpack
from mkdocs_briefings.search_index import index_shard

RECORDS = [
    "<!doctype html><html><body><div data-pagefind-body><h1>Record</h1><p>"
    + " ".join(f"word{number * 7919 % 20_011:05}x{at}" for number in range(at * 300, at * 300 + 300))
    + f' everywhere Ærø پیام</p><p data-pagefind-filter="kind:{at % 3}">k</p></div></body></html>'
    for at in range(12)
]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shard")
    assert index_shard(RECORDS, folder, "en", "1")
    return folder / "bundle"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def read(path: Path) -> list:
    return cbor2.loads(unpack(path.read_bytes()))


def head(bundle: Path) -> list:
    (language,) = json.loads((bundle / ENTRY).read_text("utf-8"))["languages"].values()
    return read(bundle / f"pagefind.{language['hash']}.pf_meta")


def test_words_are_in_small_files_each_once_and_in_order(bundle):
    pieces = [(first, last, read(bundle / "index" / f"{name}.pf_index")[0]) for first, last, name in head(bundle)[2]]
    words = [word for _, _, piece in pieces for word, *_ in piece]
    assert words == sorted(words, key=str.encode)
    assert len(set(words)) == len(words)
    assert len([word for word in words if word.startswith("word")]) == 12 * 300
    assert len(pieces) > 5
    assert all(len(cbor2.dumps(piece)) <= PIECE + 10 or len(piece) == 1 for _, _, piece in pieces)
    assert {f"{name}.pf_index" for _, _, name in head(bundle)[2]} == {p.name for p in (bundle / "index").iterdir()}


def test_a_file_says_where_it_begins_and_ends_as_pagefind_does(bundle):
    """By as much of a word as tells it from its neighbour: what a word begins with leads to all files it may be in."""
    pieces = [(first, last, read(bundle / "index" / f"{name}.pf_index")[0]) for first, last, name in head(bundle)[2]]
    for first, last, piece in pieces:
        assert piece[0][0].startswith(first)
        assert piece[-1][0].startswith(last)
    for (_, last, one), (first, _, other) in pairwise(pieces):
        assert last.encode() < first.encode()
        assert not other[0][0].startswith(last) or last == one[-1][0]


def test_the_same_records_give_the_same_bytes(bundle, tmp_path):
    index_shard(RECORDS, tmp_path, "en", "1")
    assert bytes_of(bundle) == bytes_of(tmp_path / "bundle")


def test_what_is_the_same_stays_the_very_same_file(bundle, tmp_path):
    """Another record's words leave the files of most words alone, which are then neither written nor compared."""
    index_shard(RECORDS, tmp_path, "en", "1")
    before = {path: path.stat().st_ino for path in (tmp_path / "bundle").rglob("*") if path.is_file()}
    changed = [RECORDS[0].replace("word00000x0", "word00000x1"), *RECORDS[1:]]
    assert index_shard(changed, tmp_path, "en", "1")
    after = {path: path.stat().st_ino for path in (tmp_path / "bundle").rglob("*") if path.is_file()}
    kept = [path for path in after if before.get(path) == after[path]]
    assert len(kept) > len(after) / 2
    assert index_shard(changed, tmp_path / "anew", "en", "1")
    assert bytes_of(tmp_path / "bundle") == bytes_of(tmp_path / "anew" / "bundle")


def test_pieces_hold_the_words_of_the_file_they_were_cut_from(bundle):
    """Whatever their number: how CBOR says it takes one, two or three bytes."""
    for count in (1, 23, 24, 255, 256, 300, 70_000):
        words = [[f"w{at:06}", [[at, [1, 2, -3]], [at + 1, []]]] for at in range(count)]
        files = cut_up(words)
        pieces = [cbor2.loads(data)[0] for path, data in files.items() if path.startswith("index/")]
        assert sorted((word for piece in pieces for word in piece), key=str) == words


def cut_up(words: list) -> dict[str, bytes]:
    """What becomes of a bundle of one file of words, unpacked."""
    meta = ["1.5.2", [], [[words[0][0], words[-1][0], "en_old"]], []]
    entry = {"version": "1.5.2", "languages": {"en": {"hash": "en_head", "page_count": 1}}}
    files = {
        ENTRY: json.dumps(entry).encode(),
        "pagefind.en_head.pf_meta": pack(cbor2.dumps(meta)),
        "index/en_old.pf_index": pack(cbor2.dumps([words])),
    }
    return in_order(files, lambda path, data: data)


@pytest.mark.parametrize(
    ("of", "data", "said"),
    [
        ("index", pack(cbor2.dumps([[["zzz", []]]])), "has the words 'zzz'"),
        ("index", pack(cbor2.dumps([["a", []], ["b", []]])), "no list of"),
        ("index", gzip.compress(cbor2.dumps([[["a", []]]])), "not as Pagefind writes"),
        ("filter", pack(cbor2.dumps(["mood", []])), "is that of 'mood'"),
    ],
    ids=["other words", "two lists", "no mark", "another filter"],
)
def test_a_bundle_of_another_form_is_refused(bundle, of, data, said):
    files = bytes_of(bundle)
    name = head(bundle)[2][0][2] if of == "index" else head(bundle)[3][0][1]
    files[f"{of}/{name}.pf_{of}"] = data
    with pytest.raises(ValueError, match=said):
        in_order(files, lambda path, data: data)
