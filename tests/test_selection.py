"""An archive built in parts: the parts together are the site of one build."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import CONFIG, copy_of_project, run, tree

from mkdocs_briefings.selection import Selection

PARTS = ["2023", "1990-2022, 2024-2025", "rest"]


@pytest.mark.parametrize(
    ("text", "years", "rest"),
    [
        ("", None, True),
        ("2019-2021", {2019, 2020, 2021}, False),
        (" 2019 , 2023-2024", {2019, 2023, 2024}, False),
        ("rest", set(), True),
        ("2020,rest", {2020}, True),
    ],
)
def test_years_are_read(text, years, rest):
    selection = Selection.parse(text)
    assert (selection.years, selection.rest) == (years, rest)


@pytest.mark.parametrize("text", ["20", "2021-2019", "2019-", "all", "2019 2020"])
def test_other_words_are_refused(text):
    with pytest.raises(ValueError, match="is no year"):
        Selection.parse(text)


@given(st.none() | st.integers(1900, 2100), st.sets(st.integers(1900, 2100)))
def test_what_one_part_leaves_out_another_can_take(year, years):
    some, others = Selection(frozenset(years), False), Selection(frozenset(range(1900, 2101)) - years, True)
    assert some.takes(year) != others.takes(year)


def test_parts_rendered_apart_are_the_whole(tmp_path):
    site = copy_of_project(tmp_path / "site")
    whole: dict[str, bytes] = {}
    assert run(site, "mkdocs_briefings", "render", "whole", "--now", "2026-01-01").returncode == 0
    for part in PARTS:
        done = run(site, "mkdocs_briefings", "render", f"part-{part}", "--years", part, "--now", "2026-01-01")
        assert done.returncode == 0, done.stderr
        found = tree(site / f"part-{part}")
        assert all(found[name] == whole[name] for name in found.keys() & whole.keys())
        assert found.keys() - whole.keys()
        whole |= found
    assert whole == tree(site / "whole")


@pytest.mark.slow
def test_parts_built_apart_are_the_whole_with_one_search(tmp_path):
    site = copy_of_project(tmp_path / "site")
    config = (site / "mkdocs.yml").read_text("utf-8")
    epoch = {"SOURCE_DATE_EPOCH": "1767225600"}
    assert run(site, "mkdocs", "build", "-q", **epoch).returncode == 0
    expected, merged = tree(site / "site"), {}
    for part in PARTS:
        folder = tmp_path / part
        shutil.copytree(site, folder, ignore=shutil.ignore_patterns("site", ".cache"))
        years = f'language: en\n      years: "{part}"'
        (folder / "mkdocs.yml").write_text(config.replace("language: en", years), "utf-8")
        done = run(folder, "mkdocs", "build", "-q", **epoch)
        assert done.returncode == 0, done.stderr
        found = tree(folder / "site")
        assert len(found) < len(expected)
        assert all(found[name] == merged[name] for name in found.keys() & merged.keys())
        merged |= found
    assert sorted(merged) == sorted(expected)
    assert merged == expected


def test_a_part_follows_edits_too(tmp_path):
    site = copy_of_project(tmp_path / "site")
    config = (site / "mkdocs.yml").read_text("utf-8").replace("language: en", 'language: en\n      years: "2024"')
    (site / "mkdocs.yml").write_text(config.replace("      licence: ", "      search: false\n      licence: "), "utf-8")
    epoch = {"SOURCE_DATE_EPOCH": "1767225600"}
    assert run(site, "mkdocs", "build", "-q", **epoch).returncode == 0
    for path in [*(site / "content" / "briefings" / "2024").glob("*.md")][:1]:
        path.write_text(path.read_text("utf-8").replace("title: ", "title: Anew, ", 1), "utf-8")
    assert run(site, "mkdocs", "build", "-q", **epoch).returncode == 0
    built = tree(site / "site")
    shutil.rmtree(site / ".cache")
    shutil.rmtree(site / "site")
    assert run(site, "mkdocs", "build", "-q", **epoch).returncode == 0
    assert built == tree(site / "site")


def test_years_that_are_none_are_said_to_be(tmp_path):
    site = copy_of_project(tmp_path / "site")
    done = run(site, "mkdocs_briefings", "render", "out", "--years", "lately")
    assert (done.returncode, "is no year" in done.stderr) == (2, True)
    (site / "mkdocs.yml").write_text(CONFIG.replace("search: false", "years: lately"), "utf-8")
    done = run(site, "mkdocs", "build")
    assert done.returncode == 1
    assert "`years`: 'lately' is no year" in done.stderr
    assert "Traceback" not in done.stderr
