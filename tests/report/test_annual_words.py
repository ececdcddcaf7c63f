"""What the annual report says beside the results: outcomes, scores of the indicators, charts, photographs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from PIL import Image
from sample_office import MARCH, OCTOBER, SEPTEMBER, sample_figures, sample_plan

from toolkit.books.bundled import bundled
from toolkit.model.entry import Entry, Outcome
from toolkit.model.plan import Measure, Plan, ReportText, Score, Step, Weakness
from toolkit.report.content import ReportContent, report_content
from toolkit.report.kinds import ReportKind
from toolkit.report.submitted import Submitted
from toolkit.report.write import WrittenReport

BASE = replace(sample_plan(), agency=replace(sample_plan().agency, numerals="arabic"))
TWO_YEARS = (Score(2567, "1", Fraction("98.99")), Score(2566, "1", Fraction("98.53")))
SENTENCE = (
    "ผลการประเมิน ITA ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ในปี 2567 (98.99 คะแนน) "
    "เพิ่มขึ้นจากปี 2566 (98.53 คะแนน) จำนวน 0.46 คะแนน"
)
ANSWERED = (Weakness("1", "1", "คู่มือยังไม่ครบ", "แก้ไข", ("1",)),)


def _plan(**changes: Any) -> Plan:
    """A plan of one measure with the scores of two years."""
    step = Step("1", "1", "ทำงาน", division_codes=("01", "02"))
    measure = Measure("1", changes.pop("text", "มาตรการ"), OCTOBER, SEPTEMBER, steps=(step,))
    changes.setdefault("texts", ())
    return replace(BASE, **{"measures": (measure,), "scores": TWO_YEARS, "weaknesses": (), **changes})


def _content(plan: Plan, **said: Mapping[str, str]) -> ReportContent:
    """The annual report where divisions `d01`, `d02` … wrote fields of the measure's outcome in March."""
    outcomes = {(code[1:], "1"): {MARCH: replace(Outcome("1"), **fields)} for code, fields in said.items()}
    return report_content(plan, sample_figures(plan, entries={}), Submitted({}, outcomes), "annual")


@pytest.mark.parametrize(
    ("changes", "outcome", "printed"),
    [
        ({"weaknesses": ANSWERED}, "ดีขึ้น", f"ดีขึ้น\n{SENTENCE}"),
        ({"weaknesses": ANSWERED}, "", SENTENCE),
        ({"text": "มาตรการตามตัวชี้วัดที่ ๑"}, "ดีขึ้น", f"ดีขึ้น\n{SENTENCE}"),
        ({"text": "มาตรการตามตัวชี้วัดที่ 2"}, "ดีขึ้น", "ดีขึ้น"),
        ({"weaknesses": ANSWERED}, "ได้ ๙๘.๙๙ คะแนน", "ได้ ๙๘.๙๙ คะแนน"),
        ({"weaknesses": ANSWERED, "scores": TWO_YEARS[:1]}, "ดีขึ้น", "ดีขึ้น"),
        ({}, "ดีขึ้น", "ดีขึ้น"),
        ({}, "", "–"),
    ],
)
def test_the_score_of_a_cited_indicator_is_told_unless_a_text_gives_it(
    changes: Mapping[str, Any], outcome: str, printed: str
) -> None:
    said = _content(_plan(**changes), d01={"outcome": outcome}).measures[0].outcome
    assert said == printed.replace("๙๘.๙๙", "98.99")


@pytest.mark.parametrize("name", ["outcome", "problem", "suggestion"])
@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        ("ก", "ก", "ก"),
        ("ก", "ข", "สำนักปลัด: ก\nกองคลัง: ข"),
        ("ก", "–", "ก"),
        ("ก", "- ", "ก"),
        ("", "ข", "ข"),
        ("", "", "–"),
    ],
)
def test_outcome_problem_and_suggestion_as_divisions_wrote_them(
    name: str, first: str, second: str, printed: str
) -> None:
    content = _content(_plan(), d01={name: first}, d02={name: second})
    assert getattr(content.measures[0], name) == printed


@pytest.mark.parametrize("name", ["outcome", "problem", "suggestion"])
def test_the_heads_own_words_win(name: str) -> None:
    plan = _plan(texts=(ReportText("annual", "1", name, "ของหัวหน้า"),))
    assert getattr(_content(plan, d01={name: "ของกอง"}).measures[0], name) == "ของหัวหน้า"


def test_what_was_said_of_all_measures_stands_once() -> None:
    two = tuple(replace(_plan().measures[0], measure_no=no) for no in ("1", "2"))
    plan = _plan(
        measures=two,
        texts=tuple(
            ReportText("annual", no, name, text)
            for no in ("1", "2")
            for name, text in (("problem", "น้ำท่วม"), ("suggestion", f"ข้อ {no}"))
        ),
    )
    whole: Any = _content(plan).names["whole"]
    assert (whole.problem, whole.suggestion) == ("น้ำท่วม", "มาตรการ 1: ข้อ 1\nมาตรการ 2: ข้อ 2")


def test_an_office_without_scores_gets_dashes_and_no_chart() -> None:
    content = _content(_plan(scores=()))
    assert (content.scores.result.overall, content.scores.result.known) == ("–", False)
    assert not any(chart.known for chart in content.charts.values())
    assert content.scores.indicators == ()


def test_one_bar_alone_is_no_chart() -> None:
    scores = tuple(Score(2567, str(number), Fraction(80 + number)) for number in range(1, 11))
    charts = _content(_plan(scores=scores)).charts
    assert {name: chart.known for name, chart in charts.items()} == {"overall": False, "indicators": True}
    two_years = _content(
        _plan(scores=(Score(2567, "overall", Fraction(90)), Score(2566, "overall", Fraction(85))))
    )
    assert two_years.charts["overall"].known


@pytest.mark.parametrize("kind", ["annual", "plan", "six-month"])
def test_a_heading_names_no_scores_that_nobody_knows(kind: ReportKind) -> None:
    """Where only the overall score was announced, lists of dashes say nothing."""
    plan = _plan(scores=(Score(2566, "overall", Fraction(90), "ผ่าน"),))
    content = report_content(plan, sample_figures(plan, entries={}), Submitted({}, {}), kind)
    book = openpyxl.load_workbook(io.BytesIO(content.fill(bundled(f"reports/{kind}.xlsx")).workbook))
    texts = [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("คะแนนรวม 90.00 คะแนน" in text for text in texts)
    assert not any("IIT –" in text or "น้อยที่สุด" in text for text in texts)


def test_instruments_and_the_overall_score_follow_from_the_indicators() -> None:
    scores = tuple(Score(2567, str(number), Fraction(80 + number)) for number in range(1, 11))
    result = _content(_plan(scores=scores)).scores.result
    assert (result.iit, result.eit, result.oit, result.overall) == ("83.00", "87.00", "89.50", "86.80")


def _charts(path: Any) -> list[tuple[Any, Any]]:
    book = openpyxl.load_workbook(path)
    return [(sheet, chart) for sheet in book.worksheets for chart in sheet._charts]


def test_the_numbers_of_the_charts_are_those_of_the_plan(reports: Mapping[str, WrittenReport]) -> None:
    book = openpyxl.load_workbook(reports["annual"].path)
    numbers = book["_charts"]
    assert numbers.sheet_state == "hidden"
    rows = [[cell.value for cell in row] for row in numbers.iter_rows()]
    by_name = {str(row[0]): row[1:] for row in rows}
    assert by_name["๒๕๖๓"][0] == 70.1 and by_name["๒๕๖๔"][0] == 74.55
    duty = next(row for name, row in by_name.items() if name.endswith("การปฏิบัติหน้าที่"))
    assert duty[:3] == [82, 85, 88]


def test_the_charts_are_native_thai_and_told_apart_without_colour(
    reports: Mapping[str, WrittenReport],
) -> None:
    found = _charts(reports["annual"].path)
    assert [sheet.title for sheet, _ in found] == ["ผลประเมิน", "ผลประเมิน"]
    fills = set()
    for _, chart in found:
        for series in chart.series:
            look = series.graphicalProperties
            fills.add(
                (
                    look.pattFill.prst if look.pattFill else "solid",
                    str(look.solidFill and look.solidFill.srgbClr),
                )
            )
            assert series.cat.strRef.strCache.pt[0].v
    assert len(fills) == 3
    assert not _charts(reports["annual-brief"].path)


def test_no_page_ends_inside_a_chart(reports: Mapping[str, WrittenReport]) -> None:
    for sheet, chart in _charts(reports["annual"].path):
        anchor = chart.anchor
        assert not [
            page_break
            for page_break in sheet.row_breaks.brk
            if anchor._from.row < page_break.id < anchor.to.row
        ]


@pytest.mark.parametrize("name", ["six-month", "annual", "annual-brief"])
def test_photographs_stand_in_their_rows_with_caption_and_measure(
    name: str, reports: Mapping[str, WrittenReport]
) -> None:
    sheet = openpyxl.load_workbook(reports[name].path)["ภาพกิจกรรม"]
    places = sorted((image.anchor._from.row + 1, image.anchor._from.col) for image in sheet._images)
    assert len(places) == 3
    assert [column for _, column in places] == [0, 2, 0]
    # The place of a picture is as many low rows as it needs; its caption and measure stand below them.
    captions = []
    for row, column in places:
        below = (sheet.cell(number, column + 1).value for number in range(row + 1, sheet.max_row + 1))
        texts = (text for text in below if text)
        captions.append((next(texts), next(texts)))
    assert ("ประชุมทบทวนคู่มือ ๒ ครั้ง", "มาตรการที่ ๑") in captions
    assert captions[2] == ("เว็บไซต์ที่ปรับปรุงแล้ว", "มาตรการที่ ๒")
    for drawn in sheet._images:
        with Image.open(drawn.ref) as picture:
            assert dict(picture.getexif()) == {}


def test_a_broken_picture_is_reported_with_its_file(reports: Mapping[str, WrittenReport]) -> None:
    found = [finding for finding in reports["annual"].findings if finding.code == "picture-unreadable"]
    assert [source.file for source in found] == ["inbox/สำนักปลัดเทศบาล/ภาพ/2 ภาพเสีย.jpg"]
    assert "picture-unreadable" not in {finding.code for finding in reports["plan"].findings}


def _five_years(*years: int) -> Plan:
    return _plan(scores=tuple(Score(year, "1", Fraction(90)) for year in years))


@pytest.mark.parametrize(
    ("years", "columns"),
    [
        ((2566, 2567), ("", "", "", "2566", "2567")),
        ((2563, 2567), ("", "", "", "2563", "2567")),
        ((2561, 2563, 2564, 2565, 2566, 2567), ("2563", "2564", "2565", "2566", "2567")),
    ],
)
def test_only_years_with_a_result_have_a_column(years: tuple[int, ...], columns: tuple[str, ...]) -> None:
    scores = _content(_five_years(*years)).scores
    assert scores.year_columns == columns
    assert scores.indicators[0].history == tuple("90.00" if year else "" for year in columns)


def test_a_chart_says_where_its_axis_begins() -> None:
    assert _content(_five_years(2566, 2567)).charts["indicators"].title.endswith("(แกนคะแนนเริ่มที่ 80)")


@pytest.mark.parametrize("name", ["กองคลัง", "กค."])
def test_a_division_that_names_itself_is_not_named_twice(name: str) -> None:
    plan = _plan()
    divisions = tuple(replace(division, aliases=("กค.",)) for division in plan.divisions)
    content = _content(
        replace(plan, divisions=divisions), d01={"outcome": "ก"}, d02={"outcome": f"{name}แจกคู่มือ"}
    )
    assert content.measures[0].outcome == f"สำนักปลัด: ก\n{name}แจกคู่มือ"


def test_measures_stand_in_the_order_of_the_plan_whatever_their_sections() -> None:
    (one,) = _plan().measures
    sections = ("IIT", "EIT", "EIT", "IIT")
    measures = tuple(
        replace(one, measure_no=str(no), section=section) for no, section in enumerate(sections, 1)
    )
    found = _content(_plan(measures=measures)).sections
    assert [(part.title, [measure.no for measure in part.measures]) for part in found] == [
        ("IIT", ["1"]),
        ("EIT", ["2", "3"]),
        ("IIT", ["4"]),
    ]


@pytest.mark.parametrize("said", ["", "ไม่มีผู้รับจ้าง", "งบประมาณถูกตัด"])
def test_why_a_step_cannot_be_carried_out_stands_among_the_problems(said: str) -> None:
    plan = _plan()
    entries = {("01", "1.1"): {MARCH: Entry("1.1", "cannot", reason="งบประมาณถูกตัด")}}
    submitted = Submitted(entries, {("01", "1"): {MARCH: Outcome("1", problem=said)}})
    content = report_content(plan, sample_figures(plan, entries=entries), submitted, "annual")
    # The step is กองคลัง's too, which has not said so.
    reason = "ขั้นตอนที่ 1 สำนักปลัดไม่สามารถดำเนินการได้ เนื่องจากงบประมาณถูกตัด"
    told = said if said == "งบประมาณถูกตัด" else f"{said}\n{reason}".strip()
    assert content.measures[0].problem == told


def test_the_short_form_tells_the_latest_action_alone() -> None:
    plan = _plan()
    entries = {
        ("01", "1.1"): {
            OCTOBER: Entry("1.1", "in_progress", Fraction(10), "เริ่มร่าง"),
            MARCH: Entry("1.1", "in_progress", Fraction(50), "ร่างเสร็จ"),
        }
    }
    (measure,) = report_content(
        plan, sample_figures(plan, entries=entries), Submitted(entries, {}), "annual"
    ).measures
    assert measure.summary == "- ร่างเสร็จ"
    assert "เริ่มร่าง ร่างเสร็จ" in measure.result


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({}, ("กำหนดมาตรการ", "จำนวน 1 มาตรการ"), ("วิเคราะห์", "ยังไม่ประกาศ")),
        ({"weaknesses": ANSWERED}, ("กำหนดมาตรการ",), ("วิเคราะห์",)),  # no overall score to analyse
        (
            {"weaknesses": ANSWERED, "scores": (Score(2566, "overall", Fraction(90)),)},
            (
                "ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปี พ.ศ. 2566",
                "ยังไม่ประกาศผลการประเมิน ITA",
            ),
            (),
        ),
    ],
)
def test_the_introduction_says_only_what_was_done(
    changes: Mapping[str, Any], said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    scores = (*TWO_YEARS, Score(2567, "overall", Fraction(91)))
    text = _content(_plan(**{"scores": scores, **changes})).report.introduction
    assert all(words in text for words in said)
    assert not any(words in text for words in unsaid)


def test_the_cover_names_unit_and_postal_code() -> None:
    agency = replace(BASE.agency, extras={"postal_code": "99120"})
    printed = _content(_plan(agency=agency)).agency
    assert printed.heading == f"สำนักปลัด\n{agency.agency_name}"
    assert printed.address.endswith("99120")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("4", "ประเด็นที่ 4 กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ"),
        ("ประเด็นที่ ๒", "ประเด็นที่ 2 การให้บริการและระบบ E-Service"),
        ("9", ""),
        ("", ""),
    ],
)
def test_a_measure_names_its_issue(typed: str, printed: str) -> None:
    (one,) = _plan().measures
    assert _content(_plan(measures=(replace(one, issue_no=typed),))).measures[0].issue == printed


def _asked(*years: int) -> tuple[Score, ...]:
    return tuple(Score(year, "I1", Fraction(year - 2480), text="ทำตามขั้นตอน") for year in years)


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        (
            (*TWO_YEARS, *_asked(2566, 2567)),
            "ข้อ I1 ทำตามขั้นตอน ปี 2566 86.00 คะแนน ปี 2567 87.00 คะแนน เพิ่มขึ้น 1.00 คะแนน",
        ),
        ((*TWO_YEARS, *_asked(2566)), "–"),
        ((*TWO_YEARS[1:], *_asked(2566, 2567)), "–"),  # this year's result is not announced
    ],
)
def test_a_measure_shows_the_scores_of_its_questions(scores: tuple[Score, ...], outcome: str) -> None:
    (one,) = _plan().measures
    plan = _plan(measures=(replace(one, refs="I1"),), scores=scores)
    assert _content(plan).measures[0].outcome == outcome


def test_the_analysis_goes_from_indicator_to_question_to_measure() -> None:
    (one,) = _plan().measures
    plan = _plan(measures=(replace(one, refs="I1"),), scores=(*TWO_YEARS, *_asked(2567)))
    first, second, *_ = _content(plan).scores.indicators
    assert first.questions == "I1 ทำตามขั้นตอน 87.00 คะแนน (มาตรการ 1)"
    assert second.questions == ""


def test_the_plan_report_names_the_issues_that_it_covers() -> None:
    (one,) = _plan().measures
    measures = tuple(
        replace(one, measure_no=no, issue_no=issue) for no, issue in (("1", "2"), ("2", "4, 2"), ("3", ""))
    )
    plan = _plan(measures=measures)
    content = report_content(plan, sample_figures(plan, entries={}), Submitted({}, {}), "plan")
    assert content.report.introduction.splitlines()[1:] == [
        "ประเด็นที่ 2 การให้บริการและระบบ E-Service (มาตรการ 1, 2)",
        "ประเด็นที่ 4 กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ (มาตรการ 2)",
    ]
    assert "ประเด็นที่" not in _content(plan).report.introduction
