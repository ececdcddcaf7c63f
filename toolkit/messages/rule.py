"""One entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Severity
from toolkit.model.month import Month


@dataclass(frozen=True, slots=True)
class Rule:
    """A code's severity and its (message, advice) in Thai and English.

    A new rule is announced before it bites: for months before `error_from` an error is only a warning,
    for months before `warning_from` it is only a note. Both are months of what is reported ("2570-10").
    `example` is a (found, expected) pair with which the words read as they do in a real workbook.
    """

    severity: Severity
    th: tuple[str, str]
    en: tuple[str, str]
    warning_from: str = ""
    error_from: str = ""
    example: tuple[str, str] = ("", "")

    def severity_in(self, month: Month) -> Severity:
        """How grave the finding is in what is reported for a month."""
        if self.warning_from and month < Month.parse(self.warning_from):
            return "note"
        if self.error_from and month < Month.parse(self.error_from) and self.severity == "error":
            return "warning"
        return self.severity
