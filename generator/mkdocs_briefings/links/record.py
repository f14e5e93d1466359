"""The record of checks, `links.json` beside mkdocs.yml: committed, so that checks go on where the last ended.

One line an address, in order, so that a change of one is a change of one line, and in ASCII, so that no letter can
disguise another. Dates change when a state does, or when an address is looked at again, which is after days. Whoever
may propose a change to content may propose one to this file, so it is checked as strictly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from ..dates import PartialDate
from ..problem import Problem, Span
from .states import DEAD, STATES, LinkState

RECORD = "links.json"
FORMAT = 1

_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{}|\x00-\x20\x7f-\x9f]{1,4090}")
_PLAIN = re.compile(r"[ -~]*")
_NAMES = tuple(field.name for field in fields(LinkState))


def link_states(data: bytes, path: str = RECORD) -> tuple[dict[str, LinkState], list[Problem]]:
    """Every address in a record with its state, by the address without fragment; {} and a Problem where it is none.

    `path` names the file in messages. Addresses are as the content writes them.
    """
    try:
        whole = json.loads(data.decode("utf-8"))
        if not isinstance(whole, dict) or whole.get("format") != FORMAT or not isinstance(whole.get("links"), dict):
            raise ValueError(f"it is no record of format {FORMAT}")
        return {address: _state(address, values) for address, values in whole["links"].items()}, []
    except json.JSONDecodeError as error:
        span, message = Span(path, error.lineno, error.colno), f"this is no JSON: {error.msg}"
    except RecursionError:
        span, message = Span(path), "it is nested too deeply"
    except UnicodeDecodeError:
        span, message = Span(path), "it is not UTF-8"
    except ValueError as error:
        span, message = Span(path), str(error)
    hint = f"take back the change to {path}, or delete the file: `briefings links` makes it anew"
    return {}, [Problem(span, "unreadable", message, hint)]


def record_bytes(states: Mapping[str, LinkState]) -> bytes:
    """The record's bytes: addresses in order, one a line; the same states give the same bytes."""
    lines = [f"  {_json(address)}: {_json(_values(states[address]))}" for address in sorted(states)]
    links = "{\n" + ",\n".join(lines) + "\n }" if lines else "{}"
    return f'{{\n "format": {FORMAT},\n "links": {links}\n}}\n'.encode()


def dead_since(states: Mapping[str, LinkState]) -> dict[str, PartialDate]:
    """The addresses that are dead, without fragments, and since when: all that pages need of the record."""
    return {
        address: PartialDate(state.since.year, state.since.month, state.since.day)
        for address, state in states.items()
        if state.state == DEAD
    }


def _json(value: object) -> str:
    return json.dumps(value)


def _values(state: LinkState) -> dict[str, object]:
    """A state without what is empty."""
    given = {name: getattr(state, name) for name in _NAMES}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items() if value}


def _state(address: str, values: object) -> LinkState:
    """A state from its JSON. Raises ValueError."""
    shown = address if len(address) <= 80 else address[:79] + "…"
    if not isinstance(values, dict) or not values.keys() <= set(_NAMES):
        raise ValueError(f"what it says of {shown} has other keys than a state has")
    try:
        days = {key: date.fromisoformat(values[key]) for key in ("since", "checked", "asked") if key in values}
        given = values | days
        state = LinkState(**given)
        texts = [given.get(key, "") for key in ("detail", "etag", "modified")]
        addresses = [text for key in ("to", "copy") if (text := given.get(key, "")) != ""]
        sound = state.state in STATES and type(state.status) is int and state.since <= state.checked
        sound = sound and all(isinstance(text, str) and _PLAIN.fullmatch(text) for text in texts)
        sound = sound and all(isinstance(text, str) and _ADDRESS.fullmatch(text) for text in addresses)
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise ValueError(f"what it says of {shown} is no state")
    return state
