"""Responsible cells read into divisions, units and posts."""

from __future__ import annotations

import pytest
from source import codes, document, steps, table, understand

from toolkit.importer.divisions import Register
from toolkit.importer.words import known_divisions
from toolkit.thai.text import squash

CELLS = [
    ("๑.สำนักปลัด ๒.กองคลัง", ("สำนักปลัด", "กองคลัง"), ()),
    ("สำนักปลัด กองคลัง กองช่าง", ("สำนักปลัด", "กองคลัง", "กองช่าง"), ()),
    ("กองคลัง/ สำนัก ปลัดเทศบาล", ("กองคลัง", "สำนักปลัด"), ()),
    ("กองสวัสดิการ สังคม", ("กองสวัสดิการสังคม",), ()),
    ("กองคลัง (งานพัสดุฯ) ๑) ผู้อำนวยการกองคลัง ๒) หัวหน้างานพัสดุ", ("กองคลัง",), ("งานพัสดุฯ",)),
    ("กองคลัง (งานการเงิน) สำนักปลัด ( งานแผน)", ("กองคลัง", "สำนักปลัด"), ("งานการเงิน", "งานแผน")),
    ("งานตรวจสอบภายใน", ("หน่วยตรวจสอบภายใน",), ()),
    ("ฝ่ายสำนักปลัด อบต.ทุ่งตัวอย่าง", ("สำนักปลัด",), ()),
    ("นิติกร สำนักปลัดองค์การบริหารส่วนตำบลทุ่งตัวอย่าง", ("สำนักปลัด",), ()),
    ("กองการศึกษา ศาสนาและวัฒนธรรม", ("กองการศึกษา",), ()),
    ("กองสาธารณสุขฯ", ("กองสาธารณสุขและสิ่งแวดล้อม",), ()),
    ("กองคลังและกองช่าง", ("กองคลัง", "กองช่าง"), ()),
    ("สป./กค./กช.", ("สำนักปลัด", "กองคลัง", "กองช่าง"), ()),
    ("งานนิติการ สำนักปลัด", ("สำนักปลัด",), ("งานนิติการ",)),
    ("ปลัดเทศบาล", (), ("ปลัดเทศบาล",)),
    ("ผู้บริหาร", (), ("ผู้บริหาร",)),
    ("กองช่างสุขาภิบาล", ("กองช่างสุขาภิบาล",), ()),
    ("สำนักงานตรวจสอบภายใน", ("สำนักงานตรวจสอบภายใน",), ()),
    ("กลุ่มงานตรวจสอบภายใน", ("กลุ่มงานตรวจสอบภายใน",), ()),
    ("หัวหน้างานกองคลัง", ("กองคลัง",), ()),
    ("กองยุทธศาสตร์ งบประมาณ และดิจิทัลชุมชน", ("กองยุทธศาสตร์ งบประมาณ และดิจิทัลชุมชน",), ()),
    ("กองการศึกษา ศาสนา และวัฒนธรรม", ("กองการศึกษา",), ()),
    ("ฝ่ายบริการที่ ๑ และ ๒", ("ฝ่ายบริการที่ ๑ และ ๒",), ()),
    ("กองคลัง และ ประชาชน", ("กองคลัง",), ()),
    ("กองคลัง และ สป.", ("กองคลัง", "สำนักปลัด"), ()),
    ("ศูนย์ ICT", ("ศูนย์ ICT",), ()),
]


@pytest.mark.parametrize(("cell", "divisions", "units"), CELLS)
def test_cells(cell: str, divisions: tuple[str, ...], units: tuple[str, ...]) -> None:
    found = Register().read(cell)
    assert (found.divisions, found.units, found.everyone) == (divisions, units, False)


@pytest.mark.parametrize("cell", ["ทุกกอง", "ทุกกอง/งาน", "ทุกสำนัก/กอง", "ทุกส่วนราชการ", "ทุก กอง", "ทุกหน่วยงาน"])
def test_every_division(cell: str) -> None:
    found = Register().read(cell)
    assert (found.everyone, found.divisions) == (True, ())


def test_the_office_itself_is_no_division_unless_nobody_else_is_named() -> None:
    register = Register(office="สำนักงานจังหวัดสมมุติ")
    cells = ("สำนักงานจังหวัดสมมุติ, สำนักงานคลังจังหวัดสมมุติ", "สำนักงานจังหวัดสมมุติ")
    assert [register.read(cell).divisions for cell in cells] == [
        ("สำนักงานคลังจังหวัดสมมุติ",),
        ("สำนักงานจังหวัดสมมุติ",),
    ]


def test_the_table_names_divisions_as_the_document_does() -> None:
    register = Register()
    for cell in ("สำนัก ปลัดเทศบาล", "สำนักปลัด", "กองสาธารณสุขฯ", "กองสาธารณสุข", "กองทะเบียนราษฎร"):
        register.read(cell)
    assert register.rows() == [
        {"division_code": "01", "division_name": "สำนักปลัดเทศบาล", "aliases": "สำนักปลัด"},
        {
            "division_code": "06",
            "division_name": "กองสาธารณสุข",
            "aliases": "กองสาธารณสุขฯ, กองสาธารณสุขและสิ่งแวดล้อม",
        },
        {"division_code": "12", "division_name": "กองทะเบียนราษฎร", "aliases": ""},
    ]


@pytest.mark.parametrize(
    "cell", ["กองสาธารณสุขและ/nสิ่งแวดล้อม", "กองสาธารณสุข และสิ่งแวดล้อม", "กองสาธารณสุขและสิ่งแวดล้อม"]
)
def test_a_full_name_is_not_shortened(cell: str) -> None:
    rows = f"มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\nก | ทำ | กองสาธารณสุข\nข | ทำ | {cell}"
    assert steps(understand(document(table(rows))), "divisions") == [
        ("กองสาธารณสุข",),
        ("กองสาธารณสุขและสิ่งแวดล้อม",),
    ]


def test_no_name_stands_for_two_divisions() -> None:
    names = [squash(name) for names in known_divisions().values() for name in names]
    assert sorted({name for name in names if names.count(name) > 1}) == []


HEADS = "มาตรการ | ขั้นตอน | ผู้รับผิดชอบ"


def test_a_new_name_is_a_division_with_a_doubt() -> None:
    made = understand(document(table(f"{HEADS}\nก | ทำ | กองช่างสุขาภิบาล, กองคลัง")))
    assert steps(made, "divisions") == [("กองช่างสุขาภิบาล, กองคลัง",)]
    assert "import-division-new" in codes(made)


def test_where_nobody_is_named_a_marked_name_stands() -> None:
    made = understand(document(table(f"{HEADS}\nก | ทำ | ผู้บริหาร")))
    assert steps(made, "divisions") == [("ยังไม่ระบุ",)]
    assert "import-division-missing" in codes(made)
    assert ("steps", 0, "divisions") in made.content.notes


def test_every_division_is_kept_as_it_is_said() -> None:
    made = understand(document(table(f"{HEADS}\nก | ทำ | ทุกกอง/งาน\nข | ทำ | กองคลัง")))
    assert steps(made, "divisions") == [("ทุกกอง/งาน",), ("กองคลัง",)]
    (few,) = [finding for finding in made.findings if finding.code == "import-divisions-few"]
    assert few.found == "กองคลัง"
