"""What must hold of a built site whatever its content: read by parsers that are not ours, and in a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import bibtexparser
import html5lib
import rispy
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = """
a article b bdi blockquote body br button caption cite code dd del details div dl dt em fieldset figure footer form h1
h2 h3 h4 h5 h6 head header hr html i img input kbd label legend li link main meta nav noscript ol option p pre q script
section select small span strong style summary sup table tbody td textarea th thead time title tr ul
"""
_ATTRIBUTES = """
action align alt aria-current aria-describedby aria-hidden aria-label aria-labelledby aria-live autocomplete blocking
charset checked class content cx cy d data-changed data-facet data-published data-shards datetime defer dir direction
disabled download enterkeyhint fill fill-opacity font-size for height hidden href hreflang http-equiv id lang loading
method name open placeholder preserveAspectRatio property r rel role scope spellcheck src start stroke stroke-width
tabindex text-anchor title transform type value viewBox width x y
"""
_FIELDS = """author title organization howpublished year month day url urldate language keywords note annote abstract
copyright key"""
_DRAWN = ("a", "circle", "desc", "g", "path", "rect", "svg", "text", "title")
ELEMENTS = frozenset(_ELEMENTS.split()) | {f"{SVG}{name}" for name in _DRAWN}
"""What pages are made of; no frame, object, base, template or foreign content."""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""No handler and no style among them."""
EVALUATED = "9801547"
"""What the samples' `1337*7331` would give in any language of templates."""


def audit(path: Path, site: Path) -> list[str]:
    """What is wrong with a page: as a browser's parser reads it, and by what is in it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    data = path.read_bytes()
    tree = parser.parse(data, transport_encoding="utf-8")
    wrong = [f"{code} {details}" for _, code, details in parser.errors]
    ids: Counter[str] = Counter()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            wrong.append(f"a comment: {element.text}")
            continue
        wrong += _of_element(element)
        ids.update([element.get("id")] if element.get("id") else [])
    wrong += [f"id {name} twice" for name, count in ids.items() if count > 1]
    if list(tree.iter("style")) and path.name == "index.html":
        wrong.append("a style in the page")
    if EVALUATED in data.decode():
        wrong.append("a template was evaluated")
    return wrong


def _of_element(element) -> list[str]:
    wrong = [] if element.tag in ELEMENTS else [f"<{element.tag}>"]
    wrong += [f"{element.tag} {name}" for name in element.attrib if name not in ATTRIBUTES]
    for name in ("href", "src", "action"):
        address = element.get(name)
        if address is None:
            continue
        scheme = urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme
        outside = (element.tag == "a" and name == "href") or element.get("rel") in ("canonical", "schema.DC")
        if address.startswith(("//", "/\\", "\\")) or scheme not in (
            ("http", "https", "mailto", "") if outside else ("",)
        ):
            wrong.append(f"{element.tag} {name}={address}")
    if element.tag == "script":
        kind, text = element.get("type"), "".join(element.itertext())
        if kind in ("application/json", "application/ld+json"):
            json.loads(text)
        elif text or not element.get("src"):
            wrong.append("a script in the page")
    if element.tag == "meta" and element.get("http-equiv") == "refresh" and "url=../" not in element.get("content"):
        wrong.append(f"leads on to {element.get('content')}")
    return wrong


def unreadable(path: Path) -> str:
    """Why a file beside the pages cannot be read as what it is; "" where it can."""
    data = path.read_bytes()
    try:
        _READERS[path.suffix](data)
    except Exception as error:  # whatever a reader says
        return f"{path.name}: {type(error).__name__} {error}"
    return "a template was evaluated" if f"{EVALUATED}".encode() in data and path.suffix != ".json" else ""


def _xml(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    for element in root.iter():
        assert isinstance(element.tag, str), "a comment or instruction"


def _csv(data: bytes) -> None:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}, "rows of different lengths"
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[\s\"']*(?<!')[=+\-@]", cell), f"a formula: {cell}"


def _bibtex(data: bytes) -> None:
    library = bibtexparser.parse_string(data.decode())
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries) > 0
    assert all({field.key for field in entry.fields} <= set(_FIELDS.split()) for entry in library.entries)


def _ris(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        records = rispy.loads(data.decode())
    assert {record["type_of_reference"] for record in records} == {"ELEC"}


_READERS = {
    ".xml": _xml,
    ".opml": _xml,
    ".json": json.loads,
    ".csv": _csv,
    ".bib": _bibtex,
    ".ris": _ris,
    ".svg": _xml,
}
READABLE = tuple(_READERS)

LISTEN = """for (const name of ["alert", "confirm", "prompt", "open", "eval"])
  window[name] = (value) => console.error(`ran ${name} ${value}`);
Object.defineProperty(window, "__ran", { set(value) { console.error(`ran ${value}`); } });
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  console.error(`refused ${effectiveDirective} ${blockedURI}`));"""
"""Says in the console what of the samples runs, and what the policy refuses."""


def opened(browser, paths: list[str], bypass: bool) -> list[str]:
    """What is wrong when pages are opened in a browser; with `bypass` without the policy, that escaping alone holds."""
    command, wrong = browser.driver.execute_cdp_cmd, []
    command("Page.setBypassCSP", {"enabled": bypass})
    listener = command("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
    browser.complaints(), browser.requests()
    try:
        for path in paths:
            browser.driver.get(f"{browser.origin}/{path}")
            # A page for itself, as a pack, names no icon, and Chromium asks for one.
            wrong += [f"{path}: {line}" for line in browser.complaints() if "/favicon.ico" not in line]
            wrong += [f"{path} asks {url}" for url in browser.requests() if not url.startswith(f"{browser.origin}/")]
            if not browser.driver.current_url.startswith(f"{browser.origin}/"):
                wrong.append(f"{path} leads to {browser.driver.current_url}")
    finally:
        command("Page.removeScriptToEvaluateOnNewDocument", listener)
        command("Page.setBypassCSP", {"enabled": False})
        browser.driver.get("about:blank")
    return wrong
