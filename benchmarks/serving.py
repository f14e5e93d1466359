"""How long `mkdocs serve` takes from the saving of a briefing to its page being new."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dialect import file_of
from measure import FailedError, environment
from ours import SERVE

from mkdocs_briefings.search_bundle import ENTRY

START_SECONDS = 1800
PAGE_SECONDS = 120
POLL_SECONDS = 0.01


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[int]:
    """`mkdocs serve` on a site, ready to answer; gives its port on the loopback interface. Raises FailedError."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*SERVE, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
        try:
            end = time.monotonic() + START_SECONDS
            while not fetch(port, "/"):
                if process.poll() is not None or time.monotonic() > end:
                    said.seek(0)
                    text = said.read().decode("utf-8", "replace").strip()
                    raise FailedError(f"`mkdocs serve` did not begin to serve:\n{text[-2000:]}")
                time.sleep(0.1)
            yield port
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def fetch(port: int, path: str) -> str:
    """A page as it is served now; "" where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return text if answer.status == 200 else ""
    except OSError:
        return ""
    finally:
        connection.close()


def seconds_until_new(port: int, folder: Path, briefing_id: str, mark: str) -> float:
    """Save a briefing with a sentence more, and wait for it in the page that is served. Raises FailedError."""
    path, address = file_of(folder, briefing_id), f"/briefings/{briefing_id}/"
    text = f"{path.read_text('utf-8')}\n{mark}\n"
    if not fetch(port, address):
        raise FailedError(f"`mkdocs serve` does not serve {address}")
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    while mark not in fetch(port, address):
        if time.perf_counter() - start > PAGE_SECONDS:
            raise FailedError(f"`mkdocs serve` still serves the old {address} after {PAGE_SECONDS} s")
        time.sleep(POLL_SECONDS)
    return time.perf_counter() - start


def index_of(port: int, year: int) -> dict[str, str]:
    """What the shards of a year in the search index say of themselves as they are served now, by name."""
    names = re.search(r'data-shards="([^"]*)"', fetch(port, "/search/"))[1].split()
    return {name: fetch(port, f"/search/{name}/{ENTRY}") for name in names if name.startswith(str(year))}


def wait_for_index(port: int, year: int, before: dict[str, str]) -> None:
    """Wait until the search index of a year is another than `before`. Raises FailedError."""
    end = time.perf_counter() + PAGE_SECONDS
    while index_of(port, year) == before:
        if time.perf_counter() > end:
            raise FailedError(f"`mkdocs serve` still serves the old index of {year} after {PAGE_SECONDS} s")
        time.sleep(5 * POLL_SECONDS)
