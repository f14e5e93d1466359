"""Old addresses: a stub at each that leads to where the thing is now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from .. import escape, urls
from ..content_policy import page_policy
from ..library import Library
from ..schema import KINDS

SCRIPT = "redirect.js"
"""The theme's script that takes the `#fragment` along, which a meta refresh drops."""


def redirects(library: Library, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of (old URI, new URI) of briefings and terms, each old one once.

    `pages` are the URIs of all pages in order: a term's old id also leads on from the pages below its own, its years
    and where it meets countries.
    """
    seen: set[str] = set(pages)
    for briefing in sorted(library.briefings.values(), key=lambda briefing: briefing.id):
        target = urls.page("briefing", briefing.id)
        for old in briefing.redirects_from:
            yield from _once(urls.old_briefing(old), target, seen)
    for kind in KINDS:
        for term in sorted(library.vocabulary.terms[kind].values(), key=lambda term: term.id):
            target = urls.page(kind, getattr(term, "slug", term.id))
            below = _below(target, pages) if term.redirects_from else ()
            for old in term.redirects_from:
                start = urls.page(kind, old)
                for uri in below:
                    yield from _once(start + uri.removeprefix(target), uri, seen)


def _below(uri: str, pages: Sequence[str]) -> Sequence[str]:
    """The pages whose address begins with one, itself included."""
    first = bisect_left(pages, uri)
    return list(takewhile(lambda page: page.startswith(uri), islice(pages, first, None)))


def _once(old: str, target: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if old not in seen and old != target:
        seen.add(old)
        yield old, target


def is_stub(data: bytes) -> bool:
    """Whether a file is one of these pages."""
    return b'<meta http-equiv="refresh" content="0; url=' in data[:3000]


def stub(old: str, target: str, language: str, site_url: str = "", policy: str = "") -> str:
    """The page at an old address. The fragment is kept by an external script, so that no policy needs an inline one.

    `policy` is the site's own, ours where it has none.
    """
    link = escape.html(urls.relative(target, old))
    canonical = escape.html(f"{site_url.rstrip('/')}/{target}") if site_url else link
    script = escape.html(urls.relative(SCRIPT, old))
    return (
        f'<!doctype html>\n<html lang="{escape.html(language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape.html(policy or page_policy())}">\n'
        '<title>Moved</title>\n'
        f'<link rel="canonical" href="{canonical}">\n<meta name="robots" content="noindex">\n'
        f'<script src="{script}"></script>\n<meta http-equiv="refresh" content="0; url={link}">\n</head>\n'
        f'<body>\n<p>This page is now at <a href="{link}">{link}</a>.</p>\n</body>\n</html>\n'
    )
