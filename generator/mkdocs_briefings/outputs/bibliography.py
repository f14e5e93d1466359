"""What there is to cite in a briefing: the briefing in this digest, its sources, its sections, as neutral records.

`bibtex`, `ris` and `csl` write the same records in their formats. A record holds only what is known: a source whose
title nobody gave has none, and its outlet stands in the author's place, so that every style has something to begin
with. Names are taken as they stand: whether "Doe, Jane" is a person and "Ministry of Health, Labour and Welfare" is
not, no program can tell.

Everything is a pure function of the library and the site's address; the day of reading is the reader's to add.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import urls
from ..dates import PartialDate
from ..library import Library
from ..model import LEAD, Briefing, Section, Source, Update
from ..schema import KINDS

TERMS = ("topic", "country", "person", "organisation")
"""The kinds of terms that make keywords, in their order."""


class Record(NamedTuple):
    """One thing to cite. Texts are plain and may hold anything; what is not known is empty or None.

    `website` is the site on which it stands, `event` when the thing it tells of happened, `place` where. `notes` belong
    into a printed citation, the `annotation` (the sources it rests on) only beside it; both without full stop.
    """

    key: str
    title: str = ""
    authors: tuple[str, ...] = ()
    website: str = ""
    publisher: str = ""
    issued: PartialDate | None = None
    event: PartialDate | None = None
    place: str = ""
    accessed: PartialDate | None = None
    url: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    annotation: str = ""
    rights: str = ""

    @property
    def container(self) -> tuple[str, str]:
        """Website and publisher, each "" where its name stands in the record already: styles would print it twice."""
        website = "" if self.authors == (self.website,) else self.website
        return website, "" if self.publisher in (self.website, *self.authors) else self.publisher


class Part(NamedTuple):
    """A piece of a citation. `isolated`: words of any script, which a page puts into `<bdi>`.

    Without that a date after an Arabic title would stand before it (Unicode Standard Annex 9, "Embedding and
    isolates").
    """

    text: str
    isolated: bool = False


_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""Whatever one of the readers of these formats takes for the end of a line (Python's `str.splitlines`), and tabs."""


def one_line(text: str) -> str:
    """A text without line breaks and without white space at its ends."""
    text = text.strip()
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def absolute(site_url: str, uri: str) -> str:
    """The full address of a URI of the site, percent-encoded; "" without a site_url."""
    return f"{site_url.rstrip('/')}/{urls.quoted(uri)}" if site_url else ""


def last_change(briefing: Briefing) -> Update | None:
    """The newest update that a reader would miss: an `update` or a `correction`, never a `minor` one."""
    changes = [update for update in briefing.updates if update.kind != "minor"]
    return max(changes, key=lambda update: (update.date, update.kind == "correction"), default=None)


def sources_of(briefing: Briefing, section: Section | None = None) -> tuple[Source, ...]:
    """The sources that a section rests on: its own, else all of the briefing's."""
    sources = briefing.sources
    chosen = tuple(sources[n - 1] for n in section.sources if n <= len(sources)) if section else ()
    return chosen or sources


def bibliography(library: Library, briefing_id: str, site_url: str) -> tuple[Record, ...]:
    """All records of a briefing: itself, its sources in order, its sections (the lead is the briefing itself).

    Raises KeyError for a briefing that is not public. Without `site_url` the digest's own records have no address,
    since a relative one leads nowhere outside of the site.
    """
    briefing = library.briefings[briefing_id]
    keys = _keys(briefing)
    records = [_digest(library, briefing, next(keys), site_url)]
    cited_in = f"In: {text_of(digest_parts(library, briefing, None, site_url))}"
    records += [_source(library, source, next(keys), cited_in) for source in briefing.sources]
    for section in headed(briefing):
        records.append(_section(library, briefing, section, next(keys), site_url))
    return tuple(records)


def headed(briefing: Briefing) -> list[Section]:
    """The sections that can be cited apart: all but the lead."""
    return [section for section in briefing.sections if section.id != LEAD]


def section_keys(briefing: Briefing) -> dict[str, str]:
    """The keys of a briefing's records by the id of what is on its page: "" the briefing, `nuclear-deal` a section."""
    keys = list(_keys(briefing))
    sections = headed(briefing)
    own = keys[len(keys) - len(sections) :]
    return {"": keys[0]} | {section.id: key for section, key in zip(sections, own, strict=True)}


def _keys(briefing: Briefing) -> Iterator[str]:
    """The keys of a briefing's records, each one once: the briefing's id, and after a dot an anchor of its page.

    Neither ids nor anchors have a dot in them, and `_source-1` is no section's, so keys are unique over the whole site.
    BibTeX takes keys that differ in case alone for one, biber those that differ in normalisation: such get a number.
    """
    seen: set[str] = set()
    anchors = (f"_source-{number}" for number in range(1, len(briefing.sources) + 1))
    yield briefing.id
    for anchor in (*anchors, *(section.id for section in headed(briefing))):
        key, number = f"{briefing.id}.{anchor}", 1
        while (folded := unicodedata.normalize("NFKC", key).casefold()) in seen:
            number += 1
            key = f"{briefing.id}.{anchor}.{number}"
        seen.add(folded)
        yield key


# records


def _digest(library: Library, briefing: Briefing, key: str, site_url: str) -> Record:
    settings = library.settings
    return Record(
        key=key,
        title=briefing.title,
        authors=briefing.authors,
        website=settings.site_name,
        publisher=settings.site_name,
        issued=briefing.published,
        event=briefing.date,
        place=briefing.place,
        url=absolute(site_url, urls.page("briefing", briefing.id)),
        language=briefing.language or settings.language,
        abstract=briefing.summary,
        keywords=names_of_terms(library, briefing.sections),
        notes=_state(briefing, briefing.date),
        annotation=_based_on(library, briefing.sources),
        rights=settings.licence,
    )


def _section(library: Library, briefing: Briefing, section: Section, key: str, site_url: str) -> Record:
    settings = library.settings
    return Record(
        key=key,
        title=briefing.title,
        authors=briefing.authors,
        website=settings.site_name,
        publisher=settings.site_name,
        issued=briefing.published,
        event=section.date,
        url=absolute(site_url, urls.section(briefing.id, section.id)),
        language=briefing.language or settings.language,
        keywords=names_of_terms(library, (section,)),
        notes=(f"Section “{section.heading}”", *_state(briefing, section.date)),
        annotation=_based_on(library, sources_of(briefing, section)),
        rights=settings.licence,
    )


def _source(library: Library, source: Source, key: str, cited_in: str) -> Record:
    outlet = library.vocabulary.get("outlet", source.outlet)
    via = library.vocabulary.get("outlet", source.via).name if source.via else ""
    notes = [f"Reposted by {via}"] if via else []
    notes += [f"Archived copy: <{source.archived}>"] if source.archived else []
    return Record(
        key=key,
        title=source.title,
        authors=() if source.title else (outlet.name,),
        website=via or outlet.name,
        publisher=outlet.name,
        issued=source.published,
        accessed=source.accessed,
        url=source.url,
        language=source.language or outlet.language,
        notes=(*notes, cited_in),
    )


def _state(briefing: Briefing, event: PartialDate) -> tuple[str, ...]:
    """When it happened, if not on the day of publication, and what became of the text since."""
    change = last_change(briefing)
    notes = [f"Event of {event.label}"] if event != briefing.published else []
    notes += [f"{_CHANGES[change.kind].capitalize()} {change.date.label}"] if change else []
    notes += ["Withdrawn"] if briefing.status == "withdrawn" else []
    return tuple(notes)


def _based_on(library: Library, sources: tuple[Source, ...]) -> str:
    return f"Based on: {text_of(sources_parts(library, sources))}"


def names_of_terms(library: Library, sections: Iterable[Section], kinds: Iterable[str] = TERMS) -> tuple[str, ...]:
    """The names of what some sections are about, each once: topics, then countries, people, organisations."""
    get = library.vocabulary.get
    found: dict[str, None] = {}
    for kind in kinds:
        for section in sections:
            found.update((get(kind, term_id).name, None) for term_id in getattr(section, KINDS[kind]))
    return tuple(found)


# words

_CHANGES = {"update": "updated", "correction": "corrected"}


def text_of(parts: list[Part]) -> str:
    """A citation as one line of plain text."""
    return one_line("".join(part.text for part in parts))


def sources_parts(library: Library, sources: tuple[Source, ...]) -> list[Part]:
    """Sources one after the other, with semicolons between them."""
    parts: list[Part] = []
    for number, source in enumerate(sources):
        parts += [Part("; ")] if number else []
        parts += _source_parts(library, source)
    return parts


def _source_parts(library: Library, source: Source) -> list[Part]:
    """`Mehr News, “Title”, reposted by IFMAT, 3 October 2023 <https://…> [accessed 4 October 2023]`.

    Addresses stand in angle brackets, so that no punctuation is taken for a part of them (RFC 3986, appendix C).
    """
    get = library.vocabulary.get
    parts = [Part(get("outlet", source.outlet).name, True)]
    if source.title:
        parts += [Part(", “"), Part(source.title, True), Part("”")]
    if source.via:
        parts += [Part(", reposted by "), Part(get("outlet", source.via).name, True)]
    rest = f", {source.published.label}" if source.published else ""
    rest += f" <{source.url}>"
    rest += f" [accessed {source.accessed.label}]" if source.accessed else ""
    return [*parts, Part(rest)]


def digest_parts(library: Library, briefing: Briefing, section: Section | None, site_url: str) -> list[Part]:
    """`A. Writer, “Title”, section “Heading”, Briefings, 3 October 2023, corrected 5 October 2023 <https://…>`."""
    parts: list[Part] = []
    for number, author in enumerate(briefing.authors):
        parts += [Part("; "), Part(author, True)] if number else [Part(author, True)]
    parts += [Part(", “" if parts else "“"), Part(briefing.title, True), Part("”")]
    if section is not None and section.id != LEAD:
        parts += [Part(", section “"), Part(section.heading, True), Part("”")]
    parts += [Part(", "), Part(library.settings.site_name, True)]
    rest = f", {briefing.published.label}"
    change = last_change(briefing)
    rest += f", {_CHANGES[change.kind]} {change.date.label}" if change else ""
    rest += ", withdrawn" if briefing.status == "withdrawn" else ""
    uri = urls.section(briefing.id, section.id) if section else urls.page("briefing", briefing.id)
    rest += f" <{absolute(site_url, uri)}>" if site_url else ""
    return [*parts, Part(rest)]
