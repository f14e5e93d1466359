"""What feed readers will show: the entries that a change makes new, or updated, and the feeds that have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from .. import urls
from ..library import Item
from ..outputs.feed_entries import Entries, corrections, positions
from ..outputs.feeds import feed_for
from ..pages import Page
from ..pages.feed_places import feed_of
from .facts import Entry, FeedFact, Feeds, Pages
from .pages import IMPORTANCE, MOST_COMPARED
from .sides import Side

NEW, UPDATED = "new", "updated"


def announcements(
    old: Side, new: Side, pages: Pages, touched: Iterable[Page], changed: Collection[str]
) -> Feeds | None:
    """The feeds that announce something; None where the site has no address.

    `pages` are those that differ, `touched` those that the change can touch, `changed` the ids of all briefings that
    lists show otherwise than before.
    """
    site_url = new.library.settings.site_url
    if not site_url:
        return None
    sides = (Entries(old.parts, site_url), Entries(new.parts, site_url))
    before, after = (dict(_entries(side, changed)) for side in sides)
    news = {one: NEW if one not in before else UPDATED for one, day in after.items() if before.get(one) != day}
    news = {one: what for one, what in news.items() if what == NEW or after[one] > before[one]}
    found, site, heard = [], (), set()
    uris = {fact.uri for fact in pages.appear} | {page.uri for page in touched}
    for page in _with_feed(new, uris):
        feed = feed_for(sides[1], *feed_of(page))
        told = [(entry, news[entry.id]) for entry in feed.entries if entry.id in news]
        if not told:
            continue
        counts = [sum(what == one for _, what in told) for one in (NEW, UPDATED)]
        heard |= {entry.id for entry, _ in told}
        found.append(FeedFact(page.uri, page.kind, new.title(page), *counts))
        if page.kind == "home":
            ids = {sides[1].briefing_id(b): b.id for one in changed if (b := new.library.briefings.get(one))}
            site = tuple(Entry(ids[entry.id], entry.title, what) for entry, what in told)
    appear, differ = ({fact.uri for fact in facts} for facts in (pages.appear, pages.change))
    unheard = [one for one in sorted(new.library.position_of) if urls.page("briefing", one) in appear | differ]
    unheard = [one for one in unheard if heard.isdisjoint(entry for entry, _ in _entries(sides[1], [one]))]
    late = tuple(one for one in unheard if one not in old.library.position_of)
    silent = tuple(one for one in unheard if one not in late and _is_unnoted(old, new, one))
    return Feeds(site, tuple(found), silent, late)


def _entries(entries: Entries, changed: Iterable[str]) -> Iterator[tuple[str, date]]:
    """The entries that feeds can have of some briefings, whole ones and their parts: their ids and days."""
    library = entries.library
    for one in (library.briefings[one] for one in changed if one in library.position_of):
        day = date.fromordinal(entries.days[one.id])
        items = [Item(one, section) for section in one.sections]
        yield entries.briefing_id(one), day
        yield from ((entries.section_id(item), day) for item in items)
        yield from ((entries.position_id(said), day) for said in positions(items))
        yield from ((entries.correction_id(made), made.update.date.first) for made in corrections([one]))


def _with_feed(side: Side, uris: Iterable[str]) -> list[Page]:
    """The pages that have a feed, in the order in which they are shown."""
    found = [page for uri in uris if (page := side.pages.get(uri)) and feed_of(page)]
    found.sort(key=lambda page: (page.kind != "home", IMPORTANCE.index(page.kind), page.uri))
    return found[:MOST_COMPARED]


def _is_unnoted(old: Side, new: Side, one: str) -> bool:
    """Whether a briefing's file differs, and nothing in it says when or why."""
    was, now = old.library.briefings[one], new.library.briefings[one]
    return old.digests[one] != new.digests[one] and (now.updates, now.published) == (was.updates, was.published)
