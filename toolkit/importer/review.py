"""A proposal as a review workbook, and the corrected workbook as a proposal again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.books.review_book import (
    SETTINGS,
    SOURCE,
    UNITS,
    Choice,
    ReviewTable,
    ReviewUnit,
    make_review_workbook,
)
from toolkit.importer.divisions import ALL, NEW, NONE
from toolkit.importer.document import SourceDocument, SourceTable, decode, encode
from toolkit.importer.headers import TableRole, chosen_column
from toolkit.importer.proposal import DRAWN, Proposal, TableProposal, UnitProposal
from toolkit.importer.propose import propose
from toolkit.importer.words import column_rules
from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.sheet_data import BookData, RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, TableRow, find_tables, kind_of

_TABLES: Mapping[str, TableRole] = {
    "แผนมาตรการ": "plan",
    "ผลคะแนน": "scores",
    "ไม่ใช้": "skip",
}
_ROWS: Mapping[str, str] = {
    "มาตรการใหม่": "measure",
    "ขั้นตอน": "step",
    "ต่อจากแถวบน": "continue",
    "หัวข้อหมวด": "section",
    "หัวตาราง": "header",
    "ไม่ใช้": "skip",
}
_NOT_USED = "ไม่ใช้"
_DIGEST = 12


def is_review(data: bytes) -> bool:
    """Tell whether a file is a review workbook of ours."""
    try:
        return kind_of(data) == "review"
    except RefusedError:
        return False


def review_of(proposal: Proposal) -> bytes:
    """Return the review workbook of a proposal."""
    names = dict.fromkeys(unit.choice for unit in proposal.units if unit.choice not in (NEW, ALL, NONE))
    new = dict.fromkeys(unit.text for unit in proposal.units if unit.choice == NEW)
    year = Choice(str(proposal.year or ""), bool(proposal.year) and not proposal.other_years)
    name = Choice(proposal.agency.name, bool(proposal.agency.name))
    settings = [
        ("fiscal_year", "ปีงบประมาณของเอกสาร (พ.ศ.)", year),
        ("agency_name", "ชื่อหน่วยงาน", name),
    ]
    units = [
        ReviewUnit(unit.text, Choice(unit.choice, unit.sure), ", ".join(unit.cells))
        for unit in proposal.units
    ]
    lists = {
        "table": list(_TABLES),
        "column": list(_fields()),
        "row": list(_ROWS),
        "unit": [NEW, ALL, NONE, *names, *new],
    }
    # The document travels inside: its file may have been changed or moved when the choices come back.
    source = encode(proposal.document)
    return make_review_workbook(settings, units, list(map(_shown, proposal.tables)), lists, source)


def _fields() -> dict[str, str]:
    """The label of each field of a column, and the field."""
    return {rule.label: rule.field for rule in column_rules().values()} | {_NOT_USED: ""}


def _word(choices: Mapping[str, str], meaning: str) -> str:
    return next(word for word, own in choices.items() if own == meaning)


def _shown(proposal: TableProposal) -> ReviewTable:
    table = proposal.table
    return ReviewTable(
        _digest(table),
        f"ตาราง {table.number}"
        + (f" (แผ่น {table.sheet})" if table.sheet else "")
        + (f" มาตรการ: {proposal.title}" if proposal.title else ""),
        Choice(_word(_TABLES, proposal.header.role), proposal.sure),
        [
            Choice(_word(_fields(), column.field), column.place not in proposal.unsure_columns)
            for column in proposal.header.columns
        ],
        [
            (str(row + 1), Choice(_word(_ROWS, role), row not in proposal.unsure_rows), _texts(table, row))
            for row, role in sorted(proposal.rows.items())
        ],
        [column.span is not None for column in proposal.header.columns],
        _spans(table),
    )


def _spans(table: SourceTable) -> dict[tuple[str, int], int]:
    """How many columns each merged cell covers in each row, 0 for a place covered from the left."""
    spans: dict[tuple[str, int], int] = {}
    for (row, column), first in table.anchors.items():
        if table.first(row, column - 1) == first:
            start = next(at for at in range(column) if table.first(row, at) == first)
            spans[str(row + 1), column] = 0
            spans[str(row + 1), start] = column - start + 1
    return spans


def _texts(table: SourceTable, row: int) -> list[str]:
    """The texts of a row as the sheet shows them: that of a merged cell in its first place."""
    texts = [text if table.first(row, at) == (row, at) else "" for at, text in enumerate(table.rows[row])]
    return [text or (DRAWN if (row, at) in table.drawn else "") for at, text in enumerate(texts)]


def _digest(table: SourceTable) -> str:
    """A few letters that tell the table of one document from that of another in the same shape."""
    return hashlib.sha256(json.dumps(table.rows).encode()).hexdigest()[:_DIGEST]


def proposal_of(data: bytes) -> tuple[Proposal, tuple[Finding, ...]]:
    """Return the proposal that a corrected review workbook holds, and what was changed against its rules.

    The document in it is proposed as before and the choices are put in. Raises UserError with one finding
    that names the cells for a choice that is none, or a document of which parts are gone.
    """
    try:
        book = read_book(data)
    except RefusedError as error:
        raise UserError(error.finding) from error
    proposed = propose(_document(book))
    known = {row.key: table for table in find_tables(book, "review_table") for row in table.records[:1]}
    tables: list[TableProposal] = []
    findings: list[Finding] = []
    for number, proposal in enumerate(proposed.tables, 1):
        table = known.get(f"table {number} {_digest(proposal.table)}")
        # A column put in or taken out would move each choice to the column beside its own.
        if table is None or len(proposal.header.columns) != len(table.columns) - 1:
            raise UserError(Finding("import-review-lost", sheet=f"ตาราง {number}"))
        tables.append(_chosen(proposal, table, findings))
    settings = next(iter(find_tables(book, SETTINGS.name)), None)
    year = to_arabic(settings.value("fiscal_year")) if settings else ""
    # Years are Buddhist: 2024 is a slip of the pen.
    if settings and year and not (year.isdecimal() and 2500 <= int(year) < 2700):
        cell = settings.value_cell("fiscal_year")
        raise UserError(Finding("import-review-choice", SETTINGS.sheet, cell, year, "2569"))
    name = settings.value("agency_name") if settings else ""
    answered = replace(
        proposed,
        tables=tuple(tables),
        units=tuple(_units(book)),
        year=int(year or 0),
        other_years=(),
        agency=replace(proposed.agency, name=name),
    )
    return answered, tuple(findings)


def _document(book: BookData) -> SourceDocument:
    # Cut into rows when it was made: a cell of Excel holds 32,767 characters.
    pieces = [str(row.raw("json") or "") for table in find_tables(book, SOURCE.name) for row in table.records]
    try:
        document = decode("".join(pieces))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(Finding("import-review-lost", sheet=SOURCE.sheet)) from error
    if isinstance(document, Finding):
        raise UserError(document)
    return document


def _chosen(proposed: TableProposal, found: FoundTable, findings: list[Finding]) -> TableProposal:
    """One table with what was chosen for it."""
    records, first, header = found.by_key, found.records[0], proposed.header
    heads = records.get("columns")
    if heads is None:
        raise UserError(Finding("import-review-lost", sheet=first.sheet.name))
    rows = dict.fromkeys(proposed.rows, "skip")
    for row in rows:
        record = records.get(str(row + 1))
        if record is None:
            findings.append(Finding("import-review-row-gone", first.sheet.name, found=str(row + 1)))
            continue
        rows[row] = _ROWS[_one_of(record, "role", _ROWS)]
        findings += _typed_over(record, _texts(proposed.table, row))
    # What was taken for headings may be the first row of data.
    headed = header.first_row < 0 or "header" in map(rows.get, range(header.first_row, header.last_row + 1))
    fields = _fields()
    columns = []
    for column in header.columns:
        field = fields[_one_of(heads, f"c{column.place + 1}", fields)]
        other = chosen_column(column.place, field, column.heading if headed else "")
        columns.append(column if field == column.field and headed else other)
    role = _TABLES[_one_of(first, "role", _TABLES)]
    return replace(proposed, rows=rows, header=replace(header, role=role, columns=tuple(columns)))


def _typed_over(record: TableRow, texts: Sequence[str]) -> Iterator[Finding]:
    """The cells of a row whose text is not the document's any more: only the choices around it count."""
    for place, text in enumerate(texts, 1):
        typed = record.text(f"c{place}")
        if squash(typed) != squash(text):
            cell = record.cell(f"c{place}")
            yield Finding("import-review-typed", record.sheet.name, cell, typed or "-", text or "-")


def _one_of(record: TableRow, field: str, choices: Mapping[str, object]) -> str:
    """The choice of a cell. Raises UserError where it is none of the list."""
    text = record.text(field)
    # A choice that is typed or pasted may have other blanks than the list.
    known = {squash(choice): choice for choice in choices}
    if squash(text) not in known:
        cell, expected = record.cell(field), ", ".join(list(choices)[:8])
        raise UserError(Finding("import-review-choice", record.sheet.name, cell, text or "-", expected))
    return known[squash(text)]


def _units(book: BookData) -> Iterator[UnitProposal]:
    for table in find_tables(book, UNITS.name):
        for record in table.records:
            text, choice = record.text("unit"), record.text("choice")
            if text and choice:
                yield UnitProposal(text, choice)
