"""Eleventy, from npm: lists are collections, each page of one made by its `pagination`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from corpus import Corpus

from .base import PER_PAGE, Peer, front_matter, install_node, link, names, put, values_of

THEME = Path(__file__).parent / "themes" / "eleventy"

LIST = """\
---
layout: list.njk
pagination: {{data: "collections.{dimension}", size: 1, alias: part}}
permalink: "/{dimension}/{{{{ part.term }}}}/{{% if part.at %}}page/{{{{ part.at + 1 }}}}/{{% endif %}}"
eleventyComputed: {{title: "{{{{ part.name }}}}"}}
---
"""
REGISTER = """\
---
layout: base.njk
permalink: "/{dimension}/"
title: {dimension}
---
<h1>{{{{ title }}}}</h1>
<ul>{{% for part in collections["{dimension}"] %}}{{% if part.at == 0 %}}<li><a href="/{dimension}/{{{{ part.term }}}}/">{{{{ part.name }}}}</a></li>
{{% endif %}}{{% endfor %}}</ul>
"""


class Eleventy(Peer):
    """Eleventy. Its incremental mode does not work from one command to the next."""

    name = "eleventy"
    title = "Eleventy"
    package = "@11ty/eleventy@3.1.8"
    remark = "builds everything each time: `--incremental` serves a running `--watch` only"

    def install(self) -> None:
        """From npm. Raises CannotInstallError."""
        self.node = install_node(self.home, self.package)

    def write(self, folder: Path, corpus: Corpus, terms: dict[str, dict[str, list[str]]]) -> None:
        """One file for each briefing, two templates for each kind of list."""
        shutil.copytree(THEME, folder)
        facts = {"dimensions": self.dimensions, "perPage": PER_PAGE, "names": {}}
        for dimension, term, name in names(corpus, terms):
            facts["names"].setdefault(dimension, {})[term] = name
        put(folder / "lists.json", json.dumps(facts, ensure_ascii=False))
        for dimension in self.dimensions:
            put(folder / "src" / f"{dimension}-list.njk", LIST.format(dimension=dimension))
            put(folder / "src" / f"{dimension}-register.njk", REGISTER.format(dimension=dimension))
        put(folder / "src" / "briefings" / "briefings.json", '{"layout": "briefing.njk"}')
        for briefing in corpus:
            values = values_of(briefing, terms[briefing.id], self.dimensions)
            # Else Eleventy would take the date out of the address.
            front = front_matter(values | {"permalink": link(briefing.id)})
            put(self.source(folder, briefing.id), front + briefing.body(link))

    def command(self, folder: Path, output: Path) -> list[str]:
        """Quietly, into a folder; Eleventy takes it relative to the site."""
        program = self.home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
        return [self.node, str(program), "--quiet", f"--output={output}"]

    def source(self, folder: Path, briefing_id: str) -> Path:
        """All in one folder."""
        return folder / "src" / "briefings" / f"{briefing_id}.md"
