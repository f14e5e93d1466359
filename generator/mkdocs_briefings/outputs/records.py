"""What search finds: one small HTML record for each section.

A record holds the section's text, and hidden after it every name of its terms in every spelling, and each word that
`names.fold` writes otherwise, folded. The search page folds what is typed in the same way, so that `Kan'ani`,
`Kanaani` and `کنعانی` meet. Pagefind (`search_index`) makes its index of the records; nobody else reads them.
"""

from __future__ import annotations

from .. import escape, urls
from ..labels import format_label
from ..library import Item, Library, outlets_of
from ..model import LEAD
from ..names import fold
from ..vocabulary import names_of
from ..words import words_of


class Records:
    """Makes records; remembers the names of terms, since every record needs many."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._words = words_of(library.settings.language)
        self._labels: dict[tuple[str, str], str] = {}
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._foldings: dict[str, str] = {}
        self._shared = self._shared_names()

    def record(self, item: Item) -> str:
        """A section's record."""
        briefing, section = item
        words = self.library.texts(briefing.id)[section.id].text
        text = words if section.id != LEAD else f"{briefing.summary} {words}"
        heading = section.heading if section.id != LEAD else briefing.title
        facets = self._facets(item)
        visible = f"{heading} {briefing.title} {text}"
        filters = "".join(f'<i data-pagefind-filter="{key}">{escape.html(label)}</i>' for key, label in facets)
        metas = {
            "place": urls.section(briefing.id, section.id),
            "briefing": briefing.title if section.id != LEAD else "",
            "date": section.date.iso,
            "label": self._words.label(section.date),
            "format": format_label(self._words, briefing.format),
            "excerpt": section.excerpt or briefing.summary,
            "language": briefing.language or self.library.settings.language,
            "words": str(len(visible.split())),
        }
        meta = "".join(
            f'<i data-pagefind-meta="{key}">{escape.html(value)}</i>' for key, value in metas.items() if value
        )
        return (
            "<!doctype html><html><body>"
            f'<div data-pagefind-ignore="index">{filters}{meta}'
            f'<i data-pagefind-sort="date">{section.date.first.isoformat()}</i></div>'
            f'<div data-pagefind-body><h1 data-pagefind-meta="title">{escape.html(heading)}</h1>\n'
            f"<p>{escape.html(briefing.title)}</p>\n<p>{escape.html(text)}</p>\n"
            f'<p data-pagefind-weight="3">{escape.html(self._hidden(item, visible))}</p></div></body></html>\n'
        )

    def _facets(self, item: Item) -> list[tuple[str, str]]:
        briefing, section = item
        pairs = [("topic", self._label("topic", t)) for t in self.library.vocabulary.with_ancestors(section.topics)]
        pairs += [("country", self._label("country", c)) for c in section.countries]
        pairs += [("speaking-for", self._label("country", c)) for c in section.spoken_for]
        people = dict.fromkeys((*(s.person for s in section.speakers if s.person), *section.people))
        pairs += [("person", self._label("person", p)) for p in people]
        pairs += [("organisation", self._label("organisation", o)) for o in section.organisations]
        pairs += [("outlet", self._label("outlet", o)) for o in outlets_of(item)]
        return [*pairs, ("format", format_label(self._words, briefing.format)), ("year", str(section.date.year))]

    def _hidden(self, item: Item, visible: str) -> str:
        """The names and foldings that the text itself does not have."""
        _briefing, section = item
        terms = [("topic", t) for t in section.topics]
        terms += [("country", c) for c in (*section.countries, *section.spoken_for)]
        terms += [("person", s.person) for s in section.speakers if s.person]
        terms += [("person", p) for p in section.people]
        terms += [("organisation", o) for o in section.organisations]
        terms += [("outlet", o) for o in outlets_of(item)]
        names = [name for term in dict.fromkeys(terms) for name in self._all_names(*term)]
        names += [speaker.name for speaker in section.speakers if speaker.name]
        said = [text for statement in section.statements for text in (statement.says, statement.original) if text]
        words = dict.fromkeys(word for text in (visible, *said, *names) for word in text.split())
        folded = dict.fromkeys(f for word in words if (f := self._folded(word)))
        return " ".join([*said, *names, *folded])

    def _folded(self, word: str) -> str:
        """A word as queries are folded, "" where it is that already; texts have the same words again and again."""
        found = self._foldings.get(word)
        if found is None:
            folding = fold(word)
            found = self._foldings[word] = "" if folding == word.lower() else folding
        return found

    def _all_names(self, kind: str, term_id: str) -> tuple[str, ...]:
        found = self._names.get((kind, term_id))
        if found is None:
            term = self.library.vocabulary.get(kind, term_id)
            extra = (*term.demonyms, *term.capitals) if kind == "country" else ()
            found = self._names[kind, term_id] = (*names_of(term), *extra)
        return found

    def _label(self, kind: str, term_id: str) -> str:
        found = self._labels.get((kind, term_id))
        if found is None:
            name = self.library.vocabulary.get(kind, term_id).name
            found = self._labels[kind, term_id] = f"{name} ({term_id})" if (kind, name) in self._shared else name
        return found

    def _shared_names(self) -> set[tuple[str, str]]:
        """Names that two terms of a kind have: a facet shows their ids too."""
        seen, shared = set(), set()
        for kind, terms in self.library.vocabulary.terms.items():
            for term in terms.values():
                (shared if (kind, term.name) in seen else seen).add((kind, term.name))
        return shared
