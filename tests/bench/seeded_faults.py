"""1,000 workbooks with one seeded fault each and their 1,000 clean twins: every fault is found in its cell,
and no twin has an error. `python -m tests.bench.seeded_faults [COUNT]`.

The office is the worked example's: its plan, and the workbooks that it issues. What its divisions type is
made up at random, in all the forms in which people type it; the bytes are those of real files.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from toolkit.books.division_book import division_filename
from toolkit.books.division_typing import DivisionTyping
from toolkit.example.worked_example import load_example
from toolkit.intake.inbox import open_file
from toolkit.intake.judge import judge
from toolkit.intake.plan_file import check_plan_file
from toolkit.messages.catalogue import CATALOGUE, has_errors, severity_of
from toolkit.model.entry import Entry
from toolkit.model.finding import SEVERITIES, Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import Assignment, is_due
from toolkit.office.accepted import Accepted
from toolkit.planning.distribution import distribute_workbooks
from toolkit.planning.new_office import new_office
from toolkit.rules.row_keys import PlanIndex
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.text import to_thai
from toolkit.thai.words import STATUS_LABELS

from .faults import ERRORS, NOTES, WARNINGS, Fault, Place
from .retyped import retype

COUNT = 1000
SEED = 2570
_SAVED = dt.datetime(2024, 10, 5, 9, tzinfo=dt.UTC)
_INTAKE = dt.datetime(2024, 10, 10, 9, tzinfo=dt.UTC)

_DOES = ("จัดประชุม", "ตรวจเอกสาร", "ปรับปรุงแบบฟอร์ม", "เผยแพร่ข้อมูล", "สำรวจความคิดเห็น", "อบรมเจ้าหน้าที่", "ติดตามผล")
_ABOUT = ("งานบริการประชาชน", "การใช้รถราชการ", "แผนจัดซื้อจัดจ้าง", "ช่องทางร้องเรียน", "คู่มือปฏิบัติงาน", "ทะเบียนคุมพัสดุ")
_REPORTERS = (
    "นักวิเคราะห์นโยบายและแผนชำนาญการ",
    "เจ้าพนักงานธุรการ",
    "หัวหน้าฝ่ายอำนวยการ",
    "นิติกร",
    "สมหมาย ใจตัวอย่าง",
)
_EVIDENCE = (
    "",
    "https://www.thungtuayang.example/{n}",
    "บันทึกข้อความ ที่ ทย 51201/{n}",
    "ภาพถ่าย {n} ภาพ",
    "แฟ้มที่ {n}",
)
_REASONS = ("ไม่ได้รับงบประมาณ", "บุคลากรไม่เพียงพอ", "นโยบายผู้บริหารเปลี่ยนแปลง", "ไม่มีภารกิจด้านนี้")
_WORDS = {
    "not_started": ("ยังไม่ได้ดำเนินการ", "ยังไม่เริ่ม"),
    "in_progress": ("กำลังดำเนินการ", "อยู่ระหว่างการดำเนินการ", "อยู่ระหว่าง ดำเนินการ"),
    "done": ("แล้วเสร็จ", "ดำเนินการเสร็จสิ้น", "เเล้วเสร็จ", "เรียบร้อยแล้ว"),
    "cannot": ("ไม่สามารถดำเนินการ",),
    "na": ("ไม่เกี่ยว",),
}

Row = Mapping[str, str]


@dataclass
class Result:
    """What the run found, by code: how many were seeded, how many met; and what went wrong in words."""

    seeded: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    """Warnings and notes on clean twins."""
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Office:
    """The worked example's plan with the workbooks that it issues."""

    def __init__(self, root: Path) -> None:
        office = new_office(root, content=load_example().plan)
        checked = check_plan_file(office)
        self.plan: Plan = checked.usable
        distribute_workbooks(office, checked, as_of=self.plan.months[0].begins_at)
        self.rules = PlanIndex(self.plan)
        self.issued = {
            division.division_code: (
                office.outbox / division_filename(division, self.plan.fiscal_year)
            ).read_bytes()
            for division in self.plan.divisions
            if division.division_code in self.rules.assignments
        }

    def found(self, data: bytes) -> tuple[Finding, ...]:
        """What the intake of one file finds, after the year has ended, in an office that accepted nothing."""
        file = open_file("a.xlsx", data, "", _SAVED, self.rules)
        if file.division is None or not file.readings:
            return file.findings
        code = file.division.division_code
        return (*file.findings, *judge(file.readings, code, self.rules, Accepted(), as_of=_INTAKE).findings)


@dataclass
class Filled:
    """A clean workbook, and a due row of a plain step in its last month."""

    data: bytes
    issued: bytes
    sheet: str
    key: str


class Writer:
    """A division officer with a habit of writing things in many ways."""

    def __init__(self, office: Office, rng: random.Random) -> None:
        self.office = office
        self.rng = rng

    def workbook(self) -> Filled:
        """A division's workbook with some months filled in without an error."""
        while True:
            code = self.rng.choice(sorted(self.office.issued))
            last = self.rng.choice(self.office.plan.months)
            earlier = [month for month in self.office.plan.months if month < last and self.rng.random() < 0.3]
            mine = self.office.rules.assignments[code]
            histories: dict[str, dict[Month, Entry]] = {assignment.key: {} for assignment in mine}
            typing = DivisionTyping(self.office.issued[code])
            for month in (*earlier, last):
                due = [
                    assignment for assignment in mine if is_due(assignment, histories[assignment.key], month)
                ]
                rows = {
                    assignment.key: self.row(assignment, histories[assignment.key], month)
                    for assignment in due
                }
                typing.type_month(month, self.signature(month), rows, {})
            plain = [assignment.key for assignment in due if assignment.step.every is None]
            if plain:
                key, name = self.rng.choice(plain), format_month(last, "sheet")
                return Filled(typing.save(_SAVED), self.office.issued[code], name, key)

    def signature(self, month: Month) -> Row:
        day = min(month.last_day + dt.timedelta(self.rng.randint(1, 5)), _INTAKE.date())
        era = day.year + 543
        forms = (
            *(format_date(day), format_date(day, "short"), format_date(day, "full", "thai")),
            *(f"{day.day}/{day.month}/{era}", f"{day:%d/%m}/{era % 100}", f"{day:%d-%m}-{era}"),
            *(day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"วันที่ {format_date(day)}"),
        )
        return {"reporter": self.rng.choice(_REPORTERS), "reported_on": self.rng.choice(forms)}

    def row(self, assignment: Assignment, history: dict[Month, Entry], month: Month) -> Row:
        """A row without an error that goes on from where the step was; its entry is remembered."""
        rng, plain = self.rng, assignment.step.every is None
        reached = max((entry.percent or Fraction(0) for entry in history.values()), default=Fraction(0))
        status = rng.choices([*STATUS_LABELS, ""], [0 if reached else 2, 8, 3, 1, 1, 1])[0]
        if status == "in_progress" and plain:
            reached = min(Fraction(99), reached + rng.randint(1, 30))
        if not status:
            return {"status": rng.choice(("", "-"))}
        told, number = f"{rng.choice(_DOES)}{rng.choice(_ABOUT)}", rng.randint(2, 999)
        percent = self.percent(reached) if status == "in_progress" and plain else ""
        if status == "done":
            percent = rng.choice(("", "100", "๑๐๐%", "-"))
        history[month] = Entry(assignment.key, status, reached)  # type: ignore[arg-type]
        label = rng.choice(_WORDS[status]) if rng.random() < 0.2 else STATUS_LABELS[status]
        return {
            "status": label,
            "percent": percent if plain else "",
            "action": f"{told}ครั้งที่ {number} มีผู้เกี่ยวข้อง {rng.randint(3, 90)} คน",
            "evidence": rng.choice(_EVIDENCE).format(n=number),
            "reason": rng.choice(_REASONS) if status in ("cannot", "na") else "",
        }

    def percent(self, reached: Fraction) -> str:
        number = str(int(reached))
        forms = (
            number,
            f"{number}%",
            f"ร้อยละ {to_thai(number)}",
            to_thai(number),
            f"{number}.0",
            f"{number} %",
        )
        return self.rng.choice((*forms, f"0.{int(reached):02d}", f"ประมาณ {number}%"))


BROKEN_FILES: Mapping[str, Callable[[Filled], bytes]] = {
    "file-empty": lambda _: b"",
    "file-not-workbook": lambda _: b"%PDF-1.7\n" + b"x" * 999,
    "file-damaged": lambda filled: filled.data[: len(filled.data) // 2],
    "sheet-duplicate": lambda filled: retype(
        filled.data, {}, {"xl/workbook.xml": ('name="สรุป"', f'name="{filled.sheet}"')}
    ),
    "cell-broken": lambda filled: retype(
        filled.data, {}, {"xl/worksheets/sheet2.xml": ("<row ", '<row><c r="B1"><v>1x5</v></c></row><row ')}
    ),
}
"""Files that cannot be read at all, by the code that says so."""


def _faulty(filled: Filled, fault: Fault | str) -> tuple[bytes, str, str]:
    """The workbook with a fault, and the code and cell by which it has to be found."""
    if isinstance(fault, str):
        return BROKEN_FILES[fault](filled), fault, ""
    place = Place(filled.issued, filled.sheet, filled.key)
    return retype(filled.data, fault.cells(place)), fault.code, place.expected(fault.where)


def _faults(rng: random.Random) -> Iterator[Fault | str]:
    """Each kind of fault in turn, in another order every round."""
    kinds: list[Fault | str] = [*ERRORS, *WARNINGS, *NOTES, *BROKEN_FILES]
    while True:
        rng.shuffle(kinds)
        yield from kinds


def run(count: int = COUNT, seed: int = SEED) -> Result:
    """Seed `count` faults into as many workbooks; the same seed gives the same workbooks."""
    result, begin = Result(), time.perf_counter()
    rng = random.Random(seed)
    faults = _faults(rng)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "office")
        writer = Writer(office, rng)
        for number in range(count):
            filled = writer.workbook()
            clean = office.found(filled.data)
            result.beside.update(finding.code for finding in clean)
            if has_errors(clean):
                errors = [finding for finding in clean if severity_of(finding) == "error"]
                result.wrong.append(f"no. {number}, a clean twin: {errors[0]}")
            data, code, cell = _faulty(filled, next(faults))
            met = any(finding.code == code and cell in ("", finding.cell) for finding in office.found(data))
            result.seeded[code] += 1
            result.met[code] += met
            if not met:
                result.wrong.append(f"no. {number}, {code} at {filled.sheet}!{cell} was not found")
    result.seconds = time.perf_counter() - begin
    return result


def report(count: int = COUNT) -> int:
    """Print how many of each seeded fault were found; exit status 1 where one was missed or made up."""
    result = run(count)
    print(f"\n{count:,} workbooks with a seeded fault and {count:,} clean twins: {result.seconds:.0f} s")
    print(f"{'seeded fault':<24}{'severity':>9}{'seeded':>8}{'found':>8}{'recall':>8}")
    for code, seeded in sorted(result.seeded.items(), key=_by_severity):
        recall = result.met[code] / seeded
        print(f"{code:<24}{CATALOGUE[code].severity:>9}{seeded:>8}{result.met[code]:>8}{recall:>8.0%}")
    seeded, met = result.seeded.total(), result.met.total()
    print(f"{'all':<33}{seeded:>8}{met:>8}{met / seeded:>8.0%}")
    beside = ", ".join(f"{code} {number}" for code, number in result.beside.most_common())
    print(f"on the clean twins: {sum('twin' in line for line in result.wrong)} with an error; {beside}")
    for line in result.wrong[:20]:
        print(f"WRONG: {line}")
    return 1 if result.wrong else 0


def _by_severity(item: tuple[str, int]) -> tuple[int, str]:
    return SEVERITIES.index(CATALOGUE[item[0]].severity), item[0]


if __name__ == "__main__":
    sys.exit(report(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
