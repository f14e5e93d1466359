"""Addresses and links in text that is not HTML: of characters that end no address and turn no writing direction."""

from __future__ import annotations

from urllib.parse import quote

# What RFC 3986 allows in an address; none of it ends a link in angle brackets.
_KEPT = "%/:=&?~+!$,;'@()*[]#-._"


def uri_text(address: str) -> str:
    """An address (IRI, RFC 3987) as a URI of ASCII; whatever else may be in it is percent-encoded."""
    return quote(address, safe=_KEPT, errors="replace")


def markdown_link(words: str, address: str) -> str:
    """A link of Markdown: `words` are Markdown already (`escape.markdown`), the address is any.

    In angle brackets (CommonMark 0.31, section 6.3) an address ends at the bracket alone, which `uri_text` encodes.
    """
    return f"[{words}](<{uri_text(address)}>)"
