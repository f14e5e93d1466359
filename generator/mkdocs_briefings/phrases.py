"""Words for templates: messages with values put in, escaped by place.

`{{ _("Sources") }}` gives text, escaped where it is put out like all text. With values, as in
`{{ _("Published in %(outlet)s", outlet=one.outlet|link) }}`, it gives safe HTML: the message and every value that is
not safe HTML itself are escaped, and numbers get the language's digits.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from .names import direction
from .words import Words


class Phrases:
    """The functions and filters that templates have for words. `escape` is that of the place they write for."""

    def __init__(self, words: Words, escape: Callable[[str], str]) -> None:
        self._words, self._escape = words, escape

    def globals(self) -> dict[str, object]:
        """What templates call, and the names of the site's own language and direction."""
        return {
            "_": self.gettext,
            "gettext": self.gettext,
            "ngettext": self.ngettext,
            "pgettext": self.pgettext,
            "filled": self.filled,
            "comma": self._words.comma,
            "auto": Markup(' dir="auto"'),
            "arrow": "→" if self._words.direction == "ltr" else "←",
            "site_language": self._words.language,
            "site_direction": self._words.direction,
        }

    def filters(self) -> dict[str, Callable]:
        """What templates pipe numbers, dates and things in some language through."""
        words = self._words
        return {
            "number": words.number,
            "label": words.label,
            "long_label": words.long_label,
            "day_label": words.day_label,
            "language_name": words.language_name,
            "tongue": self.tongue,
            "ours": self.ours,
        }

    def gettext(self, message: str, **values: object) -> str:
        """A message; safe HTML where values are put in."""
        if not values:
            return self._words.gettext(message)
        return self.filled(self._escape(self._words.gettext(message)), **values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message with a context; safe HTML where values are put in."""
        if not values:
            return self._words.pgettext(context, message)
        return self.filled(self._escape(self._words.pgettext(context, message)), **values)

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """A message with a number; safe HTML where other values are put in."""
        if not values:
            return self._words.ngettext(singular, plural, num)
        return self.filled(self._escape(self._words.form(singular, plural, num)), num=num, **values)

    def tongue(self, language: str) -> Markup:
        """The attributes of something in another language than the site's words; nothing for all else."""
        return self._marked(language) if language and language != self._words.language else Markup()

    def ours(self, language: str) -> Markup:
        """The attributes of the site's words amid something in another language; nothing where all is in one."""
        return self._marked(self._words.language) if language and language != self._words.language else Markup()

    def _marked(self, language: str) -> Markup:
        return Markup(f' lang="{self._escape(language)}" dir="{direction(language)}"')  # noqa: S704 - escaped

    def filled(self, html: str, /, **values: object) -> Markup:
        """A message that is escaped already, with values put in."""
        safe = {name: self._safe(value) for name, value in values.items()}
        return Markup(html % safe)  # noqa: S704 - all of it is escaped or safe

    def _safe(self, value: object) -> str:
        if isinstance(value, Markup):
            return value
        return self._words.number(value) if type(value) is int else self._escape(value)
