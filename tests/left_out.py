"""Tests that need a program which is not here are left out, by name; nothing is left out unsaid."""

from __future__ import annotations

from collections.abc import Collection

import pytest

_NAMES = pytest.StashKey[list[str]]()


def leave_out(config: pytest.Config, items: list[pytest.Item], missing: Collection[str]) -> None:
    """Take the tests with one of these markers out of `items`, and remember their names."""
    left = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    config.stash[_NAMES] = [item.nodeid for item in left]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def name_left_out(terminalreporter, config: pytest.Config, why: str) -> None:
    """Print the names, under the reason."""
    names = config.stash.get(_NAMES, [])
    if names:
        terminalreporter.section(f"left out: {why}")
        for name in names:
            terminalreporter.line(name)
