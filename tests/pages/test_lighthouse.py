"""Lighthouse gives full marks for accessibility, best practices and SEO, and sees no layout shift."""

from __future__ import annotations

import json
import subprocess

import pytest
from browser.test_pages import FIRST, KINDS

from .conftest import HERE, NODE

pytestmark = [pytest.mark.browser, pytest.mark.node]

PAGES = {
    "home": "",
    "briefing": FIRST,
    "topic": KINDS["topic"],
    "country": KINDS["country"],
    "search": "search/",
    "results": "search/?q=Iran",
}


@pytest.fixture(scope="module", params=["mobile", "desktop"])
def reports(browser, request) -> dict[str, dict]:
    """What Lighthouse says of each page, in the Chromium of the other tests."""
    port = browser.driver.capabilities["goog:chromeOptions"]["debuggerAddress"].rpartition(":")[2]
    addresses = [f"{browser.origin}/{path}" for path in PAGES.values()]
    command = [NODE, "lighthouse.mjs", port, request.param, *addresses]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(zip(PAGES, json.loads(done.stdout).values(), strict=True))


@pytest.mark.parametrize("name", PAGES)
def test_full_marks(reports, name):
    report = reports[name]
    assert report["error"] is None
    assert report["faults"] == []
    assert report["scores"] == {"accessibility": 1, "best-practices": 1, "seo": 1}
    assert report["shift"] == 0
