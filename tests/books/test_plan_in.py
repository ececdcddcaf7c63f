"""Reading plans: each workbook stands as Markdown tables in its test."""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from markdown_book import markdown_book
from plan_texts import (
    AGENCY,
    BOOK,
    DIVISIONS,
    MEASURES,
    SCORES,
    SIGNATORIES,
    STEPS,
    TEXTS,
    WEAKNESSES,
    agency,
    division,
    measure,
    places,
    plan_of,
    read,
    row,
    step,
)

from toolkit.books.plan_reading import read_plan
from toolkit.books.plan_rows import id_of
from toolkit.model.month import Month
from toolkit.xlsx.layouts import CHOICE_IDS, CHOICES
from toolkit.xlsx.strict_reader import read_book


def test_a_sound_plan() -> None:
    plan = plan_of()
    assert (plan.agency.agency_code, plan.fiscal_year, plan.agency.report_due_day) == ("05990101", 2567, 5)
    assert [
        (division.division_code, division.division_name, division.in_all) for division in plan.divisions
    ] == [
        ("01", "สำนักปลัด", True),
        ("02", "กองคลัง", True),
        ("03", "หน่วยตรวจสอบภายใน", False),
    ]
    assert plan.divisions[1].aliases == ("กค.", "ส่วนการคลัง")
    ((found, only),) = plan.steps
    assert (found.measure_no, found.start, found.end) == ("1", Month(2566, 10), Month(2567, 9))
    assert (only.key, only.division_codes, only.weight) == ("1.1", ("01",), Fraction(1))


def test_columns_rows_headings_and_sheets_may_change() -> None:
    moved = {
        "งานของกอง": """
            | แผนของเรา      | พิมพ์เมื่อ 1 ต.ค. |          |           |        |         |      |       |
            |               |              |          |           |        |         |      |       |
            | ita:steps     | divisions    | ของเราเอง | step_no   | step   | measure_no | weight | due |
            |               | ใครทำ        | สี         | ที่         | อะไร    | เรื่องที่    | หนัก   | เมื่อไร |
            |               | สำนักปลัด      | แดง       | 1         | ร่าง     | 1       |      |       |
            |               |              |          |           |        |         |      |       |
            |               | กค.          | เขียว      | 2         | ประกาศ  | 1       | 2.5  | ธ.ค. 66 |
        """,
    }
    sheets = {name: table for name, table in BOOK.items() if name != "ขั้นตอน"}
    plan, findings = read_plan(read_book(markdown_book({**moved, **sheets})))
    lost = {finding.found for finding in findings if finding.code == "field-missing"}
    assert lost == {"label", "unit", "every", "from", "until", "evidence_required"}
    assert {finding.code for finding in findings} == {"field-missing"}
    assert plan is not None
    assert [(step.key, step.step, step.division_codes, step.weight, step.due) for _, step in plan.steps] == [
        ("1.1", "ร่าง", ("01",), 1, None),
        ("1.2", "ประกาศ", ("02",), Fraction("2.5"), Month(2566, 12)),
    ]
    assert plan.steps[1][1].location.cell("due") == "H7"


def test_the_digest_is_that_of_the_content_not_of_its_place() -> None:
    spaced = {"ขั้นตอน": "| หมายเหตุ |\n|  |\n" + STEPS, "ผู้ลงนาม": row(SIGNATORIES, order="1", name="ก")}
    assert plan_of(spaced).digest == plan_of().digest
    assert plan_of(step(weight="2")).digest != plan_of().digest


@pytest.mark.parametrize("typed", ["1", '"1"', "๑", '"๑"', "1.0"])
def test_a_number_is_the_same_however_typed(typed: str) -> None:
    plan = plan_of(measure(measure_no=typed) | step(measure_no=typed, step_no=typed))
    assert [step.key for _, step in plan.steps] == ["1.1"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("01", "01"),
        ("สำนักปลัด", "01"),
        ("สำนัก ปลัด", "01"),
        ("สป.", "01"),
        ("๐๑", "01"),
        ("กค. / สป.", "02 01"),
        ("กองคลัง; กองคลัง", "02"),
        ("กอง คลัง, ส่วนการ คลัง", "02"),
        ("สำนักปลัด\\nหน่วยตรวจสอบภายใน", "01 03"),
        ("ทุกกอง", "01 02"),
        ("ทุกสำนัก/กอง", "01 02"),
        ("ทุกกอง, 03", "01 02 03"),
    ],
)
def test_divisions_are_codes_names_or_aliases(typed: str, codes: str) -> None:
    assert " ".join(plan_of(step(divisions=typed)).steps[0][1].division_codes) == codes


@pytest.mark.parametrize(
    "typed",
    [
        "ธ.ค. 66",
        "ธันวาคม 2566",
        "๓๑ ธ.ค. ๒๕๖๖",
        "ภายใน ธ.ค.๖๖",
        "31/12/2566",
        "2566-12",
        "2023-12-31",
        "ต.ค. 66 - ธ.ค. 66",
        "ธันวาคม",
        "ไตรมาส ๑",
        "ไตรมาส ๑ (ต.ค.-ธ.ค.)",
        "รอบ 3 เดือน",
    ],
)
def test_months_in_any_form(typed: str) -> None:
    assert plan_of(step(due=typed)).steps[0][1].due == Month(2566, 12)


def test_a_period_is_its_first_month_as_a_start_and_its_last_as_an_end() -> None:
    plan = plan_of(measure(start="ไตรมาส 2 - 3", end="ไตรมาส 2 - 3"))
    assert (str(plan.measures[0].start), str(plan.measures[0].end)) == ("2567-01", "2567-06")


def test_within_a_month_is_that_month_as_a_start_too() -> None:
    assert plan_of(measure(start="ภายใน พ.ย.๖๖")).measures[0].start == Month(2566, 11)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("งานพัสดุ/จัดซื้อ", "02"),
        ("งานพัสดุ / จัดซื้อ", "02"),
        ("สำนักปลัด/งานพัสดุ/จัดซื้อ/ตรวจสอบ, บัญชี", "01 02 03"),
        ("ตรวจสอบ, บัญชี; สำนักปลัด", "03 01"),
    ],
)
def test_a_divisions_name_may_hold_what_separates_names(typed: str, codes: str) -> None:
    odd = DIVISIONS.replace("กองคลัง ", "งานพัสดุ/จัดซื้อ ").replace("หน่วยตรวจสอบภายใน", "ตรวจสอบ, บัญชี")
    steps = plan_of({"กอง": odd, **step(divisions=typed)}).steps
    assert " ".join(steps[0][1].division_codes) == codes


def test_every_field_of_a_step() -> None:
    given = {
        "due": "มี.ค. 67",
        "every": "ไตรมาส",
        "from": "พ.ย. 66",
        "until": "ก.พ. 67",
        "evidence_required": "ใช่",
    }
    found = plan_of(step(unit="งานสารบรรณ", label="ก", weight="๑.๕", **given)).steps[0][1]
    assert (found.unit, found.label, found.weight, found.every) == (
        "งานสารบรรณ",
        "ก",
        Fraction("1.5"),
        "quarter",
    )
    assert (found.due, found.first, found.until) == (Month(2567, 3), Month(2566, 11), Month(2567, 2))
    assert found.evidence_required


def test_the_agency_keeps_keys_of_its_own() -> None:
    plan = plan_of(
        {"หน่วยงาน": AGENCY + "| numerals | | เลขอารบิก |\n| publish_status | | ใช่ |\n| colour | | ฟ้า |"}
    )
    assert (plan.agency.numerals, plan.agency.publish_status) == ("arabic", True)
    assert plan.agency.extras == {"colour": "ฟ้า"}


@pytest.mark.parametrize(
    ("typed", "numerals"),
    [
        ("เลขอารบิก", "arabic"),
        ("arabic", "arabic"),
        ("Arabic", "arabic"),
        ("เลขไทย", "thai"),
        ("thai", "thai"),
        ("", "thai"),
        ("โรมัน", "thai"),
    ],
)
def test_the_digits_of_reports_by_the_words_of_the_list_and_others_with_a_note(
    typed: str, numerals: str
) -> None:
    plan, findings = read({"หน่วยงาน": AGENCY + f"| numerals | | {typed} |"})
    assert plan is not None
    assert plan.agency.numerals == numerals
    listed = typed in ("", *CHOICES["numerals"])
    assert [finding.code for finding in findings] == ([] if listed else ["numerals-word"])


@pytest.mark.parametrize("typed", [*CHOICES["report"], *CHOICE_IDS["report"].values()])
@pytest.mark.parametrize("field", [*CHOICES["text_field"], *CHOICE_IDS["text_field"].values()])
def test_wordings_are_chosen_in_thai_words_or_by_id(typed: str, field: str) -> None:
    (text,) = plan_of({"ถ้อยคำรายงาน": row(TEXTS, report=typed, field=field, text="ทำแล้ว")}).texts
    assert text.report == CHOICE_IDS["report"].get(typed, typed)
    assert text.field_id == CHOICE_IDS["text_field"].get(field, field)


@pytest.mark.parametrize(
    ("typed", "id_"), [("รายงานรอบ ๖ เดือน", "six-month"), ("Annual", "annual"), ("ๆ", "ๆ")]
)
def test_a_word_written_a_little_differently_is_understood(typed: str, id_: str) -> None:
    assert id_of("report", typed) == id_


def test_a_division_that_ends() -> None:
    plan = plan_of(division(division_name="กองช่าง", until="ธ.ค. 66", successor="กองคลัง"))
    assert (plan.divisions[-1].until, plan.divisions[-1].successor) == (Month(2566, 12), "02")


def test_scores_weaknesses_texts_and_signatories() -> None:
    plan = plan_of(
        {
            "ผลประเมิน": row(SCORES, year="๒๕๖๖", item="EIT1", score="๘๗.๔๕", level="ผ่าน"),
            "ประเด็น": row(WEAKNESSES, indicator="๗", issue_no="1", weakness="จุดอ่อน", measures="๑, 2"),
            "ถ้อยคำรายงาน": row(TEXTS, report="six-month", measure_no="๑", field="result", text="ทำแล้ว"),
            "ผู้ลงนาม": row(SIGNATORIES, order="1", role="ผู้จัดทำ", title="นักวิเคราะห์"),
        }
    )
    (score,), (weakness,), (text,), (who,) = plan.scores, plan.weaknesses, plan.texts, plan.signatories
    assert (score.year, score.item, score.score, score.level) == (2566, "eit1", Fraction("87.45"), "ผ่าน")
    assert (weakness.indicator, weakness.issue_no, weakness.measures) == ("7", "1", ("1", "2"))
    assert (text.measure_no, text.field_id, text.text) == ("1", "result", "ทำแล้ว")
    assert (who.order, who.role, who.title) == ("1", "ผู้จัดทำ", "นักวิเคราะห์")


def test_tables_are_read_by_id_whatever_column_comes_first() -> None:
    sheet = "| ita:signatories | title | name | role | order |\n| | | | | |\n| | | ก | ผู้จัดทำ | 1 |\n| | ปลัด | | | |"
    plan, findings = read({"ผู้ลงนาม": sheet})
    assert plan is not None
    assert [signatory.name for signatory in plan.signatories] == ["ก"]
    assert [(finding.code, finding.cell, finding.expected) for finding in findings] == [
        ("row-ignored", "B4", "order")
    ]


# --- findings, each with its place ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        # tables and fields
        ({"ขั้นตอน": "| เรื่องอื่น |"}, ["marker-missing ขั้นตอน!"]),
        ({"ผู้ลงนาม": "| เรื่องอื่น |"}, ["marker-missing ผู้ลงนาม!"]),
        ({"สำเนา": STEPS}, ["table-doubled สำเนา!A1"]),
        ({"ขั้นตอน": STEPS + STEPS}, ["table-doubled ขั้นตอน!A4"]),
        ({"ขั้นตอน": STEPS.replace("| unit ", "| งาน ")}, ["field-missing ขั้นตอน!"]),
        (
            {"ขั้นตอน": STEPS.replace("evidence_required |", "evidence_required | unit |")},
            ["field-doubled ขั้นตอน!"],
        ),
        # cells
        (step(step="#REF!"), ["cell-error ขั้นตอน!E3"]),
        (step(due="#N/A"), ["cell-error ขั้นตอน!H3"]),
        (step(weight="#DIV/0!"), ["cell-error ขั้นตอน!L3"]),
        (agency("เทศบาลตำบลทุ่งตัวอย่าง", "#REF!"), ["cell-error หน่วยงาน!C4"]),
        (step(unit="=A1"), ["formula-uncached ขั้นตอน!G3"]),
        ({"ขั้นตอน": STEPS + "| | | | | หมายเหตุ | | | | | | | | |"}, ["row-ignored ขั้นตอน!E4"]),
        # the agency
        (agency('"05990101"', ""), ["agency-value-missing หน่วยงาน!C3"]),
        (agency("| agency_name ", "| somebody "), ["agency-value-missing หน่วยงาน!"]),
        (agency("2567", ""), ["agency-value-missing หน่วยงาน!C5"]),
        (agency("2567", "67"), ["fiscal-year-invalid หน่วยงาน!C5"]),
        (agency("2567", "2024"), ["fiscal-year-invalid หน่วยงาน!C5"]),
        (agency("วันครบกำหนด     |      ", "วันครบกำหนด | 31 "), ["due-day-invalid หน่วยงาน!C6"]),
        (agency("วันครบกำหนด     |      ", "วันครบกำหนด | ² "), ["due-day-invalid หน่วยงาน!C6"]),
        # divisions
        ({"กอง": DIVISIONS.replace('"02"', '"ก/ข"')}, ["division-code-invalid กอง!B4"]),
        ({"กอง": DIVISIONS.replace('"02"', '"01"')}, ["number-doubled กอง!B4"]),
        ({"กอง": DIVISIONS.replace('"02"', "0.2")}, ["number-dotted กอง!B4"]),
        (division(division_name="กอง คลัง"), ["name-ambiguous กอง!C6"]),
        (division(division_name="กองช่าง", aliases="สป."), ["name-ambiguous กอง!D6"]),
        (division(division_name="กองช่าง", until="ธ.ค. 66"), ["successor-missing กอง!H6"]),
        (division(division_name="ยังไม่ระบุ"), ["placeholder-left กอง!C6"]),
        (division(division_name="กองช่าง", aliases="กช., ยัง ไม่ระบุ"), ["placeholder-left กอง!D6"]),
        # letters that look Thai and are none: Devanagari, Lao, Cyrillic
        (step(step="จัดประ\u0e8aุม"), ["plan-letter-foreign ขั้นตอน!E3"]),
        (division(division_name="กองช่าง", head_title="นายสมห\u092eาย"), ["plan-letter-foreign กอง!E6"]),
        (measure(monitoring="รายงานคณะกรร\u043cการ"), ["plan-letter-foreign มาตรการ!L3"]),
        (step(step="แจ้งผ่านLine และ e-Officeของอบต."), []),
        (division(division_name="กองช่าง", until="ธ.ค. 66", successor="99"), ["division-unknown กอง!I6"]),
        (division(division_name="กองช่าง", until="นานมาแล้ว", successor="02"), ["date-unreadable กอง!H6"]),
        # measures
        ({"มาตรการ": MEASURES + MEASURES.splitlines()[3]}, ["number-doubled มาตรการ!B4"]),
        (
            measure(measure_no="1.1") | step(measure_no="1.1"),
            ["number-dotted มาตรการ!B3", "step-measure-unknown ขั้นตอน!B3"],
        ),
        (measure(start="เร็ว ๆ นี้"), ["date-unreadable มาตรการ!H3"]),
        (measure(end="ต.ค. 67"), ["date-outside-year มาตรการ!I3"]),
        (measure(weight="0"), ["weight-invalid มาตรการ!N3"]),
        (measure(weight="มาก"), ["weight-invalid มาตรการ!N3"]),
        # steps
        (step(step_no=""), ["step-number-missing ขั้นตอน!C3"]),
        (step(step_no="1.2"), ["number-dotted ขั้นตอน!C3"]),
        (step(step_no="ข้อ 1"), ["number-dotted ขั้นตอน!C3"]),
        ({"ขั้นตอน": STEPS + STEPS.splitlines()[3]}, ["number-doubled ขั้นตอน!C4"]),
        (step(measure_no="9"), ["step-measure-unknown ขั้นตอน!B3"]),
        (step(divisions="กองช่าง"), ["division-unknown ขั้นตอน!F3"]),
        (step(divisions="01, กองช่าง, กองโยธา"), ["division-unknown ขั้นตอน!F3", "division-unknown ขั้นตอน!F3"]),
        (step(every="ทุกปี"), ["every-unknown ขั้นตอน!I3"]),
        (step(due="31 ก.พ. 67"), ["date-unreadable ขั้นตอน!H3"]),
        (step(**{"from": "ม.ค. 60"}), ["date-outside-year ขั้นตอน!J3"]),
        # scores
        ({"ผลประเมิน": row(SCORES, year="2566", item="overall", score="101")}, ["score-invalid ผลประเมิน!D3"]),
        ({"ผลประเมิน": row(SCORES, year="2566", item="overall", score="ดี")}, ["score-invalid ผลประเมิน!D3"]),
        ({"ผลประเมิน": row(SCORES, year="2566", item="11", score="50")}, ["score-item-unknown ผลประเมิน!C3"]),
    ],
)
def test_findings(changed: Mapping[str, str], expected: list[str]) -> None:
    assert places(changed) == expected


@pytest.mark.parametrize(
    ("changed", "code", "found", "wanted"),
    [
        (step(divisions="01, กองช่าง"), "division-unknown", "กองช่าง", ""),
        (step(due="ต.ค. 67"), "date-outside-year", "ต.ค. 67", "2567"),
        ({"มาตรการ": MEASURES + MEASURES.splitlines()[3]}, "number-doubled", "1", "ลำดับ"),
        ({"ขั้นตอน": STEPS.replace("| unit ", "| งาน ")}, "field-missing", "unit", "ita:steps"),
        (division(division_name="กองคลัง"), "name-ambiguous", "กองคลัง", "02, 04"),
    ],
)
def test_a_finding_names_what_was_found_and_what_was_expected(
    changed: Mapping[str, str], code: str, found: str, wanted: str
) -> None:
    ((seen),) = read(changed)[1]
    assert (seen.code, seen.found, seen.expected) == (code, found, wanted)


@pytest.mark.parametrize("sheet", ["หน่วยงาน", "กอง", "มาตรการ", "ขั้นตอน"])
def test_without_a_needed_table_there_is_no_plan(sheet: str) -> None:
    plan, findings = read({sheet: "| ว่าง |"})
    assert plan is None
    assert [(finding.code, finding.sheet) for finding in findings] == [("marker-missing", sheet)]


def test_all_findings_come_at_once() -> None:
    found = places(step(due="?", weight="x", divisions="ใครก็ได้") | measure(start="?"))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("typed", "item"),
    [("I1", "I1"), ("ข้อ ๐๑", "ข้อ 01"), ("o๔๒", "O42"), ("e 13", "E13"), ("OIT", "oit"), ("๑", "1")],
)
def test_a_score_may_be_that_of_a_question(typed: str, item: str) -> None:
    scores = (
        "| ita:scores | year | item | score | level | text |\n|  | ปี | รายการ | คะแนน | ระดับ | ข้อคำถาม |\n"
    )
    scores += f'|  | 2566 | "{typed}" | 85 |  | ทำตามขั้นตอน |'
    plan, findings = read({"ผลประเมิน": scores})
    assert plan is not None
    (score,) = plan.scores
    assert (score.item, score.text) == (item, "ทำตามขั้นตอน")
    assert bool(findings) is (item == "ข้อ 01")
