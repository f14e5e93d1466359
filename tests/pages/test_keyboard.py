"""Every page by keyboard: each thing that can be used is reached, in the order that one reads, and is seen to be."""

from __future__ import annotations

import pytest
from browser.test_pages import KINDS, ORDINARY
from browser.test_search import SETTLED
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

EVERY = pytest.mark.parametrize("path", [*KINDS.values(), *ORDINARY], ids=[*KINDS, *ORDINARY])

USABLE = "a[href], button, input, select, textarea, summary, [tabindex]"

NUMBERED = f"""
// Everything that can be used and is rendered gets its number in the order of the document; places to jump to do not.
const shown = (node) => node.checkVisibility({{visibilityProperty: true}}) && !node.disabled && node.tabIndex >= 0;
const nodes = [...document.querySelectorAll("{USABLE}")].filter(shown);
nodes.forEach((node, number) => node.dataset.number = number);
return nodes.length;"""

UNMARKED = """
// What looks the same with the focus as without: no outline of two pixels or more that differs from the background.
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
const ground = light(parse(getComputedStyle(document.body).backgroundColor));
const faults = [];
for (const node of document.querySelectorAll("[data-number]")) {
  node.focus({focusVisible: true, preventScroll: true});
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const line = light(parse(style.outlineColor));
  const ratio = (Math.max(line, ground) + .05) / (Math.min(line, ground) + .05);
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && ratio >= 3;
  const clip = getComputedStyle(node).clipPath;
  if (document.activeElement !== node || !marked || box.width < 2 || box.height < 2 || clip !== "none")
    faults.push(node.outerHTML.slice(0, 120));
}
document.activeElement.blur();
return faults;"""


def tabbed(browser, limit: int) -> list[int]:
    """The numbers of what the Tab key goes through from the top, until it comes round."""
    browser.run("window.scrollTo(0, 0); document.activeElement.blur()")
    body = browser.driver.find_element("tag name", "body")
    found = []
    for _ in range(limit):
        (body if not found else browser.driver.switch_to.active_element).send_keys(Keys.TAB)
        number = browser.run("return document.activeElement.dataset.number")
        if number is None:
            break
        found.append(int(number))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@EVERY
def test_focus_is_seen_on_everything_that_can_be_used(browser, path, scheme):
    browser.open(path, 1280, scheme)
    if path == KINDS["search"]:
        browser.until("return document.querySelector('[data-facet=year] input')")
    assert browser.run(NUMBERED) > 10
    assert browser.run(UNMARKED) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "briefing", "positions", "data"])
def test_tab_goes_through_everything_in_the_order_of_the_page(browser, kind, width):
    browser.open(KINDS[kind], width)
    total = browser.run(NUMBERED)
    reached = tabbed(browser, min(total, 60))
    assert reached == list(range(min(total, 60)))


def test_tab_goes_through_the_search_page(browser):
    browser.open("search/?q=Iran")
    browser.until(SETTLED)
    total = browser.run(NUMBERED)
    assert tabbed(browser, min(total, 80)) == list(range(min(total, 80)))


@EVERY
def test_reading_order_is_order_on_the_page(browser, path):
    browser.open(path)
    browser.run(NUMBERED)
    heads = """return ['body > header', 'main', 'body > footer']
        .map(s => document.querySelector(s).getBoundingClientRect().top)"""
    tops = browser.run(heads)
    assert tops == sorted(tops)
    assert browser.run("return [...document.querySelectorAll('[tabindex]')].filter(n => n.tabIndex > 0).length") == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "briefing", "countries"])  # not search, which begins in its field
def test_the_bypass_leads_to_the_content(browser, kind, width):
    browser.open(KINDS[kind], width)
    browser.run("document.activeElement.blur()")
    browser.driver.find_element("tag name", "body").send_keys(Keys.TAB)
    box = browser.run("return document.activeElement.getBoundingClientRect().toJSON()")
    assert box["width"] > 24
    assert box["height"] > 24
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.until("return document.activeElement.id == '_main'")
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.run("return document.querySelector('main').contains(document.activeElement)")
