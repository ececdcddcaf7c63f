"""Photographs that divisions pasted into their workbooks or sent as loose files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from forged_ledger import changed
from loaded import loaded
from openpyxl.drawing.image import Image as SheetImage
from photo_workbooks import BLUE, GREEN, RED, Row, by_libreoffice, codes, december, found, said, with_photos
from PIL import Image
from small_office import SmallOffice, edited

from toolkit.intake import photos as photos_of_intake
from toolkit.intake.verify import verify
from toolkit.model.entry import Picture
from toolkit.model.month import Month
from toolkit.report.photo_rows import PHOTO_HEIGHT, PHOTO_WIDTH, prepare_picture
from toolkit.xlsx.layouts import PHOTOS
from toolkit.xlsx.package import Package
from toolkit.xlsx.placed_pictures import PlacedPicture, read_pictures

pytestmark = pytest.mark.slow


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    return small_office


def test_pictures_come_in_the_order_of_measures(office: SmallOffice) -> None:
    rows = [("ธ.ค. 66", "2", "ประชุม", RED), ("", "", "", b""), ("ต.ค.66", "๑", "อบรม", BLUE)]
    office.send("a.xlsx", with_photos(december(office), rows), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    photos = found(office)
    assert said(photos) == [("01", "1", "อบรม", BLUE), ("01", "2", "ประชุม", RED)]
    assert [photo.month for photo in photos.photos] == [Month(2566, 10), Month(2566, 12)]
    assert photos.photos[0].file == "inbox/a.xlsx"
    assert codes(photos) == []


def test_saved_again_by_libreoffice(office: SmallOffice, soffice: str, tmp_path: Path) -> None:
    data = with_photos(december(office), [("", "1", "ก", RED), ("", "2", "ข", BLUE)])
    office.send("a.xlsx", by_libreoffice(data, soffice, tmp_path), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    photos = found(office)
    assert [(photo.measure_no, photo.caption) for photo in photos.photos] == [("1", "ก"), ("2", "ข")]
    for copy, original in zip(photos.photos, (RED, BLUE), strict=True):
        assert Image.open(io.BytesIO(copy.data)).getpixel((5, 5))[:3] == Image.open(
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
    assert [photo.data for photo in photos.photos] == [RED]
    assert codes(photos) == findings


def test_a_picture_placed_in_the_cell_is_told(office: SmallOffice) -> None:
    data = with_photos(december(office), [("", "1", "ก", b"")])
    book = loaded(data)
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
        ("กองช่าง/ภาพ/IMG_0231.jpg", ("03", "", "", RED), ["photo-without-measure"]),
        ("กองช่าง/ภาพ/1 IMG_0231.jpg", ("03", "1", "", RED), []),
        ("กองช่าง/ภาพ/2 DSC00017.jfif", ("03", "2", "", RED), []),
        ("กองช่าง/ภาพ/1 อบรม.HEIC", ("03", "1", "อบรม", RED), []),
        ("กองช่าง/ภาพ/1 อบรม", ("03", "1", "อบรม", RED), []),
        *(
            (f"03/ภาพ/{name}.jpg", ("03", "", name, RED), ["photo-without-measure"])
            for name in (
                *("1 มี.ค. 67 ประชุมสภา", "2-3-67 ลงพื้นที่", "2.3.2567 อบรม", "๑ มีนาคม ๒๕๖๗ อบรม"),
                *("2024-03-05 อบรม", "20240305 อบรม", "1 มี.ค. อบรม", "1-2 มี.ค. 67 อบรม", "1 – 2 ธ.ค. อบรม"),
                *("1.30 น. ประชุม", "2.00น. ประชุม"),
            )
        ),
        ("03/ภาพ/1.2 ประชุม.jpg", ("03", "1", "ประชุม", RED), []),  # a step
        ("03/ภาพ/2) ประชุม.jpg", ("03", "2", "ประชุม", RED), []),
        ("03/ภาพ/มาตรการที่ ๒ ประชุม.jpg", ("03", "2", "ประชุม", RED), []),
        ("03/ภาพ/2.jpg", ("03", "2", "", RED), []),
        ("03/ภาพ/2 (1).jpg", ("03", "2", "", RED), []),
        ("03/ภาพ/\u200b.jpg", ("03", "", "", RED), ["photo-without-measure"]),
        ("03/ภาพ/1 5 มี.ค. 67 ประชุม.jpg", ("03", "1", "5 มี.ค. 67 ประชุม", RED), []),
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
    part = next(name for name in names(data) if name.startswith("xl/drawings/drawing"))
    picture_xml = xml_between(data, part, "<pic>", "</pic>")
    grouped = f"<grpSp>{picture_xml}{picture_xml}</grpSp>"
    pictures = placed(edited(data, picture_xml, grouped, part))
    assert [picture.data for picture in pictures] == [RED]


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def xml_between(data: bytes, part: str, start: str, end: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(part).decode()
    return text[text.index(start) : text.index(end) + len(end)]


def test_no_such_sheet_means_no_pictures(office: SmallOffice) -> None:
    assert read_pictures(Package(december(office))) == {}


def placed(data: bytes) -> tuple[PlacedPicture, ...]:
    return read_pictures(Package(data)).get(PHOTOS.sheet, ())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def halves() -> bytes:
    """A picture, red on the left and blue on the right."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (40, 0, 80, 40))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def printed(data: bytes) -> tuple[str, str]:
    """The shape of the only picture as it is printed, and its colours at top left and bottom right."""
    (one,) = placed(data)
    picture = prepare_picture(one.data, PHOTO_WIDTH, PHOTO_HEIGHT, one.framing)
    assert isinstance(picture, Picture)
    image: Any = Image.open(io.BytesIO(picture.data))
    across, down = image.size
    shape = "wide" if across > down else "high" if across < down else "square"
    ends = (image.getpixel((4, 4)), image.getpixel((across - 5, down - 5)))
    return shape, "".join("r" if red > blue else "b" for red, _, blue in ends)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("<a:stretch>", "<a:stretch>", ("wide", "rb")),
        ("<a:stretch>", '<a:srcRect r="50000"/><a:stretch>', ("square", "rr")),
        ("<a:stretch>", '<a:srcRect l="50%"/><a:stretch>', ("square", "bb")),
        ("<a:stretch>", '<a:srcRect l="-10000" r="50000"/><a:stretch>', ("square", "rr")),
        ("<a:fillRect/>", '<a:fillRect r="-100000"/>', ("square", "rr")),
        ("<a:xfrm>", '<a:xfrm rot="5400000">', ("high", "rb")),
        ("<a:xfrm>", '<a:xfrm rot="16200000">', ("high", "br")),
        ("<a:xfrm>", '<a:xfrm rot="-5400000">', ("high", "br")),
        ("<a:xfrm>", '<a:xfrm rot="10800000">', ("wide", "br")),
        ("<a:xfrm>", '<a:xfrm flipH="1">', ("wide", "br")),
        ("<a:xfrm>", '<a:xfrm rot="5400000" flipH="1">', ("high", "br")),
    ],
)
def test_a_picture_is_printed_as_the_sheet_shows_it(
    office: SmallOffice, old: str, new: str, shown: tuple[str, str]
) -> None:
    data = with_photos(december(office), [("", "1", "ก", halves())])
    part = next(name for name in names(data) if name.startswith("xl/drawings/drawing"))
    pic = xml_between(data, part, "<pic>", "</pic>")
    frame = (
        f'<pic {SPACES}><blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></blipFill>'
        '<spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm></spPr></pic>'
    )
    assert printed(edited(data, pic, frame.replace(old, new), part)) == shown


def test_a_later_file_that_crops_a_picture_counts(office: SmallOffice) -> None:
    first = with_photos(december(office), [("", "1", "ก", halves())])
    part = next(name for name in names(first) if name.startswith("xl/drawings/drawing"))
    again = with_photos(december(office, **{"1.1": "p50"}), [("", "1", "ก", halves())])
    crop = '<b:srcRect xmlns:b="http://schemas.openxmlformats.org/drawingml/2006/main" r="50000"/>'
    cropped = edited(again, "<a:stretch", f"{crop}<a:stretch", part)
    office.send("a.xlsx", first, "2024-01-04 09:00")
    office.send("b.xlsx", cropped, "2024-01-04 10:00")
    office.take("2024-01-06 09:00")
    (photo,) = found(office).photos
    assert photo.framing.crop == (0, 0, 0.5, 0)


def test_a_picture_that_names_no_cell_lies_where_its_position_is(office: SmallOffice) -> None:
    data = with_photos(december(office), [("", "1", "ก", RED), ("", "2", "ข", BLUE)])
    (first, second) = (picture.row for picture in placed(data))
    rows = loaded(data)[PHOTOS.sheet].row_dimensions
    above = sum((0 if rows[row].hidden else rows[row].height or 15.0) for row in range(1, second))
    part = next(name for name in names(data) if name.startswith("xl/drawings/drawing"))
    anchor = xml_between(data, part, "</oneCellAnchor><oneCellAnchor>", "</oneCellAnchor></wsDr>")
    corner = anchor[anchor.index("<from>") : anchor.index("</from>") + len("</from>")]
    far = second + 3
    below = above + sum(rows[row].height or 15.0 for row in range(second, far))
    for points, row in ((above + 5, second), (above, second), (above - 5, first), (1, 1), (below + 5, far)):
        free = anchor.replace(corner, f'<pos x="0" y="{round(points * 12_700)}"/>')
        free = free.replace("<oneCell", "<absolute").replace("oneCellAnchor></w", "absoluteAnchor></w")
        pictures = placed(edited(data, anchor, free, part))
        assert {picture.data: picture.row for picture in pictures} == {RED: first, BLUE: row}


@pytest.mark.parametrize(
    ("row", "formula", "finding"),
    [
        (("", "1", "ก", b""), "", ["photo-missing"]),
        (("ธ.ค. 66", "", "", b""), "", ["photo-missing"]),
        (("", "1", "ก", b""), '_xlfn.IMAGE("https://a.example/b.png")', ["photo-in-cell"]),
        (("", "1", "ก", b""), '_xlfn.DISPIMG("ID_GONE",1)', ["photo-in-cell"]),
        (("", "1", "ก", RED), "", []),
    ],
)
def test_a_filled_row_has_a_picture_or_a_finding(
    office: SmallOffice, row: Row, formula: str, finding: list[str]
) -> None:
    data = with_photos(december(office), [row])
    if formula:
        book = loaded(data)
        page: Any = book[PHOTOS.sheet]
        at = next(cell.row for column in page.iter_cols() for cell in column if cell.value == "ก")
        page.cell(at, 5).value = f"={formula}"
        buffer = io.BytesIO()
        book.save(buffer)
        data = buffer.getvalue()
    office.send("a.xlsx", data, "2024-01-04 09:00")
    (result,) = office.take("2024-01-06 09:00").files
    assert [one.code for one in result.findings if one.code != "row-blank"] == finding
    assert codes(found(office)) == finding


@pytest.mark.parametrize("sheet", ["ธ.ค.66", "สรุป", "คำแนะนำ", "รูปของกอง"])
def test_a_photo_sheet_is_found_by_its_marker_and_a_picture_on_another_sheet_is_told(
    office: SmallOffice, sheet: str
) -> None:
    book = loaded(with_photos(december(office), [("", "1", "ก", RED)]))
    book[PHOTOS.sheet].title = "รูป"
    page: Any = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    page.add_image(SheetImage(io.BytesIO(BLUE)), "K12")
    buffer = io.BytesIO()
    book.save(buffer)
    office.send("a.xlsx", buffer.getvalue(), "2024-01-04 09:00")
    (result,) = office.take("2024-01-06 09:00").files
    told = [(one.code, one.sheet, one.cell) for one in result.findings]
    assert ("photo-on-month-sheet", sheet, "K12") in told
    photos = found(office)
    assert said(photos) == [("01", "1", "ก", RED)]
    assert codes(photos) == ["photo-on-month-sheet K12"]


def locked_zip() -> bytes:
    """A zip of pictures under a password."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.jpg", RED)
    data = bytearray(packed.getvalue())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "verdict"),
    [
        ("กองคลัง/ภาพ/1 อบรม.heic", b"\0\0\0\x18ftypheic" + bytes(600), "photo-format HEIC"),
        ("กองคลัง/ภาพ/1 อบรม.jpg", b"\0\0\0\x18ftypmif1" + bytes(600), "photo-format HEIC"),
        ("กองคลัง/ภาพ/2.tif", b"II*\0" + bytes(600), "photo-format TIFF"),
        ("กองคลัง/ภาพ/2.mov", b"\0\0\0\x14ftypqt  " + bytes(600), "file-not-workbook video"),
        ("กองคลัง/คลิป.mp4", b"\0\0\0\x18ftypisom" + bytes(600), "file-not-workbook video"),
        ("กองคลัง/เสียง.m4a", b"\0\0\0\x18ftypM4A " + bytes(600), "file-not-workbook sound"),
        ("ส่งงาน.msg", OLE + "__substg1.0_0037001F".encode("utf-16-le"), "file-mail Outlook (.msg)"),
        ("ส่งงาน.eml", b"Received: from a\r\n", "file-mail e-mail"),
        (
            "รายงาน.gsheet",
            b'{"url": "https://docs.google.com/open?id=a"}',
            "file-not-workbook Google Sheets (.gsheet)",
        ),
        ("แปลก.dat", b"\1\2\0\3" * 200, "file-not-workbook DAT"),
        ("กองคลัง/ว่าง.jpg", b"", "file-not-workbook JPG"),
        ("กองคลัง/หนังสือ.docx", b"PK\3\4" + bytes(99) + b"word/document.xml", "file-not-workbook DOCX"),
        ("กองคลัง/ภาพ.zip", locked_zip(), "file-not-workbook ZIP"),
    ],
)
def test_what_is_no_workbook_is_named_and_holds_nothing_up(
    office: SmallOffice, name: str, data: bytes, verdict: str
) -> None:
    office.send(name, data, "2024-01-04 09:00")
    intake = office.take("2024-01-06 09:00")
    (result,) = intake.files
    (finding,) = result.findings
    assert (result.verdict, result.kind) == ("rejected", "other")
    assert f"{finding.code} {finding.found}" == verdict
    assert intake.open_files == ()
    assert not office.office.returned.exists() or list(office.office.returned.iterdir()) == []


def test_a_broken_drawing_is_one_finding(office: SmallOffice) -> None:
    data = with_photos(december(office), [("", "1", "ก", RED)])
    part = next(name for name in names(data) if name.startswith("xl/drawings/drawing"))
    office.send("a.xlsx", edited(data, "</wsDr>", "", part), "2024-01-04 09:00")
    (result,) = office.take("2024-01-06 09:00").files
    assert result.verdict == "warned"
    assert codes(found(office)) == [f"picture-unreadable {part}"]


def test_the_ledger_holds_what_a_photo_row_says(office: SmallOffice) -> None:
    rows = [("ธ.ค. 66", "2", "ประชุม", RED), ("ต.ค.66", "1", "อบรม", BLUE)]
    office.send("a.xlsx", with_photos(december(office), rows), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    line = office.ledger.lines[-1]
    texts = [(row.month, row.measure_no, row.caption, row.sha256) for row in line.photos]
    assert texts == [(*row[:3], hashlib.sha256(row[3]).hexdigest()) for row in rows]
    assert verify(office.office).findings == ()


def test_verification_names_a_photo_row_that_differs_from_its_file(office: SmallOffice) -> None:
    office.send("a.xlsx", with_photos(december(office), [("", "1", "อบรม", RED)]), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    cell = office.ledger.lines[-1].photos[0].cell
    changed(office.office, lambda line: line.get("photos", [{}])[0].update(caption="ประชุม"))
    differing = verify(office.office).findings
    assert {finding.code for finding in differing} == {"archive-differs"}
    assert {(finding.sheet, finding.cell) for finding in differing} == {(PHOTOS.sheet, cell)}
    assert sorted((finding.found, finding.expected) for finding in differing) == [
        ("", "1 ประชุม"),
        ("1 อบรม", ""),
    ]


def test_only_files_with_pictures_are_opened_for_them(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send("a.xlsx", with_photos(december(office), [("", "1", "อบรม", RED)]), "2024-01-04 09:00")
    office.send("b.xlsx", december(office, "02"), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")
    opened: list[str] = []
    archived = photos_of_intake.archived
    monkeypatch.setattr(
        photos_of_intake, "archived", lambda own, line: opened.append(line.file) or archived(own, line)
    )
    assert len(found(office).photos) == 1
    assert opened == ["inbox/a.xlsx"]
