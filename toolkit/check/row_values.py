"""Value rules of one status row: status, percent and the texts that a status asks for.

Contract: "Status, completion and reporting". A row in which nothing is typed is no news; a lone dash says
as much as a blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from toolkit.model.entry import Entry, Status
from toolkit.model.finding import Finding
from toolkit.model.plan import Step
from toolkit.thai.status_guess import likely_statuses
from toolkit.thai.words import BLANK_MARKS, STATUS_LABELS, parse_percent, parse_status
from toolkit.workbook.reading import CellError
from toolkit.workbook.tables_in import Record

TYPED_FIELDS = ("status", "percent", "action", "evidence", "reason")
ASKED_FOR = {"reason-missing": "reason", "action-missing": "action", "evidence-missing": "evidence"}
"""Findings about a text that a status asks for, and its field: asked of due rows only."""
_HUNDRED = Fraction(100)


def says(record: Record, fields: Iterable[str] = TYPED_FIELDS) -> bool:
    """Whether a row says anything in one of these fields: neither blank nor a dash."""
    return any(not _blank(record.text(field)) for field in fields)


class RowReading:
    """One row read into an entry (None where it has none or cannot be understood) with its findings."""

    def __init__(self, record: Record, step: Step | None) -> None:
        self._record = record
        self._step = step
        self.findings: list[Finding] = []
        self.touched = says(record)
        typed = self.touched or record.text("status")
        self.entry = self._read() if self._cells_sound() and typed else None

    def _add(self, code: str, field: str, found: str = "", expected: str = "") -> None:
        record = self._record
        self.findings.append(Finding(code, record.source.sheet, record.cell(field), found, expected))

    def _cells_sound(self) -> bool:
        record = self._record
        sound = True
        for field in TYPED_FIELDS:
            value = record.raw(field)
            if isinstance(value, CellError):
                self._add("cell-error", field, value.text)
                sound = False
            elif value is None and record.sheet.uncached and record.at(field) in record.sheet.uncached:
                self._add("formula-uncached", field)
                sound = False
        self.touched = self.touched or not sound
        return sound

    def _read(self) -> Entry | None:
        record = self._record
        percent, percent_sound = self._percent()
        status_text = record.text("status")
        if _blank(status_text):
            self._no_status(status_text, percent is not None or not percent_sound)
            return None
        parsed = parse_status(status_text)
        if parsed is None:
            self._unknown_status(status_text)
            return None
        status = cast(Status, parsed[0])
        if parsed[1]:
            self._add("status-variant", "status", status_text, STATUS_LABELS[status])
        if percent_sound:
            self._consistent(status, percent)
        self._texts(status)
        return Entry(
            record.key,
            status,
            percent,
            record.text("action"),
            record.text("evidence"),
            record.text("reason"),
            record.source,
        )

    def _no_status(self, text: str, percent_typed: bool) -> None:
        if percent_typed or says(self._record, ("action", "reason")):
            self._add("status-missing", "status")
        elif says(self._record, ("evidence",)):
            self._add("evidence-alone", "evidence")
        elif text:
            self._add("status-dash", "status", text)

    def _unknown_status(self, text: str) -> None:
        likely = likely_statuses(text)
        if likely:
            labels = (f"“{STATUS_LABELS[each]}”" for each in likely)
            self._add("status-misspelt", "status", text, " / ".join(labels))
        else:
            self._add("status-unknown", "status", text)

    def _percent(self) -> tuple[Fraction | None, bool]:
        """The percent typed (None where blank) and whether it could be understood."""
        record = self._record
        value, text = record.raw("percent"), record.text("percent")
        if _blank(text):
            return None, True
        if isinstance(value, dt.datetime):
            self._add("percent-as-date", "percent", text)
            return None, False
        in_percent_format = record.at("percent") in record.sheet.percents
        try:
            percent, remark = parse_percent(value, in_percent_format)
        except ValueError:
            self._add("percent-unreadable", "percent", text)
            return None, False
        shown = f"{float(percent):.10g}"
        if not 0 <= percent <= 100:
            if in_percent_format and isinstance(value, int) and 1 < value <= 100:
                self._add("percent-format", "percent", text, shown)
            else:
                self._add("percent-range", "percent", shown if in_percent_format else text)
            return None, False
        if remark is not None:
            self._add("percent-share" if remark == "share" else "percent-wording", "percent", text, shown)
        return percent, True

    def _consistent(self, status: Status, percent: Fraction | None) -> None:
        text = self._record.text("percent")
        if self._step is not None and self._step.every is not None:
            if percent is not None:
                self._add("percent-not-counted", "percent", text)
        elif status == "in_progress":
            if percent is None or not 1 <= percent <= 99:
                self._add("percent-missing", "percent", text or "–")
        elif (status == "done" and percent not in (None, _HUNDRED)) or (status == "not_started" and percent):
            self._add("percent-conflict", "percent", text, STATUS_LABELS[status])

    def _texts(self, status: Status) -> None:
        record = self._record
        if status in ("cannot", "na") and _blank(record.text("reason")):
            self._add("reason-missing", "reason", "", STATUS_LABELS[status])
        if status in ("in_progress", "done") and _blank(record.text("action")):
            self._add("action-missing", "action")
        needed = self._step is not None and self._step.evidence_required
        if status == "done" and needed and _blank(record.text("evidence")):
            self._add("evidence-missing", "evidence")


def _blank(text: str) -> bool:
    return not text or text in BLANK_MARKS
