"""Writing a roll-up to `reports/`: the workbook and its JSON twin."""

from __future__ import annotations

import json
from dataclasses import replace

from toolkit.books.rollup_book import make_rollup_workbook
from toolkit.model.finding import Lang
from toolkit.office.folder import OfficeFolder
from toolkit.office.lock import locked
from toolkit.office.writing import write_atomic, write_reports
from toolkit.rollup.roll_up import RollUp
from toolkit.rollup.rollup_json import report_file_json


def write_roll_up(office: OfficeFolder, roll_up: RollUp, lang: Lang = "th") -> RollUp:
    """Write `reports/rollup-<month>.xlsx` and `.json`; return the roll-up with the workbook's `path`.

    A workbook that somebody edited is kept beside the new one, which its `findings` then say. Raises
    UserError where a file cannot be written.
    """
    path = office.reports / f"rollup-{roll_up.figures.month}.xlsx"
    workbook = rollup_workbook(roll_up)
    content = json.dumps(report_file_json(roll_up, lang), ensure_ascii=False, indent=2)
    with locked(office):
        # Before the workbook, which may be open in Excel: a province gets the figures all the same.
        write_atomic(path.with_suffix(".json"), (content + "\n").encode())
        kept = write_reports(office, {path: workbook})
    return replace(roll_up, path=path, findings=(*roll_up.findings, *kept))


def rollup_workbook(roll_up: RollUp) -> bytes:
    """Return the bytes of the roll-up workbook."""
    plan = (file for file in roll_up.files if file.kind == "plan")
    return make_rollup_workbook(
        roll_up.plan,
        roll_up.figures,
        roll_up.accepted.entries,
        files=(*plan, *roll_up.month_files),
        ledger_head=roll_up.ledger_head,
    )
