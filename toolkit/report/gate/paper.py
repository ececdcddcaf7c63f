"""The letters that can be seen on the pages of a PDF, from which the texts of cells are taken away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from toolkit.printing.pdf_pages import PdfPage
from toolkit.workbook.reader.printed import PrintedSheet

TAKEN = "\x00"
"""What stands in the place of letters that were taken away."""
_SHORTENED = re.compile(r"#{2,}|\dE\+\d")

Spot = tuple[int, int]
"""A page (from 0) and an offset into its letters."""


class Paper:
    """The letters of all pages without headers and footers, from which found texts are taken away."""

    def __init__(self, sheets: Sequence[PrintedSheet], pages: Sequence[PdfPage]) -> None:
        self.pages = pages
        top = min((each.margins[0] for each in sheets), default=0.0)
        bottom = min((each.margins[1] for each in sheets), default=0.0)
        self.rest = [
            "".join(
                letter if bottom <= height <= page.height - top else TAKEN
                for letter, height in zip(page.letters, page.heights, strict=True)
            )
            for page in pages
        ]

    def spots(self, text: str, wanted: int) -> list[Spot]:
        """Where a text stands as a whole, in the order of the pages.

        Where it stands more often than is `wanted`, places across a line's end or a gap do not count: the
        letters of "12" also stand where "1" is drawn above "2".
        """
        found = [spot for number in range(len(self.pages)) for spot in self._on_page(number, text)]
        if len(found) > wanted:
            seamless = [spot for spot in found if not self._has_seam(spot, len(text))]
            return seamless if len(seamless) >= wanted else found
        return found

    def _has_seam(self, spot: Spot, length: int) -> bool:
        number, at = spot
        return any(inner in self.pages[number].seams for inner in range(at + 1, at + length))

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
        """How far down the document a place is, in pages."""
        page = self.pages[spot[0]]
        return spot[0] + 1 - page.heights[spot[1]] / page.height

    @cached_property
    def _beginnings(self) -> dict[str, list[Spot]]:
        """The places where a piece may begin, by its first two letters (one, of a piece of one letter)."""
        found = defaultdict(list)
        for number, page in enumerate(self.pages):
            for at in sorted(page.breaks):
                found[self.rest[number][at : at + 2]].append((number, at))
                if at + 1 in page.breaks:
                    found[self.rest[number][at : at + 1]].append((number, at))
        return found

    def longest_piece(self, text: str) -> tuple[Spot, int] | None:
        """The place with the longest beginning of a text, and its length; None where there is none."""
        best: tuple[Spot, int] | None = None
        for spot in (*self._beginnings.get(text[:2], ()), *self._beginnings.get(text[:1], ())):
            length = self._common(spot, text)
            if length and (best is None or length > best[1]):
                best = spot, length
        return best

    def _common(self, spot: Spot, text: str) -> int:
        number, at = spot
        rest, breaks = self.rest[number], self.pages[number].breaks
        length = 0
        for offset, (here, wanted) in enumerate(zip(rest[at : at + len(text)], text, strict=False), start=1):
            if here != wanted:
                break
            if at + offset in breaks:
                length = offset
        return length

    def shortened_numbers(self) -> bool:
        """Whether a number is left that its column was too narrow for: ### or 1E+07."""
        return any(_SHORTENED.search(rest) for rest in self.rest)

    def cut(self, text: str, numbers: Iterable[int]) -> tuple[bool, bool]:
        """Whether letters that were drawn on some pages are cut off by a row, and whether by a column."""
        pages = [self.pages[number] for number in numbers]
        return any(text in page.too_low for page in pages), any(text in page.too_narrow for page in pages)
