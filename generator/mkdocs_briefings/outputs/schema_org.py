"""A site's things in schema.org's words: its terms, itself, works on it. `article` and `metadata` are made from these.

A node is a mapping of JSON-LD 1.1. Each thing is described once in a document, and elsewhere pointed to by its `@id`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from ..library import Library
from .bibliography import absolute

UriOf = Callable[[str, str], str]
"""The URI of a term's page by kind and id; "" where it has none."""

TERM_TYPES = {
    "topic": "DefinedTerm",
    "country": "Country",
    "person": "Person",
    "organisation": "Organization",
    "outlet": "Organization",
    "series": "EventSeries",
}
"""schema.org's type of each kind of term."""


def known(node: dict) -> dict:
    """A node without the properties that nothing is known of."""
    return {name: value for name, value in node.items() if value}


class Describer:
    """Describes what a site's pages speak of; remembers terms, since every page names many.

    Without `site_url` there is no address in what it gives: a relative one would mean something else to its readers.
    """

    def __init__(self, library: Library, site_url: str, uri_of: UriOf) -> None:
        self.library = library
        self.site_url = site_url
        self._uri_of = uri_of
        self._terms: dict[tuple[str, str], dict] = {}
        self._refs: dict[tuple[str, str], dict] = {}

    def url(self, uri: str) -> str:
        """The full address of a URI of the site; "" without a site_url."""
        return absolute(self.site_url, uri)

    def work(self, type_: str, uri: str, name: str) -> dict:
        """A page as a creative work, with the site's language and licence."""
        settings = self.library.settings
        licence = {"@type": "CreativeWork", "name": settings.licence} if settings.licence else None
        url = self.url(uri)
        work = {"@type": type_, "@id": url, "url": url, "name": name, "inLanguage": settings.language}
        return known(work | {"license": settings.licence_url or licence})

    @cached_property
    def publisher(self) -> dict:
        """Who publishes the site: all that is known is its name."""
        return known({"@type": "Organization", "name": self.library.settings.site_name, "url": self.url("")})

    @cached_property
    def site(self) -> dict:
        """The site as what its pages are part of."""
        url = self.url("")
        return known({"@type": "WebSite", "@id": url, "name": self.library.settings.site_name, "url": url})

    def term(self, kind: str, term_id: str) -> dict:
        """A term as pages about other things name it: `@id` is the thing's, not that of the page about it.

        That page says what else there is to it, under the same `@id`.
        """
        found = self._terms.get((kind, term_id))
        if found is None:
            term = self.library.vocabulary.get(kind, term_id)
            uri = self._uri_of(kind, term_id)
            url = self.url(uri) if uri else ""
            node = {
                "@type": TERM_TYPES[kind],
                "@id": f"{url}#_subject" if url else f"_:{kind}-{term_id}",
                "name": term.name,
                "url": term.url if kind == "outlet" else "",
            }
            found = self._terms[kind, term_id] = known(node)
        return found

    def ref(self, kind: str, term_id: str) -> dict:
        """A term that is described elsewhere in the document."""
        found = self._refs.get((kind, term_id))
        if found is None:
            found = self._refs[kind, term_id] = {"@id": self.term(kind, term_id)["@id"]}
        return found

    def subject(self, kind: str, term_id: str) -> dict:
        """A term as its own page describes it."""
        term = self.library.vocabulary.get(kind, term_id)
        native = getattr(term, "native", ())
        others = [getattr(term, "acronym", ""), *((native,) if isinstance(native, str) else native)]
        others = dict.fromkeys(name for name in (*others, *getattr(term, "aliases", ())) if name != term.name)
        more = {
            "alternateName": [name for name in others if name],
            "description": getattr(term, "description", ""),
            "mainEntityOfPage": self.url(self._uri_of(kind, term_id)),
        }
        return self.term(kind, term_id) | known(more)
