"""What stands in the sentences of a memo; `memo.toml` says which sentences each kind of memo has."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
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

# Room for the pen: a document that is signed must not state a day that nobody knows.
_DAY = "." * 24
OVERALL = "overall"
_OWN = {"outcome": "ผลลัพธ์: ", "problem": "ปัญหาและอุปสรรค: "}
"""What stands before each line of the head's own words."""
_ACTIONS = ("แก้ไข", "พัฒนา", "รักษาระดับ")


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("toolkit.report").joinpath("memo.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The memo of one report, and what its sentences name; `own_unit` is what speaks in it, "" where no unit
    is known. Dates and numbers come in Arabic digits."""

    plan: Plan
    figures: Figures
    kind: MemoKind
    own_unit: str

    def lines(self, part: str) -> tuple[str, ...]:
        """Return the paragraphs of a part of the memo."""
        sentences = _sentences()
        kind = "interim" if self.annual and self.interim else self.kind
        text = sentences.get(kind, {}).get(part) or sentences["results"][part]
        return tuple(line.strip() for line in text.format(m=self).splitlines() if line.strip())

    @property
    def annual(self) -> bool:
        return self.kind in ("annual", "annual-brief")

    @property
    def report(self) -> ReportKind:
        """The kind of the report itself."""
        return "annual" if self.kind == "annual-brief" else self.kind

    @property
    def unit(self) -> str:
        """What speaks: the unit, or else the office itself."""
        return before_verb(self.own_unit or self.plan.agency.agency_name)

    @property
    def next_year(self) -> int:
        return self.plan.fiscal_year + 1

    @property
    def scheme(self) -> str:
        """What the plan is called."""
        return f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {self.plan.fiscal_year}"

    @property
    def count(self) -> int:
        return len(self.plan.measures)

    @property
    def size(self) -> str:
        """ "7 มาตรการ รวม 21 ขั้นตอน": the measures and steps of the plan."""
        steps = f" รวม {len(self.plan.steps)} ขั้นตอน" if self.plan.steps else ""
        return f"{self.count} มาตรการ{steps}"

    @property
    def adopted(self) -> str:
        return adopted(self.plan)

    @property
    def month(self) -> str:
        """The report's month: "มีนาคม 2567"."""
        return format_month(self.figures.month, "full")

    @property
    def months(self) -> int:
        """The months from October to the report's month."""
        return self.figures.month - self.plan.months[0] + 1

    @property
    def last_day(self) -> str:
        """The last day of the report's month; of the fiscal year for the plan."""
        last = self.plan.months[-1] if self.kind == "plan" else self.figures.month
        return format_date(last.last_day)

    @property
    def span(self) -> str:
        return f"ตั้งแต่วันที่ {format_date(self.plan.months[0].first_day)} ถึงวันที่ {self.last_day}"

    @property
    def interim(self) -> str:
        """The day of the data where a part of the year must not be filed as the whole."""
        interim = is_interim(self.plan, self.report, self.figures.month)
        return f" (ข้อมูล ณ วันที่ {self.last_day})" if interim else ""

    @property
    def own(self) -> Mapping[str, str]:
        """The head's own wording for the whole report by its field; blank where there is none."""
        own: dict[str, str] = defaultdict(str)
        for text in self.plan.texts:
            if (text.report, text.measure_no) == (self.report, ""):
                lines = filter(None, map(str.strip, text.text.splitlines()))
                own[text.field_id] += "".join(f"{_OWN.get(text.field_id, '')}{line}\n" for line in lines)
        return own

    # Part 1 --------------------------------------------------------------------------------------

    @property
    def why(self) -> str:
        """Why there is a plan: what last year's result showed, where it was analysed.

        Scores alone are no analysis, and nobody signs for one that was not made.
        """
        actions = [weakness.action for weakness in self.plan.weaknesses]
        counts = {action: actions.count(action) for action in _ACTIONS}
        points = [f"ประเด็นที่ต้อง{action} {count} ประเด็น" for action, count in counts.items() if count]
        aim = f"จึงจำเป็นต้องกำหนด{self.scheme} เพื่อยกระดับการดำเนินงานของหน่วยงานให้ดียิ่งขึ้น"
        if points:
            return f"{self.unit}ได้วิเคราะห์ผลการประเมินแล้ว พบ{as_clause(points)} {aim}"
        return f"เพื่อให้การปฏิบัติงานของ{self.plan.agency.agency_name} เป็นไปด้วยความสุจริต โปร่งใส และตรวจสอบได้ {aim}"

    @property
    def score(self) -> str:
        """The newest overall score that was known, with its level and the change; blank where none is.

        The plan rests on the result of the year before; by the annual report this year's may be published.
        """
        newest = self.plan.fiscal_year - (not self.annual)
        results = completed_results(self.plan.scores)
        # An older score would read as if it were that of the report's year.
        if self.annual and OVERALL not in results.get(newest, Result(newest, {})).scores:
            return f"ทั้งนี้ ยังไม่ประกาศผลการประเมิน ITA ปี พ.ศ. {newest}"
        years = [year for year, result in results.items() if year <= newest and OVERALL in result.scores]
        if not years:
            return ""
        # Only the year just before: a change over two years would read as one of a single year.
        now, before = results[years[-1]], results.get(years[-1] - 1, Result(0, {})).scores.get(OVERALL)
        overall, level = now.scores[OVERALL], level_name(now)
        since = f"ปี พ.ศ. {now.year - 1}"
        changed = f" ซึ่ง{change_from(overall, before, since)}" if before is not None else ""
        # Whoever signs sees that the result quoted is an older one.
        older = f" ทั้งนี้ ยังไม่ได้บันทึกผลการประเมินปี พ.ศ. {newest} ไว้ในแผน" if now.year < newest else ""
        return (
            "ตามที่สำนักงาน ป.ป.ช. ประกาศผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) "
            f"ปี พ.ศ. {now.year} เมื่อวันที่ {self._announced(now.year)} นั้น "
            f"ปรากฏว่า{self.plan.agency.agency_name} ได้คะแนนรวม {show_score(overall)} คะแนน"
            f"{f' อยู่ในระดับ {level}' if level else ''}{changed}{older}\n{self._by_indicator(now)}"
        )

    def _announced(self, year: int) -> str:
        """Return the day on which a result was announced, as the plan's fields say for its own year and the
        year before; dots for the pen where it is not known."""
        keys = {self.plan.fiscal_year - 1: RESULT_ANNOUNCED, self.plan.fiscal_year: OWN_RESULT_ANNOUNCED}
        typed = self.plan.agency.extras.get(keys.get(year, ""), "").strip()
        try:
            return format_date(parse_date(typed)) if typed else _DAY
        # Typed in words that are no date, it is printed as it was typed.
        except ValueError:
            return typed

    def _by_indicator(self, result: Result) -> str:
        """Say the scores of the indicators, where a memo rests on them: that of the plan and of the year."""
        facts = facts_of(result.year) if self.kind in ("plan", "annual") else None
        scores = [
            f"ตัวชี้วัดที่ {indicator.no} {indicator.name} {show_score(result.scores[indicator.no])} คะแนน"
            for indicator in (facts.indicators if facts else ())
            if indicator.no in result.scores
        ]
        return f"คะแนนรายตัวชี้วัด ได้แก่ {as_clause(scores)}" if scores else ""

    # Part 2 --------------------------------------------------------------------------------------

    @property
    def asked(self) -> str:
        """The item that asks for the document."""
        if (item := self._item) is None:
            return ""
        return (
            "คู่มือการประเมิน ITA กำหนดให้หน่วยงานเปิดเผยเอกสารนี้ตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
            f"ข้อ {' '.join(filter(None, (item.code, item.title)))}"
        )

    @property
    def _item(self) -> AssessmentItem | None:
        """The item under which the document is filed, where it is known for sure: confirmed for the year, or
        typed by the office. The six-month report is filed under none."""
        agency = self.plan.agency
        facts = office_facts(agency)
        if facts is None or not (self.kind == "plan" or self.annual):
            return None
        item = facts.plan_item if self.kind == "plan" else facts.result_item
        typed = self.annual and agency.extras.get(RESULT_ITEM)
        # From 2567 on the results of a year are filed in the assessment of the next, under a code of that
        # year.
        covers = typed or (item is not None and item.covers_year == agency.fiscal_year)
        return item if item is not None and item.confirmed and covers else None

    @property
    def gathered(self) -> str:
        """How the report was put together: whoever signs has to know whose reports are not in the figures."""
        if silence := silence_sentence(self.plan, self.figures):
            return f" ทั้งนี้ {silence}\nผลการดำเนินการตามมาตรการ มีดังต่อไปนี้"
        return "แล้ว ตามมาตรการดังต่อไปนี้"

    @property
    def received(self) -> str:
        """How many divisions reported in the month, and which did not."""
        reporting = self.figures.reporting
        if not reporting.expected:
            return f"เดือนนี้ไม่มี{self.plan.division_word}ใดต้องรายงาน"
        text = f"ได้รับรายงานแล้ว {reporting.received} จาก {reporting.expected} {self.plan.division_word}"
        lacking = []
        for division in self.figures.divisions:
            if division.told in SILENT:
                # Where a division did send something, what that was is said.
                label = report_label(division)
                why = "" if label == REPORT_LABELS["th"]["missing"] else f" ({label})"
                lacking.append(f"{division.division_name}{why}")
        return f"{text} ยังไม่ได้รับรายงานจาก{as_clause(lacking)}" if lacking else text

    @property
    def measures(self) -> Iterator[str]:
        """The measures, numbered; in the memo of a month each with its counts and where it stands."""
        monthly = self.kind == "monthly"
        results = {result.measure_no: result for result in (self.figures.measures if monthly else ())}
        for measure in self.plan.measures:
            line = with_number(measure.printed_no, measure.measure)
            result = results.get(measure.measure_no)
            # “0 จาก 0 ขั้นตอน” of a measure without steps in this month would read as late work.
            if result is not None and result.counts.steps_total:
                line += f" – แล้วเสร็จ {_steps(result.counts)}"
                # Its counts say already that it is done.
                if result.state and result.state != "done":
                    line += f" ({STATE_LABELS['th'][result.state]})"
            yield line

    @property
    def results(self) -> str:
        """The head's own wording, or else the whole and what lags."""
        # Not where each measure says it itself, nor in the short form of the annual report.
        if (own := self.own["result"]) or self.kind in ("monthly", "annual-brief"):
            return own or self._whole
        lagging = late_measures(self.plan, self.figures) or ("ไม่มีมาตรการที่ล่าช้ากว่าแผน",)
        return "\n".join((self._whole, *lagging))

    @property
    def overdue(self) -> str:
        """The overdue steps, beside the head's own wording too, which may not pass over late work."""
        return "\n".join(overdue_steps(self.plan, self.figures))

    @property
    def _whole(self) -> str:
        figures, counts = self.figures, self.figures.counts
        said = f"ในภาพรวม ณ วันที่ {self.last_day} ดำเนินการแล้วเสร็จ {_steps(counts)}{self._left_out}"
        if figures.completion is not None:
            said += f" คิดเป็นความคืบหน้าร้อยละ {format_percent(figures.completion)}"
        if figures.completion is not None and figures.planned is not None:
            said += f" (แผนกำหนดไว้ร้อยละ {format_percent(figures.planned)})"
        others = (
            (counts.steps_cannot, "มีขั้นตอนที่ไม่สามารถดำเนินการได้"),
            (counts.steps_na, "มีขั้นตอนที่ไม่เกี่ยวข้อง"),
        )
        return " ".join([said, *(f"{words} {count} ขั้นตอน" for count, words in others if count)])

    @property
    def _left_out(self) -> str:
        """Why fewer steps are counted than the plan has: " (ไม่นับขั้นตอนที่ยกเลิกแล้ว 1 ขั้นตอน)"."""
        month = self.figures.month
        steps = [step for _, step in self.plan.steps if not step.counts_in(month)]
        # Two reasons why a step does not count, and readers would take the one for the other.
        later = sum(step.first is not None and step.first > month for step in steps)
        parts = ((len(steps) - later, "ที่ยกเลิกแล้ว"), (later, "ที่ยังไม่ถึงเดือนเริ่ม"))
        uncounted = [f"ขั้นตอน{words} {count} ขั้นตอน" for count, words in parts if count]
        return f" (ไม่นับ{as_clause(uncounted)})" if uncounted else ""

    # Part 3 --------------------------------------------------------------------------------------

    @property
    def next_steps(self) -> str:
        """What the divisions are to do: hurry where something lags or is not reported, else go on."""
        asked = []
        if late_measures(self.plan, self.figures):
            asked.append("เร่งรัดมาตรการที่ล่าช้ากว่าแผน")
        if self.figures.reporting.expected > self.figures.reporting.received:
            asked.append("ส่งรายงานที่ยังขาดให้ครบถ้วน")
        return f"มอบหมายให้{self.plan.division_word}ที่รับผิดชอบ{as_clause(asked) or 'ดำเนินการตามแผนต่อไป'}"

    @property
    def website(self) -> str:
        """Where a document is published, and under which item."""
        website, item = self.plan.agency.website, self._item
        return (
            f"เว็บไซต์ของ{self.plan.agency.agency_name}{f' {website}' if website else ''} เพื่อให้ประชาชนทราบ"
            f"{f' และใช้ตอบแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ {item.code}' if item else ''}"
        )


def adopted(plan: Plan) -> str:
    """Say which meeting adopted the measures and which order set up the working group, where known."""
    extras = plan.agency.extras
    meeting, order = extras.get(ADOPTED_BY, "").strip(), extras.get(WORKING_GROUP, "").strip()
    # People type the meeting with “ที่” and without; the sentence has it already.
    adopted = meeting and f"ตามมติที่{meeting.removeprefix('ที่')}{_added(plan)} "
    return adopted + (order and f"แต่งตั้งคณะทำงานตาม{order} ")


def _added(plan: Plan) -> str:
    """Say how many measures and steps came into the plan in mid-year, which the meeting did not adopt."""
    later = [step for _, step in plan.steps if step.first is not None and step.first > plan.months[0]]
    measures = sum(bool(own.steps) and all(step in later for step in own.steps) for own in plan.measures)
    counts = ((measures, "มาตรการ"), (len(later), "ขั้นตอน"))
    words = " ".join(f"{count} {unit}" for count, unit in counts if count)
    return f" (เพิ่มระหว่างปี {words})" if words else ""


def _steps(counts: Counts) -> str:
    """ "12 จาก 17 ขั้นตอน"."""
    return f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"
