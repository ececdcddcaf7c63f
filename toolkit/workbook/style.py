"""The look of every workbook made from nothing: fonts, colours, page setup, and equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.printing.glyphs import PIXELS_PER_POINT, line_height

BODY_SIZE = 14
INK = "#1F2937"
BRAND = "#1F4E79"
BRAND_LIGHT = "#DCE6F1"
LOCKED_FILL = "#F3F4F6"
INPUT_FILL = "#FFFFFF"
MISSING_FILL = "#FFF2CC"
PROBLEM_FILL = "#FBE3E4"
GOOD_FILL = "#E2F0D9"
MUTED = "#6B7280"
LINE = "#BFC5CE"

MADE_AT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The fixed creation time that all our workbooks carry: equal inputs give equal bytes, and no
division's report is ever dated by it (it lies before every fiscal year)."""


class Book:
    """A workbook being made in memory; `look` gives cached formats over the body font."""

    def __init__(self, font: str, *, title: str, size: float = BODY_SIZE) -> None:
        self._buffer = io.BytesIO()
        self.font = font
        self.workbook = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {"font_name": font, "font_size": size},
                # Pixels: what one line of Thai takes. A row without a stored height takes this one.
                "default_row_height": math.ceil(line_height(size) * PIXELS_PER_POINT) + 2,
            },
        )
        self.workbook.set_properties({"title": title, "author": "ita-toolkit", "created": MADE_AT})
        self.workbook.set_calc_mode("auto")
        self._size = size
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, **properties: Any) -> Format:
        """A format with the body font, top-aligned and wrapped unless said otherwise; shared."""
        wanted = {
            "font_name": self.font,
            "font_size": self._size,
            "font_color": INK,
            "valign": "top",
            "text_wrap": True,
            **properties,
        }
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def sheet(self, name: str) -> Worksheet:
        return self.workbook.add_worksheet(name)

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()


def landscape_a4(sheet: Worksheet, *, repeat: tuple[int, int] | None = None, footer: str = "") -> None:
    """A4 landscape, one page wide, "หน้า n/N" in the footer; `repeat` = 0-based title rows."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L{footer}&Rหน้า &P/&N")
    if repeat is not None:
        sheet.repeat_rows(*repeat)
        # LibreOffice drops the print titles of a Thai sheet name with a dot (ต.ค.66) that is not quoted.
        if not sheet.repeat_row_range.startswith("'"):
            name, _, rows = sheet.repeat_row_range.rpartition("!")
            sheet.repeat_row_range = f"'{name}'!{rows}"


def portrait_a4(sheet: Worksheet, *, repeat: tuple[int, int] | None = None, footer: str = "") -> None:
    """A4 portrait, one page wide, otherwise as `landscape_a4`."""
    landscape_a4(sheet, repeat=repeat, footer=footer)
    sheet.set_portrait()


PROTECTION: Mapping[str, bool] = {
    "format_rows": True,
    "format_columns": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What people may do on a locked sheet; sorting is left out, since it would part rows from their keys."""
