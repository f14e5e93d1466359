"""A briefing's body, GitHub Flavored Markdown, → its sections as safe HTML and plain text.

One pass of cmark-gfm in safe mode and one of nh3 (the pair that PyPI renders READMEs with), then one walk over the
tags. The only module that imports cmarkgfm and nh3. Exact places are looked up (`locate`) only where there is
something to report.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

import nh3
from cmarkgfm import cmark

from . import character_references, escape, fragment, hidden
from .locate import Places
from .model import LEAD, Reference
from .problem import Collector, Problem, Span
from .urls import is_heading_id, slug
from .words import N_, Words

MAX_DEPTH = 50
MAX_ELEMENTS = 100_000
"""Tags that a body may make: fifty thousand cells of a table, or as many marks of footnotes."""

MAX_SECTIONS = 250
SCHEMES = frozenset(["https", "http", "mailto"])

_OPTIONS = cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"]
_OMITTED = "<!-- raw HTML omitted -->"
_VOID = frozenset(["br", "hr", "img", "input"])
_ALLOWED = {
    "a": {"href", "title", "id", "class"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "input": {"type", "checked", "disabled"},
    "th": {"align"},
    "td": {"align"},
    "sup": {"class"},
    "section": {"class"},
    "code": {"class"},
}
_TAGS = {*_ALLOWED} | {
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "del",
    "blockquote",
    "ul",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
}
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_GIVEN_ID = re.compile(r"\s*\{#([^{}]*)\}\s*$")
_GIVEN_ID_ESCAPED = re.compile(r"\s*&#123;&#35;(?:(?!&#12[35];).)*&#125;\s*$")
_NOTE_MARK = re.compile(r'id="_fnref-([^"]*)"')
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HREF = re.compile(r'<a href="([^"]*)"')
_BLANK_LINES = re.compile(r"\n{2,}")

TABLE, BACK = N_("Table"), N_("Back to the text")
"""What a body's HTML itself says to those who do not see it, in English until it is put on a page (`relabelled`)."""


@dataclass(slots=True)
class BodySection:
    """A section as the body has it: id, heading as plain text, safe HTML without the heading, and its text.

    `number` counts the body's headings from 0 (-1 for the lead), for `Places.heading`.
    """

    id: str
    heading: str
    number: int = -1
    html: str = ""
    text: str = ""
    excerpt: str = ""


@dataclass(slots=True)
class Body:
    """A body taken apart. `anchors` are all ids that a link may name; `references` its internal links and pictures.

    `read` tells that it could be; `places` knows where things stand.
    """

    places: Places
    read: bool = False
    sections: list[BodySection] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=Collector)


def read_body(path: str, text: str, line: int, resolve=lambda target: target) -> Body:
    """Render a body and check all that needs no other file.

    `line` is the body's first line in the file. `resolve` turns an internal target, as written, into the address
    that the page links to; whether that exists is the library's to say.
    """
    body = Body(Places(path, text, line))
    try:
        rendered = cmark.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS)
    except UnicodeDecodeError:  # what cmark makes of `&#xFFFE;`
        rendered = "\ufffe"
    if character_references.UNSEEN.search(rendered):
        body.problems += character_references.unseen(path, text, line)
        return body
    if "&" in text and hidden.SUSPECT.search(rendered):
        body.problems += character_references.hiding(path, text, line, rendered)
    if fragment.depth(rendered, MAX_DEPTH) > MAX_DEPTH:
        hint = "use fewer levels of lists and quotations"
        message = f"nested more than {MAX_DEPTH} levels deep"
        body.problems.append(Problem(body.places.deeper_than(MAX_DEPTH), "markdown-depth", message, hint))
        return body
    if (tags := rendered.count("<")) > MAX_ELEMENTS:
        hint = "link to the long table or document instead"
        message = f"the text makes {tags} HTML tags; it may make {MAX_ELEMENTS}"
        body.problems.append(Problem(Span(path, line), "too-many", message, hint))
        return body
    safe = nh3.clean(rendered, tags=_TAGS, attributes=_ALLOWED, url_schemes=set(SCHEMES), link_rel=None)
    walk = _Walk(body, resolve)
    walk.run(safe)
    if walk.suspect or _OMITTED in rendered:
        addresses = [unescape(address) for address in _HREF.findall(rendered)]
        body.problems += body.places.forbidden(addresses)
    body.read = True
    return body


class _Walk:
    """One walk over the tags of a safe body: splits sections, gives ids, rewrites links, moves footnotes."""

    def __init__(self, body: Body, resolve) -> None:
        self.body, self.resolve = body, resolve
        self.suspect = False
        self.headings = self._sections = 0
        self._seen: dict[str, int] = {}
        self._targets: Counter = Counter()

    def run(self, html: str) -> None:
        html, _, notes = html.partition('<section class="footnotes">')
        section = BodySection(LEAD, "")
        ids = {LEAD}
        out: list[str] = []
        depth = at = pre = 0
        heading: tuple[int, int, int] | None = None  # level, where its inside begins in `out`, depth
        notes_by_section: list[tuple[BodySection, list[str]]] = [(section, out)]
        for match in _TAG.finditer(html):
            out.append(fragment.between(html[at : match.start()], pre))
            at = match.end()
            closing, name = match[1], match[2]
            if len(name) == 2 and name[0] == "h" and name != "hr":
                level = int(name[1])
                if not closing:
                    heading = (level, len(out), depth)
                    depth += 1
                    continue
                depth -= 1
                _, begin, outer = heading
                inside = "".join(out[begin:])
                del out[begin:]
                heading = None
                text, heading_id = self._heading(inside, level, ids)
                if level == 2 and outer == 0:
                    self._sections += 1
                    if self._sections == MAX_SECTIONS + 1:
                        hint = "split the briefing, or make sections paragraphs or smaller headings"
                        message = f"a briefing may have {MAX_SECTIONS} sections"
                        self._report(self.headings - 1, "too-many", message, hint)
                    section = BodySection(heading_id, text, self.headings - 1)
                    out = []
                    notes_by_section.append((section, out))
                else:
                    given = f' id="{escape.page(heading_id)}"' if heading_id else ""
                    inside = _GIVEN_ID_ESCAPED.sub("", inside)
                    out.append(f"<h{max(level, 3)}{given}>{inside}</h{max(level, 3)}>")
                continue
            if name not in _VOID:
                depth += -1 if closing else 1
            if name == "pre":
                pre += -1 if closing else 1
            out.append(self._tag(closing, name, match[3]))
        out.append(fragment.between(html[at:], 0))
        self._place_notes(notes_by_section, notes)
        for section, parts in notes_by_section:
            section.html = _BLANK_LINES.sub("\n", "".join(parts)).strip("\n")
            if section.id == LEAD and not fragment.plain(section.html) and "<img" not in section.html:
                continue
            section.text = fragment.plain(section.html.partition(fragment.NOTES)[0])
            section.excerpt = fragment.excerpt(section.html)
            self.body.sections.append(section)
        self.body.anchors |= ids

    # headings

    def _heading(self, inside: str, level: int, ids: set[str]) -> tuple[str, str]:
        number = self.headings
        self.headings += 1
        text = fragment.inline_text(inside)
        given = _GIVEN_ID.search(text)
        heading_id = given[1] if given else slug(text)
        text = _GIVEN_ID.sub("", text)
        if '<sup class="footnote">' in inside and level == 2:
            hint = "put the mark behind a word of the text"
            self._report(number, "bad-heading", "a footnote's mark in a heading", hint)
        if level == 1:
            hint = "the title is in the front matter; begin sections with `##`"
            self._report(number, "bad-heading", "a heading of level 1 in the text", hint)
        elif not heading_id or not text:
            self._report(number, "bad-heading", "a heading without an id", "give it words, or an id: `## … {#id}`")
        elif not is_heading_id(heading_id):
            hint = "an id has letters, digits and hyphens and does not begin with `_`"
            self._report(number, "bad-heading", f"`{heading_id}` cannot be a heading's id", hint)
        elif heading_id == LEAD:
            hint = "`lead` is the text before the first heading; give this one another: `## … {#id}`"
            self._report(number, "bad-heading", "a heading's id cannot be `lead`", hint)
        elif heading_id in ids:
            first = (
                f", first on line {self.body.places.heading(self._seen[heading_id]).line}"
                if heading_id in self._seen
                else ""
            )
            hint = "give one of them another id: `## … {#id}`"
            self._report(number, "duplicate-heading", f"two headings have the id `{heading_id}`{first}", hint)
        self._seen.setdefault(heading_id, number)
        ids.add(heading_id)
        return text, heading_id

    def _report(self, heading: int, code: str, message: str, hint: str) -> None:
        if not self.body.problems.full(code):
            self.body.problems.append(Problem(self.body.places.heading(heading), code, message, hint))

    # tags

    def _tag(self, closing: str, name: str, attributes: str) -> str:
        if closing:
            return "</table></div>" if name == "table" else f"</{name}>"
        if not attributes and name not in ("table", "a", "img"):
            return f"<{name}>"
        given = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "table":
            return '<div class="table" role="group" tabindex="0" aria-label="' + TABLE + '"><table>'
        if name == "a":
            return self._anchor(given)
        if name == "img":
            return self._image(given)
        if name == "input":
            return "☑" if "checked" in given else "☐"
        if name == "sup":
            return '<sup class="footnote">'
        if name in ("th", "td"):
            return f'<{name} class="{escape.page(given["align"])}">' if "align" in given else f"<{name}>"
        kept = "".join(f' {key}="{escape.page(value)}"' for key, value in given.items())
        return f"<{name}{kept}>"

    def _anchor(self, given: dict[str, str]) -> str:
        href = given.get("href", "")
        if "id" in given:  # a footnote's mark: #fn-x with id fnref-x
            return f'<a href="#_{escape.page(href[1:])}" id="_{escape.page(given["id"])}">'
        title = f' title="{escape.page(given["title"])}"' if "title" in given else ""
        if (scheme := _SCHEME.match(href)) or not href or href.startswith(("//", "\\")):
            if not scheme or scheme[1].lower() not in SCHEMES:
                self.suspect = True
            return f'<a href="{escape.page(href)}"{title}>'
        self._refer(href, image=False)
        return f'<a href="{escape.page(self.resolve(href))}"{title}>'

    def _image(self, given: dict[str, str]) -> str:
        src = given.get("src", "")
        if not src or _SCHEME.match(src) or src.startswith(("//", "\\")):
            self.suspect = True
            return ""
        self._refer(src, image=True)
        title = f' title="{escape.page(given["title"])}"' if "title" in given else ""
        alt = escape.page(given.get("alt", ""))
        return f'<img src="{escape.page(self.resolve(src))}" alt="{alt}"{title} loading="lazy">'

    def _refer(self, target: str, image: bool) -> None:
        self.body.references.append(Reference(target, self._targets[target, image], image))
        self._targets[target, image] += 1

    # footnotes

    def _place_notes(self, sections: list[tuple[BodySection, list[str]]], notes: str) -> None:
        """Put each note at the end of the first section that refers to it; numbers go on through the briefing."""
        if not notes:
            return
        items = re.split(r'<li id="fn-', notes)[1:]
        # Where the marks stand: in a section, or in another note, which stands where its own mark does.
        homes = {mark: i for i, (_, parts) in enumerate(sections) for mark in _NOTE_MARK.findall("".join(parts))}
        placed: dict[int, list[str]] = {}
        for number, item in enumerate(items, 1):
            name, _, inside = item.partition('">')
            text = self._note(inside.rsplit("</li>", 1)[0])
            home = homes.get(escape.page(unescape(name)), len(sections) - 1)
            for mark in _NOTE_MARK.findall(text):
                homes.setdefault(mark, home)
            note = f'<li id="_{escape.page("fn-" + unescape(name))}" value="{number}">{text}</li>'
            placed.setdefault(home, []).append(note)
        for home, lines in placed.items():
            sections[home][1].append(f"{fragment.NOTES}\n" + "\n".join(lines) + "\n</ol>")

    def _note(self, html: str) -> str:
        out, at, pre = [], 0, 0
        for match in _TAG.finditer(html):
            out.append(fragment.between(html[at : match.start()], pre))
            at = match.end()
            if match[2] == "pre":
                pre += -1 if match[1] else 1
            if re.fullmatch("h[1-6]", match[2]):
                if not match[1]:
                    hint = "write the note's words in `**` instead"
                    self._report(self.headings, "bad-heading", "a heading in a footnote", hint)
                    self.headings += 1
                continue
            if 'class="footnote-backref"' in match[3]:
                href = re.search(r'href="#([^"]*)"', match[3])[1]
                out.append(f'<a href="#_{escape.page(unescape(href))}" aria-label="{BACK}">')
            else:
                out.append(self._tag(match[1], match[2], match[3]))
        return "".join(out).strip()


def relabelled(html: str, words: Words) -> str:
    """A section's HTML with what it says itself in the site's language; texts have no tags of their own."""
    if words.english:
        return html
    for label in (TABLE, BACK):
        html = html.replace(f'aria-label="{label}"', f'aria-label="{escape.page(words.gettext(label))}"')
    return html
