"""What a run of `briefings links` says: a Problem for each place that a person should look at, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .. import report
from ..problem import Problem, Span
from .addresses import ARCHIVED, LINK, SOURCE, Place
from .states import DEAD, MOVED, OK, STATES, LinkState

_HINTS = {
    SOURCE: "give the source `archived:` with the address of a copy; `--archives` asks the Wayback Machine for one",
    ARCHIVED: "give the address of another copy",
    LINK: "link to something else, or take the link away",
}
_OUTLET_HINT = "give the outlet's new address"
_LOOK = "open it in a browser"


def problems(
    addresses: Mapping[str, tuple[Place, ...]], states: Mapping[str, LinkState], spans: Mapping[Place, Span]
) -> list[Problem]:
    """What is wrong with addresses, at each of their places, in order of file and line.

    `spans` has every place of `troubled`. A dead source that has an archived copy is no problem any more.
    """
    found = []
    for address, places in addresses.items():
        state = states.get(address)
        for place in places:
            if is_trouble(state, place):
                found.append(Problem(spans[place], *_words(place, state)))
    return sorted(set(found), key=lambda problem: problem.order)


def is_trouble(state: LinkState | None, place: Place) -> bool:
    """Whether there is something to say of an address at one of its places."""
    return state is not None and state.state != OK and not (state.state == DEAD and place.archived)


def _words(place: Place, state: LinkState) -> tuple[str, str, str]:
    """Code, message and hint."""
    shown = f"`{place.written}`"
    answered = f", status {state.status}" if state.status >= 400 else ""
    since = f"since {state.since.isoformat()}{answered}"
    if state.state == DEAD:
        hint = _HINTS.get(place.kind, _OUTLET_HINT)
        if state.copy and place.kind == SOURCE:
            hint = f"add `archived: {state.copy}` to the source"
        elif state.copy and place.kind == LINK:
            hint = f"link to the archived copy `{state.copy}`"
        return "dead-address", f"{shown} is gone for good ({since})", hint
    if state.state == MOVED:
        return "moved-address", f"{shown} has moved for good", f"write `{state.to}`, if it is still the same page"
    why = state.detail or STATES[state.state]
    hint = f"{_LOOK}; there is an archived copy, `{state.copy}`" if state.copy else _LOOK
    return "doubtful-address", f"{shown}: {why} ({since})", hint


def counted(addresses: Mapping[str, tuple[Place, ...]], states: Mapping[str, LinkState]) -> str:
    """A sentence that counts: `12 addresses: 9 ok, 2 moved, 1 dead.`"""
    counts = Counter(states[address].state for address in addresses if address in states)
    parts = [f"{counts[state]} {state}" for state in STATES if counts[state]]
    unknown = len(addresses) - counts.total()
    parts += [f"{unknown} not looked at yet"] if unknown else []
    noun = "address" if len(addresses) == 1 else "addresses"
    return f"{len(addresses)} {noun}{': ' if parts else ''}{', '.join(parts)}."


def markdown(found: list[Problem], sentence: str) -> str:
    """All problems as a Markdown table under a heading, for an issue or a step's summary; every cell is escaped."""
    _, _, table = report.github_table(found).partition("\n")
    return f"### Links: {sentence}\n{table}"
