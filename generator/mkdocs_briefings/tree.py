"""The whole Markdown tree of a site: what MkDocs, or any other engine, makes pages of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from .held_back import held_back
from .library import Library
from .pages import Page, Parts, build, plan, year_of
from .project import Project
from .reference import fill
from .render import Renderer
from .selection import Selection
from .site import Checked, Inputs
from .sources import ordinary_texts

HOME = "index.md"


def page_path(page: Page) -> str:
    """Where a page's Markdown stands in the tree."""
    return f"{page.uri}index.md"


def generated_pages(project: Project, library: Library) -> Iterator[tuple[Page, str]]:
    """Every generated page with its Markdown; the home's follows the site's own words."""
    renderer = Renderer(project.template_folders, language=library.settings.language)
    parts = Parts(library)
    selection = Selection.parse(library.settings.years)
    for page in plan(parts):
        if page.kind != "home" and not selection.takes(year_of(page)):
            continue
        built = build(parts, page)
        if page.kind == "home":
            yield page, home_markdown(project, library, renderer.blocks(page, built))
        else:
            yield page, renderer.markdown(page, built)


def home_markdown(project: Project, library: Library, blocks: str) -> str:
    """The home: the site's own words, its name where there are none, and the generated blocks below."""
    try:
        words = (project.content / HOME).read_text(encoding="utf-8").rstrip("\n")
    except OSError:
        words = f"# {library.settings.site_name}"
    return f"{words}\n\n{blocks}"


def site_tree(project: Project, inputs: Inputs, library: Library) -> Iterator[tuple[str, bytes]]:
    """All files of the tree as (path, bytes): generated pages, ordinary pages, pictures."""
    made = set()
    for page, text in generated_pages(project, library):
        made.add(page_path(page))
        yield page_path(page), text.encode()
    for path in sorted(inputs.others - made):
        data = (project.content / path).read_bytes()
        yield path, _ordinary(data.decode("utf-8", "replace"), library).encode() if path.endswith(".md") else data


def waiting_files(project: Project, checked: Checked, library: Library, paths: Collection[str]) -> frozenset[str]:
    """Which of the files under content/ may not be published yet (see `held_back`)."""
    return held_back(checked.files, library.briefings, partial(ordinary_texts, project.content, paths))


_TO_BRIEFING = re.compile(
    r"(\]\(<?|^ {0,3}\[[^\]]+\]:\s*<?)([^)\s>]*?)briefings/[0-9]{4}/([0-9a-z-]+)\.md", re.MULTILINE
)


def _ordinary(text: str, library: Library) -> str:
    """An ordinary page with its tables; its links to briefings lead to where those are in the tree."""

    def link(match: re.Match) -> str:
        here = match[3] in library.briefings
        return f"{match[1]}{match[2]}briefings/{match[3]}/index.md" if here else match[0]

    return _TO_BRIEFING.sub(link, fill(text))
