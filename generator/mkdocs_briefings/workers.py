"""Work in several processes, where there are cores for it: forked, so that they share what has been read."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Thing = TypeVar("Thing")

PARALLEL = 500
"""From so many briefings or pages on, the work goes to other processes; for fewer they are not worth their start."""


class WorkerLost(OSError):
    """A process that worked for this one was ended from outside, by the system where memory is short."""

    def __init__(self) -> None:
        super().__init__(errno.ENOMEM, "a process of this program was ended from outside, as for lack of memory")


def cores() -> int:
    """How many processes are worth it: the cores this process may use; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods() or os.name == "nt":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_parallel(work: Callable[[Chunk], Result], chunks: Sequence[Chunk], processes: int) -> Iterator[Result]:
    """The results of `work` on each chunk, in the order of the chunks; in this process where one is enough.

    `work` and what it holds are inherited by the forked processes; chunks and results are pickled. An exception in
    one of them ends all, and so does Ctrl-C. Raises WorkerLost where one of them is killed: `multiprocessing.Pool`
    would wait for its result for ever.
    """
    if processes < 2 or len(chunks) < 2:
        yield from map(work, chunks)
        return
    gc.freeze()  # what is there already is not touched by the collector, so that its pages stay shared
    workers: dict[Connection, multiprocessing.process.BaseProcess] = {}
    try:
        for _ in range(min(processes, len(chunks))):
            _start(work, workers)
        yield from _results(chunks, list(workers))
    finally:
        for process in workers.values():
            process.terminate()
        for connection, process in workers.items():
            process.join()
            connection.close()
        gc.unfreeze()


def over_all(
    work: Callable[[Thing], Result], things: Sequence[Thing], size: int = 250, processes: int | None = None
) -> Iterator[Result]:
    """The result of `work` on each thing, in order; in runs of `size` in several processes where there are many.

    `processes` is how many at most, if not as many as there are cores.
    """

    def on_all(chunk: Sequence[Thing]) -> list[Result]:
        return [work(thing) for thing in chunk]

    most = cores() if processes is None else processes
    for found in in_parallel(on_all, chunks_of(things, size), most if len(things) >= PARALLEL else 1):
        yield from found


def _start(work: Callable, workers: dict[Connection, multiprocessing.process.BaseProcess]) -> None:
    """Start one more worker."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs, [ours, *workers]), daemon=True)
    process.start()
    theirs.close()
    workers[ours] = process


def _results(chunks: Sequence, connections: list[Connection]) -> Iterator:
    """Give each worker one chunk after the other; the results in order."""
    found: dict[int, object] = {}
    given = awaited = 0

    def give(connection: Connection) -> None:
        nonlocal given
        if given < len(chunks):
            connection.send((given, chunks[given]))
            given += 1

    try:
        for connection in connections:
            give(connection)
        while awaited < len(chunks):
            for connection in wait(connections):
                number, result, error = connection.recv()
                if error is not None:
                    raise error
                found[number] = result
                give(connection)
            while awaited in found:
                yield found.pop(awaited)
                awaited += 1
    except (EOFError, ConnectionError) as error:
        raise WorkerLost from error


def _serve(work: Callable, connection: Connection, others: list[Connection]) -> None:
    """A worker's life: until the parent ends it, or has itself been ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it ends its workers
    gc.disable()
    for other in others:
        other.close()
    with suppress(EOFError, ConnectionError):
        while True:
            number, chunk = connection.recv()
            try:
                answer = number, work(chunk), None
            except Exception as error:
                error.add_note(traceback.format_exc())
                answer = number, None, _sendable(error)
            connection.send(answer)


def _sendable(error: Exception) -> Exception:
    """An exception that the parent can raise: some cannot be taken apart and put together again."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what this process has made itself
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def chunks_of(things: Sequence, size: int) -> list[Sequence]:
    """The things in runs of at most `size`."""
    return [things[at : at + size] for at in range(0, len(things), size)]
