"""A year of the worked example, by the library alone, so that the same can be done on two systems.

python office_year.py begin DIR     October to March, as the demo plays them
python office_year.py end DIR       April to September, with all reports and the website
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from toolkit import Office
from toolkit.books.division_book import division_filename
from toolkit.example.demo import play_demo
from toolkit.example.worked_example import ExampleSubmission, fill_submissions, load_example
from toolkit.model.month import Month
from toolkit.office.writing import write_atomic
from toolkit.rollup.reporting import deadline


def end_year(office: Office) -> None:
    """Let each division report once more each month, roll up, and make everything that the year ends with."""
    plan = office.check_plan().usable
    last = {submission.division: submission for submission in load_example().submissions}
    for month in plan.months[6:]:
        due = deadline(month, plan.agency.report_due_day)
        for code, submission in sorted(last.items()):
            issued = office.outbox / division_filename(plan.division_by_code[code], plan.fiscal_year)
            for sent, data in fill_submissions(issued.read_bytes(), again(submission, month, due)):
                write_atomic(office.inbox / f"{code} {sent.sent:%m}.xlsx", data)
        as_of = due + dt.timedelta(hours=9)
        office.roll_up(month=month, as_of=as_of)
        office.report("monthly", month=month, as_of=as_of)
    for kind in ("plan", "six-month", "annual"):
        office.report(kind, as_of=as_of)
    office.publish(as_of=as_of, through="annual")
    verified = office.verify()
    assert not verified.findings, verified.findings


def again(submission: ExampleSubmission, month: Month, due: dt.datetime) -> Iterator[ExampleSubmission]:
    """Yield what a division reported last, as its report of a later month."""
    sent = due - dt.timedelta(days=2)
    filled = replace(submission.months[-1], month=month, reported_on=f"{sent:%d/%m}/{sent.year + 543}")
    yield replace(submission, months=(filled,), sent=sent)


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    if sys.argv[1] == "begin":
        play_demo(folder)
    else:
        end_year(Office(folder))
