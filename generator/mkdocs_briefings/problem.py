"""What is wrong with a file, where, and how to mend it.

Every check in the package yields `Problem`s and goes on, so that one run reports everything.
`CODES` is the only list of what can be reported: the SARIF rules and the guide's table are made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Span(NamedTuple):
    """A place in a file: its path relative to mkdocs.yml, a line and a column, both from 1, in code points."""

    path: str
    line: int = 1
    column: int = 1


class Problem(NamedTuple):
    """One thing that is wrong: `message` says what, `hint` how to mend it (may be empty)."""

    span: Span
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> str:
        """`error` or `warning`, as `CODES` has it."""
        return CODES[self.code][0]

    @property
    def order(self) -> tuple:
        """Reports go by file, line, column; then by code and message, so that equal places keep one order."""
        return (self.span, self.code, self.message)


CODES: dict[str, tuple[str, str]] = {
    # the file
    "unreadable": (ERROR, "The file cannot be read."),
    "stray-file": (
        ERROR,
        "A file in content/briefings/ that is no briefing, or in content/vocabulary/ that is no vocabulary.",
    ),
    "bad-path": (ERROR, "A briefing whose file name is no id, or that is not in the folder of its year."),
    "symlink": (ERROR, "A symbolic link that leaves content/ or leads nowhere."),
    "file-too-large": (ERROR, "A briefing over 256 KiB, or front matter over 64 KiB."),
    "encoding": (ERROR, "Bytes that are not UTF-8."),
    "control-character": (ERROR, "A control character or line separator that no editor shows."),
    "hidden-character": (ERROR, "A character that hides text, or shows it in another order than it is written."),
    # YAML
    "no-front-matter": (ERROR, "The front matter is missing or not closed."),
    "yaml-syntax": (ERROR, "The YAML cannot be read."),
    "yaml-feature": (ERROR, "A YAML anchor, alias or tag; plain values are all that is needed."),
    "yaml-depth": (ERROR, "YAML nested more than 20 levels deep."),
    "duplicate-key": (ERROR, "A key given twice in one mapping."),
    # values
    "unknown-key": (ERROR, "A key that does not exist here."),
    "missing-key": (ERROR, "A required key is missing."),
    "wrong-type": (ERROR, "A value of another kind than the key takes."),
    "bad-value": (ERROR, "A value that is not among those the key takes."),
    "bad-date": (ERROR, "A date that is none, or not written as YYYY-MM-DD."),
    "too-many": (ERROR, "More of something than a file may have: items of a list, sections, levels, HTML elements."),
    "future-date": (ERROR, "A date in the future where there is no embargo."),
    "bad-url": (ERROR, "An address that is not a full http or https one."),
    "unknown-term": (ERROR, "A term that is not in the vocabulary."),
    "bad-id": (ERROR, "An id that is not made of a-z, 0-9 and hyphens."),
    "duplicate-id": (ERROR, "An id or address that two things claim."),
    "cycle": (ERROR, "A term that is its own ancestor."),
    # the body
    "unknown-section": (ERROR, "Annotations for a heading that is not in the text."),
    "bad-heading": (ERROR, "A heading that cannot be one: level 1, without an id, or with a reserved one."),
    "duplicate-heading": (ERROR, "Two headings with one id."),
    "raw-html": (ERROR, "Raw HTML in the text."),
    "bad-link": (ERROR, "A link with a scheme or form that is not allowed."),
    "dead-link": (ERROR, "A link to something that is not there."),
    "bad-image": (ERROR, "An image that is no file under content/."),
    "active-drawing": (ERROR, "An SVG that does more than draw: a script, a handler, what it loads from elsewhere."),
    "copied-text": (ERROR, "Twelve or more words in a row that are the source article's."),
    "unpublished-link": (ERROR, "A published briefing points to one that is not published."),
    "markdown-depth": (ERROR, "Markdown nested more than 50 levels deep."),
    # outside addresses, found by `briefings links`
    "dead-address": (ERROR, "A source, archived copy, outside link or outlet's home that is gone for good."),
    "moved-address": (WARNING, "An outside address that has moved for good."),
    "doubtful-address": (WARNING, "An outside address that may be gone, or could not be asked."),
    # warnings
    "invisible-character": (WARNING, "A character that nobody sees, outside the scripts that are written with it."),
    "mixed-scripts": (WARNING, "A word that mixes letters of two alphabets which look alike."),
    "placeholder": (WARNING, "A text that a draft was begun with, in a briefing that is no draft."),
    "long-summary": (WARNING, "A summary of more than 220 characters."),
    "over-tagged": (WARNING, "A section with more than 8 countries or 5 topics."),
    "no-terms": (WARNING, "A section that reaches no topic, country, person or organisation page."),
    "unused-term": (WARNING, "A vocabulary term that no briefing uses."),
    "insecure-source": (WARNING, "A source with an http address."),
}


MAX_ALIKE = 100
"""So many problems of one code are reported of a file; a last one says that there are more."""

MAX_MESSAGE = 400
"""A message or hint shows so many characters; what people wrote is part of it, and may be of any length."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repetitions, by file, line and column, and no more than `MAX_ALIKE` of a code in a file.

    What was ordered before stays as it is.
    """
    found: list[Problem] = []
    alike: Counter[tuple[str, str]] = Counter()
    for problem in sorted(set(problems), key=lambda problem: problem.order):
        key = (problem.span.path, problem.code)
        alike[key] += 1
        if alike[key] <= MAX_ALIKE:
            found.append(_of_bounded_length(problem))
        elif alike[key] == MAX_ALIKE + 1:
            found.append(Problem(problem.span, problem.code, "there are more of these in the file", "mend these first"))
    return found


def _of_bounded_length(problem: Problem) -> Problem:
    if len(problem.message) <= MAX_MESSAGE and len(problem.hint) <= MAX_MESSAGE:
        return problem
    message, hint = (text if len(text) <= MAX_MESSAGE else text[: MAX_MESSAGE - 1] + "…" for text in problem[2:])
    return problem._replace(message=message, hint=hint)


class Collector(list[Problem]):
    """A list for the problems of one file that takes no more of a code than are reported, and one."""

    def __init__(self) -> None:
        super().__init__()
        self._alike: Counter[str] = Counter()

    def append(self, problem: Problem) -> None:
        """Take a problem in, or pass it over."""
        self._alike[problem.code] += 1
        if self._alike[problem.code] <= MAX_ALIKE + 1:
            super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take several in."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Collector:
        """Take several in, by `+=`."""
        self.extend(problems)
        return self

    def full(self, code: str) -> bool:
        """Whether no more of a code are taken."""
        return self._alike[code] > MAX_ALIKE


def has_errors(problems: list[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity == ERROR for problem in problems)
