"""The sheets of a division workbook around its months: pictures, findings, and steps that left the plan."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image

from toolkit.books.division_grid import as_number
from toolkit.books.division_state import DivisionContent
from toolkit.model.entry import Framing, Photo
from toolkit.thai.dates import format_month, in_year
from toolkit.thai.words import STATUS_LABELS
from toolkit.typeset.glyphs import PIXELS_PER_POINT
from toolkit.typeset.heights import CellText, split_row
from toolkit.xlsx import new_workbook as style
from toolkit.xlsx.layouts import FINDINGS_HEADING_ROW, FINDINGS_SHEET, PHOTOS, REMOVED_SHEET, Field
from toolkit.xlsx.xml_trees import Tree, new_element

_NO_FINDINGS = "ยังไม่มีผลตรวจ เมื่อไฟล์นี้ถูกส่งคืน รายการที่ต้องแก้จะอยู่ในแผ่นนี้"
FINDINGS_FIELDS = (
    Field("order", "ลำดับ", 8, locked=True),
    Field("severity", "ระดับ", 14, locked=True),
    Field("sheet", "แผ่น", 16, locked=True),
    Field("cell", "เซลล์", 14, locked=True),
    Field("message", "สิ่งที่พบ", 60, locked=True),
    Field("advice", "วิธีแก้", 52, locked=True),
)
_REMOVED_FIELDS = (
    Field("month", "เดือน", 10, locked=True),
    Field("key", "ที่", 8, locked=True),
    Field("step", "ขั้นตอน", 40, locked=True),
    Field("status", "สถานะ", 18, locked=True),
    Field("percent", "ร้อยละ", 8, locked=True),
    Field("action", "สิ่งที่ทำ", 40, locked=True),
    Field("evidence", "หลักฐาน", 20, locked=True),
    Field("reason", "เหตุผล/ปัญหา", 20, locked=True),
)
_PICTURE_HEIGHT = 150.0
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_GAP, _DPI, _PIXELS_PER_CHARACTER = 4, 96, 7


def write_photos(book: style.Book, content: DivisionContent) -> None:
    """Write the sheet on which divisions put the pictures of their activities."""
    note = "หนึ่งแถวต่อหนึ่งภาพ เลือก แทรก > รูปภาพ แล้วย่อให้อยู่ในช่องขวาสุดของแถว"
    sheet = _open(book, content, PHOTOS.sheet, "ภาพกิจกรรมตามมาตรการ", note)
    style.portrait_a4(sheet, repeat=(3, 3), footer=_footer(content))
    first = style.open_table(book, sheet, PHOTOS, 2)
    sheet.set_row(first - 1, style.lines_height(1, book.font) + 4)
    style.set_widths(sheet, PHOTOS.fields)
    # As text: Excel would make a date of "มี.ค. 67", and one of the wrong era.
    look = book.framed(bg_color=style.INPUT_FILL, locked=False, num_format="@")
    photos = content.photos
    # Room for as many again as there are, and at least the usual number of blank rows.
    rows = max(PHOTOS.rows, len(photos) + PHOTOS.rows // 2)
    for row in range(first, first + rows):
        # High enough that a picture stays in its row: the row of its corner says what it shows.
        sheet.set_row(row, _PICTURE_HEIGHT)
        for column in range(style.FIRST_COLUMN, style.FIRST_COLUMN + len(PHOTOS.fields)):
            sheet.write_blank(row, column, None, look)
    printed = {measure.measure_no: measure.printed_no for measure in content.plan.measures}
    for row, photo in enumerate(photos, first):
        _write_photo(sheet, row, photo, printed.get(photo.measure_no, ""), look)
    for column, field in enumerate(PHOTOS.fields, style.FIRST_COLUMN):
        shown = replace(field, hint=in_year(field.hint, content.plan.fiscal_year))
        style.add_typing_help(sheet, (first, first + rows - 1), column, shown)
    sheet.freeze_panes(first, 0)
    # Pictures are objects: on a sheet that locks them none could be put in.
    sheet.protect("", {**style.PROTECTION, "objects": True})


def _write_photo(sheet: style.Sheet, row: int, photo: Photo, number: str, look: Format) -> None:
    """Write the texts of an accepted picture, and the picture as large as its cell, framed as it was."""
    month = format_month(photo.month, "short") if photo.month else ""
    for column, text in enumerate((month, number, photo.caption), style.FIRST_COLUMN):
        if text:
            sheet.write_string(row, column, text, look)
    image = Image(io.BytesIO(photo.data))
    left, top, right, bottom = photo.framing.crop
    # What XlsxWriter scales is the size of the whole picture; the frame is that of the part that shows.
    wide, high = image.width * max(1 - left - right, 0.01), image.height * max(1 - top - bottom, 0.01)
    width = PHOTOS.fields[-1].width * _PIXELS_PER_CHARACTER
    # Its cells are those that it covers once it is turned.
    wide, high = (high, wide) if photo.framing.turn % 180 else (wide, high)
    scale = min((_PICTURE_HEIGHT * PIXELS_PER_POINT - 2 * _GAP) / high, width / wide)
    options = {
        "x_scale": scale * wide / image.width * image.x_dpi / _DPI,
        "y_scale": scale * high / image.height * image.y_dpi / _DPI,
        "x_offset": _GAP,
        "y_offset": _GAP,
        "object_position": 1,
    }
    sheet.insert_image(row, style.FIRST_COLUMN + len(PHOTOS.fields) - 1, image, options)


def frame_picture(picture: Tree, framing: Framing) -> None:
    """Let a picture of a drawing show what its framing says, for which XlsxWriter has no option."""
    fill, shape = picture.find("{*}blipFill"), picture.find("{*}spPr")
    edges = zip("ltrb", framing.crop, strict=True)
    crop = {edge: str(round(share * 100_000)) for edge, share in edges if share}
    fill.insert(1, new_element(fill, "srcRect", space=_DRAWING, **crop))
    place, outline = shape.find("{*}xfrm"), shape.find("{*}prstGeom")
    if framing.turn:
        place.set("rot", str(round(framing.turn * 60_000)))
    if framing.mirrored:
        place.set("flipH", "1")
    if framing.upside_down:
        place.set("flipV", "1")
    if framing.turn % 180:
        # Turned a quarter: the box is that before it turns about its middle.
        corner, size = place
        wide, high = int(size.get("cx")), int(size.get("cy"))
        shift = (wide - high) // 2
        corner.set("x", str(int(corner.get("x")) + shift))
        corner.set("y", str(int(corner.get("y")) - shift))
        size.set("cx", str(high))
        size.set("cy", str(wide))
    outline.set("prst", "ellipse" if framing.oval else "roundRect" if framing.corners else "rect")
    if framing.corners:
        value = f"val {round(framing.corners * 100_000)}"
        outline[0].append(new_element(outline, "gd", space=_DRAWING, name="adj", fmla=value))


def can_be_issued(photo: Photo) -> bool:
    """Return whether XlsxWriter knows the size of a picture, so that it can be put into a workbook."""
    try:
        image = Image(io.BytesIO(photo.data))
    except (XlsxWriterException, ValueError, IndexError, struct.error):
        return False
    return bool(image.width and image.height)


def write_findings(book: style.Book, content: DivisionContent) -> None:
    """Write the sheet that names what must be mended once the workbook is returned; empty until then."""
    sheet = _open(book, content, FINDINGS_SHEET, "ผลตรวจแบบรายงาน", _NO_FINDINGS)
    head_locked_table(book, sheet, FINDINGS_FIELDS, _footer(content))


def write_removed(book: style.Book, content: DivisionContent) -> None:
    """Write what was accepted for steps that left the plan: kept for the record, no longer counted."""
    note = "รายการที่เคยรายงานไว้ของขั้นตอนซึ่งไม่อยู่ในแผนแล้ว เก็บไว้เป็นหลักฐาน ไม่นำมาคำนวณ"
    sheet = _open(book, content, REMOVED_SHEET, REMOVED_SHEET, note)
    head_locked_table(book, sheet, _REMOVED_FIELDS, _footer(content))
    look = book.framed(bg_color=style.LOCKED_FILL)
    widths = [field.width for field in _REMOVED_FIELDS]
    row = FINDINGS_HEADING_ROW
    for removed in content.removed:
        entry = removed.entry
        percent = "" if entry.percent is None else f"{as_number(entry.percent):g}"
        said = (STATUS_LABELS[entry.status], percent, entry.action, entry.evidence, entry.reason)
        texts = (format_month(removed.month, "short"), removed.key, removed.step, *said)
        cells = [
            CellText(text, style.stored_width(width), font=book.font)
            for text, width in zip(texts, widths, strict=True)
        ]
        # What is higher than Excel's highest row goes on in the next one.
        for parts in split_row(cells):
            row += 1
            for column, text in enumerate(parts, style.FIRST_COLUMN):
                sheet.write_string(row, column, text, look)
            sheet.set_row(row, style.texts_height(zip(parts, widths, strict=True), book.font))
    # Row keys such as 1.10 are names.
    sheet.ignore_errors({"number_stored_as_text": f"B1:I{row + 1}"})


def _open(book: style.Book, content: DivisionContent, name: str, title: str, note: str) -> style.Sheet:
    """Return a new sheet with its title and the line below it; column A is hidden."""
    sheet = book.sheet(name)
    style.write_title(book, sheet, f"{title} — {content.division.division_name}", note)
    sheet.hide_gridlines(2)
    return sheet


def head_locked_table(
    book: style.Book, sheet: style.Sheet, fields: tuple[Field, ...], footer: str = ""
) -> None:
    """Write the headings of a table in which nobody types, keep them in view and lock the sheet."""
    style.landscape_a4(sheet, repeat=(FINDINGS_HEADING_ROW, FINDINGS_HEADING_ROW), footer=footer)
    style.set_widths(sheet, fields)
    sheet.set_row(FINDINGS_HEADING_ROW, style.lines_height(1, book.font) + 4)
    for column, field in enumerate(fields, style.FIRST_COLUMN):
        sheet.write_string(FINDINGS_HEADING_ROW, column, field.heading, style.heading_look(book))
    sheet.freeze_panes(FINDINGS_HEADING_ROW + 1, 0)
    sheet.protect("", dict(style.PROTECTION))


def _footer(content: DivisionContent) -> str:
    return f"{content.plan.agency.agency_name} · {content.division.division_name}"
