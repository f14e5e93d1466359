"""The disk: finding a site, reading its files, writing what was made of them. Layers below get bytes and give bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .document import MAX_VOCABULARY, loose_yaml
from .model import Settings
from .problem import Problem, Span
from .render import packaged_templates
from .schema import KINDS
from .site import InputFile, Inputs

CONFIG = "mkdocs.yml"
CACHE = ".cache/briefings"
BRIEFINGS, VOCABULARY = "briefings", "vocabulary"


_OF_SYSTEMS = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])
"""What operating systems leave in folders unasked."""


class ProjectError(Exception):
    """There is no site here, or its mkdocs.yml cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where a site is: `root` holds mkdocs.yml, `content` the texts, `templates` come before the packaged ones."""

    root: Path
    content: Path
    settings: Settings

    @property
    def cache(self) -> Path:
        """Where generated pages wait for MkDocs; may be deleted at any time."""
        return self.root / CACHE

    @property
    def template_folders(self) -> list[Path]:
        """The site's own templates first, so that they replace packaged ones one by one."""
        own = self.root / "templates"
        packaged = packaged_templates()
        return [own, packaged] if own.is_dir() and own.resolve() != packaged.resolve() else [packaged]

    def shown(self, path: Path) -> str:
        """A path as problems name it: relative to mkdocs.yml, with slashes."""
        return _utf8(Path(os.path.relpath(path, self.root)).as_posix())


def _utf8(name: str) -> str:
    """A file's name as text that can be written; bytes that are not UTF-8 are shown as U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def find_project(start: Path) -> Project:
    """The site that a folder is in: the nearest mkdocs.yml, upwards. Raises ProjectError."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return read_project(folder / CONFIG)
    raise ProjectError(f"no {CONFIG} here or in a folder above; run this in a site's folder")


def read_project(config: Path) -> Project:
    """The site of an mkdocs.yml, read without MkDocs (its tags are ignored). Raises ProjectError."""
    try:
        values = loose_yaml(config.read_bytes())
    except (OSError, ValueError) as error:
        raise ProjectError(f"{config.name} cannot be read: {error}") from error
    root = config.parent
    docs = values.get("docs_dir") or "docs"
    return Project(root, root / str(docs), settings_of(str(values.get("site_name", "")), _options(values)))


def settings_of(site_name: str, options: dict) -> Settings:
    """The settings from the plugin's options in mkdocs.yml; unknown ones are MkDocs' to refuse."""
    known = ("language", "licence", "licence_url")
    given = {key: str(options[key]) for key in known if options.get(key)}
    return Settings(site_name=site_name or "Briefings", search=options.get("search", True) is not False, **given)


def _options(values: dict) -> dict:
    plugins = values.get("plugins") or []
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else [pair for entry in plugins if isinstance(entry, dict) for pair in entry.items()]
    )
    return next((options for name, options in entries if name == "briefings" and isinstance(options, dict)), {})


def read_inputs(project: Project) -> Inputs:
    """Read all files under content/ that count; what cannot be read is a problem, never an exception."""
    inputs = Inputs()
    for path, content_path in _walk(project, project.content, inputs):
        top, _, rest = content_path.partition("/")
        if top == BRIEFINGS and rest:
            _read_briefing(project, path, content_path, inputs)
        elif top == VOCABULARY and rest:
            _read_vocabulary(project, path, content_path, inputs)
        else:
            inputs.others.add(content_path)
    return inputs


def _walk(project: Project, folder: Path, inputs: Inputs) -> Iterator[tuple[Path, str]]:
    """Every regular file under content/ in a fixed order; links that leave it and special files become problems."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        inputs.problems.append(_unreadable(project, folder, error))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name in _OF_SYSTEMS:
            continue
        if entry.is_symlink() and not _stays_inside(path, project.content):
            hint = "put the file itself here"
            message = "a symbolic link that leaves content/ or leads nowhere"
            inputs.problems.append(Problem(Span(project.shown(path)), "symlink", message, hint))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(project, path, inputs)
        elif entry.is_file():
            yield path, _utf8(path.relative_to(project.content).as_posix())
        elif not entry.is_dir():
            message = "neither a file nor a folder"
            inputs.problems.append(Problem(Span(project.shown(path)), "stray-file", message, "delete it"))
        else:
            message = "a symbolic link to a folder"
            inputs.problems.append(
                Problem(Span(project.shown(path)), "symlink", message, "put the files themselves here")
            )


def _stays_inside(path: Path, content: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(content.resolve())
    except (OSError, RuntimeError):
        return False


def _read_briefing(project: Project, path: Path, content_path: str, inputs: Inputs) -> None:
    if not content_path.endswith(".md"):
        hint = "only `<year>/<id>.md` may be here; pictures go elsewhere under content/"
        inputs.problems.append(Problem(Span(project.shown(path)), "stray-file", "this is no briefing", hint))
        return
    data = _read(project, path, inputs)
    if data is not None:
        inputs.briefings.append(InputFile(project.shown(path), content_path, data))


def _read_vocabulary(project: Project, path: Path, content_path: str, inputs: Inputs) -> None:
    kinds = {f"{VOCABULARY}/{name}.yml": kind for kind, name in KINDS.items()}
    kind = kinds.get(content_path)
    if kind is None:
        hint = f"the files are {', '.join(f'`{name}.yml`' for name in KINDS.values())}"
        inputs.problems.append(Problem(Span(project.shown(path)), "stray-file", "this is no vocabulary file", hint))
        return
    data = _read(project, path, inputs)
    if data is not None:
        inputs.vocabulary[kind] = InputFile(project.shown(path), content_path, data)


def _read(project: Project, path: Path, inputs: Inputs) -> bytes | None:
    """A file's bytes, a little more than any limit at most, so that a huge one is refused and not swallowed."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_VOCABULARY + 1)
    except OSError as error:
        inputs.problems.append(_unreadable(project, path, error))
        return None


def _unreadable(project: Project, path: Path, error: OSError) -> Problem:
    hint = "check that it is there and may be read"
    return Problem(Span(project.shown(path)), "unreadable", error.strerror or "it cannot be read", hint)
