"""PDF pages as a reader of the paper sees them: size, visible letters, fonts and the number of pictures.

A spreadsheet program that prints draws a text that is too long for its cell all the same, and cuts it with
a clip; the text layer still holds what no reader of the paper will see. So a letter counts as seen only
where most of its box lies within its clip and the page. PDFium does the reading; docs/adr/0010 says why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from ctypes import addressof, byref, c_double, c_float, create_string_buffer
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from toolkit.thai.text import THAI_SHAPES

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

_SEEN = 0.7
"""The share of a letter's height and width that has to show; hairs lie outside in sound pages too."""
_SAME_LINE, _GAP = 1.0, 8.0  # points: how far baselines differ on one line, and words lie apart
_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen at the end of a line."""
_HIGH_HALVES, _LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_THIN = 0.1  # points: boxes of marks may have no width


# Programs that print take blanks out and put others in, write sara am as one letter or as two, put the marks
# above and below a consonant in any order, and some draw shifted marks with letters of their own (U+F700 on).
_NOT_DRAWN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]{2,}")


@lru_cache(maxsize=4096)
def letter_forms(character: str) -> str:
    """Return the letters of one character: none for a blank or invisible one, several for a ligature."""
    plain = unicodedata.normalize("NFKD", THAI_SHAPES.get(ord(character), character))
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _NOT_DRAWN)


def marks_in_order(letters: str) -> str:
    """Sort each run of marks on one consonant; the text stays as long as it was."""
    return _MARKS.sub(lambda run: "".join(sorted(run[0])), letters)


def letters(text: str) -> str:
    """Return the text as it is compared with a printed one."""
    return marks_in_order("".join(map(letter_forms, text)))


def origins(text: str) -> list[int]:
    """Return for each of `letters(text)` the offset in the text that it comes from.

    Marks on one consonant may be sorted otherwise, so for them only the run is right, not the place in it.
    """
    return [offset for offset, character in enumerate(text) for _ in letter_forms(character)]


class PdfError(Exception):
    """A file that is no PDF, is damaged, or is locked with a password."""


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font that text is drawn in: its name without the mark of a subset, and whether the file holds it."""

    name: str
    embedded: bool


@dataclass(slots=True)
class PdfPage:
    """One page. Sizes are in points, of the page turned as a reader holds it.

    `letters` are the visible ones, in the order they were drawn (see `letter_forms`); `heights`
    gives the height of each one's line above the lower edge. A text can begin and end only at `breaks`,
    offsets into `letters`; at a seam a line ends or a wide gap lies. `too_low` and `too_narrow` are letters
    cut off by a row or a column.
    """

    width: float
    height: float
    letters: str = ""
    heights: list[float] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    seams: set[int] = field(default_factory=set)
    too_low: str = ""
    too_narrow: str = ""
    fonts: set[PdfFont] = field(default_factory=set)
    pictures: int = 0


def read_pdf(data: bytes) -> tuple[PdfPage, ...]:
    """Read the pages of a PDF. Raises PdfError where it cannot be read or has none.

    Call it from one thread at a time: PDFium is not safe with more.
    """
    import pypdfium2  # 150 ms, and only printing needs it

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = tuple(_PageReader(page).read() for page in document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error
    if not pages:
        raise PdfError("no pages")
    return pages


class _PageReader:
    """Reads one page through PDFium's own functions, letter by letter."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = page
        self._text = page.get_textpage()
        self._sheet: Box = page.get_bbox()
        self._turn = page.get_rotation()  # degrees clockwise by which the page is turned to be looked at
        self._read = PdfPage(*page.get_size())
        self._seen: list[str] = []
        self._end = (0.0, 0.0)
        self._cut: dict[bool, list[str]] = {True: [], False: []}

    def read(self) -> PdfPage:
        """Return the page with its letters, fonts and pictures."""
        read = self._read
        drawn = list(self._page.get_objects())
        order = {_address(item.raw): number for number, item in enumerate(drawn)}
        for _, run, first, end in sorted(self._runs(order), key=lambda run: (run[0], run[2])):
            self._read_run(run, first, end)
        read.letters = marks_in_order("".join(self._seen))
        read.breaks.add(len(read.letters))
        read.too_low, read.too_narrow = (marks_in_order("".join(self._cut[low])) for low in (True, False))
        read.pictures = sum(item.type == self._pdfium.FPDF_PAGEOBJ_IMAGE for item in drawn)
        return read

    def _runs(self, order: Mapping[int, int]) -> Iterator[tuple[int, Any, int, int]]:
        """Yield for each text object when it was drawn, the object, and the range of its characters.

        The text layer sorts the objects of one line from left to right, which mixes neighbouring cells and
        moves marks; the order of drawing keeps the text of a cell together.
        """
        characters = range(self._text.count_chars())
        drawn = [self._pdfium.FPDFText_GetTextObject(self._text, index) for index in characters]
        for address, run in groupby(characters, lambda index: _address(drawn[index])):
            first, *others = run
            if address:
                yield order.get(address, len(order)), drawn[first], first, first + len(others) + 1

    def _read_run(self, drawn: Any, first: int, end: int) -> None:
        edges = [c_float() for _ in range(4)]
        self._pdfium.FPDFPageObj_GetBounds(drawn, *map(byref, edges))
        box = (edges[0].value, edges[1].value, edges[2].value, edges[3].value)
        clip = self._clip(drawn)
        whole = clip[0] <= box[0] and clip[1] <= box[1] and box[2] <= clip[2] and box[3] <= clip[3]
        x, y = c_double(), c_double()
        self._pdfium.FPDFText_GetCharOrigin(self._text, first, byref(x), byref(y))
        height, seen = self._height(x.value, y.value), len(self._seen)
        marks = letters("".join(map(self._character, range(first, end))))
        if self._read.heights and marks and all(unicodedata.category(mark) == "Mn" for mark in marks):
            height = self._read.heights[-1]  # a mark drawn apart stands on the line of its letter
        self._break()
        # A seam is where an object does not go on where the last one ended.
        if abs(y.value - self._end[1]) > _SAME_LINE or abs(x.value - self._end[0]) > _GAP:
            self._read.seams.add(len(self._read.heights))
        self._end = max(x.value, box[2]), y.value
        for index in range(first, end):
            forms = letter_forms(self._character(index))
            if not forms:
                self._break()
                continue
            across, up = (1.0, 1.0) if whole else _shares(self._box(index), clip)
            if min(across, up) >= _SEEN:
                self._seen.append(forms)
                self._read.heights.extend([height] * len(forms))
            else:  # on a page turned by a quarter, what cuts across the PDF cuts down the sheet
                beside = up if self._turn in (90, 270) else across
                self._cut[beside >= _SEEN].append(forms)
                self._break()
        self._break()
        if len(self._seen) > seen:
            buffer = create_string_buffer(256)
            font = self._pdfium.FPDFTextObj_GetFont(drawn)
            self._pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
            name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
            self._read.fonts.add(PdfFont(name, self._pdfium.FPDFFont_GetIsEmbedded(font) == 1))

    def _character(self, index: int) -> str:
        """Return the character at an index.

        PDFium counts UTF-16 units: a character of two comes whole at the first and blank at the second.
        """
        code = self._pdfium.FPDFText_GetUnicode(self._text, index)
        if code in _HYPHENS:
            return "-"
        if code in _HIGH_HALVES:
            low = self._pdfium.FPDFText_GetUnicode(self._text, index + 1)
            return chr(0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)) if low in _LOW_HALVES else ""
        return "" if code in _LOW_HALVES else chr(code)

    def _break(self) -> None:
        self._read.breaks.add(len(self._read.heights))

    def _height(self, across: float, up: float) -> float:
        """Return how high a place on the page is as a reader holds it."""
        left, bottom, right, top = self._sheet
        return {90: right - across, 180: top - up, 270: across - left}.get(self._turn, up - bottom)

    def _box(self, index: int) -> Box:
        left, right, bottom, top = (c_double() for _ in range(4))
        self._pdfium.FPDFText_GetCharBox(
            self._text, index, byref(left), byref(right), byref(bottom), byref(top)
        )
        return left.value, bottom.value, right.value, top.value

    def _clip(self, drawn: Any) -> Box:
        """Return the part of the page where a text object shows: what all its clips and the page share."""
        pdfium = self._pdfium
        clip = self._sheet
        paths = pdfium.FPDFPageObj_GetClipPath(drawn)
        x, y = c_float(), c_float()
        for path in range(max(0, pdfium.FPDFClipPath_CountPaths(paths))):
            across, up = [], []
            for at in range(pdfium.FPDFClipPath_CountPathSegments(paths, path)):
                segment = pdfium.FPDFClipPath_GetPathSegment(paths, path, at)
                pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
                across.append(x.value)
                up.append(y.value)
            if across:
                # Clips of cells are rectangles; of any other shape the box around it is taken.
                left, bottom, right, top = clip
                clip = (
                    max(left, min(across)),
                    max(bottom, min(up)),
                    min(right, max(across)),
                    min(top, max(up)),
                )
        return clip


def _address(drawn: Any) -> int:
    """Return where a text object lies in memory, 0 for none: PDFium has no other name for it."""
    return addressof(drawn.contents) if drawn else 0


def _shares(box: Box, clip: Box) -> tuple[float, float]:
    """Return the shares of a box's width and of its height, 0 to 1, that lie within a clip."""
    left, bottom, right, top = box
    width, height = max(right - left, _THIN), max(top - bottom, _THIN)
    across = min(left + width, clip[2]) - max(left, clip[0])
    up = min(bottom + height, clip[3]) - max(bottom, clip[1])
    return across / width, up / height
