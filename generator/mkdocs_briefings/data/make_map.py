"""Make world.json, the shapes of the world map, from Natural Earth's countries at 1:50 million.

The source is `countries-50m.json` of the npm package `world-atlas`: a TopoJSON file of Natural Earth's "Admin 0 –
Countries", in the public domain. To run it, with the package installed:

    python make_map.py node_modules/world-atlas countries.json world.json

What it does, in this order:

1. Gives every shape the alpha-3 code of `countries.json`, which the site uses. Overseas departments that Natural Earth
   counts to the motherland (French Guiana, Svalbard and others) become shapes of their own, as ISO 3166-1 has them;
   what has no code there (Somaliland, Northern Cyprus) goes to the country that the ISO list has in its place. Crimea
   and all of Western Sahara are drawn as the maps of the United Nations draw them.
2. Projects to Equal Earth (Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection", International Journal
   of Geographical Information Science 33:3): areas are true, so a shade has the weight of the land it covers.
3. Simplifies each border once (Visvalingam and Whyatt 1993, "Line generalisation by repeated elimination of points"),
   so that neighbours still meet, and rounds to whole numbers.
4. Moves the circles of countries too small to be hit apart, so that none hides another.

Coordinates are whole numbers in a box of `width` × `height`, y downwards. Each country has `at`, where its middle is
drawn; `d`, its shape as SVG path data, missing where it is smaller than the grid; and `circle`, the circle's radius,
where it is too small to be hit. Equal sources give equal bytes. LICENCES.md holds the terms.
"""

from __future__ import annotations

import argparse
import heapq
import json
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations, pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

WIDTH = 2000
"""Of the box: a whole world of 360 degrees."""
CENTRE = 11.5
"""The meridian in the middle, in degrees east: the edge then falls into the Bering Strait and cuts no land."""
SOUTH, NORTH = -57.0, 83.8
"""The latitudes shown, in degrees: from Cape Horn to Greenland. Antarctica is a circle at the lower edge."""
TOLERANCE = 6.5
"""A point goes if the triangle it makes with its neighbours is smaller than this, in square units."""
SPECK = 12.0
"""Islands smaller than this go, in square units, if they are not their country's largest."""
SMALL = 70.0
"""A country whose largest piece is smaller than this gets a circle, in square units (some 21,500 square kilometres)."""
NARROW = 8.5
"""And so does one whose largest piece is not as wide or as high as this."""
RADIUS = 9
"""Of the circles. In a map 1,176 pixels wide, the width of the theme's page, a circle is 10.6 pixels across."""
GAP = 1
"""Between two circles."""

Point = tuple[int, int]
Ring = list[Point]

# Natural Earth's names of shapes that have no number of ISO 3166-1, and whose they are here; "" is land of nobody.
UNNUMBERED = {
    "Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Indian Ocean Ter.": "CCK", "Siachen Glacier": "",
}  # fmt: skip

# Pieces that go to another country: from, to, and a box (west, south, east, north in degrees) that they lie in.
MOVES = (
    ("RUS", "UKR", (32.0, 44.0, 37.0, 46.5)),  # Crimea; UN General Assembly resolution 68/262
    ("FRA", "GUF", (-55, 2, -51, 6)), ("FRA", "GLP", (-62, 15.8, -61, 16.6)), ("FRA", "MTQ", (-61.4, 14.3, -60.7, 15)),
    ("FRA", "MYT", (45, -13.1, 45.4, -12.6)), ("FRA", "REU", (55, -21.5, 56, -20.8)),
    ("NLD", "BES", (-69, 11.9, -62.8, 17.8)), ("NOR", "SJM", (-10, 70, -7, 72)), ("NOR", "SJM", (10, 74, 34, 81)),
    ("NZL", "TKL", (-173, -9.6, -171, -8.4)), ("CCK", "CXR", (105, -11, 106, -10)),
)  # fmt: skip

# Western Sahara: what lies south of 27°40' N in Natural Earth's Morocco.
SAHARA = ("MAR", "ESH", 27 + 40 / 60)

# Longitude and latitude, in degrees, of what the source does not have. Antarctica stands where the map ends.
PLACES = {
    "ATA": (CENTRE, SOUTH), "BVT": (3.36, -54.42), "GIB": (-5.35, 36.14), "TUV": (179.2, -8.52), "UMI": (166.65, 19.28),
}  # fmt: skip


def read(folder: Path, codes: dict[str, str]) -> tuple[dict[str, list[Ring]], dict]:
    """Rings of longitude and latitude on the source's grid by alpha-3 code, and the grid's transform."""
    world = json.loads((folder / "countries-50m.json").read_text("utf-8"))
    arcs = []
    for deltas in world["arcs"]:
        x = y = 0
        arcs.append([(x := x + dx, y := y + dy) for dx, dy in deltas])
    rings: dict[str, list[Ring]] = defaultdict(list)
    for shape in world["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id")) or UNNUMBERED[shape["properties"]["name"]]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for numbers in (ring for polygon in polygons for ring in polygon):
            points: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[:-1]  # the next arc begins with it, or the ring did
            rings[code].append(points)
    return rings, world["transform"]


class Grid:
    """Between the source's grid and degrees, and from there to the map."""

    def __init__(self, transform: dict) -> None:
        self.scale, self.shift = transform["scale"], transform["translate"]
        self.turn = round(360 / self.scale[0])  # the grid's steps around the world
        self.unit = WIDTH / (2 * _equal_earth(180, 0)[0])
        self.top = _equal_earth(0, NORTH)[1]
        self.height = round((self.top - _equal_earth(0, SOUTH)[1]) * self.unit)

    def degrees(self, point: Point) -> tuple[float, float]:
        """Longitude and latitude."""
        return tuple(value * scale + shift for value, scale, shift in zip(point, self.scale, self.shift, strict=True))

    def row(self, latitude: float) -> int:
        """The grid's y nearest to a latitude."""
        return round((latitude - self.shift[1]) / self.scale[1])

    def is_cut(self, ring: Ring) -> bool:
        """Whether the map's edge cuts a ring. It cuts no more than an island of the Aleutians, which is left out."""
        columns = [(self.degrees(point)[0] - CENTRE + 180) % 360 for point in ring]
        return max(columns) - min(columns) > 180

    def on_map(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is on the map; longitudes count from the map's own edge."""
        x, y = _equal_earth((longitude - CENTRE + 180) % 360 - 180, latitude)
        return WIDTH / 2 + x * self.unit, (self.top - y) * self.unit

    def project(self, point: Point) -> tuple[float, float]:
        """Where a point of the source's grid is on the map."""
        return self.on_map(*self.degrees(point))


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    return 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * slope), t * (a4 * t**8 + a3 * t**6 + a2 * t**2 + a1)


def correct(rings: dict[str, list[Ring]], grid: Grid) -> None:
    """Give every piece to the country that has it in the ISO list."""
    for source, target, box in MOVES:
        inside = [ring for ring in rings[source] if all(_within(grid.degrees(point), box) for point in ring)]
        if not inside:
            raise SystemExit(f"the source has no piece of {source} where {target} should be")
        rings[source] = [ring for ring in rings[source] if ring not in inside]
        rings[target] += inside
    source, target, latitude = SAHARA
    row = grid.row(latitude)
    rings[target] += [cut for ring in rings[source] if (cut := _cut(ring, lambda y: y <= row, row))]
    rings[source] = [cut for ring in rings[source] if (cut := _cut(ring, lambda y: y >= row, row))]


def _within(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def _cut(ring: Ring, keep, row: int) -> Ring:
    """The part of a ring on one side of a parallel (Sutherland and Hodgman's clipping by one edge)."""
    out: Ring = []
    for (x, y), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if keep(y):
            out.append((x, y))
        if keep(y) != keep(y2):
            out.append((x + round((x2 - x) * (row - y) / (y2 - y)), row))
    return [point for point, after in zip(out, out[1:] + out[:1], strict=True) if point != after]


def dissolve(rings: list[Ring], turn: int) -> list[Ring]:
    """One country's rings without the lines between its own pieces, also those along the 180th meridian."""
    count: Counter[tuple[Point, Point]] = Counter()
    for ring in rings:
        around = [(x % turn, y) for x, y in ring]
        for one, other in zip(around, around[1:] + around[:1], strict=True):
            if count[other, one]:
                count[other, one] -= 1
            elif one != other:
                count[one, other] += 1
    following: dict[Point, list[Point]] = defaultdict(list)
    for (one, other), left in count.items():
        following[one] += [other] * left
    out = []
    for start in list(following):
        while following[start]:
            ring, point = [start], following[start].pop()
            while point != start:
                ring.append(point)
                point = following[point].pop()
            out.append(ring)
    return out


class Simplifier:
    """Simplifies borders, each once for both of its sides."""

    def __init__(self, rings: list[Ring], project) -> None:
        """`project` gives a point's place on the map."""
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[one].add(other)
                neighbours[other].add(one)
        self._corners = {point for point, others in neighbours.items() if len(others) > 2}
        self._project = project
        self._line = cache(self._line)

    def ring(self, ring: Ring) -> list[tuple[float, float]]:
        """A ring on the map."""
        corners = [number for number, point in enumerate(ring) if point in self._corners] or [ring.index(min(ring))]
        ring = ring[corners[0] :] + ring[: corners[0]]
        ends = [*(number - corners[0] for number in corners), len(ring)]
        ring.append(ring[0])
        out = []
        for start, end in pairwise(ends):
            out += self._line(tuple(ring[start : end + 1]))[:-1]
        return out

    def _line(self, line: tuple[Point, ...]) -> list[tuple[float, float]]:
        # One direction only, so that both sides get the same points.
        return self._line(line[::-1])[::-1] if line[::-1] < line else thin([self._project(point) for point in line])


def thin(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line without the points that matter least; its ends stay, and of a closed one two points more."""
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    queue = [(_triangle(*line[number - 1 : number + 2]), number) for number in range(1, last)]
    heapq.heapify(queue)
    current = {number: area for area, number in queue}
    least = 2 if line[0] == line[-1] else 0
    while len(current) > least and queue:
        area, number = heapq.heappop(queue)
        if current.get(number) != area:
            continue  # an older entry
        if area > TOLERANCE:
            break
        del current[number]
        one, other = before[number], after[number]
        after[one], before[other] = other, one
        for moved in (one, other):
            if moved in current:
                new = _triangle(line[before[moved]], line[moved], line[after[moved]])
                current[moved] = max(new, area)
                heapq.heappush(queue, (current[moved], moved))
    return [line[number] for number in (0, *sorted(current), last)]


def _triangle(a, b, c) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def area(ring: list) -> float:
    """The area within a ring, in square units."""
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def is_small(ring: list) -> bool:
    """Whether a country with this largest piece can hardly be hit."""
    sides = (max(values) - min(values) for values in zip(*ring, strict=True))
    return area(ring) < SMALL or min(sides) < NARROW


def middle(ring: list) -> tuple[float, float]:
    """The centre of the area within a ring."""
    x0, y0 = ring[0]
    whole = sum_x = sum_y = 0.0
    for (x, y), (x2, y2) in pairwise([(x - x0, y - y0) for x, y in [*ring, ring[0]]]):
        cross = x * y2 - x2 * y
        whole, sum_x, sum_y = whole + cross, sum_x + (x + x2) * cross, sum_y + (y + y2) * cross
    return (x0 + sum_x / (3 * whole), y0 + sum_y / (3 * whole)) if whole else (x0, y0)


def path(rings: list[list[tuple[float, float]]]) -> str:
    """SVG path data of rings: relative moves between whole numbers, no space where a minus parts two of them.

    It begins with an absolute move, so that the data of several countries can be one path.
    """
    out, at = [], (0, 0)
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        points = [point for point, after in zip(points, points[1:] + points[:1], strict=True) if point != after]
        if len(points) < 3:
            continue
        start = points[0]
        for number, (x, y) in enumerate(points):
            dx, dy = x - at[0], y - at[1]
            before = ("m" if out else "M") if number == 0 else "l" if number == 1 else " " if dx >= 0 else ""
            out.append(f"{before}{dx}{' ' if dy >= 0 else ''}{dy}")
            at = (x, y)
        out.append("z")
        at = start  # where `z` leads back to
    return "".join(out)


def spread(places: dict[str, tuple[float, float]], height: int) -> dict[str, Point]:
    """Where circles are drawn: as near to their places as leaves none over another."""
    at = {code: complex(*place) for code, place in places.items()}
    apart = 2 * RADIUS + GAP
    for _ in range(500):
        for one, other in combinations(sorted(at), 2):
            way = at[other] - at[one]
            if 0 < abs(way) < apart:
                push = way / abs(way) * (apart - abs(way)) / 2
                at[one], at[other] = at[one] - push, at[other] + push
    lowest = height - RADIUS - 1
    return {code: (round(place.real), min(round(place.imag), lowest)) for code, place in at.items()}


def main() -> None:
    """Read the sources that the command line names and write the map."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("atlas", type=Path, help="the folder of the npm package world-atlas")
    parser.add_argument("countries", type=Path, help="countries.json")
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    countries = json.loads(given.countries.read_text("utf-8"))["countries"]
    rings, transform = read(given.atlas, {c["numeric"]: code for code, c in countries.items() if c.get("numeric")})
    grid = Grid(transform)
    correct(rings, grid)
    del rings["ATA"]
    whole = {
        code: [ring for ring in dissolve(found, grid.turn) if not grid.is_cut(ring)] for code, found in rings.items()
    }
    simplifier = Simplifier([ring for found in whole.values() for ring in found], grid.project)
    shapes = {code: sorted(map(simplifier.ring, found), key=area, reverse=True) for code, found in whole.items()}
    largest = {code: max((list(map(grid.project, ring)) for ring in found), key=area) for code, found in whole.items()}
    places = {code: middle(ring) for code, ring in largest.items()}
    places |= {code: grid.on_map(*place) for code, place in PLACES.items()}
    small = {code for code in countries if code not in largest or is_small(largest[code])}
    circles = spread({code: places[code] for code in small}, grid.height)
    entries = {}
    for code in (*sorted(countries), ""):
        entry: dict = {"at": circles.get(code) or [round(value) for value in places[code]]}
        if code in circles:
            entry["circle"] = RADIUS
        found = shapes.get(code, [])
        if data := path([ring for number, ring in enumerate(found) if not number or area(ring) >= SPECK]):
            entry["d"] = data
        entries[code] = entry
    package = json.loads((given.atlas / "package.json").read_text("utf-8"))
    head = {"world-atlas": package["version"], "Natural Earth": "4.1.0"}
    lines = ",\n".join(f'"{code}":{json.dumps(entry, separators=(",", ":"))}' for code, entry in entries.items())
    size = f'"sources":{json.dumps(head)},\n"width":{WIDTH},\n"height":{grid.height}'
    given.output.write_text(f'{{\n{size},\n"countries":{{\n{lines}\n}}\n}}\n', "utf-8")


if __name__ == "__main__":
    main()
