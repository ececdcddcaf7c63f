"""A document or a finding as JSON, as the child process hands it over; both directions in one place."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from toolkit.importer.document import Place, SourceDocument, SourceParagraph, SourceTable
from toolkit.importer.limits import MAX_CHARACTERS, SHOWN_LIMIT
from toolkit.model.finding import Finding
from toolkit.xlsx.sheet_data import RefusedError


def encode(outcome: SourceDocument | Finding) -> str:
    """The JSON of what came of a file, in ASCII. A merged cell's text is written once. Raises RefusedError
    for a document whose texts are longer than accepted."""
    if isinstance(outcome, Finding):
        return json.dumps({"finding": asdict(outcome)})
    tables = [_table(each) for each in outcome.tables]
    size = sum(len(each.text) for each in outcome.paragraphs)
    size += sum(len(cell) for table in tables for row in table["rows"] for cell in row if cell)
    if size > MAX_CHARACTERS:
        raise RefusedError("import-file-too-long", found=f"{size / 1e6:.0f} M", expected=SHOWN_LIMIT)
    return json.dumps(
        {
            "name": outcome.name,
            "kind": outcome.kind,
            "paragraphs": [[each.text, each.block] for each in outcome.paragraphs],
            "tables": tables,
            "notes": outcome.notes,
        }
    )


def decode(text: str) -> SourceDocument | Finding:
    """What `encode` wrote. Raises ValueError, KeyError, TypeError or IndexError for anything else."""
    found = json.loads(text)
    if "finding" in found:
        return Finding(**found["finding"])
    return SourceDocument(
        found["name"],
        found["kind"],
        tuple(SourceParagraph(text, block) for text, block in found["paragraphs"]),
        tuple(map(_source_table, found["tables"])),
        tuple((code, value) for code, value in found["notes"]),
    )


def _table(table: SourceTable) -> dict[str, Any]:
    rows: list[list[str | None]] = [list(row) for row in table.rows]
    for (row, column), _ in table.anchors:
        rows[row][column] = None
    return {
        "number": table.number,
        "block": table.block,
        "rows": rows,
        "anchors": [[*place, *first] for place, first in table.anchors],
        "sheet": table.sheet,
        "first_cell": table.first_cell,
    }


def _source_table(found: dict[str, Any]) -> SourceTable:
    rows = found["rows"]
    anchors: list[tuple[Place, Place]] = []
    for row, column, first_row, first_column in found["anchors"]:
        anchors.append(((row, column), (first_row, first_column)))
        rows[row][column] = rows[first_row][first_column]
    return SourceTable(
        found["number"],
        found["block"],
        tuple(map(tuple, rows)),
        tuple(anchors),
        found["sheet"],
        found["first_cell"],
    )
