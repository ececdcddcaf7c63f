"""Filling templates: bands, text, heights, and errors that name the cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from toolkit.workbook.fill import TemplateError, fill_template
from toolkit.workbook.strict import read_book

THIN = Side(style="thin")


@dataclass(frozen=True)
class Item:
    no: str
    text: str = ""


def _template(
    rows: Sequence[Sequence[object]], bands: Mapping[str, str], change: Callable[[Any], None] | None = None
) -> bytes:
    """A template from rows of cells; `bands` maps band names to references on the sheet งาน."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "งาน"
    for row in rows:
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        cell.alignment = Alignment(wrap_text=True)
        cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
    for name, place in bands.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"งาน!{place}")
    if change:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(template: bytes, bands: Mapping[str, Sequence[object]] | None = None, **context: object) -> Any:
    return openpyxl.load_workbook(io.BytesIO(fill_template(template, context, bands or {}))).worksheets[0]


def _values(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


ITEMS = (Item("1", "ก"), Item("2", "ข"), Item("3", "ค"))
TABLE = (["{{ title }}", None], ["ที่", "งาน"], ["{{ item.no }}", "{{ item.text }}"], ["รวม", 3])


def test_a_band_is_repeated_and_what_follows_moves_down() -> None:
    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}), {"item": ITEMS}, title="รายการ")
    assert _values(sheet) == [
        ["รายการ", None],
        ["ที่", "งาน"],
        ["1", "ก"],
        ["2", "ข"],
        ["3", "ค"],
        ["รวม", 3],
    ]
    assert "band_item" not in sheet.parent.defined_names
    assert sheet["B5"].border.left.style == "thin"


def test_an_empty_band_leaves_no_row() -> None:
    sheet = _fill(_template(TABLE, {"band_item": "$A$3:$B$3"}), {"item": ()}, title="ก")
    assert _values(sheet) == [["ก", None], ["ที่", "งาน"], ["รวม", 3]]


def test_two_bands_of_several_rows_keep_merges_heights_and_styles() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A2:B2")
        sheet.merge_cells("A3:A4")
        sheet.row_dimensions[2].height = 50
        sheet["B3"].font = Font(b=True, sz=18)

    rows = (
        ["หัว", None],
        ["{{ item.no }}", None],
        ["{{ item.text }}", "a"],
        [None, "b"],
        ["{{ sign.no }}", "x"],
    )
    sheet = _fill(
        _template(rows, {"band_item": "$2:$4", "band_sign": "$5:$5"}, change),
        {"item": ITEMS[:2], "sign": ITEMS[:2]},
    )
    assert [row[0] for row in _values(sheet)] == ["หัว", "1", "ก", None, "2", "ข", None, "1", "2"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A2:B2", "A3:A4", "A5:B5", "A6:A7"}
    assert [sheet.row_dimensions[row].height for row in (2, 5)] == [50, 50]
    assert (sheet["B6"].font.b, sheet["B6"].font.sz, sheet["B7"].value) == (True, 18, "b")


HOSTILE = [
    "=1+1",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "a & b < c > d",
    "+66",
    "@cmd",
    "-",
    "'quoted",
    "007",
    "บรรทัดหนึ่ง\nบรรทัดสอง",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_peoples_text_is_text(text: str) -> None:
    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}), {"item": (Item(text, text),)}, title=text)
    for cell in (sheet["A1"], sheet["A3"], sheet["B3"]):
        assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_looks_like_an_escape_of_excel_is_read_back_as_typed() -> None:
    filled = fill_template(_template(TABLE, {"band_item": "$3:$3"}), {"title": "_x0041_"}, {"item": ()})
    assert read_book(filled).sheets["งาน"].rows[1][1] == "_x0041_"


def test_control_characters_are_dropped_and_blank_text_leaves_a_blank_cell() -> None:
    sheet = _fill(
        _template(TABLE, {"band_item": "$3:$3"}), {"item": (Item("", "ก\x00\x1fข\r\nค"),)}, title="x"
    )
    assert [sheet["A3"].value, sheet["B3"].value] == [None, "กข\nค"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ item.nothing }}", "no such name: nothing"),
        ("{{ nobody }}", "no such name: nobody"),
        ("{{ item.no", "{{ item.no"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ item.__class__ }}", "may not read"),
        ("{{ ''.__class__.__mro__ }}", ""),
        ('="{{ item.no }}"', "an expression inside a formula"),
    ],
)
def test_an_expression_that_cannot_be_computed_names_its_cell(text: str, problem: str) -> None:
    template = _template((["หัว"], [text]), {"band_item": "$2:$2"})
    with pytest.raises(TemplateError) as caught:
        fill_template(template, {}, {"item": ITEMS})
    assert (caught.value.sheet, caught.value.cell) == ("งาน", "A2")
    assert problem in caught.value.problem and "Item" not in str(caught.value)


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ({"band_other": "$2:$2"}, "known: band_item, band_two"),
        ({"band_item": "$2:$3", "band_two": "$3:$4"}, "overlap"),
        ({"band_item": "$2:$2", "band_two": "$2:$2"}, "overlap"),
        ({"band_item": "#REF!"}, "marks no band"),
    ],
)
def test_a_wrong_band_is_told(bands: Mapping[str, str], problem: str) -> None:
    with pytest.raises(TemplateError, match=problem):
        fill_template(_template(TABLE, bands), {"title": ""}, {"item": (), "two": ()})


def test_cells_merged_across_the_edge_of_a_band_are_told() -> None:
    template = _template(TABLE, {"band_item": "$3:$3"}, lambda sheet: sheet.merge_cells("A3:A4"))
    with pytest.raises(TemplateError, match="cell A3: merged across the edge"):
        fill_template(template, {"title": ""}, {"item": ITEMS})


def test_no_workbook_is_told() -> None:
    with pytest.raises(TemplateError, match=r"not an \.xlsx workbook"):
        fill_template(b"PK nothing", {}, {})


def test_rows_grow_with_their_text_but_never_shrink() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[3].height = 60

    template = _template(TABLE, {"band_item": "$3:$3"}, change)
    sheet = _fill(template, {"item": (Item("1", "ก"), Item("2", "ก\n" * 12))}, title="x")
    assert sheet.row_dimensions[3].height == 60
    assert sheet.row_dimensions[4].height > 12 * 11


def test_what_is_higher_than_a_row_goes_on_in_continuation_rows() -> None:
    text = "ดำเนินการประชาสัมพันธ์ให้ประชาชนทราบ " * 60
    sheet = _fill(
        _template(TABLE, {"band_item": "$3:$3"}), {"item": (Item("1", text), Item("2", "ข"))}, title="x"
    )
    rows = _values(sheet)
    last = next(number for number, row in enumerate(rows) if row[0] == "2")
    assert last > 3, "the text needs more than one row"
    parts = [row[1] for row in rows[2:last]]
    assert "".join("".join(map(str, parts)).split()) == "".join(text.split())
    assert [row[0] for row in rows[2:last]] == ["1", *[None] * (last - 3)]
    assert all((sheet.row_dimensions[row].height or 0) <= 409 for row in range(1, sheet.max_row + 1))
    assert (sheet["B3"].border.top.style, sheet["B3"].border.bottom.style) == ("thin", None)
    assert (sheet.cell(last, 2).border.top.style, sheet.cell(last, 2).border.bottom.style) == (None, "thin")


def test_print_settings_formats_and_breaks_follow_their_rows() -> None:
    def change(sheet: Any) -> None:
        sheet.print_title_rows = "2:2"
        sheet.print_area = "A1:B4"
        sheet.page_setup.orientation = "landscape"
        sheet.row_breaks.append(Break(id=4))
        sheet.oddFooter.left.text = "{{ title }}"
        sheet.conditional_formatting.add(
            "A3:A3", CellIsRule(operator="equal", formula=['"1"'], font=Font(b=True))
        )
        validation = DataValidation("list", formula1='"1,2"')
        validation.add("B4")
        sheet.add_data_validation(validation)

    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}, change), {"item": ITEMS}, title="ก & ข")
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'งาน'!$A$1:$B$6"
    assert sheet.page_setup.orientation == "landscape"
    assert [each.id for each in sheet.row_breaks.brk] == [6]
    assert sheet.oddFooter.left.text == "ก && ข"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["A3:A5"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B6"


def test_equal_arguments_give_equal_bytes_and_the_font_is_set() -> None:
    template = _template(TABLE, {"band_item": "$3:$3"})
    one, two = (fill_template(template, {"title": "x"}, {"item": ITEMS}, font="Sarabun") for _ in range(2))
    assert one == two
    sheet = openpyxl.load_workbook(io.BytesIO(one)).worksheets[0]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Sarabun"}
