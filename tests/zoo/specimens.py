"""A zoo of hostile, damaged and odd files, each with the finding it must meet (None: it reads fine).

Every specimen is made here from a small workbook written by hand, so that what is wrong with it can be read
in one line.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from zoo.make import (
    HEAD,
    MAIN,
    OFFICE,
    PLAIN,
    RELATIONS,
    SHEET1,
    STRICT_MAIN,
    STRICT_OFFICE,
    STRINGS,
    STYLES,
    WORKBOOK,
    cell,
    changed,
    parts_of,
    patched,
    plain_parts,
    rows,
    sheet,
    styles,
    workbook,
    zipped,
)


@dataclass(frozen=True)
class Specimen:
    """A file and the code of the finding it must meet; None where it reads fine."""

    name: str
    data: bytes
    code: str | None


def _without(name: str) -> bytes:
    return changed((name, lambda _: None))


def _replaced(name: str, old: str, new: str) -> bytes:
    def change(data: bytes) -> bytes:
        assert old.encode() in data, f"{old} is not in {name}"
        return data.replace(old.encode(), new.encode())

    return changed((name, change))


def _with(name: str, data: bytes = b"x") -> bytes:
    return zipped({**plain_parts(), name: data})


def _bad_checksum() -> bytes:
    return patched(PLAIN, SHEET1, local=14, central=16, value=b"\0\0\0\0")


def _size_lie() -> bytes:
    """A part that unpacks to 40 MB and is declared to hold 100 bytes."""
    data = _with("xl/worksheets/sheet1.xml", sheet("").encode() + b" " * 40_000_000)
    return patched(data, SHEET1, local=22, central=24, value=struct.pack("<I", 100))


def _utf16() -> bytes:
    text = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "UTF-16")
    return changed((SHEET1, lambda _: text.encode("utf-16")))


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">{entities}]>'
    body = sheet('<row r="1"><c r="A1" t="str"><v>&l9;</v></c></row>').removeprefix(HEAD)
    return changed((SHEET1, lambda _: (doctype + body).encode()))


def _strict() -> bytes:
    parts = plain_parts()
    old_new = ((MAIN, STRICT_MAIN), (OFFICE, STRICT_OFFICE))
    for name, data in parts.items():
        for old, new in old_new:
            data = data.replace(old.encode(), new.encode())
        parts[name] = data
    return zipped(parts)


def _prefixed() -> bytes:
    text = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    table = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>ก</x:t></x:si><x:si><x:t>ข</x:t></x:si></x:sst>'
    return changed((SHEET1, lambda _: text.encode()), (STRINGS, lambda _: table.encode()))


def _sheets(count: int) -> bytes:
    return workbook(*[sheet("")] * count)


def _named(*names: str) -> bytes:
    return zipped(parts_of(*[sheet("")] * len(names), names=names))


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def _foreign() -> Iterator[tuple[str, bytes, str | None]]:
    """Files that are something else, whatever their name says."""
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    yield "empty file", b"", "file-empty"
    yield "encrypted workbook", _ole("EncryptedPackage"), "file-encrypted"
    yield (
        "workbook under a sensitivity label",
        _ole("EncryptedPackage" + "DRMEncryptedDataSpace"),
        "file-labelled",
    )
    yield "label of another kind", _ole("EncryptedPackage" + "DRMEncryptedTransform"), "file-labelled"
    yield "label with its policy first", _ole("DRMViewerContent" + "EncryptedPackage"), "file-labelled"
    yield (
        "encrypted by a standard key",
        _ole("StrongEncryptionDataSpace" + "EncryptedPackage"),
        "file-encrypted",
    )
    yield "old .xls with rights management", _ole("Workbook" + "\tDRMContent"), "file-labelled"
    yield "old .xls", _ole("Workbook"), "file-old-format"
    yield "old .doc", _ole("WordDocument"), "file-not-workbook"
    yield ".xlsb", _with("xl/workbook.bin"), "file-old-format"
    yield ".ods", zipped({"mimetype": mimetype, "content.xml": b"<x/>"}), "file-old-format"
    yield ".docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "file-not-workbook"
    yield ".pptx", zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "file-not-workbook"
    yield "zip of pictures", zipped({"a.jpg": b"\xff\xd8"}), "file-not-workbook"
    yield "workbook in a zip", zipped({"รายงาน.xlsx": PLAIN}), "file-not-workbook"
    yield "PDF", b"%PDF-1.7\n%\xe2\xe3", "file-not-workbook"
    yield "PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-not-workbook"
    yield "JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "file-not-workbook"
    yield "HTML", b"\xef\xbb\xbf <html><table></table></html>", "file-not-workbook"
    yield (
        "Excel 2003 XML",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
        "file-not-workbook",
    )
    yield "CSV in UTF-8", "กอง,ร้อยละ\nกองคลัง,50\n".encode(), "file-not-workbook"
    yield "CSV in Windows-874", "กอง,ร้อยละ\r\n".encode("cp874"), "file-not-workbook"
    yield "text in UTF-16", "กอง\tร้อยละ".encode("utf-16"), "file-not-workbook"
    yield "blanks only", b" " * 100, "file-not-workbook"
    yield "zero bytes", bytes(4096), "file-damaged"


def _containers() -> Iterator[tuple[str, bytes, str | None]]:
    """What may be wrong with the zip."""
    yield "cut in half", PLAIN[: len(PLAIN) // 2], "file-damaged"
    yield "cut at the end", PLAIN[:-30], "file-damaged"
    yield "only the signature", b"PK\x03\x04", "file-damaged"
    yield "encrypted part", patched(PLAIN, SHEET1, local=6, central=8, value=b"\1\0"), "file-encrypted"
    yield "bzip2 part", zipped(plain_parts(), zipfile.ZIP_BZIP2), "file-unsafe"
    yield "stored parts", zipped(plain_parts(), zipfile.ZIP_STORED), None
    yield "names equal but for case", _with("xl/Worksheets/SHEET1.xml"), "file-unsafe"
    yield "names of Windows", _renamed(lambda name: name.replace("/", "\\")), None
    yield "names from the root on", _renamed("/{}".format), None
    yield "names from here on", _renamed("./{}".format), None
    yield "names from the root of Windows", _renamed(lambda name: "\\" + name.replace("/", "\\")), None
    yield "one name in two spellings", _with("xl\\worksheets\\sheet1.xml"), "file-unsafe"
    yield "absolute name", _with("/etc/passwd"), "file-unsafe"
    yield "name of a share", _with("//server/a"), "file-unsafe"
    yield "name that climbs", _with("xl/../../evil"), "file-unsafe"
    yield "name that climbs backwards", _with("..\\evil"), "file-unsafe"
    yield "name with a drive", _with("C:evil"), "file-unsafe"
    yield "2,001 parts", zipped({**plain_parts(), **{f"a{i}": b"" for i in range(2000)}}), "file-unsafe"
    yield "ratio bomb", _with("xl/media/image1.png", b" " * 20_000_000), "file-too-large"
    yield "size that lies", _size_lie(), "file-damaged"
    yield "bad checksum", _bad_checksum(), "file-damaged"
    yield "local name that differs", _local_name(), "file-damaged"
    yield "parts that overlap", _overlapping(), "file-unsafe"
    yield (
        "names in other case",
        changed(("xl/sharedstrings.XML", lambda _: plain_parts()[STRINGS]), (STRINGS, lambda _: None)),
        None,
    )
    yield "no content types", _without("[Content_Types].xml"), "file-not-workbook"
    yield "no root relations", _without("_rels/.rels"), "file-not-workbook"
    yield "no workbook part", _without(WORKBOOK), "file-damaged"
    yield "no workbook relations", _without(RELATIONS), "file-damaged"
    yield "no sheet part", _without(SHEET1), "file-damaged"
    yield "no strings part", _without(STRINGS), "file-damaged"
    yield "no styles part", _without(STYLES), "file-damaged"


def _renamed(name: Callable[[str], str]) -> bytes:
    """The plain workbook with its parts under other names."""
    return zipped({name(part): data for part, data in plain_parts().items()})


def _local_name() -> bytes:
    at = PLAIN.find(SHEET1.encode())
    return PLAIN[:at] + b"y" + PLAIN[at + 1 :]


def _overlapping() -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        first = archive.getinfo(WORKBOOK).header_offset
    at = PLAIN.rfind(SHEET1.encode()) - 46
    return PLAIN[: at + 42] + struct.pack("<I", first) + PLAIN[at + 46 :]


def _workbooks() -> Iterator[tuple[str, bytes, str | None]]:
    """What may be odd with the list of sheets."""
    yield "no sheets", _sheets(0), "file-no-sheets"
    yield "300 sheets", _sheets(300), None
    yield "301 sheets", _sheets(301), "file-unsafe"
    yield "equal sheet names", _named("ต.ค.66", "ต.ค.66"), "sheet-duplicate"
    yield "sheet names equal but for case", _named("Data", "DATA"), "sheet-duplicate"
    yield "sheet without relation", _replaced(WORKBOOK, 'r:id="rId1"', 'r:id="rId9"'), "file-damaged"
    yield "sheet part used twice", _twice(), "file-damaged"
    yield (
        "sheet outside the file",
        _replaced(RELATIONS, '.xml"/>', '.xml" TargetMode="External"/>'),
        "file-damaged",
    )
    yield "relation id twice", _replaced(RELATIONS, 'Id="styles"', 'Id="strings"'), "file-damaged"
    yield "very hidden sheet", _replaced(WORKBOOK, 'sheetId="1"', 'sheetId="1" state="veryHidden"'), None
    yield "chart sheet only", _replaced(RELATIONS, "/worksheet", "/chartsheet"), "file-no-sheets"
    yield "chart sheet beside", _chart_beside(), None
    yield "absolute targets", _replaced(RELATIONS, 'Target="', 'Target="/xl/'), None
    yield "strict Open XML", _strict(), None
    yield "prefixed elements", _prefixed(), None
    yield "foreign namespace", _replaced(SHEET1, MAIN, "urn:other"), "file-damaged"
    yield (
        "workbook of 2,000 levels",
        _replaced(WORKBOOK, "<sheets>", "<a>" * 2000 + "</a>" * 2000 + "<sheets>"),
        "file-damaged",
    )


def _twice() -> bytes:
    parts = parts_of(sheet(""), sheet(""))
    parts[RELATIONS] = parts[RELATIONS].replace(b"sheet2.xml", b"sheet1.xml")
    return zipped(parts)


def _chart_beside() -> bytes:
    parts = parts_of(sheet(""), sheet(""))
    parts[RELATIONS] = parts[RELATIONS].replace(
        b'worksheet" Target="worksheets/sheet2', b'chartsheet" Target="x'
    )
    return zipped(parts)


def _xml() -> Iterator[tuple[str, bytes, str | None]]:
    """What may be wrong with the XML of a part."""
    plain = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    early = sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><row r="2"><c r="A2"><v>2</v></c></row>'
    )
    yield "UTF-16 part", _utf16(), "part-encoding"
    yield "declared TIS-620", _replaced(SHEET1, 'encoding="UTF-8"', 'encoding="TIS-620"'), "part-encoding"
    yield "byte order mark", changed((SHEET1, lambda data: b"\xef\xbb\xbf" + data)), None
    yield "no declaration", _replaced(SHEET1, HEAD, ""), None
    yield "comment in the data", _replaced(SHEET1, "<v>5</v>", "<!-- x --><v>5</v>"), None
    yield "byte that is no UTF-8", changed((SHEET1, lambda d: d.replace(b"<v>5", b"<v>\xa1"))), "file-damaged"
    yield "doctype", _replaced(SHEET1, HEAD, HEAD + "<!DOCTYPE worksheet>"), "file-damaged"
    yield "billion laughs", _laughs(), "file-damaged"
    yield "unknown entity", _replaced(SHEET1, "<v>5</v>", "<v>&nbsp;</v>"), "file-damaged"
    yield "cut XML", changed((SHEET1, lambda data: data[:-20])), "file-damaged"
    yield "junk after the end", changed((SHEET1, lambda data: data + b"<x/>")), "file-damaged"
    yield "empty part", changed((SHEET1, lambda _: b"")), "file-damaged"
    yield (
        "early close and rows after",
        workbook(early.replace("</row></sheetData></w", "</row></w")),
        "file-damaged",
    )
    yield (
        "early close and text after",
        workbook(plain.replace("</sheetData>", "</sheetData>99")),
        "file-damaged",
    )
    yield "second sheetData", workbook(sheet("", after='<sheetData><row r="1"/></sheetData>')), "file-damaged"
    yield "no sheetData", workbook(f'{HEAD}<worksheet xmlns="{MAIN}"/>'), "file-damaged"
    yield "cell outside a row", rows('<c r="A1"><v>1</v></c>'), "file-damaged"
    yield "row in a row", rows('<row r="1"><row r="2"/></row>'), "file-damaged"
    yield "cell in a cell", cell('<c r="A1"><c r="B1"><v>1</v></c></c>'), "file-damaged"
    yield "value outside a cell", rows('<row r="1"><v>1</v></row>'), "file-damaged"
    yield "value in a formula", cell('<c r="A1"><f><v>1</v></f></c>'), "file-damaged"
    yield "two values", cell('<c r="A1"><v>1</v><v>2</v></c>'), "file-damaged"
    yield "cell in a view", workbook(sheet("", before='<sheetViews><c r="A1"/></sheetViews>')), "file-damaged"
    yield "unbound prefix", cell('<c r="A1"><y:v>1</y:v></c>'), "file-damaged"
    yield "attribute twice", cell('<c r="A1" r="B1"><v>1</v></c>'), "file-damaged"
    yield "deep XML", workbook(sheet("", after="<!-- --><a>" * 100_000 + "</a>" * 100_000)), "file-damaged"


def _values() -> Iterator[tuple[str, bytes, str | None]]:
    """What may be wrong with a cell."""
    two = '<row r="1"><c r="A1"><v>1</v></c></row>'
    yield "string index too high", cell('<c r="A1" t="s"><v>2</v></c>'), "cell-broken"
    yield "string index below zero", cell('<c r="A1" t="s"><v>-1</v></c>'), "cell-broken"
    yield "string index no number", cell('<c r="A1" t="s"><v>x</v></c>'), "cell-broken"
    yield (
        "string count that lies",
        _replaced(STRINGS, 'uniqueCount="2"', 'uniqueCount="400000000"'),
        "file-damaged",
    )
    yield "style too high", cell('<c r="A1" s="3"><v>1</v></c>'), "cell-broken"
    yield "style no number", cell('<c r="A1" s="x"><v>1</v></c>'), "cell-broken"
    yield "value of an inline string", cell('<c r="A1" t="inlineStr"><v>1</v></c>'), "cell-broken"
    yield "inline string in a number", cell('<c r="A1"><is><t>1</t></is></c>'), "cell-broken"
    yield "text of an error", cell('<c r="A1" t="e"><v>percent</v></c>'), "cell-broken"
    yield "unknown type", cell('<c r="A1" t="z"><v>1</v></c>'), "cell-broken"
    yield "number nan", cell('<c r="A1"><v>nan</v></c>'), "cell-broken"
    yield "number inf", cell('<c r="A1"><v>inf</v></c>'), "cell-broken"
    yield "number 1e999", cell('<c r="A1"><v>1e999</v></c>'), "cell-broken"
    yield "number in Thai digits", cell('<c r="A1"><v>๑๒</v></c>'), "cell-broken"
    yield "number 1_000", cell('<c r="A1"><v>1_000</v></c>'), "cell-broken"
    yield "text as number", cell('<c r="A1"><v>ร้อยละ</v></c>'), "cell-broken"
    yield "boolean 2", cell('<c r="A1" t="b"><v>2</v></c>'), "cell-broken"
    yield "date no date", cell('<c r="A1" t="d"><v>2567-13-01</v></c>'), "cell-broken"
    yield "cell in another row", cell('<c r="A2"><v>1</v></c>'), "cell-broken"
    yield "lower-case reference", cell('<c r="a1"><v>1</v></c>'), "cell-broken"
    yield "reference without number", cell('<c r="A"><v>1</v></c>'), "cell-broken"
    yield "column beyond XFD", cell('<c r="XFE1"><v>1</v></c>'), "cell-broken"
    yield "column of 100,000 letters", cell(f'<c r="{"A" * 100_000}1"><v>1</v></c>'), "cell-broken"
    yield "row zero", rows('<row r="0"/>'), "cell-broken"
    yield "row beyond the last", rows('<row r="1048577"/>'), "cell-broken"
    yield "row of 5,000 digits", rows(f'<row r="{"9" * 5000}"/>'), "cell-broken"
    yield "same cell twice", cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), "cell-broken"
    yield "same row twice", rows(two + '<row r="1"><c r="A1"><v>2</v></c></row>'), "cell-broken"
    yield (
        "A1 and XFD1048576",
        rows(two + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "file-too-large",
    )
    yield (
        "A1 and a far empty text",
        rows(two + '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>'),
        "file-too-large",
    )
    yield (
        "one styled cell at row 200,000",
        rows(two + '<row r="200000"><c r="XFD200000" s="1"/></row>', styled=styles(9)),
        None,
    )
    yield "false dimension", workbook(sheet(two, before='<dimension ref="A1:XFD1048576"/>')), None
    yield (
        "merge of whole columns",
        workbook(sheet(two, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        None,
    )
    yield "error cell", cell('<c r="A1" t="e"><v>#REF!</v></c>'), None
    yield "formula without value", cell('<c r="A1"><f>1+1</f></c>'), None
    yield "half an emoji", cell('<c r="A1" t="str"><v>_xD83D_</v></c>'), None
    yield "date beyond the last", cell('<c r="A1" s="2"><v>1e300</v></c>'), None
    yield "late date of 1904", _late_1904(), None


def _late_1904() -> bytes:
    parts = parts_of(sheet('<row r="1"><c r="A1" s="1"><v>2958465</v></c></row>'), styled=styles(14))
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    return zipped(parts)


@cache
def zoo() -> tuple[Specimen, ...]:
    """Every specimen, in order."""
    from zoo.odd import odd

    makers = (_foreign, _containers, _workbooks, _xml, _values)
    return (*(Specimen(*specimen) for maker in makers for specimen in maker()), *odd())
