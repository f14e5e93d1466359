"""Fetching from addresses that strangers wrote: public hosts only, with limits on time, size and redirects.

Built on `http.client`, which follows no redirect, obeys no proxy, keeps no cookie and unpacks nothing unasked, so that
everything that happens here is written here. A host's name is resolved once for each request, every address it has is
checked, and the connection goes to an address that was checked: a name server that answers otherwise the second time
(DNS rebinding) gains nothing. `Host` and the name in TLS stay those of the address.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urljoin, urlsplit

from .web_address import host_of, is_public, uri_of
from .web_answer import REDIRECTS, FetchError, Hop, Response

_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: `seconds` from looking up the host to the last byte, and bytes of head and body.

    `whole` says that a longer body is an error; else it is cut. `redirects` are followed one after the other, each of
    them a request of its own.
    """

    seconds: float = 20.0
    head_bytes: int = 64 * 1024
    body_bytes: int = 4 * 1024 * 1024
    whole: bool = True
    redirects: int = 5


Turn = Callable[[str], AbstractContextManager]
"""Called with a host's name around each request to it: waits until one may be made."""


def fetch(
    address: str,
    *,
    user_agent: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    allow_private: bool = False,
    context: ssl.SSLContext | None = None,
    turn: Turn | None = None,
) -> Response:
    """Ask an address and follow its redirects, each checked as the first was. Raises FetchError.

    `allow_private` lets hosts through that are not on the public internet; `context` replaces the system's trusted
    certificates. Statuses of 400 and more are answers, not errors.
    """
    limits = limits or Limits()
    hops: list[Hop] = []
    try:
        uri = _checked(address)
        seen = {uri}
        while True:
            with turn(host_of(uri)) if turn else nullcontext():
                given = {"User-Agent": user_agent, "Accept": "*/*", **(headers or {})}
                response = _exchange(uri, method, given, limits, allow_private, context)
            if response.status not in REDIRECTS:
                return replace(response, hops=tuple(hops))
            hops.append(Hop(uri, response.status))
            uri = _target(uri, response.headers.get("location", ""))
            if uri in seen:
                raise FetchError("loop", "its redirects go round in a circle")
            if len(hops) > limits.redirects:
                raise FetchError("loop", f"it redirects more than {limits.redirects} times")
            seen.add(uri)
    except FetchError as error:
        error.hops = tuple(hops)
        raise


def _target(uri: str, location: str) -> str:
    """Where a redirect leads. Header bytes come as Latin-1; what servers mean by them is UTF-8."""
    if not location.strip():
        raise FetchError("malformed", "it redirects without saying where to")
    try:
        target = urljoin(uri, location.strip().encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise FetchError("malformed", "it redirects to what is no address") from None
    return _checked(target, "where it redirects to is refused: ")


def _checked(address: str, before: str = "") -> str:
    try:
        return uri_of(address)
    except ValueError as error:
        raise FetchError("address", f"{before}{error}") from None


def _exchange(
    uri: str,
    method: str,
    headers: Mapping[str, str],
    limits: Limits,
    allow_private: bool,
    context: ssl.SSLContext | None,
) -> Response:
    """One request and its answer."""
    deadline = time.monotonic() + limits.seconds
    parts = urlsplit(uri)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    places = _resolve(parts.hostname, port, allow_private)
    try:
        with _connect(places, deadline) as plain:
            sock = plain
            if secure:
                plain.settimeout(_left(deadline))
                sock = (context or _trusted()).wrap_socket(plain, server_hostname=parts.hostname)
            with sock:
                connection = http.client.HTTPConnection(parts.hostname, port)
                connection.default_port = 443 if secure else 80  # or `Host` would name the usual port
                connection.sock = _Line(sock, deadline, limits.head_bytes + limits.body_bytes)
                connection.request(method, target, headers=dict(headers))
                return _read(uri, connection.getresponse(), limits)
    except TimeoutError:
        raise FetchError("slow", f"it does not answer within {limits.seconds:g} seconds") from None
    except ssl.SSLCertVerificationError as error:
        raise FetchError("tls", f"its certificate is not to be trusted: {error.verify_message}") from None
    except ssl.SSLError:
        raise FetchError("tls", "no secure connection can be made") from None
    except http.client.LineTooLong:
        raise FetchError("too-large", "the head of its answer is too large") from None
    except (http.client.RemoteDisconnected, OSError):
        raise FetchError("unreachable", "the connection cannot be made or breaks off") from None
    except (http.client.HTTPException, ValueError) as error:
        if type(error) is http.client.HTTPException:  # it takes a hundred headers, and has no class for more
            raise FetchError("too-large", "the head of its answer is too large") from None
        raise FetchError("malformed", "its answer is no HTTP") from None


def _resolve(host: str, port: int, allow_private: bool) -> list[tuple]:
    """The places a host is at, all of them checked, as (family, socket address)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise FetchError("unreachable", "the name server does not answer") from None
        raise FetchError("dns", "there is no such host") from None
    except UnicodeError:
        raise FetchError("dns", "there is no such host") from None
    places = [(family, address) for family, _, _, _, address in found if family in (socket.AF_INET, socket.AF_INET6)]
    if not places:
        raise FetchError("dns", "there is no such host")
    if not allow_private and not all(is_public(address[0]) for _, address in places):
        raise FetchError("private", "its host is not on the public internet")
    return places


def _connect(places: list[tuple], deadline: float) -> socket.socket:
    """A connection to the first of some places that takes one."""
    last: OSError = OSError("nowhere to connect to")
    tried = places[:_ADDRESSES_TRIED]
    for number, (family, address) in enumerate(tried):
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            # A share of the time each: a host whose first address swallows everything may have a second that answers.
            sock.settimeout(_left(deadline) / (len(tried) - number))
            sock.connect(address)
            return sock
        except OSError as error:
            sock.close()
            last = error
        except BaseException:
            sock.close()
            raise
    raise last


def _read(uri: str, answer: http.client.HTTPResponse, limits: Limits) -> Response:
    headers: dict[str, str] = {}
    for name, value in answer.getheaders():
        headers.setdefault(name.lower(), value)
    wanted = 0 if answer.status in REDIRECTS else limits.body_bytes
    body = answer.read(wanted + 1) if wanted else b""
    packed = headers.get("content-encoding", "").strip().lower()
    if body and packed in ("gzip", "x-gzip", "deflate"):
        body = _unpacked(body, wanted)
    if len(body) > wanted and limits.whole:
        raise FetchError("too-large", f"it has more than {wanted // 1024} KiB")
    return Response(uri, answer.status, headers, body[:wanted])


def _unpacked(body: bytes, limit: int) -> bytes:
    """What a packed body holds, a byte more than the limit at most: a small bomb stays small."""
    try:
        return zlib.decompressobj(wbits=47).decompress(body, limit + 1)  # 47: gzip or zlib, whichever it is
    except zlib.error:
        raise FetchError("malformed", "its answer cannot be unpacked") from None


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Line:
    """What `http.client` needs of a socket, with one deadline for everything and a limit on all that comes in.

    A socket's own timeout begins anew with every byte, so a server that sends one now and then would hold us for ever.
    """

    def __init__(self, sock: socket.socket, deadline: float, bytes_left: int) -> None:
        self.sock, self.deadline, self.bytes_left = sock, deadline, bytes_left

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(_left(self.deadline))
        self.sock.sendall(data)

    def receive_into(self, buffer: memoryview) -> int:
        self.sock.settimeout(_left(self.deadline))
        count = self.sock.recv_into(buffer[: self.bytes_left + 1])
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise FetchError("too-large", "its answer is too large")
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Nothing: `http.client` closes before the body is read, and the socket is closed by who made it."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: _Line) -> None:
        self.line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self.line.receive_into(memoryview(buffer))
