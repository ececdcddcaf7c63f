"""Where each text of a filled report comes from: `reports/<name>.sources.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from toolkit.report.submitted import Origin
from toolkit.workbook.filling.fill import FilledCell

HEADINGS = ("sheet", "cell", "name", "source_file", "source_sha256", "source_sheet", "source_cell")
_GUARDED = ("=", "+", "-", "@", "\t", "\r")


def sources_csv(cells: Iterable[FilledCell]) -> bytes:
    """One line for each printed cell and each cell of the plan or of a submission that its text was made
    from, UTF-8 with BOM; a cell whose text was computed from the whole plan has none."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for cell in cells:
        for item, name in cell.names:
            for origin in origins_of(item, name):
                row = (cell.sheet, cell.cell, name, origin.file, origin.sha256, origin.sheet, origin.cell)
                writer.writerow([_guarded(each) for each in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def origins_of(item: object, name: str) -> tuple[Origin, ...]:
    """The origins of one field of an item that knows them; none for any other."""
    origins = getattr(item, "origins", None)
    return origins.get(name, ()) if isinstance(origins, Mapping) else ()


def _guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text
