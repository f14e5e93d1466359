"""A real Chromium over the built site. Without one these tests are left out by name; with CI=true they fail."""

from __future__ import annotations

import functools
import json
import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from left_out import leave_out, name_left_out
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait
from sites import CONFIG, FINELY_CUT, copy_of_project, run, write_site

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
MISSING = not (BROWSER and DRIVER) and os.environ.get("CI") != "true"

# Without these Chromium calls home, and a network that is closed makes it wait.
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


def pytest_collection_modifyitems(config, items):
    """Leave the tests out where there is no browser, and remember their names."""
    leave_out(config, items, {"browser"} if MISSING else ())


def pytest_terminal_summary(terminalreporter, config):
    """Name what was left out."""
    name_left_out(terminalreporter, config, "no Chromium with its driver")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """A server for tests says nothing."""

    def end_headers(self):
        """A page built again within a second has the same `Last-Modified`, by which Chromium would take the old one."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class _Strict(_Quiet):
    """Sends what the site's own `_headers` says, as a host that reads it does."""

    def end_headers(self):
        """The headers of the rule for all addresses, then the rest."""
        rule, *lines = (Path(self.directory) / "_headers").read_text("utf-8").splitlines()
        assert rule == "/*"
        for line in lines:
            self.send_header(*line.strip().split(": ", 1))
        super().end_headers()


@dataclass
class Browser:
    """The driver with what tests ask of it; `origin` is where the site is served."""

    driver: webdriver.Chrome
    origin: str

    def open(self, path: str, width: int = 1280, scheme: str = "light") -> None:
        """Open a page of the site at a width and in a colour scheme."""
        command = self.driver.execute_cdp_cmd
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        command("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        command("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get(f"{self.origin}/{path}")
        # On a busy machine the new width may come after the page.
        self.until(f"return window.innerWidth === {width}")

    def run(self, script: str, *arguments):
        """What a script in the page gives back; a promise is waited for."""
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, seconds: float = 20):
        """Wait until a script gives something true."""
        return WebDriverWait(self.driver, seconds, 0.05).until(lambda driver: driver.execute_script(script))

    def requests(self) -> list[str]:
        """The addresses asked for since the last time."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        found = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in found if not url.startswith(("data:", "blob:"))]

    def complaints(self) -> list[str]:
        """What the console has said since the last time."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def real_site(tmp_path_factory) -> Path:
    """This project's own site, built with its search index."""
    folder = copy_of_project(tmp_path_factory.mktemp("real"))
    done = run(folder, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def finely_cut_site(tmp_path_factory) -> Path:
    """The same with a search index of many shards."""
    folder = copy_of_project(tmp_path_factory.mktemp("finely-cut"))
    done = run(folder, "finely_cut", "build", "--strict", **FINELY_CUT)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@contextmanager
def chromium(*arguments: str):
    """A Chromium with its driver, and with these arguments besides those of all."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    for argument in (*ARGUMENTS, *arguments):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def driver():
    """One Chromium for all tests."""
    assert BROWSER, "no Chromium: sh tools/install-browser.sh"
    assert DRIVER, "no chromedriver: sh tools/install-browser.sh"
    with chromium() as driver:
        yield driver


@contextmanager
def served(driver, site: Path, handler: type[SimpleHTTPRequestHandler] = _Quiet):
    """A browser with a site served from this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Browser(driver, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


def strictly_served(driver, site: Path):
    """A browser with a site served with its own headers."""
    return served(driver, site, _Strict)


@pytest.fixture(scope="session")
def browser(driver, real_site):
    """Chromium and the real site."""
    with served(driver, real_site) as browser:
        yield browser


@pytest.fixture(scope="session")
def finely_cut_browser(driver, finely_cut_site):
    """Chromium and the real site, with a search index of many shards."""
    with served(driver, finely_cut_site) as browser:
        yield browser


@pytest.fixture(scope="session")
def full_browser(driver, tmp_path_factory):
    """Chromium and the small site that has every key once, text from right to left and old addresses too."""
    files = yaml.safe_load((Path(__file__).parents[1] / "golden" / "full.yml").read_text("utf-8"))
    folder = write_site(tmp_path_factory.mktemp("full"), files)
    done = run(folder, "mkdocs", "build", "--strict", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr
    with served(driver, folder / "site") as browser:
        yield browser


@pytest.fixture(scope="session")
def persian_browser(driver, tmp_path_factory):
    """Chromium and the small site in Persian, with search."""
    files = yaml.safe_load((Path(__file__).parents[1] / "golden" / "persian.yml").read_text("utf-8"))
    config = CONFIG.replace("{search: false}", "{language: fa}")
    folder = write_site(tmp_path_factory.mktemp("persian"), files, config)
    done = run(folder, "mkdocs", "build", "--strict", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr
    with served(driver, folder / "site") as browser:
        yield browser
