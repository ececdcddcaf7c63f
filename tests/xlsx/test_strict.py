"""The strict reader: every value with its place, or a finding; nothing lost, nothing guessed."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest
from zoo.made import OWN, own_workbooks
from zoo.make import PLAIN, WORKBOOK, cell, parts_of, rows, sheet, strings, styles, workbook, zipped
from zoo.specimens import Specimen, zoo
from zoo.ways import all_facts, counted, outcome, read_general

from toolkit.messages.catalogue import CATALOGUE
from toolkit.model.finding import UserError
from toolkit.xlsx.sheet_data import CellError, Limits, RefusedError, SheetData
from toolkit.xlsx.strict_reader import read_book, read_bytes

MOMENT = dt.datetime.fromisoformat
GENERAL_WAY = "<!-- -->"
"""A comment, which no spreadsheet program writes between cells."""


def only(data: bytes) -> SheetData:
    (found,) = read_book(data).sheets.values()
    return found


@pytest.mark.parametrize("specimen", zoo(), ids=lambda specimen: specimen.name)
def test_every_specimen_meets_its_finding(specimen: Specimen) -> None:
    assert outcome(specimen.data) == specimen.code
    assert outcome(specimen.data, read_general) == specimen.code
    assert specimen.code is None or specimen.code in CATALOGUE


@pytest.mark.parametrize(
    "specimen", [odd_file for odd_file in zoo() if odd_file.code is None], ids=lambda specimen: specimen.name
)
def test_what_reads_is_read_whole(specimen: Specimen) -> None:
    book = read_book(specimen.data)
    assert sum(sheet.cells for sheet in book.sheets.values()) == counted(specimen.data)
    assert all_facts(book) == all_facts(read_general(specimen.data))


def test_the_zoo_is_large_and_each_specimen_is_named_once() -> None:
    names = [odd_file.name for odd_file in zoo()]
    assert len(set(names)) == len(names) >= 180
    assert len([odd_file for odd_file in zoo() if odd_file.code is not None]) >= 110


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "ก"),
        ('<c r="A1" t="str"><v>ก</v></c>', "ก"),
        ('<c r="A1" t="str"><v xml:space="preserve"> ก </v></c>', " ก "),
        ('<c r="A1" t="str"><v> ก </v></c>', " ก "),
        ('<c r="A1" t="str"><v>&#3585;&amp;amp;&#x41;&lt;</v></c>', "ก&amp;A<"),
        ('<c r="A1" t="str"><v>a_x000D_b_x005F_x000D_</v></c>', "a\rb_x000D_"),
        ('<c r="A1" t="str"><v>a\r\nb</v></c>', "a\nb"),
        ('<c r="A1" t="str"><v>a<!-- x -->b<?x y?>c</v></c>', "abc"),
        ('<c r="A1" t="inlineStr"><is><t>ก</t></is></c>', "ก"),
        ('<c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><rPr><b/></rPr><t>ข</t></r></is></c>', "กข"),
        ('<c r="A1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>', "漢"),
        ('<c r="A1" t="str"><v>' + "ก" * 32_767 + "</v></c>", "ก" * 32_767),
        ('<c r="A1"><v>1234567890123</v></c>', 1234567890123),
        ('<c r="A1"><v>999999999999999</v></c>', 999999999999999),
        ('<c r="A1"><v>-12</v></c>', -12),
        ('<c r="A1"><v>1E+2</v></c>', 100),
        ('<c r="A1"><v>5.0</v></c>', 5),
        ('<c r="A1"><v>007</v></c>', 7),
        ('<c r="A1" t="s"><v>1</v></c>', "ข"),
        ('<c r="A1" t="str"><v>007</v></c>', "007"),
        ('<c r="A1"><v>0.1</v></c>', 0.1),
        ('<c r="A1"><v>1e300</v></c>', 1e300),
        ('<c r="A1" t="n"><v>1</v></c>', 1),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>false</v></c>', False),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" t="e"><f>A0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c r="A1" t="d"><v>2024-01-15</v></c>', MOMENT("2024-01-15")),
        ('<c r="A1" t="d"><v>2024-01-15T10:14:28.500</v></c>', MOMENT("2024-01-15T10:14:28.500")),
        ('<c r="A1" t="d"><v>2024-01-15T00:00:00.000Z</v></c>', MOMENT("2024-01-15")),
        ('<c r="A1" t="d"><v>2024-01-15T18:30:00+07:00</v></c>', MOMENT("2024-01-15T18:30:00")),
        ('<c r="A1" t="d"><v>2024-01-15T01:30-05:00</v></c>', MOMENT("2024-01-15T01:30:00")),
        ('<c r="A1" s="2"><v>45306</v></c>', MOMENT("2024-01-15")),
        ('<c r="A1" s="2"><v>45306.426712963</v></c>', MOMENT("2024-01-15T10:14:28")),
        ('<c r="A1" s="2"><v>243951</v></c>', MOMENT("2567-11-29")),
        ('<c r="A1" s="2"><v>1</v></c>', MOMENT("1900-01-01")),
        ('<c r="A1" s="2"><v>59</v></c>', MOMENT("1900-02-28")),
        ('<c r="A1" s="2"><v>61</v></c>', MOMENT("1900-03-01")),
        ('<c r="A1" s="2"><v>0.5</v></c>', MOMENT("1899-12-30T12:00")),
        ('<c r="A1" s="2"><v>2958465</v></c>', MOMENT("9999-12-31")),
        ('<c r="A1" s="2"><v>2958466</v></c>', 2958466),
        ('<c r="A1" s="2"><v>-1</v></c>', -1),
        ('<c r="A1" s="1"><v>0.5</v></c>', 0.5),
        ('<c s="1" r="A1"><v>0.5</v></c>', 0.5),
        ('<c t="str" s="1" r="A1"><v>0.5</v></c>', "0.5"),
        ('<c r="A1" cm="1" vm="2" ph="1"><v>5</v></c>', 5),
        ('<c r="A1" s="1" t="str"><f t="shared" ref="A1:A2" si="0">"x"&amp;"y"</f><v>xy</v></c>', "xy"),
        ("<c r='A1'><v>5</v></c>", 5),
        ("<c><v>5</v></c>", 5),
        ('<c r="A1"  s="1"\n><v>5</v ></c >', 5),
    ],
)
def test_values(xml: str, value: object, way: str) -> None:
    shared = strings("<t>ก</t>", "<t>ข</t>")
    found = only(rows(f'<row r="1">{way}{xml}</row>', shared, styles(9, 14)))
    assert found.rows == {1: {1: value}}
    assert type(found.rows[1][1]) is type(value)


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1" />',
        '<c r="A1"></c>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="str"><v></v></c>',
        '<c r="A1" t="s"><v>2</v></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
        '<c r="A1" t="inlineStr"><is/></c>',
    ],
)
def test_blanks_and_empty_texts_are_no_values(xml: str, way: str) -> None:
    shared = strings("<t>ก</t>", "<t>ข</t>", "<t/>")
    assert only(rows(f'<row r="1">{way}{xml}</row>', shared, styles(9))).rows == {}


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    ("xml", "places"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c></row>', {(3, 2): 1}),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', {(1048576, 1): 1}),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', {(1, 16384): 1}),
        ('<row r="1"><c r="AA1"><v>1</v></c><c r="Z1"><v>2</v></c></row>', {(1, 27): 1, (1, 26): 2}),
        ("<row><c><v>1</v></c><c/><c><v>2</v></c></row>", {(1, 1): 1, (1, 3): 2}),
        ("<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>", {(1, 1): 1, (3, 1): 3}),
        ('<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row>', {(4, 3): 1, (4, 4): 2}),
        ('<row r="5"/><row><c><v>1</v></c></row>', {(6, 1): 1}),
        ('<row r="5" ht="9"/><row r="2"><c r="A2"><v>1</v></c></row>', {(2, 1): 1}),
        ('<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"/></row>', {(9, 1): 1}),
        ('<row r="1"><c r="A1"/></row><row r="1"><c r="B1"><v>2</v></c></row>', {(1, 2): 2}),
        ('<row r="1"><c r="A1"/></row><row r="200000"><c r="D200000" s="1"/></row>', {}),
        ('<row ht="9" r="2"><c r="A2"><v>1</v></c></row>', {(2, 1): 1}),
        ('<row r="2" x="a>b"><c r="A2"><v>1</v></c></row>', {(2, 1): 1}),
        ('<row r="2"><extLst><ext><x/></ext></extLst><c r="A2"><v>1</v></c></row>', {(2, 1): 1}),
        ('<row r="2" x="&lt;c r=&quot;B2&quot;>"><c r="A2"><v>1</v></c></row>', {(2, 1): 1}),
    ],
)  # fmt: skip
def test_places(xml: str, places: dict[tuple[int, int], int], way: str) -> None:
    found = only(rows(way + xml, styled=styles(9)))
    assert {(r, c): value for r, cells in found.rows.items() for c, value in cells.items()} == places


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    ("xml", "uncached"),
    [
        ("<c r='A1'><f>1+1</f><v>2</v></c>", False),
        ("<c r='A1'><v>2</v><f>1+1</f></c>", False),
        ("<c r='A1'><f>1+1</f></c>", True),
        ("<c r='A1'><f>1+1</f><v/></c>", True),
        ("<c r='A1'><f>1+1</f><v></v></c>", True),
        ("<c r='A1' t='str'><f>B1</f><v></v></c>", False),
        ("<c r='A1' t='str'><f>B1</f></c>", True),
        ("<c r='A1'><f t='shared' si='0'/><v>2</v></c>", False),
        ("<c r='A1' t='e'><f>B1</f><v>#N/A</v></c>", False),
    ],
)
def test_formulas_without_a_stored_value_are_told_apart(xml: str, uncached: bool, way: str) -> None:
    found = only(rows(f'<row r="1">{way}{xml}</row>'.replace("'", '"')))
    assert found.formulas.keys() == {(1, 1)}
    assert found.uncached == ({(1, 1)} if uncached else set())


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ('hidden="1"', True),
        ('hidden="true"', True),
        ('hidden="0"', False),
        ('hidden="false"', False),
        ('ht="9" hidden="1" customHeight="1"', True),
        ("", False),
        ('collapsed="1"', False),
        ("""x=' hidden="1"'""", False),
        ('xmlns:x="urn:x" x:hidden="1"', False),
    ],
)
def test_hidden_rows(attributes: str, hidden: bool, way: str) -> None:
    found = only(rows(f'{way}<row r="7" {attributes}><c r="A7"><v>1</v></c></row>'))
    assert found.hidden_rows == ({7} if hidden else set())
    assert found.rows == {7: {1: 1}}


def test_percent_cells_are_noted_and_their_numbers_kept() -> None:
    cells = '<c r="A1" s="1"><v>0.5</v></c><c r="B1"><v>0.5</v></c><c r="C1" s="1" t="str"><v>5</v></c>'
    found = only(rows(f'<row r="1">{cells}</row>', styled=styles(10)))
    assert found.percents == {(1, 1)}


def test_dates_of_the_1904_system() -> None:
    parts = parts_of(
        sheet('<row r="1"><c r="A1" s="1"><v>43844</v></c><c r="B1" s="1"><v>1</v></c></row>'),
        styled=styles(14),
    )
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<sheets>", b'<workbookPr date1904="true"/><sheets>')
    assert only(zipped(parts)).rows == {1: {1: MOMENT("2024-01-15"), 2: MOMENT("1904-01-02")}}


@pytest.mark.parametrize(
    "written",
    [
        *("2024-W01-1", "20240115", "2024-01-15T10", "2024-01-15 10:14", "2024-01-15x10:14:28", "2024-01"),
        *("2024-02-30", "2024-01-15T24:00:00", " 2024-01-15", "2024-01-15T10:14:28z", "2024-01-15Z+07:00"),
    ],
)
def test_a_date_that_programs_read_in_different_ways_is_refused(written: str) -> None:
    assert outcome(cell(f'<c r="A1" t="d"><v>{written}</v></c>')) == "cell-broken"


def test_only_wanted_sheets_are_read() -> None:
    broken = sheet('<row r="1"><c r="A1" t="z"><v>1</v></c></row>')
    data = workbook(sheet(""), broken)
    assert list(read_book(data, wanted=lambda name: name == "Sheet1").sheets) == ["Sheet1"]
    assert outcome(data) == "cell-broken"


def test_a_finding_names_sheet_and_cell() -> None:
    with pytest.raises(RefusedError) as caught:
        read_book(workbook(sheet(""), sheet('<row r="7"><c r="AB7" t="s"><v>3</v></c></row>')))
    finding = caught.value.finding
    assert (finding.code, finding.sheet, finding.cell, finding.found) == ("cell-broken", "Sheet2", "AB7", "3")


@pytest.mark.parametrize("way", ["", GENERAL_WAY], ids=["quick", "general"])
@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(sheet_cells=4), None),
        (Limits(sheet_cells=3), "file-too-large"),
        (Limits(box_cells=20), None),
        (Limits(box_cells=19), "file-too-large"),
        (Limits(sheets=0), "file-unsafe"),
    ],
)
def test_limits_of_a_sheet(limits: Limits, code: str | None, way: str) -> None:
    cells = "".join(f'<c r="{column}10"><v>1</v></c>' for column in "AB")
    data = rows(
        f'{way}<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1</f></c></row><row r="10">{cells}</row>'
    )
    assert outcome(data, lambda data: read_book(data, limits=limits)) == code


# --- everything that the toolkit makes ----------------------------------------------------------------


@pytest.mark.parametrize("kind", OWN)
def test_own_workbooks_are_read_whole(kind: str) -> None:
    data = own_workbooks()[kind]
    book = read_book(data)
    assert sum(sheet.cells for sheet in book.sheets.values()) == counted(data) > 0


# --- the file itself ----------------------------------------------------------------------------------


def test_a_regular_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "กอง.xlsx"
    path.write_bytes(PLAIN)
    assert read_bytes(path) == PLAIN


@pytest.mark.parametrize("kind", ["directory", "symlink", "dangling symlink", "pipe"])
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.xlsx"
    if kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no named pipes on this system")
        os.mkfifo(path)
    else:
        if sys.platform == "win32":
            pytest.skip("links ask for rights")
        (tmp_path / "real.xlsx").write_bytes(PLAIN)
        path.symlink_to(tmp_path / ("real.xlsx" if kind == "symlink" else "gone.xlsx"))
    with pytest.raises(RefusedError) as caught:
        read_bytes(path)
    assert caught.value.finding.code == "file-not-regular"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gone.xlsx", "file-missing"),
        ("file.txt/x.xlsx", "file-no-access"),
        ("a\0b", "file-missing"),
        ("ก" * 300, "file-no-access"),
    ],
)
def test_a_file_that_cannot_be_opened_is_the_users_to_mend(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(UserError) as caught:
        read_bytes(tmp_path / name)
    # Windows finds no file below a file, and none of too long a name.
    assert caught.value.finding.code == ("file-missing" if sys.platform == "win32" else code)


def test_a_file_above_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(bytes(1001))
    assert len(read_bytes(path, Limits(file_bytes=1001))) == 1001
    with pytest.raises(RefusedError) as caught:
        read_bytes(path, Limits(file_bytes=1000))
    assert caught.value.finding.code == "file-too-large"


def test_cells_of_the_first_row_of_the_zoo_base() -> None:
    assert only(cell('<c r="A1" t="s"><v>0</v></c>')).rows == {1: {1: "ก"}}
