"""The kinds of report that an office signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.model.finding import Lang

ReportKind = Literal["plan", "monthly", "six-month", "annual"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report. `month` is the place of its usual month in the fiscal year (October 0; None: the
    last month ended); `result_years` how many years before the plan's the latest result is that it rests
    on; `templates` are the bundled templates that suit it, the usual one first."""

    id: ReportKind
    th: str
    en: str
    month: int | None
    result_years: int
    templates: tuple[str, ...]
    has_results: bool = True


KINDS: dict[ReportKind, Kind] = {
    each.id: each
    for each in (
        Kind("plan", "แผนมาตรการ", "measure plan", 0, 1, ("plan",), has_results=False),
        Kind("monthly", "รายงานประจำเดือน", "monthly report", None, 1, ("monthly",)),
        Kind("six-month", "รายงานรอบ 6 เดือน", "six-month report", 5, 1, ("six-month",)),
        Kind("annual", "รายงานประจำปี", "annual report", 11, 0, ("annual", "annual-brief")),
    )
}
"""The plan rests on the result announced before its year begins; the annual report quotes its own year's."""

TEMPLATES: dict[str, ReportKind] = {name: kind.id for kind in KINDS.values() for name in kind.templates}
"""The kind of report that each bundled template is for, by the template's name."""


def template_label(name: str, lang: Lang) -> str:
    """What a bundled template is for, in words; a shorter form of a report says so. Raises KeyError."""
    kind = KINDS[TEMPLATES[name]]
    short = name != kind.templates[0]
    if lang == "th":
        return f"{kind.th} (ฉบับย่อ)" if short else kind.th
    return f"{kind.en} (short form)" if short else kind.en
