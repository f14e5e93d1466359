"""The data as tables of a relational database: their SQL, and the rows of each briefing and term.

Made from the same values as the JSON files. `export` puts them into an SQLite file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from .. import schema
from ..dates import PartialDate
from ..library import Library
from ..model import Country
from ..names import fold
from ..vocabulary import names_of
from .data_json import TERM_KINDS, dumps, head_values
from .data_vocabulary import term_values

SQL = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE terms (
  term TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, native TEXT, page TEXT,
  country TEXT REFERENCES terms(term), details TEXT NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE term_names (
  term TEXT NOT NULL REFERENCES terms(term), name TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (term, name)
);
CREATE TABLE topic_ancestors (
  topic TEXT NOT NULL REFERENCES terms(term), ancestor TEXT NOT NULL REFERENCES terms(term),
  PRIMARY KEY (topic, ancestor)
);
CREATE TABLE briefings (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, published TEXT NOT NULL,
  format TEXT NOT NULL, summary TEXT NOT NULL, place TEXT, language TEXT NOT NULL,
  series TEXT REFERENCES terms(term), authors TEXT NOT NULL
);
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, briefing TEXT NOT NULL REFERENCES briefings(id), number INTEGER NOT NULL,
  outlet TEXT NOT NULL REFERENCES terms(term), url TEXT NOT NULL, via TEXT REFERENCES terms(term), title TEXT,
  published TEXT, accessed TEXT, archived TEXT, language TEXT, UNIQUE (briefing, number)
);
CREATE TABLE sections (
  id INTEGER PRIMARY KEY, briefing TEXT NOT NULL REFERENCES briefings(id), section TEXT NOT NULL,
  number INTEGER NOT NULL, url TEXT NOT NULL, heading TEXT, date TEXT NOT NULL, day TEXT NOT NULL,
  excerpt TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (briefing, section)
);
CREATE TABLE section_terms (
  section INTEGER NOT NULL REFERENCES sections(id), role TEXT NOT NULL, term TEXT NOT NULL REFERENCES terms(term),
  number INTEGER NOT NULL, PRIMARY KEY (section, role, term)
);
CREATE TABLE section_speakers (
  section INTEGER NOT NULL REFERENCES sections(id), number INTEGER NOT NULL, person TEXT REFERENCES terms(term),
  name TEXT NOT NULL, role TEXT, PRIMARY KEY (section, number)
);
CREATE TABLE section_sources (
  section INTEGER NOT NULL REFERENCES sections(id), source INTEGER NOT NULL REFERENCES sources(id),
  PRIMARY KEY (section, source)
);
CREATE TABLE statements (
  id INTEGER PRIMARY KEY, section INTEGER NOT NULL REFERENCES sections(id), number INTEGER NOT NULL,
  actor_kind TEXT NOT NULL, actor TEXT REFERENCES terms(term), actor_name TEXT NOT NULL, actor_role TEXT,
  topic TEXT NOT NULL REFERENCES terms(term), mode TEXT NOT NULL, says TEXT NOT NULL, original TEXT,
  original_language TEXT, date TEXT NOT NULL, day TEXT NOT NULL, source INTEGER REFERENCES sources(id),
  shift INTEGER NOT NULL, UNIQUE (section, number)
);
CREATE TABLE statement_countries (
  statement INTEGER NOT NULL REFERENCES statements(id), country TEXT NOT NULL REFERENCES terms(term),
  PRIMARY KEY (statement, country)
);
CREATE TABLE updates (
  id INTEGER PRIMARY KEY, briefing TEXT NOT NULL REFERENCES briefings(id), date TEXT NOT NULL, kind TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE TABLE translations (
  briefing TEXT NOT NULL REFERENCES briefings(id), id TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
  PRIMARY KEY (briefing, id)
);
CREATE TABLE section_words (
  section INTEGER PRIMARY KEY REFERENCES sections(id), names TEXT NOT NULL, folded TEXT NOT NULL
);

CREATE VIEW searched AS
  SELECT sections.id AS id, heading, title, text, names, folded
  FROM sections JOIN briefings ON briefings.id = briefing JOIN section_words ON section_words.section = sections.id;
CREATE VIRTUAL TABLE sections_fts USING fts5 (
  heading, title, text, names, folded, content='searched', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2"
);

CREATE VIEW entries AS
  SELECT sections.id, sections.day, sections.date, briefings.title, sections.heading, sections.excerpt,
    (SELECT group_concat(name, ', ') FROM (SELECT terms.name FROM section_terms JOIN terms USING (term)
      WHERE section_terms.section = sections.id AND role = 'about' AND kind = 'country' ORDER BY number)) AS countries,
    (SELECT group_concat(name, ', ') FROM (SELECT terms.name FROM section_terms JOIN terms USING (term)
      WHERE section_terms.section = sections.id AND role = 'about' AND kind = 'topic' ORDER BY number)) AS topics,
    briefings.format, sections.url, sections.briefing
  FROM sections JOIN briefings ON briefings.id = sections.briefing;
CREATE VIEW country_chronology AS
  SELECT terms.id AS country, terms.name, sections.day, role, section_terms.number = 1 AND role = 'about' AS is_primary,
    briefings.title, sections.heading, sections.excerpt, sections.url, sections.id AS section
  FROM section_terms JOIN terms USING (term) JOIN sections ON sections.id = section_terms.section
    JOIN briefings ON briefings.id = sections.briefing
  WHERE kind = 'country';
CREATE VIEW topic_chronology AS
  SELECT DISTINCT terms.id AS topic, terms.name, sections.day, briefings.title, sections.heading, sections.excerpt,
    sections.url, sections.id AS section
  FROM topic_ancestors JOIN terms ON terms.term = ancestor
    JOIN section_terms ON section_terms.term = topic_ancestors.topic AND role = 'about'
    JOIN sections ON sections.id = section_terms.section JOIN briefings ON briefings.id = sections.briefing;
CREATE VIEW positions AS
  SELECT statements.day, actor_kind, actor_name, actor_role, terms.name AS topic, mode, says, shift,
    sources.url AS source, sections.url, statements.id AS statement
  FROM statements JOIN terms ON terms.term = topic JOIN sections ON sections.id = statements.section
    LEFT JOIN sources ON sources.id = statements.source;
"""
"""Tables and views. Lists of terms go by `term`, which is kind and id: `country:IRN`."""

INDEXES = """
CREATE INDEX sections_day ON sections (day);
CREATE INDEX briefings_date ON briefings (date);
CREATE INDEX briefings_series ON briefings (series);
CREATE INDEX section_terms_term ON section_terms (term, role);
CREATE INDEX section_speakers_person ON section_speakers (person);
CREATE INDEX section_sources_source ON section_sources (source);
CREATE INDEX sources_outlet ON sources (outlet);
CREATE INDEX statements_actor ON statements (actor, topic);
CREATE INDEX statements_topic ON statements (topic);
CREATE INDEX statement_countries_country ON statement_countries (country);
CREATE INDEX term_names_folded ON term_names (folded);
CREATE INDEX topic_ancestors_ancestor ON topic_ancestors (ancestor);
CREATE INDEX updates_briefing ON updates (briefing);
INSERT INTO sections_fts (sections_fts) VALUES ('optimize');
"""
"""Made last, which is quicker than to keep them in order while rows come."""

TABLES = {
    "about": "Where the data come from and what may be done with them.",
    "terms": "Topics, countries, people, organisations, outlets and series. `details` has all that is known, as JSON.",
    "term_names": "Every name of every term; `folded`: lower case, no accents, Arabic and Persian letters alike.",
    "topic_ancestors": "Each topic with itself and all broader ones.",
    "briefings": "One event, and what was written of it. `authors` is a JSON list.",
    "sources": "What briefings were written from.",
    "sections": "The parts of briefings. `day` is the first day that `date` may mean.",
    "section_terms": "What sections are about, who speaks, in whose name, and the outlets they rest on: see `role`.",
    "section_speakers": "Who speaks in a section, those without a page too.",
    "section_sources": "The sources that sections rest on.",
    "statements": "Positions: one actor on one topic. `shift` is 1 where the editor calls it a turn.",
    "statement_countries": "The countries in whose name statements were made.",
    "updates": "What changed after briefings were published.",
    "translations": "The same briefings in other languages; these are not listed again.",
    "section_words": "What search finds beside the text: the names of terms, and foldings.",
    "searched": "What the full-text index is made of.",
    "entries": "Sections with their briefing's title and the names of their terms.",
    "country_chronology": "What there is about each country, or said in its name.",
    "topic_chronology": "What there is about each topic, narrower ones included.",
    "positions": "Who said what on what, and where it stands.",
}  # fmt: skip
"""What each table and view is for. No table is without a sentence here."""

ROLES = {
    "about": "the section is about it; the country with number 1 is the primary one",
    "speaking": "the person speaks in it",
    "speaking for": "an official of the country speaks in it",
    "source": "it rests on the outlet",
}
"""The roles of terms in sections."""

Row = tuple[str, tuple]
"""The name of a table, and values in the order of its columns."""


class Numbers:
    """Counts rows, so that ids do not hang on a database."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def next(self, table: str) -> int:
        """The next id of a table."""
        self.last[table] = self.last.get(table, 0) + 1
        return self.last[table]


def about_rows(library: Library, site_url: str) -> Iterator[Row]:
    """Origin and licence."""
    head = head_values(library.settings, site_url, "")
    licence = head["licence"] or {}
    values = {
        "site": head["site"]["name"],
        "site_url": head["site"]["url"],
        "licence": licence.get("name"),
        "licence_url": licence.get("url"),
        "documentation": head["documentation"],
    }
    yield from (("about", (key, value)) for key, value in values.items() if value)


def term_rows(library: Library, site_url: str) -> Iterator[Row]:
    """All terms with their names; countries first, since other terms name them."""
    for kind in sorted(schema.KINDS, key=lambda kind: kind != "country"):
        for term_id, term in sorted(library.vocabulary.terms[kind].items()):
            values = term_values(library, kind, term, site_url)
            key, native = f"{kind}:{term_id}", values.get("native")
            native = ", ".join(native) if isinstance(native, list | tuple) else native
            country = f"country:{values['country']}" if values.get("country") else None
            yield "terms", (key, kind, term_id, term.name, native or None, values["page"], country, dumps(values))
            for name in names_of(term):
                yield "term_names", (key, name, fold(name))
    for topic in sorted(library.vocabulary.terms["topic"]):
        for ancestor in library.vocabulary.with_ancestors((topic,)):
            yield "topic_ancestors", (f"topic:{topic}", f"topic:{ancestor}")


def briefing_rows(library: Library, briefing: Mapping, numbers: Numbers) -> Iterator[Row]:
    """A briefing's rows, from its `briefing_values`, those that others refer to first."""
    key = briefing["id"]
    series = f"series:{briefing['series']['id']}" if briefing["series"] else None
    plain = [briefing[name] for name in ("url", "title", "date", "published", "format", "summary", "place", "language")]
    yield "briefings", (key, *plain, series, dumps(briefing["authors"]))
    sources = {}
    for source in briefing["sources"]:
        sources[source["number"]] = numbers.next("sources")
        outlet, via = f"outlet:{source['outlet']['id']}", source["via"] and f"outlet:{source['via']['id']}"
        rest = [source[name] for name in ("title", "published", "accessed", "archived", "language")]
        yield "sources", (sources[source["number"]], key, source["number"], outlet, source["url"], via, *rest)
    for number, section in enumerate(briefing["sections"], 1):
        yield from _section_rows(library, briefing, section, number, sources, numbers)
    for update in briefing["updates"]:
        yield "updates", (numbers.next("updates"), key, update["date"], update["kind"], update["note"])
    for other in briefing["translations"]:
        yield "translations", (key, other["id"], other["url"], other["language"])


def _section_rows(library, briefing, section, number, sources, numbers) -> Iterator[Row]:
    key = numbers.next("sections")
    day = first_day(section["date"])
    plain = (section["url"], section["heading"], section["date"], day, section["excerpt"], section["text"])
    yield "sections", (key, briefing["id"], section["id"], number, *plain)
    terms = list(_terms_of(briefing, section))
    yield from (("section_terms", (key, role, term, n)) for role, term, n in terms)
    for n, speaker in enumerate(section["speakers"], 1):
        person = f"person:{speaker['id']}" if speaker["id"] else None
        yield "section_speakers", (key, n, person, speaker["name"], speaker["role"])
    yield from (("section_sources", (key, sources[n])) for n in dict.fromkeys(section["sources"]))
    for statement in section["statements"]:
        yield from _statement_rows(statement, key, sources, numbers)
    names, folded = words_of(library, briefing, section, {term for _, term, _ in terms})
    yield "section_words", (key, names, folded)
    yield "sections_fts", (key, section["heading"], briefing["title"], section["text"], names, folded)


def _terms_of(briefing: Mapping, section: Mapping) -> Iterator[tuple[str, str, int]]:
    """Role, term and place in its list, each role and term once."""
    for name, kind in TERM_KINDS.items():
        yield from (("about", f"{kind}:{term['id']}", n) for n, term in enumerate(section[name], 1))
    people = dict.fromkeys(speaker["id"] for speaker in section["speakers"] if speaker["id"])
    yield from (("speaking", f"person:{person}", n) for n, person in enumerate(people, 1))
    yield from (("speaking for", f"country:{c['id']}", n) for n, c in enumerate(section["speaking_for"], 1))
    used = [briefing["sources"][n - 1] for n in section["sources"]]
    outlets = dict.fromkeys(o["id"] for source in used for o in (source["outlet"], source["via"]) if o)
    yield from (("source", f"outlet:{outlet}", n) for n, outlet in enumerate(outlets, 1))


def _statement_rows(statement: Mapping, section: int, sources: Mapping, numbers: Numbers) -> Iterator[Row]:
    key = numbers.next("statements")
    actor = statement["actor"]
    term = f"{actor['kind']}:{actor['id']}" if actor["id"] else None
    said = [statement[name] for name in ("mode", "says", "original", "original_language", "date")]
    yield (
        "statements",
        (
            *(key, section, statement["number"], actor["kind"], term, actor["name"], actor["role"]),
            *(f"topic:{statement['topic']['id']}", *said, first_day(statement["date"])),
            *(sources.get(statement["source"]), int(statement["shift"])),
        ),
    )
    yield from (("statement_countries", (key, f"country:{c['id']}")) for c in statement["speaking_for"])


def first_day(date: str) -> str:
    """The first day that a date may mean, for sorting and for SQLite's date functions."""
    return PartialDate.parse(date).first.isoformat()


def words_of(library: Library, briefing: Mapping, section: Mapping, terms: set[str]) -> tuple[str, str]:
    """What search finds beside a section's own text: names in every spelling, and words as `names.fold` has them.

    Folded words are given with Persian letters and once more with Arabic ones, so that either keyboard finds them:
    a query in SQL is not folded.
    """
    names = [name for term in sorted(terms) for name in _names(library, term)]
    names += [s["name"] for s in section["speakers"] if not s["id"]]
    names += [text for s in section["statements"] for text in (s["says"], s["original"], s["actor"]["name"]) if text]
    visible = [section["heading"] or "", briefing["title"], section["text"], *dict.fromkeys(names)]
    words = dict.fromkeys(word for text in visible for word in text.split())
    folded = dict.fromkeys(form for word in words for form in _forms(word))
    return " ".join(dict.fromkeys(names)), " ".join(folded)


def _names(library: Library, term: str) -> tuple[str, ...]:
    """The names to find a section by: not a country's in languages that nobody writes here."""
    kind, _, term_id = term.partition(":")
    found = library.vocabulary.get(kind, term_id)
    return (found.name, *found.native, *found.aliases) if isinstance(found, Country) else names_of(found)


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    folded = fold(word)
    return tuple(form for form in dict.fromkeys((folded, folded.translate(_ARABIC))) if form and form != word.lower())


_ARABIC = str.maketrans("کی", "كي")
