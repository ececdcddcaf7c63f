"""The optimal row heights and the column widths of a sheet that is open in LibreOffice, hidden rows 0.

Runs under the Python that LibreOffice's UNO bridge belongs to, so it imports nothing of the house.
"""

from __future__ import annotations

from typing import Any


def points(hundredths_of_mm: int) -> float:
    return hundredths_of_mm * 72 / 2540


def measured(sheet: Any) -> dict[str, Any]:
    """{"sheet", "columns": [points], "stored": [points], "optimal": [points]}."""
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
