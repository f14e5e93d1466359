"""How well terms are suggested, against labelled texts: `make accuracy GOLD=DIR`, or `python benchmarks/accuracy.py DIR`.

DIR holds `*.jsonl` (an article a line) and `*.json` (one article each) with `title`, `text`, `date`, `countries` (what
an editor would tag), `people`, `organisations`, `topics` and perhaps `sections` of `heading`, `start`, `end`,
`countries`; or `labelled.yml`, the same as a list in which sections carry their `text`, with a `vocabulary.yml`.
Only countries and people are goals; of people only those count whose name, in whatever spelling, the vocabulary has.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from mkdocs_briefings import site
from mkdocs_briefings.assist.article import Article, Part
from mkdocs_briefings.assist.examples import examples_of
from mkdocs_briefings.assist.organisations import Organisations
from mkdocs_briefings.assist.people import People
from mkdocs_briefings.assist.suggest import Assistant, Suggestions
from mkdocs_briefings.assist.words import Words
from mkdocs_briefings.briefing import BriefingFile
from mkdocs_briefings.clock import default_now
from mkdocs_briefings.dates import PartialDate
from mkdocs_briefings.project import find_project
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.sources import read_inputs
from mkdocs_briefings.vocabulary import Vocabulary
from mkdocs_briefings.vocabulary import read_vocabulary as vocabulary_of


class Score(NamedTuple):
    """Right, wrongly given, and missed."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def plus(self, given: set, wanted: set) -> Score:
        """With one more answer."""
        return Score(
            self.hit + len(given & wanted), self.extra + len(given - wanted), self.missed + len(wanted - given)
        )

    @property
    def line(self) -> str:
        """Precision, recall and F1, and the counts behind them."""
        precision = self.hit / (self.hit + self.extra or 1)
        recall = self.hit / (self.hit + self.missed or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        counts = f"{self.hit} right, {self.extra} extra, {self.missed} missed"
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}   ({counts})"


def read_gold(folder: Path) -> Iterator[dict]:
    """The labelled articles of a folder."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".jsonl":
            yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
        elif path.suffix == ".json":
            yield json.loads(path.read_text("utf-8"))
        elif path.name == "labelled.yml":
            yield from yaml.safe_load(path.read_text("utf-8"))


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[BriefingFile]]:
    """This site's vocabulary and briefings; or the folder's own `vocabulary.yml`, by which its labels are."""
    own = folder / "vocabulary.yml"
    if own.is_file():
        files = yaml.safe_load(own.read_text("utf-8"))
        kinds = {f"vocabulary/{name}.yml": kind for kind, name in KINDS.items()}
        given = {kinds[path]: (path, text.encode()) for path, text in files.items()}
        return vocabulary_of(given)[0], []
    checked = site.check(read_inputs(find_project(Path(__file__).parent)), default_now())
    return checked.vocabulary, checked.files


def article_of(gold: dict) -> Article:
    """The article as the import would see it."""
    if "sections" in gold and "text" not in gold:
        parts = [Part(section["heading"] or "", section["text"]) for section in gold["sections"]]
        return Article(title=gold.get("title") or "", parts=tuple(parts))
    parts = []
    for section in gold.get("sections") or [{"heading": None, "start": 0, "end": len(gold["text"])}]:
        heading = section["heading"] or ""
        text = gold["text"][section["start"] : section["end"]].strip()
        parts.append(Part(heading, text.removeprefix(heading).strip()))
    date = PartialDate.parse(gold["date"]) if gold.get("date") else None
    return Article(title=gold.get("title") or "", parts=tuple(parts), date=date)


def known_people(names: Iterable[str], people: People) -> set[str]:
    """The ids of the people whose names these are, given as names or as ids."""
    found: set[str] = set()
    for name in names:
        found |= {name} if name in people.country else people.given(people.find(Words(name)))
    return found


def known_bodies(names: Iterable[str], organisations: Organisations) -> set[str]:
    """The ids of the organisations whose names these are."""
    found = set()
    for name in names:
        words = Words(name)
        found |= {hit.id for hit in organisations.hits(words, organisations.find(words))}
    return found


def main() -> None:
    """Print a line for each kind of term; with --verbose each article's faults, too."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name what was wrong, article by article")
    arguments = parser.parse_args()
    vocabulary, files = read_vocabulary(arguments.gold)
    assistant = Assistant(vocabulary, examples_of(files))
    people = People(vocabulary.terms["person"].values())
    organisations = Organisations(vocabulary.terms["organisation"].values(), vocabulary.terms["country"])
    scores = dict.fromkeys(("section countries", "article countries", "people", "organisations"), Score())
    articles = []
    for gold in read_gold(arguments.gold):
        article = article_of(gold)
        articles.append(article)
        given = assistant.suggest(article)
        answers = {
            "article countries": (substantive(given.article.countries), set(gold["countries"])),
            "people": (
                {one.id for one in given.article.people if one.id},
                known_people(gold.get("people", ()), people),
            ),
            "organisations": (
                {one.id for one in given.article.organisations},
                known_bodies(gold.get("organisations", ()), organisations),
            ),
        }
        # What an article has no labels for is not asked.
        pairs = [(name, pair) for name, pair in answers.items() if name == "article countries" or name in gold]
        for section, (_, terms) in zip(gold.get("sections") or (), given.sections, strict=False):
            pairs.append(("section countries", (substantive(terms.countries), set(section["countries"]))))
        for name, (found, wanted) in pairs:
            scores[name] = scores[name].plus(found, wanted)
            if arguments.verbose and found != wanted:
                print(f"{gold['id']}: {name}: extra {sorted(found - wanted)}, missed {sorted(wanted - found)}")
        if arguments.verbose:
            print(f"{gold['id']}: topics {shown(given)}; labelled {gold.get('topics', [])}")
    if not articles:
        sys.exit(f"{arguments.gold}: no labelled articles (*.jsonl, *.json) here")
    print(f"{len(articles)} articles")
    for name, score in ((name, score) for name, score in scores.items() if any(score)):
        print(f"{name:18} {score.line}")
    started = time.process_time()
    for article in articles:
        assistant.suggest(article)
    parts = sum(len(article.parts) for article in articles)
    words = sum(len(article.text.split()) for article in articles)
    rate = parts / (time.process_time() - started)
    print(f"{rate:,.0f} sections of {words / parts:.0f} words a second of processor time")


def substantive(suggestions: Iterable) -> set[str]:
    """The ids of what is more than a passing mention."""
    return {one.id for one in suggestions if not one.passing}


def shown(given: Suggestions) -> list[str]:
    """The topics of an article, for reading."""
    return [one.id for one in given.article.topics if not one.passing]


if __name__ == "__main__":
    main()
