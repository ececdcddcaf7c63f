"""Word documents built in the test, read as paragraphs and grids."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from docx.table import _Cell
from word_documents import (
    W_URI,
    W,
    body,
    cell_xml,
    paragraphs,
    read,
    rewritten,
    row_xml,
    saved,
    table,
    table_xml,
)

from toolkit.importer.document import encode
from toolkit.importer.docx_parts import formatted
from toolkit.importer.read_docx import read_docx
from toolkit.xlsx.sheet_data import RefusedError


def test_paragraphs_and_tables_keep_their_order() -> None:
    word = docx.Document()
    word.add_paragraph("เรื่องเดิม")
    word.add_table(1, 2).cell(0, 0).text = "มาตรการ"
    word.add_paragraph("")
    word.add_paragraph("ผู้รายงาน")
    word.add_table(1, 1).cell(0, 0).text = "คะแนน"
    found = read(word)
    assert [(paragraph.block, paragraph.text) for paragraph in found.paragraphs] == [
        (0, "เรื่องเดิม"),
        (2, "ผู้รายงาน"),
    ]
    assert [
        (source_table.number, source_table.block, source_table.rows) for source_table in found.tables
    ] == [
        (1, 1, (("มาตรการ", ""),)),
        (2, 3, (("คะแนน",),)),
    ]
    assert (found.name, found.kind, found.notes) == ("plan.docx", "docx", ())


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("a | b \n c | d", (("a", "b"), ("c", "d"))),
        ("{span=2} a | b \n c | d | e", (("a", "a", "b"), ("c", "d", "e"))),
        ("{downs} a | b \n {down} | c", (("a", "b"), ("a", "c"))),
        ("{downs} a | b \n {down} left | c", (("a\nleft", "b"), ("a\nleft", "c"))),
        ("{downs}{span=2} a | b \n {down}{span=2} | c", (("a", "a", "b"), ("a", "a", "c"))),
        ("{downs} a | b \n {downs} c | d \n {down} | e", (("a", "b"), ("c", "d"), ("c", "e"))),
        ("a | b | c \n d", (("a", "b", "c"), ("d", "", ""))),
        ("a | b | c \n 1>> d | e", (("a", "b", "c"), ("", "d", "e"))),
        ("{down} a | b", (("a", "b"),)),
        ("a \n b | {down} c", (("a", ""), ("b", "c"))),
    ],
)
def test_spans_and_merges_fill_the_grid(rows: str, grid: tuple[tuple[str, ...], ...]) -> None:
    assert table(rows) == grid


def test_anchors_name_the_first_place_of_every_covered_one() -> None:
    found = read(body(table_xml("{downs}{span=2} a | b \n {down}{span=2} | c"))).tables[0]
    assert found.anchors == {(0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (0, 0)}


def test_cells_merged_by_the_library_are_read_as_word_shows_them() -> None:
    word = docx.Document()
    made = word.add_table(3, 3)
    for row, cells in enumerate(made.rows):
        for column, cell in enumerate(cells.cells):
            cell.text = f"{row}{column}"
    made.cell(0, 0).merge(made.cell(1, 1)).text = "merged"
    found = read(word).tables[0]
    assert found.rows == (("merged", "merged", "02"), ("merged", "merged", "12"), ("20", "21", "22"))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t><w:tab/><w:t>ค</w:t></w:r>", "ก\nข\tค"),
        ('<w:r><w:t xml:space="preserve">ก </w:t></w:r><w:r><w:t>ข</w:t></w:r>', "ก ข"),
        ("<w:r><w:t>ก</w:t></w:r><w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del>", "ก"),
        ("<w:ins><w:r><w:t>ใหม่</w:t></w:r></w:ins>", "ใหม่"),
        ("<w:moveFrom><w:r><w:t>เดิม</w:t></w:r></w:moveFrom><w:r><w:t>ก</w:t></w:r>", "ก"),
        ("<w:hyperlink><w:r><w:t>เว็บไซต์</w:t></w:r></w:hyperlink>", "เว็บไซต์"),
        ("<w:sdt><w:sdtContent><w:r><w:t>ก</w:t></w:r></w:sdtContent></w:sdt>", "ก"),
        ("<w:smartTag><w:r><w:t>ก</w:t></w:r></w:smartTag>", "ก"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>๓</w:t></w:r>", "๓"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:t>ก</w:t></w:r>", "ก"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>ก</w:t></w:r>', "ก"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>ก</w:t></w:r>', "✓ก"),
        ("<w:r><w:t>๑</w:t><w:noBreakHyphen/><w:t>๒</w:t></w:r>", "๑-๒"),
        ("<w:r><w:t>&lt;p&gt;ก&lt;/p&gt; &lt;p&gt;ข&lt;br/&gt;ค&lt;/p&gt;</w:t></w:r>", "ก\nข\nค"),
        ("<w:r><w:t>&lt;3 ปี และ ก &lt; ข</w:t></w:r>", "<3 ปี และ ก < ข"),
        ("<w:r><w:t>\uf0b7 ก\uf70aข\u200b</w:t></w:r>", "• ก่ข\u200b"),
    ],
)
def test_a_paragraph_is_what_the_page_shows(content: str, text: str) -> None:
    assert paragraphs(f"<w:p>{content}</w:p>") == [text]


def test_a_content_control_that_was_never_filled_is_no_text() -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>คลิกที่นี่</w:t></w:r></w:sdtContent>"
    assert paragraphs(f"<w:p><w:r><w:t>ก</w:t></w:r><w:sdt>{prompt}</w:sdt></w:p>") == ["ก"]


def test_blocks_rows_and_cells_inside_content_controls_are_read() -> None:
    row = f"<w:sdt><w:sdtContent>{row_xml('a | b')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{cell_xml('c')}</w:sdtContent></w:sdt>{cell_xml('d')}</w:tr>"
    inner = f"<w:tbl>{row}{cell}</w:tbl><w:p><w:r><w:t>ท้าย</w:t></w:r></w:p>"
    found = read(body(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert found.tables[0].rows == (("a", "b"), ("c", "d"))
    assert [paragraph.text for paragraph in found.paragraphs] == ["ท้าย"]


def test_a_deleted_paragraph_end_joins_two_paragraphs_and_a_deleted_row_is_gone() -> None:
    ended = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>ก</w:t></w:r></w:p>"
    assert paragraphs(f"{ended}<w:p><w:r><w:t>ข</w:t></w:r></w:p>") == ["กข"]
    gone = row_xml("x | y").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    assert read(body(f"<w:tbl>{row_xml('a | b')}{gone}</w:tbl>")).tables[0].rows == (("a", "b"),)


BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice><w:drawing><s:txbx xmlns:s="s">{0}</s:txbx></w:drawing></mc:Choice>'
    '<mc:Fallback><w:pict><v:textbox xmlns:v="v">{0}</v:textbox></w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = BOX.format("<w:txbxContent><w:p><w:r><w:t>ในกรอบ</w:t></w:r></w:p></w:txbxContent>")
    assert paragraphs(f"<w:p><w:r><w:t>ก</w:t></w:r>{box}</w:p>") == ["ก", "ในกรอบ"]
    cell = f"<w:tc><w:p><w:r><w:t>ก</w:t></w:r>{box}</w:p></w:tc>"
    assert read(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")).tables[0].rows == (("ก\nในกรอบ",),)


def test_a_table_in_a_text_box_is_a_table() -> None:
    box = BOX.format(f"<w:txbxContent>{table_xml('a | b')}<w:p/></w:txbxContent>")
    assert read(body(f"<w:p>{box}</w:p>")).tables[0].rows == (("a", "b"),)


def test_a_nested_table_becomes_lines_of_its_cell_with_a_note() -> None:
    word = docx.Document()
    cell: _Cell = word.add_table(2, 2).cell(1, 0)
    cell.text = "ขั้นตอน"
    inner = cell.add_table(2, 2)
    for place, text in enumerate(("๑", "ประกาศ", "๒", "เผยแพร่")):
        inner.cell(*divmod(place, 2)).text = text
    found = read(word)
    assert found.tables[0].rows == (("", ""), ("ขั้นตอน\n๑ ประกาศ\n๒ เผยแพร่", ""))
    assert found.notes == (("import-file-nested-table", "1 (A2)"),)


def test_a_frame_of_one_cell_around_tables_is_looked_through() -> None:
    word = docx.Document()
    frame = word.add_table(1, 1).cell(0, 0)
    frame.text = "ตามตาราง"
    frame.add_table(1, 2).cell(0, 1).text = "มาตรการ"
    found = read(word)
    assert [paragraph.text for paragraph in found.paragraphs] == ["ตามตาราง"]
    assert (found.tables[0].rows, found.notes) == ((("", "มาตรการ"),), ())


def test_what_is_looked_through_leaves_no_trace_in_the_cell_around_it() -> None:
    """A frame's width is not that of the cell it stands in, and a box that holds nothing adds no line."""
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{table_xml("ก")}<w:p/></w:tc>'
    cell = f"<w:tc><w:tbl><w:tr>{wide}</w:tr></w:tbl><w:p/></w:tc>"
    found = read(body(f"<w:tbl><w:tr>{cell}{cell_xml('ข')}</w:tr></w:tbl>"))
    assert found.tables[0].rows == (("ก", "ข"),)
    box = BOX.format("<w:txbxContent><w:p><w:r><w:br/></w:r></w:p></w:txbxContent>")
    assert paragraphs(f"<w:p><w:r><w:t>ก</w:t></w:r>{box}<w:r><w:t>ข</w:t></w:r></w:p>") == ["กข"]


def level(number: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def numbered(levels: str, paragraphs_xml: str, nums: str = "", styles: str = "") -> list[str]:
    """The lines of a cell whose paragraphs are numbered by list 77 (abstract 70)."""
    word = body(f"<w:tbl><w:tr><w:tc>{paragraphs_xml}</w:tc></w:tr></w:tbl>")
    root = word.part.numbering_part.element
    abstract = f'<w:abstractNum {W} w:abstractNumId="70">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    own = '<w:num w:numId="77"><w:abstractNumId w:val="70"/></w:num>'
    for element in parse_xml(f"<w:numbering {W}>{own}{nums}</w:numbering>"):
        root.append(element)
    for entry in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        word.styles.element.append(entry)
    return read(word).tables[0].rows[0][0].split("\n")


def item(text: str, depth: int = 0, num: int = 77) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("form", "pattern", "lines"),
    [
        ("decimal", "%1.", ["1. ก", "2. ข"]),
        ("thaiNumbers", "%1)", ["๑) ก", "๒) ข"]),
        ("thaiLetters", "(%1)", ["(ก) ก", "(ข) ข"]),
        ("bullet", "\uf0b7", ["• ก", "• ข"]),
        ("bullet", "–", ["- ก", "- ข"]),
        ("none", "ข้อ", ["ข้อ ก", "ข้อ ข"]),
    ],
)
def test_printed_numbers_are_given_back(form: str, pattern: str, lines: list[str]) -> None:
    assert numbered(level(0, form, pattern), item("ก") + item("ข")) == lines


def test_lower_levels_start_anew_and_name_the_levels_above() -> None:
    levels = level(0, "thaiNumbers", "%1.") + level(1, "thaiNumbers", "%1.%2")
    content = item("ก") + item("กก", 1) + item("กข", 1) + item("ข") + item("ขก", 1)
    assert numbered(levels, content) == ["๑. ก", "๑.๑ กก", "๑.๒ กข", "๒. ข", "๒.๑ ขก"]


def test_a_second_list_goes_on_unless_it_says_where_to_start() -> None:
    goes_on = '<w:num w:numId="78"><w:abstractNumId w:val="70"/></w:num>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    anew = f'<w:num w:numId="79"><w:abstractNumId w:val="70"/>{override}</w:num>'
    content = item("ก") + item("ข", num=78) + item("ค", num=79) + item("ง", num=79)
    assert numbered(level(0, "decimal", "%1."), content, goes_on + anew) == ["1. ก", "2. ข", "4. ค", "5. ง"]


def test_a_style_gives_the_number_and_zero_takes_it_away() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Base">'
        '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Base"/></w:style>'
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="Item"/>{}</w:pPr><w:r><w:t>ก</w:t></w:r></w:p>'
    content = styled.format("") + styled.format('<w:numPr><w:numId w:val="0"/></w:numPr>') + styled.format("")
    assert numbered(level(0, "decimal", "%1."), content, styles=style) == ["1. ก", "ก", "2. ก"]


def test_a_paragraph_without_words_counts_but_shows_no_number() -> None:
    assert numbered(level(0, "decimal", "%1."), item("ก") + item("") + item("ค")) == ["1. ก", "", "3. ค"]


def test_numbers_go_on_from_cell_to_cell() -> None:
    word = docx.Document()
    made = word.add_table(1, 2)
    for cell, text in zip(made.rows[0].cells, "กข", strict=True):
        cell.paragraphs[0].text = text
        cell.paragraphs[0].style = "List Number"
    assert read(word).tables[0].rows == (("1. ก", "2. ข"),)


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (41, "thaiLetters", "ฮ"),
        (42, "thaiLetters", "กก"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (10, "thaiNumbers", "๑๐"),
        (3, "chicago", "3"),
        (3, "none", ""),
    ],
)
def test_number_formats(number: int, form: str, text: str) -> None:
    assert formatted(number, form) == text


def test_a_footnote_follows_the_table_that_refers_to_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = saved(body(table_xml("a | b").replace("</w:p>", f"{reference}</w:p>", 1)))
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>หมายเหตุ</w:t></w:r></w:p></w:footnote>'
    relation = b'<Relationship Id="rF" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>'
    found = read_docx(
        rewritten(
            data,
            {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relation)},
            word__footnotes=f"<w:footnotes {W}>{note}</w:footnotes>".encode(),
        ),
        "plan.docx",
    )
    assert found.tables[0].rows == (("a", "b"),)
    assert [(paragraph.text, paragraph.block) for paragraph in found.paragraphs] == [("หมายเหตุ", 1)]


def test_headers_footers_and_comments_are_no_text_of_the_document() -> None:
    word = docx.Document()
    word.add_paragraph("ก")
    word.sections[0].header.paragraphs[0].text = "หัวกระดาษ"
    word.sections[0].footer.paragraphs[0].text = "ท้ายกระดาษ"
    assert [paragraph.text for paragraph in read(word).paragraphs] == ["ก"]


def test_what_cannot_be_read_is_said() -> None:
    embedded = '<w:object><o:OLEObject xmlns:o="o"/></w:object>'
    picture = '<w:drawing><a:blip xmlns:a="a"/></w:drawing>'
    found = read(body(f"<w:p><w:r>{embedded}{picture}</w:r></w:p><w:altChunk/>"))
    assert found.notes == (("import-file-embedded", "2"), ("import-file-pictures", "1"))
    assert read(body(f"<w:p><w:r>{picture}</w:r></w:p>{table_xml('a')}")).notes == ()


def test_a_table_beyond_the_limit_is_left_out_with_a_note_or_refused_alone() -> None:
    wide = f"<w:tbl><w:tr>{cell_xml('{span=61} ก')}</w:tr></w:tbl>"
    found = read(body(wide + "<w:p/>" + table_xml("a | b")))
    assert [source_table.number for source_table in found.tables] == [2]
    assert found.notes == (("import-file-table-left-out", "1 (1 × 61)"),)
    with pytest.raises(RefusedError) as refused:
        encode(read(body(wide)))
    assert refused.value.finding.code == "import-file-too-long"


def test_strict_open_xml_and_macro_documents_are_read_like_others() -> None:
    word = docx.Document()
    word.add_paragraph("ก")
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = rewritten(
        saved(word),
        {
            "word/document.xml": lambda old: old.replace(W_URI.encode(), strict),
            "[Content_Types].xml": lambda old: old.replace(plain, macro),
        },
    )
    assert [paragraph.text for paragraph in read_docx(data, "plan.docm").paragraphs] == ["ก"]


@pytest.mark.parametrize(
    ("part", "change", "code", "found"),
    [
        ("word/document.xml", lambda old: old[:-40], "import-file-damaged", "word/document.xml"),
        ("word/document.xml", lambda old: b"", "import-file-damaged", "word/document.xml"),
        ("word/document.xml", lambda old: b"<a/>", "import-file-damaged", "word/document.xml"),
        ("_rels/.rels", lambda old: b"<Relationships/>", "file-damaged", "_rels/.rels"),
        (
            "word/document.xml",
            lambda old: b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e "e">]><d>&e;</d>',
            "import-file-damaged",
            "word/document.xml",
        ),
    ],
)
def test_a_broken_part_is_refused_by_name(
    part: str, change: Callable[[bytes], bytes], code: str, found: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_docx(rewritten(saved(docx.Document()), {part: change}), "plan.docx")
    assert (refused.value.finding.code, refused.value.finding.found) == (code, found)


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("000", [(3, 5), (3, 5), (2, 5)]),
        ("001", [(11, 3), (3, 6), (5, 6), (5, 6), (3, 6), (2, 6)]),
        ("002", [(6, 2), (7, 2), (3, 6), (4, 6), (2, 6)]),
        ("003", [(2, 6)] * 7),
        ("004", [(2, 4), (3, 4)]),
    ],
)
def test_real_documents(seeds: Path, name: str, shapes: list[tuple[int, int]]) -> None:
    data = (seeds / f"{name}.docx").read_bytes()
    found = read_docx(data, name)
    assert [(len(source_table.rows), len(source_table.rows[0])) for source_table in found.tables] == shapes
    assert found.notes == ()
    every = {line for paragraph in found.paragraphs for line in paragraph.text.split("\n")}
    every |= {
        line
        for source_table in found.tables
        for row in source_table.rows
        for cell in row
        for line in cell.split("\n")
    }
    runs = parse_xml(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).iter(f"{{{W_URI}}}t")
    assert {run.text.strip() for run in runs} - every == set()
