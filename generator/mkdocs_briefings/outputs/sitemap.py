"""sitemap.xml (sitemaps.org protocol): dated by content, so that it is the same whenever the site is built."""

from __future__ import annotations

from collections.abc import Iterable

from . import xml_text

LIMIT = 50_000
"""URLs that one file may hold (sitemaps.org); more go into several files under an index."""


def sitemaps(site_url: str, pages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Files as (name, text) for pages as (URI, last change as an ISO date or ""); none without a site_url."""
    if not site_url:
        return []
    base = site_url.rstrip("/") + "/"
    entries = [_url(base + uri, changed) for uri, changed in pages]
    if len(entries) <= LIMIT:
        return [("sitemap.xml", _document("urlset", entries))]
    parts = [entries[at : at + LIMIT] for at in range(0, len(entries), LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [f"<sitemap><loc>{xml_text.text(base + name)}</loc></sitemap>" for name in names]
    files = [(name, _document("urlset", part)) for name, part in zip(names, parts, strict=True)]
    return [("sitemap.xml", _document("sitemapindex", index)), *files]


def _url(address: str, changed: str) -> str:
    dated = f"<lastmod>{xml_text.text(changed)}</lastmod>" if changed else ""
    return f"<url><loc>{xml_text.text(address)}</loc>{dated}</url>"


def _document(root: str, entries: list[str]) -> str:
    lines = "\n".join(entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</{root}>\n'
    )
