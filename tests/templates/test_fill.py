"""Filling templates: bands, text, heights, and errors that name the cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from filling import ITEMS, TABLE, Item, filled, template_of, values_of
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.templates.cell_text import TemplateError
from toolkit.templates.fill import fill_template
from toolkit.xlsx.strict_reader import read_book


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("{{ day | thai_date }}", "5 เมษายน 2567"),
        ('{{ day | thai_date("short") }}', "5 เม.ย. 67"),
        ("{{ month | thai_date | digits }}", "มีนาคม ๒๕๖๗"),
        ("{{ word | thai_date }}", "วันใดก็ได้"),
        ("{{ 67.5 | digits }}", "๖๗.๕"),
        ('{{ "ข้อ ๓" | digits("arabic") }}', "ข้อ 3"),
        ("{{ names | joined }}", "กองคลัง, กองช่าง และ สำนักปลัด"),
        ('{{ "ก\nข\n" | joined }}', "ก และ ข"),
        ('{{ ["ก"] | joined }}{{ [] | joined }}', "ก"),
        ('{{ ["1", "2", "3"] | joined(" · ") }}', "1 · 2 และ 3"),
    ],
)
def test_filters_for_dates_digits_and_lists(expression: str, printed: str) -> None:
    sheet = filled(
        template_of([[expression]], {}),
        day=dt.date(2024, 4, 5),
        month=Month(2567, 3),
        word="วันใดก็ได้",
        names=["กองคลัง", "กองช่าง", "", "สำนักปลัด"],
    )
    assert sheet["A1"].value == printed


def test_a_band_is_repeated_and_what_follows_moves_down() -> None:
    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}), {"item": ITEMS}, title="รายการ")
    assert values_of(sheet) == [
        ["รายการ", None],
        ["ที่", "งาน"],
        ["1", "ก"],
        ["2", "ข"],
        ["3", "ค"],
        ["รวม", 3],
    ]
    assert "band_item" not in sheet.parent.defined_names
    assert sheet["B5"].border.left.style == "thin"


def test_sheets_may_have_bands_of_one_name() -> None:
    """Names that belong to one sheet alone, as Excel gives them to a copy of a sheet."""

    def change(sheet: Any) -> None:
        for copy in (sheet, sheet.parent.copy_worksheet(sheet)):
            copy.defined_names["band_item"] = DefinedName("band_item", attr_text=f"'{copy.title}'!$3:$3")

    book = filled(template_of(TABLE, {}, change), {"item": ITEMS}, title="ก").parent
    assert [[cell.value for cell in sheet["A"][2:5]] for sheet in book.worksheets] == [["1", "2", "3"]] * 2
    assert [len(sheet.defined_names) for sheet in book.worksheets] == [0, 0]


def test_an_empty_band_leaves_no_row() -> None:
    sheet = filled(template_of(TABLE, {"band_item": "$A$3:$B$3"}), {"item": ()}, title="ก")
    assert values_of(sheet) == [["ก", None], ["ที่", "งาน"], ["รวม", 3]]


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
    sheet = filled(
        template_of(rows, {"band_item": "$2:$4", "band_sign": "$5:$5"}, change),
        {"item": ITEMS[:2], "sign": ITEMS[:2]},
    )
    assert [row[0] for row in values_of(sheet)] == ["หัว", "1", "ก", None, "2", "ข", None, "1", "2"]
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A2:B2", "A3:A4", "A5:B5", "A6:A7"}
    assert sheet.row_dimensions[2].height == sheet.row_dimensions[5].height < 50
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
    sheet = filled(template_of(TABLE, {"band_item": "$3:$3"}), {"item": (Item(text, text),)}, title=text)
    for cell in (sheet["A1"], sheet["A3"], sheet["B3"]):
        assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_looks_like_an_escape_of_excel_is_read_back_as_typed() -> None:
    book = fill_template(
        template_of(TABLE, {"band_item": "$3:$3"}), {"title": "_x0041_"}, {"item": ()}
    ).workbook
    assert read_book(book).sheets["งาน"].rows[1][1] == "_x0041_"


def test_control_characters_are_dropped_and_blank_text_leaves_a_blank_cell() -> None:
    sheet = filled(
        template_of(TABLE, {"band_item": "$3:$3"}), {"item": (Item("", "ก\x00\x1fข\r\nค"),)}, title="x"
    )
    assert [sheet["A3"].value, sheet["B3"].value] == [None, "กข\nค"]


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("{{ item.nothing }}", "template-name-unknown", "nothing"),
        ("{{ nobody }}", "template-name-unknown", "nobody"),
        ("{{ item.no", "template-expression", "{{ item.no"),
        ("{{ 1 / 0 }}", "template-expression", "{{ 1 / 0 }}"),
        ("{{ item.__class__ }}", "template-expression", "{{ item.__class__ }}"),
        ("{{ ''.__class__.__mro__ }}", "template-expression", "{{ ''.__class__.__mro__ }}"),
        ('="{{ item.no }}"', "template-formula", '="{{ item.no }}"'),
    ],
)
def test_an_expression_that_cannot_be_computed_names_its_cell(text: str, code: str, found: str) -> None:
    template = template_of((["หัว"], [text]), {"band_item": "$2:$2"})
    with pytest.raises(TemplateError) as caught:
        fill_template(template, {}, {"item": ITEMS})
    assert caught.value.finding == Finding(code, "งาน", "A2", found)


@pytest.mark.parametrize(
    ("bands", "code", "found"),
    [
        ({"band_other": "$3:$3"}, "template-band-unknown", "band_other"),
        ({"band_item": "$2:$3", "band_two": "$3:$4"}, "template-band-overlap", "band_item, band_two"),
        ({"band_item": "$2:$2", "band_two": "$2:$2"}, "template-band-overlap", "band_item, band_two"),
        ({"chart_other": "$2:$2"}, "template-chart-unknown", "chart_other"),
        ({"band_item": "#REF!"}, "template-band-nowhere", "band_item"),
        ({"keep_end": "#REF!"}, "template-band-nowhere", "keep_end"),
    ],
)
def test_a_wrong_band_is_told(bands: Mapping[str, str], code: str, found: str) -> None:
    with pytest.raises(TemplateError) as caught:
        fill_template(template_of(TABLE, bands), {"title": ""}, {"item": (), "two": ()})
    assert (caught.value.finding.code, caught.value.finding.found) == (code, found)


# Nested bands ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Item, ...]


NESTED = (["หัว"], ["{{ group.title }}"], ["{{ item.no }} {{ item.text }}"], ["จบ"])
NESTED_BANDS = {"band_group": "$2:$3", "band_item": "$3:$3"}


def test_a_band_inside_a_band_repeats_for_the_items_of_the_outer_one() -> None:
    groups = (Group("หมวด ก", ITEMS[:2]), Group("หมวด ข", ()), Group("หมวด ค", ITEMS[2:]))
    sheet = filled(template_of(NESTED, NESTED_BANDS), {"group": groups})
    assert [row[0] for row in values_of(sheet)] == [
        *("หัว", "หมวด ก", "1 ก", "2 ข", "หมวด ข", "หมวด ค", "3 ค", "จบ")
    ]


def test_an_outer_item_without_such_items_is_told() -> None:
    template = template_of([*NESTED[:1], ["{{ group.text }}"], *NESTED[2:]], NESTED_BANDS)
    with pytest.raises(TemplateError) as caught:
        fill_template(template, {}, {"group": ITEMS})
    assert caught.value.finding == Finding(
        "template-band-unknown", "งาน", found="band_item", expected="band_group"
    )
