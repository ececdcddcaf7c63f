"""Mended typing faults and foreign letters: one note a sheet, naming the cells."""

from __future__ import annotations

import pytest
from sheets import month_sheet

from toolkit.model.month import Month
from toolkit.rules.text_faults import check_text_faults

DONE = "ดำเนินการแล้วเสร็จ"


def found(*actions: str, result: str = "") -> list[str]:
    """ "code cell found; cells" for actions in rows 9, 10 … and a result below them."""
    rows = {f"1.{number}": {"status": DONE, "action": text} for number, text in enumerate(actions, 1)}
    sheet = month_sheet(Month(2567, 3), rows, {"1": {"result": result}})
    return [
        f"{finding.code} {finding.cell} {finding.found}; {finding.expected}"
        for finding in check_text_faults(sheet)
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("งาน เเล้วเสร็จ", "แล้วเสร็จ"),
        ("ด\u0e4dาเนินการ", "ดำเนินการ"),
        ("ประชุม\u200bคณะ", "ประชุมคณะ"),
        ("ท\u0e48\u0e35ประชุม", "ที่ประชุม"),
        ("ผู้้บริหาร", "ผู้บริหาร"),
        ("หน้า\x07หนึ่ง", "หน้าหนึ่ง"),
    ],
)
def test_what_was_mended_on_reading(text: str, word: str) -> None:
    assert found(text) == [f"text-repaired H9 {word}; H9"]


@pytest.mark.parametrize(
    "text",
    [
        *("จัดประชุมแล้ว", "จัดประชุม  สองครั้ง ", "จัดประชุม\nสองครั้ง", "ระบบ e-GP", "ระบบe-GPของกรม", "รายงานITA"),
        *("ระดับAและB", "ขนาด ๓x๔ เมตร", "กว้างxยาว", "QR Codeหน้าห้อง", "Wi-Fiฟรี", "ปี 2567", "ก.พ.", "µg"),
        *("Привет", "ลง Facebook", "๕๐%", "น้ำ", "ทั้งนี้", "ฯลฯ", "ต่าง ๆ"),
    ],
)
def test_good_texts(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("นายสมห\u092eาย", "นายสมหमาย"),  # a Devanagari letter
        ("คณะกรร\u043cการ", "คณะกรรмการ"),  # a Cyrillic one
        ("ประช\u0eb8ม", "ประชຸม"),  # a Lao vowel
        ("กาsประชุม", "กาsประชุม"),
        ("ผn\u0e39้บริหาร", "ผnู้บริห"),
    ],
)
def test_letters_of_another_script(text: str, shown: str) -> None:
    (note,) = found(text)
    assert note == f"letter-foreign H9 {shown}; H9"


def test_one_note_names_every_cell() -> None:
    assert found("เเจ้ง", "แจ้ง", "เเจ้ง", result="เเจ้งแล้ว") == ["text-repaired H9 แจ้ง; H9, H11, C14"]


def test_at_most_eight_cells_are_named() -> None:
    (note,) = found(*["เเจ้ง"] * 10)
    assert note.endswith("H9, H10, H11, H12, H13, H14, H15, H16 …")


@pytest.mark.parametrize("field", ["status", "percent", "action", "evidence", "reason", "result", "problem"])
def test_thai_out_of_a_pdf_reads_as_its_letters_in_every_field(field: str) -> None:
    """Tone marks and bullets as old programs write them: private letters that look the same on a screen."""
    typed, read = {
        "status": ("อยู\uf70aระหว\uf70aางดำเนินการ", "in_progress"),
        "percent": ("ร\uf70bอยละ 40", "40"),
    }.get(field, ("\uf0b7 ป\uf70aาและท\uf70bาย", "• ป่าและท้าย"))
    row = {"status": "อยู่ระหว่างดำเนินการ", "percent": "40", "action": "ทำ", field: typed}
    report = month_sheet(Month(2567, 3), {"1.1": row}, {"1": {field: typed}}).report
    entries: list[object] = [*report.outcomes, *report.entries]
    assert [str(getattr(entry, field)) for entry in entries if getattr(entry, field, "")] == [read]
