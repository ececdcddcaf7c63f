"""Footnotes of a report: what divisions changed in a month after it had been rolled up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from toolkit.model.completion import Restatement
from toolkit.model.plan import Plan
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.thai.date_format import format_date, format_month
from toolkit.thai.labels import NOTHING_LEFT
from toolkit.thai.words import STATUS_LABELS

_FIRST = "หมายเหตุ "


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote as printed; the first of a report is headed "หมายเหตุ"."""

    text: str


def footnotes(plan: Plan, restatements: Iterable[Restatement]) -> tuple[Footnote, ...]:
    """One for each month and division: its changed steps, with the status and percent before and after."""
    numerals = numerals_of(plan.agency)
    ordered = sorted(restatements, key=lambda each: (each.month, each.division_code))
    texts = []
    for (month, code), changes in groupby(ordered, key=lambda each: (each.month, each.division_code)):
        listed = list(changes)
        division = plan.division_by_code.get(code)
        latest = format_date(max(each.received for each in listed).date(), "full")
        texts.append(
            f"ข้อมูลเดือน{format_month(month, 'full')} ของ{division.division_name if division else code} "
            f"เปลี่ยนหลังสรุปผลของเดือน (รับเมื่อ {latest}) ได้แก่ {', '.join(_steps(listed))}"
        )
    return tuple(
        Footnote(with_numerals(text if number else _FIRST + text, numerals))
        for number, text in enumerate(texts)
    )


def _steps(changes: list[Restatement]) -> Iterator[str]:
    """ "ขั้นตอน 1.2 (ร้อยละ 40 เป็น 60)" for each step, in the order of the plan's numbers as they came."""
    for (measure_no, step_no), group in groupby(changes, key=lambda each: (each.measure_no, each.step_no)):
        values = [_change(each) for each in group if each.field in ("status", "percent")]
        yield f"ขั้นตอน {measure_no}.{step_no} ({', '.join(values) or 'ข้อความ'})"


def _change(each: Restatement) -> str:
    label = "ร้อยละ" if each.field == "percent" else "สถานะ"
    return f"{label} {_shown(each.was)} เป็น {_shown(each.now)}"


def _shown(value: str | float | None) -> str:
    if value is None:
        return NOTHING_LEFT
    return f"{value:g}" if isinstance(value, float) else str(dict(STATUS_LABELS).get(str(value), value))
