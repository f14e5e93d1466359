"""How an address fares: what one look at it found, and what that makes of what was known before.

Pure: answers and days in, states out. No look decides alone that an address is dead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from ..web_answer import PERMANENT, FetchError, Hop, Response

OK, MOVED, GONE, DEAD = "ok", "moved", "gone", "dead"
FRONT_PAGE, REFUSED, BUSY, FAILING = "front-page", "refused", "busy", "failing"
SLOW, UNREACHABLE, TLS, DNS = "slow", "unreachable", "tls", "dns"
MALFORMED, LARGE, LOOP, TYPE, UNSAFE = "malformed", "too-large", "loop", "wrong-type", "unsafe"

STATES: dict[str, str] = {
    OK: "it is there",
    MOVED: "it has moved for good",
    GONE: "it is gone (404 or 410); one more look on another day will tell",
    DEAD: "it is gone for good",
    FRONT_PAGE: "it leads to the front page only",
    REFUSED: "its server refuses programs (as 401, 403 or 451): a person has to look",
    BUSY: "its server asks to come back later (429 or 503)",
    FAILING: "its server fails (5xx)",
    SLOW: "it does not answer in time",
    UNREACHABLE: "no connection can be made",
    TLS: "no secure connection can be made",
    DNS: "its host does not exist",
    MALFORMED: "its answer is no HTTP",
    LARGE: "its answer is too large",
    LOOP: "its redirects do not end",
    TYPE: "it is no document for readers any more",
    UNSAFE: "it leads to where we do not follow",
}
"""Every state an address can be in, in words that follow "the address: "."""

SETTLED = frozenset([OK, MOVED, DEAD, FRONT_PAGE, REFUSED, TYPE, UNSAFE])
"""States that another look tomorrow would hardly change."""

ALIVE = frozenset([OK, MOVED, FRONT_PAGE, TYPE])
"""Findings that a page that was gone is there again."""

HOST_LOST_DAYS = 14
"""A host that does not exist is dead when it still does not after so many days: names lapse and are renewed."""

_KINDS = {
    "address": UNSAFE,
    "private": UNSAFE,
    "dns": DNS,
    "tls": TLS,
    "slow": SLOW,
    "unreachable": UNREACHABLE,
    "malformed": MALFORMED,
    "too-large": LARGE,
    "loop": LOOP,
}
_DOCUMENTS = re.compile(
    r"(?:text|image|audio|video)/.+|application/(?:pdf|json|xml|rtf|epub\+zip|zip|msword|ogg|.+\+(?:xml|json)"
    r"|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument|ms-)\S+)"
)
_PAPER = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".epub")
_KEEPABLE = re.compile(r"[ -~]{1,200}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found: a state (never `dead`), the HTTP status (0: no answer), where it has moved to.

    `detail` is what went wrong, in our own words; `etag` and `modified` are the answer's validators.
    """

    state: str
    status: int = 0
    to: str = ""
    detail: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of an address: its state `since` a day, and the day it was last `checked`.

    `copy` is the address of an archived copy that was found, `asked` the day an archive was last asked for one.
    """

    state: str
    since: date
    checked: date
    status: int = 0
    to: str = ""
    detail: str = ""
    etag: str = ""
    modified: str = ""
    copy: str = ""
    asked: date | None = None

    @property
    def validators(self) -> dict[str, str]:
        """The header fields of a conditional request (RFC 9110, section 13.1)."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


def of_answer(address: str, answer: Response) -> Finding:
    """What an answer says of an address, which is given as it was asked first."""
    status = answer.status
    if status in (404, 410):
        return Finding(GONE, status)
    if status in (429, 503):
        return Finding(BUSY, status)
    if status >= 500:
        return Finding(FAILING, status)
    if status >= 400 and status != 416:  # 416: it is there, and has no first bytes (RFC 9110, section 15.5.17)
        return Finding(REFUSED, status)
    if not 200 <= status < 300 and status not in (304, 416):
        return Finding(MALFORMED, status)
    validators = {
        "etag": _kept(answer.headers.get("etag", "")),
        "modified": _kept(answer.headers.get("last-modified", "")),
    }
    if answer.hops and _is_front(answer.url) and not _is_front(address):
        return Finding(FRONT_PAGE, status)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if status != 304 and kind and not _fits(address, kind):
        return Finding(TYPE, status, **validators)
    to = moved_to(answer.hops, answer.url)
    return Finding(MOVED if to else OK, status, to, **validators)


def of_error(error: FetchError) -> Finding:
    """What it says of an address that there was no answer."""
    return Finding(_KINDS[error.kind], detail=_kept(str(error)))


def moved_to(hops: tuple[Hop, ...], end: str) -> str:
    """Where permanent redirects, followed from the first on, lead to; "" where it is no better address.

    A way from https back to http is none.
    """
    here = ""
    ends = [*(hop.url for hop in hops), end][1:]
    for hop, there in zip(hops, ends, strict=True):
        if hop.status not in PERMANENT:
            break
        here = there
    secure = bool(hops) and hops[0].url.startswith("https:")
    return "" if secure and not here.startswith("https:") else here


def after(known: LinkState | None, finding: Finding, today: date) -> LinkState:
    """What is known of an address after a look at it today.

    Gone on two different days is dead, and so is a host that is still unknown after `HOST_LOST_DAYS`. What was gone or
    dead is so until it is seen again: a server that is slow today takes nothing back.
    """
    new = LinkState(
        finding.state, today, today, finding.status, finding.to, finding.detail, finding.etag, finding.modified
    )
    if known is None:
        return new
    new = replace(new, copy=known.copy, asked=known.asked)
    if finding.status == 304:  # nothing new, not even of what was odd about it; validators need not be repeated
        state = TYPE if known.state == TYPE else finding.state
        etag, modified = finding.etag or known.etag, finding.modified or known.modified
        new = replace(new, state=state, status=known.status, etag=etag, modified=modified)
    if known.state == DEAD and finding.state not in ALIVE:
        return replace(known, checked=today)
    if known.state == GONE and finding.state == GONE:
        new = replace(new, state=DEAD if today > known.since else GONE)
        return new if new.state == DEAD else replace(new, since=known.since)
    if known.state == GONE and finding.state not in ALIVE:
        return replace(known, checked=today)
    if known.state == DNS == finding.state and today - known.since >= timedelta(days=HOST_LOST_DAYS):
        return replace(new, state=DEAD)
    return replace(new, since=known.since) if known.state == new.state else new


def is_due(known: LinkState | None, today: date, older_than: int) -> bool:
    """Whether an address should be looked at today, if settled ones are after `older_than` days.

    An unsettled one is looked at on another day, and ever more rarely while it stays as it is.
    """
    if known is None:
        return True
    days = (today - known.checked).days
    if known.state in SETTLED:
        return days >= older_than
    return days >= min(older_than, max(1, (known.checked - known.since).days))


def _fits(address: str, kind: str) -> bool:
    """Whether a reader could read it; a paper that has become a web page is most often a page that says it is gone."""
    if kind.startswith("text/html") and urlsplit(address).path.lower().endswith(_PAPER):
        return False
    return bool(_DOCUMENTS.fullmatch(kind)) or urlsplit(address).path.lower().endswith(_PAPER)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _kept(value: str) -> str:
    """A text that may go into the record and, if it is a validator, back to the server; else ""."""
    return value if _KEEPABLE.fullmatch(value) else ""
