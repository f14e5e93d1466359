"""No file of 1 MiB drives `check` out of proportion, in a processor's time or in memory.

Each input is checked in a process of its own, from the files to the printed lines. The bound is two seconds; `make
bench` measures it (step `heavy`). Machines differ by more than that, and what runs beside a test takes its part too:
here the best of three runs counts, against a bound that only work out of proportion to its input goes beyond (an input
that makes a step quadratic takes a minute).
"""

from __future__ import annotations

import heavy
import pytest
from sites import write_site

from mkdocs_briefings.problem import MAX_ALIKE

pytestmark = pytest.mark.slow

SECONDS = 6.0
MEBIBYTES = 256
TRIES = 3


@pytest.mark.parametrize(("kind", "name"), heavy.CASES, ids=[f"{kind}: {name}" for kind, name in heavy.CASES])
def test_no_file_drives_the_check_out_of_proportion(tmp_path, kind, name):
    write_site(tmp_path, heavy.files_of(kind, name))
    for _ in range(TRIES):
        spent, memory, problems = heavy.spent_on(tmp_path, 10 * SECONDS)
        if spent <= SECONDS:
            break
    assert spent <= SECONDS
    assert memory <= MEBIBYTES
    if kind != "site":
        assert problems <= 12 * (MAX_ALIKE + 1)
