"""A rule that is announced before it bites is milder for earlier months."""

from __future__ import annotations

import pytest

from toolkit.messages import catalogue
from toolkit.messages.catalogue import describe, graded, verdict_of
from toolkit.messages.rule import Rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.month import Month

WORDS = (("พบ", "แก้"), ("Found", "Mend"))


@pytest.mark.parametrize(
    ("rule", "month", "severity"),
    [
        (Rule("error", *WORDS), "2567-01", "error"),
        (Rule("error", *WORDS, error_from="2570-10"), "2570-09", "warning"),
        (Rule("error", *WORDS, error_from="2570-10"), "2570-10", "error"),
        (Rule("warning", *WORDS, warning_from="2570-10"), "2570-09", "note"),
        (Rule("warning", *WORDS, warning_from="2570-10"), "2571-01", "warning"),
        (Rule("error", *WORDS, "2570-10", "2571-10"), "2570-09", "note"),
        (Rule("error", *WORDS, "2570-10", "2571-10"), "2570-10", "warning"),
        (Rule("error", *WORDS, "2570-10", "2571-10"), "2571-09", "warning"),
        (Rule("error", *WORDS, "2570-10", "2571-10"), "2571-10", "error"),
    ],
)
def test_severity_by_month(
    monkeypatch: pytest.MonkeyPatch, rule: Rule, month: str, severity: Severity
) -> None:
    monkeypatch.setattr(catalogue, "CATALOGUE", {"some-rule": rule})
    (found,) = graded([Finding("some-rule")], Month.parse(month))
    assert describe(found).severity == severity
    assert (verdict_of([found]) == "rejected") is (severity == "error")


def test_a_finding_that_is_as_grave_as_ever_stays_as_it_is() -> None:
    finding = Finding("percent-range", cell="F7")
    assert next(graded([finding], Month(2567, 3))) is finding
