"""The content of feed entries: safe HTML that stands alone wherever a reader shows it.

A section's words, below them its statements and the sources it rests on, and where it is from. All addresses are
absolute and nothing has an id: a reader shows many entries on one page of its own. What an entry holds comes from its
briefing and the vocabulary alone, so that no other briefing's change touches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from .. import escape, urls
from ..labels import affiliation_label, format_label
from ..library import Item, Said
from ..model import LEAD, Briefing
from ..names import direction
from ..pages.parts import Parts
from ..views import Link
from ..words import N_

# Tags of safe HTML that have an address or an id, or belong to the page around them. Texts have no `<` of their own.
_TAG = re.compile(r"<(a|img|li|div|h[1-6])( [^<>]*)>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def absolute(html: str, page: str) -> str:
    """Safe HTML of the page at an absolute address, to be shown elsewhere: links in full, no ids.

    The frame that makes a wide table scroll on our pages is left as a plain `div`.
    """

    def tag(match: re.Match) -> str:
        if match[1] == "div":
            return "<div>"
        return f"<{match[1]}{_ATTRIBUTE.sub(attribute, match[2])}>"

    def attribute(match: re.Match) -> str:
        name, value = match[1], match[2]
        if name == "id":
            return ""
        if name in ("href", "src") and not _SCHEME.match(value):
            return f' {name}="{escape.html(urljoin(page, unescape(value)))}"'
        return match[0]

    return _TAG.sub(tag, html)


class Contents:
    """Makes contents from one library; `home` is the site's address with `/` at its end."""

    def __init__(self, parts: Parts, home: str) -> None:
        self.parts, self.home = parts, home
        # Names of the vocabulary stand in many entries.
        self._anchors: dict[Link, str] = {}
        self._outlets: dict[str, str] = {}

    def address(self, uri: str) -> str:
        """The absolute address of a page of the site, maybe with a `#fragment`; percent-encoded."""
        return self.home + urls.quoted(uri)

    def section(self, item: Item) -> str:
        """A section with its statements and sources."""
        briefing, section = item
        body = self._words(item) + self._statements(item)
        numbers = section.sources or range(1, len(briefing.sources) + 1)
        return self._tongues(briefing, body, self._sources(briefing, numbers) + self._from(item))

    def briefing(self, briefing: Briefing) -> str:
        """A briefing whole: summary, lead, sections under their headings, sources."""
        page = urls.page("briefing", briefing.id)
        body = [f"<p><em>{escape.html(briefing.summary)}</em></p>"]
        for section in briefing.sections:
            if section.id != LEAD:
                place = escape.html(self.address(urls.section(briefing.id, section.id)))
                body.append(f'<h2><a href="{place}">{escape.html(section.heading)}</a></h2>')
            item = Item(briefing, section)
            body.append(self._words(item) + self._statements(item))
        words = self.parts.words
        form = format_label(words, briefing.format)
        about = words.joined([form[:1].upper() + form[1:], words.label(briefing.date)])
        sources = self._sources(briefing, range(1, len(briefing.sources) + 1))
        link = f'<a href="{escape.html(self.address(page))}">{escape.html(about)}</a>'
        return self._tongues(briefing, "".join(body), f"{sources}<p>{link}.</p>")

    def statement(self, said: Said) -> str:
        """One statement, with where it is from."""
        return self._tongues(said.item.briefing, self._statement(said), self._from(said.item))

    def correction(self, briefing: Briefing, note: str) -> str:
        """What was wrong, and in which briefing."""
        link = self._anchor(Link(briefing.title, urls.page("briefing", briefing.id)))
        where = self._phrase(N_("Corrected in %(briefing)s."), briefing=link)
        return self._tongues(briefing, f"<p>{escape.html(note)}</p>", f"<p>{where}</p>")

    # parts

    def _words(self, item: Item) -> str:
        html = self.parts.library.texts(item.briefing.id)[item.section.id].html
        return absolute(escape.plain_references(html), self.address(urls.page("briefing", item.briefing.id)))

    def _statements(self, item: Item) -> str:
        said = (Said(item, one, one.date or item.section.date) for one in item.section.statements)
        made = "".join(f"<li>{self._statement(one)}</li>" for one in said)
        return f"<ul>{made}</ul>" if made else ""

    def _statement(self, said: Said) -> str:
        parts, statement = self.parts, said.statement
        role = parts.library.role_on(statement.speaker, said.date) if statement.speaker else ""
        who = f"<b>{self._term(parts.actor(said.actor))}</b>"
        topic = self._term(parts.link("topic", statement.topic))
        if role:
            on = N_("%(actor)s, %(role)s, on %(topic)s:")
            if statement.shift:
                on = N_("%(actor)s, %(role)s, on %(topic)s (turn in position):")
        elif statement.shift:
            on = N_("%(actor)s on %(topic)s (turn in position):")
        else:
            on = N_("%(actor)s on %(topic)s:")
        says = f"<p>{escape.html(statement.says)}</p>"
        if statement.mode == "quote":
            says = f"<blockquote>{says}</blockquote>"
        language = escape.html(statement.original_language)
        original = (
            f'<p lang="{language}" dir="{direction(language)}">{escape.html(statement.original)}</p>'
            if statement.original
            else ""
        )
        head = self._phrase(on, actor=who, role=escape.html(role), topic=topic)
        return f"<p>{head}</p>{says}{original}<p>{self._how(said)}</p>"

    def _how(self, said: Said) -> str:
        """Whether a statement is quoted or paraphrased, where from, and when it was made."""
        statement, date = said.statement, self.parts.words.label(said.date)
        quoted = statement.mode == "quote"
        if not statement.source:
            return self._phrase(N_("Quoted, %(date)s.") if quoted else N_("Paraphrased, %(date)s."), date=date)
        source = said.item.briefing.sources[statement.source - 1]
        link = self._anchor(Link(self.parts.link("outlet", source.outlet).name, source.url))
        how = N_("Quoted from %(source)s, %(date)s.") if quoted else N_("Paraphrased from %(source)s, %(date)s.")
        return self._phrase(how, source=link, date=date)

    def _sources(self, briefing: Briefing, numbers: Iterable[int]) -> str:
        made = "".join(f"<li>{self._source(briefing, number)}</li>" for number in numbers)
        head = self._phrase(N_("Sources:"))
        return f"<p>{head}</p><ul>{made}</ul>"

    def _source(self, briefing: Briefing, number: int) -> str:
        source, words = briefing.sources[number - 1], self.parts.words
        title = source.title or (urlsplit(source.url).hostname or "").removeprefix("www.")
        found = [self._anchor(Link(title, source.url)), self._outlet(source.outlet)]
        if source.via:
            outlet = escape.html(self.parts.link("outlet", source.via).name)
            found.append(self._phrase(N_("reposted by %(outlet)s"), outlet=outlet))
        if source.published:
            found.append(self._phrase(N_("published %(date)s"), date=words.label(source.published)))
        if source.archived:
            found.append(self._anchor(Link(words.gettext("archived copy"), source.archived)))
        return words.joined(found)

    def _phrase(self, message: str, **values: str) -> str:
        """A message as HTML; the values are safe HTML."""
        text = escape.html(self.parts.words.gettext(message))
        return text % values if values else text

    def _outlet(self, outlet_id: str) -> str:
        """An outlet with what a reader should know of it: where it is and who stands behind it."""
        found = self._outlets.get(outlet_id)
        if found is None:
            outlet = self.parts.vocabulary.get("outlet", outlet_id)
            country = self.parts.link("country", outlet.country).name if outlet.country else ""
            words = self.parts.words
            names = (outlet.name, country, affiliation_label(words, outlet.affiliation))
            found = self._outlets[outlet_id] = escape.html(words.joined(name for name in names if name))
        return found

    def _from(self, item: Item) -> str:
        briefing, section = item
        link = self._anchor(Link(briefing.title, urls.section(briefing.id, section.id)))
        words = self.parts.words
        form = escape.html(format_label(words, briefing.format))
        date = words.label(section.date)
        place = self._phrase(N_("From %(briefing)s: %(format)s, %(date)s."), briefing=link, format=form, date=date)
        return f"<p>{place}</p>"

    def _term(self, link: Link) -> str:
        found = self._anchors.get(link)
        if found is None:
            found = self._anchors[link] = self._anchor(link)
        return found

    def _anchor(self, link: Link) -> str:
        """A link of the site, or to another; only the name where it leads nowhere."""
        if not link.uri:
            return escape.html(link.name)
        address = link.uri if link.uri.startswith(("https:", "http:")) else self.address(link.uri)
        return f'<a href="{escape.html(address)}">{escape.html(link.name)}</a>'

    def _tongues(self, briefing: Briefing, body: str, ours: str) -> str:
        """The briefing's words and the site's, each marked where they are of two languages or run right to left."""
        site = self.parts.words.language
        language = briefing.language or self.parts.language
        if language == site and direction(site) == "ltr":
            return body + ours
        return _marked(body, language) + _marked(ours, site)


def _marked(html: str, language: str) -> str:
    return f'<div lang="{escape.html(language)}" dir="{direction(language)}">{html}</div>'
