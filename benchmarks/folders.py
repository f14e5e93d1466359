"""The folders of a benchmark: a corpus as each program reads it, and the sites built from it."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from dialect import write_site
from edits import Editor
from listings import terms_by_briefing
from measure import timed
from ours import BUILD
from peers import Peer

CONFIG = "mkdocs.yml"
ROOM = 20 * 2**30
"""How many bytes the disk should have free before a step."""

PAUSE_SECONDS = 30


@dataclass
class Workplace:
    """A new folder for one size of corpus; what is in it is made when it is first asked for."""

    size: int
    folder: Path
    say: Callable[[str], None]

    def __post_init__(self) -> None:
        """Nothing is built yet."""
        self.corpus = Corpus(self.size)
        self._built: set[str] = set()
        self._editors: dict[str, Editor] = {}

    @functools.cached_property
    def terms(self) -> dict[str, dict[str, list[str]]]:
        """Which lists each briefing is in."""
        return terms_by_briefing(self.corpus)

    def source(self) -> Path:
        """The corpus as this program reads it, never built in."""
        folder = self.folder / "source"
        if not folder.exists():
            self.say(f"  writing {self.size:,} briefings")
            write_site(folder, self.corpus, search=False)
        return folder

    def fresh(self, name: str, search: bool = False) -> Path:
        """A new folder with a site that has never been built."""
        folder = self.folder / name
        shutil.copytree(self.source(), folder)
        if search:
            config = folder / CONFIG
            config.write_text(config.read_text("utf-8").replace("search: false", "search: true"), encoding="utf-8")
        return folder

    def site(self, search: bool = False) -> Path:
        """A site that has been built once."""
        name = "ours-with-search" if search else "ours"
        if name not in self._built:
            self.discard(name)
            timed(BUILD, self.fresh(name, search))
            self._built.add(name)
        return self.folder / name

    def editor(self, search: bool = False) -> Editor:
        """What changes a site that has been built; always the same one, so that no change is made twice."""
        folder = self.site(search)
        return self._editors.setdefault(folder.name, Editor(self.corpus, folder))

    @property
    def edited(self) -> bool:
        """Whether the site without search is no longer what the corpus gives."""
        return "ours" in self._editors

    def peer_site(self, peer: Peer) -> Path:
        """A peer's folder, written and built once, into `out`."""
        folder = self.folder / peer.name
        if peer.name not in self._built:
            self.discard(peer.name)
            peer.write(folder, self.corpus, self.terms)
            timed(peer.command(folder, folder / "out"), folder, peer.settings(folder))
            self._built.add(peer.name)
        return folder

    def discard(self, *names: str) -> None:
        """Put folders out of the way. They are deleted at the end, or when the disk gets full: file systems are slow
        for a while after it, so that a pause follows.
        """
        trash = self.folder / "trash"
        trash.mkdir(exist_ok=True)
        for name in names:
            self._built.discard(name)
            self._editors.pop(name, None)
            if (self.folder / name).exists():
                (self.folder / name).rename(Path(tempfile.mkdtemp(dir=trash)) / "folder")
        if shutil.disk_usage(trash).free < ROOM and any(trash.iterdir()):
            shutil.rmtree(trash)
            os.sync()
            time.sleep(PAUSE_SECONDS)
