"""Text for GitHub's Markdown: comments and summaries of steps, in which words of content must have no meaning.

GitHub reads more in a text than its Markdown: after that is HTML it makes links of what looks like a mention, an issue
or a commit, where a backslash or a character reference is gone already. So an invisible character is put there
(U+200B), as bots that quote strangers' words do.
"""

from __future__ import annotations

import re

from .report import printable

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~!&$@]")
# The colon of an address or of an emoji's name; www.; an issue as GH-1; what may be a commit's id, of 7 digits or more.
_LINKED = re.compile(r":(?=\S)|www(?=\.)|\bgh(?=-[0-9])|(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE)
_JOINERS = "\u200c\u200d"  # Persian and Indic words need them
GAP = "\u200b"

MOST = 120
"""How many characters of a text are shown, where nothing else is said."""


def words(text: str, most: int = MOST) -> str:
    """Text within a line, or in a cell of a table: at most `most` characters of it, none of which has a meaning.

    CommonMark 0.31, section 2.4: a backslash before ASCII punctuation makes it a plain character. Not for the beginning
    of a line.
    """
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1].rstrip() + "…"
    shown = "".join(c if c in _JOINERS else printable(c) for c in line)
    apart = _LINKED.sub(lambda match: re.sub("(?s).{1,6}", rf"\g<0>{GAP}", match[0]), shown)
    return _MARKDOWN.sub(_plain, apart)


def _plain(match: re.Match) -> str:
    character = match[0]
    return f"\\{character}{GAP if character in '@#$' else ''}"


def code(text: str, most: int = MOST) -> str:
    """An id or an address of the site as code; what cannot be that, as words."""
    return f"`{text}`" if len(text) <= most and _CODE.fullmatch(text) else words(text, most)


_CODE = re.compile(r"[\w./~:#\[\]-]+")
