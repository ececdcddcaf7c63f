"""Checking without accepting: the plan, and the inbox or the files named."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.returned import overtaken
from toolkit.intake.take_in import ShowFiles, take_in
from toolkit.messages.catalogue import result_of
from toolkit.model.finding import FileResult
from toolkit.office.folder import OfficeFolder


@dataclass(frozen=True)
class Checked:
    """The verdict on plan.xlsx, on the archive where it has faults, and on each file.

    `open_files` are the files that still have to be mended; `history` those that were taken in before and
    that a later one of their division has overtaken.
    """

    files: tuple[FileResult, ...]
    open_files: tuple[str, ...] = ()
    history: frozenset[str] = frozenset()

    @property
    def sound(self) -> bool:
        """Whether nothing is left to mend: in the plan, in the archive or in a rejected file."""
        own = (file for file in self.files if file.kind in ("plan", "archive"))
        return not self.open_files and all(file.verdict != "rejected" for file in own)


def check_office(
    office: OfficeFolder,
    files: tuple[Path, ...] = (),
    *,
    as_of: dt.datetime,
    progress: ShowFiles = lambda paths: paths,
) -> Checked:
    """Judge plan.xlsx and every file of the inbox, or the files named, without accepting any.

    Named files are judged afresh even when they are known; `plan.xlsx` among them stands for itself.
    Raises UserError where there is no plan.
    """
    checked = check_plan_file(office)
    # Not Path.resolve, which fails on a link that leads to itself.
    plan = os.path.realpath(office.plan)
    named = tuple(file for file in files if os.path.realpath(file) != plan)
    if checked.plan is None or (files and not named):
        return Checked((checked.result,))
    intake = take_in(office, checked.plan, as_of=as_of, keep=False, only=named or None, progress=progress)
    archive = (result_of(finding.file, "archive", (finding,)) for finding in intake.findings)
    results = (checked.result, *archive, *intake.files)
    if files:
        return Checked(results, tuple(file.file for file in intake.files if file.verdict == "rejected"))
    history = overtaken(intake.ledger.lines) - intake.news - frozenset(intake.open_files)
    return Checked(results, intake.open_files, history)
