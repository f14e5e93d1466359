"""The files of a site, read from the disk: what changed since they were last read, and what is none of a site's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from .document import MAX_VOCABULARY
from .drawings import more_than_drawn
from .problem import Problem, Span
from .project import Project, utf8
from .schema import KINDS
from .site import InputFile, Inputs, Stamp

BRIEFINGS, VOCABULARY = "briefings", "vocabulary"

_OF_SYSTEMS = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])
"""What operating systems leave in folders unasked."""

VOCABULARY_FILES = {f"{VOCABULARY}/{name}.yml": kind for kind, name in KINDS.items()}
"""The paths under content/ of the vocabulary's files, and the kind of terms in each."""


def read_inputs(project: Project, known: Mapping[str, Stamp | None] | None = None) -> Inputs:
    """Read all files under content/ that count; what cannot be read is a problem, never an exception.

    Briefings whose stamp is the `known` one (by path under content/) are not read; `Inputs.kept` names them.
    """
    reading = _Reading(project, known or {})
    reading.folder(str(project.content), "")
    return reading.inputs


def read_file(project: Project, inputs: Inputs, path: str) -> None:
    """Read one briefing, by its path under content/, into the inputs: one that needed not be read before."""
    reading = _Reading(project, {})
    reading.inputs = inputs
    reading.briefing(str(project.content / path), path)


def ordinary_texts(content: Path, paths: Iterable[str]) -> Iterator[str]:
    """The texts of the site's own pages, styles and scripts among files, by their paths under content/."""
    for path in paths:
        if path.endswith((".md", ".html", ".css", ".js")) and not path.startswith(f"{BRIEFINGS}/"):
            with suppress(OSError):
                yield (content / path).read_text("utf-8", "replace")


class _Reading:
    def __init__(self, project: Project, known: Mapping[str, Stamp | None]) -> None:
        self.project, self.known, self.inputs = project, known, Inputs()
        self.shown = project.shown(project.content)

    def folder(self, folder: str, inside: str) -> None:
        """Read a folder's files in a fixed order; links that leave content/ and special files become problems."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self._problem(inside, "unreadable", error.strerror or "it cannot be read", _UNREADABLE)
            return
        for entry in entries:
            name = utf8(entry.name)
            path = f"{inside}/{name}" if inside else name
            if entry.name in _OF_SYSTEMS:
                continue
            if entry.is_symlink() and not _stays_inside(Path(entry.path), self.project.content):
                message = "a symbolic link that leaves content/ or leads nowhere"
                self._problem(path, "symlink", message, "put the file itself here")
            elif entry.is_dir(follow_symlinks=False):
                self.folder(entry.path, path)
            elif entry.is_file():
                self._file(entry, path)
            elif entry.is_dir():
                self._problem(path, "symlink", "a symbolic link to a folder", "put the files themselves here")
            else:
                self._problem(path, "stray-file", "neither a file nor a folder", "delete it")

    def _file(self, entry: os.DirEntry, path: str) -> None:
        top, _, rest = path.partition("/")
        if top == BRIEFINGS and rest:
            self.briefing(entry.path, path)
        elif top == VOCABULARY and rest:
            self._vocabulary(entry.path, path)
        else:
            self.inputs.others.add(path)
            if path.lower().endswith(".svg"):
                self._drawing(entry.path, path)

    def _drawing(self, file: str, path: str) -> None:
        data = self._read(file, path)
        active = more_than_drawn(data) if data is not None else ""
        if active:
            hint = "save it as plain SVG, with nothing that runs or loads, or as PNG"
            self._problem(path, "active-drawing", f"the drawing has {active}", hint)

    def briefing(self, file: str, path: str) -> None:
        """Read what should be a briefing, unless it is as it was."""
        if not path.endswith(".md"):
            hint = "only `<year>/<id>.md` may be here; pictures go elsewhere under content/"
            self._problem(path, "stray-file", "this is no briefing", hint)
            return
        try:
            stat = os.stat(file)
        except OSError as error:
            self._problem(path, "unreadable", error.strerror or "it cannot be read", _UNREADABLE)
            return
        stamp = Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        if self.known.get(path) == stamp:
            self.inputs.kept.append(path)
            return
        data = self._read(file, path)
        if data is not None:
            self.inputs.briefings.append(InputFile(self._shown(path), path, data))
            self.inputs.stamps[path] = stamp

    def _vocabulary(self, file: str, path: str) -> None:
        kind = VOCABULARY_FILES.get(path)
        if kind is None:
            hint = f"the files are {', '.join(f'`{name}.yml`' for name in KINDS.values())}"
            self._problem(path, "stray-file", "this is no vocabulary file", hint)
            return
        data = self._read(file, path)
        if data is not None:
            self.inputs.vocabulary[kind] = InputFile(self._shown(path), path, data)

    def _read(self, file: str, path: str) -> bytes | None:
        """A file's bytes, a little more than any limit at most, so that a huge one is refused and not swallowed."""
        try:
            with open(file, "rb", buffering=0) as stream:
                # Asked for a megabyte, Python takes a piece of memory from the system for each file, of which a process
                # may have some 65,000.
                size = os.fstat(stream.fileno()).st_size
                return stream.read(min(size, MAX_VOCABULARY) + 1)
        except OSError as error:
            self._problem(path, "unreadable", error.strerror or "it cannot be read", _UNREADABLE)
            return None

    def _shown(self, path: str) -> str:
        return f"{self.shown}/{path}" if path else self.shown

    def _problem(self, path: str, code: str, message: str, hint: str) -> None:
        self.inputs.problems.append(Problem(Span(self._shown(path)), code, message, hint))


_UNREADABLE = "check that it is there and may be read"


def _stays_inside(path: Path, content: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(content.resolve())
    except (OSError, RuntimeError):
        return False
