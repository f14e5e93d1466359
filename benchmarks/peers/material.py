"""MkDocs with the Material theme, from PyPI. It has no lists of its own: they are written as pages beforehand."""

from __future__ import annotations

import html
from collections import defaultdict
from pathlib import Path

from corpus import Corpus
from records import Briefing

from .base import MARKS, PER_PAGE, Peer, front_matter, install_python, link, names, put

SETTINGS = """\
site_name: Corpus
site_url: https://corpus.example.org/
theme: {{name: material}}
plugins: []
nav:
  - index.md
{nav}
not_in_nav: |
{hidden}
validation: {{links: {{absolute_links: ignore, unrecognized_links: ignore}}}}
"""


class Material(Peer):
    """MkDocs + Material, without its search; no briefing in the nav, which would make each page carry all of them."""

    name = "material"
    title = "MkDocs + Material"
    package = "mkdocs-material==9.8.1"
    remark = "builds everything each time; its lists are written by a step before it that is not timed"

    def install(self) -> None:
        """From PyPI. Raises CannotInstallError."""
        self.python = install_python(self.home, self.package)

    def write(self, folder: Path, corpus: Corpus, terms: dict[str, dict[str, list[str]]]) -> None:
        """A page for each briefing and for each hundred of a list, in HTML, which costs MkDocs least."""
        docs = folder / "docs"
        nav = "\n".join(f"  - {MARKS.get(name, name.title())}: {name}/index.md" for name in self.dimensions)
        hidden = "\n".join(f"  /{name}/" for name in ("briefings", *self.dimensions))
        put(folder / "mkdocs.yml", SETTINGS.format(nav=nav, hidden=hidden))
        put(docs / "index.md", "# Corpus\n")
        lines: dict[tuple[str, str], list[tuple]] = defaultdict(list)
        for briefing in corpus:
            entry = _entry(briefing, terms[briefing.id]["countries"])
            for dimension in self.dimensions:
                for term in terms[briefing.id][dimension]:
                    lines[dimension, term].append((briefing.date, briefing.id, entry))
            put(self.source(folder, briefing.id), _text(briefing, terms[briefing.id]))
        named = {(dimension, term): name for dimension, term, name in names(corpus, terms)}
        registers: dict[str, list[str]] = {dimension: [] for dimension in self.dimensions}
        for (dimension, term), entries in sorted(lines.items()):
            name = named.get((dimension, term), term)
            registers[dimension].append(f'<li><a href="/{dimension}/{term}/">{html.escape(name)}</a></li>')
            entries.sort(reverse=True)
            for start in range(0, len(entries), PER_PAGE):
                shown = "\n".join(entry for _, _, entry in entries[start : start + PER_PAGE])
                at = start // PER_PAGE + 1
                path = docs / dimension / term / ("index.md" if at == 1 else f"page/{at}.md")
                put(path, f'# {name}\n\n<ol class="entries">\n{shown}\n</ol>\n')
        for dimension, items in registers.items():
            listed = "\n".join(items)
            put(
                docs / dimension / "index.md", f"# {MARKS.get(dimension, dimension.title())}\n\n<ul>\n{listed}\n</ul>\n"
            )

    def command(self, folder: Path, output: Path) -> list[str]:
        """Quietly, into a folder."""
        return [str(self.python), "-m", "mkdocs", "build", "--quiet", "--site-dir", str(output)]

    def source(self, folder: Path, briefing_id: str) -> Path:
        """All in one folder."""
        return folder / "docs" / "briefings" / f"{briefing_id}.md"


def _entry(briefing: Briefing, countries: list[str]) -> str:
    chips = "".join(f'<li><a href="/countries/{code}/">{code}</a></li>' for code in countries)
    return (
        f'<li class="entry"><time datetime="{briefing.date}">{briefing.date}</time>'
        f'<h3><a href="{link(briefing.id)}">{html.escape(briefing.title)}</a></h3><p>{html.escape(briefing.summary)}</p>'
        f'<p class="meta">{briefing.format} · {len(briefing.sources)} sources</p><ul class="chips">{chips}</ul></li>'
    )


def _text(briefing: Briefing, terms: dict[str, list[str]]) -> str:
    says = [statement.says for section in briefing.sections for statement in section.statements]
    links = " ".join(
        f'<a href="/{dimension}/{term}/">{term}</a>'
        for dimension in ("topics", "countries", "people")
        for term in terms[dimension]
    )
    sources = "".join(f'<li><a href="{one.url}">{one.outlet}</a></li>' for one in briefing.sources)
    return (
        front_matter({"title": briefing.title, "description": briefing.summary})
        + f"# {briefing.title}\n\n<p>{briefing.date} · {briefing.format}</p>\n\n<p>{links}</p>\n\n"
        + "".join(f"> {one}\n\n" for one in says)
        + briefing.body(link)
        + f"\n<ol>{sources}</ol>\n"
    )
