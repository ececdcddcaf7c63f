"""Verifying an office's memory: the chain of the ledger, its head where it was written down, and every file
that it says was kept, read again. A damaged ledger is mended from its sound lines and the archive."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from toolkit.books.plan_reading import read_plan
from toolkit.intake.archive import archive_fault, content_of_file, plan_of_file
from toolkit.intake.inbox import inbox_files, received_of, shown_name
from toolkit.intake.take_in import crashed, take_in
from toolkit.model.entry import Entry, MonthReport, Outcome
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder, Place
from toolkit.office.ledger import Ledger, LedgerLine, event_of, ledger_head
from toolkit.office.ledger_content import ENTRY_FIELDS, OUTCOME_FIELDS, as_json
from toolkit.office.lock import locked
from toolkit.office.writing import fault_of, is_gone, read_file, told_as_user_error, write_atomic
from toolkit.thai.dates import format_date, format_month
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.layouts import META_SHEET
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book, read_bytes
from toolkit.xlsx.tables import meta_of

_DAMAGED = "archive/ledger-damaged-"
_PLAN = re.compile(r"/plan-([0-9a-f]{16})\.xlsx$")
_NAME = re.compile(r"/\d{8}-\d{6}-[0-9a-f]{12}\.xlsx$")
"""The name of an accepted file in the archive: when it was received, and the beginning of its hash."""


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
    findings = [*ledger.head_faults(), *_heads_elsewhere(office, ledger.lines)]
    findings += [finding for name in sorted(kept) for finding in dict.fromkeys(kept[name])]
    try:
        present = _present(office)
    except UserError as error:
        return Verified(len(ledger.lines), len(kept), (*findings, error.finding))
    findings += [Finding("archive-unlisted", found=name, file=name) for name in present if name not in kept]
    return Verified(len(ledger.lines), len(kept), tuple(findings))


def _heads_elsewhere(office: OfficeFolder, lines: Sequence[LedgerLine]) -> Iterator[Finding]:
    """Yield a finding for each roll-up and report that rests on other lines than the ledger has now."""
    repaired = min((line.sequence for line in lines if line.event == "repaired"), default=len(lines) + 1)
    for path in sorted(office.reports.glob("*")):
        head = _head_in(path)
        count, _, digest = head.partition(" ")
        # Lines behind a repair have other numbers than before it.
        if not (count.isdecimal() and digest) or (int(count) >= repaired > 0 and repaired <= len(lines)):
            continue
        if int(count) > len(lines) or ledger_head(lines[: int(count)]) != head:
            name = office.relative(path)
            yield Finding("ledger-head-differs", found=str(len(lines)), expected=count, file=name)


def _head_in(path: Path) -> str:
    """Return the head of the ledger that a roll-up or the table of a report's sources holds; "" for none."""
    try:
        if path.match("rollup-*.json"):
            plain = json.loads(read_file(path) or b"{}")
            return str(plain.get("ledger_head", "")) if isinstance(plain, dict) else ""
        if path.match("rollup-*.xlsx"):
            book = read_book(read_bytes(path), wanted=META_SHEET.__eq__)
            return meta_of(book).get("ledger_head", "")
        if path.match("*.sources.csv"):
            text = (read_file(path) or b"").decode("utf-8-sig", "replace")
            *_, last = csv.reader(text.splitlines())
            return f"{last[6]} {last[4]}" if last[2] == "ledger_head" else ""
    # People edit what lies in reports/, and what cannot be read says nothing of the ledger.
    except (UserError, RefusedError, ValueError, IndexError, RecursionError, csv.Error):
        return ""
    return ""


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
        yield from _plan_differences(line, {} if plan is None else as_json(plan), as_json(line.plan))
    if line.event != "accepted":
        return
    read_again, photos = content_of_file(office, line) or ((), ())
    again = {month.month: month.report for month in read_again}
    for photo in dict.fromkeys((*line.photos, *photos)):
        if (photo in line.photos) != (photo in photos):
            text = f"{photo.measure_no} {photo.caption}".strip()
            found, expected = (text, "") if photo in photos else ("", text)
            yield Finding("archive-differs", photo.sheet, photo.cell, found, expected, line.archive)
    for month in line.months:
        ledger, sheet = _values(month.report), month.report.location.sheet
        file = _values(again[month.month]) if month.month in again else {}
        if not file:
            whole = format_month(month.month, "full")
            yield Finding("archive-differs", sheet, "", "", whole, line.archive)
            continue
        for key in dict.fromkeys((*ledger, *file)):
            (cell, expected), (own_cell, found) = ledger.get(key, ("", "")), file.get(key, ("", ""))
            if (cell, expected) != (own_cell, found):
                yield Finding("archive-differs", sheet, own_cell or cell, found, expected, line.archive)


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


def _values(report: MonthReport) -> dict[str, tuple[str, str]]:
    """Return every value of a month that was read, with its cell."""
    day = format_date(report.reported_on) if report.reported_on else ""
    values: dict[str, tuple[str, str]] = {
        "reporter": (report.cells.get("reporter", ""), report.reporter),
        "reported_on": (report.cells.get("reported_on", ""), day),
    }
    rows: tuple[Entry | Outcome, ...] = (*report.entries, *report.outcomes)
    for row in rows:
        key, names = (row.key, ENTRY_FIELDS) if isinstance(row, Entry) else (row.measure_no, OUTCOME_FIELDS)
        for name in names:
            value = getattr(row, name)
            text = f"{float(value):.10g}" if isinstance(value, Fraction) else STATUS_LABELS.get(value, value)
            if text:
                values[f"{key} {row.location.row} {name}"] = row.location.cell(name), text
    return values


def _present(office: OfficeFolder) -> list[str]:
    """Return the files of the archive, but the ledger, the lock and what a writer has not finished.

    Raises UserError for a folder that cannot be listed: its files would seem to be gone.
    """
    present: list[str] = []
    for folder, _, names in os.walk(office.archive, onerror=_told):
        paths = (Path(folder, name) for name in names if not name.startswith("."))
        present += [office.relative(path) for path in paths if path != office.ledger]
    return sorted(name for name in present if not name.startswith(_DAMAGED))


def _told(error: OSError) -> None:
    if not is_gone(error):  # an office that has not begun has no archive
        raise UserError(fault_of(error)) from error


def repair(office: OfficeFolder, *, as_of: dt.datetime) -> tuple[Finding, ...]:
    """Mend a damaged ledger; return what was wrong with it and what was done, nothing where it is sound.

    The damaged file is kept beside it. The ledger goes on from its last sound line: what the lines behind it
    say is entered again where the archive bears it out, and archived files that no line names any more are
    taken in again. Raises UserError where the plan or one of these files cannot be read now, or another
    version has to do it: the damaged ledger stays.
    """
    plan = read_plan(read_book(read_bytes(office.plan)))[0]
    if plan is None:
        raise UserError(Finding("plan-missing", found=str(office.root)))
    with locked(office):
        data = read_file(office.ledger) or b""
        sound, doubtful, faults = _sound_lines(data)
        if not faults:
            return ()
        digest = hashlib.sha256(data).hexdigest()
        kept = f"{_DAMAGED}{digest[:8]}.jsonl"
        write_atomic(office.root / kept, data)
        draft = _Draft(office.root)
        with told_as_user_error(draft.ledger):
            draft.ledger.unlink(missing_ok=True)
        write_atomic(draft.ledger, b"".join(raw + b"\n" for raw in sound))
        moment = as_of.astimezone(BANGKOK).replace(microsecond=0)
        Ledger(draft.ledger).append(LedgerLine("repaired", moment, file=kept, sha256=digest))
        rejected = _enter_again(draft, plan, doubtful)
        # At once: a repair that is cut off leaves the damaged ledger, and begins anew.
        write_atomic(office.ledger, read_file(draft.ledger) or b"")
        with told_as_user_error(draft.ledger):
            draft.ledger.unlink()
    name = office.relative(office.ledger)
    return (*faults, *rejected, Finding("ledger-repaired", found=str(len(sound)), expected=kept, file=name))


class _Draft(OfficeFolder):
    """The office with a ledger that takes the place of the damaged one once it is complete."""

    ledger = Place("archive", ".ledger-draft.jsonl")


def _enter_again(office: OfficeFolder, plan: Plan, doubtful: Sequence[LedgerLine]) -> list[Finding]:
    """Enter what stood behind the sound lines, in its order, and take in what no line names any more: each
    file before the lines that were written after it had come."""
    lines = Ledger(office.ledger, keep=False).lines
    time = lines[-2].time if len(lines) > 1 else None
    borne_out = [again for line in doubtful if (again := _borne_out(office, line)) is not None]
    named = {line.kept for line in (*lines, *borne_out)}
    unnamed = [name for name in _present(office) if name not in named]
    for issue in filter(None, (_distributed(office, name) for name in unnamed)):
        Ledger(office.ledger).append(issue)
    # By the names of the files themselves, which begin with the time.
    lost = sorted((Path(name) for name in unnamed if _NAME.search(name)), key=lambda path: path.name)
    sent = _sent_names(office) if lost else {}
    rejected: list[Finding] = []
    for line in (*borne_out, None):
        while lost and (line is None or _received(lost[0]) <= line.time):
            path = office.root / lost[0]
            at = max(time or _received(path), _received(path))
            called = sent.get(path.stem[-12:], "")
            taken = take_in(office, plan, as_of=at, only=(path,), names={path: called})
            wrong = [file for file in taken.files if file.verdict == "rejected"]
            # Locked, say: once the ledger is sound, nothing would ask for this file again.
            if taken.unopened and not crashed(wrong):
                raise UserError(replace(wrong[0].findings[0], file=lost[0].as_posix()))
            rejected += [finding for file in wrong for finding in file.findings]
            lost.pop(0)
        if line is not None:
            Ledger(office.ledger).append(line)
            time = line.time
    return rejected


def _received(path: Path) -> dt.datetime:
    return received_of(path) or dt.datetime.now(BANGKOK)


def _sound_lines(data: bytes) -> tuple[list[bytes], list[LedgerLine], tuple[Finding, ...]]:
    """Return the lines whose chain is sound, the events of those behind them that can be read, and what is
    wrong."""
    wrong: dict[str, Finding] = {}
    sound: list[bytes] = []
    doubtful: list[LedgerLine | None] = []
    if data.startswith(codecs.BOM_UTF8):
        wrong["bom"] = Finding("ledger-mark")
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, 1):
        raw = line.strip(b"\0\r\t ")
        if raw != line and b"\0" in line:
            wrong.setdefault("nul", Finding("ledger-nuls", found=str(number)))
        if not raw:
            if number < len(lines) and b"\0" not in line:
                wrong.setdefault("blank", Finding("ledger-blank", found=str(number)))
            continue
        before = hashlib.sha256(sound[-1]).hexdigest() if sound else ""
        if "line" not in wrong and event_of(raw, before) is not None:
            sound.append(raw)
            continue
        event = event_of(raw, None)
        if "line" not in wrong:
            # The line behind vouches for a line: one that can be read and does not, speaks against it.
            suspect = event is not None and sound
            doubtful += [event_of(sound.pop(), None)] if suspect else []
            wrong["line"] = Finding("ledger-line-broken", found=str(number - 1 if suspect else number))
        doubtful.append(event)
    return sound, list(filter(None, doubtful)), tuple(wrong.values())


def _sent_names(office: OfficeFolder) -> dict[str, str]:
    """Return what the files of the inbox are called, by the beginning of their hash that the archive uses."""
    names: dict[str, str] = {}
    for path in inbox_files(office.inbox):
        with suppress(UserError):  # links, pipes, and what another program has locked
            data = read_file(path) or b""
            names.setdefault(hashlib.sha256(data).hexdigest()[:12], shown_name(office, path))
    return names


def _distributed(office: OfficeFolder, name: str) -> LedgerLine | None:
    """Return the distribution of a plan in the archive that no line names; its workbooks are not known."""
    match = _PLAN.search(name)
    data = read_file(office.root / name) if match else None
    if match is None or data is None:
        return None
    time = dt.datetime.fromtimestamp((office.root / name).stat().st_mtime, BANGKOK).replace(microsecond=0)
    line = LedgerLine("distributed", time, sha256=hashlib.sha256(data).hexdigest(), plan_digest=match[1])
    plan = plan_of_file(office, line)
    if plan is not None and plan.digest == match[1]:
        return replace(line, plan=plan)
    return None


def _borne_out(office: OfficeFolder, line: LedgerLine) -> LedgerLine | None:
    """Return the event of a line whose chain is broken, as far as the archive bears it out."""
    if line.event not in ("accepted", "distributed"):
        return line
    if archive_fault(office, line) is not None:
        return None
    if line.event == "distributed":
        # The plan on each line: the one that held it before may be lost.
        return replace(line, plan=plan_of_file(office, line))
    content = content_of_file(office, line)
    return None if content is None else replace(line, months=content[0], photos=content[1])
