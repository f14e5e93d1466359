"""The words of the theme's scripts, which a page carries as JSON in the element `_words` (see `base.html`).

Keys are what a script asks for (see `words.js`); a value is a text, or for a number the texts by plural category, as
`Intl.PluralRules` names them. A page gets only what its own scripts need.
"""

from __future__ import annotations

from .words import N_, NP_, Words

_TEXTS: dict[str, dict[str, str]] = {
    "search": {
        "nothing-yet": N_("Nothing to search yet."),
        "needs-server": N_("Search needs a web server; everything else works from files."),
        "not-loaded": N_("Search could not be loaded. Try again, or use the A–Z."),
        "older": N_("%(sections)s of %(year)s; looking through older years …"),
        "nothing-chosen": N_(
            "Nothing found with these words and choices. Take one away, or look into the %(alphabet)s."
        ),
        "nothing": N_("Nothing found. Try fewer words or another spelling, or look into the %(alphabet)s."),
        "alphabet": N_("A–Z"),
        "about": N_("%(format)s: %(briefing)s"),
    },
}

_COUNTS: dict[str, dict[str, tuple[str, str]]] = {
    "search": {
        "sections": NP_("%(num)s section", "%(num)s sections"),
        "more": NP_("%(num)s more", "%(num)s more"),
    },
}


# The words of the tools for readers are in no catalogue yet: they are English in every language.
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

_CONTRIBUTE = {
    "need": "(needed)",
    "example": "%(hint)s For example: %(example)s",
    "option": "%(value)s: %(meaning)s",
    "choose": "Choose one",
    "one-per-line": "%(hint)s One on each line.",
    "parted-by-commas": "%(hint)s Part them by commas.",
    "no-page": "Somebody without a page on this site",
    "add": "Add",
    "add-to": "Add to %(label)s",
    "item": "%(label)s, number %(number)s",
    "remove": "Remove",
    "move-up": "Move up",
    "moved": "%(name)s is now number %(place)s of %(total)s.",
    "chosen": "%(name)s has been added.",
    "there-already": "%(name)s is there already.",
    "none": "%(label)s: none here, although the briefing has some",
    "no-choice": "No name matches.",
    "no-vocabulary": "The names could not be loaded. You can write the id of a term.",
    "words": "Words of the file’s name",
    "words-hint": "They become part of the address and never change: small letters, digits and hyphens.",
    "lead": "Lead",
    "lead-hint": "What happened, in a few sentences. Markdown.",
    "sections": "Sections",
    "sections-hint": "Each subject that was spoken of has a section, and reaches the pages of what it is about.",
    "section": "Section",
    "add-section": "Add a section",
    "heading": "Heading",
    "heading-hint": "What this part of the briefing is about.",
    "section-id": "Id of the heading",
    "section-id-hint": "Links to the section end with it. It comes from the heading.",
    "section-text": "Text",
    "section-text-hint": "In your own words. Markdown; smaller headings begin with ###.",
    "annotation": "What this section is about",
    "more-fields": "More fields",
    "your-file": "Your file",
    "file-so-far": "The file as it is so far",
    "file-path": "It belongs here: %(path)s",
    "download-file": "Download the file",
    "downloaded-as": "The file is in your downloads. It belongs here: %(path)s",
    "copy-file": "Copy the file’s text",
    "copied-as": "The text has been copied. It belongs into this file: %(path)s",
    "propose": "Propose it on %(host)s",
    "with-text": "The file is ready. %(host)s opens with its name and text filled in; you need an account there, and "
    "it guides you to a pull request.",
    "without-text": "The file’s text has to be pasted: it is too long for a link, or %(host)s takes none with a link. "
    "It has been copied. %(host)s opens with the name filled in; paste the text there.",
    "open-host": "Go to %(host)s",
    "repository": "The files of this site are kept at %(address)s",
    "anew": "Start anew",
    "anew-sure": "Throw away what you have written?",
    "restored": "This is the draft that you left here. It is kept in this browser alone.",
    "problem": "%(label)s: %(problem)s",
    "needed": "This is needed.",
    "one-actor": "Give exactly one of speaker, organisation and country.",
    "unknown-term": "“%(name)s” is not in the vocabulary. Choose a name from the list, or ask for a new one in the "
    "pull request.",
    "bad-text": "Write some words.",
    "bad-day": "Write a whole date, as 2023-10-02.",
    "bad-partial-day": "Write a date, a month or a year: 2023-10-02, 2023-10 or 2023.",
    "bad-moment": "Write date, time and zone, as 2023-10-02T14:00+02:00.",
    "bad-choice": "Choose one of the list.",
    "bad-term": "Choose a name from the list.",
    "bad-who": "Choose a name from the list, or give name and role.",
    "bad-url": "Write a whole address that begins with https://",
    "bad-language": "Write the tag of a language, as fa or pt-BR.",
    "bad-number": "Write a whole number from 1.",
    "bad-flag": "Tick the box or leave it.",
    "bad-briefing": "Write the id of a briefing, as 2023-10-02-iran-foreign-ministry.",
    "bad-record": "Something is missing here.",
    "in-the-future": "A date in the future needs an embargo.",
    "insecure": "An address with https:// would be better, if there is one.",
    "bad-words": "Only small letters from a to z, digits, and single hyphens between them.",
    "taken": "There is a briefing with the name %(id)s already.",
    "bad-id": "Only letters, digits and hyphens, with no underscore in front, and not the word lead.",
    "same-id": "Another section has this id.",
    "no-heading": "Begin no line with # or ##. Each subject is a section of its own; smaller headings begin with ###.",
    "no-html": "HTML is refused. Write Markdown, and code in `backquotes`.",
    "no-words": "Write a lead or a section.",
}
_CONTRIBUTE_COUNTS = {
    "choices": ("%(num)s name to choose from.", "%(num)s names to choose from."),
    "to-mend": ("There is %(num)s thing to mend:", "There are %(num)s things to mend:"),
    "too-long": ("It is %(num)s character too long.", "It is %(num)s characters too long."),
    "no-source": ("There is only %(num)s source.", "There are only %(num)s sources."),
    "over-tagged": (
        "More than %(num)s is too much: name only what it is really about.",
        "More than %(num)s are too many: name only what it is really about.",
    ),
}

TERM_KINDS = frozenset(
    ["topic", "country", "person", "organisation", "outlet", "series", "topic-country", "relation"]
)
"""The kinds of pages that mark what is new since a reader's last visit."""


def script_words(words: Words, kind: str) -> dict[str, object]:
    """The words that the scripts of a kind of page need; "" is an ordinary page."""
    texts, counts = dict(_TEXTS.get(kind, {})), {**_MENU_COUNTS, **_COUNTS.get(kind, {})}
    if kind:
        texts |= _COLLECT
        counts |= _COLLECT_COUNTS
    if kind in TERM_KINDS:
        texts |= _VISITS
        counts |= _VISITS_COUNTS
    if kind == "kit":
        texts |= _KIT
        counts |= _KIT_COUNTS
    if kind == "contribute":
        texts |= _CONTRIBUTE
        counts |= _CONTRIBUTE_COUNTS
    found: dict[str, object] = {key: words.gettext(text) for key, text in texts.items()}
    return found | {key: words.plural_forms(*forms) for key, forms in counts.items()}
