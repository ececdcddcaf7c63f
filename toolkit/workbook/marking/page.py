"""What the sheet ผลตรวจ of a returned workbook says: its lines, its rows, and how high each must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.catalogue import describe, printable, severity_of
from toolkit.model.finding import SEVERITIES, Finding, Severity
from toolkit.thai.date_format import format_moment
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.workbook.division.pages import FINDINGS_FIELDS
from toolkit.workbook.row_height import row_height
from toolkit.workbook.style import BODY_SIZE

TITLE = "ผลตรวจแบบรายงาน"
TINTS: dict[Severity, str] = {"error": "#F4B0B4", "warning": "#FBE0BF"}
"""The fill of a cell by the gravest finding in it; a note tints nothing. Stronger than the pink and the
yellow with which the month sheets show what is wrong or missing."""
MENDED, STILL_OPEN, NEW = "แก้แล้ว", "ยังค้าง", "ใหม่"
_WHOLE_WIDTH = sum(each.width for each in FINDINGS_FIELDS)
_LEAST_HEIGHT = 27.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt of the same division: when it was looked at, which of its findings are mended, and
    which of those of today were there already."""

    at: dt.datetime
    mended: tuple[Finding, ...]
    still_open: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a workbook is returned: its division's name ("" unknown), its file, and all that was found."""

    division: str
    file: str
    checked_at: dt.datetime
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


def result_page(verdict: Verdict, marked: str) -> ResultPage:
    """The page of a verdict; `marked` says in a sentence where the marks are, or why there are none."""
    title = f"{TITLE} — {verdict.division}" if verdict.division else TITLE
    name = printable(verdict.file.rpartition("/")[2])
    file_line = f"ไฟล์ {name} · ตรวจเมื่อ {format_moment(verdict.checked_at)}"
    verdict_line = "\n".join(filter(None, (_counted(verdict), marked, _compared(verdict))))
    heights = (
        row_height([(file_line, _WHOLE_WIDTH)], BODY_SIZE),
        row_height([(verdict_line, _WHOLE_WIDTH)], BODY_SIZE, bold=True),
    )
    return ResultPage(title, file_line, verdict_line, tuple(_rows(verdict)), heights)


def note_text(findings: Iterable[Finding]) -> str:
    """All that is to be said of one cell, as its note says it."""
    pieces = []
    for each in findings:
        words = describe(replace(each, cell=""))
        label = SEVERITY_LABELS["th"][words.severity]
        pieces.append(f"{label}: {words.message}\nวิธีแก้: {words.advice}")
    return "\n\n".join(pieces)


def _counted(verdict: Verdict) -> str:
    severities = [severity_of(each) for each in verdict.findings]
    errors, warnings, notes = (severities.count(each) for each in SEVERITIES)
    others = ((warnings, "ข้อควรตรวจสอบ"), (notes, "หมายเหตุ"))
    more = " และ".join(f"{word} {count} ข้อ" for count, word in others if count)
    return f"ไฟล์นี้ยังไม่ผ่าน เพราะมี {errors} ข้อที่ต้องแก้ไข" + (f" นอกจากนี้มี{more}" if more else "")


def _compared(verdict: Verdict) -> str:
    before = verdict.before
    if before is None:
        return ""
    grave = [each for each in verdict.findings if severity_of(each) != "note"]
    still_open = sum(each in before.still_open for each in grave)
    counts = (
        f"{MENDED} {len(before.mended)} ข้อ {STILL_OPEN} {still_open} ข้อ {NEW} {len(grave) - still_open} ข้อ"
    )
    return f"เทียบกับครั้งก่อน ({format_moment(before.at)}): {counts}"


def _rows(verdict: Verdict) -> Iterable[ResultRow]:
    for number, each in enumerate(verdict.findings, 1):
        yield _row(str(number), each, _since(each, verdict.before), mended=False)
    for each in verdict.before.mended if verdict.before else ():
        yield _row("", each, MENDED, mended=True)


def _since(finding: Finding, before: Attempt | None) -> str:
    if before is None or severity_of(finding) == "note":
        return ""
    return STILL_OPEN if finding in before.still_open else NEW


def _row(number: str, finding: Finding, since: str, *, mended: bool) -> ResultRow:
    words = describe(replace(finding, cell=""))
    severity = since if mended else "\n".join(filter(None, (SEVERITY_LABELS["th"][words.severity], since)))
    sheet = printable(finding.sheet)
    texts = (number, severity, sheet, finding.cell, words.message, words.advice)
    widths = (each.width for each in FINDINGS_FIELDS)
    height = row_height(zip(texts, widths, strict=True), BODY_SIZE)
    return ResultRow(texts, words.severity, finding.sheet, finding.cell, mended, max(height, _LEAST_HEIGHT))
