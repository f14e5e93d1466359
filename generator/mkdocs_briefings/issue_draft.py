"""The answers of the issue form → a draft that the check accepts, with what was not understood as comments.

The answers are a stranger's and may be anything. Nothing of them is trusted: values go through the same reading as a
file's, the text through the same check, and the file's name is made of letters that we choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from . import schema
from .accepted_body import accepted_body
from .answers import explain, field_of, find_term, host_of, outlet_of, read_answer
from .crosscheck import DAYS_AHEAD
from .dates import PartialDate
from .hidden import without
from .issue_form import TEXT, label_of, read_answers
from .schema import SUMMARY_LENGTH
from .vocabulary import Vocabulary
from .writing import Path, briefing_id, briefing_text, term_id
from .yaml_text import one_line

MAX_WORDS = 1_000
"""Characters of a title, a summary or a name that are kept."""

_NEEDED = ("title", "date", "url")
_PLAIN = ("place", "speakers", "countries", "topics", "language")


@dataclass(slots=True)
class Draft:
    """A draft from a proposal.

    `problems` say why there is none; then all else is empty. `outlets` are those that have to be added to the
    vocabulary, by id, with name and url; `notes` say in sentences what was not understood.
    """

    id: str = ""
    text: str = ""
    outlets: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def draft_of(body: str, vocabulary: Vocabulary, now: datetime) -> Draft:
    """The draft of an issue's text. Title, date and a source's address have to be usable; all else may be mended."""
    answers = read_answers(without(body))
    if not answers:
        return Draft(problems=["this is no text of the form «Propose a briefing»: it has none of its headings"])
    return _Drafting(answers, vocabulary, now).draft()


class _Drafting:
    def __init__(self, answers: Mapping[str, str], vocabulary: Vocabulary, now: datetime) -> None:
        self.answers, self.vocabulary, self.now = answers, vocabulary, now
        self.result = Draft()
        self.values: dict[str, object] = {}
        self.above: dict[Path, list[str]] = {}

    def draft(self) -> Draft:
        """Read one answer after the other."""
        title = one_line(self.answers.get("title", ""))[:MAX_WORDS].strip()
        day = self._date()
        url = self._url(self.answers.get("url", ""))
        for name, value in zip(_NEEDED, (title, day, url), strict=True):
            label = label_of(name)
            if not value and not any(problem.startswith(f"{label}:") for problem in self.result.problems):
                self.result.problems.append(f"{label}: there is no answer")
        if self.result.problems:
            return self.result
        written = briefing_id(day, title) or f"{day.iso}-proposal"
        self.values |= {"title": title, "date": day, "published": self._today(), "status": "draft"}
        self._format()
        self._summary()
        for name in _PLAIN:
            self._plain(name)
        self.values["sources"] = [self._source(url), *self._more_sources()]
        text = accepted_body(self.answers.get(TEXT, ""))
        self.result.notes += text.notes
        beside = {("status",): "delete this line when the briefing is ready"}
        self.result.text = briefing_text(self.values, text.text, self.above, beside, hints=("sections",))
        self.result.id = written
        return self.result

    def _today(self) -> PartialDate:
        return PartialDate(self.now.year, self.now.month, self.now.day)

    def _date(self) -> PartialDate | None:
        answer = read_answer(field_of("date"), self.answers.get("date", "")[:MAX_WORDS], self.vocabulary)
        self.result.problems += [f"{label_of('date')}: {explain(problem)}" for problem in answer.problems]
        day = answer.value
        if isinstance(day, PartialDate) and day.first.toordinal() > date.toordinal(self.now) + DAYS_AHEAD:
            self.result.problems.append(f"{label_of('date')}: {day.iso} is in the future")
            return None
        return day if isinstance(day, PartialDate) else None

    def _url(self, text: str) -> str:
        kind = next(item for item in schema.SOURCE.fields if item.name == "url")
        answer = read_answer(kind, text, self.vocabulary)
        self.result.problems += [f"{label_of('url')}: {explain(problem)}" for problem in answer.problems]
        return str(answer.value or "")

    def _note(self, name: str, text: str) -> None:
        """Something that was not understood: said in the message, and written above the key, or above the sources."""
        short = one_line(text)[:300]
        self.result.notes.append(f"{name}: {short}")
        self.above.setdefault((name,) if name in self.values else ("sources",), []).append(short)

    def _format(self) -> None:
        answer = read_answer(field_of("format"), self.answers.get("format", "")[:MAX_WORDS], self.vocabulary)
        self.values["format"] = answer.value or "other"
        if not answer.value:
            self._note("format", explain(answer.problems[0]) if answer.problems else "the form gave none")

    def _summary(self) -> None:
        summary = one_line(self.answers.get("summary", ""))[:MAX_WORDS].strip()
        self.values["summary"] = summary or "To be written."
        if not summary:
            self._note("summary", "the form gave none")
        elif len(summary) > SUMMARY_LENGTH:
            self._note("summary", f"it has {len(summary)} characters; shorten it to {SUMMARY_LENGTH}")

    def _plain(self, name: str) -> None:
        answer = read_answer(field_of(name), self.answers.get(name, "")[: 10 * MAX_WORDS], self.vocabulary)
        value = answer.value[:MAX_WORDS].strip() if isinstance(answer.value, str) else answer.value
        if value:
            self.values[name] = value
        for problem in answer.problems:
            self._note(name, explain(problem))

    def _source(self, url: str) -> dict[str, str]:
        written = one_line(self.answers.get("outlet", ""))[:MAX_WORDS].strip()
        found = (written and find_term(self.vocabulary, "outlet", written)) or outlet_of(self.vocabulary, url)
        if not found:
            name = written or host_of(url)
            found = term_id(name, self.vocabulary.terms["outlet"]) or term_id(host_of(url)) or "new-outlet"
            self.result.outlets[found] = {"name": name, "url": f"https://{host_of(url)}/"}
            near = self.vocabulary.suggest("outlet", written) if written else None
            guess = f"; did you mean `{near}`?" if near else ""
            self._note("sources", f"the outlet `{name}` is new and was added to the vocabulary as `{found}`{guess}")
        return {"outlet": found, "url": url}

    def _more_sources(self) -> list[dict[str, str]]:
        """Further addresses whose outlet is known by its host; the others become comments."""
        kind = next(item for item in schema.SOURCE.fields if item.name == "url")
        found: list[dict[str, str]] = []
        for line in self.answers.get("more-sources", "").split("\n")[:20]:
            text = one_line(line).strip("-*<> ")
            answer = read_answer(kind, text, self.vocabulary)
            outlet = outlet_of(self.vocabulary, str(answer.value)) if answer.value else None
            if outlet:
                found.append({"outlet": outlet, "url": str(answer.value)})
            elif text:
                self._note("sources", f"not taken: {text} (the outlet is not in the vocabulary, or it is no address)")
        return found
