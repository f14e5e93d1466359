"""A site's files at a revision, read from git: never checked out, and without running anything that a repository names.

Git is called with fixed lists of arguments, without a shell and without `GIT_*` variables; no file system monitor, hook
or transport is used. What comes from outside, a revision's name, is checked and stands behind `--end-of-options`.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .report import printable

TIME_LIMIT = 300
"""Seconds that one call of git may take."""

MOST_LINKS = 8
"""How many symbolic links are followed one after the other."""

MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
"""What may be the branch that a change is made against; the first that there is."""

_OPTIONS = (
    "--no-pager", "--no-replace-objects", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never",
)  # fmt: skip
_ENVIRONMENT = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_MODES = {"100644", "100755"}
_LINK = "120000"


class RevisionError(Exception):
    """There is no git, no repository or no such revision; the message says what to do."""


class Revision(NamedTuple):
    """A commit: its full id, how it came to be chosen (as `impact.facts.Base.how`) and by what name."""

    commit: str
    how: str
    name: str


class Entry(NamedTuple):
    """A file of a commit: the id of its bytes, its size in bytes, and whether it is a symbolic link."""

    id: str
    size: int
    link: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """A working tree of git; `top` is its uppermost folder."""

    top: Path
    program: str

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """The repository that a folder is in. Raises RevisionError."""
        program = shutil.which("git")
        if program is None:
            raise RevisionError("git is not installed, and only git knows what was there before")
        found = cls(folder, program)
        try:
            top = os.fsdecode(found._git("rev-parse", "--show-toplevel")).removesuffix("\n")
        except _FailedError as error:
            if "not a git repository" in str(error):
                message = "this is no git repository; run it where the site's history is, as in a clone"
                raise RevisionError(message) from error
            raise RevisionError(f"git: {error}") from error
        if not top:
            raise RevisionError("this git repository has no files beside its history; run it in a clone that has")
        return cls(Path(top), program)

    def revision(self, name: str) -> Revision:
        """The commit of a given name. Raises RevisionError."""
        commit = self._commit(name)
        if commit is None:
            shown = printable(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))[:100]
            hint = "in CI the checkout may be too shallow (`fetch-depth: 0` takes all)"
            raise RevisionError(f"there is no commit {shown!r} here; {hint}")
        return Revision(commit, "given", name)

    def default_base(self) -> Revision:
        """Where the present branch leaves the main one; the last commit where there is no main one.

        Raises RevisionError.
        """
        head = self._commit("HEAD")
        if head is None:
            raise RevisionError("there is no commit yet; the first one can be compared with nothing")
        for ref in MAIN:
            main = self._commit(ref)
            if main is None:
                continue
            try:
                base = self._git("merge-base", head, main).decode("ascii").split()
            except _FailedError:  # no commit in common, or the history is cut off before it
                continue
            return Revision(base[0], "branch", ref.removeprefix("refs/heads/").removeprefix("refs/remotes/"))
        return Revision(head, "head", "HEAD")

    def inside(self, folder: Path) -> str:
        """A folder's path from the top, with slashes; "" for the top. Raises RevisionError for one outside."""
        path = Path(os.path.relpath(folder.resolve(), self.top.resolve())).as_posix()
        if path == ".." or path.startswith("../"):
            raise RevisionError(f"{folder.name} is not in the git repository of the site")
        return "" if path == "." else path

    def files(self, commit: str, paths: Sequence[str]) -> dict[str, Entry]:
        """All files of a commit at or below some paths, by path from the top; submodules have none.

        A symbolic link to a file of the commit stands for that file; any other is said to be a link. Raises
        RevisionError.
        """
        wanted = [path for path in paths if path]
        found: dict[str, Entry] = {}
        try:
            listed = self._git("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *(wanted or ()))
        except _FailedError as error:
            raise RevisionError(f"git cannot list the files of {commit[:12]}: {error}") from error
        for line in listed.split(b"\0"):
            head, tab, name = line.partition(b"\t")
            if tab:
                mode, _, object_id, size = head.decode("ascii").split()
                if mode in _MODES or mode == _LINK:
                    path = name.decode("utf-8", "replace")
                    found[path] = Entry(object_id, int(size) if size.isdigit() else 0, mode == _LINK)
        return self._followed(found)

    def _followed(self, files: dict[str, Entry]) -> dict[str, Entry]:
        """The files, with those that links lead to in place of the links."""
        links = {path: entry for path, entry in files.items() if entry.link and entry.size < 4096}
        targets = self.contents(entry.id for entry in links.values())
        leads = {path: targets[entry.id].decode("utf-8", "replace") for path, entry in links.items()}
        result = dict(files)
        for path in links:
            at = path
            for _ in range(MOST_LINKS):
                if at not in leads or leads[at].startswith("/"):
                    break
                at = posixpath.normpath(posixpath.join(posixpath.dirname(at), leads[at]))
            result[path] = files[at] if at in files and not files[at].link else files[path]
        return result

    def contents(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The bytes of files by their ids. Raises RevisionError where one is not in this clone."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        try:
            data = self._git("cat-file", "--batch", given="".join(f"{one}\n" for one in wanted).encode())
        except _FailedError as error:
            raise RevisionError(f"git cannot read the files of that commit: {error}") from error
        found, at = {}, 0
        for one in wanted:
            end = data.find(b"\n", at)
            head = data[at:end].split()
            if end < 0 or len(head) != 3:
                raise RevisionError(f"this clone lacks files of that commit ({one[:12]}); fetch them first")
            size = int(head[2])
            found[one] = data[end + 1 : end + 1 + size]
            at = end + size + 2
        return found

    def _commit(self, name: str) -> str | None:
        """The full id of a commit by any of its names; None where there is none."""
        if not name or name.startswith("-") or len(name) > 300 or any(ord(c) < 33 or ord(c) == 127 for c in name):
            return None
        try:
            found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except _FailedError:
            return None
        return found.decode("ascii").strip()

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git puts out. Raises _FailedError with what it says."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        command = [self.program, *_OPTIONS, *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=self.top,
                env=environment | _ENVIRONMENT,
                input=given,
                capture_output=True,
                check=False,
                timeout=TIME_LIMIT,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise _FailedError(f"it could not be run: {type(error).__name__}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise _FailedError(printable(said[0])[:300] if said else f"it ended with {done.returncode}")
        return done.stdout


class _FailedError(Exception):
    """Git could not be run, or did not do what it was asked for."""
