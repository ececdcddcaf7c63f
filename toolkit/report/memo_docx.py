"""The memo as a Word file: a template filled by docxtpl, in a sandbox, with errors that name the paragraph.

What people wrote is data: it is escaped as XML, and its braces as well, which docxtpl would read as
expressions.
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Mapping
from functools import partial
from typing import Any
from xml.parsers import expat

import jinja2
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Pt
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from toolkit.model.entry import Picture
from toolkit.model.finding import Finding
from toolkit.report.memo import Column, MemoText
from toolkit.report.photo_rows import LOGO_HEIGHT, LOGO_WIDTH
from toolkit.templates.cell_text import TemplateError
from toolkit.typeset.glyphs import THAI_DIGITS
from toolkit.typeset.joins import joined
from toolkit.xlsx.new_workbook import MADE_AT
from toolkit.xlsx.package import Package, zip_again
from toolkit.xlsx.sheet_data import RefusedError

# Control characters and the like: most of them XML cannot hold even escaped, and Word refuses the file.
_NOT_XML = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Texts pasted from Word and the web bring line ends of their own.
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# docxtpl makes "{{" of a "{_{" in people's texts.
_BRACES = {"{": "&#123;", "}": "&#125;"}
_UNKNOWN_NAME = re.compile(r"'([^']*)'")
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_NUMBERING = {"thai": "thaiNumbers", "arabic": "decimal"}
# Word sets Thai letters in the font of "cs" (complex scripts), Latin ones in that of the others.
_FONT_SLOTS = tuple(qn(f"w:{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
_NO_DOCUMENT = (PackageNotFoundError, KeyError, ValueError, SyntaxError)
"""What Word's library makes of a zip that is no document."""
_HALF_A_LINE = 45  # letters, with marks above and below
_COLUMN = 26  # the same, where three stand abreast
_MOST_TITLE = 255  # what a document property may hold


def make_memo(
    memo: MemoText,
    template: bytes,
    logo: Picture | None = None,
    *,
    font: str = "",
    names: tuple[str, ...] = (),
) -> bytes:
    """Return the filled memo as .docx; equal arguments give equal bytes.

    `font` replaces the template's body font, for Thai and Latin letters alike; no line ends inside one of
    `names`. Raises TemplateError, naming
    the paragraph, for a template that is no Word file, has nothing to fill in, or whose expressions cannot be
    computed.
    """
    document = _open(template)
    if "{{" not in document.patch_xml(document.get_xml()):
        raise TemplateError(Finding("template-empty"))
    picture = _Emblem(document, logo) if logo else ""
    # docxtpl escapes nothing unless asked: one "&" in a text would break the document.
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=True, finalize=partial(_shown, names)
    )
    document.render({"memo": memo, "logo": picture}, environment, autoescape=True)
    filled: Any = document.docx
    filled.core_properties.title = _plain(memo.subject)[:_MOST_TITLE]
    # Page numbers are fields that Word counts itself, so their digits are a setting and no text.
    for numbering in filled.element.body.iter(qn("w:pgNumType")):
        numbering.set(qn("w:fmt"), _NUMBERING[memo.numerals])
    if font:
        _set_font(filled, font)
    if memo.numerals == "thai":
        _draw_thai_page_numbers(filled)
    return document_bytes(filled)


def document_bytes(document: Any) -> bytes:
    """Return the bytes of a document of python-docx, with fixed document and zip times."""
    document.core_properties.created = document.core_properties.modified = MADE_AT
    saved = io.BytesIO()
    document.save(saved)
    return zip_again(saved.getvalue())


class _Emblem:
    """The office's emblem where a template asks for it; nothing else of it can be reached from there."""

    def __init__(self, document: DocxTemplate, logo: Picture) -> None:
        width, height = logo.fitted(LOGO_WIDTH, LOGO_HEIGHT)
        self._image = InlineImage(document, io.BytesIO(logo.data), Pt(width), Pt(height))

    def __html__(self) -> str:
        return str(self._image)


class _Template(DocxTemplate):  # type: ignore[misc]
    """A Word template whose faults name the paragraph."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, object], jinja_env: Any = None
    ) -> str:
        try:
            filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except jinja2.UndefinedError as error:
            paragraph = _paragraph(src_xml, error)
            names = _UNKNOWN_NAME.findall(str(error)) or [paragraph]
            raise TemplateError(Finding("memo-template-name", found=names[-1], expected=paragraph)) from error
        # What an expression that an office wrote itself can raise; anything else is a fault of ours.
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            paragraph = _paragraph(src_xml, error)
            raise TemplateError(Finding("memo-template-expression", found=paragraph)) from error
        try:  # what is no XML, docxtpl would mend by leaving parts out
            expat.ParserCreate().Parse(filled.encode(), True)
        except expat.ExpatError as error:
            raise TemplateError(Finding("memo-template-torn")) from error
        return filled

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Leave the document's properties alone: they hold no expressions."""


def _open(template: bytes) -> _Template:
    document = _Template(io.BytesIO(template))
    try:
        # Limits first: Word's library unpacks whatever it is given.
        Package(template, any_kind=True).verify()
        document.init_docx()
    except RefusedError as error:
        finding = error.finding if error.beyond_limits else Finding("memo-template-unreadable")
        raise TemplateError(finding) from error
    except _NO_DOCUMENT as error:
        raise TemplateError(Finding("memo-template-unreadable")) from error
    return document


def _paragraph(source: str, error: Exception) -> str:
    """Return the text of the paragraph where a template failed: docxtpl puts each on a line of its own."""
    frames = traceback.extract_tb(error.__traceback__)
    numbers = [frame.lineno for frame in frames if frame.filename == "<template>"]
    number = getattr(error, "lineno", None) or (numbers[-1] if numbers else 0)
    lines = _PARAGRAPH.sub("\n<w:p", source).split("\n")
    return _TAG.sub("", lines[number - 1]).strip() if number else ""


def _shown(names: tuple[str, ...], value: object) -> object:
    """Return what an expression comes out as: a text in XML, its braces escaped as well, its pieces kept on
    one line."""
    if hasattr(value, "__html__"):
        return value
    # A name that is kept together and wider than its column would be cut in mid-word.
    most = _COLUMN if isinstance(value, Column) else _HALF_A_LINE
    text = str(escape(joined(_plain(str(value)), lambda piece: len(piece) <= most, names)))
    return Markup("".join(_BRACES.get(letter, letter) for letter in text))


def _plain(text: str) -> str:
    """Return a text as Word can hold it: one kind of line end, no tabs, which part columns here, no control
    characters."""
    return _NOT_XML.sub("", _LINE_END.sub("\n", text).replace("\t", " "))


def _draw_thai_page_numbers(document: Any) -> None:
    """Set the fields that count pages in the font that draws Arabic digits as Thai ones.

    Word counts in Thai digits by the setting above, which LibreOffice passes over.
    """
    for part in document.part.package.iter_parts():
        for field in part.element.iter(qn("w:fldSimple")) if hasattr(part, "element") else ():
            for run in field.iter(qn("w:r")) if field.get(qn("w:instr")).split()[:1] == ["PAGE"] else ():
                fonts = run.get_or_add_rPr().get_or_add_rFonts()
                for slot in _FONT_SLOTS:
                    fonts.set(slot, THAI_DIGITS)


def _set_font(document: Any, font: str) -> None:
    """Give every text in the template's body font another font."""
    roots = [part.element for part in document.part.package.iter_parts() if hasattr(part, "element")]
    fonts = [element for root in roots for element in root.iter(qn("w:rFonts"))]
    body = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    name = body.get(qn("w:cs")) if body is not None else None
    for element in fonts:
        for slot in _FONT_SLOTS:
            # A heading that the template sets in another font keeps it.
            if name and element.get(slot) == name:
                element.set(slot, font)
