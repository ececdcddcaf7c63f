"""The sheet ผลตรวจ of a returned workbook: what was found, where, and how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.books.division_pages import FINDINGS_FIELDS, head_locked_table
from toolkit.messages.catalogue import as_request, describe, printable, severity_of
from toolkit.model.finding import SEVERITIES, Finding, Severity
from toolkit.thai.dates import format_moment
from toolkit.thai.labels import SEVERITY_LABELS
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW, FINDINGS_SHEET
from toolkit.xlsx.new_workbook import (
    BRAND,
    FIRST_COLUMN,
    INK,
    INPUT_FILL,
    MUTED,
    Book,
    Sheet,
    texts_height,
    write_title,
)

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


_HEADING = FINDINGS_HEADING_ROW
_FIRST, _LAST = FIRST_COLUMN, FIRST_COLUMN + len(FINDINGS_FIELDS) - 1
_NARROW = frozenset(("order", "severity", "cell"))
_LINKED = ("sheet", "cell")

LinkTargets = Mapping[tuple[str, str], str]
"""Where a link leads: (sheet, cell) as found -> cell as seen on that sheet."""


def result_book(returned: ReturnedWorkbook, marked: str, font: str, targets: LinkTargets) -> Book:
    """Return a workbook, not finished yet, of the sheet ผลตรวจ alone.

    `marked` says where the marks are, or why there are none; findings with a target are linked to it.
    """
    title = f"{TITLE} — {returned.division}" if returned.division else TITLE
    book = Book(font, title=title)
    sheet = book.sheet(FINDINGS_SHEET)
    sheet.hide_gridlines(2)
    write_title(book, sheet, title)
    name = printable(returned.file.rpartition("/")[2])
    file_line = f"ไฟล์ {name} · ตรวจเมื่อ {format_moment(returned.as_of)}"
    verdict_line = "\n".join(filter(None, (_counted(returned), marked, _compared(returned))))
    for row, (text, bold) in enumerate(((file_line, False), (verdict_line, True)), 1):
        look = book.look(bold=bold, font_color=INK if bold else MUTED, valign="vcenter")
        sheet.span(row, _FIRST, _LAST, text, look)
        sheet.set_row(row, texts_height([(text, _WHOLE_WIDTH)], font, bold=bold))
    head_locked_table(book, sheet, FINDINGS_FIELDS)
    findings = [(str(number), finding) for number, finding in enumerate(returned.findings, 1)]
    # Without a number: an officer counts what is left to do.
    findings += [("", finding) for finding in (returned.before.mended if returned.before else ())]
    for row, (number, finding) in enumerate(findings, _HEADING + 1):
        target = targets.get((finding.sheet, finding.cell), "") if number else ""
        _write_finding(book, sheet, row, (number, finding, target), returned.before)
    sheet.set_selection(_HEADING + 1, _FIRST, _HEADING + 1, _FIRST)
    return book


def _write_finding(
    book: Book, sheet: Sheet, row: int, numbered: tuple[str, Finding, str], before: Attempt | None
) -> None:
    """Write the row of a finding; one without a number is mended since the last attempt."""
    number, finding, target = numbered
    # The cell has a column of its own, with a link; the message need not name it again.
    words = describe(replace(finding, cell=""))
    since = ""
    if before and words.severity != "note":
        since = STILL_OPEN if finding in before.still_open else NEW
    said = "\n".join(filter(None, (SEVERITY_LABELS["th"][words.severity], since))) if number else MENDED
    place = (printable(finding.sheet), finding.cell)
    texts = (number, said, *place, words.message, as_request(words.advice))
    # Quoted always: which names need no quotes differs between programs.
    quoted = finding.sheet.replace("'", "''")
    for column, (field, text) in enumerate(zip(FINDINGS_FIELDS, texts, strict=True), _FIRST):
        looks: dict[str, object] = {"font_color": INK if number else MUTED}
        if field.id in _NARROW:
            looks["align"] = "center"
        if field.id == "severity" and number:
            looks |= {"bold": True, "bg_color": TINTS.get(words.severity, INPUT_FILL)}
        if target and text and field.id in _LINKED:
            link = book.framed(**{**looks, "underline": 1, "font_color": BRAND})
            sheet.write_url(row, column, f"internal:'{quoted}'!{target}", link, text)
        else:
            sheet.put(row, column, text, book.framed(**looks))
    widths = (field.width for field in FINDINGS_FIELDS)
    sheet.set_row(row, max(texts_height(zip(texts, widths, strict=True), book.font), _LEAST_HEIGHT))


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
