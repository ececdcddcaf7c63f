"""Head rules of a month sheet: which month, who reported and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit.model.entry import MonthReport
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, Month
from toolkit.thai.date_format import format_date, format_month
from toolkit.workbook.layouts import MONTH
from toolkit.workbook.tables_in import FoundTable

_LABELS = {key.id: key.label for key in MONTH.keys}


def head_cell(table: FoundTable, key: str) -> str:
    """The value cell of one key of the head; "" where the key is gone."""
    record = table.by_key.get(key)
    return record.cell("value") if record else ""


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
