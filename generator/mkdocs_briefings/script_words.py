"""The words of the theme's scripts, which a page carries as JSON in the element `_words` (see `base.html`).

Keys are what a script asks for (see `words.js`); a value is a text, or for a number the texts by plural category, as
`Intl.PluralRules` names them. A page gets only what its own scripts need.
"""

from __future__ import annotations

_COLLECT = {
    "kit-add": "Add to kit",
    "kit-remove": "Take out of kit",
    "kit-add-all": "Add the whole briefing to kit",
    "kit-remove-all": "Take the whole briefing out of kit",
    "copy-link": "Copy link",
    "link-copied": "The link has been copied.",
    "copy-by-hand": "Copy this text: your browser does not let the page do it.",
    "not-kept": "This could not be kept: your browser’s storage for this site is full or switched off.",
}
_MENU_COUNTS = {"kit": ("Kit (%(num)s)", "Kit (%(num)s)")}
_COLLECT_COUNTS = {
    "kit-added": ("Added. There is %(num)s entry in the kit.", "Added. There are %(num)s entries in the kit."),
    "kit-removed": (
        "Taken out. There is %(num)s entry in the kit.",
        "Taken out. There are %(num)s entries in the kit.",
    ),
    "kit-full": ("A kit has room for %(num)s entry.", "A kit has room for %(num)s entries."),
}

_VISITS = {
    "new": "New",
    "changed": "Changed",
    "no-news": "Nothing new since %(date)s.",
    "to-first": "To the first",
}
_VISITS_COUNTS = {
    "news": ("%(num)s new since %(date)s.", "%(num)s new since %(date)s."),
    "news-changed": ("%(num)s new or changed since %(date)s.", "%(num)s new or changed since %(date)s."),
}

_KIT = {
    "no-storage": "Your browser keeps nothing for this site, so you cannot have a kit of your own here. Kits that "
    "others share with you can be read, printed and downloaded all the same.",
    "empty-kit": "The kit is empty. “Add to kit” stands beside each section of a briefing, in chronologies and among "
    "search results.",
    "loading": "Loading %(place)s …",
    "still-loading": "Some of it is still loading. Try again in a moment.",
    "nothing-there": "Nothing of this kit could be loaded.",
    "part-gone": "%(place)s is not on this site. It may have been moved or taken away.",
    "part-failed": "%(place)s could not be loaded. The connection may be broken.",
    "try-again": "Try again",
    "print": "Print",
    "copy-markdown": "Copy as Markdown",
    "markdown-copied": "The kit has been copied as Markdown.",
    "download": "Download as one HTML file",
    "downloaded": "The file is in your downloads.",
    "copy-kit-link": "Copy a link to this kit",
    "kit-link-copied": "The link has been copied. Whoever opens it sees these sections in this order.",
    "move-up": "Move up",
    "move-down": "Move down",
    "moved": "%(name)s is now number %(place)s of %(total)s.",
    "remove": "Remove",
    "removed": "%(name)s has been taken out of the kit.",
    "empty": "Empty the kit",
    "empty-sure": "Take everything out of the kit?",
    "emptied": "The kit is empty.",
    "add-shared": "Add these to my kit",
    "own-kit": "Go to my own kit",
    "where-kept": "The kit, the times of your visits and drafts of contributions are kept in this browser alone. "
    "Nothing of it is sent anywhere; a link to a kit carries its list in itself.",
    "forget": "Forget everything",
    "forget-sure": "Forget the kit, the times of your visits and any draft of a contribution?",
    "forgotten": "This browser has forgotten everything that it kept for this site.",
}
_KIT_COUNTS = {
    "shared-kit": (
        "A kit that was shared with you, with %(num)s entry. It is not among what you keep.",
        "A kit that was shared with you, with %(num)s entries. It is not among what you keep.",
    ),
    "own-kit-size": ("Your kit has %(num)s entry.", "Your kit has %(num)s entries."),
    "kit-title": ("Briefing kit of %(num)s entry", "Briefing kit of %(num)s entries"),
    "sources": ("Source", "Sources"),
}

TERM_KINDS = frozenset(
    ["topic", "country", "person", "organisation", "outlet", "series", "topic-country", "relation"]
)
"""The kinds of pages that mark what is new since a reader's last visit."""


def script_words(kind: str) -> dict[str, object]:
    """The words that the scripts of a kind of page need; "" is an ordinary page."""
    texts: dict[str, str] = {}
    counts: dict[str, tuple[str, str]] = dict(_MENU_COUNTS)
    if kind:
        texts |= _COLLECT
        counts |= _COLLECT_COUNTS
    if kind in TERM_KINDS:
        texts |= _VISITS
        counts |= _VISITS_COUNTS
    if kind == "kit":
        texts |= _KIT
        counts |= _KIT_COUNTS
    return texts | {key: {"one": one, "other": other} for key, (one, other) in counts.items()}
