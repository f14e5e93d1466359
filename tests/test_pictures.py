"""Pictures: the whole figures of golden cases, what holds for any counts and names, and whether the map is true."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
import yaml
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_briefings import urls
from mkdocs_briefings.countries import built_in
from mkdocs_briefings.data.make_map import RADIUS, Grid, dissolve, thin
from mkdocs_briefings.pictures.drawing import columns_of, shorten
from mkdocs_briefings.pictures.matrix import matrix
from mkdocs_briefings.pictures.network import network, strongest
from mkdocs_briefings.pictures.scale import scale_of
from mkdocs_briefings.pictures.shapes import world
from mkdocs_briefings.pictures.speakers import Spoken, speakers
from mkdocs_briefings.pictures.worldmap import world_map
from mkdocs_briefings.views import Link

ROOT = Path(__file__).parents[1]
COUNTRIES, REGIONS = built_in()
CODES = sorted(COUNTRIES)
WORLD = world()
HOSTILE = "</title><script>x</script> *a* {{ b }} [c](d) \"'&`_# \\ اÍ東"


def here(uri: str) -> str:
    return urls.relative(uri, "countries/")


def place(code: str) -> Link:
    return Link(COUNTRIES[code].name, urls.page("country", COUNTRIES[code].slug))


def region(code: str) -> str:
    return REGIONS[COUNTRIES[code].region].name if COUNTRIES[code].region else ""


def relation(one: str, other: str) -> Link:
    return Link(f"{COUNTRIES[one].name}–{COUNTRIES[other].name}", urls.relation(one, other))


def no_meeting(one: str, other: str) -> str:
    return ""


def parsed(figure: str) -> ElementTree.Element:
    """The figure as a tree: what is not well formed raises."""
    return ElementTree.fromstring(figure)  # noqa: S314 - our own output


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def table(figure: ElementTree.Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in figure.iterfind(".//tbody/tr")]


# golden cases


def linked(pair: list[str]) -> Link:
    return Link(*pair)


def drawn(case: dict) -> Markup:
    """The figure of a golden case."""
    given, rtl = case["given"], case.get("rtl", False)
    if case["picture"] == "map":
        return world_map(given, place, here)
    if case["picture"] == "network":
        pairs = {tuple(pair.split("-")): count for pair, count in given.items()}
        return network(pairs, place, region, relation, here, rtl=rtl)
    rows, columns = ({key: linked(value) for key, value in case[name].items()} for name in ("rows", "columns"))
    cells = {tuple(key.split(" × ")): value for key, value in given.items()}
    if case["picture"] == "matrix":
        return matrix(
            rows, columns, cells, lambda one, other: case["meetings"].get(f"{one} × {other}", ""), here, rtl=rtl
        )
    spoken = {key: Spoken(count, turns, linked(last)) for key, (count, turns, last) in cells.items()}
    return speakers(rows, columns, spoken, here, rtl=rtl)


CASES = yaml.safe_load((GOLDEN / "pictures" / "figures.yml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_the_whole_figure(name):
    case = CASES[name]
    # The empty land is every other country's outline; that it is there is tested below.
    assert re.sub(r'(class="land"[^>]* d=")[^"]+', r"\1…", str(drawn(case))) + "\n" == case["figure"]


# what holds for every picture

names = st.one_of(st.just(HOSTILE), st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=160))
counts = st.integers(min_value=-1, max_value=10**6)
cells = st.dictionaries(st.tuples(st.integers(0, 4).map(str), st.integers(0, 4).map(str)), counts, max_size=25)
several = st.dictionaries(st.integers(0, 4).map(str), names, max_size=5)


def page_links(named: dict[str, str]) -> dict[str, Link]:
    return {key: Link(name, f"topics/{key}x/") for key, name in named.items()}


@st.composite
def figures(draw) -> Markup:
    """Any picture of any counts and names."""
    kind, rtl = draw(st.sampled_from(["map", "matrix", "speakers", "network"])), draw(st.booleans())
    given = draw(cells)
    rows, columns = page_links(draw(several)), page_links(draw(several))
    if kind == "matrix":
        return matrix(rows, columns, given, lambda one, other: f"topics/{one}x/{other}/", here, rtl=rtl)
    if kind == "speakers":
        last = Link(draw(names), "briefings/2023-10-02-x/#y")
        return speakers(rows, columns, {key: Spoken(n, n % 2, last) for key, n in given.items()}, here, rtl=rtl)
    called = draw(names)
    by_code = draw(st.dictionaries(st.sampled_from(CODES), counts, max_size=30))
    if kind == "map":
        return world_map(by_code, lambda code: Link(called, place(code).uri), here)
    pairs = {pair: by_code[pair[0]] for pair in pairwise(by_code)}
    return network(pairs, lambda code: Link(called, ""), lambda code: called, relation, here, rtl=rtl)


@given(figures())
def test_any_figure_is_well_formed_named_and_without_style(figure):
    tree = parsed(figure)
    drawing = tree.find(".//svg")
    title, description = drawing.find("title"), drawing.find("desc")
    assert drawing.get("aria-labelledby") == title.get("id")
    assert drawing.get("aria-describedby") == description.get("id")
    assert title.text
    assert description.text
    has_links = drawing.find(".//a") is not None
    assert drawing.get("role") in (["group"] if has_links else ["group", "img"])
    assert all(link.get("tabindex") == "-1" for link in drawing.iterfind(".//a"))
    assert not [element for element in tree.iter() if "style" in element.attrib or element.tag in ("script", "style")]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("_") for one in ids)


@given(figures())
def test_no_later_step_gives_a_figure_another_meaning(figure):
    assert "\n\n" not in figure
    assert all(line.startswith("<") for line in figure.split("\n"))
    assert markdown.markdown(figure, extensions=["tables", "attr_list", "toc"]) == figure


@given(figures())
def test_sizes_and_places_are_whole_numbers(figure):
    values = re.findall(r' (?:x|y|cx|cy|r|width|height|viewBox|d)="([^"]*)"', figure)
    assert not [value for value in values if not re.fullmatch(r"[\d MmlhHAz-]*", value)]


def test_an_address_that_is_markup_stays_as_it_is():
    figure = world_map({"IRN": 2}, place, lambda uri: Markup("&amp;{}").format(uri))
    assert figure.count('href="&amp;countries/iran/"') == 2
    assert 'href="&lt;&amp;countries' in world_map({"IRN": 2}, place, lambda uri: "<&" + uri)


# the world map


def test_the_map_shows_every_country_of_the_list_and_no_other():
    assert sorted(WORLD.shapes) == CODES
    assert all(shape.path or shape.circle for shape in WORLD.shapes.values())
    assert all(0 <= shape.x <= WORLD.width and 0 <= shape.y <= WORLD.height for shape in WORLD.shapes.values())


def test_circles_are_wide_enough_and_none_hides_another():
    circles = [(shape.x, shape.y) for shape in WORLD.shapes.values() if shape.circle]
    # 76 rem less two margins of 1.25 rem is the theme's page on a screen of 1280 pixels.
    assert 2 * RADIUS * (76 * 16 - 40) / WORLD.width >= 10
    assert {shape.circle for shape in WORLD.shapes.values()} == {0, RADIUS}
    assert len(circles) > 90
    near = [
        (one, other)
        for number, one in enumerate(circles)
        for other in circles[:number]
        if (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < (2 * RADIUS) ** 2
    ]
    assert near == []


def test_what_can_hardly_be_hit_has_a_circle():
    small = {"MLT", "SGP", "PSE", "XKX", "LBN", "ISR", "QAT", "BHR", "KWT", "LUX", "VAT", "MDV", "TUV", "ATA", "GIB"}
    assert small <= {code for code, shape in WORLD.shapes.items() if shape.circle}
    assert not {"IRN", "OMN", "ARM", "BEL", "ESH"} & {code for code, shape in WORLD.shapes.items() if shape.circle}


@cache
def polygons(code: str) -> list[list[tuple[int, int]]]:
    """A country's path data as rings of points."""
    rings, at, start, command, pending = [], (0, 0), (0, 0), "", []
    for part in re.findall(r"[Mmlz]|-?\d+", WORLD.shapes[code].path):
        if part == "z":
            at = start
        elif part.isalpha():
            command = part
        else:
            pending.append(int(part))
            if len(pending) == 2:
                at = (pending[0], pending[1]) if command == "M" else (at[0] + pending[0], at[1] + pending[1])
                pending = []
                if command in "Mm":
                    rings.append([])
                    start, command = at, "l"
                rings[-1].append(at)
    return rings


def holds(code: str, x: float, y: float) -> bool:
    """Whether a point lies in a country (even-odd rule)."""
    inside = False
    for ring in polygons(code):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("city", "longitude", "latitude", "code"),
    [
        ("Isfahan", 51.7, 32.7, "IRN"),
        ("Simferopol", 34.1, 45.1, "UKR"),
        ("Smara, west of the berm", -11.7, 26.7, "ESH"),
        ("Tifariti, east of it", -10.5, 26.2, "ESH"),
        ("Marrakesh", -8.0, 31.6, "MAR"),
        ("Hargeisa", 44.1, 9.5, "SOM"),
        ("Pristina", 21.1, 42.6, "XKX"),
        ("Kyrenia", 33.4, 35.25, "CYP"),
        ("Taichung", 120.9, 24.0, "TWN"),
        ("Régina in French Guiana", -52.5, 4.0, "GUF"),
        ("Longyearbyen", 16.0, 78.5, "SJM"),
        ("Egvekinot, beyond the 180th meridian", -178.5, 66.8, "RUS"),
        ("Srinagar", 74.8, 33.6, "IND"),
        ("Ramallah", 35.25, 32.0, "PSE"),
        ("Maseru", 28.3, -29.5, "LSO"),
    ],
)
def test_the_map_has_places_where_the_list_has_them(city, longitude, latitude, code):
    x, y = Grid({"scale": [0.01, 0.01], "translate": [-180, -90]}).on_map(longitude, latitude)
    assert [country for country in CODES if holds(country, x, y)] == [code], city


def test_a_land_between_others_leaves_its_place_free():
    """Lesotho's shade is not covered by South Africa's: that one's path has a hole there."""
    assert not holds("ZAF", WORLD.shapes["LSO"].x, WORLD.shapes["LSO"].y)


def test_a_page_with_the_map_stays_small():
    figure = world_map(dict.fromkeys(CODES[:195], 7), place, here)
    assert len(figure.encode()) < 60_000
    assert len("".join(shape.path for shape in WORLD.shapes.values())) < 30_000


def test_the_map_links_names_and_shades_what_is_active():
    figure = parsed(world_map({"IRN": 34, "MLT": 1, "FRA": 0}, place, here))
    links = {link.find("title").text: link for link in figure.iterfind(".//svg//a")}
    assert list(links) == ["Iran: 34 sections", "Malta: 1 section"]
    assert links["Iran: 34 sections"].get("href") == "iran/"
    assert links["Iran: 34 sections"].find("circle") is None
    assert links["Malta: 1 section"].find("circle") is not None
    assert table(figure) == [["Iran", "34"], ["Malta", "1"]]
    land = figure.find(".//path[@class='land']").get("d")
    assert WORLD.shapes["FRA"].path in land
    assert WORLD.shapes["IRN"].path not in land
    assert WORLD.rest.startswith("M")
    assert WORLD.rest in land


def test_a_country_without_a_page_is_no_link():
    figure = parsed(world_map({"IRN": 34}, lambda code: Link("Iran"), here))
    assert figure.find(".//a") is None
    assert figure.find(".//svg//g/g/title").text == "Iran: 34 sections"
    assert table(figure) == [["Iran", "34"]]


def test_without_activity_there_is_the_land_alone():
    figure = parsed(world_map({"IRN": 0}, place, here))
    assert figure.find(".//a") is None
    assert figure.find(".//table") is None
    assert figure.find(".//ul") is None


# the scale


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_each_count_has_the_shade_of_its_step(most, count):
    scale = scale_of(most)
    assert 1 <= len(scale.limits) <= 5
    assert scale.limits[0] == 1
    assert list(scale.shades) == sorted(set(scale.shades))
    assert 1 <= scale.shade(most) <= 5
    assert len(scale.labels) == len(scale.limits)
    place = sum(limit <= count for limit in scale.limits)
    assert scale.shade(count) == (scale.shades[place - 1] if place else 0)


@pytest.mark.parametrize(
    ("most", "labels", "shades"),
    [
        (0, (), ()),
        (1, ("1",), (3,)),
        (2, ("1", "2"), (2, 4)),
        (5, ("1", "2", "3", "4", "5"), (1, 2, 3, 4, 5)),
        (6, ("1", "2–3", "4+"), (1, 3, 5)),
        (8, ("1", "2–3", "4–7", "8"), (1, 2, 4, 5)),
        (31, ("1", "2–3", "4–7", "8–15", "16+"), (1, 2, 3, 4, 5)),
        (32, ("1–2", "3–8", "9–26", "27+"), (1, 2, 4, 5)),
        (34, ("1–2", "3–8", "9–26", "27+"), (1, 2, 4, 5)),
        (900, ("1–3", "4–15", "16–63", "64–255", "256+"), (1, 2, 3, 4, 5)),
    ],
)
def test_steps_are_powers_with_limits_that_last(most, labels, shades):
    assert scale_of(most).labels == labels
    assert scale_of(most).shades == shades


# labels


@given(st.text(max_size=200), st.integers(1, 40))
def test_a_label_fits_and_begins_as_the_name_does(name, columns):
    short = shorten(name, columns)
    assert sum(map(columns_of, short)) <= columns
    assert short == name or (short.endswith("…") and name.startswith(short[:-1]))
    assert short == name or sum(map(columns_of, name)) > columns


def test_wide_letters_count_twice_and_marks_nothing():
    assert shorten("東" * 140, 21) == "東" * 10 + "…"
    assert shorten("e\u0301" * 20, 20) == "e\u0301" * 20
    assert shorten("e\u0301" * 21, 20) == "e\u0301" * 19 + "…"
    assert shorten("Iran nuclear deal", 6) == "Iran…"


# the network


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 500),
        max_size=60,
    ),
    st.randoms(use_true_random=False),
)
def test_the_network_hangs_on_the_figures_alone(pairs, random):
    shuffled = list(pairs.items())
    random.shuffle(shuffled)
    figure = network(pairs, place, region, relation, here)
    assert network(dict(shuffled), place, region, relation, here) == figure
    tree = parsed(figure)
    dots = [dot.get("cy") for dot in tree.iterfind(".//svg//circle")]
    assert len(dots) == len(set(dots)) == len({code for pair in pairs for code in pair})
    assert len(tree.findall(".//svg//path")) == len(pairs)
    assert len({path.get("d") for path in tree.iterfind(".//svg//path")}) == len(pairs)
    assert sorted(table(tree)) == sorted([relation(*pair).name, str(count)] for pair, count in pairs.items())


def test_a_region_stands_where_it_is_whichever_of_its_countries_are_shown():
    def order(*codes: str) -> list[str]:
        tree = parsed(network({(codes[0], other): 1 for other in codes[1:]}, place, region, relation, here))
        return [words(text) for text in tree.iterfind(".//svg//text[@class='group']")]

    assert order("IRN", "USA", "CHN", "FRA") == ["Northern America", "Western Europe", "Southern Asia", "Eastern Asia"]
    assert order("IND", "USA", "JPN", "DEU") == ["Northern America", "Western Europe", "Southern Asia", "Eastern Asia"]


def test_only_the_strongest_pairs_are_taken():
    pairs = {("A", "B"): 3, ("A", "C"): 9, ("C", "D"): 3, ("E", "F"): 5, ("B", "C"): 0}
    assert strongest(pairs, 3) == {("A", "C"): 9, ("E", "F"): 5, ("A", "B"): 3}
    assert strongest(pairs, countries=4) == {("A", "C"): 9, ("E", "F"): 5}
    assert list(strongest(pairs)) == [("A", "C"), ("E", "F"), ("A", "B"), ("C", "D")]
    assert strongest({}) == {}


# weight


def test_the_other_pictures_stay_small():
    columns = {code: place(code) for code in CODES[:20]}
    topics = {f"topic-{n}": Link(f"A topic number {n}", f"topics/topic-number-{n}/") for n in range(12)}
    counts = {(topic, code): 1 + n for n, topic in enumerate(topics) for code in columns}
    figure = matrix(topics, columns, counts, no_meeting, here)
    assert len(figure.encode()) < 25_000
    pairs = {(one, other): 3 for one in CODES[:30] for other in CODES[:30] if one < other}
    assert len(network(strongest(pairs), place, region, relation, here).encode()) < 20_000
    actors = {str(n): Link(f"Somebody of the Number {n}", f"people/somebody-{n}/") for n in range(12)}
    last = Link("2 October 2023", "briefings/2023-10-02-some-event-of-the-day/#one")
    spoken = {(actor, topic): Spoken(12, 2, last) for actor in actors for topic in topics}
    assert len(speakers(actors, topics, spoken, here).encode()) < 45_000


# the script that made the map


def test_dissolving_leaves_out_the_line_between_two_pieces_also_on_the_180th_meridian():
    left, right = [(0, 0), (0, 2), (2, 2), (2, 0)], [(2, 0), (2, 2), (4, 2), (4, 0)]
    (ring,) = dissolve([left, right], turn=100)
    assert set(ring) == {(0, 0), (0, 2), (2, 2), (4, 2), (4, 0), (2, 0)}
    east, west = [(98, 0), (98, 2), (100, 2), (100, 0)], [(0, 0), (0, 2), (2, 2), (2, 0)]
    (ring,) = dissolve([east, west], turn=100)
    assert len(ring) == 6


def test_thinning_keeps_ends_and_corners():
    assert thin([(0, 0), (10, 0.1), (20, 0), (20, 20)]) == [(0, 0), (20, 0), (20, 20)]
    ring = thin([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
    assert ring[0] == ring[-1] == (0, 0)
    assert len(ring) == 4


# colours


def colours(scheme: str) -> dict[str, str]:
    """The custom properties of a colour scheme that are colours."""
    found: dict[str, str] = {}
    for sheet in ("style.css", "pictures.css"):
        css = (ROOT / "templates" / "theme" / sheet).read_text("utf-8")
        dark = "".join(re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", css, re.DOTALL))
        light = css.partition("@media (prefers-color-scheme: dark)")[0]
        found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", light + (dark if scheme == "dark" else "")))
    return found


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shades_pass_contrast(scheme):
    of = colours(scheme)
    shades = [of[f"s{number}"] for number in range(1, 6)]
    assert all(contrast(shade, of[back]) >= 3 for shade in shades for back in ("land", "paper"))
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(shades))
    assert contrast(of["on-s1"], of["s1"]) >= 4.5
    assert all(contrast(of["on-s"], shade) >= 4.5 for shade in shades[1:])
    assert contrast(of["warn"], of["paper"]) >= 3
    assert contrast(of["soft"], of["paper"]) >= 4.5
