"""What the tests of marked workbooks share: findings to mark, and comparing workbooks part by part."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree
from small_office import SmallOffice, sheet
from zoo.make import zipped

from toolkit.books.returned_copy import ReturnedWorkbook
from toolkit.messages.catalogue import in_order
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK
from toolkit.xlsx.layouts import FINDINGS_SHEET
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.xml_trees import MAIN

AT = dt.datetime(2024, 1, 5, 9, 0, tzinfo=BANGKOK)
OCTOBER, NOVEMBER = "ต.ค.66", "พ.ย.66"
FINDINGS = in_order(
    (
        Finding("percent-range", NOVEMBER, "H12", "120"),
        Finding("status-unknown", NOVEMBER, "G13", "ทำแล้วจ้า"),
        Finding("percent-wording", NOVEMBER, "G13", "ทำแล้วจ้า", "100"),
        Finding("action-missing", NOVEMBER, "I13"),
        Finding("result-missing", NOVEMBER, "D17", "1"),
        Finding("status-variant", OCTOBER, "G12", "กำลังทำ", "อยู่ระหว่างดำเนินการ"),
        Finding("month-unsigned", OCTOBER, "D7", "ตุลาคม 2566", "ผู้รายงาน"),
        Finding("key-mismatch", OCTOBER, "A12", "ขั้นตอนอื่น", "1.1"),
        Finding("row-blank", OCTOBER, "", "1.2"),
    )
)


def verdict(*findings: Finding) -> ReturnedWorkbook:
    return ReturnedWorkbook("สำนักปลัด", "inbox/รายงาน.xlsx", AT, findings or FINDINGS)


def nothing() -> ReturnedWorkbook:
    """A verdict without findings: marks go, none come."""
    return ReturnedWorkbook("สำนักปลัด", "inbox/รายงาน.xlsx", AT, ())


def faulty(office: SmallOffice) -> bytes:
    """The workbook of the first division, filled with some of the faults of `FINDINGS`."""
    wrong = {"status": "ทำแล้วจ้า", "percent": "", "action": ""}
    return office.fill(
        "01",
        sheet("ต.ค.", "2023-10-31", {"1.1": "p40", "1.2": "n"}, reporter=""),
        sheet("พ.ย.", "2023-11-30", {"1.1": "p120", "1.2": wrong}),
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one part's text changed, which the change has to do."""
    content = parts(data)
    before = content[part].decode()
    assert change(before) != before, f"nothing changed in {part}"
    return zipped(content | {part: change(before).encode()})


def differing(before: bytes, after: bytes) -> set[str]:
    """The names of the parts that are not the same bytes in both."""
    one, other = parts(before), parts(after)
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def canonical(xml: bytes, *left_out: str) -> bytes:
    """A part's canonical XML, without children of some names."""
    root = etree.fromstring(xml)
    for name in left_out:
        for match in root.findall(f"{{{MAIN}}}{name}"):
            root.remove(match)
    return bytes(etree.tostring(root, method="c14n"))


def values(data: bytes) -> dict[str, object]:
    """All that is read of every sheet but ผลตรวจ."""
    book = read_book(data)
    return {name: sheet.rows for name, sheet in book.sheets.items() if name != FINDINGS_SHEET}


def prefixed(data: bytes) -> bytes:
    """The workbook with a prefix on every element of sheets, as some programs write."""
    content = parts(data)
    for name, xml in content.items():
        if f'xmlns="{MAIN}"'.encode() in xml:
            text = xml.decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
            content[name] = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text).encode()
    return zipped(content)
