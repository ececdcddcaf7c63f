"""The list of findings as a workbook of its own, for a file that cannot be marked itself."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.workbook.division.pages import FINDINGS_FIELDS, FINDINGS_HEADING_ROW
from toolkit.workbook.layouts import FINDINGS_SHEET
from toolkit.workbook.marking.page import TINTS, ResultRow, Verdict, result_page
from toolkit.workbook.row_height import row_height
from toolkit.workbook.style import BODY_SIZE, BRAND, LINE, MUTED, Book, landscape_a4
from toolkit.workbook.tables_out import FIRST_COLUMN, heading_look, set_widths, write_meta

_LAST_COLUMN = FIRST_COLUMN + len(FINDINGS_FIELDS) - 1
_NARROW = frozenset(("order", "severity", "cell"))


def list_workbook(verdict: Verdict, why: str, font: str, meta: Mapping[str, str]) -> bytes:
    """A workbook of one sheet that looks as ผลตรวจ in a marked one; `why` says why there are no marks."""
    page = result_page(verdict, why)
    book = Book(font, title=page.title)
    sheet = book.sheet(FINDINGS_SHEET)
    landscape_a4(sheet, repeat=(FINDINGS_HEADING_ROW, FINDINGS_HEADING_ROW))
    sheet.hide_gridlines(2)
    set_widths(sheet, FINDINGS_FIELDS)
    sheet.set_row(0, 32)
    title = book.look(bold=True, font_size=18, font_color=BRAND, text_wrap=False, valign="vcenter")
    sheet.write_string(0, FIRST_COLUMN, page.title, title)
    looks = (
        book.look(font_color=MUTED, valign="vcenter"),
        book.look(bold=True, valign="vcenter"),
    )
    for row, text in enumerate((page.file_line, page.verdict_line), 1):
        sheet.set_row(row, page.heights[row - 1])
        sheet.merge_range(row, FIRST_COLUMN, row, _LAST_COLUMN, "", looks[row - 1])
        sheet.write_string(row, FIRST_COLUMN, text, looks[row - 1])
    sheet.set_row(FINDINGS_HEADING_ROW, row_height([("", 99.0)], BODY_SIZE) + 4)
    for column, each in enumerate(FINDINGS_FIELDS, FIRST_COLUMN):
        sheet.write_string(FINDINGS_HEADING_ROW, column, each.heading, heading_look(book))
    for number, found in enumerate(page.rows, FINDINGS_HEADING_ROW + 1):
        sheet.set_row(number, found.height)
        for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, found.texts, strict=True), FIRST_COLUMN):
            sheet.write_string(number, column, text, book.look(**_properties(found, field.id)))
    sheet.freeze_panes(FINDINGS_HEADING_ROW + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"B1:G{FINDINGS_HEADING_ROW + 1 + len(page.rows)}"})
    write_meta(book, meta)
    return book.finish()


def _properties(row: ResultRow, field: str) -> dict[str, object]:
    properties: dict[str, object] = {"border": 1, "border_color": LINE}
    if field in _NARROW:
        properties["align"] = "center"
    if row.mended:
        properties["font_color"] = MUTED
    elif field == "severity":
        properties["bold"] = True
        if row.severity in TINTS:
            properties["bg_color"] = TINTS[row.severity]
    return properties
