"""Distribution: one workbook for each division in the outbox, and the plan kept as it stood then.

Workbooks of earlier distributions that have no use now are removed, or become findings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.books.division_book import division_filenames, make_division_workbook
from toolkit.books.division_pages import can_be_issued
from toolkit.books.division_state import DivisionContent, RemovedRow
from toolkit.books.plan_reading import read_plan
from toolkit.intake.archive import accepted_of, issued_plans
from toolkit.intake.photos import find_photos
from toolkit.intake.plan_file import CheckedPlan
from toolkit.messages.catalogue import has_errors
from toolkit.model.entry import Photo
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Division, Plan
from toolkit.model.progress import Assignment, assignments, history_of, is_due
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.office.lock import locked
from toolkit.office.writing import OF_ONE_FILE, keep_changed, read_file, write_atomic
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash, to_arabic
from toolkit.xlsx.strict_reader import read_book

_MOST_PHOTO_BYTES = 25_000_000
"""Of the pictures that are issued again in one workbook: half of what is taken in of a file."""


_ShowDivisions = Callable[[Iterable[Division]], Iterable[Division]]


@dataclass(frozen=True)
class Distribution:
    """The workbooks that were made, and findings on divisions that got none and on files in the outbox."""

    workbooks: tuple[Path, ...]
    findings: tuple[Finding, ...]


def distribute_workbooks(
    office: OfficeFolder,
    checked: CheckedPlan,
    *,
    as_of: dt.datetime,
    division: str | None = None,
    progress: _ShowDivisions = lambda divisions: divisions,
) -> Distribution:
    """Write the division workbooks to the outbox; `division` names one by code, name or alias.

    Entries accepted so far are carried over from the archive by row key. The plan has to be free of
    errors: identities go out with it. Raises UserError where it is not, or `division` is not known.
    """
    plan = checked.sound
    code = None if division is None else _code_of(plan, division)
    office.create()
    chosen = [candidate for candidate in plan.divisions if code in (None, candidate.division_code)]
    with locked(office):
        ledger = Ledger(office.ledger)
        accepted, findings = accepted_of(office, ledger)
        for finding in findings:
            if has_errors((finding,)):
                raise UserError(finding)
        maker = _Maker(office, plan, accepted, ledger, as_of)
        maker.findings += findings
        # The plan goes to the archive before any workbook that carries its digest goes out: a run that is
        # cut off leaves no workbook whose plan nobody has.
        path = office.archive / f"plan-{plan.digest}.xlsx"
        first = read_file(path)
        # As first distributed under its digest: the archive never changes.
        kept = checked.data if first is None else first
        write_atomic(path, kept)
        blocked = [issued for issued in progress(chosen) if not maker.made(issued)]
        if blocked and not maker.workbooks:
            raise UserError(maker.findings[-1])
        left = [candidate for candidate in plan.divisions if candidate not in chosen or candidate in blocked]
        maker.put_away(left)
        # Last: what is in the ledger was done. A run that is cut off before is done over again.
        maker.remember(kept, plan if kept == checked.data else read_plan(read_book(kept))[0])
    return Distribution(tuple(maker.workbooks), tuple(maker.findings))


def _code_of(plan: Plan, text: str) -> str:
    """Return the code of the division with this code, name or alias. Raises UserError where none has it."""
    wanted = squash(to_arabic(text))
    for division in plan.divisions:
        names = (division.division_code, division.division_name, *division.aliases)
        if wanted in (squash(to_arabic(name)) for name in names):
            return division.division_code
    raise UserError(Finding("division-unknown", found=text))


class _Maker:
    """One run of the distribution: makes the workbooks and keeps what came of them."""

    def __init__(
        self, office: OfficeFolder, plan: Plan, accepted: Accepted, ledger: Ledger, as_of: dt.datetime
    ) -> None:
        self._office = office
        self._plan = plan
        self._accepted = accepted
        self._ledger = ledger
        self._as_of = as_of
        self._issued_before = {digest for line in ledger.lines for digest in line.issued}
        self._plans_before, _ = issued_plans(office, ledger.lines)
        # The same plan issued again is marked as it was the first time.
        earlier = (before for before in self._plans_before if before.digest != plan.digest)
        self._plan_before = next(earlier, None)
        self._photos_by_division: dict[str, list[Photo]] = {}
        # Loose pictures stay where they are, in the inbox.
        if any(line.photos for line in ledger.lines):
            for photo in find_photos(office, plan, ledger.lines).photos:
                if photo.sheet:
                    self._photos_by_division.setdefault(photo.division_code, []).append(photo)
        self._issued: list[str] = []
        self._assignments = assignments(plan)
        self._names = division_filenames(plan)
        self.workbooks: list[Path] = []
        self.findings: list[Finding] = []

    def made(self, division: Division) -> bool:
        """Make one division's workbook; return False, with a finding, where its file may not be written."""
        try:
            self._make(division)
        except UserError as error:
            if error.finding.code not in OF_ONE_FILE:
                raise
            self.findings.append(error.finding)
            return False
        return True

    def _make(self, division: Division) -> None:
        """Make one division's workbook. One that somebody edited in its place is kept beside it."""
        code = division.division_code
        own = tuple(assignment for assignment in self._assignments if assignment.division_code == code)
        if not own:
            self.findings.append(Finding("division-not-issued", found=division.division_name))
            return
        if division.until and self._has_ended(division, division.until, own):
            ended = format_month(division.until, "full")
            self.findings.append(Finding("division-ended", found=division.division_name, expected=ended))
            return
        content = DivisionContent(
            plan=self._plan,
            division=division,
            assignments=own,
            entries=self._accepted.entries,
            reports=self._accepted.reports_of(code),
            removed=self._removed_rows(division, own),
            photos=self._photos(division),
            before=self._plan_before,
        )
        data = make_division_workbook(content)
        path = self._office.outbox / self._names[code]
        kept = keep_changed(path, data, self._issued_before)
        if kept:
            self.findings.append(Finding("outbox-kept", found=path.name, expected=kept.name))
        write_atomic(path, data)
        self._issued.append(hashlib.sha256(data).hexdigest())
        self.workbooks.append(path)

    def _has_ended(self, division: Division, until: Month, own: tuple[Assignment, ...]) -> bool:
        """Return whether a division's last month is over and it reported on each month in which it had to."""
        code, entries = division.division_code, self._accepted.entries
        # A division that is gone may still owe reports of its last months, and needs its workbook for them.
        return until.ends_at <= self._as_of and not any(
            is_due(assignment, history_of(assignment, entries), month)
            for month in self._plan.months
            if month <= until and self._accepted.first_filled.get((code, month)) is None
            for assignment in own
        )

    def _photos(self, division: Division) -> tuple[Photo, ...]:
        """Return the pictures of a division's accepted workbooks, as far as a workbook can carry them."""
        carried: list[Photo] = []
        size = left_out = 0
        for photo in self._photos_by_division.get(division.division_code, ()):
            if size + len(photo.data) <= _MOST_PHOTO_BYTES and can_be_issued(photo):
                carried.append(photo)
                size += len(photo.data)
            else:
                left_out += 1
        if left_out:
            name = division.division_name
            self.findings.append(Finding("photos-not-carried", found=name, expected=str(left_out)))
        return tuple(carried)

    def _removed_rows(self, division: Division, own: tuple[Assignment, ...]) -> tuple[RemovedRow, ...]:
        """Return what the division said of steps that the plan no longer gives it, by month and row key."""
        keys = {assignment.key for assignment in own}
        gone = [
            (month, key, entry)
            for (code, key), by_month in self._accepted.entries.items()
            if code == division.division_code and key not in keys
            for month, entry in by_month.items()
        ]
        if not gone:
            return ()
        # Words of the newest plan that had the step: the present one may have dropped it.
        texts: dict[str, str] = {}
        for plan in (*reversed(self._plans_before), self._plan):
            texts |= {step.key: step.step for _, step in plan.steps}
        return tuple(
            RemovedRow(month, key, texts.get(key, ""), entry)
            for month, key, entry in sorted(gone, key=lambda row: (row[0], row[1]))
        )

    def put_away(self, left: Collection[Division]) -> None:
        """Remove workbooks that stand under a division's earlier name, or whose division gets none now.

        `left` are the divisions that were not asked about, whose workbooks stay. Only a file as issued is
        removed; one that somebody edited or that cannot be removed stays. Either becomes a finding.
        """
        # Windows and macOS do not tell A from a: names that differ only in that are one file.
        codes = {division.division_code for division in left}
        kept = {path.name.casefold() for path in self.workbooks}
        kept |= {name.casefold() for code, name in self._names.items() if code in codes}
        others = [path for path in self._office.outbox.glob("*.xlsx") if path.name.casefold() not in kept]
        # Only names that a distribution gives: any other file in the folder is somebody's own.
        plans = (self._plan, *self._plans_before) if others else ()
        given = [pair for plan in plans for pair in division_filenames(plan).items()]
        names = {name.casefold() for code, name in given if code not in codes}
        for path in sorted(path for path in others if path.name.casefold() in names):
            code = "outbox-removed" if self._removed(path) else "outbox-unused"
            self.findings.append(Finding(code, found=path.name))

    def _removed(self, path: Path) -> bool:
        try:
            if hashlib.sha256(read_file(path) or b"").hexdigest() not in self._issued_before:
                return False
            path.unlink()
        except (OSError, UserError):  # open in another program, or write-protected
            return False
        return True

    def remember(self, kept: bytes, plan: Plan | None) -> None:
        """Enter the distribution in the ledger, unless it is the last one over again.

        `kept` is the file of the plan in the archive, `plan` what it holds: it stands in the ledger once.
        """
        last = next((line for line in reversed(self._ledger.lines) if line.event == "distributed"), None)
        new = [digest for digest in self._issued if digest not in self._issued_before]
        # The ledger is only appended to: running the command again must not make it grow.
        if last is None or last.plan_digest != self._plan.digest or new:
            moment = self._as_of.astimezone(BANGKOK).replace(microsecond=0)
            known = any(
                line.plan is not None and line.plan_digest == self._plan.digest for line in self._ledger.lines
            )
            self._ledger.append(
                LedgerLine(
                    "distributed",
                    moment,
                    sha256=hashlib.sha256(kept).hexdigest(),
                    plan_digest=self._plan.digest,
                    plan=None if known else plan,
                    issued=tuple(sorted(self._issued)),
                )
            )
