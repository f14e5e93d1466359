"""Checks of finished feeds against the formats' own rules, for tests: each raises AssertionError with what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
from jsonschema import Draft202012Validator
from lxml import etree, html

DATA = Path(__file__).parent / "data"
ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(etree.parse(DATA / "atom.rng"))
RULES = Draft202012Validator(json.loads((DATA / "json-feed-1.1.schema.json").read_text("utf-8")))

# RFC 3987, 2.2, as far as it goes without looking into the parts: characters that an IRI may have, escapes whole.
IRI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")

_TAGS = """
a b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong sup table tbody td th thead tr ul
"""
TAGS = frozenset(_TAGS.split())
_ATTRIBUTES = "href src alt title lang dir class start value loading aria-label"
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


def check_atom(data: bytes) -> etree._Element:
    """The grammar of RFC 4287, its Schematron rules, and what it asks for in words; gives the root."""
    root = etree.fromstring(data)
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    entries = root.findall(f"{ATOM}entry")
    authored = root.find(f"{ATOM}author") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)  # 4.1.1: of two with one id, only `updated` may tell them apart
    for element in (root, *entries):
        assert authored or element.find(f"{ATOM}author") is not None
        assert IRI.fullmatch(element.findtext(f"{ATOM}id")), element.findtext(f"{ATOM}id")
        links = element.findall(f"{ATOM}link")
        kinds = [(one.get("type"), one.get("hreflang")) for one in links if one.get("rel") == "alternate"]
        assert kinds
        assert len(set(kinds)) == len(kinds)  # 4.1.1, 4.1.2
        assert all(IRI.fullmatch(one.get("href")) for one in links)
    assert [one.get("rel") for one in root.findall(f"{ATOM}link")].count("self") == 1  # 4.1.1: should have it
    return root


def check_json(data: bytes) -> dict:
    """The rules of JSON Feed 1.1; gives the document."""
    document = json.loads(data.decode())
    problems = [f"{list(error.absolute_path)}: {error.message}" for error in RULES.iter_errors(document)]
    assert problems == []
    ids = [item["id"] for item in document["items"]]
    assert len(set(ids)) == len(ids)
    return document


def check_content(content: str) -> None:
    """Safe HTML that can stand anywhere: known tags and attributes, addresses in full, no ids."""
    for element in html.fragment_fromstring(content, create_parent="div").iter():
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, dict(element.attrib)
        for name in ("href", "src"):
            if name in element.attrib:
                assert re.match(r"(https?://|mailto:)", element.attrib[name]), element.attrib[name]


def check_both(atom: bytes, json_feed: bytes) -> list[dict]:
    """Both formats, and that they say the same; gives the items of the JSON feed."""
    root, document = check_atom(atom), check_json(json_feed)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(document["items"])
    for entry, item in zip(entries, document["items"], strict=True):
        check_content(item["content_html"])
        assert {
            "id": entry.findtext(f"{ATOM}id"),
            "url": entry.find(f"{ATOM}link[@rel='alternate']").get("href"),
            "title": entry.findtext(f"{ATOM}title"),
            "content_html": entry.findtext(f"{ATOM}content"),
            "summary": entry.findtext(f"{ATOM}summary", ""),
            "date_published": entry.findtext(f"{ATOM}published"),
            "date_modified": entry.findtext(f"{ATOM}updated"),
            "authors": [one.findtext(f"{ATOM}name") for one in entry.findall(f"{ATOM}author")],
            "tags": list(dict.fromkeys(one.get("label") for one in entry.findall(f"{ATOM}category"))),
        } == {key: item.get(key, "") for key in ("id", "url", "title", "content_html", "summary")} | {
            "date_published": item["date_published"],
            "date_modified": item["date_modified"],
            "authors": [one["name"] for one in item.get("authors", [])],
            "tags": item.get("tags", []),
        }
    moments = [item["date_modified"] for item in document["items"]]
    assert moments == sorted(moments, reverse=True)
    assert root.findtext(f"{ATOM}updated") == max(moments, default="1970-01-01T00:00:00Z")
    assert root.findtext(f"{ATOM}title") == document["title"]
    return document["items"]


def read_by_feedparser(atom: bytes) -> list[str]:
    """The ids that feedparser finds, which has nothing to complain of."""
    found = feedparser.parse(atom, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return [entry.id for entry in found.entries]
