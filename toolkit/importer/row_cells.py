"""What the cells of one row say together: a period of two columns, ticked divisions, marks of a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.importer.rows import SourceCell
from toolkit.model.month import fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash
from toolkit.thai.words import BLANK_MARKS

_ANY_YEAR = 2567  # whose months have names only
_COUNT = re.compile(r"\d{1,3}(?:(?:จาก|/)\d{1,3}(?:ขั้นตอน|ขั้น|ข้อ)?)?")
_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d+(?:\.\d+)?บาท)(?:\.\d+)?(?:บาท)?(?:\.?-)?")
MARK = 3  # letters of a mark in a time chart: "/", "✓", "<->"; more is a text


def from_and_to(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """The cells of a row, a column where something begins and one where it ends made one period."""
    ends = [
        each for each in cells if each.column.field == "period" and each.column.span is None and says(each)
    ]
    if len(ends) != 2 or "เริ่ม" not in squash(ends[0].column.heading):
        return list(cells)
    both = replace(ends[0], text=f"{ends[0].text} - {ends[1].text}")
    return [both if each is ends[0] else each for each in cells if each is not ends[1]]


def tick_names(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """The cells of a row, those of columns in which divisions are ticked made one that names them."""
    ticked = [each for each in cells if each.column.division and not each.merged and says(each)]
    others = [each for each in cells if not each.column.division]
    if ticked:
        names = "\n".join(
            each.column.division
            if len(squash(each.text)) <= MARK
            else f"{each.column.division} ({each.text})"
            for each in ticked
        )
        others.append(replace(ticked[0], text=names))
    return others


def says(cell: SourceCell) -> bool:
    """Whether a cell is filled with more than a dash."""
    return bool(cell.text) and cell.text.strip() not in BLANK_MARKS


def months_text(spans: Sequence[tuple[int, int]]) -> str:
    """The months that a row of a time chart marks, as a period without a year: "ต.ค. - ธ.ค."."""
    months = fiscal_months(_ANY_YEAR)
    ends = (min(spans)[0], max(last for _, last in spans))
    return " - ".join(format_month(months[each - 1]).rsplit(" ", 1)[0] for each in ends)


def is_text(cell: SourceCell) -> bool:
    """Whether a cell holds any letter, and not a number alone."""
    return any(map(str.isalpha, cell.text))


def counts(cell: SourceCell) -> bool:
    """Whether a cell in a column of time holds none: money under a year, or a count of what is done."""
    text = squash(cell.text)
    if _MONEY.fullmatch(text):
        return True
    return squash(cell.column.heading) == "แล้วเสร็จ" and _COUNT.fullmatch(text) is not None


def says_no(cell: SourceCell) -> bool:
    """Whether a cell holds a dash and no more."""
    return bool(cell.text) and not says(cell)
