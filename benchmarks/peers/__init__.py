"""The programs that this one is compared with, each in a module of its own."""

from __future__ import annotations

from pathlib import Path

from .base import CannotInstallError, Peer
from .eleventy import Eleventy
from .hugo import FullHugo, Hugo
from .material import Material
from .pagefind import Pagefind
from .pelican import Pelican

PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Hugo, FullHugo, Eleventy, Pelican, Material)}

CACHE = Path(__file__).parents[1] / ".peers"
"""Where they are installed; may be deleted at any time."""

__all__ = ["CACHE", "PEERS", "CannotInstallError", "Pagefind", "Peer"]
