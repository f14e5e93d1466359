"""No file of 1 MiB takes `check` more than two seconds of a processor's time, nor memory out of proportion.

Each input is checked in a process of its own, from the files to the printed lines. A machine may be slower than those
that the bound was set for: `BRIEFINGS_SLOWER=2` doubles it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
from pathlib import Path

import heavy
import pytest
from conftest import NOW, basic, briefing
from sites import write_site

from mkdocs_briefings import report
from mkdocs_briefings.checking import check_site
from mkdocs_briefings.problem import MAX_ALIKE
from mkdocs_briefings.project import find_project

pytestmark = pytest.mark.slow

SECONDS = 2.0 * float(os.environ.get("BRIEFINGS_SLOWER", "1"))
MEBIBYTES = 256
FILE = "briefings/2023/2023-10-02-a.md"


def cut(text: str, size: int) -> str:
    """At most so many bytes of a text."""
    return text.encode()[:size].decode("utf-8", "ignore")


def files_of(kind: str, name: str) -> dict[str, object]:
    """A small site with one heavy file."""
    if kind == "body":
        return basic() | {FILE: briefing("topics: [talks]", cut(heavy.BODIES[name](heavy.BODY), heavy.BODY))}
    if kind == "paragraphs":
        return basic() | {FILE: briefing("topics: [talks]", cut(heavy.IN_PARAGRAPHS[name](heavy.BODY), heavy.BODY))}
    if kind == "front":
        text = cut(heavy.FRONTS[name](heavy.FRONT), heavy.FRONT)
        given = text.split(":", 1)[0]
        required = briefing().split("\n---\n")[0].split("\n")
        head = "\n".join(line for line in required if line.split(":", 1)[0] != given)
        return basic() | {FILE: f"{head}\n{text}\n---\nLead.\n"}
    if kind == "vocabulary":
        file, text = heavy.VOCABULARIES[name]
        return basic() | {f"vocabulary/{file}.yml": cut(text(heavy.VOCABULARY), heavy.VOCABULARY)}
    return basic() | heavy.SITES[name]()


def work(folder: Path, answer) -> None:
    gc.disable()  # as the command does
    before = resource.getrusage(resource.RUSAGE_SELF)
    problems = check_site(find_project(folder), NOW, lambda line: None)
    for rendering in report.RENDERINGS.values():
        rendering(problems)
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answer.put((spent, (after.ru_maxrss - before.ru_maxrss) // 1024, len(problems)))


CASES = [
    *(("body", name) for name in heavy.BODIES),
    *(("paragraphs", name) for name in heavy.IN_PARAGRAPHS),
    *(("front", name) for name in heavy.FRONTS),
    *(("vocabulary", name) for name in heavy.VOCABULARIES),
    *(("site", name) for name in heavy.SITES),
]


@pytest.mark.parametrize(("kind", "name"), CASES, ids=[f"{kind}: {name}" for kind, name in CASES])
def test_check_takes_two_seconds_at_most(tmp_path, kind, name):
    write_site(tmp_path, files_of(kind, name))
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=work, args=(tmp_path, answer))
    process.start()
    try:
        spent, memory, problems = answer.get(timeout=30 * SECONDS)
    finally:
        process.kill()
        process.join()
    assert spent <= SECONDS
    assert memory <= MEBIBYTES
    if kind != "site":
        assert problems <= 12 * (MAX_ALIKE + 1)
