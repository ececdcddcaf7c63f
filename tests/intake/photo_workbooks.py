"""Division workbooks with pictures in them, and what the intake finds of these."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loaded import loaded
from office_program import convert
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from small_office import SmallOffice, sheet

from toolkit.intake.photos import FoundPhotos, find_photos
from toolkit.xlsx.layouts import PHOTOS


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


RED, BLUE, GREEN = map(picture, ("red", "blue", "green"))


Row = tuple[str, str, str, bytes]
"""Month, measure number, caption and picture of one row."""


def with_photos(data: bytes, rows: Sequence[Row]) -> bytes:
    """A division workbook with pictures put in from the photo sheet's first row on."""
    book = loaded(data)
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
    return [(photo.division_code, photo.measure_no, photo.caption, photo.data) for photo in photos.photos]


def codes(photos: FoundPhotos) -> list[str]:
    return [f"{finding.code} {finding.found}".strip() for finding in photos.findings]
