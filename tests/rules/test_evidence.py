"""Evidence: what only its writer can open, links that open nothing, words that lead nowhere."""

from __future__ import annotations

import pytest
from sheets import month_sheet, told

from toolkit.model.month import Month
from toolkit.model.plan import Step
from toolkit.rules.evidence import check_evidence

PROVEN = {"1.1": Step("1", "1", "ขั้นตอน", evidence_required=True)}
DONE, ONGOING = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ"


def found(text: str, status: str = DONE, steps: dict[str, Step] | None = None) -> list[str]:
    row = {"status": status, "percent": "40" if status == ONGOING else "", "action": "ทำ", "evidence": text}
    return told(check_evidence(month_sheet(Month(2567, 3), {"1.1": row}, steps=steps)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (r"C:\งาน\สรุป.pdf", r"C:\งาน\สรุป.pdf"),
        ("แฟ้ม d:/งาน/สรุป.pdf หน้า 3", "d:/งาน/สรุป.pdf"),
        ("file:///C:/งาน/สรุป.pdf", "file:///C:/งาน/สรุป.pdf"),
        (r"\\server\ita\สรุป.pdf", r"\\server\ita\สรุป.pdf"),
        ("/Users/somebody/สรุป.pdf", "/Users/somebody/สรุป.pdf"),
        ("http://localhost/ita", "http://localhost/ita"),
        ("http://192.168.1.20/ita", "http://192.168.1.20/ita"),
        ("ดู http://10.0.0.1/x.", "http://10.0.0.1/x"),
        ("/home/a/b.pdf", "/home/a/b.pdf"),
    ],
)
def test_places_that_nobody_else_can_open(text: str, place: str) -> None:
    assert found(text) == [f"evidence-local I9 {place}"]


@pytest.mark.parametrize(
    "text", ["https://user@www.example.test", "ดู https://user:pw@www.example.test/a, แฟ้ม 3"]
)
def test_an_address_with_a_login_is_told_without_it(text: str) -> None:
    assert found(text) == ["evidence-login I9 www.example.test"]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("http//www.example.test/a", "http//www.example.test/a"),
        ("http:/www.example.test", "http:/www.example.test"),
        ("https:www.example.test", "https:www.example.test"),
        ("https;//www.example.test", "https;//www.example.test"),
        ("htp://www.example.test", "htp://www.example.test"),
        ("ดู https:// www.example.test", "https://"),
        ("https ://www.example.test", "https ://www.example.test"),
        ("http://http://www.example.test", "http://http://www.example.test"),
        (r"http:\\www.example.test", r"http:\\www.example.test"),
        ("https://www.example.test/a, http://b", "http://b"),
    ],
)
def test_links_that_open_nothing(text: str, link: str) -> None:
    assert found(text) == [f"evidence-link I9 {link}"]


@pytest.mark.parametrize(
    "text",
    [
        *("https://www.example.test/a?b=1#c", "http://www.example.test:8080/", "www.example.test/ita"),
        *(
            "ดู https://example.test/a, https://example.test/b.",
            "(https://example.test)",
            "HTTPS://EXAMPLE.TEST/A",
        ),
        *(
            "https://ตัวอย่าง.ไทย/ผล",
            "https://example.test/file:/a",
            "example.test/users/a",
            "https://1.2.3.4/a",
        ),
        *("บันทึกข้อความ ที่ ทย 51201/203", "แฟ้มที่ 3/2567", "คำสั่งที่ 12/2567", "ภาพถ่าย 4 ภาพ", "", "-"),
        *("หน้า 3/5 ของ http", "ข้อ ก:/ข้อ ข"),
    ],
)
def test_sound_evidence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["มี", "ตามแนบ", "ตาม เอกสารแนบ", "แนบแล้ว", "OK", "✓", "รูปภาพ"])
def test_words_that_lead_nowhere_where_evidence_is_required(text: str) -> None:
    assert found(text, DONE, PROVEN) == [f"evidence-vague I9 {text}"]
    assert found(text, ONGOING, PROVEN) == found(text) == []
