"""What the sheet ผลตรวจ of a returned workbook says: its lines, its rows, and how high each must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.books.division_pages import FINDINGS_FIELDS
from toolkit.messages.catalogue import as_request, describe, printable, severity_of
from toolkit.model.cells import cell_name
from toolkit.model.finding import SEVERITIES, Finding, Severity
from toolkit.thai.dates import format_moment
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.typeset.glyphs import BODY_FONT
from toolkit.xlsx.edited_package import MAIN, Tree, element_of, first_child, new_element
from toolkit.xlsx.edited_workbook import SHEET, Look, Styles, put, put_instead
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW
from toolkit.xlsx.new_workbook import BRAND, INK, MUTED, lines_height, stored_width, texts_height

TITLE = "ผลตรวจแบบรายงาน"
TINTS: dict[Severity, str] = {"error": "#F4B0B4", "warning": "#FBE0BF"}
"""The fill of a cell by the gravest finding in it; a note tints nothing. Stronger than the pink and the
yellow with which the month sheets show what is wrong or missing."""
MENDED, STILL_OPEN, NEW = "แก้แล้ว", "ยังค้าง", "ใหม่"
_WHOLE_WIDTH = sum(field.width for field in FINDINGS_FIELDS)
_LEAST_HEIGHT = 27.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt of the same division: when it was looked at, which of its findings are mended, and
    which of those of today were there already."""

    at: dt.datetime
    mended: tuple[Finding, ...]
    still_open: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """Why a workbook is returned: its division's name ("" unknown), its file, and all that was found."""

    division: str
    file: str
    as_of: dt.datetime
    findings: tuple[Finding, ...]
    before: Attempt | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: the texts of `FINDINGS_FIELDS`, the sheet and cell that it is about, and its height."""

    texts: tuple[str, ...]
    severity: Severity
    sheet: str
    cell: str
    mended: bool
    height: float


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The sheet: its title, the line on the file, the sentences on the verdict, and the rows; `heights`
    are those of the two lines."""

    title: str
    file_line: str
    verdict_line: str
    rows: tuple[ResultRow, ...]
    heights: tuple[float, float]


def result_page(returned: ReturnedWorkbook, marked: str, font: str = BODY_FONT) -> ResultPage:
    """Return the page of a returned workbook; `marked` says where the marks are, or why there are none."""
    before = returned.before
    title = f"{TITLE} — {returned.division}" if returned.division else TITLE
    name = printable(returned.file.rpartition("/")[2])
    file_line = f"ไฟล์ {name} · ตรวจเมื่อ {format_moment(returned.as_of)}"
    verdict_line = "\n".join(filter(None, (_counted(returned), marked, _compared(returned))))
    heights = (
        texts_height([(file_line, _WHOLE_WIDTH)], font),
        texts_height([(verdict_line, _WHOLE_WIDTH)], font, bold=True),
    )
    rows = [_row(str(number), finding, returned, font) for number, finding in enumerate(returned.findings, 1)]
    # Without a number: an officer counts what is left to do.
    mended = [_row("", finding, returned, font) for finding in (before.mended if before else ())]
    return ResultPage(title, file_line, verdict_line, (*rows, *mended), heights)


def _counted(returned: ReturnedWorkbook) -> str:
    severities = [severity_of(finding) for finding in returned.findings]
    errors, warnings, notes = map(severities.count, SEVERITIES)
    others = ((warnings, "ข้อควรตรวจสอบ"), (notes, "หมายเหตุ"))
    more = " และ".join(f"{word} {count} ข้อ" for count, word in others if count)
    asked = f"ไฟล์นี้ยังไม่ผ่าน โปรดแก้ไข {errors} ข้อ แล้วส่งใหม่"
    return asked + (f" นอกจากนี้มี{more}" if more else "")


def _compared(returned: ReturnedWorkbook) -> str:
    before = returned.before
    if before is None:
        return ""
    grave = [finding for finding in returned.findings if severity_of(finding) != "note"]
    still_open = sum(finding in before.still_open for finding in grave)
    counts = (
        f"{MENDED} {len(before.mended)} ข้อ {STILL_OPEN} {still_open} ข้อ {NEW} {len(grave) - still_open} ข้อ"
    )
    return f"เทียบกับครั้งก่อน ({format_moment(before.at)}): {counts}"


def _row(number: str, finding: Finding, returned: ReturnedWorkbook, font: str) -> ResultRow:
    """Return the row of a finding; one without a number is mended since the last attempt."""
    # The cell has a column of its own, with a link; the message need not name it again.
    words = describe(replace(finding, cell=""))
    before, mended = returned.before, not number
    since = ""
    if before and words.severity != "note":
        since = STILL_OPEN if finding in before.still_open else NEW
    severity = MENDED if mended else "\n".join(filter(None, (SEVERITY_LABELS["th"][words.severity], since)))
    sheet = printable(finding.sheet)
    texts = (number, severity, sheet, finding.cell, words.message, as_request(words.advice))
    widths = (field.width for field in FINDINGS_FIELDS)
    height = texts_height(zip(texts, widths, strict=True), font)
    return ResultRow(texts, words.severity, finding.sheet, finding.cell, mended, max(height, _LEAST_HEIGHT))


_HEADING = FINDINGS_HEADING_ROW + 1
_FIRST, _LAST = 2, 1 + len(FINDINGS_FIELDS)
_NARROW = frozenset(("order", "severity", "cell"))
_LINKED = ("sheet", "cell")
_TITLE = Look(bold=True, size=18, color=BRAND, wrapped=False, down="center")
_FILE_LINE = Look(color=MUTED, down="center")
_VERDICT_LINE = Look(bold=True, down="center")
_HEADINGS = Look(bold=True, color="#FFFFFF", fill=BRAND, framed=True, across="center", down="center")

LinkTargets = dict[tuple[str, str], str]
"""Where a link leads: (sheet, cell) as found -> cell as seen on that sheet."""


def blank_sheet() -> Tree:
    """Return a sheet ผลตรวจ set up and locked as an issued one, for a workbook that lost its own."""
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetFormatPr defaultRowHeight="24.75"/><sheetData/>'
        # In this element 0 means that a thing is allowed.
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"'
        ' autoFilter="0"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;Rหน้า &amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    )


def write_page(sheet: Tree, page: ResultPage, styles: Styles, targets: LinkTargets) -> None:
    """Replace the cells of ผลตรวจ; findings with a target are linked to it."""
    data = new_element(sheet, "sheetData")
    headings: _Cells = [
        (column, field.heading, _HEADINGS) for column, field in enumerate(FINDINGS_FIELDS, _FIRST)
    ]
    filled = {
        1: (32.0, [(_FIRST, page.title, _TITLE)]),
        2: (page.heights[0], _across(page.file_line, _FILE_LINE)),
        3: (page.heights[1], _across(page.verdict_line, _VERDICT_LINE)),
        _HEADING: (lines_height(1) + 4, headings),
    }
    links: list[tuple[str, str, str]] = []
    for number, row in enumerate(page.rows, _HEADING + 1):
        place = "" if row.mended else targets.get((row.sheet, row.cell), "")
        filled[number] = (row.height, _cells(row, linked=bool(place)))
        links += _links(number, row, place) if place else ()
    for number, (height, cells) in filled.items():
        data.append(_row_of_sheet(data, number, height, cells, styles))
    # Some readers believe the dimension, and would lose the rows beyond a stale one.
    last = cell_name(_HEADING + len(page.rows), _LAST)
    for xml in (f'<dimension ref="A1:{last}"/>', _VIEWS, _columns(styles.stretch), _MERGES):
        put_instead(sheet, element_of(xml), SHEET)
    put_instead(sheet, data, SHEET)
    for links_before in sheet.findall(f"{{{MAIN}}}hyperlinks"):
        sheet.remove(links_before)
    if links:
        made = new_element(sheet, "hyperlinks")
        for cell, place, words in links:
            made.append(new_element(made, "hyperlink", ref=cell, location=place, display=words))
        put(sheet, made, SHEET)


_Cells = Iterable[tuple[int, str, Look]]


def _across(text: str, look: Look) -> _Cells:
    """Return a text in a cell that is merged over the whole table."""
    return [(_FIRST, text, look), *((column, "", look) for column in range(_FIRST + 1, _LAST + 1))]


def _cells(row: ResultRow, *, linked: bool) -> _Cells:
    for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, row.texts, strict=True), _FIRST):
        tinted = field.id == "severity" and not row.mended
        link = linked and bool(text) and field.id in _LINKED
        yield (
            column,
            text,
            Look(
                bold=tinted,
                fill=TINTS.get(row.severity, "") if tinted else "",
                framed=True,
                across="center" if field.id in _NARROW else "",
                underlined=link,
                color=MUTED if row.mended else BRAND if link else INK,
            ),
        )


def _row_of_sheet(data: Tree, number: int, height: float, cells: _Cells, styles: Styles) -> Tree:
    row = new_element(data, "row", r=str(number), ht=f"{height:g}", customHeight="1")
    for column, text, look in cells:
        cell = new_element(row, "c", r=cell_name(number, column), s=styles.cell(look))
        if text:
            # Not in the shared strings: the officer's own table of them stays as it is, byte for byte.
            cell.set("t", "inlineStr")
            held = new_element(cell, "is")
            written = new_element(held, "t")
            # Without it Excel drops blanks and line feeds at the ends.
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            written.text = text
            held.append(written)
            cell.append(held)
        row.append(cell)
    return row


_BELOW, _FIRST_CELL = cell_name(_HEADING + 1, 1), cell_name(_HEADING + 1, _FIRST)
# The headings stay in sight, and this is the sheet that opens.
_VIEWS = (
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    f'<pane ySplit="{_HEADING}" topLeftCell="{_BELOW}" activePane="bottomLeft" state="frozen"/>'
    f'<selection pane="bottomLeft" activeCell="{_FIRST_CELL}" sqref="{_FIRST_CELL}"/>'
    "</sheetView></sheetViews>"
)
_MERGED = "".join(f'<mergeCell ref="{cell_name(row, _FIRST)}:{cell_name(row, _LAST)}"/>' for row in (2, 3))
_MERGES = f'<mergeCells count="2">{_MERGED}</mergeCells>'


def _columns(stretch: float) -> str:
    """Return the columns; a width counts digits of the book's default font, which may not be ours."""
    # Column A holds markers and keys, and is hidden as in an issued workbook.
    columns = ['<col min="1" max="1" width="10.7109375" hidden="1" customWidth="1"/>']
    for number, field in enumerate(FINDINGS_FIELDS, _FIRST):
        width = f"{stored_width(field.width) * stretch:.6g}"
        columns.append(f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>')
    return f"<cols>{''.join(columns)}</cols>"


def _links(number: int, row: ResultRow, place: str) -> list[tuple[str, str, str]]:
    """Return the links in a row: (the cell that they are on, where they lead, its words)."""
    # Quoted always: which names need no quotes differs between programs.
    sheet = "'" + row.sheet.replace("'", "''") + "'"
    return [
        (cell_name(number, column), f"{sheet}!{place}", text)
        for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, row.texts, strict=True), _FIRST)
        if field.id in _LINKED and text
    ]


def is_sheet(root: Tree) -> bool:
    """Return whether a part is a sheet of cells in the usual form."""
    return root.tag == f"{{{MAIN}}}worksheet" and first_child(root, "sheetData") is not None
