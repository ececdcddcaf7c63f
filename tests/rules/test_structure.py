"""What became of the form: typed over, pasted over, rows and sheets deleted; it stops nothing."""

from __future__ import annotations

import re

import pytest
from small_office import MONTHS, SmallOffice, edited, sheet, values, verdicts
from zoo.altered import rezipped, without_sheets

from toolkit.model.finding import Finding
from toolkit.model.month import fiscal_months
from toolkit.rules.structure import check_month_sheets

AT, TAKEN_AT = "2024-01-04 09:00", "2024-01-06 09:00"
SHEET = "xl/worksheets/sheet4.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
DECEMBER = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
PREVIOUS = re.compile(r'(<c r="F12"[^>]*>)<f>[^<]*</f>')
READY = re.compile(r'(<c r="D4"[^>]*>)<f>[^<]*</f>')


def taken(office: SmallOffice, data: bytes) -> list[Finding]:
    office.send("a.xlsx", data, AT)
    (file,) = office.take(TAKEN_AT).files
    return list(file.findings)


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.cell, finding.found) for finding in findings]


@pytest.mark.parametrize(
    ("pattern", "new", "found"),
    [
        (PREVIOUS, r"\1<v>40</v>", [("computed-overwritten", "F12", "F12")]),
        (PREVIOUS, r"\1", [("computed-overwritten", "F12", "F12")]),
        (READY, r"\1<v>พร้อมส่ง</v>", [("computed-overwritten", "D4", "D4")]),
        (re.compile(r"<f>[^<]*</f>"), "<v>1</v>", [("computed-overwritten", "D4", "D4, F12, F13")]),
        (re.compile('sqref="G12:G13"'), 'sqref="G13"', [("dropdown-lost", "G12", "G12")]),
        (re.compile('sqref="G12:G13"'), 'sqref="H3 G12 G13:H13"', []),
        (re.compile('sqref="G12:G13"'), 'sqref="G:G"', []),
        (re.compile('sqref="G12:G13"'), 'sqref="9:20"', []),
        (re.compile('type="list"'), 'type="whole"', [("dropdown-lost", "G12", "G12, G13")]),
        (re.compile("<dataValidations.*</dataValidations>"), "", [("dropdown-lost", "G12", "G12, G13")]),
        (re.compile('<row r="12".*?</row>'), "", [("row-missing", "", "1.1")]),
    ],
)
def test_a_form_that_was_changed(
    small_office: SmallOffice, pattern: re.Pattern[str], new: str, found: list[tuple[str, str, str]]
) -> None:
    parts = rezipped(small_office.fill("01", DECEMBER), {SHEET: lambda xml: pattern.sub(new, xml)})
    known = {"computed-overwritten", "dropdown-lost", "row-missing"}
    assert [finding for finding in told(taken(small_office, parts)) if finding[0] in known] == found


@pytest.mark.parametrize("way", ["", "<!-- -->"], ids=["quick", "general"])
def test_dropdowns_as_excel_writes_lists_on_another_sheet(small_office: SmallOffice, way: str) -> None:
    """As an extension beside the old element, which older programs do not know."""

    def moved(xml: str) -> str:
        old = re.search('<dataValidation type="list"[^>]*sqref="(G12:G13)">.*?</dataValidation>', xml)
        assert old is not None
        extension = (
            f'<extLst><ext xmlns:x14="{X14}" uri="x">'
            '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
            '<x14:dataValidation type="list"><x14:formula1><xm:f>_lists!$A$1:$A$5</xm:f></x14:formula1>'
            f"<xm:sqref>{old[1]}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
        )
        return xml.replace(old[0], "").replace("</worksheet>", extension)

    data = rezipped(
        small_office.fill("01", DECEMBER),
        {SHEET: lambda xml: moved(xml).replace("<sheetData>", way + "<sheetData>")},
    )
    assert told(taken(small_office, data)) == []


def test_a_row_that_no_sheet_has_came_into_the_plan_later_and_is_told(small_office: SmallOffice) -> None:
    data = small_office.fill("01", DECEMBER)
    parts = {
        f"xl/worksheets/sheet{number}.xml": lambda xml: re.sub('<row r="13".*?</row>', "", xml)
        for number in range(2, 14)
    }
    assert told(taken(small_office, rezipped(data, parts))) == [("row-missing", "", "1.2")]


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        ((), []),
        (("พ.ย.66",), ["พ.ย. 66"]),
        (("ต.ค.66", "ก.ย.67"), ["ต.ค. 66, ก.ย. 67"]),
    ],
)
def test_month_sheets_that_are_gone_are_named(
    small_office: SmallOffice, lost: tuple[str, ...], found: list[str]
) -> None:
    data = without_sheets(small_office.fill("01", DECEMBER), lost)
    small_office.send("a.xlsx", data, AT)
    intake = small_office.take(TAKEN_AT)
    (file,) = intake.files
    assert [finding.found for finding in file.findings if finding.code == "month-sheet-missing"] == found
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "not_started None"}


def test_a_workbook_without_any_month_sheet_is_told_of_once(small_office: SmallOffice) -> None:
    assert list(check_month_sheets(fiscal_months(2567), ())) == []
    names = tuple(f"{name}{66 if number < 3 else 67}" for number, name in enumerate(MONTHS))
    data = without_sheets(small_office.fill("01", DECEMBER), names)
    small_office.send("a.xlsx", data, AT)
    assert verdicts(small_office.take(TAKEN_AT).files)["a.xlsx"] == "rejected no-months"


# --- who it is from, where the identity sheet is gone -------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ((), "warned identity-from-content"),
        ((("สำนักปลัด", " สำนัก ปลัด"),), "warned identity-from-content"),
        ((("สำนักปลัด", "สำนักช่าง"),), "rejected identity-missing"),
        ((("สำนักปลัด", "กองคลัง"),), "rejected identity-missing"),  # whose step 1.2 this is not
        ((("ร่างคู่มือ", "อย่างอื่น"),), "rejected identity-missing"),
        ((("ธันวาคม 2566", "ธันวาคม 2565"),), "rejected identity-missing"),
        ((("ธันวาคม 2566", "ธันวา ปีที่แล้ว"),), "rejected identity-missing"),
    ],
)
def test_a_workbook_that_lost_its_identity_sheet(
    small_office: SmallOffice, changes: tuple[tuple[str, str], ...], verdict: str
) -> None:
    data = without_sheets(small_office.fill("01", DECEMBER), ("_meta",))
    for old, new in changes:
        data = edited(data, f"<t>{old}</t>", f"<t>{new}</t>")
    small_office.send("a.xlsx", data, AT)
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files)["a.xlsx"] == verdict
    assert bool(values(intake, "ธ.ค.")) is verdict.startswith("warned")
