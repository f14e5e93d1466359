"""Pictures and other files that wait: those that only briefings which nobody may see yet refer to."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container, Iterable
from urllib.parse import quote

from . import urls
from .briefing import BriefingFile


def held_back(
    files: Iterable[BriefingFile], public: Container[str], texts: Callable[[], Iterable[str]]
) -> frozenset[str]:
    """The paths under content/ of files that must not be on the site yet.

    `public` are the ids of briefings that have a page. A file that one of these refers to is public, and so is one
    whose name stands in `texts`, the site's ordinary pages, styles and scripts; they are read only where needed.
    """
    wanted: dict[bool, set[str]] = {True: set(), False: set()}
    for file in files:
        if file.references:
            targets = (urls.content_path(file.content_path, one.target) for one in file.references)
            wanted[file.id in public].update(filter(None, targets))
    waiting = {path for path in wanted[False] - wanted[True] if not path.endswith(".md")}
    if waiting:
        for text in texts():
            waiting = {path for path in waiting if not _names(text, posixpath.basename(path))}
    return frozenset(waiting)


def _names(text: str, name: str) -> bool:
    return name in text or quote(name) in text
