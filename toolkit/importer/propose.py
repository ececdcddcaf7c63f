"""Proposing what the tables, columns and rows of a document are, by words and by what cells look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from toolkit.importer.agency import read_agency, read_years
from toolkit.importer.divisions import Register
from toolkit.importer.document import SourceDocument, SourceTable, place_of
from toolkit.importer.doubts import Doubt
from toolkit.importer.headers import Header, likely_header, plain_columns
from toolkit.importer.measures import MeasuresRead, read_measures
from toolkit.importer.people import without_names
from toolkit.importer.periods import year_of_periods
from toolkit.importer.row_kinds import is_column_numbers, section_of
from toolkit.importer.rows import SourceRow, measure_rows
from toolkit.importer.uses import Proposal, RowRole, TableProposal, TableUse, UnitProposal, tables_in_use
from toolkit.thai.text import clean_text

_ROLES: Mapping[str, RowRole] = {"section": "section", "continued": "continue", "below": "skip"}
_SPAN = re.compile(r"\(([^()]*)\)")
_HEADS = 3  # rows at the top of a table in which a heading names a period
_CELLS = 4  # cells named beside a unit


def propose(document: SourceDocument) -> Proposal:
    """Propose what a document is. Raises UserError where it holds more measures than a plan has."""
    uses = tuple(tables_in_use(document))
    rows = tuple(measure_rows(document, uses))
    read = read_measures(rows)
    tables: list[TableProposal] = []
    for table in document.tables:
        own = [use for use in uses if use.table.number == table.number]
        ends = [*(use.top for use in own[1:]), len(own[-1].table.rows) if own else 0]
        tables += (_in_use(use, end, rows, read) for use, end in zip(own, ends, strict=False))
        if not own:
            tables.append(_not_in_use(table))
    year, doubts = _year(document, read)
    plans = [table for table in tables if table.role == "plan"]
    return Proposal(
        document=document,
        tables=tuple(tables),
        units=tuple(_units(plans)),
        year=year,
        year_doubts=tuple(doubts),
        agency=read_agency(document),
    )


def _in_use(use: TableUse, end: int, rows: Iterable[SourceRow], read: MeasuresRead) -> TableProposal:
    header, number = use.header, use.table.number
    if header.kind != "measures":
        roles: dict[int, RowRole] = dict.fromkeys(range(use.top, end), "")
        return TableProposal(use, "scores", roles | dict.fromkeys(_header_rows(use, end), "header"))
    kinds = {row.number: _ROLES[row.kind] for row in rows if row.table == number and row.kind in _ROLES}
    roles = {}
    for row in range(use.top if use.own else 0, end):
        if row in use.body:
            said = read.roles.get((number, row), kinds.get(row, "skip"))
            roles[row] = said  # type: ignore[assignment]
        elif use.own and row < header.first_row:
            roles[row] = _above(use.table, row)
        else:
            roles[row] = "header"
    columns = frozenset(
        column.place for column in header.columns if column.heading and not column.field and not column.span
    )
    stand_in = {column.place for column in header.of("measure")} if header.stand_in else set()
    # A header that is carried over from the table before is a guess.
    return TableProposal(use, "plan", roles, sure=use.own, unsure_columns=columns | stand_in)


def _header_rows(use: TableUse, end: int) -> Sequence[int]:
    return [row for row in range(use.header.first_row, end) if row not in use.body] if use.own else []


def _above(table: SourceTable, row: int) -> RowRole:
    """A row above the headings: a title, or the section that the whole table belongs to."""
    texts = list(dict.fromkeys(clean_text(text) for text in table.rows[row] if text.strip()))
    return "section" if len(texts) == 1 and section_of(texts[0]) else "skip"


def _not_in_use(table: SourceTable) -> TableProposal:
    """A table that is not taken by itself, ready to become one of measures: its row most like a header, and
    each row below it as a measure."""
    top = likely_header(table)
    columns = plain_columns(table, top)
    use = TableUse(table, Header(top, top, "measures", columns), True, tuple(range(top + 1, len(table.rows))))
    roles: dict[int, RowRole] = {}
    for row, texts in enumerate(table.rows):
        filled = [text for text in texts if text.strip()]
        blank = row < top or not filled or is_column_numbers(filled)
        roles[row] = "header" if row == top else "skip" if blank else "measure"
    known = {column.field for column in columns} & {"measure", "steps"}
    return TableProposal(use, "skip", roles, sure=not known and len(table.rows) < 3)


def _units(tables: Iterable[TableProposal]) -> Iterable[UnitProposal]:
    """Each unit that a responsible column names, once, and what it seems to be."""
    register = Register()
    cells: dict[str, list[str]] = {}
    for table in tables:
        use = table.use
        for row in use.body:
            if table.rows.get(row, "skip") in ("skip", "header", "section"):
                continue
            for column in use.header.of("responsible"):
                text = (
                    column.division or without_names(clean_text(use.table.rows[row][column.place]), "").text
                )
                for part in register.parts(text):
                    cells.setdefault(part, []).append(place_of(use.table, row, column.place))
    for text, places in cells.items():
        choice, sure = register.proposed(text)
        yield UnitProposal(text, choice, tuple(dict.fromkeys(places))[:_CELLS], sure)


def _year(document: SourceDocument, read: MeasuresRead) -> tuple[int, list[Doubt]]:
    """The document's fiscal year: that of its periods, else of its headings; the last of several, asked."""
    by_period = year_of_periods(measure.fields.get("period", "") for measure in read.measures)
    headings = (text for table in document.tables for row in table.rows[:_HEADS] for text in row)
    spans = (found for text in headings for found in _SPAN.findall(text))
    by_period = by_period or year_of_periods(dict.fromkeys(spans))
    by_heading, named, several = read_years(document)
    # Periods first: headings name the year of the last result as well.
    if by_period:
        differs = bool(named) and by_period not in named
        years = ", ".join(map(str, named))
        return by_period, [Doubt("import-year-differs", "value", str(by_period), years)] if differs else []
    if several:
        years = ", ".join(map(str, several))
        return max(several), [Doubt("import-year-several", "value", str(max(several)), years)]
    return by_heading, [Doubt("import-year-from-text", "value", str(by_heading))] if by_heading else []
