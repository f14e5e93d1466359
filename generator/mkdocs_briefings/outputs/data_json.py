"""Briefings as JSON: one line each, and the file that holds the lines.

The file is an object whose last key is the list, so licence and origin come first. Each briefing stands on a line of
its own: differences are readable, `grep` works, and a program can read the file line by line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter

from .. import urls
from ..library import Item, Library, Said
from ..model import LEAD, Briefing, Section, Settings, Source, Speaker
from ..schema import Record
from . import data_fields as fields
from .data_catalogue import BRIEFINGS, FOLDER
from .data_form import Form, StaleFile

TERM_KINDS = {"topics": "topic", "countries": "country", "people": "person", "organisations": "organisation"}
"""The lists of terms that briefings and sections have."""


def dumps(value: object) -> str:
    """JSON on one line, as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shaped(record: Record) -> Callable[[Mapping], dict]:
    """A function that puts values into the order of the description; it raises KeyError where one is missing."""
    names = tuple(field.name for field in record.fields)
    get = itemgetter(*names)
    return lambda values: dict(zip(names, get(values), strict=True))


_briefing = shaped(fields.BRIEFING)
_section = shaped(fields.SECTION)
_statement = shaped(fields.STATEMENT)
_source = shaped(fields.SOURCE)


def address(uri: str, site_url: str) -> str:
    """A URI of the site as the files have it: whole where the site's address is known, else from the site's root."""
    return (f"{site_url.rstrip('/')}/" if site_url else "") + urls.quoted(uri)


def briefing_values(library: Library, briefing: Briefing, site_url: str = "") -> dict:
    """All there is to say of a briefing, as `data_fields.BRIEFING` describes it: the CSV and SQLite files use it too.

    It hangs on the briefing, its translations, the vocabulary and the settings, and on nothing else.
    """
    term = _terms(library)
    parts = (briefing, *briefing.sections)
    everywhere = {
        key: [term(kind, t) for t in dict.fromkeys(t for part in parts for t in getattr(part, key))]
        for key, kind in TERM_KINDS.items()
    }
    return _briefing(
        {
            "id": briefing.id,
            "url": address(urls.page("briefing", briefing.id), site_url),
            "title": briefing.title,
            "date": briefing.date.iso,
            "published": briefing.published.iso,
            "format": briefing.format,
            "summary": briefing.summary,
            "place": briefing.place or None,
            "language": briefing.language or library.settings.language,
            "series": term("series", briefing.series),
            "authors": briefing.authors,
            "speakers": [_speaker(library, speaker, briefing.date) for speaker in briefing.speakers],
            **everywhere,
            "sources": [_of_source(library, n, source) for n, source in enumerate(briefing.sources, 1)],
            "sections": _sections(library, briefing, site_url),
            "updates": [{"date": u.date.iso, "kind": u.kind, "note": u.note} for u in briefing.updates],
            "translations": [
                {
                    "id": other,
                    "url": address(urls.page("briefing", other), site_url),
                    "language": library.briefings[other].language or library.settings.language,
                }
                for other in library.translations.get(briefing.id, ())
                if library.briefings[other].status == "published"
            ],
        }
    )


def _terms(library: Library) -> Callable[[str, str], dict | None]:
    get = library.vocabulary.get

    def term(kind: str, term_id: str) -> dict | None:
        return {"id": term_id, "name": get(kind, term_id).name} if term_id else None

    return term


def _speaker(library: Library, speaker: Speaker, date) -> dict:
    name = library.vocabulary.get("person", speaker.person).name if speaker.person else speaker.name
    return {"id": speaker.person or None, "name": name, "role": library.role_on(speaker, date) or None}


def _of_source(library: Library, number: int, source: Source) -> dict:
    term = _terms(library)
    return _source(
        {
            "number": number,
            "outlet": term("outlet", source.outlet),
            "url": source.url,
            "via": term("outlet", source.via),
            "title": source.title or None,
            "published": source.published.iso if source.published else None,
            "accessed": source.accessed.iso if source.accessed else None,
            "archived": source.archived or None,
            "language": source.language or library.vocabulary.get("outlet", source.outlet).language or None,
        }
    )


def _sections(library: Library, briefing: Briefing, site_url: str) -> list[dict]:
    texts = library.texts(briefing.id)
    term = _terms(library)
    everything = range(1, len(briefing.sources) + 1)
    return [
        _section(
            {
                "id": section.id,
                "url": address(urls.section(briefing.id, section.id), site_url),
                "heading": section.heading if section.id != LEAD else None,
                "date": section.date.iso,
                **{key: [term(kind, t) for t in getattr(section, key)] for key, kind in TERM_KINDS.items()},
                "speakers": [_speaker(library, speaker, section.date) for speaker in section.speakers],
                "speaking_for": [term("country", code) for code in section.spoken_for],
                "sources": list(section.sources or everything),
                "excerpt": section.excerpt,
                "text": texts[section.id].text,
                "statements": _statements(library, Item(briefing, section)) if section.statements else [],
            }
        )
        for section in briefing.sections
    ]


def _statements(library: Library, item: Item) -> list[dict]:
    term = _terms(library)
    section: Section = item.section
    found = []
    for number, statement in enumerate(section.statements, 1):
        said = Said(item, statement, statement.date or section.date)
        kind, key = said.actor
        role = library.role_on(statement.speaker, said.date) if statement.speaker else ""
        found.append(
            _statement(
                {
                    "number": number,
                    "actor": {
                        "kind": kind,
                        "id": key if kind != "name" else None,
                        "name": library.vocabulary.get(kind, key).name if kind != "name" else key,
                        "role": role or None,
                    },
                    "speaking_for": [term("country", code) for code in dict.fromkeys(library.speaks_for(said))],
                    "topic": term("topic", statement.topic),
                    "mode": statement.mode,
                    "says": statement.says,
                    "original": statement.original or None,
                    "original_language": statement.original_language or None,
                    "date": said.date.iso,
                    "source": statement.source or None,
                    "shift": statement.shift,
                }
            )
        )
    return found


def head_values(settings: Settings, site_url: str, schema_name: str) -> dict:
    """What stands at the top of every JSON file, as `data_fields` describes it."""
    return {
        "$schema": address(FOLDER + schema_name, site_url) if site_url else schema_name,
        "site": {"name": settings.site_name, "url": f"{site_url.rstrip('/')}/" if site_url else None},
        "licence": {"name": settings.licence, "url": settings.licence_url or None} if settings.licence else None,
        "documentation": address(FOLDER, site_url),
    }


def json_head(settings: Settings, site_url: str, schema_name: str) -> bytes:
    """The first lines of a JSON file, up to where its lists begin."""
    head = head_values(settings, site_url, schema_name)
    return ("{\n" + "".join(f'"{key}":{dumps(value)},\n' for key, value in head.items())).encode()


def json_list(name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    """A key with a list, one item on a line."""
    yield f'"{name}":['.encode()
    mark = b"\n"
    for line in lines:
        yield mark + line
        mark = b",\n"
    yield b"\n]"


def briefings_form(settings: Settings, site_url: str = "") -> Form:
    """How the file of the briefings is made of its lines, whole or of a year."""
    head = json_head(settings, site_url, BRIEFINGS.schema) + b'"briefings":['
    return Form(head, b"\n", b",\n", b"\n]\n}\n", _id_of)


def briefings_json(settings: Settings, records: Iterable[str], site_url: str = "") -> Iterator[bytes]:
    """The file of the briefings in pieces. `records` are lines by `briefing_record`, in the order of their ids."""
    return briefings_form(settings, site_url).joined(record.encode() for record in records)


def _id_of(line: bytes) -> str:
    """The id in a record's line."""
    if not line.startswith(_ID):
        raise StaleFile("a line that is no record")
    return line[len(_ID) : line.index(b'"', len(_ID))].decode()


_ID = b'{"id":"'


def briefing_record(library: Library, briefing: Briefing, site_url: str = "") -> str:
    """A briefing's line."""
    return dumps(briefing_values(library, briefing, site_url))
