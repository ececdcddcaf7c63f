"""The catalogue of findings: every code with its severity and its words in Thai and English.

The words stand in `words/*.toml`, one file a family, one table a code. A message says what was found, the
advice what to do: one sentence each. `{found}`, `{expected}`, `{sheet}`, `{cell}` and `{file}` stand for the
finding's own values. The cell is put in front of every message that has one, so that no entry names it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from toolkit.model.cells import cell_position
from toolkit.model.finding import SEVERITIES, FileResult, Finding, Lang, Severity, Verdict, listed
from toolkit.model.month import Month

FAMILIES = (
    *("reading", "plan", "plan_sense", "submission", "values", "sense", "safety", "office", "report", "memo"),
    *("printing", "publish", "photo", "importing", "scale"),
)
"""The files of `words/`, in the order in which the catalogue lists their codes."""
_WORDS = Path(__file__).with_name("words")
# A cell may hold pages of text; a message is one line.
_LONGEST_VALUE = 120

Scope = Literal["cell", "sheet", "file"]
"""How much of a finding's location its message names: "cell" only the cell, "file" all of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
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
        """Return how grave the finding is in what is reported for a month."""
        # By the month that is reported, not by today: a late report is judged as its month was.
        if self.warning_from and month < Month.parse(self.warning_from):
            return "note"
        if self.error_from and month < Month.parse(self.error_from) and self.severity == "error":
            return "warning"
        return self.severity


class _Catalogue(Mapping[str, Rule]):
    """Rules by code, each parsed when it is first asked for."""

    def __getitem__(self, code: str) -> Rule:
        return _rule(code)

    def __iter__(self) -> Iterator[str]:
        return iter(_tables())

    def __len__(self) -> int:
        return len(_tables())


CATALOGUE: Mapping[str, Rule] = _Catalogue()


def codes_of(family: str) -> tuple[str, ...]:
    """Return the codes of one family, in the order of its file."""
    return tuple(_family_tables(family))


@cache
def _tables() -> Mapping[str, str]:
    return {code: table for family in FAMILIES for code, table in _family_tables(family).items()}


def _family_tables(family: str) -> Mapping[str, str]:
    """Return the TOML text of each code in a family's file."""
    # Parsing all files takes tomllib a tenth of a second and a command needs a few codes, so the files are
    # only cut at their headings here.
    _, *parts = re.split(r"^\[(.+)\]$", (_WORDS / f"{family}.toml").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@cache
def _rule(code: str) -> Rule:
    table = tomllib.loads(_tables()[code])
    example = table.get("example", {})
    return Rule(
        severity=table["severity"],
        th=(table["th"]["message"], table["th"]["advice"]),
        en=(table["en"]["message"], table["en"]["advice"]),
        warning_from=table.get("warning_from", ""),
        error_from=table.get("error_from", ""),
        example=(example.get("found", ""), example.get("expected", "")),
    )


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words."""

    severity: Severity
    message: str
    advice: str


def severity_of(finding: Finding) -> Severity:
    """Return a finding's own severity if it was graded, else that of its code."""
    return finding.severity or CATALOGUE[finding.code].severity


def graded(findings: Iterable[Finding], month: Month) -> Iterator[Finding]:
    """Yield findings about a month, each as grave as its rule is in that month."""
    for finding in findings:
        rule = CATALOGUE[finding.code]
        severity = rule.severity_in(month)
        yield finding if severity == rule.severity else replace(finding, severity=severity)


def describe(finding: Finding, lang: Lang = "th", scope: Scope = "cell") -> FindingText:
    """Return the words of one finding. Raises KeyError for a code that is not in the catalogue.

    The message begins with as much of the location as `scope` asks for: "แผ่น กอง เซลล์ D7: …" for "sheet".
    """
    rule = CATALOGUE[finding.code]
    message, advice = rule.th if lang == "th" else rule.en
    values = {
        "found": _shown(finding.found),
        "expected": _shown(finding.expected),
        "sheet": _shown(finding.sheet),
        "cell": finding.cell,
        "file": printable(finding.file),
    }
    # A message that names the file itself does not have it in front as well.
    file = values["file"] if scope == "file" and "{file}" not in message else ""
    sheet = values["sheet"] if scope != "cell" else ""
    front = _location_in_words(file, sheet, finding.cell, lang)
    if not finding.found:
        message = _FOUND_BESIDE.sub("", message)
    # People's texts go in as values, so that braces in them are not read as places to fill.
    message = message.format(**values)
    more = "” และอีก \\1 รายการ" if lang == "th" else '" and \\1 more'
    message = _MORE.sub(more, message) if lang == "th" else _MORE.sub(more, message).replace("”, “", '", "')
    return FindingText(severity_of(finding), front + message, advice.format(**values))


_MORE = re.compile('”, “\\+([0-9]+)[”"]')
"""How many texts more than those that are quoted were found."""

_FOUND_BESIDE = re.compile(r" ?\([^()]*\{found\}[^()]*\)")
"""What was found, in brackets: of a blank cell nothing is to be said."""
_NO_REQUEST = ("โปรด", "ถ้า", "ไม่ต้อง", "ครั้งต่อไป", "เดือนต่อไป", "เมื่อ", "ขอ", "รอ", "ให้")
"""How advice begins that asks in its own words, or asks for nothing."""
_CONDITION = re.compile(r"^((?:ถ้า.*?|ครั้งต่อไป|เดือนต่อไป)\s?)ให้(?=[ก-๙])")


def as_request(advice: str) -> str:
    """Return Thai advice as a division is asked: "โปรดเลือกสถานะ…", "ครั้งต่อไปโปรดพิมพ์…"."""
    if advice.startswith(_NO_REQUEST):
        return _CONDITION.sub(r"\1โปรด", advice, count=1)
    return f"โปรด{advice}" if advice else ""


def _location_in_words(file: str, sheet: str, cell: str, lang: Lang) -> str:
    """Return the known parts of a location with a colon, to stand in front of a message; "" for none."""
    if lang == "th":
        words = " ".join(filter(None, (file, sheet and f"แผ่น {sheet}", cell and f"เซลล์ {cell}")))
    else:
        cells = "cells" if "," in cell else "cell"
        words = ", ".join(filter(None, (file, sheet and f"sheet {sheet}", cell and f"{cells} {cell}")))
        words = words if file else words[:1].upper() + words[1:]
    return f"{words}: " if words else ""


def printable(text: str) -> str:
    """Return a text for one line: line ends as blanks, control and direction characters escaped."""
    line = text.replace("\n", " ")
    # In the name of a sheet or a file such characters could make a message read as another one.
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in line)


def _shown(text: str) -> str:
    safe = printable(text)
    return safe if len(safe) <= _LONGEST_VALUE else safe[: _LONGEST_VALUE - 1] + "…"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings is an error."""
    return any(severity_of(finding) == "error" for finding in findings)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return rejected with an error, warned with a warning, else accepted."""
    severities = {severity_of(finding) for finding in findings}
    return "rejected" if "error" in severities else "warned" if "warning" in severities else "accepted"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the distinct findings: errors first, then by sheet as first met, then by cell as in Excel.

    Cells go row by row, and column AA stands after Z.
    """
    distinct = tuple(dict.fromkeys(findings))
    # As first met, which is the order of the year: names of months do not sort.
    sheets = tuple(dict.fromkeys(finding.sheet for finding in distinct))

    def key(finding: Finding) -> tuple[int, int, int, int]:
        try:
            row, column = cell_position(re.split("[:, ]", finding.cell)[0])
        except ValueError:  # no cell, or whole columns
            row = column = 0
        return SEVERITIES.index(severity_of(finding)), sheets.index(finding.sheet), row, column

    return tuple(sorted(distinct, key=key))


def result_of(file: str, kind: str, findings: Iterable[Finding]) -> FileResult:
    """Return the verdict on a file from its findings, which it holds in order."""
    ordered = in_order(findings)
    return FileResult(file, kind, verdict_of(ordered), ordered)


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return equal findings of one sheet as one, in order, with their first cells listed ("F7, F9 …")."""
    cells: dict[Finding, list[str]] = {}
    for finding in in_order(findings):
        cells.setdefault(replace(finding, cell=""), []).append(finding.cell)
    return tuple(replace(finding, cell=listed(same)) for finding, same in cells.items())
