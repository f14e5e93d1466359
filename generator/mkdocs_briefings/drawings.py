"""SVG files that do more than draw: with scripts, foreign content, or what they load from elsewhere.

Shown as a picture (`<img>`) an SVG runs nothing. Opened by its own address it is a document of the site, and on a host
that sends no headers its scripts run as the site's own. A review of a change shows the drawing, not the script. Source:
SVG 2, sections 2.7 ("Processing modes") and 15 ("Scripting and interactivity").
"""

from __future__ import annotations

import re
from xml.parsers import expat

MAX_SVG = 1024 * 1024
"""An SVG of more bytes is no picture for a page."""

_ACTIVE = frozenset(
    ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video", "link", "meta"]
)
_MOVING = frozenset(["set", "animate", "animatetransform", "animatemotion"])
_HARMLESS = re.compile(r"(?i)#|data:image/(?:png|jpeg|gif|webp|avif);|\Z")
_LEADS_ON = re.compile(r"(?i)(?:https?|mailto):|(?![a-z][a-z0-9+.-]*:)")
_LOADS = re.compile(r"(?i)@import|url\((?!['\"]?(?:#|data:image/(?:png|jpeg|gif|webp|avif);))|javascript:")
_UNSEEN = re.compile("[\x00-\x20]")
"""What browsers leave out of an address."""


def more_than_drawn(data: bytes) -> str:
    """What an SVG has that no drawing needs, in words; "" where it only draws."""
    if len(data) > MAX_SVG:
        return f"more than {MAX_SVG // 1024} KiB"
    found: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(name.rpartition(" ")[2].lower())
        found.extend(_of_element(name, attributes))

    def text(words: str) -> None:
        if inside[-1] == "style" and _LOADS.search(_UNSEEN.sub("", words)):
            found.append("a style that loads something")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda _: inside.pop()
    parser.EntityDeclHandler = _refuse
    parser.ProcessingInstructionHandler = lambda target, _: found.append(f"an instruction `{target}`")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        found.append(f"no well-formed XML ({error})")
    return found[0] if found else ""


def _refuse(*_: object) -> None:
    """An entity of its own could be anything, and grow to any size: reading ends here."""
    raise ValueError("an entity of its own")


def _of_element(name: str, attributes: dict[str, str]) -> list[str]:
    local = name.rpartition(" ")[2]
    kind, found = local.lower(), []
    if kind in _ACTIVE or "xhtml" in name:
        found.append(f"an element `{local}`")
    for full, value in attributes.items():
        key, address = full.rpartition(" ")[2].lower(), _UNSEEN.sub("", value)
        if key.startswith("on"):
            found.append(f"a handler `{key}`")
        elif key in ("href", "src") and not (_LEADS_ON if kind == "a" else _HARMLESS).match(address):
            found.append(f"an address, `{value[:60]}`")
        elif _LOADS.search(address) or (kind in _MOVING and key == "attributename" and _CHANGED.search(address)):
            found.append(f"a value that does something, `{value[:60]}`")
    return found


_CHANGED = re.compile(r"(?i)href|^on")
