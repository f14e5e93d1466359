"""The time, for the adapters alone: everything below them is told what time it is."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment's word for the time that a build is to take for now: https://reproducible-builds.org/specs/."""


def default_now() -> datetime:
    """SOURCE_DATE_EPOCH where it is set, else the clock. Raises ValueError where it is no number of seconds."""
    epoch = os.environ.get(EPOCH, "")
    if not epoch:
        return datetime.now(UTC)
    if not re.fullmatch(r"[0-9]{1,12}", epoch) or int(epoch) > _LAST:
        raise ValueError(f"{EPOCH} is {epoch!r}, and has to be whole seconds since 1970; correct or unset it")
    return datetime.fromtimestamp(int(epoch), UTC)


_LAST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
