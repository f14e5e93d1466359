"""Suggestions as text for a person and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .suggest import Suggestion, Suggestions, Terms

KINDS = Terms._fields


def as_data(suggestions: Suggestions, ids: Iterable[str]) -> dict:
    """`{"article": T, "sections": [{"id", "heading", …T}]}`; T has a ranked list for each kind of term."""
    return {
        "article": _terms(suggestions.article),
        "sections": [
            {"id": section_id, "heading": part.heading, **_terms(terms)}
            for section_id, (part, terms) in zip(ids, suggestions.sections, strict=True)
        ],
    }


def _terms(terms: Terms) -> dict[str, list[dict]]:
    return {kind: [_one(one) for one in getattr(terms, kind)] for kind in KINDS}


def _one(one: Suggestion) -> dict:
    named = {"id": one.id} if one.id else {"name": one.name}
    return {**named, "passing": one.passing, "evidence": list(one.evidence)}


def as_text(terms: Terms, tagged: Mapping[str, Iterable[str]] | None = None, indent: str = "  ") -> list[str]:
    """The terms of a section as lines, a line for each kind that has something to say.

    `tagged` are the ids that it has already, by kind: these are told apart, and so are those that the text does not
    name.
    """
    lines = []
    for kind in KINDS:
        found = getattr(terms, kind)
        have = list(tagged.get(kind, ())) if tagged else []
        named = {one.id for one in found}
        parts = {
            "tagged": [one_id for one_id in have if one_id in named],
            "tagged, not in the text": [one_id for one_id in have if one_id not in named],
            "suggested": [_shown(one) for one in found if one.id and not one.passing and one.id not in have],
            "in passing": [_shown(one) for one in found if one.id and one.passing and one.id not in have],
            "no entry yet": [_shown(one) for one in found if not one.id],
        }
        for label, items in parts.items():
            if items:
                lines.append(f"{indent}{kind}, {label}: {', '.join(items)}")
    return lines


def _shown(one: Suggestion) -> str:
    words = ", ".join(one.evidence[:4])
    return f"{one.id or one.name} ({words})" if one.id else one.name
