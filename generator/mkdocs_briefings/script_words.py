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


def script_words(words: Words, kind: str) -> dict[str, object]:
    """The words that the scripts of a kind of page need; nothing where they have none."""
    found: dict[str, object] = {key: words.gettext(text) for key, text in _TEXTS.get(kind, {}).items()}
    for key, (singular, plural) in _COUNTS.get(kind, {}).items():
        found[key] = words.plural_forms(singular, plural)
    return found
