"""The keys of a briefing and of each vocabulary file, as data.

`reading` checks files against it, the guide's reference tables are made from it, and so is whatever else needs to
know the keys: nothing about them is written a second time.
"""

from __future__ import annotations

from dataclasses import dataclass

from .words import N_, P_

SUMMARY_LENGTH = 220
SECTION_COUNTRIES = 8
SECTION_TOPICS = 5
PLACEHOLDER = "To be written"
"""What drafts have where the writer's own words belong, at the beginning of a text."""

KINDS = {
    "topic": "topics",
    "country": "countries",
    "person": "people",
    "organisation": "organisations",
    "outlet": "outlets",
    "series": "series",
}
"""The kinds of terms and the vocabulary file (and key of a briefing) of each."""

FORMATS = {
    "press-conference": P_("format", "press conference"),
    "statement": P_("format", "statement"),
    "readout": P_("format", "readout"),
    "meeting": P_("format", "meeting"),
    "communique": P_("format", "communiqué"),
    "report": P_("format", "report"),
    "interview": P_("format", "interview"),
    "resolution": P_("format", "resolution"),
    "other": P_("format", "other"),
}
MODES = {"quote": P_("choice", "the actor's own words"), "paraphrase": P_("choice", "in our words")}
STATUSES = {
    "draft": P_("choice", "checked, but on no page"),
    "published": P_("choice", "on the site"),
    "withdrawn": P_("choice", "its page stays with a note; it leaves all lists"),
}
UPDATE_KINDS = {
    "update": P_("choice", "something new was added"),
    "correction": P_("choice", "something was wrong; it is listed in the corrections log"),
    "minor": P_("choice", "spelling, layout: nothing that a reader would miss"),
}
AFFILIATIONS = {
    "state": N_("run or paid by a state"),
    "party": N_("run by a political party or movement"),
    "public": N_("public service with editorial independence"),
    "private": N_("privately owned"),
    "agency": N_("news agency"),
    "ngo": N_("non-governmental organisation or think tank"),
    "intergovernmental": N_("intergovernmental organisation"),
    "government": N_("a ministry, embassy or other office of a government"),
    "other": N_("none of these"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, `2023-10-02`; with `partial` also `2023-10` and `2023`."""

    partial: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time with a zone: `2023-10-02T14:00+02:00`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; `options` maps each to its meaning, a message of the `context`."""

    options: tuple[tuple[str, str], ...]
    context: str = "choice"


@dataclass(frozen=True, slots=True)
class Term:
    """An id of the vocabulary; `kind` is one of `KINDS`. Countries also by code or name."""

    kind: str


@dataclass(frozen=True, slots=True)
class Who:
    """A person's id, or a mapping with `name` and `role` for someone without a page."""


@dataclass(frozen=True, slots=True)
class Url:
    """A full http or https address."""


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 language tag, `fa` or `pt-BR`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from 1."""


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class BriefingId:
    """The id of another briefing."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values of one type; `least` and `most` are the bounds of their number.

    The upper one is far beyond what a reader can use. It keeps the cost of a file in proportion to its size: what a
    section is about is counted once for each pair of topic and country.
    """

    of: object
    least: int = 0
    most: int = 100


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping from headings' ids to records."""

    of: Record


@dataclass(frozen=True, slots=True)
class Field:
    """One key: its type, what it is for (a sentence for the guide), an example as it is written."""

    name: str
    type: object
    doc: str
    example: str = ""
    required: bool = False


def _choice(options: dict[str, str], context: str = "choice") -> Choice:
    return Choice(tuple(options.items()), context)


def _terms(kind: str, doc: str, example: str) -> Field:
    return Field(KINDS[kind], Items(Term(kind)), doc, example)


_SPEAKERS = Items(Who())
_SPEAKER = Field("speaker", Who(), "The person whose position it is.", "nasser-kanaani")
REDIRECTS = Field("redirects_from", Items(Text()), "Old ids; their addresses lead here.", "[old-id]")

STATEMENT = Record(
    (
        _SPEAKER,
        Field("organisation", Term("organisation"), "Or the organisation whose position it is.", "iaea"),
        Field("country", Term("country"), "Or the country whose position it is.", "IRN"),
        Field("topic", Term("topic"), "What it is on.", "iran-nuclear-deal", required=True),
        Field("mode", _choice(MODES), "Whether `says` quotes or paraphrases.", "paraphrase", required=True),
        Field("says", Text(), "The position in one sentence.", "No new deal is needed.", required=True),
        Field(
            "original",
            Record(
                (
                    Field("text", Text(), "The words in the language they were said in.", "…", required=True),
                    Field("language", Language(), "That language.", "fa", required=True),
                )
            ),
            "The words as they were said.",
            "{text: …, language: fa}",
        ),
        Field("source", Number(), "The number of the source it rests on, from 1.", "2"),
        Field("date", Day(partial=True), "When it was said, if not on the section's date.", "2023-10-01"),
        Field("shift", Flag(), "The editor calls it a turn in position.", "true"),
    )
)

SOURCE = Record(
    (
        Field("outlet", Term("outlet"), "Who published it.", "mehr-news", required=True),
        Field("url", Url(), "Where it stands.", "https://…", required=True),
        Field("via", Term("outlet"), "The outlet that reposted it, where the address is that one's.", "ifmat"),
        Field("title", Text(), "Its title as published.", "Iran backs Oman's initiative"),
        Field("published", Day(partial=True), "The date it carries.", "2023-10-03"),
        Field("accessed", Day(), "When it was read.", "2023-10-04"),
        Field("archived", Url(), "The address of an archived copy.", "https://…"),
        Field("language", Language(), "Its language, where it is not the outlet's.", "fa"),
    )
)

SECTION = Record(
    (
        _terms("topic", "What the section is about; replaces the briefing's.", "[iran-nuclear-deal]"),
        _terms("country", "Countries it is about, the primary one first; replaces the briefing's.", "[IRN, OMN]"),
        _terms("person", "People it is about, beside those who speak.", "[armen-grigoryan]"),
        _terms("organisation", "Organisations it is about.", "[iaea]"),
        Field("speakers", _SPEAKERS, "Who speaks in it; replaces the briefing's.", "[nasser-kanaani]"),
        Field("date", Day(partial=True), "When it happened, if not on the briefing's date.", "2023-09"),
        Field("sources", Items(Number()), "Numbers of the sources it rests on, from 1; default: all.", "[1, 3]"),
        Field("statements", Items(STATEMENT), "Positions taken in it.", ""),
        Field("redirects_from", Items(Text()), "Old ids of this heading; links to them go on working.", "[jcpoa]"),
    )
)

UPDATE = Record(
    (
        Field("date", Day(), "The day of the change.", "2023-10-05", required=True),
        Field("kind", _choice(UPDATE_KINDS), "What kind of change it is.", "correction", required=True),
        Field("note", Text(), "What changed, in a sentence.", "The meeting was on Monday.", required=True),
    )
)

_SOURCES = "[{outlet: mehr-news, url: https://…}]"

BRIEFING = Record(
    (
        Field("title", Text(), "A headline in your own words.", "Iran calls for talks", required=True),
        Field("date", Day(), "When it happened.", "2023-10-02", required=True),
        Field("published", Day(), "When it was first put here; default: the date.", "2023-10-03"),
        Field("format", _choice(FORMATS, "format"), "What kind of event it is.", "press-conference", required=True),
        Field("summary", Text(), "One or two sentences, at most 220 characters.", "The spokesman …", required=True),
        Field("place", Text(), "Where it happened.", "Tehran"),
        Field(
            "speakers", _SPEAKERS, "Who speaks: ids, or name and role of someone without a page.", "[nasser-kanaani]"
        ),
        _terms("topic", "Topics of the lead, and of sections that give none.", "[iran-nuclear-deal]"),
        _terms("country", "Countries of the lead, and of sections that give none.", "[IRN]"),
        _terms("person", "People of the lead, and of sections that give none.", "[armen-grigoryan]"),
        _terms("organisation", "Organisations of the lead, and of sections that give none.", "[iaea]"),
        Field("authors", Items(Text()), "Who wrote the briefing.", "[A. Writer]"),
        Field("series", Term("series"), "The recurring event it belongs to.", "iran-foreign-ministry-briefing"),
        Field("language", Language(), "The briefing's language; default: the site's.", "fa"),
        Field("translations", Items(BriefingId()), "The same briefing in other languages.", "[2023-10-02-x-fa]"),
        Field("status", _choice(STATUSES), "Default: published.", "draft"),
        Field("embargo", Moment(), "Not on the site before this moment.", "2023-10-02T14:00+02:00"),
        Field("updates", Items(UPDATE, most=500), "What changed since it was first published.", ""),
        Field("redirects_from", Items(Text()), "Old ids or paths of the briefing; they lead here.", "[2023-10-02-old]"),
        Field("sources", Items(SOURCE, least=1, most=500), "What it was written from.", _SOURCES, required=True),
        Field("sections", Keyed(SECTION), "What each section is about; keys are the headings' ids.", ""),
    )
)


def _name(example: str) -> Field:
    return Field("name", Text(), "The name readers see.", example, required=True)


def _aliases(example: str) -> Field:
    return Field("aliases", Items(Text()), "Other names and spellings; search finds them.", example)


VOCABULARY: dict[str, Record] = {
    "topic": Record(
        (
            _name("Iran nuclear deal"),
            Field("description", Text(), "A sentence that says what belongs here.", "Talks on …"),
            Field("parents", Items(Term("topic")), "Broader topics; several are allowed.", "[diplomacy]"),
            _aliases("[JCPOA]"),
            Field("iptc", Text(), "The IPTC Media Topic code.", "20000621"),
            REDIRECTS,
        )
    ),
    "country": Record(
        (
            Field("name", Text(), "The house's name for it, where the built-in one will not do.", "Turkey"),
            _aliases("[Türkiye]"),
            Field("note", Text(), "A note on a disputed status, shown on its page.", "…"),
            Field("region", Text(), "The UN M49 code of the region to list it under.", "145"),
            REDIRECTS,
        )
    ),
    "person": Record(
        (
            _name("Nasser Kanaani"),
            Field("native", Text(), "The name in its own script.", "ناصر کنعانی"),
            _aliases("[Nasser Kan'ani]"),
            Field("country", Term("country"), "The country the person is from.", "IRN"),
            Field(
                "roles",
                Items(
                    Record(
                        (
                            Field("title", Text(), "The office.", "spokesman", required=True),
                            Field("organisation", Term("organisation"), "Where it is held.", "iran-mfa"),
                            Field("from", Day(partial=True), "Since when.", "2022-06"),
                            Field("to", Day(partial=True), "Until when; leave out while it lasts.", "2024-08"),
                        )
                    ),
                    most=50,
                ),
                "Offices held, with their dates.",
                "",
            ),
            REDIRECTS,
        )
    ),
    "organisation": Record(
        (
            _name("International Atomic Energy Agency"),
            Field("acronym", Text(), "Its usual short form.", "IAEA"),
            _aliases("[UN nuclear watchdog]"),
            Field("country", Term("country"), "Its country; leave out for an international one.", "IRN"),
            Field("parent", Term("organisation"), "The body it is part of.", "united-nations"),
            REDIRECTS,
        )
    ),
    "outlet": Record(
        (
            _name("Mehr News"),
            Field("url", Url(), "Its home page.", "https://en.mehrnews.com/"),
            Field("country", Term("country"), "Where it is based.", "IRN"),
            Field("language", Language(), "The language it publishes in.", "en"),
            Field("affiliation", _choice(AFFILIATIONS), "Who stands behind it.", "state"),
            Field("note", Text(), "What a reader should know of it.", "Owned by …"),
            REDIRECTS,
        )
    ),
    "series": Record(
        (
            _name("Iranian Foreign Ministry briefing"),
            Field("organisation", Term("organisation"), "Who holds it.", "iran-mfa"),
            Field("description", Text(), "What it is, in a sentence.", "Held on Mondays."),
            REDIRECTS,
        )
    ),
}
