"""Hostile content for tests: every field of the schema, and the corpora of `tests/hostile/`, made into sites.

The fields come from the schema's data, so a new one joins by being there.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import yaml
from conftest import NOW, inputs_of

from mkdocs_briefings import schema, site
from mkdocs_briefings.countries import built_in
from mkdocs_briefings.problem import ERROR, Problem
from mkdocs_briefings.vocabulary import read_vocabulary

CORPORA = Path(__file__).parent / "hostile"

Path_ = tuple[str | int, ...]
"""Where a value stands: keys, and places in lists."""


@cache
def corpus(name: str):
    """A file of the corpora: lists by kind, or a list."""
    return yaml.safe_load((CORPORA / f"{name}.yml").read_text("utf-8"))


TEXTS: list[str] = [text for kind in corpus("texts").values() for text in kind]
VALUES: list[str] = [value for kind in corpus("values").values() for value in kind]
BODIES: list[str] = corpus("bodies")

TERMS = {kind: f"{kind}-0" for kind in schema.KINDS} | {"country": "IRN"}
"""The term of each kind that a site of these tests has."""


class Raw(str):
    """A value that is written into YAML as it is."""

    __slots__ = ()


def example(kind: object, at: Path_ = ()) -> object:
    """A value that a type takes."""
    match kind:
        case schema.Text():
            return _SPECIAL.get(at[-1], "Words") if not isinstance(at[-1], int) else _SPECIAL.get(at[-2], "Words")
        case schema.Day():
            return "2023-10-02"
        case schema.Moment():
            return "2023-10-02T12:00Z"
        case schema.Choice():
            return "published" if at[-1] == "status" else kind.options[0][0]
        case schema.Term():
            return TERMS[kind.kind]
        case schema.Who():
            return {"name": "Words", "role": "Words"}
        case schema.Url():
            return "https://source.example/1"
        case schema.Language():
            return "fa"
        case schema.Number():
            return 1
        case schema.Flag():
            return True
        case schema.BriefingId():
            return "2023-10-03-other"
        case schema.Items():
            return [example(kind.of, (*at, 0))]
        case schema.Record():
            return {field.name: example(field.type, (*at, field.name)) for field in kind.fields}
        case schema.Keyed():
            return {"heading": example(kind.of, (*at, "heading"))}
    raise AssertionError(f"no example of {kind}")


_SPECIAL = {"redirects_from": "old-words", "iptc": "20000621", "region": "145"}


def positions(value: object, at: Path_ = ()) -> Iterator[Path_]:
    """Where all single values of a value stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from positions(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from positions(inner, (*at, number))
    else:
        yield at


def put(value: object, at: Path_, new: object) -> None:
    """Put another value in a place."""
    for step in at[:-1]:
        value = value[step]
    value[at[-1]] = new


@cache
def _records() -> dict[str, dict]:
    """A value of each record of which files are made, every key given: `briefing`, and the kinds of terms."""
    records = {"briefing": schema.BRIEFING, **schema.VOCABULARY}
    found = {name: example(record, (name,)) for name, record in records.items()}
    # One actor of a statement; a term that is not its own parent; what only some briefings can have.
    statement = found["briefing"]["sections"]["heading"]["statements"][0]
    for key in ("organisation", "country"):
        del statement[key]
    found["briefing"].pop("translations")
    found["topic"].pop("parents")
    found["organisation"].pop("parent")
    return found


def records() -> dict[str, dict]:
    """Such values, to be changed."""
    return copy.deepcopy(_records())


def yaml_of(value: object) -> str:
    """A value as YAML in one line; what is `Raw` as it is."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {yaml_of(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_of, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def files_with(changed: dict[str, dict], number: int = 0) -> dict[str, str]:
    """The files of a site of one briefing and a term of each kind; its ids end with a number."""
    found = records() | changed
    front = copy.deepcopy(found["briefing"])
    text = "".join(f"{key}: {yaml_of(value)}\n" for key, value in front.items())
    files = {f"briefings/2023/2023-10-02-x{number}.md": f"---\n{text}---\nLead.\n\n## Heading\n\nText.\n"}
    for kind, name in schema.KINDS.items():
        files[f"vocabulary/{name}.yml"] = f"{TERMS[kind]}: {yaml_of(found[kind])}\n"
    files["index.md"] = "# Home\n"
    return files


_vocabulary = lru_cache(4)(lambda files: read_vocabulary(dict(files)))


def check(files: dict[str, str]) -> list[Problem]:
    """The problems of a site; every one of them says where, what and how to mend it."""
    inputs = inputs_of(files)
    problems = site.check(inputs, NOW, terms=_vocabulary(tuple(inputs.vocabulary_files.items()))).problems
    lines = {f"content/{path}": text.split("\n") for path, text in files.items()}
    for problem in problems:
        assert problem.message
        assert problem.span.path in lines
        assert 1 <= problem.span.line <= len(lines[problem.span.path]) + 1
        assert problem.span.column >= 1
    return problems


def accepted(files: dict[str, str]) -> bool:
    """Whether the check finds no error."""
    return all(problem.severity != ERROR for problem in check(files))


@cache
def free_fields() -> tuple[tuple[str, Path_], ...]:
    """The places that take any words, as (record, place)."""
    found = []
    for name, value in records().items():
        for at in positions(value):
            changed = copy.deepcopy(value)
            put(changed, at, "Some plain words")
            if accepted(files_with({name: changed})):
                found.append((name, at))
    return tuple(found)


def with_text(text: str) -> dict[str, dict]:
    """All records with a text in every place that takes words."""
    found = records()
    for name, at in free_fields():
        put(found[name], at, text)
    return found


def every_field(value: str) -> Iterator[tuple[str, Path_, dict[str, str]]]:
    """For each place of each record a site that has a raw value there: (record, place, files)."""
    for name, record in records().items():
        for at in positions(record):
            changed = copy.deepcopy(record)
            put(changed, at, Raw(value))
            yield name, at, files_with({name: changed})


def one_site(texts: list[str], bodies: list[str]) -> dict[str, str]:
    """A site of all that the check accepts: for each text a briefing and a term of each kind, for each body a briefing.

    What names more than one thing, as two terms of one name, is let be.
    """
    files: dict[str, str] = {"index.md": "# Home\n", "images/map.svg": MAP, "images/odd # ? %.png": ""}
    vocabulary: dict[str, list[str]] = {name: [] for name in schema.KINDS.values()}
    for number, text in enumerate(texts):
        found = with_text(text)
        alone = files_with(found, number)
        if not accepted(alone):
            continue
        found["briefing"].pop("redirects_from")
        for kind, name in schema.KINDS.items():
            found[kind].pop("redirects_from")
            term = COUNTRIES[number] if kind == "country" else f"{kind}-{number}"
            vocabulary[name].append(f"{term}: {_renumbered(yaml_of(found[kind]), number)}\n")
        path = f"briefings/2023/2023-10-02-x{number}.md"
        text_of = "".join(f"{key}: {yaml_of(value)}\n" for key, value in found["briefing"].items())
        body = alone[path].split("\n---\n", 1)[1]
        files[path] = f"---\n{_renumbered(text_of, number)}---\n{body}"
    for number, body in enumerate(bodies):
        path = f"briefings/2023/2023-10-03-b{number}.md"
        text = f"{FRONT}---\n{body}\n"
        if accepted(files_of_basis() | {path: text}):
            files[path] = text
    files |= {f"vocabulary/{name}.yml": "".join(lines) for name, lines in vocabulary.items()}
    return files


COUNTRIES = sorted(built_in()[0])

MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
FRONT = """---
title: A body
date: 2023-10-03
format: statement
summary: A summary.
sources: [{outlet: outlet-0, url: https://source.example/1}]
topics: [topic-0]
countries: [IRN]
"""


def files_of_basis() -> dict[str, str]:
    """A site of nothing hostile, with the pictures that bodies name."""
    return files_with({}) | {"images/map.svg": MAP, "images/odd # ? %.png": "", "about.md": "# About\n"}


def _renumbered(text: str, number: int) -> str:
    """A text about the terms with a number, in the place of the first ones."""
    for kind, term in TERMS.items():
        text = text.replace(f'"{term}"', f'"{COUNTRIES[number] if kind == "country" else f"{kind}-{number}"}"')
    return text
