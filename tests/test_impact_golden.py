"""What `impact` reports, as YAML cases in golden/impact/: files and what changes in them, the whole report out."""

from __future__ import annotations

import pytest
import yaml
from conftest import GOLDEN, basic
from impacts import SETTINGS, changed, impact

from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.impact.report import markdown
from mkdocs_briefings.model import Settings

CASES = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "impact").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_exactly_this(name):
    case = CASES[name]
    assert set(case) <= {"before", "change", "now", "site_url", "report"}
    before = changed(basic(), case.get("before", {}))
    settings = SETTINGS if case.get("site_url", True) else Settings(site_name="Test")
    now = parse_now(str(case.get("now", "2024-01-01")))
    assert markdown(impact(before, changed(before, case["change"]), now, settings)) == case["report"]
