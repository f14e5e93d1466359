"""The guarded fetch against a server that misbehaves in every way: each ends soon, with an error of the right kind."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import threading
import zlib

import pytest
from misbehaving_server import answer, certificate, drip, raw, redirect, reset, server, server_context, silence

from mkdocs_briefings import guarded_fetch
from mkdocs_briefings.guarded_fetch import FetchError, Limits, fetch

NAME = "test/1"
SOON = Limits(seconds=10, body_bytes=64 * 1024)


@pytest.fixture(scope="module")
def web():
    with server() as running:
        yield running


def get(url: str, limits: Limits = SOON, **more):
    return fetch(url, user_agent=NAME, limits=limits, allow_private=True, **more)


def refused(url: str, limits: Limits = SOON, **more) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, limits, **more)
    assert str(caught.value).isascii()
    return caught.value


def test_an_answer_has_all_that_was_said(web):
    web.paths["/fine?x=1"] = answer(body=b"Good day", ETag='"1"', X_Twice="one")
    response = get(web.url("/fine?x=1#part"))
    assert (response.url, response.status, response.body) == (web.url("/fine?x=1"), 200, b"Good day")
    assert (response.headers["etag"], response.headers["content-type"], response.hops) == ('"1"', "text/html", ())
    request = web.requests[-1]
    assert (request.method, request.headers["host"]) == ("GET", f"127.0.0.1:{web.port}")
    assert (request.headers["user-agent"], request.headers["accept-encoding"]) == (NAME, "identity")


def test_the_first_of_equal_header_fields_counts(web):
    web.paths["/twice"] = raw(b"HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\nContent-Length: 0\r\n\r\n")
    assert get(web.url("/twice")).headers["a"] == "1"


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "500 Oh", "503 Later", "304 Same"])
def test_any_status_is_an_answer(web, status):
    web.paths["/status"] = answer(status, b"")
    assert get(web.url("/status")).status == int(status[:3])


SLOW = {
    "silence": silence,
    "head that drips": drip(b"X", 0.05, b"HTTP/1.1 200 OK\r\nX-Long: "),
    "header fields that drip": drip(b"X: y\r\n", 0.05, b"HTTP/1.1 200 OK\r\n"),
    "body that drips": drip(b"x", 0.05, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
    "body without end that drips": drip(b"x", 0.05, b"HTTP/1.1 200 OK\r\n\r\n"),
    "chunks that drip": drip(b"1\r\nx\r\n", 0.05, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "continue for ever": drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
    "status line that drips": drip(b"H", 0.05),
}
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
LARGE = {
    "endless body": drip(b"x" * 8192, 0, b"HTTP/1.1 200 OK\r\n\r\n"),
    "endless chunks": drip(b"400\r\n" + b"x" * 1024 + b"\r\n", 0, CHUNKED),
    "a body too long": answer(body=b"x" * 70_000),
    "a giant header field": raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"),
    "many header fields": raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
    "continue without pause": drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0),
    "a giant chunk length": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 100_000 + b"\r\n"),
    "gzip bomb": answer(body=gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"),
    "deflate bomb": answer(body=zlib.compress(b"\0" * 20_000_000), Content_Encoding="deflate"),
}  # fmt: skip
MALFORMED = {
    "no status line": raw(b"Hello!\r\n\r\n"),
    "a status that is no number": raw(b"HTTP/1.1 twohundred OK\r\n\r\n"),
    "a status out of range": raw(b"HTTP/1.1 99999 OK\r\n\r\n"),
    "another protocol": raw(b"SSH-2.0-OpenSSH_9\r\n"),
    "an unknown version": raw(b"HTTP/9.9 200 OK\r\n\r\n"),
    "NUL bytes": raw(b"\0" * 100),
    "chunks that are none": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nx\r\n"),
    "not gzip": answer(body=b"plain", Content_Encoding="gzip"),
    "a redirect to nowhere": answer("302 Found", b""),
    "a redirect to a broken address": redirect("http://[::1"),
}
UNREACHABLE = {"reset": reset, "closed at once": raw()}
ADDRESS = {
    f"redirect to {location}": redirect(location)
    for location in ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/", "data:text/html,x",
                     "http://127.0.0.1:22/", "https://user:pass@example.org/"]
}  # fmt: skip
WAYS = [
    *(("slow", name, handler) for name, handler in SLOW.items()),
    *(("too-large", name, handler) for name, handler in LARGE.items()),
    *(("malformed", name, handler) for name, handler in MALFORMED.items()),
    *(("unreachable", name, handler) for name, handler in UNREACHABLE.items()),
    *(("address", name, handler) for name, handler in ADDRESS.items()),
]


@pytest.mark.parametrize(("kind", "name", "handler"), WAYS, ids=[name for _, name, _ in WAYS])
def test_a_server_that_misbehaves(web, kind, name, handler):
    web.paths["/bad"] = handler
    assert refused(web.url("/bad"), Limits(seconds=0.2 if kind == "slow" else 10, body_bytes=64 * 1024)).kind == kind


def test_nothing_listens_there():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/").kind == "unreachable"


def test_a_longer_body_is_cut_where_that_is_wanted(web):
    web.paths["/endless"] = drip(b"x" * 1000, 0, b"HTTP/1.1 200 OK\r\n\r\n")
    assert get(web.url("/endless"), Limits(body_bytes=1500, whole=False)).body == b"x" * 1500
    assert get(web.url("/endless"), Limits(body_bytes=0, whole=False)).body == b""


def test_a_body_of_just_the_limit_is_whole(web):
    web.paths["/just"] = answer(body=b"x" * 1000)
    assert get(web.url("/just"), Limits(body_bytes=1000)).body == b"x" * 1000
    assert refused(web.url("/just"), Limits(body_bytes=999)).kind == "too-large"


@pytest.mark.parametrize("packed", [(gzip.compress, "gzip"), (zlib.compress, "deflate")])
def test_a_packed_body_is_unpacked(web, packed):
    pack, name = packed
    web.paths["/packed"] = answer(body=pack("été ".encode() * 100), Content_Encoding=name)
    assert get(web.url("/packed")).body.decode() == "été " * 100


# redirects


def test_redirects_are_followed_and_told(web):
    web.paths["/a"] = redirect("/b/../b", "301 Moved Permanently")
    web.paths["/b"] = redirect("c?d=é", "307 Temporary Redirect")  # header bytes are UTF-8 here
    web.paths["/c?d=%C3%A9"] = answer()
    response = get(web.url("/a"))
    assert [(hop.url, hop.status) for hop in response.hops] == [(web.url("/a"), 301), (web.url("/b"), 307)]
    assert (response.url, response.status) == (web.url("/c?d=%C3%A9"), 200)


def test_redirects_that_do_not_end(web):
    web.paths["/round"] = redirect("/round2")
    web.paths["/round2"] = redirect("/round#again")
    error = refused(web.url("/round"))
    assert (error.kind, len(error.hops)) == ("loop", 2)
    for number in range(10):
        web.paths[f"/long{number}"] = redirect(f"/long{number + 1}")
    error = refused(web.url("/long0"))
    assert (error.kind, len(error.hops)) == ("loop", 6)
    web.paths["/long5"] = answer()
    assert len(get(web.url("/long0")).hops) == 5


# who may be asked


def test_private_hosts_are_not_asked(web):
    before = len(web.requests)
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"):
        with pytest.raises(FetchError) as caught:
            fetch(web.url("/fine", host), user_agent=NAME)
        assert caught.value.kind == "private"
    assert len(web.requests) == before


def test_a_redirect_to_a_private_host_is_not_followed(web, monkeypatch):
    monkeypatch.setattr(guarded_fetch, "is_public", lambda address: address == "127.0.0.1")
    web.paths["/away"] = redirect(web.url("/secret", "127.0.0.2"))
    with pytest.raises(FetchError) as caught:
        fetch(web.url("/away"), user_agent=NAME)
    assert caught.value.kind == "private"
    assert [hop.status for hop in caught.value.hops] == [302]
    assert web.asked("/secret") == []


def _resolver(monkeypatch, *answers: list[str]):
    """Has names resolved to the lists of addresses given, one list a time; gives the names that were asked for."""
    asked, left = [], list(answers)

    def getaddrinfo(host, port, **given):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)]

    monkeypatch.setattr(guarded_fetch.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_is_resolved_once_and_the_connection_goes_where_was_checked(web, monkeypatch):
    monkeypatch.setattr(guarded_fetch, "is_public", lambda address: address == "127.0.0.3")
    asked = _resolver(monkeypatch, ["127.0.0.3"], ["127.0.0.1"])
    web.paths["/rebound"] = answer()
    url = f"http://rebinding.example:{web.port}/rebound"
    assert fetch(url, user_agent=NAME).status == 200
    assert asked == ["rebinding.example"]
    assert web.requests[-1].headers["host"] == f"rebinding.example:{web.port}"
    with pytest.raises(FetchError, match="public internet"):  # the second answer is checked as the first was
        fetch(url, user_agent=NAME)


def test_one_private_address_among_public_ones_is_one_too_many(monkeypatch):
    _resolver(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FetchError, match="public internet"):
        fetch("http://mixed.example/", user_agent=NAME)


def test_a_second_address_is_tried_when_the_first_takes_no_connection(web, monkeypatch):
    web.paths["/second"] = answer()
    addresses = [("127.0.0.1", 1), ("127.0.0.1", web.port)]
    monkeypatch.setattr(
        guarded_fetch.socket,
        "getaddrinfo",
        lambda host, port, **given: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", one) for one in addresses],
    )
    assert get("http://two.example/second").status == 200


@pytest.mark.parametrize(
    ("error", "kind"),
    [(socket.gaierror(socket.EAI_NONAME, "?"), "dns"), (socket.gaierror(socket.EAI_AGAIN, "?"), "unreachable")],
)
def test_a_host_that_does_not_exist_and_a_name_server_that_is_silent(monkeypatch, error, kind):
    def getaddrinfo(*given, **more):
        raise error

    monkeypatch.setattr(guarded_fetch.socket, "getaddrinfo", getaddrinfo)
    assert refused("http://nowhere.example/").kind == kind


def test_each_request_waits_for_its_turn(web):
    turns = []

    class Turn:
        def __init__(self, host):
            turns.append(host)

        def __enter__(self):
            turns.append("in")

        def __exit__(self, *error):
            turns.append("out")

    web.paths["/here"] = redirect(web.url("/there", "localhost"))
    web.paths["/there"] = answer()
    get(web.url("/here"), turn=Turn)
    assert turns == ["127.0.0.1", "in", "out", "localhost", "in", "out"]


# TLS


needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates")


@needs_openssl
def test_tls(tmp_path, monkeypatch):
    cert, key = certificate(tmp_path, "tls.example")
    monkeypatch.setattr(
        guarded_fetch.socket, "getaddrinfo",
        lambda host, port, **given: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )  # fmt: skip
    with server(server_context(cert, key)) as secure:
        secure.paths["/"] = answer()
        url = secure.url("/", "tls.example")
        trusting = ssl.create_default_context(cafile=str(cert))
        assert get(url, Limits(seconds=10), context=trusting).status == 200  # the name in TLS is the address's
        assert refused(url, Limits(seconds=10)).kind == "tls"  # self-signed
        other = refused(secure.url("/", "other.example"), Limits(seconds=10), context=trusting)
        assert (other.kind, "other.example" in str(other)) == ("tls", True)


def test_tls_with_a_server_that_speaks_none():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer_plainly() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.recv(4096)

        threading.Thread(target=answer_plainly, daemon=True).start()
        assert refused(f"https://127.0.0.1:{listening.getsockname()[1]}/", Limits(seconds=10)).kind == "tls"


def test_tls_that_never_comes():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert refused(f"https://127.0.0.1:{listening.getsockname()[1]}/", Limits(seconds=0.2)).kind == "slow"
