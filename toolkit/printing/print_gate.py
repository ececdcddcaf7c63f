"""The print gate: whether a PDF holds everything that its workbook holds, on pages as the workbook asks.

A program that prints cuts what does not fit and says nothing. So whatever is printed is checked before
anybody signs it: the text of every cell, paper and page numbers, empty pages, fonts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from toolkit.messages.catalogue import in_order
from toolkit.model.finding import Finding
from toolkit.printing.pdf_pages import PdfError, PdfPage, letters, read_pdf
from toolkit.printing.print_match import Cause, LostText, Matched
from toolkit.typeset.page_setup import A4, PAPERS
from toolkit.xlsx.printed_cells import PrintedCell, PrintedSheet, printed_sheets
from toolkit.xlsx.sheet_data import RefusedError

_CODES: Mapping[Cause, str] = {
    "too-low": "pdf-text-low",
    "too-narrow": "pdf-text-narrow",
    "number": "pdf-number-narrow",
}
_OTHER_WORKBOOK = 0.5
"""With a larger share of its cells absent, the PDF was made from something else."""
_MOST_NAMED = 8  # cells in one finding
_PAPERS = {8: "A3", A4: "A4", 11: "A5", 14: "F4"}
"""Paper that offices use. A sheet that names another one, or none, has it from a program's defaults, not by
anybody's choice, so A4 is expected."""
_THIRD = 1 / 3
_SIGNED = "ลงชื่อ"
_LOOSE, _BAND, _ROUNDED = 1.08, 1.25, 30.0
"""How much higher than their texts need all rows of a sheet may be, and one row; and points beyond that."""
_SIZE_TOLERANCE = 3.0  # points, one millimetre
_POINTS_PER_MM = 72 / 25.4
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|.)')  # &P page, &N pages, fonts, colours …
_NUMBER = r"(\d{1,4})"
_STYLE = re.compile(r"[,-]?(?:Regular|Bold|Italic|Oblique|BoldItalic|BoldOblique)$")


def check_pdf(workbook: bytes, pdf: bytes) -> tuple[Finding, ...]:
    """Return a finding for everything in which a PDF falls short of the workbook that it was made from.

    A file that cannot be read gives one finding, too, and no error.
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
    matched = Matched(sheets, pages)
    cells = sum(len(sheet.cells) for sheet in sheets)
    absent = sum(lost.cause == "absent" for lost in matched.lost)
    if absent > cells * _OTHER_WORKBOOK:
        return (Finding("pdf-other-workbook", found=str(absent), expected=str(cells)),)
    return in_order(
        (
            *_lost_texts(matched.lost, sheets),
            *(
                Finding("pdf-row-hidden", sheet.name, f"A{row}", text, str(row))
                for sheet in sheets
                for row, text in sheet.hidden_rows.items()
            ),
            *_other_paper(pages, matched.sheets),
            *(Finding("pdf-page-empty", found=str(number + 1)) for number in sorted(matched.empty)),
            *_short_pages(pages, matched),
            *_torn_blocks(sheets, matched),
            *_blank_bands(sheets),
            *_page_numbers(pages, matched.sheets),
            *_fonts(pages, sheets),
        )
    )


def _lost_texts(lost: Sequence[LostText], sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    """Yield a finding for each text that was cut, and one for each sheet's cells that were not printed."""
    for text in lost:
        if text.cause != "absent":
            yield Finding(_CODES[text.cause], text.cell.sheet, text.cell.name, text.text)
    for sheet in sheets:
        absent = [text for text in lost if text.cause == "absent" and text.cell.sheet == sheet.name]
        if absent:
            names = ", ".join(text.cell.name for text in absent[:_MOST_NAMED])
            more = " …" if len(absent) > _MOST_NAMED else ""
            yield Finding("pdf-text-absent", sheet.name, names + more, absent[0].text, str(len(absent)))


def _other_paper(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet | None]) -> Iterator[Finding]:
    """Yield a finding for each page on other paper than its sheet asks for.

    A page that no sheet is known of (a picture alone) may lie either way.
    """
    for number, (page, sheet) in enumerate(zip(pages, sheets, strict=True), start=1):
        paper = sheet.paper if sheet and sheet.paper in _PAPERS else A4
        upright = PAPERS[paper]
        across = upright[::-1]
        expected = [upright, across] if sheet is None else [across if sheet.landscape else upright]
        off = (max(abs(page.width - wide), abs(page.height - high)) for wide, high in expected)
        if min(off) >= _SIZE_TOLERANCE:
            found = f"{number} ({_millimetres(page.width, page.height)})"
            name = f"{_PAPERS[paper]} ({_millimetres(*expected[0])})" if sheet else _PAPERS[paper]
            yield Finding("pdf-paper", sheet.name if sheet else "", found=found, expected=name)


def _short_pages(pages: Sequence[PdfPage], matched: Matched) -> Iterator[Finding]:
    """Yield a finding for each page that is less than a third full though its sheet goes on."""
    for number, (page, sheet) in enumerate(zip(pages, matched.sheets, strict=True)):
        # Where people type, pages end as they may; a picture fills a page without letters.
        if sheet is None or not sheet.heights or number in matched.empty or page.pictures:
            continue
        if matched.sheets[number + 1 : number + 2] != (sheet,):
            continue
        top, bottom = page.height - sheet.margins[0], sheet.margins[1]
        lowest = min((height for height in page.heights if bottom <= height <= top), default=top)
        if top - lowest < _THIRD * (top - bottom):
            full = round(100 * (top - lowest) / (top - bottom))
            yield Finding("pdf-page-short", sheet.name, found=f"{number + 1}", expected=str(full))


def _torn_blocks(sheets: Sequence[PrintedSheet], matched: Matched) -> Iterator[Finding]:
    """Yield a finding for each line for a signature whose name, and each table head whose first row, stands
    on the page after."""
    for sheet in sheets:
        texts: dict[int, list[PrintedCell]] = defaultdict(list)
        for cell in sheet.cells:
            texts[cell.row].append(cell)
        for row, after in pairwise(sorted(texts)):
            signed = any(cell.texts[0].lstrip().startswith(_SIGNED) for cell in texts[row])
            heads = texts[row][0].repeated and not texts[after][0].repeated
            here, there = (matched.pages.get((sheet.name, number)) for number in (row, after))
            if (signed or heads) and here and there and here.stop <= there.start:
                first = texts[row][0]
                yield Finding("pdf-block-torn", sheet.name, first.name, first.texts[0], str(here.stop))


def _blank_bands(sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    """Yield a finding for each sheet whose rows are higher than their texts: all of them together, or one by
    more than some lines."""
    for sheet in sheets:
        stored, needed = (sum(pair[side] for pair in sheet.heights.values()) for side in (0, 1))
        bands = [f"A{row}" for row, (own, least) in sheet.heights.items() if own > least * _BAND + _ROUNDED]
        if bands or stored > needed * _LOOSE + _ROUNDED:
            cells = ", ".join(bands[:_MOST_NAMED])
            yield Finding("pdf-rows-loose", sheet.name, cells, found=f"{stored / needed:.2f}")


def _millimetres(width: float, height: float) -> str:
    return f"{width / _POINTS_PER_MM:.0f} × {height / _POINTS_PER_MM:.0f}"


def _page_numbers(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet | None]) -> Iterator[Finding]:
    """Yield a finding for the first page whose number does not follow, where headers or footers count pages.

    Numbers run through the document, or begin anew with each sheet.
    """
    last_number, last_sheet = 0, None
    for place, (page, sheet) in enumerate(zip(pages, sheets, strict=True), start=1):
        pattern = _number_pattern(sheet)
        if sheet is None or pattern is None:
            last_number, last_sheet = place, sheet
            continue
        top, bottom = sheet.margins
        letters_placed = zip(page.letters, page.heights, strict=True)
        in_margins = (letter for letter, at in letters_placed if not bottom <= at <= page.height - top)
        match = pattern.search("".join(in_margins))
        numbers = [int(number) for number in match.groups()] if match else []
        follows = bool(numbers) and (
            numbers[0] in (place, last_number + 1) or (numbers[0] == 1 and last_sheet is not sheet)
        )
        totals = (len(pages), sum(other is sheet for other in sheets))
        if not follows or (len(numbers) > 1 and numbers[1] not in totals):
            shown = "/".join(map(str, numbers)) or "–"
            yield Finding("pdf-page-number", found=shown, expected=f"{place}/{len(pages)}")
            return
        last_number, last_sheet = numbers[0], sheet


def _number_pattern(sheet: PrintedSheet | None) -> re.Pattern[str] | None:
    """Return how the part of a header or footer that counts pages looks in print; None where none does."""
    text = next((text for text in (sheet.margin_texts if sheet else ()) if "&P" in text), None)
    if text is None:
        return None
    pattern, end = "", 0
    for code in _HEADER_CODE.finditer(text):
        pattern += re.escape(letters(text[end : code.start()]))
        pattern += _NUMBER if code[0] in ("&P", "&N") else ""
        end = code.end()
    return re.compile(pattern + re.escape(letters(text[end:])))


def _fonts(pages: Sequence[PdfPage], sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    """Yield findings for fonts that the PDF does not hold, and for named fonts that others stand in for."""
    used = sorted({font for page in pages for font in page.fonts}, key=attrgetter("name"))
    for name in dict.fromkeys(_STYLE.sub("", font.name) for font in used if not font.embedded):
        yield Finding("pdf-font-outside", found=name)
    wanted = {name: _plain(name) for sheet in sheets for name in sorted(sheet.fonts) if name}
    strangers = [font for font in used if not _plain(font.name).startswith(tuple(wanted.values()))]
    names = [_plain(font.name) for font in used]
    missing = [named for named, plain in wanted.items() if not any(name.startswith(plain) for name in names)]
    if missing and strangers:
        stand_ins = ", ".join(dict.fromkeys(_STYLE.sub("", font.name) for font in strangers))
        yield Finding("pdf-font-replaced", found=stand_ins, expected=", ".join(missing))


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
