"""What a page's head says of languages."""

from __future__ import annotations

import re

import pytest
from conftest import basic, briefing, library_of

from mkdocs_briefings.outputs.head import alternate_links, og_locale

SITE = "https://site.example/"
IDS = ("2023-10-02-a", "2023-10-02-b", "2023-10-02-c")


def links(language: str = "en", of: int = 0, site: str = SITE, **status: str) -> list[tuple[str, str]]:
    """The (tag, address) that a head names for one of three versions: the site's language, Persian, Arabic."""
    fronts = ["", "language: fa\ntranslations: [2023-10-02-a]\n", "language: ar\ntranslations: [2023-10-02-a]\n"]
    files = {}
    for one, front in zip(IDS, fronts, strict=True):
        given = f"status: {status[one[-1]]}\n" if one[-1] in status else ""
        files[f"briefings/2023/{one}.md"] = briefing(front + given, "Words.\n")
    library = library_of(basic() | files, language=language)
    one = library.briefings[IDS[of]]
    others = [library.briefings[other] for other in library.translations[one.id]]
    return re.findall(r'hreflang="([^"]*)" href="([^"]*)"', alternate_links(one, others, language, site))


@pytest.mark.parametrize("of", [0, 1, 2])
def test_every_version_names_all_of_them(of):
    page = f"{SITE}briefings/2023-10-02-"
    assert links(of=of) == [("ar", f"{page}c/"), ("en", f"{page}a/"), ("fa", f"{page}b/"), ("x-default", f"{page}a/")]


def test_everybody_else_gets_the_version_in_the_language_of_the_site():
    assert dict(links("fa"))["x-default"] == f"{SITE}briefings/2023-10-02-a/"
    assert dict(links("fr", of=1))["x-default"] == f"{SITE}briefings/2023-10-02-a/"


def test_a_withdrawn_version_is_named_by_none_and_names_none():
    assert [tag for tag, _ in links(b="withdrawn")] == ["ar", "en", "x-default"]
    assert links(of=1, b="withdrawn") == []
    assert links(b="withdrawn", c="withdrawn") == []


def test_without_an_address_there_are_no_links():
    assert links(site="") == []


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en_GB"), ("fr", "fr_FR"), ("fr-CA", "fr_CA"), ("zh-Hant-TW", "zh_TW"), ("tlh", ""), ("fa", "fa_IR")],
)
def test_open_graph_wants_a_region(tag, locale):
    assert og_locale(tag) == locale
