"""Real documents of other years become plan, submissions and the report of the same shape, without a loss.

Their texts and names are held in memory alone.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import openpyxl
import pytest
from office_program import convert
from small_office import SmallOffice, moment, sheet

from toolkit.assessment.scoring import results_of, show_score
from toolkit.books.plan_book import PlanContent
from toolkit.importer.document import SourceDocument
from toolkit.importer.import_document import make_plan
from toolkit.importer.measures import read_measures
from toolkit.importer.open_document import open_document
from toolkit.importer.propose import propose
from toolkit.messages.catalogue import has_errors
from toolkit.model.month import fiscal_months
from toolkit.model.progress import assignments
from toolkit.planning.new_office import new_office
from toolkit.printing.export import export_files
from toolkit.printing.libreoffice import LibreOffice
from toolkit.printing.pdf_pages import read_pdf
from toolkit.printing.print_gate import check_pdf
from toolkit.report.content import report_content
from toolkit.report.kinds import KINDS, TEMPLATES, report_month
from toolkit.report.submitted import Submitted
from toolkit.report.write import WrittenReport, template_bytes, write_report
from toolkit.rollup.roll_up import status_of
from toolkit.thai.text import squash, to_arabic
from toolkit.thai.words import PLACEHOLDER
from toolkit.typeset.page_plan import CONTINUED
from toolkit.xlsx.named_fonts import drawn_copy

SHAPES = {"000": "plan", "001": "annual", "002": "six-month", "003": "annual", "004": "annual-brief"}
SEEN = {"pdf-page-short", "pdf-block-torn", "pdf-rows-loose"}
COLUMNS = {
    "000": ("measure", "steps", "monitoring", "period", "responsible"),
    "001": ("measure", "steps", "responsible", "period", "result", "outcome"),
    "002": ("measure", "steps", "responsible", "period", "result", "suggestion"),
    "003": ("measure", "steps", "responsible", "period", "result", "outcome"),
    "004": ("measure", "result", "outcome", "responsible"),
}
_TYPED = {"สรุปผล": "result", "ผลการ": "result", "ผลลัพธ์": "outcome", "ข้อเสนอ": "suggestion"}


@dataclass(frozen=True)
class Reported:
    """A real document, and the report that was made from what it says."""

    source: SourceDocument
    written: WrittenReport
    office: SmallOffice


def _typed(kept: list[tuple[str, str]]) -> dict[str, str]:
    """What a division would type for the result columns of a measure."""
    fields = dict.fromkeys(("result", "outcome", "problem", "suggestion"), "–")
    for heading, text in kept:
        name = next((name for start, name in _TYPED.items() if heading.startswith(start)), "")
        if name:
            fields[name] = text
    return fields


def _filled_in(content: PlanContent) -> PlanContent:
    """The content as an officer completes it: whatever the document does not name is typed in."""
    assert content.agency["agency_code"] == PLACEHOLDER, "no document names the agency's code"
    names = {"agency_code": "05990101", "agency_name": "เทศบาลตำบลทุ่งตัวอย่าง"}
    agency = {key: names[key] if text == PLACEHOLDER else text for key, text in content.agency.items()}
    tables = {
        name: [
            {field: "สำนักปลัด" if text == PLACEHOLDER else text for field, text in row.items()} for row in rows
        ]
        for name, rows in content.tables.items()
    }
    return replace(content, agency=agency, tables=tables)


@pytest.fixture(scope="module", params=SHAPES)
def reported(
    request: pytest.FixtureRequest, seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> Reported:
    """The document's plan distributed, its results typed by the first division of each measure, taken in."""
    source = open_document(seeds / f"{request.param}.docx")
    root = tmp_path_factory.mktemp("real") / "office"
    new_office(root, content=_filled_in(make_plan(propose(source)).content))
    made = SmallOffice(root)
    plan = made.plan
    year = plan.fiscal_year - 543
    made.distribute(f"{year - 1}-10-02 09:00")
    measures = read_measures(propose(source).rows())[0]
    template = SHAPES[request.param]
    month, sent = (5, f"{year}-04-03 09:00") if template == "six-month" else (11, f"{year}-10-03 09:00")
    typed: dict[str, dict[str, dict[str, str]]] = {}
    for measure, said in zip(plan.measures, measures, strict=True):
        first = next(assignment for assignment in assignments(plan) if assignment.measure is measure)
        typed.setdefault(first.division_code, {})[measure.measure_no] = _typed(said.kept)
    for code, outcomes in typed.items() if template != "plan" else ():
        rows = {
            f"{assignment.measure.measure_no}.{assignment.step.step_no}": "d"
            for assignment in assignments(plan)
            if assignment.division_code == code
        }
        _, head, statuses, said_of = sheet("มี.ค.", sent[:10], rows, outcomes=outcomes)
        months = fiscal_months(plan.fiscal_year)
        made.send(f"{code}.xlsx", made.fill(code, (months[month], head, statuses, said_of), saved=sent), sent)
    made.take(sent[:-5] + "12:00")
    at = moment(sent[:-5] + "12:00")
    written = write_report(made.office, plan, TEMPLATES[template], None, at, template)
    return Reported(source, written, made)


def _columns(document: SourceDocument) -> list[tuple[str, ...]]:
    """The fields of the columns of each table of measures, from left to right."""
    return [
        tuple(dict.fromkeys(column.field for column in proposal.header.columns))
        for proposal in propose(document).of("plan")
    ]


def _letters(text: str) -> str:
    """A text without blanks, digits and signs, which printing may change."""
    return "".join(
        letter for letter in squash(text) if letter.isalpha() or unicodedata.category(letter) == "Mn"
    )


def _printed(path: Path) -> str:
    """What the workbook says, column by column, so that a text that was parted over pages is whole again."""
    book = openpyxl.load_workbook(path)
    cells = (cell.value for sheet in book.worksheets for column in sheet.iter_cols() for cell in column)
    texts = (str(value).rpartition(f"{CONTINUED}\n")[2] for value in cells if value is not None)
    return _letters(" ".join(texts))


def test_the_table_has_the_documents_columns_in_their_order(reported: Reported) -> None:
    ours = _columns(open_document(reported.written.path))[0]
    assert ours == COLUMNS[reported.source.name[:3]]
    assert _columns(reported.source)[0] in (ours, tuple(part for part in ours if part != "steps"))


def test_every_text_of_the_documents_cells_is_printed(reported: Reported) -> None:
    printed = _printed(reported.written.path)
    cells = {
        cell
        for proposal in propose(reported.source).of("plan")
        for row in proposal.body
        for cell in proposal.table.rows[row]
    }
    words = {_letters(word) for cell in cells for word in cell.split()}
    assert sorted(word for word in words if word not in printed) == []


def test_scores_level_and_changes_agree(reported: Reported) -> None:
    plan = reported.office.plan
    printed = to_arabic(_all_cells(reported.written.path))
    latest = plan.fiscal_year - KINDS[TEMPLATES[SHAPES[reported.source.name[:3]]]].result_years
    results = {year: result for year, result in results_of(plan.scores).items() if year <= latest}
    shown = SHAPES[reported.source.name[:3]] != "annual-brief"
    for year, result in results.items():
        for item, score in result.scores.items():
            if shown and (year == max(results) or item != "overall"):
                assert show_score(score) in printed, (year, item)
        assert result.level.removeprefix("ระดับ").strip() in printed
    now, before = results.get(max(results, default=0)), results.get(max(results, default=0) - 1)
    if now and before and shown:
        for item in now.scores.keys() & before.scores.keys() & set(map(str, range(1, 11))):
            assert show_score(abs(now.scores[item] - before.scores[item])) in printed


def _all_cells(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def test_the_memo_has_every_block_and_every_measure(reported: Reported) -> None:
    memo = docx.Document(str(reported.written.memo))
    texts = [paragraph.text for paragraph in memo.paragraphs]
    texts += [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    said = squash(to_arabic("\n".join(texts)))
    for block in ("บันทึกข้อความ", "ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน", "เรื่องเดิม", "ข้อเท็จจริง", "ข้อเสนอ"):
        assert block in said
    for measure in reported.office.plan.measures:
        assert squash(to_arabic(measure.measure)) in said
    assert said.count("ความเห็นของ") >= 2 and "ลงชื่อ" in said


def test_it_opens_as_a_pdf_and_passes_the_print_gate(reported: Reported, soffice: str) -> None:
    (done,) = export_files([reported.written.path], [LibreOffice(Path(soffice))], check=True)
    assert done.pdf
    assert [finding for finding in done.findings if has_errors((finding,))] == []
    assert SEEN.isdisjoint(finding.code for finding in done.findings)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("font", ["TH Sarabun New", "TH SarabunPSK"])
def test_every_report_has_the_same_sound_pages_in_the_font_and_in_its_redrawing(
    reported: Reported, font: str, template: str, soffice: str, thai_fonts: Path, tmp_path: Path
) -> None:
    plan = reported.office.plan
    plan = replace(plan, agency=replace(plan.agency, font=font))
    kind, at = TEMPLATES[template], moment(f"{plan.fiscal_year - 543}-11-10 09:00")
    month = report_month(plan, kind, None, at, interim=False)
    status = status_of(reported.office.office, plan, month=month, as_of=at)
    content = report_content(plan, status.figures, Submitted.of(status.accepted), kind)
    workbook = content.fill(template_bytes(template)).workbook
    counts = set()
    for copy, config in ((workbook, thai_fonts), (drawn_copy(workbook, ".xlsx"), None)):
        (tmp_path / "in.xlsx").write_bytes(copy)
        pdf = convert(soffice, tmp_path / "in.xlsx", tmp_path / "in.pdf", config).read_bytes()
        assert {finding.code for finding in check_pdf(workbook, pdf)} <= {"pdf-font-replaced"}
        counts.add(len(read_pdf(pdf)))
    assert len(counts) == 1
