"""Make the pictures of README and guides again from the worked example: `make pictures`.

Needs LibreOffice (soffice) and poppler (pdftoppm).
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from toolkit.example.demo import play_demo

HERE = Path(__file__).parent
DOTS_PER_INCH = "80"


def picture(workbook: Path, page: int, name: str, work: Path) -> None:
    """Print one page of a workbook to a PNG beside this script."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    pdf = work / f"{workbook.stem}.pdf"
    first = ["-f", str(page), "-l", str(page), "-singlefile", "-r", DOTS_PER_INCH, "-png"]
    subprocess.run(["pdftoppm", *first, str(pdf), str(HERE / name)], check=True, timeout=120)


def main() -> None:
    """Play the demo and print its pages."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        demo = play_demo(work / "demo")
        picture(demo.workbook, 1, "roll-up", work)
        picture(demo.report.path, 1, "six-month", work)
        picture(demo.workbooks[1], 2, "month-sheet", work)


if __name__ == "__main__":
    main()
