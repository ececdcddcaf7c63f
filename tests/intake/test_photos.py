"""Photographs that divisions pasted into their workbooks or sent as loose files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_program import convert
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from small_office import SmallOffice, edited, sheet

from toolkit.intake.photos import FoundPhotos, find_photos
from toolkit.model.month import Month
from toolkit.xlsx.layouts import PHOTOS
from toolkit.xlsx.placed_pictures import read_pictures


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


RED, BLUE, GREEN = map(picture, ("red", "blue", "green"))
Row = tuple[str, str, str, bytes]
"""Month, measure number, caption and picture of one row."""


def with_photos(data: bytes, rows: Sequence[Row]) -> bytes:
    """A division workbook with pictures put in from the photo sheet's first row on."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page: Any = book[PHOTOS.sheet]
    marker = next(cell.row for cell in page["A"] if cell.value == PHOTOS.marker)
    columns = {cell.value: cell.column for cell in page[marker] if cell.column > 1 and cell.value}
    for row, (month, measure, caption, image) in enumerate(rows, marker + 2):
        for name, text in (("month", month), ("measure_no", measure), ("caption", caption)):
            page.cell(row, columns[name]).value = text or None
        if image:
            page.add_image(SheetImage(io.BytesIO(image)), page.cell(row, columns["picture"]).coordinate)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_libreoffice(data: bytes, soffice: str, folder: Path) -> bytes:
    (folder / "a.xlsx").write_bytes(data)
    return convert(soffice, folder / "a.xlsx", folder / "out" / "a.xlsx").read_bytes()


def december(office: SmallOffice, code: str = "01", **rows: str) -> bytes:
    return office.fill(code, sheet("ธ.ค.", "4 ม.ค. 2567", rows or {"1.1": "p40"}))


def found(office: SmallOffice) -> FoundPhotos:
    return find_photos(office.office, office.plan, office.ledger.lines)


def said(photos: FoundPhotos) -> list[tuple[str, str, str, bytes]]:
    return [(each.division_code, each.measure_no, each.caption, each.data) for each in photos.photos]


def codes(photos: FoundPhotos) -> list[str]:
    return [f"{each.code} {each.found}".strip() for each in photos.findings]


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    return small_office


def test_pictures_come_in_the_order_of_measures(office: SmallOffice) -> None:
    rows = [("ธ.ค. 66", "2", "ประชุม", RED), ("", "", "", b""), ("ต.ค.66", "๑", "อบรม", BLUE)]
    office.send("a.xlsx", with_photos(december(office), rows), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    photos = found(office)
    assert said(photos) == [("01", "1", "อบรม", BLUE), ("01", "2", "ประชุม", RED)]
    assert [each.month for each in photos.photos] == [Month(2566, 10), Month(2566, 12)]
    assert photos.photos[0].file == "inbox/a.xlsx"
    assert codes(photos) == []


def test_saved_again_by_libreoffice(office: SmallOffice, soffice: str, tmp_path: Path) -> None:
    data = with_photos(december(office), [("", "1", "ก", RED), ("", "2", "ข", BLUE)])
    office.send("a.xlsx", by_libreoffice(data, soffice, tmp_path), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    photos = found(office)
    assert [(each.measure_no, each.caption) for each in photos.photos] == [("1", "ก"), ("2", "ข")]
    for each, original in zip(photos.photos, (RED, BLUE), strict=True):
        assert Image.open(io.BytesIO(each.data)).getpixel((5, 5))[:3] == Image.open(
            io.BytesIO(original)
        ).getpixel((5, 5))


def test_one_picture_in_several_versions_is_one_and_none_is_lost(office: SmallOffice) -> None:
    first = with_photos(december(office), [("", "1", "ก", RED), ("", "1", "ข", GREEN)])
    second = with_photos(december(office, **{"1.1": "p50"}), [("", "1", "ก", RED), ("", "2", "ค", BLUE)])
    office.send("a.xlsx", first, "2024-01-04 09:00")
    office.send("b.xlsx", second, "2024-01-04 10:00")
    office.take("2024-01-06 09:00")
    assert said(found(office)) == [
        ("01", "1", "ก", RED),
        ("01", "1", "ข", GREEN),
        ("01", "2", "ค", BLUE),
    ]


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        (("", "", "ไม่มีเลข", RED), ["photo-without-measure"]),
        (("", "9", "ไม่มีในแผน", RED), ["photo-measure-unknown 9"]),
        (("ปีที่แล้ว", "1", "เดือนแปลก", RED), ["photo-month-unreadable ปีที่แล้ว"]),
    ],
)
def test_a_picture_that_cannot_be_placed_is_kept_and_told(
    office: SmallOffice, row: Row, findings: list[str]
) -> None:
    office.send("a.xlsx", with_photos(december(office), [row]), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    photos = found(office)
    assert [each.data for each in photos.photos] == [RED]
    assert codes(photos) == findings


def test_a_picture_placed_in_the_cell_is_told(office: SmallOffice) -> None:
    data = with_photos(december(office), [("", "1", "ก", b"")])
    book = openpyxl.load_workbook(io.BytesIO(data))
    page: Any = book[PHOTOS.sheet]
    row = next(cell.row for column in page.iter_cols() for cell in column if cell.value == "ก")
    page.cell(row, 5).value = "#VALUE!"
    page.cell(row, 5).data_type = "e"
    buffer = io.BytesIO()
    book.save(buffer)
    office.send("a.xlsx", buffer.getvalue(), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    assert codes(found(office)) == ["photo-in-cell"]


@pytest.mark.parametrize(
    ("name", "photo", "findings"),
    [
        ("กองคลัง/ภาพ/1 อบรม.jpg", ("02", "1", "อบรม", RED), []),
        ("02/ภาพ/๒-ประชุม.png", ("02", "2", "ประชุม", RED), []),
        ("ภาพ/1_พิธีเปิด งาน.JPG", ("", "1", "พิธีเปิด งาน", RED), []),
        ("กองช่าง/ภาพ/อบรม.jpg", ("03", "", "อบรม", RED), ["photo-without-measure"]),
        ("กองช่าง/ภาพ/12 อบรม.jpg", ("03", "", "12 อบรม", RED), ["photo-measure-unknown 12"]),
    ],
)
def test_loose_pictures(
    office: SmallOffice, name: str, photo: tuple[object, ...], findings: list[str]
) -> None:
    office.send(name, RED, "2024-01-04 09:00")
    photos = found(office)
    assert said(photos) == [photo]
    assert codes(photos) == findings


def test_pictures_in_groups_and_twice_for_older_programs(office: SmallOffice) -> None:
    data = with_photos(december(office), [("", "1", "ก", RED)])
    part = next(each for each in names(data) if each.startswith("xl/drawings/drawing"))
    picture_xml = xml_between(data, part, "<pic>", "</pic>")
    grouped = f"<grpSp>{picture_xml}{picture_xml}</grpSp>"
    pictures = read_pictures(edited(data, picture_xml, grouped, part), PHOTOS.sheet)
    assert [each.data for each in pictures] == [RED]


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def xml_between(data: bytes, part: str, start: str, end: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(part).decode()
    return text[text.index(start) : text.index(end) + len(end)]


def test_no_such_sheet_means_no_pictures(office: SmallOffice) -> None:
    assert read_pictures(december(office), "ไม่มี") == ()
