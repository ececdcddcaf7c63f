"""Pieces in which no line ends: where texts may still break, and that LibreOffice breaks them there too."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_program import convert
from pdf_text import unjoined

from toolkit.model.plan import Agency, Plan
from toolkit.printing.pdf_pages import letters, read_pdf
from toolkit.thai.text import clean_text
from toolkit.typeset.heights import CellText, kept, line_count
from toolkit.typeset.joins import joined, plan_names
from toolkit.typeset.line_breaks import WORD_JOINER, word_pieces
from toolkit.xlsx.named_fonts import drawn_copy
from toolkit.xlsx.new_workbook import Book, stored_width

NAMES = ("กองคลัง", "กองสาธารณสุขและสิ่งแวดล้อม", "นางสมมติ ตั้งใจทำงาน")


def breaks(text: str, most: int = 60) -> str:
    """The text with "|" wherever a line may end."""
    shown = joined(text, lambda piece: len(piece) <= most and piece != text, NAMES)
    return " |".join("|".join(word_pieces(group)) for group in shown.split(" "))


@pytest.mark.parametrize(
    "expected",
    [
        # levels
        "อยู่|ใน|ระดับ|ผ่านดี",
        "ระดับ|ผ่านดีเยี่ยม |ต่าง|จาก|ผ่านดี",
        "ผล |ต้องปรับปรุงโดยด่วน",
        # dates and periods
        "วัน|ที่ |30 กันยายน 2570 |เป็นต้น|ไป",
        "เมื่อ |๑ ต.ค. ๖๖ |จึง|เริ่ม",
        "ประจำ|ปีงบประมาณ |พ.ศ. ๒๕๗๐ |นี้",
        "ช่วง |ต.ค. 69 - |ก.ย. 70",
        "(1 ตุลาคม 2566 – |31 มีนาคม 2567)",
        "เวลา 16.30 น. |ของ|วัน|ที่ |5 เม.ย. 67",
        # units of an office and of a document
        "ให้|กองคลัง|และ|กองสาธารณสุขและสิ่งแวดล้อม|ทราบ",
        "ตาม|ข้อ ๒.๑ |ของ|มาตรการที่ 3",
        "ไตรมาสที่ 1 |ปี 2567 |ทุก|กอง",
        # numbers and what they count
        "ดำเนิน|การ|แล้ว |3 |จาก |17 ขั้นตอน |(ร้อยละ ๑๗.๖๕)",
        "อบรม |๑,๒๕๐ คน |รวม |2 ครั้ง",
        "ปี 2567 |กองคลัง |รายงาน|ผล",
        # names with what stands before them
        "ผู้รับ|ผิด|ชอบ |นายสมมติ ใจดีงาม |และ|คณะ",
        "ว่าที่ ร.ต. สมมติ ใจดี |ประธาน",
        "โดย |นางสมมติ ตั้งใจทำงาน |ผู้|อำนวย|การ",
        "นายก|เทศมนตรี|ตำบล|สมมติ |เห็น|ชอบ",
    ],
)
def test_where_lines_may_end(expected: str) -> None:
    assert unjoined(breaks(expected.replace("|", ""))) == expected


def test_what_stands_on_one_line_and_what_is_too_wide_is_left_alone() -> None:
    assert joined("ผ่านดี 12 ขั้นตอน", lambda _: True) == "ผ่านดี 12 ขั้นตอน"
    text = "ส่งให้กองสาธารณสุขและสิ่งแวดล้อม"
    assert kept(CellText(text, 12.0), NAMES).text == text
    assert kept(CellText(text, 28.0), NAMES).text != text


def test_of_a_name_that_is_too_wide_its_words_are_kept() -> None:
    name = "กองยุทธศาสตร์ งบประมาณ และดิจิทัลชุมชน"
    shown = joined(f"ส่งให้{name}", lambda piece: len(piece) <= 18, (name,))
    assert (
        " ".join("|".join(word_pieces(group)) for group in shown.split(" ")).replace(WORD_JOINER, "")
        == "ส่ง|ให้|กองยุทธศาสตร์ งบประมาณ และดิจิทัลชุมชน"
    )


@given(st.text(alphabet="กขมผ่านดีองคล 12๑.-ต\n", max_size=80))
def test_joints_come_off_again(text: str) -> None:
    shown = joined(text, lambda piece: len(piece) < 12, NAMES)
    assert unjoined(shown) == text
    assert clean_text(shown) == clean_text(text)


TEXT = (
    "เมื่อวันที่ 30 กันยายน 2567 กองคลังได้สรุปผลตามข้อ ๒ แล้ว 12 ขั้นตอน (ร้อยละ ๗๘.๕๐) ผลอยู่ในระดับผ่านดี "
    "ช่วง ต.ค. 66 - ก.ย. 67 โดยนางสมมติ ตั้งใจทำงาน และนายทดสอบ ใจดีงาม ร่วมกับกองสาธารณสุขและสิ่งแวดล้อม "
    "ตามมาตรการที่ 3 ในปีงบประมาณ พ.ศ. ๒๕๖๗"
)
PIECES = (
    *("30 กันยายน 2567", "กองคลัง", "ข้อ ๒", "12 ขั้นตอน", "ร้อยละ ๗๘.๕๐", "ผ่านดี", "ต.ค. 66 -", "ก.ย. 67"),
    *("นางสมมติ ตั้งใจทำงาน", "นายทดสอบ ใจดีงาม", "กองสาธารณสุขและสิ่งแวดล้อม", "มาตรการที่ 3", "พ.ศ. ๒๕๖๗"),
)
HALF_A_LINE = 8.0
WIDTHS = (27, 28, 29, 30, 31, 33, 35, 38, 42)


@pytest.mark.parametrize("real", [False, True])
def test_libreoffice_ends_no_line_in_a_piece_and_every_line_where_we_do(
    real: bool, soffice: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    config = request.getfixturevalue("thai_fonts") if real else None
    book, cells = Book("TH Sarabun New", title=""), []
    for number, width in enumerate(WIDTHS):
        sheet = book.sheet(f"ก{number}")
        cells.append(kept(CellText(TEXT, stored_width(width)), NAMES))
        sheet.set_column(0, 0, width)
        sheet.set_row(0, 400)
        sheet.write_string(0, 0, cells[-1].text, book.look())
    path = tmp_path / "in.xlsx"
    data = book.finish()
    path.write_bytes(data if real else drawn_copy(data, ".xlsx"))
    pages = read_pdf(convert(soffice, path, tmp_path / "in.pdf", config).read_bytes())
    for page, cell in zip(pages, cells, strict=True):
        steps = (abs(one - two) > HALF_A_LINE for one, two in pairwise(page.heights))
        starts = [0, *(number for number, step in enumerate(steps, 1) if step), len(page.letters)]
        lines = [page.letters[start:end] for start, end in pairwise(starts)]
        assert [piece for piece in PIECES if not any(letters(piece) in line for line in lines)] == []
        # Where the columns of paper are a little wider a line may hold a word more, and ends where one may.
        pieces = [letters(piece) for group in cell.text.split(" ") for piece in word_pieces(group)]
        assert set(accumulate(map(len, lines))) <= set(accumulate(map(len, pieces)))
        assert len(lines) <= line_count(cell) <= len(lines) + 1


def test_the_place_of_the_office_is_a_name_with_the_word_before_it() -> None:
    agency = Agency("1", "เทศบาลตำบลทุ่งตัวอย่าง", 2567, district="เมืองสมมติ", province="สมมติบุรี")
    shown = joined("ที่อำเภอเมืองสมมติ จังหวัดสมมติบุรี", lambda piece: len(piece) < 20, plan_names(Plan(agency)))
    groups = ("|".join(word_pieces(group)).replace(WORD_JOINER, "") for group in shown.split(" "))
    assert list(groups) == ["ที่|อำเภอเมืองสมมติ", "จังหวัดสมมติบุรี"]
