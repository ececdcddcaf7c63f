"""Checking without accepting: the plan, and the inbox or the files named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.take_in import Progress, take_in
from toolkit.messages.catalogue import result_of
from toolkit.model.finding import FileResult
from toolkit.office.folder import OfficeFolder


def check_office(
    office: OfficeFolder, files: tuple[Path, ...], now: dt.datetime, progress: Progress = lambda paths: paths
) -> tuple[tuple[FileResult, ...], tuple[str, ...]]:
    """The verdict on plan.xlsx and on each file, and the files that still have to be mended.

    Named files are judged afresh even when they are known; `plan.xlsx` among them stands for itself.
    Raises UserError where there is no plan.
    """
    checked = check_plan_file(office)
    if checked.plan is None:
        return (checked.result,), ()
    wanted = tuple(each for each in files if each.resolve() != office.plan.resolve())
    if files and not wanted:
        return (checked.result,), ()
    intake = take_in(office, checked.plan, now, keep=False, only=wanted or None, progress=progress)
    archive = (result_of(each.file, "archive", (each,)) for each in intake.findings)
    results = (checked.result, *archive, *intake.files)
    if files:
        return results, tuple(each.file for each in intake.files if each.verdict == "rejected")
    return results, intake.open_files
