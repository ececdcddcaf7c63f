"""Value rules of one status row: status, percent and the texts that a status asks for.

Contract: "Status, completion and reporting". Which percent fits a status and which texts it asks for stands
in `toolkit.books.division_rules`, beside the formulas of the workbook. A row in which nothing is typed is no
news; a lone dash says as much as a blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import cast

from toolkit.books.division_rules import NEEDS_PERCENT, percent_fits, texts_asked_for
from toolkit.model.entry import Entry, Status
from toolkit.model.finding import Finding
from toolkit.model.links import join_address
from toolkit.model.plan import Step
from toolkit.thai.dates import format_date, parse_date
from toolkit.thai.words import BLANK_MARKS, STATUS_LABELS, likely_statuses, parse_percent, parse_status
from toolkit.xlsx.number_text import shown_otherwise, shown_text
from toolkit.xlsx.sheet_data import CellError, CellValue
from toolkit.xlsx.tables import TableRow

TYPED_FIELDS = ("status", "percent", "action", "evidence", "reason")
TEXT_CODES: Mapping[str, str] = {
    "action": "action-missing",
    "evidence": "evidence-missing",
    "reason": "reason-missing",
}
"""The finding about each text that a status asks for: asked of due rows only."""
_POWERS_OF_TEN = 1e15
"""From here on Python writes a number with a power of ten."""
_REMARKS = {None: "", "share": "percent-share", "wording": "percent-wording"}


def says_something(record: TableRow, fields: Iterable[str] = TYPED_FIELDS) -> bool:
    """Return whether a row says anything in one of these fields: neither blank nor a dash."""
    return any(not is_blank(record.text(field)) for field in fields if record.raw(field) is not None)


def is_blank(text: str) -> bool:
    """Return whether a clean text says nothing."""
    return not text or text in BLANK_MARKS


def typed_text(record: TableRow, field: str) -> str:
    """Return what stands in a cell for texts, as people read it: a number as its cell shows it, a date that a
    program made of it in Thai, a long number with all its digits."""
    value = record.raw(field)
    if (isinstance(value, dt.datetime) or type(value) in (int, float)) and record.sheet.formats:
        code = record.sheet.formats.get(record.at(field))
        if code and (shown := shown_text(cast(float, value), code)) is not None:
            return shown
    if isinstance(value, dt.datetime):
        with suppress(ValueError):
            return format_date(parse_date(value), "short")
    if isinstance(value, float) and value.is_integer() and abs(value) >= _POWERS_OF_TEN:
        return f"{Decimal(repr(value)):f}"
    return record.text(field)


# Nearly all are one of a hundred. Typed: 50 and 50.0 are one key otherwise, and only the whole number counts
# as mistyped.
@lru_cache(maxsize=1024, typed=True)
def _percent_of(value: CellValue, in_percent_format: bool) -> tuple[Fraction | None, str, str]:
    """Return a percent as typed (None where it is not understood), the code of what is odd about it ("" for
    nothing), and as what it was read."""
    # Excel makes a date of "5/10" as it is typed.
    if isinstance(value, dt.datetime):
        return None, "percent-as-date", ""
    try:
        percent, remark = parse_percent(value, in_percent_format)
    except ValueError:
        return None, "percent-unreadable", ""
    if 0 <= percent <= 100:
        return percent, _REMARKS[remark], f"{float(percent):.10g}" if remark else ""
    # 50 typed into a percent cell by a program that does not divide: it shows 5000 %, and 50 % was meant.
    meant = in_percent_format and isinstance(value, int) and 1 < value <= 100
    return None, "percent-format" if meant else "percent-range", f"{float(percent):.10g}"


class RowReading:
    """One row read into an entry (None where it has none or cannot be understood) with its findings.

    `touched` says whether anything is typed in the row; `step` is None for one that left the plan.
    """

    def __init__(self, record: TableRow, step: Step | None) -> None:
        self._record = record
        self._step = step
        # In a percent format 1 is 100 %, in any other cell it is one percent.
        self._in_percents = record.at("percent") in record.sheet.percents
        self.findings: list[Finding] = []
        for field in TYPED_FIELDS:
            value = record.raw(field)
            # A formula without a stored value is read as blank, though the officer saw a value there.
            if value is None and record.at(field) in record.sheet.uncached:
                self._add("formula-uncached", field)
            elif type(value) is CellError:
                self._add("cell-error", field, value.text)
        self.touched = bool(self.findings) or says_something(record)
        typed = self.touched or record.text("status")
        self.entry = self._read() if typed and not self.findings else None

    def _add(self, code: str, field: str, found: str = "", expected: str = "") -> None:
        record = self._record
        self.findings.append(Finding(code, record.sheet.name, record.cell(field), found, expected))

    def _read(self) -> Entry | None:
        record = self._record
        value, typed, text = record.raw("percent"), record.text("percent"), record.text("status")
        code = record.sheet.formats.get(record.at("percent"), "")
        numeric = code and type(value) in (int, float)
        other = shown_otherwise(cast(float, value), code) if numeric else None
        percent, odd, shown = None, "", ""
        if other is not None:
            odd, shown = "percent-shown", other
        elif value is not None and not (isinstance(value, str) and is_blank(typed)):
            percent, odd, shown = _percent_of(value, self._in_percents)
        if odd == "percent-range":
            self._add(odd, "percent", shown if self._in_percents else typed)
        elif odd:
            self._add(odd, "percent", typed, shown)
        understood = percent is not None or not odd
        if is_blank(text):
            self._no_status(text, percent is not None or not understood)
            return None
        parsed = parse_status(text)
        if parsed is None:
            self._unknown_status(text)
            return None
        status = cast(Status, parsed[0])
        if parsed[1]:
            self._add("status-variant", "status", text, STATUS_LABELS[status])
        if understood:
            self._judge_percent(status, percent)
        for field in texts_asked_for(status, self._step):
            if is_blank(record.text(field)):
                self._add(TEXT_CODES[field], field, "", STATUS_LABELS[status] if field == "reason" else "")
        if record.text("evidence") and record.sheet.link_behind(record.at("evidence")) is None:
            self._add("evidence-link-unread", "evidence", record.text("evidence"))
        action, evidence, reason = (typed_text(record, field) for field in TYPED_FIELDS[2:])
        if evidence:
            # A pasted link shows a title; what it leads to is the evidence.
            evidence = join_address(evidence, record.sheet.link_behind(record.at("evidence")) or "")
        return Entry(record.key, status, percent, action, evidence, reason, record.location)

    def _no_status(self, text: str, percent_typed: bool) -> None:
        if percent_typed or says_something(self._record, ("action", "reason")):
            self._add("status-missing", "status")
        # Evidence alone is a remark: people paste one address into all rows.
        elif says_something(self._record, ("evidence",)):
            self._add("evidence-alone", "evidence")
        elif text:
            self._add("status-dash", "status", text)

    def _unknown_status(self, text: str) -> None:
        likely = likely_statuses(text)
        if likely:
            labels = (f"“{STATUS_LABELS[status]}”" for status in likely)
            self._add("status-misspelt", "status", text, " / ".join(labels))
        else:
            self._add("status-unknown", "status", text)

    def _judge_percent(self, status: Status, percent: Fraction | None) -> None:
        value, text = self._record.raw("percent"), self._record.text("percent")
        if self._in_percents and isinstance(value, int | float):
            text = f"{value * 100:.10g} %"  # as the cell shows it
        if self._step is not None and self._step.every is not None:
            # The value of a recurring step is its rounds: a percent beside them does not count.
            if percent is not None:
                self._add("percent-not-counted", "percent", text)
        elif status == NEEDS_PERCENT:
            if percent is None or not percent_fits(status, percent):
                self._add("percent-missing", "percent", text)
        elif percent is not None and not percent_fits(status, percent):
            self._add("percent-conflict", "percent", text, STATUS_LABELS[status])
