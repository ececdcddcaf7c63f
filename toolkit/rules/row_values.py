"""Value rules of one status row: status, percent and the texts that a status asks for.

Contract: "Status, completion and reporting". A row in which nothing is typed is no news; a lone dash says
as much as a blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import cast

from toolkit.model.entry import Entry, Status
from toolkit.model.finding import Finding
from toolkit.model.plan import Step
from toolkit.thai.words import BLANK_MARKS, STATUS_LABELS, likely_statuses, parse_percent, parse_status
from toolkit.xlsx.sheet_data import CellError, CellValue
from toolkit.xlsx.tables import TableRow

TYPED_FIELDS = ("status", "percent", "action", "evidence", "reason")
ASKED_FOR = {"reason-missing": "reason", "action-missing": "action", "evidence-missing": "evidence"}
"""Findings about a text that a status asks for, and its field: asked of due rows only."""
_REMARKS = {None: "", "share": "percent-share", "wording": "percent-wording"}
_HUNDRED = Fraction(100)


def says(record: TableRow, fields: Iterable[str] = TYPED_FIELDS) -> bool:
    """Whether a row says anything in one of these fields: neither blank nor a dash."""
    return any(not _blank(record.text(field)) for field in fields if record.raw(field) is not None)


def entry_of(record: TableRow) -> Entry | None:
    """The entry of a row; None where it says nothing or cannot be understood (`RowReading` tells why)."""
    parsed = parse_status(record.text("status"))
    if parsed is None or next(_unsound(record), None):
        return None
    return _entry(record, parsed[0], _percent(record)[0])


def _entry(record: TableRow, status: str, percent: Fraction | None) -> Entry:
    action, evidence, reason = record.text("action"), record.text("evidence"), record.text("reason")
    return Entry(record.key, cast(Status, status), percent, action, evidence, reason, record.location)


def _unsound(record: TableRow) -> Iterator[tuple[str, str, str]]:
    """The typed cells whose value is not known: a finding's code, the field and what was found."""
    raw, uncached = record.raw, record.sheet.uncached
    for field in TYPED_FIELDS:
        value = raw(field)
        if value is None:
            if uncached and record.at(field) in uncached:
                yield "formula-uncached", field, ""
        elif type(value) is CellError:
            yield "cell-error", field, value.text


def _percent(record: TableRow) -> tuple[Fraction | None, str, str]:
    """The percent of a row (None where it is blank or not understood), the code of what is odd about it ("":
    nothing), and as what it was read."""
    value = record.raw("percent")
    if value is None or (isinstance(value, str) and _blank(record.text("percent"))):
        return None, "", ""
    in_percent_format = record.at("percent") in record.sheet.percents
    if isinstance(value, str):
        return _percent_of(value, in_percent_format)
    return _percent_of_number(value, in_percent_format)


def _percent_of(value: CellValue, in_percent_format: bool) -> tuple[Fraction | None, str, str]:
    if isinstance(value, dt.datetime):
        return None, "percent-as-date", ""
    try:
        percent, remark = parse_percent(value, in_percent_format)
    except ValueError:
        return None, "percent-unreadable", ""
    if 0 <= percent <= 100:
        return percent, _REMARKS[remark], f"{float(percent):.10g}" if remark else ""
    meant = in_percent_format and isinstance(value, int) and 1 < value <= 100
    return None, "percent-format" if meant else "percent-range", f"{float(percent):.10g}"


_percent_of_number = lru_cache(maxsize=1024, typed=True)(_percent_of)  # nearly all are one of a hundred


class RowReading:
    """One row read into an entry (None where it has none or cannot be understood) with its findings."""

    def __init__(self, record: TableRow, step: Step | None) -> None:
        self._record = record
        self._step = step
        self.findings: list[Finding] = []
        for code, field, found in _unsound(record):
            self._add(code, field, found)
        self.touched = bool(self.findings) or says(record)
        typed = self.touched or record.text("status")
        self.entry = self._read() if typed and not self.findings else None

    def _add(self, code: str, field: str, found: str = "", expected: str = "") -> None:
        record = self._record
        self.findings.append(Finding(code, record.sheet.name, record.cell(field), found, expected))

    def _read(self) -> Entry | None:
        record = self._record
        percent, odd, shown = _percent(record)
        if odd:
            self._odd_percent(odd, shown)
        understood = percent is not None or not odd
        status_text = record.text("status")
        if _blank(status_text):
            self._no_status(status_text, percent is not None or not understood)
            return None
        parsed = parse_status(status_text)
        if parsed is None:
            self._unknown_status(status_text)
            return None
        status = parsed[0]
        if parsed[1]:
            self._add("status-variant", "status", status_text, STATUS_LABELS[status])
        if understood:
            self._consistent(status, percent)
        self._texts(status)
        return _entry(record, status, percent)

    def _odd_percent(self, code: str, shown: str) -> None:
        record = self._record
        if code == "percent-range":
            in_percent_format = record.at("percent") in record.sheet.percents
            self._add(code, "percent", shown if in_percent_format else record.text("percent"))
        else:
            self._add(code, "percent", record.text("percent"), shown)

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

    def _consistent(self, status: str, percent: Fraction | None) -> None:
        text = self._record.text("percent")
        if self._step is not None and self._step.every is not None:
            if percent is not None:
                self._add("percent-not-counted", "percent", text)
        elif status == "in_progress":
            if percent is None or not 1 <= percent <= 99:
                self._add("percent-missing", "percent", text or "–")
        elif (status == "done" and percent not in (None, _HUNDRED)) or (status == "not_started" and percent):
            self._add("percent-conflict", "percent", text, STATUS_LABELS[status])

    def _texts(self, status: str) -> None:
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
