"""Writing the sheet ผลตรวจ into a workbook: its cells are ours, its page setup and lock stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from toolkit.model.source import cell_name
from toolkit.workbook.division.pages import FINDINGS_FIELDS, FINDINGS_HEADING_ROW
from toolkit.workbook.marking.page import TINTS, ResultPage, ResultRow
from toolkit.workbook.marking.parts import MAIN, Tree, child, new
from toolkit.workbook.marking.sequence import SHEET, put_instead
from toolkit.workbook.marking.styles import Look, Styles
from toolkit.workbook.row_height import row_height, stored_width
from toolkit.workbook.style import BODY_SIZE, BRAND, INK, MUTED

_HEADING = FINDINGS_HEADING_ROW + 1
_FIRST, _LAST = 2, 1 + len(FINDINGS_FIELDS)
_NARROW = frozenset(("order", "severity", "cell"))
_LINKED = ("sheet", "cell")
_TITLE = Look(bold=True, size=18, color=BRAND, wrapped=False, down="center")
_FILE_LINE = Look(color=MUTED, down="center")
_VERDICT_LINE = Look(bold=True, down="center")
_HEADINGS = Look(bold=True, color="#FFFFFF", fill=BRAND, framed=True, across="center", down="center")

Places = dict[tuple[str, str], str]
"""Where a link leads: (sheet, cell) as found -> cell as seen on that sheet."""


def blank_sheet() -> Tree:
    """A sheet ผลตรวจ with the page setup and lock of an issued one, for a workbook that lost its own."""
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetFormatPr defaultRowHeight="24.75"/><sheetData/>'
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"'
        ' autoFilter="0"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;Rหน้า &amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    )


def write_page(sheet: Tree, page: ResultPage, styles: Styles, places: Places) -> None:
    """Replace the cells of ผลตรวจ; what has a place in `places` is linked to it."""
    data = new(sheet, "sheetData")
    filled = {
        1: (32.0, [(_FIRST, page.title, _TITLE)]),
        2: (page.heights[0], _across(page.file_line, _FILE_LINE)),
        3: (page.heights[1], _across(page.verdict_line, _VERDICT_LINE)),
        _HEADING: (row_height([("", 99.0)], BODY_SIZE) + 4, _headings()),
    }
    links: list[tuple[str, str, str]] = []
    for number, row in enumerate(page.rows, _HEADING + 1):
        place = "" if row.mended else places.get((row.sheet, row.cell), "")
        filled[number] = (row.height, _cells(row, linked=bool(place)))
        links += _links(number, row, place) if place else ()
    for number, (height, cells) in filled.items():
        data.append(_row(data, number, height, cells, styles))
    last = cell_name(_HEADING + len(page.rows), _LAST)
    put_instead(sheet, new(sheet, "dimension", ref=f"A1:{last}"), SHEET)
    put_instead(sheet, _views(sheet), SHEET)
    put_instead(sheet, _columns(sheet, styles.stretch), SHEET)
    put_instead(sheet, data, SHEET)
    put_instead(sheet, _merges(sheet), SHEET)
    for each in sheet.findall(f"{{{MAIN}}}hyperlinks"):
        sheet.remove(each)
    if links:
        put_instead(sheet, _hyperlinks(sheet, links), SHEET)


_Cells = Iterable[tuple[int, str, Look]]


def _across(text: str, look: Look) -> _Cells:
    """A text in a cell that is merged over the whole table."""
    return [(_FIRST, text, look), *((column, "", look) for column in range(_FIRST + 1, _LAST + 1))]


def _headings() -> _Cells:
    return [(column, each.heading, _HEADINGS) for column, each in enumerate(FINDINGS_FIELDS, _FIRST)]


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


def _row(data: Tree, number: int, height: float, cells: _Cells, styles: Styles) -> Tree:
    row = new(data, "row", r=str(number), ht=f"{height:g}", customHeight="1")
    for column, text, look in cells:
        cell = new(row, "c", r=cell_name(number, column), s=styles.cell(look))
        if text:
            cell.set("t", "inlineStr")
            held = new(cell, "is")
            written = new(held, "t")
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            written.text = text
            held.append(written)
            cell.append(held)
        row.append(cell)
    return row


def _views(sheet: Tree) -> Tree:
    """The headings stay in sight, and this is the sheet that opens."""
    views = new(sheet, "sheetViews")
    view = new(views, "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    below = cell_name(_HEADING + 1, 1)
    frozen = {"ySplit": str(_HEADING), "topLeftCell": below, "activePane": "bottomLeft", "state": "frozen"}
    view.append(new(view, "pane", **frozen))
    first = cell_name(_HEADING + 1, _FIRST)
    view.append(new(view, "selection", pane="bottomLeft", activeCell=first, sqref=first))
    views.append(view)
    return views


def _columns(sheet: Tree, stretch: float) -> Tree:
    columns = new(sheet, "cols")
    columns.append(new(columns, "col", min="1", max="1", width="10.7109375", hidden="1", customWidth="1"))
    for number, each in enumerate(FINDINGS_FIELDS, _FIRST):
        width = f"{stored_width(each.width) * stretch:.6g}"
        columns.append(new(columns, "col", min=str(number), max=str(number), width=width, customWidth="1"))
    return columns


def _merges(sheet: Tree) -> Tree:
    merges = new(sheet, "mergeCells", count="2")
    for row in (2, 3):
        area = f"{cell_name(row, _FIRST)}:{cell_name(row, _LAST)}"
        merges.append(new(merges, "mergeCell", ref=area))
    return merges


def _links(number: int, row: ResultRow, place: str) -> list[tuple[str, str, str]]:
    """The links in a row: (the cell that they are on, where they lead, its words)."""
    sheet = "'" + row.sheet.replace("'", "''") + "'"
    return [
        (cell_name(number, column), f"{sheet}!{place}", text)
        for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, row.texts, strict=True), _FIRST)
        if field.id in _LINKED and text
    ]


def _hyperlinks(sheet: Tree, links: Iterable[tuple[str, str, str]]) -> Tree:
    made = new(sheet, "hyperlinks")
    for cell, place, words in links:
        made.append(new(made, "hyperlink", ref=cell, location=place, display=words))
    return made


def is_sheet(root: Tree) -> bool:
    """Whether a part is a sheet of cells in the usual form."""
    return root.tag == f"{{{MAIN}}}worksheet" and child(root, "sheetData") is not None
