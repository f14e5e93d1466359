"""Counts by country → the world map of activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from ..names import sort_key
from ..views import Link
from ..words import N_
from .drawing import Href, Words, anchor, figure, legend, row, shades, svg, text
from .scale import scale_of
from .shapes import world

WORDS = Words(
    N_("World map of activity"),
    N_(
        "Countries shaded by the number of sections. "
        "Borders follow the ISO 3166 list and imply no view on any territory."
    ),
    (N_("Country"), N_("Sections")),
)


def world_map(
    counts: Mapping[str, int],
    place: Callable[[str], Link],
    href: Href,
    words: Words = WORDS,
    name: str = "_map",
    rows: int = 0,
    rest: Link | None = None,
) -> Markup:
    """Countries by alpha-3 code with their counts, on a map in true areas.

    `place` gives a country's name and page (without a page it is no link). Countries that can hardly be hit have a
    circle over their shape. Counts below 1 are left out; what is not on the map stands in the table. Ties are in the
    order of names. With `rows` the table has only so many countries, and `rest` under it leads to all.
    """
    counted = {code: count for code, count in counts.items() if count > 0}
    links = {code: place(code) for code in counted}
    ordered = sorted(counted, key=lambda code: (-counted[code], sort_key(links[code].name), code))
    scale = scale_of(max(counted.values(), default=0))
    earth = world()
    land = earth.rest + "".join(shape.path for code, shape in earth.shapes.items() if code not in counted)
    groups: dict[tuple[bool, int], list[str]] = {}
    for code in ordered:
        shape = earth.shapes.get(code)
        if shape is None:
            continue
        title = f"<title>{text(words.pairing(links[code].name, counted[code]))}</title>"
        outline = f'<path d="{shape.path}"/>' if shape.path else ""
        if shape.circle:
            outline += f'<circle cx="{shape.x}" cy="{shape.y}" r="{shape.circle}"/>'
        group = groups.setdefault((shape.circle > 0, scale.shade(counted[code])), [])
        group.append(anchor(links[code], href, title + outline, apart=True))
    # Circles come last, so that no neighbour's shape covers them; within each kind the strongest shade is read first.
    order = sorted(groups, key=lambda group: (group[0], -group[1]))
    drawn = [
        f'<g class="s{shade}" fill-opacity="{shade / 5}">{"".join(groups[circle, shade])}</g>'
        for circle, shade in order
    ]
    inner = "\n".join((f'<path class="land" fill-opacity=".1" d="{land}"/>', *drawn))
    drawing = svg(name, "group", earth.width, earth.height, words, inner)
    listed = ordered[: rows or None]
    table = [row(anchor(links[code], href, text(links[code].name)), [words.number(counted[code])]) for code in listed]
    more = anchor(rest, href, text(rest.name)) if rest else ""
    return figure("map", drawing, words, legend(words, shades(scale, words)), table, more)
