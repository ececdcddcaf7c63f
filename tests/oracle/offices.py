"""Random offices for hypothesis: a plan, and one or two runs of `ita rollup` with what was sent by then.

What the contract leaves open is not drawn: see `_divisions`, `_row`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import strategies as st

from oracle.plan import Plan, Step
from oracle.raw_cells import BANGKOK, begins
from oracle.typed_forms import HUNDRED, PERCENTS, WORDS, date_forms, month_forms, percent_forms
from oracle.workbooks import (
    AGENCY,
    FIRST,
    FISCAL_YEAR,
    Cells,
    MonthSheet,
    Sending,
    Shown,
    Typed,
    plan_workbook,
)

NAMES = (
    *("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุข", "กองสวัสดิการสังคม"),
    *("กองยุทธศาสตร์", "หน่วยตรวจสอบภายใน"),
)
ALIASES = ("สป.", "กค., ส่วนการคลัง", "กองโยธา; ส่วนโยธา", "", "สธ.\nส่วนสาธารณสุข", "", "กยผ.", "ตสน.")


@dataclass(frozen=True)
class Run:
    """One `ita rollup`: what came since the last one, and when it is run."""

    as_of: dt.datetime
    month: int
    sent: tuple[Sending, ...]


@dataclass(frozen=True)
class RandomOffice:
    plan: bytes = field(repr=False)
    runs: tuple[Run, ...]


T = TypeVar("T")


@dataclass(frozen=True)
class _Hand:
    """Draws with few words."""

    draw: st.DrawFn

    def one(self, values: Iterable[T]) -> T:
        return self.draw(st.sampled_from(list(values)))

    def typed(self, *values: Typed) -> Typed:
        return self.one(values)

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def chance(self, percent: int) -> bool:
        """False is the simpler draw."""
        return self.number(0, 99) >= 100 - percent

    def month(self, low: int, high: int) -> tuple[int, Typed]:
        month = self.number(low, high)
        return month, self.one(month_forms(month))


@st.composite
def offices(draw: st.DrawFn) -> RandomOffice:
    """An office, its inbox and one or two runs; the last run rolls up the month to compare."""
    hand = _Hand(draw)
    data = _plan(hand)
    plan = Plan(data)
    month = FIRST + hand.number(0, 11)
    deadline = plan.deadline(month)
    as_of = hand.one(
        [
            deadline + dt.timedelta(days=1),
            plan.deadline(month + 2),
            plan.deadline(month + 1),
            deadline + dt.timedelta(seconds=1),
            deadline,
            begins(month) + dt.timedelta(days=22),
        ]
    )
    moments = [moment for moment in _moments(plan) if moment < as_of]
    stops = [as_of]
    if moments and hand.chance(60):
        stops.insert(0, hand.one(moments))
    sent: list[list[Sending]] = [[] for _ in stops]
    for code in plan.divisions:
        for stop, sending in _sendings(hand, plan, code, month, len(stops)):
            sent[stop].append(sending)
    runs = [
        Run(stop, month if stop is as_of else _running(stop), tuple(files))
        for stop, files in zip(stops, sent, strict=True)
    ]
    return RandomOffice(data, tuple(runs))


def _running(moment: dt.datetime) -> int:
    return min(max((moment.year + 543) * 12 + moment.month - 1, FIRST), FIRST + 11)


def _moments(plan: Plan) -> list[dt.datetime]:
    """Few moments, so that many files come at the same one: about the deadline, in and after the month."""
    found = []
    for month in range(FIRST, FIRST + 12):
        deadline = plan.deadline(month)
        found += [
            begins(month) + dt.timedelta(days=20, hours=9),
            deadline,
            deadline + dt.timedelta(seconds=1),
        ]
    return found


def _plan(hand: _Hand) -> bytes:
    divisions, names = _divisions(hand)
    measures: list[Cells] = []
    steps: list[Cells] = []
    for number in range(1, hand.number(1, 3) + 1):
        start, end = sorted((hand.number(0, 11), hand.number(0, 11)))
        measure: Cells = {"measure_no": str(number), "measure": f"มาตรการ {number}", "monitoring": "ทุกเดือน"}
        if hand.chance(50):
            measure["start"] = hand.one(month_forms(FIRST + start))
        if hand.chance(50):
            measure["end"] = hand.one(month_forms(FIRST + end))
        measures.append(measure | _weight(hand) | ({"label": f"๑.{number}"} if hand.chance(20) else {}))
        low = FIRST + start if "start" in measure else FIRST
        high = FIRST + end if "end" in measure else FIRST + 11
        for place in range(1, hand.number(1, 4) + 1):
            step: Cells = {
                "measure_no": str(number),
                "step_no": str(place),
                "step": f"ขั้นตอน {number}.{place}",
            }
            steps.append(step | _months_of_step(hand, low, high) | _weight(hand) | _responsible(hand, names))
    agency: Cells = {
        "agency_code": AGENCY,
        "agency_name": "องค์การบริหารส่วนตำบลหนองไผ่ทอง",
        "fiscal_year": str(FISCAL_YEAR),
    }
    if hand.chance(40):
        agency["report_due_day"] = hand.typed(1, 10, 28, "๑๕")
    return plan_workbook(agency, divisions, measures, steps)


def _divisions(hand: _Hand) -> tuple[list[Cells], list[list[str]]]:
    """The divisions, and by division what it may be called. A division that ends has a successor of its own:
    the contract does not say whose entries win where two divisions pass the same step on."""
    count = hand.one([2, 3, 1, 4, 8])
    divisions: list[Cells] = []
    names: list[list[str]] = []
    heirs: set[int] = set()
    for place in range(count):
        code = f"{place + 1:02d}"
        cells: Cells = {"division_code": code, "division_name": NAMES[place]}
        called = [code, NAMES[place]]
        if ALIASES[place]:
            cells["aliases"] = ALIASES[place]
            called.append(ALIASES[place].replace(";", ",").replace("\n", ",").split(",")[-1].strip())
        if hand.chance(25):
            cells["in_all"] = "ไม่"
        free = [index for index in range(place + 1, count) if index not in heirs]
        if free and hand.chance(30):
            heir = hand.one(free)
            heirs.add(heir)
            cells |= {"until": hand.month(FIRST, FIRST + 11)[1], "successor": f"{heir + 1:02d}"}
        elif hand.chance(3):
            cells["until"] = hand.month(FIRST, FIRST + 11)[1]
        divisions.append(cells)
        names.append(called)
    return divisions, names


def _weight(hand: _Hand) -> Cells:
    weight = hand.typed("", "", 2, 0.5, 0.1, 1.25, 3.75, "๒", "1.5")
    return {"weight": weight} if weight else {}


def _months_of_step(hand: _Hand, low: int, high: int) -> Cells:
    cells: Cells = {}
    due = high
    if hand.chance(60):
        due, cells["due"] = hand.month(low, high)
    begin = FIRST
    if hand.chance(25):
        begin, cells["from"] = hand.month(FIRST, due)
    if hand.chance(20):
        cells["until"] = hand.month(max(begin, low), FIRST + 11)[1]
    if hand.chance(25):
        cells["every"] = hand.one(["เดือน", "ไตรมาส"])
    return cells


def _responsible(hand: _Hand, names: list[list[str]]) -> Cells:
    if hand.chance(25):
        return {"divisions": hand.one(["ทุกกอง", "ทุกส่วนราชการ", "ทุกหน่วยงาน"])}
    chosen = hand.draw(
        st.lists(st.sampled_from(names), min_size=1, max_size=3, unique_by=lambda pair: pair[0])
    )
    separator = hand.one([", ", ";", "\n", "/"])
    return {"divisions": separator.join(hand.one(spellings) for spellings in chosen)}


def _sendings(hand: _Hand, plan: Plan, code: str, month: int, runs: int) -> list[tuple[int, Sending]]:
    """What a division sends: two clerks carry their own copies on, start anew, or send an old copy again."""
    until = plan.divisions[code].until
    if until is not None and hand.chance(70):
        month = min(month, until)
    copies: dict[int, dict[int, MonthSheet]] = {0: {}, 1: {}}
    found: list[tuple[int, Sending]] = []
    for place in range(hand.one([1, 2, 0, 3, 4] if len(plan.divisions) < 8 else [1, 0, 2])):
        stop = hand.number(found[-1][0] if found else 0, runs - 1)
        name = f"กอง {code}/ฉบับที่ {place + 1}.xlsx"
        way = hand.one(["carry on", "carry on", "fresh", "again"])
        if way == "again" and found:
            old = hand.one([sending for _, sending in found])
            found.append((stop, replace(old, name=name, modified=_moment(hand, plan, month))))
            continue
        clerk = hand.number(0, 1)
        copy = {} if way == "fresh" else copies[clerk]
        last = hand.one([month, month, month, max(FIRST, month - 1), min(FIRST + 11, month + 1)])
        for retyped in {last, hand.number(FIRST, last)} if way == "carry on" else {last}:
            copy[retyped] = _month_sheet(hand, plan, code, retyped)
        copies[clerk] = copy
        months = tuple(copy[month] for month in sorted(copy))
        saved = dt.datetime.fromtimestamp(int(_moment(hand, plan, last)), BANGKOK)
        agency = "99999902" if hand.chance(3) else AGENCY
        found.append((stop, Sending(name, code, months, saved, _moment(hand, plan, last), agency)))
    return found


def _moment(hand: _Hand, plan: Plan, month: int) -> float:
    """About the deadline of the month, or nonsense: before the month, or far in the future."""
    deadline = plan.deadline(month).timestamp()
    within = (begins(month) + dt.timedelta(days=20, hours=9)).timestamp()
    nonsense = [begins(month).timestamp() - 86400, 1.0e9, 1.9e9]
    return hand.one(
        [within, deadline, deadline + 0.5, deadline + 1, within + 7200, deadline - 86400, *nonsense]
    )


def _month_sheet(hand: _Hand, plan: Plan, code: str, month: int) -> MonthSheet:
    day = begins(month).date() + dt.timedelta(days=hand.one([25, 28, 31, 33]))
    head: Cells = {"division_name": plan.divisions[code].name}
    head |= {"reporter": "ผู้รายงาน"} if not hand.chance(3) else {}
    head |= {"reported_on": hand.one(date_forms(day))} if not hand.chance(3) else {}
    head |= {"reported_on": "เมื่อวาน"} if hand.chance(1) else {}
    keys = [step for step in plan.steps.values() if code in plan.holders(step, month)]
    empty = hand.chance(10)
    rows = [(step.key, {} if empty else _row(hand, step)) for step in keys]
    if rows and not empty and hand.chance(8):
        place = hand.number(0, len(rows) - 1)
        bad = _bad_row(hand) if keys[place].every or hand.chance(60) else _bad_plain_row(hand)
        rows[place] = (rows[place][0], bad)
    told: list[tuple[str, Cells]] = [("1", {"result": "สรุปผลถึงปัจจุบัน"})] if hand.chance(10) else []
    if any(cells for _, cells in rows) and hand.chance(5):
        rows.append(("9.9", {"status": "ดำเนินการแล้วเสร็จ", "percent": 120}))
    return MonthSheet(month, head, tuple(rows), tuple(told))


def _row(hand: _Hand, step: Step) -> Cells:
    """A row as the contract takes it without an error; percents stand in plain steps only."""
    status = hand.one(["", "in_progress", "done", "in_progress", "not_started", "cannot", "na"])
    if not status:
        return {}
    cells: Cells = {"status": hand.one(WORDS[status])}
    if hand.chance(30):
        cells["action"] = "ดำเนินการตามแผน"
    if status in ("cannot", "na"):
        cells["reason"] = "ไม่ได้รับงบประมาณ"
    if step.every and not hand.chance(15):
        return cells
    if status == "in_progress" or (status in ("cannot", "na") and hand.chance(50)):
        cells["percent"] = hand.one(percent_forms(hand.one(PERCENTS)))
    elif status == "done" and hand.chance(40):
        cells["percent"] = hand.one(HUNDRED)
    elif status == "not_started" and hand.chance(40):
        cells["percent"] = hand.typed(0, "๐", Shown(0, "0%"))
    return cells


def _bad_row(hand: _Hand) -> Cells:
    """One bad cell; a reason that is missing is one only where the row is due."""
    reason: Cells = {"reason": "ไม่ได้รับงบประมาณ"}
    return hand.one(
        [
            {"status": "อยู่ระหว่างดำเนินการ", "percent": 120},
            {"status": "ดีมาก"},
            {"percent": 50},
            {"action": "ดำเนินการตามแผน"},
            reason,
            {"status": "ไม่สามารถดำเนินการได้", "percent": "มาก", **reason},
            {"status": "ไม่สามารถดำเนินการได้"},
            {"status": "ไม่เกี่ยวข้อง", "percent": 20},
        ]
    )


def _bad_plain_row(hand: _Hand) -> Cells:
    """A percent that contradicts its status: an error where percents count."""
    return hand.one(
        [
            {"status": "อยู่ระหว่างดำเนินการ"},
            {"status": "อยู่ระหว่างดำเนินการ", "percent": 100},
            {"status": "ดำเนินการแล้วเสร็จ", "percent": 80},
            {"status": "ดำเนินการแล้วเสร็จ", "percent": Shown(0.995, "0%")},
            {"status": "ยังไม่ดำเนินการ", "percent": "๑๐"},
        ]
    )
