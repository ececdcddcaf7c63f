"""The photographs of activities: those that divisions pasted into their workbooks, and loose files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.intake.archive import archived
from toolkit.intake.inbox import inbox_files, is_loose_photo
from toolkit.model.entry import Photo, PhotoRow
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Division, Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import LedgerLine
from toolkit.rules.photos import PHOTO_CODES
from toolkit.thai.date_words import MONTH_NAMES
from toolkit.thai.dates import parse_month
from toolkit.thai.text import clean_text, squash, to_arabic
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes

# Without its points a short month may be the head of a word: "มีค" begins "มีความ".
_SHORT_MONTHS = "|".join(
    rf"{first}\.\s?{last}\.|{first}\.?\s?{last}\.?(?![ก-๙])"
    for first, last in (name[:-1].split(".") for _, name, *_ in MONTH_NAMES)
)
_MONTHS = "|".join(
    sorted((name for names in MONTH_NAMES for name in names if "." not in name), key=len, reverse=True)
)
_DATE = re.compile(
    r"(?P<digits>[0-9๐-๙]{1,4}[._/-][0-9๐-๙]{1,2}[._/-][0-9๐-๙]{2,4}(?![0-9๐-๙]))"
    r"|(?:20|25)[0-9]{2}[01][0-9][0-3][0-9](?![0-9])"
    r"|[0-9๐-๙]{1,2}[.:][0-9๐-๙]{2}\s?น(?![ก-ฮ])"
    rf"|(?:[0-9๐-๙]{{1,2}}\s?[-–]\s?)?(?P<day>[0-9๐-๙]{{1,2}}[\s._-]*(?:(?:{_MONTHS})(?![a-z])|{_SHORT_MONTHS})(?:[\s._-]*[0-9๐-๙]{{2,4}}(?![0-9๐-๙]))?)",
    re.IGNORECASE,
)
"""A date or a time of day at the beginning of a file name: no number of a measure."""
_NUMBER = re.compile(
    r"(?:มาตรการ(?:ที่)?\s*)?\(?([0-9๐-๙A-Za-zก-ฮ]+)(?:\.[0-9๐-๙]{1,2}(?![0-9๐-๙]))?"
    r"(?:[\s._)-]+(.*)|(?<=[0-9๐-๙]))",
    re.DOTALL,
)
"""A measure's number, of which "1.2" names a step, and a caption; without a caption it has to be a number."""


@dataclass(frozen=True)
class FoundPhotos:
    """The photographs in the order of divisions and measures, and what is wrong with some of them."""

    photos: tuple[Photo, ...]
    findings: tuple[Finding, ...]


def find_photos(office: OfficeFolder, plan: Plan, lines: Iterable[LedgerLine]) -> FoundPhotos:
    """Return every photograph of the year, each once, however many versions of a workbook hold it.

    A workbook that was issued anew bears none of the earlier pictures, so all accepted files are looked at.
    A picture whose measure is not named or not in the plan is kept, with a finding.
    """
    finder = _Finder(office, plan)
    for line in lines:
        if line.event == "accepted":
            finder.take_workbook(line)
    finder.take_loose()
    numbered = {sha256 for sha256, measure_no in finder.photos if measure_no}
    findings = (
        finding
        for (sha256, code), finding in finder.doubts.items()
        if code == "photo-month-unreadable" or sha256 not in numbered
    )
    codes = [division.division_code for division in plan.divisions]
    numbers = [measure.measure_no for measure in plan.measures]

    def order(photo: Photo) -> tuple[int, int, int]:
        place = numbers.index(photo.measure_no) if photo.measure_no in numbers else len(numbers)
        division = codes.index(photo.division_code) if photo.division_code in codes else len(codes)
        return place, division, photo.month - plan.months[0] if photo.month else len(plan.months)

    # What is hidden on its sheet goes no further, whoever asks for the pictures.
    photos = (
        replace(photo, data=b"") if photo.framing.hidden else photo
        for (sha256, measure_no), photo in finder.photos.items()
        if measure_no or sha256 not in numbered
    )
    return FoundPhotos(tuple(sorted(photos, key=order)), (*findings, *dict.fromkeys(finder.findings)))


class _Finder:
    def __init__(self, office: OfficeFolder, plan: Plan) -> None:
        self._office = office
        self._plan = plan
        self._measures = {squash(measure.measure_no): measure.measure_no for measure in plan.measures}
        # People type the number that is printed, which is the label.
        # Reversed, so that of two equal labels the first one stays.
        self._measures |= {
            squash(measure.label): measure.measure_no for measure in reversed(plan.measures) if measure.label
        }
        self.photos: dict[tuple[str, str], Photo] = {}
        # A picture goes on from one version of a workbook to the next: the newest says what is wrong with it.
        self.doubts: dict[tuple[str, str], Finding] = {}
        self.findings: list[Finding] = []

    def take_workbook(self, line: LedgerLine) -> None:
        """Take the pictures of one accepted workbook by what the ledger holds of their rows."""
        data = _pictures_of_file(self._office, line) if line.photos else {}
        for row in line.photos:
            # Gone from the archive: whatever computes from the file finds that out.
            if row.sha256 in data:
                self._take(row, line.division_code, line.file, data[row.sha256])
        self.findings += (finding for finding in line.findings if finding.code in PHOTO_CODES)

    def take_loose(self) -> None:
        """Pictures in folders named ภาพ: `<measure_no> <caption>.jpg`, the division by its folder."""
        for path in inbox_files(self._office.inbox):
            name = path.relative_to(self._office.inbox)
            if not is_loose_photo(self._office.inbox, path):
                continue
            file = self._office.relative(path)
            try:
                data = read_bytes(path)
            except RefusedError as error:
                self.findings.append(Finding(error.finding.code, found=error.finding.found, file=file))
                continue
            # By its folder alone: a name such as "1 กองช่าง.jpg" is a caption.
            division = self._division(name)
            number, caption, month = _of_name(clean_text(name.stem))
            # No number of a measure: it belongs to the caption.
            if number and squash(number) not in self._measures:
                caption = clean_text(name.stem)
            row = PhotoRow(
                sheet="",
                cell="",
                month=str(month or ""),
                measure_no=number,
                caption="" if _is_camera_name(caption) else caption,
                sha256=hashlib.sha256(data).hexdigest(),
            )
            self._take(row, division.division_code if division else "", file, data)

    def _division(self, name: Path) -> Division | None:
        folders = {squash(part) for part in name.parts[:-1]}
        for division in self._plan.divisions:
            known = (division.division_code, division.division_name, *division.aliases)
            if folders & {squash(text) for text in known if text}:
                return division
        return None

    def _take(self, row: PhotoRow, division_code: str, file: str, data: bytes) -> None:
        """Take a picture once for each measure; a later file shows how it is to be seen, as after a crop."""
        measure, month = self._measures.get(squash(row.measure_no), ""), None
        if not measure:
            code = "photo-measure-unknown" if row.measure_no else "photo-without-measure"
            self._doubt(code, row, to_arabic(row.measure_no), file)
        try:
            month = parse_month(row.month) if row.month else None
        except ValueError:
            self._doubt("photo-month-unreadable", row, row.month, file)
        photo = Photo(
            division_code=division_code,
            measure_no=measure,
            caption=row.caption,
            month=month,
            data=data,
            framing=row.framing,
            file=file,
            sheet=row.sheet,
            cell=row.cell,
        )
        before = self.photos.setdefault((row.sha256, measure), photo)
        # A loose file says nothing of what was cropped away or covered on a sheet.
        if photo.sheet:
            self.photos[row.sha256, measure] = replace(before, framing=photo.framing)

    def _doubt(self, code: str, row: PhotoRow, found: str, file: str) -> None:
        self.doubts[row.sha256, code] = Finding(code, row.sheet, row.cell, found, file=file)


def _of_name(name: str) -> tuple[str, str, Month | None]:
    """Return the measure's number, the caption and the month that a picture's file name tells."""
    date = _DATE.match(name)
    if date is not None:
        try:
            return (
                "",
                name,
                parse_month(re.sub(r"[._-]", "/", date[0]) if date["digits"] else date["day"] or ""),
            )
        except ValueError:
            return "", name, None
    # "IMG_0231" names no measure "IMG"; a number in front may be one though the rest is the camera's.
    match = None if _is_camera_name(name) and not name[:1].isdecimal() else _NUMBER.fullmatch(name)
    return (match[1], match[2] or "", None) if match else ("", name, None)


def _is_camera_name(text: str) -> bool:
    """Return whether a text is what a camera, a chat or a copy called its file: "IMG_0231", "(2)"."""
    words = re.search("[^\\W0-9_]", text)
    return re.search("[ก-๙]", text) is None and (words is None or len(re.findall("[0-9]", text)) > 2)


def _pictures_of_file(office: OfficeFolder, line: LedgerLine) -> dict[str, bytes]:
    """Return the pictures of an accepted workbook by their sha256; none where the file is gone or changed."""
    data = archived(office, line)
    wanted = {row.sha256 for row in line.photos}
    if data is None:
        return {}
    package = Package(data)
    media = (package.read(name) for name in package.names if "/media/" in name.casefold())
    return {digest: part for part in media if (digest := hashlib.sha256(part).hexdigest()) in wanted}
