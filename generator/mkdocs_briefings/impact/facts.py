"""What a change does, as data: all that the report says, and that `--format json` gives.

Texts are as content has them, not escaped. Addresses are URIs of the site (`topics/karabakh/`; the home is ""). Lists
are in the order in which they are shown, and whole: the report is what cuts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page that appears, changes, moves or vanishes.

    `kind` is one of `pages.PAGE_KINDS`, or `ordinary`; `title` is "" where the address says enough. `target` is where
    a page that moves is now; "" also where that is a page which is not named.
    """

    uri: str
    kind: str
    title: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages that differ. `uncompared` are how many may have changed beside those that were compared."""

    appear: tuple[PageFact, ...] = ()
    change: tuple[PageFact, ...] = ()
    move: tuple[PageFact, ...] = ()
    vanish: tuple[PageFact, ...] = ()
    uncompared: int = 0


@dataclass(frozen=True, slots=True)
class BriefingFact:
    """A briefing whose file is new or says something else.

    `was` is its state before: "" where it was not there, else as in `Hidden`. `changes` are the keys of front matter
    that differ, `sections` the ids of sections that are new, gone or other than before; both only where it was public.
    """

    id: str
    title: str
    was: str = ""
    changes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many briefings that are not named change: from state `was` to state `now`.

    States are `published`, `draft`, `embargo`, `withdrawn` and "", which means that there is no such file.
    """

    was: str
    now: str
    count: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An address that led somewhere and leads nowhere any more.

    `old` is what `redirects_from` would name, `file` the vocabulary file or the briefing's file to write it in, and
    `successor` the id that the thing seems to have now; both are "" where nothing is like it.
    """

    uri: str
    kind: str
    old: str = ""
    successor: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class LostAnchor:
    """A heading of a briefing that links lead to, and that is no more.

    `successor` is the section that it seems to have become, or "".
    """

    briefing: str
    anchor: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class OverTagged:
    """A section with more terms of a kind (`countries` or `topics`) than are useful, that had not as many before."""

    briefing: str
    section: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement that an editor calls a turn in position. `before` is what the actor said last, on the day `since`."""

    briefing: str
    section: str
    actor: str
    topic: str
    date: str
    says: str
    before: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class TermFact:
    """A term that is new, gone or written otherwise. `was` is its name before, where that was another."""

    kind: str
    id: str
    name: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What happens to the vocabulary.

    `orphaned` are those that no briefing uses any more, `idle` those that are new and that none uses.
    """

    new: tuple[TermFact, ...] = ()
    gone: tuple[TermFact, ...] = ()
    changed: tuple[TermFact, ...] = ()
    orphaned: tuple[TermFact, ...] = ()
    idle: tuple[TermFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that the site's feed announces: a briefing that is `new`, or `updated`."""

    briefing: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class FeedFact:
    """A feed that announces something: of the page at `uri`, with how many entries that are new, and updated."""

    uri: str
    kind: str
    title: str
    new: int
    updated: int


@dataclass(frozen=True, slots=True)
class Feeds:
    """What feed readers will show.

    No feed announces the briefings that are `silent`, which change, and `late`, which are new and older than all that
    feeds hold.
    """

    site: tuple[Entry, ...] = ()
    feeds: tuple[FeedFact, ...] = ()
    silent: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many sections a topic has, or a country, before and after."""

    kind: str
    id: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Files that changed and of which it is not known which pages they change.

    `ordinary` are ordinary pages that may be on no site, so they are not named.
    """

    config: bool = False
    templates: int = 0
    pictures: int = 0
    ordinary: int = 0


@dataclass(frozen=True, slots=True)
class Base:
    """What the change was compared with.

    `commit` is the full id of the commit, `how` says how it came to be chosen: `given` (as `name`), `branch` (the last
    in common with the branch `name`) or `head`. `errors` are those of its content, `left_out` the briefings that could
    not be read for them; `empty` means that it has no briefing.
    """

    commit: str = ""
    how: str = ""
    name: str = ""
    errors: int = 0
    left_out: int = 0
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Impact:
    """All that a change does. `errors` and `warnings` are those of the content as it is now."""

    base: Base = field(default_factory=Base)
    errors: int = 0
    warnings: int = 0
    briefings: tuple[BriefingFact, ...] = ()
    removed: tuple[str, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    pages: Pages = field(default_factory=Pages)
    lost: tuple[Lost, ...] = ()
    lost_redirects: tuple[Lost, ...] = ()
    lost_anchors: tuple[LostAnchor, ...] = ()
    over_tagged: tuple[OverTagged, ...] = ()
    turns: tuple[Turn, ...] = ()
    terms: Terms = field(default_factory=Terms)
    feeds: Feeds | None = None
    counts: tuple[Count, ...] = ()
    everywhere: Everywhere = field(default_factory=Everywhere)

    @property
    def nothing(self) -> bool:
        """Whether the site stays as it is, and so does what is not shown on it."""
        pages = self.pages
        found = (pages.appear, pages.change, pages.move, pages.vanish, self.hidden, self.lost_redirects)
        silent = (self.terms.orphaned, self.terms.changed)
        return not any((*found, *silent, pages.uncompared)) and self.everywhere == Everywhere()
