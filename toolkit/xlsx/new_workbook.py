"""The look of every workbook made from nothing: fonts, colours, page setup, and equal bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.typeset import heights
from toolkit.typeset.glyphs import BODY_FONT, PIXELS_PER_POINT
from toolkit.typeset.page_setup import PageSetup, page_height
from toolkit.version import __version__
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.layouts import (
    CHOICES,
    LISTS_SHEET,
    META,
    META_SHEET,
    SCHEMA,
    Field,
    Key,
    Table,
    list_range,
)
from toolkit.xlsx.package import zip_again

BODY_SIZE = 14
INK = "#1F2937"
BRAND = "#1F4E79"
BRAND_LIGHT = "#DCE6F1"
LOCKED_FILL = "#F3F4F6"
INPUT_FILL = "#FFFFFF"
MISSING_FILL = "#FFF2CC"
PROBLEM_FILL = "#FBE3E4"
GOOD_FILL = "#E2F0D9"
NOT_DUE_FILL = "#E5E7EB"
MUTED = "#6B7280"
LINE = "#BFC5CE"

MADE_AT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The fixed creation time that all our workbooks carry: equal inputs give equal bytes, and no
division's report is ever dated by it (it lies before every fiscal year)."""

TEXT_LIMIT = 32_767
"""Characters that a cell holds in Excel."""


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A sheet that writes text as text, and stores every row height that was set.

    XlsxWriter leaves out a height that equals the book's default, and Excel then fits the row by measures of
    its own.
    """

    def put(self, row: int, column: int, value: str | float | None, look: Format | None = None) -> None:
        """Write a cell: a text as text whatever it begins with, a number as one, "" and None as blank."""
        if value is None or value == "":
            self.write_blank(row, column, None, look)
        elif isinstance(value, str):
            # XlsxWriter drops a text that is longer.
            self.write_string(row, column, value[:TEXT_LIMIT], look)
        else:
            self.write_number(row, column, value, look)

    def span(self, row: int, first: int, last: int, value: str | float | None, look: Format) -> None:
        """Write a value into the cells of the columns first..last, merged where there are several."""
        if first < last:
            # Merged blank, then written: of a text that begins with "=" merge_range would make a formula.
            self.merge_range(row, first, row, last, "", look)
        self.put(row, first, value, look)

    def set_widths(self, widths: Iterable[float], first: int = 0) -> None:
        """Set the widths in characters of neighbouring columns."""
        for column, width in enumerate(widths, first):
            self.set_column(column, column, width)

    def _write_row(self, row: int, spans: str | None, row_info: Any = None, empty_row: bool = False) -> None:
        default: Any = self.original_row_height  # type: ignore[has-type]
        if row_info is not None and row_info.height is not None:
            self.original_row_height = None
        super()._write_row(row, spans, row_info, empty_row)
        self.original_row_height = default


class _FormulaSheet(Sheet):
    """A sheet whose formulas are written as they are.

    XlsxWriter tries 29 substitutions for functions of newer Excels on each formula, two thirds of the time
    that a division workbook takes.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


class Book:
    """A workbook being made in memory; `look` gives cached formats over the body font."""

    def __init__(self, font: str, *, title: str) -> None:
        self._buffer = io.BytesIO()
        self.font = font
        self.workbook = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                # People's text stays text: "1.10" is a step, and "= ผลรวม" a remark.
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {"font_name": font, "font_size": BODY_SIZE},
                # Pixels: what one line of Thai takes. A row without a stored height takes this one.
                "default_row_height": round(lines_height(1, font) * PIXELS_PER_POINT),
            },
        )
        self.workbook.set_properties({"title": title, "author": "ita-toolkit", "created": MADE_AT})
        self.workbook.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, **properties: Any) -> Format:
        """Return a shared format: the body font, top-aligned and wrapped, unless properties say otherwise."""
        wanted = {
            "font_name": self.font,
            "font_size": BODY_SIZE,
            "font_color": INK,
            "valign": "top",
            "text_wrap": True,
            # Bound to the theme, as XlsxWriter has it, a font is shown as the theme's: Calibri.
            "font_scheme": "none",
            **properties,
        }
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def framed(self, **properties: Any) -> Format:
        """Return such a format with a thin line around each cell."""
        return self.look(border=1, border_color=LINE, **properties)

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        sheet: Sheet = self.workbook.add_worksheet(name, Sheet)
        return sheet

    def formula_sheet(self, name: str) -> Sheet:
        """Add a sheet whose many formulas use functions of Excel 2010 only."""
        sheet: Sheet = self.workbook.add_worksheet(name, _FormulaSheet)
        return sheet

    def finish(self, edit: Callable[[EditedPackage], None] | None = None) -> bytes:
        """Close the workbook and return its bytes; `edit` does what XlsxWriter has no option for."""
        self.workbook.close()
        if edit:
            package = EditedPackage(self._buffer.getvalue())
            edit(package)
            return package.save()
        # XlsxWriter fixes the times of its members, but lets Python name the system that it runs on.
        return zip_again(self._buffer.getvalue())


def landscape_a4(sheet: Worksheet, *, repeat: tuple[int, int] | None = None, footer: str = "") -> None:
    """Set A4 landscape, one page wide, "หน้า n/N" in the footer; `repeat` = 0-based title rows."""
    sheet.set_landscape()
    # 9 is A4. Converters have no option for paper, orientation or scale: the workbook must say them.
    sheet.set_paper(9)
    # Not fitted in height too, which would make page breaks of our own void.
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    # "&" begins a code in a footer, which holds 255 characters.
    sheet.set_footer(f"&L{footer[:180].replace('&', '&&')}&Rหน้า &P/&N")
    if repeat is not None:
        sheet.repeat_rows(*repeat)
        # LibreOffice drops the print titles of a Thai sheet name with a dot (ต.ค.66) that is not quoted.
        if not sheet.repeat_row_range.startswith("'"):
            name, _, rows = sheet.repeat_row_range.rpartition("!")
            sheet.repeat_row_range = f"'{name}'!{rows}"


def portrait_a4(sheet: Worksheet, *, repeat: tuple[int, int] | None = None, footer: str = "") -> None:
    """Set A4 portrait, one page wide, otherwise as `landscape_a4`."""
    landscape_a4(sheet, repeat=repeat, footer=footer)
    sheet.set_portrait()


PROTECTION: Mapping[str, bool] = {
    "format_rows": True,
    "format_columns": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What people may do on a locked sheet; sorting is left out, since it would part rows from their keys."""


_STORED_PADDING = 5 / 7  # XlsxWriter's: five pixels, in digits of seven


def stored_width(*characters: float) -> float:
    """Return the width in the file of a column set to so many characters; of several, of a cell over all."""
    return sum(width + _STORED_PADDING for width in characters)


def texts_height(cells: Iterable[tuple[str, float]], font: str = BODY_FONT, *, bold: bool = False) -> float:
    """Return the height in points of a row of (text, column width in characters), where people type in
    Excel; the font is that of the book."""
    # By the larger lines of Windows: a row that is too low cuts what people typed.
    return heights.row_height(
        heights.CellText(text, stored_width(width), bold=bold, font=font, windows=True)
        for text, width in cells
    )


def lines_height(lines: int, font: str = BODY_FONT) -> float:
    """Return the height in points of a row of so many lines."""
    return texts_height([("\n" * (lines - 1), 99.0)], font)


def sheet_page(columns: float, font: str, *, landscape: bool) -> float:
    """Return the points of rows that a page of `landscape_a4` or `portrait_a4` holds; `columns` as stored."""
    return page_height(PageSetup(columns, BODY_SIZE, font, landscape=landscape, footer=1))


def row_heights(sheet: Worksheet, last: int) -> list[float]:
    """Return the heights in points of the rows 0..last of a sheet, hidden ones 0."""
    sizes = (sheet.row_sizes.get(row, (sheet.default_row_height, False)) for row in range(last + 1))
    return [0.0 if hidden else pixels / PIXELS_PER_POINT for pixels, hidden in sizes]


FIRST_COLUMN = 1
"""Fields stand from column B on; column A holds markers and keys and is hidden."""


def heading_look(book: Book) -> Format:
    """Return the look of a column's heading on every sheet."""
    return book.framed(bold=True, bg_color=BRAND, font_color="#FFFFFF", align="center", valign="vcenter")


def write_title(book: Book, sheet: Worksheet, title: str, note: str = "") -> None:
    """Write a sheet's title, and the muted line below it if any, from column B on."""
    look = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    sheet.set_row(0, 32)
    sheet.write_string(0, FIRST_COLUMN, title, look)
    if note:
        muted = book.look(font_color=MUTED, text_wrap=False, valign="vcenter")
        sheet.set_row(1, 26)
        sheet.write_string(1, FIRST_COLUMN, note, muted)


def write_section(book: Book, sheet: Worksheet, row: int, text: str) -> None:
    """Write the title of a table in a 0-based row above it."""
    look = book.look(bold=True, font_size=16, font_color=BRAND, text_wrap=False, valign="bottom")
    sheet.set_row(row, 34)
    sheet.write_string(row, FIRST_COLUMN, text, look)


def open_table(book: Book, sheet: Worksheet, table: Table, row: int) -> int:
    """Write a table's hidden marker row and its headings at a 0-based row; return the first data row."""
    hidden = book.look(font_color="#999999", text_wrap=False)
    sheet.write_string(row, 0, table.marker, hidden)
    heading = heading_look(book)
    for column, field in enumerate(table.fields, FIRST_COLUMN):
        sheet.write_string(row, column, field.id, hidden)
        sheet.write_string(row + 1, column, field.heading, heading)
    sheet.set_row(row, None, None, {"hidden": True})
    return row + 2


def write_lists(book: Book, lists: Mapping[str, Sequence[str]] = CHOICES) -> None:
    """Write the hidden sheet of dropdown lists, one a column (inline lists end at 255 characters)."""
    sheet = book.sheet(LISTS_SHEET)
    for column, values in enumerate(lists.values()):
        sheet.write_column(0, column, values)
    sheet.hide()


def write_meta(book: Book, values: Mapping[str, str]) -> None:
    """Write the very hidden `_meta` sheet that says what the workbook is, and which version made it."""
    values = {"schema": SCHEMA, "toolkit_version": __version__, **values}
    sheet = book.sheet(META_SHEET)
    sheet.write_string(0, 0, META.marker)
    for column, field in enumerate(META.fields, FIRST_COLUMN):
        sheet.write_string(0, column, field.id)
        sheet.write_string(1, column, field.heading)
    # Only a roll-up rests on a ledger; every other key stands in every workbook.
    keys = (key for key in META.keys if key.id != "ledger_head" or values.get(key.id))
    for row, key in enumerate(keys, 2):
        sheet.write_string(row, 0, key.id)
        sheet.write_string(row, 1, key.label)
        sheet.write_string(row, 2, values.get(key.id, ""))
    # Out of reach of Excel's menu: nobody is to change by accident whose workbook it is.
    sheet.very_hidden()


Area = tuple[int, int, int, int]
"""The 0-based first row, first column, last row and last column of some cells."""


def add_colour(
    book: Book, sheet: Sheet, area: Area, condition: str, look: Mapping[str, object], *, stop: bool = True
) -> None:
    """Change the look of cells where a formula holds; a rule wins over later ones, and stops them."""
    made = book.workbook.add_format(look)
    options = {"type": "formula", "criteria": f"={condition}", "format": made, "stop_if_true": stop}
    sheet.conditional_format(*area, options)


def add_typing_help(sheet: Worksheet, rows: tuple[int, int], column: int, field: Field | Key) -> None:
    """Add the dropdown or the bounds of a percent, and the input message, for 0-based rows first..last.

    It only warns: a paste cannot be stopped, so intake checks the value again.
    """
    # Excel refuses a title of more than 32 characters and a message of more than 255.
    title = (field.heading if isinstance(field, Field) else field.label)[:32]
    options: dict[str, object] = {"validate": "any"}
    warning = {"error_type": "warning", "error_title": title}
    if field.choices:
        source = list_range(field.choices)
        options = {"validate": "list", "source": source, **warning, "error_message": "โปรดเลือกจากรายการ"}
    elif isinstance(field, Field) and field.kind == "percent":
        bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        options = {**bounds, **warning, "error_message": "โปรดใส่ตัวเลข 0 ถึง 100"}
    if field.hint:
        options |= {"input_title": title, "input_message": field.hint[:255]}
    if len(options) > 1:
        sheet.data_validation(rows[0], column, rows[1], column, options)


def set_widths(sheet: Sheet, fields: Sequence[Field]) -> None:
    """Set the column widths of a table, and hide column A."""
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    sheet.set_widths((field.width for field in fields), FIRST_COLUMN)
