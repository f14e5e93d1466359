"""Reading a site's briefings with what is known from before: only those that have changed, in several processes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from . import site
from .briefing import BriefingFile, read_briefing
from .project import Project
from .site import Checked, InputFile, Stamp
from .sources import read_file, read_inputs
from .state import Known, pack_words
from .vocabulary import Vocabulary, read_vocabulary
from .vocabulary_changes import VocabularyChange, compare
from .workers import over_all

RECENT = 2_000_000_000
"""A file that changed less than this many nanoseconds before it was read may change again without its stamp telling."""

VocabularyFiles = dict[str, tuple[str, bytes]]
"""The vocabulary's files as (path, bytes) by kind."""


class Readings:
    """The briefings of a site, read now or known from before.

    `known` are those of before by path under content/, read with the vocabulary of the files `before`. After `check`:
    `digests` and `stamps` of the files that were read, `fresh` the paths of those that say something new, `words` the
    packed words of their briefings by id, `change` what has changed in the vocabulary, `others` the paths under
    content/ of all other files.
    """

    def __init__(
        self,
        project: Project,
        known: Mapping[str, Known],
        before: VocabularyFiles | None,
        processes: int,
        only_check: bool = False,
    ) -> None:
        """`only_check` leaves out what only a library needs: the briefings themselves and their words."""
        self.only_check = only_check
        self.project, self.known, self.processes = project, known, processes
        self.vocabulary_before = before
        self.digests: dict[str, bytes] = {}
        self.stamps: dict[str, Stamp | None] = {}
        self.fresh: set[str] = set()
        self.words: dict[str, bytes] = {}
        self.change = VocabularyChange()
        self.others: set[str] = set()
        self.kept: list[str] = []
        self.old_vocabulary: Vocabulary | None = None

    def check(self, now: datetime) -> Checked:
        """Read what has to be read, and check everything."""
        started = time.time_ns()
        known = self.known
        inputs = read_inputs(self.project, {path: one.stamp for path, one in known.items()})
        self.others = inputs.others
        self.vocabulary_files = inputs.vocabulary_files
        terms = read_vocabulary(self.vocabulary_files)
        again = self._again(terms[0])
        kept, inputs.kept = inputs.kept, []
        for path in kept:
            if path in again:
                read_file(self.project, inputs, path)
            else:
                inputs.kept.append(path)
        fresh = []
        for file in inputs.briefings:
            path, stamp = file.content_path, inputs.stamps[file.content_path]
            self.digests[path] = digest_of(file.data)
            self.stamps[path] = stamp if started - max(stamp.modified, stamp.changed) > RECENT else None
            if path in known and path not in again and known[path].digest == self.digests[path]:
                inputs.kept.append(path)
            else:
                fresh.append(file)
        inputs.briefings = fresh
        self.fresh = {file.content_path for file in fresh}
        self.kept = inputs.kept
        kept = {path: known[path].file for path in inputs.kept}
        return site.check(inputs, now, kept, self._read, self.reread, terms)

    def _again(self, vocabulary: Vocabulary) -> set[str]:
        """The known briefings that a change of the vocabulary may have given another meaning."""
        if not self.known or self.vocabulary_before == self.vocabulary_files:
            self.old_vocabulary = vocabulary
            return set()
        self.old_vocabulary, _ = read_vocabulary(self.vocabulary_before or {})
        self.change = compare(self.old_vocabulary, vocabulary)
        return self.change.reread(one.file for one in self.known.values())

    def all_digests(self) -> dict[str, bytes]:
        """What stands for the bytes of every briefing, by path under content/."""
        return {path: self.known[path].digest for path in self.kept} | self.digests

    def reread(self, path: str) -> bytes:
        """The bytes of a briefing by its path from mkdocs.yml, for a closer look."""
        return (self.project.root / path).read_bytes()

    def _read(self, files: list[InputFile], vocabulary: Vocabulary) -> Iterable[BriefingFile]:
        """Read briefings, in several processes where there are many; their words are packed and put aside."""

        def read(file: InputFile) -> tuple[BriefingFile, bytes]:
            one = read_briefing(file.path, file.content_path, file.data, vocabulary)
            if self.only_check:
                return replace(one, briefing=None, texts={}), b""
            return one, pack_words(one.texts)

        for one, words in over_all(read, files, processes=self.processes):
            one.texts = {}
            self.words[one.id] = words
            yield one


def digest_of(data: bytes) -> bytes:
    """What stands for a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()
