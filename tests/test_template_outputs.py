"""No template puts a value where it is not made for: each `{{ … }}` of each is looked at, by place."""

from __future__ import annotations

import dataclasses
import typing
from pathlib import Path

import pytest
from jinja2 import nodes
from markupsafe import Markup
from template_outputs import environment, faults

from mkdocs_briefings import contexts, views

TEMPLATES = Path(__file__).parents[1] / "templates"
ALL = sorted([*TEMPLATES.glob("pages/*.j2"), *TEMPLATES.glob("theme/*.html")])


def html_fields() -> frozenset[str]:
    """The names of fields that hold safe HTML, and hold nothing else in any class."""
    names: dict[str, set[object]] = {}
    for part in [*vars(views).values(), *vars(contexts).values()]:
        if dataclasses.is_dataclass(part):
            for name, kind in typing.get_type_hints(part, vars(views) | vars(contexts)).items():
                names.setdefault(name, set()).add(kind)
    found = {name for name, kinds in names.items() if Markup in kinds}
    assert {name for name in found if names[name] != {Markup}} == set()
    return frozenset(found)


FIELDS = html_fields()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_value_is_made_for_where_it_stands(path):
    assert faults(path.read_text("utf-8"), path.suffix == ".j2", FIELDS) == []


def test_all_templates_with_outputs_are_looked_at():
    others = [path for path in TEMPLATES.rglob("*") if path.is_file() and path not in ALL]
    assert {path.suffix for path in others} == {".js", ".css", ".svg"}
    assert [path.name for path in others if "{{" in path.read_text("utf-8")] == []
    assert sum(path.read_text("utf-8").count("{{") for path in ALL) > 400


def test_nothing_switches_escaping_off():
    for path in ALL:
        tree = environment(path.suffix == ".j2").parse(path.read_text("utf-8"))
        assert not list(tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier, nodes.FilterBlock)))


SOUND = [
    "<p>{{ x }}</p>",
    '<a title="{{ x }}">',
    '<a href="{{ x|url }}">{{ x|link }}</a>',
    "# {{ x|heading }} {#_top}\n",
    "## {{ x|heading }} {#{{ x|id }}}\n",
    '<p{{ x|tongue }} class="a">',
    '<p class="a b-{{ x }}">',
    "# {{ _('A')|heading }}",
    '<script type="application/json">{{ x|tojson }}</script>',
    '{% if x %}<b>{% else %}<b class="c">{% endif %}{{ x }}</b>',
    '{% macro turned(one) %}{% if one %} dir="{{ one }}"{% endif %}{% endmacro %}<p{{ turned(x) }}>',
    '{% set y %}<b>{{ x }}</b>{% endset %}<p>{{ _("a %(b)s", b=y) }}</p>',
    '<a href="#a-{{ x }}">',
    "{{ page.content|safe }}",
]
BARE = [
    "<p {{ x }}>",
    "<p class={{ x }}>",
    "<{{ x }}>",
    '<p {{ x }}="a">',
    '<p on{{ x }}="a">',
    '<p class="a"{{ x }}>',
    '<a href="{{ x }}">',
    '<a href="https://{{ x }}">',
    '<img src="{{ x|link }}">',
    '<a href="{{ one.title }}">',
    '<form action="{{ x }}">',
    '<p onclick="{{ x }}">',
    '<p style="{{ x }}">',
    "<iframe srcdoc='{{ x }}'>",
    "<script>{{ x }}</script>",
    "<script>{{ x|safe }}</script>",
    "<style>{{ x }}</style>",
    "<!-- {{ x }} -->",
    "# {{ x }} {#_top}\n",
    "<p>a</p>\n## {{ x }}\n",
    "# {{ x|heading }} {#{{ x }}}\n",
    "{{ x|safe }}",
    "{{ x|unknown }}",
    "<p>{{ x|tojson }}</p>",
    '<p title="{{ x|tojson }}">',
    '<p title="{{ x|link }}">',
    '<p title="{{ one.html }}">',
    '<p title="{{ y or x|link }}">',
    "<p>{{ x|url }}</p>",
    "<p>{{ x|tongue }}</p>",
    '<p class="a" b{{ x|tongue }}>',
    "{% if x %}<p {% endif %}{{ x }}",
    '{% if x %}<p title="{% else %}<p>{% endif %}{{ x }}',
    "<p title='",
    '{% macro f(x) %}<a href="{{ x }}">{% endmacro %}',
    "{% set y %}<p {{ x }}>{% endset %}",
    "{% block a %}<p {{ x }}>{% endblock %}",
    "{% for a in x %}<p {{ a }}>{% endfor %}",
    "{% macro turned(one) %}{{ one }}{% endmacro %}",
    "<p>{{ [x] }}</p>",
    '<p title="{{ _("a %(b)s", b=x|link) }}">',
    '{{ _("a %(b)s", b=x|safe) }}',
    "{% filter upper %}a{% endfilter %}",
    "{% if x %}{{ x|safe }}{% endif %}",
    "{{ 'a' if x else x|safe }}",
    '<a href="{{ x|url if x else x }}">',
    '<a\nhref = "{{ x }}">',
    '<a HREF="{{ x }}">',
    '<svg><a xlink:href="{{ x }}">',
    "{% autoescape false %}{{ x }}{% endautoescape %}",
]


@pytest.mark.parametrize("source", SOUND)
def test_what_is_sound_is_let_pass(source):
    assert faults(source, True, frozenset({"html"})) == []


@pytest.mark.parametrize("source", BARE)
def test_a_bare_value_is_found(source):
    known = source.replace("unknown", "upper")
    assert faults(known, True, frozenset({"html"}))
