"""Pictures in the cells of a filled report."""

from __future__ import annotations

import io
from typing import Any

from toolkit.model.photo import Picture
from toolkit.printing.glyphs import face
from toolkit.printing.heights import CellText

_EMU = 12_700  # English metric units in a point
_EDGE = 3.0  # points left free on every side


def add_picture(sheet: Any, row: int, column: int, look: CellText, picture: Picture, height: float) -> None:
    """Put a picture in the middle of a cell, as large as its look allows; `height` is the row's in points."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    frame = look.columns * face().digit * look.normal
    across, down = picture.fitted(frame - 2 * _EDGE, height - 2 * _EDGE)
    start = AnchorMarker(
        col=column - 1,
        colOff=round((frame - across) / 2 * _EMU),
        row=row - 1,
        rowOff=round((height - down) / 2 * _EMU),
    )
    drawn = Image(io.BytesIO(picture.data))
    drawn.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(round(across * _EMU), round(down * _EMU)))
    sheet.add_image(drawn)
