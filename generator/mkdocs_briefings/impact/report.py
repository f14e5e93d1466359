"""The impact as Markdown for a maintainer, the most important first, or as JSON.

Long lists end with "and 3 more", and the whole is no longer than a comment on GitHub may be. Every text of content is
escaped for GitHub's Markdown (`github_text`); none stands at the beginning of a line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from ..github_text import code, words
from ..report import in_numbers
from .facts import Base, BriefingFact, Hidden, Impact, Lost, LostAnchor, OverTagged, PageFact, TermFact, Turn

LIMIT = 60_000
"""Characters of a whole report. GitHub takes 65,536 for a comment, and 1 MiB for the summary of a step."""

_SIZES = ((20, 120), (8, 80), (3, 60), (1, 40))
"""How many rows a list shows, and how many characters a text: the first with which the report is not too long."""

_GROUPS = {
    "Briefings": ("briefing",),
    "Topics": ("topic",),
    "Countries": ("country",),
    "People": ("person",),
    "Organisations": ("organisation",),
    "Outlets": ("outlet",),
    "Series": ("series",),
    "Ordinary pages": ("ordinary",),
    "Topics by country": ("topic-country",),
    "Relations": ("relation",),
    "Digests": ("digest",),
    "Years, months and days": ("period", "series-period"),
}
_LISTS = "Lists of everything"

_STATES = {
    "": "not there",
    "draft": "draft",
    "embargo": "under embargo",
    "published": "published",
    "withdrawn": "withdrawn",
}

_BASES = {
    "given": "Compared with {commit}, which is {name}.",
    "branch": "Compared with {commit}, the last commit in common with {name}.",
    "head": "Compared with {commit}, the last commit.",
}

_CONFIG = "`mkdocs.yml` changes. It can change any page, and of that nothing is said here."
_TEMPLATES = "Templates that change: {}. They can change any page, and of that nothing is said here."
_ORDINARY = "Ordinary pages that change and are not named, since some may be on no site: {}."
_PICTURES = "Pictures and other files that change: {}."
_UNCOMPARED = "Pages that may change too, but are too many to be compared: {}."
_SILENT = "No feed announces these changes. If readers should know of one, add it to the briefing's `updates`:"
_LATE = "No feed announces these briefings, since `published` is older there than all that feeds hold:"
_NO_ADDRESS = "The site has no feeds, since `mkdocs.yml` gives no `site_url`."
_LEFT_OUT = "The content there has errors ({errors}). Briefings that are left out of the comparison for them: {left}."


@dataclass(frozen=True)
class _Writer:
    """Writes lists of at most `rows` rows with texts of at most `length` characters."""

    rows: int
    length: int

    def text(self, text: str) -> str:
        """A text of content in quotation marks."""
        return f"“{words(text, self.length)}”"

    def ids(self, ids: Iterable[str]) -> str:
        """Some ids, not too many."""
        ids = list(ids)
        more = f" and {len(ids) - self.rows} more" if len(ids) > self.rows else ""
        return ", ".join(code(one) for one in ids[: self.rows]) + more

    def listed(self, rows: Sequence[str]) -> list[str]:
        """Rows as a list."""
        more = [f"- and {len(rows) - self.rows} more"] if len(rows) > self.rows else []
        return [*(f"- {row}" for row in rows[: self.rows]), *more]

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
        """Rows as a table: a text, then numbers. Texts are escaped already."""
        lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
        lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows[: self.rows]]
        return lines + ([f"\nand {len(rows) - self.rows} more"] if len(rows) > self.rows else [])


def markdown(impact: Impact, limit: int = LIMIT) -> str:
    """The report; of at most `limit` characters, where that is possible with one row of each list."""
    for size in _SIZES:
        blocks = ["\n".join(block) for block in _blocks(impact, _Writer(*size)) if block]
        text = "\n\n".join(blocks) + "\n"
        if len(text) <= limit:
            break
    return text


def as_json(impact: Impact) -> str:
    """The same facts as a JSON object: the fields of `facts.Impact`, lists whole."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=1) + "\n"


def faulty(errors: int, warnings: int) -> str:
    """What is said where the content has errors."""
    return (
        "## What this change does to the site\n\n"
        f"The check says: {in_numbers(errors, warnings)} With errors no site is built, and the last one stays as it "
        "is. `briefings check` says what they are; what the change does is said here when they are mended.\n"
    )


def faulty_json(errors: int, warnings: int) -> str:
    """The same as JSON: the check's numbers alone."""
    return json.dumps({"errors": errors, "warnings": warnings}, indent=1) + "\n"


def _blocks(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    """All paragraphs, headings, lists and tables, in order."""
    yield ["## What this change does to the site"]
    yield [*_base(impact.base), f"The check says: {in_numbers(impact.errors, impact.warnings)}"]
    if impact.nothing:
        yield ["Nothing on the site changes."]
        return
    yield from _attention(impact, writer)
    yield from _briefings(impact, writer)
    yield from _feeds(impact, writer)
    yield from _pages(impact, writer)
    yield from _terms(impact, writer)
    yield from _counts(impact, writer)


def _base(base: Base) -> list[str]:
    lines = [_BASES[base.how].format(commit=code(base.commit[:12]), name=code(base.name))] if base.how else []
    if base.empty:
        lines.append("It has no briefings, so everything is new.")
    if base.errors:
        lines.append(_LEFT_OUT.format(errors=base.errors, left=base.left_out))
    return lines


# what to look at first


def _attention(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    lists = [
        ("Addresses that lead nowhere any more", [_lost(one) for one in impact.lost], _KEEP),
        ("Old addresses from which nothing leads on any more", [_lost(one) for one in impact.lost_redirects], ""),
        ("Links to headings that break", [_anchor(one) for one in impact.lost_anchors], _KEEP_ANCHOR),
        ("Sections with too many terms", [_tags(one) for one in impact.over_tagged], _TAGS),
        ("Turns in position", [_turn(one, writer) for one in impact.turns], ""),
        ("Terms that no briefing uses any more", [_term(one, writer) for one in impact.terms.orphaned], ""),
    ]
    if any(rows for _, rows, _ in lists):
        yield ["### To look at first"]
    for title, rows, hint in lists:
        if rows:
            yield [f"**{title}** ({len(rows)})"]
            yield writer.listed(rows)
            yield [hint] if hint else []


_KEEP = (
    "An address that was once published should lead somewhere: what has taken its place names it in `redirects_from`. "
    "A briefing that is taken back keeps its address by `status: withdrawn`."
)
_KEEP_ANCHOR = "A section that takes the old id into its `redirects_from` keeps links to it working."
_TAGS = "Keep those that a section is really about; pages of terms are built from them."


def _lost(lost: Lost) -> str:
    page = code(f"/{lost.uri}")
    if not lost.successor:
        return page
    mend = f"`redirects_from: [{lost.old}]`"  # it was an id, so it is plain
    if lost.kind == "briefing":
        return f"{page}: it seems to be {code(lost.successor)} now. Then add {mend} there."
    return f"{page}: it seems to be {code(lost.successor)} now. Then add {mend} there, in {code(lost.file)}."


def _anchor(lost: LostAnchor) -> str:
    place = code(f"/briefings/{lost.briefing}/#{lost.anchor}")
    return f"{place}: it seems to be the section {code(lost.successor)} now." if lost.successor else place


def _tags(fact: OverTagged) -> str:
    place = f"{code(fact.section)} of {code(fact.briefing)}"
    return f"{place}: {fact.count} {'countries' if fact.key == 'countries' else 'topics'}"


def _turn(turn: Turn, writer: _Writer) -> str:
    who = f"{writer.text(turn.actor)} on {writer.text(turn.topic)}"
    place = f"{code(turn.section)} of {code(turn.briefing)}"
    said = f"{who}, {turn.date}: {writer.text(turn.says)}"
    if turn.before:
        return f"{said}; before, {turn.since}: {writer.text(turn.before)} ({place})"
    return f"{said}; nothing earlier is on the site ({place})"


# briefings


def _briefings(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    if impact.briefings or impact.removed or impact.hidden:
        yield ["### Briefings"]
    rows = [_briefing(fact, writer) for fact in impact.briefings]
    yield writer.listed([*rows, *(f"Deleted: {code(one)}" for one in impact.removed)])
    if impact.hidden:
        yield ["Briefings that are not published are not named:"]
        yield writer.table(("Before, and now", "Briefings"), [(_states(one), one.count) for one in impact.hidden])


_WAS = {"": "New", "draft": "Published, no draft any more", "embargo": "Published, no embargo any more"}


def _briefing(fact: BriefingFact, writer: _Writer) -> str:
    what = _WAS.get(fact.was, "Changed" if fact.was == "published" else "Published again")
    row = f"{what}: {code(fact.id)} {writer.text(fact.title)}"
    if fact.changes:
        row += f"; front matter: {writer.ids(fact.changes)}"
    if fact.sections:
        row += f"; sections: {writer.ids(fact.sections)}"
    return row


def _states(fact: Hidden) -> str:
    return f"{_STATES[fact.was]} → {_STATES[fact.now]}"


# feeds


def _feeds(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    feeds = impact.feeds
    if feeds is None:
        yield ["### Feeds"]
        yield [_NO_ADDRESS]
        return
    if feeds.feeds or feeds.silent or feeds.late:
        yield ["### Feeds"]
    named = {"new": "New", "updated": "Updated"}
    if feeds.site:
        yield ["The site's feed announces:"]
        yield writer.listed([f"{named[e.what]}: {code(e.briefing)} {writer.text(e.title)}" for e in feeds.site])
    if feeds.feeds:
        yield [f"Feeds that announce something: {len(feeds.feeds)}."]
        rows = [(_page(PageFact(f.uri, f.kind, f.title), writer), f.new, f.updated) for f in feeds.feeds]
        yield writer.table(("Feed of", "New entries", "Updated entries"), rows)
    if feeds.silent:
        yield [_SILENT]
        yield writer.listed([code(one) for one in feeds.silent])
    if feeds.late:
        yield [_LATE]
        yield writer.listed([code(one) for one in feeds.late])


# pages


def _pages(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    pages = impact.pages
    lists = (
        ("Appear", pages.appear),
        ("Move", pages.move),
        ("Vanish, and nothing leads on from them", pages.vanish),
        ("Change", pages.change),
    )
    notes = [_CONFIG] if impact.everywhere.config else []
    notes += [_TEMPLATES.format(n) for n in [impact.everywhere.templates] if n]
    notes += [_PICTURES.format(n) for n in [impact.everywhere.pictures] if n]
    notes += [_ORDINARY.format(n) for n in [impact.everywhere.ordinary] if n]
    notes += [_UNCOMPARED.format(n) for n in [pages.uncompared] if n]
    found = [(title, facts) for title, facts in lists if facts]
    if found or notes:
        yield ["### Pages"]
    if found:
        groups = {kind: name for name, kinds in _GROUPS.items() for kind in kinds}
        counts = [(title, Counter(groups.get(fact.kind, _LISTS) for fact in facts)) for title, facts in lists]
        names = [name for name in (*_GROUPS, _LISTS) if any(count[name] for _, count in counts)]
        rows = [(name, *(count[name] or "" for _, count in counts)) for name in names]
        yield _Writer(len(rows), writer.length).table(("Pages that", "appear", "move", "vanish", "change"), rows)
    yield notes
    for title, facts in found:
        yield [f"**{title}** ({len(facts)})"]
        yield writer.listed([_page(fact, writer) if title != "Move" else _moved(fact) for fact in facts])


def _page(fact: PageFact, writer: _Writer) -> str:
    address = code(f"/{fact.uri}")
    return f"{address} {writer.text(fact.title)}" if fact.title else address


def _moved(fact: PageFact) -> str:
    if fact.target:
        return f"{code(f'/{fact.uri}')} leads on to {code(f'/{fact.target}')}"
    return f"{code(f'/{fact.uri}')} leads on to a briefing that is withdrawn"


# terms


def _terms(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    terms = impact.terms
    rows = [
        *(f"New, and no briefing uses it: {_term(one, writer)}" for one in terms.idle),
        *(f"New: {_term(one, writer)}" for one in terms.new if one not in terms.idle),
        *(f"Gone: {_term(one, writer)}" for one in terms.gone),
        *(f"Changed: {_renamed(one, writer)}" for one in terms.changed),
    ]
    if rows:
        yield ["### Vocabulary"]
        yield writer.listed(rows)


def _term(fact: TermFact, writer: _Writer) -> str:
    return f"{fact.kind} {code(fact.id)} {writer.text(fact.name)}"


def _renamed(fact: TermFact, writer: _Writer) -> str:
    return f"{_term(fact, writer)}, before {writer.text(fact.was)}" if fact.was else _term(fact, writer)


# counts


def _counts(impact: Impact, writer: _Writer) -> Iterator[list[str]]:
    if impact.counts:
        yield ["### How much there is"]
        rows = [
            (f"{one.kind} {writer.text(one.name)}", one.before, one.after, f"{one.after - one.before:+}")
            for one in impact.counts
        ]
        yield _Writer(min(writer.rows, COUNTED), writer.length).table(("Sections on", "before", "now", "change"), rows)


COUNTED = 10
"""How many topics and countries are shown with their numbers."""
