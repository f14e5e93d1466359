"""What `check` reports, as YAML cases in golden/check/: files in, the whole ordered list of lines out."""

from __future__ import annotations

import pytest
import yaml
from conftest import GOLDEN, basic, inputs_of

from mkdocs_briefings import report, site
from mkdocs_briefings.dates import parse_now

CASES = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "check").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", CASES)
def test_check_reports_exactly_these_lines(name):
    case = CASES[name]
    assert set(case) <= {"use", "files", "now", "problems"}
    files = (basic() if case.get("use") == "basic" else {}) | case["files"]
    problems = site.check(inputs_of(files), parse_now(str(case.get("now", "2024-01-01")))).problems
    assert report.text(problems).splitlines()[:-1] == case["problems"]
