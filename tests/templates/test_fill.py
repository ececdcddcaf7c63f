"""Filling templates: bands, text, heights, and errors that name the cell."""

from __future__ import annotations

import datetime as dt
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

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.templates.fill import TemplateError, fill_template
from toolkit.xlsx.strict_reader import read_book

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
    return openpyxl.load_workbook(
        io.BytesIO(fill_template(template, context, bands or {}).workbook)
    ).worksheets[0]


def _values(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


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
    sheet = _fill(
        _template([[expression]], {}),
        day=dt.date(2024, 4, 5),
        month=Month(2567, 3),
        word="วันใดก็ได้",
        names=["กองคลัง", "กองช่าง", "", "สำนักปลัด"],
    )
    assert sheet["A1"].value == printed


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


def test_sheets_may_have_bands_of_one_name() -> None:
    """Names that belong to one sheet alone, as Excel gives them to a copy of a sheet."""

    def change(sheet: Any) -> None:
        for each in (sheet, sheet.parent.copy_worksheet(sheet)):
            each.defined_names["band_item"] = DefinedName("band_item", attr_text=f"'{each.title}'!$3:$3")

    book = _fill(_template(TABLE, {}, change), {"item": ITEMS}, title="ก").parent
    assert [[cell.value for cell in sheet["A"][2:5]] for sheet in book.worksheets] == [["1", "2", "3"]] * 2
    assert [len(sheet.defined_names) for sheet in book.worksheets] == [0, 0]


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
    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}), {"item": (Item(text, text),)}, title=text)
    for cell in (sheet["A1"], sheet["A3"], sheet["B3"]):
        assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_looks_like_an_escape_of_excel_is_read_back_as_typed() -> None:
    filled = fill_template(
        _template(TABLE, {"band_item": "$3:$3"}), {"title": "_x0041_"}, {"item": ()}
    ).workbook
    assert read_book(filled).sheets["งาน"].rows[1][1] == "_x0041_"


def test_control_characters_are_dropped_and_blank_text_leaves_a_blank_cell() -> None:
    sheet = _fill(
        _template(TABLE, {"band_item": "$3:$3"}), {"item": (Item("", "ก\x00\x1fข\r\nค"),)}, title="x"
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
    template = _template((["หัว"], [text]), {"band_item": "$2:$2"})
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
        fill_template(_template(TABLE, bands), {"title": ""}, {"item": (), "two": ()})
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
    sheet = _fill(_template(NESTED, NESTED_BANDS), {"group": groups})
    assert [row[0] for row in _values(sheet)] == [
        *("หัว", "หมวด ก", "1 ก", "2 ข", "หมวด ข", "หมวด ค", "3 ค", "จบ")
    ]


def test_an_outer_item_without_such_items_is_told() -> None:
    template = _template([*NESTED[:1], ["{{ group.text }}"], *NESTED[2:]], NESTED_BANDS)
    with pytest.raises(TemplateError) as caught:
        fill_template(template, {}, {"group": ITEMS})
    assert caught.value.finding == Finding(
        "template-band-unknown", "งาน", found="band_item", expected="band_group"
    )


# Rows, pages and what moves with them -----------------------------------------------------------


def test_rows_are_as_high_as_their_text_whatever_was_drawn() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[3].height = 60

    template = _template(TABLE, {"band_item": "$3:$3"}, change)
    sheet = _fill(template, {"item": (Item("1", "ก"), Item("2", "ก\n" * 12))}, title="x")
    assert sheet.row_dimensions[3].height < 30
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
    tops = {each.id + 1 for each in sheet.row_breaks.brk}
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

    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}, change), {"item": ITEMS}, title="ก & ข")
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'งาน'!$A$1:$B$6"
    assert sheet.page_setup.orientation == "landscape"
    assert [each.id for each in sheet.row_breaks.brk] == [3, 4, 5]
    assert sheet.oddFooter.left.text == "ก && ข"
    assert sheet.oddFooter.right.text == "หน้า &P/&N"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["A3:A5"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B6"


def test_equal_arguments_give_equal_bytes_and_the_font_is_set() -> None:
    template = _template(TABLE, {"band_item": "$3:$3"})
    one, two = (
        fill_template(template, {"title": "x"}, {"item": ITEMS}, font="Sarabun").workbook for _ in range(2)
    )
    assert one == two
    sheet = openpyxl.load_workbook(io.BytesIO(one)).worksheets[0]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Sarabun"}


def test_a_template_without_a_page_of_its_own_gets_one() -> None:
    sheet = _fill(_template(TABLE, {"band_item": "$3:$3"}), {"item": ITEMS}, title="ก")
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
    template = _template(TABLE, {"band_item": "$3:$3"}, change)
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
    sheet = _fill(_template(TABLE, names, change), {"item": (Item("1", "งานบริการประชาชน" * 40),)}, title="ก")
    widths = [sheet.column_dimensions[column].width for column in "AB"]
    assert sum(widths) == 60
    assert (widths[1] > 30) is not fixed


def test_a_high_blank_row_becomes_rows_that_no_program_would_lower() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[2].height = 100

    sheet = _fill(_template((["{{ title }}", None], [None, None], ["ข", None]), {}, change), {}, title="ก")
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert [row[0] for row in _values(sheet)] == ["ก", *[None] * (len(heights) - 2), "ข"]
    assert len(heights) > 5 and abs(sum(heights[1:-1]) - 100) < max(heights)


def test_a_text_that_does_not_fit_beside_its_neighbours_wraps() -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=False)

    sheet = _fill(
        _template(TABLE, {"band_item": "$3:$3"}, change), {"item": (Item("ยาว" * 30, "ข"),)}, title="ก"
    )
    assert (sheet["A3"].alignment.wrap_text, bool(sheet["B3"].alignment.wrap_text)) == (True, False)
    assert sheet.row_dimensions[3].height > 3 * sheet.row_dimensions[1].height


def test_cells_merged_over_rows_make_these_rows_higher_or_are_refused() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A3:A4")

    rows = (["{{ title }}", None], ["ที่", "งาน"], ["{{ item.text }}", "a"], [None, "b"])
    template = _template(rows, {"band_item": "$3:$4"}, change)
    sheet = _fill(template, {"item": (Item("1", "ก\n" * 20),)}, title="x")
    assert sheet.row_dimensions[3].height + sheet.row_dimensions[4].height > 20 * 12
    with pytest.raises(TemplateError) as caught:
        _fill(template, {"item": (Item("1", "ก\n" * 200),)}, title="x")
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
