"""The one place that knows the site's addresses: ids, slugs, page URIs, relative links.

A URI here is relative to the site's root, without a leading slash and with a trailing one: `topics/karabakh/`; the
home is "".
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote

# An id is the name of a folder: file systems take 255 bytes, and Windows counts the whole path to it.
BRIEFING_ID = re.compile(r"(?=.{1,150}\Z)([0-9]{4})-([0-9]{2})-([0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*")
TERM_ID = re.compile(r"(?![0-9]+\Z)[a-z0-9-]{1,100}")
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows refuses for files (Microsoft, "Naming Files, Paths, and Namespaces")."""

COLLECTIONS = {
    "briefing": "briefings",
    "topic": "topics",
    "country": "countries",
    "person": "people",
    "organisation": "organisations",
    "outlet": "outlets",
    "series": "series",
    "digest": "digests",
    "relation": "relations",
}
"""What the folder of each kind of page is called."""

_OTHER_PAGES = ["positions", "corrections", "search", "a-z", "feeds", "data", "guide", "about", "kit", "contribute"]
_FILES = ["_headers", "_redirects", "404.html"]
TAKEN = frozenset([*COLLECTIONS.values(), *_OTHER_PAGES, *_FILES]) - {"briefings"}
"""First parts of addresses that are the site's own: no briefing can have had one."""


def is_term_id(text: str) -> bool:
    """Whether a text may be a term's id: a-z, 0-9 and `-`, not digits alone, no name that Windows reserves."""
    return bool(TERM_ID.fullmatch(text)) and text not in RESERVED_NAMES


def collection(kind: str) -> str:
    """The page that lists all of a kind: `topics/`."""
    return f"{COLLECTIONS[kind]}/"


def page(kind: str, slug: str) -> str:
    """A term's or a briefing's page: `topics/karabakh/`. For a country `slug` is its slug, not its code."""
    return f"{COLLECTIONS[kind]}/{slug}/"


def topic_country(topic: str, country_slug: str) -> str:
    """Where a topic meets a country: `topics/sanctions/iran/`."""
    return f"{COLLECTIONS['topic']}/{topic}/{country_slug}/"


def relation(one: str, other: str) -> str:
    """The page of two countries, given as alpha-3 codes in any order: `relations/egy-irn/`."""
    return f"{COLLECTIONS['relation']}/{'-'.join(sorted((one.lower(), other.lower())))}/"


def period(uri: str, year: int, *rest: int) -> str:
    """A chronology's page for a year, for a month of it, or for a day of that."""
    return "/".join([f"{uri}{year:04}", *(f"{part:02}" for part in rest), ""])


def relations_of(country: str) -> str:
    """The list of all relations of a country, given as its alpha-3 code: `relations/irn/`."""
    return page("relation", country.lower())


def beginning(uri: str, letters: str) -> str:
    """A part of an alphabetical list, by folded letters: `a-z/mo/`. Others than Latin ones stand as code points."""
    if not letters:
        return uri
    name = "".join(one if one.isascii() and one.isalnum() else f"~{ord(one):04x}" for one in letters.replace(" ", "-"))
    return f"{uri}{name.replace('~002d', '-')}{'~' if name in RESERVED_NAMES else ''}/"


def year(number: int) -> str:
    """The briefings of a year."""
    return period(collection("briefing"), number)


def section(briefing_id: str, section_id: str) -> str:
    """A section's place in its briefing; the lead's is the page itself."""
    uri = page("briefing", briefing_id)
    return uri if section_id == "lead" else f"{uri}#{section_id}"


def relative(target: str, start: str) -> str:
    """The link from the page at URI `start` to `target`, which may carry a `#fragment`; percent-encoded.

    Relative links work under any base path and from `file://`-like previews alike.
    """
    path, _, fragment = target.partition("#")
    return relative_file(path, fragment, start)


def relative_file(path: str, fragment: str, start: str) -> str:
    """As `relative`, for a path that may have a `#` in it itself, as the name of a file may."""
    here, there = start.split("/")[:-1], path.split("/")
    name = there.pop()
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    steps = [".."] * (len(here) - common) + there[common:]
    link = "/".join([*steps, name]) if steps else name
    mark = "#" if fragment else ""
    return _quoted_path(link or ("" if fragment else "./")) + mark + _quoted_fragment(fragment)


def quoted(uri: str) -> str:
    """A URI of the site, with its `#fragment`, percent-encoded."""
    if _PLAIN.fullmatch(uri):
        return uri  # as most are
    path, mark, fragment = uri.partition("#")
    return _quoted_path(path) + mark + _quoted_fragment(fragment)


def _quoted_path(path: str) -> str:
    return quote(path, safe="/~-._")


def _quoted_fragment(fragment: str) -> str:
    return quote(fragment, safe="-._~")


_PLAIN = re.compile(r"[\w./~-]*(?:#[\w.~-]*)?", re.ASCII)


def is_old_address(old: str) -> bool:
    """Whether a text may be a briefing's old id or path: of plain parts, a page's, and none of the site's own.

    A folder and a file of that name are made for it, so each part has to be one on every system.
    """
    parts = as_seen_without_case(old).rstrip("/").split("/")
    if len(old.encode()) > 500 or not all(map(_is_old_part, parts)) or any(map(_LIKE_A_FILE.search, parts[:-1])):
        return False
    _, dot, ending = parts[-1].rpartition(".")
    if (dot and ending not in ("html", "htm")) or parts[0] in TAKEN or parts == ["index.html"]:
        return False
    return parts[0] != "briefings" or (len(parts) > 1 and not parts[1].isdigit())


_LIKE_A_FILE = re.compile(r"\.(?:html?|xml|json|js|css|svg|txt)\Z", re.IGNORECASE)


def _is_old_part(part: str) -> bool:
    plain = re.fullmatch(r"\w[\w.~-]*", part) and not part.endswith(".") and len(part.encode()) <= 200
    # Windows takes superscript digits for those of its own names.
    return bool(plain) and unicodedata.normalize("NFKC", part.partition(".")[0]).lower() not in RESERVED_NAMES


def as_seen_without_case(uri: str) -> str:
    """An address as file systems see it that tell neither cases nor normal forms apart: two alike are one there."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", uri).casefold())


def old_briefing(old: str) -> str:
    """The address of a briefing's old id or path, as `redirects_from` gives it."""
    path = old.strip("/")
    path = "" if path == "index.html" else path.removesuffix("/index.html").rstrip("/")
    return f"{path}/" if "/" in path or not BRIEFING_ID.fullmatch(path) else page("briefing", path)


def slug(heading: str) -> str:
    """GitHub's slug of a heading's text: lower case, punctuation gone, spaces to hyphens.

    Source: github-slugger, which reproduces GitHub's anchors: keeps letters, marks, decimal numbers, connectors such
    as `_`, and `-`.
    """
    lowered = heading.strip().lower()
    if lowered.isascii():
        return _NOT_IN_SLUG.sub("", lowered).replace(" ", "-")
    return "".join(c for c in lowered.replace(" ", "-") if _in_slug(c))


_NOT_IN_SLUG = re.compile(r"[^a-z0-9_ -]")


def _in_slug(character: str) -> bool:
    category = unicodedata.category(character)
    return character == "-" or category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def is_heading_id(text: str) -> bool:
    """Whether a heading may have this id: what a slug may be made of, in any case; `_` first is the theme's own."""
    return bool(text) and text[0] != "_" and all(_in_slug(character) for character in text)


def briefing_file(briefing_id: str) -> str:
    """Where under content/ a briefing's file is."""
    return f"briefings/{briefing_id[:4]}/{briefing_id}.md"


def briefing_of(uri: str) -> str:
    """The id of the briefing whose page is at an address; "" where it is another page."""
    found = uri.removeprefix("briefings/").rstrip("/")
    return found if uri.startswith("briefings/") and BRIEFING_ID.fullmatch(found) else ""


def content_path(start: str, target: str) -> str | None:
    """What a relative link in the content file `start` points to, as a path under content/; None outside of it."""
    path = unquote(target.partition("#")[0].partition("?")[0])
    if not path:
        return start
    if path.startswith("/") or "\\" in path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(start), path))
    return None if joined == ".." or joined.startswith("../") else joined


def content_uri(path: str) -> str:
    """The address of a file under content/: a briefing's, a page's, or that of a file that is copied as it is."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if ending != "md" or not dot:
        return path
    if folder.startswith("briefings/"):
        return page("briefing", stem)
    parent = f"{folder}/" if folder else ""
    return parent if stem in ("index", "README") else f"{parent}{stem}/"
