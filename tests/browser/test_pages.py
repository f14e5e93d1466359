"""Every kind of page in Chromium: at phone, tablet and desktop width, light and dark, with what all pages promise."""

from __future__ import annotations

import itertools

import pytest
from sites import ROOT, one_of_each_kind

from mkdocs_briefings.pages import PAGE_KINDS

pytestmark = pytest.mark.browser

FIRST = "briefings/2023-10-02-iran-foreign-ministry/"
ORDINARY = ("about/", "guide/", "guide/front-matter/", "guide/first-briefing/", "guide/threat-model/", "404.html")


KINDS = one_of_each_kind(ROOT)
PAGES = (*KINDS.values(), FIRST, *ORDINARY)
IDS = (*KINDS, "first-briefing", *ORDINARY)
every_page = pytest.mark.parametrize("path", PAGES, ids=IDS)


def test_the_real_content_has_every_kind_of_page():
    assert set(PAGE_KINDS) - set(KINDS) <= {"series-period"}


@every_page
def test_pages_fit_every_width_in_both_schemes(browser, path):
    for width, scheme in ((320, "light"), (360, "dark"), (768, "light"), (1280, "dark")):
        browser.open(path, width, scheme)
        assert browser.run("return document.documentElement.scrollWidth") <= width
        colour = browser.until(
            "const c = getComputedStyle(document.body).backgroundColor; return c.startsWith('rgb(') && c"
        )
        brightness = sum(int(part) for part in colour[4:-1].split(","))
        assert brightness > 600 if scheme == "light" else brightness < 200


@every_page
def test_pages_ask_only_their_own_origin_and_the_console_is_clean(browser, path):
    browser.complaints(), browser.requests()
    browser.open(path)
    browser.until("return document.readyState == 'complete'")
    if path == KINDS["search"]:
        browser.until("return document.querySelector('[data-facet=year] input')")
    asked = browser.requests()
    assert asked
    assert [url for url in asked if not url.startswith(browser.origin + "/")] == []
    assert browser.complaints() == []


@every_page
def test_landmarks_and_headings_are_in_order(browser, path):
    browser.open(path)
    levels = browser.run("return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    counts = "return ['main', 'body > header', 'body > footer'].map(s => document.querySelectorAll(s).length)"
    assert browser.run(counts) == [1, 1, 1]
    ids = browser.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))
    assert browser.run("return document.title").strip()
    unnamed = """return [...document.querySelectorAll('a, button, input, select')].filter(e =>
        !e.textContent.trim() && !e.labels?.length && !e.ariaLabel && e.type != 'hidden').map(e => e.outerHTML)"""
    assert browser.run(unnamed) == []


def test_a_briefing_and_all_it_loads_stay_under_100_kb(browser):
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.open(FIRST)
    sizes = browser.until("""const of = (kind) => performance.getEntriesByType(kind);
        const all = [...of('navigation'), ...of('resource')];
        return document.readyState == 'complete' && all.map(e => e.decodedBodySize)""")
    assert len(sizes) >= 3
    assert 20_000 < sum(sizes) < 100_000


def headings(browser, path: str) -> list[str]:
    """The places that a term page's chronology leads to."""
    browser.open(path)
    return browser.run("return [...document.querySelectorAll('main a')].map(a => a.pathname + a.hash)")


def test_sections_reach_the_pages_they_are_about_and_no_others(browser):
    egypt, karabakh = f"/{FIRST}#egypt", f"/{FIRST}#karabakh"
    on_egypt, on_armenia = (headings(browser, f"countries/{name}/") for name in ("egypt", "armenia"))
    assert egypt in on_egypt
    assert karabakh not in on_egypt
    assert karabakh in on_armenia
    assert egypt not in on_armenia
    assert egypt in headings(browser, "relations/egy-irn/")


def test_a_sections_link_shows_the_section(browser):
    browser.open(FIRST + "#karabakh")
    browser.until(
        "const {top} = document.getElementById('karabakh').getBoundingClientRect(); return top > -5 && top < 300"
    )


def test_the_menu_works_without_a_mouse_on_a_phone(browser):
    browser.open("", 360)
    assert not browser.run("return document.querySelector('header nav').checkVisibility()")
    browser.run("document.querySelector('header summary').focus()")
    browser.driver.switch_to.active_element.send_keys(" ")
    assert browser.run("return document.querySelector('header nav').checkVisibility()")


def test_a_row_of_positions_opens_its_history_without_a_mouse(browser):
    for width in (360, 1280):
        browser.open("positions/", width)
        shown = "return document.querySelector('.positions td .on').checkVisibility()"
        assert browser.run(shown) == (width == 360)  # each cell names its topic where there are no columns
        said = "return document.querySelector('.positions .opens .said').checkVisibility()"
        assert not browser.run(said)
        browser.run("document.querySelector('.positions .opens summary').focus()")
        browser.driver.switch_to.active_element.send_keys(" ")
        assert browser.run(said)
        assert browser.run("return document.documentElement.scrollWidth") <= width


def test_the_links_of_a_picture_are_in_its_table_and_are_reached_there(browser):
    for path in ("", "countries/"):
        browser.open(path)
        of = "return [...document.querySelectorAll('{}')].map(a => a.getAttribute('href'))"
        drawn, listed = (set(browser.run(of.format(where))) for where in (".picture > svg a", ".picture table a"))
        assert drawn
        assert drawn <= listed
        assert browser.run("return [...document.querySelectorAll('.picture svg a')].every(a => a.tabIndex < 0)")


def test_focus_is_seen_and_the_bypass_comes_first(browser):
    browser.open(FIRST)
    browser.driver.switch_to.active_element.send_keys("\ue004")
    assert browser.run("return document.activeElement.hash") == "#_main"
    style = "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
    kind, width = browser.run(style)
    assert kind != "none"
    assert width >= 2


def test_redirects_keep_the_fragment(full_browser):
    full_browser.open("briefings/2023-10-01-weekly/#karabakh")
    full_browser.until("return location.pathname == '/briefings/2023-10-02-weekly/'")
    assert full_browser.run("return location.hash") == "#karabakh"


def test_persian_reads_from_the_right(full_browser):
    full_browser.open("briefings/2023-10-02-weekly-fa/", 360)
    kind = "const s = getComputedStyle(document.querySelector('main h1')); return s.direction"
    assert full_browser.run(kind) == "rtl"
    assert full_browser.run("return document.querySelector('main').lang") == "fa"
    assert full_browser.run("return document.documentElement.scrollWidth") <= 360


def test_nothing_of_content_runs(full_browser):
    full_browser.complaints(), full_browser.requests()
    for path in ("briefings/2023-10-02-weekly/", "topics/karabakh/", "positions/", "a-z/", "people/jane-doe/"):
        full_browser.open(path)
        assert (
            full_browser.run("return document.querySelectorAll('main script, main b > i, main [onerror]').length") == 0
        )
    assert [url for url in full_browser.requests() if not url.startswith(full_browser.origin)] == []
    assert full_browser.complaints() == []


def test_print_leaves_out_what_paper_cannot_use(browser):
    browser.open(FIRST)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = "return ['body > header form', 'body > footer nav'].map(s => document.querySelector(s).checkVisibility())"
    assert browser.run(hidden) == [False, False]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
