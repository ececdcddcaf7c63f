"""Rejected workbooks: which still wait for a corrected one, and the marked copy that goes back."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from toolkit.intake.inbox import InboxFile
from toolkit.messages.catalogue import describe, has_errors, severity_of
from toolkit.model.finding import FileResult, Finding, UserError
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.office.writing import check_place, write_atomic
from toolkit.thai.dates import format_month
from toolkit.thai.text import cut_to_bytes, file_name
from toolkit.xlsx.sheet_data import RefusedError

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def open_rejections(lines: Sequence[LedgerLine], present: Iterable[str]) -> tuple[str, ...]:
    """Return the rejected workbooks that are still waited for: each division's newest, while it is `present`.

    One that was taken out of the inbox is not waited for, nor one after which the division had a later
    version accepted.
    """
    here = frozenset(present)
    names = {line.sha256: line.file for line in lines if line.file in here}
    newest = {
        # Those of no known division are each on their own.
        line.division_code or line.sha256: names[line.sha256]
        for line in sorted(unmended(lines), key=_moment)
        if line.sha256 in names
    }
    return tuple(sorted(newest.values()))


def unmended(lines: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """Return the rejected workbooks after which nothing was accepted from their division."""
    verdicts = {line.sha256: line.sequence for line in lines if line.event in ("accepted", "rejected")}
    # A picture or a letter cannot be mended, and would be open for ever.
    own = (line for line in unsettled(lines) if line.kind != "other")
    return tuple(line for line in own if verdicts[line.sha256] == line.sequence)


def unsettled(lines: Iterable[LedgerLine]) -> tuple[LedgerLine, ...]:
    """Return the lines of rejected files after which nothing was accepted from their division."""
    lines = tuple(lines)
    latest: dict[str, dt.datetime] = {}
    for line in lines:
        if line.event == "accepted" and line.division_code and line.received is not None:
            latest[line.division_code] = max(line.received, latest.get(line.division_code, line.received))
    return tuple(
        line
        for line in lines
        if line.event == "rejected"
        # What was accepted before this file came does not mend it.
        and (line.received is None or latest.get(line.division_code, _NEVER) < line.received)
    )


def _moment(line: LedgerLine) -> tuple[dt.datetime, int]:
    return line.received or line.time, line.sequence


def overtaken(lines: Iterable[LedgerLine]) -> frozenset[str]:
    """Return the files after which their division sent another: what was found in them is history."""
    last: dict[str, LedgerLine] = {}
    newest: dict[str, tuple[dt.datetime, int]] = {}
    for line in lines:
        if line.event in ("accepted", "rejected", "resent") and line.division_code:
            last[line.file] = line
            # A letter or a picture overtakes no workbook.
            if line.kind != "other":
                newest[line.division_code] = max(_moment(line), newest.get(line.division_code, _moment(line)))
    return frozenset(
        file for file, line in last.items() if _moment(line) < newest.get(line.division_code, (_NEVER, 0))
    )


def set_aside(office: OfficeFolder, lines: Sequence[LedgerLine]) -> None:
    """Move the returned copies that a division need not mend any more to `returned/old/`.

    What stays is the copy of its newest rejected workbook, so that nobody sends back an older one.
    """
    newest = {line.division_code: line.sha256[:8] for line in sorted(unmended(lines), key=_moment)}
    settled = {
        line.sha256[:8]
        for line in lines
        if line.event == "rejected"
        and line.division_code
        and newest.get(line.division_code) != line.sha256[:8]
    }
    for copy in sorted(office.returned.glob("*.xlsx")):
        if copy.stem[-8:] in settled:
            old = office.returned / "old" / copy.name
            # One that is open in Excel stays where it is until the next run.
            with suppress(OSError, UserError):
                check_place(old)
                old.parent.mkdir(exist_ok=True)
                copy.replace(old)


_UNKNOWN_DIVISION = "ไม่ทราบกอง"
_MOST_LETTERS = 218  # of a path: what Excel opens; Windows itself takes 259
_MOST_BYTES = 240  # of a file's name; Thai letters take three each
_NOT_MARKED = "ทำเครื่องหมายในไฟล์ที่ส่งมาไม่ได้ เพราะ{why} รายการที่ต้องแก้จึงอยู่ในไฟล์นี้แทน"
_ODD_FORM = "ไฟล์อยู่ในรูปแบบที่โปรแกรมเติมเครื่องหมายให้ไม่ได้ (ควรบันทึกเป็นสมุดงาน Excel .xlsx)"


def give_back(
    office: OfficeFolder,
    plan: Plan,
    file: InboxFile,
    result: FileResult,
    lines: Sequence[LedgerLine],
    *,
    as_of: dt.datetime,
) -> None:
    """Write the returned copy of a workbook, if it is rejected; what is no workbook at all gets none.

    `lines` are the events before this one. Raises UserError where the copy may not be written, as when an
    older one is open in Excel.
    """
    if result.verdict != "rejected" or not file.workbook:
        return
    division = file.division.division_name if file.division else ""
    name = returned_name(file.file, file.sha256, division, office.returned)
    write_atomic(office.returned / name, _copy(plan, file, result, lines, as_of))


def returned_name(file: str, sha256: str, division: str, folder: Path = Path()) -> str:
    """Return the returned copy's name: "<name>-<division>-<hash8>.xlsx".

    `<name>` is the sent file's own; what an earlier return put behind it is left out, so that a workbook that
    comes back again and again keeps its name. It is cut where the whole would be too long for a disk.
    """
    division = file_name(division) or _UNKNOWN_DIVISION
    stem = file_name(Path(file).stem)
    # Up to 12 more letters: browsers and mail programs add " (1)" to a name that is there already.
    stem = re.sub(rf"(?:-{re.escape(division)}-[0-9a-f]{{8}}[^-]{{0,12}})+$", "", stem)
    end = f"-{division}-{sha256[:8]}.xlsx"
    room = max(_MOST_BYTES - len(end.encode()), 3)
    # Cut by bytes, so perhaps within a letter, of which the rest is dropped.
    stem = cut_to_bytes(stem, room)
    if os.name == "nt":
        stem = stem[: max(_MOST_LETTERS - len(str(folder.absolute())) - 1 - len(end), 3)]
    return stem.strip() + end


def returned_copies(office: OfficeFolder) -> Mapping[str, str]:
    """Return the returned copies that lie in the folder: rejected file -> its copy, as they are shown."""
    by_hash = {path.stem[-8:]: office.relative(path) for path in sorted(office.returned.glob("*.xlsx"))}
    return {
        line.file: by_hash[line.sha256[:8]]
        for line in Ledger(office.ledger, keep=False).lines
        if line.event == "rejected" and line.sha256[:8] in by_hash
    }


def last_attempt(lines: Sequence[LedgerLine], division_code: str, sha256: str) -> LedgerLine | None:
    """Return a division's last rejected file since it had one accepted; other bytes than these."""
    for line in reversed(lines):
        if line.division_code == division_code and line.kind != "other":
            if line.event == "accepted":
                return None
            if line.event == "rejected" and line.sha256 != sha256:
                return line
    return None


def mended(before: Iterable[Finding], now: Iterable[Finding], judged: frozenset[str]) -> tuple[Finding, ...]:
    """Return what was to be mended before and is no longer, on the sheets that could be judged this time."""
    before, now = tuple(before), tuple(now)
    left, known = _places(now), _places(before)
    # The same fault in the same column where it was not: its row or sheet may only have been moved.
    moved = {
        (finding.code, _column(finding))
        for finding in now
        if finding.cell and not _places((finding,)) & known
    }
    return tuple(
        finding
        for finding in before
        if severity_of(finding) != "note"
        and not _places((finding,)) & left
        and (finding.code, _column(finding)) not in moved
        and (not finding.sheet or finding.sheet in judged)
    )


def _column(finding: Finding) -> str:
    return finding.cell.partition(",")[0].rstrip("0123456789")


def _places(findings: Iterable[Finding]) -> frozenset[tuple[str, ...]]:
    """Return what makes findings the same: on each of their cells the code, elsewhere what was found too."""
    # What was found in a cell changes with each try that does not mend it.
    return frozenset(
        (finding.code, finding.sheet, cell or f"found {finding.found}")
        for finding in findings
        for cell in finding.cell.removesuffix(" …").split(", ")
    )


def _copy(
    plan: Plan, file: InboxFile, result: FileResult, lines: Sequence[LedgerLine], as_of: dt.datetime
) -> bytes:
    from toolkit.books.returned_copy import Attempt, ReturnedWorkbook, list_workbook, mark_workbook

    attempt, division = None, file.division
    before = last_attempt(lines, division.division_code, file.sha256) if division else None
    if before is not None and file.readings:
        # A library may have put other sheets under the old names: those tell nothing of what was mended.
        judged = frozenset(
            sheet
            for reading in file.readings
            if (sheet := reading.head.sheet.name) == format_month(reading.report.month, "sheet")
        )
        known = _places(before.findings)
        still_open = frozenset(finding for finding in result.findings if _places((finding,)) & known)
        attempt = Attempt(before.time, mended(before.findings, result.findings, judged), still_open)
    name = division.division_name if division else ""
    returned = ReturnedWorkbook(name, file.file, as_of, result.findings, attempt)
    if file.ours:
        try:
            return mark_workbook(file.data, returned)
        except RefusedError:
            why = _ODD_FORM
    else:
        refusal = next(finding for finding in result.findings if has_errors((finding,)))
        why = describe(refusal, scope="sheet").message
    meta = {
        "kind": "report",
        "agency_code": plan.agency.agency_code,
        "fiscal_year": str(plan.fiscal_year),
        "division_code": division.division_code if division else "",
    }
    return list_workbook(returned, _NOT_MARKED.format(why=why), plan.agency.font, meta)
