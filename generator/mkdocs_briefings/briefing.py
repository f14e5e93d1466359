"""One briefing's file → a checked `Briefing`, with what only the library can check beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import starmap

from . import markup, urls
from .dates import PartialDate
from .document import read_briefing_file
from .model import LEAD, Briefing, Link, Reference, Section, Source, Speaker, Statement, Text, Update, term_key
from .problem import Problem, Span, in_order
from .reading import Reader, Values
from .schema import BRIEFING, PLACEHOLDER, SECTION_COUNTRIES, SECTION_TOPICS, SUMMARY_LENGTH
from .vocabulary import Vocabulary

_AS_GIVEN = (
    *("speakers", "topics", "countries", "people", "organisations", "place", "authors", "series", "language"),
    *("translations", "status", "embargo", "redirects_from"),
)
UNWRITTEN = re.compile(rf"{PLACEHOLDER}(?:[.:…]|\Z)")  # at the beginning of a text
_TERM_KEYS = ("topics", "countries", "people", "organisations")


@dataclass(slots=True)
class BriefingFile:
    """A file under content/briefings/ and all that was read from it; `briefing` is None where it cannot be used.

    `path` is relative to mkdocs.yml, `content_path` to content/; `home` is where it belongs ("": nowhere). `anchors` is
    None where the body could not be read. `references`, `translations`, `dates` and `redirects` are checked by
    `crosscheck`, which knows the other files and the time.
    """

    path: str
    content_path: str
    id: str
    home: str = ""
    briefing: Briefing | None = None
    status: str = "published"
    embargo: datetime | None = None
    anchors: set[str] | None = None
    terms: frozenset[tuple[str, str]] = frozenset()
    references: list[Reference] = field(default_factory=list)
    translations: list[Link] = field(default_factory=list)
    redirects: list[Link] = field(default_factory=list)
    dates: list[tuple[Span, PartialDate]] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __reduce__(self) -> tuple:
        """Pickled without its words, which are kept apart; by position, which is quicker."""
        return (BriefingFile, tuple({} if name == "texts" else getattr(self, name) for name in self.__slots__))

    def is_public(self, now: datetime) -> bool:
        """Whether it has a page: no draft, and no embargo that still lasts."""
        return self.status != "draft" and (self.embargo is None or self.embargo <= now)


def read_briefing(path: str, content_path: str, data: bytes, vocabulary: Vocabulary) -> BriefingFile:
    """Read and check one briefing's file as far as it can be without the others."""
    stem = posixpath.basename(content_path).removesuffix(".md")
    file = BriefingFile(path, content_path, stem)
    file.home = home_of(stem)
    file.problems += _check_name(path, stem)
    _read(file, data, vocabulary)
    file.problems = in_order(file.problems)
    return file


def _read(file: BriefingFile, data: bytes, vocabulary: Vocabulary) -> None:
    path, content_path, stem = file.path, file.content_path, file.id
    document, problems = read_briefing_file(path, data)
    if not file.home and any(problem.code == "no-front-matter" for problem in problems):
        return  # no briefing at all: one cause, one message
    file.problems += problems
    if document is None:
        return
    here = urls.page("briefing", stem)

    def address(target: str) -> str:
        found, (before, mark, fragment) = urls.content_path(content_path, target), target.partition("#")
        if found == content_path and not before:
            return mark + fragment
        return urls.relative_file(urls.content_uri(found), fragment, here) if found is not None else target

    body = markup.read_body(path, document.body, document.body_line, address)
    file.problems += body.problems
    file.references = body.references
    if body.read:
        file.anchors = body.anchors
    file.texts = {section.id: Text(section.html, section.text) for section in body.sections}
    if document.front is None:
        return
    reader = Reader(vocabulary)
    values = reader.record(BRIEFING, document.front, "a briefing")
    file.status, file.embargo = values.get("status", "published"), values.get("embargo")
    checker = _Checker(file, values, body, reader, vocabulary)
    sections = checker.sections()
    checker.front()
    file.problems += reader.problems
    required = ("title", "date", "format", "summary", "sources")
    if all(key in values for key in required) and all("outlet" in s and "url" in s for s in values["sources"]):
        file.briefing = _briefing(file, values, sections)
        file.terms = terms_of(file.briefing)


def terms_of(briefing: Briefing) -> frozenset[tuple[str, str]]:
    """Every term that a briefing names anywhere, as (kind, id); broader topics are not among them."""
    used = {("outlet", outlet) for source in briefing.sources for outlet in (source.outlet, source.via) if outlet}
    used |= {("series", briefing.series)} if briefing.series else set()
    for part in (briefing, *briefing.sections):
        used.update(("topic", topic) for topic in part.topics)
        used.update(("country", country) for country in part.countries)
        used.update(("person", person) for person in part.people)
        used.update(("person", speaker.person) for speaker in part.speakers if speaker.person)
        used.update(("organisation", organisation) for organisation in part.organisations)
    return frozenset(starmap(term_key, used))


def home_of(stem: str) -> str:
    """Where under content/ a briefing with this id belongs; "" where it cannot be an id."""
    match = urls.BRIEFING_ID.fullmatch(stem)
    try:
        usable = match is not None and PartialDate.parse("-".join(match.groups())).full
    except ValueError:
        usable = False
    return urls.briefing_file(stem) if usable else ""


def _check_name(path: str, stem: str) -> list[Problem]:
    if home_of(stem):
        return []
    hint = "name it `content/briefings/<year>/<year>-<month>-<day>-<words>.md`, in a-z, 0-9 and hyphens"
    return [Problem(Span(path), "bad-path", f"`{stem}` is no briefing's id", hint)]


@dataclass(slots=True)
class _Checker:
    file: BriefingFile
    values: Values
    body: markup.Body
    reader: Reader
    vocabulary: Vocabulary

    def front(self) -> None:
        """Check the front matter's keys against each other."""
        values, spans, report = self.values, self.values.spans, self.reader.report
        summary = values.get("summary", "")
        self._unwritten(values.get("title", ""), lambda: spans["title"])
        self._unwritten(summary, lambda: spans["summary"])
        if len(summary) > SUMMARY_LENGTH:
            message = f"the summary has {len(summary)} characters; lists show {SUMMARY_LENGTH}"
            report(spans["summary"], "long-summary", message, "shorten it; the lead can say the rest")
        for source in values.get("sources", ()):
            if source.get("url", "")[:5].lower() == "http:":
                hint = "use https where the outlet offers it"
                report(source.spans["url"], "insecure-source", "the source has an http address", hint)
        for number, target in enumerate(values.get("translations", ())):
            self.file.translations.append(Link(target, spans[("translations", number)]))
        for number, old in enumerate(values.get("redirects_from", ())):
            self.file.redirects.append(Link(old, spans[("redirects_from", number)]))
            if not urls.is_old_address(old):
                hint = "give an old id, or a page's old path, without `..`, and not one of the site's own pages"
                report(spans[("redirects_from", number)], "bad-id", f"`{old}` cannot have been an address", hint)
        for record in (values, *values.get("updates", ()), *values.get("sections", {}).values()):
            for key in ("date", "published"):
                if key in record:
                    self.file.dates.append((record.spans[key], record[key]))

    def sections(self) -> tuple[Section, ...]:
        """Match annotations and headings, and work out each section's terms."""
        given: Values = self.values.get("sections", Values(Span(self.file.path)))
        by_id = {section.id: section for section in self.body.sections}
        self._unknown_sections(given, by_id)
        faulty = bool(self.reader.problems)  # then a section may have no terms because they are misspelt
        result = []
        for section in self.body.sections[: markup.MAX_SECTIONS]:  # more are refused
            own = given.get(section.id, Values(Span(self.file.path)))
            effective = {key: own.get(key, self.values.get(key, ())) for key in (*_TERM_KEYS, "speakers")}
            if section.number >= 0 and not faulty and not own.get("statements") and not _has_terms(effective):
                span = self.body.places.heading(section.number)
                hint = f"give it some: `sections:`, `{section.id}: {{topics: […], countries: […]}}`"
                self.reader.report(span, "no-terms", "the section has no terms, so no page will list it", hint)
            self._unwritten(section.excerpt, lambda number=section.number: self.body.places.heading(number))
            self._old_ids(own)
            result.append(self._section(section, own, effective))
        return tuple(result)

    def _unwritten(self, text: str, span: Callable[[], Span]) -> None:
        if self.file.status != "draft" and UNWRITTEN.match(text):
            hint = "write them, or keep `status: draft`"
            self.reader.report(span(), "placeholder", f"`{PLACEHOLDER}` stands where your own words belong", hint)

    def _old_ids(self, own: Values) -> None:
        """A heading's old ids become anchors: each must be one, and no other heading's."""
        for number, old in enumerate(own.get("redirects_from", ())):
            span = own.spans[("redirects_from", number)]
            if not urls.is_heading_id(old):
                hint = "give letters, digits and hyphens, not beginning with `_`"
                self.reader.report(span, "bad-id", f"`{old}` cannot have been a heading's id", hint)
            elif old in self.body.anchors:
                hint = "an old id leads to one heading, and to none while a heading has it"
                self.reader.report(span, "duplicate-id", f"`{old}` is a heading's id already", hint)
            self.body.anchors.add(old)

    def _unknown_sections(self, given: Values, by_id: dict) -> None:
        free = [section_id for section_id in by_id if section_id not in given]
        for section_id in given:
            if section_id in by_id:
                continue
            near = self.reader.near(section_id, free)
            if section_id == LEAD:
                message, hint = "there is no text before the first heading", "delete `lead`, or write a lead"
            elif section_id in self.body.anchors:
                message = f"`{section_id}` is a heading inside a section"
                hint = "only the lead and `##` headings are sections"
            else:
                message = f"no heading has the id `{section_id}`"
                hint = f"did you mean `{near}`?" if near else _headings_hint(by_id)
            self.reader.report(given.spans[section_id], "unknown-section", message, hint)

    def _section(self, section: markup.BodySection, own: Values, effective: dict) -> Section:
        statements = tuple(self._statement(values) for values in own.get("statements", ()))
        statements = tuple(statement for statement in statements if statement is not None)
        self._check_numbers(own.get("sources", ()), own, "sources")
        actors = {
            "topics": [statement.topic for statement in statements],
            "countries": [statement.country for statement in statements],
            "organisations": [statement.organisation for statement in statements],
            "speakers": [statement.speaker for statement in statements],
        }
        terms = {key: _union(value, actors.get(key, ())) for key, value in effective.items()}
        self._over_tagged(own, terms)
        date = own.get("date") or self.values.get("date")
        return Section(
            id=section.id,
            heading=section.heading,
            excerpt=section.excerpt,
            date=date,
            spoken_for=spoken_for(terms["speakers"], statements, date, self.vocabulary) if date else (),
            sources=own.get("sources", ()),
            statements=statements,
            redirects_from=own.get("redirects_from", ()),
            own_date="date" in own,
            **terms,
        )

    def _over_tagged(self, own: Values, terms: dict) -> None:
        for key, most in (("countries", SECTION_COUNTRIES), ("topics", SECTION_TOPICS)):
            if len(terms[key]) > most:
                # Where sections inherit the list, its one place is the front matter: one cause, one message.
                span = own.spans.get(key) or self.values.spans.get(key) or own.span
                hint = "keep those that it is really about; term pages are built from this"
                message = f"a section with {len(terms[key])} {key}; more than {most} make term pages useless"
                self.reader.report(span, "over-tagged", message, hint)

    def _statement(self, values: Values) -> Statement | None:
        actors = [key for key in ("speaker", "organisation", "country") if key in values.spans]
        if len(actors) != 1:
            hint = "give one of `speaker`, `organisation` and `country`"
            message = "a statement needs an actor" if not actors else "a statement has one actor"
            code = "missing-key" if not actors else "bad-value"
            if actors or values.sound:  # a misspelt actor is reported as what it is
                self.reader.report(values.span, code, message, hint)
            return None
        self._check_numbers((values["source"],) if "source" in values else (), values, "source")
        if not all(key in values for key in (actors[0], "topic", "mode", "says")):
            return None
        original = values.get("original", {})
        if "date" in values:
            self.file.dates.append((values.spans["date"], values["date"]))
        return Statement(
            topic=values["topic"],
            mode=values["mode"],
            says=values["says"],
            speaker=values.get("speaker"),
            organisation=values.get("organisation", ""),
            country=values.get("country", ""),
            original=original.get("text", ""),
            original_language=original.get("language", ""),
            source=values.get("source", 0),
            date=values.get("date"),
            shift=values.get("shift", False),
        )

    def _check_numbers(self, numbers: Iterable[int], values: Values, key: str) -> None:
        if "sources" not in self.values:
            return
        count = len(self.values["sources"])
        for index, number in enumerate(numbers):
            if number > count:
                span = values.spans.get((key, index)) or values.spans[key]
                hint = f"the briefing has {count}; they count from 1 in the order of `sources`"
                self.reader.report(span, "bad-value", f"there is no source {number}", hint)


def spoken_for(
    speakers: tuple[Speaker, ...], statements: tuple[Statement, ...], date: PartialDate, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The countries whose officials speak: by the roles that speakers held on the date, and by statements' actors.

    A role's country is its organisation's; a role without organisation is taken for the person's own country. Who
    held no role that day speaks for nobody.
    """
    found: list[str] = []
    day, bodies = date.first, vocabulary.terms["organisation"]
    for speaker in speakers:
        person = vocabulary.terms["person"].get(speaker.person)
        for role in person.roles if person else ():
            if role.held_on(day):
                organisation = bodies.get(role.organisation)
                found.append(organisation.country if organisation else person.country)
    for statement in statements:
        organisation = vocabulary.terms["organisation"].get(statement.organisation)
        found += [statement.country, organisation.country if organisation else ""]
    return tuple(dict.fromkeys(country for country in found if country))


def _has_terms(effective: dict) -> bool:
    """Whether a section gets onto any page: by its terms, or by a speaker who has one."""
    return any(effective[key] for key in _TERM_KEYS) or any(speaker.person for speaker in effective["speakers"])


def _union(first: Iterable, second: Iterable) -> tuple:
    return tuple(dict.fromkeys(item for item in (*first, *second) if item))


def _headings_hint(by_id: dict) -> str:
    ids = ", ".join(f"`{section_id}`" for section_id in list(by_id)[:8])
    return f"the sections are {ids}" if ids else "the text has no `##` heading"


def _briefing(file: BriefingFile, values: Values, sections: tuple[Section, ...]) -> Briefing:
    return Briefing(
        id=file.id,
        path=file.path,
        title=values["title"],
        date=values["date"],
        published=values.get("published", values["date"]),
        format=values["format"],
        summary=values["summary"],
        sources=tuple(Source(**source) for source in values["sources"]),
        sections=sections,
        updates=tuple(Update(**u) for u in values.get("updates", ()) if {"date", "kind", "note"} <= u.keys()),
        **{key: values[key] for key in _AS_GIVEN if key in values},
    )
