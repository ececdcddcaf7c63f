"""The catalogue of findings: every code with its severity and its words in Thai and English.

A message says what was found, the advice what to do: one sentence each. `{found}`, `{expected}`,
`{sheet}`, `{cell}` and `{file}` stand for the finding's own values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from toolkit.catalogue.office import OFFICE
from toolkit.catalogue.plan import PLAN
from toolkit.catalogue.reading import READING
from toolkit.catalogue.rule import Rule
from toolkit.catalogue.submission import SUBMISSION
from toolkit.model.finding import SEVERITIES, FileResult, Finding, Lang, Severity, Verdict

CATALOGUE: Mapping[str, Rule] = {**READING, **PLAN, **SUBMISSION, **OFFICE}


@dataclass(frozen=True, slots=True)
class Words:
    """A finding in words."""

    severity: Severity
    message: str
    advice: str


def severity_of(finding: Finding) -> Severity:
    return CATALOGUE[finding.code].severity


def describe(finding: Finding, lang: Lang = "th") -> Words:
    """The words of one finding. Raises KeyError for a code that is not in the catalogue."""
    rule = CATALOGUE[finding.code]
    values = {
        "found": _shown(finding.found),
        "expected": _shown(finding.expected),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "file": finding.file,
    }
    message, advice = rule.th if lang == "th" else rule.en
    return Words(rule.severity, message.format(**values), advice.format(**values))


def _shown(text: str) -> str:
    """A value as it may be shown: control and direction characters escaped, at most 120 characters."""
    safe = "".join(each if each.isprintable() or each == "\n" else f"\\x{ord(each):02x}" for each in text)
    safe = " ".join(safe.split("\n"))
    return safe if len(safe) <= 120 else safe[:119] + "…"


def has_errors(findings: Iterable[Finding]) -> bool:
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
