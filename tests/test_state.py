"""The folder of what the last build knew: what an interruption left there is gone before the next one writes."""

from __future__ import annotations

from conftest import NOW

from mkdocs_briefings.filetree import HALF_WRITTEN
from mkdocs_briefings.state import LOG, SNAPSHOT, Change, Output, State, Store

OUTPUT = Output("page", 1, 2)
CHANGE = Change(NOW, "", "", {}, {}, {"a": None, "b": OUTPUT}, {})


def test_what_was_half_written_is_cleared_by_who_takes_the_folder_and_by_nobody_else(tmp_path):
    left = tmp_path / f".state.next.12345{HALF_WRITTEN}"
    kept = [tmp_path / "words", tmp_path / f"visible{HALF_WRITTEN}"]
    first, second = Store(tmp_path), Store(tmp_path)
    for path in (left, *kept):
        path.write_bytes(b"half")
    assert first.take()
    assert not left.exists()
    assert all(path.exists() for path in kept)
    left.write_bytes(b"half")
    assert not second.take()
    assert left.exists()  # another process is writing it
    first.let_go()
    assert second.take()
    assert not left.exists()


def keep(store: Store, *results: State | Change) -> None:
    for result in results:
        store.prepare(result)
        store.commit()


def test_a_lasting_store_has_at_hand_what_another_one_reads(tmp_path):
    store = Store(tmp_path, lasting=True)
    keep(store, State("f", NOW, outputs={"a": OUTPUT}))
    first = store.load("f")
    keep(store, CHANGE)
    assert store.load("f") is first
    assert first == Store(tmp_path).load("f")
    assert first.outputs == {"b": OUTPUT}
    assert store.load("other") is None
    assert store.load("f") is first


def test_a_lasting_store_believes_the_files_where_they_are_others(tmp_path):
    store = Store(tmp_path, lasting=True)
    keep(store, State("f", NOW, outputs={"a": OUTPUT}), CHANGE)
    (tmp_path / LOG).unlink()
    assert store.load("f").outputs == {"a": OUTPUT}
    keep(Store(tmp_path), State("f", NOW, outputs={"c": OUTPUT}))
    assert store.load("f").outputs == {"c": OUTPUT}
    (tmp_path / SNAPSHOT).unlink()
    assert store.load("f") is None


def test_a_lasting_store_does_not_take_over_what_was_not_written(tmp_path):
    store = Store(tmp_path, lasting=True)
    keep(store, State("f", NOW, outputs={"a": OUTPUT}))
    store.prepare(CHANGE)
    store.forget()
    store.commit()
    assert store.load("f").outputs == {"a": OUTPUT}
