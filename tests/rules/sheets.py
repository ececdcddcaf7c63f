"""A month sheet for the rules, from the rows that are typed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from markdown_book import markdown_book

from toolkit.intake.month_reading import read_months
from toolkit.model.entry import Entry
from toolkit.model.finding import Finding
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Measure, Step
from toolkit.model.progress import Assignment
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.dates import format_date, format_month
from toolkit.xlsx.strict_reader import read_book

NAME = "แผ่น"
ROW = 9
"""Where the first status row stands; its fields are F status, G percent, H action, I evidence, J reason."""

Row = Mapping[str, str]


def month_sheet(
    month: Month,
    rows: Mapping[str, Row],
    outcomes: Mapping[str, Row] | None = None,
    *,
    reported_on: dt.date | None = None,
    steps: Mapping[str, Step] | None = None,
    before: Mapping[str, Mapping[Month, Entry]] | None = None,
) -> MonthSheet:
    """The sheet of a month; each key's step is plain unless `steps` says otherwise, and lasts all year."""
    day = reported_on or (month + 1).first_day
    lines = [
        *("| ita:month | label | value |", "| | | |"),
        f"| month | | {format_month(month)} |",
        "| reporter | | นักวิชาการ |",
        f"| reported_on | | {format_date(day)} |",
        "| |",
        "| ita:status | measure | step | due | previous | status | percent | action | evidence | reason |",
        "| | |",
    ]
    fields = ("status", "percent", "action", "evidence", "reason")
    for key, row in rows.items():
        lines.append(f'| "{key}" | ก | ข | | | {" | ".join(row.get(field_, "") for field_ in fields)} |')
    lines += ["| ita:outcomes | measure | result | outcome | problem | suggestion |", "| | |"]
    for number, row in (outcomes or {}).items():
        texts = (row.get(field, "") for field in ("result", "outcome", "problem", "suggestion"))
        lines.append(f'| "{number}" | ก | {" | ".join(texts)} |')
    known = {key: Step(*key.split("."), "ข") for key in rows} | dict(steps or {})
    (reading,), _ = read_months(read_book(markdown_book({NAME: "\n".join(lines)})), known)
    year = fiscal_months(month.fiscal_year)
    mine = tuple(
        Assignment(Measure(step.measure_no, "ก", year[0], year[-1], steps=(step,)), step, "01")
        for step in known.values()
    )
    histories = {key: dict((before or {}).get(key, {})) for key in known}
    for entry in reading.report.entries:
        histories[entry.key][month] = entry
    return replace(reading, mine=mine, histories=histories)


def told(findings: Iterable[Finding]) -> list[str]:
    """ "code cell found" of each finding."""
    return [f"{finding.code} {finding.cell} {finding.found}".strip() for finding in findings]
