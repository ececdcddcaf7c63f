"""What the memo of each report says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from sample_office import AS_OF, DECEMBER, MARCH, SEPTEMBER, sample_entries, sample_figures, sample_plan

from toolkit.model.figures import Figures, Reporting
from toolkit.model.plan import Plan, ReportText, Score, Weakness
from toolkit.office.accepted import Accepted
from toolkit.report.kinds import ReportKind
from toolkit.report.memo import MemoText, memo_text
from toolkit.report.memo_body import MemoKind
from toolkit.report.progress_text import silent_divisions
from toolkit.rollup.roll_up import figures_of

BASE = sample_plan()
PLAN = replace(BASE, agency=replace(BASE.agency, numerals="arabic", website="https://www.nongphai.example"))
FIGURES = sample_figures(PLAN, entries=sample_entries())
KINDS: tuple[MemoKind, ...] = (*get_args(ReportKind), "annual-brief")
YEAR = sample_figures(PLAN, SEPTEMBER, sample_entries())
DAY = dt.date(2024, 4, 5)


def _memo(kind: MemoKind = "six-month", plan: Plan = PLAN, figures: Figures | None = None) -> MemoText:
    """The memo of March; those of the year of September, when its period has ended."""
    whole_year = kind in ("annual", "annual-brief")
    return memo_text(plan, figures or (YEAR if whole_year else FIGURES), kind, "123", DAY)


def _agency(**changes: Any) -> Plan:
    return replace(PLAN, agency=replace(PLAN.agency, **changes))


def _said(*parts: Sequence[str]) -> str:
    return "\n".join(line for part in parts for line in part)


@pytest.mark.parametrize("kind", KINDS)
def test_every_memo_has_all_its_parts(kind: MemoKind) -> None:
    memo = _memo(kind)
    assert [section.heading for section in memo.sections] == [
        "1. เรื่องเดิม",
        "2. ข้อเท็จจริง",
        "3. ข้อเสนอเพื่อพิจารณา",
    ]
    assert all(section.told for section in memo.sections)
    assert memo.sender == "สำนักปลัด องค์การบริหารส่วนตำบลหนองไผ่ทอง อำเภอทุ่งสมมติ จังหวัดตัวอย่าง"
    assert (memo.number, memo.date, memo.to) == ("123", "5 เมษายน 2567", "นายกองค์การบริหารส่วนตำบลหนองไผ่ทอง")
    assert memo.closing == "จึงเรียนมาเพื่อโปรดพิจารณา"
    assert memo.writer.name == "(นางสาวสมมติ นามตัวอย่าง)"
    numbers = [item.split(" ")[0] for item in memo.proposal.items]
    assert numbers == [f"3.{place}" for place in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_memo_lists_the_measures(kind: MemoKind) -> None:
    items = _memo(kind).facts.items
    assert len(items) == 7
    for number, (item, measure) in enumerate(zip(items, PLAN.measures, strict=True), 1):
        assert item.startswith(f"{number}. {measure.measure}")


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("plan", "ขอความเห็นชอบ"),
        ("monthly", "ประจำเดือนมีนาคม 2567"),
        ("six-month", "รอบ 6 เดือน"),
        ("annual", "รายงานผลการดำเนินการ"),
        ("annual-brief", "รายงานผลการดำเนินการ"),
    ],
)
def test_the_subject_names_the_report_and_the_year(kind: MemoKind, subject: str) -> None:
    assert subject in _memo(kind).subject and "พ.ศ. 2567" in _memo(kind).subject


@pytest.mark.parametrize(
    ("beginning", "given", "printed"),
    [
        ("ตย 72901/", "123", "ตย 72901/123"),
        ("ตย 72901/", "ตย 72901/123", "ตย 72901/123"),
        ("ตย 72901/", "ตย 9/1", "ตย 9/1"),
        ("ตย 72901/", None, "ตย 72901/"),
        ("ตย 72901/", "  ", "ตย 72901/"),
        ("", "7", "7"),
        ("", None, ""),
    ],
)
def test_the_number_follows_the_offices_own_beginning(
    beginning: str, given: str | None, printed: str
) -> None:
    assert memo_text(_agency(document_number=beginning), FIGURES, "plan", given).number == printed


def test_without_a_date_its_place_is_left_for_the_pen() -> None:
    assert memo_text(PLAN, FIGURES, "plan").date == ""


# Last year's result ---------------------------------------------------------------------------


def _scored(*scores: tuple[int, str, str]) -> Plan:
    return replace(
        PLAN, scores=tuple(Score(year, "overall", Fraction(score), level) for year, score, level in scores)
    )


@pytest.mark.parametrize(
    ("kind", "scores", "said"),
    [
        ("plan", [(2566, "87.45", "ผ่าน")], "นั้น ปรากฏว่า{name} ได้คะแนนรวม 87.45 คะแนน อยู่ในระดับ ผ่าน"),
        ("plan", [(2566, "87.45", "ระดับ A")], "คะแนน อยู่ในระดับ A"),
        ("plan", [(2566, "80", "")], "80.00 คะแนน อยู่ในระดับ ต้องปรับปรุง"),
        (
            "plan",
            [(2565, "82.45", "B"), (2566, "87.45", "")],
            "เพิ่มขึ้นจากปี พ.ศ. 2565 (82.45 คะแนน) จำนวน 5.00 คะแนน",
        ),
        (
            "annual",
            [(2565, "90", "A"), (2566, "87.45", "")],
            "ยังไม่ประกาศผลการประเมิน ITA ปี พ.ศ. 2567",
        ),
        (
            "six-month",
            [(2565, "90", "A"), (2566, "87.45", "")],
            "ลดลงจากปี พ.ศ. 2565 (90.00 คะแนน) จำนวน 2.55 คะแนน",
        ),
        ("plan", [(2565, "90", "A"), (2566, "90.001", "")], "ซึ่งเท่ากับปี พ.ศ. 2565 (90.00 คะแนน)"),
        ("monthly", [(2566, "87.45", ""), (2567, "99", "")], "ปี พ.ศ. 2566 เมื่อวันที่"),
        ("annual", [(2566, "87.45", ""), (2567, "99", "")], "ปี พ.ศ. 2567 เมื่อวันที่"),
    ],
)
def test_the_score_and_level_that_were_known(
    kind: MemoKind, scores: list[tuple[int, str, str]], said: str
) -> None:
    told = _said(_memo(kind, _scored(*scores)).background.told)
    assert said.format(name=PLAN.agency.agency_name) in told


def test_a_level_that_the_score_does_not_decide_is_not_told() -> None:
    told = _said(_memo("plan", _scored((2566, "90", ""))).background.told)
    assert "90.00 คะแนน" in told and "อยู่ในระดับ" not in told


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_score_none_is_told(kind: MemoKind) -> None:
    assert "คะแนน" not in _said(_memo(kind, _scored((2568, "99", "A"))).background.told)


def test_the_points_to_mend_are_counted() -> None:
    points = tuple(Weakness("1", "", "จุดอ่อน", action) for action in ("แก้ไข", "พัฒนา", "แก้ไข"))
    told = _said(_memo("plan", replace(PLAN, weaknesses=points)).background.told)
    assert "พบประเด็นที่ต้องแก้ไข 2 ประเด็น และประเด็นที่ต้องพัฒนา 1 ประเด็น" in told


# Progress ------------------------------------------------------------------------------------


def test_a_percent_stands_beside_its_counts() -> None:
    (whole, *_) = _memo("six-month").facts.after
    counts = FIGURES.counts
    assert f"แล้วเสร็จ {counts.steps_done} จาก {counts.steps_total} ขั้นตอน" in whole
    assert "ไม่นับ" not in whole
    assert "ร้อยละ 45.00 (แผนกำหนดไว้ร้อยละ 76.19)" in whole
    assert "ไม่สามารถดำเนินการได้ 1 ขั้นตอน" in whole and "ไม่เกี่ยวข้อง" not in whole


@pytest.mark.parametrize(
    ("ended", "later", "why"),
    [
        (0, 0, ""),
        (1, 0, " (ไม่นับขั้นตอนที่ยกเลิกแล้ว 1 ขั้นตอน)"),
        (0, 2, " (ไม่นับขั้นตอนที่ยังไม่ถึงเดือนเริ่ม 2 ขั้นตอน)"),
        (2, 1, " (ไม่นับขั้นตอนที่ยกเลิกแล้ว 2 ขั้นตอน และขั้นตอนที่ยังไม่ถึงเดือนเริ่ม 1 ขั้นตอน)"),
    ],
)
def test_steps_that_do_not_count_are_told(ended: int, later: int, why: str) -> None:
    """The memo names all steps of the plan first, and of these only the ones that count in March."""
    first, *others = PLAN.measures
    one, two, three, *_ = first.steps
    ends = replace(one, until=DECEMBER), replace(two, until=DECEMBER)
    begins = replace(two, first=SEPTEMBER), replace(three, first=SEPTEMBER)
    changed = {step.key: step for step in (*ends[:ended], *begins[2 - later :])}
    steps = tuple(changed.get(step.key, step) for step in first.steps)
    plan = replace(PLAN, measures=(replace(first, steps=steps), *others))
    figures = figures_of(plan, Accepted(), (), month=MARCH, as_of=AS_OF)
    memo = _memo(plan=plan, figures=figures)
    assert "จำนวน 7 มาตรการ รวม 21 ขั้นตอน" in _said(memo.background.told)
    assert f"แล้วเสร็จ 0 จาก {21 - ended - later} ขั้นตอน{why} คิดเป็น" in _said(memo.facts.after)


def test_where_nothing_is_left_no_percent_is_told() -> None:
    (whole, *_) = _memo(figures=replace(FIGURES, completion=None)).facts.after
    assert "ขั้นตอน" in whole and "ร้อยละ" not in whole


def test_the_memo_of_a_month_says_it_of_each_measure() -> None:
    first, *_ = _memo("monthly").facts.items
    assert first.endswith("– แล้วเสร็จ 0 จาก 3 ขั้นตอน (ล่าช้ากว่าแผน)")


def test_the_plan_says_nothing_of_progress() -> None:
    memo = _memo("plan")
    told = _said(memo.facts.told, memo.facts.items, memo.facts.after)
    assert "แล้วเสร็จ" not in told and "ร้อยละ" not in told


@pytest.mark.parametrize(
    ("kind", "said"),
    [("six-month", True), ("annual", True), ("monthly", False), ("annual-brief", False)],
)
def test_what_lags_is_named(kind: MemoKind, said: bool) -> None:
    told = _said(_memo(kind).facts.after)
    assert ("ได้แก่ มาตรการที่ " in told) is said


def test_where_nothing_lags_that_is_said() -> None:
    measures = tuple(replace(measure, state="on_track") for measure in FIGURES.measures)
    memo = _memo(figures=replace(FIGURES, measures=measures, reporting=Reporting(5, 0, 0, 0, 0)))
    assert "ไม่มีมาตรการที่ล่าช้ากว่าแผน" in memo.facts.after
    assert "ดำเนินการตามแผนต่อไป" in memo.proposal.items[-1]


def test_the_memo_of_a_month_names_the_divisions_that_did_not_report() -> None:
    told = _said(_memo("monthly").facts.told)
    assert "ได้รับรายงานแล้ว 3 จาก 5 กอง" in told
    assert "กองการศึกษา ศาสนาและวัฒนธรรม (ส่งคืนแก้ไข) และกองสาธารณสุขและสิ่งแวดล้อม" in told


@pytest.mark.parametrize("asked", [True, False])
def test_a_blank_sheet_is_a_lack_only_where_something_was_to_report(asked: bool) -> None:
    """The auditors have nothing to do before their measure starts, and sign October's sheet all the same."""
    code, cells = FIGURES.matrix[0]
    cell = replace(cells[0], state="empty", asked=asked)
    division = replace(FIGURES.divisions[0], report="empty", asked=asked)
    figures = replace(FIGURES, matrix=((code, (cell,)),), divisions=(division,))
    assert (division.division_name in silent_divisions(PLAN, figures)) is asked
    assert ("ยังขาดข้อมูลของ" in _said(_memo("monthly", figures=figures).facts.told)) is asked


def test_a_month_in_which_nobody_has_to_report() -> None:
    told = _said(_memo("monthly", figures=replace(FIGURES, reporting=Reporting(0, 0, 0, 0, 0))).facts.told)
    assert "เดือนนี้ไม่มีกองใดต้องรายงาน" in told and " 0 จาก 0" not in told


def test_the_period_ends_with_the_reports_month() -> None:
    told = _said(_memo("annual", figures=sample_figures(PLAN, SEPTEMBER, sample_entries())).facts.told)
    assert "ตั้งแต่วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567" in told


# Proposals, own wording, digits --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("plan", ["ให้ความเห็นชอบ", "แจ้งเวียน", "เผยแพร่มาตรการ", "รายงานผลทุกเดือน ภายในวันที่ 5"]),
        ("monthly", ["รับทราบ", "แจ้งเวียน", "เร่งรัดมาตรการที่ล่าช้ากว่าแผน และส่งรายงานที่ยังขาด"]),
        ("six-month", ["รอบ 6 เดือน", "แจ้งเวียน", "เผยแพร่รายงาน", "สรุปผลอีกครั้ง"]),
        ("annual", ["ให้ความเห็นชอบ", "แจ้งเวียน", "เผยแพร่รายงาน", "ปีงบประมาณ พ.ศ. 2568"]),
    ],
)
def test_what_is_proposed(kind: MemoKind, asked: list[str]) -> None:
    items = _memo(kind).proposal.items
    assert len(items) == len(asked)
    assert [word for word, item in zip(asked, items, strict=True) if word not in item] == []


def test_a_month_is_not_published() -> None:
    assert "เผยแพร่" not in _said(_memo("monthly").proposal.items)
    assert "https://www.nongphai.example" in _said(_memo("annual").proposal.items)


@pytest.mark.parametrize(
    ("year", "extras", "kind", "item"),
    [
        (2566, {}, "plan", "O42"),
        (2566, {}, "annual", "O43"),
        (2566, {}, "six-month", ""),
        (2567, {}, "plan", ""),
        (2567, {}, "annual", ""),
        (2567, {"plan_item": "o34", "result_item": "๐๓๕"}, "plan", "O34"),
        (2567, {"plan_item": "o34", "result_item": "O35"}, "annual", "O35"),
    ],
)
def test_the_item_is_named_where_it_is_sure(
    year: int, extras: dict[str, str], kind: MemoKind, item: str
) -> None:
    said = _said(_memo(kind, _agency(fiscal_year=year, extras=extras)).proposal.items)
    assert (f"(OIT) ข้อ {item}" in said) if item else ("OIT" not in said)


def _worded(field: str, text: str, report: str = "annual", measure_no: str = "") -> Plan:
    return replace(PLAN, texts=(ReportText(report, measure_no, field, text),))


def test_the_heads_own_words_win() -> None:
    assert _memo("annual", _worded("suggestion", "ก\n\nข")).proposal.items == ("3.1 ก", "3.2 ข")
    assert _memo("annual-brief", _worded("result", "ดีมาก")).facts.after[0] == "ดีมาก"
    assert "ปัญหาและอุปสรรค: ฝนตก" in _memo("annual", _worded("problem", "ฝนตก")).facts.after
    assert "ผลลัพธ์: คะแนนสูงขึ้น" in _memo("annual", _worded("outcome", "คะแนนสูงขึ้น")).facts.after


@pytest.mark.parametrize(("report", "measure_no"), [("annual", "1"), ("six-month", "")])
def test_own_words_of_a_measure_or_another_report_are_not_the_memos(report: str, measure_no: str) -> None:
    assert _memo("annual", _worded("suggestion", "ก", report, measure_no)) == _memo("annual")


@pytest.mark.parametrize(
    ("changes", "digits"),
    [({"numerals": "thai"}, "๒๕๖๗"), ({"numerals": "arabic"}, "2567"), ({"font": "TH SarabunIT๙"}, "2567")],
)
def test_digits_are_the_offices(changes: dict[str, str], digits: str) -> None:
    memo = _memo("six-month", replace(BASE, agency=replace(BASE.agency, **changes)))  # type: ignore[arg-type]
    assert memo.subject.count(digits) == 1
    assert digits in memo.date and digits in _said(memo.facts.told)


def test_addresses_and_codes_keep_their_digits() -> None:
    website = "https://abc123.example/2567"
    items = _said(
        _memo("plan", _agency(numerals="thai", website=website, extras={"plan_item": "O34"})).proposal.items
    )
    assert website in items and "ข้อ O34" in items and "๓.๑" in items


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ("2 ส.ค. 2566", "six-month", "ปี พ.ศ. 2566 เมื่อวันที่ 2 สิงหาคม 2566 นั้น"),
        ("ต้นเดือนสิงหาคม", "six-month", "เมื่อวันที่ ต้นเดือนสิงหาคม นั้น"),
        ("", "six-month", "เมื่อวันที่ ........................ นั้น"),
        ("2 ส.ค. 2566", "annual", "ปี พ.ศ. 2567 เมื่อวันที่ ........................ นั้น"),
    ],
)
def test_the_day_of_the_announcement(typed: str, kind: MemoKind, said: str) -> None:
    """The field speaks of the year before the plan's; for another year's result the pen has to."""
    years = [(2566, "87.45", ""), (2567, "99", "")] if kind == "annual" else [(2566, "87.45", "")]
    plan = _scored(*years)
    plan = replace(plan, agency=replace(plan.agency, extras={"result_announced": typed}))
    assert any(said in line for line in _memo(kind, plan).background.told)


def test_the_meeting_and_the_order_are_named() -> None:
    # A line break in a cell begins no paragraph.
    extras = {"adopted_by": "ที่ประชุมหัวหน้าส่วนราชการ\nครั้งที่ 9/2566", "working_group": "คำสั่งที่ 512/2566"}
    plan = _agency(extras=extras, website="www.nongphai.example\nwww.ita.example")
    assert "www.nongphai.example www.ita.example เพื่อ" in _memo("six-month", plan).proposal.items[2]
    first = _memo("six-month", plan).background.told[0]
    assert "ตามมติที่ประชุมหัวหน้าส่วนราชการ ครั้งที่ 9/2566 แต่งตั้งคณะทำงานตามคำสั่งที่ 512/2566 และมอบหมาย" in first
    assert "มติ" not in _memo("six-month", PLAN).background.told[0]
    assert "ตามมติที่ประชุมหัวหน้าส่วนราชการ ครั้งที่ 9/2566" in _memo("plan", plan).facts.told[0]


@pytest.mark.parametrize(("years", "told"), [((2566,), False), ((2564, 2565), True)])
def test_an_older_result_is_quoted_as_what_it_is(years: tuple[int, ...], told: bool) -> None:
    said = " ".join(_memo("plan", _scored(*((year, "90", "") for year in years))).background.told)
    assert f"ปี พ.ศ. {years[-1]} เมื่อวันที่" in said
    assert ("ยังไม่ได้บันทึกผลการประเมินปี พ.ศ. 2566 ไว้ในแผน" in said) is told


def test_without_an_analysis_none_is_claimed() -> None:
    plan = replace(_scored((2566, "90", "")), weaknesses=())
    said = " ".join(_memo("plan", plan).background.told)
    assert not any(words in said for words in ("วิเคราะห์", "พิจารณาแล้ว"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["สำนักปลัด อบต.", "สำนักปลัดฯ", "สำนักปลัด (กลาง)"])
def test_a_verb_keeps_off_a_unit_whose_name_is_no_word(kind: MemoKind, name: str) -> None:
    first, *others = PLAN.divisions
    plan = replace(PLAN, divisions=(replace(first, division_name=name), *others))
    memo = _memo(kind, plan)
    said = _said(*(section.told for section in memo.sections))
    assert f"{name} ได้" in said
    assert f"{name}ได้" not in said and f"{name}พิจารณา" not in said


def test_what_came_into_the_plan_in_mid_year_was_not_adopted_by_the_meeting() -> None:
    plan = _agency(extras={"adopted_by": "ประชุมหัวหน้าส่วนราชการ"})
    assert "ตามมติที่ประชุมหัวหน้าส่วนราชการ และ" in _said(_memo("annual", plan).background.told)
    first, second, *rest = plan.measures
    begun = replace(plan.steps[0][1], first=plan.months[3], added=True)
    more = replace(first, steps=(begun, *first.steps[1:]))
    for measures, added in (
        ((more, second, *rest), "1 ขั้นตอน"),
        ((replace(more, steps=(begun,)), second, *rest), "1 มาตรการ 1 ขั้นตอน"),
    ):
        said = _said(_memo("annual", replace(plan, measures=measures)).background.told)
        assert f"ตามมติที่ประชุมหัวหน้าส่วนราชการ (เพิ่มระหว่างปี {added}) และ" in said
