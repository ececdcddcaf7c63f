"""What was accepted: a fold over the ledger; every archived file is compared with its hash.

The rows stand in the ledger as they were read. The file itself is opened where a picture is printed and by
`ita log --verify`.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace

from toolkit.books.plan_reading import read_plan
from toolkit.intake.month_reading import is_read, read_months
from toolkit.model.entry import AcceptedMonth, PhotoRow
from toolkit.model.finding import Finding, UserError
from toolkit.model.plan import Plan
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.office.writing import fault_of, is_gone
from toolkit.rules.photos import read_photos
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book, read_bytes

# A link is not followed, a pipe does not block, and Windows leaves the line ends alone.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)


def accepted_of(office: OfficeFolder, ledger: Ledger) -> tuple[Accepted, tuple[Finding, ...]]:
    """Return the accepted state from ledger and archive alone.

    The months of a file that is gone or changed do not count; that is a finding. So is a torn last line of
    the ledger, which was mended.
    """
    findings = list(ledger.mend())
    accepted = Accepted()
    for line in ledger.lines:
        if line.event != "accepted":
            continue
        fault = archive_fault(office, line)
        if fault is not None:
            findings.append(fault)
            continue
        for month in line.accepted():
            accepted.add(month)
    return accepted, tuple(dict.fromkeys(findings))


def archive_fault(office: OfficeFolder, line: LedgerLine) -> Finding | None:
    """Return what is wrong with the file that a line says is kept: it is gone, or other than it was.

    Only "not found" means gone. Raises UserError for a file that cannot be read now, as when another program
    has locked it: figures without it would be wrong.
    """
    path = office.root / line.kept
    try:
        sound = _sha256(str(path)) == line.sha256
    except OSError as error:
        if not is_gone(error):
            raise UserError(fault_of(error, path)) from error
        code = "archive-missing"
    else:
        if sound:
            return None
        code = "archive-changed"
    return Finding(code, found=line.kept, expected=str(line.sequence), file=line.kept)


def _sha256(path: str) -> str:
    """Return the sha256 of a regular file, read in pieces; "" for a link, folder or pipe. Raises OSError."""
    # A link is none even where the system cannot be asked to open no link.
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return ""
    with os.fdopen(os.open(path, _FLAGS), "rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def archived(office: OfficeFolder, line: LedgerLine) -> bytes | None:
    """Return the bytes of an accepted file; None where it is gone or changed (`archive_fault` says so)."""
    data = _kept_bytes(office, line)
    if data is None:
        return None
    return data if hashlib.sha256(data).hexdigest() == line.sha256 else None


def _kept_bytes(office: OfficeFolder, line: LedgerLine) -> bytes | None:
    """Return the bytes that are kept of a line; None where there are none. Raises UserError where they cannot
    be read now."""
    try:
        return read_bytes(office.root / line.kept)
    except RefusedError:
        return None
    except UserError as error:
        if error.finding.code == "file-missing":
            return None
        raise


def content_of_file(
    office: OfficeFolder, line: LedgerLine
) -> tuple[tuple[AcceptedMonth, ...], tuple[PhotoRow, ...]] | None:
    """Return the months and photo rows of an accepted line as its archived file says them; None where it does
    not."""
    data = archived(office, line)
    try:
        book = None if data is None else read_book(data, wanted=is_read)
    except RefusedError:
        return None
    if data is None or book is None:
        return None
    reports = (reading.report for reading in read_months(book, {})[0])
    said = {(report.month, report.location.sheet): report for report in reports}
    places = [(month.month, month.report.location.sheet) for month in line.months]
    if not said.keys() >= set(places):
        return None
    months = (replace(month, report=said[at]) for month, at in zip(line.months, places, strict=True))
    return tuple(months), tuple(read_photos(book, Package(data)))


def issued_plans(
    office: OfficeFolder, lines: Sequence[LedgerLine]
) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    """Return the plans of earlier distributions, newest first; one that is gone or changed is a finding."""
    first: dict[str, LedgerLine] = {}
    for line in lines:
        if line.event == "distributed" and (line.plan_digest not in first or line.plan is not None):
            first[line.plan_digest] = line
    newest = dict.fromkeys(line.plan_digest for line in reversed(lines) if line.event == "distributed")
    plans: list[Plan] = []
    findings: list[Finding] = []
    for line in map(first.__getitem__, newest):
        fault = archive_fault(office, line)
        if fault is None and line.plan is not None:
            plans.append(line.plan)
        else:
            found, number = line.kept, str(line.sequence)
            fault = fault or Finding("archive-changed", found=found, expected=number, file=found)
            findings.append(fault)
    return tuple(plans), tuple(findings)


def plan_of_file(office: OfficeFolder, line: LedgerLine) -> Plan | None:
    """Return a plan as the file of its distribution says it; None where that cannot be read."""
    data = _kept_bytes(office, line)
    try:
        return None if data is None else read_plan(read_book(data))[0]
    except RefusedError:
        return None
