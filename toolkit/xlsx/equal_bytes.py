"""Saving a loaded workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl.styles.fonts import Font
from openpyxl.writer.excel import ExcelWriter

from toolkit.xlsx.new_workbook import MADE_AT

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# The order that the Open XML schema asks for; openpyxl writes the colour before the size. The order is
# a class attribute, so it is set once for the process.
Font.__elements__ = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


class _FixedZip(zipfile.ZipFile):
    """A zip file whose members all carry one fixed time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        info = zipfile.ZipInfo(zinfo_or_arcname, _ZIP_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def save_workbook(workbook: Any) -> bytes:
    """The bytes of an openpyxl workbook, with fixed document and zip times."""
    workbook.properties.created = workbook.properties.modified = MADE_AT
    buffer = io.BytesIO()
    with _FixedZip(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return buffer.getvalue()
