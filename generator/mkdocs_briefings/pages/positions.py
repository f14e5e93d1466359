"""Who holds which position: statements grouped into positions, and the table of actors by topics.

A position is what one actor said on one topic. Everything here goes once through the statements it is given, newest
first, and shows a fixed number of them at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from ..fragment import cut
from ..library import Said
from ..views import Link, Position, PositionCell, PositionRow
from .parts import Parts, most_frequent

TABLE_ACTORS, TABLE_TOPICS = 12, 6
"""The size of the table: what a wide screen shows at once."""

CELL = 140
"""How long a statement in a cell may be, in characters; it is whole in its section."""

ROW = 5
"""How many statements a row opens; the actor's page has more."""

EARLIER = 3
"""How many statements before the latest a position shows, and how many turns among those before them."""

PLACE = "#_positions"
"""Where on an actor's page the positions are."""

Actor = tuple[str, str]


def positions(parts: Parts, said: Iterable[Said], most: int) -> tuple[tuple[Position, ...], int]:
    """The `most` positions with the newest statements, and how many positions there are.

    `said` are statements, newest first; so the positions come in the order of their latest statements.
    """
    groups: dict[tuple[Actor, str], list[Said]] = {}
    for one in said:
        groups.setdefault((one.actor, one.statement.topic), []).append(one)
    return tuple(_position(parts, history) for history in islice(groups.values(), most)), len(groups)


def _position(parts: Parts, history: Sequence[Said]) -> Position:
    latest, *earlier = history
    turns = [one for one in earlier if one.statement.shift]
    further = [one for one in earlier[EARLIER:] if one.statement.shift][:EARLIER]
    return Position(
        latest=parts.statement(latest),
        earlier=parts.statements((*earlier[:EARLIER], *further)),
        earlier_total=len(earlier),
        turns=len(turns),
    )


def most_active(said: Sequence[Said], actors: int, topics: int) -> tuple[list[Actor], list[str]]:
    """The topics with most statements, and the actors with most statements on these; ties by id."""
    chosen = [topic for topic, _ in most_frequent((one.statement.topic for one in said), topics)]
    counts = Counter(one.actor for one in said if one.statement.topic in chosen)
    return sorted(counts, key=lambda actor: (-counts[actor], actor))[:actors], chosen


def table(parts: Parts) -> tuple[tuple[Link, ...], tuple[PositionRow, ...]]:
    """The heads and rows of the table: the most active actors by the topics spoken of most, in cells the latest."""
    actors, topics = most_active(parts.library.said, TABLE_ACTORS, TABLE_TOPICS)
    return parts.links("topic", topics), tuple(_row(parts, actor, topics) for actor in actors)


def _row(parts: Parts, actor: Actor, topics: Iterable[str]) -> PositionRow:
    histories = [parts.library.positions.get((actor, topic), ()) for topic in topics]
    cells = tuple(_cell(parts, history[0]) if history else None for history in histories)
    said = parts.library.said_by[actor]
    link = parts.actor(actor)
    return PositionRow(
        actor=link,
        cells=cells,
        history=parts.statements(said[:ROW]) if len(said) > sum(cell is not None for cell in cells) else (),
        total=len(said),
        more=Link(link.name, link.uri + PLACE) if link.uri else None,
    )


def _cell(parts: Parts, said: Said) -> PositionCell:
    latest = parts.statement(said)
    turned = latest.shift and latest.before is not None
    return PositionCell(
        topic=latest.topic,
        latest=latest,
        says=cut(latest.says, CELL),
        before=cut(latest.before.says, CELL) if turned else "",
    )
