"""A pack as an EPUB 3 book, made by EbookLib. The only module that imports it.

EbookLib dates what it makes with the time of its run; here the book is dated by its content, and its files are put into
the archive anew with a fixed date, so that the same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from .. import bidi, escape
from .pack_html import notes
from .pack_model import Chapter, Pack

BOOK_MAKER = "pip install 'mkdocs-briefings[packs]'"
"""Brings EbookLib."""

_STYLE = """\
body { line-height: 1.5 }
section { margin-top: 2em }
h1, h2, h3 { line-height: 1.25 }
blockquote { margin: 0.5em 1em }
table { border-collapse: collapse }
th, td { padding: 0.2em 0.5em; border-bottom: 1px solid #999999; vertical-align: top }
ul.list { list-style: none; padding: 0 }
.meta { font-size: 0.875em }
.bar { height: 5px; background-color: #0b5a6a; line-height: 0; font-size: 0 }
.before { height: 3px; background-color: #a6abb2; line-height: 0; font-size: 0 }
"""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP file can hold."""


class MissingBookMaker(Exception):
    """EbookLib is not installed; the message says how to install it."""


def require_book_maker() -> None:
    """Raises MissingBookMaker where EPUB cannot be made."""
    try:
        import ebooklib.epub  # noqa: F401
    except ImportError as error:
        raise MissingBookMaker(f"packs need the package EbookLib; install it with {BOOK_MAKER}") from error


def epub_of(pack: Pack) -> bytes:
    """The book's bytes. Raises MissingBookMaker."""
    require_book_maker()
    from ebooklib import epub

    settings, language, way = pack.settings, pack.words.language, pack.words.direction
    book = epub.EpubBook()
    book.set_identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, pack.address)}")
    book.set_title(_plain(f"{pack.title} · {settings.site_name}"))
    book.set_language(language)
    book.set_direction(way)
    book.add_metadata("DC", "publisher", _plain(settings.site_name))
    book.add_metadata("DC", "source", pack.address)
    book.add_metadata("DC", "date", pack.cut_off.iso)
    book.add_metadata("DC", "description", _plain(pack.description))
    if settings.licence:
        book.add_metadata("DC", "rights", _plain(f"{settings.licence} {settings.licence_url}".strip()))
    style = epub.EpubItem(uid="style", file_name="style.css", media_type="text/css", content=_STYLE.encode())
    book.add_item(style)

    def page(uid: str, title: str, body: str) -> object:
        made = epub.EpubHtml(
            uid=uid, file_name=f"{uid}.xhtml", title=_plain(title), lang=language, direction=way
        )
        made.content = f"<body>{body}</body>".encode()
        made.add_item(style)
        book.add_item(made)
        return made

    pages = [page("opening", pack.title, _opening(pack))]
    contents: list = [epub.Link("opening.xhtml", _plain(pack.title), "opening-link")]
    for chapter in pack.chapters:
        pages.append(page(chapter.id, chapter.title, _chapter(chapter)))
        name = f"{chapter.id}.xhtml"
        links = [
            epub.Link(f"{name}#{entry.id}", _plain(entry.heading) or pack.words.label(entry.date), entry.id)
            for entry in chapter.entries
        ]
        contents.append((epub.Section(chapter.title, name), links))
    book.toc = contents
    nav = epub.EpubNav()
    nav.lang = language
    nav.direction = way
    book.add_item(nav)
    book.add_item(epub.EpubNcx())
    book.spine = [*pages, nav]
    return _dated(book, datetime.combine(pack.cut_off.last, time(), UTC))


def _opening(pack: Pack) -> str:
    """The first page: what the book is; for a digest the digest itself."""
    if pack.opening:
        return pack.opening
    settings = pack.settings
    address = escape.html(pack.address)
    return (
        f'<p class="meta">{escape.html(pack.label)} · <a href="{address}">{escape.html(settings.site_name)}</a></p>'
        f"<h1>{escape.html(pack.title)}</h1><p>{escape.html(pack.description)}</p>"
        f'<p class="meta">{notes(pack)}</p>'
    )


def _chapter(chapter: Chapter) -> str:
    sections = "".join(
        f'<section id="{entry.id}"><h2 lang="{escape.html(entry.language)}" dir="{entry.direction}">'
        f"{escape.html(entry.heading)}</h2>{entry.html}</section>"
        for entry in chapter.entries
    )
    return f"<h1>{escape.html(chapter.title)}</h1>{sections}"


def _plain(text: str) -> str:
    """Metadata and names of contents: on one line, and turning nothing that stands beside them."""
    return " ".join(bidi.without_controls(text).split())


def _dated(book: object, moment: datetime) -> bytes:
    from ebooklib import epub

    raw = io.BytesIO()
    options = {"mtime": moment, "raise_exceptions": True, "play_order": {"enabled": True, "start_from": 1}}
    epub.write_epub(raw, book, options)
    made = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            fixed = zipfile.ZipInfo(info.filename, _ZIP_DATE)
            fixed.compress_type = info.compress_type
            fixed.external_attr = 0o644 << 16
            new.writestr(fixed, old.read(info), compresslevel=6)
    return made.getvalue()
