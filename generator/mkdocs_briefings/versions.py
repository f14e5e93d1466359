"""What the program is: its version, those of the packages it rests on, and its own sources."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from . import __version__

READING = ("pyyaml", "python-frontmatter", "cmarkgfm", "nh3", "markdown-it-py")
"""The packages that decide what is read from a briefing."""

MAKING = ("mkdocs", "markdown", "jinja2", "markupsafe", "pagefind", "cbor2", "babel", "ebooklib", "lxml")
"""Those that decide what is made of it."""


def program_digest(packages: Iterable[str]) -> str:
    """A text that differs whenever the program may do something else: for what a cache is known by."""
    digest = hashlib.blake2b(digest_size=16)
    lines = [sys.version, __version__, *(f"{name} {_version(name)}" for name in packages)]
    digest.update("\n".join(lines).encode())
    add_folder(digest, Path(__file__).parent)
    return digest.hexdigest()


def add_folder(digest, folder: Path) -> None:
    """Add the names and bytes of all files below a folder to a digest, compiled ones left out."""
    for file in sorted(folder.rglob("*")):
        if file.suffix != ".pyc" and file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\1")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
