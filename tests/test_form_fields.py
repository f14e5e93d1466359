"""The contribution form asks for all that the schema has, and for nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from mkdocs_briefings import schema
from mkdocs_briefings.form_fields import FIRST, LABELS, LONG, Form, contribution_form, form_messages
from mkdocs_briefings.schema import BRIEFING, Field, Items, Keyed, Record
from mkdocs_briefings.words import words_of

ENGLISH = words_of("en")


def all_fields(record: Record) -> list[Field]:
    """The fields of a record and of all records in it."""
    found = []
    for field in record.fields:
        found.append(field)
        inner = field.type.of if isinstance(field.type, Items | Keyed) else field.type
        found += all_fields(inner) if isinstance(inner, Record) else []
    return found


def described(fields: list[dict]) -> list[tuple[str, str, bool]]:
    """The same of the form's fields: name, hint, whether it is needed."""
    found = []
    for field in fields:
        found.append((field["name"], field["hint"], field.get("required", False)))
        inner = field.get("of", field)
        found += described(inner["fields"]) if inner["kind"] in ("record", "sections") else []
    return found


def test_every_key_of_a_briefing_has_a_field_with_its_hint():
    expected = [(field.name, field.doc, field.required) for field in all_fields(BRIEFING)]
    assert described(contribution_form(ENGLISH)["fields"]) == expected


def test_choices_and_terms_come_from_the_schema():
    fields = {field["name"]: field for field in contribution_form(ENGLISH)["fields"]}
    assert fields["format"]["options"] == [list(option) for option in schema.FORMATS.items()]
    assert fields["topics"]["of"] == {"kind": "term", "terms": "topics"}
    assert fields["speakers"]["of"]["terms"] == "people"
    assert fields["sources"]["least"] == 1


def test_names_that_the_form_gives_a_special_place_exist():
    names = {field.name for field in all_fields(BRIEFING)}
    assert names >= {*FIRST, *LABELS, *LONG}
    assert {field.name for field in BRIEFING.fields if field.required} <= set(FIRST)


def test_a_kind_that_has_no_field_is_a_fault_of_the_program():
    @dataclass(frozen=True)
    class Colour:
        """A kind of value that nobody has thought of yet."""

    with pytest.raises(TypeError, match="no field for"):
        Form(ENGLISH).kind(Colour())


def test_the_form_speaks_the_sites_language():
    english, french = (contribution_form(words_of(tag))["fields"] for tag in ("en", "fr"))
    assert {field["lang"] for field in english} == {"en"}
    assert not [field["name"] for field in french if "lang" in field]
    assert french[0]["label"] == "Titre"
    status = next(field for field in french if field["name"] == "status")
    assert "Par défaut" in status["hint"]
    assert all(meaning not in dict(schema.STATUSES).values() for _, meaning in status["options"])


def test_every_word_of_the_form_is_a_message():
    messages = {message for _, message in form_messages()}
    assert {field.doc for field in all_fields(BRIEFING)} <= messages
