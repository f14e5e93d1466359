"""Page → Markdown. The only module that imports jinja2.

A generated page is JSON front matter and two kinds of blocks: headings of one line (`## Words {#id}`) and HTML blocks
without a blank line in them. That is all the Markdown there is, so it means the same to every engine; contributors'
words are in it as text, never as markup (see `escape`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    pass_context,
)
from markupsafe import Markup

from . import escape, urls
from .pages import PAGE_KINDS, Built, Page
from .views import Link


class RenderError(Exception):
    """A template cannot be used; the message names it and says what is wrong."""


def packaged_templates() -> Path:
    """The folder of the templates that come with the package: beside the sources in a clone, within it in a wheel."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


class Renderer:
    """Renders pages with the templates of the given folders, the first that has a template winning."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._here = ""
        self._environment = Environment(
            loader=FileSystemLoader([folder / "pages" for folder in folders]),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_put_out,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            comment_start_string="{*",  # `{#` begins an id here: `## Words {#id}`
            comment_end_string="*}",
        )
        self._environment.filters.update(url=self._url, heading=_heading, id=_id, link=self._link)
        self._templates = {}

    def template_names(self) -> list[str]:
        """The templates there are, for tests."""
        return self._environment.list_templates()

    def blocks(self, page: Page, built: Built) -> str:
        """The page's Markdown without front matter. Raises RenderError."""
        name = PAGE_KINDS[page.kind].template
        self._here = page.uri
        context = {f.name: getattr(built.context, f.name) for f in dataclasses.fields(built.context)}
        try:
            template = self._templates.get(name)
            if template is None:
                template = self._templates[name] = self._environment.get_template(name)
            return tidy(template.render(context))
        except TemplateSyntaxError as error:
            raise RenderError(f"template {error.name or name}, line {error.lineno}: {error.message}") from error
        except TemplateError as error:
            raise RenderError(f"template {name}, for the page /{page.uri}: {error.message}") from error

    def markdown(self, page: Page, built: Built) -> str:
        """The whole page: front matter and blocks."""
        front = {
            # Themes put these two into HTML without escaping them, and so does MkDocs' own title.
            "title": escape.html(built.title),
            "description": escape.html(built.description),
            "kind": page.kind,
            **built.more,
        }
        return f"---\n{escape.json_front_matter(front)}\n---\n\n{self.blocks(page, built)}"

    @pass_context  # else Jinja would work out a constant address once, for whichever page comes first
    def _url(self, _context: object, uri: str) -> Markup:
        return Markup(_relative(uri, self._here))

    @pass_context
    def _link(self, _context: object, link: Link, classes: str = "") -> Markup:
        """A link as HTML; only its name where there is no page."""
        name = escape.page(link.name)
        if not link.uri:
            return Markup(f'<span class="{classes}">{name}</span>' if classes else name)
        given = f' class="{classes}"' if classes else ""
        return Markup(f'<a{given} href="{_relative(link.uri, self._here)}">{name}</a>')


@lru_cache(maxsize=200_000)
def _relative(uri: str, start: str) -> str:
    return escape.html(uri if uri.startswith(("https:", "http:")) else urls.relative(uri, start))


def tidy(text: str) -> str:
    """Leave blank lines only around headings, and no white space at the ends of lines.

    Text never begins a line with `#`: it is a character reference there.
    """
    out: list[str] = []
    heading = True
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            continue
        if line[0] == "#":
            out += ["", line] if out else [line]
            heading = True
            continue
        if heading and out:
            out.append("")
        heading = False
        out.append(line)
    return "\n".join(out) + "\n"


def _put_out(value: object) -> Markup:
    """What `{{ … }}` puts out: safe HTML as it is, all else as text."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, StrictUndefined):
        return value  # Jinja raises on it, with the name
    if value is None or isinstance(value, bool | tuple | list | dict):
        raise TemplateRuntimeError(f"a template puts out {value!r}")
    return Markup(escape.page(str(value)))


def _heading(text: str) -> Markup:
    return Markup(escape.heading(text))


def _id(text: str) -> Markup:
    """An id as it is: it was checked when it was read."""
    if not urls.is_heading_id(text.lstrip("_")):
        raise TemplateRuntimeError(f"{text!r} is no id")
    return Markup(text)
