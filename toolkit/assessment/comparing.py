"""Two years' results side by side, and the standard sentence that says how an indicator changed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toolkit.assessment.facts import Facts, Indicator
from toolkit.assessment.scoring import Result, round_score, show_score


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator in one year and in an earlier one; None where that year has no score of it."""

    indicator: Indicator
    year: int
    score: Fraction
    year_before: int
    score_before: Fraction | None

    @property
    def points(self) -> Fraction | None:
        """How many points were gained; negative: lost."""
        if self.score_before is None:
            return None
        return round_score(self.score) - round_score(self.score_before)

    @property
    def sentence(self) -> str:
        """The change in words, with Arabic digits; the last figure is this year's score less that before."""
        now = f"ผลการประเมิน ITA ตัวชี้วัดที่ {self.indicator.no} {self.indicator.name} ในปี {self.year}"
        now += f" ({show_score(self.score)} คะแนน)"
        if self.score_before is None or self.points is None:
            return f"{now} ไม่มีคะแนนปี {self.year_before} ให้เปรียบเทียบ"
        before = f"ปี {self.year_before} ({show_score(self.score_before)} คะแนน)"
        if self.points == 0:
            return f"{now} เท่ากับ{before}"
        turn = "เพิ่มขึ้น" if self.points > 0 else "ลดลง"
        return f"{now} {turn}จาก{before} จำนวน {show_score(self.points)} คะแนน"


def year_on_year(now: Result, before: Result, facts: Facts) -> tuple[Change, ...]:
    """How each indicator that has a score now changed, by number; `facts` are those of the year now."""
    return tuple(
        Change(each, now.year, now.scores[each.no], before.year, before.scores.get(each.no))
        for each in facts.indicators
        if each.no in now.scores
    )
