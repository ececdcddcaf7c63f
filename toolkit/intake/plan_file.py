"""Opening an office's plan.xlsx and checking it by every plan rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.books.plan_reading import read_plan
from toolkit.intake.archive import issued_plans
from toolkit.messages.catalogue import result_of
from toolkit.model.finding import FileResult, Finding, UserError
from toolkit.model.plan import Plan, Step
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.rules.plan_identity import check_plan_changes, check_plan_identity
from toolkit.rules.plan_rules import check_plan
from toolkit.thai.dates import format_moment
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book, read_bytes
from toolkit.xlsx.tables import meta_of


@dataclass(frozen=True)
class CheckedPlan:
    """The plan (None where it cannot be understood), the verdict on its file and the file's bytes."""

    plan: Plan | None
    result: FileResult
    data: bytes

    @property
    def usable(self) -> Plan:
        """The plan, to go on with. Raises UserError with the first finding where there is none."""
        if self.plan is None:
            raise UserError(self.result.findings[0])
        return self.plan

    @property
    def sound(self) -> Plan:
        """The plan, to give out, sign or publish. Raises UserError where it has an error."""
        plan = self.usable
        if self.result.verdict == "rejected":
            raise UserError(Finding("plan-has-errors", found=self.result.file, file=self.result.file))
        return plan


def check_plan_file(office: OfficeFolder) -> CheckedPlan:
    """Read and check plan.xlsx. Raises UserError where the office folder has none."""
    name = office.relative(office.plan)
    if not office.plan.exists():
        raise UserError(Finding("plan-missing", found=str(office.root)))
    data = b""
    try:
        data = read_bytes(office.plan)
        plan, findings = _read(data)
    except RefusedError as error:
        return CheckedPlan(None, result_of(name, "plan", (replace(error.finding, file=name),)), data)
    if plan is not None:
        distributed, faults = issued_plans(office, Ledger(office.ledger, keep=False).lines)
        last = distributed[0] if distributed else None
        findings += (*faults, *check_plan_identity(plan, last), *check_plan_changes(plan, last))
        plan = _with_additions(plan, distributed)
        pictures = [(picture, office.beside_plan(picture)) for picture in plan.agency.pictures]
        findings += tuple(
            Finding("logo-missing", found=picture)
            for picture, path in pictures
            if path is None or not path.is_file()
        )
    located = (replace(finding, file=name) for finding in findings)
    return CheckedPlan(plan, result_of(name, "plan", located), data)


def plan_in_use(office: OfficeFolder) -> tuple[Finding, ...]:
    """Return a warning where plan.xlsx is open in another program, by the lock file that it keeps beside it.

    What is typed there and not saved yet does not count: the warning says when the file was saved.
    """
    name = office.plan.name
    for lock, program in ((f"~${name}", "Excel"), (f".~lock.{name}#", "LibreOffice")):
        try:
            (office.root / lock).lstat()
            saved = dt.datetime.fromtimestamp(office.plan.stat().st_mtime, dt.UTC)
        except (OSError, ValueError, OverflowError):
            continue
        return (Finding("plan-in-use", found=program, expected=format_moment(saved), file=lock),)
    return ()


def _with_additions(plan: Plan, distributed: tuple[Plan, ...]) -> Plan:
    """Return a plan whose steps know which of them a plan given out earlier does not have."""

    def marked(step: Step) -> Step:
        return replace(step, added=any(step.key not in before.step_by_key for before in distributed))

    measures = (replace(own, steps=tuple(map(marked, own.steps))) for own in plan.measures)
    return replace(plan, measures=tuple(measures))


@lru_cache(maxsize=4)
def _read(data: bytes) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Return the plan of a workbook (None where it cannot be understood) and what the rules find in it.

    The same bytes are read once in a run. Raises RefusedError.
    """
    book = read_book(data)
    kind = meta_of(book).get("kind", "plan")
    if kind != "plan":
        return None, (Finding("plan-kind-wrong", found=kind),)
    plan, findings = read_plan(book)
    return plan, (*findings, *(check_plan(plan) if plan is not None else ()))
