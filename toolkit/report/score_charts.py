"""The charts of a report: the overall score by year, and each indicator by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.report.score_text import ScoreTexts
from toolkit.workbook.filling.charts import ChartData

_STEP = 10.0


def score_charts(scores: ScoreTexts, *, thai: bool = False) -> Mapping[str, ChartData]:
    """`overall`: one bar a year; `indicators`: for each indicator one bar a year. The axis begins at the tens
    below the lowest score, so that small changes show; `thai`: in Thai digits."""
    years = tuple(each.year for each in scores.years)
    overall = tuple(each.score for each in scores.years)
    series = tuple(
        (f"ปี {year}", tuple(each.numbers[place] for each in scores.indicators))
        for place, year in enumerate(years)
        if any(each.numbers[place] is not None for each in scores.indicators)
    )
    names = tuple(f"{each.no}. {each.name}" for each in scores.indicators)
    return {
        "overall": ChartData("คะแนนรวมย้อนหลัง", years, (("คะแนนรวม", overall),), _least(overall), thai=thai),
        "indicators": ChartData(
            "คะแนนรายตัวชี้วัดย้อนหลัง",
            names,
            series,
            _least(value for _, values in series for value in values),
            thai=thai,
        ),
    }


def _least(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return max(0.0, (min(known) - 1) // _STEP * _STEP) if known else 0.0
