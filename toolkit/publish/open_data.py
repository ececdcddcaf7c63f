"""The tables of the open data: what stands in each column, described in Thai and in English, and the rows.

Digits are Arabic, months "2567-03" (Buddhist era, October of fiscal year 2567 is 2566-10), percents numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from toolkit.assessment.facts import facts_of
from toolkit.assessment.scoring import level_of, results_of
from toolkit.model.figures import rounded
from toolkit.office.csv_text import csv_text
from toolkit.publish.content import MeasurePage, Progress, SiteContent
from toolkit.publish.public_text import public
from toolkit.report.kinds import with_numerals
from toolkit.thai.labels import NOTHING_LEFT

Kind = Literal["string", "integer", "number"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class DataField:
    """One column: its id, its kind, and what it holds in Thai and in English."""

    id: str
    kind: Kind
    th: str
    en: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table of open data; the values of `key` tell its rows apart."""

    name: str
    th: str
    en: str
    key: tuple[str, ...]
    fields: tuple[DataField, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def path(self) -> str:
        """The file's name in the folder of the data package."""
        return f"{self.name}.csv"

    def as_csv(self) -> bytes:
        """Return the rows as CSV, headed by the ids of the fields."""
        return csv_text([field.id for field in self.fields], self.rows)


_YEAR = DataField("fiscal_year", "integer", "ปีงบประมาณ พ.ศ.", "Fiscal year, Buddhist era", True)
_MEASURE = DataField("measure_no", "string", "ลำดับมาตรการ", "Number of the measure", True)
_STEP = DataField("step_no", "string", "ลำดับขั้นตอน", "Number of the step within its measure", True)
_MONTH = DataField(
    "month", "string", "เดือนสุดท้ายของผล (ปี พ.ศ.-เดือน)", "Last month of the results (BE year-month)", True
)
_COMPLETION = DataField("completion", "number", "ความคืบหน้าร้อยละ", "Completion in percent")
_PLANNED = DataField("planned", "number", "ความคืบหน้าตามแผนร้อยละ", "Planned completion in percent")
_STATE = DataField(
    "state",
    "string",
    "สถานะ: done, overdue, not_started, behind, on_track",
    "State: done, overdue, not_started, behind, on_track",
)


def data_tables(content: SiteContent) -> tuple[DataTable, ...]:
    """Every table of the site; that of divisions only where progress is public."""
    tables = (_plan(content), _status(content), _results(content), _scores(content))
    return (*tables, _divisions(content, content.progress)) if content.progress else tables


def _plan(content: SiteContent) -> DataTable:
    fields = (
        _YEAR,
        _MEASURE,
        DataField("label", "string", "เลขที่พิมพ์ของมาตรการ", "The measure's number as printed"),
        DataField("section", "string", "หมวด", "Section"),
        DataField("issue_no", "string", "ประเด็นที่", "Issue of the plan"),
        DataField("measure", "string", "มาตรการ", "Measure"),
        DataField("refs", "string", "ข้อคำถามที่อ้างถึง", "Questions of the assessment that are cited"),
        DataField("start", "string", "เดือนเริ่ม (ปี พ.ศ.-เดือน)", "First month (BE year-month)"),
        DataField("end", "string", "เดือนสิ้นสุด (ปี พ.ศ.-เดือน)", "Last month (BE year-month)"),
        DataField("monitoring", "string", "การกำกับติดตาม", "How it is monitored"),
        DataField("expected", "string", "ผลที่คาดหวัง", "What is expected"),
        _STEP,
        DataField("step", "string", "ขั้นตอน", "Step"),
        DataField("responsible", "string", "ผู้รับผิดชอบขั้นตอน", "Who carries the step out"),
        DataField("due", "string", "กำหนดแล้วเสร็จ (ปี พ.ศ.-เดือน)", "Due month (BE year-month)"),
        DataField("every", "string", "ทำซ้ำทุก: month, quarter", "Recurs every: month, quarter"),
    )
    rows = []
    for page in content.measures:
        each = page.measure
        own = (each.section, each.issue_no, each.measure, each.refs)
        told = (str(each.start), str(each.end), each.monitoring, each.expected)
        rows += [
            (
                *(content.plan.fiscal_year, each.measure_no, each.printed_no, *own, *told),
                *(row.step.step_no, row.step.step, row.planned.responsible),
                *(str(each.step_due(row.step)), row.step.every),
            )
            for row in page.steps
        ]
    return DataTable("plan", "แผนมาตรการรายขั้นตอน", "The plan, step by step", _STEP_KEY, fields, _tidy(rows))


_STEP_KEY = ("measure_no", "step_no")


def _status(content: SiteContent) -> DataTable:
    """What was reported of each step; its figures only where progress is public."""
    fields: tuple[DataField, ...] = (
        _YEAR,
        _MONTH,
        _MEASURE,
        _STEP,
        DataField("result", "string", "ผลการดำเนินงานของขั้นตอน", "What was done"),
    )
    figures = content.progress.figures.steps if content.progress else ()
    known = {(each.measure_no, each.step_no): each for each in figures}
    rows: list[tuple[Cell, ...]] = []
    for page in content.measures if content.month else ():
        for row in page.steps:
            step = row.step
            said = _said(row.reported.result if row.reported else "")
            cells = (content.plan.fiscal_year, str(content.month), step.measure_no, step.step_no, said)
            found = known.get((step.measure_no, step.step_no))
            more = (rounded(found.completion), rounded(found.planned), found.state) if found else (None,) * 3
            rows.append((*cells, *(more if content.progress else ())))
    if content.progress:
        fields = (*fields, _COMPLETION, _PLANNED, _STATE)
    return DataTable("status", "ผลรายขั้นตอน", "Results, step by step", _STEP_KEY, fields, _tidy(rows))


def _results(content: SiteContent) -> DataTable:
    """The summary of each measure; its figures only where progress is public."""
    fields: tuple[DataField, ...] = (
        *(_YEAR, _MONTH, _MEASURE),
        DataField("result", "string", "สรุปผลการดำเนินการ", "Summary of what was done"),
        DataField("outcome", "string", "ผลลัพธ์หรือความสำเร็จ", "Outcome or success"),
        DataField("problem", "string", "ปัญหา/อุปสรรค", "Problems"),
        DataField("suggestion", "string", "ข้อเสนอแนะ", "Suggestions"),
    )
    figures = content.progress.figures.measures if content.progress else ()
    known = {each.measure_no: each for each in figures}
    rows: list[tuple[Cell, ...]] = []
    for page in content.measures:
        text = page.reported
        if text is None:
            continue
        number = page.measure.measure_no
        words = map(_said, (text.result, text.outcome, text.problem, text.suggestion))
        found = known.get(number)
        more = (rounded(found.completion), rounded(found.planned), found.state) if found else (None,) * 3
        figures_of = more if content.progress else ()
        rows.append((content.plan.fiscal_year, str(content.month), number, *words, *figures_of))
    if content.progress:
        fields = (*fields, _COMPLETION, _PLANNED, _STATE)
    return DataTable(
        "results", "ผลรายมาตรการ", "Results, measure by measure", ("measure_no",), fields, _tidy(rows)
    )


def _scores(content: SiteContent) -> DataTable:
    fields = (
        DataField("year", "integer", "ปีของผลประเมิน พ.ศ.", "Year of the result, Buddhist era", True),
        DataField(
            "item",
            "string",
            "ตัวชี้วัด 1-10, overall = คะแนนรวม, iit, eit, eit1, eit2, oit = เครื่องมือ",
            "Indicator 1-10, overall, or instrument (iit, eit, eit1, eit2, oit)",
            True,
        ),
        DataField("score", "number", "คะแนน 0 ถึง 100", "Score from 0 to 100"),
        DataField("level", "string", "ระดับผลการประเมิน (เฉพาะคะแนนรวม)", "Level (overall score only)"),
    )
    rows: list[tuple[Cell, ...]] = []
    for year, result in results_of(content.plan.scores).items():
        facts = facts_of(year)
        level = result.level or (level_of(result, facts) or "" if facts else "")
        items = dict.fromkeys((*result.scores, *(("overall",) if level else ())))
        rows += [
            (year, item, rounded(result.scores.get(item)), level if item == "overall" else None)
            for item in items
        ]
    title = "คะแนน ITA รายปี", "ITA scores by year"
    return DataTable("scores", *title, ("year", "item"), fields, _tidy(rows))


def _divisions(content: SiteContent, progress: Progress) -> DataTable:
    fields = (
        *(_YEAR, _MONTH),
        DataField("division_code", "string", "รหัสกอง", "Code of the division", True),
        DataField("division_name", "string", "ชื่อกอง", "Name of the division"),
        _COMPLETION,
        DataField(
            "report",
            "string",
            "การส่งรายงานของเดือน: on-time, late, empty, rejected, not-due, missing",
            "The month's report: on-time, late, empty, rejected, not-due, missing",
        ),
    )
    start = content.plan.fiscal_year, str(progress.figures.month)
    rows = [
        (*start, each.division_code, each.division_name, rounded(each.completion), each.report)
        for each in progress.figures.divisions
    ]
    title = "ความคืบหน้ารายกอง", "Progress by division"
    return DataTable("divisions", *title, ("division_code",), fields, _tidy(rows))


def _said(text: str) -> str:
    """A printed text as data: a dash is no value."""
    return "" if text == NOTHING_LEFT else text


def _tidy(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Texts in Arabic digits and fit for the public; a blank one is no value."""

    def tidy(cell: Cell) -> Cell:
        return with_numerals(public(cell), "arabic") or None if isinstance(cell, str) else cell

    return tuple(tuple(map(tidy, row)) for row in rows)


LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def data_json(content: SiteContent, tables: Sequence[DataTable]) -> bytes:
    """Everything in one file: the office, what is filed where, the overall figures and every table."""
    agency = content.plan.agency
    document: dict[str, Any] = {
        "agency_code": agency.agency_code,
        "agency_name": public(agency.agency_name),
        "district": public(agency.district),
        "province": public(agency.province),
        "fiscal_year": content.plan.fiscal_year,
        "month": str(content.month) if content.month else None,
        "items": {
            each.paper: {"assessment_year": each.year, "code": each.code or None}
            for each in (content.plan_filing, content.result_filing)
        },
        "overall": _overall(content.progress) if content.progress else None,
        "measures": {page.measure.measure_no: _measure(page) for page in content.measures},
        "licence": LICENCE,
        **{
            table.name: [
                dict(zip((each.id for each in table.fields), row, strict=True)) for row in table.rows
            ]
            for table in tables
        },
    }
    if content.progress is None:
        del document["overall"]
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _measure(page: MeasurePage) -> dict[str, Any]:
    return {"page": page.path, "evidence": list(page.links), "pictures": [each.path for each in page.photos]}


def _overall(progress: Progress) -> dict[str, Any]:
    figures = progress.figures
    states = ("expected", "received", "on_time", "late", "empty", "rejected", "missing")
    return {
        "completion": rounded(figures.completion),
        "planned": rounded(figures.planned),
        "steps_done": figures.counts.steps_done,
        "steps_total": figures.counts.steps_total,
        "reporting": [
            {"month": str(month), **{name: getattr(each, name) for name in states}}
            for month, each in progress.reporting
        ],
    }


def data_package(content: SiteContent, tables: Sequence[DataTable]) -> bytes:
    """The description of the tables for programs (datapackage.json), beside the CSV files."""
    agency, year = content.plan.agency, content.plan.fiscal_year
    code = "".join(each for each in agency.agency_code.lower() if each.isascii() and each.isalnum())
    document = {
        "name": f"ita-{code}-{year}" if code else f"ita-{year}",
        "title": public(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส {agency.agency_name} ปีงบประมาณ พ.ศ. {year}"),
        "description": (
            "แผนมาตรการ ผลการดำเนินงาน และคะแนน ITA ของหน่วยงาน — The office's integrity measures, "
            "their results and its ITA scores. Texts that begin like a formula have an apostrophe in front."
        ),
        "licenses": [LICENCE],
        "resources": [_resource(each) for each in tables],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: DataTable) -> Mapping[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.th,
        "description": f"{table.th} — {table.en}",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": each.id,
                    "type": each.kind,
                    "title": each.th,
                    "description": f"{each.th} — {each.en}",
                    **({"constraints": {"required": True}} if each.required else {}),
                }
                for each in table.fields
            ],
            "primaryKey": list(table.key),
        },
    }
