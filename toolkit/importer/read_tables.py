"""Reading a text table (.csv, .tsv): its encoding, its delimiter and its quotes, none guessed silently."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Literal

from toolkit.importer.document import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    SHOWN_LIMIT,
    Place,
    SourceDocument,
    SourceTable,
    tidy,
)
from toolkit.model.cells import cell_name
from toolkit.thai.dates import format_date, parse_date
from toolkit.xlsx.foreign_sheets import ForeignSheet, read_foreign
from toolkit.xlsx.sheet_data import RefusedError

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 64_000
"""Characters that the choice of the delimiter looks at."""
_LONGEST_FIELD = 200_000
"""Characters of one cell; more is a quotation mark that was never closed."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(data: bytes, name: str, kind: str = "csv") -> SourceDocument:
    """Read the bytes of a text table as one table of text. Raises RefusedError.

    Every cell stays text. A quotation mark without its partner is refused with its line, for it would
    swallow the rest of the file.
    """
    text, notes = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # UTF-16 without a byte order mark, or no text at all.
    if "\0" in text:
        raise RefusedError("import-file-unknown")
    delimiter = delimiter_of(text, "\t" if kind == "tsv" else ",")
    rows = [[tidy(cell).strip() for cell in row] for row in _rows(text, delimiter)]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise RefusedError("import-file-empty")
    width = max(len(row) - _blank_tail(row) for row in rows)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise RefusedError("import-file-too-long", found=f"{len(rows):,} × {width:,}", expected=SHOWN_LIMIT)
    grid = tuple((*row[:width], *[""] * (width - len(row))) for row in rows)
    return SourceDocument(name, kind, (), (SourceTable(1, 0, grid, first_cell="A1"),), notes)


def decoded(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of the bytes, and a note where the encoding had to be guessed: a byte order mark says it,
    else it is strict UTF-8, else Windows-874, which holds TIS-620. Raises RefusedError."""
    if data.startswith(_UTF16):
        encodings = ["utf-16"]
    else:
        # Windows-874 takes almost any bytes and goes last; Thai in it is hardly ever valid UTF-8.
        encodings = ["utf-8-sig"] if data.startswith(codecs.BOM_UTF8) else ["utf-8", "cp874"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        guessed = encoding == "cp874"
        return text, ((("import-file-encoding-guessed", "Windows-874 (TIS-620)"),) if guessed else ())
    raise RefusedError("import-file-encoding")


def delimiter_of(text: str, preferred: str) -> str:
    """The delimiter that splits most lines into equally many cells, two at least; `preferred` on a tie.

    `csv.Sniffer` judges by single characters and takes a letter of Thai text for a delimiter.
    """
    sample = text[:_SAMPLE]
    # The last line of the sample is cut off, and would count too few cells.
    if len(text) > _SAMPLE:
        sample = sample.rpartition("\n")[0] or sample
    scores = {each: _score(sample, each) for each in _DELIMITERS}
    return max(_DELIMITERS, key=lambda each: (scores[each], each == preferred))


def _score(sample: str, delimiter: str) -> float:
    """The share of rows that have the commonest number of cells (above one), with a little for more cells."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True):
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        # The end of the sample may cut a quoted cell in two, which is no fault of the file.
        if not widths:
            return 0.0
    split = [(count, width) for width, count in widths.items() if width > 1]
    if not split:
        return 0.0
    count, width = max(split)
    return count / widths.total() + min(width, MAX_COLUMNS) / 1000


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            # A cell may hold line ends: the line to name is where the row that fails begins.
            line = reader.line_num + 1
            if len(rows) > MAX_ROWS + 1 and any(row):
                raise RefusedError("import-file-too-long", found=f"> {MAX_ROWS:,}", expected=SHOWN_LIMIT)
    except csv.Error as error:
        raise RefusedError("import-file-quote", found=str(line)) from error
    return rows


def _blank_tail(row: list[str]) -> int:
    """How many cells at the end of a row are blank."""
    count = 0
    for cell in reversed(row):
        if cell:
            break
        count += 1
    return count


_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED_CELLS = 8
"""How many cells one note names."""


def read_workbook(data: bytes, name: str, kind: Literal["xlsx", "xls", "ods"]) -> SourceDocument:
    """Read the bytes of an .xlsx (.xlsm), .xls or .ods. Raises RefusedError.

    Titles above a table stay rows of its grid. Hidden sheets are left out with a note, blank ones
    without; a merged cell's text stands in every place that it covers.
    """
    tables: list[SourceTable] = []
    notes: list[tuple[str, str]] = []
    left_out: list[str] = []
    cells = 0
    for sheet in read_foreign(data, kind):
        if sheet.hidden:
            notes += [("import-file-sheet-hidden", sheet.name)] if sheet.texts else []
            continue
        if sheet.uncached:
            notes.append(("import-file-no-stored-value", _named(sheet)))
        if not sheet.texts:
            continue
        height, width = _size(sheet)
        cells += height * width
        if height > MAX_ROWS or width > MAX_COLUMNS or cells > MAX_CELLS:
            # A giant that is left out must not use up the room of the sheets behind it.
            cells -= height * width
            left_out.append(f"{sheet.name} ({height:,} × {width:,})")
        else:
            tables.append(_table(sheet, len(tables) + 1))
    if left_out and not tables:
        raise RefusedError("import-file-too-long", found=left_out[0], expected=SHOWN_LIMIT)
    notes += (("import-file-table-left-out", each) for each in left_out)
    return SourceDocument(name, kind, (), tuple(tables), tuple(notes))


def _named(sheet: ForeignSheet) -> str:
    names = ", ".join(cell_name(*place) for place in sheet.uncached[:_NAMED_CELLS])
    return f"{sheet.name}!{names}{' …' if len(sheet.uncached) > _NAMED_CELLS else ''}"


def _shown(text: str) -> str:
    """A date cell's text as Thai readers know it, "1 ต.ค. 66"; every other text as it is."""
    if not _DATE.fullmatch(text):
        return text
    try:
        return format_date(parse_date(text), "short")
    except ValueError:
        return text


def _corners(sheet: ForeignSheet) -> tuple[Place, Place]:
    """The first and the last 1-based place of what is filled."""
    rows = [row for row, _ in sheet.texts]
    columns = [column for _, column in sheet.texts]
    return (min(rows), min(columns)), (max(rows), max(columns))


def _size(sheet: ForeignSheet) -> tuple[int, int]:
    (top, left), (bottom, right) = _corners(sheet)
    return bottom - top + 1, right - left + 1


def _table(sheet: ForeignSheet, number: int) -> SourceTable:
    (top, left), (bottom, right) = _corners(sheet)
    rows = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for (row, column), text in sheet.texts.items():
        rows[row - top][column - left] = _shown(tidy(text).strip())
    anchors: dict[Place, Place] = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merges:
        if not (top <= first_row <= bottom and left <= first_column <= right):
            continue
        first = first_row - top, first_column - left
        for row in range(first[0], min(last_row, bottom) - top + 1):
            for column in range(first[1], min(last_column, right) - left + 1):
                # Some programs leave a text under a merged cell: Excel hides it, but somebody typed it.
                if (row, column) != first and not rows[row][column] and first not in anchors:
                    anchors[row, column] = first
    for (row, column), (anchor_row, anchor_column) in anchors.items():
        rows[row][column] = rows[anchor_row][anchor_column]
    return SourceTable(
        number,
        number - 1,
        tuple(map(tuple, rows)),
        dict(sorted(anchors.items())),
        sheet.name,
        cell_name(top, left),
    )
