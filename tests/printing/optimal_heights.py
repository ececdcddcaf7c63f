#!/usr/bin/python3
"""Ask LibreOffice for the optimal row heights and the column widths of workbooks, as JSON.

usage: /usr/bin/python3 optimal_heights.py FILE.xlsx...

Runs under the Python that LibreOffice's UNO bridge belongs to, so it imports nothing of the house. Prints
for each file a list of sheets: {"sheet", "columns": [points], "stored": [points], "optimal": [points]};
a hidden row has 0 for both heights.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_STEP = 0.25
_PATIENCE = 240  # steps


def points(hundredths_of_mm: int) -> float:
    return hundredths_of_mm * 72 / 2540


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_PATIENCE):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(_STEP)
    raise SystemExit("soffice did not answer")


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


def main(files: list[str]) -> int:
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    with tempfile.TemporaryDirectory() as profile:
        pipe = "ita" + Path(profile).name
        options = [f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"]
        command = ["soffice", "--headless", "--norestore", "--nologo", *options]
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            manager = connect(pipe).ServiceManager
            desktop = manager.createInstance("com.sun.star.frame.Desktop")
            answer = []
            for name in files:
                url = Path(name).resolve().as_uri()
                document = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
                sheets = [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]
                answer.append([measured(sheet) for sheet in sheets if sheet.IsVisible])
                document.close(True)
            json.dump(answer, sys.stdout)
            desktop.terminate()
            return 0
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
