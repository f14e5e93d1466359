"""A check that remembers reports what one without a memory does."""

from __future__ import annotations

import random

import yaml
from conftest import GOLDEN, NOW, briefing
from sites import write_site

from mkdocs_briefings import checking
from mkdocs_briefings.project import find_project
from mkdocs_briefings.readings import Readings
from mkdocs_briefings.state import Store

FULL = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))


def plain(project) -> list:
    return Readings(project, {}, None, 1).check(NOW).problems


def test_any_edits_are_reported_as_without_a_memory(tmp_path):
    chance = random.Random(5)
    site = write_site(tmp_path / "site", FULL)
    project = find_project(site)
    folder, vocabulary = site / "content" / "briefings" / "2023", site / "content" / "vocabulary"
    texts = [
        briefing("topics: [karabakh]\n", "See [it](2023-10-02-weekly.md#karabakh).\n"),
        briefing("topics: [karabak]\n", "Words.\n"),
        briefing("topics: [added]\n", "See [it](2023-11-02-b.md).\n"),
        briefing("countries: [Iran, Eran]\nspeakers: [jane-doe]\n", "<b>raw</b>\n"),
        "---\ntitle: [\n---\n",
    ]
    seen = set()
    for step in range(30):
        path = folder / f"2023-11-0{chance.randint(1, 3)}-{chance.choice('ab')}.md"
        match chance.randint(0, 4):
            case 0 | 1:
                path.write_text(chance.choice(texts), "utf-8")
            case 2:
                path.unlink(missing_ok=True)
            case 3:
                added = "" if step % 2 else "added: {name: Added}\n"
                (vocabulary / "topics.yml").write_text(FULL["vocabulary/topics.yml"] + added, "utf-8")
            case 4:
                name = chance.choice(["Persia, aliases: [Eran]", "Iran"])
                (vocabulary / "countries.yml").write_text(f"IRN: {{name: {name}}}\n", "utf-8")
        problems = checking.check_site(project, NOW, print)
        assert problems == plain(project), step
        seen.add(tuple(problem.code for problem in problems))
    assert len(seen) > 5


def test_a_damaged_memory_is_thrown_away_with_a_line(tmp_path):
    project = find_project(write_site(tmp_path / "site", FULL))
    expected = checking.check_site(project, NOW, print)
    path = project.cache / "check" / "state"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    said = []
    assert checking.check_site(project, NOW, said.append) == expected
    assert [line for line in said if "thrown away" in line] == said != []


def test_a_second_check_at_once_goes_without(tmp_path):
    project = find_project(write_site(tmp_path / "site", FULL))
    store = Store(project.cache / "check")
    assert store.take()
    assert checking.check_site(project, NOW, print) == plain(project)
    assert not (project.cache / "check" / "state").exists()
    store.let_go()
    checking.check_site(project, NOW, print)
    assert (project.cache / "check" / "state").exists()
