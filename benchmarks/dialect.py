"""A corpus as this program reads it: front matter in YAML, vocabulary files, mkdocs.yml."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from corpus import Corpus
from records import Briefing, Section

CONFIG = """\
site_name: Corpus
site_url: https://corpus.example.org/
docs_dir: content
theme:
  name: briefings
plugins:
  - briefings:
      search: {search}
"""


def quoted(text: str) -> str:
    """Text as a double-quoted scalar, which YAML shares with JSON."""
    return json.dumps(text, ensure_ascii=False)


def write_site(folder: Path, corpus: Corpus, search: bool) -> None:
    """Write a whole site into a new folder."""
    content = folder / "content"
    (content / "vocabulary").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG.format(search=str(search).lower()), encoding="utf-8")
    (content / "index.md").write_text("---\ntitle: Corpus\n---\n\n# Corpus\n", encoding="utf-8")
    for name in corpus.terms:
        write_vocabulary(folder, corpus, name)
    for briefing in corpus:
        write_briefing(folder, briefing)


def file_of(folder: Path, briefing_id: str) -> Path:
    """A briefing's file in a site's folder."""
    return folder / "content" / "briefings" / briefing_id[:4] / f"{briefing_id}.md"


def write_briefing(folder: Path, briefing: Briefing) -> None:
    """Write a briefing, or write it again."""
    path = file_of(folder, briefing.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(briefing), encoding="utf-8")


def write_vocabulary(folder: Path, corpus: Corpus, name: str, renamed: dict[str, str] | None = None) -> None:
    """Write a vocabulary file; `renamed` gives other names by id."""
    terms = "".join(
        _term(name, term_id, term, (renamed or {}).get(term_id, term.name))
        for term_id, term in sorted(corpus.terms[name].items())
    )
    (folder / "content" / "vocabulary" / f"{name}.yml").write_text(terms, encoding="utf-8")


def _term(kind: str, term_id: str, term, name: str) -> str:
    lines = [f"{term_id}:", f"  name: {quoted(name)}"]
    if kind == "topics":
        lines += [f"  parents: [{', '.join(term.parents)}]"] if term.parents else []
    elif kind == "people":
        lines += [f"  aliases: [{quoted(term.alias)}]", f"  country: {term.country}", "  roles:"]
        for organisation, start, end in term.offices:
            until = f", to: {end}" if end else ""
            lines.append(f"    - {{title: minister, organisation: {organisation}, from: {start}{until}}}")
    elif kind == "outlets":
        lines += [f"  country: {term.of}", f"  affiliation: {term.affiliation}"]
    else:
        lines.append(f"  {'organisation' if kind == 'series' else 'country'}: {term.of}")
    return "\n".join(lines) + "\n"


def text_of(briefing: Briefing) -> str:
    """The text of a briefing's file."""
    front = [
        f"title: {quoted(briefing.title)}",
        f"date: {briefing.date}",
        f"format: {briefing.format}",
        f"summary: {quoted(briefing.summary)}",
    ]
    front += [f"place: {quoted(briefing.place)}"] if briefing.place else []
    front += [f"language: {briefing.language}"] if briefing.language else []
    front += [f"translations: [{briefing.translates}]"] if briefing.translates else []
    front += ["status: withdrawn"] if briefing.withdrawn else []
    front += [f"authors: [{quoted(briefing.author)}]"] if briefing.author else []
    guest = [f"{{name: {quoted(briefing.guest)}, role: envoy}}"] if briefing.guest else []
    front += [f"speakers: [{', '.join([*briefing.speakers, *guest])}]"]
    front += [f"countries: [{', '.join(briefing.countries)}]"]
    front += [f"series: {briefing.series}"] if briefing.series else []
    if briefing.updates:
        front.append("updates:")
        front += [f"  - {{date: {day}, kind: {kind}, note: {quoted(note)}}}" for day, kind, note in briefing.updates]
    front.append("sources:")
    for source in briefing.sources:
        front += [f"  - outlet: {source.outlet}", f"    url: {source.url}"]
        front += [f"    via: {source.via}"] if source.via else []
        front += [f"    title: {quoted(source.title)}"] if source.title else []
        front += [f"    published: {source.published}"] if source.published else []
        front += [f"    archived: {source.archived}"] if source.archived else []
    front.append("sections:")
    for section in briefing.sections[1:]:
        front += _section(section)
    body = briefing.body(lambda target: f"../{target[:4]}/{target}.md")
    return "---\n" + "\n".join(front) + "\n---\n" + body


def _section(section: Section) -> Iterable[str]:
    yield f"  {section.id}:"
    for key in ("topics", "countries", "people", "organisations", "speakers", "sources"):
        values = getattr(section, key)
        if values:
            yield f"    {key}: [{', '.join(str(value) for value in values)}]"
    if section.date:
        yield f"    date: {section.date}"
    if section.statements:
        yield "    statements:"
    for one in section.statements:
        original = f", original: {{text: {quoted(one.original)}, language: fa}}" if one.original else ""
        words = f"mode: {one.mode}, says: {quoted(one.says)}{original}, source: 1"
        yield f"      - {{speaker: {one.speaker}, topic: {one.topic}, {words}}}"
