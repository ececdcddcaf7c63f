"""Make the pictures of README and guides again from the guides' office: `make pictures`.

Needs LibreOffice (soffice), poppler (pdftoppm), Chromium and the font TH Sarabun New, with which offices
print: without it the pictures would show another's letters and lines.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageOps
from xlsxwriter.worksheet import Worksheet

from make.guide_office import MARCH, NOW, guide_document, guide_example
from toolkit.api import Office
from toolkit.books.control_book import make_control_workbook
from toolkit.example.demo import play_demo
from toolkit.excel.office_actions import Request, run_action
from toolkit.importer.import_document import import_document, plan_path, review_path
from toolkit.office.folder import OfficeFolder
from toolkit.printing.pdf_pages import letters, read_pdf
from toolkit.publish.publish import publish
from toolkit.report.kinds import KINDS
from toolkit.typeset.fonts import is_installed
from toolkit.web.app import FrontPage

HERE = Path(__file__).parents[1] / "docs" / "pictures"
FONT = "TH Sarabun New"
DOTS_PER_INCH = "90"
MARGIN = 12
"""Pixels left round what is printed."""
COLOURS = 48
"""Enough for our tints and for smooth letters; a palette makes a picture a third as large."""


@cache
def printed(workbook: Path, work: Path) -> Path:
    """The PDF of a workbook or memo, in the work folder."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    return work / f"{workbook.stem}.pdf"


def page_with(pdf: Path, words: tuple[str, ...]) -> int:
    """The number of the first page that says all these words."""
    for number, page in enumerate(read_pdf(pdf.read_bytes()), 1):
        if all(letters(word) in page.letters for word in words):
            return number
    raise ValueError(f"no page of {pdf.name} says {', '.join(words)}")


def picture(workbook: Path, name: str, work: Path, *words: str, part: float = 1.0) -> None:
    """Print a page of a workbook to a PNG beside this script: the first one that says all `words`, and
    of its height the upper `part`."""
    pdf = printed(workbook, work)
    page = str(page_with(pdf, words))
    command = ["pdftoppm", "-f", page, "-l", page, "-singlefile", "-r", DOTS_PER_INCH, "-png", str(pdf)]
    png = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    image = Image.open(io.BytesIO(png))
    save(image.crop((0, 0, image.width, round(image.height * part))), name)


def save(image: Image.Image, name: str) -> None:
    """Write a picture in few colours, without the blank margins of its paper."""
    left, top, right, bottom = ImageOps.invert(image.convert("L")).getbbox() or (0, 0, 1, 1)
    printed_part = image.convert("RGB").crop((left, top, right, bottom))
    small = ImageOps.expand(printed_part, MARGIN, "white").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(HERE / f"{name}.png", optimize=True)


def page_picture(page: Path, name: str) -> None:
    """Photograph the upper part of a published page to a PNG beside this script."""
    shot = HERE / f"{name}.png"
    size = ["--window-size=1000,995", "--hide-scrollbars", f"--screenshot={shot}"]
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *size, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        save(image, name)


def front_page_pictures(office: OfficeFolder) -> None:
    """Photograph pages of the front page: the year, the inbox, what a report lacks, and the website made."""
    from playwright.sync_api import sync_playwright
    from waitress.server import create_server

    front = FrontPage(office.root.parent)
    server = create_server(front.app, host="127.0.0.1", port=0)
    Thread(target=server.run, daemon=True).start()
    root = f"http://127.0.0.1:{server.effective_port}"
    pages = f"{root}/office/{front.offices.open(office.root)}"
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 930})
        page.goto(f"{root}/?key={front.guard.secret}")

        def shoot(name: str, last: str) -> None:
            """Photograph the page from its top to the end of what a selector finds."""
            box = page.locator(last).last.bounding_box()
            end = {"x": 0, "y": 0, "width": 1000, "height": box["y"] + box["height"] + MARGIN}
            with Image.open(io.BytesIO(page.screenshot(full_page=True, clip=end))) as image:
                save(image, name)

        page.goto(f"{pages}/?month={MARCH}")
        shoot("front-page", ".scroll")
        page.goto(f"{pages}/inbox")
        shoot("front-page-inbox", ".listing li:nth-child(3)")
        page.goto(f"{pages}/reports")
        page.select_option("#kind", "six-month")
        page.get_by_role("button", name="ทำรายงานและบันทึกข้อความ").click()
        page.get_by_text("สิ่งที่ควรแก้ไขก่อนลงนาม").wait_for()
        shoot("front-page-report", "main p")
        page.goto(f"{pages}/publish")
        page.fill("#base_url", f"https://www.thungtuayang.example/ita/{MARCH.fiscal_year}")
        shoot("front-page-website", "main p")
        page.get_by_role("button", name="ทำหน้าเว็บ").click()
        page.get_by_text("คัดลอกโฟลเดอร์ site").wait_for()
        shoot("front-page-published", "main p")
        browser.close()
    server.close()


def control_picture(office: OfficeFolder, now: dt.datetime, name: str, work: Path) -> None:
    """Picture the control workbook after a roll-up, all of its sheet on one page. LibreOffice prints no form
    buttons, so text boxes of the same size stand in their places."""

    def as_text_box(sheet: Worksheet, row: int, column: int, button: dict[str, Any]) -> None:
        places = {key: button[key] for key in ("width", "height", "x_offset", "y_offset")}
        middle = {"vertical": "middle", "horizontal": "center"}
        grey = {"fill": {"color": "#E7E9ED"}, "line": {"color": "#8A919C", "width": 0.75}}
        font = {"name": FONT, "size": 15}
        sheet.insert_textbox(
            row, column, button["caption"], {**places, **grey, "align": middle, "font": font}
        )

    message = run_action("rollup", Request(Office(office.root), now, str(MARCH))).message
    path = work / "control.xlsx"
    fit = Worksheet.fit_to_pages
    on_one_page = patch.object(Worksheet, "fit_to_pages", lambda sheet, _wide, _tall: fit(sheet, 1, 1))
    with patch.object(Worksheet, "insert_button", as_text_box), on_one_page:
        path.write_bytes(
            make_control_workbook(None, reports=[kind.th for kind in KINDS.values()], message=message)
        )
    picture(path, name, work)


def review_pictures(work: Path) -> None:
    """Print the review workbook of a plan of last year: its units, and a table that leaves a doubt."""
    source = guide_document(work / "แผนปี2569.docx")
    target = plan_path(source)
    import_document(source, target)
    review = review_path(source, target)
    picture(review, "import-units", work, "หน่วยที่พบ", part=0.6)
    picture(review, "import-table", work, "คอลัมน์นี้คือ", part=0.6)


def main() -> None:
    """Play the demo and print its pages."""
    if not is_installed(FONT):
        raise SystemExit(f"{FONT} is not installed")
    now = patch("toolkit.api.moment_of", lambda as_of=None: as_of or NOW)
    with tempfile.TemporaryDirectory() as folder, now:
        work = Path(folder)
        demo = play_demo(work / f"เทศบาลตำบลทุ่งตัวอย่าง-{MARCH.fiscal_year}", guide_example())
        office = demo.office
        picture(demo.workbook, "roll-up", work)
        picture(demo.report.path, "six-month", work, "วิธีการดำเนินการ")
        picture(demo.report.memo, "memo", work)
        picture(demo.workbooks[1], "month-sheet", work, "กองคลัง · ตุลาคม 2569")
        filled = office.inbox / "ตสน ม.ค.70.xlsx"
        picture(filled, "filled-sheet", work, "หน่วยตรวจสอบภายใน · มกราคม 2570", part=0.77)
        returned = next(office.returned.glob("กองช่าง*.xlsx"))
        picture(returned, "returned", work, part=0.36)
        wrong = ("กองช่าง · มีนาคม 2570", "ผลิตสื่อที่อ่านเข้าใจง่าย")
        picture(returned, "returned-sheet", work, *wrong, part=0.55)
        picture(office.plan, "plan-steps", work, "ขั้นตอนหรือวิธีการดำเนินการ")
        made = publish(office, demo.roll_up.plan, demo.roll_up.figures.as_of)
        page_picture(made.index, "site")
        front_page_pictures(office)
        control_picture(office, demo.roll_up.figures.as_of, "control", work)
        review_pictures(work)


if __name__ == "__main__":
    main()
