"""The catalogue of findings: every code with its severity and its words in Thai and English.

A message says what was found, the advice what to do: one sentence each. `{found}`, `{expected}`,
`{sheet}`, `{cell}` and `{file}` stand for the finding's own values. The cell is put in front of every
message that has one, so that no entry has to name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.messages.importing import IMPORTING
from toolkit.messages.memo import MEMO
from toolkit.messages.office import OFFICE
from toolkit.messages.photo import PHOTO
from toolkit.messages.plan import PLAN
from toolkit.messages.plan_sense import PLAN_SENSE
from toolkit.messages.printing import PRINTING
from toolkit.messages.publish import PUBLISH
from toolkit.messages.reading import READING
from toolkit.messages.report import REPORT
from toolkit.messages.rule import Rule
from toolkit.messages.safety import SAFETY
from toolkit.messages.scale import SCALE
from toolkit.messages.sense import SENSE
from toolkit.messages.submission import SUBMISSION
from toolkit.messages.values import VALUES
from toolkit.model.finding import SEVERITIES, FileResult, Finding, Lang, Severity, Verdict
from toolkit.model.month import Month

Scope = Literal["cell", "sheet", "file"]

CATALOGUE: Mapping[str, Rule] = {
    **READING,
    **PLAN,
    **PLAN_SENSE,
    **SUBMISSION,
    **VALUES,
    **SENSE,
    **SAFETY,
    **OFFICE,
    **REPORT,
    **MEMO,
    **PRINTING,
    **PUBLISH,
    **PHOTO,
    **IMPORTING,
    **SCALE,
}


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words."""

    severity: Severity
    message: str
    advice: str


def severity_of(finding: Finding) -> Severity:
    """How grave a finding is: as it was graded, else by its code."""
    return finding.severity or CATALOGUE[finding.code].severity


def graded(findings: Iterable[Finding], month: Month) -> Iterator[Finding]:
    """Findings about a month, each as grave as its rule is in that month."""
    for finding in findings:
        rule = CATALOGUE[finding.code]
        severity = rule.severity_in(month)
        yield finding if severity == rule.severity else replace(finding, severity=severity)


def describe(finding: Finding, lang: Lang = "th", place: Scope = "cell") -> FindingText:
    """The words of one finding. Raises KeyError for a code that is not in the catalogue.

    `place` is the widest part of its place that is put in front: "แผ่น กอง เซลล์ D7: …" for "sheet".
    """
    rule = CATALOGUE[finding.code]
    values = {
        "found": _shown(finding.found),
        "expected": _shown(finding.expected),
        "sheet": _shown(finding.sheet),
        "cell": finding.cell,
        "file": printable(finding.file),
    }
    message, advice = rule.th if lang == "th" else rule.en
    file = values["file"] if place == "file" and "{file}" not in message else ""
    sheet = values["sheet"] if place != "cell" else ""
    front = _front(file, sheet, finding.cell, lang)
    return FindingText(severity_of(finding), front + message.format(**values), advice.format(**values))


def _front(file: str, sheet: str, cell: str, lang: Lang) -> str:
    """The parts of a place that are known, as they stand in front of a message; "" where none is."""
    if lang == "th":
        place = " ".join(filter(None, (file, sheet and f"แผ่น {sheet}", cell and f"เซลล์ {cell}")))
    else:
        cells = "cells" if "," in cell else "cell"
        place = ", ".join(filter(None, (file, sheet and f"sheet {sheet}", cell and f"{cells} {cell}")))
        place = place if file else place[:1].upper() + place[1:]
    return f"{place}: " if place else ""


def printable(text: str) -> str:
    """A text as it may be shown on a line: control and direction characters escaped, line ends as blanks."""
    lines = " ".join(text.split("\n"))
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in lines)


def _shown(text: str) -> str:
    """A value as it may be shown, at most 120 characters."""
    safe = printable(text)
    return safe if len(safe) <= 120 else safe[:119] + "…"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(severity_of(each) == "error" for each in findings)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """rejected with an error, warned with a warning, else accepted."""
    severities = {severity_of(each) for each in findings}
    return "rejected" if "error" in severities else "warned" if "warning" in severities else "accepted"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by sheet as met and cell in Excel's order (AA after Z)."""
    listed = list(findings)
    sheets = {sheet: index for index, sheet in reversed(list(enumerate(each.sheet for each in listed)))}

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        letters = finding.cell.rstrip("0123456789")
        row = finding.cell[len(letters) :]
        return (
            SEVERITIES.index(severity_of(finding)),
            sheets[finding.sheet],
            int(row or 0),
            len(letters),
            letters,
        )

    return tuple(sorted(dict.fromkeys(listed), key=key))


def result_of(file: str, kind: str, findings: Iterable[Finding]) -> FileResult:
    """The verdict on a file from its findings, put in order."""
    ordered = in_order(findings)
    return FileResult(file, kind, verdict_of(ordered), ordered)


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Equal findings of one sheet as one, with their cells listed ("F7, F9"), in order."""
    cells: dict[Finding, list[str]] = {}
    for finding in in_order(findings):
        cells.setdefault(replace(finding, cell=""), []).append(finding.cell)
    return tuple(
        replace(finding, cell=", ".join(each[:8]) + (" …" if len(each) > 8 else ""))
        for finding, each in cells.items()
    )
