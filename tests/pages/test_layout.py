"""What a page does on the way to a reader: nothing moves while it loads, it stays light, it bears zoom and own colours."""

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
