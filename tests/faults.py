"""Real builds in processes of their own in which something goes wrong at a chosen moment.

Python tells of each file that is opened, moved or deleted just before it is done (`sys.addaudithook`). There the n-th
of them is refused, or the process is ended, or the content is changed under it. The process is forked from the tests'
own, so that hundreds of builds take minutes; what it runs is the whole command.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conditions import EPOCH
from mkdocs.__main__ import cli as mkdocs

import mkdocs_briefings.plugin  # noqa: F401  # loaded here, so that the forked builds need not
from mkdocs_briefings.cli import main as briefings

WRITING = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree",
    "shutil.copyfile",
}  # fmt: skip
REFUSALS = {"no space": errno.ENOSPC, "no right": errno.EACCES, "input/output error": errno.EIO}


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code (negative: the signal), what it said, how many steps it took."""

    code: int
    said: str
    steps: int


def is_write(event: str, args: tuple) -> bool:
    """Whether an audit event tells of a change of the disk."""
    if event != "open":
        return event in WRITING
    mode, flags = args[1], args[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def is_read_of_content(event: str, args: tuple) -> bool:
    """Whether an audit event tells of a look at the content."""
    return event in ("open", "os.scandir", "os.listdir") and not is_write(event, args) and "content" in str(args[0])


def run_with(
    folder: Path,
    command: tuple[str, ...],
    at: int = 0,
    then: Callable[[], object] | None = None,
    counted: Callable[[str, tuple], bool] = is_write,
    prepare: Callable[[], object] | None = None,
    **environment: str,
) -> Done:
    """Run `mkdocs …` or `briefings …` in a folder; before the step `at` (from 1) `then` is called, once.

    Steps are those audit events that are `counted` and name a file below the folder. `prepare` is called first in the
    process of the command.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as steps:
        child = os.fork()
        if child == 0:
            _become(folder, command, at, then, counted, prepare, EPOCH | environment, output.fileno(), steps.fileno())
        _, status = os.waitpid(child, 0)
        output.seek(0)
        steps.seek(0)
        said, count = output.read().decode("utf-8", "replace"), steps.read().strip() or b"0"
    return Done(os.waitstatus_to_exitcode(status), said, int(count))


def _become(folder, command, at, then, counted, prepare, environment, output, steps) -> None:
    """Be the command, until the end of the process."""
    code, seen = 99, 0
    try:
        os.setpgid(0, 0)
        os.environ.update(environment)
        for name in ("CI", "GITHUB_STEP_SUMMARY"):
            os.environ.pop(name, None)
        os.dup2(output, 1)
        os.dup2(output, 2)
        for name, number in (("stdout", 1), ("stderr", 2)):
            stream = os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
            setattr(sys, name, stream)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        below, main = str(folder), os.getpid()
        if prepare:
            prepare()

        def hook(event: str, args: tuple) -> None:
            nonlocal seen
            if os.getpid() != main or not counted(event, args):
                return
            path = os.fsdecode(args[0]) if isinstance(args[0], str | bytes) else ""
            if not os.path.join(below, path).startswith(below + "/"):
                return
            seen += 1
            if seen == at and then:
                then()

        sys.addaudithook(hook)
        try:
            if command[0] == "mkdocs":
                mkdocs(list(command[1:]), prog_name="mkdocs")
            else:
                briefings(list(command[1:]), prog_name="briefings")
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else int(error.code is not None)
        except BaseException:
            traceback.print_exc()
            code = 98
        seen_last, at = seen, 0
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(steps, str(seen_last).encode())
    finally:
        os._exit(code)


def refuse(number: int) -> Callable[[], object]:
    """Have the system refuse a step."""

    def then() -> None:
        raise OSError(number, os.strerror(number))

    return then


def refuse_from_now_on(number: int, counted=is_write) -> Callable[[], object]:
    """Have the system refuse this step and all that would write after it, as on a disk that is full."""

    def hook(event: str, args: tuple) -> None:
        if counted(event, args) and event not in ("os.remove", "os.rmdir", "shutil.rmtree"):
            raise OSError(number, os.strerror(number), args[0])

    def then() -> None:
        sys.addaudithook(hook)
        raise OSError(number, os.strerror(number))

    return then


def end_by(number: int) -> Callable[[], object]:
    """End the process by a signal."""
    return lambda: os.kill(os.getpid(), number)
