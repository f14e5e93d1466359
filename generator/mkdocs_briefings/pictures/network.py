"""Pairs of countries → the network of their relations: names in a column, an arc between any two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from markupsafe import Markup

from ..names import sort_key
from ..views import Link
from ..words import N_
from .drawing import Href, Words, anchor, figure, legend, row, shades, shorten, svg, text
from .scale import scale_of
from .shapes import world

Pair = tuple[str, str]

MOST_PAIRS, MOST_COUNTRIES = 70, 40
"""What can still be read in one picture."""

_ROW, _GAP, _NAMES, _REACH = 18, 24, 168, 220
"""Pixels: between two names, over a group, the column of names, how far the widest arc reaches."""
_LETTERS = 21
"""How long a name may be, in Latin letters."""
_WIDTHS = {1: "1", 2: "1.5", 3: "2", 4: "3", 5: "4.5"}
"""How thick the arcs of each shade are, in pixels."""

WORDS = Words(
    N_("Network of relations"),
    N_("Countries by region, and an arc between two that sections speak of together: the thicker, the more sections."),
    (N_("Relation"), N_("Sections")),
)


def strongest(
    pairs: Mapping[Pair, int], pairs_at_most: int = MOST_PAIRS, countries: int = MOST_COUNTRIES
) -> dict[Pair, int]:
    """The pairs with the highest counts that one picture can show; ties by code."""
    kept: dict[Pair, int] = {}
    seen: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if len(kept) == pairs_at_most:
            break
        if pairs[pair] > 0 and len(seen.union(pair)) <= countries:
            kept[pair] = pairs[pair]
            seen.update(pair)
    return kept


def network(
    pairs: Mapping[Pair, int],
    place: Callable[[str], Link],
    region: Callable[[str], str],
    relation: Callable[[str, str], Link],
    href: Href,
    words: Words = WORDS,
    name: str = "_network",
    rtl: bool = False,
) -> Markup:
    """Relations of countries, given by pairs of two alpha-3 codes with counts; counts below 1 are left out.

    `place` gives a country's name and page, `region` the name of the group it stands in ("" for none), `relation` the
    pair's name and page. Groups run from west to east by where all of the region's countries lie on the map, whichever
    of them are shown; the countries of a group are in the order of their names. So the layout hangs on the data alone:
    no chance, no fractions.
    """
    pairs = {pair: count for pair, count in pairs.items() if count > 0}
    lines, height = _lines({code for pair in pairs for code in pair}, place, region)
    width = _NAMES + _REACH + 12
    scale = scale_of(max(pairs.values(), default=0))
    at = {code: y for y, code, _ in lines if code}
    farthest = max((abs(at[one] - at[other]) for one, other in pairs), default=1) or 1
    ordered = sorted(pairs, key=lambda pair: (-pairs[pair], pair))

    def x(value: int) -> int:
        return width - value if rtl else value

    arcs: dict[int, list[str]] = defaultdict(list)
    for pair in ordered:
        high, low = sorted(at[code] for code in pair)
        reach = 10 + (_REACH - 10) * (low - high) // farthest
        title = text(words.pairing(relation(*pair).name, pairs[pair]))
        arcs[scale.shade(pairs[pair])].append(
            f'<path d="M{x(_NAMES)} {high}A{reach} {(low - high) // 2} 0 0 {0 if rtl else 1} {x(_NAMES)} {low}">'
            f"<title>{title}</title></path>"
        )
    lined = 'fill="none" stroke="currentColor"'
    parts = [
        f'<g class="s{shade}" {lined} stroke-width="{_WIDTHS[shade]}">{"".join(arcs[shade])}</g>'
        for shade in sorted(arcs)
    ]
    parts.append('<g text-anchor="end">')
    for y, code, label in lines:
        short = text(shorten(label, _LETTERS))
        if not code:
            parts.append(f'<text class="group" x="{x(_NAMES - 10)}" y="{y}" font-size="11">{short}</text>')
            continue
        inner = f'<text x="{x(_NAMES - 10)}" y="{y + 4}">{short}</text><circle cx="{x(_NAMES)}" cy="{y}" r="3"/>'
        parts.append(anchor(place(code), href, f"<title>{text(label)}</title>{inner}", apart=True))
    parts.append("</g>")
    size = f'width="{width}" height="{height}" font-size="13" direction="{"rtl" if rtl else "ltr"}" '
    drawing = svg(name, "group", width, height, words, "\n".join(parts), size)
    rows = [
        row(anchor(link, href, text(link.name)), [words.number(pairs[pair])])
        for pair in ordered
        for link in [relation(*pair)]
    ]
    return figure("network", drawing, words, legend(words, shades(scale, words)), rows)


def _lines(codes: set[str], place: Callable[[str], Link], region: Callable[[str], str]) -> tuple[list[tuple], int]:
    """The lines of the column as (y, code, name), a group's name with "" for the code; and the picture's height."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        groups[region(code)].append(code)
    xs: dict[str, list[int]] = defaultdict(list)
    for code, shape in world().shapes.items():
        xs[region(code)].append(shape.x)
    west = {group: (sum(places) // len(places) if (places := xs[group]) else 0, group) for group in groups}
    lines, y = [], 0
    for group in sorted(groups, key=west.__getitem__):
        if group:
            y += _GAP
            lines.append((y - 8, "", group))
        for code in sorted(groups[group], key=lambda code: (sort_key(place(code).name), code)):
            y += _ROW
            lines.append((y - 6, code, place(code).name))
    return lines, y + 8
