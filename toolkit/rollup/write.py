"""Writing a roll-up to `reports/`: the workbook and its JSON twin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.books.rollup_book import FindingLine, make_rollup_workbook
from toolkit.messages.catalogue import describe, grouped
from toolkit.model.finding import FileResult, Finding, Lang
from toolkit.office.folder import OfficeFolder
from toolkit.office.lock import locked
from toolkit.office.writing import write_atomic, write_reports
from toolkit.rollup.frames import rollup_tables
from toolkit.rollup.roll_up import RollUp
from toolkit.rollup.rollup_json import report_file_json


def write_roll_up(
    office: OfficeFolder,
    roll_up: RollUp,
    files: Iterable[FileResult],
    lang: Lang = "th",
    kept: list[Finding] | None = None,
) -> Path:
    """Write `reports/rollup-<month>.xlsx` and `.json`; gives the workbook's path. A workbook that somebody
    edited is kept beside the new one, which is added to `kept`."""
    results = tuple(files)
    path = office.reports / f"rollup-{roll_up.figures.month}.xlsx"
    workbook = rollup_workbook(roll_up, results)
    with locked(office):
        findings = write_reports(office, {path: workbook})
    if kept is not None:
        kept.extend(findings)
    content = json.dumps(report_file_json(roll_up, results, lang), ensure_ascii=False, indent=2)
    write_atomic(path.with_suffix(".json"), (content + "\n").encode())
    return path


def rollup_workbook(roll_up: RollUp, files: Iterable[FileResult]) -> bytes:
    """The bytes of the roll-up workbook."""
    tables = rollup_tables(roll_up.plan, roll_up.figures, roll_up.accepted.entries)
    return make_rollup_workbook(roll_up.plan, roll_up.figures, tuple(finding_lines(files)), tables)


def finding_lines(files: Iterable[FileResult]) -> Iterator[FindingLine]:
    """What was found, in Thai: the workbook is a Thai document whatever the terminal speaks."""
    for result in files:
        for finding in grouped(result.findings):
            words = describe(finding)
            yield FindingLine(
                result.file,
                words.severity,
                finding.sheet,
                finding.cell,
                words.message,
                words.advice,
                finding.code,
            )
