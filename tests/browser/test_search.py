"""Search as readers use it: on the built index, in Chromium."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from selenium.webdriver.common.keys import Keys
from sites import ROOT

from mkdocs_briefings.names import fold
from mkdocs_briefings.project import find_project
from mkdocs_briefings.sources import read_inputs
from mkdocs_briefings.vocabulary import names_of, read_vocabulary

pytestmark = pytest.mark.browser

SETTLED = "return document.getElementById('_status').textContent && !document.querySelector('#_search[aria-busy]')"


def sections(browser, query: str) -> list[str]:
    """Where all found sections are, in the order shown."""
    browser.open(f"search/?{query}")
    browser.until(SETTLED)
    while browser.run("return !document.getElementById('_more').hidden"):
        before = browser.run("return document.querySelectorAll('#_results > li').length")
        browser.run("document.getElementById('_more').click()")
        browser.until(f"return document.querySelectorAll('#_results > li').length > {before}")
    return browser.run("return [...document.querySelectorAll('#_results h2 a')].map(a => a.pathname + a.hash)")


def test_a_person_is_found_under_every_spelling(browser):
    spellings = ("Kan'ani", "Kan’ani", "kanani", "Nasser Kanaani", "کنعانی", "كنعاني")
    found = {name: set(sections(browser, f"q={quote(name)}")) for name in spellings}
    of_person = set(sections(browser, "person=Nasser+Kanaani"))
    assert len(of_person) > 10
    assert {name: of_person <= places for name, places in found.items()} == dict.fromkeys(spellings, True)
    assert len({frozenset(found[name]) for name in ("Kan'ani", "Kan’ani", "kanani")}) == 1
    assert found["کنعانی"] == found["كنعاني"]


def test_facets_narrow_to_sections_where_all_hold(browser):
    both = set(sections(browser, "country=Armenia&topic=South+Caucasus"))
    armenia = set(sections(browser, "country=Armenia"))
    caucasus = set(sections(browser, "topic=South+Caucasus"))
    assert both == armenia & caucasus
    assert both < armenia | caucasus
    assert any("karabakh" in place for place in both)
    assert not any("egypt" in place for place in both)


def test_several_values_of_a_facet_mean_any_of_them(browser):
    one, other = (set(sections(browser, f"country={name}")) for name in ("Egypt", "Sudan"))
    assert set(sections(browser, "country=Egypt&country=Sudan")) == one | other


def test_newest_first_goes_by_date_across_the_years(browser):
    sections(browser, "q=iran&order=newest")
    dates = browser.run("return [...document.querySelectorAll('#_results time')].map(t => t.dateTime)")
    assert len(dates) > 20
    assert dates[0][:4] > dates[-1][:4]
    assert [date[:7] for date in dates] == sorted((date[:7] for date in dates), reverse=True)


def test_a_finely_cut_index_finds_the_same_in_the_same_order(browser, finely_cut_browser, finely_cut_site):
    """What readers find does not depend on how years are cut into shards."""
    assert len(list((finely_cut_site / "search").glob("20*-[hq0-9]*"))) > 10
    queries = ("q=iran&order=newest", "country=Armenia&order=newest&year=2022&year=2023")
    found = {query: sections(browser, query) for query in queries}
    some = set(sections(browser, "q=kanaani"))
    assert all(found.values())
    assert some
    for query in queries:
        here = sections(finely_cut_browser, query)
        assert set(here) == set(found[query])
        dates = finely_cut_browser.run("return [...document.querySelectorAll('#_results time')].map(t => t.dateTime)")
        assert [date[:7] for date in dates] == sorted((date[:7] for date in dates), reverse=True)
    assert set(sections(finely_cut_browser, "q=kanaani")) == some


def test_facets_show_counts_of_every_year(browser):
    sections(browser, "q=karabakh")
    years = browser.until("""const rows = [...document.querySelectorAll('[data-facet=year] label')];
        const count = (row) => [row.querySelector('input').value, +row.querySelector('small').textContent];
        return rows.length > 1 && rows.map(count)""")
    total = int(browser.run("return document.getElementById('_status').textContent").split()[0])
    assert sum(count for _, count in years) == total


def test_choices_are_in_the_address_and_the_way_back_works(browser):
    browser.open("search/?q=egypt")
    browser.until(SETTLED)
    browser.until("return document.querySelector('[data-facet=year] input')")
    value = browser.run(
        "const box = document.querySelector('[data-facet=country] input'); box.click(); return box.value"
    )
    browser.until("return location.search.includes('country=')")
    assert parse_qs(urlsplit(browser.driver.current_url).query) == {"q": ["egypt"], "country": [value]}
    browser.driver.back()
    browser.until("return !location.search.includes('country=')")
    browser.until("return !document.querySelector('[data-facet=country] input:checked')")
    assert browser.run("return document.getElementById('_query').value") == "egypt"


def test_slash_goes_to_the_search_field_and_arrows_to_the_results(browser):
    browser.open("topics/")
    browser.driver.switch_to.active_element.send_keys("/")
    assert browser.run("return document.activeElement.id") == "_find"
    browser.driver.switch_to.active_element.send_keys("oman" + Keys.ENTER)
    browser.until("return location.pathname.endsWith('/search/')")
    browser.until(SETTLED)
    browser.run("document.getElementById('_query').focus()")
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert browser.run("return document.activeElement.matches('#_results li:first-child a')")
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.until("return location.pathname.startsWith('/briefings/')")


def test_a_result_leads_to_its_section(browser):
    place = next(place for place in sections(browser, "q=karabakh") if "#" in place)
    browser.open(place.lstrip("/"))
    assert browser.run("return document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_nothing_found_says_what_to_do(browser):
    browser.open("search/?q=zzzzqqqq")
    text = browser.until("const t = document.getElementById('_status').textContent; return t.includes('Nothing') && t")
    assert "A–Z" in text


def test_what_is_typed_is_never_taken_for_markup(browser):
    typed, chosen = quote('<img src=x onerror=alert(1)> "'), quote("<b>x</b>")
    browser.open(f"search/?q={typed}&topic={chosen}")
    browser.until("return document.getElementById('_status').textContent")
    assert browser.run("return document.querySelectorAll('main img, main fieldset b').length") == 0


def test_queries_are_folded_as_names_are(browser):
    project = find_project(ROOT)
    given = {kind: (file.path, file.data) for kind, file in read_inputs(project).vocabulary.items()}
    vocabulary, _ = read_vocabulary(given)
    names = sorted({name for terms in vocabulary.terms.values() for term in terms.values() for name in names_of(term)})
    browser.open("search/")
    script = "const {fold} = await import(arguments[0]); return arguments[1].map(fold)"
    folded = browser.run(script, f"{browser.origin}/fold.js", names)
    assert len(names) > 1000
    assert dict(zip(names, folded, strict=True)) == {name: fold(name) for name in names}
