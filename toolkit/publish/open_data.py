"""The open data: its tables, described in `open_data.toml`, and the files that they become.

Digits are Arabic, months "2567-03" (Buddhist era, October of fiscal year 2567 is 2566-10), percents numbers.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from toolkit.assessment.scoring import level_name, results_of
from toolkit.model.figures import rounded
from toolkit.office.csv_text import CsvCell, csv_text
from toolkit.publish.content import PublicProgress, SiteContent
from toolkit.publish.public_text import public
from toolkit.report.kinds import with_numerals
from toolkit.thai.labels import NOTHING_LEFT

_Row = Mapping[str, CsvCell]


@dataclass(frozen=True, slots=True)
class DataField:
    """One column: its id, its type, what it holds in Thai and in English, and the path to its values."""

    id: str
    type: Literal["string", "integer", "number"]
    th: str
    en: str
    required: bool = False
    of: str = ""


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
    """Return every table of the site; that of divisions only where progress is public.

    A row is made from what its fields name in `open_data.toml`: `of = "page.measure.measure"`.
    """
    figures = content.progress.figures if content.progress else None
    steps, measures = (figures.steps, figures.measures) if figures else ((), ())
    of_step = {(result.measure_no, result.step_no): result for result in steps}
    of_measure = {result.measure_no: result for result in measures}
    tables: dict[str, list[Mapping[str, Any]]] = {
        "plan": [
            {"page": page, "row": row, "due": page.measure.step_due(row.step)}
            for page in content.measures
            for row in page.steps
        ],
        # Before the first month has ended, rows of blanks would look like steps without a result.
        "status": [
            {"page": page, "row": row, "figures": of_step.get((row.step.measure_no, row.step.step_no))}
            for page in content.measures
            for row in page.steps
            if content.month
        ],
        "results": [
            {"page": page, "figures": of_measure.get(page.measure.measure_no)}
            for page in content.measures
            if page.reported is not None
        ],
        "scores": [*_scores(content)],
        **({"divisions": [{"figures": division} for division in figures.divisions]} if figures else {}),
    }
    return tuple(_table(name, content, rows) for name, rows in tables.items())


def _scores(content: SiteContent) -> Iterator[Mapping[str, CsvCell]]:
    for year, result in results_of(content.plan.scores).items():
        level = level_name(result)
        # A year of which only the level is known has a row for it too.
        for item in dict.fromkeys((*result.scores, *(("overall",) if level else ()))):
            score = rounded(result.scores.get(item))
            yield {"year": year, "item": item, "score": score, "level": level if item == "overall" else None}


def _table(name: str, content: SiteContent, scopes: Iterable[Mapping[str, Any]]) -> DataTable:
    described, shared = _descriptions()[name], _descriptions()["shared"]
    columns = [
        {"id": column, **shared[column]} if isinstance(column, str) else column
        for column in (*described["fields"], *(described.get("figures", ()) if content.progress else ()))
    ]
    return DataTable(
        name=name,
        th=described["th"],
        en=described["en"],
        key=tuple(described["key"]),
        fields=tuple(DataField(**column) for column in columns),
        rows=tuple(
            {column["id"]: _cell({"content": content, **scope}, column["of"]) for column in columns}
            for scope in scopes
        ),
    )


@cache
def _descriptions() -> Mapping[str, Any]:
    return tomllib.loads(files("toolkit.publish").joinpath("open_data.toml").read_text("utf-8"))


def _cell(scope: Mapping[str, Any], path: str) -> CsvCell:
    """Return what a path of names leads to: a text in Arabic digits and fit for the public, a number, or None
    for what is blank, a dash or not counted (null and not 0)."""
    first, *names = path.split(".")
    value = scope[first]
    for name in names:
        value = None if value is None else getattr(value, name)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Fraction):
        return rounded(value)
    # Programs that read open data expect Arabic digits, whatever the office prints in.
    text = with_numerals(public(str(value)), "arabic")
    return None if text in ("", NOTHING_LEFT) else text


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
