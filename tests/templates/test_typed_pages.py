"""Plans and division workbooks as they are printed: headings on each page, rows that go on, no frames."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clean_for_excel import faults
from openpyxl.drawing.image import Image as SheetImage
from pdf_text import squeezed
from PIL import Image
from small_office import AGENCY, MEASURES, Row, SmallOffice, edited, plan_content, sheet

from toolkit.books.plan_book import make_plan_workbook
from toolkit.example.demo import Demo
from toolkit.planning.new_office import new_office
from toolkit.printing.engine import PrintDocument
from toolkit.printing.libreoffice import LibreOffice
from toolkit.printing.pdf_pages import letters, read_pdf
from toolkit.printing.print_gate import check_pdf
from toolkit.printing.print_pdfs import print_pdfs
from toolkit.templates import typed_pages
from toolkit.templates.typed_pages import paged_copy
from toolkit.typeset.heights import MAX_HEIGHT
from toolkit.xlsx.layouts import PHOTOS

pytestmark = pytest.mark.slow
FONTS = ("TH Sarabun New", "TH SarabunPSK")
LONG = " ".join(
    f"ครั้งที่ {number} ตรวจทะเบียนครุภัณฑ์ของอาคาร {number * 7} พบรายการที่ต้องซ่อม {number * 13} รายการ"
    for number in range(1, 90)
)
STEPS = tuple(
    {
        "measure_no": measure,
        "step_no": str(number),
        "step": f"ขั้นที่ {number} ของข้อ {measure}",
        "divisions": "02",
    }
    for measure in "12"
    for number in range(1, 10)
)
LONG_ROW = {"status": "อยู่ระหว่างดำเนินการ", "percent": "40", "action": LONG}


def office(root: Path, font: str = FONTS[0], steps: tuple[Row, ...] = STEPS) -> SmallOffice:
    """An office whose division 02 has more steps than a page holds."""
    new_office(root, content=plan_content(agency={**AGENCY, "font": font}, steps=steps))
    made = SmallOffice(root)
    made.distribute("2023-10-02 09:00")
    return made


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return office(tmp_path_factory.mktemp("issued") / "office").issued("02").read_bytes()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """October with a text that no row of Excel shows; its formulas have no values."""
    made = office(tmp_path_factory.mktemp("filled") / "office")
    return made.fill("02", sheet("ต.ค.", "2023-10-31", {"1.3": LONG_ROW}))


@pytest.fixture(scope="module")
def copied(filled: bytes) -> bytes:
    """The same workbook as it is printed."""
    return paged_copy(filled)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def october(data: bytes) -> Any:
    """The month's sheet that is printed: the second of the workbook."""
    return opened(data).worksheets[1]


def square() -> SheetImage:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    return SheetImage(picture)


def page_heads(sheet: Any) -> Iterator[list[str]]:
    for row_break in sheet.row_breaks.brk:
        yield [cell.value for cell in sheet[row_break.id + 1] if cell.value]


def test_each_page_of_a_month_begins_with_the_headings_of_its_own_table(copied: bytes) -> None:
    heads = [head[:3] for head in page_heads(october(copied))]
    status, outcomes = ["ที่", "มาตรการ", "ขั้นตอน"], ["ที่", "มาตรการ", "สรุปผลการดำเนินการถึงปัจจุบัน"]
    assert heads.count(status) >= 3
    assert all(head in (status, outcomes) for head in heads)


def test_outcomes_that_go_on_have_their_headings(tmp_path: Path) -> None:
    made = office(tmp_path / "office", steps=STEPS[8:10])
    data = made.fill("02", sheet("มี.ค.", "2024-03-31", {}, outcomes={"1": {"result": LONG}}))
    printed = opened(paged_copy(data)).worksheets[6]
    assert [head[2] for head in page_heads(printed)][-1] == "สรุปผลการดำเนินการถึงปัจจุบัน"
    assert printed.print_title_rows is None


@pytest.mark.parametrize("windows", [False, True])
def test_a_row_above_the_highest_goes_on_in_the_next(filled: bytes, windows: bool) -> None:
    printed = october(paged_copy(filled, windows=windows))
    assert all((row.height or 0) <= MAX_HEIGHT for row in printed.row_dimensions.values())
    pieces = [cell.value for cell in printed["I"] if cell.value and cell.value[:8] in LONG]
    assert len(pieces) > 3
    assert squeezed("".join(pieces)) == squeezed(LONG)
    labels = [cell.value for cell in printed["B"] if "(ต่อ)" in str(cell.value)]
    assert set(labels) == {"1.3 (ต่อ)"}


def test_pieces_have_the_colours_of_their_row(filled: bytes, copied: bytes) -> None:
    before, after = october(filled), october(copied)
    row = next(cell.row for cell in before["I"] if cell.value == LONG)
    pieces = [cell.row for cell in after["I"] if cell.value and cell.value[:8] in LONG]
    looked_up = {
        next(iter(area.sqref.ranges)).min_row
        for area in after.conditional_formatting
        for rule in area.rules
        if f'"&{row})=0' in rule.formula[0]
    }
    assert looked_up == set(pieces)
    formulas = [rule.formula[0] for area in after.conditional_formatting for rule in area.rules]
    assert not any("ROW()" in formula for formula in formulas)


def test_pieces_on_one_page_have_no_line_between_them(copied: bytes) -> None:
    printed = october(copied)
    tops = {row_break.id + 1 for row_break in printed.row_breaks.brk}
    pieces = {cell.row: cell for cell in printed["I"] if cell.value and cell.value[:8] in LONG}
    above = [pieces[row - 1] for row in pieces if row - 1 in pieces and row not in tops]
    assert above
    assert all(cell.border.bottom.style is None and cell.alignment.vertical == "justify" for cell in above)


def test_formulas_look_up_the_sheet_as_it_was(filled: bytes, copied: bytes, issued: bytes) -> None:
    before, after = opened(filled), opened(copied)
    name = before.sheetnames[1]
    assert after[name].sheet_state == "hidden"
    assert list(after[name].values) == list(before[name].values)
    assert list(after["_calc"].values) == list(before["_calc"].values)
    # A value that is known stands; one that is not is computed when the copy is opened.
    assert str(october(copied)["D4"].value).startswith("=_calc!")
    assert october(paged_copy(issued))["D4"].value.startswith("ยังขาด")


def test_the_copy_is_one_that_excel_opens(copied: bytes, issued: bytes) -> None:
    plan = make_plan_workbook(plan_content())
    assert [*map(faults, (copied, paged_copy(issued), paged_copy(plan)))] == [(), (), ()]


def test_frames_without_a_picture_are_hidden(issued: bytes) -> None:
    book = opened(issued)
    first = book[PHOTOS.sheet]
    hidden = [
        row for row, one in opened(paged_copy(issued))[PHOTOS.sheet].row_dimensions.items() if one.hidden
    ]
    assert len([row for row in hidden if row > 4]) == PHOTOS.rows
    first["B6"] = "พ.ย. 66"
    first.add_image(square(), "E8")
    buffer = io.BytesIO()
    book.save(buffer)
    rows = opened(paged_copy(buffer.getvalue()))[PHOTOS.sheet].row_dimensions
    assert [row for row in range(5, 17) if not rows[row].hidden] == [5, 6, 7, 8]


def test_a_plan_keeps_the_columns_that_it_repeats() -> None:
    measures = [{**MEASURES[0], "measure_no": str(number), "monitoring": LONG} for number in range(1, 4)]
    data = make_plan_workbook(plan_content(measures=measures))
    before, after = opened(data), opened(paged_copy(data))
    number = before.sheetnames.index("มาตรการ")
    old, new = before.worksheets[number], after.worksheets[number]
    assert new.print_title_cols == old.print_title_cols is not None
    assert [head[:1] for head in page_heads(new)][1:] == [["ลำดับ"]] * (len(new.row_breaks.brk) - 1)
    column = next(cell.column for cell in old[4] if cell.value == "การกำกับติดตาม")
    pieces = [row[column - 1] for row in new.values if row[column - 1] and str(row[column - 1]) in LONG]
    assert squeezed("".join(pieces)) == squeezed(LONG) * 3


def spoilt(data: bytes, change: Callable[[Any], object]) -> bytes:
    """A workbook of which somebody changed October's sheet."""
    book = opened(data)
    change(book.worksheets[1])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_picture(sheet: Any) -> None:
    sheet.add_image(square(), "I14")


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet, "print_area", "B1:K20"),
        with_picture,
        lambda sheet: sheet.cell(6_000, 2, "หมายเหตุ"),
    ],
)
def test_a_sheet_of_another_make_keeps_its_rows(filled: bytes, change: Callable[[Any], object]) -> None:
    data = spoilt(filled, change)
    printed = opened(paged_copy(data))
    assert list(october(data).values) == list(printed.worksheets[1].values)
    assert printed.sheetnames[1:3] == ["ต.ค.66", "_2"]


def test_a_row_far_below_that_only_has_a_style_is_no_row(filled: bytes, copied: bytes) -> None:
    data = spoilt(filled, lambda sheet: setattr(sheet.cell(1_048_576, 3), "number_format", "@"))
    assert october(paged_copy(data)).max_row == october(copied).max_row


def test_a_sheet_whose_cells_have_no_names_is_printed_as_it_is(filled: bytes) -> None:
    data = edited(filled, '<c r="B12" ', "<c ", "xl/worksheets/sheet2.xml")
    assert paged_copy(data) is data


def test_a_fault_of_ours_is_not_taken_for_an_odd_workbook(
    filled: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(typed_pages, "plan_pages", fail)
    with pytest.raises(ValueError, match="ours"):
        paged_copy(filled)


def test_a_summary_of_many_steps_has_its_headings_too(tmp_path: Path) -> None:
    steps = tuple({**step, "step": f"{step['step']} {LONG[:400]}"} for step in STEPS)
    made = paged_copy(office(tmp_path / "office", steps=steps).issued("02").read_bytes())
    printed = next(sheet for sheet in opened(made) if str(sheet["B1"].value).startswith("สรุป"))
    heads = [head[:3] for head in page_heads(printed)]
    assert heads[1:] == [["ที่", "มาตรการ", "ขั้นตอน"]] * (len(heads) - 1) != []
    assert printed.print_title_rows is None


def test_other_documents_are_printed_as_they_are(demo: Demo) -> None:
    for data in (demo.report.path.read_bytes(), demo.workbook.read_bytes(), b"%PDF-", b""):
        assert paged_copy(data) is data


Printed = dict[str, tuple[bytes, bytes]]


def documents(root: Path) -> dict[str, bytes]:
    """A division's workbook with texts longer than a page, one that is new, and a plan with such a text."""
    few = (*STEPS[:3], *STEPS[9:11])
    rows = sheet("มี.ค.", "2024-03-31", {"1.3": LONG_ROW}, outcomes={"2": {"result": LONG[::-1]}})
    measures = [{**MEASURES[0], "monitoring": LONG}, MEASURES[1]]
    agency = {**AGENCY, "font": FONTS[1]}
    return {
        "filled": office(root / "filled", steps=few).fill("02", rows),
        "issued": office(root / "issued", FONTS[1], few).issued("02").read_bytes(),
        "plan": make_plan_workbook(plan_content(agency=agency, measures=measures)),
    }


def print_all(soffice: str, made: dict[str, bytes]) -> Printed:
    pdfs = print_pdfs(LibreOffice(Path(soffice)), [PrintDocument(data, ".xlsx") for data in made.values()])
    return {name: (made[name], pdf) for name, pdf in zip(made, pdfs, strict=True) if isinstance(pdf, bytes)}


@pytest.fixture(scope="module")
def printed(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return print_all(soffice, documents(tmp_path_factory.mktemp("offices")))


def test_what_people_type_prints_whole_without_empty_pages(printed: Printed) -> None:
    found = {name: {finding.code for finding in check_pdf(*both)} for name, both in printed.items()}
    assert len(found) == 3
    assert set().union(*found.values()) <= {"pdf-font-replaced"}


def test_every_page_of_a_month_says_what_its_columns_are(printed: Printed) -> None:
    _, pdf = printed["filled"]
    pages = ["".join(page.letters) for page in read_pdf(pdf)]
    march = [page for page in pages if letters("กองคลัง · มีนาคม 2567") in page]
    heads = [letters(words) for words in ("สิ่งที่ทำในเดือนนี้", "สรุปผลการดำเนินการถึงปัจจุบัน")]
    assert len(march) > 4
    assert all(any(head in page for head in heads) for page in march)


def test_pages_with_the_offices_fonts_are_those_of_the_stand_in(
    printed: Printed, soffice: str, thai_fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(thai_fonts))
    monkeypatch.setattr("toolkit.xlsx.named_fonts.missing_official", frozenset)
    real = print_all(soffice, {name: data for name, (data, _) in printed.items()})
    counts = {name: len(read_pdf(pdf)) for name, (_, pdf) in printed.items()}
    assert {name: len(read_pdf(pdf)) for name, (_, pdf) in real.items()} == counts
    assert {name: check_pdf(*both) for name, both in real.items()} == dict.fromkeys(real, ())
