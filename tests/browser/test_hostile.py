"""Some of the hostile content, built and opened: nothing runs, with the policy or without. All of it is in `slow`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import some_at_once
from hostile_content import BODIES, TEXTS, one_site
from hostile_sites import audit, opened
from sites import CONFIG, run, write_site

from browser.conftest import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A site of a part of the corpora, with search."""
    files = one_site(TEXTS[::11], BODIES[::9])
    folder = write_site(tmp_path_factory.mktemp("hostile"), files, CONFIG.replace("{search: false}", "{}"))
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH="1704067200")
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "site"


def pages(site: Path) -> list[str]:
    """Some pages of each folder of the site, and all briefings."""
    found: list[str] = []
    for folder in [site, *sorted(path for path in site.iterdir() if path.is_dir())]:
        names = sorted(folder.glob("*.html") if folder == site else folder.rglob("*.html"))
        chosen = names if folder.name == "briefings" else names[:2] + names[2::40]
        found += [path.relative_to(site).as_posix() for path in chosen]
    assert len(found) > 50
    return found


@pytest.mark.parametrize("bypass", some_at_once([True, False], 2), ids=["without the policy", "under it"])
def test_nothing_runs_and_nothing_is_fetched(driver, site, bypass):
    with served(driver, site) as browser:
        assert opened(browser, [quote(path.removesuffix("index.html")) for path in pages(site)], bypass) == []


def test_pages_are_well_formed_and_made_of_ours_alone(site):
    assert {path: wrong for path in pages(site) if (wrong := audit(site / path, site))} == {}


def test_a_kit_of_it_is_made_of_words(driver, site):
    ids = sorted(path.name for path in (site / "briefings").glob("2023-10-02-x*"))
    places = ",".join(f"{one}/heading" for one in ids[:12])
    with served(driver, site) as browser:
        wrong = opened(browser, [f"kit/#{places}"], True)
        browser.open(f"kit/#{places}")
        browser.until("return document.querySelectorAll('#_kit .kit-sources').length == 12")
        found = "return document.querySelectorAll('#_kit script, #_kit [onerror], #_kit iframe, #_kit svg').length"
        assert browser.run(found) == 0
        assert [*wrong, *browser.complaints()] == []
