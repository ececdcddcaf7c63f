"""A report of a period that has not ended is refused, or made with the true date of its data."""

from __future__ import annotations

import datetime as dt
import io

import docx
import openpyxl
import pytest
from pdf_text import unjoined
from small_office import DIVISIONS, MEASURES, MONTHS, STEPS, SmallOffice, moment, plan_content, sheet

from toolkit.model.finding import UserError
from toolkit.report.kinds import ReportKind, report_month
from toolkit.report.memo import memo_text
from toolkit.report.progress_text import months_text, silence_sentence
from toolkit.report.write import WrittenReport, write_report
from toolkit.rollup.roll_up import status_of


def written(
    small: SmallOffice, kind: ReportKind, at: str, month: str = "", *, interim: bool = False
) -> WrittenReport:
    return write_report(
        small.office, small.plan, kind, MONTHS[month] if month else None, moment(at), interim=interim
    )


@pytest.mark.parametrize(
    ("kind", "month", "at", "expected"),
    [
        ("annual", "", "2023-11-10 09:00", "1 ตุลาคม 2567"),
        ("annual", "", "2024-09-30 23:59", "1 ตุลาคม 2567"),
        ("annual", "ต.ค.", "2024-04-10 09:00", "1 ตุลาคม 2567"),  # naming a month does not end the year
        ("six-month", "", "2023-11-10 09:00", "1 เมษายน 2567"),
        ("six-month", "ธ.ค.", "2024-03-31 23:59", "1 เมษายน 2567"),
        ("monthly", "ม.ค.", "2024-01-31 23:59", "1 กุมภาพันธ์ 2567"),
        ("monthly", "", "2023-10-20 09:00", "1 พฤศจิกายน 2566"),
    ],
)
def test_before_the_period_has_ended_it_is_refused_with_the_date(
    small_office: SmallOffice, kind: ReportKind, month: str, at: str, expected: str
) -> None:
    with pytest.raises(UserError) as refused:
        written(small_office, kind, at, month)
    finding = refused.value.finding
    assert (finding.code, finding.expected) == ("report-period-open", expected)
    assert not small_office.office.reports.exists() or not list(small_office.office.reports.iterdir())


@pytest.mark.parametrize(
    ("kind", "month", "at", "interim", "until"),
    [
        ("annual", "", "2024-10-01 00:00", False, "ก.ย."),
        ("annual", "", "2024-03-10 09:00", True, "ก.พ."),
        ("annual", "ธ.ค.", "2024-03-10 09:00", True, "ธ.ค."),
        ("annual", "", "2024-10-01 00:00", True, "ก.ย."),
        ("six-month", "", "2024-04-01 00:00", False, "มี.ค."),
        ("six-month", "", "2023-11-01 00:00", True, "ต.ค."),
        ("monthly", "", "2024-02-20 09:00", False, "ม.ค."),
        ("monthly", "ก.พ.", "2024-02-20 09:00", True, "ม.ค."),
        ("plan", "", "2023-09-20 09:00", False, "ต.ค."),  # a plan is made before its year begins
    ],
)
def test_the_month_up_to_which_a_report_tells(
    small_office: SmallOffice, kind: ReportKind, month: str, at: str, interim: bool, until: str
) -> None:
    asked = MONTHS[month] if month else None
    assert report_month(small_office.plan, kind, asked, moment(at), interim=interim) == MONTHS[until]


def test_an_interim_report_waits_for_the_first_month(small_office: SmallOffice) -> None:
    with pytest.raises(UserError) as refused:
        report_month(small_office.plan, "annual", None, moment("2023-10-20 09:00"), interim=True)
    finding = refused.value.finding
    assert (finding.code, finding.expected) == ("report-too-early", "1 พฤศจิกายน 2566")


def test_an_interim_report_bears_its_date_wherever_it_bears_its_year(small_office: SmallOffice) -> None:
    done = written(small_office, "annual", "2024-03-10 09:00", interim=True)
    assert done.path.name == "annual-interim-2567.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(done.path.read_bytes()))
    dated = "พ.ศ. ๒๕๖๗ (ข้อมูล ณ วันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗)"
    for name in ("ปก", "รายงาน"):
        assert any(dated in unjoined(str(cell.value)) for row in book[name].iter_rows() for cell in row), name
    assert any(dated in unjoined(paragraph.text) for paragraph in docx.Document(str(done.memo)).paragraphs)


def test_the_whole_period_bears_no_such_date(small_office: SmallOffice) -> None:
    done = written(small_office, "annual", "2024-10-20 09:00")
    assert done.path.name == "annual-2567.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(done.path.read_bytes()))
    assert not any("ข้อมูล ณ" in str(cell.value) for ws in book for row in ws.iter_rows() for cell in row)


def test_divisions_that_did_not_report_are_findings_and_stand_in_the_memo(small_office: SmallOffice) -> None:
    """02 has reported October alone, 01 nothing, 03 has nothing to report."""
    data = small_office.fill("02", sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p40", "2.1": "p20"}))
    small_office.send("02.xlsx", data, "2023-11-01 10:00")
    small_office.take("2024-04-02 08:00")
    at = "2024-04-02 09:00"  # March's deadline is not past, and March is not there all the same
    done = written(small_office, "six-month", at)
    silent = [
        (found.found, found.expected) for found in done.findings if found.code == "report-division-silent"
    ]
    assert silent == [("สำนักปลัด", "ต.ค. 66 – มี.ค. 67"), ("กองคลัง", "พ.ย. 66 – มี.ค. 67")]
    status = status_of(small_office.office, small_office.plan, month=MONTHS["มี.ค."], as_of=moment(at))
    told = "ยังขาดข้อมูลของสำนักปลัด (เดือน ต.ค. 66 – มี.ค. 67) และกองคลัง (เดือน พ.ย. 66 – มี.ค. 67)"
    assert silence_sentence(small_office.plan, status.figures) == told
    memo = memo_text(small_office.plan, status.figures, "six-month")
    assert any("ยังขาดข้อมูลของสำนักปลัด" in paragraph for paragraph in memo.facts.told)


def test_what_came_without_data_is_not_said_to_be_missing(small_office: SmallOffice) -> None:
    months = [sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p40", "2.1": "p20"}), sheet("ธ.ค.", "2 ม.ค. 2567", {})]
    small_office.send("02.xlsx", small_office.fill("02", *months), "2024-01-02 10:00")
    small_office.take("2024-01-02 12:00")
    at = moment("2024-01-06 09:00")
    status = status_of(small_office.office, small_office.plan, month=MONTHS["ธ.ค."], as_of=at)
    assert "กองคลัง (เดือน พ.ย. 66, ธ.ค. 66 ส่งแต่ไม่มีข้อมูล)" in silence_sentence(small_office.plan, status.figures)


def test_a_blank_sheet_after_all_was_done_is_no_lack(small_office: SmallOffice) -> None:
    for code, rows in (("01", {"1.1": "d", "1.2": "d"}), ("02", {"1.1": "d", "2.1": "d"})):
        data = small_office.fill(code, sheet("ต.ค.", "1 พ.ย. 2566", rows), sheet("พ.ย.", "1 ธ.ค. 2566"))
        small_office.send(f"{code}.xlsx", data, "2023-12-01 10:00")
    small_office.take("2024-04-02 08:00")
    done = written(small_office, "six-month", "2024-04-10 09:00")
    assert not [found for found in done.findings if found.code == "report-division-silent"]


def test_divisions_that_lack_the_same_months_are_told_together(small_office: SmallOffice) -> None:
    done = written(small_office, "six-month", "2024-04-10 09:00")
    silent = [found.found for found in done.findings if found.code == "report-division-silent"]
    assert silent == ["สำนักปลัด, กองคลัง"]


def test_nobody_is_silent_where_all_have_reported(small_office: SmallOffice) -> None:
    for code, rows in (("01", {"1.1": "d", "1.2": "d"}), ("02", {"1.1": "d", "2.1": "d"})):
        data = small_office.fill(code, sheet("ต.ค.", "1 พ.ย. 2566", rows))
        small_office.send(f"{code}.xlsx", data, "2023-11-01 10:00")
    small_office.take("2024-04-02 08:00")
    done = written(small_office, "six-month", "2024-04-10 09:00")
    assert not [found for found in done.findings if found.code == "report-division-silent"]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("ต.ค.",), "ต.ค. 66"),
        (("ต.ค.", "พ.ย."), "ต.ค. 66 – พ.ย. 66"),
        (("ต.ค.", "ธ.ค.", "ม.ค.", "ก.พ."), "ต.ค. 66, ธ.ค. 66 – ก.พ. 67"),
    ],
)
def test_months_are_told_as_runs(names: tuple[str, ...], text: str) -> None:
    assert months_text(tuple(MONTHS[name] for name in names)) == text


@pytest.mark.parametrize("kind", ["monthly", "six-month", "annual", "annual-brief"])
def test_the_memo_names_overdue_steps_with_divisions_and_months(small_office: SmallOffice, kind: str) -> None:
    steps = ({**STEPS[0], "due": "ธ.ค. 2566"}, *STEPS[1:])
    small_office.change_plan(plan_content(divisions=DIVISIONS, measures=MEASURES, steps=steps))
    as_of = dt.datetime.combine(dt.date(2024, 10, 20), dt.time(9), moment("2024-01-01 09:00").tzinfo)
    month = MONTHS["มี.ค." if kind in ("monthly", "six-month") else "ก.ย."]
    status = status_of(small_office.office, small_office.plan, month=month, as_of=as_of)
    memo = memo_text(small_office.plan, status.figures, kind)  # type: ignore[arg-type]
    late = [line for line in memo.facts.after if "ร่างคู่มือ" in line]
    months = "๓" if kind in ("monthly", "six-month") else "๙"
    assert late == [f"มาตรการที่ ๑ ขั้นตอนที่ ๑ ร่างคู่มือ (สำนักปลัด กองคลัง กำหนดเสร็จ ธ.ค. ๖๖ เกินกำหนด {months} เดือน)"]
