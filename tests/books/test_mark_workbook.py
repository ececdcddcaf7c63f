"""Marking a workbook: its cells tinted and listed, and nothing else in it changed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from loaded import loaded
from lxml import etree
from marked_book import (
    FINDINGS,
    NOVEMBER,
    OCTOBER,
    canonical,
    changed,
    differing,
    faulty,
    nothing,
    parts,
    prefixed,
    values,
    verdict,
)
from small_office import SmallOffice, sheet
from zoo.make import zipped

from toolkit.books.returned_copy import mark_workbook
from toolkit.model.finding import Finding
from toolkit.xlsx.edited_workbook import SHEET, STYLES, WORKBOOK
from toolkit.xlsx.layouts import FINDINGS_SHEET
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book

pytestmark = pytest.mark.slow

GUIDE, OCTOBER_PART, NOVEMBER_PART, OWN = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 16))
STYLES_PART, BOOK_PART = "xl/styles.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"
ALWAYS = {STYLES_PART, BOOK_PART, GUIDE, OWN}
"""What changes in every marked workbook; the guide only loses its selection."""


@pytest.fixture
def sent(small_office: SmallOffice) -> bytes:
    return faulty(small_office)


@pytest.fixture
def marked(sent: bytes) -> bytes:
    return mark_workbook(sent, verdict())


def test_only_the_parts_that_must_change_are_changed(sent: bytes, marked: bytes) -> None:
    assert differing(sent, marked) == {*ALWAYS, OCTOBER_PART, NOVEMBER_PART}


def test_a_marked_sheet_differs_in_its_tints_and_locks_alone(sent: bytes, marked: bytes) -> None:
    for part in (OCTOBER_PART, NOVEMBER_PART):
        before, after = (canonical(parts(file)[part], "conditionalFormatting") for file in (sent, marked))
        assert re.sub(rb' s="[0-9]+"', b"", before) == re.sub(rb' s="[0-9]+"', b"", after)


def test_every_value_is_the_same(sent: bytes, marked: bytes) -> None:
    assert values(marked) == values(sent)


def test_the_styles_of_the_workbook_keep_their_numbers(sent: bytes, marked: bytes) -> None:
    before, after = (etree.fromstring(parts(file)[STYLES_PART]) for file in (sent, marked))
    for old, new in zip(before, after, strict=True):
        assert [canonical(etree.tostring(element)) for element in new][: len(old)] == [
            canonical(etree.tostring(element)) for element in old
        ]
        assert new.get("count") in (None, str(len(new)))


def test_cells_are_tinted_by_their_gravest_finding_over_all_other_formats(marked: bytes) -> None:
    book = loaded(marked)
    tints = {}
    for formatting in book[NOVEMBER].conditional_formatting:
        for rule in formatting.rules:
            if "ita:mark" in rule.formula[0]:
                tints[str(formatting.sqref)] = (rule.priority, rule.dxf.fill.bgColor.rgb)
    red, orange = "FFF4B0B4", "FFFBE0BF"
    assert {area: colour for area, (_, colour) in tints.items()} == {
        "H12": red,
        "G13": red,
        "I13": orange,
        "D17:E17": orange,
    }
    others = [
        rule.priority
        for formatting in book[NOVEMBER].conditional_formatting
        for rule in formatting.rules
        if "ita:mark" not in rule.formula[0]
    ]
    assert others and max(priority for priority, _ in tints.values()) < min(others)


def test_a_key_in_a_hidden_column_is_tinted_in_the_first_column_that_is_seen(marked: bytes) -> None:
    formats = loaded(marked)[OCTOBER].conditional_formatting
    tinted = {str(one.sqref) for one in formats if any("ita:mark" in rule.formula[0] for rule in one.rules)}
    assert tinted == {"D7:H7", "B12"}  # a mere note is not marked


def test_the_list_says_in_full_what_was_found_and_what_to_do(marked: bytes) -> None:
    rows = read_book(marked).sheets[FINDINGS_SHEET].rows
    said = [(row[5], row[6], row[7]) for row in rows.values() if row.get(5) == "G13"]
    assert said == [
        ("G13", "สถานะ “ทำแล้วจ้า” ไม่อยู่ในรายการ", "โปรดเลือกสถานะจากรายการในช่อง"),
        ("G13", "อ่าน “ทำแล้วจ้า” เป็นร้อยละ 100", "ครั้งต่อไปโปรดพิมพ์เฉพาะตัวเลข"),
    ]


def test_the_list_comes_first_opens_and_leads_to_the_cells(marked: bytes) -> None:
    book = loaded(marked)
    assert book.sheetnames[0] == FINDINGS_SHEET and book.active.title == FINDINGS_SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [FINDINGS_SHEET]
    page = book[FINDINGS_SHEET]
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.protection.sheet
    assert page.oddFooter.left.text.endswith("สำนักปลัด")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, min_col=2, max_col=5)]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(FINDINGS) + 1)]
    assert [(row[2], row[3] or "") for row in rows] == [(finding.sheet, finding.cell) for finding in FINDINGS]
    links = {
        cell.coordinate: cell.hyperlink.location
        for row in page.iter_rows(min_row=5)
        for cell in row
        if cell.hyperlink
    }
    for number, found in enumerate(FINDINGS, 5):
        shown = {"A12": "B12", "": "A1"}.get(found.cell, found.cell)
        assert links[f"D{number}"] == f"'{found.sheet}'!{shown}"
        assert links.get(f"E{number}") == (f"'{found.sheet}'!{shown}" if found.cell else None)


def test_print_titles_stay_with_their_sheets(sent: bytes, marked: bytes) -> None:
    before, after = (loaded(file) for file in (sent, marked))
    assert {sheet.title: sheet.print_title_rows for sheet in after} == {
        sheet.title: sheet.print_title_rows for sheet in before
    }


def test_the_parts_stand_in_the_order_of_the_schema(marked: bytes) -> None:
    for name, xml in parts(marked).items():
        order = {"worksheets": SHEET, "workbook": WORKBOOK, "styles": STYLES}.get(
            re.sub(r"xl/(worksheets|workbook|styles)[./].*", r"\1", name)
        )
        if order and not name.endswith(".rels"):
            children = [etree.QName(element).localname for element in etree.fromstring(xml)]
            assert children == sorted(children, key=order.index), name


def test_the_same_twice_and_marks_do_not_pile_up(sent: bytes, marked: bytes) -> None:
    assert mark_workbook(sent, verdict()) == marked
    assert mark_workbook(marked, verdict()) == marked


def test_marks_go_without_a_trace(sent: bytes, marked: bytes) -> None:
    unmarked, never = (mark_workbook(file, nothing()) for file in (marked, sent))
    assert differing(sent, unmarked) - {OCTOBER_PART, NOVEMBER_PART} == ALWAYS
    assert differing(unmarked, never) <= {OCTOBER_PART, NOVEMBER_PART, STYLES_PART, OWN}
    for part in (OCTOBER_PART, NOVEMBER_PART):
        one, other = (re.sub(rb' s="[0-9]+"', b"", canonical(parts(book)[part])) for book in (unmarked, sent))
        assert one == other


def test_an_officers_own_notes_and_formats_stay(sent: bytes) -> None:
    book = loaded(sent)
    for cell in ("H12", "C12"):
        book[NOVEMBER][cell].comment = openpyxl.comments.Comment("รอหนังสือตอบ", "ita")
    buffer = io.BytesIO()
    book.save(buffer)
    own = mark_workbook(buffer.getvalue(), verdict())
    page = loaded(own)[NOVEMBER]
    notes = {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment}
    assert notes == {"H12": "รอหนังสือตอบ", "C12": "รอหนังสือตอบ"}
    before, after = parts(buffer.getvalue()), parts(own)
    drawn = [name for name in before if "omment" in name or name.endswith(".vml")]
    assert drawn
    assert {name: after[name] for name in drawn} == {name: before[name] for name in drawn}


@pytest.mark.parametrize("state", [' state="hidden"', ' state="veryHidden"'])
def test_a_hidden_list_is_shown(sent: bytes, state: str) -> None:
    hidden = changed(sent, BOOK_PART, lambda xml: xml.replace('sheetId="16"', f'sheetId="16"{state}'))
    book = loaded(mark_workbook(hidden, verdict()))
    assert book.active.title == FINDINGS_SHEET and book.active.sheet_state == "visible"


def test_a_lost_list_is_made_anew(sent: bytes) -> None:
    renamed = changed(sent, BOOK_PART, lambda xml: xml.replace('name="ผลตรวจ"', 'name="เก่า"'))
    marked = mark_workbook(renamed, verdict())
    book = loaded(marked)
    assert book.sheetnames[0] == FINDINGS_SHEET and "เก่า" in book.sheetnames
    assert book[FINDINGS_SHEET].print_title_rows == "$4:$4"
    assert book["เก่า"].print_title_rows == "$4:$4"
    assert book[FINDINGS_SHEET]["B5"].value == "1" and book[FINDINGS_SHEET].protection.sheet
    assert differing(mark_workbook(marked, verdict()), marked) <= {TYPES}


def test_elements_with_prefixes_are_marked_too(sent: bytes, marked: bytes) -> None:
    odd = mark_workbook(prefixed(sent), verdict())
    assert values(odd) == values(sent)
    assert read_book(odd).sheets[FINDINGS_SHEET].rows == read_book(marked).sheets[FINDINGS_SHEET].rows
    assert parts(odd)[NOVEMBER_PART].count(b"ita:mark") == 4
    assert canonical(parts(mark_workbook(odd, nothing()))[NOVEMBER_PART]) == canonical(
        parts(prefixed(sent))[NOVEMBER_PART]
    )


def test_what_the_toolkit_does_not_know_is_passed_on(sent: bytes) -> None:
    strange = {"xl/media/image1.png": bytes(range(256)), "xl/printerSettings/printerSettings1.bin": b"\0\1"}
    again = mark_workbook(zipped({**parts(sent), **strange}), verdict())
    assert {name: parts(again)[name] for name in strange} == strange


def test_attributes_of_newer_programs_are_kept(sent: bytes) -> None:
    extra = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{AB-1}"'
    )
    newer = changed(sent, NOVEMBER_PART, lambda xml: xml.replace("<worksheet", f"<worksheet{extra}", 1))
    root = parts(mark_workbook(newer, verdict()))[NOVEMBER_PART].decode().partition("<sheetPr")[0]
    assert 'mc:Ignorable="xr"' in root and 'xr:uid="{AB-1}"' in root and 'xmlns:xr="' in root


STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(
            lambda data: zipped(
                {
                    name: xml.replace(*(address.encode() for address in STRICT))
                    for name, xml in parts(data).items()
                }
            ),
            id="strict Open XML",
        ),
        pytest.param(
            lambda data: changed(data, STYLES_PART, lambda xml: re.sub("<borders.*</borders>", "", xml)),
            id="styles without borders",
        ),
        pytest.param(
            lambda data: changed(
                data,
                NOVEMBER_PART,
                lambda xml: re.sub(
                    r'<col min="2" max="2" width="[^"]*"', '<col min="2" max="2" width="wide"', xml
                ),
            ),
            id="a number that is none",
        ),
        pytest.param(
            lambda data: changed(
                data,
                TYPES,
                lambda xml: xml.replace(
                    "openxmlformats-officedocument.spreadsheetml.sheet.main",
                    "ms-excel.sheet.macroEnabled.main",
                ),
            ),
            id="macros",
        ),
    ],
)
def test_a_form_that_cannot_be_edited_safely_is_not_edited(sent: bytes, odd: object) -> None:
    with pytest.raises(RefusedError):
        mark_workbook(odd(sent), verdict())  # type: ignore[operator]


def test_findings_on_sheets_that_are_not_seen_are_listed_without_a_link(sent: bytes) -> None:
    found = (Finding("cell-broken", "_calc", "B2", "x"), Finding("marker-missing", "ไม่มี", "", "ita:month"))
    marked = mark_workbook(sent, verdict(*found))
    assert differing(sent, marked) == ALWAYS
    page = loaded(marked)[FINDINGS_SHEET]
    assert [page.cell(row, 4).value for row in (5, 6)] == ["_calc", "ไม่มี"]
    assert all(cell.hyperlink is None for row in page for cell in row)


def test_texts_that_look_like_formulas_or_markup_stay_texts(small_office: SmallOffice) -> None:
    text = '=1+1 <b>"&amp;" ]]>'
    sent = small_office.fill("01", sheet("ต.ค.", "2023-10-31", {"1.1": {"status": text}}))
    marked = mark_workbook(sent, verdict(Finding("status-unknown", OCTOBER, "G12", text)))
    page = read_book(marked).sheets[FINDINGS_SHEET]
    assert text in str(page.rows[5][6]) and not page.formulas
    assert values(marked) == values(sent)


def test_a_returned_workbook_can_be_read_after_other_programs_saved_it(marked: bytes, tmp_path: Path) -> None:
    """openpyxl writes the whole anew; our marks are found again and none is left behind."""
    loaded(marked).save(tmp_path / "saved.xlsx")
    saved = (tmp_path / "saved.xlsx").read_bytes()
    again = mark_workbook(saved, verdict(FINDINGS[0]))
    content = parts(again)
    assert sum(part.count(b"ita:mark") for part in content.values()) == 1
    assert b"ita:mark" not in b"".join(parts(mark_workbook(again, nothing())).values())


@pytest.mark.parametrize("cell", ["G12", "H12", "I13", "J12", "D7", "D8"])
def test_a_cell_that_a_paste_has_locked_is_open_again(sent: bytes, cell: str) -> None:
    def pasted(xml: str) -> str:
        return re.sub(rf'<c r="{cell}"( s="[0-9]+")?', f'<c r="{cell}" s="0"', xml, count=1)

    locked = changed(sent, NOVEMBER_PART, pasted)
    (name,) = {finding.sheet for finding in verdict().findings if finding.sheet == NOVEMBER}
    assert loaded(locked)[name][cell].protection.locked
    again = loaded(mark_workbook(locked, verdict()))[name]
    assert again.protection.sheet
    assert not again[cell].protection.locked
    assert again["D12"].protection.locked


def test_a_pasted_cell_of_an_issued_workbook_stays_open(small_office: SmallOffice) -> None:
    book = loaded(small_office.issued("01"))
    assert not book._named_styles["Normal"].protection.locked  # type: ignore[attr-defined]
    page = book[NOVEMBER]
    assert page["Z99"].protection.locked
    page["G12"].style = "Normal"
    assert not page["G12"].protection.locked
