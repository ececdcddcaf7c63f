"""The picture of the developer guide: how data flows through an office folder, as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_WIDE, _HIGH = 168, 58
_COLUMN, _ROW = 246, 108
_LEFT, _TOP = 24, 24
_WORDS = "font-family='system-ui, sans-serif' text-anchor='middle'"


@dataclass(frozen=True, slots=True)
class _Box:
    """A place in the folder, or a person, at a column and a row; people have round boxes."""

    name: str
    below: str
    column: int
    row: int
    person: bool = False

    @property
    def left(self) -> int:
        return _LEFT + self.column * _COLUMN

    @property
    def top(self) -> int:
        return _TOP + self.row * _ROW


_BOXES = {
    box.name: box
    for box in (
        _Box("plan.xlsx", "the measure plan", 0, 0),
        _Box("outbox/", "a workbook a division", 1, 0),
        _Box("divisions", "fill in a sheet a month", 2, 0, person=True),
        _Box("inbox/", "what came back; only read", 2, 1),
        _Box("returned/", "marked where it is wrong", 3, 0),
        _Box("archive/", "accepted, with a ledger", 1, 1),
        _Box("figures", "completion, plan, late work", 0, 1),
        _Box("reports/", "roll-up, reports, memos, PDF", 0, 2),
        _Box("site/", "pages and open data", 1, 2),
        _Box("summary", "district, province, country", 2, 2),
    )
}
_ARROWS = (
    ("plan.xlsx", "outbox/", "distribute"),
    ("outbox/", "divisions", ""),
    ("divisions", "inbox/", ""),
    ("inbox/", "archive/", "rollup"),
    ("inbox/", "returned/", "rollup"),
    ("returned/", "divisions", ""),
    ("archive/", "figures", "rollup"),
    ("figures", "reports/", "rollup, report"),
    ("reports/", "site/", "publish"),
)
_ROUND_BELOW = ("reports/", "summary", "consolidate")


def house_svg() -> str:
    """The whole picture."""
    wide, high = _LEFT * 2 + 3 * _COLUMN + _WIDE, _TOP * 2 + 2 * _ROW + _HIGH + 26
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide} {high}' width='{wide}' height='{high}'>",
        "<title>How data flows through an office folder</title>",
        "<defs><marker id='tip' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='8' markerHeight='8' "
        "orient='auto-start-reverse'><path d='M0 0 8 4 0 8z' fill='#4a5568'/></marker></defs>",
        f"<rect width='{wide}' height='{high}' fill='#ffffff'/>",
        *(_box(box) for box in _BOXES.values()),
        *(_arrow(_BOXES[first], _BOXES[last], words) for first, last, words in _ARROWS),
        _below(*_ROUND_BELOW),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(box: _Box) -> str:
    colour, edge, corner = ("#fff7e6", "#b7791f", 28) if box.person else ("#eef4fb", "#2b5c8a", 6)
    middle = box.left + _WIDE // 2
    return (
        f"<rect x='{box.left}' y='{box.top}' width='{_WIDE}' height='{_HIGH}' rx='{corner}' fill='{colour}' "
        f"stroke='{edge}'/>"
        f"<text x='{middle}' y='{box.top + 25}' {_WORDS} font-size='15' font-weight='600' fill='#1a202c'>"
        f"{escape(box.name)}</text>"
        f"<text x='{middle}' y='{box.top + 44}' {_WORDS} font-size='11.5' fill='#4a5568'>{escape(box.below)}</text>"
    )


def _arrow(first: _Box, last: _Box, words: str) -> str:
    """A straight arrow between neighbours; one to a column and a row beside goes round the corner."""
    if first.row == last.row:
        right = last.column > first.column
        y = first.top + _HIGH // 2
        start, end = (first.left + _WIDE, last.left - 2) if right else (first.left, last.left + _WIDE + 2)
        return _line(f"M{start} {y}H{end}", words, (start + end) // 2, y - 8)
    if first.column == last.column:
        x = first.left + _WIDE // 2
        start, end = first.top + _HIGH, last.top - 2
        return _line(f"M{x} {start}V{end}", words, x + 52, (start + end) // 2 + 4)
    x, y = last.left + _WIDE // 2, first.top + _HIGH // 2
    return _line(f"M{first.left + _WIDE} {y}H{x}V{last.top + _HIGH + 2}", words, x - 50, y + 18)


def _below(first_name: str, last_name: str, words: str) -> str:
    """An arrow that passes below the boxes between."""
    first, last = _BOXES[first_name], _BOXES[last_name]
    start, end, low = first.left + _WIDE // 2, last.left + _WIDE // 2, first.top + _HIGH + 24
    path = f"M{start} {first.top + _HIGH}V{low}H{end}V{last.top + _HIGH + 2}"
    return _line(path, words, (start + end) // 2, low - 6)


def _line(path: str, words: str, x: int, y: int) -> str:
    said = (
        f"<text x='{x}' y='{y}' {_WORDS} font-size='11.5' fill='#2b5c8a'>{escape(words)}</text>"
        if words
        else ""
    )
    return f"<path d='{path}' fill='none' stroke='#4a5568' stroke-width='1.4' marker-end='url(#tip)'/>{said}"
