"""Each page kind's context is what its template uses: no field that nothing shows, no name that nothing gives."""

from __future__ import annotations

import dataclasses
import typing
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from mkdocs_briefings import contexts, views
from mkdocs_briefings.pages import PAGE_KINDS

TEMPLATES = Path(__file__).parents[1] / "templates" / "pages"
ENVIRONMENT = Environment(comment_start_string="{*", comment_end_string="*}", autoescape=True)
FILTERS = ("link", "url", "heading", "id", "code", "entry", "line", "statement", "said", "change")
ENVIRONMENT.filters.update(dict.fromkeys(FILTERS, str))
TYPES = vars(contexts) | vars(views)


def parse(name: str) -> nodes.Template:
    """A template's syntax tree; filters of our own need not be known for that."""
    return ENVIRONMENT.parse((TEMPLATES / name).read_text("utf-8"))


def context_of(kind: str) -> type:
    """The dataclass that a page kind's builder gives: the one whose name is the template's."""
    words = PAGE_KINDS[kind].template.removesuffix(".md.j2").split("-")
    name = {"a-z": "AlphabetPage"}.get("-".join(words)) or "".join(word.title() for word in words) + "Page"
    return TYPES[name]


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_template_uses_its_whole_context_and_nothing_else(kind):
    used = meta.find_undeclared_variables(parse(PAGE_KINDS[kind].template))
    assert used == {field.name for field in dataclasses.fields(context_of(kind))}


def test_every_template_belongs_to_a_page_kind():
    assert {path.name for path in TEMPLATES.glob("*.j2")} == {kind.template for kind in PAGE_KINDS.values()} | {
        "parts.j2"
    }


def test_every_part_has_all_its_fields_used():
    attributes = set()
    for path in TEMPLATES.glob("*.j2"):
        tree = parse(path.name)
        attributes |= {node.attr for node in tree.find_all(nodes.Getattr)}
        attributes |= {name.name for loop in tree.find_all(nodes.For) for name in loop.target.find_all(nodes.Name)}
    # Those that the renderer itself reads: a link's parts, in the filter `link`.
    attributes |= {"name", "uri"}
    unused = {
        f"{name}.{field.name}"
        for name, part in vars(views).items()
        if dataclasses.is_dataclass(part) and part.__module__ == views.__name__
        for field in dataclasses.fields(part)
        if field.name not in attributes
    }
    assert unused == set()


def test_every_context_is_documented_and_typed():
    for name, context in {**vars(contexts), **vars(views)}.items():
        if dataclasses.is_dataclass(context):
            assert context.__doc__
            assert not context.__doc__.startswith(f"{name}("), name
            assert set(typing.get_type_hints(context, vars(views) | vars(contexts))) == {
                f.name for f in dataclasses.fields(context)
            }
