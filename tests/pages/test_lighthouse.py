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


@pytest.mark.parametrize("form", ["mobile", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_full_marks(browser, name, form):
    """In the Chromium of the other tests."""
    port = browser.driver.capabilities["goog:chromeOptions"]["debuggerAddress"].rpartition(":")[2]
    command = [NODE, "lighthouse.mjs", port, form, f"{browser.origin}/{PAGES[name]}"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [report] = json.loads(done.stdout).values()
    assert report["error"] is None
    assert report["faults"] == []
    assert report["scores"] == {"accessibility": 1, "best-practices": 1, "seo": 1}
    assert report["shift"] == 0
