"""Remarks about the source as a whole: how its columns were read, titles above tables, text behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.importer.document import SourceDocument, place_of
from toolkit.importer.doubts import Doubt
from toolkit.importer.people import without_names
from toolkit.importer.uses import TableUse
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash

_AFTER = ("ปัญหา", "อุปสรรค", "ข้อเสนอแนะ")
_HEADING = 40  # characters of a heading that stands alone on its line


def column_doubts(uses: Sequence[TableUse]) -> Iterator[Doubt]:
    """How each column was read, once for each heading, and what stands above the headings of a table."""
    told: set[str] = set()
    for use in uses:
        if not use.own:
            yield Doubt("import-header-carried", found=str(use.table.number))
        yield from _titles(use)
        for column in use.header.columns:
            heading = " ".join(column.heading.split())
            if not heading or squash(heading) in told:
                continue
            told.add(squash(heading))
            kept = use.header.kind == "measures" and column.field in {
                *words().kept,
                "remark",
                "evidence",
                "",
            }
            code = "import-column-kept" if kept else "import-column-read"
            yield Doubt(code, found=heading, expected=words().label(column.field))


def _titles(use: TableUse) -> Iterator[Doubt]:
    for row in range(use.top, use.header.first_row if use.own else 0):
        for text in dict.fromkeys(each for each in use.table.rows[row] if each.strip()):
            title = without_names(clean_text(text), "").text
            yield Doubt("import-table-title", found=title, place=place_of(use.table, row, 0))


def texts_after(document: SourceDocument, uses: Sequence[TableUse]) -> Iterator[Doubt]:
    """Problems and suggestions that are told in paragraphs behind the last table."""
    last = max((use.table.block for use in uses), default=0)
    after = [clean_text(each.text) for each in document.paragraphs if each.block > last]
    for index, text in enumerate(after):
        if not text.startswith(_AFTER):
            continue
        bare = text.rstrip(" :")
        more = after[index + 1] if len(bare) < _HEADING and after[index + 1 :] else ""
        yield Doubt("import-text-after", "value", f"{bare}: {more}" if more else text)
