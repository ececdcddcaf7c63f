"""What the parts of a memo share: its kind, the phrases for office, plan and period, the head's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.model.completion import Figures
from toolkit.model.plan import Plan
from toolkit.report.kinds import ReportKind
from toolkit.thai.date_format import format_date, format_month

MemoKind = ReportKind | Literal["annual-brief"]
"""The reports that a memo can go with; `annual-brief` is the annual report in its short form."""

ANNUAL: tuple[MemoKind, ...] = ("annual", "annual-brief")


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
        return self.own_unit or self.agency

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
        """The head's own wording for the whole report, line by line; none where there is none."""
        return tuple(
            line.strip()
            for each in self.plan.texts
            if (each.report, each.measure_no, each.field_id) == (self.report, "", field)
            for line in each.text.splitlines()
            if line.strip()
        )


def listed(parts: Sequence[str]) -> str:
    """Parts in a sentence: "ก", "ก และข", "ก, ข และค", "1, 2 และ 3"."""
    if len(parts) < 2:
        return "".join(parts)
    gap = " " if parts[-1][:1].isascii() else ""
    return f"{', '.join(parts[:-1])} และ{gap}{parts[-1]}"
