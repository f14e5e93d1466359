"""Where each `{{ … }}` of a template stands, and whether what it puts out is made for that place.

A template's text is read as HTML with headings of Markdown between it. An expression may stand

- in text: whatever it gives is escaped there, or is safe HTML (autoescape, and `render`'s own `finalize`);
- in a quoted attribute: text, or an address where the attribute is one; no handler, no style;
- within a tag: only what writes whole attributes;
- in the words of a heading, or its id: only what is made for these;
- in a script: only JSON made for it. In comments and styles: nothing.

`faults` gives what is not so. What is said here of a filter or function is said once, in the sets below; the property
tests of each stand in `test_places.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, nodes

HTML = {"link", "code", "entry", "line", "statement", "said", "change"}
"""Filters that give safe HTML for text."""
MESSAGES = {"_", "gettext", "ngettext", "pgettext"}
"""Functions that give text, or with values put in safe HTML for text."""
ATTRIBUTES = {"tongue", "ours", "auto", "turned", "dated"}
"""Filters, names and macros that give whole attributes, or nothing."""
TEXT = {"join", "number", "label", "long_label", "day_label", "language_name", "length", "og_locale", "title", "string"}
"""Filters that give text, escaped where it is put out."""
ADDRESS_ATTRIBUTES = {"href", "src", "action", "formaction", "cite", "data", "poster", "srcset", "xlink:href", "ping"}
CHECKED_ADDRESSES = {
    "one.url", "one.archived", "url",  # sources and outlets: `reading` has seen that they are http or https
    "settings.licence_url", "page.edit_url", "page.canonical_url", "base_url",  # the publisher's
}  # fmt: skip
SAFE_EXPRESSIONS = {
    "page.content": "made by `render` or, for the site's own pages, by MkDocs",
    "page.meta.head": "`outputs/metadata`",
    "script|script_tag": "the publisher's extra_javascript, by MkDocs",
}
"""What may go through `safe`, and who made it."""


class Fault(NamedTuple):
    """An expression that should not stand where it does."""

    line: int
    place: str
    expression: str


class _State(NamedTuple):
    """Where the reader is: `mode` is text, heading, id, tag, value, script, style or comment."""

    mode: str = "text"
    attribute: str = ""
    quote: str = ""
    tag: str = ""
    fresh: bool = True  # nothing but blanks on this line yet
    word: str = ""  # what of a tag has been read since the last blank, or of a value


def environment(page: bool) -> Environment:
    """An environment that can parse the templates of pages, or the theme's."""
    marks = {"comment_start_string": "{*", "comment_end_string": "*}"} if page else {}
    env = Environment(autoescape=True, **marks)
    names = HTML | ATTRIBUTES | TEXT | {"url", "heading", "id", "script_tag", "tojson"}
    env.filters.update(dict.fromkeys(names, str))
    return env


def faults(source: str, page: bool, html_fields: frozenset[str] = frozenset()) -> list[Fault]:
    """All faults of a template; `html_fields` are the names of fields that hold safe HTML."""
    reader = _Reader(page, html_fields)
    reader.whole(environment(page).parse(source))
    return reader.faults


class _Reader:
    def __init__(self, page: bool, html_fields: frozenset[str]) -> None:
        self.page, self.html_fields = page, html_fields
        self.faults: list[Fault] = []
        self.blocks: set[str] = set()  # names given by `{% set x %}…{% endset %}`
        self.outputs = 0

    def whole(self, tree: nodes.Template) -> None:
        self.blocks |= {node.target.name for node in tree.find_all(nodes.AssignBlock)}
        for macro in tree.find_all(nodes.Macro):
            start = _State("tag", tag="macro") if macro.name in ATTRIBUTES else _State()
            self._same(macro, start, self._body(macro.body, start))
        self._same(tree, _State(), self._body(tree.body, _State()))

    def _same(self, node: nodes.Node, before: _State, after: _State) -> None:
        after = after if after.mode != "heading" else _State()  # the end of a template ends its line
        if (before.mode, before.quote) != (after.mode, after.quote):
            self.faults.append(Fault(node.lineno, f"ends in {after.mode}", type(node).__name__))

    def _body(self, body: list[nodes.Node], state: _State) -> _State:
        for node in body:
            state = self._node(node, state)
        return state

    def _node(self, node: nodes.Node, state: _State) -> _State:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    if isinstance(part, nodes.TemplateData):
                        state = self._read(part.data, state)
                    else:
                        self.outputs += 1
                        self._expression(part, state)
                        state = state._replace(fresh=False, word=f"{state.word}\0")
                return state
            case nodes.If():
                ends = [self._body(body, state) for body in (node.body, *(e.body for e in node.elif_), node.else_)]
                for end in ends[1:]:
                    self._same(node, ends[0], end)
                return ends[0]
            case nodes.For():
                self._same(node, state, self._body(node.body, state))
                return self._body(node.else_, state)
            case nodes.AssignBlock():
                self._same(node, _State(), self._body(node.body, _State()))
                return state
            case nodes.Block():
                after = self._body(node.body, state)
                self._same(node, state, after)
                return after
            case nodes.Macro() | nodes.Assign() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                return state
        self.faults.append(Fault(node.lineno, "a statement that is not known here", type(node).__name__))
        return state

    def _read(self, text: str, state: _State) -> _State:
        at = 0
        while at < len(text):
            state, at = self._step(text, at, state)
        return state

    def _step(self, text: str, at: int, state: _State) -> tuple[_State, int]:
        character, mode = text[at], state.mode
        if mode == "text":
            if text.startswith("<!--", at):
                return state._replace(mode="comment"), at + 4
            if character == "<" and re.match(r"</?[a-zA-Z!]", text[at:]):
                name = re.match(r"</?([a-zA-Z!][\w-]*)", text[at:])
                return _State("tag", tag=name[1].lower(), fresh=False), at + name.end()
            if character == "<" and at + 1 == len(text):
                return _State("tag", word="<"), at + 1  # the name of the tag comes out of an expression
            if character == "#" and state.fresh and self.page:
                return state._replace(mode="heading", fresh=False), at + 1
            fresh = character == "\n" or (state.fresh and character.isspace())
            return state._replace(fresh=fresh), at + 1
        if mode == "comment":
            return (_State(), at + 3) if text.startswith("-->", at) else (state, at + 1)
        if mode in ("script", "style"):
            end = f"</{mode}"
            return (_State("tag", tag=f"/{mode}"), at + len(end)) if text.startswith(end, at) else (state, at + 1)
        if mode == "heading":
            if character == "\n":
                return _State(), at + 1
            return (state._replace(mode="id"), at + 2) if text.startswith("{#", at) else (state, at + 1)
        if mode == "id":
            return (state._replace(mode="heading"), at + 1) if character == "}" else (state, at + 1)
        if mode == "value":
            ends = character == state.quote if state.quote else character.isspace() or character == ">"
            if ends:
                return _State("tag", tag=state.tag, fresh=False), at + (1 if state.quote else 0)
            return state._replace(word=state.word + character), at + 1
        return self._in_tag(text, at, state)

    def _in_tag(self, text: str, at: int, state: _State) -> tuple[_State, int]:
        character = text[at]
        if character == ">":
            return _State(state.tag if state.tag in ("script", "style") else "text", fresh=False), at + 1
        if character == "=":
            quote = text[at + 1 : at + 2] if text[at + 1 : at + 2] in ("'", '"') else ""
            value = _State("value", state.word.lower(), quote, state.tag, fresh=False)
            return value, at + 1 + len(quote)
        return state._replace(word="" if character.isspace() else state.word + character), at + 1

    # what stands there

    def _expression(self, node: nodes.Expr, state: _State) -> None:
        for kind, shown in self._kinds(node):
            if not self._fits(kind, shown, state):
                place = f"{state.mode} {state.attribute}".strip()
                self.faults.append(Fault(node.lineno, place, shown))

    def _fits(self, kind: str, shown: str, state: _State) -> bool:
        if kind == "nothing":
            return True
        match state.mode:
            case "text":
                return kind in ("text", "html")
            case "heading":
                return kind == "heading"
            case "id":
                return kind in ("id", "attributes")
            case "tag":
                # After a word it would be a part of it.
                return kind == "attributes" and not state.word.strip("\0/")
            case "script":
                return kind == "json"
            case "value":
                name = state.attribute
                if not state.quote or name.startswith("on") or name in ("style", "srcdoc") or "\0" in name:
                    return False
                if name in ADDRESS_ATTRIBUTES:
                    return kind in ("address", "id") or shown in CHECKED_ADDRESSES or state.word.startswith("#")
                return kind in ("text", "id")
        return False  # a comment, a style

    def _kinds(self, node: nodes.Expr) -> Iterator[tuple[str, str]]:
        """What an expression may give, and how it is written."""
        match node:
            case nodes.CondExpr():
                yield from self._kinds(node.expr1)
                if node.expr2 is not None:
                    yield from self._kinds(node.expr2)
            case nodes.Or() | nodes.And():
                yield from self._kinds(node.left)
                yield from self._kinds(node.right)
            case nodes.Const():
                yield ("nothing", "") if node.value == "" else ("text", repr(node.value))
            case nodes.Filter():
                yield self._filtered(node)
            case nodes.Call():
                yield self._called(node)
            case nodes.Name() if node.name in ATTRIBUTES:
                yield "attributes", node.name
            case nodes.Name() if node.name in self.blocks:
                yield "html", node.name
            case nodes.Getattr() | nodes.Name() | nodes.Getitem():
                shown = _written(node)
                yield ("html" if shown.rpartition(".")[2] in self.html_fields else "text"), shown
            case nodes.Mul() | nodes.Add() | nodes.Concat():
                yield "text", _written(node)
            case _:
                yield "unknown", type(node).__name__

    def _filtered(self, node: nodes.Filter) -> tuple[str, str]:
        name, shown = node.name, _written(node)
        if name == "safe":
            return ("html" if _written(node.node) in SAFE_EXPRESSIONS else "unknown"), shown
        kinds = {"url": "address", "heading": "heading", "id": "id", "tojson": "json"}
        kinds |= dict.fromkeys(HTML, "html") | dict.fromkeys(ATTRIBUTES, "attributes") | dict.fromkeys(TEXT, "text")
        return kinds.get(name, "unknown"), shown

    def _called(self, node: nodes.Call) -> tuple[str, str]:
        name = node.node.attr if isinstance(node.node, nodes.Getattr) else getattr(node.node, "name", "")
        if name in ATTRIBUTES:
            return "attributes", name
        if name in MESSAGES:
            values = {kind for one in node.kwargs for kind, _ in self._kinds(one.value)}
            return ("text" if values <= {"text"} else "html" if values <= {"text", "html"} else "unknown"), name
        # A macro's output is safe HTML; `faults` has looked into it.
        return "html", name


def _written(node: nodes.Node) -> str:
    """An expression as it is written, near enough."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Const():
            return repr(node.value)
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{_written(node.node)}[{_written(node.arg)}]"
        case nodes.Filter():
            return f"{_written(node.node)}|{node.name}"
    return type(node).__name__
