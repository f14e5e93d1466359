"""The pages of the tools that work in a reader's browser: the briefing kit."""

from __future__ import annotations

from collections.abc import Iterator

from .. import urls
from ..contexts import KitPage
from ..views import Link
from .overview import SEARCH
from .parts import Built, Page, Parts

KIT = "kit/"


def plan(parts: Parts) -> Iterator[Page]:
    """The tools' pages, each once; none under a theme that has not their scripts."""
    if parts.library.settings.tools:
        yield Page(KIT, "kit")


def kit(parts: Parts) -> Built:
    """The page of the kit; what is in it only the reader's browser knows."""
    briefings = Link("briefings", urls.collection("briefing"))
    context = KitPage(briefings, Link("search", SEARCH) if parts.library.settings.search else None)
    return Built("Kit", "Sections that you have collected: order, print, copy, download or share them.", context)
