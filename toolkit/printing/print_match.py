"""Cells of a workbook looked for on the pages of its PDF: which text is lost, and which sheet a page shows.

A PDF knows no cells, only letters in the order they were drawn. So texts are looked for as a whole, longest
first, and taken away when found, lest a short text be found inside a longer one. Of equal texts each gets
the place nearest to where its neighbours were found. What is not found whole is looked for in pieces, as a
row goes on over the end of a page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from toolkit.printing.pdf_pages import PdfPage, letters, origins
from toolkit.xlsx.printed_cells import PrintedCell, PrintedSheet

TAKEN = "\x00"
"""What stands in the place of letters that were taken away."""
_SHORTENED = re.compile(r"#{2,}|\dE\+\d")

Spot = tuple[int, int]
"""A page (from 0) and an offset into its letters."""


class PrintedLetters:
    """The letters of all pages without headers and footers; texts that are found are taken away from them."""

    def __init__(self, sheets: Sequence[PrintedSheet], pages: Sequence[PdfPage]) -> None:
        self.pages = pages
        top = min((sheet.margins[0] for sheet in sheets), default=0.0)
        bottom = min((sheet.margins[1] for sheet in sheets), default=0.0)
        self.rest = [
            "".join(
                letter if bottom <= height <= page.height - top else TAKEN
                for letter, height in zip(page.letters, page.heights, strict=True)
            )
            for page in pages
        ]

    def spots(self, text: str, wanted: int) -> list[Spot]:
        """Return where a text stands as a whole, in the order of the pages.

        Where it stands more often than is `wanted`, places across a line's end or a gap do not count: the
        letters of "12" also stand where "1" is drawn above "2".
        """
        spots = [spot for number in range(len(self.pages)) for spot in self._on_page(number, text)]
        if len(spots) <= wanted:
            return spots
        seamless = [
            (number, at)
            for number, at in spots
            if self.pages[number].seams.isdisjoint(range(at + 1, at + len(text)))
        ]
        return seamless if len(seamless) >= wanted else spots

    def _on_page(self, number: int, text: str) -> Iterator[Spot]:
        rest, breaks = self.rest[number], self.pages[number].breaks
        at = rest.find(text)
        while at >= 0:
            end = at + len(text)
            if at in breaks and end in breaks:
                yield number, at
                at = rest.find(text, end)
            else:
                at = rest.find(text, at + 1)

    def take(self, spot: Spot, length: int) -> None:
        """Take letters away, so that no other cell can have them."""
        number, at = spot
        rest = self.rest[number]
        self.rest[number] = rest[:at] + TAKEN * length + rest[at + length :]

    def depth(self, spot: Spot) -> float:
        """Return how far down the document a place is, in pages."""
        page = self.pages[spot[0]]
        return spot[0] + 1 - page.heights[spot[1]] / page.height

    @cached_property
    def _beginnings(self) -> dict[str, list[Spot]]:
        """The places where a piece may begin, by its first two letters (one, of a piece of one letter)."""
        spots = defaultdict(list)
        for number, page in enumerate(self.pages):
            for at in sorted(page.breaks):
                spots[self.rest[number][at : at + 2]].append((number, at))
                if at + 1 in page.breaks:
                    spots[self.rest[number][at : at + 1]].append((number, at))
        return spots

    def longest_piece(self, text: str) -> tuple[Spot, int] | None:
        """Return the place with the longest beginning of a text, and its length; None where there is none."""
        best: tuple[Spot, int] | None = None
        for spot in (*self._beginnings.get(text[:2], ()), *self._beginnings.get(text[:1], ())):
            number, at = spot
            rest, breaks = self.rest[number][at : at + len(text)], self.pages[number].breaks
            length = 0
            for offset, (here, wanted) in enumerate(zip(rest, text, strict=False), start=1):
                if here != wanted:
                    break
                if at + offset in breaks:
                    length = offset
            if length and (best is None or length > best[1]):
                best = spot, length
        return best

    def cut(self, text: str, numbers: Iterable[int]) -> tuple[bool, bool]:
        """Return whether letters on some pages are cut off by a row, and whether by a column."""
        pages = [self.pages[number] for number in numbers]
        return any(text in page.too_low for page in pages), any(text in page.too_narrow for page in pages)


Cause = Literal["too-low", "too-narrow", "number", "absent"]

_PIECE = 4
"""The least letters of a piece, unless it is the rest of a text: fewer letters stand anywhere by chance."""
_IN_ANY_FONT = "\u2100"
"""Signs beyond this one are drawn apart, in a font that has them: they may be pieces of their own."""
_SAMPLE = 8
"""How many letters of a lost text are looked for among letters that were cut off."""
_MOST_IN_PIECES = 300
"""How many texts are looked for piece by piece; where more are lost, it is not the same document."""


@dataclass(frozen=True, slots=True)
class LostText:
    """The part of a cell's text that cannot be read on paper, and why.

    Its row is too low or its column too narrow, it is a number shown as ###, or nothing of it was printed.
    """

    cell: PrintedCell
    text: str
    cause: Cause


class Matched:
    """The cells of a workbook looked for on the pages of a PDF.

    `lost` are the lost texts in the order of the workbook. `sheets` is the sheet of each page, from which
    most of its cells come (None where it has none); `empty` are the pages (from 0) that show nothing but a
    header, a footer and print titles that were printed before; `pages` are those on which a row, by sheet and
    number, first stands.
    """

    def __init__(self, sheets: Sequence[PrintedSheet], pages: Sequence[PdfPage]) -> None:
        self._paper = PrintedLetters(sheets, pages)
        self._cells = [cell for sheet in sheets for cell in sheet.cells]
        rows = {(cell.sheet, cell.row): None for cell in self._cells}
        self._row_order = {row: number for number, row in enumerate(rows)}
        self._sheet_of = {sheet.name: sheet for sheet in sheets}
        # (row, depth) of cells that were found, by which the next ones are placed.
        self._anchors: list[tuple[int, float]] = []
        self._on_page: dict[int, Counter[str]] = defaultdict(Counter)
        self._repeated: list[tuple[str, list[PrintedCell]]] = []
        self.pages: dict[tuple[str, int], range] = {}
        self.lost = tuple(self._lost_texts())
        self.sheets = tuple(map(self._sheet_of_page, range(len(pages))))
        self.empty = frozenset(filter(self._is_empty, range(len(pages))))

    def _sheet_of_page(self, number: int) -> PrintedSheet | None:
        """Return the sheet that most of the cells on a page come from."""
        counts = self._on_page.get(number)
        return self._sheet_of[counts.most_common(1)[0][0]] if counts else None

    def _is_empty(self, number: int) -> bool:
        """Return whether a page shows no cell of its own, nor a picture or the words of a chart."""
        page = self._paper.pages[number]
        more = page.pictures or page.too_low or page.too_narrow or self._paper.rest[number].strip(TAKEN)
        return number not in self._on_page and not more

    def _lost_texts(self) -> Iterator[LostText]:
        """Yield what is lost of the cells that are not found whole, in the order of the workbook."""
        missed = {id(cell) for cell in self._missed()}
        for number, cell in enumerate(cell for cell in self._cells if id(cell) in missed):
            lost = self._lost(cell, number < _MOST_IN_PIECES)
            if lost is not None:
                yield lost
        # Last: such a heading may also be a word within a text that goes on over a page.
        for text, cells in self._repeated:
            left = sorted(self._paper.spots(text, len(cells)), key=self._paper.depth)
            for cell in cells if len(left) >= len(cells) else ():
                # First it stands below the row above it, and then again.
                above = bisect_left(self._anchors, (self._place(cell), 0.0))
                depth = self._anchors[above - 1][1] if above else 0.0
                first = next((spot for spot in left if self._paper.depth(spot) >= depth), left[-1])
                self._give(cell, first)
                self._paper.take(first, len(text))
                left.remove(first)
            for spot in left:
                self._paper.take(spot, len(text))

    def _missed(self) -> Iterator[PrintedCell]:
        """Take away all texts that stand somewhere whole, the longest first; yield the cells not found."""
        short: list[tuple[list[PrintedCell], list[Spot]]] = []
        groups: dict[tuple[str, ...], list[PrintedCell]] = defaultdict(list)
        for cell in self._cells:
            groups[tuple(map(letters, cell.texts))].append(cell)
        for texts, cells in sorted(groups.items(), key=lambda group: -len(group[0][0])):
            # A cell's text may have several forms (a number, a date): the first that stands anywhere counts.
            text, spots = "", []
            for text in filter(None, texts):
                if spots := self._paper.spots(text, len(cells)):
                    break
            if len(spots) > len(cells):
                if any(cell.repeated for cell in cells):
                    self._repeated.append((text, cells))
                    continue
                pairs = self._nearest(cells, spots)
                spots = [spots[number] for number in sorted(pairs.values())]
            for spot in spots:
                self._paper.take(spot, len(text))
            if len(spots) < len(cells):
                short.append((cells, spots))
                continue
            for cell, spot in zip(cells, spots, strict=True):
                self._give(cell, spot)
        for cells, spots in short:  # fewer places than cells: decided when most other places are known
            pairs = self._nearest(cells, spots)
            for place, at in pairs.items():
                self._give(cells[place], spots[at])
            yield from (cell for number, cell in enumerate(cells) if number not in pairs)

    def _give(self, cell: PrintedCell, spot: Spot) -> None:
        self._on_page[spot[0]][cell.sheet] += 1
        row = cell.sheet, cell.row
        known = self.pages.get(row, range(spot[0], spot[0] + 1))
        self.pages[row] = range(min(known.start, spot[0]), max(known.stop, spot[0] + 1))
        insort(self._anchors, (self._place(cell), self._paper.depth(spot)))

    def _nearest(self, cells: Sequence[PrintedCell], spots: Sequence[Spot]) -> dict[int, int]:
        """Pair cells with places where their numbers differ, as indexes.

        A cell gets the place that is nearest to where its neighbours were found, the nearest pair first;
        cells stay in order, so only places in reach of a cell's own number are tried.
        """
        depths = sorted((self._paper.depth(spot), number) for number, spot in enumerate(spots))
        more = len(spots) - len(cells)
        near = sorted(
            (abs(depth - self._expected(self._place(cell))), number, spot)
            for number, cell in enumerate(cells)
            for depth, spot in depths[max(0, number + min(more, 0)) : number + max(more, 0) + 1]
        )
        pairs: dict[int, int] = {}
        left = dict.fromkeys(spot for _, spot in depths)
        for _, number, spot in near:
            if number not in pairs and spot in left:
                pairs[number] = spot
                del left[spot]
        alone = (number for number in range(len(cells)) if number not in pairs)
        return pairs | dict(zip(alone, left, strict=False))

    def _place(self, cell: PrintedCell) -> int:
        return self._row_order[cell.sheet, cell.row]

    def _expected(self, place: int) -> float:
        """Return how far down the document a row should stand: between those found before and after it."""
        at = bisect_left(self._anchors, (place, 0.0))
        around = self._anchors[max(0, at - 1) : at + 1]
        if len(around) < 2:
            return around[0][1] if around else 0.0
        (before, upper), (after, lower) = around
        return upper + (lower - upper) * (place - before) / max(1, after - before)

    def _lost(self, cell: PrintedCell, parted: bool) -> LostText | None:
        """Return what of a cell that is nowhere whole is in no piece either; None where nothing is lost."""
        text = cell.texts[0]
        if cell.number:
            # Its column was too narrow where ### or 1E+07 is left.
            shortened = any(map(_SHORTENED.search, self._paper.rest))
            return LostText(cell, text, "number" if shortened else "absent")
        wanted = letters(text)
        gaps, pages = self._gaps(cell, wanted) if parted else ([(0, len(wanted))], set())
        if not gaps:
            return None
        cause = self._cause(cell, wanted, gaps, pages)
        if cause == "absent":
            return LostText(cell, text, cause)
        places = origins(text)
        begin, end = places[gaps[0][0]], places[gaps[-1][1] - 1] + 1
        while begin and unicodedata.category(text[begin]) == "Mn":  # quote no mark without its letter
            begin -= 1
        return LostText(cell, text[begin:end], cause)

    def _cause(
        self, cell: PrintedCell, wanted: str, gaps: Sequence[tuple[int, int]], pages: Iterable[int]
    ) -> Cause:
        """Return why a text is lost: by what cut it off where that is clear, else by what its cell is like.

        Programs leave out lines that would lie wholly below their row, the last ones of a text, so letters
        that were cut nowhere and still are missing at the end of a wrapped text mean a row too low.
        """
        begin, end = max(gaps, key=lambda gap: gap[1] - gap[0])
        middle = (begin + end) // 2  # at its ends a text may be cut by both
        sample = wanted[middle : min(middle + _SAMPLE, end)]
        anywhere = self._paper.cut(sample, range(len(self._paper.pages)))
        headless = gaps[0][0] == 0
        if not any(anywhere) and (headless or gaps[-1][1] < len(wanted)):
            return "absent"
        if cell.wrapped:
            low = anywhere != (False, True)
        else:
            here = self._paper.cut(sample, pages)
            low = here == (True, False) or (headless and not any(here) and anywhere == (True, False))
        return "too-low" if low else "too-narrow"

    def _gaps(self, cell: PrintedCell, wanted: str) -> tuple[list[tuple[int, int]], set[int]]:
        """Return the parts of a text that are found in no piece, as offsets, and the pages with its pieces.

        Pieces are taken away as they are found.
        """
        pages: set[int] = set()
        gaps: list[tuple[int, int]] = []
        at = begin = 0
        while at < len(wanted):
            least = 1 if wanted[at] > _IN_ANY_FONT else min(_PIECE, len(wanted) - at)
            piece = self._paper.longest_piece(wanted[at:])
            if piece is None or piece[1] < least:
                at += 1
                continue
            if begin < at:
                gaps.append((begin, at))
            self._paper.take(*piece)
            self._give(cell, piece[0])
            pages.add(piece[0][0])
            at = begin = at + piece[1]
        if begin < at:
            gaps.append((begin, at))
        return gaps, pages
