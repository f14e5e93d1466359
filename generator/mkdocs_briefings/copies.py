"""Briefings against the articles they were written from: whether words were copied."""

from __future__ import annotations

from collections.abc import Callable

from . import urls
from .assist.overlap import copied
from .problem import Problem
from .project import Project

ARTICLE = "article.txt"
"""What the article of a draft is called in the draft's folder."""


def copied_from_drafts(project: Project) -> list[Problem]:
    """Problems of all briefings whose article is kept in `.drafts/<id>/`; an article that cannot be read is none."""
    folder = project.drafts
    found = []
    for path in sorted(folder.glob(f"*/{ARTICLE}")) if folder.is_dir() else ():
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:
            continue
        found += copied_into(project, urls.briefing_file(path.parent.name), text)
    return found


def copied_into(project: Project, content_path: str, article: str) -> list[Problem]:
    """Problems of a briefing, by its path under content/, against an article; none where the file cannot be read."""
    path = project.content / content_path
    try:
        data = path.read_bytes()
    except OSError:
        return []
    return copied(project.shown(path), data, article)


def copied_from(project: Project, article: str, wanted: Callable[[str], bool]) -> list[Problem]:
    """Problems of the wanted briefings, by their paths from mkdocs.yml, against one article."""
    found = []
    for path in sorted((project.content / "briefings").rglob("*.md")):
        if wanted(project.shown(path)):
            found += copied_into(project, path.relative_to(project.content).as_posix(), article)
    return found
