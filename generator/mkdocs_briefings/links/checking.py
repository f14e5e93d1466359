"""Looking at addresses: one host after the other waits its turn, several hosts are asked at once.

The network's edge of this package. What is asked: HEAD, and GET for the first bytes where HEAD is no proof; with the
validators of the last answer, where it had any. robots.txt is not asked for: it is written for programs that find their
way by themselves (RFC 9309), and each of these addresses was chosen by a person and is asked about once in weeks. A
server that wants none of this says so with a status, or by our name, and is heard.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ..guarded_fetch import Limits, fetch
from ..web_address import asked_host, host_of
from ..web_answer import FetchError, Response
from .politeness import Schedule, retry_after
from .states import (
    FAILING,
    GONE,
    LARGE,
    MALFORMED,
    REFUSED,
    SLOW,
    UNREACHABLE,
    Finding,
    LinkState,
    of_answer,
    of_error,
)

_FIRST_BYTES = {"Range": "bytes=0-1023"}
_UNSURE = frozenset([GONE, REFUSED, FAILING, MALFORMED, SLOW, UNREACHABLE, LARGE])
"""What HEAD alone does not prove: many servers answer it wrongly, or not at all."""

_CLEAR = frozenset([401, 451])
"""Refusals that a GET would only repeat."""


class Postponed(Exception):
    """A host wants to be left alone for longer than a run lasts."""


class Stopped(Exception):
    """The run ends."""


class Turns:
    """Lets one request at a time through to a host, each after the pause that is due."""

    def __init__(self, schedule: Schedule, stop: threading.Event) -> None:
        self.schedule, self.stop = schedule, stop
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._new = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """A host's turn. Raises Postponed or Stopped instead of waiting for too long."""
        with self._new:
            lock = self._locks[host]
        with lock:
            now = time.monotonic()
            if self.schedule.gives_up(host, now):
                raise Postponed
            if self.stop.wait(self.schedule.wait(host, now)):
                raise Stopped
            try:
                yield
            finally:
                self.schedule.asked(host, time.monotonic())

    def refused(self, answer: Response) -> None:
        """Note that a host asked for peace."""
        seconds = retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
        self.schedule.refused(host_of(answer.url), time.monotonic(), seconds)


@dataclass(frozen=True, slots=True)
class Asker:
    """How addresses are asked: as whom, within which limits, in whose turn."""

    turns: Turns
    user_agent: str
    limits: Limits
    allow_private: bool = False

    def look(self, address: str, known: LinkState | None) -> Finding | None:
        """One look at an address; None where its host is left to the next run. Raises Stopped."""
        conditional = known.validators if known else {}
        try:
            finding = self._ask("HEAD", address, conditional)
            if finding.state in _UNSURE and finding.status not in _CLEAR:
                finding = self._ask("GET", address, conditional | _FIRST_BYTES)
        except Postponed:
            return None
        return finding

    def get(self, address: str, body_bytes: int) -> bytes:
        """The body of an address that answers with 200. Raises FetchError, Postponed, Stopped."""
        limits = Limits(seconds=self.limits.seconds, body_bytes=body_bytes)
        answer = self._fetch("GET", address, {}, limits)
        if answer.status in (429, 503):
            self.turns.refused(answer)
        if answer.status != 200:
            raise FetchError("malformed", f"it answers with the status {answer.status}")
        return answer.body

    def _ask(self, method: str, address: str, headers: dict[str, str]) -> Finding:
        for attempt in (1, 2):
            try:
                answer = self._fetch(method, address, headers, self.limits)
            except FetchError as error:
                return of_error(error)
            except Postponed:
                if attempt == 1:
                    raise
                break  # it was asked, and wants peace for longer than we wait
            if answer.status not in (429, 503):
                break
            self.turns.refused(answer)
        return of_answer(address, answer)

    def _fetch(self, method: str, address: str, headers: dict[str, str], limits: Limits) -> Response:
        return fetch(
            address,
            user_agent=self.user_agent,
            method=method,
            headers=headers,
            limits=limits,
            allow_private=self.allow_private,
            turn=self.turns.turn,
        )


Task = tuple[str, LinkState | None]
"""An address and what is known of it."""


class Looks:
    """Looks at addresses, at most `hosts` hosts at once; iterating gives each finding as it comes, None if postponed.

    Hosts with most addresses come first, since they take longest. Once `stop` is set no more addresses are asked. The
    threads are daemons: a run that is interrupted need not wait for the slowest host.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        look: Callable[[str, LinkState | None], Finding | None],
        hosts: int,
        stop: threading.Event,
    ) -> None:
        self.left, self.look, self.stop = len(tasks), look, stop
        by_host: dict[str, list[Task]] = defaultdict(list)
        for address, known in tasks:
            by_host[asked_host(address)].append((address, known))
        self.waiting: queue.SimpleQueue[list[Task]] = queue.SimpleQueue()
        for host in sorted(by_host, key=lambda host: (-len(by_host[host]), host)):
            self.waiting.put(by_host[host])
        self.found: queue.SimpleQueue = queue.SimpleQueue()
        for _ in range(min(hosts, len(by_host))):
            threading.Thread(target=self._work, daemon=True).start()

    def __iter__(self) -> Iterator[tuple[str, Finding | None]]:
        """Every finding, as it comes. Raises Stopped after an interruption, when those before it have been given."""
        while self.left:
            self.left -= 1
            result = self.found.get()
            if isinstance(result, BaseException):
                raise result
            yield result

    def interrupt(self) -> None:
        """End it. May be called by a signal's handler: a SimpleQueue can be put to at any moment."""
        self.stop.set()
        self.found.put(Stopped())

    def _work(self) -> None:
        try:
            while True:
                for address, known in self.waiting.get_nowait():
                    if self.stop.is_set():
                        return
                    self.found.put((address, self.look(address, known)))
        except (queue.Empty, Stopped):
            return
        except BaseException as error:  # a fault of ours: the main thread has to know, or it would wait for ever
            self.found.put(error)
