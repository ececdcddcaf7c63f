"""Charts as inline SVG, drawn by leather; colours and letters come from the style sheet of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import leather
from markupsafe import Markup, escape

from toolkit.publish.public_text import public
from toolkit.report.numerals import with_numerals
from toolkit.thai.dates import Numerals

_ROOT = re.compile(r'^<svg width="(\d+)" height="(\d+)" version="1\.1" xmlns="http://www\.w3\.org/2000/svg">')
_WIDTH = 360
"""Close to a telephone's, so that letters keep their size there."""
_FEW = 12
_LONGEST_LABEL = 20
_TICKS = [0, 25, 50, 75, 100]
Points = Sequence[tuple[str, float | None]]


def bar_chart(id_: str, title: str, points: Points, numerals: Numerals) -> Markup:
    """Horizontal bars from 0 to 100, the first on top; None draws no bar. There is at least one point."""
    chart = leather.Chart()
    rows = [(value or 0.0, label) for label, value in _labelled(points)]
    chart.add_bars(rows, fill_color="#14566b")
    chart.add_x_scale(0, 100)
    chart.add_x_axis(ticks=_TICKS, tick_formatter=_tick(numerals))
    height = 34 if len(rows) <= _FEW else 22
    return _inline(chart.to_svg(width=_WIDTH, height=60 + height * len(rows)), id_, title)


def column_chart(id_: str, title: str, points: Points, numerals: Numerals) -> Markup:
    """Columns from 0 to 100 in the order given; None draws no column. There is at least one point."""
    chart = leather.Chart()
    chart.add_columns([(label, value or 0.0) for label, value in _labelled(points)], fill_color="#14566b")
    chart.add_y_scale(0, 100)
    chart.add_y_axis(ticks=_TICKS, tick_formatter=_tick(numerals))
    return _inline(chart.to_svg(width=_WIDTH, height=230), id_, title)


def _tick(numerals: Numerals) -> Callable[[float, int, int], str]:
    """How leather writes a figure on an axis."""
    return lambda value, _index, _count: with_numerals(str(value), numerals)


def _labelled(points: Points) -> list[tuple[str, float | None]]:
    """Short public labels, no two the same: leather draws equal ones in one place."""
    found: dict[str, float | None] = {}
    for label, value in ((public(label), value) for label, value in points):
        short = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
        while short in found:
            short += "\u200b"
        found[short] = value
    return list(found.items())


def _inline(svg: str, id_: str, title: str) -> Markup:
    """The drawing as an image that grows and shrinks with its page, with a title for those who hear it."""
    match = _ROOT.match(svg)
    if match is None:
        raise ValueError(f"leather draws another root than expected: {svg[:80]!r}")
    head = Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}" '
        'xmlns="http://www.w3.org/2000/svg"><title id="{}">{}</title>'
    ).format(int(match[1]), int(match[2]), id_, id_, escape(title))
    return head + Markup(svg[match.end() :])  # leather escapes what it writes
