"""Corpora for benchmarks: N briefings of some 440 words with a lead and three sections.

40 topics in a tree, 120 countries, 200 people, 60 outlets, 30 organisations, 12 series. Deterministic: the same N and
seed give the same bytes, and the first briefings of a large corpus are those of a small one. The words are made up;
what counts is their number, that terms are as unevenly spread as in life (a few take most), and that everything occurs
that briefings have: statements, updates, links, several languages, translations, withdrawn ones.

This is the only source of what is built: `dialect` writes it as this program reads it, `peers` as others do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from prose import Prose
from records import Body, Briefing, Person, Section, Source, Statement, Topic

CODES = [
    "IRN", "USA", "RUS", "CHN", "UKR", "ISR", "EGY", "SAU", "TUR", "IND", "PAK", "FRA", "DEU", "GBR", "ITA", "ESP",
    "POL", "SWE", "NOR", "FIN", "DNK", "NLD", "BEL", "CHE", "AUT", "GRC", "PRT", "ROU", "BGR", "HUN", "CZE", "SVK",
    "SRB", "HRV", "BIH", "ALB", "MKD", "MNE", "GEO", "ARM", "AZE", "KAZ", "UZB", "KGZ", "TJK", "TKM", "AFG", "IRQ",
    "SYR", "LBN", "JOR", "KWT", "QAT", "BHR", "ARE", "OMN", "YEM", "LBY", "TUN", "DZA", "MAR", "SDN", "SSD", "ETH",
    "ERI", "DJI", "SOM", "KEN", "UGA", "RWA", "BDI", "TZA", "MOZ", "ZWE", "ZMB", "AGO", "COD", "COG", "GAB", "CMR",
    "NGA", "NER", "TCD", "MLI", "BFA", "SEN", "GMB", "GIN", "LBR", "CIV", "GHA", "TGO", "BEN", "ZAF", "NAM", "BWA",
    "MDG", "JPN", "KOR", "PRK", "MNG", "VNM", "LAO", "KHM", "THA", "MMR", "MYS", "SGP", "IDN", "PHL", "AUS", "NZL",
    "CAN", "MEX", "CUB", "VEN", "COL", "BRA", "ARG", "CHL",
]  # fmt: skip
FORMATS = ["press-conference", "statement", "readout", "meeting", "communique", "report", "interview", "resolution"]
AFFILIATIONS = ["state", "private", "agency", "public", "ngo", "government"]
TOPICS, PEOPLE, OUTLETS, SERIES, ORGANISATIONS = 40, 200, 60, 12, 30
LAST_DAY = date(2025, 12, 28)
DAYS = 3650
"""Ten years up to the last day."""

NEW_OFFICE = date(2020, 1, 1)
"""When every tenth person changed office."""


@dataclass(frozen=True)
class Corpus:
    """All briefings of a size; each is made when it is asked for."""

    count: int
    seed: int = 1
    prose: dict[str, Prose] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Make the words and the terms."""
        self.prose.update({language: Prose(language, self.seed) for language in ("en", "fr", "ru", "fa", "ar")})
        chance, words = Random(f"{self.seed}/terms"), self.prose["en"]
        topics = {
            f"topic-{n}": Topic(words.rare(chance, 2), (f"topic-{n % 8}",) if n >= 8 else ()) for n in range(TOPICS)
        }
        organisations = {f"body-{n}": Body(words.rare(chance, 2), CODES[n]) for n in range(ORGANISATIONS)}
        people = {f"person-{n}": self._person(chance, n) for n in range(PEOPLE)}
        outlets = {
            f"outlet-{n}": Body(words.rare(chance, 2), CODES[n], AFFILIATIONS[n % len(AFFILIATIONS)])
            for n in range(OUTLETS)
        }
        series = {f"series-{n}": Body(words.rare(chance, 2), f"body-{n}") for n in range(SERIES)}
        terms = {
            "topics": topics, "organisations": organisations, "people": people, "outlets": outlets, "series": series,
        }  # fmt: skip
        object.__setattr__(self, "terms", terms)

    def _person(self, chance: Random, number: int) -> Person:
        words, first, second = (
            self.prose["en"],
            f"body-{number % ORGANISATIONS}",
            f"body-{(number + 7) % ORGANISATIONS}",
        )
        start = date(2014, 1, 1)
        offices: tuple = ((first, start, None),)
        if number % 10 == 9:
            offices = ((first, start, NEW_OFFICE - timedelta(days=1)), (second, NEW_OFFICE, None))
        return Person(words.rare(chance, 2), words.rare(chance, 2), CODES[number % ORGANISATIONS], offices)

    def __iter__(self) -> Iterator[Briefing]:
        """All of them, one at a time."""
        return (self.briefing(number) for number in range(self.count))

    def is_plain(self, number: int) -> bool:
        """Neither a translation nor withdrawn."""
        return number % 50 != 7 and number % 200 != 149

    def day(self, number: int) -> date:
        """When a briefing's event was; a translation is of the briefing before it."""
        if number % 50 == 7:
            number -= 1
        return LAST_DAY - timedelta(days=Random(f"{self.seed}/day/{number}").randrange(DAYS))

    def id(self, number: int) -> str:
        """A briefing's id."""
        return f"{self.day(number).isoformat()}-event-{number:06}"

    def linked(self, number: int) -> int | None:
        """The number of the earlier briefing that one links to; None where it links to none."""
        chance = Random(f"{self.seed}/link/{number}")
        target = chance.randrange(number) if number and chance.random() < 0.3 else None
        return target if target is not None and self.is_plain(target) else None

    def briefing(self, number: int, day: date | None = None) -> Briefing:
        """A briefing by its number, which may be beyond the corpus; `day` puts it on another day."""
        if number % 50 == 7:
            return self._translation(number)
        language = "en" if number % 40 != 11 else ("fr", "ru", "fa", "ar")[number // 40 % 4]
        chance, prose, day = Random(f"{self.seed}/{number}"), self.prose[language], day or self.day(number)
        speaker = f"person-{int(PEOPLE * chance.random() ** 2)}"
        sources = tuple(self._source(chance, number, n, day) for n in range(chance.randint(1, 3)))
        linked = self.linked(number)
        sections = self._sections(chance, prose, speaker, day, None if linked is None else self.id(linked))
        title = prose.some(chance, 7)
        ending = {3: " & more", 4: " – “as they say”", 5: ": what it's about"}.get(number % 30, "")
        updates = (
            (
                day + timedelta(days=chance.randint(1, 9)),
                chance.choice(("update", "correction", "minor")),
                prose.sentences(chance, 9),
            ),
        )
        return Briefing(
            number,
            f"{day.isoformat()}-event-{number:06}",
            day,
            title[0].upper() + title[1:] + ending,
            prose.sentences(chance, 17),
            chance.choice(FORMATS),
            (speaker,),
            (CODES[_few(chance, 1, 120)[0]],),
            sources,
            sections,
            guest=prose.rare(chance, 2) if chance.random() < 0.03 else "",
            series=f"series-{chance.randrange(SERIES)}" if chance.random() < 0.4 else "",
            place=prose.rare(chance, 1) if chance.random() < 0.5 else "",
            author=prose.rare(chance, 2) if chance.random() < 0.3 else "",
            language="" if language == "en" else language,
            withdrawn=number % 200 == 149,
            updates=updates if chance.random() < 0.08 else (),
        )

    def _translation(self, number: int) -> Briefing:
        """The briefing before, with words of another language."""
        original = self.briefing(number - 1)
        language = ("fa", "ru", "ar", "fr")[number // 50 % 4]
        chance, prose = Random(f"{self.seed}/{number}"), self.prose[language]
        sections = []
        for at, section in enumerate(original.sections):
            heading = _heading(chance, prose, at) if at else ""
            blocks = (prose.sentences(chance, 60), prose.sentences(chance, 60))
            sections.append(replace(section, heading=heading, blocks=blocks, statements=()))
        return replace(
            original,
            number=number,
            id=self.id(number),
            title=prose.some(chance, 7),
            summary=prose.sentences(chance, 17),
            sections=tuple(sections),
            language=language,
            translates=original.id,
            updates=(),
        )

    def _source(self, chance: Random, number: int, at: int, day: date) -> Source:
        url = f"https://news.example.org/{number}/{at}"
        return Source(
            f"outlet-{int(OUTLETS * chance.random() ** 2)}",
            url,
            via=f"outlet-{chance.randrange(OUTLETS)}" if chance.random() < 0.05 else "",
            title=self.prose["en"].sentences(chance, 6) if chance.random() < 0.5 else "",
            published=str(day + timedelta(days=chance.randint(0, 3))) if chance.random() < 0.5 else "",
            archived=f"https://archive.example.org/{number}/{at}" if chance.random() < 0.1 else "",
        )

    def _sections(self, chance: Random, prose: Prose, speaker: str, day: date, linked: str | None) -> tuple:
        lead = [prose.sentences(chance, 60)]
        if linked:
            lead[0] += f" [{prose.some(chance, 3)}](@{linked}@)."
        sections = [Section("", tuple(lead))]
        for at in (1, 2, 3):
            topics = tuple(f"topic-{n}" for n in _few(chance, 2, TOPICS))
            countries = [CODES[n] for n in _few(chance, 3 if chance.random() < 0.97 else 7, 120)]
            chance.shuffle(countries)
            statements = (self._statement(chance, prose, speaker, topics[0]),) if at == 1 else ()
            shown = day - timedelta(days=chance.randint(1, 40))
            own = "" if chance.random() > 0.04 else shown.isoformat()[: chance.choice((10, 10, 7))]
            sections.append(
                Section(
                    _heading(chance, prose, at),
                    (prose.sentences(chance, 70), *_second_block(chance, prose, at)),
                    topics,
                    tuple(countries),
                    (f"person-{int(PEOPLE * chance.random() ** 2)}",),
                    (f"body-{chance.randrange(ORGANISATIONS)}",) if chance.random() < 0.15 else (),
                    (f"person-{chance.randrange(PEOPLE)}",) if at > 1 and chance.random() < 0.05 else (),
                    (1,) if chance.random() < 0.2 else (),
                    statements,
                    own,
                )
            )
        return tuple(sections)

    def _statement(self, chance: Random, prose: Prose, speaker: str, topic: str) -> Statement:
        quoted = chance.random() < 0.3
        original = self.prose["fa"].sentences(chance, 10) if quoted else ""
        return Statement(speaker, topic, "quote" if quoted else "paraphrase", prose.sentences(chance, 12), original)


def _few(chance: Random, most: int, total: int) -> list[int]:
    """Some numbers below `total`, low ones far more often: of 120 the first comes in a tenth of all sections."""
    return sorted({int(total * chance.random() ** 1.6) for _ in range(chance.randint(1, most))})


_ORDINALS = "ABC"


def _heading(chance: Random, prose: Prose, at: int) -> str:
    """A heading; its last letter keeps it unlike the others of its briefing."""
    text = prose.some(chance, chance.randint(2, 4))
    return f"{text[0].upper()}{text[1:]} {_ORDINALS[at - 1]}"


def _second_block(chance: Random, prose: Prose, at: int) -> list[str]:
    """The rest of a section, of some 50 words: a paragraph with a link, a list, a quotation."""
    if at == 1:
        words = prose.sentences(chance, 50)
        address = f"https://news.example.org/{chance.randrange(10**6)}"
        return [f"{words} **{prose.some(chance, 2)}** [{prose.some(chance, 3)}]({address})."]
    if at == 2:
        return ["\n".join(f"- {prose.sentences(chance, 12)}" for _ in range(4))]
    return [f"> {prose.sentences(chance, 25)}", prose.sentences(chance, 25)]


def write_corpus(folder: Path, count: int, seed: int = 1, search: bool = True) -> None:
    """Write a site of `count` briefings into a new folder, as this program reads it."""
    from dialect import write_site

    write_site(folder, Corpus(count, seed), search)
