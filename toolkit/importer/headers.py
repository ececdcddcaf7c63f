"""Which rows of a table are its headings, and which field each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.assessment.facts import facts_of, file_years
from toolkit.importer.divisions import names_division
from toolkit.importer.document import SourceTable
from toolkit.importer.headings import (
    LONGEST,
    MOST,
    SourceColumn,
    bare_heading,
    chosen_column,
    field_of,
    field_of_words,
    is_time,
    is_whole,
    is_year,
    look_of,
    quarter_of,
    span_of,
)
from toolkit.thai.text import clean_text, squash

TableRole = Literal["plan", "scores", "skip"]

_SEARCHED = 20  # rows at the top of a table in which its first header is looked for
_CHART = 4  # months, beside which one title may stand
_SUBHEADINGS = 2  # further rows that may belong to a header
_DOING = {"measure", "steps", "responsible", "period"}
_ABOUT = {"monitoring", "expected", "indicator", "target", "result", "status", "risk", "issue"}
_DIFFERENCES = ("เพิ่ม", "ลด", "ผลต่าง", "เปลี่ยนแปลง", "การเปลี่ยนแปลง", "+/-")


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: the rows it takes (-1: none of this table), what the table is, and its columns.
    `sure` is false where which column holds the measures is a guess."""

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
    """Return the row near the top of a table that is most like a header. Its columns are what their headings
    say, or else what their cells look like: the first that is only text may hold the measures, the next the
    steps."""

    def worth(row: int) -> tuple[int, bool, int]:
        texts = {text for text in table.rows[row] if text.strip()}
        return sum(bool(field_of(text)) for text in texts), len(texts) > 1, -row

    row = max(range(min(_SEARCHED, len(table.rows))), key=worth, default=0)
    fields = [
        field_of(heading) or ("period" if span_of(heading) else look_of(texts))
        for heading, *texts in zip(*table.rows[row:], strict=True)
    ]
    for field in ("measure", "steps"):
        after = fields.index("measure") if field == "steps" and "measure" in fields else 0
        if field not in fields and "" in fields[after:]:
            fields[fields.index("", after)] = field
    heads = enumerate(zip(fields, table.rows[row], strict=True))
    columns = (chosen_column(place, field or "remark", heading) for place, (field, heading) in heads)
    return Header(row, row, "skip", tuple(columns), False)


def further_header(table: SourceTable, row: int, header: Header) -> Header | None:
    """Return the header that begins in a row further down: the table's own again, as on each printed page, or
    that of another table on the sheet, each of whose cells must be a heading where data stand above it."""
    heads = {column.place: squash(column.heading) for column in header.columns}
    filled = [(place, squash(text)) for place, text in enumerate(table.rows[row]) if text.strip()]
    same = sum(heads.get(place, "").startswith(text) for place, text in filled)
    if same > 1 and same * 2 >= len(filled):
        return header_at(table, row)
    above = {text for text in table.rows[row - 1] if text.strip()}
    if len(above) < 2 or all(field_of(text) for _, text in filled):
        return header_at(table, row, 2)
    return None


def header_at(table: SourceTable, row: int, least: int = 0) -> Header | None:
    """Return the header that begins in a row; None where that row is none. At least `least` of its cells must
    be nothing but headings."""
    texts = table.filled(row)
    fields = {place: field_of(text) or ("period" if is_time(text) else "") for place, text in texts.items()}
    words = sum(bool(field_of(text)) for text in texts.values())
    if not words or (words == 1 and sum(map(is_time, texts.values())) < 2):
        return None
    # Scores of several years stand below the years alone.
    years = [place for place, text in texts.items() if is_year(text)]
    if years and "indicator" in fields.values() and _names_indicators(table.rows[row + 1 :]):
        fields |= dict.fromkeys(years, "score")
    divisions = [place for place, text in texts.items() if not fields[place] and names_division(text)]
    if len(divisions) > 1:
        fields |= dict.fromkeys(divisions, "responsible")
    known = [place for place, field in fields.items() if field and table.first(row, place)[0] == row]
    sure = sum(is_whole(texts[place]) for place in known)
    # What is done, who does it and when is a plan, whatever stands beside that.
    share = 0 if sure > 2 and len({fields[place] for place in known} & _DOING) > 2 else MOST
    if (
        len(known) < 2
        or len(known) < share * len(texts)
        or any(len(squash(text)) > LONGEST for text in texts.values())
    ):
        return None
    named = any("มาตรการ" in squash(texts[place]) for place in known if fields[place] == "measure")
    # A list of anything is headed "รายการ": it is one of measures only where it says how or when.
    listed = all(squash(texts[place]).startswith("รายการ") for place in known if fields[place] == "measure")
    said = {fields[place] for place in known}
    role = _role(said - ({"measure"} if listed and not said & {"steps", "period"} else set()), named=named)
    if role is None or (least and (sure < least or len(divisions) == 1)):
        return None
    last = row
    while last < min(row + _SUBHEADINGS, len(table.rows) - 1) and _goes_on(table, row, last + 1):
        last += 1
    columns = tuple(_column(table, row, last, place, fields) for place in range(table.width))
    if role == "scores":
        # A column of another heading says more of the indicator; one of differences says nothing new.
        columns = tuple(
            replace(own, field="indicator")
            if own.heading and not own.field and not squash(own.heading).startswith(_DIFFERENCES)
            else own
            for own in columns
        )
        return Header(row, last, role, columns)
    measures = {column.heading for column in columns if column.field == "measure"}
    # Of two columns that may hold the measures, the one that says so does; every other choice is a guess.
    named = len(measures) == 1 or any(squash(heading).startswith("มาตรการ") for heading in measures)
    named = named and all(field_of_words(bare_heading(text)) == "measure" for text in measures)
    header = Header(row, last, role, _with_parts(columns), named and not (listed and "measure" in said))
    return header if header.of("measure") else None


def _names_indicators(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell begins with the name of an indicator of the assessment, behind its number or without."""
    facts = facts_of(file_years()[-1])
    cells = (bare_heading(text) for texts in rows for text in texts)
    return facts is not None and any(map(facts.indicator_named, cells))


def _role(fields: set[str], *, named: bool) -> TableRole | None:
    """What a table is about. One whose only column of doing is that of measures must name them so."""
    if fields & {"measure", "steps"} and (len(fields & _DOING) > 1 or (named and fields & _ABOUT)):
        return "plan"
    mended = fields & {"responsible", "monitoring"} or {"period", "suggestion"} <= fields
    if "issue" in fields and mended:
        return "plan"
    if "score" in fields and fields & {"number", "code", "issue"} and not fields & {"risk", "budget"}:
        return "scores"  # by question
    return "scores" if {"indicator", "issue"} <= fields or {"indicator", "score"} <= fields else None


def _goes_on(table: SourceTable, top: int, row: int) -> bool:
    """Whether a row below a header row is the second line of a header: each of its cells is that heading
    again, a month, a bare year, or a heading below one that is blank or spans several columns, of any words
    where another heading reaches down into the row."""
    texts = {place: text for place, text in enumerate(table.rows[row]) if text.strip()}
    own = {place: text for place, text in texts.items() if table.first(row, place)[0] != top}
    fresh = {place: text for place, text in own.items() if squash(text) != squash(table.rows[top][place])}
    reached = len(own) < len(texts)
    above = " ".join(table.rows[top])

    def fits(place: int, text: str) -> bool:
        beside = (table.first(top, near) for near in (place - 1, place + 1))
        right = table.rows[top][place + 1 : place + 2] == ("",)
        spanned = right or not table.rows[top][place].strip() or table.first(top, place) in beside
        time = is_time(text) or quarter_of(text, above) is not None
        return time or (reached and (spanned or is_whole(text))) or (spanned and bool(field_of(text)))

    strange = sum(not fits(place, text) for place, text in fresh.items())
    # One title may stand beside the months of a chart.
    return bool(fresh) and strange <= (len(fresh) > _CHART) and len(set(map(squash, table.rows[row]))) > 1


def _column(table: SourceTable, first: int, last: int, place: int, fields: dict[int, str]) -> SourceColumn:
    texts = [table.rows[row][place] for row in range(first, last + 1)]
    distinct = [clean_text(text) for text in dict.fromkeys(texts) if text.strip()]
    top = fields.get(table.first(first, place)[1], "")
    lower = field_of(distinct[-1]) if len(distinct) > 1 or (distinct and not texts[0].strip()) else ""
    year = bool(lower) and is_year(distinct[0])  # "ปี 2569" above "งบประมาณ"
    above = next(filter(str.strip, reversed(table.rows[first][: place + 1])), "")
    if len(distinct) == 1 and not texts[0].strip() and quarter_of(distinct[0], above):
        distinct.insert(0, above)  # a title that is not merged stands above the first of its columns
    # Below "ผู้รับผิดชอบ" stands "กค." for กองคลัง, not for July.
    month = top != "responsible" and any(span_of(text) or quarter_of(text, above) for text in distinct[-1:])
    field = "period" if month else lower if year else top or lower
    return chosen_column(place, field, "\n".join(distinct))


def _with_parts(columns: Sequence[SourceColumn]) -> tuple[SourceColumn, ...]:
    """Let each column play its part: a second column of measures is one of steps where there is none, and
    where nothing is called a measure, a way to mend, the issue or the steps take its place."""

    def headings(field: str) -> list[str]:
        return list(dict.fromkeys(column.heading for column in columns if column.field == field))

    measures, issues, steps = map(headings, ("measure", "issue", "steps"))
    # Activities count as measures too; where both have a column, the one called มาตรการ holds them.
    named = [heading for heading in measures if squash(heading).startswith("มาตรการ")]
    ways = [heading for heading in headings("suggestion") if squash(heading).startswith("แนวทาง")]
    # What stands before the steps under a heading of its own is what they are for.
    at = next((column.place for column in columns if column.field == "steps"), 0)
    before = [column.heading for column in columns[:at] if column.heading and not column.field]
    holds = next(filter(None, (named, measures, ways, issues, before, headings("indicator"), steps)), [])
    parts = dict.fromkeys(measures, "remark" if steps else "steps") | dict.fromkeys(holds[:1], "measure")
    may_be = {"", "measure", "steps", "issue", "indicator", "suggestion"}
    return tuple(
        replace(column, field=parts.get(column.heading, column.field)) if column.field in may_be else column
        for column in columns
    )
