"""Builds under other conditions: what a machine may do differently and must not show in the bytes of a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}
"""2026-01-01: after all that the sites of the tests tell of."""

_SHUFFLED = """\
import os, random
_scandir, _listdir, _chance = os.scandir, os.listdir, random.Random(int(os.environ["SHUFFLED"]))

class Shuffled:
    def __init__(self, entries):
        self.entries = entries
    def __iter__(self):
        return iter(self.entries)
    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.close()
    def close(self):
        self.entries = []

def scandir(path="."):
    with _scandir(path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    _chance.shuffle(entries)
    return Shuffled(entries)

def listdir(path="."):
    names = sorted(_listdir(path))
    _chance.shuffle(names)
    return names

os.scandir, os.listdir = scandir, listdir
"""
"""Python runs it at its start: folders list their files in another order each time."""


@dataclass(frozen=True)
class Condition:
    """How a build differs from others: the folder's name, environment, umask, cores, age and order of files."""

    folder: str = "site"
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cores: int | None = None
    age: float | None = None
    shuffled: int | None = None


CONDITIONS: dict[str, Condition] = {
    "the same again": Condition(),
    "a folder with blanks, letters of other scripts and what shells read": Condition("a b 'c' ü پوشه $(x)/{d}/%41 & e"),
    "no locale": Condition(environment={"LC_ALL": "C"}),
    "a locale without UTF-8, and Python not mending it": Condition(
        environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
    ),
    "the same in a folder with letters of other scripts": Condition(
        "ü پوشه", environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ),
    "C.UTF-8": Condition(environment={"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}),
    "Turkish, where I is not the capital of i": Condition(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "another language for messages": Condition(environment={"LANGUAGE": "fa:fr:ar", "LANG": "fa_IR.UTF-8"}),
    "ahead of Greenwich": Condition(environment={"TZ": "Pacific/Kiritimati"}),
    "behind Greenwich": Condition(environment={"TZ": "West+11:59"}),
    "hash seed 1": Condition(environment={"PYTHONHASHSEED": "1"}),
    "hash seed 4294967295": Condition(environment={"PYTHONHASHSEED": "4294967295"}),
    "optimised": Condition(environment={"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}),
    "files of 2001": Condition(age=1_000_000_000.0),
    "files of a time to come": Condition(age=4_000_000_000.0),
    "files in another order": Condition(shuffled=1),
    "files in yet another order": Condition(shuffled=2),
    "files for the owner alone": Condition(umask=0o077),
    "files for everybody": Condition(umask=0),
    "one core": Condition(cores=1),
    "the clock in the place of SOURCE_DATE_EPOCH": Condition(environment={"SOURCE_DATE_EPOCH": ""}),
    "a year later": Condition(environment={"SOURCE_DATE_EPOCH": "1798761600"}),
    "another user": Condition(environment={"HOME": "/nowhere", "USER": "ü", "LOGNAME": "ü", "COLUMNS": "20"}),
    "all at once": Condition(
        "ü (1)/%s", {"LC_ALL": "C", "TZ": "Asia/Tehran", "PYTHONHASHSEED": "77"}, 0o077, 1, 1_500_000_000.0, 3
    ),
}


def run_under(condition: Condition, folder: Path, hooks: Path, *command: str) -> subprocess.CompletedProcess:
    """Run a module's command in `folder`; `hooks` is a folder for what is put into the Python that runs it."""
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_STEP_SUMMARY")}
    environment |= EPOCH | condition.environment
    if condition.shuffled is not None:
        hooks.mkdir(parents=True, exist_ok=True)
        (hooks / "sitecustomize.py").write_text(_SHUFFLED, encoding="utf-8")
        path = os.pathsep.join([str(hooks), environment.get("PYTHONPATH", "")])
        environment |= {"PYTHONPATH": path, "SHUFFLED": str(condition.shuffled)}

    def prepare() -> None:
        os.umask(condition.umask)
        if condition.cores is not None:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: condition.cores])

    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, check=False,
        preexec_fn=prepare,
    )  # fmt: skip


def site_under(condition: Condition, parent: Path, make: Callable[[Path], object]) -> Path:
    """A new site, written by `make`, in the folder and with the times of the condition."""
    folder = parent / condition.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    if condition.age is not None:
        for path in [folder, *folder.rglob("*")]:
            os.utime(path, (condition.age, condition.age))
    return folder
