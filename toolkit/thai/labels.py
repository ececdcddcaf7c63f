"""What people read instead of ids and numbers: words for states and severities, percents, empty figures.

The ids are those of `toolkit.model` and stay English in every machine-readable output. The words that
divisions type stand in `toolkit.thai.words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toolkit.model.figures import DivisionResult, ReportState, SentInstead, State, rounded
from toolkit.model.finding import Lang, Severity

STATE_LABELS: Mapping[Lang, Mapping[State, str]] = {
    "th": {
        "done": "แล้วเสร็จ",
        "overdue": "เกินกำหนด",
        "not_started": "ยังไม่มีผล",
        "behind": "ล่าช้ากว่าแผน",
        "on_track": "เป็นไปตามแผน",
    },
    "en": {
        "done": "Done",
        "overdue": "Overdue",
        "not_started": "Not started",
        "behind": "Behind plan",
        "on_track": "On track",
    },
}
"""Where a measure or step stands against its plan. `not_started` also holds in the starting month itself,
with a round in hand, so the Thai word says neither that the start is to come nor that nothing was begun."""

REPORT_LABELS: Mapping[Lang, Mapping[ReportState, str]] = {
    "th": {
        "on-time": "ส่งทันกำหนด",
        "late": "ส่งล่าช้า",
        "empty": "ส่งแต่ไม่มีข้อมูล",
        "rejected": "ส่งคืนแก้ไข",
        "not-due": "ไม่ถึงกำหนดส่ง",
        "missing": "ยังไม่ส่ง",
    },
    "en": {
        "on-time": "On time",
        "late": "Late",
        "empty": "Sent, no data",
        "rejected": "Returned",
        "not-due": "Not due",
        "missing": "Not sent",
    },
}
"""How a division stands with its report of one month."""

SENT_INSTEAD: Mapping[Lang, Mapping[SentInstead, str]] = {
    "th": {"wrong-kind": "ส่งผิดชนิด", "rejected": "ส่งคืนแก้ไข", "left-out": "ส่งแล้ว ไม่มีข้อมูลเดือนนี้"},
    "en": {"wrong-kind": "Sent no workbook", "rejected": "Returned", "left-out": "Sent without this month"},
}
"""Instead of "not sent", where a division has sent a Word file, a PDF or a picture, or another month."""


def report_label(division: DivisionResult, lang: Lang = "th") -> str:
    """Return how a division stands with its report, also where it sent something that is none."""
    instead = division.instead
    return SENT_INSTEAD[lang][instead] if instead else REPORT_LABELS[lang][division.told]


REPORT_SHORT: Mapping[ReportState, str] = {
    "on-time": "ทันกำหนด",
    "late": "ล่าช้า",
    "empty": "ไม่มีข้อมูล",
    "rejected": "ส่งคืน",
    "not-due": "ไม่ถึงกำหนด",
    "missing": "ยังไม่ส่ง",
}
"""The same in a word that fits a narrow month column; always printed with a legend of `REPORT_LABELS`."""

SEVERITY_LABELS: Mapping[Lang, Mapping[Severity, str]] = {
    "th": {"error": "ต้องแก้ไข", "warning": "ควรตรวจสอบ", "note": "หมายเหตุ"},
    "en": {"error": "Error", "warning": "Warning", "note": "Note"},
}

NOTHING_LEFT = "–"
"""Printed where nothing is left to count (null): neither zero nor missing."""


def format_percent(value: Fraction | float | None) -> str:
    """Print a percent with two decimals, "33.33"; None is `NOTHING_LEFT`."""
    if value is None:
        return NOTHING_LEFT
    return f"{rounded(value) if isinstance(value, Fraction) else value:.2f}"


LEGEND = "“–” = ไม่มีสิ่งที่ต้องนับ · 0 = ศูนย์ · ว่าง = ยังไม่มีข้อมูล"
"""The three kinds of emptiness, under every table of figures."""
