"""Being told of saved files: at once, of all changes, and of nothing else."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from mkdocs_briefings import watching
from mkdocs_briefings.watching import Observers, is_told_of, watch_through_system

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the system on Linux only")

MOUNTS = """\
1 0 8:1 / / rw shared:1 - ext4 /dev/root rw
2 1 0:5 / /proc rw - proc proc rw
3 1 0:6 / {folder}/far rw,relatime shared:2 master:1 - nfs4 host:/x rw
4 1 0:7 / {folder}/near rw - tmpfs tmpfs rw
5 1 0:8 / {folder}/near/with\\040blank rw - 9p host rw
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Folders of several file systems, as the system would list them."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(folder=tmp_path / "content"), encoding="utf-8")
    monkeypatch.setattr(watching, "MOUNTS", mounts)
    for name in ("far/below", "near/with blank", "near/other", "plain/below", "linked"):
        (tmp_path / "content" / name).mkdir(parents=True)
    (tmp_path / "content" / "linked" / "link").symlink_to(tmp_path)
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        *(("far", False), ("far/below", False), ("near", False), ("near/with blank", False)),
        *(("near/other", True), ("plain", True), ("plain/below", True), ("linked", False), ("", False), ("no", False)),
    ],
)
def test_the_system_is_asked_where_it_tells_all(folder, path, told):
    assert is_told_of(str(folder / path)) is told


def test_nothing_is_told_where_mounts_cannot_be_read(folder, monkeypatch):
    monkeypatch.setattr(watching, "MOUNTS", folder / "none")
    assert not is_told_of(str(folder / "plain"))


@pytest.fixture
def told():
    """Observers that look only once an hour, and what they told."""
    observers = Observers(PollingObserver(timeout=3600))
    observers.start()
    yield observers
    observers.stop()
    observers.join()


class Heard(FileSystemEventHandler):
    """Notes the names of the files that events are of."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.some = threading.Event()

    def on_any_event(self, event) -> None:
        if not event.is_directory:
            self.paths.append(Path(event.dest_path or event.src_path).name)
            self.some.set()


def test_each_change_is_told_and_reading_is_none(folder, told):
    heard, plain = Heard(), folder / "plain"
    watch = told.schedule(heard, str(plain), recursive=True)
    (plain / "below" / "a.md").write_text("x", encoding="utf-8")
    assert heard.some.wait(30)
    last = threading.Event()
    for at in range(3):
        assert (plain / "below" / "a.md").read_text("utf-8") == "x"
        list(plain.iterdir())
        heard.some.clear()
        (folder / "new").write_text("x", encoding="utf-8")
        (folder / "new").replace(plain / f"b{at}.md")
        assert heard.some.wait(30)
    last.wait(0.5)
    assert set(heard.paths) == {"a.md", "b0.md", "b1.md", "b2.md"}
    assert heard.paths.count("b0.md") == 1
    told.unschedule(watch)
    heard.paths.clear()
    (plain / "c.md").write_text("x", encoding="utf-8")
    last.wait(0.5)
    assert heard.paths == []


def test_where_the_system_refuses_one_looks_oneself(folder, told, monkeypatch):
    def refuse(*_given, **_named):
        raise OSError(28, "no more watches")

    monkeypatch.setattr(told.told, "schedule", refuse)
    observer, _ = told.schedule(Heard(), str(folder / "plain"), recursive=True)
    assert observer is told.looking


def test_a_server_keeps_what_it_watches(folder):
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder))
    kept = (folder / "plain", folder / "far")
    for path in kept:
        server.watch(str(path))
    watch_through_system(server, [str(folder / "plain"), str(folder / "far"), str(folder / "near")])
    assert isinstance(server.observer, Observers)
    assert [len(one._emitters) for one in (server.observer.told, server.observer.looking)] == [1, 1]
    for path in kept:
        server.unwatch(str(path))
    server.observer.told.stop()
    server.server_close()
