"""Bytes of an article → text, or a sentence that says why they are none."""

from __future__ import annotations

import codecs
import re

MAX_ARTICLE = 5 * 1024 * 1024
"""Bytes of an article, unpacked; the longest press texts have a hundredth of it."""

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.-]{2,40})",
    re.IGNORECASE,
)
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class UnreadableError(Exception):
    """The bytes are no text; the message says what they are and what to do."""


def decode(data: bytes, charset: str = "") -> tuple[str, str]:
    """The text of an article and "" or a remark on its encoding. Raises UnreadableError.

    `charset` is what a server said. Declared encodings come first, then UTF-8; where neither fits, Windows' Western
    letters are assumed and the remark says so.
    """
    if len(data) > MAX_ARTICLE:
        most = f"{MAX_ARTICLE // 1024 // 1024} MiB"
        raise UnreadableError(f"it has more than the {most} that an article may have; save its text alone in a file")
    if not data.strip():
        raise UnreadableError("it is empty")
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise UnreadableError(f"it is {kind}; copy the article's text into a text file and import that")
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if not bom and b"\0" in data:
        raise UnreadableError("it is no text; copy the article's text into a text file and import that")
    found = _DECLARED.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii") if found else ""
    for name in dict.fromkeys((bom, charset, "utf-8", declared)):
        try:
            if name:
                return data.decode("utf-8-sig" if name == "utf-8" else name).replace("\0", ""), ""
        except (LookupError, UnicodeError, ValueError):
            continue
    text = data.decode("cp1252", "replace")
    return text, "its encoding is not UTF-8 and not declared: Western letters were assumed, look for wrong characters"


def is_html(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_HTML.search(text[:5000]))
