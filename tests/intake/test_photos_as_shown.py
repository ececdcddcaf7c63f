"""A photograph leaves the office as its sheet shows it, or not at all: covered, cut, hidden, in a cell."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from loaded import loaded
from photo_workbooks import BLUE, RED, codes, december, found, picture, with_photos
from PIL import Image
from small_office import SmallOffice, edited

from toolkit.books.division_pages import can_be_issued
from toolkit.model.entry import Framing, Picture
from toolkit.report.photo_rows import PHOTO_HEIGHT, PHOTO_WIDTH, photo_rows, prepare_picture
from toolkit.xlsx.layouts import PHOTOS
from toolkit.xlsx.package import Package
from toolkit.xlsx.placed_pictures import read_pictures

pytestmark = pytest.mark.slow

PART = "xl/drawings/drawing1.xml"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ROW = 5
"""The first row of the sheet that takes a picture: its picture is 40 by 30 pixels, in column E."""


def at(row: int, x: int, y: int, wide: int, high: int, inside: str) -> str:
    """An object so many pixels from the corner of a row's picture cell."""
    return (
        f"<oneCellAnchor><from><col>4</col><colOff>{x * 9525}</colOff><row>{row - 1}</row>"
        f'<rowOff>{y * 9525}</rowOff></from><ext cx="{wide * 9525}" cy="{high * 9525}"/>'
        f"{inside}<clientData/></oneCellAnchor>"
    )


def shape(filled: str = "", prst: str = "rect", more: str = "", kind: str = "sp") -> str:
    return (
        f'<{kind} xmlns:a="{MAIN}"><nv{kind.title()}Pr><cNvPr id="9" name="x"{more}/></nv{kind.title()}Pr>'
        f'<spPr><a:prstGeom prst="{prst}"><a:avLst/></a:prstGeom>{filled}</spPr></{kind}>'
    )


def sticker(turn: str = "") -> str:
    return (
        f'<pic xmlns:a="{MAIN}" xmlns:r="{REL}"><blipFill><a:blip r:embed="rId2"/></blipFill>'
        f"<spPr><a:xfrm{turn}/></spPr></pic>"
    )


BLACK = f'<a:solidFill xmlns:a="{MAIN}"><a:srgbClr val="000000"/></a:solidFill>'
CLEAR = f'<a:noFill xmlns:a="{MAIN}"/>'
THICK = f'{CLEAR}<a:ln xmlns:a="{MAIN}" w="190500"/>'
INK = '<contentPart xmlns="http://schemas.microsoft.com/office/drawing/2010/main"/>'


def book(office: SmallOffice, above: str = "", *, second: bytes = BLUE) -> bytes:
    """A workbook whose first picture is red, with something more at the end of its drawing."""
    rows = [("", "1", "ก", RED), ("", "2", "ข", second)]
    return edited(with_photos(december(office), rows), "</wsDr>", f"{above}</wsDr>", PART)


def hidden(data: bytes) -> dict[bytes, bool]:
    return {one.data: one.framing.hidden for one in read_pictures(Package(data))[PHOTOS.sheet]}


@pytest.mark.parametrize(
    ("above", "covered"),
    [
        (at(ROW, 10, 10, 15, 15, shape(BLACK)), True),
        (at(ROW, 10, 10, 15, 15, shape("", "ellipse")), True),  # filled by the theme
        (at(ROW, 5, 20, 30, 8, shape(THICK, "line", kind="cxnSp")), True),  # a bar
        (at(ROW, 5, 5, 20, 20, shape(THICK, "ellipse")), True),  # a scribble
        (at(ROW, 10, 10, 15, 15, INK), True),
        (at(ROW, 10, 10, 15, 15, sticker()), True),
        (at(ROW - 1, 10, 0, 15, 60, shape(BLACK)), True),
        (
            at(ROW, 28, 28, 60, 3, shape(BLACK, more="").replace("<spPr>", "<spPr><a:xfrm rot='2700000'/>")),
            True,
        ),
        (at(ROW, 200, 10, 15, 15, shape(BLACK)), False),
        (at(ROW, 38, 0, 30, 30, shape(BLACK)), False),  # only touches it
        (at(ROW, 10, 10, 15, 15, shape(BLACK, more=' hidden="1"')), False),
        (at(ROW, 10, 10, 15, 15, shape(CLEAR)), False),  # a caption without a ground
        (at(ROW, 0, 0, 40, 30, shape("", "straightConnector1", kind="cxnSp")), False),  # an arrow
    ],
)
def test_a_picture_under_something_else_is_withheld(
    small_office: SmallOffice, above: str, covered: bool
) -> None:
    assert hidden(book(small_office, above)) == {RED: covered, BLUE: False}


def effect(inside: str) -> str:
    return f'<b:effectLst xmlns:b="{MAIN}">{inside}</b:effectLst>'


@pytest.mark.parametrize(
    ("before", "inside", "veiled"),
    [
        pytest.param("</spPr>", effect('<b:blur rad="635000"/>'), True, id="blurred"),
        pytest.param("</spPr>", effect('<b:softEdge rad="317500"/>'), True, id="soft edges"),
        pytest.param("</spPr>", effect('<b:softEdge rad="63500"/>'), False, id="edges hardly soft"),
        pytest.param("</spPr>", effect('<b:fillOverlay blend="over"/>'), True, id="painted over"),
        pytest.param("</spPr>", effect('<b:outerShdw blurRad="50800" dist="38100"/>'), False, id="shadow"),
        pytest.param("</spPr>", effect('<b:glow rad="63500"/>'), False, id="glow"),
        pytest.param("</blipFill>", "<x:blur rad='90000'/>", True, id="blurred as a filling"),
        pytest.param("</blipFill>", "<x:alphaModFix amt='10000'/>", True, id="almost clear"),
        pytest.param("</blipFill>", "<x:alphaModFix amt='85000'/>", False, id="a little clear"),
        pytest.param("</blipFill>", "<x:lum bright='100000'/>", True, id="all white"),
        pytest.param("</blipFill>", "<x:lum bright='20000' contrast='-20000'/>", False, id="lightened"),
        pytest.param("</blipFill>", "<x:biLevel thresh='90000'/>", True, id="black and white"),
        pytest.param("</blipFill>", "<x:grayscl/>", False, id="grey"),
        pytest.param(
            "</blipFill>", "<x:clrChange><x:clrFrom/><x:clrTo/></x:clrChange>", True, id="a colour cut"
        ),
    ],
)
def test_a_picture_under_an_effect_is_withheld(
    small_office: SmallOffice, before: str, inside: str, veiled: bool
) -> None:
    data = with_photos(december(small_office), [("", "1", "ก", RED)])
    if before == "</blipFill>":
        filled = f'<x:blip xmlns:x="{MAIN}" xmlns:r="{REL}" r:embed="rId1">{inside}</x:blip></blipFill>'
        data = edited(data, before, filled, PART)
    else:
        data = edited(data, before, f"{inside}{before}", PART)
    assert hidden(data) == {RED: veiled}


OLD = "xl/drawings/vmlDrawing9.vml"


@pytest.mark.parametrize(
    ("kind", "more", "place", "covered"),
    [
        pytest.param("Button", "", f"4, 5, {ROW - 1}, 5, 4, 30, {ROW - 1}, 25", True, id="button"),
        pytest.param("Pict", "", f"4,0,{ROW - 1},0,6,0,{ROW + 3},0", True, id="picture"),
        pytest.param("Note", "<x:Visible/>", f"4,5,{ROW - 1},5,4,30,{ROW - 1},25", True, id="open comment"),
        pytest.param("Note", "", f"4,5,{ROW - 1},5,4,30,{ROW - 1},25", False, id="closed comment"),
        pytest.param("Button", "", "0,0,0,0,1,0,1,0", False, id="elsewhere"),
        pytest.param("Button", "", "4,5", False, id="nowhere"),
    ],
)
def test_what_the_older_form_of_drawing_lays_over_a_picture_covers_it(
    small_office: SmallOffice, kind: str, more: str, place: str, covered: bool
) -> None:
    packed = io.BytesIO()
    data = with_photos(december(small_office), [("", "1", "ก", RED)])
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name.startswith("xl/worksheets/_rels/") and b"drawing1.xml" in part:
                relation = (
                    f'<Relationship Id="rId77" Type="{REL}/vmlDrawing" Target="/{OLD}"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", relation.encode())
            after.writestr(name, part)
        after.writestr(
            OLD,
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
            f'<v:shape><x:ClientData ObjectType="{kind}"><x:Anchor>{place}</x:Anchor>{more}</x:ClientData>'
            "</v:shape></xml>",
        )
    assert hidden(packed.getvalue()) == {RED: covered}


def test_what_lies_below_covers_nothing(small_office: SmallOffice) -> None:
    below = at(ROW, 0, 0, 40, 30, shape(BLACK))
    first = "<oneCellAnchor><from><col>4</col><colOff>0</colOff><row>4</row>"
    data = edited(book(small_office), first, f"{below}{first}", PART)
    assert not any(hidden(data).values())


def test_a_large_photograph_that_hangs_over_the_next_row_is_printed(small_office: SmallOffice) -> None:
    tall = io.BytesIO()
    Image.new("RGB", (400, 900), "green").save(tall, "PNG")
    rows = [("", "1", "ก", tall.getvalue()), ("", "2", "ข", tall.getvalue()[:-1] + b"\x83")]
    data = with_photos(december(small_office), rows)
    assert list(hidden(data).values()) == [False, False]


def test_a_little_picture_on_a_face_in_a_lower_row_covers_it(small_office: SmallOffice) -> None:
    tall = io.BytesIO()
    Image.new("RGB", (400, 900), "green").save(tall, "PNG")
    data = with_photos(december(small_office), [("", "1", "ก", tall.getvalue()), ("", "", "", RED)])
    assert hidden(data) == {tall.getvalue(): True, RED: False}


@pytest.mark.parametrize("inner", ["<a:chOff x='0' y='0'/><a:chExt cx='400' cy='300'/>", ""])
@pytest.mark.parametrize(("x", "covered"), [(100, True), (390, False)])
def test_a_group_places_what_it_holds(small_office: SmallOffice, inner: str, x: int, covered: bool) -> None:
    frame = f"<a:xfrm xmlns:a='{MAIN}'><a:off x='0' y='0'/><a:ext cx='400' cy='300'/>{inner}</a:xfrm>"
    box = f"<a:xfrm><a:off x='{x}' y='10'/><a:ext cx='100' cy='100'/></a:xfrm>"
    whole = sticker().replace("<a:xfrm/>", "<a:xfrm><a:off x='0' y='0'/><a:ext cx='400' cy='300'/></a:xfrm>")
    bar = shape(BLACK).replace("<spPr>", f"<spPr>{box}")
    grouped = f"<grpSp><grpSpPr>{frame}</grpSpPr>{whole}{bar}</grpSp>"
    data = book(small_office, at(9, 0, 0, 200, 150, grouped))
    # Without the size of its space nothing is known of where a group's parts lie.
    assert hidden(data) == {RED: False, BLUE: covered or not inner}


@pytest.mark.parametrize(
    ("prst", "framing"),
    [
        ("ellipse", Framing(oval=True)),
        ("roundRect", Framing(corners=0.16667)),
        ("rect", Framing()),
        ("star5", Framing(hidden=True)),
    ],
)
def test_a_picture_cut_to_a_shape_is_printed_so_or_withheld(
    small_office: SmallOffice, prst: str, framing: Framing
) -> None:
    data = with_photos(december(small_office), [("", "1", "ก", picture("red"))])
    (one,) = read_pictures(Package(edited(data, 'prst="rect"', f'prst="{prst}"', PART)))[PHOTOS.sheet]
    assert one.framing == framing
    made = prepare_picture(one.data, PHOTO_WIDTH, PHOTO_HEIGHT, one.framing)
    assert isinstance(made, Picture) is not framing.hidden
    if isinstance(made, Picture):
        image: Any = Image.open(io.BytesIO(made.data))
        white = [image.getpixel(place)[1] > 200 for place in ((0, 0), (image.width // 2, image.height // 2))]
        assert white == [framing != Framing(), False]


def test_a_withheld_picture_is_told_and_leaves_the_office_nowhere(small_office: SmallOffice) -> None:
    office = small_office
    office.send("a.xlsx", book(office, at(ROW, 10, 10, 15, 15, shape(BLACK))), "2024-01-04 09:00")
    # The same picture as a loose file does not bring back what the sheet hides.
    office.send("กองคลัง/ภาพ/1 อบรม.png", RED, "2024-01-04 09:00")
    intake = office.take("2024-01-06 09:00")
    told = [(one.code, one.sheet, one.cell) for file in intake.files for one in file.findings]
    assert ("photo-covered", PHOTOS.sheet, f"E{ROW}") in told
    photos = found(office).photos
    assert [(photo.data, can_be_issued(photo)) for photo in photos] == [(b"", False), (BLUE, True)]
    rows, findings = photo_rows(office.plan, photos, office.plan.months[-1])
    assert [(one.code, one.cell) for one in findings] == [("photo-covered", f"E{ROW}")]
    assert [text.measure for row in rows for text in (row.left, row.right) if text.picture] == ["มาตรการที่ ๒"]


def by_wps(data: bytes, image: bytes, inside: str) -> bytes:
    """A workbook with a picture that WPS laid into the first picture cell."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("xl/media/cell1.png", image)
        after.writestr(
            "xl/cellimages.xml",
            f'<e:cellImages xmlns:e="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:x="{SHEET}">'
            f"<e:cellImage>{inside.replace('<', '<x:').replace('<x:/', '</x:').replace('x:a:', 'a:')}"
            "</e:cellImage></e:cellImages>",
        )
        after.writestr(
            "xl/_rels/cellimages.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId2" Type="{REL}/image" Target="media/cell1.png"/></Relationships>',
        )
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "crop", "told", "framing"),
    [
        ("ID_1", "", [], Framing()),
        ("ID_1", '<a:srcRect r="50000"/>', [], Framing(crop=(0, 0, 0.5, 0))),
        ("ID_2", "", ["photo-in-cell"], None),
    ],
)
def test_a_picture_that_wps_laid_into_its_cell(
    small_office: SmallOffice, name: str, crop: str, told: list[str], framing: Framing | None
) -> None:
    book = loaded(with_photos(december(small_office), [("", "1", "ก", b"")]))
    page: Any = book[PHOTOS.sheet]
    page.cell(ROW, 5).value = '=_xlfn.DISPIMG("ID_1",1)'
    plain = io.BytesIO()
    book.save(plain)
    inside = sticker().replace("<blipFill>", f'<nvPicPr><cNvPr id="2" name="{name}"/></nvPicPr><blipFill>')
    inside = inside.replace("</blipFill>", f"{crop}</blipFill>")
    small_office.send("a.xlsx", by_wps(plain.getvalue(), RED, inside), "2024-01-04 09:00")
    small_office.take("2024-01-06 09:00")
    photos = found(small_office)
    assert codes(photos) == told
    assert [(photo.data, photo.framing) for photo in photos.photos] == ([(RED, framing)] if framing else [])


@pytest.mark.parametrize("framing", [Framing(oval=True), Framing(corners=0.16667, crop=(0, 0, 0.25, 0))])
def test_a_workbook_issued_again_keeps_the_outline(small_office: SmallOffice, framing: Framing) -> None:
    data = with_photos(december(small_office), [("", "1", "ก", RED)])
    data = edited(data, 'prst="rect"', f'prst="{"ellipse" if framing.oval else "roundRect"}"', PART)
    crop = f'<b:srcRect xmlns:b="{MAIN}" r="{round(framing.crop[2] * 100_000)}"/>'
    small_office.send("a.xlsx", edited(data, "<a:stretch", f"{crop}<a:stretch", PART), "2024-01-04 09:00")
    small_office.take("2024-01-06 09:00")
    small_office.distribute("2024-01-10 09:00")
    (issued,) = small_office.office.outbox.glob("สำนักปลัด*.xlsx")
    (one,) = read_pictures(Package(issued.read_bytes()))[PHOTOS.sheet]
    assert (one.data, one.framing) == (RED, framing)
