"""What pages may load and run: the site's Content-Security-Policy, for its meta tag and for the host's headers.

The only place that knows it; `base.html`, the pages at old addresses and `_headers` are given what is made here.
Source: W3C, Content Security Policy Level 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'", "'wasm-unsafe-eval'"),  # Pagefind reads its index by WebAssembly
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),  # Pagefind searches in a worker where it can
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
"""Nothing but the site's own files, and no script or style that stands in a page."""

ALLOWABLE = (*(name for name in DIRECTIVES if name not in ("default-src", "base-uri")), "frame-src")
"""The directives that a site may add sources to."""

_SOURCE = re.compile(
    r"https://(?:\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:/[A-Za-z0-9_/.~%-]*)?"
    r"|data:|blob:|'sha(?:256|384|512)-[A-Za-z0-9+/_=-]+'"
)

OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What else a host should say of every file: nothing is taken for another type, other sites learn the site's address
alone, and pages that open this one cannot reach into it."""


class PolicyError(ValueError):
    """The sources that a site allows cannot be put into a policy; the message says which and why."""


def page_policy(allow: Mapping[str, Sequence[str]] | None = None, live_reload: bool = False) -> str:
    """The policy as a page's meta tag has it.

    `allow` are further sources by directive, the site's own choice. With `live_reload` inline scripts run, since
    `mkdocs serve` puts one into each page. Raises PolicyError.
    """
    sources = {name: list(values) for name, values in DIRECTIVES.items()}
    for name, further in (allow or {}).items():
        if name not in ALLOWABLE:
            raise PolicyError(f"`{name}` takes no sources; there are {', '.join(ALLOWABLE)}")
        for source in further:
            if not _SOURCE.fullmatch(source):
                raise PolicyError(f"`{source}` is no source for {name}; write it as https://host.example")
        sources.setdefault(name, []).extend(further)
    if live_reload:
        sources["script-src"].append("'unsafe-inline'")
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def headers_file(policy: str, styles: Sequence[str] = ()) -> str:
    """The file `_headers`, which hosts as Cloudflare Pages and Netlify read: `policy` and the rest for every address.

    `styles` are hashes of styles that stand in files of the site, as in those to be read offline.

    Where there is no `policy`, as with a theme that is not ours, only what holds for any page. A meta tag cannot say
    who may show a page in a frame (CSP3, section 3.3), so that is said here.
    """
    policy = policy.replace("style-src 'self'", " ".join(["style-src 'self'", *styles]))
    whole = "; ".join([policy, _FRAMES] if policy else [_FRAMES])
    lines = [f"  {name}: {value}" for name, value in {"Content-Security-Policy": whole, **OTHER_HEADERS}.items()]
    return "\n".join(["/*", *lines, ""])


_FRAMES = "frame-ancestors 'none'"
