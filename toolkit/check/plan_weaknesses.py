"""Plan rules: the analysis of last year's result names real indicators and measures, and that very year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.assessment.facts import Facts
from toolkit.model.finding import Finding
from toolkit.model.plan import Plan, Weakness
from toolkit.thai.digits import to_arabic
from toolkit.thai.text import squash

KEEP = "รักษาระดับ"
"""What is done about a point that is good already: it needs no measure."""

_AIMS = "".join(f"(?<!{each})" for each in ("เพิ่ม", "ยกระดับ", "พัฒนา", "รักษา", "เป้าหมาย", "ให้", "รองรับ"))
_SOURCE_YEAR = re.compile(
    rf"{_AIMS}(?:ผล(?:การ)?ประเมิน|ผลคะแนน|คะแนน|ผล\s?ITA)"
    r"(?:\s|[().]|ITA|คุณธรรมและความโปร่งใส|ในการดำเนินงาน|ของหน่วยงาน|ภาครัฐ|ประจำ|ของ|ใน|ปี|งบประมาณ|พ\.?\s?ศ\.?)*+"
    r"(?P<year>25\d\d)(?!\d)",
    re.I,
)
"""A year given as that of a result, and not as one to come."""


def check_plan_weaknesses(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Weaknesses without a measure, with one that is not in the plan, of an unknown indicator or of a result
    that was not out when the plan was made; `facts` are those of the plan's year."""
    known = {measure.measure_no for measure in plan.measures}
    if plan.measures and not plan.weaknesses:
        yield Finding("analysis-missing", found=str(plan.fiscal_year - 1))
    for weakness in plan.weaknesses:
        source = weakness.source
        if not weakness.measures and squash(weakness.action) != KEEP:
            yield Finding("weakness-without-measure", source.sheet, source.cell("measures"))
        for number in weakness.measures:
            if number not in known:
                yield Finding("weakness-measure-unknown", source.sheet, source.cell("measures"), number)
        if not _indicator_known(weakness, facts):
            last = str(len(facts.indicators))
            cell = source.cell("indicator")
            yield Finding("weakness-indicator-unknown", source.sheet, cell, weakness.indicator, last)
        late = _late_year(weakness.weakness, plan.fiscal_year)
        if late:
            cell, year = source.cell("weakness"), str(plan.fiscal_year)
            yield Finding("weakness-year-late", source.sheet, cell, str(late), year)


def _indicator_known(weakness: Weakness, facts: Facts) -> bool:
    """Whether a cell names an indicator, by number ("7", "ตัวชี้วัดที่ 7") or by name."""
    number = re.search(r"\d{1,6}", weakness.indicator)
    if number is not None:
        return str(int(number[0])) in facts.indicator_by_no
    return bool(facts.indicator_named(weakness.indicator))


def _late_year(text: str, fiscal_year: int) -> int:
    """The first year that a text gives as that of its result though the plan was made before; 0 for none."""
    for match in _SOURCE_YEAR.finditer(to_arabic(text)):
        if int(match["year"]) >= fiscal_year:
            return int(match["year"])
    return 0
