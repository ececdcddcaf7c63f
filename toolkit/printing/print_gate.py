"""The print gate: does a PDF hold everything that its workbook holds, on pages as the workbook wants them?

A program that prints cuts what does not fit and says nothing. So whatever is printed goes through here
before anybody signs it: the text of every cell, paper and page numbers, empty pages, fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from toolkit.messages.catalogue import in_order
from toolkit.model.finding import Finding
from toolkit.printing.letters import letters
from toolkit.printing.pdf_pages import PdfError, PdfFont, PdfPage, read_pdf
from toolkit.printing.print_match import Cause, LostText, match_cells
from toolkit.typeset.page_setup import A4, PAPERS
from toolkit.xlsx.printed_cells import PrintedSheet, printed_sheets
from toolkit.xlsx.sheet_data import RefusedError

_CODES: Mapping[Cause, str] = {
    "too-low": "pdf-text-low",
    "too-narrow": "pdf-text-narrow",
    "number": "pdf-number-narrow",
}
_ANOTHER = 0.5
"""With a larger share of its cells absent, the PDF was made from something else."""
_NAMED = 8  # cells in one finding
_PAPERS = {8: "A3", A4: "A4", 11: "A5", 14: "F4"}
"""What offices print on. A sheet that names other paper, or none, has its paper from a program's defaults."""
_SIZE_TOLERANCE = 3.0  # points, one millimetre
_POINTS_PER_MM = 72 / 25.4
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|.)')
_NUMBER = r"(\d{1,4})"
_STYLE = re.compile(r"[,-]?(?:Regular|Bold|Italic|Oblique|BoldItalic|BoldOblique)$")


def check_pdf(workbook: bytes, pdf: bytes) -> tuple[Finding, ...]:
    """Everything by which a PDF falls short of the workbook that it was made from; nothing where it is sound.

    Raises nothing for files that cannot be read: that is one finding.
    """
    try:
        sheets = printed_sheets(workbook)
        pages = read_pdf(pdf)
    except RefusedError as error:
        return (error.finding,)
    except PdfError as error:
        return (Finding("pdf-unreadable", found=str(error)),)
    if sheets and not any(page.letters or page.too_low or page.too_narrow for page in pages):
        return (Finding("pdf-no-text", found=str(len(pages))),)
    matched = match_cells(sheets, pages)
    cells = sum(len(sheet.cells) for sheet in sheets)
    absent = sum(each.cause == "absent" for each in matched.lost)
    if absent > cells * _ANOTHER:
        return (Finding("pdf-other-workbook", found=str(absent), expected=str(cells)),)
    return in_order(
        (
            *_texts(matched.lost, sheets),
            *_hidden_rows(sheets),
            *_papers(pages, matched.sheets),
            *(Finding("pdf-page-empty", found=str(number + 1)) for number in sorted(matched.empty)),
            *_page_numbers(pages, matched.sheets),
            *_fonts(pages, sheets),
        )
    )


def _texts(lost: Sequence[LostText], sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    """What is lost cell by cell; cells of which nothing was printed are told together, sheet by sheet."""
    for each in lost:
        if each.cause != "absent":
            yield Finding(_CODES[each.cause], each.cell.sheet, each.cell.name, each.text)
    for sheet in sheets:
        absent = [each for each in lost if each.cause == "absent" and each.cell.sheet == sheet.name]
        if absent:
            names = ", ".join(each.cell.name for each in absent[:_NAMED])
            more = " …" if len(absent) > _NAMED else ""
            yield Finding("pdf-text-absent", sheet.name, names + more, absent[0].text, str(len(absent)))


def _hidden_rows(sheets: Iterable[PrintedSheet]) -> Iterator[Finding]:
    for sheet in sheets:
        for row, text in sheet.hidden_rows.items():
            yield Finding("pdf-row-hidden", sheet.name, f"A{row}", text, str(row))


def _papers(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet | None]) -> Iterator[Finding]:
    """Pages on other paper than their sheet asks for."""
    for number, (page, sheet) in enumerate(zip(pages, sheets, strict=True), start=1):
        if not _fits(page, sheet):
            place = f"{number} ({_millimetres(page.width, page.height)})"
            yield Finding("pdf-paper", sheet.name if sheet else "", found=place, expected=_wanted(sheet))


def _fits(page: PdfPage, sheet: PrintedSheet | None) -> bool:
    width, height = PAPERS[_paper(sheet)]
    size = (page.width, page.height)
    upright, across = (all(map(_near, size, wanted)) for wanted in ((width, height), (height, width)))
    return upright or across if sheet is None else across if sheet.landscape else upright


def _paper(sheet: PrintedSheet | None) -> int:
    return sheet.paper if sheet and sheet.paper in _PAPERS else A4


def _near(one: float, other: float) -> bool:
    return abs(one - other) < _SIZE_TOLERANCE


def _wanted(sheet: PrintedSheet | None) -> str:
    paper = _paper(sheet)
    if sheet is None:
        return _PAPERS[paper]
    width, height = PAPERS[paper]
    size = (height, width) if sheet.landscape else (width, height)
    return f"{_PAPERS[paper]} ({_millimetres(*size)})"


def _millimetres(width: float, height: float) -> str:
    return f"{width / _POINTS_PER_MM:.0f} × {height / _POINTS_PER_MM:.0f}"


def _page_numbers(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet | None]) -> Iterator[Finding]:
    """The first page whose number does not follow, where headers or footers count pages.

    Numbers run through the document, or begin anew with each sheet.
    """
    before: tuple[int, PrintedSheet | None] = (0, None)
    for place, (page, sheet) in enumerate(zip(pages, sheets, strict=True), start=1):
        pattern = _number_pattern(sheet)
        if pattern is None:
            before = place, sheet
            continue
        found = pattern.search(_margin_letters(page, sheet))
        numbers = [int(each) for each in found.groups()] if found else []
        own_pages = sum(1 for each in sheets if each is sheet)
        follows = bool(numbers) and (
            numbers[0] in (place, before[0] + 1) or (numbers[0] == 1 and before[1] is not sheet)
        )
        if not follows or (len(numbers) > 1 and numbers[1] not in (len(pages), own_pages)):
            shown = "/".join(map(str, numbers)) or "–"
            yield Finding("pdf-page-number", found=shown, expected=f"{place}/{len(pages)}")
            return
        before = numbers[0], sheet


def _margin_letters(page: PdfPage, sheet: PrintedSheet | None) -> str:
    """What a page shows in its header and footer."""
    top, bottom = sheet.margins if sheet else (0.0, 0.0)
    placed = zip(page.letters, page.heights, strict=True)
    return "".join(letter for letter, height in placed if not bottom <= height <= page.height - top)


def _number_pattern(sheet: PrintedSheet | None) -> re.Pattern[str] | None:
    """What the part of a header or footer that counts pages looks like in print; None where none does."""
    for text in sheet.margin_texts if sheet else ():
        if "&P" in text:
            ends = [0, *(edge for code in _CODE.finditer(text) for edge in code.span()), len(text)]
            words = [
                re.escape(letters(text[start:end])) for start, end in zip(ends[::2], ends[1::2], strict=True)
            ]
            codes = [_NUMBER if code[0] in ("&P", "&N") else "" for code in _CODE.finditer(text)]
            return re.compile("".join(word + code for word, code in zip(words, [*codes, ""], strict=True)))
    return None


def _fonts(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    """Fonts that the PDF does not hold, and fonts that the workbook names but others stand in for."""
    used = sorted({font for page in pages for font in page.fonts}, key=attrgetter("name"))
    outside = [font for font in used if not font.embedded]
    for name in dict.fromkeys(map(_family, outside)):
        yield Finding("pdf-font-outside", found=name)
    wanted = {name: _plain(name) for sheet in sheets for name in sorted(sheet.fonts) if name}
    strangers = [font for font in used if not _plain(font.name).startswith(tuple(wanted.values()))]
    missing = [
        name
        for name, plain in wanted.items()
        if not any(_plain(font.name).startswith(plain) for font in used)
    ]
    if missing and strangers:
        stand_ins = ", ".join(dict.fromkeys(map(_family, strangers)))
        yield Finding("pdf-font-replaced", found=stand_ins, expected=", ".join(missing))


def _family(font: PdfFont) -> str:
    return _STYLE.sub("", font.name)


def _plain(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())
