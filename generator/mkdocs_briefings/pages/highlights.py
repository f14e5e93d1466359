"""What of a period matters most, by a rule that readers can check (the guide tells it).

- **Turns**: statements that an editor has marked `shift`, the newest.
- **New topics** and **new relations**: those whose oldest section on the site stands in the period. In the period that
  the site begins in everything would be new, so there are none.
- **On the most active topics**: for each of the three topics with the most sections the newest quotation, else the
  newest paraphrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..library import Item, Said, pairs_of
from ..spans import Span
from ..views import Counted, Highlights, Link
from .parts import Parts, most_frequent
from .timeline import counted

TURNS = 5
NEW = 5
ACTIVE = 3
"""How many of each kind a digest shows."""


def highlights(parts: Parts, span: Span, items: Sequence[Item], said: Sequence[Said]) -> tuple[Highlights, list[Said]]:
    """The highlights of the sections of a period, newest first, with their statements; and the other statements."""
    shown = _turns(said)
    turns = len(shown)
    shown += _on_active(items, [one for one in said if not one.statement.shift])
    new = not _begins_the_site(parts, span)
    found = Highlights(
        turns=parts.statements(shown[:turns]),
        topics=_new_topics(parts, items) if new else (),
        relations=_new_relations(parts, items) if new else (),
        statements=parts.statements(shown[turns:]),
    )
    keys = {one.key for one in shown}
    return found, [one for one in said if one.key not in keys]


def _turns(said: Sequence[Said]) -> list[Said]:
    return [one for one in said if one.statement.shift][:TURNS]


def _on_active(items: Sequence[Item], said: Sequence[Said]) -> list[Said]:
    """A statement on each of the most active topics, the most active first."""
    found = []
    for topic, _ in most_frequent((topic for item in items for topic in item.section.topics), ACTIVE):
        on = [one for one in said if one.statement.topic == topic]
        quoted = next((one for one in on if one.statement.mode == "quote"), None)
        found += [quoted or on[0]] if on else []
    return found


def _begins_the_site(parts: Parts, span: Span) -> bool:
    """Whether nothing on the site is of a day before the period."""
    items = parts.library.items
    return not items or items[-1].date.first >= span.first


def _new_topics(parts: Parts, items: Sequence[Item]) -> tuple[Counted, ...]:
    of = parts.library.of
    return _new(
        items,
        (topic for item in items for topic in item.section.topics),
        lambda topic: of("topic", topic)[-1],
        lambda topic: parts.link("topic", topic),
    )


def _new_relations(parts: Parts, items: Sequence[Item]) -> tuple[Counted, ...]:
    relations = parts.library.relations
    pairs = (pair for item in items for pair in pairs_of(item.section.countries) if pair in relations)
    return _new(items, pairs, lambda pair: relations[pair][-1], parts.relation)


def _new(items: Sequence[Item], keys: Iterable, oldest, link) -> tuple[Counted, ...]:
    """Of some keys those whose oldest section is one of `items`, the most frequent of them with their counts."""
    places = {_place(item) for item in items}
    counts = Counter(keys)
    new = [key for key in counts if _place(oldest(key)) in places]
    first = sorted(new, key=lambda key: (-counts[key], key))[:NEW]
    links: list[tuple[Link, int]] = [(link(key), counts[key]) for key in first]
    return counted(links)


def _place(item: Item) -> tuple[str, str]:
    return (item.briefing.id, item.section.id)
