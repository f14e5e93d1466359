"""The words of the theme's scripts, which a page carries as JSON in the element `_words` (see `base.html`).

Keys are what a script asks for (see `words.js`); a value is a text, or for a number the texts by plural category, as
`Intl.PluralRules` names them. A page gets only what its own scripts need.
"""

from __future__ import annotations

from .words import N_, NP_, Words

_COLLECT = {
    "kit-add": N_("Add to kit"),
    "kit-remove": N_("Take out of kit"),
    "kit-add-all": N_("Add the whole briefing to kit"),
    "kit-remove-all": N_("Take the whole briefing out of kit"),
    "copy-link": N_("Copy link"),
    "link-copied": N_("The link has been copied."),
    "copy-by-hand": N_("Copy this text: your browser does not let the page do it."),
    "not-kept": N_("This could not be kept: your browser’s storage for this site is full or switched off."),
}
_MENU_COUNTS = {"kit": NP_("Kit (%(num)s)", "Kit (%(num)s)")}
_COLLECT_COUNTS = {
    "kit-added": NP_("Added. There is %(num)s entry in the kit.", "Added. There are %(num)s entries in the kit."),
    "kit-removed": NP_(
        "Taken out. There is %(num)s entry in the kit.",
        "Taken out. There are %(num)s entries in the kit.",
    ),
    "kit-full": NP_("A kit has room for %(num)s entry.", "A kit has room for %(num)s entries."),
}

_VISITS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "no-news": N_("Nothing new since %(date)s."),
    "to-first": N_("To the first"),
}
_VISITS_COUNTS = {
    "news": NP_("%(num)s new since %(date)s.", "%(num)s new since %(date)s."),
    "news-changed": NP_("%(num)s new or changed since %(date)s.", "%(num)s new or changed since %(date)s."),
}

_KIT = {
    "no-storage": N_(
        "Your browser keeps nothing for this site, so you cannot have a kit of your own here. Kits that others share "
        "with you can be read, printed and downloaded all the same."
    ),
    "empty-kit": N_(
        "The kit is empty. “Add to kit” stands beside each section of a briefing, in chronologies and among search "
        "results."
    ),
    "loading": N_("Loading %(place)s …"),
    "still-loading": N_("Some of it is still loading. Try again in a moment."),
    "nothing-there": N_("Nothing of this kit could be loaded."),
    "part-gone": N_("%(place)s is not on this site. It may have been moved or taken away."),
    "part-failed": N_("%(place)s could not be loaded. The connection may be broken."),
    "try-again": N_("Try again"),
    "print": N_("Print"),
    "copy-markdown": N_("Copy as Markdown"),
    "markdown-copied": N_("The kit has been copied as Markdown."),
    "download": N_("Download as one HTML file"),
    "downloaded": N_("The file is in your downloads."),
    "copy-kit-link": N_("Copy a link to this kit"),
    "kit-link-copied": N_("The link has been copied. Whoever opens it sees these sections in this order."),
    "move-up": N_("Move up"),
    "move-down": N_("Move down"),
    "moved": N_("%(name)s is now number %(place)s of %(total)s."),
    "remove": N_("Remove"),
    "removed": N_("%(name)s has been taken out of the kit."),
    "empty": N_("Empty the kit"),
    "empty-sure": N_("Take everything out of the kit?"),
    "emptied": N_("The kit is empty."),
    "add-shared": N_("Add these to my kit"),
    "own-kit": N_("Go to my own kit"),
    "where-kept": N_(
        "The kit, the times of your visits and drafts of contributions are kept in this browser alone. Nothing of it "
        "is sent anywhere; a link to a kit carries its list in itself."
    ),
    "forget": N_("Forget everything"),
    "forget-sure": N_("Forget the kit, the times of your visits and any draft of a contribution?"),
    "forgotten": N_("This browser has forgotten everything that it kept for this site."),
}
_KIT_COUNTS = {
    "shared-kit": NP_(
        "A kit that was shared with you, with %(num)s entry. It is not among what you keep.",
        "A kit that was shared with you, with %(num)s entries. It is not among what you keep.",
    ),
    "own-kit-size": NP_("Your kit has %(num)s entry.", "Your kit has %(num)s entries."),
    "kit-title": NP_("Briefing kit of %(num)s entry", "Briefing kit of %(num)s entries"),
    "sources": NP_("Source", "Sources"),
}

_SEARCH = {
    "nothing-yet": N_("Nothing to search yet."),
    "needs-server": N_("Search needs a web server; everything else works from files."),
    "not-loaded": N_("Search could not be loaded. Try again, or use the A–Z."),
    "older": N_("%(sections)s of %(year)s; looking through older years …"),
    "nothing-chosen": N_("Nothing found with these words and choices. Take one away, or look into the %(alphabet)s."),
    "nothing": N_("Nothing found. Try fewer words or another spelling, or look into the %(alphabet)s."),
    "alphabet": N_("A–Z"),
    "about": N_("%(format)s: %(briefing)s"),
}
_SEARCH_COUNTS = {
    "sections": NP_("%(num)s section", "%(num)s sections"),
    "more": NP_("%(num)s more", "%(num)s more"),
}

TERM_KINDS = frozenset(
    ["topic", "country", "person", "organisation", "outlet", "series", "topic-country", "relation"]
)
"""The kinds of pages that mark what is new since a reader's last visit."""


def script_words(words: Words, kind: str) -> dict[str, object]:
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
    if kind == "search":
        texts |= _SEARCH
        counts |= _SEARCH_COUNTS
    found: dict[str, object] = {key: words.gettext(text) for key, text in texts.items()}
    return found | {key: words.plural_forms(*both) for key, both in counts.items()}
