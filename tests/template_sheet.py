"""Building one sheet of a report template from top to bottom: texts, tables, bands and signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.model.cells import column_letters
from toolkit.templates.bands import BAND, KEEP, OPTIONAL
from toolkit.xlsx.new_workbook import Book, landscape_a4, portrait_a4, row_height

REPORT_SIZE = 14.0
TITLE_SIZE = 18.0
BLACK = "#000000"
HEADING_FILL, SECTION_FILL = "#E7E6E6", "#F4F4F4"
_LINE: Mapping[str, Any] = {"border": 1, "border_color": BLACK, "font_color": BLACK}
_TITLE_HEIGHT, _TEXT_HEIGHT = 38.0, 26.0
_INCH = 2.54  # centimetres
_SIGNATURE_ROWS = (
    ("", 22.0),
    ("{{ signatures.SIDE.line }}", 30.0),
    ("{{ signatures.SIDE.name }}", 30.0),
    ("{{ signatures.SIDE.title }}", 30.0),
)


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a table: heading, width in characters, the expression in the repeated row."""

    heading: str
    width: float
    expression: str
    centred: bool = False


class TemplateSheet:
    """One sheet being written; `row` is the next 0-based row. `widths` are those of its columns."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, portrait: bool = False) -> None:
        self.book = book
        self.name = name
        self.widths = widths
        self.sheet = book.sheet(name)
        self.row = 0
        self._portrait = portrait
        self._repeat: tuple[int, int] | None = None
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    @property
    def last(self) -> int:
        """The 0-based last column."""
        return len(self.widths) - 1

    def finish(
        self, footer: str = "{{ agency.name }}", margins: tuple[float, float, float, float] | None = None
    ) -> None:
        """Set the page up, with margins (left, right, top, bottom) in centimetres; the sheet is done then."""
        page = portrait_a4 if self._portrait else landscape_a4
        page(self.sheet, repeat=self._repeat, footer=footer)
        if margins:
            self.sheet.set_margins(*(each / _INCH for each in margins))

    def text(
        self, text: str, *, height: float = _TEXT_HEIGHT, columns: tuple[int, int] | None = None, **look: Any
    ) -> int:
        """A text across the columns (first, last), all of them by default; gives its row."""
        first, last = columns or (0, self.last)
        form = self.book.look(font_color=BLACK, **{"valign": "vcenter", **look})
        self.sheet.set_row(self.row, height)
        if first == last:
            self.sheet.write_string(self.row, first, text, form)
        else:
            self.sheet.merge_range(self.row, first, self.row, last, text, form)
        self.row += 1
        return self.row - 1

    def titles(self, *texts: str, size: float = TITLE_SIZE) -> None:
        """Centred lines in bold."""
        for text in texts:
            self.text(
                text, height=_TITLE_HEIGHT * size / TITLE_SIZE, font_size=size, bold=True, align="center"
            )

    def gap(self, height: float = 17.0) -> None:
        """An empty row; LibreOffice gives one of the body font 17 points at least."""
        self.sheet.set_row(self.row, height)
        self.row += 1

    def band(self, name: str, first: int, last: int | None = None) -> None:
        """Mark 0-based rows first..last as repeated."""
        self._mark(BAND + name, first, last)

    def keep(self, name: str, first: int, last: int | None = None) -> None:
        """Mark 0-based rows first..last as closing: never alone on a page."""
        self._mark(KEEP + name, first, last)

    def _mark(self, name: str, first: int, last: int | None) -> None:
        rows = f"${first + 1}:${(first if last is None else last) + 1}"
        self.book.workbook.define_name(name, f"='{self.name}'!{rows}")

    def optional(self) -> None:
        """Mark the sheet as one that is left out when its bands have no items."""
        self._mark(OPTIONAL + f"sheet{len(self.book.workbook.worksheets())}", 0, None)

    def place(self, name: str, first: int, last: int) -> None:
        """Name the block of 0-based rows first..last over all columns, where a chart is to stand."""
        letter = column_letters(self.last + 1)
        self.book.workbook.define_name(name, f"='{self.name}'!$A${first + 1}:${letter}${last + 1}")

    def headings(
        self, columns: Sequence[TemplateColumn], height: float = 62.0, *, repeat: bool = True
    ) -> None:
        """The heading row of a table; every page repeats it unless said otherwise."""
        look = self.book.look(**_LINE, bold=True, align="center", valign="vcenter", bg_color=HEADING_FILL)
        self.sheet.set_row(self.row, height)
        for number, column in enumerate(columns):
            self.sheet.write_string(self.row, number, column.heading, look)
        if repeat:
            self._repeat = self.row, self.row
        self.row += 1

    def cells(self, columns: Sequence[TemplateColumn], least: float = 0.0) -> int:
        """The row of a table that holds its expressions, as high as they need unless `least` (what a filled
        row has at least) is given; gives its row."""
        texts = [(column.expression, column.width) for column in columns]
        self.sheet.set_row(self.row, least or row_height(texts, REPORT_SIZE))
        for number, column in enumerate(columns):
            look = self.book.look(**_LINE, align="center" if column.centred else "left")
            self.sheet.write_string(self.row, number, column.expression, look)
        self.row += 1
        return self.row - 1

    def across(self, text: str) -> int:
        """A row of a table that is one cell, as a section's title; gives its row."""
        return self.text(text, height=28.0, **_section())

    def table(
        self,
        columns: Sequence[TemplateColumn],
        band: str,
        height: float = 62.0,
        *,
        repeat: bool = True,
        least: float = 0.0,
    ) -> None:
        """A whole table: headings and one repeated row."""
        self.headings(columns, height, repeat=repeat)
        self.band(band, self.cells(columns, least))

    def signatures(self) -> None:
        """The signature rows, one signatory on each half of the page."""
        middle = _middle(self.widths)
        look = self.book.look(align="center", valign="vcenter", font_color=BLACK)
        first = self.row
        for text, height in _SIGNATURE_ROWS:
            self.sheet.set_row(self.row, height)
            for side, left, right in (("left", 0, middle - 1), ("right", middle, self.last)):
                self.merged(left, right, text.replace("SIDE", side), look)
            self.row += 1
        self.band("signatures", first, self.row - 1)

    def merged(self, left: int, right: int, text: str, look: Any) -> None:
        """A text over columns left..right of the present row."""
        if left == right:
            self.sheet.write_string(self.row, left, text, look)
        else:
            self.sheet.merge_range(self.row, left, self.row, right, text, look)


def _section() -> dict[str, Any]:
    return {"bold": True, "bg_color": SECTION_FILL, "border": 1, "border_color": BLACK}


def _middle(widths: Sequence[float]) -> int:
    """The column with which the right half of a page begins."""
    half = sum(widths) / 2
    edges = [abs(sum(widths[:place]) - half) for place in range(1, len(widths))]
    return edges.index(min(edges)) + 1
