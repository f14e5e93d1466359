"""Addresses that people have cited and that lead nowhere any more, and what would mend them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from .. import urls
from ..names import fold
from ..outputs.redirects import redirects
from ..schema import KINDS
from ..vocabulary import names_of
from .facts import Lost, LostAnchor, PageFact, Pages
from .pages import OF_THINGS, published
from .sides import PUBLISHED, Side, is_hidden


def lost_pages(old: Side, new: Side, pages: Pages) -> tuple[Lost, ...]:
    """The pages of things that vanish and from which nothing leads on.

    A country's is not among them: it has one as long as anything is about it, and nothing can take its place.
    """
    return tuple(_lost(old, new, fact) for fact in pages.vanish if fact.kind in OF_THINGS and fact.kind != "country")


def _lost(old: Side, new: Side, fact: PageFact) -> Lost:
    if fact.kind == "ordinary":
        return Lost(fact.uri, fact.kind)
    [own_id] = old.pages[fact.uri].key
    if fact.kind == "briefing":
        successor = _briefing_like(old, new, own_id)
        return Lost(fact.uri, fact.kind, own_id, successor, urls.briefing_file(successor) if successor else "")
    successor = _term_like(old, new, fact.kind, own_id)
    return Lost(fact.uri, fact.kind, own_id, successor, f"vocabulary/{KINDS[fact.kind]}.yml" if successor else "")


def _briefing_like(old: Side, new: Side, gone: str) -> str:
    """A published briefing that is new and seems to be what another one was: by its bytes, title or sources."""
    fresh = sorted(one for one in new.files if one not in old.files and new.state(one) == PUBLISHED)
    was = old.library.briefings[gone]
    addresses = {source.url for source in was.sources}
    found = {one: new.library.briefings[one] for one in fresh}
    for alike in (
        lambda one: new.digests[one] == old.digests[gone],
        lambda one: found[one].title == was.title,
        lambda one: not addresses.isdisjoint(source.url for source in found[one].sources),
    ):
        if like := next(filter(alike, found), ""):
            return like
    return ""


def _term_like(old: Side, new: Side, kind: str, gone: str) -> str:
    """A term that is new and has a name in common with one that is gone."""
    before, now = old.library.vocabulary.terms[kind], new.library.vocabulary.terms[kind]
    names = {fold(name) for name in names_of(before[gone])}
    fresh = sorted(now.keys() - before.keys())
    return next((one for one in fresh if not names.isdisjoint(fold(name) for name in names_of(now[one]))), "")


def lost_redirects(old: Side, new: Side) -> tuple[Lost, ...]:
    """Old addresses that led on, and do so no more."""
    now = sorted(new.pages.keys() | new.ordinary.keys())
    kept = {uri for uri, _ in redirects(new.library, now)} | set(now)
    found = []
    for uri, target in redirects(old.library, sorted(old.pages.keys() | old.ordinary.keys())):
        page = old.pages.get(target)
        if uri in kept or page is None or page.kind not in OF_THINGS:
            continue  # what is below a term's page goes with it
        if page.kind == "briefing" and is_hidden(old, new, page.key[0]):
            continue
        found.append(Lost(uri, page.kind))
    return tuple(sorted(found, key=lambda one: one.uri))


def lost_anchors(old: Side, new: Side) -> tuple[LostAnchor, ...]:
    """Headings of published briefings to which links lead, that are there no more; also where the briefing moved."""
    pairs = [(one, one) for one in published(old, new) if old.digests[one] != new.digests[one]]
    moved = {
        urls.briefing_of(urls.old_briefing(was)): one
        for one in sorted(new.files)
        if new.state(one) == PUBLISHED
        for was in new.library.briefings[one].redirects_from
    }
    pairs += [(was, one) for was, one in moved.items() if old.state(was) == PUBLISHED and was not in new.files]
    return tuple(fact for was, one in sorted(pairs, key=lambda pair: pair[1]) for fact in _anchors(old, new, was, one))


def _anchors(old: Side, new: Side, was: str, now: str) -> Iterable[LostAnchor]:
    before, after = old.files[was].anchors or set(), new.files[now].anchors or set()
    missing = before - after
    if not missing:
        return
    ids = [section.id for section in old.library.briefings[was].sections]
    place = {one: at for at, one in enumerate(ids)}
    successors = _successors(ids, [section.id for section in new.library.briefings[now].sections])
    for anchor in sorted(missing, key=lambda one: (place.get(one, len(place)), one)):
        yield LostAnchor(now, anchor, successors.get(anchor, ""))


def _successors(before: list[str], after: list[str]) -> dict[str, str]:
    """What sections seem to have become: those that stand in the same place between others that are as they were."""
    found: dict[str, str] = {}
    for what, start, end, other_start, other_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if what == "replace" and end - start == other_end - other_start:
            found.update(zip(before[start:end], after[other_start:other_end], strict=True))
    return found
