"""Pelican, from PyPI: lists are tags, whose names carry what they are of; paginated by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import Corpus

from .base import PER_PAGE, Peer, install_python, link, put

THEME = Path(__file__).parent / "themes" / "pelican"

SETTINGS = r"""
SITENAME = "Corpus"
SITEURL = "https://corpus.example.org"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
AUTHOR = "Corpus"
THEME = "theme"
DEFAULT_PAGINATION = {per_page}
PAGINATED_TEMPLATES = {{"tag": None}}
PAGINATION_PATTERNS = (
    (1, "{{base_name}}/", "{{base_name}}/index.html"),
    (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html"),
)
ARTICLE_URL, ARTICLE_SAVE_AS = "briefings/{{slug}}/", "briefings/{{slug}}/index.html"
TAG_URL, TAG_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
SLUG_REGEX_SUBSTITUTIONS = []
ARTICLE_ORDER_BY = "reversed-date"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES = ["index", "tags"]
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
CONTENT_CACHING_LAYER = "generator"
WITH_FUTURE_DATES = True
"""


class Pelican(Peer):
    """Pelican with its cache of read articles."""

    name = "pelican"
    title = "Pelican"
    package = "pelican[markdown]==4.12.0"
    remark = "remembers the articles that it has read; writes every page each time"

    def install(self) -> None:
        """From PyPI. Raises CannotInstallError."""
        self.python = install_python(self.home, self.package)

    def write(self, folder: Path, corpus: Corpus, terms: dict[str, dict[str, list[str]]]) -> None:
        """One file for each briefing, with Pelican's own metadata."""
        shutil.copytree(THEME, folder)
        put(folder / "pelicanconf.py", SETTINGS.format(per_page=PER_PAGE))
        for briefing in corpus:
            tags = [f"{dimension}/{term}" for dimension in self.dimensions for term in terms[briefing.id][dimension]]
            says = [statement.says for section in briefing.sections for statement in section.statements]
            lines = [
                f"Title: {briefing.title}",
                f"Date: {briefing.date}",
                f"Slug: {briefing.id}",
                f"Summary: {briefing.summary}",
                f"Format: {briefing.format}",
                f"Tags: {', '.join(tags)}",
                f"Links: {' '.join(source.url for source in briefing.sources)}",
                f"Says: {' '.join(says)}",
            ]
            put(self.source(folder, briefing.id), "\n".join(lines) + "\n\n" + briefing.body(link))

    def command(self, folder: Path, output: Path) -> list[str]:
        """Quietly, into a folder."""
        return [str(self.python), "-m", "pelican", "--quiet", "content", "-s", "pelicanconf.py", "-o", str(output)]

    def forget(self, folder: Path) -> None:
        """Its cache stands beside the settings."""
        shutil.rmtree(folder / "cache", ignore_errors=True)

    def source(self, folder: Path, briefing_id: str) -> Path:
        """All in one folder."""
        return folder / "content" / f"{briefing_id}.md"
