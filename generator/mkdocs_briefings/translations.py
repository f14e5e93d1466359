"""Briefings in several languages: which belong together, and which of them is listed."""

from __future__ import annotations

from collections import defaultdict

from .model import Briefing


def translation_groups(public: dict[str, Briefing]) -> list[list[str]]:
    """Briefings that are translations of each other, whichever of them says so."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for briefing in public.values():
        for other in briefing.translations:
            if other in public:
                neighbours[briefing.id].add(other)
                neighbours[other].add(briefing.id)
    groups, seen = [], set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        group, queue = set(), [start]
        while queue:
            member = queue.pop()
            if member not in group:
                group.add(member)
                queue += neighbours[member]
        seen |= group
        groups.append(sorted(group))
    return groups


def canonical(group: list[str], public: dict[str, Briefing], language: str) -> str:
    """The one that is listed: in the site's language where there is one, else the first; no withdrawn one."""
    usable = [member for member in group if public[member].status == "published"] or group
    native = [m for m in usable if (public[m].language or language).split("-")[0] == language.split("-")[0]]
    return (native or usable)[0]
