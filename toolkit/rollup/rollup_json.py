"""The figures as JSON: the keys and words that other programs rely on (contract)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolkit.messages.catalogue import describe
from toolkit.model.figures import Counts, Restatement, StepResult, rounded
from toolkit.model.finding import FileResult, Finding, Lang
from toolkit.rollup.roll_up import RollUp

_COUNTS = ("steps_done", "steps_total", "steps_na", "steps_cannot", "steps_overdue")
_REPORTING = ("expected", "received", "on_time", "late", "empty", "rejected", "missing")


def files_json(files: Iterable[FileResult], lang: Lang) -> list[dict[str, Any]]:
    """Return the verdict on each file with its findings in words."""
    return [
        {
            "file": file.file,
            "kind": file.kind,
            "verdict": file.verdict,
            "findings": [finding_json(finding, lang) for finding in file.findings],
        }
        for file in files
    ]


def finding_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    """Return one finding with its words."""
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


def report_file_json(roll_up: RollUp, lang: Lang) -> dict[str, Any]:
    """Return what `reports/rollup-<month>.json` holds: whose figures they are, then those of `--json`."""
    agency = roll_up.plan.agency
    return {
        # A province gets the file without its folder: it has to say whose figures it holds.
        "agency_code": agency.agency_code,
        "agency_name": agency.agency_name,
        "district": agency.district,
        "province": agency.province,
        "plan_digest": roll_up.plan.digest,
        "ledger_head": roll_up.ledger_head,
        **roll_up_json(roll_up, lang),
    }


def roll_up_json(roll_up: RollUp, lang: Lang) -> dict[str, Any]:
    """Return what `ita rollup --json` and `ita status --json` print."""
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
                "measure_no": measure.measure_no,
                "label": measure.label,
                "completion": rounded(measure.completion),
                "planned": rounded(measure.planned),
                "state": measure.state,
                **_counts(measure.counts),
            }
            for measure in figures.measures
        ],
        "steps": [_step(step) for step in figures.steps],
        "divisions": [
            {
                "division_code": division.division_code,
                "division_name": division.division_name,
                "completion": rounded(division.completion),
                "report": division.report,
                # With its offset from UTC: whether it was in time is judged in Bangkok.
                "received": division.received.isoformat() if division.received else None,
            }
            for division in figures.divisions
        ],
        "reporting": {name: getattr(figures.reporting, name) for name in _REPORTING},
        "restatements": [_restatement(restatement) for restatement in figures.restatements],
        "files": files_json(roll_up.files, lang),
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in _COUNTS}


def _step(step: StepResult) -> dict[str, Any]:
    return {
        "measure_no": step.measure_no,
        "step_no": step.step_no,
        "completion": rounded(step.completion),
        "planned": rounded(step.planned),
        "state": step.state,
        "assignments": [
            {
                "division_code": assignment.division_code,
                "status": assignment.status,
                "percent": rounded(assignment.percent),
                "month": str(assignment.month) if assignment.month else None,
                "stale": assignment.stale,
            }
            for assignment in step.assignments
        ],
    }


def _restatement(restatement: Restatement) -> dict[str, Any]:
    return {
        "month": str(restatement.month),
        "division_code": restatement.division_code,
        "measure_no": restatement.measure_no,
        "step_no": restatement.step_no,
        "field": restatement.field,
        "was": restatement.was,
        # A word of Python, so the field cannot have the name of its key.
        "is": restatement.now,
        "received": restatement.received.isoformat(),
        "file": restatement.file,
    }
