"""The built-in countries and regions, from the vendored data (see data/LICENCES.md)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from .document import Mapping, Scalar, Sequence, read_yaml_file
from .model import Country, Region


@cache
def built_in() -> tuple[dict[str, Country], dict[str, Region]]:
    """All countries by alpha-3 code and all regions by UN M49 code."""
    folder = files("mkdocs_briefings.data")
    data = json.loads((folder / "countries.json").read_text("utf-8"))
    reviewed = _reviewed((folder / "demonyms_and_capitals.yml").read_bytes())
    regions = {
        code: Region(code, item["slug"], item["names"]["en"], item.get("parent") or "", item["names"])
        for code, item in data["regions"].items()
    }
    countries = {}
    for code, item in data["countries"].items():
        words = reviewed.get(code, {})
        countries[code] = Country(
            id=code,
            alpha2=item["alpha2"],
            slug=item["slug"],
            name=item["names"]["en"],
            names=item["names"],
            numeric=item.get("numeric") or "",
            native=tuple(item.get("native", ())),
            aliases=tuple(item.get("alternatives", ())),
            demonyms=words.get("demonyms", ()),
            capitals=words.get("capitals", ()),
            region=item.get("region") or "",
        )
    return countries, regions


def _reviewed(data: bytes) -> dict[str, dict[str, tuple[str, ...]]]:
    root, problems = read_yaml_file("demonyms_and_capitals.yml", data)
    assert isinstance(root, Mapping) and not problems, problems
    result: dict[str, dict[str, tuple[str, ...]]] = {}
    for code, (_, node) in root.entries.items():
        assert isinstance(node, Mapping)
        result[code] = {
            key: tuple(item.text for item in items.items if isinstance(item, Scalar))
            for key, (_, items) in node.entries.items()
            if isinstance(items, Sequence)
        }
    return result
