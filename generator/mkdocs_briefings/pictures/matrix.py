"""Counts of pairs → a table of shaded squares: topics by countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from ..views import Link
from ..words import N_
from .drawing import Href, Words, anchor, figure, legend, row, scrolled, shades, svg, text
from .grid import Grid
from .scale import scale_of

WORDS = Words(
    N_("Topics by country"),
    N_("Each square is the number of sections that are about a topic and a country."),
    (N_("Topic"),),
)


def matrix(
    rows: Mapping[str, Link],
    columns: Mapping[str, Link],
    counts: Mapping[tuple[str, str], int],
    meeting: Callable[[str, str], str],
    href: Href,
    words: Words = WORDS,
    name: str = "_matrix",
    rtl: bool = False,
) -> Markup:
    """How often each row meets each column, in the order given.

    `counts` go by (row id, column id); what is missing or below 1 is an empty square. `meeting` gives the URI of the
    page where two meet, "" where there is none. `rtl` puts the rows' names on the right. The first of the words'
    `heads` stands over the rows; the columns' names follow it.
    """
    grid = Grid(len(rows), len(columns), cell_width=27, cell_height=24, letters=18, rtl=rtl)
    scale = scale_of(max((counts.get((one, other), 0) for one in rows for other in columns), default=0))
    squares: dict[int, list[str]] = {}
    figures: dict[int, list[str]] = {}
    for line, one in enumerate(rows):
        for place, other in enumerate(columns):
            count = counts.get((one, other), 0)
            if count > 0:
                x, y = grid.middle(line, place)
                shade = scale.shade(count)
                # A square is a short thick line: a third of what a rectangle takes.
                squares.setdefault(shade, []).append(f"M{x - 13} {y}h26")
                figures.setdefault(shade, []).append(f'<text x="{x}" y="{y + 4}">{words.number(count)}</text>')
    parts = [grid.frame(), grid.labels(rows.values(), columns.values())]
    for shade in sorted(squares):
        path = f'<path d="{"".join(squares[shade])}" stroke-width="23"/>'
        parts.append(f'<g class="s{shade}" text-anchor="middle">{path}{"".join(figures[shade])}</g>')
    drawing = svg(name, "img", grid.width, grid.height, words, "\n".join(parts), grid.size)
    heads = (words.heads[0], *(link.name for link in columns.values()))
    table = []
    for one, link in rows.items():
        cells = []
        for other in columns:
            count = counts.get((one, other), 0)
            cells.append(anchor(Link("", meeting(one, other)), href, words.number(count)) if count > 0 else "")
        table.append(row(anchor(link, href, text(link.name)), cells))
    key = legend(words, shades(scale, words))
    return figure("matrix", scrolled(name, drawing), words._replace(heads=heads), key, table)
