"""Documents of the tests' own making: tables from Markdown-like rows, paragraphs from lines."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from toolkit.books.plan_book import make_plan_workbook
from toolkit.importer.document import Place, SourceDocument, SourceParagraph, SourceTable
from toolkit.importer.import_document import ImportedPlan, make_plan, refuse_tables
from toolkit.importer.propose import propose
from toolkit.intake.plan_file import CheckedPlan, check_plan_file
from toolkit.messages.catalogue import has_errors
from toolkit.office.folder import OfficeFolder
from toolkit.thai.text import squash

TITLE = "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\nเทศบาลตำบลทุ่งตัวอย่าง อำเภอสมมุติ จังหวัดตัวอย่าง"


def table(
    rows: str, *, number: int = 1, block: int = 10, sheet: str = "", first_cell: str = "", merge: str = ""
) -> SourceTable:
    """A table: a line is a row, "|" parts cells, "/n" is a line end in a cell. `merge` names merged areas
    as "r1,c1:r2,c2" of 0-based places, parted by blanks; their text stands in the first place."""
    grid = [
        [cell.strip().replace("/n", "\n") for cell in line.split("|")]
        for line in rows.splitlines()
        if line.strip()
    ]
    width = max(map(len, grid))
    grid = [row + [""] * (width - len(row)) for row in grid]
    anchors: list[tuple[Place, Place]] = []
    for area in merge.split():
        first, last = (tuple(map(int, entry.split(","))) for entry in area.split(":"))
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                grid[row][column] = grid[first[0]][first[1]]
                if (row, column) != (first[0], first[1]):
                    anchors.append(((row, column), (first[0], first[1])))
    return SourceTable(number, block, tuple(map(tuple, grid)), dict(anchors), sheet, first_cell)


def understand(source: SourceDocument, year: int | None = None) -> ImportedPlan:
    """The plan of a document as it is proposed, without anybody's answers."""
    refuse_tables(source)
    return make_plan(propose(source), year)


def document(*tables: SourceTable, text: str = TITLE, after: str = "") -> SourceDocument:
    """A document with lines of text above its tables and below them."""
    above = [SourceParagraph(line, place) for place, line in enumerate(text.splitlines())]
    below = [SourceParagraph(line, 900 + place) for place, line in enumerate(after.splitlines())]
    return SourceDocument("source.docx", "docx", (*above, *below), tables)


def measures(made: ImportedPlan, *fields: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in fields) for row in made.content.tables["measures"]]


def steps(made: ImportedPlan, *fields: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in fields) for row in made.content.tables["steps"]]


def shown(made: ImportedPlan) -> list[tuple[str, str, str]]:
    """Each step of a plan: its measure, its text, and who does it."""
    names = dict(measures(made, "measure_no", "measure"))
    rows = steps(made, "measure_no", "step", "divisions")
    return [(names[number], step, who) for number, step, who in rows]


def step_counts(made: ImportedPlan) -> list[int]:
    owners = [row["measure_no"] for row in made.content.tables["steps"]]
    return [owners.count(row["measure_no"]) for row in made.content.tables["measures"]]


def codes(made: ImportedPlan) -> list[str]:
    """The codes of what was doubtful, how columns were read left out."""
    plain = {"import-columns-read", "import-agency-missing"}
    return [finding.code for finding in made.findings if finding.code not in plain]


def checked(made: ImportedPlan, folder: Path) -> CheckedPlan:
    """What `ita check` says of the plan."""
    (folder / "plan.xlsx").write_bytes(make_plan_workbook(made.content))
    return check_plan_file(OfficeFolder(folder))


def errors(check: CheckedPlan) -> set[str]:
    """The codes of the errors of a plan."""
    return {finding.code for finding in check.result.findings if has_errors((finding,))}


def letters(text: str) -> str:
    return "".join(sign for sign in squash(text) if sign.isalpha() or unicodedata.category(sign) == "Mn")


def said(made: ImportedPlan) -> str:
    """All that stands in the plan's cells and notes and in the findings, letters alone."""
    rows = (row.values() for rows in made.content.tables.values() for row in rows)
    texts = [text for values in rows for text in values]
    texts += [*made.content.agency.values(), *made.content.notes.values()]
    texts += [text for finding in made.findings for text in (finding.found, finding.expected)]
    return "|".join(map(letters, texts))


def lost_words(source: SourceDocument, made: ImportedPlan) -> list[str]:
    """The words of all source cells, between blanks, that are nowhere in the plan; numbering and lines that
    nobody filled ("ลงชื่อ ....."), or marks, apart."""
    whole = said(made)
    cells = {cell for source_table in source.tables for row in source_table.rows for cell in row}
    cells = {
        cell for cell in cells if not re.fullmatch(r"\s*(?:\(?ลงชื่อ\)?|หมายเหตุ)?\s*[.…_]{3,}\s*|[xX]", cell)
    }
    words = {letters(word) for cell in cells for word in cell.split()}
    return sorted(word for word in words if word not in whole)
