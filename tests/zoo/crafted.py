"""Workbooks made so that two readers see two things: each gives one value everywhere, or is refused.

Every one is a division's workbook whose step 1.1 reports 40 percent in December on 4 January; the decoy says
90 percent, or another day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zoo.altered import parts_in, rezipped, with_parts
from zoo.make import OFFICE, RELATIONS, STRINGS, STYLES, WORKBOOK

MONTH = "xl/worksheets/sheet4.xml"
PERCENT, DAY = "H12", "D8"
Change = Callable[[str], str]
ODD = "urn:decoy/relationships"
IGNORED = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _cell(name: str, xml: Callable[[str], str]) -> dict[str, Change]:
    """Put other XML in the place of a cell of the month; it is made of the cell's style attribute."""

    def change(sheet: str) -> str:
        found = re.search(rf'<c r="{name}"( s="\d+")?(?:[^>]*/>|.*?</c>)', sheet)
        assert found
        return sheet.replace(found[0], xml(found[1] or ""), 1)

    return {MONTH: change}


def _text(old: str, new: str) -> Change:
    return lambda xml: xml.replace(old, new, 1)


def _decoy(data: bytes, part: str, change: Change) -> bytes:
    return change(parts_in(data)[part].decode()).encode()


def _strings(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The texts of the cells, with a second table in which the day and the status are others."""
    decoy = _decoy(data, STRINGS, _text("4 ม.ค. 2567", "9 ม.ค. 2567"))
    related = '<Relationship Id="rIdX" Type="{}/sharedStrings" Target="{}"/></Relationships>'
    second = with_parts(data, {"xl/decoy.xml": decoy})
    for kind in (OFFICE, ODD):
        listed = related.format(kind, "decoy.xml")
        yield f"a second table of {kind}", rezipped(second, {RELATIONS: _text("</Relationships>", listed)})
    alone = re.compile(r'<Relationship [^>]*Target="sharedStrings.xml"/>')
    listed = related.format(ODD, "decoy.xml")[: -len("</Relationships>")]
    yield "the table of a decoy alone", rezipped(second, {RELATIONS: lambda xml: alone.sub(listed, xml)})
    yield "no table related", rezipped(data, {RELATIONS: lambda xml: alone.sub("", xml)})
    yield "a table in capitals beside", with_parts(data, {"xl/SharedStrings.xml": decoy})
    yield (
        "a target from the root, through dots",
        rezipped(data, {RELATIONS: _text('"sharedStrings.xml"', '"/xl/x/../sharedStrings.xml"')}),
    )
    text = re.compile("<si><t[^>]*>4 ม.ค. 2567</t></si>")
    for name, made in (
        ("text and runs", "<si><t>4 ม.ค. </t><r><t>2567</t></r></si>"),
        ("a phonetic hint", '<si><t>4 ม.ค. 2567</t><rPh sb="0" eb="1"><t>9</t></rPh></si>'),
        ("a choice", f'<si><m:Choice xmlns:m="{IGNORED}"><t>9 ม.ค. 2567</t></m:Choice></si>'),
        ("a text in an extension", "<si><t>4 ม.ค. 2567</t><extLst><ext><t>9</t></ext></extLst></si>"),
        ("an escape", "<si><t>4 ม.ค. _x0032_567</t></si>"),
    ):
        yield name, rezipped(data, {STRINGS: lambda xml, made=made: text.sub(made, xml)})


def _workbooks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The list of sheets, and where it leads to."""
    sheet = _decoy(data, MONTH, _text("<v>40</v>", "<v>90</v>"))
    second = with_parts(data, {"xl/worksheets/decoy.xml": sheet})
    target = '"worksheets/sheet4.xml"/>'
    both = f'{target}<Relationship Id="rIdX" Type="{OFFICE}/worksheet" Target="worksheets/decoy.xml"/>'
    related = rezipped(second, {RELATIONS: _text(target, both)})
    for name, old, new in (
        ("two ids", 'r:id="rId4"', 'x:id="rIdX" r:id="rId4" xmlns:x="urn:x"'),
        ("an id of no relation's space", 'r:id="rId4"', 'x:id="rIdX" xmlns:x="urn:x"'),
        (
            "a sheet listed twice",
            'sheetId="4" r:id="rId4"/>',
            'sheetId="4" r:id="rId4"/><sheet name="ธ.ค.66" sheetId="40" r:id="rIdX"/>',
        ),
        (
            "a second list",
            "</sheets>",
            '</sheets><sheets><sheet name="ธ.ค.66" sheetId="40" r:id="rIdX"/></sheets>',
        ),
    ):
        yield name, rezipped(related, {WORKBOOK: _text(old, new)})
    yield (
        "a list in a choice",
        rezipped(
            related,
            {
                WORKBOOK: _text(
                    "<sheets>",
                    f'<m:AlternateContent xmlns:m="{IGNORED}"><m:Choice Requires="r"><sheets>'
                    '<sheet name="ธ.ค.66" sheetId="40" r:id="rIdX"/></sheets></m:Choice>'
                    "</m:AlternateContent><sheets>",
                )
            },
        ),
    )
    main = '<Relationship Id="rIdX" Type="{}/officeDocument" Target="xl/decoy.xml"/></Relationships>'
    listing = _decoy(data, WORKBOOK, _text('r:id="rId4"', 'r:id="rIdX"'))
    relations = _decoy(related, RELATIONS, lambda xml: xml)
    whole = with_parts(related, {"xl/decoy.xml": listing, "xl/_rels/decoy.xml.rels": relations})
    for kind in (OFFICE, ODD):
        change = {"_rels/.rels": _text("</Relationships>", main.format(kind))}
        yield f"a second workbook of {kind}", rezipped(whole, change)
    odd = {
        "_rels/.rels": _text(
            f'{OFFICE}/officeDocument" Target="xl/workbook.xml"',
            f'{ODD}/officeDocument" Target="xl/decoy.xml"',
        )
    }
    yield "the workbook of a decoy alone", rezipped(whole, odd)
    for name, settings in (
        ("a second date system", '<workbookPr date1904="1"/>'),
        (
            "a date system in a choice",
            f'<m:AlternateContent xmlns:m="{IGNORED}"><m:Choice Requires="r"><workbookPr date1904="1"/>'
            "</m:Choice></m:AlternateContent>",
        ),
    ):
        dated = rezipped(data, _cell(DAY, lambda _: f'<c r="{DAY}" s="1"><v>45295</v></c>'))
        dated = rezipped(dated, {STYLES: lambda xml: _date_style(xml, 1)})
        yield name, rezipped(dated, {WORKBOOK: _text("<bookViews>", f"{settings}<bookViews>")})


def _date_style(xml: str, index: int) -> str:
    head, _, rest = xml.partition("<cellXfs")
    styles = re.findall("<xf .*?(?:/>|</xf>)", rest)
    return (
        head
        + "<cellXfs"
        + rest.replace(styles[index], re.sub(r'numFmtId="\d+"', 'numFmtId="14"', styles[index]), 1)
    )


def _cells(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The percent in other types of cells."""
    at = f'<c r="{PERCENT}"'
    for name, made in (
        ("a text in a number", "{at}{s}><is><t>90</t></is></c>"),
        ("a text in a shared text", '{at}{s} t="s"><is><t>90</t></is></c>'),
        ("a text in the result of a formula", '{at}{s} t="str"><is><t>90</t></is></c>'),
        ("a text in a cell, and a value", '{at}{s} t="inlineStr"><v>90</v><is><t>40</t></is></c>'),
        ("a text as a value", '{at}{s} t="inlineStr"><v>90</v></c>'),
        ("a text in a cell", '{at}{s} t="inlineStr"><is><t>40</t></is></c>'),
        ("a text of a formula without one", '{at}{s} t="str"><v>40</v></c>'),
        ("two values", "{at}{s}><v>40</v><v>90</v></c>"),
        ("two cells", "{at}{s}><v>40</v></c>{at}{s}><v>90</v></c>"),
        ("two cells, the second in small letters", '{at}{s}><v>40</v></c><c r="h12"{s}><v>90</v></c>'),
        (
            "a value in a choice",
            '{at}{s}><m:AlternateContent xmlns:m="'
            + IGNORED
            + '"><m:Choice Requires="r"><v>90</v></m:Choice></m:AlternateContent><v>40</v></c>',
        ),
        ("a value in an extension", "{at}{s}><v>40</v><extLst><ext><v>90</v></ext></extLst></c>"),
        ("a value of another space", '{at}{s}><x:v xmlns:x="urn:x">90</x:v><v>40</v></c>'),
        ("a power of ten", "{at}{s}><v>4e1</v></c>"),
        ("a plus", "{at}{s}><v>+40</v></c>"),
        ("blanks", "{at}{s}><v> 40 </v></c>"),
        ("a comment inside", "{at}{s}><v>4<!-- 9 -->0</v></c>"),
        ("CDATA", "{at}{s}><v><![CDATA[40]]></v></c>"),
        ("a hexadecimal number", "{at}{s}><v>0x28</v></c>"),
        ("an unknown type", '{at}{s} t="x"><v>40</v></c>'),
        ("an error", '{at}{s} t="e"><v>40</v></c>'),
        ("a truth", '{at}{s} t="b"><v>true</v></c>'),
        ("a formula without a result", "{at}{s}><f>40</f></c>"),
        ("a formula with another result", "{at}{s}><f>90</f><v>40</v></c>"),
        (
            "a key in an extension",
            '{at}{s}><v>40</v></c></row><extLst><row r="12"><c r="H12"><v>90</v></c></row></extLst>'
            '<row r="99">',
        ),
    ):
        xml = made.replace("{at}", at)
        yield name, rezipped(data, _cell(PERCENT, lambda style, xml=xml: xml.replace("{s}", style)))
    for number, code in ((9, "General"), (0, "0%"), (14, "0.00"), (1, "dd/mm/yyyy")):
        marked = rezipped(data, _cell(PERCENT, lambda _: f'<c r="{PERCENT}" s="1"><v>0.4</v></c>'))
        listed = f'<numFmts count="1"><numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>'

        def styled(xml: str, number: int = number, listed: str = listed) -> str:
            xml = _date_style(xml, 1).replace('numFmtId="14"', f'numFmtId="{number}"', 1)
            old = re.search("<numFmts .*?</numFmts>", xml)
            new = (
                listed.replace("</numFmts>", re.sub("</?numFmts.*?>", "", old[0]) + "</numFmts>")
                if old
                else listed
            )
            return xml.replace(old[0], new) if old else xml.replace("<fonts", f"{listed}<fonts", 1)

        yield f"format {number} as {code}", rezipped(marked, {STYLES: styled})


def _fields(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Field ids and row keys in other types of cells: which column is the percent, which row the step."""
    for name, xml in (
        ("in a cell", '<c r="H10"{s} t="inlineStr"><is><t>percent</t></is></c>'),
        ("in runs", '<c r="H10"{s} t="inlineStr"><is><r><t>per</t></r><r><t>cent</t></r></is></c>'),
        ("in a shared text", '<c r="H10"{s} t="s"><is><t>percent</t></is></c>'),
        ("as a result", '<c r="H10"{s} t="str"><f>"per"&amp;"cent"</f><v>percent</v></c>'),
        ("as another result", '<c r="H10"{s} t="str"><f>"evidence"</f><v>percent</v></c>'),
        ("as an error", '<c r="H10"{s} t="e"><v>percent</v></c>'),
    ):
        changed = _cell("H10", lambda style, xml=xml: xml.replace("{s}", style))
        yield f"a field id {name}", rezipped(data, changed)
    for name, xml in (
        ("as a number", '<c r="A12"{s}><v>1.1</v></c>'),
        ("as a longer number", '<c r="A12"{s}><v>1.10</v></c>'),
        ("in a shared text", '<c r="A12"{s} t="s"><is><t>1.1</t></is></c>'),
        ("as a result", '<c r="A12"{s} t="str"><f>"1."&amp;1</f><v>1.1</v></c>'),
    ):
        yield (
            f"a row key {name}",
            rezipped(data, _cell("A12", lambda style, xml=xml: xml.replace("{s}", style))),
        )


def _days(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The date of the report as ISO 8601 knows it."""
    for text in (
        *("2024-01-04", "2024-01-04T10:14:28Z", "2024-01-04T23:30:00Z", "2024-01-04T01:00:00+07:00"),
        *("2024-W01-4", "2024W014", "20240104", "2024-004", "2024/01/04", "2024-1-4", "2024-01-04T25:00"),
        *("2024-01-04T24:00:00", "2024-01-04 10:00", "2024-01-04t10:00:00", "2024-01-04T10", "-2024-01-04"),
        *("02024-01-04", "2024-01-04T10:00:00.5", "2024-01-04T10:00:00,5", "2567-01-04", "45295"),
    ):
        made = f'<c r="{DAY}"{{s}} t="d"><v>{text}</v></c>'
        cell = _cell(DAY, lambda style, made=made: made.replace("{s}", style))
        yield f"day {text}", rezipped(data, cell)


def crafted(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every crafted workbook by name."""
    for family in (_strings, _workbooks, _cells, _fields, _days):
        yield from family(data)
