"""The memo's Word template `workbooks/reports/memo.docx`: `python -m toolkit.report.memo.make_template`.

The form follows the usual official one: emblem at the top left, title 29 pt, labels 20 pt, body 16 pt,
margins 3 cm left, 2 cm right, 2.5 cm top, 2 cm bottom, dotted lines behind the labels. Fonts and sizes are
given for complex script too: these are the ones that Thai letters are drawn in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from toolkit.report.memo.docx_bytes import document_bytes
from toolkit.workbook.bundled import CHECKOUT

PATH = "reports/memo.docx"
FONT = "TH Sarabun New"
TITLE_SIZE, LABEL_SIZE, BODY_SIZE = 29, 20, 16
_TEXT_WIDTH = 16.0  # cm: A4 without the margins
_INDENT = 2.5
_PEN_SPACE, _PEN_LINE = 18, 22  # points above a signature, and between lines to write on
_DROPPED = (
    *("stylesWithEffects", "webSettings", "fontTable", "theme", "customXml", "numbering"),
    *("extended-properties", "thumbnail"),
)


def make_memo_template() -> bytes:
    """The template as .docx: styles named "Memo …", expressions in the text; always the same bytes."""
    document = Document()
    _strip(document)
    _settings(document)
    _defaults(document)
    _page(document)
    _styles(document)
    _head(document)
    for name in ("background", "facts", "proposal"):
        _section(document, name)
    _closing(document)
    _opinions(document)
    document.core_properties.title = "บันทึกข้อความ"
    document.core_properties.author = document.core_properties.comments = ""
    return document_bytes(document)


def write_memo_template(folder: Path = CHECKOUT) -> Path:
    """Write the template below a folder; gives its path."""
    path = folder.joinpath(*PATH.split("/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make_memo_template())
    return path


def _strip(document: Any) -> None:
    """Leave of the library's blank document only what a memo needs."""
    styles = document.styles.element
    for each in list(styles.findall(qn("w:style"))):
        if not each.get(qn("w:default")):
            styles.remove(each)
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in relations.items() if each.reltype.rpartition("/")[2] in _DROPPED]:
            del relations[key]


def _element(parent: Any, tag: str, **values: object) -> Any:
    """Add a child with attributes of the w: namespace."""
    child = OxmlElement(tag)
    for name, value in values.items():
        child.set(qn(f"w:{name}"), str(value))
    parent.append(child)
    return child


def _settings(document: Any) -> None:
    """Word's present layout rules, and Thai as the language of complex script."""
    settings = document.settings.element
    for each in list(settings):
        settings.remove(each)
    _element(settings, "w:zoom", percent=100)
    _element(settings, "w:defaultTabStop", val=720)
    _element(settings, "w:characterSpacingControl", val="doNotCompress")
    compat = _element(settings, "w:compat")
    uri = "http://schemas.microsoft.com/office/word"
    _element(compat, "w:compatSetting", name="compatibilityMode", uri=uri, val=15)
    _element(settings, "w:themeFontLang", val="en-US", bidi="th-TH")
    _element(settings, "w:decimalSymbol", val=".")
    _element(settings, "w:listSeparator", val=",")


def _defaults(document: Any) -> None:
    """The body font and size for every script, and no space between paragraphs."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in list(defaults):
        defaults.remove(each)
    run = _element(_element(defaults, "w:rPrDefault"), "w:rPr")
    _element(run, "w:rFonts", ascii=FONT, eastAsia=FONT, hAnsi=FONT, cs=FONT)
    _element(run, "w:sz", val=BODY_SIZE * 2)
    _element(run, "w:szCs", val=BODY_SIZE * 2)
    _element(run, "w:lang", val="en-US", eastAsia="en-US", bidi="th-TH")
    paragraph = _element(_element(defaults, "w:pPrDefault"), "w:pPr")
    _element(paragraph, "w:spacing", after=0, line=240, lineRule="auto")


def _page(document: Any) -> None:
    """A4 with the official margins; the page's number at the top from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.header_distance = section.footer_distance = Cm(1.25)
    section.different_first_page_header_footer = True
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:fmt"), "thaiNumbers")
    section._sectPr.find(qn("w:cols")).addprevious(numbering)
    head = section.header.paragraphs[0]
    head.style, head.alignment = document.styles["Normal"], WD_ALIGN_PARAGRAPH.CENTER
    head.add_run("- ")
    number = _element(_element(head._p, "w:fldSimple", instr="PAGE"), "w:r")
    _element(number, "w:t").text = "2"  # Word computes it anew; a field without a result may show nothing
    head.add_run(" -")


def _style(document: Any, name: str, *, size: int = 0, bold: bool = False, kind: Any = None) -> Any:
    """A new style, by default of paragraphs; size and weight hold for Thai and Latin letters alike."""
    style = document.styles.add_style(name, kind or WD_STYLE_TYPE.PARAGRAPH)
    if kind is None:
        style.base_style = document.styles["Normal"]
    style.quick_style = True
    run = style.element.get_or_add_rPr()
    if bold:
        _element(run, "w:b")
        _element(run, "w:bCs")
    if size:
        _element(run, "w:sz", val=size * 2)
        _element(run, "w:szCs", val=size * 2)
    return style


def _styles(document: Any) -> None:
    """The styles that an office finds in Word's list and may change there."""
    title = _style(document, "Memo Title", size=TITLE_SIZE, bold=True).paragraph_format
    title.tab_stops.add_tab_stop(Cm(_TEXT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    _style(document, "Memo Label", size=LABEL_SIZE, bold=True, kind=WD_STYLE_TYPE.CHARACTER)
    head = _style(document, "Memo Head").paragraph_format
    head.tab_stops.add_tab_stop(Cm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    to = _style(document, "Memo To").paragraph_format
    to.space_before = to.space_after = Pt(6)
    heading = _style(document, "Memo Heading", bold=True).paragraph_format
    heading.space_before, heading.keep_with_next = Pt(6), True
    text = _style(document, "Memo Text").paragraph_format
    text.first_line_indent, text.alignment = Cm(_INDENT), WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    item = _style(document, "Memo Item").paragraph_format
    item.first_line_indent = Cm(_INDENT)
    signature = _style(document, "Memo Signature").paragraph_format
    signature.alignment, signature.keep_together = WD_ALIGN_PARAGRAPH.CENTER, True
    line = _style(document, "Memo Line").paragraph_format
    line.keep_with_next, line.line_spacing = True, Pt(_PEN_LINE)


def _paragraph(place: Any, text: str, style: str, *, keep: bool = False) -> Any:
    """Add a paragraph to a document or a cell; `keep`: never parted from what follows."""
    paragraph = place.add_paragraph(text, style)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _head(document: Any) -> None:
    """Emblem and title, then the labelled lines, each dotted to the margin."""
    _paragraph(document, "{{ logo }}\tบันทึกข้อความ", "Memo Title")
    for labelled in (
        (("ส่วนราชการ", "memo.sender"),),
        (("ที่", "memo.number"), ("วันที่", "memo.date")),
        (("เรื่อง", "memo.subject"),),
    ):
        line = document.add_paragraph(style="Memo Head")
        if len(labelled) > 1:
            middle = Cm(_TEXT_WIDTH / 2)
            line.paragraph_format.tab_stops.add_tab_stop(middle, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        for label, name in labelled:
            line.add_run(label, "Memo Label")
            line.add_run(f"  {{{{ {name} }}}}\t")
    _paragraph(document, "เรียน  {{ memo.to }}", "Memo To")


def _loop(place: Any, each: str, of: str, style: str, *, keep: bool = False) -> None:
    """A paragraph for each text of a list; the tags stand in paragraphs of their own, which vanish."""
    place.add_paragraph(f"{{%p for {each} in {of} %}}")
    _paragraph(place, f"{{{{ {each} }}}}", style, keep=keep)
    place.add_paragraph("{%p endfor %}")


def _section(document: Any, name: str) -> None:
    """A numbered part; the last proposal stays with the closing, so that this never stands alone."""
    _paragraph(document, f"{{{{ memo.{name}.heading }}}}", "Memo Heading")
    _loop(document, "line", f"memo.{name}.told", "Memo Text", keep=name == "proposal")
    if name == "facts":
        _loop(document, "item", f"memo.{name}.items", "Memo Item")
        _loop(document, "line", f"memo.{name}.after", "Memo Text")
    if name == "proposal":
        _loop(document, "item", f"memo.{name}.items[:-1]", "Memo Item")
        _loop(document, "item", f"memo.{name}.items[-1:]", "Memo Item", keep=True)


def _closing(document: Any) -> None:
    closing = _paragraph(document, "{{ memo.closing }}", "Memo Text", keep=True)
    closing.paragraph_format.space_before = Pt(6)
    for part in ("line", "name", "title"):
        signed = _paragraph(document, f"{{{{ memo.writer.{part} }}}}", "Memo Signature", keep=True)
        signed.paragraph_format.left_indent = Cm(_TEXT_WIDTH * 0.45)
        if part == "line":
            signed.paragraph_format.space_before = Pt(_PEN_SPACE)


def _opinions(document: Any) -> None:
    """The opinions side by side: a row of headings, a row of lines for the pen with the signatures below."""
    document.add_paragraph("{%p if memo.opinions %}")
    table = document.add_table(4, 3)
    table.autofit = False
    opening, headings, signed, closing = table.rows
    opening.cells[0].text = "{%tr for row in memo.opinion_rows %}"
    closing.cells[0].text = "{%tr endfor %}"
    for row in (headings, signed):
        _element(row._tr.get_or_add_trPr(), "w:cantSplit")
        row.cells[0].text = "{%tc for each in row %}"
        row.cells[2].text = "{%tc endfor %}"
    for cell in (each for row in table.rows for each in row.cells):
        cell._tc.remove(cell._tc.tcPr)  # every column as wide as the others, however many there are
    heading = headings.cells[1]
    heading.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _first(heading, "{{ each.heading }}", "Memo Signature", keep=True)
    heading.paragraphs[0].paragraph_format.space_before = Pt(12)
    place = signed.cells[1]
    _first(place, "{%p if each.heading %}", "Memo Line")
    for indent in (0, 1):
        _dotted(_paragraph(place, "", "Memo Line", keep=True), indent)
    place.add_paragraph("{%p endif %}")
    for part in ("line", "name", "title"):
        each = _paragraph(place, f"{{{{ each.signature.{part} }}}}", "Memo Signature")
        if part == "line":
            each.paragraph_format.space_before = Pt(_PEN_SPACE)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)  # Word wants one behind a table


def _first(cell: Any, text: str, style: str, *, keep: bool = False) -> None:
    """Fill the paragraph that a cell has from the beginning."""
    (paragraph,) = cell.paragraphs
    paragraph.text, paragraph.style = text, style
    paragraph.paragraph_format.keep_with_next = keep or None


def _dotted(paragraph: Any, indent: int) -> None:
    """A dotted line as wide as the cell. Lines of equal indent would be drawn as one frame, without the
    line between them."""
    paragraph.paragraph_format.right_indent = Pt(indent)
    borders = OxmlElement("w:pBdr")
    _element(borders, "w:bottom", val="dotted", sz=6, space=0, color="auto")
    paragraph._p.pPr.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


if __name__ == "__main__":
    write_memo_template()
