"""From a generated page to its HTML without MkDocs' Markdown step: the fast path.

A generated page has two kinds of blocks, headings of one line and HTML blocks (see `render`). What Python-Markdown
makes of them is known, so it need not be asked; a test holds the two against each other, byte by byte. The theme's own
template makes the page of it, with an object in the place of MkDocs' `Page`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

from markupsafe import escape as html_escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from . import escape, urls
from .packaged import packaged_templates
from .render import RenderError

_HEADING = re.compile(r"(#{1,6}) (.*) \{#([^{}\s]+)(?: lang=\"([^\"{}]*)\" dir=\"(ltr|rtl)\")?\}")

_WITH_ID = re.compile(r'<h([1-6])(?: dir="...")? id="([^"]+)"[^>]*>(.*?)</h\1>')


class NotDirect(RenderError):
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
            marks = f'id="{match[3]}"'
            if match[4]:
                marks = f'dir="{match[5]}" {marks} lang="{match[4]}"'  # in the order of the alphabet, as Markdown's
            out.append(f"<h{level} {marks}>{match[2]}</h{level}>")
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
        for level, heading_id, words in _WITH_ID.findall(self.content):
            link = AnchorLink(re.sub(r"<[^>]+>", "", words), heading_id, int(level))
            while open_ and open_[-1].level >= link.level:
                open_.pop()
            (open_[-1].children if open_ else top).append(link)
            open_.append(link)
        return TableOfContents(top)


class DirectMaker:
    """Makes pages with the theme's template, as MkDocs would. Made before processes are forked, used in them."""

    def __init__(self, env, config: MkDocsConfig, nav, files: Files) -> None:
        self.config = config
        self.template = env.get_template("main.html")
        self._nav, self._files = nav, files
        # As MkDocs joins them; asked once, since `urljoin` takes everything apart.
        self._base = urljoin(config.site_url, "page/").removesuffix("page/") if config.site_url else ""
        self._contexts: dict[int, dict] = {}
        self._edit_url = edit_urls(config)
        self._framed = _is_packaged(env, "main.html", "base.html") and not _leads_to_generated(nav)
        self._frames: dict[tuple, list[str]] = {}

    def __call__(self, page, front: dict[str, str], blocks: str) -> bytes:
        """A page's bytes. Raises NotDirect."""
        canonical = f"{self._base}{page.uri}" if self._base else None
        edit_url = self._edit_url(urls.briefing_file(page.key[0])) if page.kind == "briefing" else None
        content = content_of(blocks)
        if self._framed:
            text = self._in_frame(page, front, canonical, edit_url, content)
        else:
            shown = DirectPage(front["title"], page.uri, canonical, edit_url, front, content)
            text = self.template.render(self._context(shown) | {"page": shown})
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _in_frame(self, page, front: dict[str, str], canonical: str | None, edit_url: str | None, content: str) -> str:
        """A page in the frame that it shares with others: what differs is put in place of marks.

        Our own theme puts these texts out as they are, escaped, and asks no more of them than whether they are there.
        """
        own = {"title": front["title"], "canonical": canonical, "edit": edit_url}
        own |= {key: front[key] for key in _OWN_META if key in front}
        fixed = {key: value for key, value in front.items() if key not in own}
        there = (name for name, value in own.items() if value)
        key = (page.uri.split("/", 1)[0], page.uri.count("/"), *fixed.items(), *there)
        frame = self._frames.get(key)
        if frame is None:
            marks = {name: f"\x1a{name}\x1a" if value else value for name, value in own.items()}
            meta = fixed | {name: mark for name, mark in marks.items() if name in front}
            marked = DirectPage(
                marks["title"], page.uri, marks["canonical"], marks["edit"], meta, "\x1acontent\x1a"
            )
            frame = self._frames[key] = self.template.render(self._context(marked) | {"page": marked}).split("\x1a")
        escaped = {name: str(html_escape(value)) for name, value in own.items() if value}
        escaped["content"] = content
        if "head" in escaped:
            escaped["head"] = own["head"]  # safe HTML
        parts = frame.copy()
        parts[1::2] = [escaped[name] for name in parts[1::2]]
        return "".join(parts)

    def _context(self, page: DirectPage) -> dict:
        """What MkDocs gives its templates: the same for all pages of a depth."""
        depth = page.url.count("/")
        found = self._contexts.get(depth)
        if found is None:
            found = self._contexts[depth] = dict(get_context(self._nav, self._files, self.config, page))
        return found


_OWN_META = ("description", "date", "head")
"""What of a page's front matter differs from page to page, beside its title."""


def _is_packaged(env, *names: str) -> bool:
    """Whether templates of the theme are those that come with the package."""
    folder = packaged_templates() / "theme"
    return all(Path(env.get_template(name).filename or "").resolve() == (folder / name).resolve() for name in names)


def _leads_to_generated(nav) -> bool:
    """Whether the navigation names a generated page; then it looks another way from each page near it."""
    addresses = (urlsplit(item.url or "").path.lstrip("/") for item in _items(nav) if not item.is_section)
    return any(address.split("/", 1)[0] in urls.COLLECTIONS.values() for address in addresses)


def _items(items) -> Iterator:
    for item in items:
        yield item
        yield from _items(item.children or ())


_MARK = "_a_page_of_its_own_"


def edit_urls(config: MkDocsConfig) -> Callable[[str], str | None]:
    """Gives where a file under content/ is edited, as MkDocs would say; None where the site has no such place."""
    template = Page(None, File(f"{_MARK}.md", config.docs_dir, config.site_dir, True), config).edit_url
    return lambda source: template.replace(_MARK, source.removesuffix(".md")) if template else None


_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def is_possible(config: MkDocsConfig, own: BasePlugin) -> bool:
    """Whether nobody else wants to see the pages: no other plugin or hook, no Markdown extension of the site's own."""
    if any(getattr(plugin, f"on_{event}", None) for event in _PAGE_EVENTS for plugin in _others(config, own)):
        return False
    return set(config.markdown_extensions) <= {"toc", "tables", "fenced_code", "attr_list"} and not config.mdx_configs


def _others(config: MkDocsConfig, own: BasePlugin) -> list:
    hooks = list(config.hooks.values()) if config.hooks else []
    return [*(plugin for plugin in config.plugins.values() if plugin is not own), *hooks]
