"""`mkdocs serve`: what is saved is in the pages at once and in the search index soon, as after a fresh start."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import basic, briefing
from sites import CONFIG, tree, write_site

SECONDS = 120


class Served:
    """A running `mkdocs serve`: its folder, and what it says line by line."""

    def __init__(self, folder: Path, port: int, temporary: Path) -> None:
        self.folder, self.temporary = folder, temporary
        temporary.mkdir()
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        env = os.environ | {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs the tests may ignore it
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stderr], daemon=True).start()

    def wait(self, pattern: str) -> str:
        """Wait for a line, and give it."""
        said = ""
        while True:
            said += (line := self.lines.get(timeout=SECONDS))
            if re.search(pattern, line):
                return said

    def save(self, path: str, text: str | None, expected: str = "Reloading browsers") -> str:
        """Save a file under content/ (None: delete it), and wait for what the server says then."""
        target = self.folder / "content" / path
        if text is None:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            new = self.folder / "saved"  # in one step, as editors do
            new.write_text(text, encoding="utf-8")
            os.replace(new, target)
        return self.wait(expected)

    def site(self) -> dict[str, bytes]:
        """All files that are served."""
        (site,) = self.temporary.glob("mkdocs_*")
        return tree(site)


@contextmanager
def served(folder: Path, port: int, temporary: Path):
    server = Served(folder, port, temporary)
    try:
        server.wait("Serving on")
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(SECONDS) == 0
    while not server.lines.empty():
        assert "Traceback" not in server.lines.get()
    assert list(temporary.glob("mkdocs_*")) == []  # its folder is gone with it


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def text_of(number: int, title: str = "", words: str = "So be it.") -> str:
    return briefing("topics: [talks]\n", f"## Talks\n\n{words}\n", title=title or f"Title {number}")


def test_what_is_saved_is_served_as_a_fresh_start_would(tmp_path, port):
    config = CONFIG.replace("search: false", "search: true")
    files = basic() | {f"briefings/2023/2023-10-0{n}-a.md": text_of(n) for n in (3, 4, 5)}
    folder = write_site(tmp_path / "one", files, config)
    with served(folder, port, tmp_path / "t1") as server:
        page = "briefings/2023-10-04-a/index.html"
        assert b"Seen at once" not in server.site()[page]
        for at in range(3):  # the words alone: the indexes of the last library serve again
            server.save("briefings/2023/2023-10-04-a.md", text_of(4, words=f"Seen at once {at}."))
            assert f"Seen at once {at}.".encode() in server.site()[page]
        server.save("briefings/2023/2023-10-05-a.md", text_of(5, title="Another title"))
        assert b"Another title" in server.site()["briefings/index.html"]
        broken = server.save("briefings/2023/2023-10-06-a.md", "---\ntitle: [\n---\n", "The site is as it was")
        assert re.search(r"2023-10-06-a\.md:\d+:\d+: ", broken)
        server.save("briefings/2023/2023-10-06-a.md", text_of(6))
        server.save("briefings/2023/2023-10-03-a.md", None)
        server.save("briefings/2022/2022-10-06-a.md", text_of(7))  # a year, and a shard, that is new
        server.save("vocabulary/topics.yml", files["vocabulary/topics.yml"].replace("name: ", "name: The ", 1))
        server.save("briefings/2023/2023-10-04-a.md", text_of(4, words="Seen in the end."))
        shutil.copytree(folder, tmp_path / "two", ignore=shutil.ignore_patterns(".cache"))
        end = time.monotonic() + SECONDS
        found, before = server.site(), None
        while found != before and time.monotonic() < end:  # the index follows behind
            time.sleep(3)
            before, found = found, server.site()
        time.sleep(1)
        assert server.lines.empty()  # a build reads the files that are watched, and that is no change
    with served(tmp_path / "two", port, tmp_path / "t2") as fresh:
        wanted = fresh.site()
    assert sorted(found) == sorted(wanted)
    assert [path for path in wanted if found[path] != wanted[path]] == []
