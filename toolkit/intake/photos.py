"""The photographs of activities: those that divisions pasted into their workbooks, and loose files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.intake.archive import archived
from toolkit.intake.inbox import inbox_files, is_loose_photo
from toolkit.model.cells import cell_name
from toolkit.model.entry import Photo
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Division, Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import LedgerLine
from toolkit.thai.dates import parse_month
from toolkit.thai.text import clean_text, squash, to_arabic
from toolkit.xlsx.layouts import PHOTOS
from toolkit.xlsx.placed_pictures import PlacedPicture, read_pictures
from toolkit.xlsx.sheet_data import BookData, CellError, RefusedError
from toolkit.xlsx.strict_reader import read_book, read_bytes
from toolkit.xlsx.tables import FoundTable, find_tables

_NUMBER = re.compile(r"([0-9๐-๙A-Za-zก-ฮ]+)[\s._-]+(.*)", re.DOTALL)


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
    codes = [division.division_code for division in plan.divisions]
    numbers = [measure.measure_no for measure in plan.measures]

    def order(photo: Photo) -> tuple[int, int, int]:
        place = numbers.index(photo.measure_no) if photo.measure_no in numbers else len(numbers)
        division = codes.index(photo.division_code) if photo.division_code in codes else len(codes)
        return place, division, photo.month - plan.months[0] if photo.month else len(plan.months)

    return FoundPhotos(tuple(sorted(finder.photos, key=order)), tuple(dict.fromkeys(finder.findings)))


class _Finder:
    def __init__(self, office: OfficeFolder, plan: Plan) -> None:
        self._office = office
        self._plan = plan
        self._measures = {squash(measure.measure_no): measure.measure_no for measure in plan.measures}
        self._measures |= {
            squash(measure.label): measure.measure_no for measure in reversed(plan.measures) if measure.label
        }
        self._seen: set[tuple[str, str]] = set()
        self.photos: list[Photo] = []
        self.findings: list[Finding] = []

    def take_workbook(self, line: LedgerLine) -> None:
        """Take the pictures on the photo sheet of one accepted workbook. One that is gone from the archive is
        passed over: whatever computes from it finds that out."""
        data = archived(self._office, line)
        if data is None:
            return
        book = read_book(data, wanted=PHOTOS.sheet.__eq__)
        pictures = read_pictures(data, PHOTOS.sheet)
        for table in find_tables(book, PHOTOS.name):
            self._rows(line, table, pictures)
        if pictures and not find_tables(book, PHOTOS.name):
            self.findings.append(Finding("marker-missing", PHOTOS.sheet, found=PHOTOS.marker, file=line.file))
        self.findings += _in_cells(book, line.file)

    def _rows(self, line: LedgerLine, table: FoundTable, pictures: tuple[PlacedPicture, ...]) -> None:
        records = {record.row: record for record in table.records}
        for picture in pictures:
            record = records.get(picture.row)
            text = {name: record.text(name) if record else "" for name in ("month", "measure_no", "caption")}
            cell = cell_name(picture.row, picture.column)
            measure = self._measure(text["measure_no"], line.file, PHOTOS.sheet, cell)
            month = self._month(record.raw("month") if record else "", line.file, cell)
            self._add(
                Photo(
                    division_code=line.division_code,
                    measure_no=measure,
                    caption=text["caption"],
                    month=month,
                    data=picture.data,
                    file=line.file,
                    cell=cell,
                )
            )

    def take_loose(self) -> None:
        """Pictures in folders named ภาพ: `<measure_no> <caption>.jpg`, the division by its folder."""
        for path in inbox_files(self._office.inbox):
            name = path.relative_to(self._office.inbox)
            if not is_loose_photo(name):
                continue
            file = self._office.relative(path)
            try:
                data = read_bytes(path)
            except RefusedError as error:
                self.findings.append(Finding(error.finding.code, found=error.finding.found, file=file))
                continue
            division = self._division(name)
            match = _NUMBER.fullmatch(clean_text(name.stem))
            measure = self._measure(match[1] if match else "", file, "", "")
            caption = match[2] if match and measure else clean_text(name.stem)
            self._add(
                Photo(
                    division_code=division.division_code if division else "",
                    measure_no=measure,
                    caption=caption,
                    month=None,
                    data=data,
                    file=file,
                )
            )

    def _division(self, name: Path) -> Division | None:
        folders = {squash(part) for part in name.parts[:-1]}
        for division in self._plan.divisions:
            known = (division.division_code, division.division_name, *division.aliases)
            if folders & {squash(text) for text in known if text}:
                return division
        return None

    def _measure(self, text: str, file: str, sheet: str, cell: str) -> str:
        number = self._measures.get(squash(text), "") if text else ""
        if not number:
            code = "photo-measure-unknown" if text else "photo-without-measure"
            self.findings.append(Finding(code, sheet, cell, to_arabic(text), file=file))
        return number

    def _month(self, value: object, file: str, cell: str) -> Month | None:
        if not value:
            return None
        try:
            return parse_month(value)
        except ValueError:
            self.findings.append(Finding("photo-month-unreadable", PHOTOS.sheet, cell, str(value), file=file))
            return None

    def _add(self, photo: Photo) -> None:
        key = hashlib.sha256(photo.data).hexdigest(), photo.measure_no
        if key not in self._seen:
            self._seen.add(key)
            self.photos.append(photo)


def _in_cells(book: BookData, file: str) -> Iterator[Finding]:
    """Pictures placed *in* a cell, which other programs than Excel show as an error value."""
    for table in find_tables(book, PHOTOS.name):
        for record in table.records:
            if isinstance(record.raw("picture"), CellError):
                yield Finding("photo-in-cell", PHOTOS.sheet, record.cell("picture"), file=file)
