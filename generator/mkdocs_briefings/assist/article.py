"""What an article is to us: where it comes from, and its text by headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..dates import PartialDate


class Part(NamedTuple):
    """A stretch of an article: its heading ("" for what stands before the first) and its text, paragraphs apart by an
    empty line. `id` is the section's id where the article is a briefing, else "".
    """

    heading: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article taken apart. What is not known is "" or None.

    `outlet` is what it calls its publisher, `via` who reposted it; `place` the dateline's; `text` all of its words.
    """

    title: str = ""
    parts: tuple[Part, ...] = ()
    date: PartialDate | None = None
    authors: tuple[str, ...] = ()
    outlet: str = ""
    via: str = ""
    url: str = ""
    place: str = ""
    language: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """All its words as plain text: title, headings and paragraphs."""
        pieces = [self.title, *(piece for part in self.parts for piece in (part.heading, part.text))]
        return "\n\n".join(piece for piece in pieces if piece) + "\n"
