"""The interface's words: every catalogue complete and sound, and no English left outside them."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from mkdocs_briefings.script_words import script_words
from mkdocs_briefings.words import available, interface_language, words_of

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))
import messages  # noqa: E402

LANGUAGES = [name for name in available() if name != "en"]
TEMPLATE = messages.extracted()
PLACE = re.compile(r"%\([a-z]+\)s|%")


def catalogue(language: str):
    """A language's catalogue as Babel reads it."""
    with (messages.CATALOGUES / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def key(message) -> tuple:
    """What tells a message from others."""
    return (message.context, message.id)


def test_the_languages_that_are_promised_are_there():
    assert {"en", "fr", "ar", "fa"} <= set(available())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language):
    here = {key(message) for message in catalogue(language) if message.id}
    wanted = {key(message) for message in TEMPLATE if message.id}
    assert (wanted - here, here - wanted) == (set(), set()), "run `make messages`, then translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_as_make_messages_writes_it(language):
    path = messages.CATALOGUES / f"{language}.po"
    assert messages.update(path, TEMPLATE) == path.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_its_places(language):
    read = catalogue(language)
    counts = Counter(map(c2py(read.plural_expr), range(1000)))
    exact = {form for form, count in counts.items() if count <= 2}  # of one number alone, which may be said in a word
    wrong = []
    for message in read:
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        ids, strings = (message.id, message.string) if plural else ((message.id,), (message.string,))
        if message.fuzzy or len(strings) != (read.num_plurals if plural else 1) or not all(strings):
            wrong.append((message.id, "untranslated"))
            continue
        places = [set(PLACE.findall(one)) for one in (*ids, *strings)]
        for form, found in enumerate(places[len(ids) :]):
            wanted = places[len(ids) - 1]
            if found - wanted or (wanted - found) - ({"%(num)s"} if plural and form in exact else set()):
                wrong.append((message.id, strings[form]))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_cldr(language):
    """Browsers choose by CLDR's categories, gettext by its formula: each category has one form."""
    read, locale = catalogue(language), Locale.parse(language)
    forms, form_for = {}, c2py(read.plural_expr)
    for n in range(1100):
        forms.setdefault(locale.plural_form(n), set()).add(form_for(n))
    assert {category: len(found) for category, found in forms.items()} == dict.fromkeys(forms, 1)
    assert len(set().union(*forms.values())) == read.num_plurals


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_begins_with_its_glossary(language):
    assert "briefing = " in catalogue(language).header_comment


def test_persian_is_written_with_persian_letters_and_half_spaces():
    text = (messages.CATALOGUES / "fa.po").read_text("utf-8")
    strings = "\n".join(line for line in text.splitlines() if line.startswith(("msgstr", '"')))
    assert not re.search("[يك٠-٩]", strings)
    assert not re.search(r"\sها\b", strings)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("fr", "fr"), ("fr-CA", "fr"), ("FR", "fr"), ("fa-AF", "fa"), ("ar_EG", "ar"), ("de", "en")],
)
def test_a_tag_is_served_by_the_nearest_language(tag, language):
    assert interface_language(tag) == language


def test_the_words_are_marked_as_what_they_are():
    assert [(words_of(tag).language, words_of(tag).direction) for tag in ("fr-CA", "fa", "de", "en-US")] == [
        ("fr-CA", "ltr"), ("fa", "rtl"), ("en", "ltr"), ("en-US", "ltr"),
    ]  # fmt: skip


def test_english_is_what_the_sources_say():
    words = words_of("en")
    assert words.gettext("Sources") == "Sources"
    assert words.gettext("since %(start)s", start="2020") == "since 2020"
    counts = [words.ngettext("%(num)s section", "%(num)s sections", n) for n in (0, 1, 2)]
    assert counts == ["0 sections", "1 section", "2 sections"]
    assert words.joined(["a", "b"]) == "a, b"


def test_arabic_counts_in_six_ways():
    words = words_of("ar")
    counts = [words.ngettext("%(num)s section", "%(num)s sections", n) for n in (0, 1, 2, 3, 11, 100)]
    assert counts == ["لا أقسام", "قسم واحد", "قسمان", "3 أقسام", "11 قسمًا", "100 قسم"]


def test_persian_has_its_own_digits_and_comma():
    words = words_of("fa")
    assert words.ngettext("%(num)s section", "%(num)s sections", 12) == "۱۲ بخش"
    assert words.gettext("Week %(week)s, %(year)s", week=7, year=2023) == "هفتهٔ ۷، ۲۰۲۳"
    assert words.joined(["الف", "ب"]) == "الف، ب"


def test_one_word_may_be_two():
    words = words_of("fa")
    assert words.pgettext("format", "report") != words.pgettext("format", "readout")
    assert words.gettext("Topic") == "موضوع"  # a message with a plural is found alone too


def test_scripts_get_a_form_for_every_category_of_the_browser():
    forms = script_words(words_of("ar"), "search")["sections"]
    assert list(forms) == ["zero", "one", "two", "few", "many", "other"]
    assert script_words(words_of("en"), "search")["sections"] == {"one": "%(num)s section", "other": "%(num)s sections"}
    assert script_words(words_of("fa"), "topic")["new"] == "تازه"
    assert script_words(words_of("fa"), "contribute")["heading"] == "عنوان"


# no English outside the catalogues

# Names that are the same in every language; what documents the data to programmers is English on every site.
ALLOWED = {
    "data.md.j2": {"Field", "Type", "Meaning", ", or nothing", "JSON Schema"},
    "feeds.md.j2": {"Atom", "JSON"},
    "parts.j2": {"BibTeX", "RIS", "CSL-JSON"},
    "country.md.j2": {"ISO 3166-1"},
    "404.html": {"404"},
}
PAGES = sorted((ROOT / "templates" / "pages").glob("*.j2"))
THEME = sorted((ROOT / "templates" / "theme").glob("*.html"))
SHOWN = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')


def own_words(text: str, theme: bool = False) -> set[str]:
    """The words in a template that a reader sees or hears and that are no message: in text, and in some attributes."""
    marks = {} if theme else {"comment_start_string": "{*", "comment_end_string": "*}"}
    environment = Environment(**marks, autoescape=True)
    environment.filters = dict.fromkeys(re.findall(r"\|\s*([a-z_]+)", text), str) | environment.filters
    # An expression is a bullet here, so that a tag with one in it stays one tag.
    html = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "•"
        for output in environment.parse(text).find_all(nodes.Output)
        for node in output.nodes
    )
    html = re.sub(r"\{#[^}]*\}|<!doctype html>|&[a-z]+;", "", html)
    found = [*SHOWN.findall(html), *re.split(r'<[^>]*>|\b[a-z-]+="•"', html)]
    return {part for one in found if re.search("[A-Za-z]{2}", part := one.strip(" \n•·:"))}


def test_words_in_templates_are_found():
    template = '<p title="All {{ x }} b">Some <b>{{ y }}</b></p>\n## Head {#_id}'
    assert own_words(template) == {"All • b", "Some", "## Head"}
    assert own_words('<p{% if a %} title="{{ _("Hidden") }}"{% endif %}>{{ _("Some") }} · {{ n|number }}</p>') == set()


@pytest.mark.parametrize("path", [*PAGES, *THEME], ids=lambda path: path.name)
def test_templates_have_no_words_of_their_own(path):
    left = own_words(path.read_text("utf-8"), theme=path in THEME) - ALLOWED.get(path.name, set())
    assert left == set()


CALLS = {"gettext", "ngettext", "pgettext", "npgettext", "N_", "P_", "NP_"}


@pytest.mark.parametrize("path", sorted((ROOT / "generator/mkdocs_briefings/pages").glob("*.py")), ids=lambda p: p.name)
def test_builders_of_pages_have_no_words_of_their_own(path):
    tree = ast.parse(path.read_text("utf-8"))
    marked = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in CALLS
        for node in ast.walk(call)
    }
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    names = {id(name) for node in tree.body if isinstance(node, ast.Assign) for name in getattr(node.value, "elts", ())}
    left = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in marked | documented | names
        and (re.search(r"[A-Za-z]{2} [a-z]|^[A-Z][a-z]{2}", node.value))
        and "<" not in node.value
    }
    assert left == set()


@pytest.mark.parametrize("name", ["search.js", "site.js"])
def test_scripts_have_no_words_of_their_own(name):
    text = (ROOT / "templates" / "theme" / name).read_text("utf-8")
    code = re.sub(r"^\s*//.*$|\s//\s.*$", "", text, flags=re.MULTILINE)
    assert re.findall(r'["`]([A-Z][a-z]+ [a-z][^"`]*)["`]', code) == []
