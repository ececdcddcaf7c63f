"""Which rows of a table are its headings, and which field each column holds, by the meaning of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.importer.divisions import names_division
from toolkit.importer.document import SourceTable
from toolkit.importer.headings import (
    LONGEST_HEADING,
    YEAR,
    SourceColumn,
    bare_heading,
    chosen_column,
    exact_field,
    field_of,
    is_time,
    is_whole,
    span_of,
)
from toolkit.thai.text import clean_text, squash

TableRole = Literal["plan", "scores", "skip"]

_SHARE = 0.6  # of a header row's filled cells must be known headings
_SEARCHED = 20  # rows at the top of a table in which its first header is looked for
_CHART = 4  # months, beside which one title may stand
_SUBHEADINGS = 2  # further rows that may belong to a header
_DOING = {"measure", "steps", "responsible", "period"}
_ABOUT = {"monitoring", "expected", "indicator", "target", "result", "status", "risk", "issue"}


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: the rows it takes, what the table is, and its columns. `sure` is false where
    which column holds the measures is a guess."""

    first_row: int
    last_row: int
    role: TableRole
    columns: tuple[SourceColumn, ...]
    sure: bool = True

    def of(self, field: str) -> tuple[SourceColumn, ...]:
        return tuple(column for column in self.columns if column.field == field)


def find_header(table: SourceTable, *, goes_on: bool = False) -> Header | None:
    """Return the first header near the top of a table, None where there is none.

    A row of which some cell is nothing but a heading goes before one whose cells only begin like headings;
    a table that may go on from the one before has no header of the second kind.
    """
    rows = range(min(_SEARCHED, len(table.rows)))
    found = (header_at(table, row, least) for least in ((1,) if goes_on else (1, 0)) for row in rows)
    return next(filter(None, found), None)


def likely_header(table: SourceTable) -> Header:
    """Return the row near the top of a table that is most like a header, its columns as they are headed."""

    def worth(row: int) -> tuple[int, bool, int]:
        texts = {text for text in table.rows[row] if text.strip()}
        return sum(bool(field_of(text)) for text in texts), len(texts) > 1, -row

    row = max(range(min(_SEARCHED, len(table.rows))), key=worth, default=0)
    columns = tuple(chosen_column(place, field_of(text), text) for place, text in enumerate(table.rows[row]))
    columns = tuple(
        replace(column, field="period") if span_of(column.heading) else column for column in columns
    )
    return Header(row, row, "skip", columns, False)


def repeated_header(table: SourceTable, row: int, header: Header) -> Header | None:
    """Return the header that begins in a row where that says again what the table's own header says."""
    heads = {column.place: squash(column.heading) for column in header.columns}
    filled = [(place, squash(text)) for place, text in enumerate(table.rows[row]) if text.strip()]
    same = sum(heads.get(place, "").startswith(text) for place, text in filled)
    return header_at(table, row) if same > 1 and same * 2 >= len(filled) else None


def further_header(table: SourceTable, row: int) -> Header | None:
    """Return the header of another table that begins in a row further down, as on a sheet with several."""
    header = header_at(table, row, 2)
    above = {text for text in table.rows[row - 1] if text.strip()} if row else set()
    if header is None or len(above) < 2:
        return header
    return header if all(map(field_of, table.filled(row).values())) else None


def header_at(table: SourceTable, row: int, least: int = 0) -> Header | None:
    """Return the header that begins in a row; None where that row is none. At least `least` of its cells must
    be nothing but headings."""
    distinct = dict.fromkeys(table.rows[row])
    headings = sum(bool(exact_field(bare_heading(text))) for text in distinct)
    if not headings or (headings == 1 and sum(map(is_time, distinct)) < 2):
        return None  # looking for misspelt headings is dear, and rows of data are many
    texts = table.filled(row)
    fields = {place: field_of(text) or ("period" if is_time(text) else "") for place, text in texts.items()}
    divisions = [place for place, text in texts.items() if not fields[place] and names_division(text)]
    if len(divisions) > 1:
        fields |= dict.fromkeys(divisions, "responsible")
    known = [place for place, field in fields.items() if field and table.first(row, place)[0] == row]
    if (
        len(known) < 2
        or len(known) < _SHARE * len(texts)
        or len(max(map(bare_heading, texts.values()), key=len)) > (LONGEST_HEADING)
    ):
        return None
    named = any("มาตรการ" in squash(texts[place]) for place in known if fields[place] == "measure")
    role = _role({fields[place] for place in known}, named=named)
    sure = sum(is_whole(texts[place]) for place in known)
    if role is None or (least and (sure < least or len(divisions) == 1)):
        return None
    last = row
    while last < min(row + _SUBHEADINGS, len(table.rows) - 1) and _goes_on(table, row, last + 1):
        last += 1
    columns = tuple(_column(table, row, last, place, fields) for place in range(table.width))
    if role == "scores":
        return Header(row, last, role, tuple(_with_name(column) for column in columns))
    measures = {column.heading for column in columns if column.field == "measure"}
    # Of two columns that may hold the measures, the one that says so does; every other choice is a guess.
    named = len(measures) == 1 or any(squash(heading).startswith("มาตรการ") for heading in measures)
    header = Header(row, last, role, _with_parts(columns), named)
    return header if header.of("measure") else None


def _role(fields: set[str], *, named: bool) -> TableRole | None:
    """What a table is about. One whose only column of doing is that of measures must name them so."""
    if fields & {"measure", "steps"} and (len(fields & _DOING) > 1 or (named and fields & _ABOUT)):
        return "plan"
    if "issue" in fields and fields & {"responsible", "period", "monitoring"}:
        return "plan"
    return "scores" if "indicator" in fields and fields & {"score", "issue"} else None


def _goes_on(table: SourceTable, top: int, row: int) -> bool:
    """Whether a row below a header row is the second line of a header: each of its cells stands under a
    merged heading, is that heading again, or is a heading, a month or a bare year itself. Where a heading
    reaches down into the row, what stands under another one needs to be none that is known."""
    texts = {place: text for place, text in enumerate(table.rows[row]) if text.strip()}
    reached = any(table.first(row, place) == (top, place) for place in texts)
    fresh = {
        place: text
        for place, text in texts.items()
        if table.first(row, place)[0] != top and squash(text) != squash(table.rows[top][place])
    }
    strange = sum(
        not (
            is_time(text)
            or (_spans(table, top, place) and (reached or field_of(text)))
            or (reached and is_whole(text))
        )
        for place, text in fresh.items()
    )
    if strange > (len(fresh) > _CHART):  # one title may stand beside the months of a chart
        return False
    return bool(fresh) and len(set(map(squash, table.rows[row]))) > 1


def _spans(table: SourceTable, row: int, column: int) -> bool:
    """Whether a heading is blank or spans several columns, so that others may stand below it."""
    beside = (table.first(row, near) for near in (column - 1, column + 1))
    return not table.rows[row][column].strip() or table.first(row, column) in beside


def _column(table: SourceTable, first: int, last: int, place: int, fields: dict[int, str]) -> SourceColumn:
    texts = [table.rows[row][place] for row in range(first, last + 1)]
    distinct = [clean_text(text) for text in dict.fromkeys(texts) if text.strip()]
    lowest = distinct[-1] if distinct else ""
    top = fields.get(table.first(first, place)[1], "")
    lower = field_of(lowest) if len(distinct) > 1 else ""
    year = bool(lower) and YEAR.fullmatch(squash(distinct[0])) is not None  # "ปี 2569" above "งบประมาณ"
    field = "period" if span_of(lowest) else lower if year else top or lower
    return replace(chosen_column(place, field, lowest), heading=" ".join(" ".join(distinct).split()))


def _with_name(column: SourceColumn) -> SourceColumn:
    """In a table of scores or weaknesses, a column of another heading says more of the indicator."""
    return column if column.field or not column.heading else replace(column, field="indicator")


def _with_parts(columns: Sequence[SourceColumn]) -> tuple[SourceColumn, ...]:
    """Let each column play its part: a second column of measures is one of steps where there is none, and
    where nothing is called a measure, a way to mend, the issue or the steps take its place."""

    def headings(field: str) -> list[str]:
        return list(dict.fromkeys(column.heading for column in columns if column.field == field))

    parts: dict[str, str] = {}
    if measures := headings("measure"):
        # Activities count as measures too; where both have a column, the one called มาตรการ holds them.
        named = [heading for heading in measures if squash(heading).startswith("มาตรการ")]
        other = "remark" if headings("steps") else "steps"
        parts = dict.fromkeys(measures, other) | {(named or measures)[0]: "measure"}
    else:
        ways = [heading for heading in headings("suggestion") if squash(heading).startswith("แนวทาง")]
        # What stands before the steps under a heading of its own is what they are for.
        at = next((column.place for column in columns if column.field == "steps"), 0)
        before = [column.heading for column in columns[:at] if column.heading and not column.field]
        others = (ways, headings("issue"), before, headings("indicator"), headings("steps"))
        parts = dict.fromkeys(next(filter(None, others), [])[:1], "measure")
    may_be = {"", "measure", "steps", "issue", "indicator", "suggestion"}
    return tuple(
        replace(column, field=parts.get(column.heading, column.field)) if column.field in may_be else column
        for column in columns
    )
