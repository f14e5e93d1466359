"""One side of a comparison: the site as it is before a change, or after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ..briefing import BriefingFile
from ..crosscheck import unused
from ..dates import PartialDate
from ..library import Library
from ..model import Settings
from ..pages import Page, Parts, build, periods, plan
from ..problem import ERROR
from ..render import Renderer
from ..site import Checked, Texts
from ..vocabulary import Vocabulary

PUBLISHED = "published"
Key = tuple[str, str]
"""A term: its kind and id."""


@dataclass(frozen=True)
class Side:
    """The site at one moment of its history.

    `files` are the briefings by id, drafts too, `digests` what stands for the bytes of each, `unused` the terms that no
    briefing uses, `ordinary` the ordinary pages by address, each with what stands for its bytes, and `left_out` how
    many briefings could not be read.
    """

    library: Library
    files: Mapping[str, BriefingFile]
    digests: Mapping[str, bytes]
    renderer: Renderer
    unused: frozenset[Key] = frozenset()
    ordinary: Mapping[str, bytes] = field(default_factory=dict)
    left_out: int = 0

    @cached_property
    def parts(self) -> Parts:
        """What makes the parts of its pages."""
        return Parts(self.library)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every generated page by address."""
        return {page.uri: page for page in plan(self.parts)}

    def state(self, briefing_id: str) -> str:
        """What readers see of a briefing: `published`, `draft`, `embargo`, `withdrawn`, or "" where there is none."""
        file = self.files.get(briefing_id)
        if file is None:
            return ""
        if file.status == "draft":
            return "draft"
        if not file.is_public(self.library.now):
            return "embargo"
        return file.status

    def markdown(self, uri: str) -> str:
        """What a page shows: two sides show the same where these texts are the same."""
        page = self.pages[uri]
        return self.renderer.markdown(page, build(self.parts, page))

    def title(self, page: Page) -> str:
        """What a page is about; "" for lists and digests, whose addresses say it."""
        kind, key = page.kind, page.key
        if kind == "briefing":
            return self.library.briefings[key[0]].title
        if kind == "period":
            of, *ids, when = key
            return f"{periods.owner(self.parts, of, *ids).name}, {self.parts.words.period_label(*when)}"
        if kind == "series-period":
            return f"{self.parts.link('series', key[0]).name}, {self.parts.words.period_label(*key[1])}"
        if kind == "country-relations":
            return self.parts.link("country", key[0]).name
        if kind in OWNERS:
            return periods.owner(self.parts, kind, *key).name
        return ""


OWNERS = ("topic", "country", "person", "organisation", "outlet", "series", "topic-country", "relation")
"""The kinds of pages that a chronology belongs to."""


def is_hidden(old: Side, new: Side, briefing_id: str) -> bool:
    """Whether a briefing must not be named: it is not published, or was not when it was last there."""
    now = new.state(briefing_id)
    return (now or old.state(briefing_id)) != PUBLISHED


def side_of(
    checked: Checked,
    settings: Settings,
    now: datetime,
    texts: Texts,
    digests: Mapping[str, bytes],
    renderer: Renderer,
    ordinary: Mapping[str, bytes] | None = None,
    dead: Mapping[str, PartialDate] | None = None,
) -> Side:
    """A side from what was read, with errors or without; what has one is left out.

    `digests` are by path under content/, `texts` gives the words of a briefing by its id.
    """
    sound = list(usable(checked.files, checked.vocabulary))
    files = {file.id: file for file in sound}
    library = Checked(sound, checked.vocabulary, []).library(settings, now, texts, dead)
    return Side(
        library,
        files,
        {file.id: digests[file.content_path] for file in sound},
        renderer,
        unused(sound, checked.vocabulary),
        ordinary or {},
        len(checked.files) - len(files),
    )


def usable(files: Iterable[BriefingFile], vocabulary: Vocabulary) -> Iterable[BriefingFile]:
    """The files from which pages can be made: where they belong, without errors, naming no term that is not there."""
    known = {(kind, term_id) for kind, terms in vocabulary.terms.items() for term_id in terms}
    for file in files:
        faulty = any(problem.severity == ERROR for problem in file.problems)
        if file.briefing is not None and not faulty and file.content_path == file.home and file.terms <= known:
            yield file
