"""Small workbooks written by hand, and pieces of them changed: what the specimens of the zoo are made of."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = (1980, 1, 1, 0, 0, 0)

SHEET1, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

Parts = dict[str, bytes]


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part around rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*items: str) -> str:
    """A table of shared strings from the XML inside each `si`."""
    inner = "".join(f"<si>{item}</si>" for item in items)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(items)}" uniqueCount="{len(items)}">{inner}</sst>'


def styles(*formats: int | str) -> str:
    """Cell styles by number format: a built-in id or a custom code; style 0 is general."""
    codes = [format_ for format_ in formats if isinstance(format_, str)]
    custom = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for i, code in enumerate(codes)
    )
    ids = [164 + codes.index(format_) if isinstance(format_, str) else format_ for format_ in (0, *formats)]
    xfs = "".join(f'<xf numFmtId="{id_}"/>' for id_ in ids)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{custom}</numFmts>'
        f'<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>'
    )


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A relations part: id -> (type's last word, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def parts_of(
    *sheets: str, shared: str | None = None, styled: str | None = None, names: tuple[str, ...] = ()
) -> Parts:
    """The parts of a workbook with sheets Sheet1, Sheet2, … or of the names given."""
    titles = [*names, *(f"Sheet{number}" for number in range(len(names) + 1, len(sheets) + 1))]
    targets = {
        f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)
    }
    listed = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        WORKBOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    if shared is not None:
        parts[STRINGS] = shared
        targets["strings"] = ("sharedStrings", "sharedStrings.xml")
    if styled is not None:
        parts[STYLES] = styled
        targets["styles"] = ("styles", "styles.xml")
    parts[RELATIONS] = relations(targets)
    return {name: part.encode() for name, part in parts.items()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a zip of parts, the same each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _FIXED)
            # On Windows a ZipInfo takes backslashes for slashes, and some parts are to have them.
            info.filename = name
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def workbook(*sheets: str, shared: str | None = None, styled: str | None = None) -> bytes:
    """A workbook from whole worksheet parts."""
    return zipped(parts_of(*sheets, shared=shared, styled=styled))


def rows(xml: str, shared: str | None = None, styled: str | None = None) -> bytes:
    """A workbook of one sheet from its rows."""
    return workbook(sheet(xml), shared=shared, styled=styled)


def cell(xml: str) -> bytes:
    """A workbook of one row with cells."""
    return rows(f'<row r="1">{xml}</row>', strings("<t>ก</t>", "<t>ข</t>"), styles(9, 14))


PLAIN = cell('<c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c>')


def changed(*changes: tuple[str, Callable[[bytes], bytes | None]]) -> bytes:
    """The plain workbook with parts changed, or left out where the change gives None."""
    parts: dict[str, bytes | None] = dict(plain_parts())
    for name, change in changes:
        parts[name] = change(parts.get(name) or b"")
    return zipped({name: data for name, data in parts.items() if data is not None})


def patched(data: bytes, part: str, *, local: int, central: int, value: bytes) -> bytes:
    """A zip with bytes of one member's local and central headers overwritten at the offsets given."""
    patch = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo(part).header_offset
    patch[start + local : start + local + len(value)] = value
    entry = -1
    while (entry := data.find(b"PK\x01\x02", entry + 1)) >= 0:
        length = struct.unpack_from("<H", data, entry + 28)[0]
        if data[entry + 46 : entry + 46 + length] == part.encode():
            patch[entry + central : entry + central + len(value)] = value
    return bytes(patch)


def plain_parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
