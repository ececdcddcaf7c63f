"""The five reports of one small office, cell by cell against `tests/golden/`; equal bytes in every run.

Run with UPDATE_GOLDEN=1 in the environment to write them again, then read the difference.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pdf_text import unjoined
from reported_office import reported_office
from small_office import SmallOffice

from toolkit.report.kinds import TEMPLATES
from toolkit.report.write import WrittenReport

GOLDEN = Path(__file__).parents[1] / "golden"
VARYING = ("plan_digest", "toolkit_version")


def _shape(path: Path) -> dict[str, Any]:
    """What a workbook says and how its sheets are built; not what hangs on fonts or versions."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: _sheet(sheet) for sheet in book.worksheets}


def _sheet(sheet: Any) -> dict[str, Any]:
    rows = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {
        "state": sheet.sheet_state,
        "cells": {
            cell.coordinate: _plain(cell.value)
            for cell in rows
            if sheet.cell(cell.row, 1).value not in VARYING
        },
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "titles": sheet.print_title_rows,
        "page": [sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
        "pictures": [image.anchor._from.row + 1 for image in sheet._images],
        "charts": len(sheet._charts),
    }


def _plain(value: object) -> object:
    return unjoined(value) if isinstance(value, str) else value


def _memo(path: Path) -> list[str]:
    memo = docx.Document(str(path))
    tables = (cell.text for table in memo.tables for row in table.rows for cell in row.cells)
    return [
        unjoined(text)
        for text in (*(paragraph.text for paragraph in memo.paragraphs), *tables)
        if text.strip()
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_report_is_the_golden_one(name: str, reports: Mapping[str, WrittenReport]) -> None:
    made = {"sheets": _shape(reports[name].path), "memo": _memo(reports[name].memo)}
    path = GOLDEN / name / "report.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert made == json.loads(path.read_text(encoding="utf-8"))


_AGAIN = """
import datetime as dt, sys
from pathlib import Path
from pdf_text import unjoined
from reported_office import write
from small_office import SmallOffice
from toolkit.report.kinds import TEMPLATES
for name in TEMPLATES:
    write(SmallOffice(Path(sys.argv[1])), name, date=dt.date(2024, 4, 5), number="15")
"""


def test_another_process_writes_the_same_bytes(reports: Mapping[str, WrittenReport], tmp_path: Path) -> None:
    """The whole office made anew elsewhere, under another hash seed."""
    again: SmallOffice = reported_office(tmp_path / "office")
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(folders)}
    command = [sys.executable, "-c", _AGAIN, str(again.office.root)]
    subprocess.run(command, check=True, env=environment, timeout=300)
    for report in reports.values():
        for path in (report.path, report.memo, report.sources):
            assert (again.office.reports / path.name).read_bytes() == path.read_bytes(), path.name
