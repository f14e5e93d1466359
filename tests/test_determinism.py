"""The same input gives the same bytes under other conditions: a few of them here, all in `slow/test_conditions.py`."""

from __future__ import annotations

import pytest
import yaml
from conditions import CONDITIONS, Condition, run_under, site_under
from conftest import GOLDEN
from sites import CONFIG, tree, write_site

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))


def test_a_site_is_the_same_when_all_is_otherwise(tmp_path):
    def build(condition: Condition) -> dict[str, bytes]:
        folder = site_under(
            condition, tmp_path, lambda one: write_site(one, FULL, CONFIG.replace("search: false", "search: true"))
        )
        done = run_under(condition, folder, tmp_path / "hooks", "mkdocs", "build", "-q")
        assert (done.returncode, done.stderr) == (0, b"")
        return tree(folder / "site")

    expected = build(Condition())
    assert any(name.startswith("search/2") for name in expected)
    assert build(CONDITIONS["all at once"]) == expected


@pytest.mark.parametrize("epoch", ["x", "-1", "1.5", " 1", "²", "9" * 12, "9" * 40])
def test_a_time_that_is_none_is_refused(tmp_path, epoch):
    from faults import run_with

    folder = write_site(tmp_path / "site", FULL)
    for command, code in ((("mkdocs", "build", "-q"), 1), (("briefings", "check"), 2)):
        done = run_with(folder, command, SOURCE_DATE_EPOCH=epoch)
        assert done.code == code
        assert f"SOURCE_DATE_EPOCH is {epoch!r}, and has to be whole seconds since 1970" in done.said
        assert "Traceback" not in done.said
