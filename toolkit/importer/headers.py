"""Which row of a table is its header, and which field each column holds, by the meaning of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from toolkit.importer.divisions import read_parts
from toolkit.importer.document import Place, SourceTable
from toolkit.importer.words import words
from toolkit.thai.dates import parse_period
from toolkit.thai.text import clean_text, squash

TableKind = Literal["measures", "scores", "weaknesses"]

_LONGEST_HEADING = 110  # squashed letters
_SHARE = 0.6  # of a header row's filled cells must be known headings
_SEARCHED = 20  # rows at the top of a table in which its first header is looked for
_ALIKE = 0.86
_MISSPELT_FROM = 7  # letters from which a misspelt heading is still known
_CHART = 4  # months, from which a row is one of headings though a title stands in it
_SUBHEADINGS = 2  # further rows that may belong to a header
_MAY_BE_MEASURE = ("measure", "steps", "issue", "indicator", "suggestion")
_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?25\d\d")
_SIGNS = re.compile(r"(?:พ\.ศ\.)?25\d\d|[()\[\]/,.:：\-–&]+")
_FILE = re.compile(r"\.(?:xls[xm]?|docx?|pdf|ods|csv|jpe?g|png)$|://")  # a file's name is no heading
_LEADING = re.compile(r"^[(\[\d.)\]\-–*•]+")


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column of a table: its 0-based place, its field ("" where unknown), its heading as written, and the
    months it stands for where it is one of a time chart (first and last, without the year). `division` is the
    one it stands for where divisions are ticked, each in a column of its own."""

    place: int
    field: str
    heading: str
    span: tuple[int, int] | None = None
    division: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: the rows it takes, what the table is about, and its columns. `stand_in`: no column is
    called a measure, another plays its part."""

    first_row: int
    last_row: int
    kind: TableKind
    columns: tuple[SourceColumn, ...]
    stand_in: bool = False

    def of(self, field: str) -> tuple[SourceColumn, ...]:
        return tuple(each for each in self.columns if each.field == field)

    def has(self, field: str) -> bool:
        return any(each.field == field for each in self.columns)


def field_of(heading: str) -> str:
    """The field that a heading names; "" where it is none that is known."""
    return _field_of(_bare(heading))


def is_whole(heading: str) -> bool:
    """Whether a text is a heading and nothing else: made of the words of headings alone."""
    bare = _bare(heading)
    return bool(_exact(bare)) and _of_parts(bare)


def find_header(table: SourceTable, *, goes_on: bool = False) -> Header | None:
    """The first header of a table, None where there is none near its top.

    A row of which some cell is nothing but a heading goes before one whose cells only begin like headings;
    a table that may go on from the one before has no header of the second kind.
    """
    rows = range(min(_SEARCHED, len(table.rows)))
    for least in (1,) if goes_on else (1, 0):
        for row in rows:
            header = header_at(table, row, least)
            if header is not None:
                return header
    return None


def likely_header(table: SourceTable) -> int:
    """The row near the top of a table that is most like a header: the first with most known headings."""
    rows = range(min(_SEARCHED, len(table.rows)))

    def worth(row: int) -> tuple[int, int]:
        texts = {text for text in table.rows[row] if text.strip()}
        return sum(bool(field_of(text)) for text in texts), len(texts) > 1

    return max(rows, key=lambda row: (*worth(row), -row), default=0)


def plain_columns(table: SourceTable, row: int) -> tuple[SourceColumn, ...]:
    """The columns of a table by the headings in one row, none of them given another part to play."""
    texts = table.rows[row]
    spans = map(_span, texts)
    return tuple(
        SourceColumn(place, "period" if span else field_of(text), " ".join(text.split()), span)
        for place, (text, span) in enumerate(zip(texts, spans, strict=True))
    )


def chosen_column(place: int, field: str, heading: str) -> SourceColumn:
    """A column whose field a person chose; its heading may name the months or the division it stands for."""
    lowest = heading.rsplit("\n", 1)[-1]
    span = _span(lowest) if field == "period" else None
    ticked = field == "responsible" and not field_of(lowest) and _names_division(lowest)
    return SourceColumn(place, field, " ".join(heading.split()), span, lowest if ticked else "")


def repeats(table: SourceTable, row: int, header: Header) -> Header | None:
    """The header that begins in a row where that says again what the table's own header says."""
    heads = {column.place: squash(column.heading) for column in header.columns}
    filled = [(place, squash(text)) for place, text in enumerate(table.rows[row]) if text.strip()]
    same = sum(bool(text) and heads.get(place, "").startswith(text) for place, text in filled)
    return header_at(table, row, 0) if same > 1 and same * 2 >= len(filled) else None


def new_header(table: SourceTable, row: int) -> Header | None:
    """The header of another table that begins in a row further down, as on a sheet with several tables."""
    anchors = dict(table.anchors) if row else {}
    above = {text for text in table.rows[row - 1] if text.strip()} if row else set()
    apart = len(above) < 2
    header = header_at(table, row, 2)
    if header is None or apart:
        return header
    own = [
        place for place, text in enumerate(table.rows[row]) if text.strip() and _own(anchors, (row, place))
    ]
    return header if all(field_of(table.rows[row][place]) for place in own) else None


def header_at(table: SourceTable, row: int, least: int = 0) -> Header | None:
    """The header that begins in a row; None where that row is none. At least `least` of its cells must be
    nothing but headings."""
    texts = table.rows[row]
    headings = sum(bool(_exact(_bare(text))) for text in dict.fromkeys(texts))
    if not headings or (headings == 1 and sum(map(_is_time, dict.fromkeys(texts))) < 2):
        return None  # looking for misspelt headings is dear, and body rows are many
    anchors = dict(table.anchors)
    own = [column for column, text in enumerate(texts) if text.strip() and _own(anchors, (row, column))]
    fields = [field_of(text) or ("period" if _is_time(text) else "") for text in texts]
    divisions = [each for each in own if not fields[each] and _names_division(texts[each])]
    if len(divisions) > 1:
        fields = ["responsible" if at in divisions else each for at, each in enumerate(fields)]
    known = [column for column in own if fields[column] and anchors.get((row, column), (row, 0))[0] == row]
    if len(known) < 2 or len(known) < _SHARE * len(own):
        return None
    named = any("มาตรการ" in squash(texts[each]) for each in known if fields[each] == "measure")
    kind = _kind({fields[each] for each in known}, named=named)
    if kind is None or any(len(_bare(table.rows[row][each])) > _LONGEST_HEADING for each in own):
        return None
    if least and (sum(is_whole(texts[each]) for each in known) < least or len(divisions) == 1):
        return None
    last = row
    while last < min(row + _SUBHEADINGS, len(table.rows) - 1) and _goes_on(table, anchors, row, last + 1):
        last += 1
    columns = tuple(_column(table, (row, last), place, fields) for place in range(len(fields)))
    stand_in = kind == "measures" and not any(each.field == "measure" for each in columns)
    header = Header(row, last, kind, (_with_roles if kind == "measures" else _with_names)(columns), stand_in)
    return header if kind != "measures" or header.has("measure") else None


@lru_cache(maxsize=1024)
def _names_division(text: str) -> bool:
    """Whether a cell names who is responsible. One such cell is a row of data, several are a chart."""
    kinds = {part.kind for part in read_parts(text)}
    return bool(kinds & {"known", "new", "all"}) and not kinds & {"other", "which"}


def _own(anchors: dict[Place, Place], place: Place) -> bool:
    """Whether a cell is not covered by one to its left in the same row."""
    anchor = anchors.get(place)
    return anchor is None or anchor[0] != place[0] or anchor == place


def _kind(fields: set[str], *, named: bool) -> TableKind | None:
    """What a table is about. One whose only column of doing is that of measures must name them so."""
    doing = fields & {"measure", "steps", "responsible", "period"}
    about = fields & {"monitoring", "expected", "indicator", "target", "result", "status", "risk", "issue"}
    if fields & {"measure", "steps"} and (len(doing) > 1 or (named and about)):
        return "measures"
    if "issue" in fields and fields & {"responsible", "period", "monitoring"}:
        return "measures"
    if "indicator" in fields and "score" in fields:
        return "scores"
    if "indicator" in fields and "issue" in fields:
        return "weaknesses"
    return None


def _goes_on(table: SourceTable, anchors: dict[Place, Place], top: int, row: int) -> bool:
    """Whether a row below a header row is the second line of a header: each of its cells stands under a
    merged heading, is that heading again, or is a heading, a month or a bare year itself. Where a heading
    reaches down into the row, what stands under another one needs to be none that is known."""
    fresh = strange = 0
    reached = any(
        text.strip() and anchors.get((row, column), (row, column)) == (top, column)
        for column, text in enumerate(table.rows[row])
    )
    for column, text in enumerate(table.rows[row]):
        if not text.strip() or anchors.get((row, column), (row, column))[0] == top:
            continue
        if squash(text) == squash(table.rows[top][column]):
            continue
        below = _spans(table, anchors, (top, column)) and (reached or field_of(text))
        if not (_is_time(text) or below or (reached and is_whole(text))):
            strange += 1
        fresh += 1
    if strange > (fresh > _CHART):  # one title may stand beside the months of a chart
        return False
    return bool(fresh) and len({squash(each) for each in table.rows[row]}) > 1


def _spans(table: SourceTable, anchors: dict[Place, Place], place: Place) -> bool:
    """Whether a heading is blank or spans several columns, so that others may stand below it."""
    row, column = place
    anchor = anchors.get(place, place)
    beside = (anchors.get((row, each), (row, each)) for each in (column - 1, column + 1))
    return not table.rows[row][column].strip() or anchor in beside


def _column(table: SourceTable, rows: tuple[int, int], place: int, fields: Sequence[str]) -> SourceColumn:
    first, last = rows
    texts = [table.rows[row][place] for row in range(first, last + 1)]
    distinct = [clean_text(each) for each in dict.fromkeys(texts) if each.strip()]
    lowest = distinct[-1] if distinct else ""
    span = _span(lowest)
    lower = field_of(lowest) if len(distinct) > 1 else ""
    year = _YEAR.fullmatch(squash(distinct[0])) if lower else None  # "ปี 2569" above "งบประมาณ"
    field = "period" if span else lower if year else fields[place] or lower
    ticked = field == "responsible" and not field_of(lowest) and _names_division(lowest)
    return SourceColumn(place, field, " ".join(distinct), span, lowest if ticked else "")


def _with_names(columns: Sequence[SourceColumn]) -> tuple[SourceColumn, ...]:
    """In a table of scores or weaknesses, a column of another heading says more of the indicator."""
    return tuple(
        each if each.field or not each.heading else SourceColumn(each.place, "indicator", each.heading)
        for each in columns
    )


def _with_roles(columns: Sequence[SourceColumn]) -> tuple[SourceColumn, ...]:
    """Let each column play its part: a second column of measures is one of steps where there is none, and
    where nothing is called a measure, a way to mend, the issue or the steps take its place."""
    changed = list(columns)

    def places(field: str) -> list[int]:
        seen: dict[str, int] = {}
        for at, each in enumerate(changed):
            if each.field == field:
                seen.setdefault(each.heading, at)
        return list(seen.values())

    def rename(heading: str, field: str) -> None:
        for at, each in enumerate(changed):
            if each.heading == heading and each.field in _MAY_BE_MEASURE:
                changed[at] = SourceColumn(each.place, field, each.heading, each.span)

    measures = places("measure")
    if len(measures) > 1:
        # Activities count as measures too; where both have a column, the one called มาตรการ holds them.
        named = [at for at in measures if squash(changed[at].heading).startswith("มาตรการ")]
        chosen = (named or measures)[0]
        for at in measures:
            if at != chosen:
                rename(changed[at].heading, "remark" if places("steps") else "steps")
    if not places("measure"):
        ways = [at for at in places("suggestion") if squash(changed[at].heading).startswith("แนวทาง")]
        others = (ways, *map(places, ("issue", "indicator", "steps")))
        first = next(filter(None, others), None)
        if first is not None:
            rename(changed[first[0]].heading, "measure")
    return tuple(changed)


def _is_time(text: str) -> bool:
    """Whether a heading is a month, a quarter or a bare year."""
    return _span(text) is not None or _YEAR.fullmatch(squash(text)) is not None


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[int, int] | None:
    """The months that the heading of a time chart stands for, as 1 (October) to 12; None for other words."""
    if not text.strip() or len(text) > 30:
        return None
    try:
        # Any year will do: only the place of the months within the fiscal year is asked for.
        first, last = parse_period(text, 2567)
    except ValueError:
        return None
    # A half or a whole year heads a column of periods and is no place to put a mark.
    if last - first > 3:
        return None
    return first.fiscal_index, last.fiscal_index


def _bare(heading: str) -> str:
    return _LEADING.sub("", squash(heading))


@lru_cache(maxsize=8192)
def _field_of(heading: str) -> str:
    if not heading or len(heading) > _LONGEST_HEADING:
        return ""
    return _exact(heading) or _misspelt(heading)


@lru_cache(maxsize=8192)
def _exact(heading: str) -> str:
    if not heading or len(heading) > _LONGEST_HEADING or _numbered().match(heading) or _FILE.search(heading):
        return ""
    return next((rule.field for rule in words().columns if rule.fits(heading)), "")


@cache
def _numbered() -> re.Pattern[str]:
    """ "มาตรการที่ ๑ …": a measure or a step of its own, no heading of a column."""
    names = "|".join(map(re.escape, words().lists["headings.numbered"]))
    return re.compile(rf"(?:{names})\d")


@lru_cache(maxsize=8192)
def _of_parts(heading: str) -> bool:
    """Whether a squashed heading can be put together from the parts of headings."""
    parts = words().lists["headings.parts"]
    reached = {0}
    for at in range(len(heading)):
        if at in reached:
            reached |= {at + len(each) for each in parts if heading.startswith(each, at)}
            match = _SIGNS.match(heading, at)
            reached |= {match.end()} if match else set()
    return len(heading) in reached


def _misspelt(heading: str) -> str:
    """The field of a heading with a letter or two wrong, as scanning leaves it."""
    if len(heading) > 60:
        return ""
    best, field = 0.0, ""
    for rule in words().columns:
        for word in (*rule.equal, *rule.starts, *rule.holds):
            if len(word) < _MISSPELT_FROM or abs(len(heading) - len(word)) > 3 + len(word):
                continue
            ratio = SequenceMatcher(None, heading[: len(word)], word, autojunk=False).ratio()
            if ratio > best:
                best, field = ratio, rule.field
    return field if best >= _ALIKE else ""
