"""Head rules of a month sheet: which month, who reported and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from toolkit.model.entry import MonthReport
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, Month
from toolkit.thai.date_format import format_date, format_month
from toolkit.thai.dates import parse_date
from toolkit.workbook.layouts import MONTH
from toolkit.workbook.reading import CellError
from toolkit.workbook.tables_in import FoundTable

_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 2
_LABELS = {key.id: key.label for key in MONTH.keys}


def head_cell(table: FoundTable, key: str) -> str:
    """The value cell of one key of the head; "" where the key is gone."""
    record = table.by_key.get(key)
    return record.cell("value") if record else ""


def read_reported_on(head: FoundTable) -> tuple[dt.date | None, tuple[Finding, ...]]:
    """The reporting date as it is meant (None where blank or unreadable), and what was found in its cell."""
    record = head.by_key.get("reported_on")
    text = record.text("value") if record else ""
    if record is None or not text:
        return None, ()
    value, cell = record.raw("value"), record.cell("value")
    try:
        day = parse_date(value)
    except ValueError:
        return None, (Finding("reported-on-unreadable", head.sheet.name, cell, text),)
    if isinstance(value, int | float):
        return day, (Finding("reported-on-serial", head.sheet.name, cell, text, format_date(day)),)
    if isinstance(value, dt.datetime) and value.date() != day:
        return day, (Finding("reported-on-year", head.sheet.name, cell, str(value.year), format_date(day)),)
    return day, ()


def check_reporter(report: MonthReport, head: FoundTable) -> Iterator[Finding]:
    """A name or a post has at least two letters: "1", "ก" or "-" names nobody, and neither does an error."""
    record = head.by_key.get("reporter")
    if record is not None and isinstance(error := record.raw("value"), CellError):
        yield Finding("cell-error", report.source.sheet, record.cell("value"), error.text)
    elif report.reporter and len(_LETTER.findall(report.reporter)) < _LEAST_LETTERS:
        yield Finding("reporter-odd", report.source.sheet, head_cell(head, "reporter"), report.reporter)


def check_unsigned(report: MonthReport, table: FoundTable, intake: dt.datetime) -> Iterator[Finding]:
    """Rows filled without reporter or date: an error once the month has ended, before that a draft."""
    month = format_month(report.month, "full")
    if intake < report.month.ends_at:
        yield Finding("month-draft", report.source.sheet, "", month)
        return
    for key, missing in (("reporter", not report.reporter), ("reported_on", report.reported_on is None)):
        if missing:
            cell = head_cell(table, key)
            yield Finding("month-unsigned", report.source.sheet, cell, month, _LABELS[key])


def check_reported_on(report: MonthReport, table: FoundTable, intake: dt.datetime) -> Iterator[Finding]:
    """A reporting date before its month or after today is most likely a slip of the pen."""
    day = report.reported_on
    if day is None:
        return
    if day < report.month.first_day or day > intake.astimezone(BANGKOK).date():
        cell = head_cell(table, "reported_on")
        yield Finding(
            "reported-on-odd", report.source.sheet, cell, format_date(day), format_month(report.month, "full")
        )


def not_begun(month: Month, intake: dt.datetime) -> bool:
    """Whether a month lies wholly after the moment of intake."""
    return intake < month.begins_at
