"""Plain text → `Article`, by the rules that press texts keep: title line, dateline, `Source »` line, headings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ..dates import PartialDate
from .article import Article, Part
from .when import date_in

MAX_TITLE = 180
MAX_HEADING = 110
"""Characters of a line that may be a title, or a heading."""

_SOURCE = re.compile(
    r"^(?:source|sources|via|quelle|fuente|origine|منبع|المصدر|источник)\s*[»>:：–-]+\s*(.{2,80})$", re.IGNORECASE
)
_BYLINE = re.compile(r"^(?:by|von|par|por)\s+([^\d]{3,80})$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:url|link|address)?\s*:?\s*(https?://\S+)$", re.IGNORECASE)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w.' /-]{1,40}?)"
    r"(?P<rest>(?:,\s*[^()–—\n]{3,30}?)?(?:\s*\((?P<agency>[^)\n]{2,40})\))?)\s*(?:[–—]|--?(?=\s))\s*"
)
_END = re.compile(r"[.!?…:;,。؟]$")
_CLOSING_QUOTE = "\"'”’»"


def read_text(text: str, today: date, name: str = "") -> Article:
    """Take a plain-text article apart.

    `name` is its file's name, which may begin with a date; `today` settles the year of dates without one. The article's
    words all end up in its parts, but for what is title, date, byline, address or source line.
    """
    paragraphs = _paragraphs(text)
    article = Article(date=_date_of_name(name))
    paragraphs, article = take_source(paragraphs, article)
    if len(paragraphs) > 1 and _is_title(paragraphs[0]):
        article = replace(article, title=_bare_heading(paragraphs[0]))
        paragraphs = paragraphs[1:]
    paragraphs, article = _take_lines(paragraphs, article, today)
    if paragraphs and (found := _DATELINE.match(paragraphs[0])) and (found["place"].isupper() or found["rest"]):
        place = found["place"].strip()
        article = replace(
            article,
            place=place.title() if place.isupper() else place,
            date=article.date or date_in(found["rest"] or "", today),
            outlet=article.outlet or (found["agency"] or "").strip(),
        )
    return replace(article, parts=_parts(paragraphs))


def _paragraphs(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    blank = sum(not line for line in lines)
    written = [line for line in lines if line]
    if not written:
        return []
    # Without empty lines each line is a paragraph, if lines are long; else it is text that was wrapped.
    if not blank and (len(written) < 3 or max(map(len, written)) > 100):
        return written
    found, current = [], []
    for line in [*lines, ""]:
        if line and not line.startswith("#"):
            current.append(line)
            continue
        if current:
            found += _split_wrapped(current)
        if line:
            found.append(line)
        current = []
    return found


def _split_wrapped(lines: list[str]) -> list[str]:
    """A block of lines: long ones are paragraphs of their own, short ones were wrapped."""
    if len(lines) > 1 and max(map(len, lines)) > 160:
        return lines
    return [" ".join(lines)]


def _date_of_name(name: str) -> PartialDate | None:
    match = re.search(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)", name)
    try:
        return PartialDate.parse(match[1]) if match else None
    except ValueError:
        return None


def take_source(paragraphs: list[str], article: Article) -> tuple[list[str], Article]:
    """Take the line that names the source out of the last three paragraphs; what is left, and the article with it."""
    for at in range(len(paragraphs) - 1, max(len(paragraphs) - 4, 0), -1):
        if match := _SOURCE.match(paragraphs[at]):
            named = match[1].strip(" .")
            address = _ADDRESS.match(named)
            article = replace(article, url=address[1]) if address else replace(article, outlet=named)
            return paragraphs[:at] + paragraphs[at + 1 :], article
    return paragraphs, article


def _take_lines(paragraphs: list[str], article: Article, today: date) -> tuple[list[str], Article]:
    """Byline, address and date on lines of their own before the text."""
    kept = list(paragraphs)
    for _ in range(4):
        if not kept or len(kept) < 2 or len(kept[0]) > 300:
            break
        line = kept[0]
        if match := _ADDRESS.match(line):
            article = replace(article, url=article.url or match[1])
        elif match := _BYLINE.match(line):
            names = re.split(r",\s*|\s+and\s+|\s*&\s*", match[1])
            article = replace(article, authors=tuple(name.strip() for name in names if name.strip()))
        elif len(line) < 70 and not _END.search(line) and (day := date_in(line, today)):
            article = replace(article, date=article.date or day)
        else:
            break
        kept = kept[1:]
    return kept, article


def _is_title(line: str) -> bool:
    return (len(line) <= MAX_TITLE and not _END.search(line.rstrip(_CLOSING_QUOTE))) or line.startswith("# ")


def _is_heading(paragraphs: list[str], at: int) -> bool:
    line = paragraphs[at]
    if line.startswith("#"):
        return True
    if at + 1 >= len(paragraphs) or len(line) > MAX_HEADING or len(paragraphs[at + 1]) < max(len(line), 60):
        return False
    if line.startswith(("-", "*", "•", "–")) or not any(character.isalpha() for character in line):
        return False
    quoted = line[0] in '"“‘«' and line[-1] in _CLOSING_QUOTE
    return not _END.search(line.rstrip(_CLOSING_QUOTE)) or (quoted and len(line) < 90)


def _bare_heading(line: str) -> str:
    return line.lstrip("#").strip()


def _parts(paragraphs: list[str]) -> tuple[Part, ...]:
    parts: list[tuple[str, list[str]]] = [("", [])]
    for at, line in enumerate(paragraphs):
        if at and _is_heading(paragraphs, at):
            parts.append((_bare_heading(line), []))
        else:
            parts[-1][1].append(line)
    return tuple(Part(heading, "\n\n".join(texts)) for heading, texts in parts if heading or texts)
