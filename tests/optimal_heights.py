#!/usr/bin/python3
"""Ask LibreOffice for the optimal row heights and the column widths of workbooks, as JSON.

usage: /usr/bin/python3 optimal_heights.py FILE.xlsx...

Runs under the Python that LibreOffice's UNO bridge belongs to, so it imports nothing of the house. Prints
for each file a list of sheets: {"sheet", "columns": [points], "stored": [points], "optimal": [points]};
a hidden row has 0 for both heights.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "make"))
from vba_project import options, running_office


def points(hundredths_of_mm: int) -> float:
    return hundredths_of_mm * 72 / 2540


def measured(sheet: Any) -> dict[str, Any]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.RangeAddress
    rows = [sheet.Rows.getByIndex(number) for number in range(area.EndRow + 1)]
    columns = [sheet.Columns.getByIndex(number) for number in range(area.EndColumn + 1)]
    shown = [row.IsVisible for row in rows]
    stored = [points(row.Height) for row in rows]
    for row, visible in zip(rows, shown, strict=True):
        if visible:  # OptimalHeight would show a hidden row
            row.OptimalHeight = True
    optimal = [points(row.Height) for row in rows]
    return {
        "sheet": sheet.Name,
        "columns": [points(column.Width) if column.IsVisible else 0.0 for column in columns],
        "stored": [height if visible else 0.0 for height, visible in zip(stored, shown, strict=True)],
        "optimal": [height if visible else 0.0 for height, visible in zip(optimal, shown, strict=True)],
    }


def main(files: list[str]) -> None:
    answer = []
    with running_office() as desktop:
        for name in files:
            url = Path(name).resolve().as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, options(Hidden=True))
            sheets = [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]
            answer.append([measured(sheet) for sheet in sheets if sheet.IsVisible])
            document.close(True)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
