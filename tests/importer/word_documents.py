"""Word documents built from XML in shorthand, and read again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

from toolkit.importer.document import SourceDocument
from toolkit.importer.read_docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(word: WordDocument) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def read(word: WordDocument) -> SourceDocument:
    return read_docx(saved(word), "plan.docx")


def body(xml: str) -> WordDocument:
    """A document whose body is the given XML (prefix w)."""
    word = docx.Document()
    for element in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        word.element.body.insert_element_before(element, "w:sectPr")
    return word


def paragraphs(xml: str) -> list[str]:
    return [paragraph.text for paragraph in read(body(xml)).paragraphs]


def rewritten(data: bytes, change: Mapping[str, Callable[[bytes], bytes]], **extra: bytes) -> bytes:
    """A package with some parts changed and parts added (`word__x` is word/x)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
        for name, content in extra.items():
            new.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def table(rows: str) -> tuple[tuple[str, ...], ...]:
    """The grid of a table in shorthand: rows are lines, cells are parted by "|"; a cell may begin with
    properties in braces, such as {span=2}, {downs} and {down} where a vertical merge starts and goes on."""
    return read(body(table_xml(rows))).tables[0].rows


def table_xml(rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(map(row_xml, rows.strip().splitlines()))}</w:tbl>"


def row_xml(line: str) -> str:
    before, _, line = line.strip().rpartition(">>")
    skipped = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    return f"<w:tr>{skipped}{''.join(map(cell_xml, line.split('|')))}</w:tr>"


def cell_xml(text: str) -> str:
    text = text.strip()
    properties = ""
    while text.startswith("{"):
        one, _, text = text[1:].partition("}")
        properties += {
            "down": "<w:vMerge/>",
            "downs": '<w:vMerge w:val="restart"/>',
        }.get(one, f'<w:gridSpan w:val="{one.removeprefix("span=")}"/>')
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
