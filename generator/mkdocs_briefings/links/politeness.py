"""When a host may be asked again: one request at a time, a pause between, and whatever it asks for itself.

Pure: moments in and seconds out; waiting is done by who asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_BACKOFF = 10.0
"""Seconds to leave a host alone that asks for peace without saying how long; twice as long each further time."""

PATIENCE = 60.0
"""A host that wants to be left alone for longer than this is left to the next run."""


@dataclass(slots=True)
class Schedule:
    """The moment from which each host may be asked again, in seconds of any clock that never goes back.

    `pause` is what lies between the end of one request and the beginning of the next.
    """

    pause: float
    _free: dict[str, float] = field(default_factory=dict)
    _refusals: dict[str, int] = field(default_factory=dict)

    def wait(self, host: str, now: float) -> float:
        """Seconds until a host may be asked."""
        return max(0.0, self._free.get(host, now) - now)

    def gives_up(self, host: str, now: float) -> bool:
        """Whether a host is to be left to the next run."""
        return self.wait(host, now) > PATIENCE

    def asked(self, host: str, now: float) -> None:
        """Note that a request to a host has ended."""
        self._later(host, now + self.pause)

    def refused(self, host: str, now: float, retry_after: float | None) -> None:
        """Note that a host wants peace, for `retry_after` seconds if it said so."""
        count = self._refusals[host] = self._refusals.get(host, 0) + 1
        own = FIRST_BACKOFF * 2 ** min(count - 1, 10)
        self._later(host, now + (own if retry_after is None else max(retry_after, self.pause)))

    def _later(self, host: str, moment: float) -> None:
        self._free[host] = max(moment, self._free.get(host, moment))


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a `Retry-After` asks for: it is a number or a date (RFC 9110, section 10.2.3); None if neither.

    `now` has a time zone.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
