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
    "older": N_("%(sections)s so far; looking through older ones …"),
    "nothing-chosen": N_("Nothing found with these words and choices. Take one away, or look into the %(alphabet)s."),
    "nothing": N_("Nothing found. Try fewer words or another spelling, or look into the %(alphabet)s."),
    "alphabet": N_("A–Z"),
    "about": N_("%(format)s: %(briefing)s"),
}
_SEARCH_COUNTS = {
    "sections": NP_("%(num)s section", "%(num)s sections"),
    "more": NP_("%(num)s more", "%(num)s more"),
}

_CONTRIBUTE = {
    "need": N_("(needed)"),
    "example": N_("For example: %(example)s"),
    "option": N_("%(value)s: %(meaning)s"),
    "choose": N_("Choose one"),
    "one-per-line": N_("One on each line."),
    "parted-by-commas": N_("Part them by commas."),
    "no-page": N_("Somebody without a page on this site"),
    "add": N_("Add"),
    "add-to": N_("Add to %(label)s"),
    "item": N_("%(label)s, number %(number)s"),
    "remove": N_("Remove"),
    "move-up": N_("Move up"),
    "moved": N_("%(name)s is now number %(place)s of %(total)s."),
    "chosen": N_("%(name)s has been added."),
    "there-already": N_("%(name)s is there already."),
    "none": N_("%(label)s: none here, although the briefing has some"),
    "no-choice": N_("No name matches."),
    "no-vocabulary": N_("The names could not be loaded. You can write the id of a term."),
    "words": N_("Words of the file’s name"),
    "words-hint": N_("They become part of the address and never change: small letters, digits and hyphens."),
    "lead": N_("Lead"),
    "lead-hint": N_("What happened, in a few sentences. Markdown."),
    "sections": N_("Sections"),
    "sections-hint": N_("Each subject that was spoken of has a section, and reaches the pages of what it is about."),
    "section": N_("Section"),
    "add-section": N_("Add a section"),
    "heading": N_("Heading"),
    "heading-hint": N_("What this part of the briefing is about."),
    "section-id": N_("Id of the heading"),
    "section-id-hint": N_("Links to the section end with it. It comes from the heading."),
    "section-text": N_("Text"),
    "section-text-hint": N_("In your own words. Markdown; smaller headings begin with ###."),
    "annotation": N_("What this section is about"),
    "more-fields": N_("More fields"),
    "your-file": N_("Your file"),
    "file-so-far": N_("The file as it is so far"),
    "file-path": N_("It belongs here: %(path)s"),
    "download-file": N_("Download the file"),
    "downloaded-as": N_("The file is in your downloads. It belongs here: %(path)s"),
    "copy-file": N_("Copy the file’s text"),
    "copied-as": N_("The text has been copied. It belongs into this file: %(path)s"),
    "propose": N_("Propose it on %(host)s"),
    "with-text": N_(
        "The file is ready. %(host)s opens with its name and text filled in; you need an account there, and "
        "it guides you to a pull request."
    ),
    "without-text": N_(
        "The file’s text has to be pasted: it is too long for a link, or %(host)s takes none with a link. "
        "It has been copied. %(host)s opens with the name filled in; paste the text there."
    ),
    "open-host": N_("Go to %(host)s"),
    "repository": N_("The files of this site are kept at %(address)s"),
    "anew": N_("Start anew"),
    "anew-sure": N_("Throw away what you have written?"),
    "restored": N_("This is the draft that you left here. It is kept in this browser alone."),
    "problem": N_("%(label)s: %(problem)s"),
    "needed": N_("This is needed."),
    "one-actor": N_("Give exactly one of speaker, organisation and country."),
    "unknown-term": N_(
        "“%(name)s” is not in the vocabulary. Choose a name from the list, or ask for a new one in the pull request."
    ),
    "bad-text": N_("Write some words."),
    "bad-day": N_("Write a whole date, as 2023-10-02."),
    "bad-partial-day": N_("Write a date, a month or a year: 2023-10-02, 2023-10 or 2023."),
    "bad-moment": N_("Write date, time and zone, as 2023-10-02T14:00+02:00."),
    "bad-choice": N_("Choose one of the list."),
    "bad-term": N_("Choose a name from the list."),
    "bad-who": N_("Choose a name from the list, or give name and role."),
    "bad-url": N_("Write a whole address that begins with https://"),
    "bad-language": N_("Write the tag of a language, as fa or pt-BR."),
    "bad-number": N_("Write a whole number from 1."),
    "bad-flag": N_("Tick the box or leave it."),
    "bad-briefing": N_("Write the id of a briefing, as 2023-10-02-iran-foreign-ministry."),
    "bad-record": N_("Something is missing here."),
    "in-the-future": N_("A date in the future needs an embargo."),
    "insecure": N_("An address with https:// would be better, if there is one."),
    "bad-words": N_("Only small letters from a to z, digits, and single hyphens between them."),
    "taken": N_("There is a briefing with the name %(id)s already."),
    "bad-id": N_("Only letters, digits and hyphens, with no underscore in front, and not the word lead."),
    "same-id": N_("Another section has this id."),
    "no-heading": N_(
        "Begin no line with # or ##. Each subject is a section of its own; smaller headings begin with ###."
    ),
    "no-html": N_("HTML is refused. Write Markdown, and code in `backquotes`."),
    "no-words": N_("Write a lead or a section."),
}
_CONTRIBUTE_COUNTS = {
    "choices": NP_("%(num)s name to choose from.", "%(num)s names to choose from."),
    "to-mend": NP_("There is %(num)s thing to mend:", "There are %(num)s things to mend:"),
    "too-long": NP_("It is %(num)s character too long.", "It is %(num)s characters too long."),
    "no-source": NP_("There is only %(num)s source.", "There are only %(num)s sources."),
    "over-tagged": NP_(
        "More than %(num)s is too much: name only what it is really about.",
        "More than %(num)s are too many: name only what it is really about.",
    ),
}

TERM_KINDS = frozenset(["topic", "country", "person", "organisation", "outlet", "series", "topic-country", "relation"])
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
    if kind == "contribute":
        texts |= _CONTRIBUTE
        counts |= _CONTRIBUTE_COUNTS
    if kind == "search":
        texts |= _SEARCH
        counts |= _SEARCH_COUNTS
    found: dict[str, object] = {key: words.gettext(text) for key, text in texts.items()}
    return found | {key: words.plural_forms(*both) for key, both in counts.items()}
