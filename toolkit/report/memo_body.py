"""The sentences of a memo: what led to it, the facts, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.assessment.facts import RESULT_ITEM, AssessmentItem, facts_of, office_facts
from toolkit.assessment.scoring import Result, change_from, completed_results, level_name, show_score
from toolkit.model.figures import Counts, Figures
from toolkit.model.plan import ADOPTED_BY, OWN_RESULT_ANNOUNCED, RESULT_ANNOUNCED, WORKING_GROUP, Plan
from toolkit.report.kinds import ReportKind, is_interim
from toolkit.report.measure_text import with_number
from toolkit.report.progress_text import SILENT, as_clause, late_measures, overdue_steps, silence_sentence
from toolkit.thai.dates import format_date, format_month, parse_date
from toolkit.thai.labels import REPORT_LABELS, STATE_LABELS, format_percent, report_label
from toolkit.thai.text import before_verb

MemoKind = ReportKind | Literal["annual-brief"]
"""The reports that a memo can go with; `annual-brief` is the annual report in its short form."""

ANNUAL: tuple[MemoKind, ...] = ("annual", "annual-brief")
# Room for the pen: a document that is signed must not state a day that nobody knows.
_DAY = "." * 24
_ATTACHED = "ปรากฏตามเอกสารที่แนบมาพร้อมนี้"
OVERALL = "overall"
_ACTIONS = ("แก้ไข", "พัฒนา", "รักษาระดับ")


@dataclass(frozen=True, slots=True)
class Wording:
    """The memo of one report; `unit` is what speaks in it, the office itself where no unit is known.

    Dates and numbers come in Arabic digits. What speaks of the period needs `figures`.
    """

    plan: Plan
    figures: Figures | None
    kind: MemoKind
    own_unit: str

    @property
    def agency(self) -> str:
        return self.plan.agency.agency_name

    @property
    def unit(self) -> str:
        return before_verb(self.own_unit or self.agency)

    @property
    def report(self) -> str:
        """The report's id in the plan's texts: both annual ones share theirs."""
        return "annual" if self.kind in ANNUAL else self.kind

    @property
    def scheme(self) -> str:
        """What the plan is called."""
        return f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {self.plan.fiscal_year}"

    @property
    def size(self) -> str:
        """ "7 มาตรการ รวม 21 ขั้นตอน": the measures and steps of the plan."""
        steps = f" รวม {len(self.plan.steps)} ขั้นตอน" if self.plan.steps else ""
        return f"{len(self.plan.measures)} มาตรการ{steps}"

    @property
    def counted(self) -> Figures:
        """The report's figures. Raises ValueError for the memo of a plan without any."""
        if self.figures is None:
            raise ValueError("no figures")
        return self.figures

    @property
    def month(self) -> str:
        """The report's month: "มีนาคม 2567"."""
        return format_month(self.counted.month, "full")

    @property
    def months(self) -> int:
        """The months from October to the report's month."""
        return self.counted.month - self.plan.months[0] + 1

    @property
    def first_day(self) -> str:
        return format_date(self.plan.months[0].first_day)

    @property
    def last_day(self) -> str:
        """The last day of the report's month; of the fiscal year for the plan."""
        last = self.plan.months[-1] if self.kind == "plan" else self.counted.month
        return format_date(last.last_day)

    def own(self, field: str) -> tuple[str, ...]:
        """Return the head's own wording for the whole report, line by line; none where there is none."""
        return tuple(
            line.strip()
            for text in self.plan.texts
            if (text.report, text.measure_no, text.field_id) == (self.report, "", field)
            for line in text.text.splitlines()
            if line.strip()
        )


def background(wording: Wording) -> tuple[str, ...]:
    """Return the paragraphs of part 1."""
    score = _score(wording)
    if wording.kind == "plan":
        return (*score, _why(wording))
    resolved = (
        f"{wording.agency} ได้กำหนด{wording.scheme} จำนวน {wording.size} {adopted(wording.plan)}"
        f"และมอบหมายให้{wording.plan.division_word}ที่รับผิดชอบดำเนินการพร้อมรายงานผลเป็นประจำทุกเดือน"
    )
    return (resolved, *score)


def adopted(plan: Plan) -> str:
    """Say which meeting adopted the measures and which order set up the working group, where known."""
    extras = plan.agency.extras
    meeting, order = extras.get(ADOPTED_BY, "").strip(), extras.get(WORKING_GROUP, "").strip()
    # People type the meeting with “ที่” and without; the sentence has it already.
    adopted = meeting and f"ตามมติที่{meeting.removeprefix('ที่')} "
    return adopted + (order and f"แต่งตั้งคณะทำงานตาม{order} ")


def _announced(wording: Wording, year: int) -> str:
    """Return the day on which a result was announced, as the plan's fields say for its own year and the year
    before; dots for the pen where it is not known."""
    keys = {wording.plan.fiscal_year - 1: RESULT_ANNOUNCED, wording.plan.fiscal_year: OWN_RESULT_ANNOUNCED}
    typed = wording.plan.agency.extras.get(keys.get(year, ""), "").strip()
    if not typed:
        return _DAY
    try:
        return format_date(parse_date(typed))
    # Typed in words that are no date, it is printed as it was typed.
    except ValueError:
        return typed


def _why(wording: Wording) -> str:
    """Say why there is a plan: what last year's result showed, where it was analysed.

    Scores alone are no analysis, and nobody signs for one that was not made.
    """
    actions = [weakness.action for weakness in wording.plan.weaknesses]
    counts = {action: actions.count(action) for action in _ACTIONS}
    points = [f"ประเด็นที่ต้อง{action} {count} ประเด็น" for action, count in counts.items() if count]
    aim = f"จึงจำเป็นต้องกำหนด{wording.scheme} เพื่อยกระดับการดำเนินงานของหน่วยงานให้ดียิ่งขึ้น"
    if points:
        return f"{wording.unit}ได้วิเคราะห์ผลการประเมินแล้ว พบ{as_clause(points)} {aim}"
    return f"เพื่อให้การปฏิบัติงานของ{wording.agency} เป็นไปด้วยความสุจริต โปร่งใส และตรวจสอบได้ {aim}"


def _score(wording: Wording) -> tuple[str, ...]:
    """Return the newest overall score that was known, with its level and the change, or nothing.

    The plan rests on the result of the year before; by the annual report this year's may be published.
    """
    newest = wording.plan.fiscal_year - (wording.kind not in ANNUAL)
    results = completed_results(wording.plan.scores)
    # An older score would read as if it were that of the report's year.
    if wording.kind in ANNUAL and OVERALL not in results.get(newest, Result(newest, {})).scores:
        return (f"ทั้งนี้ ยังไม่ประกาศผลการประเมิน ITA ปี พ.ศ. {newest}",)
    years = [year for year, result in results.items() if year <= newest and OVERALL in result.scores]
    if not years:
        return ()
    # Only the year just before: a change over two years would read as one of a single year.
    now, before = results[years[-1]], results.get(years[-1] - 1, Result(0, {})).scores.get(OVERALL)
    overall, level = now.scores[OVERALL], level_name(now)
    changed = f" ซึ่ง{change_from(overall, before, f'ปี พ.ศ. {now.year - 1}')}" if before is not None else ""
    # Whoever signs sees that the result quoted is an older one.
    older = f" ทั้งนี้ ยังไม่ได้บันทึกผลการประเมินปี พ.ศ. {newest} ไว้ในแผน" if now.year < newest else ""
    return (
        "ตามที่สำนักงาน ป.ป.ช. ประกาศผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) "
        f"ปี พ.ศ. {now.year} เมื่อวันที่ {_announced(wording, now.year)} นั้น "
        f"ปรากฏว่า{wording.agency} ได้คะแนนรวม {show_score(overall)} คะแนน"
        f"{f' อยู่ในระดับ {level}' if level else ''}{changed}{older}",
        *_by_indicator(wording, now),
    )


def _by_indicator(wording: Wording, result: Result) -> tuple[str, ...]:
    """Say the scores of the indicators, where a memo rests on them: that of the plan and of the year."""
    facts = facts_of(result.year) if wording.kind in ("plan", "annual") else None
    scores = [
        f"ตัวชี้วัดที่ {indicator.no} {indicator.name} {show_score(result.scores[indicator.no])} คะแนน"
        for indicator in (facts.indicators if facts else ())
        if indicator.no in result.scores
    ]
    return (f"คะแนนรายตัวชี้วัด ได้แก่ {as_clause(scores)}",) if scores else ()


def facts_before(wording: Wording) -> tuple[str, ...]:
    """Return what is said before the list of measures."""
    span = f"ตั้งแต่วันที่ {wording.first_day} ถึงวันที่ {wording.last_day}"
    asked: tuple[str, ...] = ()
    if item := _item(wording):
        asked = (
            "คู่มือการประเมิน ITA กำหนดให้หน่วยงานเปิดเผยเอกสารนี้ตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
            f"ข้อ {' '.join(filter(None, (item.code, item.title)))}",
        )
    if wording.kind == "plan":
        count = len(wording.plan.measures)
        return (
            *asked,
            f"{wording.unit}ได้จัดทำ{wording.scheme} จำนวน {count} มาตรการ {adopted(wording.plan)}"
            f"กำหนดระยะเวลาดำเนินการ{span} ดังนี้",
        )
    if wording.kind == "monthly":
        return (
            f"{wording.unit}ได้ติดตามผลการดำเนินการประจำเดือน{wording.month} {_received(wording)}",
            f"ความคืบหน้าสะสมของแต่ละมาตรการ {span} มีดังนี้",
        )
    gathered = f"{wording.unit}ได้รวบรวมผลการดำเนินการ{span} จาก{wording.plan.division_word}ที่รับผิดชอบ"
    # Whoever signs has to know whose reports are not in the figures.
    silence = silence_sentence(wording.plan, wording.counted)
    if silence:
        return (*asked, f"{gathered} ทั้งนี้ {silence}", "ผลการดำเนินการตามมาตรการ มีดังต่อไปนี้")
    return (
        *asked,
        f"{gathered}แล้ว ตามมาตรการดังต่อไปนี้",
    )


def _received(wording: Wording) -> str:
    """Say how many divisions reported in the month, and which did not."""
    figures, word = wording.counted, wording.plan.division_word
    reporting = figures.reporting
    if not reporting.expected:
        return f"เดือนนี้ไม่มี{word}ใดต้องรายงาน"
    text = f"ได้รับรายงานแล้ว {reporting.received} จาก {reporting.expected} {word}"
    lacking = []
    for division in figures.divisions:
        if division.told in SILENT:
            # Where a division did send something, what that was is said.
            label = report_label(division)
            why = "" if label == REPORT_LABELS["th"]["missing"] else f" ({label})"
            lacking.append(f"{division.division_name}{why}")
    return f"{text} ยังไม่ได้รับรายงานจาก{as_clause(lacking)}" if lacking else text


def measure_lines(wording: Wording) -> tuple[str, ...]:
    """Return the measures, numbered; in the memo of a month each with its counts and where it stands."""
    results = {}
    if wording.kind == "monthly":
        results = {result.measure_no: result for result in wording.counted.measures}
    lines = []
    for measure in wording.plan.measures:
        line = with_number(measure.printed_no, measure.measure)
        result = results.get(measure.measure_no)
        # “0 จาก 0 ขั้นตอน” of a measure without steps in this month would read as late work.
        if result is not None and result.counts.steps_total:
            line += f" – แล้วเสร็จ {_steps(result.counts)}"
            # Its counts say already that it is done.
            if result.state and result.state != "done":
                line += f" ({STATE_LABELS['th'][result.state]})"
        lines.append(line)
    return tuple(lines)


def facts_after(wording: Wording) -> tuple[str, ...]:
    """Return what is said after the list of measures: the whole, what lags, and what is attached."""
    if wording.kind == "plan":
        details = "รายละเอียดขั้นตอน ผู้รับผิดชอบ ระยะเวลา และการกำกับติดตามของแต่ละมาตรการ"
        return (*wording.own("result"), f"{details} {_ATTACHED}")
    lagging: tuple[str, ...] = ()
    # Not where each measure says it itself, nor in the short form of the annual report.
    if wording.kind not in ("monthly", "annual-brief"):
        lagging = late_measures(wording.plan, wording.counted) or ("ไม่มีมาตรการที่ล่าช้ากว่าแผน",)
    results = wording.own("result") or (_whole(wording), *lagging)
    # Beside the head's own wording too, which may not pass over late work.
    overdue = overdue_steps(wording.plan, wording.counted)
    outcomes = (f"ผลลัพธ์: {line}" for line in wording.own("outcome"))
    problems = (f"ปัญหาและอุปสรรค: {line}" for line in wording.own("problem"))
    return (*results, *overdue, *outcomes, *problems, f"รายละเอียดผลการดำเนินการ {_ATTACHED}")


def _whole(wording: Wording) -> str:
    figures = wording.counted
    counts = figures.counts
    said = f"ในภาพรวม ณ วันที่ {wording.last_day} ดำเนินการแล้วเสร็จ {_steps(counts)}{_left_out(wording)}"
    if figures.completion is not None:
        said += f" คิดเป็นความคืบหน้าร้อยละ {format_percent(figures.completion)}"
    if figures.completion is not None and figures.planned is not None:
        said += f" (แผนกำหนดไว้ร้อยละ {format_percent(figures.planned)})"
    others = (
        (counts.steps_cannot, "มีขั้นตอนที่ไม่สามารถดำเนินการได้"),
        (counts.steps_na, "มีขั้นตอนที่ไม่เกี่ยวข้อง"),
    )
    return " ".join([said, *(f"{words} {count} ขั้นตอน" for count, words in others if count)])


def _left_out(wording: Wording) -> str:
    """Say why fewer steps are counted than the plan has: " (ไม่นับขั้นตอนที่ยกเลิกแล้ว 1 ขั้นตอน)"."""
    month = wording.counted.month
    steps = [step for _, step in wording.plan.steps if not step.counts_in(month)]
    # Two reasons why a step does not count, and readers would take the one for the other.
    later = sum(step.first is not None and step.first > month for step in steps)
    parts = ((len(steps) - later, "ที่ยกเลิกแล้ว"), (later, "ที่ยังไม่ถึงเดือนเริ่ม"))
    uncounted = [f"ขั้นตอน{words} {count} ขั้นตอน" for count, words in parts if count]
    return f" (ไม่นับ{as_clause(uncounted)})" if uncounted else ""


def _steps(counts: Counts) -> str:
    """ "12 จาก 17 ขั้นตอน"."""
    return f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"


def proposals(wording: Wording) -> tuple[str, ...]:
    """Return the proposals of a memo, not yet numbered: to agree, to circulate, to publish, what comes
    next."""
    year, word = wording.plan.fiscal_year, wording.plan.division_word
    circulate = f"แจ้งเวียนรายงานให้บุคลากรทุก{word}ทราบ"
    if wording.kind == "plan":
        day = wording.plan.agency.report_due_day
        return (
            f"ให้ความเห็นชอบและลงนามใน{wording.scheme}",
            f"แจ้งเวียนให้บุคลากรทุก{word}ทราบและถือปฏิบัติ",
            _publish(wording, "มาตรการ"),
            f"มอบหมายให้{word}ที่รับผิดชอบรายงานผลทุกเดือน ภายในวันที่ {day} ของเดือนถัดไป "
            "เพื่อสรุปผลรอบ 6 เดือนและเมื่อสิ้นปีงบประมาณ",
        )
    if wording.kind == "monthly":
        return (
            f"รับทราบความคืบหน้าประจำเดือน{wording.month}",
            f"แจ้งเวียนผลการติดตามให้บุคลากรทุก{word}ทราบ",
            _next_steps(wording),
        )
    if wording.kind == "six-month":
        return (
            f"ให้ความเห็นชอบและลงนามในรายงานรอบ {wording.months} เดือน",
            circulate,
            _publish(wording, "รายงาน"),
            f"{_next_steps(wording)} แล้วสรุปผลอีกครั้งเมื่อสิ้นปีงบประมาณ",
        )
    # What is not the whole year's is noted, neither approved nor published as the year's result.
    if is_interim(wording.plan, "annual", wording.counted.month):
        return (
            f"รับทราบผลการดำเนินการ (ข้อมูล ณ วันที่ {wording.last_day})",
            circulate,
            f"{_next_steps(wording)} แล้วสรุปผลอีกครั้งเมื่อสิ้นปีงบประมาณ",
        )
    return (
        f"ให้ความเห็นชอบและลงนามในรายงานผลประจำปีงบประมาณ พ.ศ. {year}",
        circulate,
        _publish(wording, "รายงาน"),
        f"นำผลการดำเนินการไปใช้กำหนดมาตรการของปีงบประมาณ พ.ศ. {year + 1}",
    )


def _next_steps(wording: Wording) -> str:
    """Say what the divisions are to do: hurry where something lags or is not reported, else go on."""
    asked = []
    if late_measures(wording.plan, wording.counted):
        asked.append("เร่งรัดมาตรการที่ล่าช้ากว่าแผน")
    if wording.counted.reporting.expected > wording.counted.reporting.received:
        asked.append("ส่งรายงานที่ยังขาดให้ครบถ้วน")
    word = wording.plan.division_word
    return f"มอบหมายให้{word}ที่รับผิดชอบ{as_clause(asked) or 'ดำเนินการตามแผนต่อไป'}"


def _publish(wording: Wording, document: str) -> str:
    website = wording.plan.agency.website
    item = _item(wording)
    return (
        f"เผยแพร่{document}บนเว็บไซต์ของ{wording.agency}{f' {website}' if website else ''} เพื่อให้ประชาชนทราบ"
        f"{f' และใช้ตอบแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ {item.code}' if item else ''}"
    )


def _item(wording: Wording) -> AssessmentItem | None:
    """Return the item under which the document is filed, where it is known for sure: confirmed for the year,
    or typed by the office. The six-month report is filed under none."""
    agency = wording.plan.agency
    facts = office_facts(agency)
    if facts is None or wording.kind not in ("plan", *ANNUAL):
        return None
    item = facts.plan_item if wording.kind == "plan" else facts.result_item
    typed = wording.kind != "plan" and agency.extras.get(RESULT_ITEM)
    # From 2567 on the results of a year are filed in the assessment of the next, under a code of that year.
    covers = typed or (item is not None and item.covers_year == agency.fiscal_year)
    return item if item is not None and item.confirmed and covers else None
