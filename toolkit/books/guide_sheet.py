"""The guide on which a workbook opens: a printed page of sections, written from its top down."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format

from toolkit.xlsx.layouts import GUIDE_SHEET
from toolkit.xlsx.new_workbook import BRAND, MUTED, Book, portrait_a4


class GuideSheet:
    """A guide being written; `row` is the next 0-based row, `last` the last column of the page."""

    def __init__(self, book: Book, widths: Sequence[float]) -> None:
        """Open the sheet: one portrait page with columns of these widths (in characters) from column B on."""
        self.book, self.sheet = book, book.sheet(GUIDE_SHEET)
        self.row, self.last = 0, len(widths)
        # Column A is a margin: a guide holds no table, so there are no markers to hide.
        for column, width in enumerate((2, *widths)):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        portrait_a4(self.sheet)
        # After portrait_a4, which lets a sheet be as many pages long as it needs.
        self.sheet.fit_to_pages(1, 1)
        self.sheet.activate()

    def title(self, text: str, size: float, height: float) -> None:
        """Write the title of the page."""
        self.line(text, self._look(bold=True, font_size=size, font_color=BRAND), height)

    def office(self, text: str, height: float) -> None:
        """Write the line that names the office and its year."""
        self.line(text, self._look(font_size=16, font_color=MUTED), height)

    def line(self, text: str, look: Format, height: float) -> None:
        """Write one line of text that runs on over the columns."""
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, 1, text, look)
        self.row += 1

    def section(self, text: str, height: float) -> None:
        """Write a section's heading, underlined across the page; the height leaves room above it."""
        look = self._look(
            bold=True, font_size=16, font_color=BRAND, valign="bottom", bottom=2, bottom_color=BRAND
        )
        # A text runs on over the blank cells beside it, the line below it does not.
        for column in range(2, self.last + 1):
            self.sheet.write_blank(self.row, column, None, look)
        self.line(text, look, height)

    def point(self, mark: str | int, text: str, looks: tuple[Format, Format], height: float) -> None:
        """Write a point: its mark or number, and beside it a text over the other columns."""
        mark_look, look = looks
        self.sheet.write(self.row, 1, mark, mark_look)
        self.sheet.merge_range(self.row, 2, self.row, self.last, "", look)
        self.sheet.write_string(self.row, 2, text, look)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _look(self, **properties: object) -> Format:
        return self.book.look(**{"text_wrap": False, "valign": "vcenter", **properties})
