"""What all pictures are made of: escaped text, links, frames, legends and tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from .. import escape
from ..views import Link
from ..words import N_
from .scale import Scale

Href = Callable[[str], str]
"""From a page's URI (relative to the site's root) to what stands in `href`. `Markup` is put there as it is, all else
is escaped."""


def sections(count: int) -> str:
    """`1 section`, `34 sections`."""
    return f"{count} section" if count == 1 else f"{count} sections"


def statements(count: int) -> str:
    """`1 statement`, `34 statements`."""
    return f"{count} statement" if count == 1 else f"{count} statements"


class Words(NamedTuple):
    """The texts of a picture, plain and in the page's language.

    `title` and `description` are the picture's; `heads` the heads of the table's columns; `legend` says what the steps
    count; `table` opens the table; `pair` puts a name and a count beside each other, `count` a number into words,
    `number` into digits.
    """

    title: str
    description: str
    heads: tuple[str, ...]
    legend: str = N_("Sections")
    table: str = N_("The figures as a table")
    pair: str = N_("%(name)s: %(count)s")
    count: Callable[[int], str] = sections
    number: Callable[[int], str] = str

    def pairing(self, name: str, count: int) -> str:
        """What a mark says of a thing: `Oman: 3 sections`."""
        return self.pair % {"name": name, "count": self.count(count)}


def safe(html: str) -> Markup:
    """HTML of this package's own making, every text in it escaped."""
    return Markup(html)  # noqa: S704 - the one place where pictures are declared safe


def text(value: str) -> str:
    """Plain text for element content and quoted attributes of a generated Markdown page."""
    return escape.page(value)


def anchor(link: Link, href: Href, inner: str, classes: str = "", apart: bool = False) -> str:
    """`inner` (HTML) as a link; only grouped where there is no page.

    With `apart` it is a link in a picture: out of the tab order.
    """
    given = f' class="{classes}"' if classes else ""
    if not link.uri:
        return f"<g{given}>{inner}</g>" if apart else inner
    where = href(link.uri)
    where = where if isinstance(where, Markup) else escape.page(where)
    order = ' tabindex="-1"' if apart else ""
    return f'<a{given} href="{where}"{order}>{inner}</a>'


def columns_of(character: str) -> int:
    """How wide a character is, in Latin letters: 2 for wide ones, 0 for marks."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def shorten(value: str, columns: int) -> str:
    """A label of at most so many columns (`columns_of`), cut at the end with an ellipsis.

    SVG does not wrap text, and how wide a font is cannot be known here.
    """
    used = kept = 0
    for place, character in enumerate(value):
        used += columns_of(character)
        if used <= columns - 1:
            kept = place + 1
        if used > columns:
            return value[:kept].rstrip() + "…"
    return value


def svg(name: str, role: str, width: int, height: int, words: Words, inner: str, attributes: str = "") -> str:
    """An `<svg>` of a size, with its title and description. `name` begins the ids: one for each picture of a page."""
    return (
        f'<svg viewBox="0 0 {width} {height}" {attributes}role="{role}" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-desc"><title id="{name}-title">{text(words.title)}</title>'
        f'<desc id="{name}-desc">{text(words.description)}</desc>\n{inner}\n</svg>'
    )


def scrolled(name: str, drawing: str) -> str:
    """A picture of a fixed size, which small screens scroll. It can be focused, so that keys scroll it too."""
    return f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{name}-title">\n{drawing}\n</div>'


def shades(scale: Scale, words: Words) -> list[tuple[str, str]]:
    """The marks of a legend of shades: a drawing in a box of 20 by 12, and what it means."""
    return [
        (f'<rect class="s{shade}" width="20" height="12"/>', label)
        for shade, label in zip(scale.shades, scale.labels_in(words.number), strict=True)
    ]


def legend(words: Words, marks: Sequence[tuple[str, str]], box: str = "20 12") -> str:
    """What the marks of a picture mean; "" without marks."""
    items = "".join(
        f'<li><svg viewBox="0 0 {box}" aria-hidden="true">{mark}</svg>{text(label)}</li>' for mark, label in marks
    )
    return f'<ul class="legend"><li>{text(words.legend)}</li>{items}</ul>' if marks else ""


def figure(kind: str, drawing: str, words: Words, key: str, rows: Sequence[str], rest: str = "") -> Markup:
    """A whole figure: the drawing, its legend, its figures as a table. `rows` are table rows (HTML) below the heads,
    `rest` a link (HTML) to the rows that are left out.

    It has no `<figcaption>`: that may only be first or last in a figure, and the page has a heading over it.
    """
    name = text(f"{words.title}: {words.table}")
    heads = "".join(f'<th scope="col">{text(head)}</th>' for head in words.heads)
    parts = [f'<figure class="picture {kind}">', drawing]
    if key:
        parts.append(key)
    if rows:
        parts += [
            f"<details><summary>{text(words.table)}</summary>",
            f'<div class="table" role="group" tabindex="0" aria-label="{name}"><table>',
            f"<thead><tr>{heads}</tr></thead><tbody>",
            *rows,
            "</tbody></table></div>",
            *((f"<p>{rest}</p>",) if rest else ()),
            "</details>",
        ]
    return safe("\n".join((*parts, "</figure>")))


def row(head: str, cells: Iterable[str]) -> str:
    """A table's row: its head and cells as HTML."""
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
