"""Corpora for benchmarks: N briefings of some 420 words with four sections, 40 topics, 120 countries, 200 people.

Deterministic: the same N and seed give the same bytes. The words are random; what counts is their number, and that
terms are as unevenly spread as in life (a few take most).
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

CODES = [
    "IRN",
    "USA",
    "RUS",
    "CHN",
    "UKR",
    "ISR",
    "EGY",
    "SAU",
    "TUR",
    "IND",
    "PAK",
    "FRA",
    "DEU",
    "GBR",
    "ITA",
    "ESP",
    "POL",
    "SWE",
    "NOR",
    "FIN",
    "DNK",
    "NLD",
    "BEL",
    "CHE",
    "AUT",
    "GRC",
    "PRT",
    "ROU",
    "BGR",
    "HUN",
    "CZE",
    "SVK",
    "SRB",
    "HRV",
    "BIH",
    "ALB",
    "MKD",
    "MNE",
    "GEO",
    "ARM",
    "AZE",
    "KAZ",
    "UZB",
    "KGZ",
    "TJK",
    "TKM",
    "AFG",
    "IRQ",
    "SYR",
    "LBN",
    "JOR",
    "KWT",
    "QAT",
    "BHR",
    "ARE",
    "OMN",
    "YEM",
    "LBY",
    "TUN",
    "DZA",
    "MAR",
    "SDN",
    "SSD",
    "ETH",
    "ERI",
    "DJI",
    "SOM",
    "KEN",
    "UGA",
    "RWA",
    "BDI",
    "TZA",
    "MOZ",
    "ZWE",
    "ZMB",
    "AGO",
    "COD",
    "COG",
    "GAB",
    "CMR",
    "NGA",
    "NER",
    "TCD",
    "MLI",
    "BFA",
    "SEN",
    "GMB",
    "GIN",
    "LBR",
    "CIV",
    "GHA",
    "TGO",
    "BEN",
    "ZAF",
    "NAM",
    "BWA",
    "MDG",
    "JPN",
    "KOR",
    "PRK",
    "MNG",
    "VNM",
    "LAO",
    "KHM",
    "THA",
    "MMR",
    "MYS",
    "SGP",
    "IDN",
    "PHL",
    "AUS",
    "NZL",
    "CAN",
    "MEX",
    "CUB",
    "VEN",
    "COL",
    "BRA",
    "ARG",
    "CHL",
    "PER",
][:120]
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
]
FORMATS = ["press-conference", "statement", "readout", "meeting", "communique", "report", "interview", "resolution"]
TOPICS, PEOPLE, OUTLETS, SERIES, ORGANISATIONS = 40, 200, 60, 12, 30


def write_corpus(folder: Path, count: int, seed: int = 1, search: bool = True) -> None:
    """Write a site of `count` briefings into a new folder."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)]
    content = folder / "content"
    (content / "vocabulary").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Corpus\nsite_url: https://corpus.example.org/\ndocs_dir: content\ntheme:\n  name: briefings\n"
        f"plugins:\n  - briefings:\n      search: {str(search).lower()}\n",
        encoding="utf-8",
    )
    (content / "index.md").write_text("---\ntitle: Corpus\n---\n\n# Corpus\n", encoding="utf-8")
    _vocabulary(content / "vocabulary", chance, words)
    last = date(2025, 12, 28)
    for number in range(count):
        day = last - timedelta(days=chance.randrange(3650))
        name = f"{day.isoformat()}-event-{number:06}"
        target = content / "briefings" / str(day.year)
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{name}.md").write_text(_briefing(chance, words, day, number), encoding="utf-8")


def _vocabulary(folder: Path, chance: random.Random, words: list[str]) -> None:
    def title() -> str:
        return " ".join(chance.sample(words, 2)).title()

    topics = [
        f"topic-{n}:\n  name: {title()}\n" + (f"  parents: [topic-{n % 8}]\n" if n >= 8 else "") for n in range(TOPICS)
    ]
    organisations = [f"body-{n}:\n  name: {title()}\n  country: {CODES[n % 120]}\n" for n in range(ORGANISATIONS)]
    people = [
        f"person-{n}:\n  name: {title()}\n  aliases: [{title()}]\n  country: {CODES[n % 60]}\n  roles:\n"
        f"    - {{title: minister, organisation: body-{n % ORGANISATIONS}, from: 2014}}\n"
        for n in range(PEOPLE)
    ]
    outlets = [
        f"outlet-{n}:\n  name: {title()}\n  country: {CODES[n % 120]}\n  affiliation: agency\n" for n in range(OUTLETS)
    ]
    series = [f"series-{n}:\n  name: {title()}\n  organisation: body-{n}\n" for n in range(SERIES)]
    for name, terms in (
        ("topics", topics), ("organisations", organisations), ("people", people), ("outlets", outlets), ("series", series),
    ):  # fmt: skip
        (folder / f"{name}.yml").write_text("".join(sorted(terms)), encoding="utf-8")


def _few(chance: random.Random, most: int, total: int) -> list[int]:
    """Some numbers below `total`, low ones far more often."""
    return sorted({int(total * chance.random() ** 2.5) for _ in range(chance.randint(1, most))})


def _prose(chance: random.Random, words: list[str], count: int) -> str:
    sentences = []
    while count > 0:
        size = min(count, chance.randint(8, 20))
        sentences.append(" ".join(chance.choices(words, k=size)).capitalize() + ".")
        count -= size
    return " ".join(sentences)


def _briefing(chance: random.Random, words: list[str], day: date, number: int) -> str:
    speaker = f"person-{int(PEOPLE * chance.random() ** 2)}"
    front = [
        f"title: {' '.join(chance.sample(words, 7)).capitalize()}",
        f"date: {day}",
        f"format: {chance.choice(FORMATS)}",
        f"summary: {_prose(chance, words, 20)}",
        f"speakers: [{speaker}]",
        f"countries: [{CODES[_few(chance, 1, 120)[0]]}]",
    ]
    if chance.random() < 0.4:
        front.append(f"series: series-{chance.randrange(SERIES)}")
    front.append("sources:")
    front += [
        f"  - {{outlet: outlet-{int(OUTLETS * chance.random() ** 2)}, url: 'https://news.example.org/{number}/{n}'}}"
        for n in range(chance.randint(1, 3))
    ]
    front.append("sections:")
    body = [_prose(chance, words, 60), ""]
    for section in range(3):
        topics = [f"topic-{n}" for n in _few(chance, 2, TOPICS)]
        countries = [CODES[n] for n in _few(chance, 3, 120)]
        chance.shuffle(countries)
        front += [
            f"  section-{section}:",
            f"    topics: [{', '.join(topics)}]",
            f"    countries: [{', '.join(countries)}]",
            f"    people: [person-{int(PEOPLE * chance.random() ** 2)}]",
        ]
        if section == 0:
            front += [
                "    statements:",
                f"      - {{speaker: {speaker}, topic: {topics[0]}, mode: paraphrase, says: {_prose(chance, words, 12)}}}",
            ]
        body += [f"## Section {section}", "", _prose(chance, words, 70), "", _prose(chance, words, 50), ""]
    return "---\n" + "\n".join(front) + "\n---\n" + "\n".join(body)
