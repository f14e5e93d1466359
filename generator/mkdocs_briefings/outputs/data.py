"""All files of /data/: which there are, and how one changed briefing changes them.

A `Fragment` is what one briefing gives to the files, and it hangs on nothing but that briefing, its translations, the
vocabulary and the settings. So a build that knows which briefings changed makes their fragments and puts them into the
files of the last build; all other lines are copied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from itertools import groupby
from mmap import mmap
from typing import NamedTuple

from ..json_schema import data_schema, front_matter_schema
from ..library import Library
from ..model import Briefing
from . import data_catalogue as catalogue
from . import data_csv, data_json
from . import data_fields as fields
from .data_catalogue import (
    BRIEFINGS,
    FOLDER,
    INDEX,
    RECORD_NAMES,
    SECTIONS,
    STATEMENTS,
    VOCABULARY_JSON,
    DataFile,
    year_of,
)
from .data_form import Form
from .data_json import address, briefing_values, dumps, json_head, json_list
from .data_vocabulary import vocabulary_json

Write = Callable[[bytes], object]
OpenFile = Callable[[str], AbstractContextManager[Write]]
"""Opens a file by its address for writing; the manager gives what takes its bytes."""

Old = Callable[[str], bytes | mmap | None]
"""A file of the last build by its address, None where it had none."""

Over = Callable[[Callable[[str], "Fragment"], list[str]], Iterable["Fragment"]]
"""Gives the fragment of each briefing, in order: `map`, or what does the same in several processes."""

BY_BRIEFING = (BRIEFINGS, SECTIONS, STATEMENTS)
"""The files that are made of fragments, in the order of a fragment's parts."""

KINDS = frozenset({"json", "csv"})


class Fragment(NamedTuple):
    """What a briefing gives to the files: its line of JSON, and its rows of CSV, with their line ends."""

    record: str
    sections: str
    statements: str


def fragment(library: Library, briefing: Briefing, site_url: str = "") -> Fragment:
    """Make a briefing's fragment."""
    values = briefing_values(library, briefing, site_url)
    licence = library.settings.licence
    return Fragment(dumps(values), data_csv.section_rows(values, licence), data_csv.statement_rows(values, licence))


def briefing_record(library: Library, briefing: Briefing, site_url: str = "") -> str:
    """A briefing's line of JSON."""
    return data_json.briefing_record(library, briefing, site_url)


def section_rows(library: Library, briefing: Briefing, site_url: str = "") -> str:
    """The rows of a briefing's sections."""
    return data_csv.section_rows(briefing_values(library, briefing, site_url), library.settings.licence)


def statement_rows(library: Library, briefing: Briefing, site_url: str = "") -> str:
    """The rows of a briefing's statements."""
    return data_csv.statement_rows(briefing_values(library, briefing, site_url), library.settings.licence)


def data_paths(library: Library, kinds: frozenset[str] = KINDS) -> list[str]:
    """The addresses of all files, in order; `kinds` chooses those that end so."""
    years = sorted({year_of(briefing.id) for briefing in library.listed})
    paths = [FOLDER + file.name for file in catalogue.FILES]
    paths += [_of_year(file, year) for file in BY_BRIEFING for year in years]
    paths += [FOLDER + file.schema for file in catalogue.FILES if file.schema]
    paths.append(FOLDER + catalogue.FRONT_MATTER_SCHEMA)
    return sorted(path for path in paths if path.rpartition(".")[2] in kinds)


def write_data(
    library: Library,
    open_file: OpenFile,
    site_url: str = "",
    changed: Iterable[str] | None = None,
    old: Old = lambda path: None,
    kinds: frozenset[str] = KINDS,
    vocabulary_changed: bool = False,
    over: Over = map,
) -> None:
    """Write the files; `kinds` chooses those that end so, `over` how the fragments of all briefings are made.

    `changed` are the ids of briefings that were added, changed or taken off the lists since the files that `old` gives
    were written, or that name a term that was changed, with those of their translations; only files that can be others
    now are written. None means that everything may be, as with other settings. Raises StaleFile where an old file has
    another form; then everything has to be written. Files of years that have gone are the caller's to delete
    (`data_paths`).
    """
    listed = {briefing.id: briefing for briefing in sorted(library.listed, key=lambda b: b.id)}
    forms = [
        (number, file, _form(file, library, site_url))
        for number, file in enumerate(BY_BRIEFING)
        if file.name.rpartition(".")[2] in kinds
    ]
    ids = None if changed is None else frozenset(changed)
    if ids is None:
        _write_all(library, listed, forms, open_file, site_url, over)
    elif ids:
        fresh = {i: fragment(library, listed[i], site_url) for i in sorted(ids) if i in listed}
        _write_changed(library, listed, forms, open_file, site_url, ids, fresh, old)
    if "json" in kinds and (ids is None or ids or vocabulary_changed):
        _write(open_file, FOLDER + INDEX.name, _index(library, listed, site_url))
        # Which countries have a page hangs on the briefings.
        _write(open_file, FOLDER + VOCABULARY_JSON.name, vocabulary_json(library, site_url))
    if "json" in kinds and ids is None:
        for name, text in schemas(site_url).items():
            _write(open_file, FOLDER + name, [text.encode()])


Forms = list[tuple[int, DataFile, Form]]


def _form(file: DataFile, library: Library, site_url: str) -> Form:
    return data_json.briefings_form(library.settings, site_url) if file is BRIEFINGS else data_csv.csv_form(file.record)


def _of_year(file: DataFile, year: str) -> str:
    return FOLDER + file.yearly.format(year=year)


def _write(open_file: OpenFile, path: str, pieces: Iterable[bytes]) -> None:
    with open_file(path) as write:
        for piece in pieces:
            write(piece)


def _write_all(
    library: Library, listed: Mapping[str, Briefing], forms: Forms, open_file: OpenFile, site_url: str, over: Over
) -> None:
    """Whole files and those of the years side by side, so that each fragment is made once and none is kept."""
    with ExitStack() as wholes:
        whole = [_Growing(form, wholes.enter_context(open_file(FOLDER + file.name))) for _, file, form in forms]
        fragments = zip(listed, over(lambda one: fragment(library, listed[one], site_url), list(listed)), strict=True)
        for year, ids in groupby(fragments, key=lambda pair: year_of(pair[0])):
            with ExitStack() as parts:
                part = [_Growing(form, parts.enter_context(open_file(_of_year(file, year)))) for _, file, form in forms]
                for _, made in ids:
                    for (number, _, _), *both in zip(forms, whole, part, strict=True):
                        piece = made[number].encode()
                        for file in both:
                            file.add(piece)
                for file in part:
                    file.end()
        for file in whole:
            file.end()


class _Growing:
    """A file that pieces are added to."""

    def __init__(self, form: Form, write: Write) -> None:
        self.form, self.write, self.mark = form, write, form.first
        write(form.head)

    def add(self, piece: bytes) -> None:
        if piece:
            self.write(self.mark + piece)
            self.mark = self.form.between

    def end(self) -> None:
        self.write(self.form.tail)


def _write_changed(
    library: Library,
    listed: Mapping[str, Briefing],
    forms: Forms,
    open_file: OpenFile,
    site_url: str,
    changed: frozenset[str],
    fresh: Mapping[str, Fragment],
    old: Old,
) -> None:
    for number, file, form in forms:
        for path, inside in _touched(file, listed, changed):
            older = old(path)
            if older is None:
                pieces = form.joined(
                    (fresh.get(i) or fragment(library, listed[i], site_url))[number].encode() for i in inside
                )
            else:
                new = {
                    i: made[number].encode() for i, made in fresh.items() if path == FOLDER + file.name or i in inside
                }
                pieces = form.patched(older, new, changed - fresh.keys())
            _write(open_file, path, pieces)


def _touched(
    file: DataFile, listed: Mapping[str, Briefing], changed: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, Briefing]]]:
    """The files of a kind that changed briefings stand in, or stood, each with all its briefings."""
    yield FOLDER + file.name, listed
    for year in sorted({year_of(briefing_id) for briefing_id in changed}):
        inside = {i: briefing for i, briefing in listed.items() if year_of(i) == year}
        if inside:
            yield _of_year(file, year), inside


_year = data_json.shaped(fields.YEAR)


def _index(library: Library, listed: Mapping[str, Briefing], site_url: str) -> Iterator[bytes]:
    yield json_head(library.settings, site_url, INDEX.schema)
    years = groupby(listed.values(), key=lambda briefing: year_of(briefing.id))
    yield from json_list("years", (_year_line(year, list(briefings), site_url) for year, briefings in years))
    yield b"\n}\n"


def _year_line(year: str, briefings: list[Briefing], site_url: str) -> bytes:
    def of(file: fields.DataFile) -> str:
        return address(_of_year(file, year), site_url)

    values = {
        "year": int(year),
        "briefings": len(briefings),
        "sections": sum(len(briefing.sections) for briefing in briefings),
        "statements": sum(len(section.statements) for briefing in briefings for section in briefing.sections),
        "changed": max(d.iso for b in briefings for d in (b.published, *(update.date for update in b.updates))),
        "briefings_json": of(BRIEFINGS),
        "sections_csv": of(SECTIONS),
        "statements_csv": of(STATEMENTS),
    }
    return dumps(_year(values)).encode()


def schemas(site_url: str = "") -> dict[str, str]:
    """The JSON Schemas as text, by file name: that of front matter, and those that the JSON files satisfy."""

    def where(name: str) -> str:
        return address(FOLDER + name, site_url) if site_url else ""

    found = {catalogue.FRONT_MATTER_SCHEMA: front_matter_schema(address=where(catalogue.FRONT_MATTER_SCHEMA))}
    for file in catalogue.FILES:
        if file.schema:
            found[file.schema] = data_schema(file.record, RECORD_NAMES, file.title, file.doc, where(file.schema))
    return {name: dumps_readably(value) for name, value in found.items()}


def dumps_readably(value: object) -> str:
    """JSON that people read too: indented."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
