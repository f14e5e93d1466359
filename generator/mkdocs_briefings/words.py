"""The interface's words in the site's language: gettext over catalogues, dates, digits and names by CLDR.

English is the language of the sources: a message is its English text, and an English site reads no catalogue. All
others have a catalogue `languages/<language>.po`, read with Babel. How to write messages:

- in Python, `words.gettext("Sources")`, `words.ngettext("%(num)s section", "%(num)s sections", count)`, where a builder
  has `parts.words`; a text that is looked up later is marked where it is written, with `N_("topic")` or, where English
  uses one word for two things, `P_("format", "report")`;
- in templates `{{ _("Sources") }}` and `ngettext` likewise (see `phrases`).

A sentence is one message, with `%(name)s` where something is put in; numbers come out in the language's digits. Names
are of small letters only. `make messages` takes new messages into all catalogues; a test fails while one is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from .date_words import DateWords, date_words
from .dates import PartialDate
from .names import direction

ENGLISH = "en"
_CONTEXT = "\x04"
"""Between context and message in a catalogue's keys, as in gettext's own files."""


def N_(message: str) -> str:
    """Mark a message that is looked up later."""
    return message


def P_(context: str, message: str) -> str:
    """Mark a message with a context that is looked up later, by `pgettext` with the same context."""
    return message


def NP_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a message with a number that is looked up later."""
    return (singular, plural)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language's messages: `texts` by message (a context before it), `forms` of plurals, and which form is for n."""

    texts: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form_for: Callable[[int], int] = lambda n: int(n != 1)


class Words:
    """The words of one language. `language` is the tag of what they are in, for `lang`; `direction` goes with it."""

    def __init__(self, language: str, catalogue: Catalogue, dates: DateWords) -> None:
        self.language = language
        self.direction = direction(language)
        self.english = language.split("-")[0].lower() == ENGLISH
        self._catalogue = catalogue
        self._dates = dates
        self.number: Callable[[int], str] = lru_cache(10_000)(dates.number)
        self.label: Callable[[PartialDate], str] = lru_cache(100_000)(dates.label)
        self.long_label: Callable[[PartialDate], str] = lru_cache(10_000)(dates.long_label)
        self.day_label: Callable[[PartialDate], str] = lru_cache(100_000)(dates.day_label)
        self.month_label: Callable[[int, int], str] = lru_cache(10_000)(dates.month_label)
        self.short_month_label: Callable[[int, int], str] = lru_cache(10_000)(dates.short_month_label)
        self.quarter_label: Callable[[int, int], str] = lru_cache(10_000)(dates.quarter_label)
        self.language_name: Callable[[str], str] = lru_cache(1000)(dates.language_name)
        self.comma = self.pgettext("between the items of a list", ", ")

    def gettext(self, message: str, **values: object) -> str:
        """A message, with values put into its places."""
        text = self._catalogue.texts.get(message, message)
        return self.filled(text, values) if values else text

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message that needs a context to be translated rightly."""
        text = self._catalogue.texts.get(f"{context}{_CONTEXT}{message}", message)
        return self.filled(text, values) if values else text

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """A message with a number, `%(num)s`, in the form that goes with it."""
        return self.filled(self.form(singular, plural, num), {"num": num, **values})

    def npgettext(self, context: str, singular: str, plural: str, num: int, **values: object) -> str:
        """A message with a number that needs a context to be translated rightly."""
        return self.filled(self.form(singular, plural, num, context), {"num": num, **values})

    def form(self, singular: str, plural: str, num: int, context: str = "") -> str:
        """The form of a message that goes with a number, its places not yet filled."""
        forms = self._catalogue.forms.get(f"{context}{_CONTEXT}{singular}" if context else singular)
        if forms is None:
            return singular if num == 1 else plural
        return forms[self._catalogue.form_for(num)]

    def filled(self, text: str, values: Mapping[str, object]) -> str:
        """A text with its places filled; numbers in the language's digits."""
        number = self.number
        return text % {name: number(value) if type(value) is int else value for name, value in values.items()}

    def period_label(self, year: int, month: int = 0, day: int = 0) -> str:
        """`2023`, `October 2023` or `2 October 2023`."""
        return self.label(PartialDate(year, month, day))

    def span_label(self, first: date, last: date) -> str:
        """`2–8 October 2023`."""
        return self._dates.span_label(first, last)

    def joined(self, items: Iterable[str]) -> str:
        """The items of a list, without an "and"."""
        return self.comma.join(items)

    def plural_forms(self, singular: str, plural: str) -> dict[str, str]:
        """The forms of a message by CLDR's plural categories, as `Intl.PluralRules` names them in a browser."""
        if singular not in self._catalogue.forms:
            return {"one": singular, "other": plural}
        categories = self._dates.plural_categories()
        return {name: self._catalogue.forms[singular][self._catalogue.form_for(n)] for name, n in categories.items()}


@cache
def available() -> tuple[str, ...]:
    """The languages that the interface speaks, English first."""
    names = (path.name for path in (files("mkdocs_briefings") / "languages").iterdir())
    return (ENGLISH, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


def interface_language(tag: str) -> str:
    """The one of `available` that serves a BCP 47 tag best: `fr-CA` is served by `fr`, what is not there by English."""
    parts = tag.replace("_", "-").split("-")
    known = {name.lower(): name for name in available()}
    for length in range(len(parts), 0, -1):
        found = known.get("-".join(parts[:length]).lower())
        if found:
            return found
    return ENGLISH


@cache
def words_of(tag: str) -> Words:
    """The words for a site in a language, given as a BCP 47 tag: always some, English where there are no others."""
    language = interface_language(tag)
    known = tag.replace("_", "-").split("-")[0].lower() == language.split("-")[0].lower()
    sound = known and re.fullmatch("[A-Za-z0-9-]+", tag.replace("_", "-"))
    shown = tag.replace("_", "-") if sound else language
    return Words(shown, _catalogue(language), date_words(shown))


@cache
def _catalogue(language: str) -> Catalogue:
    if language == ENGLISH:
        return Catalogue()
    from gettext import c2py

    from babel.messages.pofile import read_po

    with (files("mkdocs_briefings") / "languages" / f"{language}.po").open("rb") as stream:
        read = read_po(stream, locale=language, abort_invalid=True)
    form_for = c2py(read.plural_expr)
    texts: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id or not message.string or message.fuzzy:
            continue
        context = f"{message.context}{_CONTEXT}" if message.context else ""
        if isinstance(message.id, tuple):
            if all(message.string):
                forms[context + message.id[0]] = tuple(message.string)
                # "Topic" is looked up alone too, beside "Topic" or "Topics".
                texts[context + message.id[0]] = message.string[form_for(1)]
        else:
            texts[context + message.id] = message.string
    return Catalogue(texts, forms, form_for)
