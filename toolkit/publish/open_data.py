"""The open data as files: each table as CSV, all of them as JSON, and a Frictionless data package.

CSV is UTF-8 with a byte order mark; a text that a spreadsheet program would take for a formula gets an
apostrophe in front. JSON has the texts as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.model.completion import rounded
from toolkit.publish.content import MeasurePage, Progress, SiteContent
from toolkit.publish.data_tables import DataTable
from toolkit.publish.public_text import public

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def table_csv(table: DataTable) -> bytes:
    """A table as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([each.id for each in table.fields])
    writer.writerows([["" if cell is None else _guarded(cell) for cell in row] for row in table.rows])
    return stream.getvalue().encode("utf-8-sig")


def _guarded(cell: str | int | float) -> str | int | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


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
