"""The vocabulary as JSON: every term that the site knows, with all its names."""

from __future__ import annotations

from collections.abc import Iterator

from .. import schema, urls
from ..library import Library
from ..model import Country, Role
from ..vocabulary import Term
from . import data_fields as fields
from .data_catalogue import VOCABULARY_JSON
from .data_json import address, dumps, json_head, json_list, shaped

_SHAPES = {kind: shaped(record) for kind, record in fields.VOCABULARY.items()}


def vocabulary_json(library: Library, site_url: str = "") -> Iterator[bytes]:
    """The file in pieces: a list for each kind, a term on each line, sorted by id."""
    yield json_head(library.settings, site_url, VOCABULARY_JSON.schema)
    mark = b""
    for kind, key in schema.KINDS.items():
        terms = library.vocabulary.terms[kind]
        yield mark
        yield from json_list(
            key, (dumps(term_values(library, kind, terms[i], site_url)).encode() for i in sorted(terms))
        )
        mark = b",\n"
    yield b"\n}\n"


def term_values(library: Library, kind: str, term: Term, site_url: str = "") -> dict:
    """All there is to say of a term, as `data_fields.VOCABULARY` describes it."""
    given = {f.name: _given(getattr(term, f.name, None)) for f in schema.VOCABULARY[kind].fields}
    has_page = kind != "country" or term.id in library.countries
    uri = urls.page(kind, getattr(term, "slug", term.id))
    if isinstance(term, Country):
        given |= {
            "alpha2": term.alpha2,
            "slug": term.slug,
            "numeric": term.numeric or None,
            "native": term.native,
            "demonyms": term.demonyms,
            "capitals": term.capitals,
            "names": [{"language": language, "name": name} for language, name in sorted(term.names.items())],
        }
    return _SHAPES[kind]({"id": term.id, "page": address(uri, site_url) if has_page else None, **given})


def _given(value: object) -> object:
    if isinstance(value, tuple):
        return [_role(item) if isinstance(item, Role) else item for item in value]
    return value or None


def _role(role: Role) -> dict:
    return {
        "title": role.title,
        "organisation": role.organisation or None,
        "from": role.start.iso if role.start else None,
        "to": role.end.iso if role.end else None,
    }
