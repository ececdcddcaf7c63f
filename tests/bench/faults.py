"""What can be wrong with a row, a head or a sheet of a division workbook: one entry for each kind of fault.

A fault is typed over a clean, due row of a plain step (no rounds) in a month that has ended; `where` says
at which cell it is found: a field of that row, a key of the head, or "" for a finding without a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model.cells import cell_name
from toolkit.xlsx.sheet_data import SheetData
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, tables_of

Cells = dict[str, str]
TYPED = ("status", "percent", "action", "evidence", "reason")
NOT_STARTED, ONGOING, DONE = "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ"
CANNOT, NA = "ไม่สามารถดำเนินการได้", "ไม่เกี่ยวข้อง"
TOLD = "ตรวจเอกสารและเชิญผู้เกี่ยวข้องหารือแนวทาง"


@lru_cache(maxsize=16)
def _sheets(data: bytes) -> Mapping[str, SheetData]:
    return read_book(data).sheets


class Place:
    """One row of one month sheet in a division workbook as issued or filled, and the addresses around it."""

    def __init__(self, data: bytes, sheet: str, key: str) -> None:
        self.sheet = sheet
        self._sheets = _sheets(data)
        self.tables: Mapping[str, FoundTable] = {
            table.name: table for table in tables_of(self._sheets[sheet])
        }
        self.record = self.tables["status"].by_key[key]

    def row(self, field: str) -> str:
        return f"{self.sheet}!{self.record.cell(field)}"

    def key(self) -> str:
        return f"{self.sheet}!A{self.record.location.row}"

    def head(self, key: str) -> str:
        return f"{self.sheet}!{self.tables['month'].by_key[key].cell('value')}"

    def marker(self, table: str) -> str:
        return f"{self.sheet}!A{self.tables[table].marker_row}"

    def field(self, table: str, field: str) -> str:
        """Where a field's id stands."""
        letters = self.tables[table].records[0].cell(field).rstrip("0123456789")
        return f"{self.sheet}!{letters}{self.tables[table].marker_row}"

    def other_month(self) -> str:
        """The month of another sheet, as it is written there."""
        tables = (table for name, table in self._months() if name != self.sheet)
        return next(tables).by_key["month"].text("value")

    def month_markers(self) -> Cells:
        """Every marker and the field ids of every month sheet taken away: no month sheet is left."""
        cells: Cells = {}
        for name, _ in self._months():
            for table in tables_of(self._sheets[name]):
                marked = self._sheets[name].rows[table.marker_row]
                cells |= {f"{name}!{cell_name(table.marker_row, column)}": "" for column in marked}
        return cells

    def _months(self) -> Iterator[tuple[str, FoundTable]]:
        for name, sheet in self._sheets.items():
            yield from ((name, table) for table in tables_of(sheet) if table.name == "month")

    def meta(self, key: str) -> str:
        (table,) = tables_of(self._sheets["_meta"])
        return f"_meta!{table.by_key[key].cell('value')}"

    def expected(self, where: str) -> str:
        """The cell, without its sheet, at which a fault is found."""
        if not where:
            return ""
        place = self.row(where) if where in TYPED or where == "step" else self.head(where)
        return place.partition("!")[2]


@dataclass(frozen=True)
class Fault:
    """A kind of fault: the code that it has to be found by, where, and the cells that are typed anew."""

    code: str
    where: str
    cells: Callable[[Place], Cells]


def row(code: str, where: str, **typed: str) -> Fault:
    """A row with exactly this typed in it."""
    return Fault(code, where, lambda place: {place.row(field): typed.get(field, "") for field in TYPED})


def head(code: str, key: str, value: str) -> Fault:
    return Fault(code, key, lambda place: {place.head(key): value})


def month_typed(code: str, month: str) -> Fault:
    """Another month in the head: told of the sheet as a whole."""
    return Fault(code, "", lambda place: {place.head("month"): month})


def meta(code: str, key: str, value: str) -> Fault:
    return Fault(code, "", lambda place: {place.meta(key): value})


def going(percent: str, **more: str) -> dict[str, str]:
    return {"status": ONGOING, "percent": percent, "action": TOLD, **more}


_FOREIGN_STEP = "จัดซื้อเครื่องปรับอากาศสำหรับห้องประชุม"

ROW_ERRORS: tuple[Fault, ...] = (
    *(
        row("status-unknown", "status", status=word, action=TOLD)
        for word in ("ดีมาก", '"100%"', "✓", "ตามเอกสาร", "1", "x", "?")
    ),
    *(
        row("status-misspelt", "status", status=word, action=TOLD)
        for word in (
            *("ดำเนิการแล้วเสร็จ", "ดำเนินการแล้วเสร็จ (ครบ)", "อยู่ระหวางดำเนินการ", "ไม่แล้วเสร็จ", "ไม่ได้ดำเนินการ"),
            *("ยังไม่เสร็จ", "ไม่เกียวข้อง", "ดำเนินการ", "เกือบเสร็จ", "3. ดำเนินการแล้วเสร็จ"),
        )
    ),
    row("status-missing", "status", percent="40"),
    row("status-missing", "status", action=TOLD),
    row("status-missing", "status", reason="ไม่ได้รับงบประมาณ"),
    row("status-missing", "status", status="-", action=TOLD),
    *(
        row("percent-unreadable", "percent", **going(text))
        for text in ("ห้าสิบ", "ครึ่งหนึ่ง", '"50,0"', "40-50", "4/10", '"40.5.1"', "๔๐ หรือ ๕๐", "O")
    ),
    *(row("percent-as-date", "percent", **going(day)) for day in ("2024-05-10", "1900-02-19")),
    *(row("percent-format", "percent", **going(f"{number}00%")) for number in (2, 50, 95, 100)),
    *(
        row("percent-range", "percent", **going(number))
        for number in ("120", "-5", "1000", "120%", "๑๒๐", "ร้อยละ 101")
    ),
    *(
        row("percent-missing", "percent", **going(number))
        for number in ("", "-", "0", "100", "100%", "0.002")
    ),
    *(
        row("percent-conflict", "percent", status=DONE, percent=number, action=TOLD)
        for number in ("80", "0", "99.5%", "๕๐")
    ),
    *(
        row("percent-conflict", "percent", status=NOT_STARTED, percent=number)
        for number in ("10", "100", "0.5")
    ),
    row("reason-missing", "reason", status=CANNOT),
    row("reason-missing", "reason", status=CANNOT, percent="20", reason="-"),
    row("reason-missing", "reason", status=NA, action=TOLD),
    *(row("cell-error", "status", status=error) for error in ("#REF!", "#N/A")),
    row("cell-error", "percent", **going("#DIV/0!")),
    row("cell-error", "action", status=ONGOING, percent="40", action="#NAME?"),
    row("formula-uncached", "percent", **going("=F12")),
    row("formula-uncached", "action", status=ONGOING, percent="40", action="=A1&B1"),
)
"""Errors in one row."""

HEAD_ERRORS: tuple[Fault, ...] = (
    head("month-unsigned", "reporter", ""),
    head("month-unsigned", "reported_on", ""),
    *(
        head("reported-on-unreadable", "reported_on", text)
        for text in ("เมื่อวาน", "31 ก.พ. 2567", "32/1/2567", "5/13/2567", "สิ้นเดือน", "2567", "ม.ค. 2567", "ก")
    ),
    *(head("month-unreadable", "month", text) for text in ("เดือนหน้า", "13/2567", "")),
    Fault("month-doubled", "", lambda place: {place.head("month"): place.other_month()}),
    *(month_typed("month-other-year", month) for month in ("ธ.ค. 2567", "2566-09")),
)
"""Errors in the head of a month sheet."""

SHEET_ERRORS: tuple[Fault, ...] = (
    Fault("key-doubled", "", lambda place: {place.key(): _another_key(place)}),
    Fault("key-mismatch", "step", lambda place: {**_filled(place), place.row("step"): _FOREIGN_STEP}),
    Fault("marker-missing", "", lambda place: {place.marker("status"): ""}),
    Fault("marker-missing", "", lambda place: {place.marker("month"): "เดือน"}),
    Fault("field-missing", "", lambda place: {place.field("status", "percent"): "ร้อยละ"}),
    Fault("field-missing", "", lambda place: {place.field("status", "status"): ""}),
    Fault("field-doubled", "", lambda place: {place.field("status", "evidence"): "action"}),
    Fault("table-doubled", "", lambda place: {place.marker("outcomes"): "ita:status"}),
    Fault("no-months", "", lambda place: place.month_markers()),
)
"""Errors in the frame of a month sheet: what people break when they move, copy and delete."""

IDENTITY_ERRORS: tuple[Fault, ...] = (
    *(meta("kind-wrong", "kind", kind) for kind in ("plan", "rollup", "report")),
    meta("schema-unknown", "schema", "99"),
    *(meta("agency-other", "agency_code", code) for code in ("05990999", '""')),
    *(meta("year-other", "fiscal_year", year) for year in ("2566", "๒๕๖๘")),
    *(meta("division-not-in-plan", "division_code", code) for code in ("99", '""')),
    Fault("identity-missing", "", lambda place: {"_meta!A1": "", place.head("division_name"): "กองอื่น"}),
)
"""Workbooks of somebody else."""

ERRORS = (*ROW_ERRORS, *HEAD_ERRORS, *SHEET_ERRORS, *IDENTITY_ERRORS)


WARNINGS: tuple[Fault, ...] = (
    row("action-missing", "action", status=DONE),
    row("action-missing", "action", status=ONGOING, percent="40", action="-"),
    row("evidence-alone", "evidence", evidence="แฟ้มที่ 3"),
    *(head("reporter-odd", "reporter", name) for name in ("1", "ก", "-", "๒๓", ".")),
    *(head("reported-on-odd", "reported_on", day) for day in ("1/1/2560", "1/1/2599", "2015-05-01")),
    *(
        row("time-outside-year", "action", status=DONE, action=f"จัดประชุมชี้แจงเมื่อ{when} ครบทุกหมู่บ้าน")
        for when in ("เดือนกุมภาพันธ์ 2564", "วันที่ 15 มีนาคม ๒๕๖๕", " ม.ค. 66", "วันที่ 5/1/2565", "เดือนมกราคม 2022")
    ),
    Fault("key-unknown", "status", lambda place: {**_filled(place), place.key(): '"99.9"'}),
)
"""Warnings that look at one sheet alone."""

NOTES: tuple[Fault, ...] = (
    *(head("reported-on-year", "reported_on", day) for day in ("1967-04-05", "2567-04-05")),
    head("reported-on-serial", "reported_on", "45387"),
    *(
        row("status-variant", "status", status=word, percent="", action=TOLD)
        for word in ("แล้วเสร็จ", "เสร็จเรียบร้อย", "done", "ดำเนินการแล้ว")
    ),
    row("status-dash", "status", status="–"),
    *(row("percent-share", "percent", **going(share)) for share in ("0.5", '"0.25"', "๐.๔")),
    *(row("percent-wording", "percent", **going(text)) for text in ("ไม่น้อยกว่า 40%", "ประมาณ ๔๐")),
    *(
        row("evidence-local", "evidence", **going("40", evidence=path))
        for path in (r"D:\งาน ITA\สรุป.docx", r"\\server\ita\สรุป.pdf", "file:///C:/งาน/สรุป.pdf")
    ),
    *(
        row("evidence-link", "evidence", **going("40", evidence=link))
        for link in (
            "http//www.thungtuayang.example",
            "https:// www.thungtuayang.example/1",
            "htp://a.example",
        )
    ),
    row("text-repaired", "action", status=DONE, action="เเจ้งเวียนเเล้ว"),
    row("text-repaired", "action", status=DONE, action="ด\u0e4dาเนินการตามข้อ\u200bสั่งการ"),
    row("letter-foreign", "action", status=DONE, action="จัดประ\u0e8aุมคณะทำงาน"),
)
"""Notes that look at one sheet alone."""


def _filled(place: Place) -> Cells:
    """The row with something typed in it."""
    return {place.row(field): value for field, value in going("40").items()}


def _another_key(place: Place) -> str:
    """The key of another row, quoted so that it stays a text."""
    keys = place.tables["status"].by_key
    return f'"{next(key for key in keys if key != place.record.key)}"'
