"""What a page says of itself to machines: meta tags for reference managers, JSON-LD for search engines.

The tags are those that Zotero's translator "Embedded Metadata" reads. Highwire's `citation_*` win over Dublin Core
there, and the type comes from `DC.type`: `citation_title` alone would make a journal article of a page, and so would
Open Graph's `article` or DCMI's `Text`. For that reason there is no `citation_journal_title` either; the site's name
reaches Zotero as `og:site_name`, which the theme writes with the other Open Graph tags.

JSON-LD stands in `<script type="application/ld+json">`. That is a data block: HTML's "prepare the script element"
returns on such a type before it asks the Content Security Policy, so `script-src` without inline scripts lets it be.
"""

from __future__ import annotations

import json

from .. import escape, urls
from ..labels import list_label
from ..words import words_of
from .article import article
from .bibliography import last_change, names_of_terms, one_line
from .citations import FILES
from .schema_org import TERM_TYPES, Describer, known

Meta = tuple[str, str, str]
"""A meta tag: the attribute that names it (`name` or `property`), the name, the content as plain text."""

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

_LIST_KINDS = {folder: kind for kind, folder in urls.COLLECTIONS.items()}

_IN_SCRIPT = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def script_text(data: dict) -> str:
    """JSON for a `<script>` element of HTML: no character ends the element, opens a comment or is an entity.

    U+2028 and U+2029 are line ends to JavaScript before ES2019. Source: the HTML standard, "Restrictions for contents
    of script elements"; JSON-LD 1.1, section 7.3.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, written in _IN_SCRIPT.items():
        text = text.replace(character, written)
    return text


def head_html(describer: Describer, kind: str, key: tuple, uri: str, title: str) -> str:
    """All of it as safe HTML for a page's `<head>`: tags, links to the citation files, JSON-LD."""
    tags = [
        f'<meta {attribute}="{name}" content="{escape.html(content)}">'
        for attribute, name, content in meta_tags(describer, kind, key)
    ]
    if tags:
        tags.insert(0, f'<link rel="schema.DC" href="{_DUBLIN_CORE}">')
        tags += [
            f'<link rel="alternate" type="{media_type}" title="{label}" href="{name}">'
            for name, (label, media_type) in FILES.items()
        ]
    text = script_text(json_ld(describer, kind, key, uri, title))
    return "\n".join([*tags, f'<script type="application/ld+json">{text}</script>'])


def meta_tags(describer: Describer, kind: str, key: tuple) -> list[Meta]:
    """The tags of a page of a kind and key (as `Page` has them) beside the theme's own; only briefings have any."""
    if kind != "briefing":
        return []
    briefing = describer.library.briefings[key[0]]
    settings = describer.library.settings
    url = describer.url(urls.page("briefing", briefing.id))
    language = briefing.language or settings.language
    published, changed = briefing.published, last_change(briefing)
    names = names_of_terms(describer.library, briefing.sections)
    topics = names_of_terms(describer.library, briefing.sections, ("topic",))
    tags = [
        ("name", "citation_title", briefing.title),
        *(("name", "citation_author", author) for author in briefing.authors),
        ("name", "citation_publication_date", published.iso.replace("-", "/")),
        ("name", "citation_publisher", settings.site_name),
        ("name", "citation_public_url", url),
        ("name", "citation_language", language),
        ("name", "citation_keywords", "; ".join(names)),
        ("name", "DC.title", briefing.title),
        *(("name", "DC.creator", author) for author in briefing.authors),
        ("name", "DC.date", published.iso),
        ("name", "DC.publisher", settings.site_name),
        ("name", "DC.type", "webpage"),
        ("name", "DC.language", language),
        ("name", "DC.identifier", url),
        ("name", "DC.rights", settings.licence_url or settings.licence),
        ("name", "DC.subject", "; ".join(names)),
        ("name", "DC.description", briefing.summary),
        ("property", "article:published_time", published.iso),
        ("property", "article:modified_time", changed.date.iso if changed else ""),
        *(("property", "article:tag", name) for name in topics),
    ]
    return [(attribute, name, line) for attribute, name, text in tags if (line := one_line(text))]


def json_ld(describer: Describer, kind: str, key: tuple, uri: str, title: str) -> dict:
    """A page's description in schema.org's words, by its kind, key and URI (as `Page` has them) and its title."""
    if kind == "briefing":
        page = article(describer, describer.library.briefings[key[0]])
    elif kind == "home":
        page = describer.work("WebSite", "", describer.library.settings.site_name) | {
            "publisher": describer.publisher()
        }
    else:
        about = [describer.subject(*subject) for subject in _subjects(kind, key)]
        page = describer.work("WebPage" if kind == "search" else "CollectionPage", uri, title)
        page |= known({"about": about, "isPartOf": describer.site()})
    graph = [page, *_breadcrumbs(describer, uri, title)]
    return {"@context": "https://schema.org", "@graph": graph}


def _breadcrumbs(describer: Describer, uri: str, title: str) -> list[dict]:
    """From the home by the list of the kind to the page; none on the home, nor where there are no addresses."""
    if not describer.site_url or not uri:
        return []
    steps = [(describer.library.settings.site_name, "")]
    folder = uri.split("/", 1)[0]
    if uri != f"{folder}/" and folder in _LIST_KINDS:
        words = words_of(describer.library.settings.language)
        steps.append((list_label(words, _LIST_KINDS[folder]), f"{folder}/"))
    steps.append((title, uri))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": describer.url(step)}
        for number, (name, step) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _subjects(kind: str, key: tuple) -> list[tuple[str, str]]:
    """The terms that a page is about, as (kind, id), by the page's kind and key."""
    if kind == "period":  # of one of the other kinds: its key, then the period
        kind, key = key[0], key[1:-1]
    if kind == "series-period":
        kind, key = "series", key[:1]
    if kind == "country-relations":
        kind = "country"
    if kind in TERM_TYPES:
        return [(kind, key[0])]
    if kind == "topic-country":
        return [("topic", key[0]), ("country", key[1])]
    return [("country", code) for code in key] if kind == "relation" else []
