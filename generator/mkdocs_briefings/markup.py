"""A briefing's body, GitHub Flavored Markdown, → its sections as safe HTML and plain text.

One pass of cmark-gfm in safe mode and one of nh3 (the pair that PyPI renders READMEs with), then one walk over the
tags. The only module that imports cmarkgfm and nh3. Exact places are looked up (`locate`) only where there is
something to report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

import nh3
from cmarkgfm import cmark

from . import escape, locate
from .model import LEAD, Link
from .problem import Problem, Span
from .urls import HEADING_ID, slug

MAX_DEPTH = 50
EXCERPT = 240
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
_TAGS = {*_ALLOWED} | set(
    "p br hr h1 h2 h3 h4 h5 h6 em strong del blockquote ul pre table thead tbody tr".split()
)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_CONTAINERS = re.compile(r"^[ \t]*(?:(?:>|[-+*]|[0-9]{1,9}[.)])[ \t]*){51}", re.MULTILINE)
_GIVEN_ID = re.compile(r"\s*\{#([^{}]*)\}\s*$")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ANY_TAG = re.compile(r"<[^>]*>")
_INLINE_TAG = re.compile(r"</?(?:a|em|strong|del|code)(?:\s[^>]*)?>")
_BLANK_LINES = re.compile(r"\n{2,}")
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote">.*?</sup>', re.DOTALL)


@dataclass(slots=True)
class BodySection:
    """A section as the body has it: id, heading as plain text, safe HTML without the heading, and its text.

    `number` counts the body's headings from 0 (-1 for the lead), for `heading_span`.
    """

    id: str
    heading: str
    number: int = -1
    html: str = ""
    text: str = ""
    excerpt: str = ""


@dataclass(slots=True)
class Body:
    """A body taken apart. `anchors` are all ids that a link may name; `links` and `images` the internal ones."""

    sections: list[BodySection] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    images: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_body(path: str, text: str, line: int, resolve=lambda target: target) -> Body:
    """Render a body and check all that needs no other file.

    `line` is the body's first line in the file. `resolve` turns an internal target, as written, into the address
    that the page links to; whether that exists is the library's to say.
    """
    body = Body()
    if _CONTAINERS.search(text):
        where = _CONTAINERS.search(text)
        span = Span(path, line + text.count("\n", 0, where.start()), 1)
        body.problems.append(_too_deep(span))
        return body
    rendered = cmark.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS)
    if _depth(rendered) > MAX_DEPTH:
        body.problems.append(_too_deep(Span(path, line)))
        return body
    safe = nh3.clean(rendered, tags=_TAGS, attributes=_ALLOWED, url_schemes=set(SCHEMES), link_rel=None)
    walk = _Walk(body, path, text, line, resolve)
    walk.run(safe)
    if _OMITTED in rendered:
        walk.suspect = True
    if walk.suspect:
        body.problems += locate.forbidden(path, text, line)
        if not body.problems:  # the second look reads a corner of Markdown otherwise: still say so
            body.problems.append(Problem(Span(path, line), "raw-html", "raw HTML or a link that is not allowed"))
    return body


def heading_span(path: str, text: str, line: int, number: int) -> Span:
    """Where a heading stands in the file: the second look, so only for a message."""
    places = locate.headings(text, line)
    return Span(path, *places[number]) if 0 <= number < len(places) else Span(path, line)


def plain(html: str) -> str:
    """The text of safe HTML, white space folded, footnote marks left out."""
    return " ".join(unescape(_ANY_TAG.sub(" ", _INLINE_TAG.sub("", _FOOTNOTE_MARK.sub("", html)))).split())


def inline_text(html: str) -> str:
    """As `plain`, for the inside of one paragraph or heading: tags vanish instead of parting words."""
    return " ".join(unescape(_ANY_TAG.sub("", _FOOTNOTE_MARK.sub("", html))).split())


def cut(text: str, length: int = EXCERPT) -> str:
    """At most `length` characters, ended with an ellipsis after the last whole word that fits."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    at = head.rfind(" ")
    return (head[:at] if at > length // 2 else head).rstrip(" ,;:–—-") + "…"


def _too_deep(span: Span) -> Problem:
    return Problem(span, "markdown-depth", f"nested more than {MAX_DEPTH} levels deep", "use fewer levels")


def _depth(html: str) -> int:
    """How deep elements nest in cmark's output; stops counting soon after the limit."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[1]:
            depth -= 1
        elif match[2] not in _VOID:
            depth += 1
            if depth > deepest:
                deepest = depth
                if deepest > MAX_DEPTH:
                    break
    return deepest


class _Walk:
    """One walk over the tags of a safe body: splits sections, gives ids, rewrites links, moves footnotes."""

    def __init__(self, body: Body, path: str, text: str, line: int, resolve) -> None:
        self.body, self.path, self.source, self.line, self.resolve = body, path, text, line, resolve
        self.suspect = False
        self.headings = 0
        self._located: list[tuple[int, int]] | None = None
        self._seen: dict[str, int] = {}
        self._targets: dict[str, int] = {}

    def run(self, html: str) -> None:
        html, _, notes = html.partition('<section class="footnotes">')
        section = BodySection(LEAD, "")
        ids = {LEAD}
        out: list[str] = []
        depth = at = pre = 0
        heading: tuple[int, int, int] | None = None  # level, where its inside begins in `out`, depth
        notes_by_section: list[tuple[BodySection, list[str]]] = [(section, out)]
        for match in _TAG.finditer(html):
            out.append(_between(html[at : match.start()], pre))
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
                    section = BodySection(heading_id, text, self.headings - 1)
                    out = []
                    notes_by_section.append((section, out))
                else:
                    given = f' id="{escape.page(heading_id)}"' if heading_id else ""
                    inside = escape.page_html(_GIVEN_ID.sub("", unescape_ids(inside)))
                    out.append(f"<h{max(level, 3)}{given}>{inside}</h{max(level, 3)}>")
                continue
            if name not in _VOID:
                depth += -1 if closing else 1
            if name == "pre":
                pre += -1 if closing else 1
            out.append(self._tag(closing, name, match[3]))
        out.append(_between(html[at:], 0))
        self._place_notes(notes_by_section, notes)
        for section, parts in notes_by_section:
            section.html = _BLANK_LINES.sub("\n", "".join(parts)).strip("\n")
            if section.id == LEAD and not plain(section.html) and "<img" not in section.html:
                continue
            section.text = plain(section.html.partition('<ol class="footnotes">')[0])
            section.excerpt = _excerpt(section)
            self.body.sections.append(section)
        self.body.anchors |= ids

    # headings

    def _heading(self, inside: str, level: int, ids: set[str]) -> tuple[str, str]:
        number = self.headings
        self.headings += 1
        text = inline_text(inside)
        given = _GIVEN_ID.search(text)
        heading_id = given[1] if given else slug(text)
        text = _GIVEN_ID.sub("", text)
        if level == 1:
            hint = "the title is in the front matter; begin sections with `##`"
            self._report(number, "bad-heading", "a heading of level 1 in the text", hint)
        elif not heading_id or not text:
            self._report(number, "bad-heading", "a heading without an id", "give it words, or an id: `## … {#id}`")
        elif not HEADING_ID.fullmatch(heading_id):
            hint = "an id has letters, digits and hyphens and does not begin with `_`"
            self._report(number, "bad-heading", f"`{heading_id}` cannot be a heading's id", hint)
        elif heading_id == LEAD:
            hint = "`lead` is the text before the first heading; give this one another: `## … {#id}`"
            self._report(number, "bad-heading", "a heading's id cannot be `lead`", hint)
        elif heading_id in ids:
            first = f", first on line {self._place(self._seen[heading_id])[0]}" if heading_id in self._seen else ""
            hint = "give one of them another id: `## … {#id}`"
            self._report(number, "duplicate-heading", f"two headings have the id `{heading_id}`{first}", hint)
        self._seen.setdefault(heading_id, number)
        ids.add(heading_id)
        return text, heading_id

    def _place(self, number: int) -> tuple[int, int]:
        if self._located is None:
            self._located = locate.headings(self.source, self.line)
        return self._located[number] if number < len(self._located) else (self.line, 1)

    def _report(self, heading: int, code: str, message: str, hint: str) -> None:
        self.body.problems.append(Problem(Span(self.path, *self._place(heading)), code, message, hint))

    # tags

    def _tag(self, closing: str, name: str, attributes: str) -> str:
        if closing:
            return "</table></div>" if name == "table" else f"</{name}>"
        if not attributes and name not in ("table", "a", "img"):
            return f"<{name}>"
        given = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "table":
            return '<div class="table" role="region" tabindex="0" aria-label="Table"><table>'
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
        link = Link(href, self._span(href))
        self.body.links.append(link)
        return f'<a href="{escape.page(self.resolve(href))}"{title}>'

    def _image(self, given: dict[str, str]) -> str:
        src = given.get("src", "")
        if not src or _SCHEME.match(src) or src.startswith(("//", "\\")):
            self.suspect = True
            return ""
        self.body.images.append(Link(src, self._span(src)))
        title = f' title="{escape.page(given["title"])}"' if "title" in given else ""
        alt = escape.page(given.get("alt", ""))
        return f'<img src="{escape.page(self.resolve(src))}" alt="{alt}"{title} loading="lazy">'

    def _span(self, target: str) -> Span:
        """Where a target stands: its next occurrence behind `(`, or anywhere (reference definitions)."""
        written = unescape(target)
        begin = self._targets.get(target, 0)
        at = self.source.find(f"({written}", begin)
        at = at + 1 if at >= 0 else self.source.find(written, 0)
        if at < 0:
            return Span(self.path, self.line)
        self._targets[target] = at + 1
        before = self.source[:at]
        return Span(self.path, self.line + before.count("\n"), at - before.rfind("\n"))

    # footnotes

    def _place_notes(self, sections: list[tuple[BodySection, list[str]]], notes: str) -> None:
        """Put each note at the end of the first section that refers to it; numbers go on through the briefing."""
        if not notes:
            return
        items = re.split(r'<li id="fn-', notes)[1:]
        joined = [("".join(parts), parts) for _, parts in sections]
        placed: dict[int, list[str]] = {}
        for number, item in enumerate(items, 1):
            name, _, inside = item.partition('">')
            inside = inside.partition("</ol>")[0].rsplit("</li>", 1)[0]
            mark = f'id="_{escape.page("fnref-" + unescape(name))}"'
            home = next((i for i, (html, _) in enumerate(joined) if mark in html), len(joined) - 1)
            text = self._note(inside)
            note = f'<li id="_{escape.page("fn-" + unescape(name))}" value="{number}">{text}</li>'
            placed.setdefault(home, []).append(note)
        for home, lines in placed.items():
            sections[home][1].append('<ol class="footnotes">\n' + "\n".join(lines) + "\n</ol>")

    def _note(self, html: str) -> str:
        out, at = [], 0
        for match in _TAG.finditer(html):
            out.append(_between(html[at : match.start()], 0))
            at = match.end()
            back = 'class="footnote-backref"' in match[3]
            if back:
                href = re.search(r'href="#([^"]*)"', match[3])[1]
                out.append(f'<a href="#_{escape.page(unescape(href))}" aria-label="Back to the text">')
            else:
                out.append(self._tag(match[1], match[2], match[3]))
        return "".join(out).strip().replace("\n", " ")


def unescape_ids(inside: str) -> str:
    """Undo the page escape of `{#id}` in a heading, so that it can be taken off again."""
    return inside.replace("&#123;", "{").replace("&#125;", "}").replace("&#35;", "#").replace("&#95;", "_")


def _between(text: str, pre: int) -> str:
    """Text between tags, made safe for a generated page: no blank line, or a Markdown engine ends its HTML block."""
    if not text:
        return text
    if pre:
        return escape.page_html(text)
    if text.isspace():
        return "\n"
    parts = [escape.page_html(part) for part in text.split("\n") if part.strip()]
    lead = "\n" if text[0] == "\n" else ""
    tail = "\n" if text[-1] == "\n" else ""
    return lead + "\n".join(parts) + tail


def _excerpt(section: BodySection) -> str:
    html = section.html
    begin = html.find("<p>")
    first = inline_text(html[begin + 3 : html.find("</p>", begin)]) if begin >= 0 else ""
    return cut(first or section.text)
