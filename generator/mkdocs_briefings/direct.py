"""From a generated page to its HTML without MkDocs' Markdown step: the fast path.

A generated page has two kinds of blocks, headings of one line and HTML blocks (see `render`). What Python-Markdown
makes of them is known, so it need not be asked; a test holds the two against each other, byte by byte. The theme's own
template makes the page of it, with an object in the place of MkDocs' `Page`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace

from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import escape

_HEADING = re.compile(r"(#{1,6}) (.*) \{#([^{}\s]+)\}")


class NotDirect(Exception):
    """A page has a block whose HTML only Markdown can tell; the message says which."""


def content_of(blocks: str) -> str:
    """The HTML of a page's blocks. Raises NotDirect."""
    out: list[str] = []
    after_heading = True
    for line in blocks.split("\n"):
        if not line:
            continue
        if line[0] == "#":
            match = _HEADING.fullmatch(line)
            if not match:
                raise NotDirect(f"a heading without an id: {line}")
            level = len(match[1])
            if not after_heading:
                out.append("")  # Python-Markdown leaves a blank line behind an HTML block, and none behind a heading
            out.append(f'<h{level} id="{match[3]}">{match[2]}</h{level}>')
            after_heading = True
        elif line[0] == "<" or not after_heading:
            out.append(line)
            after_heading = False
        else:
            raise NotDirect(f"text that stands in no HTML block: {line[:60]}")
    return escape.plain_references("\n".join(out))


@dataclass
class DirectPage:
    """What the theme sees of a page: the attributes of MkDocs' `Page` that a generated page has."""

    title: str
    url: str
    canonical_url: str | None
    edit_url: str | None
    meta: dict[str, str]
    content: str
    is_homepage: bool = False
    is_page: bool = True
    is_section: bool = False
    is_link: bool = False
    active: bool = True
    parent: None = None
    children: None = None
    previous_page: None = None
    next_page: None = None
    ancestors: tuple = ()
    file: SimpleNamespace = field(default_factory=SimpleNamespace)

    @property
    def abs_url(self) -> str | None:
        """The page's address from the host's root."""
        return None if self.canonical_url is None else "/" + self.canonical_url.split("/", 3)[3]

    @cached_property
    def toc(self) -> TableOfContents:
        """The page's headings, as MkDocs nests them."""
        top: list[AnchorLink] = []
        open_: list[AnchorLink] = []
        for level, heading_id, words in re.findall(r'<h([1-6]) id="([^"]+)">(.*?)</h\1>', self.content):
            link = AnchorLink(re.sub(r"<[^>]+>", "", words), heading_id, int(level))
            while open_ and open_[-1].level >= link.level:
                open_.pop()
            (open_[-1].children if open_ else top).append(link)
            open_.append(link)
        return TableOfContents(top)
