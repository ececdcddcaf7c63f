"""Reading a workbook in more than one way, and counting its values without the toolkit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from unittest.mock import patch
from xml.etree import ElementTree as ET

from toolkit.xlsx import sheet_rows as rows
from toolkit.xlsx import workbook_parts as strings
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import BookData, RefusedError, SheetData
from toolkit.xlsx.sheet_rows import plain_sheet
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import workbook_parts

_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


def outcome(data: bytes, read: Callable[[bytes], BookData] = read_book) -> str | None:
    """The code of the finding that a file meets; None where it reads. Any other exception passes through."""
    try:
        read(data)
    except RefusedError as error:
        return error.finding.code
    return None


def read_general(data: bytes) -> BookData:
    """Read every part element by element, as if none were in plain form."""
    with (
        patch.object(rows, "plain_sheet", lambda _: None),
        patch.object(strings, "_plain_strings", lambda _: None),
    ):
        return read_book(data)


def plain_sheets(data: bytes) -> list[str]:
    """The names of the sheets that are read in the quick way."""
    package = Package(data)
    sheets = workbook_parts(package).sheets
    return [sheet.name for sheet in sheets if plain_sheet(package.read(sheet.part)) is not None]


def values(book: BookData) -> dict[str, dict[int, dict[int, object]]]:
    """The values by sheet, row and column."""
    return {name: dict(sheet.rows) for name, sheet in book.sheets.items()}


def facts(sheet: SheetData) -> tuple[object, ...]:
    """Everything that is said of a sheet; a number and a truth value are not the same."""
    typed = {(r, c): (type(v), v) for r, row in sheet.rows.items() for c, v in row.items()}
    formulas = {place: sheet.formula(place) for place in sheet.formulas}
    beside = (sheet.hidden_rows, sheet.filtered, sheet.links, sheet.dropdowns)
    marks = (sheet.percents, formulas, sheet.uncached, beside)
    return (sheet.name, sheet.state, typed, *marks)


def all_facts(book: BookData) -> list[tuple[object, ...]]:
    return [facts(sheet) for sheet in book.sheets.values()]


def counted(data: bytes) -> int:
    """How many cells of the sheets hold a text that is not empty, by ElementTree over the raw XML."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    folded = {name.replace("\\", "/").lstrip("./").casefold(): name for name in archive.namelist()}

    def root(name: str) -> ET.Element:
        return ET.fromstring(archive.read(folded[name]))

    shared: list[str] = []
    if "xl/sharedstrings.xml" in folded:
        shared = [_text(item) for item in root("xl/sharedstrings.xml")]
    total = 0
    for name in folded:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for cell in (element for element in root(name).iter() if element.tag in _named("c")):
                text = "".join(part.text or "" for part in cell if part.tag in _named("v"))
                if cell.get("t") == "s" and text:
                    text = shared[int(text)]
                inline = [part for part in cell if part.tag in _named("is")]
                total += bool(text or any(map(_text, inline)))
    return total


def _text(item: ET.Element) -> str:
    """The text of a string: its own and that of its runs, without phonetic hints."""
    own = [part for part in item if part.tag in _named("t")]
    runs = [text for run in item if run.tag in _named("r") for text in run if text.tag in _named("t")]
    return "".join(run.text or "" for run in (*own, *runs))


def _named(local: str) -> tuple[str, ...]:
    return tuple(space + local for space in _SPACES)
