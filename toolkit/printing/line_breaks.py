"""Where a paragraph's lines end in a cell of a given width, as a spreadsheet program breaks them.

Lines end at blanks, between Thai words, and behind a hyphen, dash, slash or question mark. A Thai word and
the figures, brackets or Latin letters that touch it are one: no line ends between them, nor within a date
like 12/03/2567. What is wider than a line is cut where the line is full. Widths are in pixels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from toolkit.printing.glyphs import PixelAdvances
from toolkit.printing.words import words

BLANKS = " \t\u200b"
_BLANK = re.compile(rf"[{BLANKS}]+")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_BEHIND = re.compile(
    r"[-\u2013\u2014](?=[^-\u2013\u2014/?!,.:;)\]}%”’])"
    r"|(?<=.)\?(?=\w)"
    r"|(?<=\d)/(?=[^/\d])|(?<=[^\d])/(?=[^/])"
)
_CLOSING = frozenset(")]},.:;!?/")  # no line begins with these, even behind a blank
_OPENING = frozenset("([{")
_PATH = 66  # letters: LibreOffice keeps a path together that began no longer ago


def line_ends(paragraph: str, width: int, font: PixelAdvances) -> list[int]:
    """The offsets at which the lines of a paragraph (no line break in it) end; the last is its length."""
    reach = list(accumulate(map(font.__getitem__, paragraph), initial=0))
    size = len(paragraph)
    starts = _starts(paragraph)
    ends: list[int] = []
    start = 0
    while reach[size] - reach[start] > width:
        full = bisect_right(reach, reach[start] + width, start + 1) - 1  # marks of the last letter included
        if paragraph[full] in BLANKS:
            start = full + 1  # one blank hangs over the line's end
        else:
            start = _end(paragraph, starts, start, max(full, start + 1))
        if start == size:
            break
        ends.append(start)
    return [*ends, size]


def _starts(paragraph: str) -> list[int]:
    """The offsets behind blanks at which a line may begin, the first included."""
    found = [0]
    for match in _BLANK.finditer(paragraph):
        begin, end = match.span()
        if paragraph[end : end + 1] not in _CLOSING and paragraph[max(0, begin - 1) : begin] not in _OPENING:
            found.append(end)
    return found


def _end(paragraph: str, starts: list[int], start: int, full: int) -> int:
    """Where the line from `start` ends that is full at `full`."""
    number = bisect_right(starts, full) - 1
    begin = starts[number]
    follows = starts[number + 1] if number + 1 < len(starts) else len(paragraph)
    places = _places(paragraph[begin:follows])
    inner = bisect_right(places, full - begin)
    if inner and begin + places[inner - 1] == full and paragraph[full - 1] == "/":
        inner -= 1  # LibreOffice, asked for a line's end just behind a slash, goes back to the one before
    end = begin + places[inner - 1] if inner else begin
    if inner and number and paragraph[end - 1] == "/" and end - begin < _PATH:
        end = begin  # nor does it end a line at another slash, but at the last blank, unless that is far back
    return end if end > start else full


@lru_cache(maxsize=4096)
def _places(group: str) -> tuple[int, ...]:
    """The offsets within a text without blanks, but at its end, at which a line may end."""
    places = [match.end() for match in _BEHIND.finditer(group)]
    for run in _THAI.finditer(group):
        borders = accumulate(map(len, words(run.group())), initial=run.start())
        places.extend(tuple(borders)[1:-1])
    return tuple(sorted(places))
