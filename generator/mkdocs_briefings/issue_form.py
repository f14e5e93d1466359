"""The issue form "Propose a briefing": its fields as data, the form as GitHub takes it, and the answers read back.

Field labels and help come from the schema, so the form never asks for what a briefing cannot have. GitHub renders an
answer as `### Label`, a blank line and what was typed, or `_No response_` (GitHub Docs, "Syntax for issue forms").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from . import schema
from .answers import field_of
from .edits import with_line_feeds
from .yaml_text import one_line, scalar

NO_ANSWER = "_No response_"
MAX_BODY = 200_000
"""Characters of an issue that are read: GitHub allows 65,536."""

OWN_WORDS = "own-words"
TEXT = "text"


class FormField(NamedTuple):
    """A question: `element` is GitHub's type; `placeholder` shows an example in the empty field."""

    id: str
    label: str
    description: str
    element: str = "input"
    placeholder: str = ""
    required: bool = False
    options: tuple[str, ...] = ()


def _of_schema(name: str, label: str, element: str = "input", help_text: str = "", required: bool = False) -> FormField:
    """A field for a key; `help_text` where the schema's sentence speaks of YAML or of sections."""
    field = field_of(name)
    options = tuple(word for word, _ in field.type.options) if isinstance(field.type, schema.Choice) else ()
    example = "" if options or help_text else field.example
    return FormField(name, label, help_text or field.doc, element, example, required, options)


_BY_NAME = "by name, separated by commas"
_SOURCE = {field.name: field for field in schema.SOURCE.fields}

FIELDS = (
    _of_schema("title", "Title", required=True),
    _of_schema("date", "Date", required=True),
    _of_schema("format", "Format", "dropdown", required=True),
    _of_schema("summary", "Summary", "textarea", required=True),
    FormField("url", "Source", "The web address of the publication.", placeholder="https://…", required=True),
    FormField("outlet", "Outlet", _SOURCE["outlet"].doc, placeholder="Mehr News", required=True),
    FormField("more-sources", "More sources", "Other web addresses, each on a line of its own.", "textarea"),
    _of_schema("place", "Place"),
    _of_schema(
        "speakers", "Speakers", help_text="Who speaks: names, separated by commas; for somebody new `Name (role)`."
    ),
    _of_schema(
        "countries",
        "Countries",
        help_text="Which countries it is about, by name, separated by commas, the main one first.",
    ),
    _of_schema("topics", "Topics", help_text="What it is about, in words, separated by commas."),
    _of_schema("language", "Language"),
    FormField(
        TEXT,
        "Text",
        "In your own words. Begin each subject with a line `## Heading`.",
        "textarea",
        "What happened, in a few sentences.",
    ),
    FormField(
        OWN_WORDS,
        "Own words",
        "",
        "checkboxes",
        required=True,
        options=(
            "The text is my own; no sentence is copied from a source.",
            "It may be published under this site's licence.",
        ),
    ),
)


def form() -> str:
    """The form as the YAML file that belongs into `.github/ISSUE_TEMPLATE/`."""
    lines = [
        "# Written by `python tools/write_issue_form.py` from the schema; do not edit it here.",
        "name: Propose a briefing",
        "description: Tell of an event and where it is published; a draft is made from your answers.",
        'title: "Briefing: "',
        "labels: [briefing]",
        "body:",
        "  - type: markdown",
        "    attributes:",
        "      value: You need no git for this. Everything you write here is public.",
    ]
    for field in FIELDS:
        lines += _element(field)
    return "\n".join([*lines, ""])


def _element(field: FormField) -> list[str]:
    boxes = field.element == "checkboxes"
    lines = [f"  - type: {field.element}", f"    id: {field.id}", "    attributes:"]
    lines.append(f"      label: {scalar(field.label)}")
    if field.description:
        lines.append(f"      description: {scalar(field.description)}")
    if field.placeholder:
        lines.append(f"      placeholder: {scalar(field.placeholder)}")
    if field.options:
        lines.append("      options:")
    for option in field.options:
        lines += (
            [f"        - label: {scalar(option)}", "          required: true"]
            if boxes
            else [f"        - {scalar(option)}"]
        )
    if field.required and not boxes:
        lines += ["    validations:", "      required: true"]
    return lines


def read_answers(body: str) -> dict[str, str]:
    """The answers of an issue's text by the field's id, as they were typed; those without one are left out.

    Fields are looked for in their order, each after the one before, so an answer that looks like a later field's
    heading can only change answers of the same person.
    """
    text = with_line_feeds(body[:MAX_BODY])
    places: list[tuple[str, int, int]] = []
    at = 0
    for field in FIELDS:
        found = re.compile(rf"^### {re.escape(field.label)}[ \t]*$", re.MULTILINE).search(text, at)
        if found:
            places.append((field.id, found.start(), found.end()))
            at = found.end()
    answers: dict[str, str] = {}
    for number, (name, _, begin) in enumerate(places):
        end = places[number + 1][1] if number + 1 < len(places) else len(text)
        answer = text[begin:end].strip()
        if answer and answer != NO_ANSWER:
            answers[name] = answer
    return answers


def rendered(answers: Mapping[str, str]) -> str:
    """The text of an issue with these answers, as GitHub makes it: the counterpart of `read_answers`."""
    return "\n\n".join(f"### {field.label}\n\n{answers.get(field.id) or NO_ANSWER}" for field in FIELDS)


def label_of(field_id: str) -> str:
    """What the form calls a field. Raises KeyError."""
    return one_line({field.id: field.label for field in FIELDS}[field_id])
