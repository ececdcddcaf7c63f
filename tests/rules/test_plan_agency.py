"""What stands on the sheet หน่วยงาน: words printed twice, addresses, numerals and pictures."""

from __future__ import annotations

import pytest
from small_office import AGENCY, SmallOffice, edited, plan_content

from toolkit.api import Office
from toolkit.intake.plan_file import check_plan_file

CODES = ("place-word-twice", "website-without-https", "numerals-word", "logo-missing", "logo-unreadable")


def told(office: SmallOffice, **values: str) -> list[tuple[str, str, str]]:
    office.change_plan(plan_content(agency={**AGENCY, **values}))
    found = check_plan_file(office.office).result.findings
    return [(finding.code, finding.found, finding.expected) for finding in found if finding.code in CODES]


@pytest.mark.parametrize(
    ("key", "text", "word"),
    [
        ("district", "อำเภอเมืองตัวอย่าง", "อำเภอ"),
        ("district", "อ.เมืองตัวอย่าง", "อำเภอ"),
        ("province", "จังหวัดตัวอย่าง", "จังหวัด"),
        ("province", "จ. ตัวอย่าง", "จังหวัด"),
        ("district", "เมืองตัวอย่าง", ""),
        ("province", "อำนาจเจริญ", ""),
    ],
)
def test_a_word_that_reports_print_themselves(
    small_office: SmallOffice, key: str, text: str, word: str
) -> None:
    assert told(small_office, **{key: text}) == ([("place-word-twice", text, word)] if word else [])


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.example.go.th/ita", False),
        ("HTTPS://www.example.go.th", False),
        ("www.example.go.th", True),
        ("http://www.example.go.th", True),
        ("example.go.th/ita", True),
    ],
)
def test_a_website_that_cannot_be_opened(small_office: SmallOffice, address: str, found: bool) -> None:
    assert told(small_office, website=address) == ([("website-without-https", address, "")] if found else [])


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("เลขไทย", ""),
        ("เลข อารบิก", ""),
        ("ไทย", "เลขไทย"),
        ("เลขฝรั่ง", "เลขไทย"),
    ],
)
def test_a_word_that_is_not_in_the_list_of_numerals(
    small_office: SmallOffice, text: str, read_as: str
) -> None:
    told(small_office, numerals="เลขไทย")
    plan = small_office.office.plan
    plan.write_bytes(edited(plan.read_bytes(), "<t>เลขไทย</t>", f"<t>{text}</t>"))
    found = check_plan_file(small_office.office).result.findings
    told_of = [(finding.found, finding.expected) for finding in found if finding.code == "numerals-word"]
    assert told_of == ([(text, read_as)] if read_as else [])


@pytest.mark.parametrize("key", ["logo", "garuda"])
@pytest.mark.parametrize("name", ["ตรา.png", "ภาพ/ตรา.png", "C:\\ตรา.png", "../ตรา.png"])
def test_a_picture_that_is_not_there(small_office: SmallOffice, key: str, name: str) -> None:
    assert told(small_office, **{key: name}) == [("logo-missing", name, "")]
    if name[0] in "ตภ":
        path = small_office.office.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"a picture")
        assert told(small_office, **{key: name}) == []


def test_the_next_year_takes_the_pictures_along(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(agency={**AGENCY, "logo": "ภาพ/ตรา.png", "garuda": "ครุฑ.png"}))
    (small_office.office.root / "ภาพ").mkdir()
    (small_office.office.root / "ภาพ" / "ตรา.png").write_bytes(b"a seal")
    new = Office(small_office.office.root).carry_over(small_office.office.root.parent / "ปี 2568").office
    assert (new.root / "ภาพ" / "ตรา.png").read_bytes() == b"a seal"
    found = check_plan_file(new).result.findings
    assert [finding.found for finding in found if finding.code == "logo-missing"] == ["ครุฑ.png"]
