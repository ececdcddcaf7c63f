"""A fault of our own while a file is looked at: the file and the traceback are kept, the run goes on."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.intake.archive import accepted_of, issued_plans
from toolkit.intake.inbox import InboxFile, inbox_files, is_loose_photo, names_workbook, open_file
from toolkit.intake.judge import Judged, Rules, Run, judge, ledger_months
from toolkit.intake.month_reading import percent_cells
from toolkit.intake.returned import give_back, open_rejections
from toolkit.messages.catalogue import result_of
from toolkit.model.entry import AcceptedMonth
from toolkit.model.finding import FileResult, Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Plan
from toolkit.office.accepted import Accepted
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import MOST_FINDINGS, Ledger, LedgerLine
from toolkit.office.writing import write_atomic
from toolkit.rules.row_keys import IssuedTexts, texts_of
from toolkit.version import __version__
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes

PROGRAM_FAULT = "program-fault"


def keep_crash(office: OfficeFolder, file: str, data: bytes, *, keep: bool) -> FileResult:
    """Keep a file and the exception that is being handled in `returned/crash-<id>/`; the verdict on it.

    The id is that of the bytes, so that the same file fails into the same folder. A rehearsal
    (`keep=False`) changes nothing in the office folder and uses the folder for temporary files.
    """
    parent = office.returned if keep else Path(tempfile.gettempdir())
    folder = parent / f"crash-{hashlib.sha256(data).hexdigest()[:8]}"
    write_atomic(folder / Path(file).name, data)
    report = f"ita {__version__}\n{file}\n\n{traceback.format_exc()}"
    write_atomic(folder / "traceback.txt", report.encode("utf-8", "backslashreplace"))
    shown = office.relative(folder) if keep else str(folder)
    return FileResult(file, "unknown", "rejected", (Finding(PROGRAM_FAULT, found=shown, file=file),))


def crashed(files: Iterable[FileResult]) -> bool:
    """Whether a fault of our own befell one of the files."""
    return any(found.code == PROGRAM_FAULT for each in files for found in each.findings)


Progress = Callable[[Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True)
class Intake:
    """What the intake left: the verdict on each file in order of its path, and the accepted state.

    `findings` are faults of the archive; `unopened` the workbooks that could not even be opened (a link,
    a giant, a file without access) or on which the program failed, of which the ledger knows nothing.
    """

    files: tuple[FileResult, ...]
    accepted: Accepted
    ledger: Ledger
    findings: tuple[Finding, ...]
    unopened: tuple[str, ...] = ()

    @property
    def open_files(self) -> tuple[str, ...]:
        """The rejected workbooks for which no later one of their division was accepted."""
        present = (each.file for each in self.files if each.verdict == "rejected")
        return tuple(sorted({*open_rejections(self.ledger.lines, present), *self.unopened}))


class _Run:
    def __init__(self, office: OfficeFolder, plan: Plan, intake: dt.datetime, *, keep: bool) -> None:
        self.office = office
        self.plan = plan
        self.keep = keep
        self.ledger = Ledger(office.ledger, keep=keep)
        issued = IssuedTexts(texts_of(plan), lambda: tuple(map(texts_of, issued_plans(office)[0])))
        self.rules = Rules.of(plan, issued)
        self.accepted, self.findings = accepted_of(office, self.ledger, plan)
        self.run = Run(intake.astimezone(BANGKOK).replace(microsecond=0), len(self.ledger.lines))
        self._known = {
            line.sha256: line for line in self.ledger.lines if line.event in ("accepted", "rejected")
        }
        self._accepted_at = {line.sha256: line.time for line in self.ledger.lines if line.event == "accepted"}

    def known(self, sha256: str) -> LedgerLine | None:
        """The verdict on the same bytes, unless it may fall out otherwise today."""
        line = self._known.get(sha256)
        if line is None or line.event == "accepted":
            return None if line is not None and self._has_begun_since(line) else line
        same = line.plan_digest == self.plan.digest and line.toolkit_version == __version__
        # The digest does not cover the agency: a code that was mended in the plan counts too.
        code = self.plan.agency.agency_code
        mended = any(each.code == "agency-other" and each.found == code for each in line.findings)
        return line if same and not mended else None

    def _has_begun_since(self, line: LedgerLine) -> bool:
        """Whether a month that was filled ahead in an accepted file has begun: its turn has come."""
        return any(line.time < month.begins_at <= self.run.intake for month in line.filled)

    def look(self, file: str, path: Path, *, afresh: bool) -> InboxFile | FileResult:
        """The verdict on a file whose bytes are known, else the file opened. Raises RefusedError and
        UserError for what cannot be opened at all."""
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        known = None if afresh else self.known(sha256)
        if known is not None:
            return _result(file, known.kind, known.findings)
        opened = open_file(file, data, sha256, _modified(path), self.rules)
        since = None if afresh else self._accepted_at.get(sha256)
        return opened if since is None else opened.begun_after(since)

    def settle_all(self, opened: Iterable[InboxFile]) -> Iterator[FileResult]:
        """Settle files in the order in which they were received; the same bytes are settled once."""
        first = self.plan.months[0]
        settled: dict[str, FileResult] = {}
        for each in sorted(
            opened,
            key=lambda each: (
                each.received(self.run.intake, first),
                each.latest_report,
                each.sha256,
                each.file,
            ),
        ):
            if each.sha256 not in settled:
                settled[each.sha256] = self._settled(each)
            same = settled[each.sha256]
            yield _result(each.file, same.kind, same.findings)

    def _settled(self, file: InboxFile) -> FileResult:
        try:
            return self.settle(file)
        except UserError:
            raise
        except Exception:
            return keep_crash(self.office, file.file, file.data, keep=self.keep)

    def settle(self, file: InboxFile) -> FileResult:
        """Judge one opened file and enter it in archive and ledger."""
        judged = Judged((), (), ())
        if file.division is not None and file.readings:
            judged = judge(
                file.readings, file.division.division_code, self.rules, self.accepted, self.run.intake
            )
        findings = (*file.findings, *judged.findings)
        result = _result(file.file, file.kind, findings)
        if result.verdict == "rejected" or file.division is None:
            if self.keep:
                give_back(self.office, self.plan, file, result, self.ledger.lines, self.run.intake)
            self.ledger.append(replace(self._line(file, judged, result), archive=""))
            return result
        months, notes = ledger_months(
            judged, file.division.division_code, self.accepted, file.times, self.run
        )
        result = _result(file.file, file.kind, (*findings, *notes))
        line = replace(
            self._line(file, judged, result),
            event="accepted",
            months=months,
            percents=percent_cells(judged.months),
        )
        if self.keep:
            write_atomic(self.office.root / line.archive, file.data)
        line = self.ledger.append(line)
        for each, reading in zip(months, judged.months, strict=True):
            self.accepted.add(
                AcceptedMonth(
                    division_code=line.division_code,
                    report=reading.report,
                    received=each.received,
                    sha256=line.sha256,
                    file=line.file,
                    sequence=line.sequence,
                    taken=each.taken,
                )
            )
        return result

    def _line(self, file: InboxFile, judged: Judged, result: FileResult) -> LedgerLine:
        received = file.received(self.run.intake, self.plan.months[0])
        code = file.division.division_code if file.division else ""
        folder = re.sub(r"[^\w-]", "_", code)
        return LedgerLine(
            "rejected",
            self.run.intake,
            file=file.file,
            sha256=file.sha256,
            kind=file.kind if file.workbook else "other",
            division_code=code,
            archive=f"archive/{folder}/{received:%Y%m%d-%H%M%S}-{file.sha256[:12]}.xlsx",
            received=received,
            filled=judged.filled,
            findings=result.findings,
            plan_digest=self.plan.digest,
        )


def _result(file: str, kind: str, findings: Iterable[Finding]) -> FileResult:
    """The verdict on a file, with as many findings as the ledger keeps: the next run says the same."""
    result = result_of(file, kind, (replace(each, file=file) for each in findings))
    return replace(result, findings=result.findings[:MOST_FINDINGS])


def take_in(
    office: OfficeFolder,
    plan: Plan,
    *,
    as_of: dt.datetime,
    keep: bool = True,
    only: tuple[Path, ...] | None = None,
    progress: Progress = lambda paths: paths,
) -> Intake:
    """Look at every file of the inbox that is not known yet, at the moment of intake.

    `keep=False` judges without accepting anything; `only` judges the named files instead, known ones
    too. Raises UserError where the ledger is broken or a file cannot be written.
    """
    run = _Run(office, plan, as_of, keep=keep)
    results: dict[str, FileResult] = {}
    opened: list[InboxFile] = []
    unopened: list[str] = []
    for path in progress(tuple(inbox_files(office.inbox)) if only is None else only):
        file = _name(office, path)
        if only is None and is_loose_photo(path.relative_to(office.inbox)):
            results[file] = FileResult(file, "photo", "accepted")
            continue
        try:
            found = run.look(file, path, afresh=only is not None)
        except (RefusedError, UserError) as error:
            workbook = names_workbook(file)
            results[file] = _result(file, "unknown" if workbook else "other", (error.finding,))
            unopened += [file] if workbook else []
            continue
        except Exception:
            results[file] = keep_crash(office, file, read_bytes(path), keep=keep)
            continue
        if isinstance(found, InboxFile):
            opened.append(found)
        else:
            results[file] = found
    results |= {each.file: each for each in run.settle_all(opened)}
    unopened += [each.file for each in results.values() if crashed((each,))]
    ordered = tuple(results[key] for key in sorted(results))
    return Intake(ordered, run.accepted, run.ledger, run.findings, tuple(unopened))


def _modified(path: Path) -> dt.datetime | None:
    """A file's modification time; None for one that no calendar holds (a broken clock or copy)."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _name(office: OfficeFolder, path: Path) -> str:
    """A file's name as it is shown and entered: relative to the office folder where it can be."""
    try:
        name = office.relative(path)
    except ValueError:
        name = str(path)
    return "/".join(map(_legible, name.split("/")))


def _legible(name: str) -> str:
    """A name whose bytes are no UTF-8 (Thai out of a zip that an old Windows packed) in Thai letters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp874", "replace")
    return name
