"""Every rule about a division's workbook is met by typing something into a real one, and not by its clean twin.

The office is the small one: division 01 with steps 1.1 and 1.2. In December its workbook shows the row of
step 1.1 at row 12 (status G, percent H, action I, evidence J, reason K) and measure 1's outcome at row 17.
"""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from bench.faults import ERRORS, NOTES, WARNINGS, Fault, Place
from bench.retyped import retype
from small_office import MEASURES, STEPS, Sheet, SmallOffice, plan_content, sheet, typed

from toolkit.messages.catalogue import CATALOGUE, codes_of, severity_of
from toolkit.model.finding import Finding, Severity
from toolkit.model.month import Month

DECEMBER = "ธ.ค.66"
NOVEMBER = sheet("พ.ย.", "4 ธ.ค. 2566", {"1.1": "p30", "1.2": "n"})
TWIN = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})


def found_in(office: SmallOffice, data: bytes, at: str = "2024-01-06 09:00") -> tuple[Finding, ...]:
    """What the intake finds in one workbook that came on 4 January."""
    office.send("a.xlsx", data, "2024-01-04 09:00")
    (result,) = (file for file in office.take(at, keep=False).files if file.file == "inbox/a.xlsx")
    return result.findings


def test_nothing_is_found_in_the_clean_twin(small_office: SmallOffice) -> None:
    """The workbook over which the faults below are typed."""
    assert found_in(small_office, small_office.fill("01", NOVEMBER, TWIN)) == ()


FAULTS = (*ERRORS, *WARNINGS, *NOTES)


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{case.code}-{number}" for number, case in enumerate(FAULTS)])
def test_a_fault_that_is_typed_over_a_clean_row(small_office: SmallOffice, fault: Fault) -> None:
    clean = small_office.fill("01", NOVEMBER, TWIN)
    place = Place(clean, DECEMBER, "1.1")
    found = [
        finding
        for finding in found_in(small_office, retype(clean, fault.cells(place)))
        if finding.code == fault.code
    ]
    severity = CATALOGUE[fault.code].severity_in(Month(2566, 12))
    assert [severity_of(finding) for finding in found] == [severity] * len(found)
    cells = [(finding.sheet, finding.cell) for finding in found]
    if fault.where:
        assert cells == [(DECEMBER, place.expected(fault.where))]
    else:
        assert found and all(not cell or place.expected("status")[1:] != cell for _, cell in cells)


# --- what needs more than one cell: earlier months, several rows, another plan -------------------

Row = dict[str, str]
OWN_WORDS = "เชิญผู้แทนทุกหมู่บ้านมาให้ความเห็นต่อร่างคู่มือ"
FIVE_STEPS = (
    *STEPS,
    *(
        {"measure_no": "1", "step_no": str(number), "step": f"งานที่ {number}", "divisions": "01"}
        for number in (3, 4, 5)
    ),
)


def row(word: str, **more: str) -> Row:
    return {**typed(word), **more}


@dataclass(frozen=True)
class Case:
    """Months that are typed in, the code they meet, how grave it is and where; `twin` stays clean of it."""

    code: str
    severity: Severity
    where: str
    sheets: tuple[Sheet, ...]
    twin: tuple[Sheet, ...]
    steps: tuple[Mapping[str, str], ...] = STEPS
    measures: tuple[Mapping[str, str], ...] = MEASURES
    at: str = "2024-01-06 09:00"
    cells: Mapping[str, str] = field(default_factory=dict)


def december(rows: Mapping[str, str | Row] | None = None, **options: object) -> Sheet:
    return sheet("ธ.ค.", "4 ม.ค. 2567", rows if rows is not None else {"1.1": "p40", "1.2": "n"}, **options)  # type: ignore[arg-type]


def november(*words: str | Row) -> Sheet:
    return sheet("พ.ย.", "4 ธ.ค. 2566", dict(zip(("1.1", "1.2"), words, strict=False)))


def march(rows: Mapping[str, str | Row], outcomes: Mapping[str, Row]) -> Sheet:
    return sheet("มี.ค.", "4 เม.ย. 2567", rows, outcomes=outcomes)


def steps(**fields: str) -> tuple[Mapping[str, str], ...]:
    """The plan's steps, step 1.1 with more fields."""
    return ({**STEPS[0], **fields}, *STEPS[1:])


TWO_MEASURES = (*STEPS, {"measure_no": "2", "step_no": "2", "step": "ตรวจเว็บไซต์", "divisions": "01"})
LATER = "2024-04-06 09:00"
BOTH = {"1.1": "p40", "1.2": "n", "2.2": "n"}
DUE = {"due": "พ.ย. 66"}
PROVEN = {"evidence_required": "ใช่"}
EACH = ("1.1", "1.2", "1.3", "1.4", "1.5")

CASES = (
    # beside the months before
    Case("percent-fell", "warning", "H12", (november("p40"), december({"1.1": "p30"})), (november("p40"), december({"1.1": "p40"}))),
    Case("percent-fell", "warning", "G12", (november("p40"), december({"1.1": "n"})), (november("n"), december({"1.1": "n"}))),
    Case("percent-fell", "warning", "H12", (november("p40"), december({"1.1": row("c10")})), (november("p40"), december({"1.1": row("c")}))),
    Case("row-settled", "warning", "G12", (november("d"), december({"1.1": "p90"})), (november("p40"), december({"1.1": "d"}))),
    Case("row-settled", "warning", "G12", (november("x"), december({"1.1": "d"})), (november("x"), december({"1.2": "d"}))),
    Case("row-not-due", "warning", "G12", (december({"1.1": "p40"}),), (december({"1.2": "p40"}),), steps(**{"from": "ม.ค. 67"})),
    Case("row-not-due", "warning", "G12", (december({"1.1": "d"}),), (november("d"),), steps(every="เดือน", due="พ.ย. 66")),
    Case("past-due", "note", "G12", (december({"1.1": "p40"}),), (november("p40"),), steps(**DUE)),
    Case("past-due", "note", "G12, G13", (december({"1.1": "p40", "1.2": "n"}),), (december({"1.1": row("p40", reason="รออุปกรณ์"), "1.2": "d"}),), tuple({**step, **DUE} for step in STEPS)),
    Case("past-due", "note", "G12", (december({"1.1": "n"}),), (december({"1.1": "d"}),), steps(**DUE)),
    Case("action-repeated", "note", "I12", (november(row("p30", action=OWN_WORDS)), december({"1.1": row("p40", action=f" {OWN_WORDS}")})), (november(row("p30", action=OWN_WORDS)), december({"1.1": row("d", action=OWN_WORDS)}))),
    # several rows
    Case("action-same-everywhere", "note", "I12", (december(dict.fromkeys(EACH, "p40")),), (december({key: row("p40", action=f"ดำเนินการตามแผนข้อ {key}") for key in EACH}),), FIVE_STEPS),
    Case("all-na", "warning", "G12", (december({"1.1": "x", "1.2": "x"}),), (december({"1.1": "x", "1.2": "n"}),)),
    Case("result-same", "note", "D18", (march(BOTH, {"1": {"result": OWN_WORDS}, "2": {"result": OWN_WORDS}}),), (march(BOTH, {"1": {"result": OWN_WORDS}, "2": {"result": "เว็บไซต์ครบทุกหัวข้อแล้ว"}}),), TWO_MEASURES, at=LATER),
    Case("row-blank", "note", "G13", (december({"1.1": "p40"}),), (december(),)),
    # what a status or a month asks for
    Case("evidence-missing", "warning", "J12", (december({"1.1": row("d", evidence="-")}),), (december({"1.1": row("d", evidence="แฟ้มที่ 3")}),), steps(**PROVEN)),
    Case("evidence-vague", "note", "J12", (december({"1.1": row("d", evidence="ตามเอกสารแนบ")}),), (december({"1.1": row("p40", evidence="ตามเอกสารแนบ")}),), steps(**PROVEN)),
    Case("result-missing", "warning", "D17", (march({"1.1": "p40", "1.2": "n"}, {"1": {"result": "-"}}),), (march({"1.1": "p40", "1.2": "n"}, {"1": {"result": "ร่างแล้ว"}}),), at=LATER),
    Case("result-missing", "warning", "D17", (december({"1.1": "d", "1.2": "d"}),), (december({"1.1": "d", "1.2": "n"}),)),
    Case("result-missing", "warning", "D17", (march({"1.1": "p40", "1.2": "n"}, {}),), (march({"1.1": "x", "1.2": "x"}, {}),), at=LATER),
    Case("result-missing", "warning", "D18, D19", (march(BOTH, {}),), (march(BOTH, {"1": {"result": "ร่างแล้ว"}, "2": {"result": "ตรวจแล้ว"}}),), TWO_MEASURES, at=LATER),
    Case("time-ahead", "note", "I12", (december({"1.1": row("d", action="ประกาศใช้เมื่อวันที่ 15 มี.ค. 67")}),), (december({"1.1": row("d", action="ประกาศใช้ จะอบรมภายในเดือน มี.ค. 67")}),)),
    Case("percent-not-counted", "note", "H12", (december({"1.1": row("p40")}),), (december({"1.1": row("p")}),), steps(every="เดือน")),
    # months and heads
    Case("month-not-begun", "warning", "", (TWIN, sheet("ม.ค.", "", {"1.1": "p50"})), (TWIN, sheet("ม.ค.", "")), at="2023-12-29 09:00"),
    Case("month-draft", "note", "", (sheet("ธ.ค.", "", {"1.1": "p40"}),), (TWIN,), at="2023-12-29 09:00"),
    Case("nothing-submitted", "warning", "", (), (TWIN,)),
    # keys
    Case("row-inserted", "warning", "G12", (TWIN,), (TWIN,), cells={f"{DECEMBER}!A12": ""}),
    Case("row-not-yours", "warning", "G12", (TWIN,), (TWIN,), cells={f"{DECEMBER}!A12": '"2.1"'}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{number}" for number, case in enumerate(CASES)])
def test_what_needs_more_than_one_cell(small_office: SmallOffice, case: Case) -> None:
    if case.steps is not STEPS or case.measures is not MEASURES:
        small_office.change_plan(plan_content(steps=case.steps, measures=case.measures))
        small_office.distribute("2023-10-03 09:00")
    data = retype(small_office.fill("01", *case.sheets), case.cells)
    found = [finding for finding in found_in(small_office, data, case.at) if finding.code == case.code]
    assert [(severity_of(finding), finding.cell) for finding in found] == [(case.severity, case.where)]
    twin = found_in(small_office, small_office.fill("01", *case.twin), case.at)
    assert case.code not in {finding.code for finding in twin}


def test_a_workbook_of_an_earlier_plan(small_office: SmallOffice) -> None:
    data = small_office.fill("01", TWIN)
    small_office.change_plan(plan_content(steps=FIVE_STEPS))
    assert "plan-older" in {finding.code for finding in found_in(small_office, data)}


def test_a_report_dated_before_the_accepted_one(small_office: SmallOffice) -> None:
    small_office.send("b.xlsx", small_office.fill("01", TWIN), "2024-01-04 09:00")
    small_office.take("2024-01-04 10:00")
    for day, told in (("3 ม.ค. 2567", True), ("5 ม.ค. 2567", False)):
        again = small_office.fill("01", sheet("ธ.ค.", day, {"1.1": "p20", "1.2": "n"}))
        found = {
            (finding.code, severity_of(finding), finding.sheet) for finding in found_in(small_office, again)
        }
        assert (("older-report", "warning", DECEMBER) in found) is told


def test_every_code_of_a_workbook_is_met_here() -> None:
    met = {case.code for case in (*FAULTS, *CASES)} | {"plan-older", "older-report"}
    # Links, merged cells and rows without a key need other cells than a fault types: see test_safety.py.
    met |= {"evidence-link-unread", "rows-merged", "row-without-key"}
    # Number formats are no values either: see test_row_values.py.
    met |= {"percent-shown"}
    # An address with a user's name: see test_evidence.py.
    met |= {"evidence-login"}
    # A sheet signed by the head of the division next door: see tests/intake/test_take_in_plan.py.
    met |= {"reporter-other-division"}
    # A file like one before, or without the month that is waited for: see tests/intake/test_sent_again.py.
    met |= {"resent-known", "resent-returned", "resent-without-month", "month-left-out"}
    assert sorted({*codes_of("submission"), *codes_of("values"), *codes_of("sense")} - met) == []
    assert len(met) >= 45
