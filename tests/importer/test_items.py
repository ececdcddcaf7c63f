"""Cells parted into numbered and bulleted items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.importer.items import ListItem, list_of, split_items
from toolkit.thai.text import to_thai


def texts(text: str, after: int = 0) -> list[str]:
    return [item.text for item in list_of(text, after).items]


LISTS = [
    ("๑. วางแผน ๒. ลงมือทำ ๓. สรุปผล", ["วางแผน", "ลงมือทำ", "สรุปผล"]),
    ("๑.วางแผน ๒.ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("1) plan\n2) do\n3) report", ["plan", "do", "report"]),
    ("(๑) วางแผน (๒) ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("- วางแผน\n- ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("• วางแผน • ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("๑.๑ วางแผนงาน ๑.๒ ลงมือทำ", ["วางแผนงาน", "ลงมือทำ"]),
    ("๔) ประชุม\n๕) ลงโทษ\n๖) ร้องเรียน", ["ประชุม", "ลงโทษ", "ร้องเรียน"]),
    ("ข้อ ๑ วางแผน\nข้อ ๒ ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("๑. วางแผน๒. ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("๑ . วางแผน ๒ . ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("- จัดทำคู่มือประชาชน - เผยแพร่คู่มือประชาชน", ["จัดทำคู่มือประชาชน", "เผยแพร่คู่มือประชาชน"]),
    ("- จัดทำคู่มือของหน่วยงาน- เผยแพร่คู่มือทางเว็บไซต์", ["จัดทำคู่มือของหน่วยงาน", "เผยแพร่คู่มือทางเว็บไซต์"]),
    ("๑. จัดทำ\nคำสั่ง\n๒. ประกาศ", ["จัดทำ คำสั่ง", "ประกาศ"]),
    ("๑๐) สิบ ๑๑) สิบเอ็ด", ["สิบ", "สิบเอ็ด"]),
    ("ก. วางแผน\nข. ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
    ("ดังนี้\n(ก) วางแผน\n(ข) ลงมือทำ", ["วางแผน", "ลงมือทำ"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


SENTENCES = [
    "ผลการประเมินปี ๒๕๖๗ (๙๘.๙๙ คะแนน) เพิ่มขึ้นจากปี ๒๕๖๖ (๙๘.๕๓ คะแนน)",
    "แสดงหลักเกณฑ์ทั้ง ๕ หลักเกณฑ์ ให้ยึดถือปฏิบัติ",
    "ดำเนินการตามมาตรา ๙ (๑) แห่งพระราชบัญญัติ",
    "ปฏิบัติตามข้อ ๑. และข้อ ๒. ของระเบียบ",
    "ประชาสัมพันธ์ช่องทางติดต่อ - สอบถามข้อมูล",
    "รับ - คืนพัสดุ ระหว่าง ๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗",
    "จัดทำระบบ E-Service (ระยะที่ ๑)",
    "ประชุมครั้งที่ ๑) และครั้งที่ ๒) ของปี",
    "ร้อยละ 80.50 ของงาน และ 1.5 เท่าของเดิม",
    "อบรมบุคลากร",
    "ก.ค. ๖๙ - ก.ย. ๖๙",
    "ก.พ. แจ้งเวียน",
    "",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_numbers_and_dashes_inside_a_sentence_are_no_markers(text: str) -> None:
    assert [item.marker for item in split_items(text)] == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("๑. ตามมาตรา ๙ (๑) และข้อ ๒. ให้แจ้ง ๒. รายงาน", ["ตามมาตรา ๙ (๑) และข้อ ๒. ให้แจ้ง", "รายงาน"]),
        ("๑. รับ - ส่งเอกสาร ๒. สรุปผล", ["รับ - ส่งเอกสาร", "สรุปผล"]),
        ("๑. ทำตาม (๑) ก (๒) ข ๒. สรุปผล", ["ทำตาม (๑) ก (๒) ข", "สรุปผล"]),
        ("- จัดทำ (แผน - ผล) ให้ครบ\n- รายงาน", ["จัดทำ (แผน - ผล) ให้ครบ", "รายงาน"]),
        ("1. ประเมินปี 2567 (ครั้งที่ 1) 2. รายงาน", ["ประเมินปี 2567 (ครั้งที่ 1)", "รายงาน"]),
    ],
)
def test_a_sentence_inside_an_item_stays_whole(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "lead", "expected", "sure"),
    [
        ("ดำเนินการดังนี้ ๑. ก ๒. ข", "ดำเนินการดังนี้", ["ก", "ข"], True),
        ("- ส่งเสริมความรู้ โดย ๑. ประชุม ๒. ทำคู่มือ", "ส่งเสริมความรู้ โดย", ["ประชุม", "ทำคู่มือ"], True),
        ("คำถามหนึ่ง : 1. จัดทำคู่มือ", "คำถามหนึ่ง :", ["จัดทำคู่มือ"], True),
        ("๑. ก\n๓. ค\n๔. ง", "", ["ก", "ค", "ง"], False),
        ("๑. ก ๒. ข ๑. ค ๒. ง", "", ["ก", "ข", "ค", "ง"], False),
        ("๑. หลัก\n๑) ย่อยหนึ่ง\n๒) ย่อยสอง\n๒. รอง", "", ["หลัก\n๑) ย่อยหนึ่ง\n๒) ย่อยสอง", "รอง"], False),
        ("๑. หลัก\n๑. ย่อย\n๒. ย่อย\n๒. รอง", "", ["หลัก", "ย่อย", "ย่อย", "รอง"], False),
        ("วางแผนการทำงาน ๒. ลงมือทำ ๓. สรุป", "", ["วางแผนการทำงาน", "ลงมือทำ", "สรุป"], False),
        ("- จัดทำคู่มือประชาชน - เผยแพร่คู่มือ", "", ["จัดทำคู่มือประชาชน", "เผยแพร่คู่มือ"], False),
    ],
)
def test_introductions_and_what_is_unsure(text: str, lead: str, expected: list[str], sure: bool) -> None:
    found = list_of(text)
    assert (found.lead, [item.text for item in found.items], found.sure) == (lead, expected, sure)


def test_long_lines_without_markers_are_items_with_a_doubt() -> None:
    lines = ["จัดทำสื่อประชาสัมพันธ์ให้ทั่วถึงทุกหมู่บ้านในตำบล", "เผยแพร่สื่อทางเว็บไซต์และสื่อสังคมออนไลน์ของหน่วยงาน"]
    assert texts("\n".join(lines)) == lines
    assert not list_of("\n".join(lines)).sure
    assert texts("จัดทำ\nคำสั่ง") == ["จัดทำ คำสั่ง"]


def test_a_list_goes_on_after_a_page_break() -> None:
    found = list_of("ต่อจนจบ ๓. ทำข้อสาม", after=2)
    assert (found.lead, [item.number for item in found.items]) == ("ต่อจนจบ", ["3"])
    assert [item.marker for item in split_items("ต่อจนจบ ๓. ทำข้อสาม")] == [""]


def test_numbers_of_items_are_arabic() -> None:
    assert split_items("๑) ก ๒) ข")[1] == ListItem("๒) ข", "๒)", "2", "ข")


MARKERS = st.sampled_from(["{}.", "{})", "({})"])
WORDS = st.text("กขคงจ", min_size=3, max_size=12)


@given(
    WORDS.flatmap(lambda _: st.lists(WORDS, min_size=2, max_size=15)), MARKERS, st.sampled_from([" ", "\n"])
)
def test_what_is_numbered_is_found_again(words: list[str], marker: str, between: str) -> None:
    text = between.join(f"{to_thai(marker.format(n))} {word}" for n, word in enumerate(words, 1))
    assert texts(text) == words


@given(st.text("กข ๑๒๓12.)(-•\nปี", max_size=80))
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(item.raw for item in split_items(text)) == text


@given(st.lists(WORDS, min_size=2, max_size=9), MARKERS)
def test_parting_a_tidy_list_again_changes_nothing(words: list[str], marker: str) -> None:
    once = split_items(" ".join(f"{marker.format(n)} {word}" for n, word in enumerate(words, 1)))
    again = split_items("\n".join(f"{item.marker} {item.text}" for item in once))
    assert [(item.marker, item.text) for item in again] == [(item.marker, item.text) for item in once]
    assert all(split_items(item.text)[0].text == item.text for item in once)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["๑. " * 8000, "(" * 8000 + "๑)", "- ก" * 8000, "๑.๑ " * 8000])
def test_a_hostile_cell_takes_no_time(text: str) -> None:
    assert "".join(item.raw for item in split_items(text)) == text
