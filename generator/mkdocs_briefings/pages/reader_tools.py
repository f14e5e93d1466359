"""The pages of the tools that work in a reader's browser: the briefing kit, the contribution form."""

from __future__ import annotations

from collections.abc import Iterator

from .. import schema, urls
from ..contexts import ContributePage, KitPage
from ..outputs.data_catalogue import FOLDER, FRONT_MATTER_SCHEMA
from ..views import Link
from .overview import SEARCH
from .parts import Built, Page, Parts

KIT = "kit/"
CONTRIBUTE = "contribute/"

_EXAMPLE_ID = "2023-10-02-iran-calls-for-talks"
_EXAMPLE_BODY = "…\n\n## …\n\n…"


def plan(parts: Parts) -> Iterator[Page]:
    """The tools' pages, each once; none under a theme that has not their scripts."""
    if parts.library.settings.tools:
        yield Page(KIT, "kit")
        yield Page(CONTRIBUTE, "contribute")


def kit(parts: Parts) -> Built:
    """The page of the kit; what is in it only the reader's browser knows."""
    words = parts.words
    briefings = Link(words.gettext("Briefings"), urls.collection("briefing"))
    search = Link(words.gettext("Search"), SEARCH) if parts.library.settings.search else None
    description = words.gettext("Sections that you have collected: order, print, copy, download or share them.")
    return Built(words.gettext("Kit"), description, KitPage(briefings, search))


def contribute(parts: Parts) -> Built:
    """The page of the contribution form; the fields come from `form_fields`, by the theme."""
    needed = [f"{field.name}: {field.example}" for field in schema.BRIEFING.fields if field.required]
    words, guide = parts.words, parts.library.settings.guide
    context = ContributePage(
        path=f"content/{urls.briefing_file(_EXAMPLE_ID)}",
        example="\n".join(["---", *needed, "---", _EXAMPLE_BODY]),
        schema=Link(FRONT_MATTER_SCHEMA, FOLDER + FRONT_MATTER_SCHEMA),
        guide=Link(words.gettext("Guide"), guide) if guide else None,
    )
    description = words.gettext("A form that makes the file of a briefing, in your browser alone.")
    return Built(words.gettext("Contribute"), description, context)
