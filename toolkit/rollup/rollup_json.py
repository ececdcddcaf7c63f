"""The figures as JSON: the keys and words that other programs rely on (contract)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolkit.messages.catalogue import describe
from toolkit.model.figures import Counts, Figures, Restatement, rounded
from toolkit.model.finding import FileResult, Finding, Lang
from toolkit.model.plan import Plan
from toolkit.rollup.roll_up import RollUp


def files_json(files: Iterable[FileResult], lang: Lang) -> list[dict[str, Any]]:
    """The verdict on each file with its findings in words."""
    return [
        {
            "file": each.file,
            "kind": each.kind,
            "verdict": each.verdict,
            "findings": [finding_json(finding, lang) for finding in each.findings],
        }
        for each in files
    ]


def finding_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    """One finding with its words."""
    words = describe(finding, lang)
    return {
        "code": finding.code,
        "severity": words.severity,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "found": finding.found,
        "expected": finding.expected,
        "message": words.message,
        "advice": words.advice,
    }


def roll_up_json(roll_up: RollUp, files: Iterable[FileResult], lang: Lang) -> dict[str, Any]:
    """What `ita rollup --json` and `ita status --json` print."""
    figures = roll_up.figures
    return {
        "fiscal_year": roll_up.plan.fiscal_year,
        "month": str(figures.month),
        "overall": {
            "completion": rounded(figures.completion),
            "planned": rounded(figures.planned),
            **_counts(figures.counts),
        },
        "measures": [
            {
                "measure_no": each.measure_no,
                "label": each.label,
                "completion": rounded(each.completion),
                "planned": rounded(each.planned),
                "state": each.state,
                **_counts(each.counts),
            }
            for each in figures.measures
        ],
        "steps": _steps(figures),
        "divisions": [
            {
                "division_code": each.division_code,
                "division_name": each.division_name,
                "completion": rounded(each.completion),
                "report": each.report,
                "received": each.received.isoformat() if each.received else None,
            }
            for each in figures.divisions
        ],
        "reporting": {
            name: getattr(figures.reporting, name)
            for name in ("expected", "received", "on_time", "late", "empty", "rejected", "missing")
        },
        "restatements": [_restatement(each) for each in figures.restatements],
        "files": files_json(files, lang),
    }


def report_file_json(roll_up: RollUp, files: Iterable[FileResult], lang: Lang) -> dict[str, Any]:
    """What `reports/rollup-<month>.json` holds: the same, and whose it is."""
    return {**_owner(roll_up.plan), **roll_up_json(roll_up, files, lang)}


def _owner(plan: Plan) -> dict[str, str]:
    agency = plan.agency
    return {
        "agency_code": agency.agency_code,
        "agency_name": agency.agency_name,
        "district": agency.district,
        "province": agency.province,
        "plan_digest": plan.digest,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in ("steps_done", "steps_total", "steps_na", "steps_cannot")}


def _steps(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "measure_no": each.measure_no,
            "step_no": each.step_no,
            "completion": rounded(each.completion),
            "planned": rounded(each.planned),
            "state": each.state,
            "assignments": [
                {
                    "division_code": assignment.division_code,
                    "status": assignment.status,
                    "percent": rounded(assignment.percent),
                    "month": str(assignment.month) if assignment.month else None,
                    "stale": assignment.stale,
                }
                for assignment in each.assignments
            ],
        }
        for each in figures.steps
    ]


def _restatement(each: Restatement) -> dict[str, Any]:
    return {
        "month": str(each.month),
        "division_code": each.division_code,
        "measure_no": each.measure_no,
        "step_no": each.step_no,
        "field": each.field,
        "was": each.was,
        "is": each.now,
        "received": each.received.isoformat(),
        "file": each.file,
    }
