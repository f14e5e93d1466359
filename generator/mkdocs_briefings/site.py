"""All files of a site, as bytes → checked briefings, vocabulary, library. Pure: nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from .briefing import BriefingFile, read_briefing
from .crosscheck import crosscheck, unused_terms
from .dates import PartialDate
from .document import read_briefing_file
from .library import Library, build_library
from .locate import Places
from .model import Settings, Text
from .problem import Problem, has_errors, in_order
from .vocabulary import Vocabulary, read_vocabulary


class Stamp(NamedTuple):
    """What tells without reading it that a file is the same: as in git's index."""

    size: int
    modified: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it was read. `path` is relative to mkdocs.yml, `content_path` to content/."""

    path: str
    content_path: str
    data: bytes


@dataclass(slots=True)
class Inputs:
    """What a site is made from. `others` are the paths, relative to content/, of all other files there.

    `kept` are the briefings that need not be read, by path under content/; `stamps` those of the ones that were.
    """

    briefings: list[InputFile] = field(default_factory=list)
    vocabulary: dict[str, InputFile] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)

    @property
    def vocabulary_files(self) -> dict[str, tuple[str, bytes]]:
        """The vocabulary's files as (path, bytes) by kind."""
        return {kind: (file.path, file.data) for kind, file in self.vocabulary.items()}


Texts = Callable[[str], dict[str, Text]]
"""The words of a briefing's sections, by its id."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read from the inputs, with every problem in order."""

    files: list[BriefingFile]
    vocabulary: Vocabulary
    problems: list[Problem]

    def library(
        self,
        settings: Settings,
        now: datetime,
        texts: Texts | None = None,
        dead: Mapping[str, PartialDate] | None = None,
    ) -> Library:
        """What is public at `now`; sound only where no problem is an error.

        `texts` gives the words of a briefing where the files do not hold them; `dead` says since when addresses of
        sources are known to be dead.
        """
        library = build_library(self.files, self.vocabulary, settings, now)
        return replace(library, texts=texts or library.texts, dead=dead or {})


def _second_look(inputs: Inputs, reread: Callable[[str], bytes] | None) -> Callable[[BriefingFile], Places]:
    """Takes a file's body apart once more to say where things stand in it."""
    data = {file.path: file.data for file in inputs.briefings}

    @cache
    def look(path: str) -> Places:
        document, _ = read_briefing_file(path, data[path] if path in data else reread(path))
        return Places(path, document.body, document.body_line)

    return lambda file: look(file.path)


Read = Callable[[list[InputFile], Vocabulary], Iterable[BriefingFile]]
"""Reads briefings, in the order given."""


def read_one_by_one(files: list[InputFile], vocabulary: Vocabulary) -> Iterable[BriefingFile]:
    """The plain way to read briefings."""
    return (read_briefing(file.path, file.content_path, file.data, vocabulary) for file in files)


def check(
    inputs: Inputs,
    now: datetime,
    kept: Mapping[str, BriefingFile] | None = None,
    read: Read = read_one_by_one,
    reread: Callable[[str], bytes] | None = None,
    terms: tuple[Vocabulary, list[Problem]] | None = None,
) -> Checked:
    """Read everything and gather all problems.

    `kept` are briefings that have been read before, by path under content/, for those that `inputs` names so; `reread`
    gives the bytes of one of them by its path, should a message need a closer look. `terms` is the vocabulary with its
    problems, where it has been read already.
    """
    vocabulary, problems = terms or read_vocabulary(inputs.vocabulary_files)
    ordered = sorted(inputs.briefings, key=lambda file: file.content_path)
    files = [kept[path] for path in inputs.kept] if kept else []
    files += read(ordered, vocabulary)
    files.sort(key=lambda file: file.content_path)
    problems = [*inputs.problems, *problems, *(problem for file in files for problem in file.problems)]
    complete = not has_errors(problems)
    problems += crosscheck(files, inputs.others, now, _second_look(inputs, reread))
    if complete:  # else what stands in a faulty place would be said to be unused
        problems += unused_terms(files, vocabulary)
    return Checked(files, vocabulary, in_order(problems))
