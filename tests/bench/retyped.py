"""Typing anything at all into cells of a workbook's bytes, as people and spreadsheet programs do.

A value is written as in `markdown_book`: `7` a number, `"7"` in quotes a text, `#REF!` an error, `=A1` a
formula without a stored value, `50%` a number in a percent format, `1967-04-05` a date cell; all else is
text, and "" nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"-?\d+(\.\d+)?%", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)")
_SHEET = re.compile(r'<sheet name="([^"]*)"')
_FORMATS = re.compile(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', re.DOTALL)
_EPOCH = dt.date(1899, 12, 30)


def retype(
    data: bytes, cells: Mapping[str, str], parts: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A workbook as XlsxWriter made it, with cells ("ธ.ค.66!H12") typed anew, and the first occurrence of a
    text in other parts replaced. Raises KeyError for a sheet, cell or text that is not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    names = _SHEET.findall(content["xl/workbook.xml"].decode())
    styles, percent, date = _with_formats(content["xl/styles.xml"].decode())
    content["xl/styles.xml"] = styles.encode()
    by_part: dict[str, dict[str, str]] = {}
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        part = f"xl/worksheets/sheet{dict(zip(names, range(1, 1000), strict=False))[sheet]}.xml"
        by_part.setdefault(part, {})[cell] = _cell(cell, value, percent, date)
    for part, written in by_part.items():
        content[part] = _replaced(content[part].decode(), written).encode()
    for part, (old, new) in (parts or {}).items():
        if old.encode() not in content[part]:
            raise KeyError(f"{old!r} is not in {part}")
        content[part] = content[part].replace(old.encode(), new.encode(), 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, piece in content.items():
            archive.writestr(zipfile.ZipInfo(name), piece, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_formats(styles: str) -> tuple[str, int, int]:
    """The styles with a percent and a date format added, and their numbers."""
    found = _FORMATS.search(styles)
    assert found is not None
    count = int(found[1])
    more = '<xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/>'
    formats = f'<cellXfs count="{count + 2}">{found[2]}{more}</cellXfs>'
    return styles[: found.start()] + formats + styles[found.end() :], count, count + 1


def _cell(cell: str, value: str, percent: int, date: int) -> str:
    if not value:
        return f'<c r="{cell}"/>'
    if _ERROR.fullmatch(value):
        return f'<c r="{cell}" t="e"><v>{value}</v></c>'
    if value.startswith("="):
        return f'<c r="{cell}"><f>{escape(value[1:])}</f></c>'
    if _PERCENT.fullmatch(value):
        return f'<c r="{cell}" s="{percent}"><v>{float(value[:-1]) / 100!r}</v></c>'
    if _DATE.fullmatch(value):
        return f'<c r="{cell}" s="{date}"><v>{(dt.date.fromisoformat(value) - _EPOCH).days}</v></c>'
    if _NUMBER.fullmatch(value):
        return f'<c r="{cell}"><v>{value}</v></c>'
    text = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _replaced(xml: str, written: Mapping[str, str]) -> str:
    for cell, new in written.items():
        pattern = rf'<c r="{cell}"(?:[^>]*?/>|[^>]*[^/]>.*?</c>)'
        xml, count = re.subn(pattern, lambda _, new=new: new, xml, count=1, flags=re.DOTALL)
        if not count:
            raise KeyError(f"no such cell to type in: {cell}")
    return xml
