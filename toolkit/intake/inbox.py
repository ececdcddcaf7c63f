"""Opening the files of the inbox: which are read, what each one is, and the months that it holds."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.intake.month_reading import is_read, read_months
from toolkit.messages.catalogue import has_errors
from toolkit.model.entry import PhotoRow
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Division, Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import fault_of
from toolkit.rules.identity import identify
from toolkit.rules.month_head import MonthSheet
from toolkit.rules.photos import check_photos, read_photos
from toolkit.rules.row_keys import PlanIndex
from toolkit.rules.safety import check_burdens
from toolkit.rules.structure import check_month_sheets
from toolkit.thai.text import squash
from toolkit.xlsx.package import Package, format_name
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.workbook_parts import modified_time

# Lock files of Excel and LibreOffice, and what macOS puts beside a file on a foreign disk.
_LEFTOVERS = ("~$", ".~lock", "._")
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"))
_USABLE = frozenset(("JPEG", "PNG", "GIF", "BMP", "WebP"))
_UNUSABLE = frozenset(("HEIC", "AVIF", "TIFF"))
"""Pictures that no report prints, as format_name names them."""
# A zip, as .xlsx and .docx are, and an Office file of before 2007: no picture, whatever the name.
_OTHER_STARTS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
_ZIP_END = b"PK\5\6"
_LONGEST_END = 22 + 0xFFFF  # bytes, with its comment
_COPYING = 600.0  # seconds; what has not grown to its end by then was sent like that
_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
_AFTER_FIRST_PART = re.compile(r"[\s(/,]|และ")
_UNIT_WORD = re.compile(r"^(กลุ่มงาน|กลุ่ม|ฝ่าย|แผนก|งาน|กอง|สำนัก|ส่วน|หน่วย)")
_NOT_THAI = re.compile(r"[^ก-๛]+")
_SHORTEST_OWN_NAME = 5
_NO_MATCH = (0, False)
_NO_WORKBOOK = ("file-not-workbook", "photo-format", "file-mail")
_PHOTO_FOLDER = "ภาพ"
_MAYBE_WORKBOOKS = ("zip", "HTML/XML", "CSV/text")
"""Content that may be a spoiled or foreign workbook where the name says so; a PDF, a picture or a Word file
is none, whatever its name."""


def inbox_files(inbox: Path) -> Iterator[Path]:
    """Yield every file below the inbox in order of its path, without lock files and other leftovers."""
    if not inbox.is_dir():
        return
    # With slashes on every system, so that the order is the same on each.
    for path in sorted(_walk(inbox, []), key=lambda path: path.relative_to(inbox).as_posix()):
        unfinished = path.name.startswith(".ita-") and path.suffix == ".tmp"
        if path.name not in (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep") and not unfinished:
            yield path


def closed_folders(inbox: Path) -> tuple[Path, ...]:
    """Return the folders below the inbox that cannot be listed: without the right to, or with a name that
    this system cannot open (`ธ.ค.` with its final dot, made on a Mac, on Windows)."""
    closed: list[Path] = []
    if inbox.is_dir():
        list(_walk(inbox, closed))
    return tuple(closed)


def _walk(folder: Path, closed: list[Path]) -> Iterator[Path]:
    """Yield every file below a folder; a folder that cannot be listed is put among the closed."""
    # Of a link to a folder nothing is read.
    for at, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(_LEFTOVERS) and name != "__MACOSX"]
        yield from (Path(at, name) for name in names if not name.startswith(_LEFTOVERS))


def half_copied(path: Path, data: bytes) -> bool:
    """Return whether a file is still being copied into its place: it grows, or it was touched within minutes
    and is empty or a zip without its end. Raises UserError where it cannot be asked now."""
    state = _state(path)
    if state.st_size != len(data):
        return True
    ended = not data.startswith(_OTHER_STARTS[0]) or _ZIP_END in data[-_LONGEST_END:]
    return (not data or not ended) and abs(time.time() - state.st_mtime) < _COPYING


def is_loose_photo(inbox: Path, path: Path) -> bool:
    """Return whether a file is a picture in a folder `ภาพ`: a photograph for the reports, no submission.

    Its content counts, whatever its ending; the ending alone, where the content says nothing.
    """
    if _PHOTO_FOLDER not in path.relative_to(inbox).parts[:-1]:
        return False
    named = path.suffix.casefold() in _PICTURES
    try:
        # A pipe blocks its reader for ever, and a link may lead anywhere.
        if not stat.S_ISREG(path.lstat().st_mode):
            return named
        with path.open("rb") as stream:
            start = stream.read(512)
    except (OSError, ValueError):
        return named
    name = format_name(start)
    return name in _USABLE or (named and not name and not start.startswith(_OTHER_STARTS))


@dataclass(frozen=True)
class InboxFile:
    """One file of the inbox, opened: what it says of itself and its months.

    `times` are its modification and last-saved times; `workbook` is false for what is no workbook
    at all (a picture, Word, PDF), which changes no division's state; `ours` is true for a division's
    workbook of this office and year, which may be marked and sent back.
    """

    file: str
    data: bytes
    sha256: str
    kind: str
    division: Division | None
    findings: tuple[Finding, ...]
    readings: tuple[MonthSheet, ...] = ()
    times: tuple[dt.datetime, ...] = ()
    workbook: bool = True
    ours: bool = False
    photos: tuple[PhotoRow, ...] = ()

    @property
    def latest_report(self) -> dt.date:
        """The latest date of its months; the earliest date there is for a file without any."""
        dates = (reading.report.reported_on for reading in self.readings)
        return max(filter(None, dates), default=dt.date.min)


def times_of(data: bytes, modified: dt.datetime | None) -> tuple[dt.datetime, ...]:
    """Return the times at which a file may have been received: those of its file and of the workbook."""
    try:
        saved = modified_time(Package(data))
    except RefusedError:
        saved = None
    return _in_bangkok(modified, saved)


def open_file(
    file: str, data: bytes, sha256: str, modified: dt.datetime | None, index: PlanIndex
) -> InboxFile:
    """Open one file strictly, identify it and read its months; what is wrong becomes findings."""
    try:
        book = read_book(data, wanted=is_read)
    except RefusedError as error:
        finding = _foreign(file, data, error.finding)
        maybe = names_workbook(file) and finding.code == "file-not-workbook"
        workbook = finding.code not in _NO_WORKBOOK or (maybe and finding.found in _MAYBE_WORKBOOKS)
        return InboxFile(
            file,
            data,
            sha256,
            "unknown" if workbook else "other",
            _division_of_path(file, index.plan),
            (finding,),
            times=_in_bangkok(modified),
            workbook=workbook,
        )
    identity = identify(book, index)
    times = _in_bangkok(modified, book.modified)
    if identity.division is None or has_errors(identity.findings):
        division = identity.division or _division_of_path(file, index.plan)
        return InboxFile(file, data, sha256, identity.kind, division, identity.findings, times=times)
    readings, structure = read_months(book, index.plan.step_by_key)
    package = Package(data)
    photos = tuple(read_photos(book, package))
    findings = (*identity.findings, *check_burdens(book), *structure, *check_photos(book, package))
    if not readings and not structure:
        findings = (*findings, Finding("no-months"))
    if not structure:  # a sheet that is broken has its finding already; it is not missing too
        findings += tuple(
            check_month_sheets(index.plan.months, [reading.report.month for reading in readings])
        )
    division = identity.division
    return InboxFile(
        file, data, sha256, identity.kind, division, findings, readings, times, ours=True, photos=photos
    )


def _foreign(file: str, data: bytes, finding: Finding) -> Finding:
    """Return the finding about a file that cannot be read, as what it is to the one who sent it."""
    # A workbook may have lost its ending. A zip with a password, a document that is cut, an empty picture
    # are none: to mark them up and wait for a correction helps nobody.
    workbook = names_workbook(file) or b"xl/work" in data
    unreadable = finding.code in ("file-damaged", "file-empty") or data.startswith(_OTHER_STARTS[0])
    if unreadable and not workbook and finding.code not in ("file-not-workbook", "file-old-format"):
        return Finding("file-not-workbook", found=Path(file).suffix.lstrip(".").upper() or "?")
    if finding.code != "file-not-workbook":
        return finding
    if finding.found in _UNUSABLE:
        return replace(finding, code="photo-format")
    return replace(finding, code="file-mail") if finding.found in ("Outlook (.msg)", "e-mail") else finding


def names_workbook(file: str) -> bool:
    """Return whether a file's name says that it is a workbook, whatever its content."""
    return Path(file).suffix.casefold() in _WORKBOOKS


def _in_bangkok(*times: dt.datetime | None) -> tuple[dt.datetime, ...]:
    """Return the times that are known, in Bangkok and to the second."""
    return tuple(time.astimezone(BANGKOK).replace(microsecond=0) for time in times if time is not None)


def _division_of_path(file: str, plan: Plan) -> Division | None:
    """Return the division that a file's folder or name names, for a file whose content does not."""
    # The file's own name first, then the folder nearest to it.
    for part in reversed(Path(file).parts):
        matches = [_match(division, Path(part).stem) for division in plan.divisions]
        best = max(matches, default=_NO_MATCH)
        # What two divisions are called alike names neither.
        if best != _NO_MATCH and matches.count(best) == 1:
            return plan.divisions[matches.index(best)]
    return None


def _match(division: Division, name: str) -> tuple[int, bool]:
    """Return how much of a file's name is a name of the division: its letters, and whether it is a whole one.

    People write the first part of a long name ("ฝ่ายสวัสดิการสังคม พัฒนาชุมชน …"), often without the word for
    the unit. That short it has to end a word: "การศึกษาดูงาน" is a visit, not what กองการศึกษา sent.
    """
    whole, squashed = map(squash, (division.division_name, *division.aliases)), squash(name)
    matches = [(len(known), True) for known in whole if known in squashed]
    first_part = _AFTER_FIRST_PART.split(division.division_name)[0]
    own = squash(_UNIT_WORD.sub("", first_part))
    if own and squash(first_part) in squashed:
        matches.append((len(squash(first_part)), False))
    elif len(own) >= _SHORTEST_OWN_NAME and any(squash(word).endswith(own) for word in _NOT_THAI.split(name)):
        matches.append((len(own), False))
    return max(matches, default=_NO_MATCH)


def modified_at(path: Path) -> dt.datetime | None:
    """Return a file's modification time; None for one that no calendar holds (a broken clock or copy).

    A file of the archive says in its name when it was received. Raises UserError where the file cannot be
    asked now: without its time a report that came in good time would be late for ever.
    """
    if (received := received_of(path)) is not None:
        return received
    modified = _state(path).st_mtime
    try:
        return dt.datetime.fromtimestamp(modified, dt.UTC)
    except (ValueError, OverflowError, OSError):  # Windows says OSError of a year that it does not know
        return None


def _state(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise UserError(fault_of(error, path)) from error


def received_of(path: Path) -> dt.datetime | None:
    """Return when a file of the archive was received, as its name says; None for any other file."""
    if path.parent.parent.name != "archive":
        return None
    try:
        return dt.datetime.strptime(path.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=BANGKOK)
    except ValueError:
        return None


def shown_name(office: OfficeFolder, path: Path) -> str:
    """Return a file's name as it is shown and entered: relative to the office folder where it can be."""
    try:
        name = office.relative(path)
    except ValueError:
        name = str(path)
    return "/".join(map(_legible, name.split("/")))


def _legible(name: str) -> str:
    """Return a name whose bytes are no UTF-8 (Thai out of a zip of an old Windows) in Thai letters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp874", "replace")
    return name
