"""Part 2 of a memo (ข้อเท็จจริง): the measures, and how far they are. A percent stands beside its counts."""

from __future__ import annotations

from toolkit.model.completion import Counts, Figures, ReportState, State, rounded
from toolkit.report.measure_text import numbered
from toolkit.report.memo.wording import Wording, listed
from toolkit.thai.labels import REPORT_LABELS, STATE_LABELS

_ATTACHED = "ปรากฏตามเอกสารที่แนบมาพร้อมนี้"
_LATE: tuple[State, ...] = ("overdue", "behind")
_NOT_RECEIVED: tuple[ReportState, ...] = ("missing", "rejected", "empty")


def facts_told(wording: Wording) -> tuple[str, ...]:
    """What is said before the list of measures."""
    span = f"ตั้งแต่วันที่ {wording.first_day} ถึงวันที่ {wording.last_day}"
    if wording.kind == "plan":
        count = len(wording.plan.measures)
        return (
            f"{wording.unit}ได้จัดทำ{wording.scheme} จำนวน {count} มาตรการ กำหนดระยะเวลาดำเนินการ{span} ดังนี้",
        )
    if wording.kind == "monthly":
        return (
            f"{wording.unit}ได้ติดตามผลการดำเนินการประจำเดือน{wording.month} {_received(wording.counted)}",
            f"ความก้าวหน้าสะสมของแต่ละมาตรการ {span} มีดังนี้",
        )
    return (f"{wording.unit}ได้รวบรวมผลการดำเนินการ{span} จากกองที่รับผิดชอบแล้ว ตามมาตรการดังต่อไปนี้",)


def _received(figures: Figures) -> str:
    """How many divisions reported in the month, and which did not."""
    reporting = figures.reporting
    if not reporting.expected:
        return "โดยไม่มีกองใดครบกำหนดต้องรายงาน"
    said = f"ได้รับรายงานแล้ว {reporting.received} จาก {reporting.expected} กอง"
    lacking = [
        f"{each.division_name} ({REPORT_LABELS['th'][each.report]})"
        for each in figures.divisions
        if each.report in _NOT_RECEIVED
    ]
    return f"{said} โดยยังขาด {listed(lacking)}" if lacking else said


def measure_lines(wording: Wording) -> tuple[str, ...]:
    """The measures, numbered; in the memo of a month each with its counts and where it stands."""
    if wording.kind != "monthly":
        return tuple(numbered(each.printed_no, each.measure) for each in wording.plan.measures)
    results = {each.measure_no: each for each in wording.counted.measures}
    lines = []
    for each in wording.plan.measures:
        line = numbered(each.printed_no, each.measure)
        result = results.get(each.measure_no)
        if result is not None and result.counts.steps_total:
            line += f" – แล้วเสร็จ {_steps(result.counts)}"
            if result.state and result.state != "done":
                line += f" ({STATE_LABELS['th'][result.state]})"
        lines.append(line)
    return tuple(lines)


def facts_tail(wording: Wording) -> tuple[str, ...]:
    """What is said after the list of measures: the whole, what lags, and what is attached."""
    if wording.kind == "plan":
        details = "รายละเอียดขั้นตอน ผู้รับผิดชอบ ระยะเวลา และการกำกับติดตามของแต่ละมาตรการ"
        return (*wording.own("result"), f"{details} {_ATTACHED}")
    told = wording.own("result") or (_whole(wording), *_lagging(wording))
    outcome = tuple(f"ผลลัพธ์: {each}" for each in wording.own("outcome"))
    problem = tuple(f"ปัญหาและอุปสรรค: {each}" for each in wording.own("problem"))
    return (*told, *outcome, *problem, f"รายละเอียดผลการดำเนินการ {_ATTACHED}")


def late_measures(figures: Figures) -> tuple[str, ...]:
    """Which measures are overdue, and which behind the plan, by the numbers printed; a sentence each."""
    sentences = []
    for state in _LATE:
        numbers = [each.label for each in figures.measures if each.state == state]
        if numbers:
            label = STATE_LABELS["th"][state]
            sentences.append(f"มาตรการที่{label} ได้แก่ มาตรการที่ {listed(numbers)}")
    return tuple(sentences)


def _whole(wording: Wording) -> str:
    figures = wording.counted
    counts = figures.counts
    said = f"ในภาพรวม ณ วันที่ {wording.last_day} ดำเนินการแล้วเสร็จ {_steps(counts)}{_left_out(wording)}"
    if figures.completion is not None:
        said += f" คิดเป็นความก้าวหน้าร้อยละ {rounded(figures.completion):.2f}"
    if figures.completion is not None and figures.planned is not None:
        said += f" จากแผนร้อยละ {rounded(figures.planned):.2f}"
    others = (
        (counts.steps_cannot, "มีขั้นตอนที่ไม่สามารถดำเนินการได้"),
        (counts.steps_na, "มีขั้นตอนที่ไม่เกี่ยวข้อง"),
    )
    return " ".join([said, *(f"{words} {count} ขั้นตอน" for count, words in others if count)])


def _left_out(wording: Wording) -> str:
    """Why fewer steps are counted than the plan has: " (ไม่นับขั้นตอนที่ยกเลิกแล้ว 1 ขั้นตอน)"."""
    month = wording.counted.month
    steps = [step for _, step in wording.plan.steps if not step.counts_in(month)]
    later = sum(step.first is not None and step.first > month for step in steps)
    parts = ((len(steps) - later, "ที่ยกเลิกแล้ว"), (later, "ที่ยังไม่ถึงเดือนเริ่ม"))
    said = [f"ขั้นตอน{words} {count} ขั้นตอน" for count, words in parts if count]
    return f" (ไม่นับ{listed(said)})" if said else ""


def _lagging(wording: Wording) -> tuple[str, ...]:
    """What lags; not where each measure says it itself, nor in the short form of the annual report."""
    if wording.kind in ("monthly", "annual-brief"):
        return ()
    return late_measures(wording.counted) or ("ไม่มีมาตรการที่ล่าช้ากว่าแผน",)


def _steps(counts: Counts) -> str:
    """ "12 จาก 17 ขั้นตอน"."""
    return f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"
