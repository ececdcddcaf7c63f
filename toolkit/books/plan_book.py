"""Making plan.xlsx, blank or filled: one sheet a table, its rules for typing, and how it prints."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.format import Format

from toolkit.books.guides import SHEET_NOTES, write_plan_guide
from toolkit.model.cells import column_letters
from toolkit.thai.dates import EXAMPLE_YEAR, in_year
from toolkit.thai.text import to_arabic
from toolkit.typeset.heights import CellText, row_height
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import AGENCY, PLAN_TABLES, Field, Key, Table, choice_word

_Row = Mapping[str, str]
"""One row: field id -> text as typed."""

MARKER_ROW = 2
"""Below the title and the sheet's note; with the headings four rows, which are frozen."""
_FIRST_ROW = MARKER_ROW + 2
_LINE_HEIGHT = 28.0  # points of a row with one line
_TITLE_HEIGHT, _HEADING_HEIGHT = 36.0, 60.0
_ONE_PAGE = 170  # characters that a landscape page holds at a size that can be read
_ONE_PAGE_AT_FULL_SIZE = 93  # characters of the body font on a landscape page: 770 pt of 7.6 pt, less 8 %
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?", re.ASCII)
_DEFAULT_FONT = "TH Sarabun New"
_FRAMED_ROWS = 12  # rows framed on a blank sheet; further rows get their frame when they are filled
_NARROW = 16  # columns up to this width are centred
_HINT_WIDTH = 52.0
_MISSING = {"bg_color": style.MISSING_FILL}
_NOTE_LINE = 55  # characters on a line of a cell note
_NOTE_WIDTH, _NOTE_PITCH, _NOTE_TALLEST = 400, 24, 900  # pixels


@dataclass(frozen=True)
class PlanContent:
    """What goes into a plan workbook, all of it text as people type it.

    `agency` maps the keys of the agency table (others are kept) to values; `tables` a table's name
    ("divisions", "measures", …) to its rows; `notes` (table, row index, field id) to the text of a
    cell note. In the agency table the row index counts its keys and the field is "value". Hints of a plan
    without a fiscal year speak of `example_year`.
    """

    agency: Mapping[str, str]
    tables: Mapping[str, Sequence[_Row]]
    notes: Mapping[tuple[str, int, str], str] = dataclasses.field(default_factory=dict)
    example_year: int = EXAMPLE_YEAR

    @property
    def year(self) -> int:
        """The year of the examples: the plan's own where it is known."""
        typed = to_arabic(self.agency.get("fiscal_year", "")).strip()
        return int(typed) if re.fullmatch(r"25\d\d", typed) else self.example_year


def make_plan_workbook(content: PlanContent | None = None) -> bytes:
    """Return the bytes of a plan workbook; None makes the blank standard plan.

    Raises ValueError for a table or a field that `PLAN_TABLES` does not have.
    """
    content = content or PlanContent({}, {})
    known = {table.name: set(table.field_ids) for table in PLAN_TABLES if table is not AGENCY}
    for name, rows in content.tables.items():
        if name not in known:
            raise ValueError(f"no table of a plan: {name!r}")
        if strange := sorted({field for row in rows for field in row} - known[name]):
            raise ValueError(f"no field of table {name!r}: {', '.join(strange)}")
    book = style.Book(
        content.agency.get("font") or _DEFAULT_FONT, title="แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    )
    write_plan_guide(book, content.agency, content.year)
    for blank in PLAN_TABLES:
        # Hints give examples of the plan's own year.
        fields = tuple(replace(field, hint=in_year(field.hint, content.year)) for field in blank.fields)
        keys = tuple(replace(key, hint=in_year(key.hint, content.year)) for key in blank.keys)
        table = replace(blank, fields=fields, keys=keys)
        sheet = _open_sheet(book, table, content.agency)
        if table.keys:
            _write_agency(book, sheet, table.keys, content)
        else:
            _write_table(book, sheet, table, content)
    style.write_lists(book)
    kept = {key: content.agency.get(key, "") for key in ("agency_code", "fiscal_year")}
    style.write_meta(book, {"kind": "plan", **kept})
    return book.finish()


def _open_sheet(book: style.Book, table: Table, agency: Mapping[str, str]) -> style.Sheet:
    """Return a new sheet with its title, its note, the hidden marker row and the headings."""
    sheet = book.sheet(table.sheet)
    sheet.set_tab_color(style.BRAND)
    colours = {"font_color": style.BRAND, "bg_color": style.BRAND_LIGHT}
    title = book.look(bold=True, font_size=20, text_wrap=False, valign="vcenter", **colours)
    note = book.look(font_color=style.MUTED, text_wrap=False, valign="vcenter")
    # Beside the columns that every page repeats, which would cut it.
    words = style.FIRST_COLUMN + _repeated(table)
    for column in range(style.FIRST_COLUMN, _right_column(table) + 1):
        sheet.put(0, column, None, title)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.put(0, words, table.title, title)
    sheet.set_row(1, _LINE_HEIGHT)
    sheet.put(1, words, SHEET_NOTES[table.name], note)
    style.open_table(book, sheet, table, MARKER_ROW)
    sheet.set_row(MARKER_ROW + 1, _HEADING_HEIGHT)
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    footer = " ".join(filter(None, (agency.get("agency_name", ""), table.title)))
    style.landscape_a4(sheet, repeat=(MARKER_ROW + 1, MARKER_ROW + 1), footer=footer)
    _spread(sheet, table)
    return sheet


def _spread(sheet: style.Sheet, table: Table) -> None:
    """Print a table that would be too small on one page on two side by side, with its identities on both."""
    kept = _repeated(table)
    if not kept:
        return
    widths = [field.width for field in table.fields]
    repeated = sum(widths[:kept])
    # The break at which the wider of the two pages is as narrow as can be.
    widest, split = min(
        (max(sum(widths[:at]), repeated + sum(widths[at:])), at) for at in range(kept + 1, len(widths))
    )
    sheet.set_print_scale(min(100, int(100 * _ONE_PAGE_AT_FULL_SIZE / widest)))
    sheet.set_v_pagebreaks([style.FIRST_COLUMN + split])
    sheet.repeat_columns(style.FIRST_COLUMN, style.FIRST_COLUMN + kept - 1)
    # The second half of a row follows its first, not the whole table's first halves.
    sheet.print_across()
    sheet.set_zoom(85)


def _repeated(table: Table) -> int:
    """Return how many columns a table repeats on its second page across; 0 where one page is wide enough."""
    if sum(field.width for field in table.fields) <= _ONE_PAGE:
        return 0
    return sum(field.required for field in table.fields[:2])


def _right_column(table: Table) -> int:
    """Return the last column of a table's sheet, the hints of the agency included."""
    return style.FIRST_COLUMN + len(table.fields) - 1 + bool(table.keys)


def _write_agency(book: style.Book, sheet: style.Sheet, keys: tuple[Key, ...], content: PlanContent) -> None:
    """Write the key-value sheet: hidden key, label, value, and a hint that is not a field."""
    label_field, value_field = AGENCY.fields
    widths = (label_field.width, value_field.width, _HINT_WIDTH)
    label_look = book.framed(bg_color=style.LOCKED_FILL, valign="vcenter", indent=1)
    hint_look = book.framed(font_color=style.MUTED, valign="vcenter", indent=1)
    value_look = _cell_look(book, value_field, border=True, valign="vcenter", indent=1)
    sheet.write_string(MARKER_ROW + 1, 3, "คำอธิบาย", style.heading_look(book))
    sheet.set_column(1, 1, label_field.width)
    sheet.set_column(2, 2, value_field.width, _cell_look(book, value_field, border=False))
    sheet.set_column(3, 3, _HINT_WIDTH)
    listed = {key.id for key in keys}
    more = (Key(name, name) for name in content.agency if name not in listed)
    for index, key in enumerate((*keys, *more)):
        row = _FIRST_ROW + index
        value = choice_word(key.choices, content.agency.get(key.id, ""))
        sheet.write_string(row, 0, key.id)
        sheet.write_string(row, 1, key.label, label_look)
        sheet.put(row, 2, value, value_look)
        sheet.put(row, 3, key.hint, hint_look)
        texts = zip((key.label, value, key.hint), widths, strict=True)
        cells = [
            CellText(text, style.stored_width(width), indent=1, font=book.font, windows=True)
            for text, width in texts
        ]
        sheet.set_row(row, row_height(cells, least=_LINE_HEIGHT))
        style.add_typing_help(sheet, (row, row), 2, key)
        _write_note(sheet, (row, 2), content.notes.get((AGENCY.name, index, "value")), book)
        if key.required:
            style.add_colour(book, sheet, (row, 2, row, 2), f"LEN(TRIM($C{row + 1}))=0", _MISSING, stop=False)
    last = _FIRST_ROW + len(keys)
    # Numbers are names here and kept as text, for which Excel would mark every cell in green.
    sheet.ignore_errors({"number_stored_as_text": f"A{_FIRST_ROW + 1}:D{last + 50}"})
    sheet.freeze_panes(_FIRST_ROW, style.FIRST_COLUMN + 1)


def _write_table(book: style.Book, sheet: style.Sheet, table: Table, content: PlanContent) -> None:
    """Write the rows of the content, framed, and blank ones to type in."""
    rows = content.tables.get(table.name, ())
    framed = len(rows) or min(table.rows, _FRAMED_ROWS)
    looks = [_cell_look(book, field, border=True) for field in table.fields]
    for column, field in enumerate(table.fields, style.FIRST_COLUMN):
        sheet.set_column(column, column, field.width, _cell_look(book, field, border=False))
    for index in range(framed):
        values: _Row = rows[index] if index < len(rows) else {}
        for column, (field, look) in enumerate(zip(table.fields, looks, strict=True), style.FIRST_COLUMN):
            position = (_FIRST_ROW + index, column)
            value = choice_word(field.choices, values.get(field.id, ""))
            number = field.kind == "number" and _NUMBER.fullmatch(value)
            sheet.put(*position, float(value) if number else value, look)
            _write_note(sheet, position, content.notes.get((table.name, index, field.id)), book)
        if values:
            texts = ((values.get(field.id, ""), field.width) for field in table.fields)
            sheet.set_row(_FIRST_ROW + index, style.texts_height(texts, book.font))
    last = _FIRST_ROW + len(rows) + table.rows - 1
    _add_rules(book, sheet, table, (_FIRST_ROW, last), framed)
    sheet.freeze_panes(_FIRST_ROW, style.FIRST_COLUMN + 1)


def _add_rules(
    book: style.Book, sheet: style.Sheet, table: Table, rows: tuple[int, int], framed: int
) -> None:
    """Add dropdowns, input messages, and the colours and frames that follow what is typed in 0-based rows."""
    first, last = rows
    right = _right_column(table)
    span = f"${column_letters(style.FIRST_COLUMN + 1)}{{row}}:${column_letters(right + 1)}{{row}}"
    # Yellow only in rows that somebody began: a blank form is not full of faults.
    used = f"COUNTA({span.format(row=first + 1)})>0"
    for column, field in enumerate(table.fields, style.FIRST_COLUMN):
        style.add_typing_help(sheet, rows, column, field)
        if field.required:
            blank = f"LEN(TRIM(${column_letters(column + 1)}{first + 1}))=0"
            style.add_colour(
                book, sheet, (first, column, last, column), f"AND({blank},{used})", _MISSING, stop=False
            )
    if first + framed <= last:
        below = f"COUNTA({span.format(row=first + framed + 1)})>0"
        frame = {"border": 1, "border_color": style.LINE}
        style.add_colour(
            book, sheet, (first + framed, style.FIRST_COLUMN, last, right), below, frame, stop=False
        )
    area = f"{column_letters(style.FIRST_COLUMN + 1)}{first + 1}:{column_letters(right + 1)}{last + 1}"
    sheet.ignore_errors({"number_stored_as_text": area})


def _cell_look(
    book: style.Book, field: Field, *, border: bool, valign: str = "top", indent: int = 0
) -> Format:
    """Return the look of a field's cells. Text cells are text for Excel too, so that "1.10", "ต.ค. 66" and
    a line that begins with "-" stay as they were typed."""
    # Scores are announced with two decimals.
    number = {"score": "0.00"}.get(field.id, "General") if field.kind == "number" else "@"
    frame = {"border": 1, "border_color": style.LINE} if border else {}
    align = {"align": "center"} if field.width <= _NARROW else {}
    return book.look(num_format=number, valign=valign, indent=indent, **frame, **align)


def _write_note(sheet: style.Sheet, cell: tuple[int, int], text: str | None, book: style.Book) -> None:
    if text:
        # A box does not grow, so it gets room for its text.
        lines = sum(1 + len(line) // _NOTE_LINE for line in text.split("\n"))
        size = {"width": _NOTE_WIDTH, "height": min(_NOTE_TALLEST, lines * _NOTE_PITCH + 12)}
        options = {"author": "ita-toolkit", "font_name": book.font, "font_size": 12, **size}
        sheet.write_comment(*cell, text, options)
