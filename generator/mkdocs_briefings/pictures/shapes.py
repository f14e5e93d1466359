"""The shapes of the world's countries, from the vendored data (see data/LICENCES.md)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Shape(NamedTuple):
    """A country on the map: where its middle is, its outline as SVG path data ("" where it is too small for one), and
    the radius of the circle that stands for it where it can hardly be hit (0 where it can)."""

    x: int
    y: int
    path: str
    circle: int


class World(NamedTuple):
    """The box of the map, and shapes by alpha-3 code; `rest` is land that no country of the ISO list has."""

    width: int
    height: int
    shapes: dict[str, Shape]
    rest: str


@cache
def world() -> World:
    """The map of the world in the Equal Earth projection."""
    data = json.loads((files("mkdocs_briefings.data") / "world.json").read_text("utf-8"))
    shapes = {
        code: Shape(*item["at"], item.get("d", ""), item.get("circle", 0)) for code, item in data["countries"].items()
    }
    rest = shapes.pop("")
    return World(data["width"], data["height"], shapes, rest.path)
