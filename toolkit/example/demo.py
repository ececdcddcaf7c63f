"""The whole job on the worked example: half a year of one office, played month by month."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.books.division_book import division_filename
from toolkit.example.worked_example import Example, ExampleSubmission, fill_submissions, load_example
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import write_atomic
from toolkit.planning.distribution import distribute_workbooks
from toolkit.planning.new_office import new_office
from toolkit.report.write import WrittenReport, write_report
from toolkit.rollup.reporting import deadline
from toolkit.rollup.roll_up import RollUp, roll_up
from toolkit.rollup.write import write_roll_up

_ShowMonths = Callable[[Iterable[Month]], Iterable[Month]]


@dataclass(frozen=True)
class Demo:
    """What the demo made: the office, its division workbooks, the last roll-up and the report."""

    office: OfficeFolder
    workbooks: tuple[Path, ...]
    roll_up: RollUp
    workbook: Path
    report: WrittenReport


def play_demo(
    root: Path, example: Example | None = None, progress: _ShowMonths = lambda months: months
) -> Demo:
    """Make an office folder, distribute, let the divisions report from October to March and roll up each
    month the day after its deadline. Raises UserError where the folder holds a plan already."""
    example = example or load_example()
    office = new_office(root, content=example.plan)
    checked = check_plan_file(office)
    plan = checked.usable
    begin = plan.months[0].begins_at + dt.timedelta(hours=9)
    issued = distribute_workbooks(office, checked, as_of=begin)
    # They are made by division, but the inbox fills in the order of time.
    sent = sorted(_filled_workbooks(office, plan, example.submissions), key=lambda filled: filled[0].sent)
    # October to March, the half year of the six-month report.
    months = plan.months[:6]
    done: RollUp | None = None
    for month in progress(months):
        # The deadline is the end of a day: by the next morning everything for the month is in.
        as_of = deadline(month, plan.agency.report_due_day) + dt.timedelta(hours=9)
        while sent and sent[0][0].sent <= as_of:
            _send(office, *sent.pop(0))
        done = roll_up(office, plan, month=month, as_of=as_of)
    assert done is not None
    done = write_roll_up(office, replace(done, files=(checked.result, *done.files)))
    report = write_report(office, plan, "six-month", months[-1], done.figures.as_of)
    assert done.path is not None
    return Demo(office, issued.workbooks, done, done.path, report)


def _filled_workbooks(
    office: OfficeFolder, plan: Plan, submissions: Iterable[ExampleSubmission]
) -> Iterator[tuple[ExampleSubmission, bytes]]:
    """Yield every submission with its workbook, as the division officer saved it."""
    by_division: dict[str, list[ExampleSubmission]] = {}
    for submission in submissions:
        by_division.setdefault(submission.division, []).append(submission)
    for code, own in by_division.items():
        issued = office.outbox / division_filename(plan.division_by_code[code], plan.fiscal_year)
        yield from fill_submissions(issued.read_bytes(), own)


def _send(office: OfficeFolder, submission: ExampleSubmission, data: bytes) -> None:
    path = office.inbox / submission.file
    write_atomic(path, data)
    # A file without a saved time of its own counts as sent when it was last changed.
    moment = submission.sent.timestamp()
    os.utime(path, (moment, moment))
