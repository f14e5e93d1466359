"""The pictures of the site as a whole: that they count what the pages they lead to list, and how much they show."""

from __future__ import annotations

import re
from html import unescape
from itertools import combinations
from xml.etree import ElementTree

import pytest
from conftest import basic, briefing, library_of

from mkdocs_briefings import urls
from mkdocs_briefings.changes import plan as plan_changes
from mkdocs_briefings.countries import built_in
from mkdocs_briefings.pages import Page, Parts, build, figures, plan
from mkdocs_briefings.pictures.network import MOST_PAIRS
from mkdocs_briefings.touched import Touched

CODES = sorted(built_in()[0])


def parts_of(*sections: tuple[str, list[str]], language: str = "en", **more: str) -> Parts:
    """A site with one briefing for each (topic, countries)."""
    files = dict(basic()) | more
    del files["briefings/2023/2023-01-01-base.md"]
    for number, (topic, countries) in enumerate(sections):
        front = f"topics: [{topic}]\ncountries: [{', '.join(countries)}]\n"
        name = f"2023-02-{number % 28 + 1:02}-b-{number}"
        files[f"briefings/2023/{name}.md"] = briefing(front, "## One\n\nText.\n", date=name[:10])
    return Parts(library_of(files, language=language))


def rows(figure: str) -> dict[str, list[str]]:
    """The table under a picture: the cells of each row by its head."""
    tree = ElementTree.fromstring(figure)  # noqa: S314 - our own output
    found = [["".join(cell.itertext()) for cell in row] for row in tree.iterfind(".//tbody/tr")]
    return {row[0]: row[1:] for row in found}


def links(figure: str) -> set[str]:
    return set(re.findall(r'href="([^"]*)"', unescape(figure)))


SITE = [
    ("nuclear-talks", ["IRN", "OMN"]),
    ("nuclear-talks", ["IRN", "OMN", "USA"]),
    ("talks", ["EGY", "IRN"]),
]


def test_the_map_counts_what_a_countrys_page_lists():
    parts = parts_of(*SITE)
    found = {name: int(cells[0]) for name, cells in rows(figures.countries(parts, "countries/")).items()}
    assert found == {"Iran": 3, "Oman": 2, "Egypt": 1, "United States": 1}
    for code, name in (("IRN", "Iran"), ("OMN", "Oman")):
        assert build(parts, Page("", "country", (code,))).context.chronology.total == found[name]


def test_the_map_links_from_where_it_is():
    parts = parts_of(*SITE)
    assert "iran/" in links(figures.countries(parts, "countries/"))
    assert "countries/iran/" in links(figures.countries(parts, ""))


def test_the_homes_table_is_short_and_leads_to_the_rest():
    parts = parts_of(*((("talks"), [code]) for code in CODES[:60]))
    whole, short = figures.countries(parts, "countries/"), figures.countries(parts, "", figures.HOME_ROWS)
    assert len(rows(whole)) == 60
    assert list(rows(short)) == list(rows(whole))[: figures.HOME_ROWS]
    assert '<p><a href="countries/">All 60 countries</a></p>' in short
    assert "All 60" not in whole
    assert short.count("<title>") == whole.count("<title>")  # all are on the map
    assert "All " not in figures.countries(parts_of(*SITE), "", figures.HOME_ROWS)


def test_the_matrix_counts_narrower_topics_too_and_links_where_there_is_a_page():
    parts = parts_of(*SITE)
    figure = figures.topics_by_countries(parts)
    assert rows(figure) == {"Nuclear talks": ["2", "2", "", "1"], "Talks": ["3", "2", "1", "1"]}
    assert '<th scope="col">Iran</th><th scope="col">Oman</th><th scope="col">Egypt</th>' in figure
    pages = {page.uri for page in plan(parts)}
    led = {f"topics/{uri}" for uri in links(figure)}
    assert led <= pages
    assert {"topics/nuclear-talks/iran/", "topics/talks/oman/", "topics/talks/"} <= led
    assert "topics/talks/egypt/" not in led


def test_the_network_has_the_relations_that_have_a_page_under_continents():
    parts = parts_of(*SITE, ("talks", ["EGY", "IRN"]))
    figure = figures.relations(parts)
    assert rows(figure) == {"Egypt–Iran": ["2"], "Iran–Oman": ["2"]}
    assert re.findall(r'class="group"[^>]*>([^<]*)<', figure) == ["Africa", "Asia"]
    pages = {page.uri for page in plan(parts)}
    assert {urls.page("relation", uri.removesuffix("/")) for uri in links(figure) if "countries" not in uri} <= pages


@pytest.mark.parametrize(
    ("code", "name"), [("USA", "Americas"), ("BRA", "Americas"), ("IRN", "Asia"), ("FJI", "Oceania"), ("ATA", "")]
)
def test_continents(code, name):
    assert figures.continent(parts_of(), code) == name


def test_the_region_that_the_house_gives_counts():
    parts = parts_of(**{"vocabulary/countries.yml": 'IRN: {region: "150"}\n'})
    assert figures.continent(parts, "IRN") == "Europe"


def test_who_spoke_counts_statements_and_turns():
    front = "sections:\n  one:\n    statements: [{}]\n"
    said = "{{speaker: jane-doe, topic: talks, mode: paraphrase, says: {}, shift: {}}}"
    more = {
        f"briefings/2023/2023-0{month}-01-s.md": briefing(
            front.format(said.format(f"Word {month}", shift)), "## One\n\nText.\n", date=f"2023-0{month}-01"
        )
        for month, shift in ((3, "false"), (4, "true"), (5, "false"))
    }
    figure = figures.who_spoke(parts_of(**more), "positions/")
    assert rows(figure) == {"Jane Doe": ["3 · 1 May 2023 · turn in position"]}
    assert {"../people/jane-doe/", "../briefings/2023-05-01-s/#one"} <= links(figure)


def test_without_figures_there_is_no_picture():
    parts = parts_of()
    assert figures.countries(parts, "") == ""
    assert figures.topics_by_countries(parts) == ""
    assert figures.relations(parts) == ""
    assert figures.who_spoke(parts, "") == ""


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("fa", "rtl")])
def test_pictures_run_the_way_the_site_does(language, way):
    parts = parts_of(*SITE, language=language)
    assert f'direction="{way}"' in figures.topics_by_countries(parts)
    assert f'direction="{way}"' in figures.relations(parts)


def test_pictures_have_an_end():
    pairs = [list(pair) for pair in combinations(CODES[:21], 2)]
    parts = parts_of(*((topic, pair) for pair in pairs for topic in ("nuclear-talks", "talks")))
    assert len(parts.library.relations) == len(pairs)
    assert len(rows(figures.relations(parts))) == MOST_PAIRS < len(pairs)
    assert {len(cells) for cells in rows(figures.topics_by_countries(parts)).values()} == {figures.MATRIX_COUNTRIES}


# Pages that show something of everything: each change of a section makes them again.

EVERYTHING = {"", "topics/", "countries/", "relations/", "positions/"}


@pytest.mark.parametrize("uri", sorted(EVERYTHING))
def test_pages_with_a_picture_are_made_again_by_every_change(uri):
    parts = parts_of(*SITE)
    assert uri in plan_changes(parts, Touched(), []).pages


def test_only_these_pages_have_pictures():
    parts = parts_of(*SITE, ("talks", ["EGY", "IRN"]))
    found = {page.uri for page in plan(parts) if getattr(build(parts, page).context, "picture", "")}
    assert found == EVERYTHING - {"positions/"}
