"""Work in other processes: in order, with its exceptions, and with the same result as in one."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
import yaml
from conftest import GOLDEN, briefing
from sites import run, tree, write_site

from mkdocs_briefings.workers import PARALLEL, WorkerLost, chunks_of, in_parallel, over_all

EPOCH = {"SOURCE_DATE_EPOCH": "1704067200"}


def test_results_come_in_the_order_of_the_chunks():
    assert list(in_parallel(sum, chunks_of(range(100), 7), 3)) == [sum(c) for c in chunks_of(range(100), 7)]
    assert list(in_parallel(sum, chunks_of(range(100), 7), 1)) == [sum(c) for c in chunks_of(range(100), 7)]


@pytest.mark.parametrize("many", [0, 3, PARALLEL + 7])
def test_each_thing_has_its_result_in_order(many):
    assert list(over_all(str, range(many), 50)) == [str(thing) for thing in range(many)]


def test_an_exception_ends_all():
    with pytest.raises(TypeError):
        list(in_parallel(sum, [[1], ["x"], [2]], 2))


def test_a_worker_that_is_killed_ends_all():
    """As the system does where memory is short; nobody waits for what it would have answered."""

    def work(chunk):
        if 2 in chunk:
            os.kill(os.getpid(), signal.SIGKILL)
        return chunk

    with pytest.raises(WorkerLost, match="ended from outside"):
        list(in_parallel(work, [[1], [2], [3], [4]], 2))
    assert multiprocessing.active_children() == []  # none is left


def test_an_exception_that_cannot_be_sent_is_sent_in_words():
    class Odd(Exception):
        def __init__(self, one, two):
            super().__init__(f"{one} {two}")

    def work(chunk):
        raise Odd("a", "b")

    with pytest.raises(RuntimeError, match="Odd: a b"):
        list(in_parallel(work, [[1], [2]], 2))


def test_a_site_is_the_same_from_several_processes(tmp_path):
    files = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
    one, many = write_site(tmp_path / "one", files), write_site(tmp_path / "many", files)
    assert run(one, "mkdocs", "build", **EPOCH).returncode == 0
    code = (
        "import sys; from mkdocs_briefings import build, making, readings\n"
        "readings.PARALLEL = making.PARALLEL = 1; readings.CHUNK = making.CHUNK = 3; build.cores = lambda: 3\n"
        "sys.argv = ['mkdocs', 'build']; from mkdocs.__main__ import cli; cli()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=many, env=os.environ | EPOCH, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert tree(many / "site") == tree(one / "site")


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.6, 1.2, 2.0])
def test_ctrl_c_ends_a_build_and_its_workers_at_once_and_costs_nothing(tmp_path, seconds):
    files = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
    site = write_site(tmp_path / "site", files)
    assert run(site, "mkdocs", "build", "-q", **EPOCH).returncode == 0
    before = tree(site / "site")
    for number in range(PARALLEL + 50):
        day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
        path = site / "content" / "briefings" / "2023" / f"{day}-made-{number}.md"
        path.write_text(briefing("topics: [karabakh]\ncountries: [EGY, IRN]\n", "Words.\n", date=day), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    process = subprocess.Popen(
        command, cwd=site, env=os.environ | EPOCH, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert "mkdocs_briefings" not in said  # Python itself may say a word where the fork is cut off
    with pytest.raises(ProcessLookupError):  # no worker is left
        os.killpg(process.pid, 0)
    found = tree(site / "site")
    # Ctrl-C may come while files are put in place: then a journal says so, and the next build goes on.
    if process.returncode and not (site / ".cache/briefings/build/publish.json").exists():
        assert found == before
    assert run(site, "mkdocs", "build", "-q", **EPOCH).returncode == 0
    after = tree(site / "site")
    assert {name for name, data in found.items() if data not in (before.get(name), after.get(name))} == set()
    shutil.rmtree(site / ".cache")
    shutil.rmtree(site / "site")
    assert run(site, "mkdocs", "build", "-q", **EPOCH).returncode == 0
    assert tree(site / "site") == after
