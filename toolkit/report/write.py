"""Writing a filled report to `reports/`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.office.folder import Office
from toolkit.office.writing import write_atomic
from toolkit.report.six_month import six_month_report
from toolkit.rollup.roll_up import status_of
from toolkit.workbook.bundled import bundled


@dataclass(frozen=True)
class WrittenReport:
    """Where a report was written, and what to mend before it is signed.

    `findings` names measures without a result, and accepted files that are gone from the archive or
    were changed there, so that their part is missing from the report.
    """

    path: Path
    findings: tuple[Finding, ...]


def write_six_month(
    office: Office, plan: Plan, month: Month | None, as_of: dt.datetime, template: Path | None = None
) -> WrittenReport:
    """Fill the six-month report as at a month (default: March).

    Raises UserError where it cannot be written, TemplateError for a template that cannot be filled.
    """
    chosen = month or plan.months[5]
    found = status_of(office, plan, chosen, as_of)
    content = template.read_bytes() if template else bundled("reports/six-month.xlsx")
    accepted = found.accepted
    report = six_month_report(plan, found.figures, accepted.entries, accepted.outcomes, content)
    path = office.reports / f"six-month-{plan.fiscal_year}.xlsx"
    write_atomic(path, report.workbook)
    gaps = (Finding("report-result-missing", found=number) for number in report.gaps)
    return WrittenReport(path, (*found.findings, *gaps))


REPORTS = {"six-month": write_six_month}
"""The reports that can be filled, by name."""
