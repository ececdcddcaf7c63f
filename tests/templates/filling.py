"""A template made from a few cells, filled and read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.workbook.defined_name import DefinedName

from toolkit.templates.fill import fill_template

THIN = Side(style="thin")


@dataclass(frozen=True)
class Item:
    no: str
    text: str = ""


ITEMS = (Item("1", "ก"), Item("2", "ข"), Item("3", "ค"))
TABLE = (["{{ title }}", None], ["ที่", "งาน"], ["{{ item.no }}", "{{ item.text }}"], ["รวม", 3])


def template_of(
    rows: Sequence[Sequence[object]], bands: Mapping[str, str], change: Callable[[Any], None] | None = None
) -> bytes:
    """A template from rows of cells; `bands` maps band names to references on the sheet งาน."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "งาน"
    for row in rows:
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        cell.alignment = Alignment(wrap_text=True)
        cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
    for name, place in bands.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"งาน!{place}")
    if change:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(template: bytes, bands: Mapping[str, Sequence[object]] | None = None, **context: object) -> Any:
    """The first sheet of a template, filled."""
    return openpyxl.load_workbook(
        io.BytesIO(fill_template(template, context, bands or {}).workbook)
    ).worksheets[0]


def values_of(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
