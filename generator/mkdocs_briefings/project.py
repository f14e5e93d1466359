"""Finding a site, and what its mkdocs.yml says."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from .document import loose_yaml
from .model import Settings
from .packaged import packaged_templates
from .urls import content_uri

CONFIG = "mkdocs.yml"
CACHE = ".cache/briefings"
DRAFTS = ".drafts"
GUIDE = "guide/write-a-briefing.md"
"""Where under content/ a site explains how briefings are written, if it does."""


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
    def drafts(self) -> Path:
        """Where the articles are kept that drafts were made from, a folder for each id; git ignores it."""
        return self.root / DRAFTS

    @property
    def template_folders(self) -> list[Path]:
        """The site's own templates first, so that they replace packaged ones one by one."""
        own = self.root / "templates"
        packaged = packaged_templates()
        return [own, packaged] if own.is_dir() and own.resolve() != packaged.resolve() else [packaged]

    def shown(self, path: Path) -> str:
        """A path as problems name it: relative to mkdocs.yml, with slashes."""
        return utf8(Path(os.path.relpath(path, self.root)).as_posix())


def utf8(name: str) -> str:
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
    site_url = str(values.get("site_url") or "")
    settings = settings_of(str(values.get("site_name", "")), _options(values), site_url)
    return Project(root, root / str(docs), replace(settings, guide=guide_of(root / str(docs))))


def guide_of(content: Path) -> str:
    """The address of the site's own guide for contributors, "" where there is none."""
    return content_uri(GUIDE) if (content / GUIDE).is_file() else ""


def settings_of(site_name: str, options: dict, site_url: str = "") -> Settings:
    """The settings from the plugin's options in mkdocs.yml; unknown ones are MkDocs' to refuse."""
    known = ("language", "licence", "licence_url", "years")
    given = {key: str(options[key]) for key in known if options.get(key)}
    search = options.get("search", True) is not False
    packs = options.get("packs") is True
    return Settings(site_name=site_name or "Briefings", search=search, site_url=site_url, packs=packs, **given)


def _options(values: dict) -> dict:
    plugins = values.get("plugins") or []
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else [pair for entry in plugins if isinstance(entry, dict) for pair in entry.items()]
    )
    return next((options for name, options in entries if name == "briefings" and isinstance(options, dict)), {})
