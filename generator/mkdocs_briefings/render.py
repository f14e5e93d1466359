"""Page → Markdown. The only module that imports jinja2.

A generated page is JSON front matter and two kinds of blocks: headings of one line (`## Words {#id}`) and HTML blocks
without a blank line in them. That is all the Markdown there is, so it means the same to every engine; contributors'
words are in it as text, never as markup (see `escape`).
"""

from __future__ import annotations

import contextlib
import dataclasses
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial
from hashlib import blake2b
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from . import escape, urls
from .names import direction
from .pages import PAGE_KINDS, Built, Page
from .phrases import Phrases
from .views import Link, Listed
from .words import words_of


class RenderError(Exception):
    """A template cannot be used; the message names it and says what is wrong."""


ROOT = "\x1a"
"""Stands in rendered parts for the way to the site's root, which is another from each depth. No text has it: control
characters are refused when they are read."""

ROLES = "\x19"
"""Stands in a rendered entry for the roles of the page's term."""

FRAGMENTS = ("line", "statement", "said", "change")
"""The macros of `parts.j2` whose output is the same on every page, and is rendered once; so is `entry`."""


_HTML = frozenset(["url", "heading", "id", "link", "code", "entry", "tongue", "ours", *FRAGMENTS])
"""The filters that give safe HTML, which is put out as it is."""


class _PlainOutput(CodeGenerator):
    """Compiles `{{ … }}` to what `finalize` makes of it: `_put_out` has escaped it, and a second look costs as much."""

    def _output_child_pre(self, node, frame, finalize) -> None:
        self.write("(" if isinstance(node, nodes.Filter) and node.name in _HTML else finalize.src)

    def _output_child_post(self, node, frame, finalize) -> None:
        self.write(")")

    def _output_child_to_const(self, node, frame, finalize) -> str:
        const = node.as_const(frame.eval_ctx)
        return str(const) if isinstance(node, nodes.TemplateData) else finalize.const(const)

    def visit_Call(self, node, frame, forward_caller=False) -> None:
        """`f(a)` is Python's own too: nothing that our templates call asks for their context."""
        if forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node, frame) -> None:
        """`a.b` is Python's own: contexts are dataclasses, and Jinja's look-up would try them as mappings too."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Compiled(BytecodeCache):
    """Compiled templates in a folder. Jinja's own cache believes a damaged file; this one has checksums."""

    def __init__(self, folder: Path, words: str) -> None:
        """`words` stands for the messages, which compiled templates hold."""
        self._folder, self._words = folder, words

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of a template's file here. Jinja's own fails on paths that are not UTF-8."""
        key = f"{self._words}|{name}|{filename}".encode("utf-8", "surrogateescape")
        return blake2b(key, digest_size=20).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            path = self._folder / bucket.key
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            return
        if zlib.crc32(data[4:]).to_bytes(4, "big") == data[:4]:
            bucket.bytecode_from_string(data[4:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = bucket.bytecode_to_string()
        path = self._folder / bucket.key
        with contextlib.suppress(OSError):  # then it is compiled again the next time
            if path.is_file() or not path.exists():
                path.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)


class _Environment(Environment):
    code_generator_class = _PlainOutput

    def make_globals(self, d):
        """Plain dictionaries: Jinja's chain of two is looked through for each page, and ours never change."""
        return {**self.globals, **(d or {})}

    def _generate(self, source, *arguments, **named):
        """Jinja's place for another generator: what can be known of a template is worked out before."""
        return super()._generate(_Wording(self.globals).visit(source), *arguments, **named)


class _Wording(NodeTransformer):
    """Looks messages up when a template is compiled, which is done for each language: not again wherever they stand."""

    def __init__(self, functions: Mapping[str, Callable]) -> None:
        self._functions = functions

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        node = self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in ("_", "gettext", "pgettext") or not all(isinstance(one, nodes.Const) for one in node.args):
            return node
        message = self._functions[name](*(one.value for one in node.args))
        if not node.kwargs:
            return nodes.Const(message, lineno=node.lineno)
        text = nodes.Const(escape.page(message), lineno=node.lineno)
        filled = nodes.Name("filled", "load", lineno=node.lineno)
        return nodes.Call(filled, [text], node.kwargs, None, None, lineno=node.lineno)


class Renderer:
    """Renders pages with the templates of the given folders, the first that has a template winning."""

    def __init__(self, folders: Sequence[Path], compiled: Path | None = None, language: str = "en") -> None:
        """`compiled` is a folder for compiled templates, `language` the site's."""
        words = words_of(language)
        self._environment = _Environment(
            bytecode_cache=_Compiled(compiled, words.digest()) if compiled else None,
            loader=FileSystemLoader([folder / "pages" for folder in folders]),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_put_out,
            auto_reload=False,
            comment_start_string="{*",  # `{#` begins an id here: `## Words {#id}`
            comment_end_string="*}",
        )
        self._environment.filters.update(url=_url, heading=_heading, id=_id, link=_link, code=_code)
        self._environment.filters.update({name: partial(self._fragment, name) for name in FRAGMENTS})
        self._environment.filters["entry"] = self._entry
        phrases = Phrases(words, escape.page)
        self._environment.globals.update(phrases.globals())
        self._environment.filters.update(phrases.filters())
        self._templates: dict[str, Template] = {}
        self._macros: dict[str, Callable] = {}
        self._entries: dict[tuple[str, str], str] = {}
        self._brief_entries: dict[tuple[str, str], str] = {}
        self._roles: dict[tuple[str, ...], str] = {}
        # By the view's identity: `Parts` gives the same object wherever a section is listed. The view is kept, so that
        # no other takes its place in memory.
        self._rendered: dict[tuple, tuple[object, Markup]] = {}

    def template_names(self) -> list[str]:
        """The templates there are, for tests."""
        return self._environment.list_templates()

    def blocks(self, page: Page, built: Built) -> str:
        """The page's Markdown without front matter. Raises RenderError."""
        name = PAGE_KINDS[page.kind].template
        context = {name: getattr(built.context, name) for name in _fields(type(built.context))}
        try:
            template = self._templates.get(name)
            if template is None:
                template = self._templates[name] = self._environment.get_template(name)
            text = tidy(template.render(context))
        except TemplateSyntaxError as error:
            raise RenderError(f"template {error.name or name}, line {error.lineno}: {error.message}") from error
        except (TemplateError, AttributeError) as error:
            raise RenderError(f"template {name}, for the page /{page.uri}: {error}") from error
        return text.replace(ROOT, "../" * page.uri.count("/") or "./")

    def front(self, page: Page, built: Built) -> dict[str, str]:
        """The page's front matter, as plain text."""
        return {"title": built.title, "description": built.description, "kind": page.kind, **built.more}

    def markdown(self, page: Page, built: Built) -> str:
        """The whole page: front matter and blocks."""
        front = self.front(page, built)
        # Themes put these two into HTML without escaping them, and so does MkDocs' own title.
        front |= {key: escape.html(front[key]) for key in ("title", "description")}
        return f"---\n{escape.json_front_matter(front)}\n---\n\n{self.blocks(page, built)}"

    def _fragment(self, name: str, view: object, *arguments: object) -> Markup:
        """A macro's output on one line, rendered the first time it is needed."""
        key = (name, id(view), *arguments)
        found = self._rendered.get(key)
        if found is None:
            found = self._rendered[key] = (view, Markup(self._macro(name, view, *arguments)))
        return found[1]

    def _entry(self, listed: Listed) -> Markup:
        """An entry of a chronology on one line, rendered the first time it is needed, with its roles."""
        entries = self._brief_entries if listed.brief else self._entries
        found = entries.get(listed.key)
        if found is None:
            found = entries[listed.key] = self._macro("entry", listed.view(), Markup(ROLES), listed.brief)
        roles = self._roles.get(listed.roles)
        if roles is None:
            roles = self._roles[listed.roles] = self._macro("roles", listed.roles)
        return Markup(found.replace(ROLES, roles))

    def _macro(self, name: str, *arguments: object) -> str:
        """What a macro of `parts.j2` gives, on one line."""
        macro = self._macros.get(name)
        if macro is None:
            macro = self._macros[name] = getattr(self._environment.get_template("parts.j2").module, name)
        lines = map(str.strip, str(macro(*arguments)).split("\n"))
        return " ".join(line for line in lines if line)


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


@cache
def _fields(context: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(context))


@lru_cache(maxsize=100_000)
def _url(uri: str) -> Markup:
    """A link to a page of the site, or an address elsewhere."""
    return Markup(_address(uri))


@lru_cache(maxsize=100_000)
def _link(link: Link, classes: str = "") -> Markup:
    """A link as HTML; only its name where there is no page."""
    name = escape.page(link.name)
    if not link.uri:
        return Markup(f'<span class="{classes}">{name}</span>' if classes else name)
    given = f' class="{classes}"' if classes else ""
    if link.language:
        given += f' lang="{escape.page(link.language)}" dir="{direction(link.language)}"'
    return Markup(f'<a{given} href="{_address(link.uri)}">{name}</a>')


def _address(uri: str) -> str:
    return escape.html(uri) if uri.startswith(("https:", "http:")) else ROOT + escape.html(urls.quoted(uri))


_short = lru_cache(maxsize=100_000)(escape.page)
"""Labels and names come again and again."""


def _put_out(value: object) -> str:
    """What `{{ … }}` puts out: safe HTML as it is, all else as text."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str:
        return _short(value) if len(value) < 80 else escape.page(value)
    if kind is int:
        return str(value)
    if kind is Undefined:
        return ""  # an `if` without `else`
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, with the name
    raise TemplateRuntimeError(f"a template puts out {value!r}")


def _heading(text: str) -> Markup:
    return Markup(escape.heading(text))


def _code(text: str) -> Markup:
    """A sentence of our own, in which what stands in backquotes is code."""
    parts = [escape.page(part) for part in text.split("`")]
    parts[1::2] = [f"<code>{part}</code>" for part in parts[1::2]]
    return Markup("".join(parts))


@lru_cache(maxsize=10_000)
def _id(text: str) -> Markup:
    """An id as it is: it was checked when it was read."""
    if not urls.is_heading_id(text.lstrip("_")):
        raise TemplateRuntimeError(f"{text!r} is no id")
    return Markup(text)
