"""A web server on the loopback that does whatever a test wants, well or badly: tests give it a function for each path.

It listens on all of 127.0.0.0/8 (and so under several names), keeps what it was asked, and answers on raw sockets.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Request:
    """What was asked: the moment, method, path, header fields by lower-case name."""

    moment: float
    method: str
    path: str
    headers: dict[str, str]


Handler = Callable[[socket.socket, Request], None]


def answer(status: str = "200 OK", body: bytes = b"Hello", **headers: str) -> Handler:
    """An ordinary answer; `_` in the names of headers stands for `-`."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}

    def handle(connection: socket.socket, request: Request) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        head = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("utf-8", "surrogateescape")
        connection.sendall(head + (b"" if request.method == "HEAD" else body))

    return handle


def redirect(location: str, status: str = "302 Found") -> Handler:
    """A redirect."""
    return answer(status, b"", Location=location)


def raw(*parts: bytes) -> Handler:
    """These bytes, whatever was asked."""

    def handle(connection: socket.socket, request: Request) -> None:
        for part in parts:
            connection.sendall(part)

    return handle


def drip(data: bytes, seconds: float, before: bytes = b"") -> Handler:
    """Some bytes now and then, without an end."""

    def handle(connection: socket.socket, request: Request) -> None:
        connection.sendall(before)
        while True:
            connection.sendall(data)
            time.sleep(seconds)

    return handle


def silence(connection: socket.socket, request: Request) -> None:
    """Takes the request and says nothing until the other side goes."""
    connection.settimeout(10)
    with contextlib.suppress(OSError):
        connection.recv(1)


def reset(connection: socket.socket, request: Request) -> None:
    """Breaks the connection off (RST instead of FIN: `SO_LINGER` of 0 seconds)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def by_method(head: Handler, get: Handler) -> Handler:
    """One thing for HEAD, another for GET."""
    return lambda connection, request: (head if request.method == "HEAD" else get)(connection, request)


def in_turn(*handlers: Handler) -> Handler:
    """The first for the first request, and so on; the last for all that follow."""
    left = list(handlers)
    return lambda connection, request: (left.pop(0) if len(left) > 1 else left[0])(connection, request)


@dataclass
class Server:
    """A running server: `paths` may be added to at any time; what is not in it is 404."""

    paths: dict[str, Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[str]:
        """The methods that a path was asked with, in order."""
        return [request.method for request in self.requests if request.path == path]

    def serve(self, connection: socket.socket, context: ssl.SSLContext | None) -> None:
        """Answer one request."""
        with contextlib.suppress(OSError), connection:
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                request = _read(connection)
                self.requests.append(request)
                self.paths.get(request.path, answer("404 Not Found", b"Not here"))(connection, request)


def _read(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        got = connection.recv(65536)
        if not got:
            raise OSError("the client went away")
        data += got
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(time.monotonic(), method, path, headers)


@contextlib.contextmanager
def server(context: ssl.SSLContext | None = None):
    """A server, running until the block ends."""
    listening = socket.create_server(("", 0), backlog=50)
    running = Server(port=listening.getsockname()[1], scheme="https" if context else "http")

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=running.serve, args=(connection, context), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def certificate(folder: Path, name: str, days: int = 2) -> tuple[Path, Path]:
    """A self-signed certificate for a host's name and its key, made by openssl."""
    cert, key = folder / f"{name}.crt", folder / f"{name}.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", str(days), "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


def server_context(cert: Path, key: Path) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context
