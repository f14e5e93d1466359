"""The changes whose builds are timed, each made to a site of this program, with a look at whether the site shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from corpus import CODES, LAST_DAY, PEOPLE, Corpus
from dialect import file_of, write_briefing, write_vocabulary
from listings import listed, terms_of, title_on
from ours import page
from records import Briefing

Shown = Callable[[], bool]

EDITS = {
    "body": "text of one changed",
    "title": "title of one changed",
    "summary": "summary of one changed",
    "terms": "terms of one changed",
    "added": "one added",
    "deleted": "one deleted",
    "topic": "a topic renamed",
    "person": "a person renamed",
    "rare": "a person of middle rank renamed",
    "nothing": "nothing changed",
}
"""Every kind of change, as the tables call it."""


def free_numbers(corpus: Corpus) -> Iterator[int]:
    """Briefings, in a random order that is always the same, that may be changed or deleted: in lists, named by none."""
    named = {corpus.linked(number) for number in range(corpus.count)}
    numbers = [n for n in range(corpus.count) if corpus.is_plain(n) and n not in named and (n + 1) % 50 != 7]
    Random(f"{corpus.seed}/edits").shuffle(numbers)
    return iter(numbers)


@dataclass
class Editor:
    """Changes one site. Each method makes a change and gives what tells, after a build, whether the site shows it."""

    corpus: Corpus
    folder: Path
    made: int = 0
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the first briefing that is free."""
        self._free = free_numbers(self.corpus)
        self._beyond = self.corpus.count

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"

    def make(self, kind: str) -> Shown:
        """Make a change of a kind of `EDITS`."""
        self.made += 1
        return getattr(self, kind)()

    def _briefing(self) -> Briefing:
        return self.corpus.briefing(next(self._free))

    def _year(self, briefing: Briefing) -> Path:
        """The folder of a list that every briefing is in."""
        return self.site / "briefings" / str(briefing.date.year)

    def _is_listed(self, briefing: Briefing, words: str) -> bool:
        return any(words in page.read_text("utf-8") for page in self._year(briefing).rglob("index.html"))

    def nothing(self) -> Shown:
        """Leave it as it is."""
        return lambda: True

    def body(self) -> Shown:
        """A sentence more at the end of a text."""
        briefing, mark = self._briefing(), f"Changedword{self.made}."
        path = file_of(self.folder, briefing.id)
        path.write_text(f"{path.read_text('utf-8')}\n{mark}\n", encoding="utf-8")
        return lambda: mark in page(self.site, briefing.id).read_text("utf-8")

    def title(self) -> Shown:
        """Another title."""
        old = self._briefing()
        briefing = replace(old, title=f"Another title {self.made}")
        write_briefing(self.folder, briefing)
        return lambda: (
            title_on(page(self.site, old.id)) == briefing.title
            and self._is_listed(briefing, briefing.title)
        )

    def summary(self) -> Shown:
        """Another summary."""
        briefing = replace(self._briefing(), summary=f"Another summary {self.made}.")
        write_briefing(self.folder, briefing)
        # Long lists do without summaries; its own page has it for certain.
        return lambda: briefing.summary in page(self.site, briefing.id).read_text("utf-8")

    def terms(self) -> Shown:
        """Another topic and another country in a section."""
        briefing = self._briefing()
        found = terms_of(self.corpus, briefing)
        topic = next(topic for topic in reversed(self.corpus.terms["topics"]) if topic not in found["topics"])
        country = next(code for code in reversed(CODES) if code.lower() not in found["countries"])
        sections = list(briefing.sections)
        sections[2] = replace(sections[2], topics=(topic,), countries=(country,))
        write_briefing(self.folder, replace(briefing, sections=tuple(sections)))
        return lambda: briefing.id in listed(self.site / "topics" / topic)

    def added(self) -> Shown:
        """A briefing of the last day, as most new ones are."""
        corpus = self.corpus
        while not corpus.is_plain(self._beyond) or (corpus.linked(self._beyond) or 0) >= corpus.count:
            self._beyond += 1
        briefing = corpus.briefing(self._beyond, LAST_DAY)
        self._beyond += 1
        write_briefing(self.folder, briefing)
        return lambda: page(self.site, briefing.id).is_file() and briefing.id in listed(self._year(briefing))

    def deleted(self) -> Shown:
        """One less."""
        briefing = self._briefing()
        file_of(self.folder, briefing.id).unlink()
        return lambda: not page(self.site, briefing.id).exists() and briefing.id not in listed(self._year(briefing))

    def topic(self) -> Shown:
        """A topic that some tenth of the briefings have."""
        return self._rename("topics", f"topic-{8 + self.made % 8}")

    def person(self) -> Shown:
        """A person who is in some thirtieth of the briefings."""
        return self._rename("people", f"person-{20 + self.made % 20}")

    def rare(self) -> Shown:
        """A person as often named as half of all are at most."""
        return self._rename("people", f"person-{PEOPLE // 2 + self.made % 20}")

    def _rename(self, kind: str, term: str) -> Shown:
        name = f"Renamed {self.made}"
        self.renamed.setdefault(kind, {})[term] = name
        write_vocabulary(self.folder, self.corpus, kind, self.renamed[kind])
        return lambda: title_on(self.site / kind / term / "index.html") == name


def first_difference(one: Path, other: Path) -> str:
    """The first file, by path, that two folders have not alike, and how; "" where they are equal byte for byte."""
    ones, others = _digests(one), _digests(other)
    for path in sorted({*ones, *others}):
        if ones.get(path) != others.get(path):
            missing = [folder.parent.name for folder, files in ((one, ones), (other, others)) if path not in files]
            return f"{path} {f'is not in {missing[0]}' if missing else 'differs'}"
    return ""


def _digests(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }
