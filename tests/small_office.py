"""A small office for tests: three divisions, two measures, and short words for what is typed.

`p40` is in progress at 40, `d` done, `n` not started, `c` cannot, `x` not relevant; each comes with the
texts its status asks for. Months are Thai short names of fiscal year 2567 ("ธ.ค."), times Bangkok's.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from toolkit.books.division_book import division_filename
from toolkit.books.division_typing import DivisionTyping
from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.take_in import Intake, take_in
from toolkit.model.finding import FileResult
from toolkit.model.month import BANGKOK, Month, fiscal_months
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.planning.distribution import Distribution, distribute_workbooks
from toolkit.planning.new_office import new_office
from toolkit.rollup.roll_up import RollUp, roll_up
from toolkit.thai.dates import format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.strict_reader import read_book

Row = Mapping[str, str]
MONTHS: Mapping[str, Month] = {
    format_month(month, "short").rpartition(" ")[0]: month for month in fiscal_months(2567)
}
_STATUS = {"n": "not_started", "p": "in_progress", "d": "done", "c": "cannot", "x": "na"}

AGENCY: Row = {"agency_code": "05990101", "agency_name": "เทศบาลตำบลทุ่งตัวอย่าง", "fiscal_year": "2567"}
DIVISIONS: tuple[Row, ...] = (
    {"division_code": "01", "division_name": "สำนักปลัด"},
    {"division_code": "02", "division_name": "กองคลัง"},
    {"division_code": "03", "division_name": "กองช่าง"},
)
MEASURES: tuple[Row, ...] = (
    {"measure_no": "1", "measure": "ปรับปรุงคู่มือ", "monitoring": "ทุกเดือน"},
    {"measure_no": "2", "measure": "เปิดเผยข้อมูล", "monitoring": "ทุกเดือน"},
)
STEPS: tuple[Row, ...] = (
    {"measure_no": "1", "step_no": "1", "step": "ร่างคู่มือ", "divisions": "01, 02"},
    {"measure_no": "1", "step_no": "2", "step": "ประกาศใช้คู่มือ", "divisions": "01"},
    {"measure_no": "2", "step_no": "1", "step": "ปรับปรุงเว็บไซต์", "divisions": "02"},
)


def plan_content(
    *,
    agency: Row = AGENCY,
    divisions: Iterable[Row] = DIVISIONS,
    measures: Iterable[Row] = MEASURES,
    steps: Iterable[Row] = STEPS,
) -> PlanContent:
    """The small plan, with some of its tables replaced."""
    tables = {"divisions": tuple(divisions), "measures": tuple(measures), "steps": tuple(steps)}
    return PlanContent(agency, tables)


def moment(text: str) -> dt.datetime:
    """ "2024-01-04 09:00" in Bangkok."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def typed(word: str) -> Row:
    """What is typed in a row for a short word such as `p40`."""
    reason = "ไม่มีงบประมาณ" if word[0] in "cx" else ""
    return {
        "status": STATUS_LABELS[_STATUS[word[0]]],
        "percent": word[1:],
        "action": "" if reason else "ดำเนินการตามแผน",
        "reason": reason,
    }


def sheet(
    month: str,
    reported_on: str,
    rows: Mapping[str, str | Row] | None = None,
    *,
    reporter: str = "นักวิชาการ",
    outcomes: Mapping[str, Row] | None = None,
) -> tuple[Month, Row, Mapping[str, Row], Mapping[str, Row]]:
    """One month sheet as typed; a row is a short word or its fields."""
    words = {key: typed(row) if isinstance(row, str) else row for key, row in (rows or {}).items()}
    return MONTHS[month], {"reporter": reporter, "reported_on": reported_on}, words, outcomes or {}


@lru_cache(maxsize=8)
def _plan(data: bytes) -> Plan:
    plan, _ = read_plan(read_book(data))
    assert plan is not None
    return plan


Sheet = tuple[Month, Row, Mapping[str, Row], Mapping[str, Row]]


class SmallOffice:
    """An office folder with the small plan, and the divisions that fill in its workbooks."""

    def __init__(self, root: Path) -> None:
        self.office = OfficeFolder(root)

    @classmethod
    def make(cls, root: Path) -> SmallOffice:
        """The folder with its plan, distributed on 2 October."""
        new_office(root, content=plan_content())
        made = cls(root)
        made.distribute("2023-10-02 09:00")
        return made

    def copy(self, root: Path) -> SmallOffice:
        """The same office in another folder."""
        shutil.copytree(self.office.root, root)
        return SmallOffice(root)

    @property
    def plan(self) -> Plan:
        """The plan as it stands, read only: the rules have tests of their own."""
        return _plan(self.office.plan.read_bytes())

    def change_plan(self, content: PlanContent) -> None:
        self.office.plan.write_bytes(make_plan_workbook(content))

    def distribute(self, at: str, only: str | None = None) -> Distribution:
        return distribute_workbooks(
            self.office, check_plan_file(self.office), as_of=moment(at), division=only
        )

    def issued(self, code: str) -> Path:
        """The workbook of a division in the outbox."""
        plan = self.plan
        return self.office.outbox / division_filename(plan.division_by_code[code], plan.fiscal_year)

    def fill(self, code: str, *sheets: Sheet, saved: str = "2024-09-30 12:00") -> bytes:
        """A division's workbook with months filled in. By default it was saved so late that only the
        file's own time tells when it came."""
        typing = DivisionTyping(self.issued(code).read_bytes())
        for sheet in sheets:
            typing.type_month(*sheet)
        return typing.save(moment(saved))

    def send(self, name: str, data: bytes, at: str) -> Path:
        """Put a file into the inbox, modified at a time."""
        path = self.office.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        time = moment(at).timestamp()
        os.utime(path, (time, time))
        return path

    def take(self, at: str, **options: object) -> Intake:
        return take_in(self.office, self.plan, as_of=moment(at), **options)  # type: ignore[arg-type]

    def roll_up(self, month: str, at: str) -> RollUp:
        return roll_up(self.office, self.plan, month=MONTHS[month], as_of=moment(at))

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.office.ledger, keep=False)


def verdicts(files: Iterable[FileResult]) -> dict[str, str]:
    """ "name: verdict code code …" of each file, its place in the inbox left out."""
    return {
        file.file.removeprefix("inbox/"): " ".join((file.verdict, *(found.code for found in file.findings)))
        for file in files
    }


def values(intake: Intake, month: str) -> dict[str, str]:
    """What is accepted of a month: "01 1.1" -> "in_progress 40"."""
    return {
        f"{code} {key}": f"{by_month[MONTHS[month]].status} {by_month[MONTHS[month]].percent}"
        for (code, key), by_month in sorted(intake.accepted.entries.items())
        if MONTHS[month] in by_month
    }


def edited(data: bytes, old: str, new: str, part: str = "xl/sharedStrings.xml") -> bytes:
    """A workbook with a piece of one part's XML replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content.decode(), f"{old} is not in {part}"
                content = content.decode().replace(old, new).encode()
            after.writestr(name, content)
    return buffer.getvalue()
