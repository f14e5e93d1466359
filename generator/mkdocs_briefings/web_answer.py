"""What a request on the web gives: an answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

REDIRECTS = frozenset([301, 302, 303, 307, 308])
PERMANENT = frozenset([301, 308])
"""Redirects that say the old address is given up (RFC 9110, sections 15.4.2 and 15.4.9)."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect on the way: the address that was asked and the status it answered with."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `url` is the address that gave it, `headers` have lower-case names (of equal ones the first).

    `body` is unpacked where the server packed it with gzip or deflate; `hops` are the redirects that led here.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False, default=b"")
    hops: tuple[Hop, ...] = ()


class FetchError(Exception):
    """No answer. The message is in our own words alone and says nothing that the server wrote.

    `kind`: `address` (no http or https address, a user name, a port of another service), `private`, `dns`, `tls`,
    `slow`, `unreachable`, `malformed`, `too-large`, `loop`. `hops` are the redirects before it.
    """

    def __init__(self, kind: str, message: str, hops: tuple[Hop, ...] = ()) -> None:
        super().__init__(message)
        self.kind, self.hops = kind, hops
