"""Rows, columns and pages of a filled template: as high, wide and many as the text needs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from filling import ITEMS, TABLE, Item, filled, template_of, values_of
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from toolkit.model.finding import Finding
from toolkit.templates.bands import Band, placed_rows
from toolkit.templates.cell_text import TemplateError
from toolkit.templates.fill import fill_template
from toolkit.xlsx.named_fonts import drawn_copy

# Rows, pages and what moves with them -----------------------------------------------------------


def test_rows_are_as_high_as_their_text_whatever_was_drawn() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[3].height = 60

    template = template_of(TABLE, {"band_item": "$3:$3"}, change)
    sheet = filled(template, {"item": (Item("1", "ก"), Item("2", "ก\n" * 12))}, title="x")
    assert sheet.row_dimensions[3].height < 30
    assert sheet.row_dimensions[4].height > 12 * 11


def test_what_is_higher_than_a_row_goes_on_in_continuation_rows() -> None:
    text = "ดำเนินการประชาสัมพันธ์ให้ประชาชนทราบ " * 150
    sheet = filled(
        template_of(TABLE, {"band_item": "$3:$3"}), {"item": (Item("1", text), Item("2", "ข"))}, title="x"
    )
    rows = values_of(sheet)
    last = next(number for number, row in enumerate(rows) if row[0] == "2")
    assert last > 3, "the text needs more than one row"
    parts = [row[1] for row in rows[2:last]]
    assert "".join("".join(map(str, parts)).split()) == "".join(text.split())
    tops = {page_break.id + 1 for page_break in sheet.row_breaks.brk}
    said = ["1", *("1 (ต่อ)" if row in tops else None for row in range(4, last + 1))]
    assert tops and [row[0] for row in rows[2:last]] == said
    assert all((sheet.row_dimensions[row].height or 0) <= 409 for row in range(1, sheet.max_row + 1))
    for row in range(3, last + 1):
        border = sheet.cell(row, 2).border
        assert (border.top.style == "thin") == (row == 3 or row in tops)
        assert (border.bottom.style == "thin") == (row == last or row + 1 in tops)


def test_print_settings_formats_and_breaks_follow_their_rows() -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"
        sheet.print_area = "A1:B4"
        sheet.page_setup.orientation = "landscape"
        sheet.row_breaks.append(Break(id=3))
        sheet.oddFooter.left.text = "{{ title }}"
        sheet.conditional_formatting.add(
            "A3:A3", CellIsRule(operator="equal", formula=['"1"'], font=Font(b=True))
        )
        validation = DataValidation("list", formula1='"1,2"')
        validation.add("B4")
        sheet.add_data_validation(validation)

    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}, change), {"item": ITEMS}, title="ก & ข")
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'งาน'!$A$1:$B$6"
    assert sheet.page_setup.orientation == "landscape"
    assert [page_break.id for page_break in sheet.row_breaks.brk] == [3, 4, 5]
    assert sheet.oddFooter.left.text == "ก && ข"
    assert sheet.oddFooter.right.text == "หน้า &P/&N"
    assert [str(formatting.sqref) for formatting in sheet.conditional_formatting] == ["A3:A5"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B6"


@pytest.mark.parametrize(("below", "titles"), [(1, "$2:$2"), (90, None)])
def test_headings_stand_over_the_table_alone(below: int, titles: str | None) -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"

    rows = [["ชื่อ", None], *TABLE[1:3], [None, None], ["{{ title }}", None]]
    items = tuple(Item(f"{number}", "ข") for number in range(1, 121))
    title = "\n".join(["ปัญหา"] * below)
    sheet = filled(template_of(rows, {"band_item": "$3:$3"}, change), {"item": items}, title=title)
    tops = [1, *(page_break.id + 1 for page_break in sheet.row_breaks.brk)]
    heads = {row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "ที่"}
    ends = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "120")
    assert len(tops) > 2 and sheet.print_title_rows == titles
    assert heads == ({2} if titles else {2, *(top for top in tops[1:] if top < ends)})


def test_equal_arguments_give_equal_bytes_and_the_font_is_set() -> None:
    template = template_of(TABLE, {"band_item": "$3:$3"})
    one, two = (
        fill_template(template, {"title": "x"}, {"item": ITEMS}, font="Sarabun").workbook for _ in range(2)
    )
    assert one == two
    sheet = openpyxl.load_workbook(io.BytesIO(one)).worksheets[0]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Sarabun"}


def test_a_template_without_a_page_of_its_own_gets_one() -> None:
    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}), {"item": ITEMS}, title="ก")
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.right.text == "หน้า &P/&N"
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))


def test_pages_are_planned_for_the_font_that_is_named_on_whichever_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def change(sheet: Any) -> None:
        sheet.column_dimensions["B"].width = 120

    items = [Item(str(number), "ก") for number in range(1, 60)]
    template = template_of(TABLE, {"band_item": "$3:$3"}, change)
    filled = {}
    for installed in (True, False):
        monkeypatch.setattr("toolkit.typeset.fonts.is_installed", lambda _, found=installed: found)
        for font in ("TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙", "Sarabun", "Laksaman"):
            made = fill_template(template, {"title": "x"}, {"item": items}, font=font).workbook
            assert filled.setdefault(font, made) == made
    assert len(set(filled.values())) == len(filled)


@pytest.mark.parametrize("fixed", [False, True])
def test_columns_share_the_width_unless_the_template_fixes_them(fixed: bool) -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"
        for column in "AB":
            sheet.column_dimensions[column].width = 30
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True)

    names = {"band_item": "$3:$3"} | ({"fixed_columns": "$2:$2"} if fixed else {})
    sheet = filled(
        template_of(TABLE, names, change), {"item": (Item("1", "งานบริการประชาชน" * 40),)}, title="ก"
    )
    widths = [sheet.column_dimensions[column].width for column in "AB"]
    assert (sum(widths) == 60) is fixed  # a table that is not fixed is as wide as its page
    assert (widths[1] > 2 * widths[0]) is not fixed


@pytest.mark.parametrize(
    ("note", "least", "most"), [("กว้าง 12-14", 12, 14), ("กว้าง ๓๕ ถึง ๔๐ ตัวอักษร", 35, 40), ("กว้างคงที่", 30, 30)]
)
def test_a_note_on_a_heading_bounds_its_column(note: str, least: float, most: float) -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"
        for column in "AB":
            sheet.column_dimensions[column].width = 30
        sheet["A2"].comment = Comment(note, "สำนักปลัด")

    items = (Item("1", "งานบริการประชาชน" * 40),)
    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}, change), {"item": items}, title="ก")
    assert least <= sheet.column_dimensions["A"].width <= most
    assert sheet["A2"].comment is None


def pages_of(sheet: Any) -> int:
    return len(sheet.row_breaks.brk) + 1


def test_a_sheet_that_spills_a_row_onto_a_page_is_tightened() -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"
        sheet.column_dimensions["B"].width = 78
        for row in sheet.iter_rows():
            for cell in row:
                cell.font = Font(name="TH Sarabun New", size=14)

    def made(count: int, **names: str) -> Any:
        items = tuple(Item(str(number), "ก") for number in range(count))
        template = template_of(TABLE, {"band_item": "$3:$3", **names}, change)
        return filled(template, {"item": items}, title="ก")

    count = next(count for count in range(20, 80) if pages_of(made(count, fixed_x="$2:$2")) == 2)
    assert pages_of(made(count)) == 1
    assert pages_of(made(count + 20)) == 2  # a page that holds a third is no reason to print smaller
    assert made(count).page_margins.top < made(count + 20).page_margins.top


def test_texts_beside_a_line_keep_off_it() -> None:
    def change(sheet: Any) -> None:
        sheet["A3"].alignment = Alignment(wrap_text=True, horizontal="center")

    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}, change), {"item": ITEMS}, title="ก")
    assert [sheet[cell].alignment.indent for cell in ("A3", "B3", "B2")] == [0, 1, 1]
    assert sheet["B3"].alignment.horizontal == "left"


def test_a_text_that_goes_on_in_the_row_below_leaves_no_gap() -> None:
    def change(sheet: Any) -> None:
        sheet.column_dimensions["B"].width = 40

    text = "จัดทำคู่มือการปฏิบัติงานของทุกงานให้เป็นปัจจุบัน " * 40
    sheet = filled(
        template_of(TABLE, {"band_item": "$3:$3"}, change), {"item": (Item("1", text),)}, title="ก"
    )
    looks = [(cell.value is not None, cell.alignment.vertical) for cell in sheet["B"][2:-1]]
    assert looks[:2] == [(True, "justify"), (True, None)]
    assert set(looks[1:]) == {(True, None)}
    assert sheet["A3"].alignment.vertical is None


def test_a_high_blank_row_becomes_rows_that_no_program_would_lower() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[2].height = 100

    sheet = filled(template_of((["{{ title }}", None], [None, None], ["ข", None]), {}, change), {}, title="ก")
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert [row[0] for row in values_of(sheet)] == ["ก", *[None] * (len(heights) - 2), "ข"]
    assert len(heights) > 5 and abs(sum(heights[1:-1]) - 100) < max(heights)


def test_a_text_that_does_not_fit_beside_its_neighbours_wraps() -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=False)

    sheet = filled(
        template_of(TABLE, {"band_item": "$3:$3"}, change), {"item": (Item("ยาว" * 120, "ข"),)}, title="ก"
    )
    assert (sheet["A3"].alignment.wrap_text, bool(sheet["B3"].alignment.wrap_text)) == (True, False)
    assert sheet.row_dimensions[3].height > 3 * sheet.row_dimensions[1].height


def test_cells_merged_over_rows_make_these_rows_higher_or_are_refused() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A3:A4")

    rows = (["{{ title }}", None], ["ที่", "งาน"], ["{{ item.text }}", "a"], [None, "b"])
    template = template_of(rows, {"band_item": "$3:$4"}, change)
    sheet = filled(template, {"item": (Item("1", "ก\n" * 20),)}, title="x")
    assert sheet.row_dimensions[3].height + sheet.row_dimensions[4].height > 20 * 12
    with pytest.raises(TemplateError) as caught:
        filled(template, {"item": (Item("1", "ก\n" * 200),)}, title="x")
    assert caught.value.finding == Finding("template-merge-low", "งาน", "A3")


def test_a_cover_has_no_page_number() -> None:
    book = openpyxl.Workbook()
    for sheet, text in ((book.active, "ปก"), (book.create_sheet("รายงาน"), "{{ item }}")):
        sheet["A1"] = text
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "เทศบาล", "หน้า &P/&N"
    book.defined_names["band_item"] = DefinedName("band_item", attr_text="รายงาน!$1:$1")
    data = io.BytesIO()
    book.save(data)
    filled = fill_template(data.getvalue(), {}, {"item": ["ก", "ข"]}).workbook
    cover, report = openpyxl.load_workbook(io.BytesIO(filled)).worksheets
    assert (cover.oddFooter.left.text, cover.oddFooter.right.text) == ("เทศบาล", None)
    assert report.oddFooter.right.text == "หน้า &P/&N"


def test_a_column_whose_heading_comes_out_blank_is_hidden_and_the_last_takes_its_room() -> None:
    rows = (["ที่", "{{ old }}", "{{ new }}"], ["{{ item.no }}", "{{ item.text }}", "{{ item.text }}"])
    template = template_of(rows, {"band_item": "$2:$2"})
    sheet = filled(template, {"item": (Item("1"), Item("2"))}, old="", new="2567")
    assert sheet.column_dimensions["B"].hidden and not sheet.column_dimensions["A"].hidden
    widths = {column: sheet.column_dimensions[column].width for column in "AC"}
    assert widths["C"] == pytest.approx(2 * widths["A"])


def test_a_blank_heading_of_a_band_hides_nothing() -> None:
    template = template_of((["{{ item.no }}", "{{ item.text }}"],), {"band_item": "$1:$1"})
    sheet = filled(template, {"item": (Item("1"),)})
    assert not sheet.column_dimensions["B"].hidden


def test_a_title_that_is_a_band_of_its_own_heads_what_follows() -> None:
    bands = (Band("section", 1, 2, (Band("heading", 1, 1), Band("item", 2, 2))),)

    @dataclass(frozen=True)
    class Section:
        heading: tuple[str, ...]
        item: tuple[str, ...] = ("ก", "ข")

    rows = placed_rows(2, bands, {}, {"section": (Section(("หมวด",)), Section(()))}, "งาน")
    assert [(row.number, row.heads) for row in rows] == [
        *((1, True), (2, False), (2, False)),
        *((2, False), (2, False)),
    ]


@pytest.mark.parametrize("thai", [True, False])
def test_pages_are_counted_in_the_digits_of_the_report(thai: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fill_template(
        template_of(TABLE, {}), {"title": "ก", "item": ITEMS[0]}, {}, thai_pages=thai
    ).workbook
    footer = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].oddFooter.right
    assert (footer.text, footer.font) == ("หน้า &P/&N", "TH SarabunIT๙,Regular" if thai else None)
    # Where that font is missing its redrawing is named, as for every other text.
    monkeypatch.setattr("toolkit.xlsx.named_fonts.missing_official", lambda: frozenset({"TH SarabunIT๙"}))
    drawn = openpyxl.load_workbook(io.BytesIO(drawn_copy(made, ".xlsx"))).worksheets[0].oddFooter.right
    assert (drawn.text, drawn.font) == ("หน้า &P/&N", "Laksaman,Regular" if thai else None)
