"""Proposing what the tables, columns and rows of a document are, by words and by what cells look like.

One table may run over several pages as tables of their own, with the header repeated or not; one sheet may
hold several tables, one below the other; and a form, which says in its first column what stands in its
second, is turned into a table like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.importer.agency import fiscal_year, read_agency
from toolkit.importer.divisions import ALL, NEW, NONE, Register
from toolkit.importer.document import SourceDocument, SourceTable
from toolkit.importer.forms import as_table, label_pairs
from toolkit.importer.headers import Header, find_header, further_header, likely_header
from toolkit.importer.headings import SourceColumn, field_of, is_whole, look_of, names_measure
from toolkit.importer.measures import MeasureReader
from toolkit.importer.people import without_names
from toolkit.importer.proposal import Proposal, SourceRow, TableProposal, UnitProposal, source_row
from toolkit.importer.rows import is_column_numbers, measure_heads, row_roles, section_issue
from toolkit.importer.words import words_of
from toolkit.thai.text import squash

_ITEM = re.compile(r"[oO๐]\d{1,2}")
_NEAR, _SECTIONS = 2, 4  # paragraphs above a table that may name its measure, or its section
_TITLED = re.compile(r"[\d๐-๙.()\s]*(?:โครงการ|มาตรการ|กิจกรรม|แผนงาน|ขั้นตอน).{0,200}$")
_CHOICES = {"new": NEW, "all": ALL}
_CELLS = 4  # cells named beside a unit
_RESPONSE = 40  # letters of what only says how a risk is answered


def propose(document: SourceDocument) -> Proposal:
    """Propose what a document is."""
    reader = MeasureReader()
    tables = tuple(_proposed(part, reader) for part in _parts(document))
    proposal = Proposal(document=document, tables=tables, agency=read_agency(document))
    rows = list(proposal.rows())
    periods = (cell for row in rows for cell in row.all("period") if cell.says and cell.column.span is None)
    chart = any(column.span for table in proposal.of("plan") for column in table.header.columns)
    year, others = fiscal_year(document, [cell.text for cell in periods], chart=chart)
    return replace(proposal, units=tuple(_units(rows)), year=year, other_years=others)


def _parts(document: SourceDocument) -> Iterator[TableProposal]:
    """The tables, parted where another header begins: what their headers say, and no more of each row than
    whether it is one of the body ("")."""
    before: TableProposal | None = None
    block = used = -1
    for table in document.tables:
        lines = list(reversed(document.lines_above(table, block, _NEAR)))
        sections = document.lines_above(table, used, _SECTIONS)
        above = tuple(line for line in sections if section_issue(line) is not None)
        named = next(filter(names_measure, lines), "")
        block = table.block
        same = before is not None and table.sheet == before.table.sheet and table.width == before.table.width
        table = as_table(table, goes_on=same)
        header = find_header(table, goes_on=same)
        if header is not None and _lists_items(table, header):
            header, before, same = None, None, False
        title = ""
        if header is not None and _holds_steps(table, header):
            inside = _title_row(table, header) is not None
            labels = (pair for row in range(header.first_row) for pair in label_pairs(table, row))
            said = [named, *(text for label, text in labels if field_of(label) == "measure")]
            title = next(filter(None, (*said, *filter(_TITLED.match, lines))), "") if not inside else ""
            header = _of_steps(header) if title or inside else header
        # A table that begins with a heading of numbers ("ลำดับ") does not go on with the one before.
        elif not header and same and before and "number" not in map(field_of, table.filled(0).values()):
            header = replace(before.header, first_row=-1, last_row=-1)
        if header is None:
            before = None
            yield _not_in_use(table)
            continue
        used = table.block
        for before in _divided(table, header, title, above):
            yield before


def _lists_items(table: SourceTable, header: Header) -> bool:
    """Whether a table lists the items of disclosure (O1, O2, …), which are no measures unless it says so or
    says how each is done."""
    if header.role != "plan" or header.sure or header.of("steps"):
        return False
    rows = range(header.last_row + 1, len(table.rows))
    coded = sum(any(_ITEM.fullmatch(squash(text)) for text in table.rows[row]) for row in rows)
    return coded * 2 > len(rows)


def _holds_steps(table: SourceTable, header: Header) -> bool:
    """Whether a table has steps alone, of a measure that only a heading above it can name."""
    body = range(header.last_row + 1, len(table.rows))
    headings = [column.heading for column in header.of("measure")]
    steps = "steps" in map(field_of, headings) and not any("กิจกรรม" in heading for heading in headings)
    return not header.sure and steps and not measure_heads(table, header, body)


def _of_steps(header: Header) -> Header:
    """A header whose column of measures is one of steps."""
    steps = (replace(own, field="steps") if own.field == "measure" else own for own in header.columns)
    return replace(header, columns=tuple(steps), sure=True)


def _title_row(table: SourceTable, header: Header) -> int | None:
    """The row above the headings that names the measure of a table of steps."""
    rows = (row for row in range(header.first_row) if _TITLED.match(table.lone_text(row)))
    return max(rows, default=None)


def _divided(
    table: SourceTable, header: Header, title: str, above: tuple[str, ...]
) -> Iterator[TableProposal]:
    """A table parted where another header begins; rows that repeat the header are no data."""
    row = header.last_row + 1
    part = TableProposal(
        table=table,
        header=header,
        rows=dict.fromkeys(range(row), "header"),
        above=above,
        title=title,
        # A header carried over from the table before is a guess.
        sure=row > 0 and not title,
    )
    while row < len(table.rows):
        other = further_header(table, row, part.header)
        if other is not None and part.header.role == "plan" and not part.header.of("measure"):
            other = _of_steps(other)
        if other is not None and other.columns != part.header.columns:
            yield part
            part = TableProposal(table=table, header=other, rows={})
        last = other.last_row if other is not None else row
        rows = dict.fromkeys(range(row, last + 1), "header" if other is not None else "")
        part, row = replace(part, rows={**part.rows, **rows}), last + 1
    yield part


def _proposed(part: TableProposal, reader: MeasureReader) -> TableProposal:
    """A table with what each of its rows does, and what of it a person should look at."""
    table, header = part.table, part.header
    if header.role != "plan":
        return replace(part, rows={row: role or "skip" for row, role in part.rows.items()})
    roles = dict(part.rows)
    heads = [row for row in part.rows if row < header.first_row]
    # Above the headings stands a title, or the section that the whole table belongs to.
    named = {row for row in heads if section_issue(table.lone_text(row)) is not None}
    roles |= dict.fromkeys(heads, "skip") | dict.fromkeys(named, "section")
    unsure = set()
    title = _title_row(table, header) if not (header.of("measure") or part.title) else None
    roles |= {title: "measure"} if title is not None else {}
    own = (source_row(table, header, row, roles[row]) for row in heads)
    for line in (*part.lines_above(), *own):
        reader.take(line)
    body = [row for row, role in part.rows.items() if not role]
    guessed = {column.place for column in header.of("measure") if not header.sure}
    for column in header.columns:
        kinds = [squash(kind) for kind in column.heading.split("/")]
        said = {row: squash(table.rows[row][column.place]) for row in body}
        # "แผน/ผล": each row is one of the plan or of its results, which are none of the plan.
        if column.field and len(kinds) == 2 and set(said.values()) == set(kinds):
            others = [replace(own, field="remark") if own is column else own for own in header.columns]
            header = replace(header, columns=tuple(others))
            roles |= {row: "skip" for row, kind in said.items() if kind == kinds[1]}
            body = [row for row in body if not roles[row]]
            guessed.add(column.place)
    for row, role, sure in row_roles(table, header, body, reader.take):
        roles[row] = role
        unsure |= set() if sure else {row}
    columns: list[SourceColumn] = []
    for column in header.columns:
        texts = [text for row in body if (text := table.rows[row][column.place]).strip()]
        columns.append(_settled(column, texts, {own.field for own in (*header.columns, *columns)}))
    guessed |= {column.place for column in header.columns if column.heading and not column.field}
    guessed |= {column.place for column in header.of("steps") if "ความเสี่ยง" in squash(column.heading)}
    return replace(
        part,
        header=replace(header, columns=tuple(columns)),
        rows=roles,
        unsure_columns=frozenset(guessed),
        unsure_rows=frozenset(unsure),
    )


def _settled(column: SourceColumn, texts: Sequence[str], known: Collection[str]) -> SourceColumn:
    """A column as what it is by what its cells say: of an unknown heading who is responsible or when, where
    no other column tells that, else a remark; one that only says how risks are answered ("ลด") no steps."""
    if not column.field and (column.heading or texts):
        look = look_of(texts)
        return replace(column, field=look if look in {"responsible", "period"} - set(known) else "remark")
    words = words_of("rows.responses")
    answers = all(squash(text).startswith(words) and len(text) < _RESPONSE for text in texts)
    risk = column.field == "steps" and "ความเสี่ยง" in squash(column.heading) and bool(texts) and answers
    return replace(column, field="risk") if risk else column


def _not_in_use(table: SourceTable) -> TableProposal:
    """A table that is not taken by itself, ready to become one of measures: its row most like a header, and
    each row below it as a measure."""
    header = likely_header(table)
    own = header.columns if not any(is_whole(column.heading) for column in header.columns) else ()
    # What looks like the cells below it is no heading.
    data = any(look_of([column.heading]) == column.field != "remark" for column in own if not column.span)
    roles: dict[int, str] = {}
    for row, texts in enumerate(table.rows):
        said = [text for text in texts if text.strip()]
        blank = row < header.first_row or not said or is_column_numbers(said)
        roles[row] = "skip" if blank else "measure" if data or row > header.first_row else "header"
    fields = {column.field for column in header.columns}
    known = {"measure", "steps"} & set(map(field_of, table.rows[header.first_row]))
    sure = not (known or table.turned or {"measure", "responsible", "period"} <= fields)
    return TableProposal(table=table, header=header, rows=roles, sure=sure)


def _units(rows: Iterable[SourceRow]) -> Iterator[UnitProposal]:
    """Each party that a responsible column names, once, and what it seems to be."""
    register = Register()
    choices: dict[str, tuple[str, bool]] = {}
    places: dict[str, list[str]] = {}
    used = (row for row in rows if row.role not in ("skip", "section"))
    for cell in (cell for row in used for cell in row.all("responsible")):
        parties = register.parties(cell.column.division or without_names(cell.text)[0])
        named = any(party.kind in ("known", "new", "all") for party in parties)
        for party in parties:
            if party.kind not in ("post", "part") or not named:
                # What is a division in one cell is one in every other.
                if choices.get(party.text, (NONE, False))[0] == NONE:
                    choice = _CHOICES.get(party.kind, party.division or NONE)
                    choices[party.text] = choice, party.kind in ("known", "all")
                places.setdefault(party.text, []).append(cell.place)
    for text, (choice, sure) in choices.items():
        yield UnitProposal(text, choice, tuple(dict.fromkeys(places[text]))[:_CELLS], sure)
