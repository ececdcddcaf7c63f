"""Writing a roll-up to `reports/`: the workbook and its JSON twin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.books.rollup_book import make_rollup_workbook
from toolkit.books.rollup_rows import FindingRow
from toolkit.messages.catalogue import describe, grouped
from toolkit.model.finding import FileResult, Lang
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
    findings = tuple(finding_rows((*plan, *roll_up.month_files)))
    return make_rollup_workbook(
        roll_up.plan,
        roll_up.figures,
        roll_up.accepted.entries,
        findings=findings,
        ledger_head=roll_up.ledger_head,
    )


def finding_rows(files: Iterable[FileResult]) -> Iterator[FindingRow]:
    """Yield what was found, in Thai: the workbook is a Thai document whatever the terminal speaks."""
    for file in files:
        # Equal findings as one line: a fault in a whole column would fill pages otherwise.
        for finding in grouped(file.findings):
            words = describe(finding)
            yield FindingRow(
                file=file.file,
                severity=words.severity,
                sheet=finding.sheet,
                cell=finding.cell,
                message=words.message,
                advice=words.advice,
                code=finding.code,
            )
