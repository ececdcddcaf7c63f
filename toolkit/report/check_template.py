"""Whether an office's own template, of a report or of the memo, can be filled: every expression in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from toolkit.intake.accepted import Accepted
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, fiscal_months
from toolkit.model.plan import Agency, Division, Measure, Plan, Score, Signatory, Step, Weakness
from toolkit.report.content import ReportContent, report_content
from toolkit.report.footnotes import Footnote
from toolkit.report.photo_rows import PhotoRow, PhotoText
from toolkit.report.progress_text import LateStepText
from toolkit.report.submitted import Submitted
from toolkit.report.write import fill_report
from toolkit.rollup.roll_up import figures_of
from toolkit.workbook.filling.fill import TemplateError

_YEAR = 2567


def check_report_template(template: bytes) -> tuple[Finding, ...]:
    """What is wrong with a template; nothing where it can be filled. It is filled with a sample in which
    every band has an item, so that every expression is computed once."""
    try:
        fill_report(_sample_plan(), sample_content(), template)
    except TemplateError as error:
        return error.findings
    return ()


def check_memo_template(template: bytes) -> tuple[Finding, ...]:
    """What is wrong with a memo's template; nothing where it can be filled, with the memo of a sample."""
    from toolkit.report.memo.docx import make_memo  # Word's library takes a second to load

    try:
        make_memo(sample_content().memo, template)
    except TemplateError as error:
        return error.findings
    return ()


def sample_content() -> ReportContent:
    """A report of a small made-up plan that holds one of everything."""
    plan = _sample_plan()
    as_of = dt.datetime(2024, 4, 6, 9, 0, tzinfo=BANGKOK)
    figures = figures_of(plan, Accepted(), (), plan.months[5], as_of)
    content = report_content(
        plan, figures, Submitted(), "annual", photos=(PhotoRow(PhotoText(), PhotoText()),)
    )
    return replace(
        content,
        notes=content.notes or (Footnote("หมายเหตุ"),),
        late=content.late or (LateStepText(*("ก",) * 8),),
    )


def _sample_plan() -> Plan:
    first, *_, last = fiscal_months(_YEAR)
    step = Step("1", "1", "ขั้นตอนตัวอย่าง", division_codes=("01",))
    measure = Measure("1", "มาตรการตัวอย่าง", first, last, section="หมวดตัวอย่าง", steps=(step,))
    return Plan(
        Agency("00000000", "หน่วยงานตัวอย่าง", _YEAR),
        (Division("01", "กองตัวอย่าง"),),
        (measure,),
        tuple(Score(year, "1", Fraction(90)) for year in (_YEAR - 1, _YEAR)),
        (Weakness("1", "1", "ประเด็นตัวอย่าง", "แก้ไข", ("1",)),),
        signatories=(Signatory("1", "ผู้รายงาน", "", ""), Signatory("2", "นายก", "", "")),
    )
