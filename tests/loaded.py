"""Workbooks of ours as openpyxl loads them, in less than half of its time."""

from __future__ import annotations

import io
from pathlib import Path
from unittest.mock import patch

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.merge import MergedCellRange


def loaded(source: bytes | Path, *, values: bool = False) -> Workbook:
    """A workbook to look into, or to type into as a person would; `values`: what formulas last gave.

    openpyxl draws the borders of merged cells again at each load, which takes most of it where twelve month
    sheets are merged all over. No test looks at these borders.
    """
    with patch.object(MergedCellRange, "format", lambda _: None):
        return openpyxl.load_workbook(
            io.BytesIO(source) if isinstance(source, bytes) else source, data_only=values
        )
