"""Hostile content: whatever stands in whatever field, the check gives problems or accepts it; it never fails.

What it accepts is built and opened in a browser by `tests/slow/test_hostile_sites.py`.
"""

from __future__ import annotations

import itertools

import pytest
from hostile_content import (
    BODIES,
    FRONT,
    TEXTS,
    VALUES,
    check,
    every_field,
    files_of_basis,
    files_with,
    free_fields,
    positions,
    records,
    with_text,
)

from mkdocs_briefings import report, schema
from mkdocs_briefings.problem import ERROR

EVERY = 40
"""A value goes into every so manieth field here, beginning with another each time; into all in the slow tests."""


def shown_safely(problems) -> None:
    """All renderings of problems: lines that a terminal and GitHub read as meant."""
    for name, rendering in report.RENDERINGS.items():
        text = rendering(problems)
        assert all(line.isprintable() for line in text.splitlines() if name in ("text", "github"))
    commands = [line for line in report.github(problems).splitlines() if line.startswith("::")]
    assert all(command.startswith(("::error file=content/", "::warning file=content/")) for command in commands)


def test_the_examples_are_a_site_without_problems():
    assert check(files_with({})) == []


def test_every_key_of_the_schema_is_tried():
    """All but those that exclude another, or need a second thing of their kind."""
    tried = {step for name, value in records().items() for at in positions(value) for step in at}

    def keys(kind: object) -> set[str]:
        inner = [getattr(kind, "of", None)] + [field.type for field in getattr(kind, "fields", ())]
        names = {field.name for field in getattr(kind, "fields", ())}
        return names.union(*(keys(one) for one in inner if one is not None))

    every = set().union(*(keys(record) for record in (schema.BRIEFING, *schema.VOCABULARY.values())))
    assert every - tried == {"translations", "parents", "parent"}
    assert len(free_fields()) > 30


@pytest.mark.parametrize("text", TEXTS[::3])
def test_any_words_are_accepted_or_refused_with_their_place(text):
    words_are_taken_or_refused(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_all_words_are_accepted_or_refused_with_their_place(text):
    words_are_taken_or_refused(text)


def words_are_taken_or_refused(text):
    problems = check(files_with(with_text(text)))
    shown_safely(problems)
    hidden = {"hidden-character", "control-character", "invisible-character", "mixed-scripts"}
    errors = {problem.code for problem in problems if problem.severity == ERROR}
    # Words mean nothing: only a character that nobody sees, or a form that a key has, is a reason to refuse them.
    assert errors <= hidden | {"bad-value", "wrong-type", "missing-key", "yaml-syntax", "duplicate-id"}


@pytest.mark.parametrize("value", VALUES)
def test_any_value_in_any_field_is_accepted_or_refused(value):
    first = VALUES.index(value) % EVERY
    for _, _, files in itertools.islice(every_field(value), first, None, EVERY):
        shown_safely(check(files))


@pytest.mark.slow
@pytest.mark.parametrize("value", VALUES)
def test_any_value_in_every_field_is_accepted_or_refused(value):
    for _, _, files in every_field(value):
        shown_safely(check(files))


@pytest.mark.parametrize("body", BODIES)
def test_any_body_is_accepted_or_refused(body):
    shown_safely(check(files_of_basis() | {"briefings/2023/2023-10-03-b.md": f"{FRONT}---\n{body}\n"}))
