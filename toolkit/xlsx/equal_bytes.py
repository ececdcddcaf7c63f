"""Saving a loaded workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl.drawing.geometry import AdjustHandleList, GeomGuide, GeomGuideList
from openpyxl.styles.fonts import Font
from openpyxl.writer.excel import ExcelWriter

from toolkit.xlsx.layouts import META_SHEET
from toolkit.xlsx.new_workbook import MADE_AT
from toolkit.xlsx.package import zip_again

# The order that the Open XML schema asks for; openpyxl writes the colour before the size. The order is
# a class attribute, so it is set once for the process.
Font.__elements__ = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
# LibreOffice writes an empty list of guides with each picture, which openpyxl would put into no namespace.
for _guides in (GeomGuideList, GeomGuide, AdjustHandleList):
    _guides.namespace = "http://schemas.openxmlformats.org/drawingml/2006/main"


def save_workbook(workbook: Any) -> bytes:
    """Return the bytes of an openpyxl workbook, with a fixed creation time; `_meta` is out of sight."""
    if META_SHEET in workbook.sheetnames:
        # LibreOffice and others know only hidden, which people undo.
        workbook[META_SHEET].sheet_state = "veryHidden"
    workbook.properties.created = workbook.properties.modified = MADE_AT
    buffer = io.BytesIO()
    # Its own `save` would set the time of the last change to now.
    ExcelWriter(workbook, zipfile.ZipFile(buffer, "w", allowZip64=True)).save()
    return zip_again(buffer.getvalue())
