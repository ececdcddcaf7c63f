"""Where the lines of a text end in a column: between Thai words, at blanks, behind hyphens and slashes.

LibreOffice breaks Thai with ICU, whose dictionary PyThaiNLP carries. Of the dictionary words that begin at
a place, ICU takes the longest one after which two more words follow (else the shortest after which one does,
else the longest); letters that are in no word join what stands before them, up to a place where a word may
begin. The rules
for blanks and signs are those that LibreOffice was seen to follow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from toolkit.typeset.glyphs import PixelAdvances

_LEAST = 5  # letters; a shorter run is not parted
_SHORT = 3  # letters; a shorter word takes the unknown letters behind it
_MARKS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
_BORDER = re.compile(r"[^\u0e31\u0e40-\u0e44](?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_SIGNS = re.compile(r"(?:(?<![ฯๆ])ฯ)?(?:(?<!ๆ)ๆ)?")


@lru_cache(maxsize=8192)
def words(run: str) -> Sequence[str]:
    """Return the words of a run of Thai letters without blanks; joined, they are the run."""
    return (run,) if len(run) < _LEAST else tuple(_parts(_Run(run)))


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str], Mapping[str, Sequence[int]]]:
    """Return the known words, the pairs of letters that begin one, and, by their first three letters, the
    lengths that words have, longest first."""
    # Only its list of words is needed: to import PyThaiNLP takes longer than to plan a report.
    package = find_spec("pythainlp")
    assert package is not None and package.submodule_search_locations is not None
    path = Path(package.submodule_search_locations[0], "corpus", "icubrk_th.txt")
    lines = map(str.strip, path.read_text(encoding="utf-8-sig").splitlines())
    known = frozenset(line for line in lines if line and not line.startswith("#"))
    lengths: dict[str, set[int]] = {}
    for word in known:
        if len(word) >= _SHORT:
            lengths.setdefault(word[:_SHORT], set()).add(len(word))
    pairs = frozenset(start[:2] for start in lengths)
    return known, pairs, {start: sorted(some, reverse=True) for start, some in lengths.items()}


class _Run(dict[int, list[int]]):
    """Place -> the lengths of the words that begin there, longest first; each found when first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.known, self.pairs, self.lengths = _dictionary()

    def __missing__(self, place: int) -> list[int]:
        text = self.text
        possible = self.lengths.get(text[place : place + _SHORT], ())
        lengths = [length for length in possible if text[place : place + length] in self.known]
        if text[place : place + _SHORT - 1] in self.known:
            lengths.append(_SHORT - 1)
        self[place] = lengths
        return lengths


def _parts(run: _Run) -> Iterator[str]:
    """Yield the words of a run, with the marks and signs that belong to them."""
    text, size = run.text, len(run.text)
    start = 0
    while start < size:
        end = start + _word(run, start)
        if end - start < _SHORT:
            end = _with_unknown(run, start, end)
        while end < size and text[end] in _MARKS:  # no word begins with a mark
            end += 1
        if end < size and text[end] in "ฯๆ" and (signs := _SIGNS.match(text, end)):
            end = signs.end()
        yield text[start:end]
        start = end


def _word(run: _Run, place: int) -> int:
    """Return the length of the word to take at a place; 0 where none begins."""
    lengths = run[place]
    if len(lengths) < 2:
        return lengths[0] if lengths else 0
    size = len(run.text)
    second = 0
    for length in lengths:
        after = place + length
        if after == size:
            return length
        for following in run[after]:
            if after + following == size or run[after + following]:
                return length
            second = length
    return second or lengths[0]


def _with_unknown(run: _Run, start: int, end: int) -> int:
    """Return the end of a short or empty word together with the unknown letters that follow it."""
    text, size = run.text, len(run.text)
    # ICU gives up on a word at its third letter, and counts that one as known.
    begun = end > start and end + 2 < size and text[end : end + 2] in run.pairs
    if end == size or run[end] or begun:
        return end
    for border in _BORDER.finditer(text, end):
        if run[border.end()]:
            return border.end()
    return size


BLANKS = " \t\u200b"
NO_BREAK, WORD_JOINER = "\u00a0", "\u2060"
"""A blank, and a sign without width, at which no line ends (`toolkit.typeset.joins` puts them in)."""
_BLANK = re.compile(rf"[{BLANKS}]+")
_GROUP = re.compile(rf"[^{BLANKS}]+")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_BEHIND = re.compile(
    r"[-\u2013\u2014](?=[^-\u2013\u2014/?!,.:;)\]}%”’\u2060])"
    r"|(?<=.)\?(?=\w)"
    r"|(?<=\d)/(?=[^/\d\u2060])|(?<=[^\d])/(?=[^/\u2060])"
)
_CLOSING = frozenset(")]},.:;!?/")  # no line begins with these, even behind a blank
_OPENING = frozenset("([{")
_PATH = 66  # letters: LibreOffice keeps a path together that began no longer ago


def line_ends(paragraph: str, width: int, font: PixelAdvances) -> list[int]:
    """Return the offsets at which the lines of a paragraph end; the last is its length.

    `width` is in pixels; the paragraph holds no line break.
    """
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
    """Return the offsets behind blanks at which a line may begin, the first included."""
    starts = [0]
    for match in _BLANK.finditer(paragraph):
        begin, end = match.span()
        if paragraph[end : end + 1] not in _CLOSING and paragraph[max(0, begin - 1) : begin] not in _OPENING:
            starts.append(end)
    return starts


def _end(paragraph: str, starts: list[int], start: int, full: int) -> int:
    """Return where the line from `start` ends that has no room for the letter at `full`."""
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


def break_places(paragraph: str) -> list[int]:
    """Return the offsets at which lines of a paragraph may end, blanks apart."""
    groups = ((match.start(), match.group()) for match in _GROUP.finditer(paragraph))
    return [start + place for start, group in groups for place in _places(group)]


def word_pieces(group: str) -> Iterator[str]:
    """Yield the pieces of a text without blanks that stand whole on a line."""
    ends = (*_places(group), len(group))
    return (group[start:end] for start, end in zip((0, *ends), ends, strict=False))


@lru_cache(maxsize=4096)
def _places(group: str) -> tuple[int, ...]:
    """Return the offsets inside a text without blanks at which a line may end."""
    places = [match.end() for match in _BEHIND.finditer(group)]
    for run in _THAI.finditer(group):
        borders = accumulate(map(len, words(run.group())), initial=run.start())
        places.extend(tuple(borders)[1:-1])
    return tuple(sorted(places))
