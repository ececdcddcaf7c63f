"""What the roll-up workbook is written from beside the figures: the tables and the lines of findings.

The tables are made by `toolkit.rollup.frames`; their shapes stand here, since a workbook knows its columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model.finding import Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in words, as a person reads it: where it stands, what it is and what to do."""

    file: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    advice: str
    code: str


STATUS_COLUMNS = (
    "measure_no",
    "measure_label",
    "measure",
    "step_no",
    "step_label",
    "step",
    "division_code",
    "division_name",
    "due",
    "status",
    "percent",
    "month",
    "stale",
    "action",
    "evidence",
    "reason",
)
STEP_COLUMNS = (
    "measure_no",
    "measure_label",
    "step_no",
    "step_label",
    "step",
    "divisions",
    "due",
    "completion",
    "planned",
    "state",
)
LATE_COLUMNS = (*STEP_COLUMNS, "months_overdue", "waiting_for", "stale_divisions", "reason")
REPORTING_COLUMNS = ("division_code", "division_name", "received")
"""Before the months, one column each, named "2566-10" and so on."""


@dataclass(frozen=True)
class RollupTables:
    """The tables of a roll-up; all columns hold Python objects, months are "2567-03", None is no value.

    - `status`: one row an assignment (`STATUS_COLUMNS`): percent 0-100 rounded (None: na), status id and
      month of its latest entry (None: no entry yet), and the latest words said about it;
    - `steps`: one row a step (`STEP_COLUMNS`), percents rounded, `divisions` one name a line;
    - `late`: the steps that are overdue, behind or without news (`LATE_COLUMNS`), worst first;
    - `reporting`: one row a division (`REPORTING_COLUMNS` and the months), cells hold report-state ids.
    """

    status: pd.DataFrame
    steps: pd.DataFrame
    late: pd.DataFrame
    reporting: pd.DataFrame
