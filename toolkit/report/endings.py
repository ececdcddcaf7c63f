"""What closes a report: footnotes on values that changed later, and signatures two abreast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Generic, TypeVar

from toolkit.model.figures import Restatement
from toolkit.model.plan import Plan, Signatory
from toolkit.report.kinds import in_numerals, numerals_of
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.text import squash
from toolkit.thai.words import STATUS_LABELS, is_no

T = TypeVar("T")
RESTATEMENT_NOTES = "restatement_notes"
_NO_REPORT = "ไม่มีรายงาน"
_LINE = "." * 44
_NAME = "." * 52


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """Two things side by side: signatures, opinions or photographs."""

    left: T
    right: T


def in_pairs(items: Sequence[T], blank: T) -> tuple[Pair[T], ...]:
    """Return things two abreast; a last one alone stands on the right, as signatures do."""
    paired = list(items)
    if len(paired) % 2:
        paired.insert(-1, blank)
    return tuple(Pair(*paired[index : index + 2]) for index in range(0, len(paired), 2))


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note as printed on the last page, "หมายเหตุการปรับปรุงข้อมูล"."""

    text: str


def footnotes(plan: Plan, restatements: Iterable[Restatement]) -> tuple[Footnote, ...]:
    """Return one note for each month and division: its changed steps, with the status and percent before and
    after. None where the plan keeps them to the roll-up workbook (restatement_notes: ไม่)."""
    # An office may keep them out of what is signed; the roll-up workbook has them always.
    if is_no(plan.agency.extras.get(RESTATEMENT_NOTES, "")):
        return ()
    by_division_month = attrgetter("month", "division_code")
    notes: list[str] = []
    for (month, code), group in groupby(sorted(restatements, key=by_division_month), by_division_month):
        changes = list(group)
        division = plan.division_by_code.get(code)
        latest = format_date(max(change.received for change in changes).date(), "full")
        notes.append(
            f"ข้อมูลเดือน{format_month(month, 'full')} ของ{division.division_name if division else code} "
            "ได้รับข้อมูลเพิ่มเติมภายหลังการสรุปผลประจำเดือน "
            f"(รับเมื่อ {latest}) ได้แก่ {' '.join(_changed_steps(plan, changes))}"
        )
    return in_numerals(tuple(map(Footnote, notes)), numerals_of(plan.agency))


def _changed_steps(plan: Plan, changes: Sequence[Restatement]) -> Iterator[str]:
    """Yield "มาตรการที่ 1 ขั้นตอนที่ 2 (จากร้อยละ 40 เป็นร้อยละ 60)" for each step, as they came."""
    printed = {
        (step.measure_no, step.step_no): (measure.printed_no, step.label or step.step_no)
        for measure, step in plan.steps
    }
    for key, group in groupby(changes, key=attrgetter("measure_no", "step_no")):
        texts = filter(None, map(_change, group))
        measure_no, step_no = printed.get(key, key)
        yield f"มาตรการที่ {measure_no} ขั้นตอนที่ {step_no} ({' '.join(texts) or 'แก้ไขข้อความ'})"


def _change(change: Restatement) -> str:
    """Say what a status or percent was and is now; what was not reported at all has no percent either.

    A percent that is gone is not told, "": the new status says how far the step is.
    """
    if change.field == "status":
        was, now = (
            # None is no news, which must not read as "not started".
            _NO_REPORT if value is None else dict(STATUS_LABELS).get(str(value), str(value))
            for value in (change.was, change.now)
        )
        return f"จาก “{was}” เป็น “{now}”"
    if change.field != "percent" or change.now is None:
        return ""
    now = f"ร้อยละ {change.now:g}"
    return now if change.was is None else f"จากร้อยละ {change.was:g} เป็น{now}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the dotted line with the role, the name in brackets, the post; blank: nobody."""

    line: str = ""
    name: str = ""
    title: str = ""


def in_brackets(name: str) -> str:
    """Return a name in brackets, once where it was typed with them."""
    return f"({name.strip().removeprefix('(').removesuffix(')').strip()})"


def signature_rows(signatories: Sequence[Signatory]) -> tuple[Pair[Signature], ...]:
    """Return the signatories in the order given, two a row.

    A plan without signatories gives one dotted signature for the reporter; a name left blank is dotted.
    """
    signed = []
    for signatory in signatories or (Signatory("", "ผู้รายงาน", "", ""),):
        # The post below may say the same word ("ปลัด").
        role = "" if squash(signatory.title).startswith(squash(signatory.role)) else signatory.role
        post = signatory.title.removeprefix("ตำแหน่ง").strip() or _LINE
        line = f"ลงชื่อ {_LINE} {role}".rstrip()
        signed.append(Signature(line, in_brackets(signatory.name or _NAME), f"ตำแหน่ง {post}"))
    return in_pairs(signed, Signature())
