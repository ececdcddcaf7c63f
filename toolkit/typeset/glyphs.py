"""How wide a text is and how high a line: the glyph advances of the font that stands in for TH Sarabun.

The advances are Laksaman's, in `advances.json` (made by `make.advances`). Marks above and below the line
have none. Spreadsheet programs lay out cells on the screen's pixels, 96 to the inch, each glyph a whole
number of them; so do we, and row heights that fit there fit on paper too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PIXELS_PER_POINT = 96 / 72
LARGER = 1.503
"""Laksaman's glyphs over those of TH Sarabun New, of which it is a larger redrawing."""
_UNKNOWN = 1.35
"""Ems of a character that the font lacks: the widest that stand-ins usually draw (an emoji)."""
_NO_ADVANCE = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Face:
    """A font face: the advance of each character and the reach of a line, in ems (1 = the font's size)."""

    advances: Mapping[str, float]
    ascent: float
    descent: float

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


@cache
def face(bold: bool = False) -> Face:
    """Return the regular or the bold face; it is read once."""
    table = json.loads(files(__package__).joinpath("advances.json").read_text("utf-8"))
    font = table["fonts"]["bold" if bold else "regular"]
    em = font["units_per_em"]
    advances = {
        chr(int(code, 16)): int(units) / em
        for units, codes in font["advances"].items()
        for code in codes.split()
    }
    return Face(advances, font["ascent"] / em, font["descent"] / em)


@cache
def pixel_advances(size: float, bold: bool = False) -> PixelAdvances:
    """Return the advances at a font size in points."""
    return PixelAdvances(face(bold), pixel_size(size))


def pixel_size(size: float) -> int:
    """Return a font size in points as whole pixels."""
    return round(size * PIXELS_PER_POINT)


def screen_line(size: float, bold: bool = False) -> float:
    """Return the pitch of lines in points on the screen, where ascent and descent are whole pixels."""
    font, pixels = face(bold), pixel_size(size)
    return (round(font.ascent * pixels) + round(font.descent * pixels)) / PIXELS_PER_POINT


def line_height(size: float, bold: bool = False) -> float:
    """Return the pitch of lines in points at a font size in points: the larger of screen and paper."""
    font = face(bold)
    return max(screen_line(size, bold), (font.ascent + font.descent) * size)
