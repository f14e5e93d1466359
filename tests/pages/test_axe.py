"""axe-core finds nothing: every kind of page in light, in dark and mirrored, and states that readers bring about."""

from __future__ import annotations

from functools import cache

import pytest
from browser.test_pages import KINDS, ORDINARY
from browser.test_search import SETTLED

from mkdocs_briefings.pages import PAGE_KINDS

from .conftest import PACKAGES

pytestmark = [pytest.mark.browser, pytest.mark.node]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
"""All that axe calls a success criterion of WCAG 2.2 at A and AA, and its best practices. No rule is turned off."""

RUN = """
for (const details of document.querySelectorAll("details")) details.open = true;
return axe.run(document, {runOnly: {type: "tag", values: arguments[0]}, resultTypes: ["violations"]}).then((result) =>
  result.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.help}): ${node.target.join(" ")}: ${node.html.slice(0, 200)}`)))"""


@cache
def _axe() -> str:
    return (PACKAGES / "axe-core" / "axe.min.js").read_text("utf-8")


def assert_nothing(browser) -> None:
    """axe finds nothing on the page that is open, all that can be unfolded unfolded; it comes in through the driver."""
    browser.run(_axe())
    found = browser.run(RUN, TAGS)
    assert not found, "\n".join(found)


def mirror(browser) -> None:
    """The open page from right to left as a whole."""
    browser.run("document.documentElement.dir = 'rtl'")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize("path", [*KINDS.values(), *ORDINARY], ids=[*KINDS, *ORDINARY])
def test_nothing_on_any_kind_of_page(browser, path, scheme, width):
    browser.open(path, width, scheme)
    assert_nothing(browser)


@pytest.mark.parametrize("kind", sorted(PAGE_KINDS.keys() - {"country-relations"}))  # those only large sites have
def test_nothing_from_right_to_left(mirrored, mirrored_kinds, kind):
    mirrored.open(mirrored_kinds[kind])
    mirror(mirrored)
    assert_nothing(mirrored)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_a_persian_briefing_and_on_hostile_text(mirrored, scheme):
    for path in ("briefings/2023-10-02-weekly-fa/", "briefings/2023-10-02-weekly/", "briefings/2023-10-10-gone/"):
        mirrored.open(path, 1280, scheme)
        assert_nothing(mirrored)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("query", ["q=Iran", "q=qqxxzz", "topic=Iran+nuclear+deal&order=newest"])
def test_nothing_among_results(browser, query, width):
    browser.open(f"search/?{query}", width)
    browser.until(SETTLED)
    assert_nothing(browser)


@pytest.mark.parametrize("kind", ["home", "briefing", "positions", "countries"])
def test_nothing_on_a_phone_with_the_menu_open(browser, kind):
    browser.open(KINDS[kind], 320)
    assert_nothing(browser)
