"""A site in Persian in a real browser: search speaks Persian, and the page runs from right to left."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
PAGES = ["", "countries/armenia/", "briefings/2023-10-02-weekly/", "briefings/2023-11-07-english/"]


def test_search_answers_in_persian(persian_browser):
    persian_browser.open("search/?q=%D8%A8%D9%86%D8%AF")  # بند
    assert persian_browser.until("return document.querySelectorAll('#_results li').length") == 2
    text = "const t = document.getElementById('_status').textContent; return"
    status = persian_browser.until(f"{text} t.includes('بخش') && t")
    assert status == "۲ بخش"
    years = persian_browser.until("""const rows = [...document.querySelectorAll('[data-facet=year] label')];
        return rows.length && rows.map(row => [row.querySelector('input').value, row.textContent])""")
    assert years == [["2023", "۲۰۲۳۲"]]  # the year, and how many
    persian_browser.open("search/?q=zzzz")
    assert "فهرست الفبایی" in persian_browser.until(f"{text} t")
    assert persian_browser.complaints() == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_reaches_beyond_the_window(persian_browser, path, width):
    persian_browser.open(path, width=width)
    sizes = persian_browser.run("const e = document.documentElement; return [e.scrollWidth, e.clientWidth, e.dir]")
    assert sizes[0] == sizes[1]
    assert sizes[2] == "rtl"


def test_the_page_is_mirrored(persian_browser):
    script = """const box = (s) => document.querySelector(s).getBoundingClientRect();
        return [box('header .name').right > box('.menu form').right, box('.main').left > box('.side').right,
                box('.entry .when').left > box('.entry h3').left]"""
    persian_browser.open("countries/armenia/")
    assert persian_browser.run(script) == [True, True, True]
    # words of another language run their own way, on the edge where the site's begin
    persian_browser.open("briefings/2023-11-07-english/")
    script = """const style = (s) => getComputedStyle(document.querySelector(s));
        return [style('main').direction, style('.about').direction, style('.text p').direction]"""
    assert persian_browser.run(script) == ["ltr", "rtl", "ltr"]
