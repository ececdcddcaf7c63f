"""Writing the parts that every workbook of ours shares: markers, field ids, headings, lists, `_meta`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.model.source import column_letters
from toolkit.workbook.layouts import CHOICES, LISTS_SHEET, META, META_SHEET, Field, Key, Table
from toolkit.workbook.style import BRAND, LINE, Book

FIRST_COLUMN = 1
"""Fields stand from column B on; column A holds markers and keys and is hidden."""


def heading_look(book: Book) -> Format:
    """How a column's heading looks on every sheet."""
    return book.look(
        bold=True,
        bg_color=BRAND,
        font_color="#FFFFFF",
        border=1,
        border_color=LINE,
        align="center",
        valign="vcenter",
    )


def open_table(book: Book, sheet: Worksheet, table: Table, row: int) -> int:
    """Write a table's hidden marker row and its headings at a 0-based row; gives the first data row."""
    hidden = book.look(font_color="#999999", text_wrap=False)
    sheet.write_string(row, 0, table.marker, hidden)
    heading = heading_look(book)
    for column, each in enumerate(table.fields, FIRST_COLUMN):
        sheet.write_string(row, column, each.id, hidden)
        sheet.write_string(row + 1, column, each.heading, heading)
    sheet.set_row(row, None, None, {"hidden": True})
    return row + 2


def list_range(name: str) -> str:
    """The range of one of `CHOICES` on the list sheet, for dropdowns and formulas."""
    letter = column_letters(list(CHOICES).index(name) + 1)
    return f"={LISTS_SHEET}!${letter}$1:${letter}${len(CHOICES[name])}"


def write_lists(book: Book) -> None:
    """The hidden sheet that dropdowns refer to, one list a column (inline lists end at 255 characters)."""
    sheet = book.sheet(LISTS_SHEET)
    for column, values in enumerate(CHOICES.values()):
        for row, value in enumerate(values):
            sheet.write_string(row, column, value)
    sheet.hide()


def write_meta(book: Book, values: Mapping[str, str]) -> None:
    """The very hidden `_meta` sheet that says what the workbook is."""
    sheet = book.sheet(META_SHEET)
    sheet.write_string(0, 0, META.marker)
    for column, each in enumerate(META.fields, FIRST_COLUMN):
        sheet.write_string(0, column, each.id)
        sheet.write_string(1, column, each.heading)
    for row, key in enumerate(META.keys, 2):
        sheet.write_string(row, 0, key.id)
        sheet.write_string(row, 1, key.label)
        sheet.write_string(row, 2, values.get(key.id, ""))
    sheet.very_hidden()


def add_dropdown(sheet: Worksheet, rows: tuple[int, int], column: int, what: Field | Key) -> None:
    """The dropdown and input message of a field for 0-based rows first..last (warning only: a paste
    cannot be stopped, so intake checks the value again)."""
    title = (what.heading if isinstance(what, Field) else what.label)[:32]
    options: dict[str, object] = {"validate": "any"}
    if what.choices:
        options = {
            "validate": "list",
            "source": list_range(what.choices),
            "error_type": "warning",
            "error_title": title,
            "error_message": "โปรดเลือกจากรายการ",
        }
    if what.hint:
        options |= {"input_title": title, "input_message": what.hint[:255]}
    if what.choices or what.hint:
        sheet.data_validation(rows[0], column, rows[1], column, options)


def set_widths(sheet: Worksheet, fields: Sequence[Field]) -> None:
    """Column widths of a table, and column A hidden."""
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    for column, each in enumerate(fields, FIRST_COLUMN):
        sheet.set_column(column, column, each.width)
