"""The intake: identify every file of the inbox that is not known yet, judge it, then accept or return it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from toolkit.intake.archive import accepted_of, issued_plans
from toolkit.intake.inbox import (
    InboxFile,
    closed_folders,
    half_copied,
    inbox_files,
    is_loose_photo,
    modified_at,
    names_workbook,
    open_file,
    shown_name,
    times_of,
)
from toolkit.intake.judge import (
    Judgement,
    awaited_month,
    judge,
    ledger_months,
    left_out,
    received_at,
    sent_again,
)
from toolkit.intake.returned import give_back, open_rejections, set_aside, unsettled
from toolkit.messages.catalogue import result_of
from toolkit.model.finding import FileResult, Finding, UserError
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Division, Plan
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import MOST_FINDINGS, Ledger, LedgerLine
from toolkit.office.writing import OF_ONE_FILE, write_atomic
from toolkit.rules.row_keys import PlanIndex
from toolkit.thai.text import file_name
from toolkit.version import __version__
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes

PROGRAM_FAULT = "program-fault"
ShowFiles = Callable[[Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True)
class Intake:
    """What the intake left: the verdict on each file in order of its path, and the accepted state.

    `findings` are faults of the archive; `unopened` the workbooks that could not even be opened (a link,
    a giant, a file without access) or on which the program failed, of which the ledger knows nothing; `news`
    the files that this run met for the first time.
    """

    files: tuple[FileResult, ...]
    accepted: Accepted
    ledger: Ledger
    findings: tuple[Finding, ...]
    unopened: tuple[str, ...] = ()
    news: frozenset[str] = frozenset()

    @property
    def open_files(self) -> tuple[str, ...]:
        """The rejected workbooks in the inbox that wait for a corrected one of their division."""
        present = (file.file for file in self.files if file.verdict == "rejected")
        return tuple(sorted({*open_rejections(self.ledger.lines, present), *self.unopened}))


def take_in(
    office: OfficeFolder,
    plan: Plan,
    *,
    as_of: dt.datetime,
    keep: bool = True,
    only: tuple[Path, ...] | None = None,
    names: Mapping[Path, str] = MappingProxyType({}),
    progress: ShowFiles = lambda paths: paths,
) -> Intake:
    """Take in every file of the inbox that is not known yet.

    `keep=False` judges without accepting anything; `only` judges the named files instead, known ones too;
    `names` are what some of them were called when they were sent. Raises UserError where the ledger is broken
    or a file cannot be written.
    """
    run = _Run(office, plan, as_of, keep=keep, afresh=only is not None)
    results: dict[str, FileResult] = {}
    waiting: list[_Waiting] = []
    for folder in closed_folders(office.inbox) if only is None else ():
        file = shown_name(office, folder)
        results[file] = run.refuse(file, Finding("folder-no-access"))
    for path in inbox_files(office.inbox) if only is None else only:
        file = names.get(path) or shown_name(office, path)
        # Photographs are for the reports alone: as submissions they would all be rejected.
        if only is None and is_loose_photo(office.inbox, path):
            results[file] = FileResult(file, "photo", "accepted")
            continue
        try:
            identified = run.identify(file, path)
        except (RefusedError, UserError) as error:
            results[file] = run.refuse(file, error.finding)
        # A file on which the program itself fails must not keep the others from being taken in.
        except Exception:
            results[file] = keep_crash(office, file, read_bytes(path), keep=keep)
        else:
            if isinstance(identified, _Waiting):
                waiting.append(identified)
            else:
                results[file] = identified
    results |= {result.file: result for result in run.settle(waiting, progress)}
    unopened = [*run.unopened, *(result.file for result in results.values() if crashed((result,)))]
    if keep:
        set_aside(office, run.ledger.lines)
    ordered = tuple(results[file] for file in sorted(results))
    news = frozenset((*run.news, *unopened))
    return Intake(ordered, run.accepted, run.ledger, run.findings, tuple(unopened), news)


@dataclass(frozen=True)
class _Waiting:
    """A file that has to be judged, and what is known of it without opening it."""

    file: str
    path: Path
    sha256: str
    received: dt.datetime


class _Run:
    """One run of the intake: what is accepted so far, and the steps that a file goes through; `afresh`: those
    of known files too."""

    def __init__(
        self, office: OfficeFolder, plan: Plan, as_of: dt.datetime, *, keep: bool, afresh: bool
    ) -> None:
        self._office = office
        self._plan = plan
        # The times of files are whole seconds too: a fraction would make one moment two.
        self._as_of = as_of.astimezone(BANGKOK).replace(microsecond=0)
        self._keep = keep
        self._afresh = afresh
        self.unopened: list[str] = []
        self.news: set[str] = set()
        self.ledger = Ledger(office.ledger, keep=keep)
        self._index = PlanIndex(plan, lambda: issued_plans(office, self.ledger.lines)[0])
        self.accepted, self.findings = accepted_of(office, self.ledger)
        self._lines_before = len(self.ledger.lines)
        self._known = {
            line.sha256: line for line in self.ledger.lines if line.event in ("accepted", "rejected")
        }
        self._accepted_at = {line.sha256: line.time for line in self.ledger.lines if line.event == "accepted"}
        self._last_accepted = {
            line.division_code: line.file for line in self.ledger.lines if line.event == "accepted"
        }
        self._entered = {(line.file, line.sha256): line for line in self.ledger.lines}
        self._unsettled = {line.sequence for line in unsettled(self.ledger.lines)}

    def identify(self, file: str, path: Path) -> _Waiting | FileResult:
        """Return the verdict on a file whose bytes are known, else the file as it waits to be opened.

        Raises RefusedError and UserError for what cannot be opened at all.
        """
        data = read_bytes(path)
        if half_copied(path, data):
            raise UserError(Finding("file-still-copied", file=file))
        sha256 = hashlib.sha256(data).hexdigest()
        known = None if self._afresh else self._earlier_verdict(sha256)
        received = received_at(times_of(data, modified_at(path)), self._as_of, self._plan.months[0])
        if known is not None:
            return self._known_again(file, known, received)
        return _Waiting(file, path, sha256, received)

    def _known_again(self, file: str, known: LedgerLine, received: dt.datetime) -> FileResult:
        """Return the verdict on bytes that are known; under a name that is new they were sent again."""
        entered = self._entered.get((file, known.sha256))
        if entered is None or entered.sequence < known.sequence:
            self.news.add(file)
            findings = known.findings if known.event == "rejected" else ()
            if known.kind != "other":
                findings = *findings, sent_again(known, self._awaited(known.division_code))
            line = LedgerLine(
                "resent",
                self._as_of,
                file=file,
                sha256=known.sha256,
                kind=known.kind,
                division_code=known.division_code,
                received=received,
                findings=_result(file, known.kind, findings).findings,
                plan_digest=self._plan.digest,
            )
            entered = self._entered[file, known.sha256] = self.ledger.append(line)
        return _result(file, entered.kind, entered.findings)

    def _awaited(self, division_code: str) -> Month | None:
        return awaited_month(division_code, self._index, self.accepted, self._as_of)

    def refuse(self, file: str, finding: Finding) -> FileResult:
        """Return the verdict on what cannot be opened at all."""
        workbook = names_workbook(file)
        self.unopened += [file] if workbook else []
        return _result(file, "unknown" if workbook else "other", (finding,))

    def _open(self, one: _Waiting) -> InboxFile:
        data = read_bytes(one.path)
        sha256 = hashlib.sha256(data).hexdigest()
        opened = open_file(one.file, data, sha256, modified_at(one.path), self._index)
        accepted_at = None if self._afresh else self._accepted_at.get(sha256)
        if accepted_at is None:
            return opened
        # Months that had begun by then are settled: when they were received is never computed again.
        ahead = (reading for reading in opened.readings if accepted_at < reading.report.month.begins_at)
        return replace(opened, readings=tuple(ahead))

    def _earlier_verdict(self, sha256: str) -> LedgerLine | None:
        """Return the earlier verdict on these bytes, or None if they have to be judged again."""
        line = self._known.get(sha256)
        if line is None:
            return None
        if line.event == "accepted":
            # A month that was filled ahead is read when it has begun.
            begun = any(line.time < month.begins_at <= self._as_of for month in line.filled)
            return None if begun else line
        # Another plan makes no difference where the division has sent a sound workbook since.
        if line.sequence not in self._unsettled:
            return line
        same = line.plan_digest == self._plan.digest and line.toolkit_version == __version__
        # The digest does not cover the agency: a code that was mended in the plan counts too.
        code = self._plan.agency.agency_code
        mended = any(finding.code == "agency-other" and finding.found == code for finding in line.findings)
        return line if same and not mended else None

    def settle(self, waiting: Sequence[_Waiting], progress: ShowFiles) -> Iterator[FileResult]:
        """Judge files in the order in which they were received; yield the verdict on each.

        One file is held at a time. Only where several came at one moment are they opened twice, since the
        dates of their months order them.
        """
        moments = Counter(one.received for one in waiting)

        def order(one: _Waiting) -> tuple[dt.datetime, dt.date, str, str]:
            latest = dt.date.min
            if moments[one.received] > 1:
                with suppress(Exception):  # told when it is judged
                    latest = self._open(one).latest_report
            # Bytes before names: the same files are taken in the same order, whatever they are called.
            return one.received, latest, one.sha256, one.file

        ordered = sorted(waiting, key=order)
        settled: dict[str, FileResult] = {}  # the same bytes under two names are judged once
        for _, one in zip(progress([one.path for one in ordered]), ordered, strict=True):
            self.news.add(one.file)
            known = self._known.get(one.sha256)
            if one.sha256 not in settled:
                settled[one.sha256] = self._settled(one)
            elif known is not None and not self._afresh:
                yield self._known_again(one.file, known, one.received)
                continue
            result = settled[one.sha256]
            same = result.file == one.file
            yield result if same else _result(one.file, result.kind, result.findings)

    def _settled(self, one: _Waiting) -> FileResult:
        try:
            opened = self._open(one)
        except (RefusedError, UserError) as error:
            return self.refuse(one.file, error.finding)
        except Exception:
            return keep_crash(self._office, one.file, read_bytes(one.path), keep=self._keep)
        try:
            return self._judge(opened)
        except UserError as error:
            # A full disk: the files behind this one would meet it too. A returned copy that is open in Excel
            # holds up no other file; this one is judged again next time.
            if error.finding.code not in OF_ONE_FILE:
                raise
            self.unopened.append(one.file)
            return FileResult(one.file, opened.kind, "rejected", (error.finding,))
        except Exception:
            return keep_crash(self._office, one.file, opened.data, keep=self._keep)

    def _judge(self, file: InboxFile) -> FileResult:
        """Judge one opened file, then accept or return it."""
        judgement = Judgement()
        if file.division is not None and file.readings:
            code = file.division.division_code
            judgement = judge(file.readings, code, self._index, self.accepted, as_of=self._as_of)
        result = _result(file.file, file.kind, (*file.findings, *judgement.findings))
        if result.verdict == "rejected" or file.division is None:
            return self._return(file, judgement, result)
        return self._accept(file, file.division, judgement, result)

    def _return(self, file: InboxFile, judgement: Judgement, result: FileResult) -> FileResult:
        # The returned copy compares with the try before, so that it is made before the ledger has this one.
        if self._keep:
            give_back(self._office, self._plan, file, result, self.ledger.lines, as_of=self._as_of)
        self._enter(replace(self._line(file, judgement, result), archive=""))
        return result

    def _enter(self, line: LedgerLine) -> LedgerLine:
        """Write the verdict on a file to the ledger, where its bytes are known from now on."""
        entered = self.ledger.append(line)
        self._known[line.sha256] = self._entered[line.file, line.sha256] = entered
        return entered

    def _accept(
        self, file: InboxFile, division: Division, judgement: Judgement, result: FileResult
    ) -> FileResult:
        code = division.division_code
        months, notes = ledger_months(
            judgement,
            code,
            self.accepted,
            times=file.times,
            as_of=self._as_of,
            lines_before=self._lines_before,
        )
        notes += tuple(left_out(judgement, self._awaited(code), self._last_accepted.get(code, "")))
        result = _result(file.file, file.kind, (*file.findings, *judgement.findings, *notes))
        line = replace(
            self._line(file, judgement, result),
            event="accepted",
            months=months,
            photos=file.photos,
        )
        # The file goes first: a run that is cut off leaves a file that no line names, never the reverse.
        if self._keep:
            write_atomic(self._office.root / line.archive, file.data)
        line = self._enter(line)
        self._last_accepted[code] = line.file
        for month in line.accepted():
            self.accepted.add(month)
        return result

    def _line(self, file: InboxFile, judgement: Judgement, result: FileResult) -> LedgerLine:
        received = received_at(file.times, self._as_of, self._plan.months[0])
        code = file.division.division_code if file.division else ""
        # People type the codes: no sign of one may lead out of the archive.
        folder = file_name(re.sub(r"[^\w-]", "_", code))
        return LedgerLine(
            "rejected",
            self._as_of,
            file=file.file,
            sha256=file.sha256,
            kind=file.kind if file.workbook else "other",
            division_code=code,
            archive=f"archive/{folder}/{received:%Y%m%d-%H%M%S}-{file.sha256[:12]}.xlsx",
            received=received,
            filled=judgement.filled,
            findings=result.findings,
            plan_digest=self._plan.digest,
        )


def _result(file: str, kind: str, findings: Iterable[Finding]) -> FileResult:
    """Return the verdict on a file, with as many findings as the ledger keeps: the next run says the same."""
    result = result_of(file, kind, (replace(finding, file=file) for finding in findings))
    return replace(result, findings=result.findings[:MOST_FINDINGS])


def keep_crash(office: OfficeFolder, file: str, data: bytes, *, keep: bool) -> FileResult:
    """Keep a file and the exception that is being handled in `returned/crash-<id>/`; return its verdict.

    The id is that of the bytes, so that the same file fails into the same folder. A rehearsal
    (`keep=False`) changes nothing in the office folder and uses the folder for temporary files.
    """
    report = f"ita {__version__}\n{file}\n\n{traceback.format_exc()}"
    temporary = Path(tempfile.gettempdir())
    shown = ""
    # The office's disk may be what failed: the verdict is given all the same.
    for parent in (office.returned, temporary) if keep else (temporary,):
        folder = parent / f"crash-{hashlib.sha256(data).hexdigest()[:8]}"
        with suppress(UserError):
            write_atomic(folder / "traceback.txt", report.encode("utf-8", "backslashreplace"))
            shown = office.relative(folder) if parent == office.returned else str(folder)
            write_atomic(folder / Path(file).name, data)
            break
    return FileResult(file, "unknown", "rejected", (Finding(PROGRAM_FAULT, found=shown, file=file),))


def crashed(files: Iterable[FileResult]) -> bool:
    """Return whether the program failed on one of the files."""
    return any(finding.code == PROGRAM_FAULT for file in files for finding in file.findings)
