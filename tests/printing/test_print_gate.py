"""The print gate finds what is lost on purpose, and nothing in what we make ourselves."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
import xlsxwriter
from raw_pdf import A4, drawn, raw_pdf
from small_office import SmallOffice, sheet

from toolkit.books.bundled import bundled
from toolkit.example.demo import Demo
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.finding import Finding
from toolkit.office.folder import OfficeFolder
from toolkit.printing.engine import PrintDocument
from toolkit.printing.libreoffice import LibreOffice
from toolkit.printing.print_gate import check_pdf
from toolkit.printing.print_pdfs import print_pdfs
from toolkit.report.kinds import KINDS
from toolkit.report.write import write_report

FONT = "TH Sarabun New"
LONG = "จัดทำคู่มือการให้บริการของทุกกอง เผยแพร่บนเว็บไซต์และปิดประกาศ ณ จุดรับเรื่อง ให้ประชาชนทราบโดยทั่วกัน"
LETTER, A3 = (612.0, 792.0), (841.9, 1190.6)
DEPENDS_ON_THE_MACHINE = "pdf-font-replaced"


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


# PDFs written by hand


def workbook(text: str = "Hello", *, footer: str = "", paper: int = 9, landscape: bool = False) -> bytes:
    """A workbook of one cell in Helvetica."""
    book = openpyxl.Workbook()
    own: Any = book.active
    own["A1"] = text
    own["A1"].font = openpyxl.styles.Font(name="Helvetica")
    own.page_setup.paperSize = paper
    own.page_setup.orientation = "landscape" if landscape else "portrait"
    own.oddFooter.right.text = footer
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def issued(*rows: tuple[str, float], repeat: bool = False) -> bytes:
    """A report of one sheet, of rows with a text and a height in points."""
    book = openpyxl.Workbook()
    own: Any = book.active
    for number, (text, height) in enumerate(rows, 1):
        own.cell(number, 1, text).font = openpyxl.styles.Font(name="Helvetica", size=14)
        own.row_dimensions[number].height = height
    own.page_setup.paperSize = 9
    if repeat:
        own.print_title_rows = "1:1"
    meta = book.create_sheet("_meta")
    for row in (["ita:meta", "label", "value"], [None], ["kind", None, "report"]):
        meta.append(row)
    meta.sheet_state = "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ROW = 24.0
ONE, TWO, THREE = ("One", ROW), ("Two", ROW), ("Three", ROW)


@pytest.mark.parametrize(
    ("book", "pages", "found"),
    [
        (issued(ONE, TWO), [[(70, 700, "One"), (70, 200, "Two")]], {}),
        # A page that holds a line, though the sheet goes on; on its last page it may.
        (
            issued(ONE, TWO),
            [[(70, 700, "One")], [(70, 700, "Two")]],
            {"pdf-page-short": ("1", "10")},
        ),
        (issued(ONE, TWO), [[(70, 200, "One")], [(70, 700, "Two")]], {}),
        # The head of a table alone at a page's foot.
        (
            issued(ONE, TWO, THREE, repeat=True),
            [[(70, 200, "One")], [(70, 700, "One"), (70, 600, "Two"), (70, 500, "Three")]],
            {"pdf-block-torn": ("One", "1")},
        ),
        (
            issued(("One", 5 * ROW), TWO),
            [[(70, 700, "One"), (70, 200, "Two")]],
            {"pdf-rows-loose": ("2.82", "")},
        ),
    ],
)
def test_what_a_reader_sees_at_once(
    book: bytes, pages: list[list[tuple[int, int, str]]], found: Mapping[str, tuple[str, str]]
) -> None:
    findings = check_pdf(book, raw_pdf([drawn(*words) for words in pages]))
    seen = {finding.code: (finding.found, finding.expected) for finding in findings}
    assert {code: said for code, said in seen.items() if not code.startswith("pdf-font")} == found


HELLO = (100, 500, "Hello")


@pytest.mark.parametrize(
    ("book", "pdf", "found"),
    [
        (workbook(), raw_pdf([drawn(HELLO)]), {}),
        (workbook(), raw_pdf([drawn(HELLO)], LETTER), {"pdf-paper": ("1 (216 × 279)", "A4 (210 × 297)")}),
        (
            workbook(paper=1),
            raw_pdf([drawn(HELLO)], LETTER),
            {"pdf-paper": ("1 (216 × 279)", "A4 (210 × 297)")},
        ),
        (workbook(paper=8), raw_pdf([drawn(HELLO)], A3), {}),
        (workbook(landscape=True), raw_pdf([drawn(HELLO)], A4[::-1]), {}),
        (
            workbook(landscape=True),
            raw_pdf([drawn(HELLO)]),
            {"pdf-paper": ("1 (210 × 297)", "A4 (297 × 210)")},
        ),
        (workbook(), raw_pdf([drawn(HELLO), ""]), {"pdf-page-empty": ("2", "")}),
        (workbook(), raw_pdf([""]), {"pdf-no-text": ("1", "")}),
        (workbook(), raw_pdf([drawn(HELLO, clip=(0, 0, 500, 502))]), {"pdf-text-low": ("Hello", "")}),
        (workbook(), raw_pdf([drawn((100, 500, "Goodbye"))]), {"pdf-other-workbook": ("1", "1")}),
        (
            workbook(),
            raw_pdf([drawn(HELLO)], font="Courier"),
            {"pdf-font-replaced": ("Courier", "Helvetica")},
        ),
        (
            workbook(),
            b"no PDF",
            {"pdf-unreadable": ("Failed to load document (PDFium: Data format error).", "")},
        ),
        (b"PK\x03\x04", raw_pdf([drawn(HELLO)]), {"file-damaged": ("File is not a zip file", "")}),
    ],
)
def test_pages_paper_and_fonts(book: bytes, pdf: bytes, found: Mapping[str, tuple[str, str]]) -> None:
    """The font of these PDFs is never embedded, which is told wherever text is seen."""
    findings = {finding.code: (finding.found, finding.expected) for finding in check_pdf(book, pdf)}
    outside = findings.pop("pdf-font-outside", None)
    assert findings == found
    unseen = {
        "pdf-text-low",
        "pdf-no-text",
        "pdf-other-workbook",
        "pdf-unreadable",
        "file-damaged",
    } & found.keys()
    assert outside == (None if unseen else ("Courier" if "pdf-font-replaced" in found else "Helvetica", ""))


@pytest.mark.parametrize(
    ("footer", "shown", "found"),
    [
        ("&P/&N", ["1/3", "2/3", "3/3"], None),
        ("Page &P", ["Page 1", "Page 2", "Page 3"], None),
        ("&12&P of &N", ["1 of 3", "2 of 3", "3 of 3"], None),
        ("&P/&N", ["1/4", "2/4", "4/4"], ("1/4", "1/3")),
        ("Page &P", ["Page 1", "Page 3", "Page 4"], ("3", "2/3")),
        ("&P/&N", ["1/3", "", "3/3"], ("–", "2/3")),
        ("draft", ["draft", "draft", "draft"], None),
        ("", ["", "", ""], None),
    ],
)
def test_page_numbers_run_on(footer: str, shown: list[str], found: tuple[str, str] | None) -> None:
    text = "first second third"
    pages = [
        drawn((100, 500, word), (500, 20, number)) for word, number in zip(text.split(), shown, strict=True)
    ]
    findings = {finding.code: finding for finding in check_pdf(workbook(text, footer=footer), raw_pdf(pages))}
    number = findings.pop("pdf-page-number", None)
    assert (number and (number.found, number.expected)) == found
    assert findings.keys() == {"pdf-font-outside"}


# PDFs printed by LibreOffice


def lossy_book() -> bytes:
    """A workbook with a loss on each of its sheets."""
    buffer = io.BytesIO()
    style = {"font_name": FONT, "font_size": 14}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": style})
    wrapped = book.add_format({**style, "text_wrap": True, "valign": "top"})
    plain = book.add_format(style)

    def page(name: str, *, paper: int = 9) -> Any:
        made = book.add_worksheet(name)
        made.set_paper(paper)
        made.set_footer(f"&L{name}&Rหน้า &P/&N")
        made.set_column(0, 0, 20)
        made.write(0, 0, f"{name} ครบ", plain)
        made.set_row(0, 25)
        return made

    sound = page("ครบ")
    sound.set_row(1, 200)
    sound.write(1, 0, LONG, wrapped)
    sound.write(2, 0, 1234567.891, book.add_format({**style, "num_format": "#,##0.00"}))
    low = page("แถวเตี้ย")
    low.set_row(1, 50)
    low.write(1, 0, LONG, wrapped)
    page("ผสานเตี้ย").merge_range(1, 0, 2, 1, LONG, wrapped)
    narrow = page("ช่องแคบ")
    narrow.set_row(1, 25)
    narrow.write(1, 0, LONG, plain)
    narrow.write(1, 1, "ข้างเคียง", plain)
    number = page("เลขแคบ")
    number.set_column(1, 1, 4)
    number.set_row(1, 25)
    number.write(1, 1, 1234567.891, book.add_format({**style, "num_format": "#,##0.00"}))
    hidden = page("ซ่อน")
    hidden.write(1, 0, "แถวที่ซ่อนไว้", plain)
    hidden.set_row(1, 25, None, {"hidden": True})
    page("กระดาษ", paper=1)
    torn = page("ฉีก")
    torn.set_row(1, 25)
    torn.write(1, 0, "ลงชื่อ ทดสอบ", plain)
    torn.set_row(2, 25)
    torn.write(2, 0, "(ผู้รายงาน)", plain)
    torn.set_h_pagebreaks([2])
    empty = page("หน้าว่าง")
    empty.repeat_rows(0)
    empty.set_h_pagebreaks([2])
    empty.write_blank(3, 0, None, book.add_format({"border": 1}))
    book.close()
    return buffer.getvalue()


def division_book(office: SmallOffice) -> bytes:
    """A division's workbook that was filled in, sent, and came back with its faults marked."""
    row = {"status": "อยู่ระหว่างดำเนินการ", "percent": "120", "action": LONG}
    office.send("ตุลา.xlsx", office.fill("02", sheet("ต.ค.", "2023-10-31", {"1.1": row})), "2023-11-03 09:00")
    office.take("2023-11-03 09:00")
    (copy,) = office.office.returned.iterdir()
    return copy.read_bytes()


TEMPLATES = {template: kind for kind, report in KINDS.items() for template in report.templates}


def reports(demo: Demo, root: Path) -> dict[str, bytes]:
    """Every report of the worked example, in each of the templates."""
    office = OfficeFolder(Path(shutil.copytree(demo.office.root, root)))
    plan = check_plan_file(office).usable
    as_of = demo.roll_up.figures.as_of
    return {
        f"{template} report": write_report(
            office, plan, kind, None, as_of, template, interim=True
        ).path.read_bytes()
        for template, kind in TEMPLATES.items()
    }


Printed = Mapping[str, tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def printed(soffice: str, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """One workbook of each kind, and its PDF, in one start of LibreOffice."""
    office = SmallOffice.make(tmp_path_factory.mktemp("printed") / "office")
    books = {
        "losses": lossy_book(),
        "plan": demo.office.plan.read_bytes(),
        "division": division_book(office),
        "roll-up": demo.workbook.read_bytes(),
        "standard plan": bundled("plan.xlsx"),
        **reports(demo, tmp_path_factory.mktemp("reports") / "office"),
    }
    documents = [PrintDocument(book, ".xlsx") for book in books.values()]
    pdfs = print_pdfs(LibreOffice(Path(soffice)), documents)
    made = {}
    for (name, book), pdf in zip(books.items(), pdfs, strict=True):
        assert isinstance(pdf, bytes), f"{name}: {pdf}"
        made[name] = (book, pdf)
    return made


@pytest.mark.parametrize(
    "name",
    ["plan", "division", "roll-up", "standard plan", *(f"{template} report" for template in TEMPLATES)],
)
def test_what_we_make_prints_whole(printed: Printed, name: str) -> None:
    assert codes(check_pdf(*printed[name])) - {DEPENDS_ON_THE_MACHINE} == set()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ครบ", []),
        ("แถวเตี้ย", [("pdf-text-low", "A2")]),
        ("ผสานเตี้ย", [("pdf-text-low", "A2")]),
        ("ช่องแคบ", [("pdf-text-narrow", "A2")]),
        ("เลขแคบ", [("pdf-number-narrow", "B2")]),
        ("ซ่อน", [("pdf-row-hidden", "A2")]),
        ("กระดาษ", [("pdf-paper", "")]),
        ("ฉีก", [("pdf-block-torn", "A2")]),
        ("หน้าว่าง", []),
    ],
)
def test_a_loss_is_found_where_it_is(printed: Printed, name: str, found: list[tuple[str, str]]) -> None:
    findings = check_pdf(*printed["losses"])
    assert [(finding.code, finding.cell) for finding in findings if finding.sheet == name] == found


def test_an_empty_page_is_found(printed: Printed) -> None:
    (empty,) = (finding for finding in check_pdf(*printed["losses"]) if finding.code == "pdf-page-empty")
    assert empty.found == str(len(pypdfium2.PdfDocument(printed["losses"][1])))


def test_the_piece_that_is_lost_is_quoted(printed: Printed) -> None:
    low, narrow = (
        next(finding.found for finding in check_pdf(*printed["losses"]) if finding.sheet == name)
        for name in ("แถวเตี้ย", "ช่องแคบ")
    )
    for piece in (low, narrow):
        assert LONG.endswith(piece)
        assert 8 < len(piece) < len(LONG) - 8


def changed(pdf: bytes, change: Callable[[Any], object]) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["plan", "roll-up", "six-month report"])
def test_a_page_that_is_missing_is_found(printed: Printed, name: str) -> None:
    book, pdf = printed[name]
    for number in (1, len(pypdfium2.PdfDocument(pdf)) // 2):
        found = codes(check_pdf(book, changed(pdf, lambda document: document.del_page(number))))  # noqa: B023
        assert {"pdf-text-absent", "pdf-page-number"} <= found


@pytest.mark.parametrize(
    ("book", "pdf"), [("roll-up", "six-month report"), ("six-month report", "roll-up"), ("plan", "division")]
)
def test_the_pdf_of_another_workbook_is_found(printed: Printed, book: str, pdf: str) -> None:
    assert codes(check_pdf(printed[book][0], printed[pdf][1])) == {"pdf-other-workbook"}


@pytest.mark.parametrize("cell", ["first", "last"])
@pytest.mark.parametrize("name", ["plan", "roll-up", "six-month report"])
def test_a_cell_that_was_changed_since_is_found(printed: Printed, name: str, cell: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(printed[name][0]))
    own = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][-1]
    texts = [cell for row in own.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value]
    chosen = texts[0 if cell == "first" else -1]
    chosen.value += " ฉบับแก้ไข"
    buffer = io.BytesIO()
    book.save(buffer)
    findings = check_pdf(buffer.getvalue(), printed[name][1])
    assert [(finding.sheet, finding.cell) for finding in findings if finding.code.startswith("pdf-text")] == [
        (own.title, chosen.coordinate)
    ]
