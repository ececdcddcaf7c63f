"""Odd but honest files, as programs and people make them, and files that carry more than values.

All of them read; what they carry is told by the rules (`toolkit.rules.safety`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zoo.altered import with_links, with_parts
from zoo.make import (
    HEAD,
    MAIN,
    OFFICE,
    PACKAGE,
    PLAIN,
    SHEET1,
    STRINGS,
    WORKBOOK,
    cell,
    changed,
    parts_of,
    rows,
    sheet,
    strings,
    styles,
    workbook,
    zipped,
)
from zoo.specimens import Specimen

CONTENT_TYPES = "[Content_Types].xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _swapped(name: str, old: str, new: str) -> bytes:
    def change(data: bytes) -> bytes:
        assert old in data.decode()
        return data.decode().replace(old, new, 1).encode()

    return changed((name, change))


def _root(attributes: str) -> bytes:
    return _swapped(SHEET1, f'xmlns="{MAIN}"', f'xmlns="{MAIN}" {attributes}')


def _after(xml: str) -> bytes:
    return workbook(sheet(ROW, after=xml))


def _before(xml: str) -> bytes:
    return workbook(sheet(ROW, before=xml))


def _related(kind: str, part: str, target: str, mode: str = "") -> bytes:
    relation = f'<Relationship Id="more" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    data = _swapped("xl/_rels/workbook.xml.rels", "</Relationships>", relation)
    return with_parts(data, {part: b"<x/>"}) if part else data


def _typed(part: str, kind: str) -> bytes:
    """A workbook that declares a kind of content for one of its parts."""
    override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    types = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{override}</Types>'
    return with_parts(PLAIN, {CONTENT_TYPES: types.encode()})


def programs() -> Iterator[tuple[str, bytes, str | None]]:
    """What spreadsheet programs write that is not in the usual form."""
    yield "root of Excel with revisions", _root('xmlns:xr="urn:xr" xr:uid="{0}" xmlns:x14ac="urn:x"'), None
    yield "root of WPS", _root('xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'), None
    yield "sheet properties of Google", _before('<sheetPr><outlinePr summaryBelow="0"/></sheetPr>'), None
    yield (
        "alternate content",
        _after(f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice/></mc:AlternateContent>'),
        None,
    )
    yield "texts in cells", cell('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> ก </t></is></c>'), None
    yield "rich text in a cell", cell('<c r="A1" t="inlineStr"><is><r><t>ก</t></r></is></c>'), None
    yield (
        "phonetic runs",
        rows(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
            strings('<t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh><phoneticPr fontId="1"/>'),
        ),
        None,
    )
    yield "shared formulas", cell('<c r="A1"><f t="shared" ref="A1:B1" si="0">1</f><v>1</v></c>'), None
    yield "array formula", cell('<c r="A1"><f t="array" ref="A1:A2">ROW(A1:A2)</f><v>1</v></c>'), None
    yield (
        "dynamic array",
        cell('<c r="A1" cm="1"><f t="array" ref="A1">_xlfn.SEQUENCE(1)</f><v>1</v></c>'),
        None,
    )
    yield "data table", cell('<c r="A1"><f t="dataTable" ref="A1" dt2D="1" r1="B1"/><v>1</v></c>'), None
    yield "picture in a cell", cell('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>'), None
    yield "metadata part", with_parts(PLAIN, {"xl/metadata.xml": b"<metadata/>"}), None
    yield "threaded comments", with_parts(PLAIN, {"xl/threadedComments/threadedComment1.xml": b"<x/>"}), None
    yield "signature", with_parts(PLAIN, {"_xmlsignatures/sig1.xml": b"<x/>"}), None
    yield "sensitivity label", with_parts(PLAIN, {"docMetadata/LabelInfo.xml": b"<x/>"}), None
    yield "pivot cache", with_parts(PLAIN, {"xl/pivotCache/pivotCacheDefinition1.xml": b"<x/>"}), None
    yield "60,000 styles", rows(ROW, styled=styles(*[9] * 60_000)), None
    yield (
        "extension of dropdowns",
        _after(
            f'<extLst><ext xmlns:x14="{_X14}"><x14:dataValidations><x14:dataValidation type="list">'
            '<xm:sqref xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">A1</xm:sqref>'
            "</x14:dataValidation></x14:dataValidations></ext></extLst>"
        ),
        None,
    )
    yield "CDATA in a value", cell('<c r="A1" t="str"><v><![CDATA[ก]]></v></c>'), None
    yield "CDATA in a string", _swapped(STRINGS, "<t>ก</t>", "<t><![CDATA[ก]]></t>"), None
    yield "CDATA in a formula", cell('<c r="A1"><f><![CDATA[1<2]]></f><v>1</v></c>'), None
    yield "date with a zone", cell('<c r="A1" t="d"><v>2024-01-15T10:14:28Z</v></c>'), None


def people() -> Iterator[tuple[str, bytes, str | None]]:
    """What people do with a sheet."""
    yield "password on the sheet", _after('<sheetProtection sheet="1" password="CC1A"/>'), None
    yield "filter that hides", _after('<autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>'), None
    yield "filter mode", _before('<sheetPr filterMode="1"/>'), None
    yield "whole columns merged", _after('<mergeCells count="1"><mergeCell ref="A:XFD"/></mergeCells>'), None
    yield "link inside the book", _after('<hyperlinks><hyperlink ref="A1" location="A9"/></hyperlinks>'), None
    yield "link to the web", with_links(PLAIN, SHEET1, {"A1": "https://www.example.go.th"}), None
    yield "link to a file", with_links(PLAIN, SHEET1, {"A1:B2": "file:///D:\\งาน\\ก.pdf"}), None
    yield (
        "link to nowhere",
        _after(f'<hyperlinks><hyperlink ref="A1" r:id="x" xmlns:r="{OFFICE}"/></hyperlinks>'),
        None,
    )
    yield (
        "read-only recommended",
        _swapped(WORKBOOK, "<sheets>", '<fileSharing readOnlyRecommended="1"/><sheets>'),
        None,
    )
    yield (
        "structure protected",
        _swapped(WORKBOOK, "<sheets>", '<workbookProtection lockStructure="1"/><sheets>'),
        None,
    )
    yield (
        "name to nowhere",
        _swapped(
            WORKBOOK,
            "</sheets>",
            '</sheets><definedNames><definedName name="x">#REF!</definedName></definedNames>',
        ),
        None,
    )
    yield "name with a line end", zipped(parts_of(sheet(ROW), names=("ต.ค.&#10;66",))), None
    yield "name that turns the line", zipped(parts_of(sheet(ROW), names=("ต.ค.\u202e66",))), None


def carriers() -> Iterator[tuple[str, bytes, str | None]]:
    """Workbooks that carry more than values."""
    yield "macros", with_parts(PLAIN, {"xl/vbaProject.bin": b"\xcc\x61"}), None
    yield "macros by relation", _related("vbaProject", "xl/x.dat", "x.dat"), None
    yield "macros by type", _typed("xl/x.dat", "application/vnd.ms-office.vbaProject"), None
    yield "macro format", _typed(WORKBOOK, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), None
    yield "macro sheet", _macro_sheet(), None
    yield "connections", with_parts(PLAIN, {"xl/connections.xml": b"<x/>"}), None
    yield "link to a program", with_parts(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), None
    yield "link to another workbook", _external(), None
    yield "linked picture", _related("image", "", "file:///\\\\server\\a.png", ' TargetMode="External"'), None
    dots = "../../ปีก่อน/../รูป.png"
    yield "linked picture through dots", _related("image", "", dots, ' TargetMode="External"'), None
    yield "Word document inside", with_parts(PLAIN, {"xl/embeddings/a.docx": b"PK"}), None
    yield "control", with_parts(PLAIN, {"xl/activeX/activeX1.xml": b"<x/>"}), None
    yield "ribbon", with_parts(PLAIN, {"customUI/customUI14.xml": b"<x/>"}), None
    yield "formula that calls a program", cell("<c r=\"A1\"><f>cmd|'/C calc'!A0</f><v>0</v></c>"), None


def _macro_sheet() -> bytes:
    parts = parts_of(sheet(ROW), sheet(ROW))
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(
        b'worksheet" Target="worksheets/sheet2', b'xlMacrosheet" Target="macrosheets/sheet1'
    )
    del parts["xl/worksheets/sheet2.xml"]
    return zipped({**parts, "xl/macrosheets/sheet1.xml": b"<x/>"})


def _external() -> bytes:
    link = "xl/externalLinks/_rels/externalLink1.xml.rels"
    relation = (
        f'<Relationship Id="r" Type="{OFFICE}/externalLinkPath" Target="งบ.xlsx" TargetMode="External"/>'
    )
    return with_parts(
        PLAIN,
        {
            "xl/externalLinks/externalLink1.xml": b"<x/>",
            link: f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'.encode(),
        },
    )


def refused() -> Iterator[tuple[str, bytes, str | None]]:
    """Forms that another reader takes for something else, and more than can be looked through."""
    yield "extension in a cell", cell('<c r="A1"><v>5</v><extLst><ext/></extLst></c>'), "file-damaged"
    yield "blanks around a number", cell('<c r="A1"><v> 5 </v></c>'), "cell-broken"
    yield "blanks around a string's number", cell('<c r="A1" t="s"><v> 1 </v></c>'), "cell-broken"
    yield "strings of another namespace", _swapped(STRINGS, MAIN, "urn:x"), "file-damaged"
    yield "text of 32,768 letters", cell(f'<c r="A1" t="str"><v>{"ก" * 32_768}</v></c>'), "file-too-large"
    long = f"<t>{'ข' * 32_768}</t>"
    yield (
        "string of 32,768 letters",
        rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings(long)),
        "file-too-large",
    )
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 70))
    yield "one string in too many cells", rows(cells, strings(f"<t>{'ข' * 32_000}</t>")), "file-too-large"
    yield "too many tags", _after("<a/>" * 1_600_000), "file-too-large"
    yield (
        "too many links",
        _after("<hyperlinks>" + '<hyperlink x:id="" xmlns:x="y"/>' * 65_531 + "</hyperlinks>"),
        "file-too-large",
    )
    spoiled = b"<Types><Override ContentType='macroEnabled'"
    yield "types that are cut", with_parts(PLAIN, {CONTENT_TYPES: spoiled}), "file-damaged"


MAKERS: tuple[Callable[[], Iterator[tuple[str, bytes, str | None]]], ...] = (
    programs,
    people,
    carriers,
    refused,
)


def odd() -> tuple[Specimen, ...]:
    """Every one of them, in order."""
    return tuple(Specimen(*specimen) for maker in MAKERS for specimen in maker())
