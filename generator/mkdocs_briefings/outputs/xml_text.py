"""Text for XML: escaped by place, and without the characters that XML 1.0 has no way to write.

XML 1.0, section 2.2, production [2] `Char`: tab, line feed, carriage return, and all of Unicode from U+0020 but
surrogates, U+FFFE and U+FFFF. What is not among them cannot stand in a document even as a reference, and one of them
makes readers throw the whole feed away. They are refused where files are read; a reference in a body's Markdown
(`&#7;`) or a vocabulary made by a program may still bring one here.
"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


def legible(text: str) -> str:
    """The text with U+FFFD, Unicode's replacement character, for each character that XML 1.0 forbids.

    What is left can be encoded as UTF-8 and stand in JSON too.
    """
    return text if text.isprintable() else _FORBIDDEN.sub(_REPLACEMENT, text)


def text(words: str) -> str:
    """For the text of an element; a carriage return is a reference, or parsers make a line feed of it (2.11)."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return legible(escaped)


def attribute(words: str) -> str:
    """For an attribute in double quotes; white space but the blank is references, or parsers fold it (3.3.3)."""
    return text(words).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
