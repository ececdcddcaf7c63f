"""Part 1 of a memo (เรื่องเดิม): what was resolved, and last year's score and level where the plan has them."""

from __future__ import annotations

from toolkit.assessment.facts import facts_of
from toolkit.assessment.scoring import Result, completed_results, level_of, round_score, show_score
from toolkit.report.memo.wording import ANNUAL, Wording, listed

_OVERALL = "overall"
_ACTIONS = ("แก้ไข", "พัฒนา", "รักษาระดับ")


def background(wording: Wording) -> tuple[str, ...]:
    """The paragraphs of part 1."""
    score = _score(wording)
    if wording.kind == "plan":
        return (*score, _why(wording, analysed=bool(score)))
    resolved = (
        f"{wording.agency} ได้กำหนด{wording.scheme} จำนวน {wording.size} "
        "และมอบหมายให้กองที่รับผิดชอบดำเนินการพร้อมรายงานผลเป็นประจำทุกเดือน"
    )
    return (resolved, *score)


def _why(wording: Wording, *, analysed: bool) -> str:
    """Why there is a plan: what last year's result showed, where it was analysed."""
    counts = {action: sum(each.action == action for each in wording.plan.weaknesses) for action in _ACTIONS}
    points = [f"ประเด็นที่ต้อง{action} {count} ประเด็น" for action, count in counts.items() if count]
    aim = f"จึงจำเป็นต้องกำหนด{wording.scheme} เพื่อยกระดับการดำเนินงานของหน่วยงานให้ดียิ่งขึ้น"
    if points:
        return f"{wording.unit}ได้วิเคราะห์ผลการประเมินแล้ว พบ{listed(points)} {aim}"
    if analysed:
        return f"{wording.unit}ได้นำผลการประเมินมาพิจารณาแล้ว {aim}"
    return f"เพื่อให้การปฏิบัติงานของ{wording.agency} เป็นไปด้วยความสุจริต โปร่งใส และตรวจสอบได้ {aim}"


def _score(wording: Wording) -> tuple[str, ...]:
    """The newest overall score that was known, with its level and the change; none where there is none.

    The plan rests on the result of the year before; by the annual report this year's may be published.
    """
    newest = wording.plan.fiscal_year - (wording.kind not in ANNUAL)
    results = completed_results(wording.plan.scores)
    years = [year for year, each in results.items() if year <= newest and _OVERALL in each.scores]
    if not years:
        return ()
    now, before = results[years[-1]], results.get(years[-1] - 1)
    level = _level(now)
    return (
        f"ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ปี พ.ศ. {now.year} "
        f"ปรากฏว่า{wording.agency} ได้คะแนนรวม {show_score(now.scores[_OVERALL])} คะแนน"
        f"{f' อยู่ในระดับ {level}' if level else ''}{_change(now, before)}",
    )


def _level(result: Result) -> str:
    """The level as reported, else as the scores decide it; "" where they do not."""
    facts = facts_of(result.year)
    return result.level.removeprefix("ระดับ").strip() or (facts and level_of(result, facts)) or ""


def _change(now: Result, before: Result | None) -> str:
    """ " ซึ่งเพิ่มขึ้นจากปี พ.ศ. 2565 (82.45 คะแนน) 5.00 คะแนน"; "" without the score of the year before."""
    if before is None or _OVERALL not in before.scores:
        return ""
    earlier = f"ปี พ.ศ. {before.year} ({show_score(before.scores[_OVERALL])} คะแนน)"
    points = round_score(now.scores[_OVERALL]) - round_score(before.scores[_OVERALL])
    if not points:
        return f" ซึ่งเท่ากับ{earlier}"
    return f" ซึ่ง{'เพิ่มขึ้น' if points > 0 else 'ลดลง'}จาก{earlier} จำนวน {show_score(abs(points))} คะแนน"
