"""The evidence annex: numbered through the report, each piece once a measure, cited by the results."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from PIL import Image
from sample_office import DECEMBER, MARCH, OCTOBER, SEPTEMBER, sample_figures, sample_plan

from toolkit.model.entry import Entry
from toolkit.model.plan import Measure, Plan, Step
from toolkit.report.content import ReportContent, report_content
from toolkit.report.endings import Pair
from toolkit.report.kinds import ReportKind
from toolkit.report.photo_rows import PhotoText
from toolkit.report.submitted import Submitted
from toolkit.thai.dates import Numerals

LINK = "https://example.go.th/manual"


def _step(measure_no: str) -> Step:
    return Step(measure_no, "1", "ทำงาน", division_codes=("01", "02"))


def _plan(numerals: Numerals) -> Plan:
    base = sample_plan()
    measures = tuple(
        Measure(no, f"มาตรการ {no}", OCTOBER, SEPTEMBER, steps=(_step(no),)) for no in ("1", "2", "3")
    )
    return replace(base, measures=measures, texts=(), agency=replace(base.agency, numerals=numerals))


def _report(
    kind: ReportKind = "annual",
    photos: tuple[Pair[PhotoText], ...] = (),
    *,
    numerals: Numerals = "arabic",
) -> ReportContent:
    def entry(key: str, evidence: str) -> Entry:
        return Entry(key, "in_progress", Fraction(50), "ทำแล้ว", evidence)

    entries = {
        ("01", "1.1"): {OCTOBER: entry("1.1", "บันทึกที่ 12"), DECEMBER: entry("1.1", LINK)},
        ("02", "1.1"): {MARCH: entry("1.1", f" {LINK} ")},
        ("01", "2.1"): {MARCH: entry("2.1", "-")},
        ("02", "3.1"): {MARCH: entry("3.1", LINK)},
    }
    plan = _plan(numerals)
    figures: Any = sample_figures(plan, entries=entries)
    return report_content(plan, figures, Submitted(entries, {}), kind, photos=photos)


def _said(content: ReportContent) -> list[tuple[str, list[str]]]:
    return [
        (evidence.title, [f"{piece.no} {piece.text} {piece.source}".strip() for piece in evidence.document])
        for evidence in content.attached
    ]


def test_evidence_is_numbered_through_the_report_and_stands_once_a_measure() -> None:
    assert _said(_report()) == [
        (
            "1. มาตรการ 1",
            ["เอกสารแนบ 1 บันทึกที่ 12 สำนักปลัด ต.ค. 66", f"เอกสารแนบ 2 {LINK} สำนักปลัด ธ.ค. 66"],
        ),
        ("3. มาตรการ 3", [f"เอกสารแนบ 3 {LINK} กองคลัง มี.ค. 67"]),
    ]


def test_results_cite_their_evidence() -> None:
    cited = [measure.attached for measure in _report().measures]
    assert cited == ["เอกสารแนบ 1 – 2", "", "เอกสารแนบ 3"]
    cited = [measure.attached for measure in _report(numerals="thai").measures]
    assert cited == ["เอกสารแนบ ๑ – ๒", "", "เอกสารแนบ ๓"]


def test_pictures_of_a_measure_are_one_piece() -> None:
    picture: Any = Image.new("RGB", (1, 1))
    shown = PhotoText(picture, "อบรมบุคลากร", "มาตรการที่ 2")
    rows = (Pair(shown, replace(shown, caption="แจกคู่มือ")), Pair(shown, PhotoText()))
    second = _report(photos=rows).attached[1]
    assert second.document[0].text == "ภาพกิจกรรม 3 ภาพ อบรมบุคลากร · แจกคู่มือ"


def test_a_plan_has_no_annex() -> None:
    content = _report("plan")
    assert content.attached == () and not any(measure.attached for measure in content.measures)
