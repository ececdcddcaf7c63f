"""Workbooks with bytes, XML or tags changed at random: read whole or refused, never half read."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zoo.made import filled_division
from zoo.make import parts_of, sheet, strings, styles, workbook, zipped
from zoo.ways import all_facts, counted, outcome, read_general

from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.strict_reader import read_book

TAGS = (
    "<c ",
    "<v>",
    "</v>",
    "</c>",
    "<row ",
    "</row>",
    "<sheetData>",
    "</sheetData>",
    "<f>",
    "</f>",
    "/>",
    " t=",
    ' r="',
)


@settings(deadline=10_000, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_changed_bytes_are_read_or_refused(random: Random, count: int) -> None:
    data = bytearray(filled_division())
    for _ in range(count):
        at = random.randrange(len(data))
        kind = random.randrange(4)
        if kind == 0:
            data[at] = random.randrange(256)
        elif kind == 1:
            del data[at : at + random.randrange(1, 50)]
        elif kind == 2:
            data[at:at] = random.randbytes(random.randrange(1, 50))
        else:
            data = data[:at] if random.randrange(5) == 0 else data[:at] + data[at + 1 :]
    outcome(bytes(data))


@settings(deadline=10_000, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_changed_xml_is_read_whole_or_refused_in_both_ways_alike(random: Random, count: int) -> None:
    shared = strings("<t>ก</t>", "<r><t>ข</t></r>")
    xml = "".join(
        f'<row r="{row}" ht="15"><c r="A{row}" s="1"><v>{row}</v></c><c r="B{row}" t="s"><v>{row % 2}</v></c>'
        f'<c r="C{row}" t="str"><f>B{row}</f><v>x&amp;y</v></c><c r="D{row}" s="2"/></row>'
        for row in range(1, 4)
    )
    whole = sheet(xml, '<cols><col min="1" max="2"/></cols>', "<mergeCells/>")
    for _ in range(count):
        tag = random.choice(TAGS)
        found = [at for at in range(len(whole)) if whole.startswith(tag, at)]
        if found:
            at = random.choice(found)
            new = random.choice(["", tag * 2, random.choice(TAGS), tag.upper(), "<x/>" + tag, tag + "7"])
            whole = whole[:at] + new + whole[at + len(tag) :]
    data = workbook(whole, shared=shared, styled=styles(9, 14))
    code = outcome(data)
    assert outcome(data, read_general) == code
    if code is None:
        book: BookData = read_book(data)
        assert all_facts(book) == all_facts(read_general(data))
        assert sum(sheet.cells for sheet in book.sheets.values()) == counted(data)


@settings(deadline=10_000, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_any_part_with_a_changed_tag_is_read_or_refused(random: Random) -> None:
    parts = parts_of(
        sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        shared=strings("<t>ก</t>"),
        styled=styles(9, "0.0%"),
    )
    name = random.choice(sorted(parts))
    data = parts[name]
    at = random.randrange(len(data))
    end = at + random.randrange(1, 12)
    parts[name] = (
        data[:at] + random.choice([b"", data[at:end] * 2, b"<", b">", b'"', b"&", b"\xff", b"9"]) + data[end:]
    )
    outcome(zipped(parts))
