"""On the way to a reader: nothing of a page moves while it loads, it stays light, it bears zoom and own colours."""

from __future__ import annotations

import pytest
from browser.test_pages import KINDS, ORDINARY
from browser.test_search import SETTLED

pytestmark = pytest.mark.browser

EVERY = pytest.mark.parametrize("path", [*KINDS.values(), *ORDINARY], ids=[*KINDS, *ORDINARY])

SHIFTS = """
const entries = [];
const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
observer.observe({type: "layout-shift", buffered: true});
const frame = () => new Promise(requestAnimationFrame);
return frame().then(frame).then(() => {
  entries.push(...observer.takeRecords());
  return entries.map((entry) => entry.value.toFixed(4) + " " +
    entry.sources.map(({node}) => node?.outerHTML?.slice(0, 120) ?? String(node?.data)).join(" | "));
});"""

def shifts(browser, path: str, width: int, settled: str = "return document.readyState == 'complete'") -> list[str]:
    """What moved on a page from its first paint on: how much, and what."""
    browser.open(path, width)
    browser.until(settled)
    return browser.run(SHIFTS)


def test_movement_is_seen(browser):
    browser.open("about/")
    browser.run("""const block = document.createElement("p"); block.textContent = "late"; block.style.height = "200px";
        return new Promise(requestAnimationFrame).then(() => document.querySelector("main").prepend(block))""")
    assert browser.run(SHIFTS)


@pytest.mark.parametrize("width", [360, 1280])
@EVERY
def test_nothing_moves_while_a_page_loads(browser, path, width):
    assert shifts(browser, path, width) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["q=Iran", "topic=Iran+nuclear+deal", "q=qqxxzz"])
def test_nothing_moves_while_results_come(browser, query, width):
    assert shifts(browser, f"search/?{query}", width, SETTLED) == []


WEIGHTS = """
const of = (kind) => performance.getEntriesByType(kind);
return [...of("navigation"), ...of("resource")].map((one) => one.decodedBodySize)"""

HEAVIEST = {"briefing": 100_000, "topic": 150_000, "country": 150_000, "person": 150_000, "home": 150_000}
"""Bytes of a page with all that it loads, unpacked; a chronology ends after 30 entries, so none grows without end."""


@pytest.mark.parametrize("kind", HEAVIEST)
def test_pages_are_light(browser, kind):
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.open(KINDS[kind])
    browser.until("return document.readyState == 'complete'")
    sizes = browser.run(WEIGHTS)
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert len(sizes) >= 3
    assert 10_000 < sum(sizes) < HEAVIEST[kind]


LOST = """
// Text and controls that stick out of the page or out of what cuts them off, without a way to scroll there.
const width = document.documentElement.clientWidth;
const scrolls = (node) => {
  for (; node && node !== document.body; node = node.parentElement)
    if (/auto|scroll/.test(getComputedStyle(node).overflowX)) return true;
  return false;
};
const lost = [];
for (const node of document.querySelectorAll("body *")) {
  const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  if (!own || !node.checkVisibility() || node.closest(".hidden, .bypass, svg, noscript") || scrolls(node)) continue;
  const {left, right} = node.getBoundingClientRect();
  const cut = getComputedStyle(node).overflow === "hidden" && node.scrollWidth > node.clientWidth + 1;
  if (left < -1 || right > width + 1 || cut) lost.push(node.outerHTML.slice(0, 120));
}
return document.documentElement.scrollWidth > width ? ["the page scrolls sideways", ...lost] : lost;"""


@EVERY
def test_nothing_is_lost_at_twice_the_size(browser, path):
    browser.open(path, 640)
    assert browser.run(LOST) == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_of_long_words_and_mixed_directions_is_lost(mirrored, mirrored_kinds, width):
    for path in mirrored_kinds.values():
        mirrored.open(path, width)
        mirrored.run("document.documentElement.dir = 'rtl'")
        assert mirrored.run(LOST) == [], path


def test_nothing_is_lost_with_wide_spacing(browser):
    """WCAG 1.4.12: line height 1.5, letters .12em, words .16em, paragraphs 2em apart."""
    spaced = """const style = new CSSStyleSheet();
        style.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important }"
          + " * { word-spacing: .16em !important }"
          + " p { margin-block-end: 2em !important }");
        document.adoptedStyleSheets = [style];"""
    for kind in ("home", "briefing", "topic", "positions", "digest"):
        browser.open(KINDS[kind], 360)
        browser.run(spaced)
        assert browser.run(LOST) == [], kind


def emulated(browser, path: str, **features: str) -> None:
    """Open a page under media features, by their names with underscores."""
    browser.open(path)
    listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": listed})
    browser.until("return document.readyState == 'complete'")


MOVING = """
return [document.documentElement, ...document.querySelectorAll("body, body *")].filter((node) => {
  const style = getComputedStyle(node);
  const lasting = `${style.transitionDuration},${style.animationDuration}`.split(",");
  const moves = lasting.some((duration) => parseFloat(duration) > 0);
  return style.scrollBehavior !== "auto" || moves;
}).map((node) => node.outerHTML.slice(0, 120))"""


@EVERY
def test_nothing_moves_for_those_who_ask_for_stillness(browser, path):
    emulated(browser, path, prefers_reduced_motion="reduce")
    assert browser.run(MOVING) == []


FORCED = """
// Controls keep an edge, bars and marks their meaning, when colours are the reader's own.
const faults = [];
if (!matchMedia("(forced-colors: active)").matches) faults.push("colours are not forced");
for (const node of document.querySelectorAll("button, input:not([type=checkbox]), select, summary")) {
  if (!node.checkVisibility()) continue;
  const style = getComputedStyle(node);
  const edge = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none";
  if (!edge && node.tagName !== "SUMMARY") faults.push(node.outerHTML.slice(0, 120));
}
const paper = getComputedStyle(document.body).backgroundColor;
for (const node of document.querySelectorAll(".bars rect, .activity rect"))
  if (node.checkVisibility() && getComputedStyle(node).fill === paper) faults.push(node.outerHTML);
return faults;"""


@EVERY
def test_own_colours_of_readers_leave_everything_usable(browser, path):
    emulated(browser, path, forced_colors="active")
    assert browser.run(FORCED) == []
