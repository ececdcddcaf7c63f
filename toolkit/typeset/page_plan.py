"""Page breaks: which row stands on which page, and where rows are parted that are too high for a page.

Rows are laid down from top to bottom. A group of rows that would be whole on the next page goes there when
that leaves little of this page empty (`MODEST`); otherwise it is parted between its rows, and a row where
its lines end. Pieces of `FEW` lines or more stand on either side of a page's end, and the short cells of a
row are whole. Headings stay with what they head; the closing rows (signatures) always have at least the
last lines of the text above them on their page.

We break pages ourselves, since a spreadsheet program breaks only between rows: a row of half a page would
leave half a page empty, and one that is higher than Excel's limit would be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from toolkit.typeset.heights import (
    FEW,
    MAX_HEIGHT,
    CellText,
    Texts,
    cut_text,
    least_lines,
    line_count,
    lines_per_row,
    lines_within,
    needed_height,
    part_texts,
    row_lines,
)

MODEST, LITTLE = 0.3, 0.1
"""The share of a page that may stay empty so that a measure is not parted; and to spare pages."""
_WIDOW = 2
"""Lines: a paragraph that is parted at a page's end has no fewer on either side."""
CONTINUED = "(ต่อ)"
_LABEL_LINES = 3  # what is said again of a long label
_NUMBER = re.compile(r"\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)]?(?=\s)")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row to be printed: its texts, its least height in points, and what it belongs to.

    `groups` are the groups it stands in, outermost first (section, measure). `label` is the column whose
    text is repeated, with "(ต่อ)", where the row goes on at the top of a page. `heads`: a heading, which
    stays with the row below; `closing`: of the block that ends the sheet; `whole`: not to be parted;
    `opens`: begins a page.
    """

    cells: Texts = field(default_factory=dict)
    least: float = 0.0
    groups: tuple[int, ...] = ()
    label: int | None = None
    heads: bool = False
    closing: bool = False
    whole: bool = False
    opens: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A row as printed, or a part of one: `row` is its index among the rows, `texts` what each column says.

    `first` and `last` mark the ends of the row. `top`: a page other than the first begins with it; `end`:
    it is the last on its page; `again`: a heading that stands there once more.
    """

    row: int
    texts: Mapping[int, str]
    height: float
    first: bool
    last: bool
    top: bool = False
    end: bool = False
    again: bool = False

    def fills(self, cell: CellText) -> bool:
        """Return whether a text fills the piece and goes on right below.

        It may take a line less on paper, where columns are a little wider than on the screen: its lines are
        spread, lest there be a gap in mid-sentence.
        """
        return not (self.last or self.end) and bool(cell.text) and cell.height > self.height - cell.line


@dataclass(frozen=True, slots=True)
class Page:
    """The points of row heights that a page holds, and the first and last row of headings, which every page
    repeats on which the table goes on. `modest` is the share of it that may stay empty. `written`: the
    headings stand among the pieces wherever the table ends; `used` are points of the first page that are
    taken."""

    height: float
    repeated: tuple[int, int] | None = None
    modest: float = MODEST
    written: bool = False
    used: float = 0.0


def plan_pages(rows: Sequence[PlannedRow], page: Page) -> tuple[Piece, ...]:
    """Return the pieces to print, in order.

    No piece is higher than a page or than Excel's highest row, unless a row that may not be parted is.
    Programs repeat headings on every page. Where the table ends before the last page begins they stand among
    the pieces instead, lest they be printed over what is no table.
    """
    planner = _Planner(rows, page)
    pieces = planner.pieces()
    below = (piece.top and piece.row > planner.table_end for piece in pieces)
    if planner.repeated and (page.written or any(below)):
        pieces = list(planner.with_headings(pieces))
    return tuple(
        replace(piece, end=number + 1 == len(pieces) or pieces[number + 1].top)
        for number, piece in enumerate(pieces)
    )


def last_page(pieces: Sequence[Piece]) -> float:
    """Return the points of rows on the last page."""
    start = max((number for number, piece in enumerate(pieces) if piece.top), default=0)
    return sum(piece.height for piece in pieces[start:])


class _Planner:
    """The state while rows are laid down.

    `heights` are those of whole rows; `heads` says which row stays with the one below, `tails` how many
    points must follow a row on its page. Of the current page, `left` points are free; `empty`: nothing
    stands on it; `top`: the next piece begins it.
    """

    def __init__(self, rows: Sequence[PlannedRow], page: Page) -> None:
        self.rows = rows
        self.page = page
        # The first row of each group, which is its heading where rows of groups inside it follow.
        self.openers = {row.groups: place for place, row in reversed(list(enumerate(rows)))}
        self.repeated = 0.0
        # A table ends with its repeated rows and what stands right below them, such as a sum.
        banded = (place for place, row in enumerate(rows) if row.groups and not row.closing)
        self.table_end = max(banded, default=len(rows))
        for row in rows[self.table_end + 1 :]:
            if row.closing or not any(cell.text.strip() for cell in row.cells.values()):
                break
            self.table_end += 1
        if page.repeated is not None:
            first, last = page.repeated
            repeated = rows[first : last + 1]
            total = sum(max(needed_height(row.cells.values()), row.least) for row in repeated)
            self.repeated = min(total, page.height / 2)  # or no room would be left for the rows themselves
        self.heights = [self.height(place, row.cells, row.least) for place, row in enumerate(rows)]
        self.heads = [row.heads for row in rows]
        self.tails = [0.0] * len(rows)
        self._tie_closing()
        self.left = page.height - page.used
        self.empty = not page.used
        self.top = False
        self.done: list[Piece] = []

    def pieces(self) -> list[Piece]:
        for place in range(len(self.rows)):
            if self.breaks_before(place):
                self.turn(place)
            self.lay(place)
        return self.done

    def room(self, place: int) -> float:
        """Return the points that an empty page has which begins with a row."""
        # Only pages after the headings themselves print them again.
        repeats = self.page.repeated is not None and self.page.repeated[1] < place <= self.table_end
        again = self.group_heading(place)
        return self.page.height - (self.repeated if repeats else 0.0) - (again.height if again else 0.0)

    def group_heading(self, place: int) -> Piece | None:
        """Return the heading that is said again where a page begins with a row of its group."""
        opener = self.openers.get(self.rows[place].groups[:-1], place)
        row = self.rows[opener]
        if opener >= place or not (row.heads and row.groups) or row.label is None:
            return None
        cells = {**row.cells, row.label: _label(row.cells[row.label])}
        texts = {column: cell.text for column, cell in cells.items()}
        height = min(needed_height(cells.values()), self.page.height / 4)
        return Piece(row=opener, texts=texts, height=height, first=True, last=True, top=True, again=True)

    def with_headings(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Yield pieces, and before those with which the table goes on at the head of a page its headings."""
        assert self.page.repeated is not None
        first, last = self.page.repeated
        for piece in pieces:
            goes_on = piece.top and last < piece.row <= self.table_end
            for place in range(first, last + 1) if goes_on else ():
                texts = {column: cell.text for column, cell in self.rows[place].cells.items()}
                whole = replace(piece, row=place, texts=texts, first=True, last=True, again=True)
                yield replace(whole, height=self.heights[place], top=place == first)
            yield replace(piece, top=False) if goes_on else piece

    def height(self, place: int, cells: Texts, least: float = 0.0) -> float:
        """Return the height of a row with these texts, which may be more than a page."""
        return max(needed_height(cells.values()), min(least, MAX_HEIGHT, self.room(place)))

    def turn(self, place: int) -> None:
        """Begin a new page with a row."""
        self.left, self.empty, self.top = self.room(place), True, True

    def _tie_closing(self) -> None:
        """Keep the closing rows together, and with the row above them: nobody signs an empty page."""
        for closing, run in groupby(range(len(self.rows)), lambda place: self.rows[place].closing):
            if not closing:
                continue
            first, *others = run
            end = first + len(others) + 1
            total = sum(self.heights[first:end])
            if first and total + self.least_start(first - 1) > self.room(first):
                end = first + 1  # more than a page of them: the first ones stay with the text
                while end < len(self.rows) and self.heads[end - 1]:
                    end += 1
                total = sum(self.heights[first:end])
            for place in range(first, end - 1):
                self.heads[place] = True
            if first:
                self.tails[first - 1] = total

    # Where a page ends ---------------------------------------------------------------------------

    def breaks_before(self, place: int) -> bool:
        """Return whether a row begins a new page."""
        if self.empty:
            return False
        if self.rows[place].opens:
            return True
        if self.heads[place - 1]:
            return False
        # A heading alone at the foot of a page helps nobody: it needs the first lines of what it heads.
        last = place
        while self.heads[last] and last + 1 < len(self.rows):
            last += 1
        # Under a heading stand a row that is parted there, or two.
        start, after = self.least_start(last), last + 1
        alone = place == last or start < self.heights[last] or after == len(self.rows) or self.heads[last]
        if not alone and self.rows[after].groups[:-1] == self.rows[last].groups[:-1]:
            start += 0.0 if self.rows[after].opens else self.least_start(after)
        if sum(self.heights[place:last]) + start > self.left:
            return True
        # The largest group that fits decides: it stays if it fits here, and goes to the next page if it fits
        # there and little of this page would stay empty. Else a smaller one is tried; then the row is parted.
        for end in self.group_ends(place, last):
            total = sum(self.heights[place:end]) + self.tails[end - 1]
            if total <= self.left:
                return False
            if total <= self.room(place) and self.left <= self.page.modest * self.room(place):
                return True
        return False

    def group_ends(self, place: int, last: int) -> list[int]:
        """Return the ends (exclusive) of the groups that begin at a row or at the one it heads, outermost
        first."""
        ends = {last + 1}
        for start in {place, last}:
            before = self.rows[start - 1].groups if start else ()
            groups = self.rows[start].groups
            for depth in range(1, len(groups) + 1):
                if before[:depth] != groups[:depth]:
                    end = start
                    while end < len(self.rows) and self.rows[end].groups[:depth] == groups[:depth]:
                        end += 1
                    ends.add(end)
        return sorted((end for end in ends if end > last), reverse=True)

    def least_start(self, place: int) -> float:
        """Return the points of the smallest piece of a row with which a page may end."""
        row = self.rows[place]
        lines = least_lines(row.cells)
        if row.whole or row_lines(row.cells) < lines + FEW:
            return self.heights[place] + self.tails[place]
        return needed_height(replace(cell, text="\n" * (lines - 1)) for cell in row.cells.values())

    # Laying down ---------------------------------------------------------------------------------

    def lay(self, place: int) -> None:
        """Put a row on the page, and what does not fit on the next ones."""
        row, rest, first = self.rows[place], self.rows[place].cells, True
        while True:
            # What is repeated at the top of a page takes room, so it is added before anything is measured.
            shown = self.at_top(place, rest, first) if self.top else rest
            height = self.height(place, shown, row.least if first else 0.0)
            fits = height <= min(self.left, MAX_HEIGHT)
            if fits and height + self.tails[place] <= self.left:
                break
            cut = None if row.whole else self.cut(place, shown, height, first, fits)
            if cut is not None:
                head, rest = cut
                self.put(place, head, self.height(place, head), first, last=False)
                first = False
            elif not self.empty:
                self.turn(place)
            else:
                break  # an empty page does not help: the row is printed as it is, and cut by the program
        self.put(place, shown, min(height, MAX_HEIGHT), first, last=True)

    def put(self, place: int, cells: Texts, height: float, first: bool, last: bool) -> None:
        texts = {column: cell.text for column, cell in cells.items()}
        again = self.group_heading(place) if self.top else None
        self.done += [again] if again else []
        top = self.top and again is None
        self.done.append(Piece(row=place, texts=texts, height=height, first=first, last=last, top=top))
        self.left -= height
        self.empty = self.top = False

    def cut(
        self, place: int, cells: Texts, height: float, first: bool, fits: bool
    ) -> tuple[Texts, Texts] | None:
        """Cut the texts of a row into what stands here and what goes on; None where it is better not parted.

        `fits`: the row alone would fit, but not the closing rows, so its last lines go on with them.
        """
        pitch = max((cell.line for cell in cells.values()), default=0.0)
        lines = row_lines(cells)
        # Below Excel's highest row the text goes on at once, with lines enough to be worth it.
        goes_on = not fits and self.left > MAX_HEIGHT
        room = self.left - (FEW + 1) * pitch if goes_on else self.left
        room = height - FEW * pitch if fits else min(room, MAX_HEIGHT)
        few = least_lines(cells) if first else FEW
        # On an empty page there is no better place to go on to, so any cut will do.
        least = few + FEW if fits or not self.empty else 2
        if lines < least or (not self.empty and lines_within(cells, room) < few):
            return None
        head, rest = part_texts(cells, room, 1 if goes_on else _WIDOW)
        # In mid-page no label is said again. Cut in mid-sentence, its rest does not look like another row's.
        label = self.rows[place].label
        while goes_on and label is not None and (left := rest[label].text):
            between = cells[label].text[len(head[label].text) : -len(left)]
            if "\n" not in between or lines_within(cells, room - pitch) < few:
                break
            room -= pitch
            head, rest = part_texts(cells, room, 1)
        # Too few lines would go on: the head gives up some of its own if it can.
        missing = FEW - row_lines(rest)
        if missing > 0 and lines_within(cells, room - missing * pitch) >= few:
            head, rest = part_texts(cells, room - missing * pitch, _WIDOW)
        return (head, rest) if any(cell.text for cell in rest.values()) else None

    def at_top(self, place: int, cells: Texts, first: bool) -> Texts:
        """Return the texts of a row that begins a page, with the label of what goes on there.

        A label that would fill the page is left out.
        """
        found = self.group_label(place) if first else self.own_label(place, cells)
        if found is None or line_count(found[1]) >= lines_per_row(found[1], min(self.left, MAX_HEIGHT)):
            return cells
        column, label = found
        rest = cells[column].text
        return {**cells, column: replace(label, text=f"{label.text}\n{rest}" if rest else label.text)}

    def own_label(self, place: int, rest: Texts) -> tuple[int, CellText] | None:
        """Return the label of a row that was parted: in full, or only its number where its text goes on."""
        column = self.rows[place].label
        if column is None or column not in rest:
            return None
        cell = self.rows[place].cells[column]
        if not rest[column].text:
            return column, _label(cell)
        number = _NUMBER.match(cell.text)
        return column, replace(cell, text=f"{number[0]} {CONTINUED}" if number else CONTINUED)

    def group_label(self, place: int) -> tuple[int, CellText] | None:
        """Return the label of the group that goes on with a row, where the row leaves its cell blank."""
        row, before = self.rows[place], self.rows[place - 1].groups if place else ()
        depth = sum(one == two for one, two in zip(row.groups, before, strict=False))
        if not depth or row.groups[:depth] != before[:depth]:
            return None
        opening = next(other for other in self.rows if other.groups[:depth] == row.groups[:depth])
        column = opening.label
        if column is None or column not in row.cells or row.cells[column].text.strip():
            return None
        return column, replace(row.cells[column], text=_label(opening.cells[column]).text)


def _label(cell: CellText) -> CellText:
    """Return the first lines of a text with "(ต่อ)" behind them."""
    head, rest = cut_text(cell, _LABEL_LINES)
    return replace(cell, text=f"{head}{'…' if rest else ''} {CONTINUED}")
