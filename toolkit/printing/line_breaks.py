"""Where a paragraph's lines end in a cell of a given width, as a spreadsheet program breaks them.

Lines end at blanks, between Thai words, and behind a hyphen, dash, slash or question mark in mid-text. A Thai
word and the figures, brackets or Latin letters that touch it are one: no line ends between them, nor within
a date like 12/03/2567. What is wider than a line is cut where the line is full. Widths are in pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, pairwise

from toolkit.printing.glyphs import PixelAdvances
from toolkit.printing.words import words

BLANKS = " \t\u200b"
_GROUP = re.compile(rf"[^{BLANKS}]+|[{BLANKS}]+")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_HYPHEN = re.compile(r"(?<=.)[-\u2013\u2014](?=[^-\u2013\u2014/?!,.:;)\]}%”’])")
_SLASH = re.compile(r"(?<=.)\?(?=\w)|(?<=\d)/(?=[^/\d])|(?<=[^\d])/(?=[^/])")


def line_ends(paragraph: str, width: int, font: PixelAdvances) -> list[int]:
    """The offsets at which the lines of a paragraph (no line break in it) end; the last is its length."""
    ends: list[int] = []
    used = 0  # of the current line, up to the place we are at
    start = 0  # of the current line
    for match in _GROUP.finditer(paragraph):
        group, place = match.group(), match.start()
        wide = font.width(group)
        if group[0] in BLANKS or used + wide <= width:  # blanks hang over the line's end
            used += wide
            continue
        for unit in _units(group):
            wide = font.width(unit)
            if used + wide > width and place > start:
                ends.append(place)
                start, used = place, 0
            if wide > width:
                cuts = [place + cut for cut in _cuts(unit, width, font)]
                ends.extend(cuts)
                start = cuts[-1] if cuts else start
                wide = font.width(paragraph[start : place + len(unit)])
            used += wide
            place += len(unit)
    ends.append(len(paragraph))
    return ends


@lru_cache(maxsize=4096)
def _units(group: str) -> tuple[str, ...]:
    """The parts of a text without blanks between which a line may end."""
    places = [match.end() for match in _HYPHEN.finditer(group)]
    for run in _THAI.finditer(group):
        inner = accumulate(map(len, words(run.group())), initial=run.start())
        places.extend(tuple(inner)[1:-1])
    return _parted(group, places)


def _parted(text: str, places: Iterable[int]) -> tuple[str, ...]:
    ordered = [0, *sorted(places), len(text)]
    return tuple(text[start:end] for start, end in pairwise(ordered))


def _cuts(unit: str, width: int, font: PixelAdvances) -> list[int]:
    """The places at which a unit that is wider than a line is cut, at slashes and where a line is full.

    LibreOffice ends a line at a slash now and then only; else it begins the whole on a new line and cuts it
    where that is full. To do both never takes fewer lines. Marks stay with their letters.
    """
    cuts: list[int] = []
    used = place = 0
    for part in _parted(unit, [match.end() for match in _SLASH.finditer(unit)]):
        wide = font.width(part)
        if place and used + wide > width:
            cuts.append(place)
            used = 0
        for each in part:
            advance = font[each]
            if advance and place and used + advance > width:
                cuts.append(place)
                used = 0
            used += advance
            place += 1
    return cuts
