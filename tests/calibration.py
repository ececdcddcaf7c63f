"""Texts laid out by LibreOffice: a workbook of them is made and their optimal row heights are read back."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from office_program import warm_calc

from toolkit.typeset.glyphs import STAND_IN, screen_line
from toolkit.typeset.heights import MAX_HEIGHT, CellText, kept, line_count, row_height
from toolkit.xlsx.named_fonts import drawn_copy
from toolkit.xlsx.new_workbook import stored_width

WIDTHS = (8, 12, 15, 20, 26, 34, 42, 60, 90)
SIZES = (12, 13, 14, 14, 14, 15, 16, 16)
_FRAME = 1.5  # points
_SCREEN_POINT = 0.9953  # LibreOffice's points on the screen
LONG = 600  # letters; longer texts get no narrow column, where no program shows them


@dataclass(frozen=True)
class Measured:
    """A text and the height in points that LibreOffice gives its row."""

    cell: CellText
    optimal: float

    @property
    def lines(self) -> int:
        """The lines that LibreOffice made: a row is its lines, of whole pixels each, and a frame."""
        return max(
            1,
            round(
                (self.optimal - _FRAME) / (screen_line(self.cell.size, font=self.cell.font) * _SCREEN_POINT)
            ),
        )

    @property
    def cut(self) -> bool:
        """Whether the row that we would store is too low; above Excel's limit lines are compared, of which
        a text that fills several rows and is measured again for each may have one in forty more."""
        ours = row_height([self.cell])
        if ours < MAX_HEIGHT:
            return ours < self.optimal - 0.05
        return line_count(self.cell) < self.lines - self.lines // 40


@dataclass(frozen=True)
class SheetHeights:
    """The heights in points of a sheet's rows, as stored and as LibreOffice would have them; hidden: 0."""

    sheet: str
    stored: tuple[float, ...]
    optimal: tuple[float, ...]


def optimal_heights(*files: Path, config: Path | None = None) -> list[list[SheetHeights]]:
    """The heights of every visible sheet, by file; `config` names the fonts, where not those installed.

    Where a font is missing, those of the copy that would be printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, f"{number}.xlsx") for number in range(len(files))]
        for file, copy in zip(files, copies, strict=True):
            data = file.read_bytes()
            copy.write_bytes(data if config else drawn_copy(data, ".xlsx"))
        return _measured(copies, config)


def _measured(files: Sequence[Path], config: Path | None) -> list[list[SheetHeights]]:
    calc = warm_calc(config)
    assert calc is not None, "a test that measures heights asks for the fixture uno"
    return [
        [SheetHeights(sheet["sheet"], tuple(sheet["stored"]), tuple(sheet["optimal"])) for sheet in sheets]
        for sheets in calc("optimal_heights", *files)
    ]


def lay_out(
    texts: Sequence[str],
    normal: float,
    folder: Path,
    seed: int,
    font: str = STAND_IN,
    config: Path | None = None,
) -> list[Measured]:
    """Write each text into a cell of random width, size and weight of a book of `normal` points."""
    rng = random.Random(seed)
    path = folder / f"calibration-{normal:g}.xlsx"
    book = xlsxwriter.Workbook(path, {"default_format_properties": {"font_name": font, "font_size": normal}})
    sheet = book.add_worksheet()
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    cells = []
    for row, text in enumerate(texts):
        column = rng.randrange(3 if len(text) > LONG else 0, len(WIDTHS))
        size, bold = rng.choice(SIZES), rng.random() < 0.25
        look = book.add_format({"font_name": font, "font_size": size, "bold": bold, "text_wrap": True})
        cell = kept(CellText(text, stored_width(WIDTHS[column]), size, bold, normal, font=font))
        sheet.write_string(row, column, cell.text, look)
        cells.append(cell)
    book.close()
    heights = optimal_heights(path, config=config)[0][0].optimal
    return [Measured(cell, height) for cell, height in zip(cells, heights, strict=True)]


def too_low(measured: Iterable[Measured]) -> list[str]:
    """The texts whose row would be cut."""
    return [row.cell.text for row in measured if row.cut]


def lines_close(measured: Iterable[Measured]) -> float:
    """The share of texts that get at most one line too many, or 5 % of more than 15 lines."""
    good = [line_count(row.cell) <= max(row.lines + 1, row.lines * 1.05) for row in measured]
    return sum(good) / len(good)
