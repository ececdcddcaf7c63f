"""Footnotes of a report: what divisions changed in a month after it had been rolled up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.model.figures import Restatement
from toolkit.model.plan import Plan, Signatory
from toolkit.report.kinds import numerals_of, with_numerals
from toolkit.thai.dates import format_date, format_month
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


_LINE = "." * 44
_NAME = "." * 52


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the dotted line with the role, the name in brackets, the post; blank: nobody."""

    line: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Two signatures side by side."""

    left: Signature
    right: Signature


def signature_rows(signatories: Sequence[Signatory]) -> tuple[SignatureRow, ...]:
    """The signatories in the order given, two a row, a last one alone on the right.

    A plan without signatories gives one dotted signature for the reporter; a name left blank is dotted.
    """
    signed = [_signature(each) for each in signatories] or [_signature(Signatory("", "ผู้รายงาน", "", ""))]
    if len(signed) % 2:
        signed.insert(len(signed) - 1, Signature())
    return tuple(SignatureRow(*signed[place : place + 2]) for place in range(0, len(signed), 2))


def _signature(signatory: Signatory) -> Signature:
    title = f"ตำแหน่ง {signatory.title}" if signatory.title else f"ตำแหน่ง {_LINE}"
    return Signature(
        line=f"ลงชื่อ {_LINE} {signatory.role}".rstrip(),
        name=f"({signatory.name or _NAME})",
        title=title,
    )
