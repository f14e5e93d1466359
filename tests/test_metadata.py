"""Meta tags and JSON-LD: what a page says of itself, held against schema.org's vocabulary and read back as RDF."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from conftest import basic, briefing, library_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.dates import parse_now
from mkdocs_briefings.outputs.article import ARTICLE_TYPES
from mkdocs_briefings.outputs.bibliography import one_line
from mkdocs_briefings.outputs.metadata import head_html, json_ld, meta_tags, script_text
from mkdocs_briefings.outputs.schema_org import TERM_TYPES, Describer
from mkdocs_briefings.pages import Parts, build, plan
from mkdocs_briefings.schema import FORMATS, KINDS

SITE = "https://digest.example/"
FULL = briefing(
    """published: 2023-10-03
place: Tehran
authors: [A. Writer]
language: fa
series: weekly-briefing
topics: [nuclear-talks]
countries: [IRN, OMN]
speakers: [jane-doe, {name: A. Envoy, role: envoy}]
updates:
  - {date: 2023-10-04, kind: correction, note: The meeting was on Monday.}
  - {date: 2023-10-05, kind: update, note: More.}
  - {date: 2023-10-06, kind: minor, note: Spelling.}
sections:
  lead:
    statements: [{country: IRN, topic: talks, mode: quote, says: Talks now., original: {text: حالا, language: fa}}]
  sanctions:
    date: 2023-09
    countries: [OMN, IRN]
    organisations: [iran-mfa]
    sources: [1]
    statements:
      - {speaker: jane-doe, topic: talks, mode: paraphrase, says: No deal., source: 1, date: 2023-09-30}
      - {speaker: {name: A. Envoy, role: envoy}, topic: talks, mode: quote, says: Later.}
      - {organisation: iran-mfa, topic: talks, mode: paraphrase, says: Never., original: {text: هرگز, language: fa}}
""",
    "The lead.\n\n## Sanctions\n",
    sources="[{outlet: daily-news, url: 'https://news.example/1', title: Talks, published: 2023-10, "
    "archived: 'https://archive.example/1'}]",
)
ID = "2023-10-02-x"
PAGE = f"{SITE}briefings/{ID}/"


@cache
def library():
    return library_of(basic() | {f"briefings/2023/{ID}.md": FULL})


def describer(site_url: str = SITE, of=None) -> Describer:
    parts = Parts(of or library())
    return Describer(parts.library, site_url, lambda kind, term_id: parts.link(kind, term_id).uri)


def article(site_url: str = SITE) -> dict:
    return json_ld(describer(site_url), "briefing", (ID,), f"briefings/{ID}/", "A title")["@graph"][0]


# meta tags


def test_the_tags_of_a_briefing():
    names = "Nuclear talks; Talks; Iran; Oman; Ministry of Foreign Affairs"
    assert meta_tags(describer(), "briefing", (ID,)) == [
        ("name", "citation_title", "A title"),
        ("name", "citation_author", "A. Writer"),
        ("name", "citation_publication_date", "2023/10/03"),
        ("name", "citation_publisher", "Test"),
        ("name", "citation_public_url", PAGE),
        ("name", "citation_language", "fa"),
        ("name", "citation_keywords", names),
        ("name", "DC.title", "A title"),
        ("name", "DC.creator", "A. Writer"),
        ("name", "DC.date", "2023-10-03"),
        ("name", "DC.publisher", "Test"),
        ("name", "DC.type", "webpage"),
        ("name", "DC.language", "fa"),
        ("name", "DC.identifier", PAGE),
        ("name", "DC.subject", names),
        ("name", "DC.description", "A summary."),
        ("property", "article:published_time", "2023-10-03"),
        ("property", "article:modified_time", "2023-10-05"),
        ("property", "article:tag", "Nuclear talks"),
        ("property", "article:tag", "Talks"),
    ]


def test_without_a_site_url_no_tag_has_an_address():
    names = [name for _, name, _ in meta_tags(describer(""), "briefing", (ID,))]
    assert "citation_public_url" not in names
    assert "DC.identifier" not in names
    assert "citation_title" in names


def test_other_pages_have_no_citation():
    assert meta_tags(describer(), "topic", ("talks",)) == []


# JSON-LD of a briefing


def test_a_briefing_as_json_ld():
    found = article()
    assert {name: value for name, value in found.items() if not isinstance(value, list | dict)} == {
        "@type": "NewsArticle",
        "@id": PAGE,
        "url": PAGE,
        "inLanguage": "fa",
        "headline": "A title",
        "description": "A summary.",
        "mainEntityOfPage": PAGE,
        "datePublished": "2023-10-03",
        "dateModified": "2023-10-05",
        "temporalCoverage": "2023-10-02",
    }
    assert found["author"] == ["A. Writer"]
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": "The meeting was on Monday.", "datePublished": "2023-10-04"}
    ]
    assert found["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "@id": "https://news.example/1",
            "url": "https://news.example/1",
            "name": "Talks",
            "publisher": {"@type": "Organization", "@id": f"{SITE}outlets/daily-news/#_subject", "name": "Daily News"},
            "datePublished": "2023-10",
            "archivedAt": "https://archive.example/1",
        }
    ]
    assert [node["name"] for node in found["about"]] == ["Nuclear talks", "Talks", "Iran", "Oman"]
    mentioned = {node["name"] for node in found["mentions"]}
    assert mentioned == {"Jane Doe", "Ministry of Foreign Affairs", "Weekly briefing", "A. Envoy"}


def test_quotes_and_paraphrases():
    lead, section = article()["hasPart"]
    topic = [{"@id": f"{SITE}topics/talks/#_subject"}]
    iran = {"@id": f"{SITE}countries/iran/#_subject"}
    government = {"@type": "GovernmentOrganization", "name": "Iran", "areaServed": iran}
    original = {"@type": "Quotation", "text": "حالا", "inLanguage": "fa", "creator": government}
    assert lead == {
        "@type": "Quotation",
        "text": "Talks now.",
        "inLanguage": "fa",
        "creator": government,
        "about": topic,
        "dateCreated": "2023-10-02",
        "translationOfWork": original,
    }
    assert section["@id"] == f"{PAGE}#sanctions"
    assert section["temporalCoverage"] == "2023-09"
    assert section["isBasedOn"] == [{"@id": "https://news.example/1"}]
    claim, quote, other = section["hasPart"]
    assert claim == {
        "@type": "Claim",
        "text": "No deal.",
        "inLanguage": "fa",
        "author": {"@id": f"{SITE}people/jane-doe/#_subject"},
        "claimInterpreter": {"@type": "Organization", "name": "Test", "url": SITE},
        "about": topic,
        "dateCreated": "2023-09-30",
        "appearance": {"@id": "https://news.example/1"},
    }
    assert quote["creator"] == {"@type": "Person", "name": "A. Envoy", "jobTitle": "envoy"}
    assert other["author"] == {"@id": f"{SITE}organisations/iran-mfa/#_subject"}
    assert other["isBasedOn"]["text"] == "هرگز"


def test_what_formats_and_kinds_are_called():
    assert set(ARTICLE_TYPES) < set(FORMATS)
    assert set(TERM_TYPES) == set(KINDS)


def test_the_page_of_a_term_says_what_it_is_about():
    page, crumbs = json_ld(describer(), "country", ("IRN",), "countries/iran/", "Iran")["@graph"]
    assert page["@type"] == "CollectionPage"
    (about,) = page["about"]
    assert about["@type"] == "Country"
    assert about["@id"] == f"{SITE}countries/iran/#_subject"
    assert about["mainEntityOfPage"] == page["url"]
    assert [(item["name"], item["item"]) for item in crumbs["itemListElement"]] == [
        ("Test", SITE),
        ("Countries", f"{SITE}countries/"),
        ("Iran", f"{SITE}countries/iran/"),
    ]


@pytest.mark.parametrize(
    ("kind", "key", "names"),
    [
        ("period", ("topic", "talks", (2023,)), ["Talks"]),
        ("period", ("topic-country", "talks", "IRN", (2023, 1)), ["Talks", "Iran"]),
        ("relation", ("IRN", "OMN"), ["Iran", "Oman"]),
        ("series-period", ("weekly-briefing", (2023,)), ["Weekly briefing"]),
        ("digest", ("2023-W40",), []),
    ],
)
def test_pages_below_a_term_are_about_it_too(kind, key, names):
    page = json_ld(describer(), kind, key, "x/y/", "A title")["@graph"][0]
    assert [node["name"] for node in page.get("about", [])] == names


# what holds for every page


@cache
def _content():
    root = Path(__file__).parents[1] / "content"
    paths = [path for folder in ("briefings", "vocabulary") for path in sorted((root / folder).rglob("*.*"))]
    return library_of({path.relative_to(root).as_posix(): path.read_bytes() for path in paths}, parse_now("2026-01-01"))


def nodes(value):
    """All mappings in a JSON-LD document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


URLS = {"@id", "url", "item", "license", "mainEntityOfPage", "archivedAt"}


@pytest.mark.parametrize("site_url", [SITE, ""])
def test_every_page_is_in_schema_orgs_words_with_absolute_addresses(site_url):
    parts = Parts(_content())
    describe = describer(site_url, parts.library)
    kinds = set()
    for page in plan(parts):
        if page.kind in kinds and page.kind != "briefing" and len(page.key) < 3:
            continue  # one of each kind, and all briefings
        kinds.add(page.kind)
        found = json_ld(describe, page.kind, page.key, page.uri, build(parts, page).title)
        assert found["@context"] == "https://schema.org"
        defined = set()
        for node in nodes(found["@graph"]):
            if "@type" in node:
                assert node["@type"] in rdflib.SDO, node
                defined.add(node.get("@id"))
            assert all(name in rdflib.SDO for name in node if name[0] != "@"), node
            for name in URLS & node.keys():
                assert isinstance(node[name], dict) or node[name].startswith(("https://", "http://", "_:")), node
            assert all(value not in ("", [], None, {}) for value in node.values()), node
        # What is only pointed to is described elsewhere in the document; translations are on their own pages.
        pointed = {node["@id"] for node in nodes(found["@graph"]) if set(node) == {"@id"}}
        assert {one for one in pointed if not one.startswith(f"{SITE}briefings/")} <= defined
        assert bool(site_url) == any(node.get("@type") == "BreadcrumbList" for node in found["@graph"]) or not page.uri
    assert {"briefing", "topic", "relation", "home", "digest"} <= kinds


def test_as_rdf_a_statement_leads_to_its_actor_and_its_source():
    vocabulary, a = rdflib.SDO, rdflib.RDF.type
    found = json_ld(describer(), "briefing", (ID,), f"briefings/{ID}/", "A title")
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=json.dumps(found | {"@context": {"@vocab": str(vocabulary)}}), format="json-ld")
    (claim,) = [one for one in graph.subjects(a, vocabulary.Claim) if (one, vocabulary.appearance, None) in graph]
    actor, source = graph.value(claim, vocabulary.author), graph.value(claim, vocabulary.appearance)
    assert str(graph.value(actor, vocabulary.name)) == "Jane Doe"
    assert str(graph.value(graph.value(source, vocabulary.publisher), vocabulary.name)) == "Daily News"
    section = rdflib.URIRef(f"{PAGE}#sanctions")
    assert (rdflib.URIRef(PAGE), vocabulary.hasPart, section) in graph
    assert (section, vocabulary.hasPart, claim) in graph


# in a script element

TEXT = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from('<>/&!-\u2028\u2029\\"')))


class _Scripts(HTMLParser):
    """Gathers tags, what they name, and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        self.attributes.append(
            (given.get("name") or given.get("href", ""), given.get("content") or given.get("type", ""))
        )

    def handle_data(self, data):
        self.text += data


@settings(max_examples=200)
@given(st.dictionaries(TEXT, st.one_of(TEXT, st.sampled_from(["</script><script>alert(1)</script>", "<!--", "]]>"]))))
def test_no_text_ends_the_script_element(data):
    text = script_text(data)
    assert not set(text) & set("<>&\u2028\u2029")
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{text}</script><p>')
    assert page.tags == ["script", "p"]
    assert json.loads(page.text) == data


@settings(max_examples=60)
@given(title=TEXT.filter(str.strip), author=st.one_of(TEXT, st.just('"><script>alert(1)</script>')))
def test_no_text_of_a_briefing_breaks_out_of_the_head(title, author):
    base = library()
    changed = base.briefings[ID]._replace(title=title, authors=(author,))
    of = replace(base, briefings={ID: changed})
    page = _Scripts()
    page.feed(head_html(describer(of=of), "briefing", (ID,), f"briefings/{ID}/", title))
    assert page.tags.count("script") == 1
    assert set(page.tags) == {"meta", "link", "script"}
    contents = dict(page.attributes)
    assert contents["citation_title"] == one_line(title)
    assert contents.get("citation_author", "") == one_line(author)
    assert contents["cite.bib"] == "application/x-bibtex"
    assert json.loads(page.text.strip())["@graph"][0]["headline"] == title
