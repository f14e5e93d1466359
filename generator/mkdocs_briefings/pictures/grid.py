"""The frame that pictures of rows and columns share: where cells are, and their labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..views import Link
from .drawing import shorten, text

LETTER = 7
"""How wide a Latin letter of a label is at most on average, in pixels at the font size of 12."""
ROW_LETTERS = 27
"""How long the labels of rows may be, in Latin letters."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of cells of a size in pixels, rows' labels before them, columns' labels slanted above, these of
    `letters` Latin letters at most.

    In a page that runs from right to left (`rtl`) the rows' labels stand on the right and columns run to the left.
    """

    rows: int
    columns: int
    cell_width: int
    cell_height: int
    letters: int
    rtl: bool = False

    @property
    def left(self) -> int:
        """The width of the rows' labels."""
        return ROW_LETTERS * LETTER + 12

    @property
    def top(self) -> int:
        """The height of the columns' labels, which rise by 45 degrees."""
        return self.letters * LETTER * 7 // 10 + 12

    @property
    def width(self) -> int:
        """Of the whole picture; the last column's label reaches beyond its cell."""
        return self.left + self.columns * self.cell_width + self.top - 24

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return self.top + self.rows * self.cell_height + 1

    @property
    def size(self) -> str:
        """Attributes of the `<svg>`: its size in pixels, that of its text, and which way this runs."""
        return f'width="{self.width}" height="{self.height}" font-size="12" direction="{"rtl" if self.rtl else "ltr"}" '

    def x(self, value: int) -> int:
        """A distance from where lines begin, as the x that is drawn."""
        return self.width - value if self.rtl else value

    def middle(self, row: int, column: int) -> tuple[int, int]:
        """The middle of a cell; rows and columns count from 0."""
        x = self.left + column * self.cell_width + self.cell_width // 2
        return self.x(x), self.top + row * self.cell_height + self.cell_height // 2

    def frame(self) -> str:
        """A thin line under the columns' labels and under each row."""
        start, end = self.x(0), self.x(self.left + self.columns * self.cell_width)
        lines = "".join(f"M{start} {self.top + row * self.cell_height}H{end}" for row in range(self.rows + 1))
        return f'<path class="rule" d="{lines}"/>'

    def labels(self, rows: Iterable[Link], columns: Iterable[Link]) -> str:
        """The names of rows and columns. Names that are cut have all of it as a title."""
        out = ['<g class="label" text-anchor="end">']
        for number, link in enumerate(rows):
            _, y = self.middle(number, 0)
            out.append(f'<text x="{self.x(self.left - 9)}" y="{y + 4}">{_label(link, ROW_LETTERS)}</text>')
        out.append('</g><g class="label">')
        turn = 45 if self.rtl else -45
        for number, link in enumerate(columns):
            x, _ = self.middle(0, number)
            place = f"translate({x + (-3 if self.rtl else 3)} {self.top - 7})rotate({turn})"
            out.append(f'<text transform="{place}">{_label(link, self.letters)}</text>')
        return "".join((*out, "</g>"))


def _label(link: Link, letters: int) -> str:
    short = shorten(link.name, letters)
    return text(short) if short == link.name else f"{text(short)}<title>{text(link.name)}</title>"
