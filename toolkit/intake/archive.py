"""Reading what was accepted back from the archive; every file is compared with its hash in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from toolkit.books.plan_reading import read_plan
from toolkit.intake.month_reading import months_again, with_percents
from toolkit.model.entry import AcceptedMonth
from toolkit.model.finding import Finding
from toolkit.model.plan import Plan, Step
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book


def accepted_of(office: OfficeFolder, ledger: Ledger, plan: Plan) -> tuple[Accepted, tuple[Finding, ...]]:
    """Return the accepted state from the archive alone; a file that is gone or changed is a finding."""
    accepted = Accepted()
    findings: list[Finding] = []
    for line in ledger.lines:
        if line.event == "accepted" and line.months:
            data = archived(office, line, findings)
            if data is not None:
                for month in _months(data, line, plan.step_by_key):
                    accepted.add(month)
    return accepted, tuple(findings)


def archived(office: OfficeFolder, line: LedgerLine, findings: list[Finding] | None = None) -> bytes | None:
    """Return the bytes of an accepted file, or None and a finding added where it is gone or changed."""
    code = ""
    try:
        data = (office.root / line.archive).read_bytes()
        code = "" if hashlib.sha256(data).hexdigest() == line.sha256 else "archive-changed"
    except OSError:
        data, code = b"", "archive-missing"
    if code and findings is not None:
        findings.append(Finding(code, found=line.archive, file=line.archive))
    return None if code else data


def _months(data: bytes, line: LedgerLine, steps: Mapping[str, Step]) -> Iterator[AcceptedMonth]:
    entered = {entry.month: entry for entry in line.months}
    sheets = {entry.sheet for entry in line.months}
    book = read_book(data, wanted=sheets.__contains__)
    for report in months_again(with_percents(book, line.percents), steps, entered.__contains__):
        month = entered[report.month]
        yield AcceptedMonth(
            division_code=line.division_code,
            report=report,
            received=month.received,
            sha256=line.sha256,
            file=line.file,
            sequence=line.sequence,
            taken=month.taken,
        )


def issued_plans(
    office: OfficeFolder, known: tuple[bytes, Plan] | None = None
) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    """Return the plans of earlier distributions, newest first; one that is gone or unreadable is a finding.

    `known` is a plan that was read from its file already: the same bytes are not read again.
    """
    lines = [line for line in Ledger(office.ledger).lines if line.event == "distributed"]
    plans: list[Plan] = []
    findings: list[Finding] = []
    for digest in dict.fromkeys(line.plan_digest for line in reversed(lines)):
        path = office.archive / f"plan-{digest}.xlsx"
        name = office.relative(path)
        try:
            data = path.read_bytes()
            plan = known[1] if known and known[0] == data else read_plan(read_book(data))[0]
        except OSError:
            findings.append(Finding("archive-missing", found=name, file=name))
            continue
        except RefusedError:
            plan = None
        if plan is None:
            findings.append(Finding("archive-changed", found=name, file=name))
        else:
            plans.append(plan)
    return tuple(plans), tuple(findings)
