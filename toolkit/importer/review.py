"""A corrected review workbook as a proposal again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.importer.document import SourceDocument, decode
from toolkit.importer.headings import chosen_column
from toolkit.importer.proposal import Proposal, TableProposal, UnitProposal
from toolkit.importer.propose import propose
from toolkit.importer.review_book import (
    NOT_USED,
    ROW_CHOICES,
    SETTINGS,
    SOURCE,
    TABLE_CHOICES,
    UNITS,
    column_choices,
    shown_cells,
    table_key,
)
from toolkit.model.finding import Finding, UserError, listed
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.sheet_data import BookData, RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import FoundTable, TableRow, find_tables, kind_of


def is_review(data: bytes) -> bool:
    """Tell whether a file is a review workbook of ours."""
    try:
        return kind_of(data) == "review"
    except RefusedError:
        return False


def proposal_of(data: bytes) -> tuple[Proposal, tuple[Finding, ...]]:
    """Return the proposal that a corrected review workbook holds, and what was changed against its rules.

    The document in it is proposed as before and the choices are put in. Raises UserError with one finding
    that names the cells of choices that are none, or for a document of which parts are gone; RefusedError.
    """
    book = read_book(data)
    proposed = propose(_document(book))
    known = {row.key: table for table in find_tables(book, "review_table") for row in table.records[:1]}
    tables: list[TableProposal] = []
    findings: list[Finding] = []
    for number, proposal in enumerate(proposed.tables, 1):
        table = known.get(table_key(number, proposal.table))
        # A column put in or taken out would move each choice to the column beside its own.
        if table is None or len(proposal.header.columns) != len(table.columns) - 1:
            raise UserError(Finding("import-review-lost", sheet=f"ตาราง {number}"))
        tables.append(_chosen(proposal, table, findings))
    settings = next(iter(find_tables(book, SETTINGS.name)), None)
    if settings is None:
        raise UserError(Finding("import-review-lost", sheet=SETTINGS.sheet))
    year, name = to_arabic(settings.value("fiscal_year")), settings.value("agency_name")
    # Years are Buddhist: 2024 is a slip of the pen.
    if year and not (year.isdecimal() and 2500 <= int(year) < 2700):
        cell = settings.value_cell("fiscal_year")
        findings.append(Finding("import-review-choice", settings.sheet.name, cell, year, "2569"))
    units = tuple(_units(book, [unit.text for unit in proposed.units], findings))
    wrong = [finding for finding in findings if finding.code == "import-review-choice"]
    same = [finding for finding in wrong if replace(finding, cell="") == replace(wrong[0], cell="")]
    if wrong:
        raise UserError(replace(wrong[0], cell=", ".join(finding.cell for finding in same)))
    answered = replace(
        proposed,
        tables=tuple(tables),
        units=units,
        year=int(year or 0),
        other_years=(),
        agency=replace(proposed.agency, name=name),
    )
    return answered, tuple(findings)


def _document(book: BookData) -> SourceDocument:
    # Cut into rows when it was made: a cell of Excel holds 32,767 characters.
    pieces = [str(row.raw("json") or "") for table in find_tables(book, SOURCE.name) for row in table.records]
    try:
        return decode("".join(pieces))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(Finding("import-review-lost", sheet=SOURCE.sheet)) from error


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
        rows[row] = ROW_CHOICES[_one_of(record, "role", ROW_CHOICES, findings)]
        findings += _typed_over(
            record, {column: text for column, text, _ in shown_cells(proposed.table, row)}
        )
    own = [first, heads, *(records.get(str(row + 1)) for row in rows)]
    for record in found.records:
        findings += _typed_over(record, {}) if record not in own else ()
    # What was taken for headings may be the first row of data.
    headed = header.first_row < 0 or "header" in map(rows.get, range(header.first_row, header.last_row + 1))
    fields = column_choices()
    columns = []
    for column in header.columns:
        field = fields[_one_of(heads, f"c{column.place + 1}", fields, findings)]
        other = chosen_column(column.place, field, column.heading if headed else "")
        columns.append(column if field == column.field and headed else other)
    role = TABLE_CHOICES[_one_of(first, "role", TABLE_CHOICES, findings)]
    return replace(proposed, rows=rows, header=replace(header, role=role, columns=tuple(columns)))


def _typed_over(record: TableRow, texts: Mapping[int, str]) -> Iterator[Finding]:
    """The cells of a row whose text is not the document's any more: only the choices around it count."""
    for place in range(len(record.columns) - 1):
        field, text = f"c{place + 1}", texts.get(place, "")
        typed = record.text(field)
        if squash(typed) != squash(text):
            cell = record.cell(field)
            yield Finding("import-review-typed", record.sheet.name, cell, typed or "-", text or "-")


def _one_of(record: TableRow, field: str, choices: Mapping[str, object], findings: list[Finding]) -> str:
    """The choice of a cell; where it is none of the list, any of these and a finding."""
    text = record.text(field)
    # A choice that is typed or pasted may have other blanks than the list.
    known = {squash(choice): choice for choice in choices}
    if squash(text) not in known:
        cell, expected = record.cell(field), listed(list(choices))
        findings.append(Finding("import-review-choice", record.sheet.name, cell, text or "-", expected))
    return known.get(squash(text), NOT_USED)


def _units(book: BookData, known: Sequence[str], findings: list[Finding]) -> Iterator[UnitProposal]:
    """The units with what was chosen for each."""
    records = [record for table in find_tables(book, UNITS.name) for record in table.records]
    for record in records:
        text, choice = record.text("unit"), record.text("choice")
        if text and text not in known:
            cell = record.cell("unit")
            findings.append(Finding("import-review-typed", record.sheet.name, cell, text, "-"))
        elif text and choice:
            yield UnitProposal(text, choice)
