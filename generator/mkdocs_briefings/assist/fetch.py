"""An article's page from the network: `guarded_fetch` with the limits, and the kinds of content, that articles have."""

from __future__ import annotations

from typing import NamedTuple

from ..guarded_fetch import Limits, fetch
from ..web_answer import FetchError
from .opening import MAX_ARTICLE

USER_AGENT = "mkdocs-briefings (a person imports one article)"
LIMITS = Limits(seconds=20, body_bytes=MAX_ARTICLE)
"""Twenty seconds for a request, 5 MiB unpacked, five redirects."""

_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
_REFUSED = {
    401: "it asks for a login",
    402: "it asks for a payment",
    403: "it refuses programs, or asks for a login",
    404: "there is no such page",
    410: "the page is gone for good",
    429: "it asks to be left alone for a while",
    451: "it may not show the page where we are",
}


class Page(NamedTuple):
    """What an address gave: its bytes, the charset that the server named (or ""), and the address that answered."""

    data: bytes
    charset: str
    url: str
    html: bool


def fetch_page(url: str, allow_private: bool = False) -> Page:
    """Get a page. Raises FetchError, whose message says in words why there is none.

    `allow_private` is for tests against a server on this machine.
    """
    accept = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.8", "Accept-Encoding": "gzip"}
    answer = fetch(url, user_agent=USER_AGENT, headers=accept, limits=LIMITS, allow_private=allow_private)
    if answer.status != 200:
        reason = _REFUSED.get(answer.status) or (
            "it has a fault at the moment" if answer.status >= 500 else "it does not give the page"
        )
        raise FetchError("status", f"{reason} (status {answer.status})")
    kind, _, parameters = answer.headers.get("content-type", "text/html").partition(";")
    if kind.strip().lower() not in _KINDS:
        raise FetchError("kind", "it is neither a web page nor plain text; copy the article's text into a file")
    if answer.headers.get("content-encoding", "").strip().lower() not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError("malformed", "it is packed in a way that was not asked for")
    charset = parameters.lower().partition("charset=")[2].strip(" \"'").partition(";")[0].strip()
    return Page(answer.body, charset, answer.url, kind.strip().lower() != "text/plain")
