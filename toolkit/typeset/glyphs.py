"""How wide a text is and how high a line, in the fonts in which Thai offices write.

Advances and line heights stand in `advances.json` (made by `make.advances`), so a workbook is measured for
the font that it names on a machine that has it and on one that has not. A font that we do not know is
measured as the largest, `STAND_IN`. Marks above and below the line have no advance. Spreadsheet programs lay
out cells on the screen's pixels, 96 to the inch, each glyph a whole number of them; so do we, and row
heights that fit there fit on paper too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PIXELS_PER_POINT = 96 / 72
PAPER_PARTS = 16
"""Parts of a pixel: on paper glyphs have no whole ones."""
BODY_FONT = "TH Sarabun New"
"""The font of workbooks that name no other."""
STAND_IN = "Laksaman"
"""The free redrawing of TH Sarabun New, about one and a half times as large at the same size."""
THAI_DIGITS = "TH SarabunIT๙"
"""The font that draws Arabic digits as Thai ones."""
_OFFICIAL, _LETTER = "TH ", "ก"
_UNKNOWN = 1.35
"""Ems of a character that the font lacks: the widest that stand-ins usually draw (an emoji)."""
_NO_ADVANCE = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Face:
    """A font face: the advance of each character and the reach of a line, in ems (1 = the font's size).

    `ascent` and `descent` are what LibreOffice takes, `windows` both of those that Excel takes on Windows.
    """

    advances: Mapping[str, float]
    ascent: float
    descent: float
    windows: tuple[float, float]

    @property
    def digit(self) -> float:
        """The widest of the digits 0-9, in which spreadsheet programs count column widths."""
        return max(map(self.advances.__getitem__, "0123456789"))


class PixelAdvances(dict[str, int]):
    """Character -> advance in pixels at one size; characters that the font lacks come in when met."""

    def __init__(self, face: Face, size: int) -> None:
        super().__init__((character, int(ems * size + 0.5)) for character, ems in face.advances.items())
        self._unknown = int(_UNKNOWN * size + 0.5)

    def __missing__(self, character: str) -> int:
        self[character] = 0 if unicodedata.category(character) in _NO_ADVANCE else self._unknown
        return self[character]

    def width(self, text: str) -> int:
        """Return the width of a text on one line."""
        return sum(map(self.__getitem__, text))


_fonts = cache(lambda: json.loads(files(__package__).joinpath("advances.json").read_text("utf-8"))["fonts"])


@cache
def face(bold: bool = False, font: str = BODY_FONT) -> Face:
    """Return the regular or the bold face of a font."""
    known = _fonts()
    stored = known.get(font, known[STAND_IN])["bold" if bold else "regular"]
    em = stored["units_per_em"]
    advances = {
        chr(int(code, 16)): int(units) / em
        for units, codes in stored["advances"].items()
        for code in codes.split()
    }
    advances["\u00a0"] = advances[" "]  # the blank at which no line ends is as wide in every program
    ascent, descent = (units / em for units in stored["line"])
    above, below = (units / em for units in stored["windows"])
    return Face(advances, ascent, descent, (above, below))


@cache
def pixel_advances(size: float, bold: bool = False, font: str = BODY_FONT) -> PixelAdvances:
    """Return the advances at a font size in points."""
    return PixelAdvances(face(bold, font), pixel_size(size))


@cache
def paper_advances(size: float, bold: bool = False, font: str = BODY_FONT) -> PixelAdvances:
    """Return the advances on paper at a font size in points, in parts of a pixel."""
    return PixelAdvances(face(bold, font), round(size * PIXELS_PER_POINT * PAPER_PARTS))


def pixel_size(size: float) -> int:
    """Return a font size in points as whole pixels."""
    return round(size * PIXELS_PER_POINT)


@cache
def screen_line(size: float, bold: bool = False, font: str = BODY_FONT) -> float:
    """Return the pitch of lines in points on the screen, where ascent and descent are whole pixels."""
    drawn, pixels = face(bold, font), pixel_size(size)
    return (round(drawn.ascent * pixels) + round(drawn.descent * pixels)) / PIXELS_PER_POINT


@cache
def line_height(size: float, bold: bool = False, font: str = BODY_FONT, *, windows: bool = False) -> float:
    """Return the pitch of lines in points at a font size in points: the larger of screen and paper.

    With `windows` also as large as Excel has it there, which for some fonts is a fifth more.
    """
    drawn, pixels = face(bold, font), pixel_size(size)
    height = max(screen_line(size, bold, font), (drawn.ascent + drawn.descent) * size)
    if font.startswith(_OFFICIAL):
        # Where the font is missing its redrawing is printed, as wide and sometimes a little higher.
        redrawn = size * drawn.advances[_LETTER] / face(bold, STAND_IN).advances[_LETTER]
        height = max(height, line_height(redrawn, bold, STAND_IN))
    in_excel = sum(round(reach * pixels) for reach in drawn.windows) / PIXELS_PER_POINT
    return max(height, in_excel) if windows else height
