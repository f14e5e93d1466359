"""The HTML of every page of three sites: it validates, and says what it is and in which language."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from lxml import html
from sites import ROOT, run, write_site

from mkdocs_briefings.outputs.redirects import is_stub

from .conftest import HERE, NODE, NOW_SECONDS, PACKAGES

ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
LANGUAGES = ("ar", "fa", "ur", "ckb", "ps", "sd", "ug", "az-Arab")
"""Those written in Arabic letters."""

NAMES = {"native", "aliases", "alphabet", "cite"}
"""Where names and titles stand in their own script, whose language nobody has said: WCAG 3.1.2 exempts them."""


@pytest.fixture(scope="session")
def english_folder(tmp_path_factory) -> Path:
    """The small site that has every key once, in English."""
    files = yaml.safe_load((ROOT / "tests" / "golden" / "full.yml").read_text("utf-8"))
    folder = write_site(tmp_path_factory.mktemp("english"), files)
    done = run(folder, "mkdocs", "build", "--strict", SOURCE_DATE_EPOCH=NOW_SECONDS)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def sites(real_site, english_folder, mirrored_folder) -> dict[str, Path]:
    """The sites by what they are."""
    return {"real": real_site, "english": english_folder / "site", "mirrored": mirrored_folder / "site"}


@pytest.fixture(scope="session")
def pages(sites) -> dict[str, dict[str, html.HtmlElement]]:
    """Every page of each site, by address, without the stubs at old addresses."""
    return {
        name: {
            path.relative_to(site).as_posix(): html.fromstring(data)
            for path in sorted(site.rglob("*.html"))
            if not is_stub(data := path.read_bytes())
        }
        for name, site in sites.items()
    }


def every(pages):
    """All pages of all sites with what they are called in messages."""
    for name, of_site in pages.items():
        for path, page in of_site.items():
            yield f"{name}: {path}", page


@pytest.mark.node
def test_every_page_validates(sites):
    command = [NODE, PACKAGES / ".bin" / "html-validate", "--config", HERE / "htmlvalidate.mjs", "-f", "json"]
    done = subprocess.run([*command, *sites.values()], capture_output=True, text=True, check=False, cwd=HERE)
    assert done.stdout, done.stderr
    found = [
        f"{file['filePath']}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(done.stdout)
        for one in file["messages"]
    ]
    assert not found, "\n".join(found[:50])
    assert done.returncode == 0, done.stderr


@pytest.mark.node
def test_a_fault_is_found(tmp_path):
    (tmp_path / "faulty.html").write_text("<!doctype html><html><body><p><div></div></p><img src=x></body></html>")
    command = [NODE, PACKAGES / ".bin" / "html-validate", "--config", HERE / "htmlvalidate.mjs", tmp_path]
    assert subprocess.run(command, capture_output=True, check=False, cwd=HERE).returncode == 1


def test_no_two_pages_of_a_site_have_one_title(pages):
    for of_site in pages.values():
        titles = Counter(page.findtext(".//title") for page in of_site.values())
        assert [title for title, times in titles.items() if times > 1 or not title.strip()] == []


def test_every_page_is_described(pages):
    missing = [
        name
        for name, page in every(pages)
        if not name.endswith("404.html")
        and not "".join(page.xpath("//head/meta[@name='description']/@content")).strip()
    ]
    assert missing == []


def test_every_table_has_headers(pages):
    tables = 0
    for name, page in every(pages):
        for table in page.iter("table"):
            tables += 1
            first = table.find(".//tr")
            assert first is not None, name
            assert all(cell.tag == "th" for cell in first), (name, html.tostring(first))
            assert all(head.text_content().strip() for head in first), (name, html.tostring(first))
    assert tables > 20


def test_every_language_is_a_tag_and_no_element_says_nothing(pages):
    for name, page in every(pages):
        tags = {page.get("lang"), *page.xpath("//@lang")}
        assert all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag or "") for tag in tags), (name, tags)
        assert set(page.xpath("//@dir")) <= {"ltr", "rtl", "auto"}, name


def _unmarked(page) -> list[str]:
    """Texts in Arabic letters that no language of these letters is said for, proper names aside."""
    found = []
    for text in page.xpath("//body//text()"):
        parent = text.getparent() if text.is_text else text.getparent().getparent()
        if parent.xpath("ancestor-or-self::code"):
            continue  # what a file holds is in no language as a whole
        language = next(iter(parent.xpath("ancestor-or-self::*[@lang][1]/@lang")), "")
        named = {one for names in parent.xpath("ancestor-or-self::*/@class") for one in names.split()}
        if len(ARABIC.findall(text)) > 2 and language.split("-")[0] not in LANGUAGES and not named & NAMES:
            found.append(str(text))
    return found


def test_texts_in_another_script_say_their_language(pages):
    found = defaultdict(list)
    for name in ("real", "english"):
        for path, page in pages[name].items():
            if unmarked := _unmarked(page):
                found[f"{name}: {path}"] = unmarked
    assert found == {}
