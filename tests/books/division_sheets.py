"""Division workbooks for tests: made from a few steps, filled as people do, recalculated by LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import openpyxl
from loaded import loaded
from office_program import convert
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.books.division_state import DivisionContent
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Agency, Division, Every, Measure, Plan, Step
from toolkit.model.progress import assignments

MONTHS = fiscal_months(2567)
OCT, NOV, DEC, JAN, FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP = MONTHS
_NAMES = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
MONTH_OF = dict(zip(_NAMES, MONTHS, strict=True))
SHEETS = (
    *("ต.ค.66", "พ.ย.66", "ธ.ค.66", "ม.ค.67", "ก.พ.67", "มี.ค.67"),
    *("เม.ย.67", "พ.ค.67", "มิ.ย.67", "ก.ค.67", "ส.ค.67", "ก.ย.67"),
)
MINE = "02"


def step(
    key: str,
    *,
    weight: int = 1,
    due: Month | None = None,
    every: Every | None = None,
    first: Month | None = None,
    until: Month | None = None,
    evidence: bool = False,
    division: str = MINE,
) -> Step:
    measure_no, step_no = key.split(".")
    return Step(
        measure_no,
        step_no,
        f"ขั้นตอนที่ {key}",
        division_codes=(division,),
        due=due,
        every=every,
        first=first,
        until=until,
        weight=Fraction(weight),
        evidence_required=evidence,
    )


def plan_of(*measures: Measure) -> Plan:
    divisions = (
        Division("01", "สำนักปลัด"),
        Division(MINE, "กองคลัง"),
        Division("03", "กองพัสดุ", until=DEC, successor=MINE),
    )
    return Plan(Agency("6510101", "อบต.ตัวอย่าง", 2567), divisions, measures, digest="d1gest")


def measure_of(number: str, *steps: Step, start: Month = OCT) -> Measure:
    return Measure(number, f"มาตรการที่ {number}", start, SEP, steps=steps)


def content_of(plan: Plan, **changes: object) -> DivisionContent:
    mine = tuple(own for own in assignments(plan) if own.division_code == MINE)
    content = DivisionContent(plan=plan, division=plan.division_by_code[MINE], assignments=mine)
    return replace(content, **changes)  # type: ignore[arg-type]


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return loaded(data, values=values)


@dataclass(frozen=True)
class Found:
    """A table on a sheet, found by its marker: the column of each field and the row of each key."""

    sheet: Worksheet
    columns: Mapping[str, int]
    rows: Mapping[str, int]

    def cell(self, key: str, field_id: str) -> openpyxl.cell.Cell:
        return self.sheet.cell(self.rows[key], self.columns[field_id])


def find(sheet: Worksheet, marker: str) -> Found:
    column_a = [(row, sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)]
    start = next(row for row, value in column_a if value == marker)
    columns = {
        sheet.cell(start, column).value: column for column in range(2, 13) if sheet.cell(start, column).value
    }
    rows: dict[str, int] = {}
    for row, value in column_a[start:]:
        if isinstance(value, str) and value.startswith("ita:"):
            break
        if value is not None:
            rows[value] = row
    return Found(sheet, columns, rows)


def put(book: Workbook, month: Month, rows: Mapping[str, Mapping[str, object]], signed: str = "both") -> None:
    """Type into a month sheet: row key -> field id -> value; "1" alone is an outcome row."""
    sheet = book[SHEETS[MONTHS.index(month)]]
    top, status, outcomes = (find(sheet, f"ita:{name}") for name in ("month", "status", "outcomes"))
    if signed in ("both", "reporter"):
        top.cell("reporter", "value").value = "หัวหน้าฝ่ายบัญชี"
    if signed == "both":
        top.cell("reported_on", "value").value = "5 เม.ย. 2567"
    for key, fields in rows.items():
        for field_id, value in fields.items():
            (status if "." in key else outcomes).cell(key, field_id).value = value


def recalculated(books: Mapping[str, Workbook], soffice: str, folder: Path) -> dict[str, Workbook]:
    """The workbooks with every formula computed by LibreOffice (openpyxl drops the cached values)."""
    sources = {name: folder / f"book{number}.xlsx" for number, name in enumerate(books)}
    for name, source in sources.items():
        books[name].save(source)
    computed = {
        name: convert(soffice, source, folder / "out" / source.name) for name, source in sources.items()
    }
    return {name: loaded(path, values=True) for name, path in computed.items()}
