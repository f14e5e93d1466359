"""Old addresses: a stub at each that leads to where the thing is now."""

from __future__ import annotations

from collections.abc import Iterator

from .. import escape, urls
from ..library import Library
from ..schema import KINDS

SCRIPT = "redirect.js"
"""The theme's script that takes the `#fragment` along, which a meta refresh drops."""


def redirects(library: Library) -> Iterator[tuple[str, str]]:
    """Pairs of (old URI, new URI) of briefings and terms, each old one once."""
    seen: set[str] = set()
    for briefing in sorted(library.briefings.values(), key=lambda briefing: briefing.id):
        target = urls.page("briefing", briefing.id)
        for old in briefing.redirects_from:
            yield from _once(urls.old_briefing(old), target, seen)
    for kind in KINDS:
        for term in sorted(library.vocabulary.terms[kind].values(), key=lambda term: term.id):
            target = urls.page(kind, getattr(term, "slug", term.id))
            for old in term.redirects_from:
                yield from _once(urls.page(kind, old), target, seen)


def _once(old: str, target: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if old not in seen and old != target:
        seen.add(old)
        yield old, target


def stub(old: str, target: str, language: str, site_url: str = "") -> str:
    """The page at an old address. The fragment is kept by an external script, so that no policy needs an inline one."""
    link = escape.html(urls.relative(target, old))
    canonical = escape.html(f"{site_url.rstrip('/')}/{target}") if site_url else link
    script = escape.html(urls.relative(SCRIPT, old))
    return (
        f'<!doctype html>\n<html lang="{escape.html(language)}">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<link rel="canonical" href="{canonical}">\n<meta name="robots" content="noindex">\n'
        f'<script src="{script}"></script>\n<meta http-equiv="refresh" content="0; url={link}">\n</head>\n'
        f'<body>\n<p>This page is now at <a href="{link}">{link}</a>.</p>\n</body>\n</html>\n'
    )
