"""All that the check accepts of the hostile corpora, built into one site: it means nothing anywhere.

Every page is read by an HTML parser, and every sixth opened in Chromium, under the policy and without it
(`BRIEFINGS_EVERY=1` takes all); every file beside the pages is read by a reader of its kind; so is what the commands
write.
"""

from __future__ import annotations

import email
import json
import os
import re
import sqlite3
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import html5lib
import pytest
from browser.conftest import driver, served  # noqa: F401 - a fixture
from hostile_content import BODIES, TEXTS, one_site
from hostile_sites import EVALUATED, READABLE, audit, opened, unreadable
from sites import CONFIG, run, write_site

pytestmark = pytest.mark.slow

EVERY = int(os.environ.get("BRIEFINGS_EVERY", "6"))
NOW = {"SOURCE_DATE_EPOCH": "1704067200"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The site with search and packs, built."""
    files = one_site(TEXTS, BODIES)
    assert sum(path.startswith("briefings/") for path in files) > 200
    folder = write_site(tmp_path_factory.mktemp("hostile"), files, CONFIG.replace("{search: false}", "{packs: true}"))
    done = run(folder, "mkdocs", "build", **NOW)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def site(folder) -> Path:
    return folder / "site"


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 1000
    return found


def test_every_page_is_well_formed_and_made_of_ours_alone(site):
    wrong = {path.relative_to(site).as_posix(): audit(path, site) for path in pages(site)}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_every_file_beside_them_is_read_by_readers_of_its_kind(site):
    found = [path for path in sorted(site.rglob("*")) if path.suffix in READABLE and path.is_file()]
    assert {path.suffix for path in found} == set(READABLE) - {".opml"} | {path.suffix for path in found}
    assert [said for path in found if (said := unreadable(path))] == []


def test_names_of_files_are_names_everywhere(site):
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [name for name in names if not re.fullmatch(r"[\w./ #?%~-]+", name)] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(len(part.encode()) for name in names for part in name.split("/")) <= 255


def test_words_reach_the_feeds_html_as_words(site):
    """What a feed reader shows is HTML once more: it is looked at as a page is."""
    bad = set()
    for path in site.rglob("feed.json"):
        for item in json.loads(path.read_bytes())["items"]:
            parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
            tree = parser.parse(f"<!doctype html><title>x</title><body>{item['content_html']}")
            bad |= {str(error) for error in parser.errors}
            for element in tree.iter():
                bad |= {element.tag} & {"script", "style", "iframe", "object", "embed", "form", "base", "svg"}
                bad |= {name for name in element.attrib if name.startswith("on") or name == "style"}
                href = element.get("href") or element.get("src") or "https://"
                bad |= set() if re.match(r"(https?|mailto):|#", href) else {href}
    assert bad == set()


@pytest.mark.browser
@pytest.mark.parametrize("bypass", [False, True], ids=["under the policy", "without it"])
def test_nothing_runs_and_nothing_is_fetched(driver, site, bypass):  # noqa: F811
    found = pages(site)[EVERY // 2 * bypass :: EVERY]
    paths = [quote(path.relative_to(site).as_posix().removesuffix("index.html")) for path in found]
    with served(driver, site) as browser:
        assert opened(browser, paths, bypass) == []


@pytest.mark.browser
def test_searching_shows_words_as_words(driver, site):  # noqa: F811
    queries = ["script", "alert", "onerror", "<script>", "javascript", "1337*7331", "evil"]
    with served(driver, site) as browser:
        assert opened(browser, [f"search/?q={quote(query)}" for query in queries], True) == []


def test_what_commands_write_holds_nothing_either(folder, tmp_path):
    done = run(folder, "mkdocs_briefings", "export", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    found = [path for path in sorted((tmp_path / "out").rglob("*")) if path.suffix in READABLE]
    assert found
    assert [said for path in found if (said := unreadable(path))] == []
    with sqlite3.connect(tmp_path / "out/briefings.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM briefings").fetchone()[0] > 200
    done = run(folder, "mkdocs_briefings", "check", "--format", "github", SOURCE_DATE_EPOCH="1704067200")
    assert "Traceback" not in done.stderr
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert commands
    assert all(re.match(r"::(error|warning) file=content/", line) for line in commands)


@pytest.mark.parametrize("form", ["text", "md", "html", "eml"])
def test_a_digest_of_it_is_what_it_should_be(folder, form):
    arguments = ["--month", "2023-10", "--format", form]
    arguments += ["--to", "a@site.example", "--from", "b@site.example"] if form == "eml" else []
    done = run(folder, "mkdocs_briefings", "digest", *arguments, **NOW)
    assert done.returncode == 0, done.stderr[-2000:]
    assert EVALUATED not in done.stdout
    html = done.stdout
    if form == "eml":
        mail = email.message_from_string(html, policy=default)
        assert not mail.defects
        assert mail.get_all("To") == ["a@site.example"]
        assert mail["Bcc"] is None
        html = mail.get_body(("html",)).get_content()
    if form in ("html", "eml"):
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        tree = parser.parse(html)
        assert parser.errors == []
        tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
        assert tags & {"script", "iframe", "img", "svg", "form", "base", "object", "link"} == set()
        assert {name for element in tree.iter() for name in element.attrib if name.startswith("on")} == set()
