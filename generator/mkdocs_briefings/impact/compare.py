"""Everything that a change does, from the two sides of it."""

from __future__ import annotations

from collections.abc import Iterable

from ..problem import ERROR, Problem
from .announcements import announcements
from .facts import Base, Everywhere, Impact
from .pages import Difference, InParallel, compare_pages, touched_pages
from .permalinks import lost_anchors, lost_pages, lost_redirects
from .sides import Side
from .subjects import briefings, counts, hidden, over_tagged, removed, terms, turns


def impact_of(
    old: Side,
    new: Side,
    base: Base,
    problems: Iterable[Problem] = (),
    everywhere: Everywhere | None = None,
    in_parallel: InParallel = map,
) -> Impact:
    """What the change from one side to the other does.

    `problems` are those of the new side, which has no errors; `in_parallel` may do the comparing in several processes.
    """
    difference = Difference.between(old, new)
    touched = touched_pages(old, new, difference)
    pages = compare_pages(old, new, touched, in_parallel)
    return Impact(
        base=base,
        warnings=sum(problem.severity != ERROR for problem in problems),
        briefings=briefings(old, new),
        removed=removed(old, new),
        hidden=hidden(old, new),
        pages=pages,
        lost=lost_pages(old, new, pages),
        lost_redirects=lost_redirects(old, new),
        lost_anchors=lost_anchors(old, new),
        over_tagged=over_tagged(old, new),
        turns=turns(old, new),
        terms=terms(old, new),
        feeds=announcements(old, new, pages, touched, difference.listed),
        counts=counts(old, new),
        everywhere=everywhere or Everywhere(),
    )
