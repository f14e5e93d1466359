"""What comes with the package beside its modules."""

from __future__ import annotations

from pathlib import Path


def packaged_templates() -> Path:
    """The folder of the templates that come with the package: beside the sources in a clone, within it in a wheel."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"
