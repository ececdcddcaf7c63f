"""The figures as JSON: the keys and words that other programs rely on (contract)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from toolkit.messages.catalogue import describe
from toolkit.model.figures import rounded
from toolkit.model.finding import FileResult, Finding, Lang
from toolkit.model.month import Month
from toolkit.rollup.roll_up import RollUp

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
        **{name: getattr(finding, name) for name in ("sheet", "cell", "found", "expected")},
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
            **_plain(figures.counts),
        },
        "measures": [
            {**_plain(measure, without=("counts",)), **_plain(measure.counts)} for measure in figures.measures
        ],
        "steps": _plain(figures.steps),
        "divisions": [_plain(division, without=("asked", "instead")) for division in figures.divisions],
        "reporting": {name: getattr(figures.reporting, name) for name in _REPORTING},
        # `is` is a word of Python, so the field cannot have the name of its key.
        "restatements": [
            {"is" if name == "now" else name: value for name, value in _plain(restatement).items()}
            for restatement in figures.restatements
        ],
        "files": files_json(roll_up.files, lang),
    }


def _plain(value: object, *, without: Container[str] = ()) -> Any:
    """Return figures as JSON holds them: records by the names of their fields, which are the contract's keys;
    percents rounded."""
    if isinstance(value, Fraction):
        return rounded(value)
    if isinstance(value, dt.datetime):
        # With its offset from UTC: whether it was in time is judged in Bangkok.
        return value.isoformat()
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name not in without)
        return {name: _plain(getattr(value, name)) for name in names}
    return value
