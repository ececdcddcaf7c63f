"""Who writes a memo, whose opinions it asks for, and whom it addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sample_office import sample_figures, sample_plan

from toolkit.model.plan import Division, Plan, Signatory
from toolkit.report.memo import memo_people, memo_text
from toolkit.report.memo_body import as_clause

PLAN = sample_plan()
FIGURES = sample_figures(PLAN, entries={})
OFFICE = PLAN.agency.agency_name


def _signed(*people: tuple[str, str, str], name: str = OFFICE) -> Plan:
    listed = tuple(Signatory(str(place), *person) for place, person in enumerate(people, 1))
    return replace(PLAN, agency=replace(PLAN.agency, agency_name=name), signatories=listed)


WRITER = ("ผู้จัดทำ", "นาย ก", "นักวิเคราะห์")
HEAD = ("หัวหน้าสำนักปลัด", "นาย ข", "หัวหน้าสำนักปลัด")
CLERK = ("ปลัด", "นาย ค", "")
CHIEF = ("นายก", "", "")


@pytest.mark.parametrize(
    ("people", "writer", "asked"),
    [
        ((WRITER, HEAD, CLERK, CHIEF), "(นาย ก)", ["หัวหน้าสำนักปลัด", f"ปลัด{OFFICE}", f"นายก{OFFICE}"]),
        ((HEAD, WRITER, CHIEF), "(นาย ก)", ["หัวหน้าสำนักปลัด", f"นายก{OFFICE}"]),
        ((("ผู้รายงาน", "นาย ข", "หัวหน้าสำนักปลัด"), CLERK), "(นาย ข)", [f"ปลัด{OFFICE}"]),
        ((("", "นาย ก", "นักวิเคราะห์"), ("", "นาย ค", "ปลัดตำบล")), "(นาย ก)", ["ปลัดตำบล"]),
        ((HEAD, CLERK), "(....", ["หัวหน้าสำนักปลัด", f"ปลัด{OFFICE}"]),
        ((WRITER, ("ผู้ตรวจสอบ", "นาย ข", "")), "(นาย ก)", ["ผู้ตรวจสอบ"]),
        (  # who acts for somebody gives the opinion of that post
            (WRITER, ("ผู้เห็นชอบ", "นาย ข", f"หัวหน้าสำนักปลัด รักษาราชการแทน ปลัด{OFFICE}")),
            "(นาย ก)",
            [f"ปลัด{OFFICE}"],
        ),
        ((WRITER,), "(นาย ก)", ["หัวหน้าสำนักปลัด", f"ปลัด{OFFICE}", f"นายก{OFFICE}"]),
        ((), "(....", ["หัวหน้าสำนักปลัด", f"ปลัด{OFFICE}", f"นายก{OFFICE}"]),
    ],
)
def test_roles_decide(people: tuple[tuple[str, str, str], ...], writer: str, asked: list[str]) -> None:
    found = memo_people(_signed(*people))
    assert found.writer.name.startswith(writer)
    assert [opinion.heading for opinion in found.opinions] == [f"ความเห็นของ{address}" for address in asked]


def test_what_is_not_known_is_dotted() -> None:
    found = memo_people(_signed(WRITER, ("ผู้ตรวจสอบ", "", ""), CHIEF))
    checker, chief = (opinion.signature for opinion in found.opinions)
    assert set(checker.name) == {"(", ".", ")"} and set(checker.title) == {"."}
    assert set(chief.name) == {"(", ".", ")"} and chief.title == f"นายก{OFFICE}"


@pytest.mark.parametrize(
    ("name", "chief"),
    [
        ("เทศบาลตำบลทุ่งตัวอย่าง", "นายกเทศมนตรีตำบลทุ่งตัวอย่าง"),
        ("เทศบาลเมืองจำลอง", "นายกเทศมนตรีเมืองจำลอง"),
        ("องค์การบริหารส่วนจังหวัดจำลองบุรี", "นายกองค์การบริหารส่วนจังหวัดจำลองบุรี"),
        ("สถาบันตัวอย่าง", "หัวหน้าหน่วยงาน"),
    ],
)
def test_the_chief_executive_by_the_kind_of_office(name: str, chief: str) -> None:
    found = memo_people(_signed(name=name))
    assert found.chief == chief
    assert found.opinions[-1].heading == f"ความเห็นของ{chief}"


def test_another_office_addresses_the_last_who_signs() -> None:
    assert (
        memo_people(_signed(WRITER, ("", "", "ผู้อำนวยการสถาบัน"), name="สถาบันตัวอย่าง")).chief == "ผู้อำนวยการสถาบัน"
    )


@pytest.mark.parametrize(
    ("division", "unit", "sender"),
    [
        (Division("1", "สำนัก ปลัดเทศบาล"), "สำนัก ปลัดเทศบาล", f"สำนัก ปลัดเทศบาล {OFFICE}"),
        (Division("1", "ฝ่ายอำนวยการ", ("สำนักปลัด",)), "ฝ่ายอำนวยการ", f"ฝ่ายอำนวยการ {OFFICE}"),
        (Division("1", f"สำนักปลัด{OFFICE}"), f"สำนักปลัด{OFFICE}", OFFICE),
        (Division("1", "กองคลัง"), "", OFFICE),
    ],
)
def test_the_unit_that_writes(division: Division, unit: str, sender: str) -> None:
    plan = replace(PLAN, divisions=(division,))
    assert memo_people(plan).unit == unit
    assert memo_text(plan, FIGURES, "plan").sender.startswith(sender)


@pytest.mark.parametrize(
    ("count", "rows"),
    [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 3]), (6, [3, 3]), (7, [3, 3, 3])],
)
def test_opinions_stand_side_by_side_in_equal_rows(count: int, rows: list[int]) -> None:
    plan = _signed(*(("ผู้ตรวจสอบ", f"นาย {place}", "") for place in range(1, count + 1)))
    memo = memo_text(plan, FIGURES, "plan")
    assert [len(row) for row in memo.opinion_rows] == rows
    names = [cell.signature.name for row in memo.opinion_rows for cell in row if cell.heading]
    assert names == [opinion.signature.name for opinion in memo.opinions] and len(names) == count


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((), ""),
        (("ก",), "ก"),
        (("ก", "ข"), "ก และข"),
        (("ก", "ข", "ค"), "ก ข และค"),
        (("1", "2"), "1 และ 2"),
    ],
)
def test_parts_are_listed(parts: Sequence[str], text: str) -> None:
    assert as_clause(parts) == text
