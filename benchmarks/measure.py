"""Seconds and memory of programs, and what machine it was. Each program runs as a process of its own."""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

PROC = Path("/proc")
SAMPLE_SECONDS = 0.02
"""How often memory is looked at. Runs that look at it are not timed."""

ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "1"}
"""For every program: the day after the corpus ends, and no advertisement of another program."""


class FailedError(Exception):
    """A program ended with an error; the message holds what it was and the end of what it said."""


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What programs see of the environment."""
    return {**os.environ, **ENVIRONMENT, **(more or {})}


@contextlib.contextmanager
def _started(command: Sequence[str], folder: Path, more: Mapping[str, str] | None) -> Iterator[subprocess.Popen]:
    """A program with all that it starts; none of it outlives an interruption. Raises FailedError."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(more), stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if process.returncode:
            said.seek(0)
            end = said.read().decode("utf-8", "replace").strip().splitlines()[-15:]
            raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n" + "\n".join(end))


def timed(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> float:
    """Wall seconds of a command from start to end, run in a folder after all writing to disk is over.

    Raises FailedError.
    """
    os.sync()
    start = time.perf_counter()
    with _started(command, folder, more) as process:
        process.wait()
        seconds = time.perf_counter() - start
    return seconds


def memory_known() -> bool:
    """Whether this system tells what memory its processes have: Linux does."""
    return (PROC / "self" / "smaps_rollup").exists()


def peak_memory(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> tuple[float, float]:
    """The peak memory of a command in MiB: of all its processes together, and of the largest one.

    Together they count by PSS, where a page that several share counts once (proc(5), smaps_rollup); the largest by its
    own high-water mark (VmHWM). Raises FailedError.
    """
    together = largest = 0.0
    with _started(command, folder, more) as process:
        while process.poll() is None:
            family = _family(process.pid)
            together = max(together, sum(_field(pid, "smaps_rollup", "Pss:") for pid in family))
            largest = max(largest, *(_field(pid, "status", "VmHWM:") for pid in family))
            time.sleep(SAMPLE_SECONDS)
    return together / 1024, largest / 1024


def _family(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The command's name is in brackets and may hold anything; the parent is the second field after it.
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children[parent].append(int(folder.name))
    family = [root]
    for pid in family:
        family += children[pid]
    return family


def _field(pid: int, file: str, name: str) -> float:
    """A number in kB from one of a process' files; 0 when it has just ended."""
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith(name)), 0)


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of pairs that were measured one after the other; a pair that is not whole is left out."""
    return median(one / other for one, other in zip(ours, theirs, strict=False))


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{_distribution()}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def load() -> str:
    """How busy the machine has been, in processes over the last minute; other programs disturb the figures."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _processor() -> str:
    try:
        lines = (PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return "unknown"
    return f"{total / 2**30:.0f} GiB"


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", sys.platform)
    except OSError:
        return sys.platform
