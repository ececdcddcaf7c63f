"""One entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A code's severity and its (message, advice) in Thai and English."""

    severity: Severity
    th: tuple[str, str]
    en: tuple[str, str]
