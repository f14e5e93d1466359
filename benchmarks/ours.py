"""This program's side of the comparison: how its site is built, and where in it the lists are."""

from __future__ import annotations

import sys
from pathlib import Path

from listings import FULL, Lists, listed, not_listed, read_lists

from mkdocs_briefings import urls
from mkdocs_briefings.countries import built_in

BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
CHECK = [sys.executable, "-m", "mkdocs_briefings", "check"]
SERVE = [sys.executable, "-m", "mkdocs", "serve"]


def page(site: Path, briefing_id: str) -> Path:
    """A briefing's page in a built site."""
    return site / urls.page("briefing", briefing_id) / "index.html"


def our_lists(site: Path) -> Lists:
    """All lists of a built site, read from its HTML; countries by their codes, as `listings` names them."""
    code_of = {country.slug: code.lower() for code, country in built_in()[0].items()}
    lists = read_lists(site, set(FULL) - {"countries", "years", "topic-countries"})
    lists |= {("countries", code_of[name]): ids for (_, name), ids in read_lists(site, ["countries"]).items()}
    lists |= {
        ("years", folder.name): listed(folder) for folder in (site / "briefings").iterdir() if folder.name.isdigit()
    }
    for folder in (site / "topics").glob("*/*"):
        if folder.name in code_of:
            lists["topic-countries", f"{folder.parent.name}-{code_of[folder.name]}"] = listed(folder)
    return {name: ids for name, ids in lists.items() if ids}


def our_omissions(site: Path) -> dict[tuple[str, str], int]:
    """The digests that name the busiest days' briefings in part, and how many they leave to the year's page."""
    found = {("digests", page.parent.name.lower()): not_listed(page) for page in (site / "digests").glob("*/index.html")}
    return {name: number for name, number in found.items() if number}
