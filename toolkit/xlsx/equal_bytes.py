"""Saving a loaded workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl.styles.fonts import Font
from openpyxl.writer.excel import ExcelWriter

from toolkit.xlsx.new_workbook import MADE_AT
from toolkit.xlsx.package import zip_again

# The order that the Open XML schema asks for; openpyxl writes the colour before the size. The order is
# a class attribute, so it is set once for the process.
Font.__elements__ = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


def save_workbook(workbook: Any) -> bytes:
    """Return the bytes of an openpyxl workbook, with a fixed creation time."""
    workbook.properties.created = workbook.properties.modified = MADE_AT
    buffer = io.BytesIO()
    # Its own `save` would set the time of the last change to now.
    ExcelWriter(workbook, zipfile.ZipFile(buffer, "w", allowZip64=True)).save()
    return zip_again(buffer.getvalue())
