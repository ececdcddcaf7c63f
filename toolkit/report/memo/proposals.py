"""Part 3 of a memo (ข้อเสนอเพื่อพิจารณา): what the chief executive is asked for, by kind of report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.assessment.facts import Item
from toolkit.assessment.office_facts import RESULT_ITEM, office_facts
from toolkit.report.memo.facts import late_measures
from toolkit.report.memo.wording import ANNUAL, Wording, listed


def proposals(wording: Wording) -> tuple[str, ...]:
    """The proposals of a memo, not yet numbered: to agree, to circulate, to publish, and what comes next."""
    return _PROPOSALS[wording.report](wording)


def _plan(wording: Wording) -> tuple[str, ...]:
    day = wording.plan.agency.report_due_day
    return (
        f"ให้ความเห็นชอบและลงนามใน{wording.scheme}",
        "แจ้งเวียนให้บุคลากรทุกกองทราบและถือปฏิบัติ",
        _publish(wording, "มาตรการ"),
        f"มอบหมายให้กองที่รับผิดชอบรายงานผลทุกเดือน ภายในวันที่ {day} ของเดือนถัดไป เพื่อสรุปผลรอบ 6 เดือนและเมื่อสิ้นปีงบประมาณ",
    )


def _monthly(wording: Wording) -> tuple[str, ...]:
    return (
        f"รับทราบความก้าวหน้าประจำเดือน{wording.month}",
        "แจ้งเวียนผลการติดตามให้บุคลากรทุกกองทราบ",
        _next_steps(wording),
    )


def _six_month(wording: Wording) -> tuple[str, ...]:
    return (
        f"ให้ความเห็นชอบและลงนามในรายงานรอบ {wording.months} เดือน",
        "แจ้งเวียนรายงานให้บุคลากรทุกกองทราบ",
        _publish(wording, "รายงาน"),
        f"{_next_steps(wording)} แล้วสรุปผลอีกครั้งเมื่อสิ้นปีงบประมาณ",
    )


def _annual(wording: Wording) -> tuple[str, ...]:
    return (
        f"ให้ความเห็นชอบและลงนามในรายงานผลประจำปีงบประมาณ พ.ศ. {wording.plan.fiscal_year}",
        "แจ้งเวียนรายงานให้บุคลากรทุกกองทราบ",
        _publish(wording, "รายงาน"),
        f"นำผลการดำเนินการไปใช้กำหนดมาตรการของปีงบประมาณ พ.ศ. {wording.plan.fiscal_year + 1}",
    )


_PROPOSALS: Mapping[str, Callable[[Wording], tuple[str, ...]]] = {
    "plan": _plan,
    "monthly": _monthly,
    "six-month": _six_month,
    "annual": _annual,
}


def _next_steps(wording: Wording) -> str:
    """What the divisions are to do: hurry where something lags or is not reported, else go on."""
    lacking = wording.counted.reporting.expected > wording.counted.reporting.received
    asked = [
        *(["เร่งรัดมาตรการที่ล่าช้ากว่าแผน"] if late_measures(wording.counted) else []),
        *(["ส่งรายงานที่ยังขาดให้ครบถ้วน"] if lacking else []),
    ]
    return f"มอบหมายให้กองที่รับผิดชอบ{listed(asked) or 'ดำเนินการตามแผนต่อไป'}"


def _publish(wording: Wording, what: str) -> str:
    website = wording.plan.agency.website
    item = _item(wording)
    return (
        f"เผยแพร่{what}บนเว็บไซต์ของ{wording.agency}{f' {website}' if website else ''} เพื่อให้ประชาชนทราบ"
        f"{f' และใช้ตอบแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ {item.code}' if item else ''}"
    )


def _item(wording: Wording) -> Item | None:
    """The item under which the document is filed, where it is known for sure: confirmed for the year, or
    typed by the office. The six-month report is filed under none."""
    agency = wording.plan.agency
    facts = office_facts(agency)
    if facts is None or wording.kind not in ("plan", *ANNUAL):
        return None
    item = facts.plan_item if wording.kind == "plan" else facts.result_item
    typed = wording.kind != "plan" and agency.extras.get(RESULT_ITEM)
    covers = typed or (item is not None and item.covers_year == agency.fiscal_year)
    return item if item is not None and item.confirmed and covers else None
