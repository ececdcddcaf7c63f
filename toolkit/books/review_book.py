"""The workbook in which a person corrects what the tables, columns, rows and units of a document are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.cells import column_letters
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import Field, Table

SHEET = "ตรวจการนำเข้า"
_LISTS = "_choices"
_LABEL_VALUE = (Field("label", "รายการ", 40), Field("value", "ข้อมูล", 46))
SETTINGS = Table("review", SHEET, "ตรวจการนำเข้า", _LABEL_VALUE)
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


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in a cell, and whether it needs a look."""

    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """One table as it stands: a choice for the whole, one above each column and one before each row (by the
    row's key). `digest` tells it from others; `narrow` are the columns of a time chart; `spans` says how many
    columns a merged cell covers, by row key and 0-based column."""

    digest: str
    title: str
    role: Choice
    columns: Sequence[Choice]
    rows: Sequence[tuple[str, Choice, Sequence[str]]]
    narrow: Sequence[bool]
    spans: Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A unit of the document, what it is, and where it was met."""

    text: str
    choice: Choice
    cells: str


def make_review_workbook(
    settings: Sequence[tuple[str, str, Choice]],
    units: Sequence[ReviewUnit],
    tables: Sequence[ReviewTable],
    lists: Mapping[str, Sequence[str]],
    source: str,
) -> bytes:
    """Return the bytes of the workbook.

    `settings` are key, label and choice; `lists` the dropdowns of "table", "column", "row" and "unit";
    `source` is the document, kept on a hidden sheet.
    """
    book = _ReviewBook(lists)
    _write_front(book, settings, units)
    for number, table in enumerate(tables, 1):
        _write_table(book, number, table)
    # On a sheet, since an inline list ends at 255 characters.
    sheet = book.sheet(_LISTS)
    for column, values in enumerate(lists.values()):
        sheet.write_column(0, column, values)
    sheet.hide()
    hidden = book.sheet(SOURCE.sheet)
    row = style.open_table(book, hidden, SOURCE, 0)
    # A cell of Excel holds 32,767 characters.
    for start in range(0, len(source), _PIECE):
        hidden.write_string(row, 1, source[start : start + _PIECE])
        row += 1
    hidden.very_hidden()
    style.write_meta(book, {"kind": "review"})
    return book.finish()


class _ReviewBook(style.Book):
    """A workbook with lists of what can be chosen."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__("TH Sarabun New", title=SHEET)
        self._lists = lists

    def write_choice(self, sheet: style.Sheet, row: int, column: int, choice: Choice) -> None:
        """Write what is chosen, in yellow where it needs a look."""
        fill = style.INPUT_FILL if choice.sure else style.MISSING_FILL
        sheet.write_string(row, column, choice.text, self.framed(bg_color=fill, num_format="@"))

    def offer(self, sheet: style.Sheet, area: tuple[int, int, int, int], name: str, message: str) -> None:
        """Add a dropdown of one of the lists to 0-based cells."""
        letter = column_letters(list(self._lists).index(name) + 1)
        source = f"={_LISTS}!${letter}$1:${letter}${len(self._lists[name])}"
        words = {"input_message": message, "error_message": "โปรดเลือกจากรายการ"}
        titles = dict.fromkeys(("input_title", "error_title"), "เลือกจากรายการ")
        sheet.data_validation(*area, {"validate": "list", "source": source, **titles, **words})


def _write_front(
    book: _ReviewBook, settings: Sequence[tuple[str, str, Choice]], units: Sequence[ReviewUnit]
) -> None:
    sheet = book.sheet(SHEET)
    style.write_titles(
        book, sheet, SHEET, "ช่องสีเหลืองคือที่โปรแกรมไม่แน่ใจ แก้ช่องตัวเลือก บันทึก แล้วสั่ง ita import กับสมุดนี้"
    )
    style.set_widths(sheet, UNITS.fields)
    row = style.open_table(book, sheet, SETTINGS, 2)
    for key, label, choice in settings:
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, label, book.framed(bg_color=style.LOCKED_FILL))
        book.write_choice(sheet, row, 2, choice)
        row += 1
    style.write_section(book, sheet, row + 1, UNITS.title)
    first = row = style.open_table(book, sheet, UNITS, row + 2)
    for unit in units:
        sheet.write_string(row, 0, str(row - first + 1))
        sheet.write_string(row, 1, unit.text, book.framed())
        book.write_choice(sheet, row, 2, unit.choice)
        sheet.write_string(row, 3, unit.cells, book.framed(font_color=style.MUTED))
        sheet.set_row(row, style.texts_height([(unit.text, 40), (unit.cells, 60)], book.font))
        row += 1
    if units:
        message = "เลือกกองที่หน่วยนี้หมายถึง หรือสร้างเป็นกองใหม่ หรือไม่ใช่หน่วยงาน"
        book.offer(sheet, (first, 2, row - 1, 2), "unit", message)
    # Keys and numbers are names, kept as text.
    sheet.ignore_errors({"number_stored_as_text": f"A1:D{row + 1}"})
    style.landscape_a4(sheet)


def _write_table(book: _ReviewBook, number: int, table: ReviewTable) -> None:
    sheet = book.sheet(f"ตาราง {number}")
    width = len(table.columns)
    widths = _widths(table)
    fields = [Field("role", "แถวนี้คือ", _ROLE_WIDTH)]
    fields += (
        Field(f"c{column}", f"คอลัมน์ {column}" if own > _CHART_WIDTH else str(column), own)
        for column, own in enumerate(widths, 1)
    )
    layout = Table("review_table", sheet.name, table.title, tuple(fields))
    style.write_titles(book, sheet, table.title, "เลือกว่าใช้ตารางนี้หรือไม่ แต่ละคอลัมน์และแต่ละแถวคืออะไร")
    style.set_widths(sheet, fields)
    top = style.open_table(book, sheet, layout, 2)
    sheet.write_string(top, 0, f"table {number} {table.digest}")
    book.write_choice(sheet, top, 1, table.role)
    book.offer(sheet, (top, 1, top, 1), "table", "ตารางนี้เป็นแผนมาตรการหรือไม่ใช้")
    sheet.write_string(top + 1, 0, "columns")
    sheet.write_string(top + 1, 1, "คอลัมน์นี้คือ", book.framed(bold=True))
    for column, choice in enumerate(table.columns, 2):
        book.write_choice(sheet, top + 1, column, choice)
    choices = [(choice.text, own) for choice, own in zip(table.columns, widths, strict=True)]
    sheet.set_row(top + 1, style.texts_height(choices, book.font))
    book.offer(sheet, (top + 1, 2, top + 1, width + 1), "column", "คอลัมน์นี้คือช่องใดของแผน")
    plain = book.framed()
    for row, (key, choice, cells) in enumerate(table.rows, top + 2):
        sheet.write_string(row, 0, key)
        book.write_choice(sheet, row, 1, choice)
        sized = []
        for column, text in enumerate(cells):
            covered = table.spans.get((key, column), 1)
            if covered:
                sheet.span(row, column + 2, column + 1 + covered, text, plain)
            sized.append((text, sum(widths[column : column + covered]) if covered else _MOST))
        if len(table.rows) < 1_000:
            # Excel ends a row at 409.5 points.
            sheet.set_row(row, min(400.0, style.texts_height(sized, book.font)))
    last = top + 1 + len(table.rows)
    if table.rows:
        message = "แถวนี้เริ่มมาตรการใหม่ เป็นขั้นตอน ต่อจากแถวบน หรือไม่ใช้"
        book.offer(sheet, (top + 2, 1, last, 1), "row", message)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(width + 2)}{last + 2}"})
    sheet.freeze_panes(top + 2, 2)
    style.landscape_a4(sheet, repeat=(top - 1, top + 1))


def _widths(table: ReviewTable) -> list[float]:
    """Widths by which the table fits a page that can be read: months narrow, texts sharing the rest."""
    fixed: list[float] = []
    for column, narrow in enumerate(table.narrow):
        texts = (cells[column] for key, _, cells in table.rows if (key, column) not in table.spans)
        short = max(map(len, texts), default=0) <= _SHORT_WIDTH
        fixed.append(_CHART_WIDTH if narrow else _SHORT_WIDTH if short else 0.0)
    left = _PAGE - _ROLE_WIDTH - sum(fixed)
    share = left / max(fixed.count(0.0), 1)
    return [width or max(_LEAST, min(share, _MOST)) for width in fixed]
