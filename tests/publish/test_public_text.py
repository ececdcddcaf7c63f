"""What may be shown of people's texts, and the addresses in them."""

from __future__ import annotations

import time

import pytest

from toolkit.publish.public_text import HIDDEN_EMAIL, HIDDEN_PATH, HIDDEN_PERSON, find_links, public


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ไม่มีอะไรต้องซ่อน", "ไม่มีอะไรต้องซ่อน"),
        ("ส่งที่ a.b+c@dept.example.go.th ภายในวันศุกร์", f"ส่งที่ {HIDDEN_EMAIL} ภายในวันศุกร์"),
        ("ส่งที่a@b.example", f"ส่งที่{HIDDEN_EMAIL}"),
        ("mailto:a@b.example", HIDDEN_EMAIL),
        ("a＠b.example และ c @ d.example", f"{HIDDEN_EMAIL} และ {HIDDEN_EMAIL}"),
        ("https://maps.example/@13.75,100.5,15z", "https://maps.example/@13.75,100.5,15z"),
        ("ราคา @ 20 บาท", "ราคา @ 20 บาท"),
        ("ราคา@20.50 บาท", "ราคา@20.50 บาท"),
        ("a@b.example.แล้ว", f"{HIDDEN_EMAIL}"),
        ("a@b.exampleแล้ว", f"{HIDDEN_EMAIL}แล้ว"),
        ("นาย ก@b.example", f"นาย {HIDDEN_EMAIL}"),
        ("ธุรการ@เทศบาล.ไทย", HIDDEN_EMAIL),
        ("a(at)b.example [at] a%40b.example", f"{HIDDEN_EMAIL} [at] {HIDDEN_EMAIL}"),
        (r"เก็บที่ \\fs01\งาน แผน\2567.xlsx แล้ว", f"เก็บที่ {HIDDEN_PATH} แล้ว"),
        (r"C:\Documents and Settings\x\ก.doc, D:/งาน", f"{HIDDEN_PATH} {HIDDEN_PATH}"),
        ("file:///home/x/ก.pdf", HIDDEN_PATH),
        ("อยู่ที่ /home/a/b.pdf", f"อยู่ที่ {HIDDEN_PATH}"),
        ("https://a.example/home/a", "https://a.example/home/a"),
        ("อัตรา 1:/2 และ/หรือ http://a.example:80/b", "อัตรา 1:/2 และ/หรือ http://a.example:80/b"),
        ("บัตร 1-1017-00230-70-8 ของ", f"บัตร {HIDDEN_PERSON} ของ"),
        ("๑๑๐๑๗๐๐๒๓๐๗๐๘", HIDDEN_PERSON),
        ("1101700230709 0994000165676 11017002307081", "1101700230709 0994000165676 11017002307081"),
        ("โทร. 02-123-4567", "โทร. 02-123-4567"),
        ("หนึ่ง\u202eสอง\x07\nสาม", "หนึ่งสอง\nสาม"),
    ],
)
def test_public(text: str, shown: str) -> None:
    assert public(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000 + "@",
        "a@" * 100_000,
        "@" * 200_000,
        "www." * 50_000,
        "C:\\" * 50_000,
        "1 " * 100_000,
        "a.@" * 60_000,
        "a@" + "b." * 90_000,
    ],
)
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    public(text)
    list(find_links(text))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("ไม่มีลิงก์", []),
        ("ดู https://a.example/b?c=1#d.", [("https://a.example/b?c=1#d", True)]),
        (
            "(http://a.example/แผน) และ www.b.example",
            [("http://a.example/แผน", True), ("https://www.b.example", True)],
        ),
        ("HTTPS://A.example/x", [("HTTPS://A.example/x", True)]),
        ("https://user:secret@a.example/", [("https://user:secret@a.example/", False)]),
        ("http://10.0.0.1/x", [("http://10.0.0.1/x", False)]),
        ("https://a.example/?to=x@b.example", [("https://a.example/?to=x@b.example", False)]),
        ("https://a.example/?to=x%40b.example", [("https://a.example/?to=x%40b.example", False)]),
        ("https://เครื่องฉัน/แผน", [("https://เครื่องฉัน/แผน", False)]),
        ("https://a..example/ http://[::1/", [("https://a..example/", False)]),
        ("https://a.example:99999/", [("https://a.example:99999/", False)]),
        ('https://a.example/"onclick="x', [("https://a.example/", True)]),
        ("javascript:alert(1) file:///etc/passwd ftp://a.example", []),
        ("https://a.example/" + "x" * 3000, [("https://a.example/" + "x" * 3000, False)]),
    ],
)
def test_find_links(text: str, links: list[tuple[str, bool]]) -> None:
    assert list(find_links(text)) == links
