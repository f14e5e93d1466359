"""Earlier briefings as examples of what a topic is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..briefing import BriefingFile
from .topics import Example


def examples_of(files: Iterable[BriefingFile], without: str = "") -> Iterator[Example]:
    """The sections of briefings with their topics, newest briefing first; `without` is the id of one left out."""
    for file in sorted(files, key=lambda file: file.id, reverse=True):
        if file.briefing is None or file.id == without:
            continue
        for section in file.briefing.sections:
            text = file.texts.get(section.id)
            yield Example(f"{section.heading} {text.text if text else ''}", section.topics)
