"""What search costs a reader: the bytes that a real Chromium asks for, counted where they are served."""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from measure import FailedError

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SHOWN = "return document.querySelectorAll('#_results > li').length > 0"
SETTLED = (
    "return document.getElementById('_status').textContent !== '' && !document.querySelector('#_search[aria-busy]')"
)
TYPE = """const field = document.getElementById('_query'); field.focus(); field.value = arguments[0];
document.getElementById('_results').replaceChildren(); field.dispatchEvent(new Event('input', {bubbles: true}));"""
SECONDS = 120


class NoBrowserError(Exception):
    """There is no Chromium to drive; the message says what is missing."""


class _Counting(SimpleHTTPRequestHandler):
    """Serves files and counts their bytes, as they are: a server that compresses would send less."""

    def copyfile(self, source, outputfile) -> None:
        data = source.read()
        with self.server.lock:
            self.server.sent += len(data)
        outputfile.write(data)

    def log_message(self, *_) -> None:
        """Say nothing."""


@contextlib.contextmanager
def counted(site: Path) -> Iterator[ThreadingHTTPServer]:
    """A server of a site; `sent` is how many bytes of files it has given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Counting, directory=str(site)))
    server.sent, server.lock = 0, threading.Lock()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def browser() -> Iterator:
    """A Chromium with an empty cache. Raises NoBrowserError."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver_path = shutil.which("chromedriver")
    if not (found and driver_path):
        raise NoBrowserError("no Chromium with its driver: sh tools/install-browser.sh")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = found
    for argument in ARGUMENTS:
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
    try:
        yield driver
    finally:
        driver.quit()


def search_bytes(site: Path, first: str, second: str) -> dict[str, int]:
    """Bytes of a reader's two queries in a built site, the first one into an empty cache.

    `first`: the search page with everything that it loads until a result stands there. `rest`: what comes after it
    until the search is complete. `second`: another query then. Raises NoBrowserError, FailedError.
    """
    try:
        from selenium.common.exceptions import WebDriverException
        from selenium.webdriver.support.ui import WebDriverWait
    except ImportError as error:
        raise NoBrowserError("no selenium: pip install 'mkdocs-briefings[test]'") from error

    with counted(site) as server, browser() as driver:

        def until(script: str) -> int:
            WebDriverWait(driver, SECONDS, 0.01).until(lambda it: it.execute_script(script))
            return server.sent

        address = f"http://127.0.0.1:{server.server_port}/search/?q={quote(first)}"
        try:
            driver.get(address)
            shown = until(SHOWN)
            settled = until(SETTLED)
            driver.execute_script(TYPE, second)
            until(SHOWN)
            again = until(SETTLED)
        except WebDriverException as error:
            raise FailedError(
                f"search for {first} and {second} shows no results: {error.msg or 'time is up'}"
            ) from error
        return {"first": shown, "rest": settled - shown, "second": again - settled}
