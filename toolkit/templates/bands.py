"""Bands: rows of a template that are repeated for each item, and bands inside them.

Defined names mark them. `band_measure` marks rows that stand once for each measure; inside them the item
stands under the band's name. A band whose rows lie inside another's takes its items from the outer item:
`band_step` inside `band_measure` is repeated for `measure.steps`. `keep_…` marks the rows that close a
sheet, as signatures do, `chart_…` the rows where a chart is drawn, `optional_…` a sheet that is left out
when its bands have no items, `fixed_…` one whose columns keep their widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, count
from typing import Any

from toolkit.model.finding import Finding
from toolkit.templates.cell_text import Context, TemplateError

BAND, CHART = "band_", "chart_"
MARKS = (BAND, CHART, "keep_", "optional_", "fixed_")
"""The beginnings of the defined names that mark rows. They may belong to the workbook or to one sheet."""
SIGNATURES = "signatures"
"""A band of this name closes its sheet without a `keep_…` of its own."""

Items = Mapping[str, Sequence[object]]
"""The items of each band by its name without `band_`."""
_ROW_NUMBER = re.compile(r"\$?(\d+)")


@dataclass(frozen=True, slots=True)
class Band:
    """Rows first..last of a template's sheet, repeated for each item; `inner` are the bands inside them."""

    name: str
    first: int
    last: int
    inner: tuple[Band, ...] = ()

    def holds(self, other: Band) -> bool:
        """Return whether another band lies inside this one; of two with the very same rows neither does."""
        same = (self.first, self.last) == (other.first, other.last)
        return self.first <= other.first and other.last <= self.last and not same


@dataclass(frozen=True, slots=True)
class Marks:
    """What the defined names mark on one sheet: its bands from top to bottom, the closing rows, the first and
    last row of each chart by its name, whether the sheet may be left out, and
    whether its columns keep their widths."""

    bands: tuple[Band, ...] = ()
    closing: frozenset[int] = frozenset()
    charts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    optional: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One row to write: its number in the template, what its expressions see, the items it belongs to
    (outermost first, each with a number of its own), and whether it is the heading of a band."""

    number: int
    scope: Context
    groups: tuple[int, ...]
    heads: bool


def read_marks(book: Any) -> dict[str, Marks]:
    """Return what the names of a workbook mark, by sheet. Raises TemplateError with everything that is
    wrong."""
    areas: dict[str, list[tuple[str, Band]]] = {}
    findings = []
    for names, name in _marking_names(book):
        sheet, _, area = names[name].attr_text.rpartition("!")
        # Excel puts a sheet's name in quotes where it is no plain word, and doubles quotes in it.
        sheet = sheet.strip("'").replace("''", "'")
        rows = sorted(int(number) for number in _ROW_NUMBER.findall(area))
        # A name whose rows or sheet were deleted reads #REF!.
        if sheet not in book.sheetnames or not rows:
            findings.append(Finding("template-band-nowhere", found=name))
            continue
        kind, _, own_name = name.lower().partition("_")
        areas.setdefault(sheet, []).append((kind, Band(own_name, rows[0], rows[-1])))
    for sheet, marked in areas.items():
        for one, other in combinations([band for kind, band in marked if kind == "band"], 2):
            apart = one.last < other.first or other.last < one.first
            if not (apart or one.holds(other) or other.holds(one)):
                both = f"{BAND}{one.name}, {BAND}{other.name}"
                findings.append(Finding("template-band-overlap", sheet, found=both))
    if findings:
        raise TemplateError(*findings)
    return {sheet: _marks(marked) for sheet, marked in areas.items()}


def drop_marks(book: Any) -> None:
    """Take the names out of the workbook: in the filled one they would mark wrong rows."""
    for names, name in list(_marking_names(book)):
        del names[name]


def _marking_names(book: Any) -> Iterator[tuple[Any, str]]:
    """Yield the names that mark rows, each with the collection that holds it: the book's or a sheet's."""
    for holder in (book, *book.worksheets):
        for name in holder.defined_names:
            # Excel knows no difference between small and capital letters in names.
            if name.lower().startswith(MARKS):
                yield holder.defined_names, name


def check_names(marks: Mapping[str, Marks], known: Items, charts: Iterable[str] = ()) -> None:
    """Raise TemplateError for bands that the report has no items for, and charts that it does not offer."""
    findings = []
    for sheet, own in marks.items():
        for code, prefix, names, offered in (
            ("template-band-unknown", BAND, [band.name for band in own.bands], known),
            ("template-chart-unknown", CHART, own.charts, charts),
        ):
            findings += [
                _unknown(code, sheet, prefix, name, offered) for name in names if name not in offered
            ]
    if findings:
        raise TemplateError(*findings)


def placed_rows(
    last: int, bands: Sequence[Band], context: Context, items: Items, sheet: str
) -> Iterator[PlacedRow]:
    """Yield the rows 1..last of a template with its bands repeated. Raises TemplateError where an outer
    item has no such items."""
    # Counted, since two items may be equal and are two groups on the page all the same.
    numbers = count(1)

    def walk(
        first: int, last: int, bands: Sequence[Band], scope: Context, groups: tuple[int, ...]
    ) -> Iterator[PlacedRow]:
        row = first
        starts = {band.first: band for band in bands}
        while row <= last:
            band = starts.get(row)
            if band is None:
                yield PlacedRow(row, scope, groups, heads=row + 1 in starts)
                row += 1
                continue
            # A title that may be blank is a band of its own: the first row of its group heads what follows.
            titles = bool(groups) and band.first == band.last == first and band.last + 1 in starts
            for item in _items(band, scope, items, sheet) if groups else items[band.name]:
                inside = {**scope, band.name: item}
                rows = walk(band.first, band.last, band.inner, inside, (*groups, next(numbers)))
                yield from (replace(placed, heads=placed.heads or titles) for placed in rows)
            row = band.last + 1

    yield from walk(1, last, bands, context, ())


def _items(band: Band, scope: Context, known: Items, sheet: str) -> Sequence[object]:
    """Return the items of a band inside another: those of the innermost item around it that has some."""
    # The scope grows inwards, so its last values are the items nearest to the band.
    for item in reversed(list(scope.values())):
        # `band_step` takes `measure.steps`; what has no plural of that kind is found by the band's own name.
        for name in (band.name + "s", band.name):
            items = getattr(item, name, None)
            if isinstance(items, Sequence) and not isinstance(items, str):
                return items
    raise TemplateError(_unknown("template-band-unknown", sheet, BAND, band.name, known))


def _unknown(code: str, sheet: str, prefix: str, name: str, known: Iterable[str]) -> Finding:
    """Return the finding for a name that is not among those that may follow its prefix."""
    offered = ", ".join(prefix + other for other in sorted(known)) or "-"
    return Finding(code, sheet, found=prefix + name, expected=offered)


def _marks(marked: Sequence[tuple[str, Band]]) -> Marks:
    """Return the marks of one sheet from its marked rows with their kinds; the rows are all called bands."""
    bands = [band for kind, band in marked if kind == "band"]
    keeps = [rows for kind, rows in marked if kind == "keep"]
    keeps += [band for band in bands if band.name == SIGNATURES]
    return Marks(
        # Of bands that begin in the same row the longest comes first: it holds the others.
        bands=_nested(sorted(bands, key=lambda band: (band.first, -band.last))),
        closing=frozenset(row for rows in keeps for row in range(rows.first, rows.last + 1)),
        charts={rows.name: (rows.first, rows.last) for kind, rows in marked if kind == "chart"},
        optional=any(kind == "optional" for kind, _ in marked),
        fixed=any(kind == "fixed" for kind, _ in marked),
    )


def _nested(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Put bands, sorted by their first row, into the ones that hold them."""
    nested = []
    rest = list(bands)
    while rest:
        outer, *rest = rest
        inner = [band for band in rest if outer.holds(band)]
        rest = [band for band in rest if band not in inner]
        nested.append(replace(outer, inner=_nested(inner)))
    return tuple(nested)
