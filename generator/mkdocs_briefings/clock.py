"""The time, for the adapters alone: everything below them is told what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def default_now() -> datetime:
    """SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)
