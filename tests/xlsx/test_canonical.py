"""The quick way through a sheet: believed only where it says the same as the general way."""

from __future__ import annotations

import datetime as dt
import io
import string
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zoo.made import OWN, by_libreoffice, by_openpyxl, by_xlsxwriter, own_workbooks
from zoo.make import MAIN, sheet, strings, styles, workbook
from zoo.ways import all_facts, counted, outcome, plain_sheets, read_general

from toolkit.xlsx.sheet_rows import plain_rows, plain_sheet
from toolkit.xlsx.strict_reader import read_book


def plain_data(text: str) -> str | None:
    """The data of a sheet in plain form."""
    found = plain_sheet(text.encode())
    return None if found is None else found[0]


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        "",
        ROW,
        '<row r="1"/>',
        '<row r="1" spans="1:3" s="1" customFormat="1" ht="9.5" customHeight="1"/>',
        '<row r="1" hidden="false" collapsed="false"><c r="A1" s="0"/></row>',
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="XFD1"/></row>',
        '<row r="1"><c r="A1" t="str"><f aca="false">"a"&amp;B1</f><v></v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1"><f>1</f></c></row>',
        '<row r="1"><c r="A1" /><c r="B1"><v /></c></row>',
    ],
)
def test_the_form_that_programs_write_is_plain(rows: str) -> None:
    assert plain_data(sheet(rows)) == rows


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c> </row>',
        '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1"><v>1<?x y?></v></c></row>',
        '<row r="1"><c r="A1"><v xml:space="preserve">1</v></c></row>',
        '<row r="1"><c r="A1"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v><f>1</f></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><C r="A1"><v>1</v></C></row>',
        '<row r="1"><c  r="A1"><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c></row>',
        '<row ht="9" r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" x="a>b"><c r="A1"><v>1</v></c></row>',
        '<row r="01"/>',
        '<row r="1" ht="9" ht="9"/>',
        '<row r="1" hidden="1" spans="1:3" ht="9"/>',
        '<row r="1" ht="&amp;"/>',
        '<row r="1"><c r="A1"><f t="shared" t="shared"/></c></row>',
        '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><row r="2"/></row>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"><v>1</v></row>',
        '<row r="1">1</row>',
        "1",
    ],
)
def test_every_other_form_takes_the_general_way(rows: str) -> None:
    assert plain_data(sheet(rows)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- <sheetData> -->", ""),
        ("<!-- -->", ""),
        ("<?x y?>", ""),
    ],
)
def test_a_comment_outside_the_data_takes_the_general_way(before: str, after: str) -> None:
    assert plain_data(sheet(ROW)) == ROW
    assert plain_data(sheet(ROW, before, after)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<x>", "</x>"),
        ("<x a='/>'>", "</x>"),
        ("<sheetViews><c r='A1'/></sheetViews>", ""),
        ("<sheetData/>", ""),
        ("<x><sheetData></sheetData></x>", ""),
        ("text", ""),
        ("<cols/>text", ""),
        ("", "text"),
        ("", "<mergeCells/>text"),
        ("", "<row r='9'/>"),
        ("", "<sheetData/>"),
        ("", f"<sheetData>{ROW}</sheetData>"),
        ("", "<v>1</v>"),
        ("", "<is><t>1</t></is>"),
        ("", "<x>" * 300),
        ("<y:row xmlns:y='urn:y' r='9'/>", "<!-- x -->"),
    ],
)
def test_both_ways_agree_on_what_stands_around_the_data(before: str, after: str) -> None:
    data = workbook(sheet(ROW, before, after))
    code = None if "urn:y" in before else "file-damaged"
    assert (outcome(data), outcome(data, read_general)) == (code, code)


@pytest.mark.parametrize(
    "whole",
    [
        f"<worksheet><sheetData>{ROW}</sheetData></worksheet>",
        f'<worksheet xmlns="urn:x"><sheetData>{ROW}</sheetData></worksheet>',
        f'<x:worksheet xmlns:x="{MAIN}"><sheetData>{ROW}</sheetData></x:worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData >{ROW}</sheetData ></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}',
        "",
    ],
)
def test_another_root_takes_the_general_way(whole: str) -> None:
    assert plain_data(whole) is None


@pytest.mark.parametrize(
    ("rows", "proved"),
    [
        (ROW, True),
        ('<row r="1"><c r="A1" t="str"><v>ก &amp; ข &lt;&gt;&quot;&apos;</v></c></row>', True),
        ('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a\x01b</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a\uffffb</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a\tb\nc</v></c></row>', True),
        ('<row r="1"><c r="A1" t="str"><v>a\ufffeb</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>', False),
        ('<row r="1" x14ac:dyDescent="0.25"/>', False),
        ('<row r="1"><c r="A1" t="str"><v>\r\n</v></c></row>', False),
    ],
)
def test_data_that_the_grammar_does_not_prove_well_formed_take_the_general_way(
    rows: str, proved: bool
) -> None:
    assert (plain_data(sheet(rows)) == rows) is proved


@pytest.mark.parametrize(
    ("change", "plain"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, True),
        (lambda data: data.replace(b"?>\n", b"?>\r\n"), True),
        (lambda data: data.replace(b"<v>1", b"<v>\xa1"), False),
    ],
)
def test_the_bytes_of_a_part(change: Callable[[bytes], bytes], plain: bool) -> None:
    assert (plain_sheet(change(sheet(ROW).encode())) is not None) is plain


def test_rows_and_cells_as_they_stand() -> None:
    filled = '<c r="A2" s="3"/><c r="B2" s="4" t="str"><f>&amp;</f><v>&amp;lt;&lt;&gt;&quot;&apos;ก</v></c>'
    data = f'<row r="2" hidden="1">{filled}</row><row r="9"/>'
    assert list(plain_rows(data)) == [
        ("2", True, [("B", "2", "4", "str", ">&amp;", "<v", "&lt;<>\"'ก")]),
        ("9", False, []),
    ]


@pytest.mark.parametrize("kind", OWN)
def test_both_ways_agree_on_our_own_workbooks(kind: str) -> None:
    data = own_workbooks()[kind]
    assert all_facts(read_book(data)) == all_facts(read_general(data))


@pytest.mark.parametrize("kind", ["division", "filled division"])
def test_a_division_workbook_takes_the_quick_way(kind: str) -> None:
    data = own_workbooks()[kind]
    assert plain_sheets(data) == list(read_book(data).sheets)


def test_what_xlsxwriter_saves_takes_the_quick_way() -> None:
    assert plain_sheets(by_xlsxwriter()) == ["ตาราง"]
    _agree(by_xlsxwriter())


def test_the_texts_in_cells_that_openpyxl_saves_take_the_general_way() -> None:
    assert plain_sheets(by_openpyxl()) == []
    _agree(by_openpyxl())


@pytest.mark.parametrize("source", ["XlsxWriter", "openpyxl", "division"])
def test_both_ways_agree_on_what_libreoffice_saves(soffice: str, source: str) -> None:
    data = by_libreoffice(soffice)[source]
    assert plain_sheets(data) == list(read_book(data).sheets)
    _agree(data)


# --- generated sheets --------------------------------------------------------------------------------

SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
TEXT = st.text(st.one_of(st.sampled_from("กขงเแ่้ำ๑&<>\"'_x000D_ \n=;"), SIGNS), max_size=12)  # fmt: skip
NUMBER = st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e12, 1e12), st.booleans())
DAY = st.datetimes(dt.datetime.fromisoformat("1900-03-01"), dt.datetime.fromisoformat("2600-01-01"))
PLACE = st.tuples(st.integers(0, 40), st.integers(0, 30))
SHEETS = st.dictionaries(PLACE, st.one_of(TEXT, NUMBER, DAY), max_size=25)
LOOSE = settings(suppress_health_check=list(HealthCheck))


def _agree(data: bytes) -> None:
    book = read_book(data)
    assert all_facts(book) == all_facts(read_general(data))
    assert sum(sheet.cells for sheet in book.sheets.values()) == counted(data)


@LOOSE
@given(SHEETS)
def test_both_ways_agree_on_any_sheet_of_xlsxwriter(cells: dict[tuple[int, int], object]) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "d mmm yyyy"}) as book:
        made = book.add_worksheet()
        made.write_string(50, 0, "หลัก")
        for (row, column), value in cells.items():
            if isinstance(value, str):
                made.write_string(row, column, value)
            else:
                made.write(row, column, value)
            if column % 7 == 0:
                made.write_formula(row, 40, "=A1&B1", None, ("", 0, "ก&<")[row % 3])
            if row % 5 == 0:
                made.set_row(row, 20, None, {"hidden": True})
    assert plain_sheets(buffer.getvalue()) == ["Sheet1"]
    _agree(buffer.getvalue())


@LOOSE
@given(SHEETS)
def test_both_ways_agree_on_any_sheet_of_openpyxl(cells: dict[tuple[int, int], object]) -> None:
    book = openpyxl.Workbook()
    made = book.active
    made.cell(51, 1, "หลัก")
    made.cell(52, 1, "=A1")
    for (row, column), value in cells.items():
        cell = made.cell(row + 1, column + 1, value)
        if isinstance(value, str):
            cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    _agree(buffer.getvalue())


@st.composite
def written_rows(draw: st.DrawFn) -> str:
    """Rows in every legal form, and some that are not."""
    found = []
    for row in draw(st.lists(st.integers(1, 30), max_size=4, unique=True)):
        number = draw(st.sampled_from([f' r="{row}"'] * 4 + ["", f" r='{row}'", f' ht="9" r="{row}"']))
        extra = draw(st.sampled_from(["", "", ' hidden="1"', ' hidden="false"', ' x="a>b"', ' spans="1:3"']))
        cells = draw(st.lists(written_cells(row), max_size=4))
        body = draw(st.sampled_from(["", "", "", " ", "<!-- <c/> -->", "<?x?>"])).join(["", *cells])
        found.append(
            f"<row{number}{extra}>{body}</row>" if cells or draw(st.booleans()) else f"<row{number}{extra}/>"
        )
    return "".join(found)


@st.composite
def written_cells(draw: st.DrawFn, row: int) -> str:
    """A cell of a row, its attributes in any order."""
    letters = draw(st.sampled_from([*string.ascii_uppercase[:6], "AA", "XFD"]))
    kind, value = draw(
        st.sampled_from(
            [
                ("", "<v>1</v>"),
                ("", "<v>-1.5e3</v>"),
                ("", "<v></v>"),
                ("", "<v/>"),
                ("", ""),
                ("", "<f>1+1</f>"),
                ("", "<f aca='false'>&quot;a&quot;</f><v>2</v>"),
                ("str", "<f>A1&amp;B1</f><v></v>"),
                ("str", "<v>a &amp;amp; b</v>"),
                ("str", '<v xml:space="preserve"> ก </v>'),
                ("str", "<v><![CDATA[<v>1</v>]]></v>"),
                ("s", "<v>0</v>"),
                ("s", "<v>2</v>"),
                ("b", "<v>1</v>"),
                ("e", "<v>#N/A</v>"),
                ("inlineStr", "<is><t>ก</t></is>"),
                ("", "<v>1</v><extLst><ext><x/></ext></extLst>"),
            ]
        )
    )
    attributes = [
        draw(
            st.sampled_from(
                [f'r="{letters}{row}"'] * 6 + ["", f'r="{letters.lower()}{row}"', f'r="{letters}99"']
            )
        ),
        draw(st.sampled_from(["", 's="0"', 's="1"', 's="2"'])),
        f't="{kind}"' if kind else "",
        draw(st.sampled_from(["", "", "", 'cm="1"', 'ph="1"'])),
    ]
    if draw(st.integers(0, 4)) == 0:
        attributes = draw(st.permutations(attributes))
    start = " ".join(["<c", *filter(None, attributes)])
    return f"{start}>{value}</c>" if value or draw(st.booleans()) else f"{start}/>"


@settings(suppress_health_check=list(HealthCheck))
@given(written_rows())
def test_both_ways_agree_on_any_sheet_written_by_hand(rows: str) -> None:
    data = workbook(sheet(rows), shared=strings("<t>ก</t>", "<t/>", "<t>a&amp;b</t>"), styled=styles(9, 14))
    code = outcome(data)
    assert outcome(data, read_general) == code
    if code is None:
        assert all_facts(read_book(data)) == all_facts(read_general(data))
        assert sum(sheet.cells for sheet in read_book(data).sheets.values()) == counted(data)
