"""What a change says otherwise: briefings, positions, terms, and how much there is on each subject."""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Said
from ..model import Briefing, Section
from ..schema import SECTION_COUNTRIES, SECTION_TOPICS
from .facts import BriefingFact, Count, Hidden, OverTagged, TermFact, Terms, Turn
from .sides import PUBLISHED, Key, Side, is_hidden

DETAILED = 100
"""Of more briefings than this it is not said what has changed in them: it needs their words."""

_LIMITS = (("countries", SECTION_COUNTRIES), ("topics", SECTION_TOPICS))
_NOT_KEYS = ("path", "sections", "id")


def briefings(old: Side, new: Side) -> tuple[BriefingFact, ...]:
    """The published briefings whose file is new or other than before."""
    found = []
    for one in sorted(new.files):
        if new.state(one) != PUBLISHED or old.digests.get(one) == new.digests[one]:
            continue
        details = ((), ())
        if old.state(one) == PUBLISHED and len(found) < DETAILED:
            details = _details(old, new, one)
        found.append(BriefingFact(one, new.library.briefings[one].title, old.state(one), *details))
    # By a new embargo, or one that is lifted by the time, a file is other without being written.
    return tuple(sorted(found, key=lambda fact: (fact.was == PUBLISHED, fact.id)))


def removed(old: Side, new: Side) -> tuple[str, ...]:
    """The published briefings that are there no more."""
    return tuple(sorted(one for one in old.files if one not in new.files and old.state(one) == PUBLISHED))


def hidden(old: Side, new: Side) -> tuple[Hidden, ...]:
    """How many briefings change that are not named."""
    counts: dict[tuple[str, str], int] = {}
    for one in old.files.keys() | new.files.keys():
        if is_hidden(old, new, one) and old.digests.get(one) != new.digests.get(one):
            states = (old.state(one), new.state(one))
            counts[states] = counts.get(states, 0) + 1
    return tuple(Hidden(*states, count) for states, count in sorted(counts.items()))


def _details(old: Side, new: Side, one: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of front matter that differ, and the sections."""
    was, now = old.library.briefings[one], new.library.briefings[one]
    keys = [key for key in Briefing._fields if key not in _NOT_KEYS and getattr(was, key) != getattr(now, key)]
    words = (old.library.texts(one), new.library.texts(one))
    before, after = ({section.id: section for section in briefing.sections} for briefing in (was, now))
    sections = [
        section_id
        for section_id in dict.fromkeys((*after, *before))
        if before.get(section_id) != after.get(section_id) or words[0].get(section_id) != words[1].get(section_id)
    ]
    return tuple(keys), tuple(sections)


def over_tagged(old: Side, new: Side) -> tuple[OverTagged, ...]:
    """Sections of published briefings that have too many terms now, and had fewer before."""
    found = []
    for one in sorted(new.files):
        if new.state(one) != PUBLISHED or old.digests.get(one) == new.digests[one]:
            continue
        was = old.library.briefings.get(one)
        for section in new.library.briefings[one].sections:
            before: Section | None = was.section(section.id) if was else None
            for key, most in _LIMITS:
                count = len(getattr(section, key))
                if count > max(most, len(getattr(before, key)) if before else 0):
                    found.append(OverTagged(one, section.id, key, count))
    return tuple(found)


def turns(old: Side, new: Side) -> tuple[Turn, ...]:
    """The statements that editors call a turn in position, and did not before."""
    before = {said.key for said in old.library.said if said.statement.shift}
    return tuple(_turn(new, said) for said in new.library.said if said.statement.shift and said.key not in before)


def _turn(side: Side, said: Said) -> Turn:
    earlier = side.library.earlier.get(said.key)
    statement, (briefing, section) = said.statement, said.item
    return Turn(
        briefing=briefing.id,
        section=section.id,
        actor=side.parts.actor(said.actor).name,
        topic=side.parts.link("topic", statement.topic).name,
        date=said.date.iso,
        says=statement.says,
        before=earlier.statement.says if earlier else "",
        since=earlier.date.iso if earlier else "",
    )


def terms(old: Side, new: Side) -> Terms:
    """Terms of the site's own that come, go or are written otherwise, and those that nothing uses."""
    before, after = old.library.vocabulary, new.library.vocabulary
    own_before, own_after = before.spans.keys(), after.spans.keys()
    own = own_before | own_after
    both = {(kind, one) for kind, one in own if one in before.terms[kind] and one in after.terms[kind]}
    changed = {(kind, one) for kind, one in both if before.terms[kind][one] != after.terms[kind][one]}
    return Terms(
        new=_terms(new, own_after - own_before - both),
        gone=_terms(old, own_before - own_after - both),
        changed=_terms(new, changed, old),
        orphaned=_terms(new, (new.unused - old.unused) & own_before),
        idle=_terms(new, new.unused - own_before),
    )


def _terms(side: Side, keys: set[Key], old: Side | None = None) -> tuple[TermFact, ...]:
    """Terms in order; with the other side, also how each was called."""
    found = []
    for kind, one in sorted(keys):
        name = side.library.vocabulary.terms[kind][one].name
        was = old.library.vocabulary.terms[kind][one].name if old else name
        found.append(TermFact(kind, one, name, "" if was == name else was))
    return tuple(found)


def counts(old: Side, new: Side) -> tuple[Count, ...]:
    """The topics and countries that have more sections than before, or fewer; those with the greatest change first."""
    found = [
        Count(kind, one, name, len(old.library.of(kind, one)), len(new.library.of(kind, one)))
        for kind, one, name in _named(old, new)
        if len(old.library.of(kind, one)) != len(new.library.of(kind, one))
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.after - one.before), one.kind != "topic", -one.after, one.id)))


def _named(old: Side, new: Side) -> Iterator[tuple[str, str, str]]:
    """All topics and countries of both sides, as (kind, id, name)."""
    for kind in ("topic", "country"):
        before, after = old.library.vocabulary.terms[kind], new.library.vocabulary.terms[kind]
        yield from ((kind, one, term.name) for one, term in {**before, **after}.items())
