"""All files of a site, as bytes → checked briefings, vocabulary, library. Pure: nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from .briefing import BriefingFile, read_briefing
from .crosscheck import crosscheck, unused_terms
from .document import read_briefing_file
from .library import Library, build_library
from .locate import Places
from .model import Settings
from .problem import Problem, has_errors, in_order
from .vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it was read. `path` is relative to mkdocs.yml, `content_path` to content/."""

    path: str
    content_path: str
    data: bytes


@dataclass(slots=True)
class Inputs:
    """What a site is made from. `others` are the paths, relative to content/, of all other files there."""

    briefings: list[InputFile] = field(default_factory=list)
    vocabulary: dict[str, InputFile] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read from the inputs, with every problem in order."""

    files: list[BriefingFile]
    vocabulary: Vocabulary
    problems: list[Problem]

    def library(self, settings: Settings, now: datetime) -> Library:
        """What is public at `now`; sound only where no problem is an error."""
        return build_library(self.files, self.vocabulary, settings, now)


def _second_look(inputs: Inputs) -> Callable[[BriefingFile], Places]:
    """Takes a file's body apart once more to say where things stand in it."""
    data = {file.path: file.data for file in inputs.briefings}

    @cache
    def look(path: str) -> Places:
        document, _ = read_briefing_file(path, data[path])
        return Places(path, document.body, document.body_line)

    return lambda file: look(file.path)


def check(inputs: Inputs, now: datetime) -> Checked:
    """Read everything and gather all problems."""
    given = {kind: (file.path, file.data) for kind, file in inputs.vocabulary.items()}
    vocabulary, problems = read_vocabulary(given)
    ordered = sorted(inputs.briefings, key=lambda file: file.content_path)
    files = [read_briefing(file.path, file.content_path, file.data, vocabulary) for file in ordered]
    problems = [*inputs.problems, *problems, *(problem for file in files for problem in file.problems)]
    complete = not has_errors(problems)
    problems += crosscheck(files, inputs.others, now, _second_look(inputs))
    if complete:  # else what stands in a faulty place would be said to be unused
        problems += unused_terms(files, vocabulary)
    return Checked(files, vocabulary, in_order(problems))
