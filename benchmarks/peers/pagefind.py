"""Pagefind, which gives the peers their search."""

from __future__ import annotations

from pathlib import Path

from .base import install_python


class Pagefind:
    """Pagefind's command over a site that another program has built."""

    package = "pagefind[bin]==1.5.2"

    def __init__(self, cache: Path) -> None:
        self.home = cache / "pagefind"

    def install(self) -> None:
        """From PyPI. Raises CannotInstallError."""
        self.python = install_python(self.home, self.package)

    def command(self, output: Path) -> list[str]:
        """What indexes a built site."""
        return [str(self.python), "-m", "pagefind", "--silent", "--site", str(output)]
