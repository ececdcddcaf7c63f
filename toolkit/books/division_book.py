"""Making a division's workbook for the fiscal year, with the entries accepted so far carried over.

Every formula is issued with its value, so that viewers that do not calculate show it too.
"""

from __future__ import annotations

from collections import Counter

from toolkit.books.division_grid import (
    BLOCKS,
    CALC_SHEET,
    MONTHS,
    TOTALS,
    VARIANTS_COLUMN,
    FormulaValue,
    calc_column,
)
from toolkit.books.division_month import TITLE, DivisionMonthSheet
from toolkit.books.division_pages import frame_picture, write_findings, write_photos, write_removed
from toolkit.books.division_row import StatusRow
from toolkit.books.division_state import DivisionContent, DivisionState, OutcomeRow
from toolkit.books.division_summary import write_summary
from toolkit.books.guides import write_division_guide
from toolkit.model.plan import Division, Plan
from toolkit.thai.text import cut_to_bytes, file_name
from toolkit.thai.words import STATUS_LABELS, STATUS_VARIANTS
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.new_workbook import Book, write_lists, write_meta
from toolkit.xlsx.xml_trees import below, new_element


def make_division_workbook(content: DivisionContent) -> bytes:
    """Return the bytes of one division's workbook. Raises ValueError for a division without an assignment."""
    if not content.assignments:
        raise ValueError(f"division {content.division.division_code!r} has no assignment")
    state = DivisionState(content)
    agency = content.plan.agency
    book = Book(agency.font, title=f"{TITLE} {content.division.division_name} {agency.fiscal_year}")
    write_division_guide(book, state)
    for month in MONTHS:
        DivisionMonthSheet(book, state, month).write()
    write_summary(book, state)
    write_photos(book, content)
    write_findings(book, content)
    if content.removed:
        write_removed(book, content)
    write_lists(book)
    _write_calc(book, state)
    values = {
        "kind": "division",
        "agency_code": agency.agency_code,
        "fiscal_year": str(agency.fiscal_year),
        "division_code": content.division.division_code,
        "plan_digest": content.plan.digest,
    }
    # Last, so that the sheets which people see come first.
    write_meta(book, values)

    def edit(package: EditedPackage) -> None:
        # A paste takes the Normal style over: were it locked, what was pasted could not be mended.
        for normal in below(package.edit("xl/styles.xml"), "cellStyleXfs", "xf"):
            normal.set("applyProtection", "1")
            normal.append(new_element(normal, "protection", locked="0"))
        pictures = package.edit("xl/drawings/drawing1.xml").iter("{*}pic") if content.photos else ()
        for photo, picture in zip(content.photos, pictures, strict=True):
            frame_picture(picture, photo.framing)

    return book.finish(edit)


_MOST_BYTES = 210


def division_filename(division: Division, fiscal_year: int) -> str:
    """Return a file's name in outbox/, "<division_name>-<fiscal_year>.xlsx"; "_" for what Windows forbids."""
    return file_name(f"{cut_to_bytes(division.division_name, _MOST_BYTES)}-{fiscal_year}.xlsx")


def division_filenames(plan: Plan) -> dict[str, str]:
    """Return the names in outbox/ by division code; those that a disk takes for one get the code too."""
    names = {
        division.division_code: division_filename(division, plan.fiscal_year) for division in plan.divisions
    }
    # Windows and macOS do not tell A from a.
    times = Counter(name.casefold() for name in names.values())
    return {
        code: name if times[name.casefold()] == 1 else file_name(f"{name[: -len('.xlsx')]}-{code}.xlsx")
        for code, name in names.items()
    }


def _write_calc(book: Book, state: DivisionState) -> None:
    """Write and hide the sheet of helper cells, on which the month sheets and สรุป look everything up.

    One formula on a month sheet instead would pass Excel's limits (8,192 characters, 64 levels). A row has
    the same number on both sheets, so that the rules which colour a month's cells can look it up.
    """
    sheet = book.formula_sheet(CALC_SHEET)

    def put(row: int, column: int, formula: str | None, value: FormulaValue) -> None:
        if formula is not None:
            sheet.write_formula(row, column, f"={formula}", None, value)
        else:
            sheet.write_number(row, column, value)

    for at, (word, status) in enumerate(STATUS_VARIANTS.items()):
        sheet.write_string(at, VARIANTS_COLUMN, word)
        sheet.write_string(at, VARIANTS_COLUMN + 1, STATUS_LABELS[status])
    for block in BLOCKS:
        for month in range(13):
            sheet.write_string(0, calc_column(block, month), f"{block} {month}")
    rows: tuple[StatusRow | OutcomeRow, ...] = (*state.rows, *state.outcomes)
    for row in rows:
        sheet.write_string(row.row, 0, row.key)
        for month, (block, formula, value) in row.quantities():
            put(row.row, calc_column(block, month), formula, value)
    for totals in state.months:
        for at, formula, value in totals.signature_quantities():
            put(at, calc_column("missing", totals.month), formula, value)
        for name, formula, value in totals.quantities():
            put(state.grid.total_row(name), calc_column("code", totals.month), formula, value)
    for name in TOTALS:
        sheet.write_string(state.grid.total_row(name), 0, name)
    sheet.protect()
    sheet.hide()
