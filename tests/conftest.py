"""Helpers that the tests of the core share: inputs in memory, a small vocabulary, a checked library."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from mkdocs_briefings import site
from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.library import Library
from mkdocs_briefings.model import Settings
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.site import InputFile, Inputs

settings.register_profile("slow machines", deadline=None)
settings.load_profile("slow machines")

GOLDEN = Path(__file__).parent / "golden"
NOW = parse_now("2024-01-01")

_VOCABULARY = {f"vocabulary/{name}.yml": kind for kind, name in KINDS.items()}
_BRIEFING = re.compile(r"briefings/.*\.md")


def bytes_of(value: object) -> bytes:
    """The bytes of a file in a golden case: text, `{hex: …}`, `{repeat: text, times: n}`, or a list of these."""
    if isinstance(value, list):
        return b"".join(bytes_of(part) for part in value)
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"]) if "hex" in value else value["repeat"].encode() * value["times"]
    return value if isinstance(value, bytes) else str(value).encode()


def inputs_of(files: dict[str, object]) -> Inputs:
    """Inputs from files by their path under content/, sorted into kinds as `project.read_inputs` does."""
    inputs = Inputs()
    for path, value in files.items():
        file = InputFile(f"content/{path}", path, bytes_of(value))
        if path in _VOCABULARY:
            inputs.vocabulary[_VOCABULARY[path]] = file
        elif _BRIEFING.fullmatch(path):
            inputs.briefings.append(file)
        else:
            inputs.others.add(path)
    return inputs


def basic() -> dict[str, str]:
    """The shared files of golden cases that say `use: basic`: a vocabulary, and a briefing that uses all of it."""
    return yaml.safe_load((GOLDEN / "basic.yml").read_text("utf-8"))


def library_of(files: dict[str, object], now: datetime = NOW, language: str = "en") -> Library:
    """The library of files that have no errors."""
    checked = site.check(inputs_of(files), now)
    assert [problem for problem in checked.problems if problem.severity == "error"] == []
    return checked.library(Settings(site_name="Test", language=language), now)


def briefing(front: str = "", body: str = "", **given: str) -> str:
    """A briefing's text: the required keys with `given` in their place, then more front matter, then the body."""
    keys = {
        "title": "A title",
        "date": "2023-10-02",
        "format": "statement",
        "summary": "A summary.",
        "sources": "[{outlet: daily-news, url: https://news.example/1}]",
    } | given
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}{front}{'' if not front or front.endswith(chr(10)) else chr(10)}---\n{body}"


def places(items) -> list[str]:
    """Chronology items as `briefing#section`, to compare whole lists."""
    return [f"{item.briefing.id}#{item.section.id}" for item in items]


LOOKS = {"hidden-character", "invisible-character", "mixed-scripts"}


def faults(problems):
    """What is wrong with the form of a file; how its characters look is `test_hidden`'s."""
    return [problem for problem in problems if problem.code not in LOOKS]


def some_at_once(values, every: int) -> list:
    """Values for `parametrize`: one in `every` is tried each time, the others by `make test-slow`."""
    return [
        pytest.param(value, marks=() if at % every == 0 else pytest.mark.slow) for at, value in enumerate(values)
    ]
