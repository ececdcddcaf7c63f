"""Raw cells of a workbook, read from the zip and the XML, and what people mean by them.

Months are counted from month 0 of the Buddhist era (year * 12 + month - 1), so that they subtract.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

BANGKOK = dt.timezone(dt.timedelta(hours=7))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
INVISIBLE = str.maketrans("", "", "\u200b\ufeff\u2060")
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
LONG = [
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
]


@dataclass(frozen=True)
class Cell:
    """A raw cell: its text, whether it is a number, whether it is shown in percent."""

    text: str = ""
    number: bool = False
    percent: bool = False


BLANK = Cell()
Row = dict[str, Cell]


def sheets(data: bytes) -> Iterator[dict[int, dict[str, Cell]]]:
    """Each worksheet as cells by row number and column letters; blank cells are left out."""
    book = zipfile.ZipFile(io.BytesIO(data))
    shared: list[str] = []
    if "xl/sharedStrings.xml" in book.namelist():
        root = ET.fromstring(book.read("xl/sharedStrings.xml"))
        shared = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in root]
    styles = ET.fromstring(book.read("xl/styles.xml"))
    codes = {
        element.get("numFmtId"): element.get("formatCode", "") for element in styles.iter(MAIN + "numFmt")
    }
    codes |= {"9": "0%", "10": "0.00%"}
    formats = styles.find(MAIN + "cellXfs")
    percent = ["%" in codes.get(format_.get("numFmtId"), "") for format_ in formats or ()]
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
        target = targets[sheet.get(LINKS + "id")].removeprefix("/xl/")
        rows: dict[int, dict[str, Cell]] = {}
        for c in ET.fromstring(book.read("xl/" + target)).iter(MAIN + "c"):
            kind, value = c.get("t", "n"), c.findtext(MAIN + "v") or ""
            if kind == "s":
                value = shared[int(value)]
            elif kind == "inlineStr":
                value = "".join(t.text or "" for t in c.iter(MAIN + "t"))
            value = value.translate(INVISIBLE).strip()
            if value:
                column, row = re.fullmatch(r"([A-Z]+)(\d+)", c.get("r", "")).groups()  # type: ignore[union-attr]
                rows.setdefault(int(row), {})[column] = Cell(
                    value, kind == "n", percent[int(c.get("s", "0"))]
                )
        yield rows


def tables(data: bytes) -> list[tuple[str, list[tuple[str, Row]]]]:
    """Each table of the workbook as its name and (text of column A, cells by field id) per data row."""
    found: list[tuple[str, list[tuple[str, Row]]]] = []
    for rows in sheets(data):
        fields: dict[str, str] = {}
        table: list[tuple[str, Row]] = []
        for number in sorted(rows):
            cells = rows[number]
            first = cells.get("A", BLANK).text
            if first.startswith("ita:"):
                fields = {column: cell.text for column, cell in cells.items() if column != "A"}
                table, heading = [], number + 1
                found.append((first.removeprefix("ita:"), table))
            elif fields and (number != heading or first):
                table.append((first, {fields[c]: cell for c, cell in cells.items() if c in fields}))
    return found


def exact(cell: Cell) -> Fraction:
    """A number cell as people see it: the shortest decimal that is this double."""
    return Fraction(repr(float(cell.text)))


def day_of(cell: Cell) -> dt.date | None:
    """A date cell or Thai date text as a date of the Christian era; a month alone is its first day."""
    if cell.number:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(float(cell.text)))
        return day.replace(year=day.year - 543) if day.year > 2400 else day
    names = {name: i % 12 + 1 for i, name in enumerate([*SHORT, *LONG])}
    text = cell.text.translate(DIGITS)
    if found := re.search(r"(\d{1,2})?\s*(" + "|".join(map(re.escape, names)) + r")\s*(\d{2,4})$", text):
        parts = int(found[3]), names[found[2]], int(found[1] or 1)
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text):
        parts = int(found[1]), int(found[2]), int(found[3] or 1)
    else:
        return None
    year = parts[0] + (2500 if parts[0] < 100 else 0)
    return dt.date(year - 543 if year > 2400 else year, *parts[1:])


def month_number(cell: Cell) -> int | None:
    day = day_of(cell)
    return None if day is None else (day.year + 543) * 12 + day.month - 1


def month_text(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def begins(month: int) -> dt.datetime:
    return dt.datetime(month // 12 - 543, month % 12 + 1, 1, tzinfo=BANGKOK)


def percent_of(cell: Cell) -> Fraction | None:
    """The typed percent; None where it cannot be read."""
    if cell.number:
        value = exact(cell)
        return value * 100 if cell.percent or 0 < value < 1 else value
    found = re.fullmatch(r"(?:ร้อยละ)?\s*(\d+(?:\.\d+)?)\s*%?", cell.text.translate(DIGITS))
    return Fraction(found[1]) if found else None
