"""The pages over everything: home, positions, digests, corrections, A–Z, search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from .. import urls
from ..contexts import AlphabetPage, CorrectionsPage, DigestPage, DigestsPage, HomePage, PositionsPage, SearchPage
from ..dates import PartialDate, week_days, week_id
from ..labels import kind_label
from ..library import Said
from ..names import initial
from ..schema import KINDS
from ..views import DigestYear, Letter, Link, Name, Neighbours
from ..vocabulary import names_of
from ..words import N_, Words
from .parts import Built, Page, Parts, most_frequent
from .timeline import NEWEST, Timeline, counted

POSITIONS = "positions/"
CORRECTIONS = "corrections/"
DIGESTS = urls.collection("digest")
SEARCH = "search/"
ALPHABET = "a-z/"

LATEST = 6
"""How many briefings and corrections the home shows."""

TABLE_ACTORS, TABLE_TOPICS = 12, 6
"""The size of the positions table: what a wide screen shows at once."""

FACETS = (
    ("topic", N_("Topic")),
    ("country", N_("Country")),
    ("speaking-for", N_("Speaking for")),
    ("person", N_("Person")),
    ("organisation", N_("Organisation")),
    ("outlet", N_("Outlet")),
    ("format", N_("Format")),
    ("year", N_("Year")),
)
"""What a search can be narrowed by."""


def plan(parts: Parts) -> Iterator[Page]:
    """The lists, the years of positions and corrections, and every digest."""
    yield from lists(parts)
    for timeline, page in (
        (positions_timeline(parts), positions_page),
        (corrections_timeline(parts), corrections_page),
    ):
        for year, month in timeline.pages():
            yield page(urls.period(timeline.uri, year, month), year, month)
    for digest_id in (*parts.library.weeks, *parts.library.months):
        yield Page(urls.page("digest", digest_id), "digest", (digest_id,))


def lists(parts: Parts) -> Iterator[Page]:
    """The pages over everything, each once."""
    yield Page("", "home")
    yield positions_page(POSITIONS, 0, 0)
    yield corrections_page(CORRECTIONS, 0, 0)
    yield Page(DIGESTS, "digests")
    yield Page(ALPHABET, "a-z")
    if parts.library.settings.search:
        yield Page(SEARCH, "search")


def positions_page(uri: str, year: int, month: int) -> Page:
    """The positions of a period, or the newest (year 0)."""
    return Page(uri, "positions", (year, month))


def corrections_page(uri: str, year: int, month: int) -> Page:
    """The corrections of a period, or the newest (year 0)."""
    return Page(uri, "corrections", (year, month))


def home(parts: Parts) -> Built:
    """The ways in. Counts of the last weeks come from the newest digest, so that old news does not crowd the page."""
    library = parts.library
    week = next(iter(library.weeks), "")
    items = library.weeks.get(week, [])
    sections = library.items
    context = HomePage(
        latest=tuple(parts.line(briefing) for briefing in library.listed[:LATEST]),
        digest=_digest_link(parts, week) if week else None,
        digest_sections=len(items),
        digest_topics=parts.ranked("topic", (t for item in items for t in item.section.topics), 5),
        topics=parts.ranked("topic", (t for item in sections for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in sections for c in item.section.countries)),
        people=parts.ranked_speakers(sections),
        relations=parts.ranked_relations(library.relations),
        activity=parts.activity(item.date for item in sections),
        corrections=tuple(parts.change(change) for change in library.corrections[:LATEST]),
        briefings_total=len(library.listed),
        sections_total=len(sections),
        sources_total=sum(len(briefing.sources) for briefing in library.listed),
    )
    return Built(library.settings.site_name, "", context)


def positions_timeline(parts: Parts) -> Timeline:
    """All statements by years and months."""
    return parts.timeline(POSITIONS, parts.words.gettext("Positions"), parts.library.said, attrgetter("date"))


def corrections_timeline(parts: Parts) -> Timeline:
    """All corrections by years and months."""
    name = parts.words.gettext("Corrections")
    return parts.timeline(CORRECTIONS, name, parts.library.corrections, attrgetter("update.date"))


def positions(parts: Parts, year: int, month: int) -> Built:
    """Who holds which position: a table of the latest, and the newest statements; or those of a year."""
    said, timeline, words = parts.library.said, positions_timeline(parts), parts.words
    if year:
        shown = timeline.shown(year, month)
        title = words.gettext("Positions of %(period)s", period=words.period_label(year, month))
        back, neighbours = timeline.back(year, month), timeline.neighbours(year, month)
        periods = () if month else timeline.months(year)
        topics, rows, total = (), (), len(timeline.of(year, month))
    else:
        shown, title, back, neighbours = said[:NEWEST], words.gettext("Positions"), None, Neighbours(None, None)
        periods, total = timeline.years(), len(said)
        topics, rows = _table(parts, said)
    context = PositionsPage(title, back, topics, rows, parts.statements(shown), periods, total, neighbours)
    description = words.gettext("Who said what on which topic, dated, with the source beside it.")
    return Built(title, description, context)


def _table(parts: Parts, said: Sequence[Said]) -> tuple[tuple, tuple]:
    """The most active actors by the most spoken-of topics, each cell the latest statement."""
    topics = [topic for topic, _ in most_frequent((one.statement.topic for one in said), TABLE_TOPICS)]
    counts = Counter(one.actor for one in said if one.statement.topic in topics)
    actors = sorted(counts, key=lambda actor: (-counts[actor], actor))[:TABLE_ACTORS]
    rows = []
    for actor in actors:
        cells = []
        for topic in topics:
            history = parts.library.positions.get((actor, topic), ())
            cells.append(parts.statement(history[0]) if history else None)
        rows.append((parts.actor(actor), tuple(cells)))
    return parts.links("topic", topics), tuple(rows)


def corrections(parts: Parts, year: int, month: int) -> Built:
    """The corrections log, or a year of it."""
    changes, timeline, words = parts.library.corrections, corrections_timeline(parts), parts.words
    if year:
        shown = timeline.shown(year, month)
        title = words.gettext("Corrections of %(period)s", period=words.period_label(year, month))
        back, neighbours = timeline.back(year, month), timeline.neighbours(year, month)
        periods = () if month else timeline.months(year)
    else:
        shown, title, back, neighbours = changes[:NEWEST], words.gettext("Corrections"), None, Neighbours(None, None)
        periods = timeline.years()
    views = tuple(parts.change(change) for change in shown)
    context = CorrectionsPage(title, back, views, periods, len(changes), neighbours)
    description = words.gettext("What was wrong in a briefing, and when it was put right.")
    return Built(title, description, context)


def _digest_link(parts: Parts, digest_id: str) -> Link:
    return Link(_digest_title(parts.words, digest_id), urls.page("digest", digest_id))


def _digest_title(words: Words, digest_id: str) -> str:
    if "W" in digest_id:
        return words.gettext("Week %(week)s, %(year)s", week=int(digest_id[6:]), year=int(digest_id[:4]))
    return words.month_label(int(digest_id[:4]), int(digest_id[5:]))


def digests(parts: Parts) -> Built:
    """All digests by year."""
    months: dict[int, list] = defaultdict(list)
    weeks: dict[int, list] = defaultdict(list)
    for index, groups in ((months, parts.library.months), (weeks, parts.library.weeks)):
        for digest_id, items in groups.items():
            index[int(digest_id[:4])].append((_digest_link(parts, digest_id), len(items)))
    years = tuple(
        DigestYear(year, counted(months[year]), counted(weeks[year]))
        for year in sorted({*months, *weeks}, reverse=True)
    )
    total = len(parts.library.weeks) + len(parts.library.months)
    description = parts.words.gettext("Every week and every month on one page.")
    return Built(parts.words.gettext("Digests"), description, DigestsPage(years, total))


def digest(parts: Parts, digest_id: str) -> Built:
    """A week or a month rolled up: what happened, against the period before."""
    library, words = parts.library, parts.words
    weekly = "W" in digest_id
    groups = library.weeks if weekly else library.months
    items = groups[digest_id]
    ids = list(groups)
    at = ids.index(digest_id)
    older = ids[at + 1] if at + 1 < len(ids) else ""
    newer = ids[at - 1] if at else ""
    briefings = list({item.briefing.id: item.briefing for item in items}.values())
    said = [Said(item, s, s.date or item.section.date) for item in items for s in item.section.statements]
    before = groups.get(_before(digest_id), ())
    context = DigestPage(
        title=_digest_title(words, digest_id),
        kind=words.gettext("Weekly digest") if weekly else words.gettext("Monthly digest"),
        span=words.span_label(*week_days(digest_id)) if weekly else "",
        lines=tuple(parts.line(briefing) for briefing in briefings),
        lines_total=len(briefings),
        sections_total=len(items),
        before_total=len(before),
        topics=parts.ranked("topic", (t for item in items for t in item.section.topics)),
        countries=parts.ranked("country", (c for item in items for c in item.section.countries)),
        statements=parts.statements(said[:NEWEST]),
        corrections=tuple(
            parts.change(change) for change in library.corrections if _belongs(change.update.date, digest_id)
        ),
        parts=() if weekly else _weeks_of(parts, digest_id),
        back=Link(words.gettext("Digests"), DIGESTS),
        neighbours=Neighbours(
            _digest_link(parts, older) if older else None,
            _digest_link(parts, newer) if newer else None,
        ),
    )
    description = words.gettext(
        "%(briefings)s, %(sections)s: what was said and by whom.",
        briefings=words.ngettext("%(num)s briefing", "%(num)s briefings", context.lines_total),
        sections=words.ngettext("%(num)s section", "%(num)s sections", len(items)),
    )
    title = words.gettext("%(kind)s: %(period)s", kind=context.kind, period=context.title)
    return Built(title, description, context)


def _belongs(date: PartialDate, digest_id: str) -> bool:
    if "W" in digest_id:
        return date.full and week_id(date.first) == digest_id
    return date.iso[:7] == digest_id


def _before(digest_id: str) -> str:
    """The calendar's week or month before, whether or not anything happened in it."""
    if "W" in digest_id:
        monday, _ = week_days(digest_id)
        return week_id(monday.fromordinal(monday.toordinal() - 7))
    year, month = int(digest_id[:4]), int(digest_id[5:])
    return f"{year:04}-{month - 1:02}" if month > 1 else f"{year - 1:04}-12"


def _weeks_of(parts: Parts, month: str) -> tuple:
    """The weeks that a month's sections fall into, with their own counts."""
    ids = {week_id(item.date.first) for item in parts.library.months[month] if item.date.full}
    return counted([(_digest_link(parts, week), len(parts.library.weeks[week])) for week in sorted(ids, reverse=True)])


def alphabet(parts: Parts) -> Built:
    """Every term under each of its names."""
    letters: dict[str, dict[tuple, Name]] = defaultdict(dict)
    for kind in KINDS:
        for term_id, term in sorted(parts.vocabulary.terms[kind].items()):
            if kind == "country" and term_id not in parts.countries:
                continue
            link = parts.link(kind, term_id)
            names = names_of(term) if kind != "country" else (term.name, *term.native, *term.aliases)
            for name in dict.fromkeys(names):
                key = (parts.sort_key(name), name, kind, term_id)
                of = "" if name == link.name else link.name
                shown = kind_label(parts.words, kind)
                letters[initial(name)][key] = Name(name, link.uri, of, shown)
    ordered = sorted(letters, key=lambda letter: (letter == "#", parts.sort_key(letter), letter))
    result = tuple(
        Letter(letter, f"_{ord(letter):x}", tuple(letters[letter][key] for key in sorted(letters[letter])))
        for letter in ordered
    )
    total = sum(len(letter.names) for letter in result)
    description = parts.words.gettext("Every topic, country, person, organisation and outlet, under all names.")
    return Built(parts.words.gettext("A–Z"), description, AlphabetPage(result, total))


def search(parts: Parts) -> Built:
    """The search page."""
    years = sorted({item.date.year for item in parts.library.items}, reverse=True)
    facets = tuple((key, parts.words.gettext(label)) for key, label in FACETS)
    context = SearchPage(facets, tuple(years), Link(parts.words.gettext("A–Z"), ALPHABET))
    description = parts.words.gettext("Search sections by words, names in any spelling, and what they are about.")
    return Built(parts.words.gettext("Search"), description, context)
