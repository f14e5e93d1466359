"""The folder of what the last build knew: what an interruption left there is gone before the next one writes."""

from __future__ import annotations

from mkdocs_briefings.filetree import HALF_WRITTEN
from mkdocs_briefings.state import Store


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
