"""The files that a site had at a revision: its content as the check wants it, and which others are not the same now."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import urls
from .document import MAX_VOCABULARY, loose_yaml
from .impact.facts import Everywhere
from .links.record import RECORD
from .problem import Problem, Span
from .project import CONFIG, Project
from .revision import Entry, Repository, Revision
from .site import InputFile, Inputs
from .sources import BRIEFINGS, VOCABULARY, VOCABULARY_FILES

TEMPLATES = "templates"
_UNNAMED = ("exclude_docs", "draft_docs")
"""Settings of MkDocs by which ordinary pages may be on no site."""


@dataclass(frozen=True, slots=True)
class FilesBefore:
    """A site's files at a revision by path: below content/, and the others of the site, from mkdocs.yml."""

    project: Project
    repository: Repository
    content: Mapping[str, Entry]
    site: Mapping[str, Entry]

    @classmethod
    def at(cls, project: Project, repository: Repository, revision: Revision) -> FilesBefore:
        """The files at a revision, those alone that the site is made from. Raises RevisionError."""
        root, content = repository.inside(project.root), repository.inside(project.content)
        here = f"{root}/" if root else ""
        wanted = [here + name for name in (TEMPLATES, CONFIG, RECORD)]
        found = repository.files(revision.commit, [content, *wanted])
        start = f"{content}/"
        return cls(
            project,
            repository,
            {path.removeprefix(start): entry for path, entry in found.items() if path.startswith(start)},
            {path.removeprefix(here): entry for path, entry in found.items() if path.startswith(tuple(wanted))},
        )

    def record(self) -> bytes:
        """The record of dead addresses; b"" where there was none."""
        entry = self.site.get(RECORD)
        return self._data([entry]).get(entry.id, b"") if entry else b""

    def inputs(self) -> Inputs:
        """The content, sorted into kinds as `sources` does. Problems say where something is wrong, and no more."""
        inputs, shown = Inputs(), self.project.shown(self.project.content)
        needed = {path: entry for path, entry in self.content.items() if _is_read(path)}
        data = self._data(entry for entry in needed.values() if not entry.link)
        for path, entry in sorted(self.content.items()):
            file = InputFile(f"{shown}/{path}", path, data.get(entry.id, b""))
            if path.startswith((f"{BRIEFINGS}/", f"{VOCABULARY}/")) and (path not in needed or entry.id not in data):
                code = "symlink" if entry.link else "file-too-large" if path in needed else "stray-file"
                inputs.problems.append(Problem(Span(file.path), code, ""))
            elif path in VOCABULARY_FILES:
                inputs.vocabulary[VOCABULARY_FILES[path]] = file
            elif path in needed:
                inputs.briefings.append(file)
            else:
                inputs.others.add(path)
        return inputs

    def _data(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        """The bytes of files by id, but for those too large for anything."""
        return self.repository.contents(entry.id for entry in entries if entry.size <= MAX_VOCABULARY)

    def beside(self, others: Collection[str]) -> tuple[dict[str, bytes], dict[str, bytes], Everywhere]:
        """The ordinary pages before and now, by address, each with what stands for its text; and what else differs.

        `others` are the paths under content/ of all files there are now beside briefings and vocabulary. Where
        mkdocs.yml keeps some of them from the site there are no pages, but their number.
        """
        before = {path: entry for path, entry in self.content.items() if not path.startswith((BRIEFINGS, VOCABULARY))}
        folder = self.project.content
        differ = {path for path in others if path in before and not _is_same(folder / path, before[path])}
        differ |= before.keys() ^ set(others)
        pages = {path for path in differ if path.endswith(".md")}
        named = not _keeps_pages_back(self.project)
        old = {urls.content_uri(path): b"before" for path in pages & before.keys() if named and _is_shown(path)}
        new = {urls.content_uri(path): b"now" for path in pages & set(others) if named and _is_shown(path)}
        everywhere = Everywhere(
            config=not _is_same(self.project.root / CONFIG, self.site.get(CONFIG)),
            templates=len(list(self._templates())),
            pictures=sum(_is_shown(path) for path in differ - pages),
            ordinary=0 if named else sum(_is_shown(path) for path in pages),
        )
        return old, new, everywhere

    def _templates(self) -> Iterator[str]:
        """The site's own templates that are not as they were."""
        root, start = self.project.root, f"{TEMPLATES}/"
        before = {path for path in self.site if path.startswith(start)}
        now = {path.relative_to(root).as_posix() for path in (root / TEMPLATES).rglob("*") if path.is_file()}
        yield from (path for path in sorted(before | now) if not _is_same(root / path, self.site.get(path)))


def _is_read(path: str) -> bool:
    """Whether a file under content/ is a vocabulary, or should be a briefing."""
    return path in VOCABULARY_FILES or (path.startswith(f"{BRIEFINGS}/") and path.endswith(".md"))


def _is_shown(path: str) -> bool:
    """MkDocs leaves out files and folders whose name begins with a dot."""
    return not any(part.startswith(".") for part in path.split("/"))


def _keeps_pages_back(project: Project) -> bool:
    values = loose_yaml((project.root / CONFIG).read_bytes())
    return any(values.get(key) for key in _UNNAMED)


def _is_same(path: Path, entry: Entry | None) -> bool:
    """Whether a file has the bytes that git has; also where only its line ends are another system's."""
    if entry is None or entry.link:
        return entry is None and not path.exists()
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return entry.id in (_blob_id(data, entry.id), _blob_id(data.replace(b"\r\n", b"\n"), entry.id))


def _blob_id(data: bytes, like: str) -> str:
    """The id that git gives to a file's bytes (Git Internals, "Git Objects"), by SHA-1 or SHA-256 as another has it."""
    kind = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return kind(b"blob %d\0" % len(data) + data).hexdigest()
