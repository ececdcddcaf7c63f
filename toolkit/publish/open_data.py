"""The open data: its tables, described in `open_data.toml`, and the files that they become.

Digits are Arabic, months "2567-03" (Buddhist era, October of fiscal year 2567 is 2566-10), percents numbers.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from toolkit.assessment.scoring import level_name, results_of
from toolkit.model.figures import MeasureResult, StepResult, rounded
from toolkit.office.csv_text import CsvCell, csv_text
from toolkit.publish.content import PublicProgress, SiteContent
from toolkit.publish.public_text import public
from toolkit.report.kinds import with_numerals
from toolkit.thai.labels import NOTHING_LEFT

_Row = Mapping[str, CsvCell]


@dataclass(frozen=True, slots=True)
class DataField:
    """One column: its id, its type, and what it holds in Thai and in English."""

    id: str
    type: Literal["string", "integer", "number"]
    th: str
    en: str
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DataTable:
    """One table of open data: rows by the ids of its fields; the values of `key` tell its rows apart."""

    name: str
    th: str
    en: str
    key: tuple[str, ...]
    fields: tuple[DataField, ...]
    rows: tuple[_Row, ...]

    @property
    def path(self) -> str:
        """The file's name in the folder of the data package."""
        return f"{self.name}.csv"

    def as_csv(self) -> bytes:
        """Return the rows as CSV, headed by the ids of the fields."""
        ids = [field.id for field in self.fields]
        return csv_text(ids, ([row[id_] for id_ in ids] for row in self.rows))


def data_tables(content: SiteContent) -> tuple[DataTable, ...]:
    """Return every table of the site; that of divisions only where progress is public."""
    progress = content.progress
    tables = {
        "plan": _plan_rows(content),
        "status": _status_rows(content),
        "results": _results_rows(content),
        "scores": _scores_rows(content),
        **({"divisions": _division_rows(content, progress)} if progress else {}),
    }
    return tuple(_table(name, rows, with_figures=progress is not None) for name, rows in tables.items())


def _table(name: str, rows: Iterable[_Row], *, with_figures: bool) -> DataTable:
    described = _descriptions()[name]
    fields = [*described["fields"], *(described.get("figures", ()) if with_figures else ())]
    shared = _descriptions()["shared"]
    columns = tuple(
        DataField(id=field, **shared[field]) if isinstance(field, str) else DataField(**field)
        for field in fields
    )
    return DataTable(
        name=name,
        th=described["th"],
        en=described["en"],
        key=tuple(described["key"]),
        fields=columns,
        rows=tuple({field.id: _tidy(row[field.id]) for field in columns} for row in rows),
    )


@cache
def _descriptions() -> Mapping[str, Any]:
    return tomllib.loads(files("toolkit.publish").joinpath("open_data.toml").read_text("utf-8"))


def _tidy(cell: CsvCell) -> CsvCell:
    """Return a text in Arabic digits and fit for the public; a blank one is no value."""
    if not isinstance(cell, str):
        return cell
    # Programs that read open data expect Arabic digits, whatever the office prints in.
    return with_numerals(public(cell), "arabic") or None


def _plan_rows(content: SiteContent) -> list[_Row]:
    texts = ("measure_no", "section", "issue_no", "measure", "refs", "monitoring", "expected")
    return [
        {
            "fiscal_year": content.plan.fiscal_year,
            **{name: getattr(page.measure, name) for name in texts},
            "label": page.measure.printed_no,
            "start": str(page.measure.start),
            "end": str(page.measure.end),
            "step_no": row.step.step_no,
            "step": row.step.step,
            "responsible": row.planned.responsible,
            "due": str(page.measure.step_due(row.step)),
            "every": row.step.every,
        }
        for page in content.measures
        for row in page.steps
    ]


def _status_rows(content: SiteContent) -> list[_Row]:
    """Return what was reported of each step."""
    steps = content.progress.figures.steps if content.progress else ()
    figures = {(step.measure_no, step.step_no): step for step in steps}
    return [
        {
            "fiscal_year": content.plan.fiscal_year,
            "month": str(content.month),
            "measure_no": row.step.measure_no,
            "step_no": row.step.step_no,
            "result": _reported(row.reported.result if row.reported else ""),
            **_figures(figures.get((row.step.measure_no, row.step.step_no))),
        }
        for page in content.measures
        for row in page.steps
        # Before the first month has ended, rows of blanks would look like steps without a result.
        if content.month
    ]


def _results_rows(content: SiteContent) -> list[_Row]:
    """Return the summary of each measure."""
    measures = content.progress.figures.measures if content.progress else ()
    figures = {measure.measure_no: measure for measure in measures}
    texts = ("result", "outcome", "problem", "suggestion")
    return [
        {
            "fiscal_year": content.plan.fiscal_year,
            "month": str(content.month),
            "measure_no": page.measure.measure_no,
            **{name: _reported(getattr(page.reported, name)) for name in texts},
            **_figures(figures.get(page.measure.measure_no)),
        }
        for page in content.measures
        if page.reported is not None
    ]


def _reported(text: str) -> str:
    """Return a printed text as data: a dash is no value."""
    return "" if text == NOTHING_LEFT else text


def _figures(figures: StepResult | MeasureResult | None) -> _Row:
    """Return the columns that are there only where progress is public; empty where nothing is counted."""
    if figures is None:
        # Null and not 0: nothing is counted there.
        return {"completion": None, "planned": None, "state": None}
    return {
        "completion": rounded(figures.completion),
        "planned": rounded(figures.planned),
        "state": figures.state,
    }


def _scores_rows(content: SiteContent) -> list[_Row]:
    rows: list[_Row] = []
    for year, result in results_of(content.plan.scores).items():
        level = level_name(result)
        # A year of which only the level is known has a row for it too.
        for item in dict.fromkeys((*result.scores, *(("overall",) if level else ()))):
            score = rounded(result.scores.get(item))
            rows.append(
                {"year": year, "item": item, "score": score, "level": level if item == "overall" else None}
            )
    return rows


def _division_rows(content: SiteContent, progress: PublicProgress) -> list[_Row]:
    return [
        {
            "fiscal_year": content.plan.fiscal_year,
            "month": str(progress.figures.month),
            "division_code": division.division_code,
            "division_name": division.division_name,
            "completion": rounded(division.completion),
            "report": division.report,
        }
        for division in progress.figures.divisions
    ]


LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def data_json(content: SiteContent, tables: Sequence[DataTable]) -> bytes:
    """Return everything in one file: the office, what is filed where, the overall figures and every table."""
    agency = content.plan.agency
    document: dict[str, Any] = {
        "agency_code": agency.agency_code,
        "agency_name": public(agency.agency_name),
        "district": public(agency.district),
        "province": public(agency.province),
        "fiscal_year": content.plan.fiscal_year,
        "month": str(content.month) if content.month else None,
        "items": {
            filing.paper: {"assessment_year": filing.year, "code": filing.code or None}
            for filing in (content.plan_filing, content.result_filing)
        },
        **({"overall": _overall(content.progress)} if content.progress else {}),
        "measures": {
            page.measure.measure_no: {
                "page": page.path,
                "evidence": list(page.links),
                "pictures": [photo.path for photo in page.photos],
            }
            for page in content.measures
        },
        "licence": LICENCE,
        **{table.name: table.rows for table in tables},
    }
    # Thai letters as they are: escaped they take twice the room, and nobody can read them.
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _overall(progress: PublicProgress) -> dict[str, Any]:
    figures = progress.figures
    states = ("expected", "received", "on_time", "late", "empty", "rejected", "missing")
    return {
        "completion": rounded(figures.completion),
        "planned": rounded(figures.planned),
        "steps_done": figures.counts.steps_done,
        "steps_total": figures.counts.steps_total,
        "reporting": [
            {"month": str(month), **{name: getattr(counts, name) for name in states}}
            for month, counts in progress.reporting
        ],
    }


def data_package(content: SiteContent, tables: Sequence[DataTable]) -> bytes:
    """Return the description of the tables for programs (datapackage.json), beside the CSV files."""
    agency, year = content.plan.agency, content.plan.fiscal_year
    # The name of a data package may hold only small Latin letters, digits and a few signs.
    code = "".join(re.findall("[a-z0-9]", agency.agency_code.lower()))
    document = {
        "name": f"ita-{code}-{year}" if code else f"ita-{year}",
        "title": public(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส {agency.agency_name} ปีงบประมาณ พ.ศ. {year}"),
        "description": (
            "แผนมาตรการ ผลการดำเนินการ และคะแนน ITA ของหน่วยงาน — The office's integrity measures, "
            "their results and its ITA scores. Texts that begin like a formula have an apostrophe in front."
        ),
        "licenses": [LICENCE],
        "resources": [_resource(table) for table in tables],
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
                    "name": field.id,
                    "type": field.type,
                    "title": field.th,
                    "description": f"{field.th} — {field.en}",
                    # Only where it holds always: a checker of data packages refuses the file otherwise.
                    **({"constraints": {"required": True}} if field.required else {}),
                }
                for field in table.fields
            ],
            "primaryKey": list(table.key),
        },
    }
