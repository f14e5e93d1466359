"""Records as BibTeX, for BibTeX itself and for biber: UTF-8, entries of biblatex's type `online`.

BibTeX's own styles take a type they do not know for `misc`; Zotero takes `online` for a web page, and `misc` for
something else. Sources: Oren Patashnik, "BibTeXing" (1988); the biblatex manual, sections 2.1 to 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..dates import PartialDate
from .bibliography import Record, one_line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own macros: styles write the month out, and biber reads them as numbers."""

# BibTeX counts braces whether or not a backslash is before them: each has an invisible partner beside it. That, and the
# commands in braces, are also how Zotero writes these characters and reads them.
_TEXT = str.maketrans(
    {
        "\\": "{\\textbackslash}",
        "{": "\\{\\vphantom{\\}}",
        "}": "\\vphantom{\\{}\\}",
        "^": "{\\textasciicircum}",
        "~": "{\\textasciitilde}",
        "<": "{\\textless}",
        ">": "{\\textgreater}",
        "|": "{\\textbar}",
        **{character: f"\\{character}" for character in "%#&$_"},
    }
)
_LIGATURES = re.compile(r"([-',`])(?=\1)|[!?](?=`)")
"""Pairs that TeX sets as one character, as `--`: in an address the dash would be another."""

_ANY = re.compile(r"[\\{}^~<>|%#&$_]|" + _LIGATURES.pattern)

_IN_URL = {ord(c): f"%{ord(c):02X}" for c in (*map(chr, range(0x21)), *'"<>\\^`{|}\x7f')}


@lru_cache(maxsize=4096)
def text(value: str) -> str:
    """For text in a field's braces: LaTeX sets it as it is, and it cannot end the field."""
    line = one_line(value)
    return _LIGATURES.sub(r"\g<0>{}", line.translate(_TEXT)) if _ANY.search(line) else line


def address(value: str) -> str:
    """For an address in a field's braces. It is verbatim there: TeX's characters are its own, braces are encoded."""
    return value.translate(_IN_URL)


def bibtex(records: Iterable[Record]) -> str:
    """A file with an entry for each record."""
    return "\n".join(_entry(record) for record in records)


def _entry(record: Record) -> str:
    # Not a second time beside an outlet that stands in the author's place.
    publisher = "" if record.authors == (record.publisher,) else text(record.publisher)
    fields = [
        ("author", " and ".join(_whole(author) for author in record.authors if one_line(author))),
        ("title", _whole(record.title)),
        # Where it was published: biblatex prints the first, BibTeX's styles the second.
        ("organization", publisher),
        ("howpublished", publisher),
        *_issued(record.issued),
        ("url", address(record.url)),
        ("urldate", record.accessed.iso if record.accessed else ""),
        ("language", text(record.language)),
        ("keywords", ", ".join(_keyword(keyword) for keyword in record.keywords)),
        ("note", ". ".join(text(note) for note in record.notes)),
        # Printed by no common style; biblatex knows it as `annotation`.
        ("annote", text(record.annotation)),
        ("abstract", text(record.abstract)),
        ("copyright", text(record.rights)),
        # What styles sort by and label with where there is no author.
        ("key", "" if record.authors else text(record.publisher)),
    ]
    lines = [f"  {name} = {{{value}}}" if name != "month" else f"  month = {value}" for name, value in fields if value]
    return f"@online{{{record.key},\n" + ",\n".join(lines) + "\n}\n"


def _issued(date: PartialDate | None) -> list[tuple[str, str]]:
    if date is None:
        return []
    month = _MONTHS[date.month - 1] if date.month else ""
    return [("year", f"{date.year:04}"), ("month", month), ("day", str(date.day or ""))]


def _whole(value: str) -> str:
    """A name that is not taken apart, a title that keeps its capitals: in braces of its own.

    BibTeX would take braces that begin with a backslash for one accented letter, and change its case.
    """
    escaped = text(value)
    guard = "{}" if escaped.startswith("\\") else ""
    return f"{{{guard}{escaped}}}" if escaped else ""


def _keyword(value: str) -> str:
    escaped = text(value)
    return f"{{{escaped}}}" if "," in escaped else escaped
