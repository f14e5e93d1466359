"""The guide's threat model: each row names tests, and they are there."""

from __future__ import annotations

import re

from sites import ROOT

TEXT = (ROOT / "content/guide/threat-model.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")][2:]


def test_every_row_names_tests_that_are_there():
    assert len(ROWS) > 15
    for row in ROWS:
        assert len(row) == 5
        names = re.findall("`([^`]+)`", row[-1])
        assert names
        assert row[-1] == ", ".join(f"`{name}`" for name in names)
        for name in names:
            assert re.search(r"^def test_", (ROOT / name).read_text("utf-8"), re.MULTILINE), name


def test_the_guide_leads_to_it():
    assert "guide/threat-model.md" in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "threat-model.md" in (ROOT / "content/guide/write-a-briefing.md").read_text("utf-8")
