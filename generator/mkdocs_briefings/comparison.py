"""Reading both sides of a change: the site's files as they are, and as git has them at a revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path

from . import __version__, site
from .briefing import BriefingFile, read_briefing
from .checking import read_site
from .impact.compare import impact_of
from .impact.facts import Base, Impact
from .impact.sides import Side, side_of
from .links.record import dead_since, link_states
from .links.record_file import read_record
from .model import Text
from .problem import ERROR, Problem, has_errors, in_order
from .project import Project
from .readings import Readings, digest_of
from .render import Renderer
from .revision import Repository
from .revision_files import FilesBefore
from .site import Checked, InputFile
from .vocabulary import Vocabulary, read_vocabulary
from .vocabulary_changes import compare
from .workers import cores, in_parallel, over_all


def impact_since(
    project: Project, base: str | None, now: datetime, say: Callable[[str], None]
) -> tuple[Impact | None, list[Problem]]:
    """What the change from a revision to the files as they are does, and the check's problems.

    Without `base` the revision is chosen by `Repository.default_base`. There is no impact where the content has errors.
    Raises RevisionError.
    """
    repository = Repository.of(project.root)
    revision = repository.revision(base) if base is not None else repository.default_base()
    before = FilesBefore.at(project, repository, revision)
    readings, checked = read_site(project, now, say, "impact", only_check=False)
    states, broken = read_record(project)
    problems = in_order([*checked.problems, *broken])
    if has_errors(problems):
        return None, problems
    ordinary_before, ordinary_now, everywhere = before.beside(readings.others)
    compiled = _compiled(project)

    def side(checked: Checked, data: Callable[[str], bytes], digests: dict, ordinary: dict, states: dict) -> Side:
        renderer = Renderer(project.template_folders, compiled, project.settings.language)
        texts = _texts_of(checked, data)
        return side_of(checked, project.settings, now, texts, digests, renderer, ordinary, dead_since(states))

    read = _read_before(before, readings, checked, now)
    old = side(read.checked, read.data.__getitem__, read.digests, ordinary_before, link_states(before.record())[0])
    new = side(
        checked, lambda path: (project.content / path).read_bytes(), readings.all_digests(), ordinary_now, states
    )
    fact = Base(revision.commit, revision.how, revision.name, read.errors, old.left_out, not read.data)
    return impact_of(old, new, fact, problems, everywhere, partial(in_parallel, processes=cores())), problems


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read at a revision: bytes and digests of briefings by path under content/; how many errors there are."""

    checked: Checked
    data: dict[str, bytes]
    digests: dict[str, bytes]
    errors: int


def _read_before(before: FilesBefore, readings: Readings, present: Checked, now: datetime) -> _Read:
    """Read the old side; briefings that are the same now, and mean the same, are not read again."""
    inputs = before.inputs()
    data = {file.content_path: file.data for file in inputs.briefings}
    digests = {path: digest_of(one) for path, one in data.items()}
    vocabulary = _sound_vocabulary(inputs.vocabulary_files, readings.vocabulary_files)
    terms = read_vocabulary(vocabulary)
    digests_now = readings.all_digests()
    known = {f.content_path: f for f in present.files if digests.get(f.content_path) == digests_now[f.content_path]}
    if vocabulary != readings.vocabulary_files:
        again = compare(present.vocabulary, terms[0]).reread(known.values())
        known = {path: file for path, file in known.items() if path not in again}
    inputs.kept = sorted(known)
    inputs.briefings = [file for file in inputs.briefings if file.content_path not in known]
    paths = {file.path: file.content_path for file in known.values()}
    checked = site.check(inputs, now, known, _read_many, lambda path: data[paths[path]], terms)
    faults = read_vocabulary(inputs.vocabulary_files)[1] if vocabulary != inputs.vocabulary_files else []
    errors = sum(problem.severity == ERROR for problem in {*checked.problems, *faults})
    return _Read(checked, data, digests, errors)


def _read_many(files: list[InputFile], vocabulary: Vocabulary) -> Iterator[BriefingFile]:
    """Read briefings without their words, in several processes where there are many."""

    return over_all(lambda file: read_briefing(file.path, file.content_path, file.data, vocabulary), files)


def _sound_vocabulary(
    files: dict[str, tuple[str, bytes]], now: dict[str, tuple[str, bytes]]
) -> dict[str, tuple[str, bytes]]:
    """A vocabulary from which pages can be made: what has errors in it is taken as it is now."""
    faulty = {problem.span.path for problem in read_vocabulary(files)[1] if problem.severity == ERROR}
    if not faulty:
        return files
    sound = {kind: file for kind, file in files.items() if file[0] not in faulty}
    return sound | {kind: file for kind, file in now.items() if kind in files and kind not in sound}


def _texts_of(checked: Checked, data: Callable[[str], bytes]) -> Callable[[str], dict[str, Text]]:
    """Gives the words of a briefing by its id: few are needed, so the file is taken apart once more."""
    vocabulary = checked.vocabulary
    paths = {file.id: (file.path, file.content_path) for file in checked.files}

    @lru_cache(500)
    def texts(briefing_id: str) -> dict[str, Text]:
        path, content_path = paths[briefing_id]
        return read_briefing(path, content_path, data(content_path), vocabulary).texts

    return texts


def _compiled(project: Project) -> Path | None:
    """The folder of compiled templates; None where nothing can be written."""
    folder = project.cache / "impact" / f"templates-{__version__}-{project.settings.language}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder
