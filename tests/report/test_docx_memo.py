"""The memo as a Word document, and as it prints."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given
from hypothesis import strategies as st
from office_program import convert
from pdf_text import pdf_text, squeezed, unjoined
from PIL import Image
from sample_office import sample_figures, sample_plan

from toolkit.books.bundled import CHECKOUT, bundled
from toolkit.model.finding import Finding
from toolkit.report.endings import Signature
from toolkit.report.memo import MemoText, Opinion, memo_text
from toolkit.report.memo_docx import make_memo
from toolkit.report.photo_rows import Picture, prepare_picture
from toolkit.templates.cell_text import TemplateError

TEMPLATE = bundled("reports/memo.docx")
FONT = "TH Sarabun New"
PLAN = sample_plan()
FIGURES = sample_figures(PLAN, entries={})
MEMO = memo_text(PLAN, FIGURES, "plan", "ตย 1/2", dt.date(2023, 10, 2))
HOSTILE = "ก & ข <w:p> {{ 7*7 }} {% if %} {_{ ]]> &amp; \x00\x1b\"'"
HOSTILE_AS_READ = "ก & ข <w:p> {{ 7*7 }} {% if %} {_{ ]]> &amp; \"'"


def _filled(memo: MemoText = MEMO, template: bytes = TEMPLATE, **more: Any) -> Any:
    return docx.Document(io.BytesIO(make_memo(memo, template, **more)))


def _texts(document: Any) -> list[str]:
    """The text of every paragraph in order, those in tables as well."""
    return ["".join(_pieces(element)) for element in document.element.body.iter(qn("w:p"))]


def _pieces(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        inside = element.getparent().tag == qn("w:r")
        yield (
            unjoined(element.text or "")
            if element.tag == qn("w:t")
            else "\n" * inside
            if element.tag == qn("w:br")
            else "\t" * inside
        )


def _picture(size: tuple[int, int] = (300, 300)) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, "PNG")
    picture = prepare_picture(buffer.getvalue(), 300, 300)
    assert isinstance(picture, Picture)
    return picture


def _edited(change: Callable[[Any], object]) -> bytes:
    """The template as an office left it."""
    document = docx.Document(io.BytesIO(TEMPLATE))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(document: Any, words: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


# What it says --------------------------------------------------------------------------------


def test_every_part_in_its_order() -> None:
    said = "\n".join(_texts(_filled()))
    parts = [
        *("บันทึกข้อความ", MEMO.sender, MEMO.number, "วันที่", MEMO.date, "เรื่อง", MEMO.subject, "เรียน  " + MEMO.to),
        *(
            line
            for section in MEMO.sections
            for line in (section.heading, *section.told, *section.items, *section.after)
        ),
        *(MEMO.closing, MEMO.writer.line, MEMO.writer.name, MEMO.writer.title),
        *(opinion.heading for opinion in MEMO.opinions),
        *(opinion.signature.name for opinion in MEMO.opinions),
    ]
    place = 0
    for part in parts:
        place = said.index(part, place) + len(part)


def test_places_for_the_pen_are_dotted() -> None:
    blank = _filled(memo_text(PLAN, FIGURES, "plan"))
    (line,) = [paragraph for paragraph in blank.paragraphs if paragraph.text.startswith("ที่")]
    assert line.text == "ที่  \tวันที่  \t"
    stops = [(tab_stop.position.cm, tab_stop.leader) for tab_stop in line.style.paragraph_format.tab_stops]
    stops += [(tab_stop.position.cm, tab_stop.leader) for tab_stop in line.paragraph_format.tab_stops]
    assert sorted(round(where, 1) for where, _ in stops) == [8.0, 16.0]
    assert {str(leader) for _, leader in stops} == {"DOTS (1)"}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_opinions_share_the_width(count: int) -> None:
    opinions = tuple(
        Opinion(f"ความเห็นที่ {place}", Signature("ลงชื่อ", f"(นาย {place})", "ตำแหน่ง")) for place in range(count)
    )
    document = _filled(replace(MEMO, opinions=opinions))
    (table,) = document.tables
    abreast = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3}[count]
    assert [len(row._tr.tc_lst) for row in table.rows] == [abreast] * (
        2 * len(replace(MEMO, opinions=opinions).opinion_rows)
    )
    assert [text for text in _texts(document) if text.startswith("ความเห็นที่")] == [
        opinion.heading for opinion in opinions
    ]
    columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
    assert len(columns) == abreast
    assert max(columns) - min(columns) <= 2 and abs(sum(columns) - 16 / 2.54 * 1440) < 5
    borders = sum(1 for _ in table._tbl.iter(qn("w:pBdr")))
    assert borders == 2 * count  # two lines for the pen each, none in a blank place


def test_a_name_wider_than_its_column_may_end_a_line() -> None:
    """Kept together, it was cut in mid-word by programs that had no other place to end the line."""
    name = "องค์การบริหารส่วนตำบลหนองกะปุกสมมติ"
    opinion = Opinion(f"ความเห็นของนายก{name}", Signature("", "", f"นายก{name} อำเภอทุ่งสมมติ จังหวัดจำลองบุรี"))
    memo = replace(MEMO, opinions=(opinion,) * 3)
    texts = [element.text or "" for element in _filled(memo, names=(name,)).element.body.iter(qn("w:t"))]
    said = [text for text in texts if f"นายก{name}" in unjoined(text)]
    assert len(said) == 6
    assert all(name in text for text in said)


def test_without_opinions_there_is_no_table() -> None:
    assert _filled(replace(MEMO, opinions=())).tables == []


def test_equal_arguments_give_equal_bytes() -> None:
    first = make_memo(MEMO, TEMPLATE, _picture(), font="TH SarabunPSK")
    assert first == make_memo(MEMO, TEMPLATE, _picture(), font="TH SarabunPSK")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# What people wrote is data -------------------------------------------------------------------


def _everywhere(text: str) -> MemoText:
    """A memo whose every text is this one."""
    part = replace(MEMO.facts, heading=text, told=(text,), items=(text, text), after=(text,))
    signature = Signature(text, text, text)
    lines = dict.fromkeys(("sender", "number", "date", "subject", "to", "closing"), text)
    return replace(
        MEMO,
        **lines,  # type: ignore[arg-type]
        background=part,
        facts=part,
        proposal=part,
        writer=signature,
        opinions=(Opinion(text, signature),),
    )


def test_hostile_text_is_printed_as_it_is() -> None:
    document = _filled(_everywhere(HOSTILE))
    assert sum(text.count(HOSTILE_AS_READ) for text in _texts(document)) == 5 + 2 + 5 + 4 + 1 + 3 + 4
    assert document.core_properties.title == HOSTILE_AS_READ


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\u2028"])
def test_a_line_end_is_a_line_break(end: str) -> None:
    assert "ก\nข" in _texts(_filled(replace(MEMO, closing=f"ก{end}ข")))


def test_a_tab_is_a_blank() -> None:
    """A tab would run to the dotted edge."""
    assert "ก ข" in _texts(_filled(replace(MEMO, closing="ก\tข")))


def test_a_long_subject_is_cut_in_the_properties_alone() -> None:
    document = _filled(replace(MEMO, subject="ก" * 300))
    assert document.core_properties.title == "ก" * 255
    assert any("ก" * 300 in text for text in _texts(document))


@given(st.text(max_size=40))
def test_any_text_survives(text: str) -> None:
    kept = "".join(
        letter
        for letter in text
        if not (letter < " " or "\x7f" <= letter <= "\x9f" or letter in "\ufffe\uffff")
    )
    said = _texts(_filled(replace(MEMO, closing=f"«{text}»")))
    assert [line for line in said if squeezed(line) == squeezed(f"«{kept}»")]


# Fonts, sizes, margins -----------------------------------------------------------------------


@pytest.mark.parametrize("font", ["", "TH SarabunIT๙"])
def test_thai_letters_have_the_font_the_size_and_the_weight(font: str) -> None:
    document = _filled(font=font)
    # The number of a page has a font of its own, which draws its digits.
    roots = [document.element, document.styles.element]
    fonts = [element for root in roots for element in root.iter(qn("w:rFonts"))]
    assert fonts
    for slots in fonts:
        assert {slots.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs")} == {font or FONT}
        assert not any("Theme" in name or "theme" in name for name in slots.attrib)
    for root in roots:
        for plain, thai in (("w:sz", "w:szCs"), ("w:b", "w:bCs")):
            for element in root.iter(qn(plain)):
                twin = element.getparent().find(qn(thai))
                assert twin is not None and twin.get(qn("w:val")) == element.get(qn("w:val"))
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:bidi")) == "th-TH"


def test_sizes_and_margins_are_those_of_the_form() -> None:
    document = _filled()
    half_points = {
        element.get(qn("w:styleId")): element.find(f".//{qn('w:szCs')}").get(qn("w:val"))
        for element in document.styles.element.iter(qn("w:style"))
        if element.find(f".//{qn('w:szCs')}") is not None
    }
    assert half_points == {"MemoTitle": "58", "MemoLabel": "40"}
    body = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:szCs')}")
    assert body is not None and body.get(qn("w:val")) == "32"
    (section,) = document.sections
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.cm, 1) for margin in margins] == [3.0, 2.0, 2.5, 2.0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    labels = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style.name == "Memo Label"
    ]
    assert labels == ["ส่วนราชการ", "ที่", "วันที่", "เรื่อง"]


@pytest.mark.parametrize(("numerals", "format_"), [("thai", "thaiNumbers"), ("arabic", "decimal")])
def test_pages_are_numbered_in_the_offices_digits(numerals: Any, format_: str) -> None:
    document = _filled(replace(MEMO, numerals=numerals))
    (numbering,) = document.element.body.iter(qn("w:pgNumType"))
    assert numbering.get(qn("w:fmt")) == format_
    # LibreOffice passes over the setting: there the font draws Arabic digits as Thai ones.
    fonts = [slots.get(qn("w:cs")) for slots in document.sections[0].header._element.iter(qn("w:rFonts"))]
    assert fonts == (["TH SarabunIT๙"] if numerals == "thai" else [])


@pytest.mark.parametrize(("size", "across"), [((300, 300), 1.5), ((900, 300), 3.0), ((100, 300), 0.5)])
def test_the_emblem_is_as_high_as_the_form_asks(size: tuple[int, int], across: float) -> None:
    (shape,) = _filled(logo=_picture(size)).inline_shapes
    assert shape.width.cm == pytest.approx(across, abs=0.02)
    assert shape.height.cm == pytest.approx(across * size[1] / size[0], abs=0.02)
    assert shape.height <= Cm(1.5) + Pt(1)


def test_without_an_emblem_the_title_stands_alone() -> None:
    document = _filled()
    assert len(document.inline_shapes) == 0
    assert _texts(document)[0] == "\tบันทึกข้อความ"


# Templates that an office changed ------------------------------------------------------------


def test_an_office_may_word_and_order_its_template() -> None:
    def change(document: Any) -> None:
        heading = _paragraph(document, "memo.background.heading")
        heading.text = "ความเป็นมา ({{ memo.numerals }})"
        document.core_properties.author = "{{ สำนักปลัด"

    document = _filled(template=_edited(change))
    assert "ความเป็นมา (thai)" in _texts(document)
    assert document.core_properties.author == "{{ สำนักปลัด"


def test_an_expression_that_word_tore_into_runs_is_read() -> None:
    def change(document: Any) -> None:
        closing = _paragraph(document, "memo.closing")
        closing.runs[0].text = "{{ memo.clo"
        closing.add_run("sing }}").bold = True

    assert MEMO.closing in _texts(_filled(template=_edited(change)))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "เรียน {{ memo.boss }}",
            Finding("memo-template-name", found="boss", expected="เรียน {{ memo.boss }}"),
        ),
        ("เรียน {{ person }}", Finding("memo-template-name", found="person", expected="เรียน {{ person }}")),
        ("เรียน {{ memo.to + 1 }}", Finding("memo-template-expression", found="เรียน {{ memo.to + 1 }}")),
        ("เรียน {{ memo.to ) }}", Finding("memo-template-expression", found="เรียน {{ memo.to ) }}")),
        ("{{ memo.__class__ }}", Finding("memo-template-expression", found="{{ memo.__class__ }}")),
        (
            "{{ memo.__class__.__mro__ }}",
            Finding("memo-template-expression", found="{{ memo.__class__.__mro__ }}"),
        ),
        ("{{ logo._image.tpl }}", Finding("memo-template-expression", found="{{ logo._image.tpl }}")),
        ("{{ memo.to | safe }}", Finding("memo-template-torn")),
    ],
)
def test_a_fault_names_its_paragraph(text: str, finding: Finding) -> None:
    template = _edited(lambda document: setattr(_paragraph(document, "memo.to"), "text", text))
    with pytest.raises(TemplateError) as caught:
        make_memo(replace(MEMO, to="<&"), template, _picture())
    assert caught.value.findings == (finding,)


def test_a_condition_that_ends_inside_a_table_is_refused() -> None:
    def change(document: Any) -> None:
        document.add_paragraph("{% if memo.date == '' %}ก")
        document.add_table(1, 1).rows[0].cells[0].text = "ข{% endif %}"

    with pytest.raises(TemplateError) as caught:
        make_memo(MEMO, _edited(change))
    assert caught.value.findings == (Finding("memo-template-torn"),)


@pytest.mark.parametrize("data", [b"", b"PK", b"no document", (CHECKOUT / "plan.xlsx").read_bytes()])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        make_memo(MEMO, data)
    assert caught.value.findings == (Finding("memo-template-unreadable"),)


def test_a_template_that_swells_when_unpacked_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO(_edited(lambda _: None))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/media/image1.png", "\0" * 60_000_000, zipfile.ZIP_DEFLATED)
    with pytest.raises(TemplateError) as caught:
        make_memo(MEMO, buffer.getvalue())
    assert [finding.code for finding in caught.value.findings] == ["file-too-large"]


# As it prints --------------------------------------------------------------------------------


def _pages(soffice: str, folder: Path, memo: MemoText) -> list[str]:
    """The text of each printed page, without blanks."""
    path = folder / "memo.docx"
    path.write_bytes(make_memo(memo, TEMPLATE, _picture(), font="Laksaman"))
    assert pdf_text(soffice, path)
    printed = subprocess.run(
        ["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True
    ).stdout.decode()
    return [squeezed(word) for word in printed.split("\f") if word.strip()]


@pytest.mark.parametrize("measures", [1, 3, 13])
def test_the_closing_never_stands_alone_on_a_page(soffice: str, tmp_path: Path, measures: int) -> None:
    long = " ".join([PLAN.measures[0].measure] * 2)
    listed = tuple(
        replace(PLAN.measures[0], measure_no=str(no), measure=long) for no in range(1, measures + 1)
    )
    memo = memo_text(replace(PLAN, measures=listed), FIGURES, "plan")
    pages = _pages(soffice, tmp_path, memo)
    assert squeezed("บันทึกข้อความ") in pages[0] and squeezed("บันทึกข้อความ") not in "".join(pages[1:])
    assert len(pages) > 1
    for part in (
        memo.proposal.items[-1],
        memo.closing,
        memo.writer.name,
        *(opinion.heading for opinion in memo.opinions),
    ):
        assert squeezed(part) in pages[-1]
    assert squeezed("".join(memo.facts.items)) in "".join(pages).replace("-2-", "").replace(
        "-3-", ""
    ).replace("-4-", "")


def test_a_template_saved_by_another_program_still_fills(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(TEMPLATE)
    saved = convert(soffice, tmp_path / "memo.docx", tmp_path / "saved" / "memo.docx").read_bytes()
    assert saved != TEMPLATE
    filled = _filled(template=saved, font="TH SarabunPSK", logo=_picture())
    assert [text for text in _texts(filled) if text] == [text for text in _texts(_filled()) if text]
    assert len(filled.inline_shapes) == 1
