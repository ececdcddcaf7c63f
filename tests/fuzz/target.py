"""What a mutated workbook is put through, and what may come of it: findings, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from zoo.specimens import zoo

from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_state import DivisionContent
from toolkit.books.plan_book import make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.example.worked_example import fill_submissions, load_example
from toolkit.intake.inbox import open_file
from toolkit.intake.judge import judge
from toolkit.intake.month_reading import is_read, read_months
from toolkit.messages.catalogue import CATALOGUE, describe, result_of
from toolkit.model.entry import AcceptedMonth
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.model.progress import assignments
from toolkit.office.accepted import Accepted
from toolkit.office.ledger_content import month_of_plain, plain_month
from toolkit.rules.month_head import MonthSheet
from toolkit.rules.plan_rules import check_plan
from toolkit.rules.row_keys import PlanIndex
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book

NOW = dt.datetime(2024, 10, 6, 9, tzinfo=BANGKOK)


@dataclass(frozen=True)
class Trouble:
    """A workbook that met anything but findings."""

    data: bytes
    what: str


class Target:
    """The example's plan and the readers; `seconds` is how long one workbook may take."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.example = load_example()
        plan, _ = read_plan(read_book(make_plan_workbook(self.example.plan)))
        assert plan is not None
        self.plan = plan
        self.rules = PlanIndex(plan)

    @cached_property
    def corpus(self) -> tuple[bytes, ...]:
        """Submissions, the plan, and what the zoo holds that is small."""
        submissions = {submission.division: submission for submission in self.example.submissions}
        filled = tuple(
            data
            for code, submission in sorted(submissions.items())[:3]
            for _, data in fill_submissions(self._issued(code), [submission])
        )
        small = tuple(specimen.data for specimen in zoo() if len(specimen.data) < 100_000)
        return (*filled * 100, *(make_plan_workbook(self.example.plan),) * 50, *small)

    def _issued(self, code: str) -> bytes:
        own = tuple(assignment for assignment in assignments(self.plan) if assignment.division_code == code)
        content = DivisionContent(plan=self.plan, division=self.plan.division_by_code[code], assignments=own)
        return make_division_workbook(content)

    def run(self, data: bytes) -> Trouble | str:
        """What came of one workbook: the gravest word about it, or the trouble."""
        start = time.process_time()
        try:
            verdict = self._run(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return Trouble(data, traceback.format_exc())
        took = time.process_time() - start
        return verdict if took <= self.seconds else Trouble(data, f"took {took:.1f} s of the processor")

    def _run(self, data: bytes) -> str:
        opened = open_file("inbox/a.xlsx", data, "0" * 64, NOW, self.rules)
        findings = list(opened.findings)
        if opened.division is not None and opened.readings:
            code = opened.division.division_code
            findings += judge(opened.readings, code, self.rules, Accepted(), as_of=NOW).findings
        verdict = _told(findings)
        if verdict != "rejected":
            _same_from_the_ledger(data, opened.readings)
        try:
            plan, found = read_plan(read_book(data))
        except (RefusedError, UserError) as error:
            _told([error.finding])
        else:
            _told([*found, *(check_plan(plan) if plan is not None else ())])
        return verdict


def _same_from_the_ledger(data: bytes, readings: Iterable[MonthSheet]) -> None:
    """What was judged must come back from a line of the ledger, and from the archived file read again."""
    read_again, _ = read_months(read_book(data, wanted=is_read), {})
    again = {reading.month: reading.report for reading in read_again}
    for reading in readings:
        rows = reading.report
        if rows.submitted and rows != again[rows.month]:
            raise AssertionError(f"{rows.month}: {rows!r} is read again as {again[rows.month]!r}")
        day = rows.reported_on or NOW.date()
        month = AcceptedMonth(report=replace(rows, reported_on=day), received=NOW)
        back = month_of_plain(json.loads(json.dumps(plain_month(month))))
        if back != month:
            raise AssertionError(f"{month!r} comes back as {back!r}")


def _told(findings: list[Finding]) -> str:
    """Every finding in words, in both languages."""
    for finding in findings:
        assert finding.code in CATALOGUE
        describe(finding, "th", "file")
        describe(finding, "en", "file")
    return result_of("a.xlsx", "division", findings).verdict


def keep(trouble: Trouble, folder: Path, number: int) -> Path:
    """Write a workbook and its traceback to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:04}.txt").write_text(trouble.what, encoding="utf-8")
    path = folder / f"{number:04}.xlsx"
    path.write_bytes(trouble.data)
    return path
