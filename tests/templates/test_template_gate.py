"""The template gate: what would be lost is refused by name and place; what is kept passes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from PIL import Image as Picture
from small_office import edited

from toolkit.books.bundled import bundled
from toolkit.messages.catalogue import describe
from toolkit.model.finding import Finding
from toolkit.templates.cell_text import TemplateError
from toolkit.templates.fill import fill_template
from toolkit.templates.template_gate import checked_template

Change = Callable[[Any], None]


def check_template(data: bytes) -> tuple[Finding, ...]:
    try:
        checked_template(data)
    except TemplateError as error:
        return error.findings
    return ()


def saved(change: Change, *, bands: Mapping[str, str] | None = None) -> bytes:
    """A small template with something done to its sheet: a title, a band in row 3, a total below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "งาน"
    for row in (["{{ title }}", None], ["ที่", "งาน"], ["{{ item.no }}", "x"], ["รวม", 3]):
        sheet.append(row)
    for name, place in (bands or {"band_item": "$3:$3"}).items():
        book.defined_names[name] = DefinedName(name, attr_text=f"งาน!{place}")
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def made(change: Callable[[Any, Any], None]) -> bytes:
    """The same from XlsxWriter, which writes what openpyxl cannot."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("งาน")
    sheet.write_string("A1", "{{ title }}")
    change(book, sheet)
    book.close()
    return buffer.getvalue()


def with_part(name: str, text: str = "x") -> bytes:
    """A good template with one more part in its package."""
    buffer = io.BytesIO(saved(lambda _: None))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_extension(inner: str) -> bytes:
    """A good template whose sheet ends with an extension of a newer Excel."""
    new = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    cells = '<xm:sqref xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">B2</xm:sqref>'
    ext = f'<ext xmlns:x14="{new}" uri="x"><x14:{inner}>{cells}</x14:{inner}></ext>'
    end = f"<extLst>{ext}</extLst></worksheet>"
    return edited(saved(lambda _: None), "</worksheet>", end, "xl/worksheets/sheet1.xml")


def picture(**anchor: str) -> Image:
    buffer = io.BytesIO()
    Picture.new("RGB", (20, 20), "navy").save(buffer, "PNG")
    image = Image(buffer)
    image.anchor = anchor.get("at", "A1")
    return image


def _rich(text: str, *, runs: int = 2) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(b=True), text) for _ in range(runs)))


def _set(cell: str, value: object) -> Change:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=งาน!$B$1:$B$3"})
    sheet.insert_chart("C5", chart)


def _table(sheet: Any) -> None:
    sheet.add_table(Table(displayName="ตาราง1", ref="A2:B4"))


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"PK nothing", Finding("template-not-workbook")),
        (
            edited(saved(lambda _: None), "</worksheet>", "", "xl/worksheets/sheet1.xml"),
            Finding("template-not-workbook"),
        ),
        (
            edited(saved(lambda _: None), "</styleSheet>", "", "xl/styles.xml"),
            Finding("template-not-workbook"),
        ),
        (saved(_set("A1", "หัว"), bands={"x": "$9:$9"}).replace(b"", b""), None),
        (made(lambda _, sheet: sheet.insert_textbox("B2", "ก")), Finding("template-lost-shape", "งาน", "B2")),
        (made(_chart), Finding("template-lost-chart")),
        (made(lambda _, sheet: sheet.insert_checkbox("B2", True)), None),
        (made(lambda _, sheet: sheet.insert_button("B2")), Finding("template-lost-control", "งาน")),
        (
            made(lambda _, sheet: sheet.add_sparkline("B2", {"range": "A1:A3"})),
            Finding("template-lost-sparkline", "งาน", "B2"),
        ),
        (
            made(lambda _, sheet: sheet.conditional_format("B2:B3", {"type": "data_bar", "bar_solid": True})),
            Finding("template-lost-format", "งาน", "B2:B3"),
        ),
        (with_extension("dataValidation"), Finding("template-lost-validation", "งาน", "B2")),
        (with_part("xl/vbaProject.bin"), Finding("template-lost-macro")),
        (with_part("xl/externalLinks/externalLink1.xml"), Finding("template-lost-link")),
        (with_part("xl/connections.xml"), Finding("template-lost-link")),
        (with_part("xl/pivotTables/pivotTable1.xml"), Finding("template-lost-pivot")),
        (with_part("xl/slicers/slicer1.xml"), Finding("template-lost-slicer")),
        (with_part("xl/richData/rdrichvalue.xml"), Finding("template-lost-picture")),
        (saved(_set("B3", _rich("{{ item.no }}"))), Finding("template-rich-text", "งาน", "B3")),
        (
            saved(lambda sheet: sheet.merge_cells("A3:A4")),
            Finding("template-band-merge", "งาน", "A3", "band_item", "A3:A4"),
        ),
        (
            saved(lambda sheet: sheet.add_image(picture(at="B3"))),
            Finding("template-band-drawing", "งาน", "B3", "band_item"),
        ),
        (saved(_table), Finding("template-table-moves", "งาน", "A2:B4", "ตาราง1")),
        (saved(_set("B4", "=SUM(B3:B3)")), Finding("template-formula-moves", "งาน", "B4", "=SUM(B3:B3)")),
        (
            saved(
                lambda sheet: sheet.parent.defined_names.update(
                    {"ยอด": DefinedName("ยอด", attr_text="งาน!$B$4")}
                )
            ),
            Finding("template-formula-moves", found="ยอด"),
        ),
        (
            saved(
                lambda s: s.conditional_formatting.add("B2:B3", FormulaRule(["B2>$B$4"], font=Font(b=True)))
            ),
            Finding("template-formula-moves", "งาน", "B2:B3", "B2>$B$4"),
        ),
    ],
)
def test_what_would_be_lost_is_named_with_its_place(data: bytes, finding: Finding | None) -> None:
    found = check_template(data)
    if finding is None:
        assert found == () or found[0].code == "template-empty"
    else:
        assert finding in found
        assert re.search("[ก-๙]", describe(found[0]).message)
        with pytest.raises(TemplateError):
            fill_template(data, {"title": "x"}, {"item": ()})


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.add_image(picture(at="A1")),
        _set("B1", _rich("ตัวหนา")),
        _set("B1", "=TODAY()"),
        lambda sheet: sheet.merge_cells("A2:B2"),
        lambda sheet: setattr(sheet["B1"], "hyperlink", "https://www.example.go.th/"),
    ],
)
def test_what_is_kept_passes(change: Change) -> None:
    assert check_template(saved(change)) == ()


def test_a_template_without_any_expression_is_refused() -> None:
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    assert check_template(buffer.getvalue()) == (Finding("template-empty"),)


def test_header_picture_is_refused(tmp_path: Any) -> None:
    path = tmp_path / "logo.png"
    Picture.new("RGB", (20, 20), "navy").save(path)
    data = made(lambda _, sheet: sheet.set_header("&L&G", {"image_left": str(path)}))
    assert Finding("template-lost-header-picture", "งาน") in check_template(data)


def test_our_own_template_passes() -> None:
    assert check_template(bundled("reports/six-month.xlsx")) == ()


def test_a_logo_and_rich_text_are_still_there_when_filled() -> None:
    def change(sheet: Any) -> None:
        sheet.add_image(picture(at="B4"))
        sheet["B2"] = _rich("ตัวหนา")

    data = fill_template(saved(change), {"title": "ก"}, {"item": [{"no": "1"}, {"no": "2"}]}).workbook
    sheet = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]
    assert [image.anchor._from.row for image in sheet._images] == [4]
    assert isinstance(sheet["B2"].value, CellRichText)


def test_a_template_that_swells_when_unpacked_is_refused_before_it_is_unpacked() -> None:
    (finding,) = check_template(with_part("xl/media/image1.png", "\0" * 60_000_000))
    assert (finding.code, finding.found) == ("file-too-large", "xl/media/image1.png: 60 MB")
    with pytest.raises(TemplateError) as caught:
        fill_template(with_part("xl/media/../../a.xml"), {}, {})
    assert [finding.code for finding in caught.value.findings] == ["file-unsafe"]


@pytest.mark.parametrize(
    ("left", "place"),
    [
        pytest.param("แถวว่าง", "$A$3:$D$3", id="words in their place"),
        pytest.param(None, "$3:$3", id="blank"),
        pytest.param("{ item.no }", "$3:$3", id="one brace lost"),
        pytest.param("｛｛ item.no ｝｝", "$3:$3", id="braces of another script"),
        pytest.param("{{ item.no }}", "$9:$9", id="a name that points below the table"),
    ],
)
def test_a_band_whose_fields_are_gone_is_refused(left: str | None, place: str) -> None:
    def emptied(sheet: Any) -> None:
        sheet["A3"] = left

    data = saved(emptied, bands={"band_item": place})
    assert ("template-band-empty", "band_item") in {(one.code, one.found) for one in check_template(data)}


def packed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A template with its parts changed as another program leaves them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["drawing", "comments", "vmlDrawing", "table"])
def test_a_relation_that_leads_nowhere_is_no_matter(kind: str) -> None:
    """R's openxlsx leaves the relations of drawings that it did not write."""

    def dangling(parts: dict[str, bytes]) -> None:
        space = "http://schemas.openxmlformats.org"
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="rId9" '
            f'Type="{space}/officeDocument/2006/relationships/{kind}" Target="../gone/part1.xml"/>'
            "</Relationships>"
        ).encode()

    template = packed(saved(lambda _: None), dangling)
    assert check_template(template) == ()
    items = {"item": [{"no": "1"}]}
    assert fill_template(template, {"title": "ก"}, items).workbook


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("<definedNames>.*</definedNames>", "", "template-bands-gone", id="none"),
        pytest.param(
            "<definedNames>.*</definedNames>", "<definedNames/>", "template-bands-gone", id="no list"
        ),
        pytest.param('name="band_item"', 'name="item_rows"', "template-bands-gone", id="renamed"),
        pytest.param("งาน!\\$3:\\$3", "#REF!", "template-band-nowhere", id="the rows were deleted"),
    ],
)
def test_the_names_of_the_repeated_rows_are_gone(old: str, new: str, code: str) -> None:
    """ExcelJS drops the names of a workbook, and people delete the rows that they stand for."""

    def nameless(parts: dict[str, bytes]) -> None:
        book = re.sub(old, new, parts["xl/workbook.xml"].decode())
        parts["xl/workbook.xml"] = book.encode()

    with pytest.raises(TemplateError) as refused:
        fill_template(packed(saved(lambda _: None), nameless), {"title": "ก"}, {"item": [{"no": "1"}]})
    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_logo_by_libreoffice_keeps_its_namespace() -> None:
    def logo(sheet: Any) -> None:
        buffer = io.BytesIO()
        Picture.new("RGB", (20, 10), "red").save(buffer, "PNG")
        sheet.add_image(Image(buffer), "C1")

    def guides(parts: dict[str, bytes]) -> None:
        drawing = parts["xl/drawings/drawing1.xml"].decode()
        drawing = re.sub(
            r"(<a:prstGeom[^>]*?)(?:/>|>.*?</a:prstGeom>)", r"\1><a:avLst/></a:prstGeom>", drawing
        )
        assert "<a:avLst/>" in drawing
        parts["xl/drawings/drawing1.xml"] = drawing.encode()

    filled = fill_template(packed(saved(logo), guides), {"title": "ก"}, {"item": [{"no": "1"}]})
    with zipfile.ZipFile(io.BytesIO(filled.workbook)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "<avLst" not in drawing and "avLst" in drawing


def test_meta_is_out_of_sight_again() -> None:
    def meta(sheet: Any) -> None:
        sheet.parent.create_sheet("_meta").sheet_state = "hidden"

    filled = fill_template(saved(meta), {"title": "ก"}, {"item": [{"no": "1"}]})
    assert openpyxl.load_workbook(io.BytesIO(filled.workbook))["_meta"].sheet_state == "veryHidden"
