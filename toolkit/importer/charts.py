"""What cells of one row say together: a period of two columns, ticked divisions, marks of a time chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.importer.row_words import MONEY
from toolkit.importer.rows import SourceCell
from toolkit.model.month import fiscal_months
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash

MARK = 3
"""Letters of a mark in a time chart: "/", "✓", "<->"; more is a text."""
_COUNT = re.compile(r"\d{1,3}(?:(?:จาก|/)\d{1,3}(?:ขั้นตอน|ขั้น|ข้อ)?)?")


def from_and_to(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """Return the cells of a row, a column where something begins and one where it ends made one period."""
    ends = [cell for cell in cells if cell.column.field == "period" and not cell.column.span and cell.says]
    if len(ends) != 2 or "เริ่ม" not in squash(ends[0].column.heading):
        return list(cells)
    both = replace(ends[0], text=f"{ends[0].text} - {ends[1].text}")
    return [both if cell is ends[0] else cell for cell in cells if cell is not ends[1]]


def tick_names(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """Return the cells of a row, those of columns in which divisions are ticked made one that names them."""
    ticked = [cell for cell in cells if cell.column.division and cell.says]
    names = (
        cell.column.division + (f" ({cell.text})" if len(squash(cell.text)) > MARK else "") for cell in ticked
    )
    others = [cell for cell in cells if not cell.column.division]
    return [*others, *([replace(ticked[0], text="\n".join(names))] if ticked else ())]


def marked_months(spans: Sequence[tuple[int, int]]) -> str:
    """Return the months that a row of a time chart marks, as a period without a year: "ต.ค. - ธ.ค."."""
    months = fiscal_months(2567)  # whose names alone are used
    ends = (min(spans)[0], max(last for _, last in spans))
    return " - ".join(format_month(months[end - 1]).rsplit(" ", 1)[0] for end in ends)


def counts(cell: SourceCell) -> bool:
    """Tell whether a cell in a column of time holds none: money under a year, or a count of what is done."""
    text = squash(cell.text)
    done = squash(cell.column.heading) == "แล้วเสร็จ" and _COUNT.fullmatch(text)
    return bool(MONEY.fullmatch(text) or done)
