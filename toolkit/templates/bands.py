"""Bands: rows of a template that are repeated for each item, and bands inside them.

A defined name `band_measure` marks rows; inside them the item stands under the band's name. A band whose
rows lie inside another's takes its items from the outer item: `band_step` inside `band_measure` repeats
for `measure.steps`. A defined name `keep_…` marks the rows that close the sheet, as signatures do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from toolkit.model.finding import Finding
from toolkit.templates.cell_text import Context, TemplateError

BAND = "band_"
"""The beginning of the defined names that mark repeated rows."""
KEEP = "keep_"
"""The beginning of the defined names that mark rows which close a sheet and never stand alone on a page."""
CHART = "chart_"
"""The beginning of the defined names that mark the rows where a chart is to stand."""
OPTIONAL = "optional_"
"""The beginning of the defined names that mark a sheet which is left out when its bands have no items."""
MARKS = (BAND, KEEP, CHART, OPTIONAL)
SIGNATURES = "signatures"
"""A band of this name closes its sheet without being marked."""

Items = Mapping[str, Sequence[object]]
_ROW_NUMBER = re.compile(r"\$?(\d+)")


@dataclass(frozen=True, slots=True)
class Band:
    """Rows first..last of a template's sheet, repeated for each item; `inner` are the bands inside them."""

    name: str
    first: int
    last: int
    inner: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What the defined names mark on one sheet: its bands from top to bottom, the closing rows, the first and
    last row of each chart by its name, and whether the sheet may be left out."""

    bands: tuple[Band, ...] = ()
    closing: frozenset[int] = frozenset()
    charts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One row to write: its number in the template, what its expressions see, the items it belongs to
    (outermost first, each with a number of its own), and whether it is the heading of a band."""

    number: int
    scope: Context
    groups: tuple[int, ...]
    heads: bool


def read_marks(book: Any) -> dict[str, Marks]:
    """What the names of a workbook mark, by sheet. Raises TemplateError with everything that is wrong."""
    bands: dict[str, list[Band]] = {}
    closing: dict[str, set[int]] = {}
    charts: dict[str, dict[str, tuple[int, int]]] = {}
    optional: set[str] = set()
    findings = []
    for holder in (book, *book.worksheets):
        for name, defined in holder.defined_names.items():
            if not name.lower().startswith(MARKS):
                continue
            sheet, _, place = defined.attr_text.rpartition("!")
            sheet = sheet.strip("'").replace("''", "'")
            numbers = sorted(int(number) for number in _ROW_NUMBER.findall(place))
            if sheet not in book.sheetnames or not numbers:
                findings.append(Finding("template-band-nowhere", found=name))
            elif name.lower().startswith(OPTIONAL):
                optional.add(sheet)
            elif name.lower().startswith(CHART):
                charts.setdefault(sheet, {})[name[len(CHART) :].lower()] = numbers[0], numbers[-1]
            elif name.lower().startswith(KEEP):
                closing.setdefault(sheet, set()).update(range(numbers[0], numbers[-1] + 1))
            else:
                band = Band(name[len(BAND) :].lower(), numbers[0], numbers[-1])
                bands.setdefault(sheet, []).append(band)
    for sheet, found in bands.items():
        findings += _overlaps(sheet, found)
    if findings:
        raise TemplateError(*findings)
    return {
        sheet: replace(
            _marks(bands.get(sheet, []), closing.get(sheet, set())),
            charts=charts.get(sheet, {}),
            optional=sheet in optional,
        )
        for sheet in {*bands, *closing, *charts, *optional}
    }


def drop_marks(book: Any) -> None:
    """Take the names out of the workbook: in the filled one they would mark wrong rows."""
    for holder in (book, *book.worksheets):
        for name in [name for name in holder.defined_names if name.lower().startswith(MARKS)]:
            del holder.defined_names[name]


def check_names(marks: Mapping[str, Marks], known: Items, charts: Sequence[str] = ()) -> None:
    """Raise TemplateError for bands that the report has no items for, and charts that it does not offer."""
    listed = ", ".join(CHART + each for each in sorted(charts)) or "-"
    findings = [
        Finding("template-band-unknown", sheet, found=BAND + band.name, expected=_listed(known))
        for sheet, each in marks.items()
        for band in each.bands
        if band.name not in known
    ]
    findings += [
        Finding("template-chart-unknown", sheet, found=CHART + name, expected=listed)
        for sheet, each in marks.items()
        for name in each.charts
        if name not in charts
    ]
    if findings:
        raise TemplateError(*findings)


def places(last: int, bands: Sequence[Band], context: Context, items: Items, sheet: str) -> Iterator[Place]:
    """The rows 1..last of a template with its bands repeated. Raises TemplateError where an outer item has
    no such items."""
    numbers = count(1)

    def walk(first: int, last: int, inner: Sequence[Band], scope: Context, groups: tuple[int, ...]) -> Any:
        row = first
        starts = {band.first: band for band in inner}
        while row <= last:
            band = starts.get(row)
            if band is None:
                yield Place(row, scope, groups, heads=row + 1 in starts)
                row += 1
                continue
            for item in _items(band, scope if groups else {}, items, sheet):
                within = {**scope, band.name: item}
                yield from walk(band.first, band.last, band.inner, within, (*groups, next(numbers)))
            row = band.last + 1

    yield from walk(1, last, bands, context, ())


def _items(band: Band, outer: Context, known: Items, sheet: str) -> Sequence[object]:
    """The items of a band: those of the report, or for one inside another (`outer` is what its expressions
    see) those of the innermost item around it that has some."""
    if not outer:
        return known[band.name]
    for item in reversed(list(outer.values())):
        for name in (band.name + "s", band.name):
            found = getattr(item, name, None)
            if isinstance(found, Sequence) and not isinstance(found, str):
                return found
    raise TemplateError(
        Finding("template-band-unknown", sheet, found=BAND + band.name, expected=_listed(known))
    )


def _listed(known: Items) -> str:
    return ", ".join(BAND + each for each in sorted(known))


def _overlaps(sheet: str, bands: Sequence[Band]) -> Iterator[Finding]:
    """Bands that share rows without one lying wholly inside the other, or that mark the very same rows."""
    for number, one in enumerate(bands):
        for other in bands[number + 1 :]:
            apart = one.last < other.first or other.last < one.first
            if not (apart or _inside(one, other) or _inside(other, one)):
                names = f"{BAND}{one.name}, {BAND}{other.name}"
                yield Finding("template-band-overlap", sheet, found=names)


def _inside(inner: Band, outer: Band) -> bool:
    same = (inner.first, inner.last) == (outer.first, outer.last)
    return outer.first <= inner.first and inner.last <= outer.last and not same


def _marks(bands: Sequence[Band], closing: set[int]) -> Marks:
    for band in bands:
        if band.name == SIGNATURES:
            closing |= set(range(band.first, band.last + 1))
    return Marks(_nested(sorted(bands, key=lambda each: (each.first, -each.last))), frozenset(closing))


def _nested(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands sorted by their first row, those inside another put into it."""
    found = []
    rest = list(bands)
    while rest:
        outer, *rest = rest
        inner = [each for each in rest if _inside(each, outer)]
        rest = [each for each in rest if each not in inner]
        found.append(Band(outer.name, outer.first, outer.last, _nested(inner)))
    return tuple(found)
