"""The workbook in which a person corrects what the tables, columns, rows and units of a document are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from toolkit.importer.divisions import ALL, NEW, NONE
from toolkit.importer.document import SourceTable, encode
from toolkit.importer.headers import TableRole
from toolkit.importer.proposal import DRAWN, Proposal, TableProposal
from toolkit.importer.words import column_rules
from toolkit.model.cells import column_letters
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import Field, Table, list_range

SHEET = "ตรวจการนำเข้า"
NOT_USED = "ไม่ใช้"
TABLE_CHOICES: Mapping[str, TableRole] = {"แผนมาตรการ": "plan", "ผลคะแนน": "scores", NOT_USED: "skip"}
ROW_CHOICES: Mapping[str, str] = {
    "มาตรการใหม่": "measure",
    "ขั้นตอน": "step",
    "ต่อจากแถวบน": "continue",
    "หัวข้อหมวด": "section",
    "หัวตาราง": "header",
    NOT_USED: "skip",
}
SETTINGS = Table("review", SHEET, SHEET, (Field("label", "รายการ", 40), Field("value", "ข้อมูล", 46)))
UNITS = Table(
    "review_units",
    SHEET,
    "หน่วยที่พบในช่องผู้รับผิดชอบ",
    (Field("unit", "หน่วยตามเอกสาร", 40), Field("choice", "คือ", 46), Field("cells", "พบที่", 60)),
)
SOURCE = Table("review_source", "_source", "", (Field("json", "", 10),))
_PIECE = 30_000  # characters of the document in one cell
_ROLE_WIDTH, _CHART_WIDTH, _SHORT_WIDTH = 15.0, 6.0, 14.0
_LEAST, _MOST = 18.0, 40.0  # widths of a column of texts
_PAGE = 150.0  # characters of a landscape page in a size that can still be read
_DIGEST = 12


@cache
def column_choices() -> Mapping[str, str]:
    """Return the label of each field of a column, and the field."""
    return {rule.label: rule.field for rule in column_rules().values()} | {NOT_USED: ""}


def table_key(number: int, table: SourceTable) -> str:
    """Return what tells the sheet of one table from that of another document in the same shape."""
    return f"table {number} {hashlib.sha256(json.dumps(table.rows).encode()).hexdigest()[:_DIGEST]}"


def shown_cells(table: SourceTable, row: int) -> Iterator[tuple[int, str, int]]:
    """Yield the cells of a row as the sheet shows them: column, text, and how many columns a merged cell
    covers; its text stands in its first place alone."""
    for first, covered in groupby(range(table.width), lambda column: table.first(row, column)):
        column, *more = covered
        text = table.rows[row][column] if first == (row, column) else ""
        yield column, text or (DRAWN if (row, column) in table.drawn else ""), len(more) + 1


def review_of(proposal: Proposal) -> bytes:
    """Return the review workbook of a proposal, the document with it on a hidden sheet."""
    names = dict.fromkeys(unit.choice for unit in proposal.units if unit.choice not in (NEW, ALL, NONE))
    new = dict.fromkeys(unit.text for unit in proposal.units if unit.choice == NEW)
    lists = {
        "table": list(TABLE_CHOICES),
        "column": list(column_choices()),
        "row": list(ROW_CHOICES),
        "unit": [NEW, ALL, NONE, *names, *new],
    }
    book = _ReviewBook(lists)
    _write_front(book, proposal)
    for number, table in enumerate(proposal.tables, 1):
        _write_table(book, number, table)
    style.write_lists(book, lists)
    # The document travels inside: its file may have been changed or moved when the choices come back.
    source, hidden = encode(proposal.document), book.sheet(SOURCE.sheet)
    top = style.open_table(book, hidden, SOURCE, 0)
    # A cell of Excel holds 32,767 characters.
    for row, start in enumerate(range(0, len(source), _PIECE), top):
        hidden.write_string(row, 1, source[start : start + _PIECE])
    hidden.very_hidden()
    style.write_meta(book, {"kind": "review"})
    return book.finish()


class _ReviewBook(style.Book):
    """A workbook with lists of what can be chosen."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__("TH Sarabun New", title=SHEET)
        self._lists = lists

    def write_choice(self, sheet: style.Sheet, row: int, column: int, text: str, *, sure: bool) -> None:
        """Write what is chosen, in yellow where it needs a look."""
        fill = style.INPUT_FILL if sure else style.MISSING_FILL
        sheet.write_string(row, column, text, self.framed(bg_color=fill, num_format="@"))

    def offer(self, sheet: style.Sheet, area: tuple[int, int, int, int], name: str, message: str) -> None:
        """Add a dropdown of one of the lists to 0-based cells."""
        source = list_range(name, self._lists)
        words = {"input_message": message, "error_message": "โปรดเลือกจากรายการ"}
        titles = dict.fromkeys(("input_title", "error_title"), "เลือกจากรายการ")
        sheet.data_validation(*area, {"validate": "list", "source": source, **titles, **words})


def _write_front(book: _ReviewBook, proposal: Proposal) -> None:
    sheet = book.sheet(SHEET)
    style.write_title(
        book, sheet, SHEET, "ช่องสีเหลืองคือที่โปรแกรมไม่แน่ใจ แก้ช่องตัวเลือก บันทึก แล้วสั่ง ita import กับสมุดนี้"
    )
    style.set_widths(sheet, UNITS.fields)
    row = style.open_table(book, sheet, SETTINGS, 2)
    year = str(proposal.year or "")
    for key, label, text, sure in (
        ("fiscal_year", "ปีงบประมาณของเอกสาร (พ.ศ.)", year, bool(year) and not proposal.other_years),
        ("agency_name", "ชื่อหน่วยงาน", proposal.agency.name, bool(proposal.agency.name)),
    ):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, label, book.framed(bg_color=style.LOCKED_FILL))
        book.write_choice(sheet, row, 2, text, sure=sure)
        row += 1
    style.write_section(book, sheet, row + 1, UNITS.title)
    first = row = style.open_table(book, sheet, UNITS, row + 2)
    for row, unit in enumerate(proposal.units, first):
        cells = ", ".join(unit.cells)
        sheet.write_string(row, 0, str(row - first + 1))
        sheet.write_string(row, 1, unit.text, book.framed())
        book.write_choice(sheet, row, 2, unit.choice, sure=unit.sure)
        sheet.write_string(row, 3, cells, book.framed(font_color=style.MUTED))
        sheet.set_row(row, style.texts_height([(unit.text, 40), (cells, 60)], book.font))
    if proposal.units:
        message = "เลือกกองที่หน่วยนี้หมายถึง หรือสร้างเป็นกองใหม่ หรือไม่ใช่หน่วยงาน"
        book.offer(sheet, (first, 2, row, 2), "unit", message)
    # Keys and numbers are names, kept as text.
    sheet.ignore_errors({"number_stored_as_text": f"A1:D{row + 2}"})
    style.landscape_a4(sheet)


def _write_table(book: _ReviewBook, number: int, proposal: TableProposal) -> None:
    table, header = proposal.table, proposal.header
    sheet = book.sheet(f"ตาราง {number}")
    title = f"ตาราง {table.number}" + (f" (แผ่น {table.sheet})" if table.sheet else "")
    title += f" มาตรการ: {proposal.title}" if proposal.title else ""
    widths = _widths(proposal)
    fields = [Field("role", "แถวนี้คือ", _ROLE_WIDTH)]
    fields += (
        Field(f"c{column}", f"คอลัมน์ {column}" if own > _CHART_WIDTH else str(column), own)
        for column, own in enumerate(widths, 1)
    )
    style.write_title(book, sheet, title, "เลือกว่าใช้ตารางนี้หรือไม่ แต่ละคอลัมน์และแต่ละแถวคืออะไร")
    style.set_widths(sheet, fields)
    top = style.open_table(book, sheet, Table("review_table", sheet.name, title, tuple(fields)), 2)
    sheet.write_string(top, 0, table_key(number, table))
    book.write_choice(sheet, top, 1, _word(TABLE_CHOICES, header.role), sure=proposal.sure)
    book.offer(sheet, (top, 1, top, 1), "table", "ตารางนี้เป็นแผนมาตรการหรือไม่ใช้")
    sheet.write_string(top + 1, 0, "columns")
    sheet.write_string(top + 1, 1, "คอลัมน์นี้คือ", book.framed(bold=True))
    words = [_word(column_choices(), column.field) for column in header.columns]
    for column, word in enumerate(words):
        sure = column not in proposal.unsure_columns
        book.write_choice(sheet, top + 1, column + 2, word, sure=sure)
    sheet.set_row(top + 1, style.texts_height(zip(words, widths, strict=True), book.font))
    book.offer(sheet, (top + 1, 2, top + 1, table.width + 1), "column", "คอลัมน์นี้คือช่องใดของแผน")
    plain, last = book.framed(), top + 1
    for last, (row, role) in enumerate(sorted(proposal.rows.items()), top + 2):
        sheet.write_string(last, 0, str(row + 1))
        sure = row not in proposal.unsure_rows
        book.write_choice(sheet, last, 1, _word(ROW_CHOICES, role), sure=sure)
        sized = []
        for column, text, covered in shown_cells(table, row):
            sheet.span(last, column + 2, column + 1 + covered, text, plain)
            sized.append((text, sum(widths[column : column + covered])))
        if len(proposal.rows) < 1_000:
            # Excel ends a row at 409.5 points.
            sheet.set_row(last, min(400.0, style.texts_height(sized, book.font)))
    message = "แถวนี้เริ่มมาตรการใหม่ เป็นขั้นตอน ต่อจากแถวบน หรือไม่ใช้"
    book.offer(sheet, (top + 2, 1, last, 1), "row", message)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(table.width + 2)}{last + 2}"})
    sheet.freeze_panes(top + 2, 2)
    style.landscape_a4(sheet, repeat=(top - 1, top + 1))


def _word(choices: Mapping[str, str], meaning: str) -> str:
    return next(word for word, own in choices.items() if own == meaning)


def _widths(proposal: TableProposal) -> list[float]:
    """Widths by which the table fits a page that can be read: months narrow, texts sharing the rest."""
    longest = [0] * proposal.table.width
    for row in proposal.rows:
        for column, text, covered in shown_cells(proposal.table, row):
            longest[column] = max(longest[column], len(text) if covered == 1 else 0)
    columns = zip(proposal.header.columns, longest, strict=True)
    fixed = [
        _CHART_WIDTH if column.span else _SHORT_WIDTH if length <= _SHORT_WIDTH else 0.0
        for column, length in columns
    ]
    left = _PAGE - _ROLE_WIDTH - sum(fixed)
    share = left / max(fixed.count(0.0), 1)
    return [width or max(_LEAST, min(share, _MOST)) for width in fixed]
