"""The small parts: sheets and their relations, styles, strings, last-saved time."""

from __future__ import annotations

import datetime as dt

import pytest
from zoo.make import HEAD, MAIN, PLAIN, STRINGS, changed, parts_of, sheet, strings, styles, zipped

from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import FORMAT_DATE, FORMAT_GENERAL, FORMAT_PERCENT, RefusedError
from toolkit.xlsx.workbook_parts import modified_time, shared_strings, style_kinds, unescape, workbook_parts
from toolkit.xlsx.xml_trees import hidden_columns, parse_tree

GENERAL, PERCENT, DATE = FORMAT_GENERAL, FORMAT_PERCENT, FORMAT_DATE


@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        (0, GENERAL),
        (1, GENERAL),
        (4, GENERAL),
        (9, PERCENT),
        (10, PERCENT),
        (11, GENERAL),
        (14, DATE),
        (22, DATE),
        (23, GENERAL),
        (45, DATE),
        (49, GENERAL),
        (59, GENERAL),
        (67, PERCENT),
        (68, PERCENT),
        (71, DATE),
        (81, DATE),
        ("General", GENERAL),
        ("0.00", GENERAL),
        ("000", GENERAL),
        ("#,##0.00;[Red]-#,##0.00", GENERAL),
        ('0" บาท"', GENERAL),
        ('0" days"', GENERAL),
        ('0"%"', GENERAL),
        (r"0\%", GENERAL),
        (r"0\d", GENERAL),
        ("_-* #,##0_-", GENERAL),
        ("_d0", GENERAL),
        ("@", GENERAL),
        ("t#,##0", GENERAL),
        ("[Blue]0", GENERAL),
        ("0%", PERCENT),
        ("0.0%;[Red]-0.0%", PERCENT),
        ("t0%", PERCENT),
        ("bbbb", DATE),
        ("d mmm bb", DATE),
        ("[$-107041E]d mmmm yyyy;@", DATE),
        ("[$-D07041E]d mmmm yyyy", DATE),
        ("dd/mm/yyyy", DATE),
        ("YYYY-MM-DD", DATE),
        ("h:mm", DATE),
        ("[h]:mm:ss", DATE),
        ("[h]", DATE),
        ("B2yyyy", DATE),
    ],
)
def test_number_formats(number_format: int | str, kind: int) -> None:
    kinds = style_kinds(styles(number_format).encode(), "styles")
    assert [kind for kind, _ in kinds] == [GENERAL, kind]


def test_only_the_styles_of_cells_count_wherever_they_stand() -> None:
    xml = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="9"/></cellXfs>'
        '<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs></styleSheet>'
    )
    assert style_kinds(xml.encode(), "styles") == ((PERCENT, "0%"),)


def test_formats_for_newer_programs_alone_are_passed_over() -> None:
    newer = '<m:AlternateContent xmlns:m="urn:m"><m:Choice Requires="r"><x xmlns="urn:x"/></m:Choice>'
    xml = styles("0%").replace("</numFmts>", f"{newer}</m:AlternateContent></numFmts>")
    assert newer in xml
    assert style_kinds(xml.encode(), "styles") == style_kinds(styles("0%").encode(), "styles")


def test_hidden_columns_begin_with_the_first() -> None:
    columns = '<cols><col min="-9" max="2" hidden="1"/><col min="4" max="4" width="0"/></cols>'
    xml = f'<worksheet xmlns="{MAIN}">{columns}</worksheet>'
    assert hidden_columns(parse_tree(xml.encode(), "sheet")) == {1, 2, 4}


def test_a_style_whose_format_is_no_number_is_refused() -> None:
    with pytest.raises(RefusedError):
        style_kinds(
            styles(9).replace('numFmtId="9"/></cellXfs', 'numFmtId="x"/></cellXfs').encode(), "styles"
        )


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>ก</t>", "ก"),
        ("<t/>", ""),
        ("", ""),
        ('<t xml:space="preserve"> ก </t>', " ก "),
        ("<t>ก\r\nข\rค</t>", "ก\nข\nค"),
        ("<t>&#3585;&#xE02;&amp;amp;&lt;&gt;&quot;&apos;</t>", "กข&amp;<>\"'"),
        ("<t>a_x000D_b</t>", "a\rb"),
        ("<t>a_x005F_x000D_b</t>", "a_x000D_b"),
        ("<t>_xD83D_</t>", "_xD83D_"),
        ("<t>a<!-- no -->b</t>", "ab"),
        ("<r><t>ก</t></r><r><rPr><b/><sz val='9'/></rPr><t>ข</t></r>", "กข"),
        ("<t>漢</t><rPh sb='0' eb='1'><t>かん</t></rPh><phoneticPr fontId='1'/>", "漢"),
        ('<t>漢</t><phoneticPr fontId="1" type="noConversion"/>', "漢"),
        ("<r><t>漢</t></r><rPh sb='0' eb='1'><t>かん</t></rPh><r><t>字</t></r>", "漢字"),
        ("<t><![CDATA[ก]]></t>", "ก"),
        ("<t>_xD83D__xDE00_</t>", "\U0001f600"),
        ("<t>ก_xd83d__xde00_ข_x0041_</t>", "ก\U0001f600ขA"),
        ("<t>_xD83D__xD83D_</t>", "_xD83D__xD83D_"),
        ("<t>ก<![CDATA[ & <t>]]>ข</t>", "ก & <t>ข"),
        ("<t><![CDATA[<!DOCTYPE a>]]></t>", "<!DOCTYPE a>"),
        ("<r><t><![CDATA[ก]]></t></r><r><t>ข</t></r>", "กข"),
        ("<t>" + "ก" * 300_000 + "</t>", "ก" * 300_000),
    ],
)
def test_shared_strings(item: str, text: str) -> None:
    assert shared_strings(strings(item, "<t>ข</t>").encode(), "strings") == [text, "ข"]
    pretty = strings(item, "<t>ข</t>").replace("<si>", "\n  <si>")
    assert shared_strings(pretty.encode(), "strings") == [text, "ข"]


@pytest.mark.parametrize(
    "item",
    [
        "<x>ก</x>",
        "<t><t>ก</t></t>",
        "ก",
        "<r>ก</r>",
        "<si><t>ก</t></si>",
        "<rPh><si><t>ก</t></si></rPh>",
        "<![CDATA[ก]]>",
        '<t xmlns="">ก</t>',
    ],
)
def test_a_text_in_a_wrong_place_is_refused(item: str) -> None:
    with pytest.raises(RefusedError):
        shared_strings(strings(item).encode(), "strings")


@pytest.mark.parametrize("claimed", ["9999999", "400000000000", "-1", "x", "๙"])
@pytest.mark.parametrize("item", ["<t>ก</t>", "<r><t>ก</t></r>"])
def test_a_count_that_asks_for_memory_is_refused(claimed: str, item: str) -> None:
    xml = strings(item).replace('uniqueCount="1"', f'uniqueCount="{claimed}"')
    with pytest.raises(RefusedError):
        shared_strings(xml.encode(), "strings")


def test_unescape_decodes_once() -> None:
    assert unescape("_x005F_x005F_") == "_x005F_"
    assert unescape("_x00e9_ _xE9_ x000D_") == "é _xE9_ x000D_"


def test_sheets_stand_in_the_order_of_the_workbook_with_their_state() -> None:
    parts = parts_of(sheet(""), sheet(""), sheet(""), names=("ข", "ก"))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'sheetId="2"', b'sheetId="2" state="veryHidden"'
    )
    found = workbook_parts(Package(zipped(parts)))
    assert [(sheet.name, sheet.state) for sheet in found.sheets] == [
        ("ข", "visible"),
        ("ก", "veryHidden"),
        ("Sheet3", "visible"),
    ]
    assert (found.styles, found.strings, found.date1904) == ("", "", False)


@pytest.mark.parametrize(
    ("modified", "moment"),
    [
        ("2024-04-04T08:35:00Z", dt.datetime(2024, 4, 4, 8, 35, tzinfo=dt.UTC)),
        (" 2024-04-04T15:35:00+07:00 ", dt.datetime(2024, 4, 4, 8, 35, tzinfo=dt.UTC)),
        ("2024-04-04T08:35:00", dt.datetime(2024, 4, 4, 8, 35, tzinfo=dt.UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("เมื่อวาน", None),
        ("", None),
    ],
)
def test_last_saved_time(modified: str, moment: dt.datetime | None) -> None:
    core = (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:t="http://purl.org/dc/terms/"><t:created>2020-01-01T00:00:00Z</t:created>'
        f"<t:modified>{modified}</t:modified></p:coreProperties>"
    )
    data = changed(("docProps/core.xml", lambda _: core.encode()))
    assert modified_time(Package(data)) == moment


@pytest.mark.parametrize(
    ("program", "hour"), [("Microsoft Excel", 23), ("LibreOffice/7.4.7.2$Linux_X86_64", 16)]
)
def test_libreoffice_writes_the_time_of_the_pc_as_that_of_greenwich(program: str, hour: int) -> None:
    core = '<core xmlns:t="http://purl.org/dc/terms/"><t:modified>2024-04-05T23:00:00Z</t:modified></core>'
    app = f"<Properties><Application>{program}</Application></Properties>"
    data = changed(
        ("docProps/core.xml", lambda _: core.encode()), ("docProps/app.xml", lambda _: app.encode())
    )
    assert modified_time(Package(data)) == dt.datetime(2024, 4, 5, hour, tzinfo=dt.UTC)


def test_no_or_broken_last_saved_time_is_none() -> None:
    assert modified_time(Package(PLAIN)) is None
    assert modified_time(Package(changed(("docProps/core.xml", lambda _: b"<broken")))) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a/>", None),
        (b"\xef\xbb\xbf<a/>", None),
        (b'<?xml version="1.0" encoding="utf-8"?><a/>', None),
        (b'<?xml version="1.0" encoding="US-ASCII"?><a/>', None),
        (b'<?xml version="1.0"' + b" " * 300 + b'encoding="tis-620"?><a/>', "part-encoding"),
        ('<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "part-encoding"),
        ("<a/>".encode("utf-16-le"), "part-encoding"),
        ("<a/>".encode("utf-16-be"), "part-encoding"),
        (b"<a>\xa1</a>", "file-damaged"),
        (b"<a>\x01</a>", "file-damaged"),
        (b"<a>&#0;</a>", "file-damaged"),
        (b"<!DOCTYPE a><a/>", "file-damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "file-damaged"),
        (b"<a/><a/>", "file-damaged"),
        (b"", "file-damaged"),
    ],
)
def test_what_a_part_may_be(data: bytes, code: str | None) -> None:
    if code is None:
        parse_tree(data, "part")
        return
    with pytest.raises(RefusedError) as caught:
        parse_tree(data, "part")
    assert (caught.value.finding.code, caught.value.finding.found) == (code, "part")


def test_a_declaration_alone_is_no_part() -> None:
    with pytest.raises(RefusedError):
        shared_strings(HEAD.encode(), STRINGS)
