"""A workbook as it may be published: what is seen stays, what tells of its makers goes."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumData, NumVal, StrData, StrVal
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from PIL import Image
from small_office import edited

from toolkit.books.public_copy import clean_copy
from toolkit.example.demo import Demo
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book

SECRETS = ("ผู้จัดทำลับ", "ข้อความซ่อน", "ความเห็นลับ", "กล้องลับ", "C:\\Users", "secret@")


def picture() -> SheetImage:
    """A JPEG in which a camera wrote its name."""
    exif = Image.Exif()
    exif[0x0110] = "กล้องลับ"
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(buffer, "JPEG", exif=exif, comment="กล้องลับ".encode())
    buffer.seek(0)
    return SheetImage(buffer)


def made(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A workbook with a secret in every place that people forget."""
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = "ผู้จัดทำลับ"
    book.properties.title = "ผู้จัดทำลับ"
    hidden = book.active
    hidden.title, hidden.sheet_state = "ลับ", "veryHidden"
    hidden["A1"] = "ข้อความซ่อน"
    shown = book.create_sheet("รายงาน")
    shown["A1"], shown["B1"], shown["C1"] = "ผลการดำเนินการ", 12.5, "=ลับ!A1"
    shown["A2"], shown["A3"] = "ส่งที่ secret@office.example", "เว็บ"
    shown["A1"].comment = Comment("ความเห็นลับ", "ผู้จัดทำลับ")
    shown["A3"].hyperlink = "https://www.office.example/"
    shown["A2"].hyperlink = "mailto:secret@office.example"
    shown["B1"].hyperlink = "http://nas.local/plan"
    shown["B2"] = "แผน"
    shown["B2"].hyperlink = "https://www.office.example/?to=secret%40office.example"
    shown.print_title_rows, shown.print_area = "1:1", "A1:C3"
    shown.merge_cells("A5:B5")
    validation = DataValidation(type="list", formula1="=ลับ!$A$1:$A$2")
    shown.add_data_validation(validation)
    validation.add("B2")
    shown.add_image(picture(), "D1")
    book.create_sheet("สุดท้าย")["A1"] = "ท้าย"
    book.defined_names["ชื่อลับ"] = DefinedName("ชื่อลับ", attr_text="ลับ!$A$1")
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return with_path(buffer.getvalue())


def with_path(data: bytes) -> bytes:
    """The same with the maker's folder and name written in, as Excel does."""
    return edited(data, "<sheets>", '<fileSharing userName="C:\\Users\\x"/><sheets>', "xl/workbook.xml")


def everything(data: bytes) -> str:
    """All bytes of all parts as one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name.encode() + archive.read(name) for name in archive.namelist()]
    return html.unescape(b"\n".join(parts).decode("utf-8", "ignore"))


def hide_email(text: str) -> str:
    return re.sub(r"\S+@\S+", "–", text)


def test_secrets_are_in_the_original_and_not_in_the_copy() -> None:
    original = everything(made())
    copy = everything(clean_copy(made(), hide_email))
    assert [secret for secret in SECRETS if secret not in original] == []
    assert [secret for secret in SECRETS if secret in copy] == []
    assert "docProps" not in copy
    assert "ลับ" not in copy


def test_what_is_seen_stays() -> None:
    data = clean_copy(made())
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["รายงาน", "สุดท้าย"]
    sheet = book["รายงาน"]
    assert [sheet["A1"].value, sheet["B1"].value, sheet["C1"].value] == ["ผลการดำเนินการ", 12.5, None]
    assert sheet["A3"].hyperlink.target == "https://www.office.example/"
    assert [sheet[cell].hyperlink for cell in ("A2", "B1", "B2")] == [None, None, None]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'รายงาน'!$A$1:$C$3"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:B5"]
    (image,) = sheet._images
    assert Image.open(io.BytesIO(image._data())).getpixel((5, 5))[0] > 250  # type: ignore[index]
    assert list(read_book(data).sheets) == ["รายงาน", "สุดท้าย"]


def with_chart(book: Any) -> None:
    """A chart on the visible sheet, drawn from the hidden one."""
    book["ลับ"]["B1"], book["ลับ"]["B2"], book["ลับ"]["B3"] = "คะแนน", 70, 80
    chart = BarChart()
    chart.add_data(Reference(book["ลับ"], min_col=2, min_row=1, max_row=3), titles_from_data=True)
    (series,) = chart.series
    series.val.numRef.numCache = NumData(pt=[NumVal(0, v="70"), NumVal(1, v="80")])
    series.tx.strRef.strCache = StrData(pt=[StrVal(0, v="คะแนน")])
    book["รายงาน"].add_chart(chart, "F1")


def test_a_chart_keeps_its_figures_without_its_sheet() -> None:
    data = clean_copy(made(with_chart))
    text = everything(data)
    assert "ลับ" not in text
    assert re.search(r"<numLit>.*<v>70</v>.*<v>80</v>.*</numLit>", text)
    assert "<tx><v>คะแนน</v></tx>" in text
    assert openpyxl.load_workbook(io.BytesIO(data))["รายงาน"]._charts


def test_a_sheet_left_behind_by_name() -> None:
    data = clean_copy(made(), without=("รายงาน",))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["สุดท้าย"]
    assert "ผลการดำเนินการ" not in everything(data)


def with_places_that_people_forget(book: Any) -> None:
    """A secret in pieces, in heads, hidden rows and columns, behind a link and a format."""
    sheet = book["รายงาน"]
    sheet["A10"] = CellRichText("ส่งที่ ", TextBlock(InlineFont(b=True), "secret@"), "office.example")
    sheet.oddHeader.left.text = "secret@office.example"
    sheet["A11"], sheet["H12"], sheet["A12"], sheet["A13"] = "ข้อความซ่อน", "ข้อความซ่อน", "ไป", "ไป"
    sheet.row_dimensions[11].hidden = sheet.column_dimensions["H"].hidden = True
    sheet["A12"].hyperlink = Hyperlink(ref="A12", location="ลับ!A1", tooltip="secret@office.example")
    sheet["A13"].hyperlink = Hyperlink(ref="A13", location="สุดท้าย!A1", tooltip="secret@office.example")
    rule = FormulaRule(formula=["ลับ!$A$1=1"], fill=PatternFill(bgColor="FF0000"))
    sheet.conditional_formatting.add("A1:A3", rule)
    sheet.conditional_formatting.add("B1:B3", FormulaRule(formula=["$B$1=1"], font=Font(bold=True)))
    book.defined_names["ไฟล์อื่น"] = DefinedName("ไฟล์อื่น", attr_text="[1]ลับ!$A$1")


def test_places_that_people_forget() -> None:
    original = made(with_places_that_people_forget)
    data = clean_copy(original, hide_email)
    assert "secret@" in everything(original)
    assert [text for text in (*SECRETS, "ลับ", "ไฟล์อื่น") if text in everything(data)] == []
    sheet = openpyxl.load_workbook(io.BytesIO(data))["รายงาน"]
    assert sheet["A10"].value == "ส่งที่ –"
    assert sheet.oddHeader.left.text == "–"
    assert sheet["A13"].hyperlink.location == "สุดท้าย!A1"
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["B1:B3"]


@pytest.mark.parametrize("picture", [b"GIF89a", b"<svg/>", b""], ids=["gif", "svg", "nothing"])
def test_a_picture_of_which_nobody_knows_what_it_tells_is_refused(picture: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made())) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, picture if name.startswith("xl/media/") else before.read(name))
    with pytest.raises(RefusedError):
        clean_copy(buffer.getvalue())


def test_equal_bytes() -> None:
    data = made()
    assert clean_copy(data) == clean_copy(data)


def test_the_report_of_the_example(demo: Demo) -> None:
    data = demo.report.path.read_bytes()
    before, after = (
        openpyxl.load_workbook(io.BytesIO(data)),
        openpyxl.load_workbook(io.BytesIO(clean_copy(data))),
    )
    shown = [sheet for sheet in before.worksheets if sheet.sheet_state == "visible"]
    assert after.sheetnames == [sheet.title for sheet in shown]
    assert len(after.sheetnames) < len(before.sheetnames)
    for old, new in zip(shown, after.worksheets, strict=True):
        assert list(new.values) == list(old.values)
        assert new.row_dimensions[5].height == old.row_dimensions[5].height
        assert (new.page_setup.orientation, new.print_title_rows) == (
            old.page_setup.orientation,
            old.print_title_rows,
        )


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"%PDF-1.4", made()[:500]], ids=["empty", "zip", "pdf", "cut"]
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        clean_copy(data)


def test_nothing_to_show_is_refused() -> None:
    hidden = edited(made(), 'state="visible"', 'state="hidden"', "xl/workbook.xml")
    with pytest.raises(RefusedError):
        clean_copy(hidden)
