"""Names and texts of the made-up country: offices, plans and what divisions say, all from `country.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from toolkit.books.plan_book import PlanContent

OFFICES_IN_DISTRICT = 8
DISTRICTS_IN_PROVINCE = 12
PATTERNS = 3
"""How many plans there are; every office follows one of them."""
MOST_DIVISIONS = 12
PATTERN_AGENCY = {
    "agency_code": "05000000",
    "agency_name": "หน่วยงานแม่แบบของประเทศสมมุติ",
    "district": "อำเภอแม่แบบ",
    "province": "จังหวัดแม่แบบ",
}
"""Whose plan a pattern is: what `OfficeName.fill` replaces in every office's files."""


@dataclass(frozen=True, slots=True)
class OfficeName:
    """A made-up office: its code and where it lies. `folder` is its place below the country's root."""

    agency_code: str
    agency_name: str
    agency_type: str
    district: str
    province: str

    @property
    def folder(self) -> str:
        return f"{self.province}/{self.district}/{self.agency_name}"


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("country.toml").read_text(encoding="utf-8"))


def said(kind: str) -> Sequence[str]:
    """The phrases of a kind ("actions", "reasons", …) that divisions use, with `{n}` and its kin in them."""
    phrases: Sequence[str] = _texts()["said"][kind]
    return phrases


def names(kind: str) -> Sequence[str]:
    """The names of a kind ("places", "reporters", …)."""
    listed: Sequence[str] = _texts()["names"][kind]
    return listed


def office_name(number: int) -> OfficeName:
    """The office with a number from 0 on; districts hold 8 offices and provinces 12 districts."""
    district_number, place = divmod(number, OFFICES_IN_DISTRICT)
    province_number, district = divmod(district_number, DISTRICTS_IN_PROVINCE)
    provinces, ends = names("provinces"), names("province_ends")
    turn, first = divmod(province_number, len(provinces))
    again, end = divmod(turn, len(ends))
    province = provinces[first] + ends[end] + (str(again + 1) if again else "")
    kind = names("types")[number % len(names("types"))]
    return OfficeName(
        f"05{province_number:03d}{district:02d}{place:02d}",
        kind + _place(number),
        kind,
        _place(district_number * 7 + 3),
        province,
    )


def _place(number: int) -> str:
    """A place name; neighbouring numbers give unlike names, and the same comes again after 192."""
    places, ends = names("places"), names("place_ends")
    return places[number % len(places)] + ends[(number * 5 + number // len(places)) % len(ends)]


def plan_pattern(pattern: int, divisions: int, fiscal_year: int) -> PlanContent:
    """The plan that every office of a pattern follows. Raises ValueError for more divisions than there are
    names of (12) or none."""
    if not 1 <= divisions <= MOST_DIVISIONS:
        raise ValueError(f"an office of the made-up country has 1 to {MOST_DIVISIONS} divisions")
    rng = Random(f"plan {pattern}")
    codes = [f"{number:02d}" for number in range(1, divisions + 1)]
    measures, steps = [], []
    turn = pattern
    for number, measure in enumerate(_texts()["measures"], 1):
        measures.append(
            {
                "measure_no": str(number),
                "issue_no": str(min(number, 7)),
                **{field: measure[field] for field in ("measure", "monitoring", "expected")},
            }
        )
        recurring, every = measure.get("every", (0, ""))
        for step_no, text in enumerate(measure["steps"], 1):
            holders = [
                codes[(turn + other) % divisions] for other in range(rng.randint(1, min(3, divisions)))
            ]
            turn += len(holders)
            due = rng.choice(("", "", "มี.ค. 67", "มิ.ย. 67")) if step_no != recurring else ""
            steps.append(
                {
                    "measure_no": str(number),
                    "step_no": str(step_no),
                    "step": text,
                    "divisions": ", ".join(sorted(set(holders))),
                    "due": due.replace("67", str(fiscal_year)[-2:]),
                    "every": every if step_no == recurring else "",
                    "evidence_required": "ใช่" if rng.random() < 0.3 else "",
                }
            )
    named = [
        {"division_code": code, "division_name": name}
        for code, name in zip(codes, names("divisions"), strict=False)
    ]
    agency = {
        **PATTERN_AGENCY,
        "agency_type": "หน่วยงานอื่น",
        "fiscal_year": str(fiscal_year),
        "report_due_day": "5",
    }
    return PlanContent(agency, {"divisions": named, "measures": measures, "steps": steps})
