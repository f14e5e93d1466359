"""Twice the text is about twice the work: counted in calls of functions, which no machine's speed changes.

What C libraries do inside a call is not counted; `tests/slow/test_time.py` measures the whole.
"""

from __future__ import annotations

import gc
import sys
from functools import cache

import heavy
import pytest
from conftest import NOW, basic, briefing, some_at_once

from mkdocs_briefings.briefing import read_briefing
from mkdocs_briefings.crosscheck import crosscheck
from mkdocs_briefings.document import read_briefing_file
from mkdocs_briefings.locate import Places
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.vocabulary import Vocabulary, read_vocabulary

PATH = "briefings/2023/2023-10-02-a.md"
SIZES = (600, 1_200)
FREE = 5_000
"""Calls that any text may cost, as those for the first messages and suggestions of a file."""


@cache
def vocabulary() -> Vocabulary:
    files = basic()
    return read_vocabulary({k: (n, files.get(f"vocabulary/{n}.yml", "").encode()) for k, n in KINDS.items()})[0]


def calls(job) -> int:
    """How many functions a job calls, in Python or C."""
    count = 0

    def see(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(see)
    try:
        job()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def check(data: bytes) -> None:
    file = read_briefing(PATH, PATH, data, vocabulary())
    document, _ = read_briefing_file(PATH, data)
    places = Places(PATH, document.body, document.body_line)
    crosscheck([file], set(), NOW, lambda one: places)


def grows_in_proportion(text) -> None:
    data = [text(size) for size in SIZES]
    check(data[0])  # what is loaded or compiled once is no cost of the text
    small, large = (calls(lambda one=one: check(one)) for one in data)
    assert large <= 2.6 * small + FREE


# markdown-it fills up the rows of a table, to 65,536 cells and no further: the slow test measures those.
FILLED_UP = {"a table with short rows, with something to report"}


@pytest.mark.parametrize("name", [name for name in heavy.BODIES if "to report" in name and name not in FILLED_UP])
def test_bodies(name):
    grows_in_proportion(lambda size: briefing("topics: [talks]", heavy.BODIES[name](size)).encode())


@pytest.mark.parametrize("name", some_at_once(heavy.FRONTS, 2))
def test_front_matters(name):
    grows_in_proportion(lambda size: f"---\n{heavy.FRONTS[name](size)}\n---\nLead.\n".encode())


@pytest.mark.slow
@pytest.mark.parametrize("name", heavy.VOCABULARIES)
def test_vocabularies(name):
    file, text = heavy.VOCABULARIES[name]
    kind = next(kind for kind, plural in KINDS.items() if plural == file)
    small, large = (calls(lambda size=size: read_vocabulary({kind: ("v", text(size).encode())})) for size in SIZES)
    assert large <= 2.6 * small + FREE
