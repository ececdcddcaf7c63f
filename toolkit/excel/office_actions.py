"""What the buttons of the control workbook do with an office: calls of `toolkit.Office`, as in the commands.

An action turns a Request into an Answer. Nothing here decides anything about plans or submissions.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.api import Office
from toolkit.books.control_book import FINDINGS_HEADINGS, RESULT_SHEETS, TINTS_SHEET, make_answer_workbook
from toolkit.books.rollup_book import ROLLUP_FINDINGS_SHEET, finding_rows
from toolkit.books.table_sheet import PrintedValue, Shown
from toolkit.excel.engine import find_engines
from toolkit.messages.catalogue import describe, result_of, severity_of
from toolkit.model.finding import FileResult, Finding, Severity, UserError
from toolkit.model.month import Month
from toolkit.office.writing import fault_of
from toolkit.printing.export import export_files
from toolkit.report.kinds import KINDS, ReportKind
from toolkit.rollup.roll_up import RollUp
from toolkit.rollup.write import rollup_workbook
from toolkit.thai.dates import format_month, parse_month
from toolkit.thai.labels import format_percent
from toolkit.xlsx.new_workbook import MISSING_FILL, PROBLEM_FILL
from toolkit.xlsx.strict_reader import read_book

_PRINTED = (".xlsx", ".docx")
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_TINTS: Mapping[Severity, str] = {"error": PROBLEM_FILL, "warning": MISSING_FILL}
AnswerRows = Sequence[Sequence[PrintedValue]]


@dataclass(frozen=True)
class Request:
    """A button that was pressed: the office, the moment, and what stands in the cells of the control sheet.

    `month` and `report` are as typed, blank for the usual one; `file` is the workbook to check.
    """

    office: Office
    as_of: dt.datetime
    month: str = ""
    report: str = ""
    file: Path | None = None


@dataclass(frozen=True)
class Answer:
    """A message in Thai; `sheets` are rows by the name of a result sheet, `files` lie in the office folder.

    `tints` are for the workbook that was asked about: sheet, cell, #RRGGBB; None where none was checked.
    """

    message: str
    sheets: Mapping[str, AnswerRows] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    tints: tuple[tuple[str, str, str], ...] | None = None

    def as_workbook(self) -> bytes:
        """Return the workbook that the macros read."""
        sheets = dict(self.sheets)
        if self.tints is not None:
            sheets[TINTS_SHEET] = self.tints
        return make_answer_workbook(self.message, self.files, sheets)


def run_action(name: str, request: Request) -> Answer:
    """Do one of `ACTIONS`. What the user can mend becomes the answer; raises KeyError for an unknown name."""
    try:
        return ACTIONS[name](request)
    except (UserError, OSError) as error:
        finding = error.finding if isinstance(error, UserError) else fault_of(error)
        words = describe(finding, "th", "file")
        return Answer(f"{words.message}\n{words.advice}")


def _check(request: Request) -> Answer:
    results = request.office.check(as_of=request.as_of).files
    rejected = [result.file for result in results if result.verdict == "rejected"]
    title = f"ตรวจแล้ว {len(results)} ไฟล์ ไม่ผ่าน {len(rejected)} ไฟล์"
    lines = "".join(f"\n• {file}" for file in rejected[:8]) + ("\n…" if len(rejected) > 8 else "")
    return Answer(title + lines, findings_sheet(title, results))


def _check_file(request: Request) -> Answer:
    """Check one workbook and tint its cells; findings on the plan are listed too."""
    if request.file is None:
        raise UserError(Finding("no-book-named"))
    results = request.office.check(request.file, as_of=request.as_of).files
    # Excel may name the file by another way than the folder, as through a link.
    wanted = os.path.realpath(request.file)
    findings = [
        finding
        for result in results
        if os.path.realpath(request.office.root / result.file) == wanted
        for finding in result.findings
    ]
    counts = Counter(map(severity_of, findings))
    title = f"ตรวจ {request.file.name}: ต้องแก้ไข {counts['error']} ข้อ ควรตรวจดู {counts['warning']} ข้อ"
    return Answer(title, findings_sheet(title, results), tints=tints_of(findings))


def _distribute(request: Request) -> Answer:
    # Before the ledger grows, which makes the plan be read again.
    checked = request.office.check_plan()
    done = request.office.distribute(as_of=request.as_of)
    title = f"ทำแบบรายงานสำหรับแจก {len(done.workbooks)} ไฟล์ไว้ในโฟลเดอร์ outbox แล้ว โปรดส่งให้กองละหนึ่งไฟล์"
    results = (checked.result, result_of("outbox", "division", done.findings))
    return Answer(title, findings_sheet(title, results))


def _roll_up(request: Request) -> Answer:
    done = request.office.roll_up(month=_month(request.month), as_of=request.as_of)
    assert done.path is not None
    return Answer(
        f"{_figures(done)}\nสรุปผลอยู่ที่ {request.office.relative(done.path)} และในแผ่นถัดไปของสมุดงานนี้",
        result_sheets(done.path.read_bytes()),
    )


def _status(request: Request) -> Answer:
    status = request.office.status(month=_month(request.month), as_of=request.as_of)
    sheets = result_sheets(rollup_workbook(status))
    return Answer(f"{_figures(status)}\nจากข้อมูลที่รับไว้แล้ว ยังไม่ได้อ่านไฟล์ใหม่ใน inbox", sheets)


def _report(request: Request) -> Answer:
    office, month = request.office, _month(request.month)
    checked = office.check_plan()
    written = office.report(_kind(request.report), month=month, as_of=request.as_of)
    name = office.relative(written.path)
    title = f"ทำรายงานไว้ที่ {name} พร้อมบันทึกข้อความ {office.relative(written.memo)}"
    result = result_of(name, "report", written.findings)
    return Answer(title, findings_sheet(title, (checked.result, result)), (name,))


def _pdf(request: Request) -> Answer:
    """Print every report whose PDF is missing or older than itself."""
    files = [path for path in sorted(request.office.reports.glob("*")) if _needs_pdf(path)]
    if not files:
        return Answer("รายงานใน reports มี PDF ล่าสุดครบทุกไฟล์แล้ว")
    exported = export_files(files, find_engines())
    count = sum(bool(result.pdf) for result in exported)
    title = f"ทำ PDF ใน reports แล้ว {count} จาก {len(files)} ไฟล์"
    results = [
        result_of(request.office.relative(result.file), "report", result.findings) for result in exported
    ]
    return Answer(title, findings_sheet(title, results))


def _needs_pdf(path: Path) -> bool:
    if path.suffix not in _PRINTED or path.name.startswith(("~$", ".")):  # locks of Excel and LibreOffice
        return False
    pdf = path.with_suffix(".pdf")
    return not pdf.is_file() or pdf.stat().st_mtime < path.stat().st_mtime


ACTIONS: Mapping[str, Callable[[Request], Answer]] = {
    "check": _check,
    "distribute": _distribute,
    "rollup": _roll_up,
    "status": _status,
    "report": _report,
    "pdf": _pdf,
    "book-check": _check_file,
}
"""What each button asks for, by the name that the macros use."""


def _month(text: str) -> Month | None:
    """Read a month typed in any form; None for a blank one. Raises UserError."""
    try:
        return parse_month(text) if text.strip() else None
    except ValueError as error:
        raise UserError(Finding("typed-month-unreadable", found=text)) from error


def _kind(text: str) -> ReportKind:
    """Return the kind of report chosen by its Thai name or its id. Raises UserError."""
    for kind in KINDS.values():
        if text.strip() in (kind.th, kind.id):
            return kind.id
    names = " / ".join(kind.th for kind in KINDS.values())
    raise UserError(Finding("typed-report-unknown", found=text, expected=names))


def _figures(rolled: RollUp) -> str:
    figures = rolled.figures
    reporting = figures.reporting
    return (
        f"{format_month(figures.month, 'full')}: คืบหน้าร้อยละ {format_percent(figures.completion)} "
        f"(แล้วเสร็จ {figures.counts.steps_done} จาก {figures.counts.steps_total} ขั้นตอน)\n"
        f"ส่งรายงานแล้ว {reporting.received} จาก {reporting.expected} กอง"
        + "".join(f"\nรอแก้ไข: {file}" for file in rolled.open_files)
    )


def findings_sheet(title: str, results: Iterable[FileResult]) -> Mapping[str, AnswerRows]:
    """Return the sheet of findings: title, a blank row, headings, a row for each finding."""
    rows: list[Sequence[PrintedValue]] = [(title,), (), FINDINGS_HEADINGS]
    for row in finding_rows(results):
        rows.append([cell.value if isinstance(cell, Shown) else cell for cell in row])
    return {ROLLUP_FINDINGS_SHEET: rows}


def result_sheets(workbook: bytes) -> Mapping[str, AnswerRows]:
    """Read from a roll-up workbook the sheets that the control workbook shows."""
    book = read_book(workbook, wanted=RESULT_SHEETS.__contains__)
    sheets: dict[str, list[Sequence[PrintedValue]]] = {}
    for name, sheet in book.sheets.items():
        rows = sheets[name] = []
        # Blank rows keep their place: the answer looks like the sheet that it is taken from.
        for number in range(1, max(sheet.rows, default=0) + 1):
            values = sheet.rows.get(number, {})
            row = [values.get(column) for column in range(1, max(values, default=0) + 1)]
            rows.append([value if isinstance(value, int | float | None) else str(value) for value in row])
    return sheets


def tints_of(findings: Sequence[Finding]) -> tuple[tuple[str, str, str], ...]:
    """Return a tint for each cell with an error or a warning; a cell with both is tinted for the error."""
    tints: dict[tuple[str, str], str] = {}
    for severity, colour in _TINTS.items():  # errors first
        for finding in findings:
            if severity_of(finding) == severity and finding.sheet:
                for cell in _CELL.findall(finding.cell):
                    tints.setdefault((finding.sheet, cell), colour)
    return tuple((*cell, colour) for cell, colour in tints.items())
