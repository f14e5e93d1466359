"""A site in Persian, Arabic and French: its words, marks and directions, on both paths and in an incremental build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import GOLDEN
from lxml import html
from sites import CONFIG, run, tree, write_site

from mkdocs_briefings.words import words_of

FILES = yaml.safe_load((GOLDEN / "persian.yml").read_text("utf-8"))
NOW = {"SOURCE_DATE_EPOCH": "1704067200"}  # 2024-01-01
OPTIONS = "{search: false}"

# What has the same name in every language: formats and names of files, standards, the site, hosts of sources; and
# the two countries' codes and their English names, which are names like all others.
NAMES = {
    "BibTeX", "RIS", "CSL", "JSON", "CSV", "Atom", "Feed", "OPML", "IPTC", "Media", "Topic", "ISO", "Schema",
    "IRN", "ARM", "Iran", "Armenia", "Islamic", "Republic", "Persia", "news", "echo", "example", "Test",
    "feed", "xml", "json", "csv", "briefings", "sections", "statements", "vocabulary", "index", "briefing", "schema",
}  # fmt: skip
SPOKEN = ("aria-label", "title", "placeholder", "alt")


def build(folder: Path, language: str, options: str = OPTIONS) -> Path:
    """The site of the files in a language, built over what is there."""
    config = CONFIG.replace("{search: false}", options.replace("{", f"{{language: {language}, "))
    write_site(folder, FILES, config)
    done = run(folder, "mkdocs", "build", "--strict", **NOW)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict[str, Path]:
    """The site in each language; that in Persian over one in English, in the same folders."""
    folder = tmp_path_factory.mktemp("languages")
    build(folder / "fa", "en")
    return {language: build(folder / language, language) for language in ("fa", "ar", "fr")}


def texts(path: Path) -> list[tuple[str, str]]:
    """Each text of a page with the language it is marked as; attributes that are read out too."""
    found = []

    def walk(element, language: str) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code"):
            return
        language = element.get("lang", language)
        found.extend((element.get(name), language) for name in SPOKEN if element.get(name))
        found.append((element.text or "", language))
        for child in element:
            walk(child, language)
            found.append((child.tail or "", language))

    root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    walk(root.find("body"), root.get("lang", ""))
    return [(" ".join(text.split()), language) for text, language in found if text.strip()]


def page(sites: dict[str, Path], language: str, uri: str) -> str:
    """A built page."""
    return (sites[language] / uri / "index.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_no_word_of_the_interface_is_left_in_english(sites, language):
    left = {}
    for path in sorted(sites[language].rglob("*.html")):
        for text, marked in texts(path):
            if marked == language:
                words = set(re.findall("[A-Za-z]{3,}", text)) - NAMES - {"JavaScript"}
                left |= {word: (path.relative_to(sites[language]).as_posix(), text) for word in words}
    assert left == {}


def test_no_message_is_left_untranslated_in_french(sites):
    french = words_of("fr")._catalogue.texts
    english = {message.split("\x04")[-1] for message in french} - set(french.values()) - NAMES
    said = {text for path in sites["fr"].rglob("*.html") for text, marked in texts(path) if marked == "fr"}
    assert {"Notes", "Dernières notes"} <= said
    assert said & english == set()


@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("ar", "rtl"), ("fr", "ltr")])
def test_every_page_says_its_language_and_direction(sites, language, direction):
    for path in sites[language].rglob("*.html"):
        root = html.document_fromstring(path.read_bytes())
        if root.find(".//main") is not None:  # no redirect
            assert (root.get("lang"), root.get("dir", "ltr")) == (language, direction), path


def test_the_incremental_build_in_another_language_is_the_clean_one_without_the_fast_path(sites, tmp_path):
    clean = tree(build(tmp_path, "fa", "{search: false, fast: false}"))
    found = tree(sites["fa"])
    assert found.keys() == clean.keys()
    assert [path for path in clean if found[path] != clean[path]] == []


def test_a_briefing_in_another_language_keeps_the_site_around_it(sites):
    text = page(sites, "fa", "briefings/2023-10-02-weekly-en")
    assert re.search(r'<main[^>]* lang="en" dir="ltr">', text)
    for part in ('p class="kicker"', 'dl class="facts"', 'div class="about"', 'ol class="sources"', 'dl class="terms"'):
        assert f'<{part} lang="fa" dir="rtl">' in text
    assert '<h2 dir="rtl" id="_sources" lang="fa">منابع</h2>' in text
    # countries are named in the language of the page, topics as the vocabulary has them
    about = text.split('<div class="about"')[1].split("</dl>")[0]
    assert '<a class="primary" lang="en" dir="ltr" href="../../countries/iran/">Iran</a>' in about
    assert ">مرزها</a>" in about


def test_what_is_in_another_language_is_marked_wherever_it_stands(sites):
    countries = page(sites, "fa", "countries/armenia")
    assert re.search(r'<h3 lang="en" dir="ltr"><a lang="en" dir="ltr" [^>]*>Words</a></h3>', countries)
    assert re.search(r'<blockquote lang="en" dir="ltr"><p[^>]*>Water flows.</p></blockquote>', countries)
    assert '<p lang="en" dir="ltr">A paragraph in English.</p>' in countries


def test_countries_regions_dates_and_digits_are_those_of_the_language(sites):
    found = {language: page(sites, language, "countries/iran") for language in sites}
    for language, words in {
        "fa": ["ایران", "جنوب آسیا", "نوامبر ۲۰۲۳", "۶ نوامبر", "در گزارش‌های ما"],
        "ar": ["إيران", "جنوب آسيا", "نوفمبر 2023", "6 نوفمبر", "مصدران"],
        "fr": ["Iran", "Asie du Sud", "novembre 2023", "6 nov.", "dans nos notes"],
    }.items():
        assert [word for word in words if word not in found[language]] == []
    assert '<h1 id="_top">ایران</h1>' in found["fa"]
    assert 'datetime="2023-11-06"' in found["fa"]
    assert "countries/iran/" in found["fa"]  # addresses are the same in every language


def test_names_stand_in_the_order_of_the_alphabet(sites):
    topics = re.findall(r'<li>\s*<p><a href="../topics/([a-z]+)/">', page(sites, "fa", "topics"))
    assert topics == ["diplomacy", "water", "borders"]


def test_versions_name_each_other_in_the_head_and_on_the_page(sites):
    found = {}
    for name in ("2023-10-02-weekly", "2023-10-02-weekly-en"):
        text = page(sites, "fa", f"briefings/{name}")
        found[name] = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', text)
        assert '<dt>به زبان‌های دیگر</dt><dd><a hreflang="' in text
    home = "https://site.example/briefings/2023-10-02-weekly"
    wanted = [("en", f"{home}-en/"), ("fa", f"{home}/"), ("x-default", f"{home}/")]
    assert found == {"2023-10-02-weekly": wanted, "2023-10-02-weekly-en": wanted}
    assert '<meta property="og:locale" content="en_GB">' in page(sites, "fa", "briefings/2023-10-02-weekly-en")
    assert '<meta property="og:locale" content="fa_IR">' in page(sites, "fa", "countries/iran")


def test_feeds_speak_the_language(sites):
    feed = (sites["fa"] / "countries" / "iran" / "feed.xml").read_text("utf-8")
    assert "نقل قول از" in feed
    assert "۲ اکتبر ۲۰۲۳" in feed
    assert "Quoted" not in feed


def test_a_language_without_words_is_told(tmp_path):
    config = CONFIG.replace("{search: false}", "{search: false, language: de}")
    folder = write_site(tmp_path, FILES, config)
    done = run(folder, "mkdocs", "build", **NOW)
    assert "no interface words in `de`" in done.stderr
    assert "en, ar, fa, fr" in done.stderr
    text = (folder / "site" / "countries" / "iran" / "index.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert "Südasien" in text  # what CLDR has needs no catalogue
