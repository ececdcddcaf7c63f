"""The office and the fiscal year that a document is about."""

from __future__ import annotations

import pytest
from source import codes, document, table, understand

from toolkit.importer.agency import SourceAgency, fiscal_year, read_agency
from toolkit.model.finding import UserError

PLAN = table("มาตรการ | ขั้นตอน | ผู้รับผิดชอบ\n๑. ก | ทำ | กองคลัง")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งตัวอย่าง อำเภอสมมุติ จังหวัดตัวอย่าง\nที่ ตย ๕๒๓๐๑/๑๕",
            SourceAgency(
                "เทศบาลตำบลทุ่งตัวอย่าง",
                "เทศบาลตำบล",
                "สมมุติ",
                "ตัวอย่าง",
                "ตย 52301/",
                "สำนักปลัด เทศบาลตำบลทุ่งตัวอย่าง",
            ),
        ),
        (
            "อบต.ทุ่งตัวอย่าง\nตามที่องค์การบริหารส่วนตำบลทุ่งตัวอย่างได้ จัดทำแผน",
            SourceAgency("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "องค์การบริหารส่วนตำบล"),
        ),
        (
            "เทศบาลเมืองแบบอย่าง\nเทศบาลเมืองแบบอย่าง\nเทศบาลเมืองแบบอยาง",
            SourceAgency("เทศบาลเมืองแบบอย่าง", "เทศบาลเมือง"),
        ),
        ("ไม่มีชื่อ", SourceAgency()),
    ],
)
def test_the_office(text: str, expected: SourceAgency) -> None:
    assert read_agency(document(text=text)) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๘", (2568, ())),
        ("วิเคราะห์ผลการประเมิน ITA ปีงบประมาณ 2567 และจัดทำมาตรการ ในปีงบประมาณ 2568", (2568, (2567,))),
        ("วิเคราะห์ผลการประเมินปีงบประมาณ 2568\nผลคะแนนปีงบประมาณ 2568\nมาตรการปีงบประมาณ 2567", (2568, (2567,))),
        ("แผนปฏิบัติการ ๕ ปี (พ.ศ. ๒๕๖๖ - ๒๕๗๐)", (2570, (2566,))),
        ("เมื่อวันที่ ๑ ตุลาคม ๒๕๖๗", (0, ())),
    ],
)
def test_the_year_of_the_measures_and_others_to_be_asked(
    text: str, year: tuple[int, tuple[int, ...]]
) -> None:
    assert fiscal_year(document(text=text), [], chart=False) == year


def test_without_a_year_the_user_is_asked_for_one() -> None:
    with pytest.raises(UserError) as caught:
        understand(document(PLAN, text="แผนมาตรการ"))
    assert caught.value.finding.code == "import-year-missing"
    assert understand(document(PLAN, text="แผนมาตรการ"), 2568).fiscal_year == 2568


def test_periods_win_over_headings_and_the_difference_is_told() -> None:
    rows = "มาตรการ | ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ\n๑. ก | ทำ | ต.ค. 66 - ก.ย. 67 | กองคลัง"
    made = understand(document(table(rows), text="แผนปีงบประมาณ 2569"))
    assert made.source_year == 2567
    assert "import-year-asked" in codes(made)


def test_what_a_document_cannot_say_is_marked() -> None:
    made = understand(document(PLAN, text="ปีงบประมาณ 2568"))
    assert made.content.agency["agency_code"] == made.content.agency["agency_name"] == "ยังไม่ระบุ"
    assert "import-agency-missing" in {finding.code for finding in made.findings}
    assert ("agency", 0, "value") in made.content.notes
    assert ("agency", 1, "value") in made.content.notes
