"""The strict reader against bare calamine on a filled division workbook, as issued and from LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.bench.best import best_of
from toolkit.example.demo import play_demo
from toolkit.intake.month_reading import is_read
from toolkit.xlsx.strict_reader import read_book

ROUNDS = 60
SAME_SHEETS, ALL_SHEETS, WANTED_SHEETS = "same sheets", "all sheets", "wanted sheets : all sheets"
LIMITS = {SAME_SHEETS: 3.0, ALL_SHEETS: 3.0, WANTED_SHEETS: 3.0}
Wanted = Callable[[str], bool]


def bare(data: bytes, wanted: Wanted) -> None:
    """Every wanted sheet as calamine gives it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        if wanted(name):
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _every(_: str) -> bool:
    return True


def seconds(data: bytes) -> dict[str, float]:
    """The best of many interleaved runs of each reader, all sheets and those that intake reads."""
    runs: dict[str, Callable[[], object]] = {
        "strict all": lambda: read_book(data),
        "calamine all": lambda: bare(data, _every),
        "strict wanted": lambda: read_book(data, wanted=is_read),
        "calamine wanted": lambda: bare(data, is_read),
    }
    return best_of(runs, ROUNDS)


def workbooks() -> dict[str, bytes]:
    """The largest submission of the worked example, and as LibreOffice saves it where that is installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = play_demo(folder / "office").office
        data = max((path.read_bytes() for path in office.inbox.rglob("*.xlsx")), key=len)
        soffice = shutil.which("soffice")
        if soffice is None:
            return {"as issued": data}
        (folder / "a.xlsx").write_bytes(data)
        command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / "a.xlsx")], check=True, capture_output=True, timeout=120)
        return {"as issued": data, "by LibreOffice": (folder / "out" / "a.xlsx").read_bytes()}


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    found = []
    for name, data in workbooks().items():
        best = seconds(data)
        pairs = {
            SAME_SHEETS: ("strict wanted", "calamine wanted"),
            ALL_SHEETS: ("strict all", "calamine all"),
            WANTED_SHEETS: ("strict wanted", "calamine all"),
        }
        for what, (mine, other) in pairs.items():
            found.append((f"strict reader, {name}: {what} : calamine", best[mine], best[other], LIMITS[what]))
    return found


if __name__ == "__main__":
    for line in measure():
        print(
            f"{line[0]:<64}{line[1] * 1000:8.2f}{line[2] * 1000:8.2f}{line[1] / line[2]:8.2f}{line[3]:8.1f}"
        )
