"""Work in several processes, where there are cores for it: forked, so that they share what has been read."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

PARALLEL = 500
"""From so many briefings or pages on, the work goes to other processes; for fewer they are not worth their start."""

_job: Callable | None = None


def cores() -> int:
    """How many processes are worth it: the cores this process may use; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods() or os.name == "nt":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_parallel(work: Callable[[Chunk], Result], chunks: Sequence[Chunk], processes: int) -> Iterator[Result]:
    """The results of `work` on each chunk, in the order of the chunks; in this process where one is enough.

    `work` and what it holds are inherited by the forked processes; chunks and results are pickled. An exception in
    one of them ends all, and so does Ctrl-C.
    """
    if processes < 2 or len(chunks) < 2:
        yield from map(work, chunks)
        return
    global _job
    _job = work
    gc.freeze()  # what is there already is not touched by the collector, so that its pages stay shared
    try:
        with multiprocessing.get_context("fork").Pool(min(processes, len(chunks)), _begin) as pool:
            yield from pool.imap(_run, chunks)
    finally:
        _job = None
        gc.unfreeze()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it ends the pool
    gc.disable()


def _run(chunk: object) -> object:
    return _job(chunk)


def chunks_of(things: Sequence, size: int) -> list[Sequence]:
    """The things in runs of at most `size`."""
    return [things[at : at + size] for at in range(0, len(things), size)]
