"""One file of `inbox/`: its months as typed, and the times that speak for its arrival."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

from oracle.raw_cells import BANGKOK, BLANK, Cell, Row, begins, day_of, month_number, percent_of, tables

STATUS = {
    "ยังไม่ดำเนินการ": "not_started",
    "ยังไม่ได้ดำเนินการ": "not_started",
    "อยู่ระหว่างดำเนินการ": "in_progress",
    "ดำเนินการแล้วเสร็จ": "done",
    "แล้วเสร็จ": "done",
    "ดำเนินการแล้ว": "done",
    "ดำเนินการเสร็จสิ้น": "done",
    "ไม่สามารถดำเนินการได้": "cannot",
    "ไม่เกี่ยวข้อง": "na",
}


@dataclass(frozen=True)
class Entry:
    status: str
    percent: Fraction | None
    broken: bool
    texts: tuple[str, str, str]
    """action, evidence, reason"""


@dataclass(frozen=True)
class Sheet:
    """One month of one file; `row_filled`: anything typed in a row."""

    month: int
    reporter: str
    reported_on: dt.date | None
    date_typed: bool
    rows: dict[str, Entry]
    outcomes: dict[str, tuple[str, ...]]
    row_filled: bool

    def filled(self, intake: dt.datetime) -> bool:
        """Anything typed at all; a name or a date alone, typed ahead of a month that has not begun at
        intake, is no report of it."""
        signs = bool(self.reporter), self.date_typed
        return self.row_filled or all(signs) or (any(signs) and begins(self.month) <= intake)


@dataclass
class SentFile:
    name: str
    sha: str
    times: tuple[dt.datetime, ...]
    meta: dict[str, str]
    months: list[Sheet]

    def received(self, month: int, intake: dt.datetime) -> dt.datetime:
        return min([intake, *(time for time in self.times if begins(month) <= time <= intake)])


TYPED = ("status", "percent", "action", "evidence", "reason")
OUTCOME = ("result", "outcome", "problem", "suggestion")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_file(path: Path) -> SentFile:
    """A division workbook with the times that speak for its arrival."""
    data = path.read_bytes()
    times = [dt.datetime.fromtimestamp(int(path.stat().st_mtime_ns // 10**9), BANGKOK)]
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    if saved := ET.fromstring(core).findtext("{http://purl.org/dc/terms/}modified"):
        times.append(dt.datetime.fromisoformat(saved.replace("Z", "+00:00")).astimezone(BANGKOK))
    months: list[Sheet] = []
    meta: dict[str, str] = {}
    head: dict[str, Cell] = {}
    parts: dict[str, list[tuple[str, Row]]] = {}
    for table, rows in [*tables(data), ("month", [])]:
        if table == "meta":
            meta = {key: row.get("value", BLANK).text for key, row in rows}
        elif table == "month":
            if head:
                months.append(_sheet(head, parts))
            head, parts = {key: row.get("value", BLANK) for key, row in rows}, {}
        else:
            parts[table] = rows
    return SentFile(path.name, digest(path), tuple(times), meta, months)


def _sheet(head: dict[str, Cell], parts: dict[str, list[tuple[str, Row]]]) -> Sheet:
    rows = [(key, row) for key, row in parts.get("status", []) if key]
    reporter, on = head.get("reporter", BLANK), head.get("reported_on", BLANK)
    typed = [row for _, row in rows if any(_text(row, field) for field in TYPED)]
    told = {
        key: tuple(_text(row, field) for field in OUTCOME)
        for key, row in parts.get("outcomes", [])
        if key and any(_text(row, field) for field in OUTCOME)
    }
    month = month_number(head["month"])
    assert month is not None
    return Sheet(
        month,
        reporter.text,
        day_of(on) if on.text else None,
        bool(on.text),
        {key: _entry(row) for key, row in rows if row in typed},
        told,
        bool(typed or told),
    )


def _says(row: Row) -> bool:
    return any(_text(row, field) for field in ("percent", "action", "reason"))


def _entry(row: Row) -> Entry:
    """A row of the status table; status "" where none is typed."""
    cell = row.get("percent", BLANK)
    percent = percent_of(cell) if cell.text else None
    word = _text(row, "status")
    status = STATUS.get(re.sub(r"\s+", "", word), "?") if word else ""
    broken = status == "?" or (bool(cell.text) and (percent is None or not 0 <= percent <= 100))
    broken |= not status and _says(row)
    return Entry(
        status, percent, broken, (_text(row, "action"), _text(row, "evidence"), _text(row, "reason"))
    )


def _text(row: Row, field: str) -> str:
    return row.get(field, BLANK).text
