"""Workbooks as sparse as the contract allows: markers, field ids, keys and `_meta`, and what was typed.

No layout, no locks, no formulas: a reader that needs any of them is not reading by the contract.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from oracle.plan import Plan
from oracle.raw_cells import BANGKOK, SHORT, month_text

AGENCY, FISCAL_YEAR = "99999901", 2567
FIRST = FISCAL_YEAR * 12 - 3
DIVISION_FIELDS = (
    "division_code",
    "division_name",
    "aliases",
    "head_title",
    "email",
    "in_all",
    "until",
    "successor",
)
MEASURE_FIELDS = (
    *("measure_no", "label", "section", "issue_no", "measure", "refs", "start", "end", "period"),
    *("responsible", "monitoring", "expected", "weight"),
)
STEP_FIELDS = (
    *("measure_no", "step_no", "label", "step", "divisions", "unit", "due", "every", "from", "until"),
    *("weight", "evidence_required"),
)
EMPTY_TABLES = (
    ("scores", ("year", "item", "score", "level")),
    ("weaknesses", ("indicator", "issue_no", "weakness", "action", "measures")),
    ("texts", ("report", "measure_no", "field", "text")),
    ("signatories", ("order", "role", "name", "title")),
)
STATUS_FIELDS = ("measure", "step", "due", "previous", "status", "percent", "action", "evidence", "reason")
OUTCOME_FIELDS = ("measure", "result", "outcome", "problem", "suggestion")
SHEETS = [f"{SHORT[(9 + i) % 12]}{66 if i < 3 else 67}" for i in range(12)]


@dataclass(frozen=True)
class Shown:
    """A number or date in a cell with a number format."""

    value: float | dt.date
    shown: str


Typed = str | float | Shown
Cells = dict[str, Typed]
Table = tuple[str, tuple[str, ...], list[tuple[str, Cells]]]


@dataclass(frozen=True)
class MonthSheet:
    month: int
    head: Cells
    rows: tuple[tuple[str, Cells], ...]
    outcomes: tuple[tuple[str, Cells], ...] = ()


@dataclass(frozen=True)
class Sending:
    """A workbook and how it lies in the inbox; `modified` is the file's own time."""

    name: str
    division: str
    months: tuple[MonthSheet, ...]
    saved: dt.datetime
    modified: float
    agency: str = AGENCY

    def write(self, inbox: Path, plan: Plan) -> None:
        path = inbox / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        sheets = [(SHEETS[month.month - FIRST], _month_tables(month, plan)) for month in self.months]
        path.write_bytes(
            _workbook([*sheets, ("_meta", [_meta("division", self.division, self.agency)])], self.saved)
        )
        os.utime(path, (self.modified, self.modified))


def _meta(kind: str, division: str = "", agency: str = AGENCY) -> Table:
    says = {"kind": kind, "schema": "1", "agency_code": agency, "fiscal_year": str(FISCAL_YEAR)}
    says |= {"division_code": division} if division else {}
    return "meta", ("label", "value"), [(key, {"value": value}) for key, value in says.items()]


def _month_tables(sheet: MonthSheet, plan: Plan) -> list[Table]:
    head: list[tuple[str, Cells]] = [("month", {"value": month_text(sheet.month)})]
    head += [(key, {"value": value}) for key, value in sheet.head.items()]
    rows = [(key, {**_texts(key, plan), **cells}) for key, cells in sheet.rows]
    told = [(number, {"measure": f"มาตรการ {number}", **cells}) for number, cells in sheet.outcomes]
    return [
        ("month", ("label", "value"), head),
        ("status", STATUS_FIELDS, rows),
        ("outcomes", OUTCOME_FIELDS, told),
    ]


def _texts(key: str, plan: Plan) -> Cells:
    return {"measure": f"มาตรการ {key.split('.')[0]}", "step": f"ขั้นตอน {key}"} if key in plan.steps else {}


def _workbook(sheets: Iterable[tuple[str, list[Table]]], saved: dt.datetime) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": saved.astimezone(dt.UTC).replace(tzinfo=None)})
    for name, tables in sheets:
        sheet = book.add_worksheet(name)
        row = 0
        for table, fields, rows in tables:
            sheet.write_string(row, 0, f"ita:{table}")
            for column, field in enumerate(fields, 1):
                sheet.write_string(row, column, field)
                sheet.write_string(row + 1, column, "หัวตาราง")
            row += 2
            for key, cells in rows:
                if key:
                    sheet.write_string(row, 0, key)
                for column, field in enumerate(fields, 1):
                    if field in cells:
                        _write(book, sheet, row, column, cells[field])
                row += 1
    book.close()
    return stream.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Worksheet, row: int, column: int, value: Typed) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, Shown):
        number_format = book.add_format({"num_format": value.shown})
        write = sheet.write_datetime if isinstance(value.value, dt.date) else sheet.write_number
        write(row, column, value.value, number_format)
    else:
        sheet.write_number(row, column, value)


def plan_workbook(agency: Cells, divisions: list[Cells], measures: list[Cells], steps: list[Cells]) -> bytes:
    """A plan of these rows; the tables that no figure comes from are empty."""
    tables: list[tuple[str, Table]] = [
        (
            "หน่วยงาน",
            ("agency", ("label", "value"), [(key, {"value": value}) for key, value in agency.items()]),
        ),
        ("กอง", ("divisions", DIVISION_FIELDS, [("", division) for division in divisions])),
        ("มาตรการ", ("measures", MEASURE_FIELDS, [("", measure) for measure in measures])),
        ("ขั้นตอน", ("steps", STEP_FIELDS, [("", step) for step in steps])),
        *((name, (name, fields, [])) for name, fields in EMPTY_TABLES),
        ("_meta", _meta("plan")),
    ]
    return _workbook([(sheet, [table]) for sheet, table in tables], dt.datetime(2023, 9, 1, tzinfo=BANGKOK))
