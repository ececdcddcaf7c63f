"""Tints: true while the cell holds what was found, over every other format, and gone without a trace."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter
from loaded import loaded
from lxml import etree
from office_program import convert

from toolkit.books.returned_tints import SIGN, Tint, add_tints, drop_tints, still_holds
from toolkit.xlsx.edited_workbook import SHEET
from toolkit.xlsx.sheet_data import CellError, CellValue
from toolkit.xlsx.xml_trees import MAIN

LONG = "รายงานผล " * 60
DAY = dt.datetime.fromisoformat("2024-01-05")
# what was found, what stands in the cell later, whether the tint still shows
HELD: tuple[tuple[CellValue | None, object, bool], ...] = (
    (None, None, True),
    (None, "ทำแล้ว", False),
    (None, 0, False),
    (120, 120, True),
    (120, 100, False),
    (120, "120", False),
    (120, "ร้อย", False),
    (120, None, False),
    (0, 0, True),
    (0, None, False),
    (0.1 + 0.2, 0.1 + 0.2, True),
    (0.1 + 0.2, 0.31, False),
    (-5, -5, True),
    (True, True, True),
    (True, 1, False),
    ("ทำแล้วจ้า", "ทำแล้วจ้า", True),
    ("ทำแล้วจ้า", "ดำเนินการแล้วเสร็จ", False),
    ("Done", "done", False),
    ('เรียก "ด่วน"', 'เรียก "ด่วน"', True),
    ('เรียก "ด่วน"', "เรียก ด่วน", False),
    ("120", 120, False),
    (LONG, LONG, True),
    (LONG, "สั้น", False),
    ("บรรทัดหนึ่ง\nบรรทัดสอง", "บรรทัดหนึ่ง\nบรรทัดสอง", True),
    ("บรรทัดหนึ่ง\nบรรทัดสอง", "บรรทัดเดียว", False),
    ("ดีมาก 🙂", "ดีมาก 🙂", True),
    ("ดีมาก 🙂", None, False),
    ("=1+1", "=1+1", True),
    (DAY, DAY, True),
    (DAY, DAY + dt.timedelta(days=1), False),
    (DAY, "5 ม.ค. 2567", False),
)


def test_a_tint_shows_only_while_the_cell_holds_what_was_found(tmp_path: Path, soffice: str) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, date = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
    for row, (found, now, _) in enumerate(HELD):
        if isinstance(now, str):
            sheet.write_string(row, 0, now)
        elif isinstance(now, dt.datetime):
            sheet.write_datetime(row, 0, now, date)
        elif now is not None:
            sheet.write(row, 0, now)
        sheet.write_formula(row, 1, f"={still_holds(f'$A${row + 1}', found)}", None, "")
    book.close()
    (tmp_path / "held.xlsx").write_bytes(buffer.getvalue())
    computed = convert(soffice, tmp_path / "held.xlsx", tmp_path / "out" / "held.xlsx")
    # A condition that is an error does not colour either.
    told = [value is True for _, value in loaded(computed, values=True).worksheets[0].values]
    assert told == [shown for *_, shown in HELD]


@pytest.mark.parametrize(
    ("value", "condition"),
    [
        (CellError("#REF!"), "ISERROR($G$12)"),
        ("_x0041_", "ISTEXT($G$12)"),
        ("a" * 101, "ISTEXT($G$12),LEN($G$12)=101"),
        ("ก\u200bข", "ISTEXT($G$12),LEN($G$12)=3"),
        (1e300, "ISNUMBER($G$12),ROUND($G$12-(1E+300),9)=0"),
    ],
)
def test_what_a_formula_might_carry_otherwise_is_not_compared_letter_by_letter(
    value: CellValue, condition: str
) -> None:
    assert still_holds("$G$12", value) == f'AND("{SIGN}"<>"",{condition})'


def test_a_date_is_counted_from_the_day_that_the_workbook_counts_from() -> None:
    assert "45296.0" in still_holds("$A$1", DAY)
    assert "43834.0" in still_holds("$A$1", DAY, date1904=True)


X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


@pytest.mark.parametrize(
    "formats",
    [
        "",
        '<conditionalFormatting sqref="A1:B9"><cfRule type="expression" dxfId="0" priority="1">'
        "<formula>A1=1</formula></cfRule></conditionalFormatting>",
        '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="2"/></conditionalFormatting>'
        '<dataValidations count="0"/><pageMargins/><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
        f'<x14:conditionalFormatting xmlns:x14="{X14}"><x14:cfRule type="expression" priority="1"/>'
        "</x14:conditionalFormatting></ext></extLst>",
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><hyperlinks/><pageMargins/>',
    ],
)
def test_tints_come_first_keep_the_order_of_the_others_and_go_without_a_trace(formats: str) -> None:
    xml = f'<worksheet xmlns="{MAIN}"><sheetData/>{formats}</worksheet>'
    sheet = etree.fromstring(xml)
    add_tints(sheet, [Tint("A1", still_holds("$A$1", 1), "7"), Tint("B2:C2", still_holds("$B$2", None), "8")])
    rules = list(sheet.iter("{*}cfRule"))
    assert [rule.get("dxfId") for rule in rules][:2] == ["7", "8"]
    priorities = [int(rule.get("priority")) for rule in rules]
    assert priorities[:2] == [1, 2] and min(priorities[2:], default=3) >= 3
    assert len(set(priorities)) == len(priorities)
    names = [etree.QName(element).localname for element in sheet]
    assert names == sorted(names, key=SHEET.index)
    assert drop_tints(sheet)
    assert etree.tostring(sheet, method="c14n") == etree.tostring(etree.fromstring(xml), method="c14n")
    assert not drop_tints(sheet)
