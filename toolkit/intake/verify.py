"""Verifying an office's memory: the chain of the ledger, and every file that it says was kept, read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.intake.archive import archive_fault, content_of_file, plan_of_file
from toolkit.model.finding import Finding, Location, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import SCHEMA, Ledger, LedgerLine
from toolkit.office.ledger_content import ENTRY_FIELDS, OUTCOME_FIELDS, LedgerMonth, plain_plan
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.words import STATUS_LABELS


@dataclass(frozen=True)
class Verified:
    """What a verification looked at and found; `lines` and `files` count what was compared."""

    lines: int
    files: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether everything that was accepted and issued is still there, unchanged."""
        return all(finding.code == "archive-unlisted" for finding in self.findings)


def verify(office: OfficeFolder) -> Verified:
    """Compare the ledger's chain of hashes and every archived file with what the ledger says, row by row.

    A file that no line names is a finding too: a run that was cut off left it, or somebody put it there. It
    counts nowhere.
    """
    try:
        ledger = Ledger(office.ledger, keep=False)
    except UserError as error:
        return Verified(0, 0, (error.finding,))
    kept: dict[str, list[Finding]] = {}
    for line in ledger.lines:
        if line.kept:
            kept.setdefault(line.kept, []).extend(_faults(office, line))
    findings = [finding for name in sorted(kept) for finding in dict.fromkeys(kept[name])]
    findings += [
        Finding("archive-unlisted", found=name, file=name) for name in _present(office) if name not in kept
    ]
    return Verified(len(ledger.lines), len(kept), tuple(findings))


def _faults(office: OfficeFolder, line: LedgerLine) -> Iterator[Finding]:
    try:
        fault = archive_fault(office, line)
        if fault is None:
            yield from _differences(office, line)
        else:
            yield fault
    except UserError as error:  # locked by another program, say: the other files are compared all the same
        yield replace(error.finding, file=line.kept)


def _differences(office: OfficeFolder, line: LedgerLine) -> Iterator[Finding]:
    """Yield each cell of an archived file that says something else than its line."""
    if line.plan is not None:
        plan = plan_of_file(office, line)
        yield from _plan_differences(line, {} if plan is None else plain_plan(plan), line.plan)
    if line.event != "accepted" or line.schema < SCHEMA:  # schema 1 has nothing to compare
        return
    read_again, photos = next(content_of_file(office, line), ((), ()))
    again = {month.month: month for month in read_again}
    for photo in dict.fromkeys((*line.photos, *photos)):
        if (photo in line.photos) != (photo in photos):
            text = f"{photo.measure_no} {photo.caption}".strip()
            found, expected = (text, "") if photo in photos else ("", text)
            yield Finding("archive-differs", photo.sheet, photo.cell, found, expected, line.archive)
    for month in line.months:
        ledger = _values(month)
        file = _values(again[month.month]) if month.month in again else {}
        if not file:
            whole = format_month(month.month, "full")
            yield Finding("archive-differs", month.sheet, "", "", whole, line.archive)
            continue
        for key in dict.fromkeys((*ledger, *file)):
            (cell, expected), (own_cell, found) = ledger.get(key, ("", "")), file.get(key, ("", ""))
            if (cell, expected) != (own_cell, found):
                yield Finding("archive-differs", month.sheet, own_cell or cell, found, expected, line.archive)


def _plan_differences(line: LedgerLine, file: object, ledger: object, at: str = "") -> Iterator[Finding]:
    """Yield each field of a plan in which its file differs from its line, by the names of the fields."""
    if isinstance(file, Mapping) and isinstance(ledger, Mapping):
        for name in sorted(file.keys() | ledger.keys()):
            yield from _plan_differences(line, file.get(name), ledger.get(name), f"{at} {name}")
    elif isinstance(file, list) and isinstance(ledger, list) and len(file) == len(ledger):
        for number, pair in enumerate(zip(file, ledger, strict=True), 1):
            yield from _plan_differences(line, *pair, f"{at} {number}")
    elif file != ledger:
        found, expected = (f"{at.strip()}: {'' if value is None else value}" for value in (file, ledger))
        yield Finding("archive-differs", "", "", found, expected, line.kept)


def _values(month: LedgerMonth) -> dict[str, tuple[str, str]]:
    """Return every value of a month that was read, with its cell."""
    report = month.report
    assert report is not None
    day = format_date(report.reported_on) if report.reported_on else ""
    values = {
        "reporter": (report.cells.get("reporter", ""), report.reporter),
        "reported_on": (report.cells.get("reported_on", ""), day),
    }
    for entry in report.rows:
        percent = "" if entry.percent is None else f"{float(entry.percent):.10g}"
        texts = (STATUS_LABELS[entry.status], percent, entry.action, entry.evidence, entry.reason)
        values |= _row(entry.location, entry.key, ENTRY_FIELDS, texts)
    for row in report.outcomes:
        summaries = (row.result, row.outcome, row.problem, row.suggestion)
        values |= _row(row.location, row.measure_no, OUTCOME_FIELDS, summaries)
    return values


def _row(
    location: Location, key: str, fields: tuple[str, ...], texts: tuple[str, ...]
) -> dict[str, tuple[str, str]]:
    return {
        f"{key} {location.row} {name}": (location.cell(name), text)
        for name, text in zip(fields, texts, strict=True)
        if text
    }


def _present(office: OfficeFolder) -> list[str]:
    """Return the files of the archive, but the ledger, the lock and what a writer has not finished."""
    found = (path for path in office.archive.rglob("*") if path.is_file() and path != office.ledger)
    return sorted(office.relative(path) for path in found if not path.name.startswith("."))
