"""Checking a site with what the last check knew: for commands that build nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime

from .problem import Problem
from .project import Project
from .readings import Readings
from .site import Checked
from .state import Change, Damaged, Known, Place, State, Store
from .versions import READING, program_digest
from .workers import cores

NO_WORDS = Place(0, 0, 0)


def check_site(project: Project, now: datetime, say: Callable[[str], None]) -> list[Problem]:
    """All problems of a site, in order. Only what has changed since the last check is read.

    `say` is told in a line when what was known is thrown away.
    """
    return read_site(project, now, say, "check", only_check=True)[1].problems


def read_site(
    project: Project, now: datetime, say: Callable[[str], None], memory: str, only_check: bool
) -> tuple[Readings, Checked]:
    """Read and check a site; what was read is remembered under the name `memory`.

    `only_check` leaves out the briefings themselves; their words are never remembered. Where the cache cannot be used
    (another process uses it, or the folder cannot be written to) all is read.
    """
    store = Store(project.cache / memory)
    try:
        usable = store.take()
    except OSError:
        usable = False
    if not usable:
        readings = Readings(project, {}, None, cores(), only_check=only_check)
        return readings, readings.check(now)
    fingerprint = program_digest(READING)
    try:
        state = store.load(fingerprint)
    except Damaged as error:
        say(f"the cache is thrown away: {error}")
        store.clear()
        state = None
    before = (state.files, state.vocabulary) if state else ({}, None)
    readings = Readings(project, *before, cores(), only_check=only_check)
    checked = readings.check(now)
    with contextlib.suppress(OSError):  # a full disk costs the next check its memory, and this one nothing
        _keep(store, fingerprint, now, state, readings, {file.content_path: file for file in checked.files})
    store.let_go()
    return readings, checked


def _keep(store: Store, fingerprint: str, now: datetime, state: State | None, readings: Readings, files: dict) -> None:
    """Write down what was read, for the next check."""
    read = {
        path: Known(readings.stamps[path], digest, files[path], NO_WORDS)
        for path, digest in readings.digests.items()
        if path in files
    }
    vocabulary = readings.vocabulary_files
    if state is None:
        store.prepare(State(fingerprint, now, vocabulary=vocabulary, files=read))
    else:
        gone = dict.fromkeys(state.files.keys() - files.keys())
        if not read and not gone and vocabulary == state.vocabulary:
            return
        store.prepare(Change(now, "", "", vocabulary, {**read, **gone}, {}, {}))
    store.commit()
    store.shorten(fingerprint)
