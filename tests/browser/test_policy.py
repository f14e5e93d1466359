"""Every kind of page in Chromium under the policy of its tag, and under the headers of `_headers`: nothing is refused
that the site needs, and what gets into a page against all else does not run."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from conftest import basic, some_at_once
from selenium.webdriver.common.keys import Keys
from sites import CONFIG, run, write_site

from browser.conftest import Browser, served, strictly_served
from browser.test_pages import IDS, KINDS, PAGES

pytestmark = pytest.mark.browser

FIRST = "briefings/2023-10-02-iran-foreign-ministry/"
PERSIAN = ("", "search/", "kit/", "positions/", "countries/", "relations/", "briefings/2023-10-02-weekly/")
WATCH = """window._violations = []; document.addEventListener("securitypolicyviolation", (event) =>
  window._violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));"""


@contextmanager
def watched(browser: Browser):
    """A browser that notes in each page what the policy refuses, from the first moment on."""
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    yield browser
    browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def refused(browser: Browser) -> list[str]:
    return browser.run("return window._violations")


@pytest.fixture(scope="module", params=[served, strictly_served], ids=["tag alone", "tag and headers"])
def under_policy(request, driver, real_site):
    with request.param(driver, real_site) as browser, watched(browser) as browser:
        yield browser


@pytest.fixture
def clean(under_policy):
    """The browser, in which nothing is left of other tests; at the end nothing was asked of other hosts."""
    under_policy.complaints(), under_policy.requests()
    yield under_policy
    assert refused(under_policy) == []
    assert under_policy.complaints() == []
    asked = under_policy.requests()
    assert asked
    assert [url for url in asked if not url.startswith(under_policy.origin + "/")] == []
    under_policy.driver.get("about:blank")  # ends what a search still loads


@pytest.mark.parametrize("path", some_at_once(PAGES, 2), ids=IDS)
def test_no_kind_of_page_needs_what_the_policy_refuses(clean, path):
    clean.open(path)
    clean.until("return document.readyState == 'complete'")
    styled = "return getComputedStyle(document.querySelector('.bypass')).position"
    assert clean.run(styled) == "absolute"
    assert clean.run("return document.querySelector('.announcement') !== null")  # the script of every page has run


def test_search_works_as_it_is_typed(clean):
    clean.open(KINDS["search"])
    clean.until("return document.querySelector('[data-facet=year] input')")
    clean.driver.switch_to.active_element.send_keys("karabakh")
    clean.until("return document.querySelector('#_results mark')")
    assert clean.run("return document.querySelectorAll('#_results > li').length") > 3


def test_the_kit_is_filled_shown_and_downloaded(clean):
    clean.open(FIRST)
    clean.run("localStorage.clear()")
    clean.open(FIRST)
    clean.run("[...document.querySelectorAll('.tools button')].find(b => /add/i.test(b.textContent)).click()")
    clean.open("kit/")
    clean.until("return document.querySelector('#_kit .sources > li') && !document.querySelector('#_kit .notice')")
    clean.run("[...document.querySelectorAll('#_kit button')].find(b => /download/i.test(b.textContent)).click()")
    clean.until("return /download/i.test(document.querySelector('.announcement').textContent)")
    clean.run("localStorage.clear()")


def test_old_addresses_lead_on(driver, full_browser):
    with watched(full_browser):
        full_browser.complaints()
        full_browser.open("briefings/2023-10-01-weekly/#karabakh")
        full_browser.until("return location.pathname + location.hash == '/briefings/2023-10-02-weekly/#karabakh'")
        assert refused(full_browser) == []
        assert full_browser.complaints() == []


@pytest.mark.parametrize("path", PERSIAN)
def test_a_site_from_right_to_left_needs_nothing_else(persian_browser, path):
    with watched(persian_browser):
        persian_browser.complaints()
        persian_browser.open(path)
        persian_browser.until("return document.readyState == 'complete'")
        assert persian_browser.run("return document.documentElement.dir") == "rtl"
        assert refused(persian_browser) == []
        assert persian_browser.complaints() == []


def test_a_pack_has_its_style_on_the_site_too(driver, tmp_path):
    folder = write_site(tmp_path, basic(), CONFIG.replace("search: false", "search: false, packs: true"))
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr
    [path] = [path for path in (folder / "site/topics/talks").glob("*.html") if path.name != "index.html"]
    with strictly_served(driver, folder / "site") as browser, watched(browser):
        browser.complaints()
        browser.open(f"topics/talks/{path.name}")
        assert browser.run("return getComputedStyle(document.querySelector('article')).borderTopStyle") == "solid"
        assert refused(browser) == []
        assert browser.complaints() == []


HOSTILE = """
<script>window._ran = 1</script><img src="x" onerror="window._ran = 2"><svg onload="window._ran = 3"></svg>
<p style="position: fixed">x</p><style>main {display: none}</style><base href="https://evil.example/">
<iframe src="javascript:parent._ran = 4"></iframe><iframe srcdoc="<script>parent._ran = 5</script>"></iframe>
<iframe src="https://evil.example/frame"></iframe>
<object data="data:text/html,x"></object><embed src="data:text/html,x"><img src="https://evil.example/pixel">
<link rel="stylesheet" href="https://evil.example/style.css"><script src="https://evil.example/a.js"></script>
<script src="data:text/javascript,window._ran=6"></script><a id="run" href="javascript:window._ran = 7">x</a>
<form id="send" action="https://evil.example/"><button>x</button></form>
"""


def sent(browser: Browser, host: str) -> list[str]:
    """The addresses of a host that were asked for; Chromium names those too that the policy then stopped."""
    events = [json.loads(entry["message"])["message"] for entry in browser.driver.get_log("performance")]
    failed = [event["params"] for event in events if event["method"] == "Network.loadingFailed"]
    stopped = {one["requestId"] for one in failed if one.get("blockedReason") == "csp"}
    asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    found = {one["request"]["url"]: one["requestId"] for one in asked if f"//{host}/" in one["request"]["url"]}
    assert found  # of some Chromium does tell
    return [url for url, request in found.items() if request not in stopped]


def test_what_gets_into_a_page_all_the_same_neither_runs_nor_loads(driver, real_site, tmp_path):
    """A control of the tests above as well: what is refused here is seen."""
    shutil.copytree(real_site, tmp_path / "site")
    page = tmp_path / "site/about/index.html"
    page.write_text(re.sub("(<main[^>]*>)", lambda match: match[0] + HOSTILE, page.read_text("utf-8")), "utf-8")
    with served(driver, tmp_path / "site") as browser, watched(browser):
        browser.requests()
        browser.open("about/")
        browser.until("return document.readyState == 'complete'")
        browser.run("document.getElementById('run').click(); document.querySelector('#send button').click()")
        browser.until("return window._violations.some(text => text.startsWith('form-action'))")
        names = {text.split(" ")[0] for text in refused(browser)}
        assert {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src"} <= names
        assert {"frame-src", "object-src", "base-uri", "form-action"} <= names
        assert browser.run("return [window._ran ?? 0, document.baseURI == location.href]") == [0, True]
        assert browser.run("return getComputedStyle(document.querySelector('main')).display") != "none"
        assert sent(browser, "evil.example") == []
        browser.complaints()


@contextmanager
def serving(folder):
    """`mkdocs serve` of a site; gives its origin."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if "Serving on" in line:
                break
        else:
            raise AssertionError("mkdocs serve ended")
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def test_serve_reloads_a_page_in_the_browser(driver, tmp_path):
    """MkDocs puts its script for that into the page itself."""
    config = CONFIG.replace("site_url: https://site.example/\n", "")
    folder = write_site(tmp_path, basic() | {"about.md": "# About\n\nBefore.\n"}, config)
    with serving(folder) as origin, watched(Browser(driver, origin)) as browser:
        browser.complaints()
        browser.open("about/")
        assert "Before." in browser.run("return document.querySelector('main').textContent")
        assert refused(browser) == []
        time.sleep(0.1)  # another time of the file, on a disk with coarse ones
        (folder / "content/about.md").write_text("# About\n\nAfter.\n", "utf-8")
        browser.until("return document.querySelector('main')?.textContent.includes('After.')", 30)
        assert refused(browser) == []
        browser.complaints()
        driver.get("about:blank")  # it would ask on and on


def test_keys_lead_to_the_search_field(clean):
    clean.open(FIRST)
    clean.driver.switch_to.active_element.send_keys("/")
    assert clean.run("return document.activeElement.id") == "_find"
    clean.driver.switch_to.active_element.send_keys("iran", Keys.ENTER)
    clean.until("return location.pathname == '/search/' && document.querySelector('#_results mark')")
