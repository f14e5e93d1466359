"""Which feeds there are and what is in each: the site's, one for every term page, relations, positions, corrections.

An entry is a briefing in the site's feed, a statement in that of positions, a correction in that of corrections, else a
section. A feed holds the newest 50 by their last change, ties by id; its address is that of its page with `feed.xml`
(`atom`) or `feed.json` (`json_feed`). Any feed can be made alone, from the library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest

from ..pages import overview, periods
from ..pages.feed_places import TERMS
from .feed_entries import Entries, corrections, positions
from .feed_model import Feed, FeedEntry

MOST = 50
"""How many entries a feed has."""


def newest(things: Sequence, days: Sequence[int], identity: Callable[[object], str]) -> list:
    """The newest `MOST` of some things, ties by id; `days` are those on which each was updated, as ordinals.

    Ids are made only for those that may be among them.
    """
    near = _as_new_as_the_last(things, days)
    near.sort(key=lambda pair: (-pair[1], identity(pair[0])))
    return [thing for thing, _ in near[:MOST]]


def _as_new_as_the_last(things: Sequence, days: Sequence[int]) -> list[tuple[object, int]]:
    """The newest `MOST`, and all that are as new as the last of them, with their days."""
    last = nlargest(MOST, days)[-1] if len(days) > MOST else 0
    return [(thing, day) for thing, day in zip(things, days, strict=True) if day >= last]


def feed_for(entries: Entries, kind: str, *ids: str) -> Feed | None:
    """The feed of a page; None where there is no such page, or the site has no address."""
    parts, library = entries.parts, entries.library
    if not entries.home:
        return None
    if kind == "site":
        days = [entries.days[briefing.id] for briefing in library.listed]
        chosen = newest(library.listed, days, entries.briefing_id)
        return _feed(entries, library.settings.site_name, "", [entries.briefing(one) for one in chosen])
    if kind == "positions":
        return _feed(entries, parts.words.gettext("Positions"), overview.POSITIONS, _positions(entries))
    if kind == "corrections":
        return _feed(entries, parts.words.gettext("Corrections"), overview.CORRECTIONS, _corrections(entries))
    if kind in TERMS and ids[0] not in parts.vocabulary.terms[kind]:
        return None
    if periods.owner_page(parts, kind, *ids) is None:
        return None
    owner = periods.owner(parts, kind, *ids)
    items = periods.items_of(parts, kind, *ids)
    updated = entries.days
    chosen = newest(items, [updated[item[0].id] for item in items], entries.section_id)
    words = getattr(parts.vocabulary.terms.get(kind, {}).get(ids[0]), "description", "")
    return _feed(entries, owner.name, owner.uri, [entries.section(item) for item in chosen], words)


def _positions(entries: Entries) -> list[FeedEntry]:
    """The newest statements. They are in the sections that have the newest ones; there they are numbered."""
    said = entries.library.said
    near = _as_new_as_the_last(said, [entries.days[one.item[0].id] for one in said])
    items = {(one.item.briefing.id, one.item.section.id): one.item for one, _ in near}
    made = positions(items.values())
    chosen = newest(made, [entries.days[one.said.item.briefing.id] for one in made], entries.position_id)
    return [entries.position(one) for one in chosen]


def _corrections(entries: Entries) -> list[FeedEntry]:
    """The newest corrections, by their own days."""
    changes = entries.library.corrections
    near = _as_new_as_the_last(changes, [one.update.date.first.toordinal() for one in changes])
    made = corrections({one.briefing.id: one.briefing for one, _ in near}.values())
    chosen = newest(made, [one.update.date.first.toordinal() for one in made], entries.correction_id)
    return [entries.correction(one) for one in chosen]


def _feed(entries: Entries, name: str, uri: str, chosen: list[FeedEntry], description: str = "") -> Feed:
    settings = entries.library.settings
    return Feed(
        title=f"{name} · {settings.site_name}" if uri else name,
        url=entries.address(uri),
        home=entries.home,
        site_name=settings.site_name,
        language=settings.language,
        entries=tuple(chosen),
        description=description,
        licence=settings.licence,
        licence_url=settings.licence_url,
    )
