"""Statements by actor and topic → who spoke on what: a dot for each position, larger the more was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from ..views import Link
from ..words import N_
from .drawing import Href, Words, anchor, figure, legend, row, scrolled, statements, svg, text
from .grid import Grid
from .scale import Scale, scale_of

RADII = (0, 3, 5, 7, 9, 11)
"""Of the dots by shade, in pixels."""
_RING = 'fill="none" stroke="currentColor" stroke-width="2"'


class Spoken(NamedTuple):
    """What one actor said on one topic: how many statements, how many of them turns in position, and a link to the
    last one, named by its date."""

    count: int
    turns: int
    last: Link


WORDS = Words(
    N_("Who spoke on what"),
    N_(
        "Each dot is what one actor said on one topic: the larger, the more statements. "
        "A ring marks a turn in position."
    ),
    (N_("Actor"),),
    legend=N_("Statements"),
    count=statements,
)


def speakers(
    actors: Mapping[str, Link],
    topics: Mapping[str, Link],
    cells: Mapping[tuple[str, str], Spoken],
    href: Href,
    words: Words = WORDS,
    turn: str = N_("turn in position"),
    name: str = "_speakers",
    rtl: bool = False,
) -> Markup:
    """Actors by topics, in the order given; `cells` go by (actor's key, topic's key), those of a count below 1 are
    left out. `turn` is what a ring means, in words."""
    grid = Grid(len(actors), len(topics), cell_width=34, cell_height=28, letters=26, rtl=rtl)
    shown = (spoken for (one, other), spoken in cells.items() if one in actors and other in topics)
    scale = scale_of(max((spoken.count for spoken in shown), default=0))
    dots, rings, table = [], [], []
    for line, (one, actor) in enumerate(actors.items()):
        said = []
        for place, (other, topic) in enumerate(topics.items()):
            spoken = cells.get((one, other))
            if spoken is None or spoken.count < 1:
                said.append("")
                continue
            x, y = grid.middle(line, place)
            radius = RADII[scale.shade(spoken.count)]
            dots.append(
                f'<circle cx="{x}" cy="{y}" r="{radius}">'
                f"<title>{text(words.pairing(f'{actor.name} · {topic.name}', spoken.count))}</title></circle>"
            )
            if spoken.turns:
                rings.append(f'<circle cx="{x}" cy="{y}" r="{radius + 2}"/>')
            said.append(_cell(spoken, href, turn, words))
        table.append(row(anchor(actor, href, text(actor.name)), said))
    parts = [grid.frame(), grid.labels(actors.values(), topics.values()), f'<g class="dots">{"".join(dots)}</g>']
    if rings:
        parts.append(f'<g class="turns" {_RING}>{"".join(rings)}</g>')
    drawing = svg(name, "img", grid.width, grid.height, words, "\n".join(parts), grid.size)
    heads = (words.heads[0], *(topic.name for topic in topics.values()))
    key = legend(words, _marks(scale, turn if rings else "", words), "24 24")
    return figure("speakers", scrolled(name, drawing), words._replace(heads=heads), key, table)


def _cell(spoken: Spoken, href: Href, turn: str, words: Words) -> str:
    last = anchor(spoken.last, href, text(spoken.last.name))
    turned = f" · {text(turn)}" if spoken.turns else ""
    return f"{words.number(spoken.count)} · {last}{turned}"


def _marks(scale: Scale, turn: str, words: Words) -> list[tuple[str, str]]:
    """The legend: dots in their sizes, and the ring."""
    marks = [
        (f'<circle class="dot" cx="12" cy="12" r="{RADII[shade]}"/>', label)
        for shade, label in zip(scale.shades, scale.labels_in(words.number), strict=True)
    ]
    if turn:
        marks.append((f'<circle class="turn" cx="12" cy="12" r="8" {_RING}/>', turn))
    return marks
