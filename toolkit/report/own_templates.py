"""Templates of an office's own, for reports and for the memo: copied out, and checked before they are
used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from pathlib import Path

from toolkit.books.bundled import bundled
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK, fiscal_months
from toolkit.model.plan import Agency, Division, Measure, Plan, Score, Signatory, Step, Weakness
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import read_file, write_atomic
from toolkit.report.content import ReportContent, report_content
from toolkit.report.endings import Footnote, Pair
from toolkit.report.photo_rows import PhotoText
from toolkit.report.progress_text import LateStepText
from toolkit.report.submitted import Submitted
from toolkit.report.write import MEMO_TEMPLATE, template_bytes
from toolkit.rollup.roll_up import figures_of
from toolkit.templates.cell_text import TemplateError

FOLDER = "templates"
_YEAR = 2567


def check_report_template(template: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a template; nothing where it can be filled.

    It is filled with a sample in which every band has an item, so that every expression is computed once.
    """
    try:
        _sample_content().fill(template)
    except TemplateError as error:
        return error.findings
    return ()


def check_memo_template(template: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a memo's template; nothing where it can be filled, with the memo of a
    sample."""
    from toolkit.report.memo_docx import make_memo  # Word's library takes a second to load

    try:
        make_memo(_sample_content().memo, template)
    except TemplateError as error:
        return error.findings
    return ()


def _sample_content() -> ReportContent:
    """Return a report of a small made-up plan that holds one of everything."""
    first, *_, last = fiscal_months(_YEAR)
    step = Step("1", "1", "ขั้นตอนตัวอย่าง", division_codes=("01",))
    measure = Measure("1", "มาตรการตัวอย่าง", first, last, section="หมวดตัวอย่าง", steps=(step,))
    plan = Plan(
        Agency("00000000", "หน่วยงานตัวอย่าง", _YEAR),
        (Division("01", "กองตัวอย่าง"),),
        (measure,),
        # Two years, so that the texts on changes are computed as well.
        tuple(Score(year, "1", Fraction(90)) for year in (_YEAR - 1, _YEAR)),
        (Weakness("1", "1", "ประเด็นตัวอย่าง", "แก้ไข", ("1",)),),
        signatories=(Signatory("1", "ผู้รายงาน", "", ""), Signatory("2", "นายก", "", "")),
    )
    as_of = dt.datetime(2024, 4, 6, 9, 0, tzinfo=BANGKOK)
    # Of a fixed day: the check says the same whenever it is run.
    figures = figures_of(plan, Accepted(), (), month=plan.months[5], as_of=as_of)
    photos = (Pair(PhotoText(), PhotoText()),)
    content = report_content(plan, figures, Submitted(), "annual", photos=photos)
    late = LateStepText(**{field.name: "ก" for field in fields(LateStepText)})
    return replace(content, notes=content.notes or (Footnote("หมายเหตุ"),), late=content.late or (late,))


@dataclass(frozen=True)
class CopiedTemplates:
    """The copies that were put into the office's folder; `findings` name those that were there, changed."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...]


def is_memo_template(name: str | Path) -> bool:
    """Return whether a template is one for the memo, by its name: anything of Word's."""
    return Path(name).suffix.casefold().startswith((".doc", ".dot"))


def copy_templates(office: OfficeFolder, template: str) -> CopiedTemplates:
    """Put the standard template of a report, by its name, and that of the memo into `templates/`.

    A file that lies there already, and was changed, is left alone. Nothing in that folder is used unless it
    is named with --template. Raises UserError where one cannot be written.
    """
    folder = office.root / FOLDER
    copies = {
        folder / f"{template}.xlsx": template_bytes(template),
        folder / Path(MEMO_TEMPLATE).name: bundled(MEMO_TEMPLATE),
    }
    # A template that was edited is the only one of its kind, and must not be lost by copying again.
    edited = [path for path, data in copies.items() if read_file(path) not in (None, data)]
    written = tuple(path for path in copies if path not in edited)
    for path in written:
        write_atomic(path, copies[path])
    findings = (Finding("template-exists", found=office.relative(path)) for path in edited)
    return CopiedTemplates(written, tuple(findings))
