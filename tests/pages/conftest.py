"""Two built sites, one in each writing direction, for what programs that judge pages say of them.

The driver, the server and the real site are those of `tests/browser`. Without a browser or without Node the tests that
need them are left out by name; with CI=true they fail.
"""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from browser.conftest import (  # noqa: F401  # fixtures and hooks are found here by their names
    MISSING,
    browser,
    driver,
    real_site,
    served,
)
from left_out import leave_out, name_left_out
from sites import CONFIG, ROOT, one_of_each_kind, run, write_site

from mkdocs_briefings.dates import parse_now

HERE = Path(__file__).parent
NODE = shutil.which("node")
PACKAGES = HERE / "node_modules"
NO_NODE = not (NODE and (PACKAGES / ".done").exists()) and os.environ.get("CI") != "true"
NEEDED = {"browser": MISSING, "node": NO_NODE}
NOW = "2024-01-01"
"""The moment that the site in Persian is built at."""

NOW_SECONDS = str(int(parse_now(NOW).timestamp()))

WEEKS = 40
"""So many briefings of one series make pages of periods: a list shows 30."""


def pytest_collection_modifyitems(config, items):
    """Leave out what needs a program that is not here, and remember the names."""
    leave_out(config, items, {marker for marker, is_missing in NEEDED.items() if is_missing})


def pytest_terminal_summary(terminalreporter, config):
    """Name what was left out."""
    name_left_out(terminalreporter, config, "no Chromium with its driver, or no Node with its packages")


def _week(number: int) -> tuple[str, str]:
    """A briefing's path and text: in Persian and English by turns, long and unbroken titles, one of each update."""
    day = date(2022, 1, 3) + timedelta(weeks=number)
    title = ("نشست هفتگی with English words", "A weekly briefing", "漢" * 140, "W" * 140)[number % 4]
    language = ("fa", "en", "ja", "en")[number % 4]
    text = f"""\
---
title: "{title}"
date: {day}
format: press-conference
language: {language}
summary: A summary, خلاصه, and a word without a place to break it, {"x" * 100}.
speakers: [jane-doe]
countries: [IRN, ARM]
topics: [karabakh]
series: weekly
sources: [{{outlet: daily-news, url: "https://news.example/{day}"}}]
updates: [{{date: {day}, kind: correction, note: "A figure was wrong."}}]
sections:
  borders:
    statements:
      - {{speaker: jane-doe, topic: karabakh, mode: quote, says: No new borders.,
         original: {{text: مرز تازه نه, language: fa}}}}
      - {{organisation: mfa, topic: diplomacy, mode: paraphrase, says: It talks., shift: true}}
---
The lead.

## Borders

Text of the week.
"""
    return f"briefings/{day.year}/{day}-week.md", text


@pytest.fixture(scope="session")
def mirrored_folder(tmp_path_factory) -> Path:
    """A site in Persian: every key of the content model, hostile text, and enough briefings for pages of periods."""
    files = yaml.safe_load((ROOT / "tests" / "golden" / "full.yml").read_text("utf-8"))
    files |= dict(_week(number) for number in range(WEEKS))
    config = CONFIG.replace("briefings: {search: false}", "briefings: {language: fa, licence: CC BY 4.0}")
    folder = write_site(tmp_path_factory.mktemp("mirrored"), files, config)
    done = run(folder, "mkdocs", "build", SOURCE_DATE_EPOCH=NOW_SECONDS)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def mirrored(driver, mirrored_folder):  # noqa: F811
    """Chromium and the site in Persian."""
    with served(driver, mirrored_folder / "site") as opened:
        yield opened


@pytest.fixture(scope="session")
def mirrored_kinds(mirrored_folder) -> dict[str, str]:
    """A page of each kind of the site in Persian."""
    return one_of_each_kind(mirrored_folder, NOW)
