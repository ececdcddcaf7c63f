"""A rule that is announced before it bites is milder for earlier months."""

from __future__ import annotations

import pytest

from toolkit.messages import catalogue
from toolkit.messages.catalogue import Rule, describe, graded, verdict_of
from toolkit.model.finding import Finding, Severity
from toolkit.model.month import Month


def rule(severity: Severity, **months: str) -> Rule:
    return Rule(severity=severity, th=("พบ", "แก้"), en=("Found", "Mend"), **months)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("announced", "month", "severity"),
    [
        (rule("error"), "2567-01", "error"),
        (rule("error", error_from="2570-10"), "2570-09", "warning"),
        (rule("error", error_from="2570-10"), "2570-10", "error"),
        (rule("warning", warning_from="2570-10"), "2570-09", "note"),
        (rule("warning", warning_from="2570-10"), "2571-01", "warning"),
        (rule("error", warning_from="2570-10", error_from="2571-10"), "2570-09", "note"),
        (rule("error", warning_from="2570-10", error_from="2571-10"), "2570-10", "warning"),
        (rule("error", warning_from="2570-10", error_from="2571-10"), "2571-09", "warning"),
        (rule("error", warning_from="2570-10", error_from="2571-10"), "2571-10", "error"),
    ],
)
def test_severity_by_month(
    monkeypatch: pytest.MonkeyPatch, announced: Rule, month: str, severity: Severity
) -> None:
    monkeypatch.setattr(catalogue, "CATALOGUE", {"some-rule": announced})
    (found,) = graded([Finding("some-rule")], Month.parse(month))
    assert describe(found).severity == severity
    assert (verdict_of([found]) == "rejected") is (severity == "error")


def test_a_finding_that_is_as_grave_as_ever_stays_as_it_is() -> None:
    finding = Finding("percent-range", cell="F7")
    assert next(graded([finding], Month(2567, 3))) is finding
