"""Work in other processes: in order, with its exceptions, and with the same result as in one."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from conftest import GOLDEN
from sites import run, tree, write_site

from mkdocs_briefings.workers import chunks_of, in_parallel

EPOCH = {"SOURCE_DATE_EPOCH": "1704067200"}


def test_results_come_in_the_order_of_the_chunks():
    assert list(in_parallel(sum, chunks_of(range(100), 7), 3)) == [sum(c) for c in chunks_of(range(100), 7)]
    assert list(in_parallel(sum, chunks_of(range(100), 7), 1)) == [sum(c) for c in chunks_of(range(100), 7)]


def test_an_exception_ends_all():
    with pytest.raises(TypeError):
        list(in_parallel(sum, [[1], ["x"], [2]], 2))


def test_a_site_is_the_same_from_several_processes(tmp_path):
    files = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))
    one, many = write_site(tmp_path / "one", files), write_site(tmp_path / "many", files)
    assert run(one, "mkdocs", "build", **EPOCH).returncode == 0
    code = (
        "import sys; from mkdocs_briefings import build, making, workers\n"
        "build.PARALLEL = making.PARALLEL = 1; build.READ_CHUNK = making.CHUNK = 3; build.cores = lambda: 3\n"
        "sys.argv = ['mkdocs', 'build']; from mkdocs.__main__ import cli; cli()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=many, env=EPOCH, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert tree(many / "site") == tree(one / "site")
