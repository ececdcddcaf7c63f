"""Which addresses everybody can open, and which texts are files on one machine."""

from __future__ import annotations

import pytest

from toolkit.model.links import (
    address_fault,
    find_addresses,
    find_local_path,
    join_address,
    replace_local_paths,
)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("ไม่มีลิงก์", []),
        ("ดู https://a.example/b?c=1#d.", ["https://a.example/b?c=1#d"]),
        ("(https://a.example/แผน) www.b.example", ["https://a.example/แผน", "https://www.b.example"]),
        ("“https://a.example/b”, แล้ว", ["https://a.example/b"]),
        ("https://a.example/b, https://c.example/d;", ["https://a.example/b", "https://c.example/d"]),
        ("HTTPS://A.example", ["HTTPS://A.example"]),
        ("https://a.example/plan(1).pdf, ต่อ", ["https://a.example/plan(1).pdf"]),
        ("(ดู https://a.example/plan(1).pdf)", ["https://a.example/plan(1).pdf"]),
        ("https://a.example/a[2].pdf;", ["https://a.example/a[2].pdf"]),
        ("[แผน](https://a.example/แผน).", ["https://a.example/แผน"]),
        ("https://a.example/b(ดูหน้า 3)", ["https://a.example/b"]),
        ("(https://a.example/ก),(https://b.example)", ["https://a.example/ก", "https://b.example"]),
        (
            "https://a.example/สรุป_(ฉบับ_2)_[ร่าง].pdf...",
            ["https://a.example/สรุป_(ฉบับ_2)_[ร่าง].pdf"],
        ),
        ("https://a.example/b]c", ["https://a.example/b"]),
        (
            "https://a.example/,https://b.example/;www.c.example",
            ["https://a.example/", "https://b.example/", "https://www.c.example"],
        ),
        ("https://a.example/b\nhttps://c.example/d", ["https://a.example/b", "https://c.example/d"]),
        ("https://a.example/b.pdfhttp://c.example/d", ["https://a.example/b.pdf", "http://c.example/d"]),
        ("https://a.example/@13.75,100.5", ["https://a.example/@13.75,100.5"]),
        ("https://a.example/go?to=https://b.example/c", ["https://a.example/go?to=https://b.example/c"]),
        ("https://w.example/2024/https://b.example/", ["https://w.example/2024/https://b.example/"]),
        (
            "https://o.sharepoint.com/:x:/s/fin/Eab?e=1 https://o-my.sharepoint.com/:f:/r/p/ก/ข?e=2",
            ["https://o.sharepoint.com/:x:/s/fin/Eab?e=1", "https://o-my.sharepoint.com/:f:/r/p/ก/ข?e=2"],
        ),
        (
            "https://o.sharepoint.com/_layouts/15/Doc.aspx?sourcedoc={A-B}&action=view",
            ["https://o.sharepoint.com/_layouts/15/Doc.aspx?sourcedoc={A-B}&action=view"],
        ),
        ("https://a.example/กองการศึกษาฯ. ต่อ", ["https://a.example/กองการศึกษาฯ"]),
        ("https://a.example/b ฯ https://a.example/bฯ", ["https://a.example/b", "https://a.example/b"]),
        ("ms-excel:ofe|u|https://o.sharepoint.com/ก.xlsx", ["https://o.sharepoint.com/ก.xlsx"]),
        (
            "https://1drv.ms/x/s!Ak?e=1;1.https://b.example",
            ["https://1drv.ms/x/s!Ak?e=1;1", "https://b.example"],
        ),
        ("x@www.a.example a/www.b.example", []),
        ("ftp://a.example file:///a javascript:x", []),
    ],
)
def test_find_addresses(text: str, addresses: list[str]) -> None:
    assert list(find_addresses(text)) == addresses


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://www.example.test", None),
        ("http://www.example.test:8080/แผน/สรุป.pdf?ปี=2567", None),
        ("https://ตัวอย่าง.ไทย/ผล", None),
        ("https://1.2.3.4/a", None),
        ("https://172.32.0.1/a", None),
        ("https://maps.example/@13.75,100.5", None),
        ("http://10.0.0.1/x", "local"),
        ("http://192.168.1.20", "local"),
        ("http://172.16.0.1/", "local"),
        ("http://172.31.255.254/", "local"),
        ("http://169.254.1.1/", "local"),
        ("http://127.0.0.1:9/", "local"),
        ("http://[::1]/", "local"),
        ("http://localhost", "local"),
        ("http://localhost:8000/ita", "local"),
        ("http://nas.local/ita", "local"),
        ("https://user@www.example.test", "login"),
        ("https://user:pass@www.example.test/x", "login"),
        ("https://user:pass@10.0.0.1/", "login"),
        ("https://", "malformed"),
        ("https://www", "malformed"),
        ("http//www.example.test", "malformed"),
        ("https:www.example.test", "malformed"),
        ("http://http://www.example.test", "malformed"),
        ("https://a..example/", "malformed"),
        ("https://a.example:99999/", "malformed"),
        ("https://a.example,https://b.example", "malformed"),
        ("http://[::1/", "malformed"),
        ("ftp://a.example", "malformed"),
    ],
)
def test_address_fault(address: str, fault: str | None) -> None:
    assert address_fault(address) == fault


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (r"C:\งาน\สรุป.pdf", r"C:\งาน\สรุป.pdf"),
        ("แฟ้ม D:/งาน/สรุป.pdf หน้า 3", "D:/งาน/สรุป.pdf"),
        (r"\\server\share", r"\\server\share"),
        (r"ที่ \\fs-01\งาน\ก.xlsx.", r"\\fs-01\งาน\ก.xlsx"),
        ("file:///C:/งาน/สรุป.pdf", "file:///C:/งาน/สรุป.pdf"),
        ("(/home/a/b.pdf)", "/home/a/b.pdf"),
        ("/Users/somebody/สรุป.pdf”", "/Users/somebody/สรุป.pdf"),
        ("https://a.example/home/a example.test/users/a", ""),
        ("https://example.test/file:/a", ""),
        ("https://o.sharepoint.com/:x:/s/finance/Eab", ""),
        ("https://o-my.sharepoint.com/:w:/g/personal/a/Eab?e=c และ www.o.example/:b:/g/x", ""),
        ("https://o.sharepoint.com/:b:/g/Eab d:/งาน/ก.pdf", "d:/งาน/ก.pdf"),
        ("d:/งาน/ก.pdf,https://a.example/:f:/r/b", "d:/งาน/ก.pdf"),
        (r"http:\\www.example.test", ""),
        ("ข้อ ก:/ข้อ ข และ 1:/2 และ/หรือ", ""),
        ("", ""),
    ],
)
def test_find_local_path(text: str, path: str) -> None:
    assert find_local_path(text) == path
    assert (replace_local_paths(text, "–") == text) == (path == "")


def test_folders_with_blanks_are_replaced_whole() -> None:
    text = r"เก็บที่ \\fs01\งาน แผน\2567.xlsx แล้ว, C:\My Documents\ก.doc"
    assert replace_local_paths(text, "–") == "เก็บที่ – แล้ว, –"


@pytest.mark.parametrize(
    ("text", "address", "joined"),
    [
        ("รายงานการประชุม.pdf", "https://a.example/f/1", "รายงานการประชุม.pdf (https://a.example/f/1)"),
        ("", "https://a.example/f/1", ""),
        ("https://a.example/%E0%B8%81/", "https://a.example/ก", "https://a.example/%E0%B8%81/"),
        ("www.a.example", "http://www.a.example/", "www.a.example"),
        ("https://a.example/2567", "https://a.example/2566", "https://a.example/2567"),
        (
            "https://a.example/fi…",
            "https://a.example/file/1",
            "https://a.example/fi… (https://a.example/file/1)",
        ),
        ("แผน", "https://a.example/ก ข.pdf", "แผน (https://a.example/ก%20ข.pdf)"),
        ("แผน", "https://a.example/ก(1", "แผน (https://a.example/ก%281)"),
        ("แผน", "mailto:a@b.example", "แผน"),
        ("แผน", "file:///D:/a.pdf", "แผน"),
        ("แผน", "#'ต.ค.66'!A1", "แผน"),
    ],
)
def test_the_address_behind_a_text(text: str, address: str, joined: str) -> None:
    assert join_address(text, address) == joined
    assert join_address(joined, address) == joined
