"""A proposal as a review workbook, and the corrected workbook as a proposal again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit.books.review_book import (
    SETTINGS,
    SOURCE,
    UNITS,
    Choice,
    ReviewTable,
    ReviewUnit,
    make_review_workbook,
)
from toolkit.importer.agency import read_agency
from toolkit.importer.divisions import ALL, NEW, NONE
from toolkit.importer.document import SourceDocument, decode, encode, source_table, table_json
from toolkit.importer.headers import Header, TableKind, chosen_column
from toolkit.importer.uses import Proposal, RowRole, TableProposal, TableRole, TableUse, UnitProposal
from toolkit.importer.words import words
from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.layouts import META_SHEET
from toolkit.xlsx.sheet_data import BookData, RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, TableRow, find_tables

_TABLES: Mapping[str, TableRole] = {"แผนมาตรการ": "plan", "ผลคะแนน": "scores", "ไม่ใช้": "skip"}
_ROWS: Mapping[str, RowRole] = {
    "มาตรการใหม่": "measure",
    "ขั้นตอน": "step",
    "ต่อจากแถวบน": "continue",
    "หัวข้อหมวด": "section",
    "หัวตาราง": "header",
    "ไม่ใช้": "skip",
}
_NOT_USED = "ไม่ใช้"


def is_review(data: bytes) -> bool:
    """Whether a file is a review workbook of ours."""
    try:
        book = read_book(data, wanted=lambda name: name == META_SHEET)
    except RefusedError:
        return False
    return any(table.value("kind") == "review" for table in find_tables(book, "meta"))


def review_of(proposal: Proposal) -> bytes:
    """The review workbook of a proposal."""
    names = dict.fromkeys(unit.choice for unit in proposal.units if unit.choice not in (NEW, ALL, NONE))
    new = dict.fromkeys(unit.text for unit in proposal.units if unit.choice == NEW)
    settings = [
        (
            "fiscal_year",
            "ปีงบประมาณของเอกสาร (พ.ศ.)",
            Choice(str(proposal.year or ""), bool(proposal.year) and not proposal.year_doubts),
        ),
        ("agency_name", "ชื่อหน่วยงาน", Choice(proposal.agency.name, bool(proposal.agency.name))),
    ]
    units = [
        ReviewUnit(unit.text, Choice(unit.choice, unit.sure), ", ".join(unit.cells))
        for unit in proposal.units
    ]
    lists = {
        "table": list(_TABLES),
        "column": [*_fields(), _NOT_USED],
        "row": list(_ROWS),
        "unit": [NEW, ALL, NONE, *names, *new],
    }
    # The document travels inside: its file may have been changed or moved when the choices come back.
    source = {
        "document": json.loads(encode(proposal.document)),
        "parts": [_part(table) for table in proposal.tables],
    }
    return make_review_workbook(
        settings, units, list(map(_shown, proposal.tables)), lists, json.dumps(source)
    )


def _fields() -> dict[str, str]:
    """The label of each field of a column, and the field."""
    return {rule.label: rule.field for rule in words().columns}


def _shown(table: TableProposal) -> ReviewTable:
    labels = {field: label for label, field in _fields().items()}
    words_of = {role: word for word, role in _TABLES.items()}
    rows_of = {role: word for word, role in _ROWS.items()}
    source = table.use.table
    fields = {column.place: column.field for column in table.use.header.columns}
    return ReviewTable(
        f"ตาราง {source.number}" + (f" (แผ่น {source.sheet})" if source.sheet else ""),
        Choice(words_of[table.role], table.sure),
        [
            Choice(labels.get(fields.get(place, ""), _NOT_USED), place not in table.unsure_columns)
            for place in range(len(source.rows[0]) if source.rows else 0)
        ],
        [
            (str(row + 1), Choice(rows_of.get(role, _NOT_USED)), source.rows[row])
            for row, role in sorted(table.rows.items())
        ],
    )


def _part(table: TableProposal) -> dict[str, Any]:
    use, header = table.use, table.use.header
    return {
        "table": table_json(use.table),
        "own": use.own,
        "top": use.top,
        "body": use.body,
        "kind": header.kind,
        "header": [header.first_row, header.last_row],
        "stand_in": header.stand_in,
        "headings": {column.place: column.division or column.heading for column in header.columns},
        "fields": {column.place: column.field for column in header.columns},
        "rows": {str(row): role for row, role in table.rows.items()},
    }


def proposal_of(data: bytes) -> tuple[Proposal, tuple[Finding, ...]]:
    """The proposal that a corrected review workbook holds, and what was changed in it against its rules.

    Raises UserError with one finding that names the cells for a choice that is none, or a document of which
    parts are gone.
    """
    try:
        book = read_book(data)
    except RefusedError as error:
        raise UserError(error.finding) from error
    source, document = _source(book)
    parts = source["parts"]
    found = {row.key: table for table in find_tables(book, "review_table") for row in table.records[:1]}
    tables: list[TableProposal] = []
    findings: list[Finding] = []
    for number, part in enumerate(parts, 1):
        table = found.get(f"table {number}")
        # A column put in or taken out would move each choice to the column beside its own.
        if table is None or int(part["table"]["width"]) != len(table.columns) - 1:
            raise UserError(Finding("import-review-lost", sheet=f"ตาราง {number}"))
        tables.append(_chosen(part, table, findings))
    units = tuple(_units(book))
    settings = next(iter(find_tables(book, SETTINGS.name)), None)
    year = to_arabic(settings.value("fiscal_year")) if settings else ""
    name = settings.value("agency_name") if settings else ""
    # Years are Buddhist: 2024 is a slip of the pen.
    if settings and year and not (year.isdecimal() and 2500 <= int(year) < 2700):
        cell = settings.value_cell("fiscal_year")
        raise UserError(Finding("import-review-choice", SETTINGS.sheet, cell, year, "2569"))
    agency = read_agency(document)
    return (
        Proposal(
            document=document,
            tables=tuple(tables),
            units=units,
            year=int(year or 0),
            agency=replace(agency, name=name) if name != agency.name else agency,
            decided=True,
        ),
        tuple(findings),
    )


def _source(book: BookData) -> tuple[dict[str, Any], SourceDocument]:
    # Cut into rows when it was made: a cell of Excel holds 32,767 characters.
    pieces = [str(row.raw("json") or "") for table in find_tables(book, SOURCE.name) for row in table.records]
    try:
        source = json.loads("".join(pieces))
        document = decode(json.dumps(source["document"]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(Finding("import-review-lost", sheet=SOURCE.sheet)) from error
    if isinstance(document, Finding):
        raise UserError(document)
    return source, document


def _chosen(part: dict[str, Any], found: FoundTable, findings: list[Finding]) -> TableProposal:
    """One table with what was chosen for it."""
    records = found.by_key
    first = found.records[0]
    role = _TABLES[_one_of(first, "role", _TABLES)]
    source = source_table(part["table"])
    fields = _fields() | {_NOT_USED: ""}
    columns = []
    heads = records.get("columns")
    if heads is None:
        raise UserError(Finding("import-review-lost", sheet=first.sheet.name))
    for place in range(int(part["table"]["width"])):
        field = fields[_one_of(heads, f"c{place + 1}", fields)]
        # "Not used" is a person's word only where the column had a part to play; else it was ours.
        field = field or ("" if part["fields"].get(str(place)) in (None, "") else "skip")
        columns.append(chosen_column(place, field, part["headings"].get(str(place), "")))
    rows: dict[int, RowRole] = {}
    for text, before in part["rows"].items():
        record = records.get(str(int(text) + 1))
        if record is None:
            findings.append(Finding("import-review-row-gone", first.sheet.name, found=str(int(text) + 1)))
            rows[int(text)] = "skip"
        else:
            chosen = _ROWS[_one_of(record, "role", _ROWS)]
            # As with columns: only a row that did something is left out by choice.
            rows[int(text)] = chosen if before or chosen != "skip" else ""
    kind: TableKind = "measures" if role == "plan" else part["kind"]
    top, last = part["header"]
    header = Header(top, last, kind, tuple(columns), part["stand_in"])
    use = TableUse(source, header, part["own"], tuple(part["body"]), part["top"])
    return TableProposal(use, role, rows)


def _one_of(record: TableRow, field: str, choices: Mapping[str, object]) -> str:
    """The choice of a cell. Raises UserError where it is none of the list."""
    text = record.text(field)
    # A choice that is typed or pasted may have other blanks than the list.
    known = {squash(choice): choice for choice in choices}
    if squash(text) not in known:
        expected = ", ".join(list(choices)[:8])
        raise UserError(
            Finding("import-review-choice", record.sheet.name, record.cell(field), text or "-", expected)
        )
    return known[squash(text)]


def _units(book: BookData) -> Iterator[UnitProposal]:
    for table in find_tables(book, UNITS.name):
        for record in table.records:
            text, choice = record.text("unit"), record.text("choice")
            if text and choice:
                yield UnitProposal(text, choice)
