"""Make the pictures of README and guides again from the worked example: `make pictures`.

Needs LibreOffice (soffice), poppler (pdftoppm) and Chromium.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from toolkit.example.demo import play_demo
from toolkit.publish.publish import publish

HERE = Path(__file__).parent
DOTS_PER_INCH = "80"
SIX_MONTH_TABLE = 6
"""The page on which the table of measures begins, behind cover, memo and analysis."""


def picture(workbook: Path, page: int, name: str, work: Path) -> None:
    """Print one page of a workbook to a PNG beside this script."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    pdf = work / f"{workbook.stem}.pdf"
    first = ["-f", str(page), "-l", str(page), "-singlefile", "-r", DOTS_PER_INCH, "-png"]
    subprocess.run(["pdftoppm", *first, str(pdf), str(HERE / name)], check=True, timeout=120)


def page_picture(page: Path, name: str) -> None:
    """Photograph the upper part of a published page to a PNG beside this script."""
    size = ["--window-size=1000,930", "--hide-scrollbars", f"--screenshot={HERE / name}.png"]
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *size, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    """Play the demo and print its pages."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        demo = play_demo(work / "demo")
        picture(demo.workbook, 1, "roll-up", work)
        picture(demo.report.path, SIX_MONTH_TABLE, "six-month", work)
        picture(demo.report.memo, 1, "memo", work)
        picture(next(demo.office.returned.glob("กองช่าง*.xlsx")), 1, "returned", work)
        picture(demo.workbooks[1], 2, "month-sheet", work)
        made = publish(demo.office, demo.roll_up.plan, demo.roll_up.figures.as_of)
        page_picture(made.index, "site")


if __name__ == "__main__":
    main()
